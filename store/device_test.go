//go:build unix

package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"kith/journal"
	"kith/store"
)

// A pipe or a device is no journal, and nobody waits for one, nor copies one without end.
func TestRefusesWhatIsNoFile(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "journal.db")
	ok(t, syscall.Mkfifo(pipe, 0o600))
	for _, path := range []string{pipe, "/dev/null"} {
		for _, opt := range []store.Options{{}, {ReadOnly: true}} {
			_, err := store.Open(t.Context(), path, opt)
			refused(t, err, journal.Internal, "is no file", "--journal")
		}
	}
	sh := newShelf(t)
	sh.addReflection(journal.Reflection{Title: "A note"})
	ok(t, sh.Close())
	ok(t, syscall.Mkfifo(sh.path+"-wal", 0o600))
	dir := t.TempDir()
	for _, path := range []string{pipe, "/dev/zero", sh.path} {
		_, err := store.Rescue(t.Context(), path, filepath.Join(dir, "new.db"))
		refused(t, err, journal.Internal, "is no file", "--journal")
	}
	ok(t, os.Remove(sh.path+"-wal"))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := store.Rescue(ctx, sh.path, filepath.Join(dir, "new.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("it goes on when it is told to stop: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("there is %v, %v", left, err)
	}
}
