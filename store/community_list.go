package store

import (
	"context"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Communities lists those that fit the filter.
func (s *Store) Communities(ctx context.Context, f journal.CommunityFilter) (all []journal.Community, err error) {
	err = s.view(ctx, func(t tx) error {
		text, args, err := communityListing(ctx, t, f)
		if err != nil {
			return err
		}
		all, err = communities(ctx, t, text, args...)
		return err
	})
	return all, err
}

// communityListing is a filter as the end of a SELECT. Each order has an index,
// so that the first of a list cost the same however many there are.
func communityListing(ctx context.Context, t tx, f journal.CommunityFilter) (string, []any, error) {
	order, ok := map[string]string{
		"":                   "c.name_folded",
		journal.SortLookedAt: "c.looked_at DESC, c.name_folded",
		journal.SortStarted:  "c.started DESC, c.name_folded",
	}[f.Sort]
	if !ok {
		return "", nil, journal.Errorf(journal.Invalid, "communities cannot be sorted by %q", text.Line(f.Sort)).
			WithHint("sort them by %s or %s, or else they come by name", journal.SortLookedAt, journal.SortStarted)
	}
	where, args := []string{"c.listed = ?"}, []any{"current"}
	if f.Archived {
		args[0] = "archived"
	}
	and := func(table, word string) error {
		condition, few, err := having(ctx, t, table, word)
		where, args = append(where, condition), append(args, text.Fold(word))
		if few { // the plus keeps SQLite from going through the list after all
			where[0] = "+c.listed = ?"
		}
		return err
	}
	for _, tag := range f.Tags {
		if err := and("community_tag", tag); err != nil {
			return "", nil, err
		}
	}
	if f.Kind != "" {
		if err := and("community_kind", f.Kind); err != nil {
			return "", nil, err
		}
	}
	return strings.Join(where, " AND ") + " ORDER BY " + order + " LIMIT ?", append(args, limit(f.Limit)), nil
}

// having is the condition that a community has a tag or a kind. Where few have
// it, those are what is looked at; else going through the list soon finds enough.
func having(ctx context.Context, t tx, table, word string) (condition string, few bool, err error) {
	err = t.QueryRowContext(ctx, `
		SELECT count(*) <= 200 FROM (SELECT 1 FROM `+table+` WHERE folded = ? LIMIT 201)`, text.Fold(word)).Scan(&few)
	if few {
		return "c.id IN (SELECT w.community FROM " + table + " w WHERE w.folded = ?)", few, err
	}
	return "EXISTS (SELECT 1 FROM " + table + " w WHERE w.community = c.id AND w.folded = ?)", few, err
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
