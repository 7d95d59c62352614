package store

import (
	"context"
	"time"

	"kith/journal"
)

// Keep keeps all that a sitting leaves, or nothing of it: its reflection, the
// communities named in it, what was observed, the suggestions. Its draft goes,
// or waits for the next sitting. A reflection that an earlier sitting left is
// brought up to date. The reflection comes back as it was kept.
func (s *Store) Keep(ctx context.Context, o journal.Outcome) (kept journal.Reflection, err error) {
	o.Reflection = dated(o.Reflection)
	err = s.update(ctx, func(t tx) error {
		o, err := settleCommunities(ctx, t, o)
		if err != nil {
			return err
		}
		replaced, err := replaceReflection(ctx, t, o.Reflection)
		if err == nil && !replaced {
			err = insertReflection(ctx, t, o.Reflection)
		}
		if err != nil {
			return err
		}
		if err := keepObservations(ctx, t, o.Observations, o.Reflection.Updated); err != nil {
			return err
		}
		for _, sg := range o.Suggestions {
			if err := putSuggestion(ctx, t, sg); err != nil {
				return err
			}
		}
		if err := keepDraft(ctx, t, o); err != nil {
			return err
		}
		kept, err = reflection(ctx, t, o.Reflection.ID)
		return err
	})
	return kept, err
}

func keepDraft(ctx context.Context, t tx, o journal.Outcome) error {
	if o.Waiting {
		return putDraft(ctx, t, o.Draft)
	}
	_, err := deleteDraft(ctx, t, o.Draft.ID)
	return err
}

// keepObservations adds what was observed, but not again what an earlier
// sitting of the same reflection left: the timeline shows changes of mind, not
// how often kith was asked to keep them. Nor does it bring back what was taken
// back between the sittings.
func keepObservations(ctx context.Context, t tx, os []journal.Observation, now time.Time) error {
	b := batch{at: now}
	for _, o := range os {
		before, err := query(ctx, t, scanObservation, `
			SELECT `+observationColumns+` FROM observation o
			WHERE o.reflection = ? AND o.community IS ? AND o.measure = ? 
				AND o.was IS (SELECT id FROM community WHERE id = ?)
			ORDER BY o.at DESC, o.id DESC LIMIT 1`,
			string(o.Reflection), orNull(o.Community), o.Measure, orNull(o.From.ID))
		if err != nil {
			return err
		}
		if len(before) > 0 && before[0].Value.Equal(o.Value) && before[0].Note == o.Note {
			continue
		}
		if err := b.insert(ctx, t, o); err != nil {
			return err
		}
	}
	return nil
}

// settleCommunities sees to it that every community an outcome names is in the
// journal. While the person wrote, another kith may have added one of the same
// name, or merged one that is named here: then it is that one, here as well. And
// it may have taken one away that is named here: then it comes back, be it out
// of the trash.
func settleCommunities(ctx context.Context, t tx, o journal.Outcome) (journal.Outcome, error) {
	same := renaming{}
	about := saidAbout(o)
	for _, c := range append(o.Communities[:len(o.Communities):len(o.Communities)], mentioned(o)...) {
		if _, done := same[c.ID]; done {
			continue
		}
		known, err := standing(ctx, t, c)
		if err != nil {
			return o, err
		}
		if known == nil {
			if c.Created.IsZero() {
				c.Created = o.Reflection.Updated
			}
			if err := bringBack(ctx, t, c); err != nil {
				return o, err
			}
			same[c.ID] = c.Ref()
			continue
		}
		same[c.ID] = known.Ref()
		if known.ID != c.ID {
			delete(about, c.ID) // said of what was taken for a new one
		}
		if err := enrich(ctx, t, *known, c, about[c.ID]); err != nil {
			return o, err
		}
	}
	return same.outcome(o), nil
}

// standing is the community of the journal that c is: the one of its id, else
// the one that goes by its name or alias; nil when there is none. What was
// merged is what it was merged into, and what is in the trash comes out of it.
func standing(ctx context.Context, t tx, c journal.Community) (*journal.Community, error) {
	found, err := fates(ctx, t, `k.id = ? AND k.state <> 'gone'`, string(c.ID))
	if err == nil && len(found) == 0 {
		found, err = fates(ctx, t, namedLike, namesOf(c)...)
	}
	if err != nil || len(found) == 0 {
		return nil, err
	}
	id := found[0].id
	if found[0].state == "merged" {
		id = found[0].into.ID
	}
	if err := restoreCommunity(ctx, t, id); err != nil {
		return nil, err
	}
	known, err := community(ctx, t, id)
	return &known, err
}

// bringBack adds a community, or puts it in the place of one that is gone and
// that reflections still show the name of.
func bringBack(ctx context.Context, t tx, c journal.Community) error {
	if err := c.Check(); err != nil {
		return err
	}
	result, err := t.exec(ctx, `UPDATE community SET state = 'kept' WHERE id = ? AND state = 'gone'`, string(c.ID))
	if err != nil {
		return err
	}
	switch n, err := result.RowsAffected(); {
	case err != nil:
		return err
	case n > 0:
		return updateCommunity(ctx, t, c)
	}
	return insertCommunity(ctx, t, c)
}

// enrich adds the kinds and tags that were said to a community that is there,
// and what it is about where that was said in so many words or is not known.
// Nothing is taken away, as the rest of c may be older than what is there.
func enrich(ctx context.Context, t tx, known, c journal.Community, about string) error {
	more := known
	more.Kinds, more.Tags = union(known.Kinds, c.Kinds), union(known.Tags, c.Tags)
	if about != "" {
		more.About = about
	} else if known.About == "" {
		more.About = c.About
	}
	if len(more.Kinds) == len(known.Kinds) && len(more.Tags) == len(known.Tags) && more.About == known.About {
		return nil
	}
	return updateCommunity(ctx, t, more)
}

// saidAbout is what the answers say communities are about.
func saidAbout(o journal.Outcome) map[journal.ID]string {
	about := map[journal.ID]string{}
	for _, a := range o.Reflection.Answers {
		for _, c := range a.Value.Communities {
			if c.About != "" {
				about[c.ID] = c.About
			}
		}
	}
	return about
}

// mentioned are the communities that an outcome refers to, by id and name.
func mentioned(o journal.Outcome) []journal.Community {
	var all []journal.Community
	mention := func(ref *journal.CommunityRef) {
		if ref != nil && ref.ID != "" {
			all = append(all, journal.Community{ID: ref.ID, Name: ref.Name})
		}
	}
	for _, ref := range o.Reflection.Communities {
		mention(&ref)
	}
	for _, a := range o.Reflection.Answers {
		mention(a.Community)
	}
	for _, sg := range o.Suggestions {
		mention(sg.Community)
	}
	return all
}
