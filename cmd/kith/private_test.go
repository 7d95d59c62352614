//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Where the person's umask gives everything to everybody, what kith makes is theirs alone
// all the same: the journal and what lies beside it, what is in the editor, what is
// exported and what is rescued.
func TestWithoutAUmaskFilesAreThePersonsAlone(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0)) // the process's own, so that nothing runs beside this
	home, temporary := t.TempDir(), t.TempDir()
	if err := os.Mkdir(filepath.Join(home, "home"), 0o700); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	look := func(name string) {
		t.Helper()
		info, err := os.Lstat(name)
		if err != nil {
			t.Fatal(err)
		}
		seen[filepath.Base(name)] = true
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has %v", name, info.Mode())
		}
	}
	// The editor shows what there is while it is open, and writes a text.
	listed := filepath.Join(home, "home", "listed")
	editor := `find "$XDG_DATA_HOME/kith" -exec ls -ld {} \; >"` + listed + `"; echo words >`
	env := append(os.Environ(), environment(home)...)
	env = append(env, "EDITOR="+editor, "TMPDIR="+temporary)
	do := func(want int, args ...string) {
		t.Helper()
		s := sitDown(t, env, 80, 24, args...)
		if code := s.leave(); code != want {
			t.Fatalf("kith %q: exit code %d", args, code)
		}
	}
	out := filepath.Join(home, "home", "out")
	do(0, "note")
	do(0, "export", "--out", out)
	do(0, "export", "--format", "json", "--all", "--out", out+".json")
	do(0, "activity", "new", "mine")
	do(0, "config", "plain", "true")
	do(1, "note", "Nobody may lose this", "--journal", home)
	written, err := os.ReadFile(listed)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(written)) {
		name := line[strings.Index(line, home):]
		seen[filepath.Base(strings.TrimSpace(name))] = true
		if mode := line[:10]; mode[4:] != "------" {
			t.Errorf("while the editor was open: %s", line)
		}
	}
	for _, root := range []string{home, temporary} {
		err := filepath.WalkDir(root, func(name string, _ os.DirEntry, err error) error {
			if name != root && name != listed {
				look(name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"journal.db", "journal.db-wal", "journal.db-shm", "journal.db-drafts", "text.md", "out", "out.json", "mine.toml", "config.toml"} {
		if !seen[name] {
			t.Errorf("%s was not made: %v", name, seen)
		}
	}
	if rescued, err := filepath.Glob(filepath.Join(temporary, "kith-note-*")); err != nil || len(rescued) != 1 {
		t.Errorf("rescued: %v, %v", rescued, err)
	}
}

// What reads, or has something in the journal to change, leaves an empty file as it is,
// whoever made it; what writes the first thing begins a journal in it.
func TestAnEmptyFileIsNoJournalYet(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	usual := filepath.Join(home, "data", "kith", "journal.db")
	named := filepath.Join(home, "notes.db")
	if err := os.MkdirAll(filepath.Dir(usual), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{usual, named} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		kith := func(line string) (code int, said string) {
			args := strings.Fields(line)
			if path == named {
				args = append(args, "--journal", named)
			}
			code, _, said = inside{home: home}.run(t, args...)
			return code, said
		}
		for _, line := range []string{
			"", "list", "show last", "search tea", "stats", "export --out -", "export --format json --all --out -", "tag list", "community list", "community map",
			"draft list", "trash list", "share list", "suggestion list", "contribution list", "circle list", "history last", "resume", "resume --undo",
			"edit last", "delete last", "tag last work", "tag rename a b", "community observe Choir --domain 4", "community edit Choir --alias c",
			"import --undo", "trash empty --yes", "draft delete 4f9k2m7q", "__complete show ",
		} {
			code, said := kith(line)
			if code != 0 && code != 4 && line != "edit last" { // which needs a terminal
				t.Errorf("kith %s: exit code %d, %s", line, code, said)
			}
			if info, err := os.Stat(path); err != nil || info.Size() > 0 {
				t.Fatalf("kith %s began a journal: %v", line, err)
			}
		}
		if code, said := kith("note hello"); code != 0 {
			t.Errorf("exit code %d, %s", code, said)
		}
	}
}
