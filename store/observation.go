package store

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// An observation is read as of what its community has become. What it was made of
// is told where that goes by another name.
const observationColumns = `o.id, coalesce(c.root, ''), o.measure, o.value, o.text, o.labels,
	o.at, o.at_offset, coalesce(o.reflection, ''), o.note, coalesce(c.id, ''),
	coalesce(CASE WHEN c.id <> c.root THEN nullif(c.name, (SELECT r.name FROM community r WHERE r.id = c.root)) END, ''),
	o.undone, o.undone_offset`

const observationJoin = ` LEFT JOIN community c ON c.id = o.community `

func scanObservation(r row) (o journal.Observation, err error) {
	err = r.Scan(&o.ID, &o.Community, &o.Measure, scanJSON{&o.Value}, &o.Value.Text, scanJSON{&o.Labels},
		scanTime{&o.At}, scanOffset{&o.At}, &o.Reflection, &o.Note, &o.From.ID, &o.From.Name, scanTime{&o.Undone}, scanOffset{&o.Undone})
	if o.From.Name == "" {
		o.From.ID = ""
	}
	return o, err
}

// AddObservations adds all of them or, when one cannot be kept, none. They were
// made in one go; those without a time were made now.
func (s *Store) AddObservations(ctx context.Context, os []journal.Observation) error {
	now := time.Now()
	return s.update(ctx, func(t tx) error {
		for _, o := range os {
			if _, err := rootOf(ctx, t, o.Community); err != nil {
				return err
			}
		}
		return insertObservations(ctx, t, os, now)
	})
}

// insertObservations adds what was observed in one go, giving an id and a time
// where they are empty. Each keeps the id of the community it was made of.
func insertObservations(ctx context.Context, t tx, os []journal.Observation, now time.Time) error {
	var batch journal.ID
	for _, o := range os {
		if o.Measure == "" {
			return journal.Errorf(journal.Invalid, "an observation needs the name of what was observed")
		}
		if o.At.IsZero() {
			o.At = now
		}
		if o.ID == "" {
			o.ID = journal.NewID(time.Now()) // of two at one time the one made later counts
		}
		if batch == "" {
			batch = o.ID
		}
		if err := insertObservation(ctx, t, o, batch); err != nil {
			return err
		}
	}
	return nil
}

func insertObservation(ctx context.Context, t tx, o journal.Observation, batch journal.ID) error {
	text, value, err := encodeValue(o.Value)
	if err != nil {
		return err
	}
	labels, err := encode(o.Labels)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `
		INSERT INTO observation (id, community, measure, text, value, labels, at, at_offset, reflection, note, batch, undone, undone_offset)
		VALUES (?, nullif(?, ''), ?, ?, nullif(?, '{}'), nullif(?, 'null'), ?, ?, nullif(?, ''), ?, ?, ?, ?)`,
		o.ID, o.Community, o.Measure, text, value, labels, stamp(o.At), offset(o.At), o.Reflection, o.Note,
		batch, stamp(o.Undone), offset(o.Undone))
	return err
}

// observed are the observations that are of a community, ?1: its own and those of
// what was merged into it. The empty id stands for the person. Of one that is
// merged itself they are its own.
const observed = `(SELECT nullif(?1, '') AS id UNION SELECT id FROM community WHERE root = ?1) w
	CROSS JOIN observation o ON o.community IS w.id`

// Observations lists those of a community, or the person's own where it is
// empty, newest first, with those that were taken back. For one that was merged
// they are those that were made of it. A limit of 0 is none.
func (s *Store) Observations(ctx context.Context, community journal.ID, most int) ([]journal.Observation, error) {
	return read(ctx, s, func(t tx) ([]journal.Observation, error) {
		return query(ctx, t, scanObservation, `
			SELECT `+observationColumns+` FROM `+observed+observationJoin+`
			ORDER BY o.at DESC, o.id DESC LIMIT ?2`, community, cmp.Or(most, -1))
	})
}

// Latest gives the last observation of each measure of the communities with
// these ids, or of all when ids is nil. The empty id stands for the person.
func (s *Store) Latest(ctx context.Context, ids []journal.ID) (map[journal.ID]journal.Latest, error) {
	return read(ctx, s, func(t tx) (map[journal.ID]journal.Latest, error) {
		who, args := `SELECT m.id, m.root, m.name FROM community r CROSS JOIN community m ON m.root = r.id WHERE r.listed IS NOT NULL`, []any{}
		if ids != nil {
			list, err := json.Marshal(ids)
			if err != nil {
				return nil, err
			}
			who, args = whoOf, []any{string(list)}
		}
		found, err := query(ctx, t, scanObservation, latestQuery(who), args...)
		all := map[journal.ID]journal.Latest{}
		for _, o := range found { // of what was merged into a community as well
			if all[o.Community] == nil {
				all[o.Community] = journal.Latest{}
			}
			known, ok := all[o.Community][o.Measure]
			if !ok || cmp.Or(o.At.Compare(known.At), cmp.Compare(o.ID, known.ID)) > 0 {
				all[o.Community][o.Measure] = o
			}
		}
		return all, err
	})
}

// whoOf are the communities that are read as of those in a list, in which the
// empty id stands for the person, who is NULL.
const whoOf = `SELECT m.id, m.root, m.name FROM json_each(?) j LEFT JOIN community m ON m.root = j.value WHERE m.id IS NOT NULL OR j.value = ''`

// latestQuery steps through the index of what was not taken back, from one
// measure of a community to the next, and reads only the last observation of
// each, however many there are.
func latestQuery(who string) string {
	return `
		WITH RECURSIVE
		who (id, root, name) AS (` + who + `),
		measured (id, root, name, measure) AS (
			SELECT id, root, name, (
				SELECT min(o.measure) FROM observation o
				WHERE o.undone IS NULL AND o.community IS who.id)
			FROM who
			UNION ALL
			SELECT id, root, name, (
				SELECT min(o.measure) FROM observation o
				WHERE o.undone IS NULL AND o.community IS measured.id AND o.measure > measured.measure)
			FROM measured WHERE measure IS NOT NULL
		)
		SELECT ` + observationColumns + `
		FROM measured c CROSS JOIN observation o ON o.rowid = (
			SELECT l.rowid FROM observation l
			WHERE l.undone IS NULL AND l.community IS c.id AND l.measure = c.measure
			ORDER BY l.at DESC, l.id DESC LIMIT 1)
		WHERE c.measure IS NOT NULL`
}

// Measures are the names of all that was ever observed, of the person or of a
// community, and not taken back.
func (s *Store) Measures(ctx context.Context) ([]string, error) {
	return read(ctx, s, func(t tx) ([]string, error) {
		return query(ctx, t, scanText, `
			WITH RECURSIVE measured (name) AS ( -- from one to the next, however often each was observed
				SELECT min(measure) FROM observation WHERE undone IS NULL
				UNION ALL
				SELECT (SELECT min(o.measure) FROM observation o WHERE o.undone IS NULL AND o.measure > measured.name)
				FROM measured WHERE name IS NOT NULL)
			SELECT name FROM measured WHERE name IS NOT NULL`)
	})
}

// UndoObservations takes back the observations of a community that stand and were
// written last, whatever date they carry: those made in one go, of one time, in one
// reflection, kept together. They stay in its history, marked with when that was, and count for nothing else. It
// gives what it took back. Done again it goes further back; when nothing is left
// to take back, the error is of kind NotFound. The empty id stands for the
// person.
func (s *Store) UndoObservations(ctx context.Context, of journal.ID, at time.Time) (undone []journal.Observation, err error) {
	err = s.update(ctx, func(t tx) error {
		id, err := rootOf(ctx, t, of)
		if err != nil {
			return err
		}
		undone, err = query(ctx, t, scanObservation, `
			WITH last AS MATERIALIZED ( -- rows are numbered as they are written
				SELECT o.at, o.reflection, o.batch FROM `+observed+`
				WHERE o.undone IS NULL ORDER BY o.rowid DESC LIMIT 1)
			SELECT `+observationColumns+` FROM last n CROSS JOIN `+observed+observationJoin+`
			WHERE o.undone IS NULL AND o.at = n.at AND o.reflection IS n.reflection AND o.batch = n.batch
			ORDER BY o.id DESC`, id)
		if err != nil {
			return err
		}
		if len(undone) == 0 {
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
		for i := range undone {
			undone[i].Undone = at
			if _, err := t.exec(ctx, `UPDATE observation SET undone = ?, undone_offset = ? WHERE id = ?`,
				stamp(at), offset(at), undone[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	return undone, err
}
