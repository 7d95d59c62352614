package store

import (
	"context"
	"time"

	"kith/journal"
)

// Quiet lists the current communities of which nothing was observed since a
// time, the longest quiet first; those never looked at come by when they were
// added. A most of 0 is no limit.
func (s *Store) Quiet(ctx context.Context, since time.Time, most int) (all []journal.Community, err error) {
	err = s.view(ctx, func(t tx) error {
		all, err = communities(ctx, t, quiet, stamp(since), limit(most))
		return err
	})
	return all, err
}

const quiet = `c.listed = 'current' AND coalesce(c.looked_at, c.created) < ?
	ORDER BY coalesce(c.looked_at, c.created), c.id LIMIT ?`
