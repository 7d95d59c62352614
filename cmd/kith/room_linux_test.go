package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// On a disk without a byte left, and on one that can only be read, all that only reads does
// as ever, so that something can be carried out; and what would write says that it could
// not, and why.
func TestReadingNeedsNoRoom(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	home := t.TempDir()
	disk := filepath.Join(home, "data")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", disk).Run(); err != nil {
		t.Skip("only root can make a small disk:", err)
	}
	defer func() {
		if err := exec.Command("umount", disk).Run(); err != nil {
			t.Error(err)
		}
	}()
	for _, line := range []string{"note tea", "community add Choir", "note song --tag work"} {
		if code, _, said := (inside{home: home}).run(t, strings.Fields(line)...); code != 0 {
			t.Fatal(said)
		}
	}
	check := func(state, why string) {
		t.Helper()
		for line, want := range map[string]string{
			"": "song", "list": "song", "show last": "song", "search tea": "tea", "stats": "2 reflections", "tag list": "work", "history last": "", "community list": "Choir",
			"community show Choir": "Choir", "draft list": "", "trash list": "", "share list": "", "suggestion list": "", "circle list": "",
			"export --out -": "song", "export --format json --all --out -": "song", "export --out " + filepath.Join(temporary, state): "",
		} {
			code, out, said := inside{home: home}.run(t, strings.Fields(line)...)
			if code != 0 || !strings.Contains(out, want) || strings.Contains(said, "not kept") {
				t.Errorf("%s: kith %s: exit code %d\n%s%s", state, line, code, out, said)
			}
		}
		for _, line := range []string{"note Nobody may lose this", "community add Other", "tag last new", "delete last --yes"} {
			code, _, said := inside{home: home}.run(t, strings.Fields(line)...)
			if code != 1 || !strings.Contains(said, why) || !strings.Contains(said, "not kept") {
				t.Errorf("%s: kith %s: exit code %d\n%s", state, line, code, said)
			}
			if strings.HasPrefix(line, "note") && !strings.Contains(said, "What you typed is in "+temporary) {
				t.Errorf("%s: the note is gone\n%s", state, said)
			}
		}
		s := sitDown(t, append(os.Environ(), environment(home)...), 80, 24, "browse")
		s.see("song", "tea")
		s.keys("q")
		if code := s.leave(); code != 0 {
			t.Errorf("%s: kith browse: exit code %d", state, code)
		}
	}
	ballast := filepath.Join(disk, "ballast")
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	check("full", "disk is full")

	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("mount", "-o", "remount,ro", disk).Run(); err != nil {
		t.Fatal(err)
	}
	check("read-only", "can only be read")
}
