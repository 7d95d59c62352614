package store

import (
	"context"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// UndoObservations takes back the newest observations of a community that stand
// and were made in one go: of one time, in one reflection, kept together. They
// stay in its history, marked with when that was, and count for nothing else. It
// gives what it took back. Done again it goes further back; when nothing is left
// to take back, the error is of kind NotFound. The empty id stands for the
// person.
func (s *Store) UndoObservations(ctx context.Context, community journal.ID, at time.Time) (undone []journal.Observation, err error) {
	err = s.update(ctx, func(t tx) error {
		id, err := settled(ctx, t, community)
		if err != nil {
			return err
		}
		undone, err = query(ctx, t, scanObservation, `
			SELECT `+observationColumns+` FROM observation o, (
				SELECT l.at, l.reflection, l.batch FROM observation l
				WHERE l.community IS ?1 AND l.undone IS NULL ORDER BY l.at DESC, l.id DESC LIMIT 1
			) newest
			WHERE o.community IS ?1 AND o.at = newest.at AND o.reflection IS newest.reflection
				AND o.batch = newest.batch AND o.undone IS NULL
			ORDER BY o.id DESC`, orNull(id))
		if err != nil {
			return err
		}
		if len(undone) == 0 {
			return nothingToUndo(ctx, t, id)
		}
		for i := range undone {
			undone[i].Undone = at
			if _, err := t.exec(ctx, `UPDATE observation SET undone = ?, undone_offset = ? WHERE id = ?`,
				stamp(at), offset(at), string(undone[i].ID)); err != nil {
				return err
			}
		}
		return nil
	})
	return undone, err
}

func nothingToUndo(ctx context.Context, t tx, id journal.ID) error {
	const what = "there is nothing left to take back of what was observed"
	if id == "" {
		return journal.Errorf(journal.NotFound, what+" of yourself").WithHint("kith reflect adds to it")
	}
	c, err := community(ctx, t, id)
	if err != nil {
		return err
	}
	return journal.Errorf(journal.NotFound, what+" of %q", text.Line(c.Name)).
		WithHint("kith community history %s shows what there was", id.Short())
}
