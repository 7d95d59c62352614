package store

import (
	"context"
	"fmt"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// FindCommunity finds the community a person means: by its name, alias or id as
// a whole or, when there is none, by any part of a name that fits one, or a
// part of an id. A part that fits several is a conflict that names them. What
// names one that was merged finds what it was merged into; one that is in the
// trash is not found.
func (s *Store) FindCommunity(ctx context.Context, name string) (journal.Community, error) {
	return read(ctx, s, func(t tx) (journal.Community, error) { return findCommunity(ctx, t, name) })
}

func findCommunity(ctx context.Context, t tx, name string) (journal.Community, error) {
	folded, id := text.Fold(name), strings.ToLower(strings.TrimSpace(name))
	// Names come before ids: four letters of a name are soon found in an id.
	for _, way := range []struct {
		open       bool
		where, arg string
	}{
		{true, `c.id IN (
			SELECT root FROM community WHERE name_folded = ?1 OR alias_folded = ?1
			UNION SELECT root FROM community WHERE id = ?2)`, folded},
		{folded != "", `instr(c.name_folded, ?1) > 0`, folded},
		{folded != "", `c.id IN (
			SELECT root FROM community WHERE merged_into IS NOT NULL AND instr(name_folded, ?1) > 0)`, folded},
		{len(id) >= shortest, `c.id IN (SELECT root FROM community WHERE instr(id, ?1) > 0)`, id},
	} {
		if !way.open {
			continue
		}
		fits, err := communities(ctx, t, `c.listed IS NOT NULL AND `+way.where+`
			ORDER BY c.name_folded LIMIT 6`, way.arg, id)
		if err != nil {
			return journal.Community{}, err
		}
		if len(fits) == 1 {
			fits[0].Merged, err = partsOf(ctx, t, fits[0].ID)
			return fits[0], err
		}
		if len(fits) > 1 {
			var names []string
			for _, c := range fits {
				names = append(names, text.Line(c.Name))
			}
			return fits[0], ambiguous(name, "communities", names).WithHint("type more of the name")
		}
	}

	hidden, err := statuses(ctx, t, `(k.name_folded = ?1 OR k.alias_folded = ?1) AND ?1 <> ''`, folded)
	if err != nil {
		return journal.Community{}, err
	}
	if len(hidden) > 0 {
		return journal.Community{}, hidden[0].error(journal.NotFound)
	}
	names, err := query(ctx, t, scanText, `SELECT name FROM community WHERE listed IS NOT NULL ORDER BY name_folded`)
	if err != nil {
		return journal.Community{}, err
	}
	e := journal.Errorf(journal.NotFound, "there is no community %q", text.Line(name))
	if len(names) == 0 {
		return journal.Community{}, e.WithHint("kith community add NAME adds the first")
	}
	return journal.Community{}, e.WithHint("%s", didYouMean(name, names, "kith community list shows those there are"))
}

// didYouMean is a hint: the words that somebody may have meant, or else where to
// look for them.
func didYouMean(word string, among []string, list string) string {
	near := text.Nearest(word, among)
	if len(near) == 0 {
		return list
	}
	for i, w := range near {
		near[i] = text.ShellWord(text.Line(w))
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}

// shortest is how much of an id has to be typed, at least.
const shortest = 4

// ambiguous says that what was typed fits several things.
func ambiguous(typed, what string, fits []string) *journal.Error {
	const most = 5
	list := strings.Join(fits[:min(most, len(fits))], ", ")
	if len(fits) > most {
		list += " and others"
	}
	return journal.Errorf(journal.Conflict, "%q fits several %s: %s", text.Line(typed), what, list)
}

// findID finds the one id in a table that has the given part; list is the
// command that lists them. The end of an id, which lists show, and its start are
// found by index. Eight characters of chance do not also stand in the middle of
// another id, so only fewer of them, or the middle itself, are looked for in all.
func findID(ctx context.Context, t tx, table, list, ref string) (journal.ID, error) {
	const tail = 8
	part := strings.ToLower(strings.TrimSpace(ref))
	if len(part) < shortest {
		return "", journal.Errorf(journal.Invalid, "%q is too short to name a %s", text.Line(ref), table).
			WithHint("type at least four characters of its id, as in: %s", list)
	}
	var fits []journal.CommunityRef
	var err error
	if len(part) >= tail {
		fits, err = query(ctx, t, scanRef, `
			SELECT id, title FROM `+table+` WHERE substr(id, -8) = ?1 AND substr(id, -length(?2)) = ?2
			UNION
			SELECT id, title FROM `+table+` WHERE id >= ?2 AND id < ?2 || '~'
			LIMIT 6`, part[len(part)-tail:], part)
	}
	if err == nil && len(fits) == 0 {
		fits, err = query(ctx, t, scanRef, `
			SELECT id, title FROM `+table+` WHERE id IN (
				SELECT id FROM `+table+` WHERE instr(id, ?) > 0 LIMIT 6
			) ORDER BY id`, part)
	}
	switch {
	case err != nil:
		return "", err
	case len(fits) == 0:
		return "", journal.Errorf(journal.NotFound, "there is no %s %q", table, text.Line(ref)).WithHint("see those there are: %s", list)
	case len(fits) > 1:
		var names []string
		for _, f := range fits {
			names = append(names, fmt.Sprintf("%s (%s)", f.ID.Short(), text.Line(f.Name)))
		}
		return "", ambiguous(ref, table+"s", names).WithHint("type more of the id")
	}
	return fits[0].ID, nil
}

// oneOf finds which of some things was meant, by the first of the ways in which
// any of them fits. Of several that fit the error names them; ok says whether
// there is one.
func oneOf[T any](all []T, ref func(T) journal.CommunityRef, typed, what string, ways ...func(T) bool) (found T, ok bool, err error) {
	for _, fits := range ways {
		var names []string
		for _, one := range all {
			if fits(one) {
				found = one
				names = append(names, fmt.Sprintf("%s (%s)", ref(one).ID.Short(), text.Line(ref(one).Name)))
			}
		}
		if len(names) > 1 {
			return found, false, ambiguous(typed, what, names).WithHint("type the id of one of them")
		}
		if len(names) == 1 {
			return found, true, nil
		}
	}
	return found, false, nil
}
