package screen

import (
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// newSuggestions is a page that gathers things worth trying.
func newSuggestions(step prompts.Step, said journal.Value, known []journal.Community, now func() time.Time) asker {
	return (&entries[journal.Suggestion]{
		Entries: prompts.SuggestionsOf(step), step: step, known: known, now: now,
		twin:  func(journal.Suggestion, []journal.Suggestion) error { return nil },
		query: func(journal.Suggestion) error { return nil },
	}).begin(said)
}

// longList is how many communities can be ticked without looking for them.
const longList = 20

// newKnown is the list of the communities in the journal, to tick those that still
// hold. In a long one what is typed narrows it down.
func newKnown(step prompts.Step, said journal.Value, offered []journal.Community) asker {
	step.Multiple = true
	c := newPick(step, said, offered)
	c.list.rows = slices.DeleteFunc(c.list.rows, func(r row) bool { return r.adds || r.alone })
	c.list.read, c.list.adding, c.list.at = nil, nil, 0
	if len(c.list.rows) > longList {
		c.list.narrow()
	}
	return c
}

// newInventory is a page that lists communities by their names. Those that the
// journal knows complete what is typed.
func newInventory(step prompts.Step, said journal.Value, known []journal.Community, now func() time.Time) asker {
	listedAs := func(list []journal.Community, c journal.Community) int {
		return slices.IndexFunc(list, func(l journal.Community) bool {
			return prompts.Same(l, c) || text.Fold(l.Name) == text.Fold(c.Name)
		})
	}
	others := slices.DeleteFunc(slices.Clone(known), func(k journal.Community) bool { return listedAs(said.Communities, k) >= 0 })
	e := &entries[journal.Community]{Entries: prompts.Names(), step: step, now: now}
	for _, c := range others {
		if text.Line(c.Name) == c.Name {
			e.complete = append(e.complete, c.Name)
		}
	}
	e.twin = func(c journal.Community, list []journal.Community) error {
		i := listedAs(list, c)
		if strings.TrimSpace(c.Name) == "" || i < 0 {
			return nil
		}
		return journal.Errorf(journal.Invalid, "%s is on the list already", text.Line(list[i].Name)).
			WithHint("change the name, or clear it to go on")
	}
	e.query = func(c journal.Community) error {
		twin, sure, found := prompts.Twin(c.Name, others)
		switch name := text.Line(twin.Name); {
		case !found:
			return nil
		case sure:
			return journal.Errorf(journal.Conflict, "%s is in your journal already", name).
				WithHint("enter once more if this is the same one, or change the name")
		default:
			return journal.Errorf(journal.Conflict, "is that the same as %s, which is there already?", name).
				WithHint("enter once more if it is not, or type that name")
		}
	}
	check := e.Check
	e.Check = func(c journal.Community, now time.Time) (journal.Community, error) {
		if k, ok := prompts.CommunityNamed(others, c.Name); ok && c.ID == "" {
			c.Name = k.Name // as it is called
		}
		return check(c, now)
	}
	return e.begin(said)
}
