package prompts

import (
	"slices"
	"strings"
	"time"

	"kith/journal"
)

// suggestionsKind is things worth trying, which are kept in the list of them.
func suggestionsKind() stepKind {
	k := entriesKind(suggestionEntries(), "suggestions", "add")
	k.typed = func(s Step) string { return "a suggestion; more is asked of each" + s.within(" (%s)") }
	return k
}

// SuggestionsOf is how the suggestions of a step are gathered.
func SuggestionsOf(s Step) Entries[journal.Suggestion] { return suggestionEntries().asked(s) }

// suggestionEntries has all that may be asked of a suggestion.
func suggestionEntries() Entries[journal.Suggestion] {
	type suggestion = journal.Suggestion
	return Entries[suggestion]{
		Fields: []Field[suggestion]{
			{
				Name: "text", Question: "What is worth trying?", example: `"Open with a question"`,
				Words: func(sg suggestion) []string { return wordOf(sg.Text) },
				Put:   func(sg *suggestion, words []string) { sg.Text = strings.Join(words, "") },
			}, {
				Name: "from_role", Question: "Who is it from? A role, such as: a new lecturer", example: `"a new tutor"`,
				Words: func(sg suggestion) []string { return wordOf(sg.FromRole) },
				Put:   func(sg *suggestion, words []string) { sg.FromRole = strings.Join(words, "") },
			}, {
				Name: "community", Question: "Which community is it for? Or none", example: `"Go Meetup"`, Picks: true,
				Words: func(sg suggestion) []string {
					if sg.Community == nil {
						return nil
					}
					return []string{sg.Community.Name}
				},
				Put: func(sg *suggestion, words []string) {
					name := strings.TrimSpace(strings.Join(words, ""))
					switch {
					case name == "":
						sg.Community = nil
					case sg.Community == nil || sg.Community.Name != name: // else it is the same one
						sg.Community = &journal.CommunityRef{Name: name}
					}
				},
			}, {
				Name: "element", Question: "Which side would it help? Or none", example: `"practice"`, Choices: journal.Elements(),
				Words: func(sg suggestion) []string { return wordOf(sg.Element) },
				Put:   func(sg *suggestion, words []string) { sg.Element = strings.Join(words, "") },
			}, {
				Name: "try_by", Question: "Try it by when? Such as: 2026-12-01, 2026-12, next friday", example: "2026-12-01", date: true,
				Words: func(sg suggestion) []string { return wordOf(string(sg.TryBy)) },
				Put: func(sg *suggestion, words []string) {
					sg.TryBy = journal.Date(strings.TrimSpace(strings.Join(words, "")))
				},
			},
		},
		Of:    func(v journal.Value) []suggestion { return v.Suggestions },
		Value: func(ss []suggestion) journal.Value { return journal.Value{Suggestions: ss} },
		Check: checkSuggestion,
		Line:  suggestion.Line,
	}
}

// checkSuggestion says whether a suggestion can be kept, and gives it with its
// date read.
func checkSuggestion(sg journal.Suggestion, now time.Time) (journal.Suggestion, error) {
	if strings.TrimSpace(sg.Text) == "" {
		return sg, invalid("a suggestion needs some words")
	}
	for _, part := range []struct{ what, text string }{{"the suggestion", sg.Text}, {"whom it is from", sg.FromRole}} {
		if err := journal.CheckText(part.what, part.text); err != nil {
			return sg, err
		}
	}
	if sg.Community != nil {
		if err := (journal.Community{Name: sg.Community.Name}).Check(); err != nil {
			return sg, err
		}
	}
	if sg.Element != "" && !slices.Contains(journal.Elements(), sg.Element) {
		return sg, invalid("%q is not an element", sg.Element).WithHint("choose from: %s", strings.Join(journal.Elements(), ", "))
	}
	if sg.TryBy != "" {
		d, err := journal.ParseDue(string(sg.TryBy), now)
		if err != nil {
			return sg, err
		}
		sg.TryBy = d
	}
	return sg, nil
}
