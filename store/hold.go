package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"kith/journal"
	"kith/journal/text"
)

// Hold is the right to write a draft, which one kith has at a time. It is a
// lock on a file, so however the process ends the system lets go of it.
type Hold struct {
	store *Store
	draft journal.ID
	lock  *flock.Flock
}

// HoldDraft takes the hold on a draft. When another kith has it, the error is
// of kind Locked and gives that one's who: what a person needs to find it, such
// as "process 4711 on this machine, since 14:05".
func (s *Store) HoldDraft(ctx context.Context, id journal.ID, who string) (_ *Hold, err error) {
	lock, err := s.lockDraft(id)
	if err != nil {
		return nil, explain(s.path, err)
	}
	if lock == nil {
		held, err := read(ctx, s, func(t tx) ([]string, error) {
			return query(ctx, t, scanText, `SELECT who FROM hold WHERE draft = ? AND who <> ''`, id)
		})
		if err != nil {
			return nil, err
		}
		by := "another kith"
		if len(held) > 0 {
			by += " (" + text.Line(held[0]) + ")"
		}
		return nil, journal.Errorf(journal.Locked, "the draft %s is open in %s", id.Short(), by).
			WithHint("go on there, or close it first")
	}
	// In the database, because on Windows a locked file cannot be read.
	err = s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `INSERT INTO hold (draft, who) VALUES (?, ?)
			ON CONFLICT (draft) DO UPDATE SET who = excluded.who`, id, who)
		return err
	})
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return &Hold{store: s, draft: id, lock: lock}, nil
}

// lockDraft locks the file of a draft; nil when somebody else has.
func (s *Store) lockDraft(id journal.ID) (*flock.Flock, error) {
	if id == "" || strings.ContainsFunc(string(id), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
	}) {
		return nil, journal.Errorf(journal.Invalid, "%q is not the id of a draft", text.Line(string(id)))
	}
	if err := os.MkdirAll(s.locks, 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(s.locks, string(id)+".lock")
	for {
		lock := flock.New(path, flock.SetPermissions(0o600))
		held, err := lock.TryLock()
		if err != nil || !held {
			return nil, errors.Join(err, lock.Close())
		}
		// The one who had it may have removed the file in between: then
		// this is the lock of a file that nobody else will ever find.
		ours, err := lock.Stat()
		there, errThere := os.Stat(path)
		if errors.Is(errThere, fs.ErrNotExist) {
			errThere = nil
		}
		if err := errors.Join(err, errThere); err == nil && there != nil && os.SameFile(ours, there) {
			return lock, nil
		} else if err := errors.Join(err, lock.Close()); err != nil {
			return nil, err
		}
	}
}

// Close lets go of the draft. The lock file of a draft that is no more goes
// with it. To close a hold again does nothing.
func (h *Hold) Close() error {
	if !h.lock.Locked() {
		return nil
	}
	h.store.tidyEdited(h.draft)
	ctx := context.Background()
	gone, err := read(ctx, h.store, func(t tx) (gone bool, err error) {
		err = t.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM draft WHERE id = ? AND `+openDraft+`)`, h.draft).Scan(&gone)
		return gone, err
	})
	if err == nil && gone {
		err = h.store.update(ctx, func(t tx) error {
			_, err := t.exec(ctx, `DELETE FROM hold WHERE draft = ?`, h.draft)
			return err
		})
	}
	if err != nil || !gone {
		// A lock file that is left behind does no harm.
		return explain(h.store.path, h.lock.Close())
	}
	// Most systems remove a file while it is locked, which lets nobody in
	// between. Windows does not: there it has to be unlocked first.
	path := h.lock.Path()
	early := os.Remove(path)
	err = h.lock.Close()
	if early != nil {
		early = os.Remove(path)
	}
	if errors.Is(early, fs.ErrNotExist) {
		early = nil
	}
	return explain(h.store.path, errors.Join(err, early))
}
