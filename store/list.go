package store

import (
	"context"
	"iter"
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
// as the journal is at this moment. It reads a page at a time, so memory does
// not grow with the journal. An error ends it.
func (s *Store) EachReflection(ctx context.Context, f journal.Filter) iter.Seq2[journal.Reflection, error] {
	return s.each(ctx, f, true)
}

// EachListed is EachReflection without the answers: what Reflections gives, for
// lists of any length.
func (s *Store) EachListed(ctx context.Context, f journal.Filter) iter.Seq2[journal.Reflection, error] {
	return s.each(ctx, f, false)
}

// pageSize is how many reflections are read at once: enough that the queries
// for a page cost little, few enough that a page takes little memory.
const pageSize = 200

func (s *Store) each(ctx context.Context, f journal.Filter, answers bool) iter.Seq2[journal.Reflection, error] {
	return func(yield func(journal.Reflection, error) bool) {
		stopped := false
		_, err := read(ctx, s, func(t tx) (_ struct{}, err error) {
			f := f
			if f.Community, err = rootOf(ctx, t, f.Community); journal.KindOf(err) == journal.NotFound {
				return struct{}{}, nil // an unknown community has no reflections
			}
			var last *journal.Reflection
			for left := f.Limit; err == nil && (f.Limit <= 0 || left > 0); left -= pageSize {
				size := pageSize
				if f.Limit > 0 {
					size = min(size, left)
				}
				var page []journal.Reflection
				text, args := listing(f, last, size)
				page, err = reflections(ctx, t, answers, text, args...)
				for _, r := range page {
					if stopped = !yield(r, nil); stopped {
						return struct{}{}, nil
					}
				}
				if len(page) < size {
					break
				}
				last = &page[size-1]
			}
			return struct{}{}, err
		})
		if err != nil && !stopped {
			yield(journal.Reflection{}, err)
		}
	}
}

// listing is a page of a filter as SQL: the first, or the one behind the last
// reflection of the page before. It is driven by the table whose index has what
// is asked for in order of time, so that a page costs the same however long the
// journal is: by the community or the first tag where there is one.
func listing(f journal.Filter, last *journal.Reflection, size int) (string, []any) {
	// CROSS JOIN is how SQLite is told to read the first table first
	// (https://www.sqlite.org/optoverview.html).
	const driven = " d CROSS JOIN reflection r ON r.id = d.reflection"
	from, at, id := "reflection r", "r.created", "r.id"
	group := ""
	var where []string
	var args []any
	and := func(condition string, more ...any) {
		where, args = append(where, condition), append(args, more...)
	}
	tags := f.Tags
	switch {
	case f.Community != "":
		from, at, id = "reflection_community"+driven, "d.created", "d.reflection"
		and("d.root = ?", f.Community)
		group = " GROUP BY d.created, d.reflection" // two of its communities may have become one
	case len(tags) > 0:
		from, at, id = "reflection_tag"+driven, "d.created", "d.reflection"
		and("d.folded = ?", text.Fold(tags[0]))
		tags = tags[1:]
	}
	for _, tag := range tags {
		and("EXISTS (SELECT 1 FROM reflection_tag t WHERE t.reflection = "+id+" AND t.folded = ?)", text.Fold(tag))
	}
	if f.Activity != "" {
		and("r.activity = ?", f.Activity)
	}
	if !f.Since.IsZero() {
		and(at+" >= ?", stamp(f.Since))
	}
	if !f.Until.IsZero() {
		and(at+" < ?", stamp(f.Until))
	}
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
