package screen

import (
	"slices"
	"strings"

	"github.com/charmbracelet/huh"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// newInventory is a page that lists communities. Those that the journal knows
// complete what is typed.
func newInventory(step prompts.Step, said journal.Value, known []journal.Community, look look) asker {
	return newEntries(step, sort[journal.Community]{
		fields: func(now *journal.Community, others []journal.Community) []field {
			return communityFields(step, now, names(known, others), len(others) == 0)
		},
		head:   func(c journal.Community) string { return strings.TrimSpace(c.Name) },
		headed: func(name string) journal.Community { return journal.Community{Name: name} },
		blank:  blankCommunity,
		line:   communityLine,
		twin:   twinCommunity,
		query:  func(c journal.Community) error { return queryTwin(c, known, said.Communities) },
		check: func(c journal.Community) (journal.Community, error) {
			c.Name = strings.TrimSpace(c.Name)
			return c, c.Check()
		},
		value: func(cs []journal.Community) journal.Value { return journal.Value{Communities: cs} },
	}, said.Communities, said.Declined, look)
}

func communityFields(step prompts.Step, now *journal.Community, known []string, first bool) []field {
	title := "Another one, or enter to go on"
	if first {
		title = "Name"
	}
	fields := []field{{title, huh.NewInput().Suggestions(known).
		Accessor(newWords(now.Name, func(s string) { now.Name = s }))}}
	for _, name := range step.Fields {
		switch name {
		case "kind":
			fields = append(fields, field{"What kind is it? Any that fit, or none", kindList(now)})
		case "about":
			fields = append(fields, lineField("What is it about, in a few words?", now.About, func(s string) { now.About = s }))
		case "tags":
			fields = append(fields, lineField("Tags, with a comma between two", strings.Join(now.Tags, ", "), func(s string) { now.Tags = tags(s) }))
		}
	}
	return fields
}

// kindList offers the kinds there are, and those that were given otherwise.
func kindList(now *journal.Community) *list {
	kinds := journal.CommunityKinds()
	for _, k := range now.Kinds {
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	var rows []row
	for _, k := range kinds {
		rows = append(rows, row{value: k, label: k, on: slices.Contains(now.Kinds, k)})
	}
	l := newList(true, rows...)
	l.at = 0
	l.changed = func() { now.Kinds = l.chosen() }
	return l
}

func lineField(title, text string, put func(string)) field {
	return field{title, huh.NewInput().Accessor(newWords(text, put))}
}

// tags reads words with commas between them.
func tags(s string) []string {
	var out []string
	for _, t := range strings.Split(s, ",") {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// names are those of the known communities that are not in the list yet.
func names(known, listed []journal.Community) []string {
	var out []string
	for _, c := range known {
		if twinCommunity(c, listed) == nil && text.Line(c.Name) == c.Name {
			out = append(out, c.Name)
		}
	}
	return out
}

func blankCommunity(c journal.Community) bool {
	return strings.TrimSpace(c.Name+c.About) == "" && len(c.Kinds)+len(c.Tags) == 0
}

func twinCommunity(c journal.Community, others []journal.Community) error {
	for _, o := range others {
		if text.Fold(o.Name) == text.Fold(c.Name) && text.Fold(c.Name) != "" {
			return journal.Errorf(journal.Invalid, "%s is on the list already", text.Line(o.Name)).
				WithHint("change the name, or clear it to go on")
		}
	}
	return nil
}

// queryTwin asks whether a new name stands for a community that the journal
// has. Those on the list have been asked about.
func queryTwin(c journal.Community, known, listed []journal.Community) error {
	others := slices.DeleteFunc(slices.Clone(known), func(k journal.Community) bool {
		return slices.ContainsFunc(listed, func(l journal.Community) bool { return l.ID == k.ID })
	})
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

func communityLine(c journal.Community) string {
	parts := []string{c.Name}
	if strings.TrimSpace(c.Name) == "" {
		parts[0] = "(no name yet)"
	}
	if len(c.Kinds) > 0 {
		parts = append(parts, strings.Join(c.Kinds, ", "))
	}
	if c.About != "" {
		parts = append(parts, c.About)
	}
	for _, t := range c.Tags {
		parts = append(parts, "#"+t)
	}
	return strings.Join(parts, " · ")
}
