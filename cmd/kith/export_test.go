//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/journal/archive"
	"kith/store"
)

// TestTheWholeJournalAgain: the JSON of a journal, read into an empty one and written
// again, is the same bytes, whatever is in it.
func TestTheWholeJournalAgain(t *testing.T) {
	t.Parallel()
	home, _ := seeded(t)
	write := func(journal string) string {
		code, out, said := (inside{home: home}).run(t, "export", "--format", "json", "--all", "--journal", journal)
		if code != 0 {
			t.Fatalf("exit code %d: %s", code, said)
		}
		return out
	}
	whole := write(filepath.Join(home, "data", "kith", "journal.db"))
	path := filepath.Join(home, "again.db")
	again, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Fill(t.Context(), archive.ReadJournal(strings.NewReader(whole))); err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if got := write(path); got != whole {
		t.Errorf("it is\n%s\nand was\n%s", got, whole)
	}
}

// TestExportStops: told to stop in the middle, kith leaves whole files and no parts of
// any, in a folder and as one file.
func TestExportStops(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	for range 3 {
		if code, _, said := (inside{home: home, in: strings.NewReader(strings.Repeat("word ", 1000))}).run(t, "note", "-"); code != 0 {
			t.Fatal(said)
		}
	}
	for _, args := range [][]string{{"--out", "pages"}, {"--format", "html", "--out", "one.html"}, {"--format", "json", "--all", "--out", "one.json"}, {"--format", "csv", "--out", "tables", "--communities"}} {
		dir := t.TempDir()
		target := filepath.Join(dir, args[len(args)-1])
		if args[len(args)-1] == "--communities" {
			target = filepath.Join(dir, "tables")
		}
		for i, arg := range args {
			if arg == filepath.Base(target) {
				args[i] = target
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		env := map[string]string{}
		for _, pair := range environment(home) {
			key, value, _ := strings.Cut(pair, "=")
			env[key] = value
		}
		var out bytes.Buffer
		code := run(ctx, system{args: append([]string{"export"}, args...), stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: time.Now,
			env: func(key string) (string, bool) { value, ok := env[key]; return value, ok }})
		if code != 130 {
			t.Errorf("%v: exit code %d: %s", args, code, out.String())
		}
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && filepath.Base(path) != ".kith-export" {
				t.Errorf("%v left %s", args, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
