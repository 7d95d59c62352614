//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// editing is an editor that saves a text, or what it finds and a text, and stays open
// for as long as the file "open" is there.
func editing(t *testing.T, home string) (env []string, open string) {
	t.Helper()
	script, open := filepath.Join(home, "ed.sh"), filepath.Join(home, "open")
	const lines = `printf 'typed in the editor' >> "$2"; echo in the editor > /dev/tty; while [ -e "$1" ]; do sleep 0.05; done`
	for file, text := range map[string]string{script: lines, open: ""} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return append(append(os.Environ(), environment(home)...), "EDITOR=sh "+script+" "+open), open
}

// leftInFolder are the files beside the drafts that are no locks.
func leftInFolder(t *testing.T, home string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(home, "data", "kith", "journal.db-drafts", "*.editor"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestANoteInTheEditorOutlivesKith(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	env, open := editing(t, home)
	s := sitDown(t, env, 80, 24, "note", "--tag", "work", "--private")
	s.see("in the editor")
	s.kill()
	if err := os.Remove(open); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{}, {"draft", "list"}} {
		if shown := kith(t, env, "", args...); !strings.Contains(shown, "A note") || !strings.Contains(shown, "in your editor") {
			t.Errorf("kith %v: %s", args, shown)
		}
	}
	folders, err := filepath.Glob(filepath.Join(home, "data", "kith", "journal.db-drafts", "*.editor", "note", "*"))
	if err != nil || len(folders) != 1 {
		t.Fatal(folders, err)
	}
	if info, err := os.Stat(folders[0]); err != nil || info.Mode().Perm() != 0o700 {
		t.Error(info.Mode(), err)
	}
	again := sitDown(t, env, 80, 24, "resume")
	again.see("Kept as")
	again.leave()
	shown := kith(t, env, "", "show", "last", "--json")
	for _, want := range []string{`"value": "typed in the editortyped in the editor"`, `"private": true`, `"work"`} {
		if !strings.Contains(shown, want) {
			t.Errorf("there is no %s in %s", want, shown)
		}
	}
	if drafts := kith(t, env, "", "draft", "list"); drafts != "" {
		t.Error(drafts)
	}
	if left := leftInFolder(t, home); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAnAnswerInTheEditorOutlivesKith(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"reflect", "what-so-what"}, {"reflect", "what-so-what", "--plain"}} {
		home := t.TempDir()
		env, open := editing(t, home)
		s := sitDown(t, env, 80, 24, args...)
		s.see("Three questions, short enough")
		s.keys("enter")
		s.see("What? Tell the story")
		if len(args) == 2 {
			s.keys("It rained. ")
			s.see("It rained.")
			s.keys("ctrl+e")
		} else {
			s.keys("It rained. ", "enter", "/edit", "enter")
		}
		s.see("in the editor")
		s.kill()
		if err := os.Remove(open); err != nil {
			t.Fatal(err)
		}
		if drafts := kith(t, env, "", "draft", "list"); !strings.Contains(drafts, "with words in your editor") {
			t.Error(drafts)
		}
		again := sitDown(t, env, 80, 24, "resume")
		again.see("It rained.", "typed in the editor")
		again.keys("esc")
		again.leave()
		if left := leftInFolder(t, home); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

// The editor is named before it opens, and shows the question above the text; the
// answer is without it.
func TestTheEditorShowsTheQuestion(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	script, seen := filepath.Join(home, "ed"), filepath.Join(home, "seen")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ncp \"$1\" "+seen+"\nprintf '# A heading\\n<!-- mine -->' >> \"$1\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	env := append(append(os.Environ(), environment(home)...), "EDITOR="+script)
	s := sitDown(t, env, 80, 24, "reflect", "what-so-what")
	s.see("10 min")
	s.keys("enter")
	s.see("Tell the story of what happened.")
	s.keys("W", "enter")
	s.see("ctrl+e ed")
	s.keys("ctrl+e")
	s.see("┃ # A heading", "┃ <!-- mine -->")
	s.keys("esc")
	s.leave()
	shown, err := os.ReadFile(seen)
	if err != nil || !strings.Contains(string(shown), "What? Tell the story of what happened.\n") {
		t.Errorf("the editor shows %q, %v", shown, err)
	}
	again := sitDown(t, env, 80, 24, "resume")
	again.see("┃ # A heading", "┃ <!-- mine -->")
	if strings.Contains(again.screen.String(), "kith asks") {
		t.Errorf("the question is in the answer:\n%s", again.screen.String())
	}
	again.keys("esc")
	again.leave()
}

func TestAnEditorThatIsNotThere(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	env := append(append(os.Environ(), environment(home)...), "EDITOR=nosuch -x")
	s := sitDown(t, env, 80, 24, "note")
	s.see("there is no editor called nosuch", `export EDITOR="nano"`)
	leaves(t, s, 1)
	s = sitDown(t, env, 80, 24, "reflect", "what-so-what")
	s.keys("enter")
	s.see("Tell the story")
	s.keys("Words", "ctrl+e")
	s.see("there is no editor called nosuch", "┃ Words")
	s.keys("esc")
	leaves(t, s, 130)
}
