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
)

// Wherever a byte of a journal is another, and wherever it is cut off, kith says what is
// wrong or does what was asked: it never fails of itself, hangs, or leaves reflections out
// without a word, and a note it could not keep is in a file. (A letter of a text that is
// another letter, nobody can tell.)
func TestDamagedAnywhere(t *testing.T) {
	const flips, cuts, notes, undamaged = 200, 50, 40, "nothing"
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	home, _ := seeded(t)
	for i := range notes {
		if code, _, said := (inside{home: home}).run(t, "note", fmt.Sprintf("Note %d of what we sang", i), "--tag", "song"); code != 0 {
			t.Fatal(said)
		}
	}
	whole, err := os.ReadFile(filepath.Join(home, "data", "kith", "journal.db"))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	damaged := map[string][]byte{}
	for range flips {
		at, by := random.IntN(len(whole)), byte(1+random.IntN(255))
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
			"list --all --tag song", "show last", "search sang --limit 0", "community list", "export --format csv --tag song --out -", "note Nobody may lose this",
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
			if n := strings.Count(out, "of what we sang"); code == 0 && n < found[line] {
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
		if len(where) > 4 { // letters of these words themselves are a three hundredth of the journal
			t.Errorf("kith %s leaves words out without a word: %q", line, where)
		}
	}
	if found["list --all --tag song"] != notes || found["search sang --limit 0"] < notes {
		t.Errorf("of an undamaged journal: %v", found)
	}
}
