//go:build unix

package store_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kith/journal"
	"kith/store"
)

// permissions of a file or folder.
func permissions(t *testing.T, name string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(name)
	ok(t, err)
	return info.Mode().Perm()
}

// TestOthersMayNotReadAJournal: what a copy, or a folder that was made by hand, lets
// others read is the person's alone again, and that is said, once. A folder that is not
// kith's own stays as it is.
func TestOthersMayNotReadAJournal(t *testing.T) {
	t.Parallel()
	for _, opt := range []store.Options{{}, {ReadOnly: true}, {OwnFolder: true}, {ReadOnly: true, OwnFolder: true}} {
		sh := newShelf(t)
		hold, err := sh.HoldDraft(t.Context(), "d1", "me")
		ok(t, err)
		defer hold.Close()
		dir := filepath.Dir(sh.path)
		for _, name := range []string{sh.path, sh.path + "-wal", sh.path + "-shm"} {
			ok(t, os.Chmod(name, 0o644))
		}
		ok(t, os.Chmod(sh.path+"-drafts", 0o755))
		ok(t, os.Chmod(dir, 0o755))
		s, err := store.Open(t.Context(), sh.path, opt)
		ok(t, err)
		if said := s.Remark(); !strings.Contains(said, sh.path) || strings.Contains(said, "-wal") || strings.Contains(said, " "+dir+".") != opt.OwnFolder {
			t.Errorf("%+v: it says %q", opt, said)
		}
		folder := fs.FileMode(0o755)
		if opt.OwnFolder {
			folder = 0o700
		}
		for name, want := range map[string]fs.FileMode{"": 0o600, "-wal": 0o600, "-shm": 0o600, "-drafts": 0o700, "/..": folder} {
			if got := permissions(t, strings.TrimSuffix(sh.path+name, "/journal.db/..")); got != want {
				t.Errorf("%+v: %q has %v, want %v", opt, name, got, want)
			}
		}
		ok(t, s.Close())
		s, err = store.Open(t.Context(), sh.path, opt)
		ok(t, err)
		if s.Remark() != "" {
			t.Errorf("it says again: %s", s.Remark())
		}
		ok(t, s.Close())
	}
}

// TestAJournalOfSomebodyElse is used, and nothing about it is changed.
func TestAJournalOfSomebodyElse(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		t.Skip("only root can give a file away")
	}
	sh := newShelf(t)
	ok(t, os.Chmod(sh.path, 0o644))
	ok(t, os.Chown(sh.path, 65534, 65534))
	s, err := store.Open(t.Context(), sh.path, store.Options{OwnFolder: true})
	ok(t, err)
	defer s.Close()
	if got := permissions(t, sh.path); got != 0o644 || !strings.Contains(s.Remark(), "belongs to somebody else") {
		t.Errorf("it has %v, and it says %q", got, s.Remark())
	}

	empty := filepath.Join(t.TempDir(), "empty.db")
	ok(t, os.WriteFile(empty, nil, 0o644))
	ok(t, os.Chown(empty, 65534, 65534))
	for _, opt := range []store.Options{{}, {ReadOnly: true}} {
		_, err = store.Open(t.Context(), empty, opt)
		refused(t, err, journal.Internal, "is not a kith journal", empty)
	}
	untouched(t, empty, nil)
}

// TestAJournalBeginsInAnEmptyFile, which a kith that was killed as it began one leaves:
// for as many as come first at once, and for nobody else to read.
func TestAJournalBeginsInAnEmptyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal.db")
	ok(t, os.WriteFile(path, nil, 0o644))
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			s, err := store.Open(t.Context(), path, store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := s.AddReflection(t.Context(), journal.Reflection{Title: "A note"}); err != nil {
				t.Error(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	s, err := openAt(t, path)
	ok(t, err)
	rs, err := s.Reflections(t.Context(), journal.Filter{})
	ok(t, err)
	if len(rs) != 16 || permissions(t, path) != 0o600 || s.Remark() != "" {
		t.Errorf("%d reflections, %v, %q", len(rs), permissions(t, path), s.Remark())
	}
}
