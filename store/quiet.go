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
		all, err = communities(ctx, t, `c.archived IS NULL AND `+lastLooked+` < ?
			ORDER BY `+lastLooked+`, c.id LIMIT ?`, stamp(since), limit(most))
		return err
	})
	return all, err
}

// lastLooked is when a community was last observed or, if never, added.
const lastLooked = `coalesce((SELECT max(o.at) FROM observation o WHERE o.community = c.id), c.created)`
