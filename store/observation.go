package store

import (
	"context"
	"errors"
	"time"

	"kith/journal"
)

const observationColumns = `o.id, coalesce(o.community, ''), o.measure, o.text, o.value,
	o.at, o.at_offset, coalesce(o.reflection, ''), o.note,
	coalesce(o.was, ''), coalesce((SELECT w.name FROM community w WHERE w.id = o.was), ''), o.undone, o.undone_offset`

func scanObservation(r row) (o journal.Observation, err error) {
	var text string
	var value *string
	var at, undone clock
	if err := r.Scan(&o.ID, &o.Community, &o.Measure, &text, &value,
		&at.at, &at.offset, &o.Reflection, &o.Note, &o.From.ID, &o.From.Name, &undone.at, &undone.offset); err != nil {
		return o, err
	}
	var errValue, errAt, errUndone error
	o.Value, errValue = decodeValue(text, value)
	o.At, errAt = at.time()
	o.Undone, errUndone = undone.time()
	return o, errors.Join(errValue, errAt, errUndone)
}

// AddObservations adds all of them or, when one cannot be kept, none. They were
// made in one go; those without a time were made now.
func (s *Store) AddObservations(ctx context.Context, os []journal.Observation) error {
	b := batch{at: time.Now()}
	return s.update(ctx, func(t tx) error {
		for _, o := range os {
			o, err := placed(ctx, t, o)
			if err != nil {
				return err
			}
			if err := b.insert(ctx, t, o); err != nil {
				return err
			}
		}
		return nil
	})
}

// placed is an observation of what its community is now. The person may have
// begun to write it before that one was merged.
func placed(ctx context.Context, t tx, o journal.Observation) (journal.Observation, error) {
	into, err := settled(ctx, t, o.Community)
	if err == nil && into != o.Community {
		o.From.ID, o.Community = o.Community, into
	}
	return o, err
}

// batch is what is observed in one go.
type batch struct {
	at    time.Time  // of those that do not say
	first journal.ID // of them
}

// insert adds one, giving it an id and a time where they are empty. Where it is
// from is kept if that is in the journal: a twin that never got there is nothing
// to be from.
func (b *batch) insert(ctx context.Context, t tx, o journal.Observation) error {
	if o.Measure == "" {
		return journal.Errorf(journal.Invalid, "an observation needs the name of what was observed")
	}
	if o.At.IsZero() {
		o.At = b.at
	}
	if o.ID == "" {
		o.ID = journal.NewID(time.Now()) // of two at one time the one made later counts
	}
	if b.first == "" {
		b.first = o.ID
	}
	text, value, err := encodeValue(o.Value)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `
		INSERT INTO observation (id, community, measure, text, value, at, at_offset, reflection, note,
			was, batch, undone, undone_offset)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM community WHERE id = ?), ?, ?, ?)`,
		string(o.ID), orNull(o.Community), o.Measure, text, value,
		stamp(o.At), offset(o.At), orNull(o.Reflection), o.Note,
		orNull(o.From.ID), string(b.first), stamp(o.Undone), offset(o.Undone))
	return err
}

// Observations lists those of a community, or the person's own where it is
// empty, newest first, with those that were taken back. For one that was merged
// they are those that were made of it. A limit of 0 is none.
func (s *Store) Observations(ctx context.Context, community journal.ID, most int) (all []journal.Observation, err error) {
	err = s.view(ctx, func(t tx) error {
		now, err := settled(ctx, t, community)
		if journal.KindOf(err) == journal.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		where := "o.community IS ?"
		if now != community {
			where = "o.was = ?"
		}
		all, err = query(ctx, t, scanObservation, `
			SELECT `+observationColumns+` FROM observation o
			WHERE `+where+` ORDER BY o.at DESC, o.id DESC LIMIT ?`, orNull(community), limit(most))
		return err
	})
	return all, err
}

// Latest gives the last observation of each measure of the communities with
// these ids, or of all when ids is nil. The empty id stands for the person.
func (s *Store) Latest(ctx context.Context, ids []journal.ID) (all map[journal.ID]journal.Latest, err error) {
	all = map[journal.ID]journal.Latest{}
	err = s.view(ctx, func(t tx) error {
		who, args := "SELECT id FROM community WHERE listed IS NOT NULL", []any{}
		if ids != nil {
			list, err := idList(ids)
			if err != nil {
				return err
			}
			who, args = "SELECT nullif(value, '') FROM json_each(?)", []any{list}
		}
		found, err := query(ctx, t, scanObservation, latestQuery(who), args...)
		for _, o := range found {
			if all[o.Community] == nil {
				all[o.Community] = journal.Latest{}
			}
			all[o.Community][o.Measure] = o
		}
		return err
	})
	return all, err
}

// latestQuery steps through the index of what was not taken back, from one
// measure of a community to the next, and reads only the last observation of
// each, however many there are.
func latestQuery(who string) string {
	return `
		WITH RECURSIVE
		who (community) AS (` + who + `),
		measured (community, measure) AS (
			SELECT community, (
				SELECT min(o.measure) FROM observation o
				WHERE o.undone IS NULL AND o.community IS who.community)
			FROM who
			UNION ALL
			SELECT community, (
				SELECT min(o.measure) FROM observation o
				WHERE o.undone IS NULL AND o.community IS measured.community AND o.measure > measured.measure)
			FROM measured WHERE measure IS NOT NULL
		)
		SELECT ` + observationColumns + `
		FROM measured m CROSS JOIN observation o ON o.rowid = (
			SELECT l.rowid FROM observation l
			WHERE l.undone IS NULL AND l.community IS m.community AND l.measure = m.measure
			ORDER BY l.at DESC, l.id DESC LIMIT 1)
		WHERE m.measure IS NOT NULL`
}
