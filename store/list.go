package store

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Reflections lists those that fit the filter, newest first, without their
// answers.
func (s *Store) Reflections(ctx context.Context, f journal.Filter) (all []journal.Reflection, err error) {
	for r, err := range s.EachListed(ctx, f) {
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// EachReflection gives every reflection that fits the filter with its answers,
// as the journal is at this moment, or at a later one where it takes seconds to give
// them on (readOn). It reads a page at a time, so memory does not grow with the
// journal. An error ends it.
func (s *Store) EachReflection(ctx context.Context, f journal.Filter) iter.Seq2[journal.Reflection, error] {
	return s.each(ctx, f, true)
}

// EachListed is EachReflection without the answers: what Reflections gives, for
// lists of any length.
func (s *Store) EachListed(ctx context.Context, f journal.Filter) iter.Seq2[journal.Reflection, error] {
	return s.each(ctx, f, false)
}

// CountReflections counts those that fit the filter.
func (s *Store) CountReflections(ctx context.Context, f journal.Filter) (n int, err error) {
	_, err = read(ctx, s, func(t tx) (_ struct{}, err error) {
		if f.Community, err = rootOf(ctx, t, f.Community); journal.KindOf(err) == journal.NotFound {
			return struct{}{}, nil
		} else if err != nil {
			return struct{}{}, err
		}
		few, err := pickingFew(ctx, t, f)
		if err != nil {
			return struct{}{}, err
		}
		text, args := listing(f, few, nil, cmp.Or(f.Limit, -1))
		return struct{}{}, t.QueryRowContext(ctx, "SELECT count(*) FROM ("+text+")", args...).Scan(&n)
	})
	return n, err
}

// pageSize is how many reflections are read at once: enough that the queries
// for a page cost little, few enough that a page takes little memory.
const pageSize = 200

func (s *Store) each(ctx context.Context, f journal.Filter, answers bool) iter.Seq2[journal.Reflection, error] {
	return func(yield func(journal.Reflection, error) bool) {
		f, last, left, stopped := f, f.Behind, f.Limit, false
		err := s.readOn(ctx, func(t tx) (func() bool, error) {
			f := f
			var err error
			if f.Community, err = rootOf(ctx, t, f.Community); journal.KindOf(err) == journal.NotFound {
				return nil, nil // an unknown community has no reflections
			} else if err != nil {
				return nil, err
			}
			size := pageSize
			if f.Limit > 0 {
				size = min(size, left)
			}
			text, args := "", []any(nil)
			if words := journal.ParseBeginnings(f.Containing); !words.Empty() {
				text, args = containing(f, words, last, size)
			} else {
				few, err := pickingFew(ctx, t, f)
				if err != nil {
					return nil, err
				}
				text, args = listing(f, few, last, size)
			}
			page, err := reflections(ctx, t, answers, text, args...)
			return func() bool {
				for _, r := range page {
					if stopped = !yield(r, nil); stopped {
						return false
					}
				}
				if len(page) > 0 {
					last = &page[len(page)-1]
				}
				left -= size
				return len(page) == size && (f.Limit <= 0 || left > 0)
			}, err
		})
		if err != nil && !stopped {
			yield(journal.Reflection{}, err)
		}
	}
}

// listing is a page of a filter as SQL: the first, or the one behind the last
// reflection of the page before. It is driven by the table whose index has what
// is asked for in order of time, so that a page costs the same however long the
// journal is: by the community or the first tag where there is one, or by what else picks few.
func listing(f journal.Filter, few clause, last *journal.Reflection, size int) (string, []any) {
	// CROSS JOIN is how SQLite is told to read the first table first
	// (https://www.sqlite.org/optoverview.html).
	const byReflection = " d CROSS JOIN reflection r ON r.id = d.reflection"
	from, at, id := "reflection r", "r.created", "r.id"
	group := ""
	var where []string
	var args []any
	and := func(condition string, more ...any) {
		where, args = append(where, condition), append(args, more...)
	}
	switch {
	case f.Community != "":
		from, at, id = "reflection_community"+byReflection, "d.created", "d.reflection"
		and("d.root = ?", f.Community)
		group = " GROUP BY d.created, d.reflection" // two of its communities may have become one
		f.Community = ""
	case len(f.Tags) > 0:
		from, at, id = "reflection_tag"+byReflection, "d.created", "d.reflection"
		and("d.folded = ?", text.Fold(f.Tags[0]))
		f.Tags = f.Tags[1:]
	case few.sql != "":
		and("r.id IN ("+few.sql+")", few.args...)
	case f.Words > 0:
		from += " INDEXED BY reflection_by_words" // which has both: no row is read that does not fit
	}
	conditions, more := fitting(f, at, id)
	where, args = append(where, conditions...), append(args, more...)
	behind, order := "<", " DESC"
	if f.Reverse {
		behind, order = ">", ""
	}
	if last != nil {
		and("("+at+", "+id+") "+behind+" (?, ?)", stamp(last.Created), last.ID)
	}
	query := "SELECT " + reflectionColumns + " FROM " + from
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	return query + group + " ORDER BY " + at + order + ", " + id + order + " LIMIT ?", append(args, size)
}

// fitting are the conditions of a filter on a reflection r, whose time and id stand in
// the columns at and id.
func fitting(f journal.Filter, at, id string) (where []string, args []any) {
	where, args = within(f, at)
	and := func(condition string, more ...any) {
		where, args = append(where, condition), append(args, more...)
	}
	if f.Community != "" {
		and("EXISTS (SELECT 1 FROM reflection_community o WHERE o.reflection = "+id+" AND o.root = ?)", f.Community)
	}
	for _, tag := range f.Tags {
		and("EXISTS (SELECT 1 FROM reflection_tag t WHERE t.reflection = "+id+" AND t.folded = ?)", text.Fold(tag))
	}
	if f.Activity != "" {
		and("r.activity = ?", f.Activity)
	}
	if f.Words > 0 {
		and("r.words >= ?", f.Words)
	}
	if f.Private {
		and("r.some_private = 1")
	}
	for _, o := range f.Observed {
		said, more := observedFits(o)
		and("EXISTS (SELECT 1 FROM observation o INDEXED BY observation_by_reflection WHERE o.reflection = "+id+" AND "+said+")", more...)
	}
	return where, args
}

// within is the condition that a time is within that of a filter.
func within(f journal.Filter, at string) (where []string, args []any) {
	if !f.Since.IsZero() {
		where, args = append(where, at+" >= ?"), append(args, stamp(f.Since))
	}
	if !f.Until.IsZero() {
		where, args = append(where, at+" < ?"), append(args, stamp(f.Until))
	}
	return where, args
}

// observedFits is the condition that an observation o stands and says what was asked.
func observedFits(f journal.ObservedFilter) (string, []any) {
	const stands = "o.measure = ? AND o.undone IS NULL AND "
	v := f.Value
	switch {
	case f.Op == "":
		return stands + "(o.value IS NOT NULL OR o.text <> '')", []any{f.Measure}
	case v.Number != nil:
		op := "="
		switch f.Op {
		case "<", ">", "<=", ">=":
			op = f.Op
		}
		return stands + "o.value ->> '$.number' " + op + " ?", []any{f.Measure, *v.Number}
	case v.Yes != nil:
		return stands + "o.value ->> '$.yes' = ?", []any{f.Measure, *v.Yes}
	}
	return stands + "(o.text = ? COLLATE NOCASE OR EXISTS (SELECT 1 FROM json_each(o.value, '$.choices') WHERE value = ? COLLATE NOCASE))",
		[]any{f.Measure, v.Text, v.Text}
}

// clause is a part of a query with its arguments.
type clause struct {
	sql  string
	args []any
}

// pickingFew is a query that gives the ids of the reflections that a part of a filter
// picks, where they are so few that to sort them is faster than to look at one
// reflection after another until some fit; none where there is no such part, or where
// the filter has an index of its own.
func pickingFew(ctx context.Context, t tx, f journal.Filter) (clause, error) {
	var parts []clause
	if f.Words > 0 {
		parts = append(parts, clause{"SELECT w.id FROM reflection w WHERE w.words >= ?", []any{f.Words}})
	}
	for _, o := range f.Observed {
		said, args := observedFits(o)
		parts = append(parts, clause{"SELECT o.reflection FROM observation o WHERE o.reflection IS NOT NULL AND " + said, args})
	}
	if f.Community != "" || len(f.Tags) > 0 {
		parts = nil
	}
	for _, part := range parts {
		const most = 1000
		n := 0
		err := t.QueryRowContext(ctx, "SELECT count(*) FROM ("+part.sql+" LIMIT ?)", append(part.args[:len(part.args):len(part.args)], most)...).Scan(&n)
		if err != nil || n < most {
			return part, err
		}
	}
	return clause{}, nil
}

// containing is listing for a filter that looks for words. It is driven by the search
// index, which has them in order of time but for those of one minute, and by the
// communities that have what was typed in their name. One of several words may be a
// community's as well, and the others stand in what is about it.
func containing(f journal.Filter, words journal.Query, last *journal.Reflection, size int) (string, []any) {
	where, fits := fitting(f, "r.created", "r.id")
	where = append(where, "e.kind = 'reflection'")
	behind, order := "<", " DESC"
	if f.Reverse {
		behind, order = ">", ""
	}
	if last != nil {
		// Of one that is not there, behind all of its minute.
		minute := firstNumber(last.Created) + perMinute
		if f.Reverse {
			minute--
		}
		where = append(where, "e.number "+behind+" coalesce((SELECT number FROM search_document WHERE id = ? AND kind = 'reflection'), ?)")
		fits = append(fits, last.ID, minute)
	}
	end := " AND " + strings.Join(where, " AND ") + " ORDER BY e.number" + order + " LIMIT ?"
	fits = append(fits, size)

	const named = "(instr(c.name_folded, ?) OR instr(c.alias_folded, ?))"
	var parts []string
	var args []any
	part := func(sql string, more ...any) {
		parts = append(parts, "SELECT number FROM ("+sql+")")
		args = append(append(args, more...), fits...)
	}
	indexed := func(q journal.Query, condition string, more ...any) {
		part(`SELECT e.number FROM search CROSS JOIN search_document e ON e.number = search.rowid CROSS JOIN reflection r ON r.id = e.id
			WHERE search MATCH ?`+condition+strings.ReplaceAll(end, "e.number", "search.rowid"), append([]any{matchOf(q)}, more...)...)
	}
	indexed(words, "")
	name := text.Fold(f.Containing)
	part(`SELECT e.number FROM community c CROSS JOIN reflection_community d ON d.root = c.id
		CROSS JOIN reflection r ON r.id = d.reflection CROSS JOIN search_document e ON e.id = r.id
		WHERE `+named+end, name, name)
	const mostNames = 5 // more words are a text, and no name
	if typed := strings.Fields(f.Containing); len(typed) > 1 && len(typed) <= mostNames {
		for i, word := range typed {
			others := journal.ParseBeginnings(strings.Join(slices.Delete(slices.Clone(typed), i, i+1), " "))
			if name := text.Fold(word); !others.Empty() {
				indexed(others, ` AND EXISTS (SELECT 1 FROM community c WHERE `+named+`)
					AND EXISTS (SELECT 1 FROM reflection_community d JOIN community c ON c.id = d.root WHERE d.reflection = r.id AND `+named+`)`,
					name, name, name, name)
			}
		}
	}
	return "SELECT " + reflectionColumns + " FROM (" + strings.Join(parts, " UNION ") + " ORDER BY number" + order + ` LIMIT ?) n
		CROSS JOIN search_document e ON e.number = n.number CROSS JOIN reflection r ON r.id = e.id
		ORDER BY n.number` + order, append(args, size)
}
