package store

import (
	"context"
	"errors"
	"iter"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// EachReflection gives every reflection that fits the filter with its answers,
// as the journal is at this moment. It reads a page at a time, so memory does
// not grow with the journal. An error ends it.
func (s *Store) EachReflection(ctx context.Context, f journal.Filter) iter.Seq2[journal.Reflection, error] {
	return s.each(ctx, f, addAnswers)
}

// EachListed is EachReflection without the answers: what Reflections gives, for
// lists of any length.
func (s *Store) EachListed(ctx context.Context, f journal.Filter) iter.Seq2[journal.Reflection, error] {
	return s.each(ctx, f, func(context.Context, tx, []journal.Reflection) error { return nil })
}

// each passes over the pages, with what add adds to each page.
func (s *Store) each(ctx context.Context, f journal.Filter, add func(context.Context, tx, []journal.Reflection) error) iter.Seq2[journal.Reflection, error] {
	return func(yield func(journal.Reflection, error) bool) {
		stopped := false
		err := s.view(ctx, func(t tx) error {
			return pages(ctx, t, f, func(page []journal.Reflection) error {
				if err := add(ctx, t, page); err != nil {
					return err
				}
				for _, r := range page {
					if stopped = !yield(r, nil); stopped {
						return errStop
					}
				}
				return nil
			})
		})
		if err != nil && !stopped {
			yield(journal.Reflection{}, err)
		}
	}
}

// errStop ends a pass over the pages early.
var errStop = errors.New("stopped")

// pageSize is how many reflections are read at once: enough that the queries
// for a page cost little, few enough that a page takes little memory.
const pageSize = 200

// pages gives the reflections that fit a filter, in order, page by page, with
// their tags and communities.
func pages(ctx context.Context, t tx, f journal.Filter, use func([]journal.Reflection) error) error {
	var err error
	if f.Community, err = settled(ctx, t, f.Community); journal.KindOf(err) == journal.NotFound {
		return nil
	} else if err != nil {
		return err
	}
	l := newListing(f)
	for left := f.Limit; f.Limit <= 0 || left > 0; left -= pageSize {
		size := pageSize
		if f.Limit > 0 {
			size = min(size, left)
		}
		text, args := l.query(size)
		page, err := query(ctx, t, scanReflection, text, args...)
		if err != nil || len(page) == 0 {
			return err
		}
		if err := addLabels(ctx, t, page); err != nil {
			return err
		}
		if err := use(page); err != nil || len(page) < size {
			return err
		}
		l.after(page[len(page)-1])
	}
	return nil
}

// listing is a filter as SQL. It is driven by the table whose index has what is
// asked for in order of time, so that the first page costs the same however
// long the journal is: by the community or the first tag where there is one.
type listing struct {
	from    string
	at, id  string // the columns that give the order
	where   []string
	args    []any
	reverse bool
	resumed bool // the last condition is where the page before ended
}

func newListing(f journal.Filter) *listing {
	l := &listing{from: "reflection r", at: "r.created", id: "r.id", reverse: f.Reverse}
	tags := f.Tags
	switch {
	case f.Community != "":
		l.drive("reflection_community", "community", string(f.Community))
	case len(tags) > 0:
		l.drive("reflection_tag", "folded", text.Fold(tags[0]))
		tags = tags[1:]
	}
	for _, tag := range tags {
		l.and("EXISTS (SELECT 1 FROM reflection_tag t WHERE t.reflection = "+l.id+" AND t.folded = ?)", text.Fold(tag))
	}
	if f.Activity != "" {
		l.and("r.activity = ?", f.Activity)
	}
	if !f.Since.IsZero() {
		l.and(l.at+" >= ?", stamp(f.Since))
	}
	if !f.Until.IsZero() {
		l.and(l.at+" < ?", stamp(f.Until))
	}
	return l
}

// drive reads a table of what reflections belong to first, and each reflection
// after it: CROSS JOIN is how SQLite is told the order
// (https://www.sqlite.org/optoverview.html).
func (l *listing) drive(table, column, value string) {
	l.from = table + " d CROSS JOIN reflection r ON r.id = d.reflection"
	l.at, l.id = "d.created", "d.reflection"
	l.and("d."+column+" = ?", value)
}

func (l *listing) and(condition string, args ...any) {
	l.where = append(l.where, condition)
	l.args = append(l.args, args...)
}

// after makes the next page begin behind the given reflection.
func (l *listing) after(r journal.Reflection) {
	if l.resumed {
		l.where, l.args = l.where[:len(l.where)-1], l.args[:len(l.args)-2]
	}
	sign := "<"
	if l.reverse {
		sign = ">"
	}
	l.and("("+l.at+", "+l.id+") "+sign+" (?, ?)", stamp(r.Created), string(r.ID))
	l.resumed = true
}

func (l *listing) query(limit int) (string, []any) {
	text := "SELECT " + reflectionColumns + " FROM " + l.from
	if len(l.where) > 0 {
		text += " WHERE " + strings.Join(l.where, " AND ")
	}
	order := " DESC"
	if l.reverse {
		order = ""
	}
	text += " ORDER BY " + l.at + order + ", " + l.id + order + " LIMIT ?"
	return text, append(l.args[:len(l.args):len(l.args)], limit)
}

const tagsOf = `
	SELECT reflection, tag FROM reflection_tag
	WHERE reflection IN (SELECT value FROM json_each(?)) ORDER BY reflection, position`

// addLabels loads the tags and communities of a page of reflections.
func addLabels(ctx context.Context, t tx, page []journal.Reflection) error {
	ids := idsOf(page)
	tags, err := words(ctx, t, ids, tagsOf)
	if err != nil {
		return err
	}
	refs, err := communityRefs(ctx, t, ids)
	if err != nil {
		return err
	}
	former, err := formerRefs(ctx, t, ids)
	if err != nil {
		return err
	}
	for i, r := range page {
		page[i].Tags, page[i].Communities, page[i].Formerly = tags[r.ID], refs[r.ID], former[r.ID]
	}
	return nil
}

func idsOf(page []journal.Reflection) []journal.ID {
	ids := make([]journal.ID, len(page))
	for i, r := range page {
		ids[i] = r.ID
	}
	return ids
}

// communityRefs are the communities of reflections, in their order.
func communityRefs(ctx context.Context, t tx, ids []journal.ID) (map[journal.ID][]journal.CommunityRef, error) {
	return refsOf(ctx, t, ids, `
		SELECT d.reflection, c.id, c.name FROM reflection_community d JOIN community c ON c.id = d.community
		WHERE d.reflection IN (SELECT value FROM json_each(?)) ORDER BY d.reflection, d.position`)
}

// formerRefs are the names of what was merged into the communities of
// reflections, with the ids of those communities.
func formerRefs(ctx context.Context, t tx, ids []journal.ID) (map[journal.ID][]journal.CommunityRef, error) {
	return refsOf(ctx, t, ids, `
		SELECT d.reflection, m.merged_into, m.name FROM reflection_community d JOIN community m ON m.merged_into = d.community
		WHERE d.reflection IN (SELECT value FROM json_each(?)) ORDER BY d.reflection, d.position, m.name`)
}

// refsOf loads communities by the reflection they belong to. The query selects
// a reflection, an id and a name, and takes the list of reflections.
func refsOf(ctx context.Context, t tx, ids []journal.ID, text string) (map[journal.ID][]journal.CommunityRef, error) {
	type named struct {
		by  journal.ID
		ref journal.CommunityRef
	}
	list, err := idList(ids)
	if err != nil {
		return nil, err
	}
	all, err := query(ctx, t, func(r row) (n named, err error) {
		return n, r.Scan(&n.by, &n.ref.ID, &n.ref.Name)
	}, text, list)
	by := map[journal.ID][]journal.CommunityRef{}
	for _, n := range all {
		by[n.by] = append(by[n.by], n.ref)
	}
	return by, err
}
