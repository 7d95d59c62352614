//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// browsing sits down in front of a journal of two reflections, in a folder of its own.
func browsing(t *testing.T, cols, rows int) (s *seat, env []string, folder string) {
	t.Helper()
	env, folder = person(t), t.TempDir()
	kith(t, env, "", "community", "add", "Choir")
	kith(t, env, "", "note", "It was **good** to sing.", "--title", "The new song", "--community", "Choir", "--date", "2026-11-01")
	kith(t, env, "", "note", "Nobody asked.", "--title", "After the meetup")
	s = sitDownIn(t, folder, env, cols, rows, "browse")
	s.see("Your reflections", "> 23 Nov")
	return s, env, folder
}

func TestBrowsing(t *testing.T) {
	t.Parallel()
	s, env, folder := browsing(t, 80, 24)
	s.see("Nobody asked.", "The new song Choir", "/ filter")
	s.keys("/", "song")
	s.see("with song", "> 1 Nov 2026 The new song", "It was good to sing.")
	s.keys("enter", "enter")
	s.see("esc list")
	s.keys("t", "music, evenings", "enter")
	s.see("tags music, evenings")
	s.keys("x")
	s.see("Written to 2026-11-01-the-new-song-")
	s.keys("x")
	s.see("is there already, as it would be written")
	s.keys("q", "c")
	s.see("About Choir")
	s.keys("s")
	s.see("Which of your answers go?")
	s.keys("esc")
	s.see("About Choir")
	s.keys("d")
	s.see("Put The new song (", ") into the trash?")
	s.keys("n")
	s.see("> 1 Nov 2026 The new song")
	s.keys("q")
	if code := s.leave(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.md"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	page, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(page), "It was **good** to sing.") {
		t.Errorf("%v, %s", err, page)
	}
	if tags := kith(t, env, "", "show", "last~1"); !strings.Contains(tags, "tags music, evenings") {
		t.Errorf("%s", tags)
	}
}

// What was typed in an edit that failed is kept, and browsing says so.
func TestEditingWhileBrowsing(t *testing.T) {
	t.Parallel()
	home, _ := reflected(t)
	s := sitDown(t, nextEditor(t, home, replacing("^3 of 5.*", "nine"), "true"), 100, 24, "browse")
	s.see("Your communities")
	s.keys("e")
	s.see(`"nine" is no rating`, "what you typed is kept; go on with it: kith resume")
	s.keys("q")
	s.leave()
}

// browse takes the filters of list, and says them.
func TestBrowsingSome(t *testing.T) {
	t.Parallel()
	env := person(t)
	kith(t, env, "", "community", "add", "Choir")
	kith(t, env, "", "note", "It was good to sing.", "--title", "The new song", "--community", "Choir", "--date", "2026-11-01", "--tag", "music")
	kith(t, env, "", "note", "Nobody asked.", "--title", "After the meetup")
	s := sitDown(t, env, 80, 24, "browse", "--community", "choir", "--tag", "music", "--until", "2026-11-10", "--words", "2")
	s.see("About Choir", "#music, until 2026-11-10, of 2 words or more", "> 1 Nov 2026 The new song")
	if shown := s.screen.String(); strings.Contains(shown, "After the meetup") {
		t.Errorf("what does not fit is shown:\n%s", shown)
	}
	s.keys("q")
	if code := s.leave(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// What ends kith from outside ends browsing, and leaves the terminal as it was.
func TestBrowsingIsEnded(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		s, _, _ := browsing(t, 40, 12)
		if err := s.cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		if code := s.leave(); code != exitCodes()[stopped] {
			t.Errorf("%v: exit code %d", sig, code)
		}
	}
}
