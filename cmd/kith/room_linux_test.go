package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
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

// Where there is no room for a restore the journal is as it was, a damaged one too, and kith
// says on which disk room is needed: the one that a link to the journal leads to.
func TestRestoreNeedsRoom(t *testing.T) {
	home, disk := t.TempDir(), t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", disk).Run(); err != nil {
		t.Skip("only root can make a small disk:", err)
	}
	defer func() {
		if err := exec.Command("umount", disk).Run(); err != nil {
			t.Error(err)
		}
	}()
	link, path, backup, ballast := filepath.Join(home, "link.db"), filepath.Join(disk, "journal.db"), filepath.Join(home, "copy.db"), filepath.Join(disk, "ballast")
	do := func(args ...string) (code int, said string) {
		t.Helper()
		code, out, said := inside{home: home}.run(t, append([]string{"--journal", link}, args...)...)
		return code, out + said
	}
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"note", "tea"}, {"backup", backup}, {"note", "song"}} {
		if code, said := do(args...); code != 0 {
			t.Fatal(said)
		}
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := append(make([]byte, 16), whole[16:]...)
	for name, was := range map[string][]byte{"whole": whole, "damaged": damaged} {
		for room := len(whole) / 2; ; room += len(whole) { // for one copy more each time
			if err := os.WriteFile(path, was, 0o600); err != nil {
				t.Fatal(err)
			}
			var fs syscall.Statfs_t
			if err := syscall.Statfs(disk, &fs); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(ballast, make([]byte, max(0, int(fs.Bavail)*int(fs.Bsize)-room)), 0o600); err != nil {
				t.Fatal(err)
			}
			code, said := do("restore", backup, "--yes")
			if err := os.Remove(ballast); err != nil {
				t.Fatal(err)
			}
			if code == 0 {
				if _, said := do("list"); room < len(whole) || !strings.Contains(said, "tea") || strings.Contains(said, "song") {
					t.Errorf("%s, with room for %d bytes: %s", name, room, said)
				}
				kept, err := filepath.Glob(path + "?*") // and the log
				if err != nil || len(kept) == 0 {
					t.Error("nothing is kept", err)
				}
				for _, name := range kept {
					if err := os.Remove(name); err != nil {
						t.Error(err)
					}
				}
				break
			}
			if !strings.Contains(said, "disk is full, so nothing was restored; what was in the journal is still there") || !strings.Contains(said, "the disk that holds "+disk+",") {
				t.Errorf("%s, with room for %d bytes: exit code %d\n%s", name, room, code, said)
			}
			is, err := os.ReadFile(path)
			if left, bad := os.ReadDir(disk); err != nil || bad != nil || !bytes.Equal(is, was) || len(left) != 1 {
				t.Errorf("%s, with room for %d bytes: the journal is not as it was, or something is left: %v %v", name, room, left, err)
			}
			if room > 3<<20 {
				t.Fatalf("%s: no room is enough: %s", name, said)
			}
		}
	}
}
