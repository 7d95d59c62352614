package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kith/journal"
)

// leftoverAge is how old something half made is that no kith is making any more.
const leftoverAge = 24 * time.Hour

// leftovers are what a kith that was killed left in a folder.
func leftovers(dir string, now time.Time) (left []string, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		for _, pattern := range []string{".kith-*.tmp", ".kith-*.tmp-journal", restoreFolder + "*", rescueFolder + "*", "*.before-*.part-*"} {
			if is, err := filepath.Match(pattern, e.Name()); err != nil || !is {
				continue
			}
			if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) > leftoverAge {
				left = append(left, filepath.Join(dir, e.Name()))
			}
		}
	}
	return left, err
}

// clearLeftovers removes them.
func clearLeftovers(dir string) error {
	left, err := leftovers(dir, time.Now())
	for _, file := range left {
		err = errors.Join(err, os.RemoveAll(file))
	}
	return err
}

// sweep removes what a kith that was killed left beside the journal: files half written a
// day ago, and the locks of drafts that are no more. A text that an editor left stays with
// its draft. What cannot be removed does no harm.
func (s *Store) sweep(ctx context.Context) {
	_ = clearLeftovers(filepath.Dir(s.locks))
	entries, _ := os.ReadDir(s.locks) // where there is none, nothing is left
	var left []journal.ID
	for _, entry := range entries {
		id, isLock := strings.CutSuffix(entry.Name(), ".lock")
		if info, err := entry.Info(); isLock && err == nil && time.Since(info.ModTime()) > leftoverAge {
			left = append(left, journal.ID(id))
		}
	}
	if len(left) == 0 {
		return
	}
	drafts, err := read(ctx, s, func(t tx) ([]string, error) {
		return query(ctx, t, scanText, `SELECT id FROM draft WHERE `+openDraft)
	})
	for _, id := range left {
		if err != nil || slices.Contains(drafts, string(id)) {
			continue
		}
		if lock, err := s.lockDraft(id); err == nil && lock != nil {
			_ = (&Hold{store: s, draft: id, lock: lock}).Close()
		}
	}
}
