package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
	"time"

	"kith/journal"
)

// Stats counts what was written of what fits a filter, by week, activity, community
// and tag. How many there are to be at most, and in which order, makes no difference.
func (s *Store) Stats(ctx context.Context, f journal.Filter) (journal.Stats, error) {
	return read(ctx, s, func(t tx) (st journal.Stats, err error) {
		if f.Community, err = rootOf(ctx, t, f.Community); journal.KindOf(err) == journal.NotFound {
			return st, nil // of an unknown community nothing was written
		}
		if err != nil {
			return st, err
		}
		conditions, args := fitting(f, "r.created", "r.id")
		where := " WHERE " + strings.Join(append(conditions, "true"), " AND ")
		st.Weeks, err = query(ctx, t, func(r row) (w journal.Week, err error) {
			var week int64
			err = r.Scan(&week, &w.Reflections, &w.Words)
			w.Monday = journal.DateOf(time.Unix((week*7-fromMonday)*secondsOfDay, 0).UTC())
			return w, err
		}, `
			SELECT (`+localDay("r.created", "r.created_offset")+` + ?) / 7 AS week, count(*), sum(r.words)
			FROM reflection r`+where+` GROUP BY week ORDER BY week`, append([]any{fromMonday}, args...)...)
		if err != nil {
			return st, err
		}
		tally := func(r row) (c journal.Tally, err error) {
			err = r.Scan(&c.ID, &c.Name, &c.Reflections)
			return c, err
		}
		for _, by := range []struct {
			into                *[]journal.Tally
			what, joined, group string
		}{
			// With + no index gives the groups, which would be to read the whole journal.
			{&st.Activities, "'', r.activity, count(*)", "", "+r.activity"},
			{&st.Communities, "c.id, c.name, count(DISTINCT r.id)", " CROSS JOIN reflection_community o ON o.reflection = r.id CROSS JOIN community c ON c.id = o.root", "c.id"},
			{&st.Tags, "'', max(g.tag), count(*)", " CROSS JOIN reflection_tag g ON g.reflection = r.id", "g.folded"},
		} {
			*by.into, err = query(ctx, t, tally, "SELECT "+by.what+" FROM reflection r"+by.joined+where+" GROUP BY "+by.group+" ORDER BY 3 DESC, 2", args...)
			if err != nil {
				return st, err
			}
		}
		return st, nil
	})
}

const (
	secondsOfDay = 24 * 60 * 60
	// fromMonday is how many days a Monday was before 1 January 1970, a Thursday: so
	// many that every day that can be written down is behind it.
	fromMonday = 3 + 7*200_000
)

// localDay is, in SQL, the number of the day that a moment was on where it was
// written, counted from 1970.
func localDay(at, offset string) string {
	// Rounded down, which division does not do before 1970.
	return "CAST(floor((unixepoch(" + at + ") + 60 * " + offset + ") / 86400.0) AS INTEGER)"
}

// Course is what was observed as a measure: of a community, of the person or of
// anybody, as the filter's Community says, and within its time. Of a filter nothing
// else counts.
func (s *Store) Course(ctx context.Context, measure string, f journal.Filter) (journal.Course, error) {
	return read(ctx, s, func(t tx) (c journal.Course, err error) {
		c.Measure = measure
		conditions, args := within(f, "o.at")
		if f.Community != "" {
			root, err := rootOf(ctx, t, f.Community)
			if err != nil {
				return c, err
			}
			conditions, args = append(conditions, "o.community IN (SELECT id FROM community WHERE root = ?)"), append(args, root)
		}
		where := " FROM observation o WHERE o.undone IS NULL AND o.measure = ?" + strings.Join(append([]string{""}, conditions...), " AND ")
		args = append([]any{measure}, args...)
		const number = "o.value ->> '$.number'"
		c.Days, err = query(ctx, t, func(r row) (p journal.Period, err error) {
			var day int64
			err = r.Scan(&day, &p.Times, &p.Sum, &p.Least, &p.Most)
			p.From = journal.DateOf(time.Unix(day*secondsOfDay, 0).UTC())
			return p, err
		}, `
			SELECT `+localDay("o.at", "o.at_offset")+` AS day, count(*), sum(n), min(n), max(n)
			FROM (SELECT o.at, o.at_offset, `+number+` AS n`+where+`) o WHERE n IS NOT NULL GROUP BY day ORDER BY day`, args...)
		if err != nil {
			return c, err
		}
		shown := map[float64]string{} // the words for a number, as they were last shown
		_, err = query(ctx, t, func(r row) (_ struct{}, err error) {
			var n float64
			var labels []string
			err = r.Scan(&n, scanJSON{&labels})
			shown[n] = strings.Join(labels, ", ")
			return struct{}{}, err
		}, `SELECT n, labels FROM (SELECT `+number+` AS n, o.labels`+where+` ORDER BY o.at DESC LIMIT 1000) WHERE n IS NOT NULL`, args...)
		if err != nil {
			return c, err
		}
		c = c.Named(shown)
		var first sql.NullInt64
		if err := t.QueryRowContext(ctx, `SELECT count(*), min(`+localDay("o.at", "o.at_offset")+`)`+where, args...).Scan(&c.Times, &first); err != nil {
			return c, err
		}
		if first.Valid {
			c.From = journal.DateOf(time.Unix(first.Int64*secondsOfDay, 0).UTC())
		}
		others := map[string]journal.Other{} // the words are those of the latest
		_, err = query(ctx, t, func(r row) (_ struct{}, err error) {
			o, times := journal.Observation{Measure: measure}, 0
			if err := r.Scan(scanJSON{&o.Value}, &o.Value.Text, scanJSON{&o.Labels}, &times); err != nil {
				return struct{}{}, err
			}
			for _, said := range o.Others() {
				said.Words = cmp.Or(others[said.Value].Words, said.Words)
				said.Times = others[said.Value].Times + times
				others[said.Value] = said
			}
			return struct{}{}, nil
		}, `SELECT o.value, o.text, o.labels, count(*)`+where+` AND `+number+` IS NULL GROUP BY o.value, o.text, o.labels ORDER BY max(o.at) DESC`, args...)
		c.Other = slices.SortedFunc(maps.Values(others), func(a, b journal.Other) int {
			return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Words, b.Words), cmp.Compare(a.Value, b.Value))
		})
		return c, err
	})
}
