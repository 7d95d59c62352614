package store

import (
	"context"
	"strings"

	"kith/journal"
)

// Communities lists those that fit the filter.
func (s *Store) Communities(ctx context.Context, f journal.CommunityFilter) (all []journal.Community, err error) {
	text, args, err := communityListing(f)
	if err != nil {
		return nil, err
	}
	err = s.view(ctx, func(t tx) error {
		all, err = communities(ctx, t, text, args...)
		return err
	})
	return all, err
}

// communityListing is a filter as the end of a SELECT. Each order has an index,
// so that the first of a list cost the same however many there are.
func communityListing(f journal.CommunityFilter) (string, []any, error) {
	order, ok := map[string]string{
		"":                   "c.name_folded",
		journal.SortLookedAt: "c.looked_at DESC, c.name_folded",
		journal.SortStarted:  "c.started DESC, c.name_folded",
	}[f.Sort]
	if !ok {
		return "", nil, journal.Errorf(journal.Invalid, "communities cannot be sorted by %q", journal.VisibleLine(f.Sort)).
			WithHint("sort them by %s or %s, or else they come by name", journal.SortLookedAt, journal.SortStarted)
	}
	where, args := []string{"c.listed = ?"}, []any{"current"}
	if f.Archived {
		args[0] = "archived"
	}
	for _, tag := range f.Tags {
		where = append(where, "EXISTS (SELECT 1 FROM community_tag t WHERE t.community = c.id AND t.folded = ?)")
		args = append(args, journal.Fold(tag))
	}
	if f.Kind != "" {
		where = append(where, "EXISTS (SELECT 1 FROM community_kind k WHERE k.community = c.id AND k.folded = ?)")
		args = append(args, journal.Fold(f.Kind))
	}
	return strings.Join(where, " AND ") + " ORDER BY " + order + " LIMIT ?", append(args, limit(f.Limit)), nil
}

// limit is a LIMIT, where -1 is none.
func limit(n int) int {
	if n <= 0 {
		return -1
	}
	return n
}

// communities loads those that a condition picks, whole.
func communities(ctx context.Context, t tx, where string, args ...any) ([]journal.Community, error) {
	all, err := query(ctx, t, scanCommunity, "SELECT "+communityColumns+" FROM community c WHERE "+where, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	ids := make([]journal.ID, len(all))
	for i, c := range all {
		ids[i] = c.ID
	}
	kinds, err := words(ctx, t, ids, `
		SELECT community, kind FROM community_kind
		WHERE community IN (SELECT value FROM json_each(?)) ORDER BY community, position`)
	if err != nil {
		return nil, err
	}
	tags, err := words(ctx, t, ids, `
		SELECT community, tag FROM community_tag
		WHERE community IN (SELECT value FROM json_each(?)) ORDER BY community, position`)
	if err != nil {
		return nil, err
	}
	for i, c := range all {
		all[i].Kinds, all[i].Tags = kinds[c.ID], tags[c.ID]
	}
	return all, nil
}
