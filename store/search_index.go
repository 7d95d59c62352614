package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// searchKind is a kind of things that search finds. To find another one: a row in
// searchKinds, and the triggers that write down in search_stale what changes of it.
type searchKind struct {
	name string
	// load gives what is found of the things with these ids, whichever order. One
	// that is not there, or is not to be found, is not in it.
	load func(ctx context.Context, t tx, ids []journal.ID) ([]journal.Found, error)
	// fits is the condition in SQL, d.id being its id, under which a search looks for
	// it; "" where it looks for none of the kind.
	fits func(search journal.Search) (string, []any)
}

func searchKinds() []searchKind {
	return []searchKind{
		{journal.HitReflection, foundReflections, reflectionFits},
		{journal.HitCommunity, foundCommunities, communityFits},
		{journal.HitSuggestion, foundSuggestions, suggestionFits},
		{journal.HitContribution, foundContributions, contributionFits},
	}
}

// indexStale brings the index up to date with what the triggers wrote down.
func indexStale(ctx context.Context, t tx) error {
	const atOnce = 2 * pageSize
	for {
		stale, err := query(ctx, t, scanDocument, `SELECT kind, id FROM search_stale ORDER BY kind, id LIMIT ?`, atOnce)
		if err != nil || len(stale) == 0 {
			return err
		}
		for _, kind := range searchKinds() {
			ids := idsOf(stale, kind.name)
			if len(ids) == 0 {
				continue
			}
			if err := index(ctx, t, kind, ids); err != nil {
				return err
			}
		}
		last := stale[len(stale)-1]
		if _, err := t.exec(ctx, `DELETE FROM search_stale WHERE (kind, id) <= (?, ?)`, last.kind, last.id); err != nil || len(stale) < atOnce {
			return err
		}
	}
}

// document is a thing in the index.
type document struct {
	kind string
	id   journal.ID
}

func scanDocument(r row) (d document, err error) {
	err = r.Scan(&d.kind, &d.id)
	return d, err
}

func idsOf(documents []document, kind string) (ids []journal.ID) {
	for _, d := range documents {
		if d.kind == kind {
			ids = append(ids, d.id)
		}
	}
	return ids
}

// index indexes things of a kind as they now are. One that is not to be found is
// taken out, and so is one that is damaged: it keeps nothing else from being written.
func index(ctx context.Context, t tx, kind searchKind, ids []journal.ID) error {
	found, _, err := loadGood(ctx, t, kind, ids)
	if err != nil {
		return err
	}
	numbers, err := byOwner(ctx, t, ids, func(r row) (n int64, err error) {
		err = r.Scan(&n)
		return n, err
	}, `SELECT id, number FROM search_document WHERE id IN (SELECT value FROM json_each(?)) AND kind = '`+kind.name+`'`)
	if err != nil {
		return err
	}
	known := map[journal.ID]journal.Found{}
	for _, f := range found {
		known[f.ID] = f
	}
	// All that is written elsewhere comes before the words: FTS5 writes those it has
	// gathered to the disk as soon as a statement begins that may have to be undone.
	for _, f := range found {
		if kind.name == journal.HitReflection {
			if _, err := t.exec(ctx, `UPDATE reflection SET words = ?2, some_private = ?3 WHERE id = ?1 AND (words <> ?2 OR some_private <> ?3)`,
				f.ID, f.Words(), f.SomePrivate()); err != nil {
				return err
			}
		}
	}
	for _, id := range ids {
		f, isThere := known[id]
		first := firstNumber(f.Created)
		for _, old := range numbers[id] {
			if isThere && old >= first && old < first+perMinute {
				continue
			}
			if _, err := t.exec(ctx, `DELETE FROM search_document WHERE number = ?`, old); err != nil {
				return err
			}
			if _, err := t.exec(ctx, `DELETE FROM search WHERE rowid = ?`, old); err != nil {
				return err
			}
			numbers[id] = nil
		}
		if isThere && len(numbers[id]) == 0 {
			number, err := addDocument(ctx, t, first, document{kind.name, id})
			if err != nil {
				return err
			}
			numbers[id] = []int64{number}
		}
	}
	for _, f := range found {
		body, title, tags := documentOf(f)
		if _, err := t.exec(ctx, `INSERT OR REPLACE INTO search (rowid, body, title, tags) VALUES (?, ?, ?, ?)`,
			numbers[f.ID][0], body, title, tags); err != nil {
			return err
		}
	}
	return nil
}

// loadGood loads things of a kind as they are found, and gives the ids of those that
// cannot be read.
func loadGood(ctx context.Context, t tx, kind searchKind, ids []journal.ID) (found []journal.Found, bad []journal.ID, err error) {
	found, err = kind.load(ctx, t, ids)
	if !errors.Is(err, errUnreadable) {
		return found, nil, err
	}
	found = nil
	for _, id := range ids {
		one, err := kind.load(ctx, t, []journal.ID{id})
		switch {
		case errors.Is(err, errUnreadable):
			bad = append(bad, id)
		case err != nil:
			return nil, nil, err
		}
		found = append(found, one...)
	}
	return found, bad, nil
}

// documentOf is what is indexed of a thing: its words taken apart, each with a space
// behind it.
func documentOf(f journal.Found) (body, title, tags string) {
	var b, t, g strings.Builder
	for _, p := range f.Passages {
		writeTokens(&b, p.Text)
	}
	writeTokens(&t, f.Title)
	for _, tag := range f.Tags {
		writeTokens(&g, tag)
	}
	return b.String(), t.String(), g.String()
}

// documentSize is what the index keeps of a document's length
// (https://www.sqlite.org/fts5.html#the_docsize_table), in hexadecimal.
func documentSize(f journal.Found) string {
	size := ""
	body, title, tags := documentOf(f)
	for _, column := range []string{body, title, tags} {
		n := strings.Count(column, " ")
		varint := fmt.Sprintf("%02X", n&0x7f) // as SQLite writes them, the highest seven bits first
		for n >>= 7; n > 0; n >>= 7 {
			varint = fmt.Sprintf("%02X", n&0x7f|0x80) + varint
		}
		size += varint
	}
	return size
}

// betweenTexts keeps a phrase from being found where one text ends and the next
// begins: it is no word.
const betweenTexts = "¦ "

func writeTokens(b *strings.Builder, s string) {
	if b.Len() > 0 {
		b.WriteString(betweenTexts)
	}
	for token := range text.Tokens(s) {
		b.WriteString(token.Folded)
		b.WriteByte(' ')
	}
}

const (
	// perMinute is how many documents of one minute have numbers in their order. More
	// go on into the minutes after it.
	perMinute = 4
	// furthest is how far a number may be from the first of its minute, so that what
	// was written until some day is found below a number: a year, or two million documents.
	furthest = 366 * 24 * 60 * perMinute
)

// firstNumber is the lowest number of what was written at a moment. Close numbers
// make a small index.
func firstNumber(at time.Time) int64 {
	const beforeUnix = 62_167_219_200 // seconds of the years 0 to 1969: no number is negative
	return (at.Unix() + beforeUnix) / 60 * perMinute
}

// addDocument gives a document the next number that is free from the first on.
func addDocument(ctx context.Context, t tx, first int64, d document) (number int64, err error) {
	const toTheEnd = 1 << 62
	for _, room := range []int64{perMinute, 60 * perMinute, 24 * 60 * perMinute, furthest, toTheEnd} {
		err = t.QueryRowContext(ctx, `SELECT coalesce(max(number) + 1, ?1) FROM search_document WHERE number >= ?1 AND number < ?2`,
			first, first+room).Scan(&number)
		if err != nil {
			return 0, err
		}
		if number < first+room {
			break
		}
	}
	_, err = t.exec(ctx, `INSERT INTO search_document (number, kind, id) VALUES (?, ?, ?)`, number, d.kind, d.id)
	return number, err
}

// foundReflections are reflections as they are found: by what was typed and chosen in
// them, and not by what kith asked.
func foundReflections(ctx context.Context, t tx, ids []journal.ID) ([]journal.Found, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	all, err := reflections(ctx, t, true, "SELECT "+reflectionColumns+" FROM reflection r WHERE r.id IN (SELECT value FROM json_each(?))", string(list))
	var found []journal.Found
	for _, r := range all {
		f := journal.Found{ID: r.ID, Title: r.Title, Created: r.Created, Private: r.Private, Tags: r.Tags, Words: r.Words, SomePrivate: r.SomePrivate}
		for _, a := range r.Answers {
			switch a.Kind {
			case journal.Info, journal.Rating, journal.YesNo, journal.Number, journal.DateKind:
				continue // no words of the person's
			}
			if a.Value.Said() {
				f.Passages = append(f.Passages, journal.Passage{Text: strings.Join(a.Lines(), "\n"), Private: a.Private})
			}
		}
		found = append(found, f)
	}
	return found, err
}

// foundCommunities are communities as they are found: with what they are about, what
// was merged into them and what was noted of them.
func foundCommunities(ctx context.Context, t tx, ids []journal.ID) ([]journal.Found, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	all, err := communities(ctx, t, `c.listed IS NOT NULL AND c.id IN (SELECT value FROM json_each(?))`, string(list))
	if err != nil {
		return nil, err
	}
	notes, err := byOwner(ctx, t, ids, scanText, `
		SELECT m.root, m.name FROM community m WHERE m.root IN (SELECT value FROM json_each(?1)) AND m.id <> m.root
		UNION ALL
		SELECT m.root, trim(o.text || char(10) || o.note, char(10)) FROM community m JOIN observation o ON o.community = m.id
		WHERE m.root IN (SELECT value FROM json_each(?1)) AND o.undone IS NULL AND o.text || o.note <> ''`)
	var found []journal.Found
	for _, c := range all {
		f := journal.Found{ID: c.ID, Title: c.Name, Created: c.Created, Tags: slices.Concat(c.Kinds, c.Tags)}
		for _, words := range slices.Concat([]string{c.About, c.Alias, c.Where, c.Rhythm}, notes[c.ID]) {
			if words != "" {
				f.Passages = append(f.Passages, journal.Passage{Text: words})
			}
		}
		found = append(found, f)
	}
	return found, err
}

// foundSuggestions are suggestions as they are found: with what came of them.
func foundSuggestions(ctx context.Context, t tx, ids []journal.ID) ([]journal.Found, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return query(ctx, t, func(r row) (f journal.Found, err error) {
		var said, from, note string
		err = r.Scan(&f.ID, &said, &from, &note, scanTime{&f.Created}, scanOffset{&f.Created})
		f.Title = said
		for _, words := range []string{said, from, note} {
			if words != "" {
				f.Passages = append(f.Passages, journal.Passage{Text: words})
			}
		}
		return f, err
	}, `SELECT id, text, from_role, note, created, created_offset FROM suggestion WHERE id IN (SELECT value FROM json_each(?))`, string(list))
}

// foundContributions are other people's pages as they are found.
func foundContributions(ctx context.Context, t tx, ids []journal.ID) ([]journal.Found, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return query(ctx, t, func(r row) (f journal.Found, err error) {
		var by, said string
		err = r.Scan(&f.ID, &f.Title, &by, &said, scanTime{&f.Created}, scanOffset{&f.Created})
		f.Passages = []journal.Passage{{Text: said}, {Text: by}}
		return f, err
	}, `SELECT id, title, "by", text, added, added_offset FROM contribution WHERE state = 'kept' AND id IN (SELECT value FROM json_each(?))`, string(list))
}
