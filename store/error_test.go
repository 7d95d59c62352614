package store

import (
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

// TestAQuotaIsAFullDisk for the person who has used it up.
func TestAQuotaIsAFullDisk(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{syscall.ENOSPC, syscall.EDQUOT} {
		err := explain("/j/journal.db", fmt.Errorf("lock: %w", &fs.PathError{Op: "mkdir", Path: "/j", Err: cause}))
		if !strings.Contains(err.Error(), "the disk is full") || !DiskFull(err) {
			t.Errorf("%v: %v", cause, err)
		}
	}
}
