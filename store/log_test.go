package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// notClosed is a journal that a kith has left which was killed: the first of its notes are
// in the file, the others in the log beside it, each of them an entry of its own.
func notClosed(t *testing.T, notes int) string {
	t.Helper()
	was := written(t, notes)
	s, err := Open(t.Context(), was, Options{})
	must(t, err)
	defer s.Close()
	for i := range notes {
		_, err := s.AddReflection(t.Context(), journal.Reflection{
			Title: fmt.Sprint("Later ", i), Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(fmt.Sprintf("word%d and more", notes+i))}},
		})
		must(t, err)
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	for _, end := range []string{"", "-wal"} {
		must(t, copyFile(t.Context(), was+end, path+end))
	}
	return path
}

// TestADamagedLog: what was kept, and stands behind the damage in a log, is found to be in
// danger, is still there after the journal was looked at, and is rescued. Of the end that
// was not kept nothing is said.
func TestADamagedLog(t *testing.T) {
	t.Parallel()
	const notes = 5
	whole := notClosed(t, notes)
	log, err := os.ReadFile(whole + "-wal")
	must(t, err)
	random := make([]byte, 100_000)
	for i := range random {
		random[i] = byte(rand.N(256))
	}
	flipped := func(at ...int) []byte {
		log := slices.Clone(log)
		for _, at := range at {
			log[at] ^= 0xff
		}
		return log
	}
	for _, test := range []struct {
		name string
		log  []byte
		want []FindingKind
		came int
	}{
		{"whole", log, nil, 2 * notes},
		{"a byte", flipped(20_000), []FindingKind{BrokenLog}, 2 * notes},
		{"what it is", flipped(0), []FindingKind{BrokenLog}, 2 * notes},
		{"which it is", flipped(16), []FindingKind{BrokenLog}, 2 * notes},
		{"a sum", flipped(24), []FindingKind{BrokenLog}, 2 * notes},
		{"which page it is", flipped(32+5*(24+filePage), 32+24+filePage+8), []FindingKind{BrokenLog}, 2 * notes},
		{"its end", flipped(len(log) - 1), nil, 2 * notes},
		{"less than a head", log[:20], nil, notes},
		{"half a page", slices.Concat(log, log[32:2000]), nil, 2 * notes},
		{"something else", random, nil, notes},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "journal.db")
			must(t, copyFile(t.Context(), whole, path))
			must(t, os.WriteFile(path+"-wal", test.log, 0o600))
			journal, err := os.ReadFile(path)
			must(t, err)
			found, err := Examine(t.Context(), path, time.Now())
			must(t, err)
			if !slices.Equal(kinds(found), test.want) {
				t.Errorf("found %+v, want %v", found, test.want)
			}
			_, err = Mend(t.Context(), path, time.Now())
			must(t, err)
			for name, was := range map[string][]byte{path: journal, path + "-wal": test.log} {
				if is, err := os.ReadFile(name); err != nil || !slices.Equal(is, was) {
					t.Errorf("%s was changed; %v", name, err)
				}
			}
			to := filepath.Join(t.TempDir(), "new.db")
			tables, err := Rescue(t.Context(), path, to)
			must(t, err)
			if n := wordsIn(t, to); n < test.came {
				t.Errorf("%d of %d notes came: %+v", n, test.came, tables)
			}
			if found, err := Examine(t.Context(), to, time.Now()); err != nil || len(found) > 0 {
				t.Errorf("the new one is not well: %+v, %v", found, err)
			}
		})
	}
}

// TestADamagedLogIsKept: to open a journal drops what stands behind the damage in its log.
// It is kept aside first, once, and said; another program's log is not.
func TestADamagedLogIsKept(t *testing.T) {
	t.Parallel()
	const notes = 5
	for _, opt := range []Options{{}, {ReadOnly: true}} {
		path := notClosed(t, notes)
		log, err := os.ReadFile(path + "-wal")
		must(t, err)
		log[20_000] ^= 0xff
		must(t, os.WriteFile(path+"-wal", log, 0o600))
		s, err := Open(t.Context(), path, opt)
		must(t, err)
		kept, err := filepath.Glob(path + ".before-log-*[0-9]")
		must(t, err)
		if len(kept) != 1 || !strings.Contains(s.Remark(), kept[0]) {
			t.Fatalf("kept are %q, and it is said: %s", kept, s.Remark())
		}
		must(t, s.Close())
		to := filepath.Join(t.TempDir(), "new.db")
		_, err = Rescue(t.Context(), kept[0], to)
		must(t, err)
		if n := wordsIn(t, to); n != 2*notes {
			t.Errorf("%d of %d notes came", n, 2*notes)
		}
		s, err = Open(t.Context(), path, opt)
		must(t, err)
		must(t, s.Close())
		if again, err := filepath.Glob(path + ".before-log-*[0-9]"); err != nil || len(again) != 1 || s.Remark() != "" {
			t.Errorf("the second time it is kept again: %q, %v, %s", again, err, s.Remark())
		}
	}
	path := notClosed(t, notes)
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	must(t, s.Close())
	if s.Remark() != "" {
		t.Errorf("of a sound log it is said: %s", s.Remark())
	}
}
