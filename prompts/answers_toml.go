package prompts

import (
	"fmt"
	"strings"
	"time"

	"kith/journal"
)

// exampleOf is an answer the step would take, as TOML.
func exampleOf(s Step) string {
	switch s.Kind {
	case journal.ChooseOne:
		return tomlText(s.Options[0].Value)
	case journal.ChooseMany:
		n := min(len(s.Options), max(s.MinItems, min(2, max(s.MaxItems, 2))))
		if s.MaxItems > 0 {
			n = min(n, s.MaxItems)
		}
		return tomlList(optionValues(s)[:n])
	case journal.YesNo:
		return "true"
	case journal.Rating:
		return "4"
	case journal.Number:
		return plainNumber(exampleNumber(s))
	case journal.DateKind:
		return "2026-11-23"
	case journal.Inventory:
		return "[" + exampleCommunity(s) + "]"
	case journal.CommunityOne:
		if s.Multiple {
			return `["Go Meetup"]`
		}
		return `"Go Meetup"`
	case journal.SuggestionsK:
		return "[" + exampleSuggestion(s) + "]"
	}
	return `"..."`
}

func exampleNumber(s Step) float64 {
	switch {
	case s.Min != nil:
		return *s.Min
	case s.Max != nil:
		return min(1, *s.Max)
	}
	return 1
}

func exampleCommunity(s Step) string {
	return exampleTable(s, map[string]string{
		"name": `"Go Meetup"`, "kind": `"professional"`, "about": `"Tuesday talks"`, "tags": `["go"]`,
	})
}

func exampleSuggestion(s Step) string {
	return exampleTable(s, map[string]string{
		"text": `"Open with a question"`, "from_role": `"a new tutor"`, "community": `"Go Meetup"`,
		"element": `"practice"`, "try_by": `2026-12-01`,
	})
}

func exampleTable(s Step, examples map[string]string) string {
	var pairs []string
	for _, field := range s.Fields {
		pairs = append(pairs, field+" = "+examples[field])
	}
	return "{ " + strings.Join(pairs, ", ") + " }"
}

// emptyOf stands for an answer that is still to be given.
func emptyOf(s Step) string {
	switch {
	case s.Kind == journal.ChooseMany, s.Kind == journal.Inventory, s.Kind == journal.SuggestionsK, s.Multiple:
		return "[]"
	}
	return `""`
}

// tomlText writes text as TOML, over several lines where it has them.
func tomlText(text string) string {
	var b strings.Builder
	quote := `"`
	if strings.Contains(text, "\n") {
		quote = `"""`
	}
	b.WriteString(quote)
	if len(quote) == 3 {
		b.WriteByte('\n')
	}
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteString(quote)
	return b.String()
}

func tomlList(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = tomlText(t)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// tomlAnswer writes an answer as an answers file has it.
func tomlAnswer(step Step, v journal.Value) string {
	switch {
	case v.Declined:
		return `"-"`
	case v.NotSure:
		return `"?"`
	}
	switch step.Kind {
	case journal.ChooseOne:
		return tomlText(strings.Join(v.Choices, ", "))
	case journal.ChooseMany:
		return tomlList(v.Choices)
	case journal.YesNo:
		return fmt.Sprint(v.Yes != nil && *v.Yes)
	case journal.Rating, journal.Number:
		if checked, err := checkNumber(Step{}, v); err == nil {
			return plainNumber(*checked.Number)
		}
	case journal.DateKind:
		return tomlDate(v.Text)
	case journal.Inventory:
		return tomlCommunities(step, v.Communities)
	case journal.CommunityOne:
		return tomlNames(step, v.Communities)
	case journal.SuggestionsK:
		return tomlSuggestions(step, v.Suggestions)
	}
	return tomlText(v.Text)
}

// tomlDate writes a whole date as TOML knows it, and any other as text.
func tomlDate(text string) string {
	if _, err := time.Parse("2006-01-02", text); err == nil {
		return text
	}
	return tomlText(text)
}

func tomlNames(step Step, cs []journal.Community) string {
	var names []string
	for _, c := range cs {
		names = append(names, c.Name)
	}
	if !step.Multiple && len(names) == 1 {
		return tomlText(names[0])
	}
	return tomlList(names)
}

func tomlCommunities(step Step, cs []journal.Community) string {
	var entries []string
	for _, c := range cs {
		fields := map[string]string{"name": tomlText(c.Name)}
		if len(c.Kinds) > 0 {
			fields["kind"] = tomlList(c.Kinds)
		}
		if len(c.Tags) > 0 {
			fields["tags"] = tomlList(c.Tags)
		}
		if c.About != "" {
			fields["about"] = tomlText(c.About)
		}
		entries = append(entries, tomlTable(step, fields))
	}
	return tomlEntries(entries)
}

func tomlSuggestions(step Step, ss []journal.Suggestion) string {
	var entries []string
	for _, sg := range ss {
		fields := map[string]string{"text": tomlText(sg.Text)}
		if sg.FromRole != "" {
			fields["from_role"] = tomlText(sg.FromRole)
		}
		if sg.Community != nil {
			fields["community"] = tomlText(sg.Community.Name)
		}
		if sg.Element != "" {
			fields["element"] = tomlText(sg.Element)
		}
		if sg.TryBy != "" {
			fields["try_by"] = tomlDate(string(sg.TryBy))
		}
		entries = append(entries, tomlTable(step, fields))
	}
	return tomlEntries(entries)
}

func tomlTable(step Step, fields map[string]string) string {
	var pairs []string
	for _, field := range step.Fields {
		if text, ok := fields[field]; ok {
			pairs = append(pairs, field+" = "+text)
		}
	}
	return "{ " + strings.Join(pairs, ", ") + " }"
}

func tomlEntries(entries []string) string {
	if len(entries) == 0 {
		return "[]"
	}
	return "[\n  " + strings.Join(entries, ",\n  ") + ",\n]"
}
