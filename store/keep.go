package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Keep keeps all that a sitting leaves, or nothing of it: its reflection, what
// was said of communities, what was observed, the suggestions, what came of earlier
// ones, and which contributions were read. Its draft waits for
// the next sitting or, after the last, is set aside for as long as Reopen may ask
// for it. A reflection that an earlier sitting left is
// brought up to date. The reflection comes back as it was kept.
//
// While the person wrote, another kith may have added a community of the same
// name, merged one that is named here, or taken one away: see KeepCommunities.
func (s *Store) Keep(ctx context.Context, o journal.Outcome) (kept journal.Reflection, err error) {
	r := &o.Reflection
	said := slices.Clone(o.Communities)
	mention := func(ref *journal.CommunityRef) {
		if ref != nil && ref.ID != "" {
			said = append(said, journal.Community{ID: ref.ID, Name: ref.Name})
		}
	}
	for i := range r.Communities {
		mention(&r.Communities[i])
	}
	for _, a := range r.Answers {
		mention(a.Community)
	}
	for _, sg := range o.Suggestions {
		mention(sg.Community)
	}
	err = s.update(ctx, func(t tx) (err error) {
		if *r, err = dated(ctx, t, *r); err != nil {
			return err
		}
		var added []journal.Community
		for _, c := range said {
			isNew, err := keepCommunity(ctx, t, c, r.Updated)
			if err != nil {
				return err
			}
			if isNew {
				added = append(added, c)
			}
		}
		// When it was created and what it is called stay as an earlier sitting
		// left them, and so do the tags that it was given since.
		tags, err := byOwner(ctx, t, []journal.ID{r.ID}, scanText, tagsOf)
		if err != nil {
			return err
		}
		r.Tags = text.Union(tags[r.ID], r.Tags)
		if err := keepEdited(ctx, t, r); err != nil {
			return err
		}
		earlier, err := t.exec(ctx, `UPDATE reflection SET updated = ?, updated_offset = ?, minutes = ? WHERE id = ?`,
			stamp(r.Updated), offset(r.Updated), r.Minutes, r.ID)
		switch {
		case err != nil:
		case earlier > 0:
			err = setParts(ctx, t, *r)
		default:
			err = insertReflection(ctx, t, *r)
		}
		if err != nil {
			return err
		}
		if err := keepObservations(ctx, t, o); err != nil {
			return err
		}
		for _, sg := range o.Suggestions {
			if err := putSuggestion(ctx, t, sg); err != nil {
				return err
			}
		}
		changed, unread, err := keepOutcomes(ctx, t, o)
		if err != nil {
			return err
		}
		if o.Waiting {
			for _, sg := range changed {
				o.Draft.Settled = append(o.Draft.Settled, sg.ID)
			}
			o.Draft.Settled = append(o.Draft.Settled, unread...)
		} else {
			for i := range added {
				if added[i], err = community(ctx, t, added[i].ID); err != nil {
					return err
				}
			}
			o.Draft.Updated = r.Updated
			o.Draft.Finished = &journal.Finished{Reflection: r.ID, Communities: added, Suggestions: changed, Read: unread}
		}
		if o.Draft.ID != "" {
			if err := putDraft(ctx, t, o.Draft); err != nil {
				return err
			}
		}
		if err := dropFinished(ctx, t, r.Updated); err != nil {
			return err
		}
		kept, err = reflection(ctx, t, r.ID)
		return err
	})
	return kept, err
}

// keepEdited sees to it that what somebody wrote over an earlier sitting is not lost in
// a later one: it becomes a revision, and what was made private stays so.
func keepEdited(ctx context.Context, t tx, r *journal.Reflection) error {
	edited, err := isChanged(ctx, t, r.ID)
	if err != nil || !edited {
		return err
	}
	is, err := reflection(ctx, t, r.ID)
	if err != nil {
		return err
	}
	r.Private = r.Private || is.Private
	r.Answers = slices.Clone(r.Answers)
	for i, a := range r.Answers {
		for _, was := range is.Answers {
			if a.Key == was.Key && a.Loop == was.Loop && (a.Community == nil || was.Community != nil &&
				(a.Community.ID == was.Community.ID || a.Community.Name == was.Community.Name)) {
				r.Answers[i].Private = was.Private
			}
		}
	}
	return addRevision(ctx, t, r.ID)
}

// dropFinished deletes the drafts of runs that can no longer be opened again.
func dropFinished(ctx context.Context, t tx, now time.Time) error {
	_, err := t.exec(ctx, `DELETE FROM draft WHERE `+finishedDraft+` AND updated < ?`, stamp(now.Add(-journal.UndoFor)))
	return err
}

// Reopen makes a draft again of the run that was finished last, if that was no
// longer ago than journal.UndoFor, and takes out of the journal what only it put
// there. What a reflection had from an earlier sitting stays, and so do the
// communities that are named elsewhere by now or were changed. Without such a run
// the error is of kind NotFound.
func (s *Store) Reopen(ctx context.Context, now time.Time) (back journal.Reopened, err error) {
	err = s.update(ctx, func(t tx) error {
		if err := dropFinished(ctx, t, now); err != nil {
			return err
		}
		found, err := query(ctx, t, scanDraft, `
			SELECT body FROM draft WHERE `+finishedDraft+` ORDER BY updated DESC, id DESC LIMIT 1`)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return journal.Errorf(journal.NotFound, "nothing was finished in the last ten minutes").
				WithHint("what there is to go on with: kith draft list")
		}
		d := found[0]
		left, kept := *d.Finished, d.Updated
		if changed, err := isChanged(ctx, t, left.Reflection); err != nil || changed && !d.Waiting() {
			return cmp.Or(err, error(journal.Errorf(journal.Conflict, "what was finished last was changed since, and that would be lost").
				WithHint("change it further: kith edit %s", left.Reflection.Short())))
		}
		d.Updated, d.Finished = now, nil
		if err := putDraft(ctx, t, d); err != nil {
			return err
		}
		back.Draft = d
		taken, err := t.exec(ctx, `DELETE FROM suggestion WHERE reflection = ? AND state = 'open' AND created = ?`, left.Reflection, stamp(kept))
		back.Suggestions = int(taken)
		if err == nil {
			back.Due, err = undoOutcomes(ctx, t, d.Answers, left, kept)
		}
		if err != nil || d.Waiting() {
			return err
		}
		// To be undone first tells the communities that they were not looked at.
		_, err = t.exec(ctx, `
			UPDATE observation SET undone = ?2 WHERE reflection = ?1 AND undone IS NULL;
			DELETE FROM observation WHERE reflection = ?1;
			DELETE FROM reflection WHERE id = ?1`, left.Reflection, stamp(now))
		if err != nil {
			return err
		}
		for _, c := range left.Communities {
			gone, err := dropCommunity(ctx, t, c, d.ID)
			if err != nil {
				return err
			}
			if gone {
				back.Communities = append(back.Communities, c)
			} else {
				back.Stay = append(back.Stay, c)
			}
		}
		return nil
	})
	return back, err
}

// dropCommunity deletes a community that is as it was added and that nothing names
// but the draft, and reports whether it did.
func dropCommunity(ctx context.Context, t tx, as journal.Community, draft journal.ID) (bool, error) {
	rows, err := communities(ctx, t, `c.id = ? AND c.state = 'kept'`, as.ID)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	was, errWas := encode(as)
	is, errIs := encode(rows[0])
	if err := errors.Join(errWas, errIs); err != nil || was != is {
		return false, err
	}
	n, err := t.exec(ctx, `
		DELETE FROM community WHERE id = ?1
			AND NOT EXISTS (SELECT 1 FROM community WHERE merged_into = ?1)
			AND NOT EXISTS (SELECT 1 FROM reflection_community WHERE community = ?1)
			AND NOT EXISTS (SELECT 1 FROM answer WHERE community = ?1 OR value IS NOT NULL AND instr(value, ?1) > 0)
			AND NOT EXISTS (SELECT 1 FROM observation WHERE community = ?1)
			AND NOT EXISTS (SELECT 1 FROM suggestion WHERE community = ?1)
			AND NOT EXISTS (SELECT 1 FROM revision WHERE instr(body, ?1) > 0)
			AND NOT EXISTS (SELECT 1 FROM trashed WHERE instr(body, ?1) > 0)
			AND NOT EXISTS (SELECT 1 FROM draft WHERE id <> ?2 AND instr(body, ?1) > 0)`, as.ID, draft)
	return n > 0, err
}

// keepObservations adds what was observed, but not again what an earlier
// sitting of the same reflection left: the timeline shows changes of mind, not
// how often kith was asked to keep them. Nor does it bring back what was taken
// back between the sittings.
func keepObservations(ctx context.Context, t tx, o journal.Outcome) error {
	var changed []journal.Observation
	for _, ob := range o.Observations {
		before, err := query(ctx, t, scanObservation, `
			SELECT `+observationColumns+` FROM observation o`+observationJoin+`
			WHERE o.reflection = ? AND o.community IS nullif(?, '') AND o.measure = ?
			ORDER BY o.at DESC, o.id DESC LIMIT 1`, ob.Reflection, ob.Community, ob.Measure)
		if err != nil {
			return err
		}
		if len(before) > 0 && before[0].At.After(ob.At) {
			ob.At = before[0].At // what is put right counts for more than what was wrong
		}
		if len(before) == 0 || !before[0].Value.Equal(ob.Value) || before[0].Note != ob.Note {
			changed = append(changed, ob)
		}
	}
	return insertObservations(ctx, t, changed, o.Reflection.Updated)
}

// keepOutcomes changes the suggestions of which it was said what came of them, and
// gives those as they were before; it marks the contributions that were read, and gives
// those that were unread. A suggestion that is no longer open was closed meanwhile, and
// stays as it is; so does what an earlier sitting of the same run has changed.
func keepOutcomes(ctx context.Context, t tx, o journal.Outcome) (before []journal.Suggestion, unread []journal.ID, err error) {
	for _, sg := range o.Outcomes {
		if slices.Contains(o.Draft.Settled, sg.ID) {
			continue
		}
		was, err := suggestions(ctx, t, "s.id = ? AND s.state = 'open'", sg.ID)
		if err != nil {
			return nil, nil, err
		}
		if len(was) == 0 {
			continue
		}
		if sg.State != journal.SuggestionOpen {
			sg.TryBy, sg.Closed = was[0].TryBy, o.Reflection.Updated
		}
		if err := changeSuggestion(ctx, t, sg); err != nil {
			return nil, nil, err
		}
		before = append(before, was[0])
	}
	for _, id := range o.Read {
		if slices.Contains(o.Draft.Settled, id) {
			continue
		}
		n, err := t.exec(ctx, `UPDATE contribution SET read = ?, read_offset = ? WHERE id = ? AND read IS NULL`,
			stamp(o.Reflection.Updated), offset(o.Reflection.Updated), id)
		if err != nil {
			return nil, nil, err
		}
		if n > 0 {
			unread = append(unread, id)
		}
	}
	return before, unread, nil
}

// undoOutcomes takes back what a run has said came of suggestions, and that it read
// contributions, and counts the former. What was changed since it was kept stays.
func undoOutcomes(ctx context.Context, t tx, said map[string]journal.Value, left journal.Finished, kept time.Time) (n int, err error) {
	later := map[journal.ID]journal.Date{} // the days that the run gave
	for _, v := range said {
		for _, sg := range v.Suggestions {
			later[sg.ID] = sg.TryBy
		}
	}
	for _, was := range left.Suggestions {
		is, err := suggestions(ctx, t, "s.id = ?", was.ID)
		if err != nil {
			return n, err
		}
		if len(is) == 0 || !is[0].Closed.IsZero() && !is[0].Closed.Equal(kept) || is[0].Closed.IsZero() && is[0].TryBy != later[was.ID] {
			continue
		}
		if err := changeSuggestion(ctx, t, was); err != nil {
			return n, err
		}
		n++
	}
	for _, id := range left.Read {
		if _, err := t.exec(ctx, `UPDATE contribution SET read = NULL, read_offset = 0 WHERE id = ? AND read = ?`, id, stamp(kept)); err != nil {
			return n, err
		}
	}
	return n, nil
}

// KeepCommunities keeps what was said of communities, all of it or nothing. Those
// that are new are added. To those that are known what was said is added, as they
// are at that moment: kinds and tags, what they are about, and other words where
// they have none. Nothing else of them is changed. One that is new, but by whose
// name another kith has added one by now, becomes a part of that one. One in the
// trash comes back, and one that is gone is put back. It gives those that were
// added, and those that were known, as they then are.
func (s *Store) KeepCommunities(ctx context.Context, said []journal.Community) (added, known []journal.Community, err error) {
	err = s.update(ctx, func(t tx) error {
		for _, c := range said {
			isNew, err := keepCommunity(ctx, t, c, time.Now())
			if err != nil {
				return err
			}
			root, err := rootOf(ctx, t, c.ID)
			if err != nil {
				return err
			}
			kept, err := community(ctx, t, root)
			if err != nil {
				return err
			}
			if isNew {
				added = append(added, kept)
			} else {
				known = append(known, kept)
			}
		}
		return nil
	})
	return added, known, err
}

func keepCommunity(ctx context.Context, t tx, said journal.Community, now time.Time) (added bool, err error) {
	found, err := statuses(ctx, t, `k.id = ?`, said.ID)
	if err != nil {
		return false, err
	}
	root, rootState := said.Ref(), "kept"
	if len(found) == 0 || found[0].state == "gone" {
		if err := said.Check(); err != nil {
			return false, err
		}
		said.Created = cmp.Or(said.Created, now)
		twins, err := namesakes(ctx, t, said)
		if err != nil {
			return false, err
		}
		if err := insertName(ctx, t, said); err != nil {
			return false, err
		}
		if added = len(twins) == 0; !added {
			root, rootState = twins[0].root, twins[0].rootState
			if err := mergeInto(ctx, t, said.ID, twins[0].ID, root.ID, now); err != nil {
				return false, err
			}
		}
	} else {
		root, rootState = found[0].root, found[0].rootState
	}
	switch rootState {
	case "trashed":
		err = restoreCommunity(ctx, t, root.ID)
	case "gone":
		_, err = keepCommunity(ctx, t, journal.Community{ID: root.ID, Name: root.Name}, now)
	}
	if err != nil {
		return false, err
	}

	rows, err := communities(ctx, t, `c.id = ?`, said.ID)
	if err != nil {
		return false, err
	}
	known := rows[0]
	more := known.With(said)
	more.About = cmp.Or(said.About, known.About)
	if more.Alias != known.Alias {
		others, err := statuses(ctx, t, `k.root <> ?1 AND (k.name_folded = ?2 OR k.alias_folded = ?2)`, root.ID, text.Fold(more.Alias))
		if err != nil {
			return false, err
		}
		if len(others) > 0 { // another has it by now
			more.Alias = known.Alias
		}
	}
	if err := updateCommunity(ctx, t, more); err != nil {
		return false, err
	}
	return added, takeOver(ctx, t, said.ID, more.Without(known))
}
