//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/store"
)

// Wherever a byte of a journal is another, and wherever it is cut off, kith says what is
// wrong or does what was asked: it never fails of itself, hangs, or leaves reflections out
// without a word, and a note it could not keep is in a file. (A letter of a text that is
// another letter, or one of the search index, nobody can tell.)
func TestDamagedAnywhere(t *testing.T) {
	const flips, cuts, notes, undamaged = 200, 50, 100, "nothing"
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	path := filepath.Join(t.TempDir(), "journal.db")
	st, err := store.Open(t.Context(), path, store.Options{})
	if err == nil {
		err = errors.Join(st.Fill(t.Context(), essay(notes)), st.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	damaged := map[string][]byte{}
	for i := range flips {
		at, by := random.IntN(len(whole)), byte(1+random.IntN(255))
		if i%2 == 0 { // where a page says what is on it
			at = at/4096*4096 + random.IntN(64)
		}
		flipped := bytes.Clone(whole)
		flipped[at] ^= by
		damaged[fmt.Sprintf("byte %d flipped by %d", at, by)] = flipped
	}
	for range cuts {
		at := random.IntN(len(whole))
		damaged[fmt.Sprintf("cut at %d", at)] = whole[:at]
	}
	var mu sync.Mutex
	found := map[string]int{}      // how often the words stand in what a command prints
	short := map[string][]string{} // and where they stand less often, without a word about it
	try := func(what string, content []byte) {
		home := t.TempDir()
		path := filepath.Join(home, "data", "kith", "journal.db")
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, content, 0o600)); err != nil {
			t.Error(err)
			return
		}
		for _, line := range []string{
			"list --all", "show last", "search weekly --limit 0", "community list", "export --format csv --out -", "note Nobody may lose this",
		} {
			began := time.Now()
			code, out, said := inside{home: home}.run(t, strings.Fields(line)...)
			if took := time.Since(began); took > 9*time.Second {
				t.Errorf("%s: kith %s took %v", what, line, took)
			}
			newer := code == 5 && strings.Contains(said, "newer kith")
			if code != 0 && code != 1 && !newer || code != 0 && !strings.Contains(said, "kith: ") || strings.Contains(said, "fault of kith") || strings.Contains(said, "goroutine ") {
				t.Errorf("%s: kith %s: exit code %d\n%s", what, line, code, said)
			}
			if strings.HasPrefix(line, "note") && code != 0 && !strings.Contains(said, "What you typed is in "+temporary) {
				t.Errorf("%s: the note is gone\n%s", what, said)
			}
			mu.Lock()
			if n := strings.Count(out, "Weekly review"); code == 0 && n < found[line] && !strings.HasPrefix(line, "search") {
				short[line] = append(short[line], what)
			} else if what == undamaged {
				found[line] = n
			}
			mu.Unlock()
		}
	}
	try(undamaged, whole)
	var wg sync.WaitGroup
	turn := make(chan struct{}, 8)
	for what, content := range damaged {
		turn <- struct{}{}
		wg.Go(func() {
			defer func() { <-turn }()
			try(what, content)
		})
	}
	wg.Wait()
	for line, where := range short {
		if len(where) > 2 { // how many rows there are is itself a byte on a page
			t.Errorf("kith %s leaves reflections out without a word: %q", line, where)
		}
	}
	if found["list --all"] != notes || found["search weekly --limit 0"] < notes {
		t.Errorf("of an undamaged journal: %v", found)
	}
}
