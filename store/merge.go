package store

import (
	"cmp"
	"context"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// MergeCommunities makes one community of two: all that was written, observed
// and suggested of the one moves to the other, with its kinds and tags, and its
// description where the other has none. What was said in an answer stays as it
// was said. Only the name of the first is left, which from then on finds the
// second; its observations say that they were made of it. It gives the second
// as it then is.
func (s *Store) MergeCommunities(ctx context.Context, from, into journal.ID, at time.Time) (c journal.Community, err error) {
	err = s.update(ctx, func(t tx) error {
		old, err := community(ctx, t, from)
		if err != nil {
			return err
		}
		if from == into {
			return journal.Errorf(journal.Invalid, "%q cannot be merged into itself", text.Line(old.Name)).
				WithHint("kith community merge FROM INTO takes two of those in kith community list")
		}
		if c, err = community(ctx, t, into); err != nil {
			return err
		}
		if err := moveMentions(ctx, t, from, into); err != nil {
			return err
		}
		if err := endInMerger(ctx, t, old, into, at); err != nil {
			return err
		}
		if err := updateCommunity(ctx, t, withAllOf(c, old)); err != nil {
			return err
		}
		c, err = community(ctx, t, into)
		return err
	})
	return c, err
}

// withAllOf is c with the kinds and tags of both, and what it does not say
// itself from old.
func withAllOf(c, old journal.Community) journal.Community {
	c.Kinds, c.Tags = union(c.Kinds, old.Kinds), union(c.Tags, old.Tags)
	c.Alias, c.About = cmp.Or(c.Alias, old.Alias), cmp.Or(c.About, old.About)
	c.Where, c.Rhythm, c.Started = cmp.Or(c.Where, old.Where), cmp.Or(c.Rhythm, old.Rhythm), cmp.Or(c.Started, old.Started)
	return c
}

// moveMentions makes all that names the one community name the other. A
// reflection that names both names the other once.
func moveMentions(ctx context.Context, t tx, from, into journal.ID) error {
	for _, move := range []string{
		`UPDATE OR IGNORE reflection_community SET community = ?2 WHERE community = ?1`,
		`DELETE FROM reflection_community WHERE community = ?1`,
		`UPDATE answer SET community = ?2 WHERE community = ?1`,
		`UPDATE observation SET community = ?2, was = coalesce(was, ?1) WHERE community = ?1`,
		`UPDATE suggestion SET community = ?2 WHERE community = ?1`,
		`UPDATE community SET merged_into = ?2 WHERE merged_into = ?1`, // merged into it before
	} {
		if _, err := t.exec(ctx, move, string(from), string(into)); err != nil {
			return err
		}
	}
	return nil
}

// endInMerger leaves the name of a community, and its alias where the other one
// does not take that over, to find the other by.
func endInMerger(ctx context.Context, t tx, old journal.Community, into journal.ID, at time.Time) error {
	if _, err := t.exec(ctx, `
		UPDATE community SET state = 'merged', merged_into = ?, ended = ?, ended_offset = ? WHERE id = ?`,
		string(into), stamp(at), offset(at), string(old.ID)); err != nil {
		return err
	}
	return setCommunityWords(ctx, t, journal.Community{ID: old.ID})
}
