package store

import (
	"context"
	"iter"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Search gives what was found, the newest first or the best. It reads a page at a
// time; only where the things are is known at once, eight bytes for each. An error
// ends it.
func (s *Store) Search(ctx context.Context, search journal.Search) iter.Seq2[journal.Hit, error] {
	return func(yield func(journal.Hit, error) bool) {
		var numbers []int64
		searched, stopped := false, false
		err := s.readOn(ctx, func(t tx) (func() bool, error) {
			if !searched {
				var err error
				if search.Filter.Community, err = rootOf(ctx, t, search.Filter.Community); journal.KindOf(err) == journal.NotFound {
					return nil, nil // of an unknown community there is nothing
				}
				if err != nil || search.Query.Empty() {
					return nil, err
				}
				sql, args := searching(search)
				numbers, err = query(ctx, t, func(r row) (n int64, err error) {
					err = r.Scan(&n)
					return n, err
				}, sql, args...)
				if err != nil {
					return nil, err
				}
				searched = true
			}
			page := numbers[:min(pageSize, len(numbers))]
			hits, err := hits(ctx, t, search.Query, page)
			return func() bool {
				for _, hit := range hits {
					if stopped = !yield(hit, nil); stopped {
						return false
					}
				}
				numbers = numbers[len(page):]
				return len(numbers) > 0
			}, err
		})
		if err != nil && !stopped {
			yield(journal.Hit{}, err)
		}
	}
}

// searching is a search as SQL that gives the numbers of documents. The index is read
// in the order of its numbers, so that the newest of a word that stands everywhere are
// found without reading the others; a column of another table would have all of
// them sorted first.
func searching(search journal.Search) (string, []any) {
	with, without := matching(search.Query)
	from, number := "search", "search.rowid"
	var where []string
	var args []any
	and := func(condition string, more ...any) {
		where, args = append(where, condition), append(args, more...)
	}
	switch {
	case with == "": // there is no word to begin with
		from, number = "search_document d", "d.number"
		and("d.number NOT IN (SELECT rowid FROM search WHERE search MATCH ?)", without)
	default:
		and("search MATCH ?", matchOf(search.Query))
	}
	f := search.Filter
	if !f.Since.IsZero() {
		and(number+" >= ?", firstNumber(f.Since))
	}
	if !f.Until.IsZero() {
		and(number+" < ?", firstNumber(f.Until)+furthest)
	}
	if with != "" {
		from += " CROSS JOIN search_document d ON d.number = search.rowid"
	}
	var kinds []string
	for _, kind := range searchKinds() {
		if fits, more := kind.fits(search); fits != "" {
			kinds = append(kinds, "d.kind = '"+kind.name+"' AND "+fits)
			args = append(args, more...)
		}
	}
	where = append(where, "("+strings.Join(kinds, " OR ")+")")
	order := number + " DESC"
	switch {
	case search.Best && with != "":
		where = append(where, "rank MATCH 'bm25(1.0, 8.0, 4.0)'") // the title counts most, then the tags
		order = "rank"
	case f.Reverse:
		order = number
	}
	sql := "SELECT " + number + " FROM " + from + " WHERE " + strings.Join(where, " AND ") + " ORDER BY " + order
	if f.Limit > 0 {
		sql += " LIMIT ?"
		args = append(args, f.Limit)
	}
	return sql, args
}

// matchOf is a query with a word that has to be there as one expression of FTS5.
func matchOf(q journal.Query) string {
	with, without := matching(q)
	if without == "" {
		return with
	}
	return "(" + with + ") NOT (" + without + ")"
}

// matching are two expressions of FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax):
// what has to be there, and what must not. There are only letters and figures between the quotes.
func matching(q journal.Query) (with, without string) {
	phrases := func(all []journal.Phrase) string {
		var out []string
		for _, p := range all {
			s := `"` + strings.Join(p.Words, " ") + `"`
			if p.Begins {
				s += " *"
			}
			out = append(out, s)
		}
		return strings.Join(out, " OR ")
	}
	var groups []string
	for _, alternatives := range q.All {
		groups = append(groups, "("+phrases(alternatives)+")")
	}
	return strings.Join(groups, " AND "), phrases(q.Without)
}

// hits are the things behind some numbers, in their order.
func hits(ctx context.Context, t tx, q journal.Query, numbers []int64) ([]journal.Hit, error) {
	documents, err := byOwner(ctx, t, numbers, scanDocument, `SELECT number, kind, id FROM search_document WHERE number IN (SELECT value FROM json_each(?))`)
	if err != nil {
		return nil, err
	}
	var all []document
	for _, n := range numbers {
		all = append(all, documents[n]...)
	}
	found := map[document]journal.Found{}
	for _, kind := range searchKinds() {
		ids := idsOf(all, kind.name)
		if len(ids) == 0 {
			continue
		}
		things, err := kind.load(ctx, t, ids)
		if err != nil {
			return nil, err
		}
		for _, f := range things {
			found[document{kind.name, f.ID}] = f
		}
	}
	var out []journal.Hit
	for _, d := range all {
		if f, ok := found[d]; ok {
			out = append(out, q.Hit(d.kind, f))
		}
	}
	return out, nil
}

// ofOwn reports a filter that only what is written by oneself, in a reflection, can fit.
func ofOwn(f journal.Filter) bool { return f.Words > 0 || f.Private || len(f.Observed) > 0 }

// there is the condition that a row is there whose id is d.id and that fits.
func there(table string, where []string) string {
	if len(where) == 0 {
		return "true"
	}
	return "EXISTS (SELECT 1 FROM " + table + " WHERE r.id = d.id AND " + strings.Join(where, " AND ") + ")"
}

func reflectionFits(search journal.Search) (string, []any) {
	where, args := fitting(search.Filter, "r.created", "r.id")
	return there("reflection r", where), args
}

func communityFits(search journal.Search) (string, []any) {
	f := search.Filter
	if ofOwn(f) || f.Activity != "" {
		return "", nil
	}
	where, args := within(f, "r.created")
	if f.Community != "" {
		where, args = append(where, "r.id = ?"), append(args, f.Community)
	}
	for _, tag := range f.Tags {
		where = append(where, "EXISTS (SELECT 1 FROM community_tag g WHERE g.community = r.id AND g.folded = ?)")
		args = append(args, text.Fold(tag))
	}
	return there("community r", where), args
}

func suggestionFits(search journal.Search) (string, []any) {
	f := search.Filter
	if ofOwn(f) || f.Activity != "" || len(f.Tags) > 0 {
		return "", nil
	}
	where, args := within(f, "r.created")
	if f.Community != "" {
		where, args = append(where, "r.community IN (SELECT m.id FROM community m WHERE m.root = ?)"), append(args, f.Community)
	}
	return there("suggestion r", where), args
}

func contributionFits(search journal.Search) (string, []any) {
	f := search.Filter
	if !search.Others || ofOwn(f) || f.Community != "" || len(f.Tags) > 0 {
		return "", nil
	}
	where, args := within(f, "r.added")
	if f.Activity != "" {
		where, args = append(where, "r.activity = ?"), append(args, f.Activity)
	}
	return there("contribution r", where), args
}
