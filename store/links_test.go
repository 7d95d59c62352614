//go:build unix

package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/journal"
	"kith/store"
)

// Under two names SQLite keeps two logs, and notes get lost between them.
func TestAJournalWithTwoNamesIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one.db"), filepath.Join(dir, "two.db")
	s, err := store.Open(t.Context(), one, store.Options{})
	ok(t, err)
	ok(t, s.Close())
	ok(t, os.Link(one, two))
	for _, path := range []string{one, two} {
		for _, readOnly := range []bool{false, true} {
			_, err = store.Open(t.Context(), path, store.Options{ReadOnly: readOnly})
			if journal.KindOf(err) != journal.Conflict || !strings.Contains(err.Error(), "second name") {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	ok(t, os.Remove(two))
	s, err = store.Open(t.Context(), one, store.Options{})
	ok(t, err)
	ok(t, s.Close())
}

func TestOwnsByAnyName(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "journal.db")
	s, err := store.Open(t.Context(), path, store.Options{})
	ok(t, err)
	ok(t, s.Close())
	ok(t, os.Mkdir(path+"-drafts", 0o700))
	ok(t, os.WriteFile(path+".before-3", nil, 0o600))
	ok(t, os.Symlink(dir, filepath.Join(dir, "folder")))
	ok(t, os.Symlink(path, filepath.Join(dir, "link")))
	ok(t, os.Symlink("journal.db-wal", filepath.Join(dir, "dangling")))
	ok(t, os.Link(path, filepath.Join(dir, "hard")))
	ok(t, os.Link(path+".before-3", filepath.Join(dir, "hard-before")))
	for name, want := range map[string]bool{
		"journal.db": true, "./folder/../folder/journal.db": true, "link": true, "hard": true, "hard-before": true, "dangling": true,
		"journal.db-wal": true, "folder/journal.db-shm": true, "journal.db-journal": true, "JOURNAL.DB": true,
		"journal.db.before-9": true, "journal.db-drafts": true, "journal.db-drafts/new/one": true,
		"journal.svg": false, "journal.db.svg": false, "journal.db-map.svg": false, "folder": false, "new/journal.db": false, "": false,
	} {
		for _, opened := range []string{path, filepath.Join(dir, "link")} {
			if got := store.Owns(opened, filepath.Join(dir, name)); got != want {
				t.Errorf("of %s: %q is %v, want %v", opened, name, got, want)
			}
		}
	}
}

// Nothing is said to be kept that is not in the file which has the journal's name.
func TestAJournalThatIsGoneKeepsNothing(t *testing.T) {
	t.Parallel()
	for what, do := range map[string]func(path string) error{
		"removed":            os.Remove,
		"moved":              func(path string) error { return os.Rename(path, path+".old") },
		"its folder removed": func(path string) error { return os.RemoveAll(filepath.Dir(path)) },
		"replaced": func(path string) error {
			return errors.Join(os.Rename(path, path+".old"), os.WriteFile(path, nil, 0o600))
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "kith", "journal.db")
			s, err := openAt(t, path)
			ok(t, err)
			ok(t, s.SaveDraft(t.Context(), journal.Draft{ID: journal.NewID(at(1, 1))}))
			ok(t, do(path))
			_, err = s.AddReflection(t.Context(), journal.Reflection{Title: "A note"})
			refused(t, err, journal.Internal, path+" was moved or removed", "bring it back")
			refused(t, s.SaveDraft(t.Context(), journal.Draft{ID: journal.NewID(at(1, 2))}), journal.Internal, "was moved or removed")
		})
	}
}
