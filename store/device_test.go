//go:build unix

package store_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"kith/journal"
	"kith/store"
)

// A pipe or a device is no journal, and nobody waits for one.
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
}
