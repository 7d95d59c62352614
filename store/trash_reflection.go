package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/journal"
)

// ofReflection are the tables that a reflection lies in, in the order in which their
// rows can be put back, each with the column that has its id.
var ofReflection = [...][2]string{
	{"reflection", "id"}, {"reflection_tag", "reflection"}, {"reflection_community", "reflection"}, {"answer", "reflection"},
	{"revision", "reflection"}, {"observation", "reflection"}, {"suggestion", "reflection"},
}

// pointing are the tables whose rows stay when a reflection goes, and point to it.
var pointing = [...]string{"share"}

// trashedRows are rows as they were, by table and column.
type trashedRows struct {
	// Names are of the communities in them, for what needs to know a name that
	// stands nowhere else any more.
	Names []journal.CommunityRef       `json:"names"`
	Rows  map[string][]map[string]cell `json:"rows"`
	// Pointed are the ids of the rows that pointed here, by table.
	Pointed map[string][]string `json:"pointed"`
}

// cell is what one column of a row holds; neither is NULL.
type cell struct {
	Text   *string `json:"text,omitempty"`
	Number *int64  `json:"number,omitempty"`
}

// HangsOn counts what came of some reflections: the observations and the suggestions.
func (s *Store) HangsOn(ctx context.Context, ids []journal.ID) (journal.Mentions, error) {
	return read(ctx, s, func(t tx) (m journal.Mentions, err error) {
		m.Reflections = len(ids)
		for _, id := range ids {
			var observations, suggestions int
			err := t.QueryRowContext(ctx, `
				SELECT (SELECT count(*) FROM observation WHERE reflection = ?1 AND undone IS NULL), (SELECT count(*) FROM suggestion WHERE reflection = ?1)`,
				id).Scan(&observations, &suggestions)
			if err != nil {
				return m, err
			}
			m.Observations, m.Suggestions = m.Observations+observations, m.Suggestions+suggestions
		}
		return m, nil
	})
}

// DeleteReflections puts reflections into the trash, all or none, with their earlier
// texts and the observations and suggestions that came of them: they are nowhere else
// until they are restored.
func (s *Store) DeleteReflections(ctx context.Context, ids []journal.ID, at time.Time) error {
	return s.update(ctx, func(t tx) error {
		for _, id := range ids {
			if err := trashReflection(ctx, t, id, at); err != nil {
				return err
			}
		}
		return nil
	})
}

func trashReflection(ctx context.Context, t tx, id journal.ID, at time.Time) error {
	r, err := reflection(ctx, t, id)
	if err != nil {
		return err
	}
	away := trashedRows{Rows: map[string][]map[string]cell{}, Pointed: map[string][]string{}}
	for _, table := range ofReflection {
		if away.Rows[table[0]], err = rowsOf(ctx, t, table[0], table[1], id); err != nil {
			return err
		}
	}
	for _, table := range pointing {
		if away.Pointed[table], err = query(ctx, t, scanText, "SELECT id FROM "+table+" WHERE reflection = ?", id); err != nil {
			return err
		}
	}
	if away.Names, err = namesIn(ctx, t, r); err != nil {
		return err
	}
	body, err := encode(away)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `INSERT INTO trashed (id, title, at, at_offset, body) VALUES (?, ?, ?, ?, ?)`, id, r.Title, stamp(at), offset(at), body)
	if err != nil {
		return err
	}
	// To be undone first tells the communities that they were not looked at.
	_, err = t.exec(ctx, `
		UPDATE observation SET undone = ?2 WHERE reflection = ?1 AND undone IS NULL;
		DELETE FROM observation WHERE reflection = ?1;
		DELETE FROM suggestion WHERE reflection = ?1;
		DELETE FROM reflection WHERE id = ?1`, id, stamp(at))
	return err
}

// namesIn are the names of the communities that a reflection names anywhere, and of
// those that what came of it is about.
func namesIn(ctx context.Context, t tx, r journal.Reflection) ([]journal.CommunityRef, error) {
	refs, err := query(ctx, t, scanRef, `
		SELECT id, name FROM community WHERE id IN (
			SELECT community FROM reflection_community WHERE reflection = ?1
			UNION SELECT community FROM answer WHERE reflection = ?1
			UNION SELECT community FROM observation WHERE reflection = ?1
			UNION SELECT community FROM suggestion WHERE reflection = ?1)`, r.ID)
	if err != nil {
		return nil, err
	}
	earlier, err := query(ctx, t, func(rw row) (v journal.Revision, err error) {
		err = rw.Scan(scanJSON{&v.Reflection})
		return v, err
	}, `SELECT body FROM revision WHERE reflection = ?`, r.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range append(earlier, journal.Revision{Reflection: r}) {
		refs = append(refs, v.Reflection.Named()...)
	}
	var once []journal.CommunityRef
	for _, ref := range refs {
		if !slices.Contains(once, ref) {
			once = append(once, ref)
		}
	}
	return once, nil
}

// rowsOf are the rows of a table that belong to a reflection, in the order in which
// they were written.
func rowsOf(ctx context.Context, t tx, table, owner string, id journal.ID) (all []map[string]cell, err error) {
	columns := "*"
	if table == "observation" { // whose rows count in the order they were written
		columns = "rowid, *"
	}
	rows, err := t.QueryContext(ctx, "SELECT "+columns+" FROM "+table+" WHERE "+owner+" = ?", id)
	if err != nil {
		return nil, err
	}
	defer func() {
		if closed := rows.Close(); err == nil {
			err = closed
		}
	}()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		cells := map[string]cell{}
		for i, name := range names {
			switch v := values[i].(type) {
			case string:
				cells[name] = cell{Text: &v}
			case int64:
				cells[name] = cell{Number: &v}
			default:
				cells[name] = cell{}
			}
		}
		all = append(all, cells)
	}
	return all, rows.Err()
}

// restoreReflection puts back what trashReflection took away.
func restoreReflection(ctx context.Context, t tx, id journal.ID) error {
	found, err := query(ctx, t, func(r row) (away trashedRows, err error) {
		err = r.Scan(scanJSON{&away})
		return away, err
	}, `SELECT body FROM trashed WHERE id = ?`, id)
	if err != nil || len(found) == 0 {
		return err
	}
	var there bool
	if err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM reflection WHERE id = ?)`, id).Scan(&there); err != nil {
		return err
	}
	if there {
		return journal.Errorf(journal.Conflict, "the reflection %s is in the journal again, written anew by going on with its draft", id.Short()).
			WithHint("put that one into the trash first: kith delete %s", id.Short())
	}
	if err := keepNames(ctx, t, found[0].Names); err != nil {
		return err
	}
	// What they point to may be gone by now, which is mended before the end.
	if _, err := t.exec(ctx, `PRAGMA defer_foreign_keys = ON`); err != nil {
		return err
	}
	for _, table := range ofReflection {
		for _, cells := range found[0].Rows[table[0]] {
			if err := putRow(ctx, t, table[0], cells); err != nil {
				return err
			}
		}
	}
	for _, table := range pointing {
		for _, one := range found[0].Pointed[table] {
			if _, err := t.exec(ctx, "UPDATE "+table+" SET reflection = ? WHERE id = ?", id, one); err != nil {
				return err
			}
		}
	}
	_, err = t.exec(ctx, `
		UPDATE suggestion SET contribution = NULL WHERE reflection = ?1 AND contribution NOT IN (SELECT id FROM contribution);
		UPDATE reflection_community SET root = (SELECT root FROM community c WHERE c.id = community) WHERE reflection = ?1;
		DELETE FROM trashed WHERE id = ?1`, id)
	return err
}

// putRow puts back a row. The number that it had is given to another by now, or not.
func putRow(ctx context.Context, t tx, table string, cells map[string]cell) error {
	var columns, places []string
	var args []any
	for name, c := range cells {
		place := "?"
		var arg any
		switch {
		case c.Text != nil:
			arg = *c.Text
		case c.Number != nil:
			arg = *c.Number
		}
		if name == "rowid" {
			place = "(SELECT iif(EXISTS (SELECT 1 FROM " + table + " WHERE rowid = ?), NULL, ?))"
			args = append(args, arg)
		}
		columns, places, args = append(columns, `"`+name+`"`), append(places, place), append(args, arg)
	}
	_, err := t.exec(ctx, "INSERT INTO "+table+" ("+strings.Join(columns, ", ")+") VALUES ("+strings.Join(places, ", ")+")", args...)
	return err
}
