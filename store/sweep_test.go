package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

// TestWhatADeadKithLeftIsSwept: after a day nothing is left of one that was killed but the
// words that were in its editor; and nothing is taken from one that lives.
func TestWhatADeadKithLeftIsSwept(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	draft := journal.Draft{ID: "d1", Answers: map[string]journal.Value{"a": journal.TextValue("so far")}}
	sh.save(draft)
	sh.save(journal.Draft{ID: "held"})
	other, err := store.Open(t.Context(), sh.path, store.Options{})
	ok(t, err)
	defer other.Close()
	hold, err := other.HoldDraft(t.Context(), "held", "one that lives")
	ok(t, err)
	defer hold.Close()

	locks := sh.path + "-drafts"
	words := filepath.Join(sh.EditorDir("d1", "a"), "kith-1", "text.md")
	ok(t, os.MkdirAll(filepath.Dir(words), 0o700))
	ok(t, os.WriteFile(words, []byte("nobody may lose this"), 0o600))
	old := time.Now().Add(-25 * time.Hour)
	for name, stays := range map[string]bool{
		words: true, filepath.Join(locks, "d1.lock"): true, filepath.Join(locks, "held.lock"): true,
		filepath.Join(locks, "gone.lock"): false, filepath.Join(filepath.Dir(sh.path), ".kith-half.tmp"): false,
		filepath.Join(filepath.Dir(sh.path), "half.tmp"): true,
	} {
		if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
			ok(t, os.WriteFile(name, nil, 0o600))
		}
		ok(t, os.Chtimes(name, old, old))
		defer func() {
			if _, err := os.Stat(name); (err == nil) != stays {
				t.Errorf("%s: %v", name, err)
			}
		}()
	}
	reading, err := store.Open(t.Context(), sh.path, store.Options{ReadOnly: true})
	ok(t, err)
	ok(t, reading.Close())
	if _, err := os.Stat(filepath.Join(locks, "gone.lock")); err != nil {
		t.Error("what only reads has swept:", err)
	}
	sh.reopen()
	drafts, err := sh.Drafts(t.Context())
	ok(t, err)
	if len(drafts) != 2 || !drafts[0].Edited && !drafts[1].Edited {
		t.Errorf("drafts %+v", drafts)
	}
	_, err = sh.HoldDraft(t.Context(), "held", "me")
	refused(t, err, journal.Locked, "one that lives")
}

// TestKilledAsItBegins: whenever a kith is killed that begins a journal, the next one
// begins or finds it, and nothing else is left.
func TestKilledAsItBegins(t *testing.T) {
	t.Parallel()
	for round := range 20 {
		path := filepath.Join(t.TempDir(), "journal.db")
		cmd := actor(t, "note", path)
		ok(t, cmd.Start())
		for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			if _, err := os.Stat(path); err == nil { // it is there, empty
				break
			}
		}
		time.Sleep(time.Duration(round) * time.Millisecond / 2)
		_ = cmd.Process.Kill() // or it was done
		_ = cmd.Wait()
		s, err := store.Open(t.Context(), path, store.Options{})
		ok(t, err)
		_, err = s.AddReflection(t.Context(), journal.Reflection{Title: "A note"})
		ok(t, err)
		ok(t, s.Close())
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || len(left) != 1 {
			t.Errorf("there is %q, %v", left, err)
		}
	}
}
