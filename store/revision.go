package store

import (
	"context"
	"slices"
	"time"

	"kith/journal"
)

// Change keeps a changed reflection, and what it was before among its revisions. Where
// it is by now not as it was when the change began, another kith having changed it, the
// error is of kind Conflict and nothing is kept; where it is gone, NotFound. A change
// that changes nothing leaves no trace. The reflection comes back as it was kept.
func (s *Store) Change(ctx context.Context, c journal.Change) (kept journal.Reflection, err error) {
	id := c.Before.ID
	err = s.update(ctx, func(t tx) error {
		if _, err := t.exec(ctx, `DELETE FROM draft WHERE id = ?`, c.Draft); err != nil {
			return err
		}
		if c.After.Equal(c.Before) {
			kept = c.Before
			return nil
		}
		if _, err := findReflection(ctx, t, string(id)); err != nil {
			return err
		}
		is, err := reflection(ctx, t, id)
		if err != nil {
			return err
		}
		if !is.Equal(c.Before) {
			return journal.Errorf(journal.Conflict, "the reflection %s was changed by another kith meanwhile", id.Short()).
				WithHint("see what was changed: kith history %s --diff", id.Short())
		}
		for _, said := range c.Communities {
			if _, err := keepCommunity(ctx, t, said, c.After.Updated); err != nil {
				return err
			}
		}
		if !is.Equal(c.After) {
			if err := putChange(ctx, t, c.After); err != nil {
				return err
			}
		}
		if err := keepObservations(ctx, t, journal.Outcome{Reflection: c.After, Observations: c.Observations}); err != nil {
			return err
		}
		for _, sg := range c.Suggestions {
			if err := putSuggestion(ctx, t, sg); err != nil {
				return err
			}
		}
		for _, r := range c.Reminders {
			if err := moveReminder(ctx, t, r); err != nil {
				return err
			}
		}
		kept, err = reflection(ctx, t, id)
		return err
	})
	return kept, err
}

// moveReminder moves the open suggestion that a date has left to another day, or drops
// it where there is none any more. Of several that say the same, the one of that
// community and day is meant; where none is open it is a new one.
func moveReminder(ctx context.Context, t tx, r journal.Reminder) error {
	about := journal.ID("")
	if r.Community != nil {
		about = r.Community.ID
	}
	open, err := suggestions(ctx, t, `s.reflection = ? AND s.text = ? AND s.state = 'open' AND ? <> ''
		ORDER BY coalesce(s.community, '') = ? DESC, s.try_by = ? DESC LIMIT 1`, r.Reflection, r.Text, r.Was, about, r.Was)
	switch {
	case err != nil:
		return err
	case len(open) == 0 && r.TryBy == "":
		return nil
	case len(open) == 0:
		return putSuggestion(ctx, t, r.Suggestion)
	}
	moved := open[0]
	if moved.TryBy = r.TryBy; r.TryBy == "" {
		moved.TryBy, moved.State, moved.Closed = open[0].TryBy, journal.SuggestionDropped, r.Created
	}
	return changeSuggestion(ctx, t, moved)
}

// putChange writes a reflection over the one with its id, which becomes a revision.
func putChange(ctx context.Context, t tx, r journal.Reflection) error {
	if err := addRevision(ctx, t, r.ID); err != nil {
		return err
	}
	if err := keepWritten(ctx, t, &r); err != nil {
		return err
	}
	return overwrite(ctx, t, r)
}

// overwrite writes a reflection over the one with its id.
func overwrite(ctx context.Context, t tx, r journal.Reflection) error {
	_, err := t.exec(ctx, `
		UPDATE reflection SET title = ?, created = ?, created_offset = ?, updated = ?, updated_offset = ?, minutes = ?, private = ? WHERE id = ?`,
		r.Title, stamp(r.Created), offset(r.Created), stamp(r.Updated), offset(r.Updated), r.Minutes, r.Private, r.ID)
	if err != nil {
		return err
	}
	return setParts(ctx, t, r)
}

// addRevision puts a reflection as it is among its revisions.
func addRevision(ctx context.Context, t tx, id journal.ID) error {
	is, err := reflection(ctx, t, id)
	if err != nil {
		return err
	}
	body, err := encode(is)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `
		INSERT INTO revision (reflection, number, body)
		SELECT ?1, coalesce(max(number), 0) + 1, ?2 FROM revision WHERE reflection = ?1`, id, body)
	return err
}

// isChanged reports a reflection that was changed since it was kept.
func isChanged(ctx context.Context, t tx, id journal.ID) (changed bool, err error) {
	err = t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM revision WHERE reflection = ?)`, id).Scan(&changed)
	return changed, err
}

// keepWritten has a changed reflection name communities by the ids that it named them by
// before: one that has been merged since is read by another id, and a merge can be
// undone. Of a community that is gone altogether the bare name is put back.
func keepWritten(ctx context.Context, t tx, r *journal.Reflection) error {
	type written struct{ where, id, root string }
	rows, err := query(ctx, t, func(rw row) (w written, err error) {
		err = rw.Scan(&w.where, &w.id, &w.root)
		return w, err
	}, `
		SELECT '', d.community, d.root FROM reflection_community d WHERE d.reflection = ?1
		UNION ALL
		SELECT a.loop || '.' || a.key, c.id, c.root FROM answer a JOIN community c ON c.id = a.community WHERE a.reflection = ?1`, r.ID)
	if err != nil {
		return err
	}
	var about []journal.CommunityRef
	for _, ref := range r.Communities {
		was := len(about)
		for _, w := range rows {
			if w.where == "" && w.root == string(ref.ID) {
				about = append(about, journal.CommunityRef{ID: journal.ID(w.id), Name: ref.Name})
			}
		}
		if len(about) == was {
			about = append(about, ref)
		}
	}
	r.Communities = about
	r.Answers = slices.Clone(r.Answers)
	for i, a := range r.Answers {
		if a.Community == nil {
			continue
		}
		at := slices.IndexFunc(rows, func(w written) bool { return w.where == a.Loop+"."+a.Key && w.root == string(a.Community.ID) })
		if at >= 0 {
			r.Answers[i].Community = &journal.CommunityRef{ID: journal.ID(rows[at].id), Name: a.Community.Name}
			rows = slices.Delete(rows, at, at+1)
		}
	}
	refs := slices.Clone(r.Communities)
	for _, a := range r.Answers {
		if a.Community != nil {
			refs = append(refs, *a.Community)
		}
	}
	return keepNames(ctx, t, refs)
}

// keepNames puts back the bare names of communities that are gone altogether.
func keepNames(ctx context.Context, t tx, refs []journal.CommunityRef) error {
	for _, ref := range refs {
		_, err := t.exec(ctx, `
			INSERT INTO community (id, name, name_folded, created, created_offset, state, root)
			SELECT ?1, ?2, ' ' || ?1, ?3, 0, 'gone', ?1 WHERE ?1 <> ''
			ON CONFLICT (id) DO NOTHING`, ref.ID, ref.Name, stamp(time.Now()))
		if err != nil {
			return err
		}
	}
	return nil
}

// Revisions are the texts that a reflection had before, the newest first.
func (s *Store) Revisions(ctx context.Context, id journal.ID) ([]journal.Revision, error) {
	return read(ctx, s, func(t tx) ([]journal.Revision, error) {
		return query(ctx, t, func(r row) (v journal.Revision, err error) {
			err = r.Scan(&v.Number, scanJSON{&v.Reflection})
			return v, err
		}, `SELECT number, body FROM revision WHERE reflection = ? ORDER BY number DESC`, id)
	})
}
