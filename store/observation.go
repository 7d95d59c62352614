package store

import (
	"context"
	"time"

	"kith/journal"
)

const observationColumns = `o.id, coalesce(o.community, ''), o.measure, o.text, o.value,
	o.at, o.at_offset, coalesce(o.reflection, ''), o.note`

func scanObservation(r row) (o journal.Observation, err error) {
	var text string
	var value *string
	var at clock
	if err := r.Scan(&o.ID, &o.Community, &o.Measure, &text, &value,
		&at.at, &at.offset, &o.Reflection, &o.Note); err != nil {
		return o, err
	}
	if o.Value, err = decodeValue(text, value); err != nil {
		return o, err
	}
	o.At, err = at.time()
	return o, err
}

// AddObservations adds all of them or, when one cannot be kept, none. Those
// without an id or a time get one.
func (s *Store) AddObservations(ctx context.Context, os []journal.Observation) error {
	return s.update(ctx, func(t tx) error {
		for _, o := range os {
			if err := insertObservation(ctx, t, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func insertObservation(ctx context.Context, t tx, o journal.Observation) error {
	if o.Measure == "" {
		return journal.Errorf(journal.Invalid, "an observation needs the name of what was observed")
	}
	if o.At.IsZero() {
		o.At = time.Now()
	}
	if o.ID == "" {
		o.ID = journal.NewID(time.Now()) // of two at one time the one made later counts
	}
	text, value, err := encodeValue(o.Value)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `
		INSERT INTO observation (id, community, measure, text, value, at, at_offset, reflection, note)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(o.ID), orNull(o.Community), o.Measure, text, value,
		stamp(o.At), offset(o.At), orNull(o.Reflection), o.Note)
	return err
}

// Observations lists those of a community, or the person's own where it is
// empty, newest first. A limit of 0 is none.
func (s *Store) Observations(ctx context.Context, community journal.ID, most int) (all []journal.Observation, err error) {
	err = s.view(ctx, func(t tx) error {
		all, err = query(ctx, t, scanObservation, `
			SELECT `+observationColumns+` FROM observation o
			WHERE o.community IS ? ORDER BY o.at DESC, o.id DESC LIMIT ?`, orNull(community), limit(most))
		return err
	})
	return all, err
}

// Latest gives the last observation of each measure of the communities with
// these ids, or of all when ids is nil. The empty id stands for the person.
func (s *Store) Latest(ctx context.Context, ids []journal.ID) (all map[journal.ID]journal.Latest, err error) {
	all = map[journal.ID]journal.Latest{}
	err = s.view(ctx, func(t tx) error {
		who, args := "SELECT id FROM community", []any{}
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

// latestQuery steps through the index from one measure of a community to the
// next, and reads only the last observation of each, however many there are.
func latestQuery(who string) string {
	return `
		WITH RECURSIVE
		who (community) AS (` + who + `),
		measured (community, measure) AS (
			SELECT community, (SELECT min(o.measure) FROM observation o WHERE o.community IS who.community)
			FROM who
			UNION ALL
			SELECT community, (
				SELECT min(o.measure) FROM observation o
				WHERE o.community IS measured.community AND o.measure > measured.measure)
			FROM measured WHERE measure IS NOT NULL
		)
		SELECT ` + observationColumns + `
		FROM measured m CROSS JOIN observation o ON o.id = (
			SELECT l.id FROM observation l
			WHERE l.community IS m.community AND l.measure = m.measure
			ORDER BY l.at DESC, l.id DESC LIMIT 1)
		WHERE m.measure IS NOT NULL`
}
