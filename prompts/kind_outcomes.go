package prompts

import (
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// The words for what came of a suggestion.
const (
	CameHelped  = "helped"
	CameNoHelp  = "did not help"
	CameLater   = "later"
	CameDropped = "dropped"
)

// outcomesKind is what came of each of the suggestions that are due. What is kept is
// the suggestions of which something was said, with their state as it then is.
func outcomesKind() stepKind {
	all := outcomeEntries()
	k := entriesKind(all, "what came of suggestions", "say")
	k.aside, k.keys = true, nil
	k.parse = func(_ *parser, _ table, s *Step) {
		s.Private = true
		for _, f := range all.Fields {
			s.Fields = append(s.Fields, f.Name)
		}
	}
	k.check = func(s Step, v journal.Value, now time.Time) (_ journal.Value, err error) {
		v.Suggestions = slices.Clone(v.Suggestions)
		for i, sg := range v.Suggestions {
			if v.Suggestions[i], err = all.Check(sg, now); err != nil {
				return v, err
			}
			if err = CheckOutcome(v.Suggestions[i], now); err != nil {
				return v, err
			}
			if slices.ContainsFunc(v.Suggestions[:i], func(b journal.Suggestion) bool { return b.Text == sg.Text && b.ID == sg.ID }) {
				return v, invalid("%q is there twice", text.Cut(sg.Text, 60))
			}
		}
		return v, nil
	}
	k.notes = func(Step) []string {
		return []string{
			"Of each that is due what came of it: " + text.List(all.Fields[1].Choices, "or") + "; for later the day to try it by, and a note if you like.",
			"Asked only when one is due: kith suggestion list --due today.",
		}
	}
	k.typed = func(Step) string { return "a number or a word for each of them, one after another" }
	return k
}

// OutcomesOf is how what came of suggestions is gathered.
func OutcomesOf(s Step) Entries[journal.Suggestion] { return outcomeEntries().asked(s) }

// outcomeEntries has all that is asked of a suggestion that is due.
func outcomeEntries() Entries[journal.Suggestion] {
	type suggestion = journal.Suggestion
	e := Entries[suggestion]{
		Fields: []Field[suggestion]{
			{
				Name: "suggestion", Question: "Which one?", example: `"Open with a question"`,
				Words: func(sg suggestion) []string { return wordOf(sg.Text) },
				Put:   func(sg *suggestion, words []string) { sg.Text = strings.Join(words, "") },
			}, {
				Name: "outcome", Question: "What came of it?", example: `"` + CameHelped + `"`,
				Choices: []string{CameHelped, CameNoHelp, CameLater, CameDropped},
				Words:   func(sg suggestion) []string { return wordOf(cameWord(sg)) },
				Put:     func(sg *suggestion, words []string) { putCame(sg, strings.Join(words, "")) },
			}, {
				Name: "try_by", Question: "Try it by when? Such as: 2026-12-01, 2026-12, next friday", example: "2026-12-01", date: true,
				Words: func(sg suggestion) []string {
					if sg.State != journal.SuggestionOpen {
						return nil // the day it was to be tried by is no news
					}
					return wordOf(string(sg.TryBy))
				},
				Put: func(sg *suggestion, words []string) {
					sg.TryBy = journal.Date(strings.TrimSpace(strings.Join(words, "")))
				},
			}, {
				Name: "note", Question: "A note on it, if you like", example: `"They talked for ten minutes."`,
				Words: func(sg suggestion) []string { return wordOf(sg.Note) },
				Put:   func(sg *suggestion, words []string) { sg.Note = strings.Join(words, "") },
			},
		},
		Of:    func(v journal.Value) []suggestion { return v.Suggestions },
		Value: func(ss []suggestion) journal.Value { return journal.Value{Suggestions: ss} },
		Check: func(sg suggestion, now time.Time) (suggestion, error) {
			if sg.State != "" && !slices.Contains([]journal.SuggestionState{journal.SuggestionOpen, journal.SuggestionDone, journal.SuggestionDropped}, sg.State) {
				return sg, invalid("%q is none of: %s", text.Cut(cameWord(sg), 60), text.List([]string{CameHelped, CameNoHelp, CameLater, CameDropped}, "or"))
			}
			if sg.TryBy != "" {
				day, err := journal.ParseDue(string(sg.TryBy), now)
				if err != nil {
					return sg, err
				}
				sg.TryBy = day
			}
			return sg, journal.CheckText("the note", sg.Note)
		},
		Line: suggestion.OutcomeLine,
	}
	return e
}

// cameWord is the word for what came of a suggestion; "" where that was not said.
func cameWord(sg journal.Suggestion) string {
	switch {
	case sg.State == journal.SuggestionDropped:
		return CameDropped
	case sg.State == journal.SuggestionOpen:
		return CameLater
	case sg.State == journal.SuggestionDone && sg.Helped != nil && *sg.Helped:
		return CameHelped
	case sg.State == journal.SuggestionDone:
		return CameNoHelp
	}
	return strings.TrimSpace(string(sg.State)) // what was typed
}

func putCame(sg *journal.Suggestion, word string) {
	yes, no := true, false
	sg.Helped = nil
	switch word {
	case CameHelped:
		sg.State, sg.Helped = journal.SuggestionDone, &yes
	case CameNoHelp:
		sg.State, sg.Helped = journal.SuggestionDone, &no
	case CameLater:
		if sg.State != journal.SuggestionOpen {
			sg.State, sg.TryBy = journal.SuggestionOpen, ""
		}
	case CameDropped:
		sg.State = journal.SuggestionDropped
	case "":
		sg.State = ""
	default:
		sg.State = journal.SuggestionState(" " + word) // which is none, and which Check refuses
	}
}

// CheckOutcome says what is missing of what came of a suggestion: one to be tried
// later has a day for that, which is still to come.
func CheckOutcome(sg journal.Suggestion, now time.Time) error {
	switch {
	case sg.State == "":
		return invalid("say what came of %q: %s", text.Cut(sg.Text, 60), text.List(outcomeEntries().Fields[1].Choices, "or"))
	case sg.State != journal.SuggestionOpen:
		return nil
	case sg.TryBy == "":
		return invalid("by when will you try %q?", text.Cut(sg.Text, 60)).WithHint("give a day, or say that it is dropped")
	case !sg.TryBy.End(now.Location()).After(now):
		return invalid("%s, for %q, is over already", sg.TryBy.Words(), text.Cut(sg.Text, 60)).WithHint("give a day that is still to come")
	}
	return nil
}

// Due are the suggestions that an outcomes step asks about: those of which something
// was said on the current page, as it was said, and the others that are due, with no
// state.
func (s *Session) Due() []journal.Suggestion { return s.due(s.Answer()) }

func (s *Session) due(said journal.Value) []journal.Suggestion {
	var all []journal.Suggestion
	for _, sg := range s.env.Due {
		sg.State, sg.Note = "", ""
		if i := slices.IndexFunc(said.Suggestions, func(o journal.Suggestion) bool { return o.ID == sg.ID }); i >= 0 {
			sg = said.Suggestions[i]
		}
		all = append(all, sg)
	}
	for _, sg := range said.Suggestions {
		if sg.ID != "" && !slices.ContainsFunc(all, func(o journal.Suggestion) bool { return o.ID == sg.ID }) {
			all = append(all, sg)
		}
	}
	return all
}

// withDue gives the suggestions of an answer their ids, and what else is known of
// them: a text means the one that is due and says that, or has it as a part of its id.
func (s *Session) withDue(v journal.Value) journal.Value {
	v.Suggestions = slices.Clone(v.Suggestions)
	for i, sg := range v.Suggestions {
		typed := text.Fold(sg.Text)
		if sg.ID != "" || typed == "" {
			continue
		}
		at := slices.IndexFunc(s.env.Due, func(d journal.Suggestion) bool { return text.Fold(d.Text) == typed })
		if at < 0 {
			at = slices.IndexFunc(s.env.Due, func(d journal.Suggestion) bool { return len(typed) >= 4 && strings.Contains(string(d.ID), typed) })
		}
		if at >= 0 {
			due := s.env.Due[at]
			if sg.State != journal.SuggestionOpen {
				sg.TryBy = due.TryBy
			}
			due.State, due.Helped, due.TryBy, due.Note = sg.State, sg.Helped, sg.TryBy, sg.Note
			v.Suggestions[i] = due
		}
	}
	return v
}
