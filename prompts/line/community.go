package line

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// mostShown bounds a list that is read aloud. The rest is found by name.
const mostShown = 40

// askCommunity takes communities by number or name. A name that is new is asked
// about, and stands in the draft meanwhile.
func (f *face) askCommunity(prompts.Step) error {
	offered, before := f.s.Communities(), f.s.Answer()
	for {
		text, err := f.read()
		if err != nil || strings.TrimSpace(text) == "" {
			return err
		}
		if strings.TrimSpace(text) == declined {
			f.set(journal.Value{Declined: true})
			return nil
		}
		picks, err := picked(offered, text)
		if err != nil {
			f.complain(err)
			continue
		}
		f.setCommunities(picks)
		added, err := f.confirmNew(picks)
		if err != nil || added {
			return err
		}
		f.set(before)
		f.say("Then type another number or name.")
	}
}

// confirmNew asks whether names that are not known are to be added.
func (f *face) confirmNew(picks []journal.Community) (bool, error) {
	for _, c := range picks {
		if c.ID != "" {
			continue
		}
		add, err := f.yes(fmt.Sprintf("There is no %s yet. Add it as a new community?", text.Line(c.Name)), false)
		if err != nil || !add {
			return false, err
		}
	}
	return true, nil
}

// picked reads numbers, or names with commas between. A name that holds a comma
// may stand alone.
func picked(offered []journal.Community, text string) ([]journal.Community, error) {
	if c, err := named(offered, text); err == nil && c.ID != "" {
		return []journal.Community{c}, nil
	}
	parts := strings.Split(text, ",")
	if ws := words(text); !slices.ContainsFunc(ws, func(w string) bool { return !isNumber(w) }) {
		parts = ws
	}
	var out []journal.Community
	for _, part := range parts {
		if strings.TrimSpace(part) == "" {
			continue
		}
		c, err := named(offered, part)
		if err != nil {
			return nil, err
		}
		if err := c.Check(); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, invalid("type a number or a name")
	}
	return out, nil
}

func isNumber(text string) bool {
	_, err := strconv.Atoi(text)
	return err == nil
}

// named is the community of a number, a name, an alias, or a part of a name
// that fits only one; else a new one without an id.
func named(offered []journal.Community, s string) (journal.Community, error) {
	s = strings.TrimSpace(s)
	if i := slices.IndexFunc(offered, func(c journal.Community) bool { return answersTo(c, s) }); i >= 0 {
		return pick(offered[i]), nil
	}
	if n, err := strconv.Atoi(s); err == nil {
		if n < 1 || n > len(offered) {
			return journal.Community{}, invalid("there is no number %d on the list", n)
		}
		return pick(offered[n-1]), nil
	}
	var fits []journal.Community
	for _, c := range offered {
		if strings.Contains(text.Fold(c.Name), text.Fold(s)) {
			fits = append(fits, c)
		}
	}
	switch len(fits) {
	case 0:
		return journal.Community{Name: s}, nil
	case 1:
		return pick(fits[0]), nil
	}
	return journal.Community{}, invalid("\u201c%s\u201d fits %s", text.Line(s), names(fits))
}

func pick(c journal.Community) journal.Community {
	return journal.Community{ID: c.ID, Name: c.Name}
}

// names are the first few of some communities, in a sentence.
func names(cs []journal.Community) string {
	var out []string
	for i, c := range cs {
		if i == 5 {
			out = append(out, fmt.Sprintf("%d more", len(cs)-i))
			break
		}
		out = append(out, text.Line(c.Name))
	}
	return strings.Join(out[:len(out)-1], ", ") + " and " + out[len(out)-1]
}
