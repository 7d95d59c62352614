package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// FindCommunity finds the community a person means: by its name, alias or id as
// a whole or, when there is none, by any part of a name that fits one, or a
// part of an id. A part that fits several is a conflict that names them. What
// names one that was merged finds what it was merged into; one that is in the
// trash is not found.
func (s *Store) FindCommunity(ctx context.Context, text string) (found journal.Community, err error) {
	err = s.view(ctx, func(t tx) error {
		found, err = findCommunity(ctx, t, text)
		return err
	})
	return found, err
}

func findCommunity(ctx context.Context, t tx, s string) (journal.Community, error) {
	fits, err := fitting(ctx, t, text.Fold(s), strings.ToLower(strings.TrimSpace(s)))
	switch {
	case err != nil:
		return journal.Community{}, err
	case len(fits) == 0:
		return journal.Community{}, unknownCommunity(ctx, t, s)
	case len(fits) > 1:
		var names []string
		for _, c := range fits {
			names = append(names, text.Line(c.Name))
		}
		return journal.Community{}, ambiguous(s, "communities", names).WithHint("type more of the name")
	}
	fits[0].Merged, err = mergedInto(ctx, t, fits[0].ID)
	return fits[0], err
}

// fitting gives a few of the communities that a text, folded and as an id, may
// mean. Names come before ids: four letters of a name are soon found in an id.
func fitting(ctx context.Context, t tx, folded, id string) (fits []journal.Community, err error) {
	part := folded != ""
	for _, way := range []struct {
		open  bool
		where string
		arg   string
	}{
		{true, `c.id IN (
			SELECT coalesce(merged_into, id) FROM community WHERE name_folded = ?1 OR alias_folded = ?1
			UNION SELECT coalesce(merged_into, id) FROM community WHERE id = ?2)`, folded},
		{part, `instr(c.name_folded, ?1) > 0`, folded},
		{part, `c.id IN (
			SELECT merged_into FROM community WHERE merged_into IS NOT NULL AND instr(name_folded, ?1) > 0)`, folded},
		{len(id) >= shortest, `c.id IN (
			SELECT coalesce(merged_into, id) FROM community WHERE instr(id, ?1) > 0)`, id},
	} {
		if !way.open {
			continue
		}
		fits, err = communities(ctx, t, `c.listed IS NOT NULL AND `+way.where+`
			ORDER BY c.name_folded LIMIT 6`, way.arg, id)
		if err != nil || len(fits) > 0 {
			return fits, err
		}
	}
	return nil, nil
}

func unknownCommunity(ctx context.Context, t tx, s string) error {
	hidden, err := fates(ctx, t, `(k.name_folded = ?1 OR k.alias_folded = ?1) AND ?1 <> ''`, text.Fold(s))
	if err != nil {
		return err
	}
	if len(hidden) > 0 {
		return hidden[0].error(journal.NotFound)
	}
	names, err := query(ctx, t, scanText, `SELECT name FROM community WHERE listed IS NOT NULL ORDER BY name_folded`)
	if err != nil {
		return err
	}
	e := journal.Errorf(journal.NotFound, "there is no community %q", text.Line(s))
	if len(names) == 0 {
		return e.WithHint("kith community add NAME adds the first")
	}
	if near := nearest(s, names); near != "" {
		return e.WithHint("did you mean %s?", near)
	}
	return e.WithHint("kith community list shows those there are")
}

// nearest is the words that somebody may have meant, quoted: "a" or "b".
func nearest(s string, among []string) string {
	near := text.Nearest(s, among)
	for i, word := range near {
		near[i] = strconv.Quote(text.Line(word))
	}
	return strings.Join(near, " or ")
}

func scanText(r row) (s string, err error) { return s, r.Scan(&s) }

// shortest is how much of an id has to be typed, at least.
const shortest = 4

// ambiguous says that what was typed fits several things.
func ambiguous(s, what string, fits []string) *journal.Error {
	const most = 5
	list := strings.Join(fits[:min(most, len(fits))], ", ")
	if len(fits) > most {
		list += " and others"
	}
	return journal.Errorf(journal.Conflict, "%q fits several %s: %s", text.Line(s), what, list)
}

// kin is a table whose rows are found by a part of their id.
type kin struct {
	table string
	one   string // what one row is called
	many  string
	list  string // the command that lists them
}

// findID finds the one id that has the given part.
func findID(ctx context.Context, t tx, k kin, ref string) (journal.ID, error) {
	part := strings.ToLower(strings.TrimSpace(ref))
	if len(part) < shortest {
		return "", journal.Errorf(journal.Invalid, "%q is too short to name a %s", text.Line(ref), k.one).
			WithHint("type at least four characters of its id, as in: %s", k.list)
	}
	fits, err := k.fits(ctx, t, part)
	switch {
	case err != nil:
		return "", err
	case len(fits) == 0:
		return "", journal.Errorf(journal.NotFound, "there is no %s %q", k.one, text.Line(ref)).
			WithHint("%s", k.list)
	case len(fits) > 1:
		var names []string
		for _, f := range fits {
			names = append(names, fmt.Sprintf("%s (%s)", f.by.Short(), text.Line(f.word)))
		}
		return "", ambiguous(ref, k.many, names).WithHint("type more of the id")
	}
	return fits[0].by, nil
}

// fits gives a few of the ids that have a part, with their titles. The end of
// an id, which lists show, and its start are found by index. Eight characters
// of chance do not also stand in the middle of another id, so only fewer of
// them, or the middle itself, are looked for in all ids.
func (k kin) fits(ctx context.Context, t tx, part string) ([]owned, error) {
	const tail = 8
	if len(part) >= tail {
		found, err := query(ctx, t, scanOwned, `
			SELECT id, title FROM `+k.table+` WHERE substr(id, -8) = ?1 AND substr(id, -length(?2)) = ?2
			UNION
			SELECT id, title FROM `+k.table+` WHERE id >= ?2 AND id < ?2 || '~'
			LIMIT 6`, part[len(part)-tail:], part)
		if err != nil || len(found) > 0 {
			return found, err
		}
	}
	return query(ctx, t, scanOwned, `
		SELECT id, title FROM `+k.table+` WHERE id IN (
			SELECT id FROM `+k.table+` WHERE instr(id, ?) > 0 LIMIT 6
		) ORDER BY id`, part)
}
