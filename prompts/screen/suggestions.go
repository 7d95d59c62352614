package screen

import (
	"strings"
	"time"

	"kith/journal"
	"kith/prompts"
)

// newSuggestions is a page that gathers things worth trying.
func newSuggestions(step prompts.Step, said journal.Value, known []journal.Community, now func() time.Time, look look) asker {
	return newEntries(step, sort[journal.Suggestion]{
		fields: func(sg *journal.Suggestion, others []journal.Suggestion) []field {
			return suggestionFields(step, sg, known, len(others) == 0)
		},
		head:   func(sg journal.Suggestion) string { return strings.TrimSpace(sg.Text) },
		headed: func(text string) journal.Suggestion { return journal.Suggestion{Text: text} },
		blank:  blankSuggestion,
		line:   suggestionLine,
		twin:   func(journal.Suggestion, []journal.Suggestion) error { return nil },
		query:  func(journal.Suggestion) error { return nil },
		check: func(sg journal.Suggestion) (journal.Suggestion, error) {
			return prompts.SuggestionsOf(prompts.Step{}).Check(sg, now())
		},
		value: func(ss []journal.Suggestion) journal.Value { return journal.Value{Suggestions: ss} },
	}, said.Suggestions, said.Declined, look)
}

func suggestionFields(step prompts.Step, sg *journal.Suggestion, known []journal.Community, first bool) []field {
	title := "Another one, or enter to go on"
	if first {
		title = "What is worth trying?"
	}
	fields := []field{lineField(title, sg.Text, func(s string) { sg.Text = s })}
	for _, name := range step.Fields {
		switch name {
		case "from_role":
			fields = append(fields, lineField("Who is it from? A role, such as: a new lecturer", sg.FromRole, func(s string) { sg.FromRole = s }))
		case "community":
			if len(known) > 0 {
				fields = append(fields, field{"Which community is it for? Or none", communityList(sg, known)})
			}
		case "element":
			fields = append(fields, field{"Which side would it help? Or none", elementList(sg)})
		case "try_by":
			fields = append(fields, lineField("Try it by when? Such as: 2026-12-01, 2026-12, next friday", string(sg.TryBy), func(s string) { sg.TryBy = journal.Date(strings.TrimSpace(s)) }))
		}
	}
	return fields
}

func communityList(sg *journal.Suggestion, known []journal.Community) *list {
	var rows []row
	for _, c := range known {
		rows = append(rows, row{value: string(c.ID), label: c.Name, on: sg.Community != nil && sg.Community.ID == c.ID})
	}
	l := newList(false, rows...)
	l.changed = func() {
		sg.Community = nil
		for _, c := range known {
			for _, id := range l.chosen() {
				if string(c.ID) == id {
					ref := c.Ref()
					sg.Community = &ref
				}
			}
		}
	}
	return l
}

func elementList(sg *journal.Suggestion) *list {
	var rows []row
	for _, e := range journal.Elements() {
		rows = append(rows, row{value: e, label: e, on: sg.Element == e})
	}
	l := newList(false, rows...)
	l.changed = func() { sg.Element = strings.Join(l.chosen(), "") }
	return l
}

func blankSuggestion(sg journal.Suggestion) bool {
	return strings.TrimSpace(sg.Text+sg.FromRole+sg.Element+string(sg.TryBy)) == "" && sg.Community == nil
}

func suggestionLine(sg journal.Suggestion) string {
	parts := []string{sg.Text}
	if strings.TrimSpace(sg.Text) == "" {
		parts[0] = "(no words yet)"
	}
	if sg.FromRole != "" {
		parts = append(parts, "from "+sg.FromRole)
	}
	if sg.Community != nil {
		parts = append(parts, "for "+sg.Community.Name)
	}
	if sg.Element != "" {
		parts = append(parts, sg.Element)
	}
	if sg.TryBy != "" {
		parts = append(parts, "by "+string(sg.TryBy))
	}
	return strings.Join(parts, " · ")
}
