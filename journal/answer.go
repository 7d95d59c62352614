package journal

import (
	"slices"
	"strconv"
	"strings"
)

// Kind is what sort of answer a step asks for.
type Kind string

// The kinds of step. Info and PerCommunity have no answer of their own.
const (
	Info         Kind = "info"
	ShortText    Kind = "short_text"
	LongText     Kind = "long_text"
	ChooseOne    Kind = "choose_one"
	ChooseMany   Kind = "choose_many"
	YesNo        Kind = "yes_no"
	Rating       Kind = "rating"
	Number       Kind = "number"
	DateKind     Kind = "date"
	Inventory    Kind = "inventory"
	CommunityOne Kind = "community"
	PerCommunity Kind = "per_community"
	SuggestionsK Kind = "suggestions"
	ReadKind     Kind = "read"
	OutcomesKind Kind = "outcomes"
)

// Option is a value and the words that are shown for it.
type Option struct{ Value, Label string }

// Answer is what was said to one step, with the prompt as it was asked.
type Answer struct {
	Key    string `json:"key"`
	Loop   string `json:"loop"`   // the key of the loop it was asked in, or ""
	Prompt string `json:"prompt"` // placeholders filled; "" for a quick note
	Kind   Kind   `json:"kind"`
	Value  Value  `json:"value"`
	// Labels are the words shown for the value: the labels of the options
	// chosen, the anchor of a rating, the unit of a number.
	Labels []string `json:"labels"`
	// Community of the loop it was asked in, or nil.
	Community *CommunityRef `json:"community"`
	Private   bool          `json:"private"`
}

// Lines is the answer as a person reads it, a line for each thing that was
// chosen, listed or suggested; a text is one line, with the line feeds that were
// typed in it. There is none where nothing was said.
func (a Answer) Lines() []string {
	v := a.Value
	label := strings.Join(a.Labels, " ")
	var lines []string
	switch {
	case v.Declined || v.NotSure:
		return []string{v.Words()}
	case !v.Said():
		return nil
	case len(v.Choices) > 0 && len(v.Choices) == len(a.Labels):
		return a.Labels
	case len(v.Choices) > 0:
		return v.Choices
	case v.Number != nil && a.Kind == Rating && label != "":
		return []string{v.Words() + " of 5: " + label}
	case v.Number != nil && a.Kind == Rating:
		return []string{v.Words() + " of 5"}
	case v.Number != nil:
		return []string{strings.TrimSpace(v.Words() + " " + label)}
	case a.Kind == DateKind:
		return []string{Date(v.Text).Words()}
	case len(v.Communities) > 0:
		for _, c := range v.Communities {
			lines = append(lines, c.Line())
		}
		return lines
	case a.Kind == OutcomesKind:
		for _, sg := range v.Suggestions {
			lines = append(lines, sg.OutcomeLine())
		}
		return lines
	case len(v.Suggestions) > 0:
		for _, sg := range v.Suggestions {
			lines = append(lines, sg.Line())
		}
		return lines
	case len(v.Contributions) > 0:
		for _, c := range v.Contributions {
			lines = append(lines, c.Title)
		}
		return lines
	}
	return []string{strings.TrimRight(v.Words(), "\n")}
}

// Value is what was said to one step. Which field is used follows from the
// step's kind; the zero Value is "nothing said".
type Value struct {
	// Text of short_text and long_text, as typed. For date the canonical
	// 2026-11-23, 2026-11 or 2026. In a draft also a number or date as it
	// was typed, which may yet be nonsense.
	Text string `json:"text,omitempty"`
	// Choices are the values (not the labels) of the options chosen:
	// one for choose_one, any number for choose_many.
	Choices []string `json:"choices,omitempty"`
	// Number of a rating (1 to 5) or a number.
	Number *float64 `json:"number,omitempty"`
	// Yes of a yes_no.
	Yes *bool `json:"yes,omitempty"`
	// Communities listed by an inventory or picked by a community step.
	// A pick carries ID and Name only.
	Communities []Community `json:"communities,omitempty"`
	// Suggestions made at a suggestions step or, at an outcomes step, those of which
	// it was said what came of them: with their State, and where that is open with
	// the day to try them by instead.
	Suggestions []Suggestion `json:"suggestions,omitempty"`
	// Contributions that were read.
	Contributions []ContributionRef `json:"contributions,omitempty"`
	// NotSure is said to a rating: kept as no value, never as 1 or 3.
	NotSure bool `json:"not_sure,omitempty"`
	// Declined is "would rather not say".
	Declined bool `json:"declined,omitempty"`
	// Half is, in a draft, what was still being typed of a thing to be listed.
	Half *Half `json:"half,omitempty"`
}

// Half is a thing that was not entered into its list yet: a change to the one at
// index At or, where that is how many there are, one more.
type Half struct {
	At    int   `json:"at"`
	Thing Value `json:"thing"` // lists it alone
}

// Name is what it says it is, so far.
func (h Half) Name() string {
	switch {
	case len(h.Thing.Communities) > 0:
		return h.Thing.Communities[0].Name
	case len(h.Thing.Suggestions) > 0:
		return h.Thing.Suggestions[0].Text
	}
	return ""
}

// TextValue is a Value of text.
func TextValue(s string) Value { return Value{Text: s} }

// NumberValue is a Value of a number or a rating.
func NumberValue(n float64) Value { return Value{Number: &n} }

// YesValue is a Value of yes (true) or no (false).
func YesValue(yes bool) Value { return Value{Yes: &yes} }

// ChoiceValue is a Value of chosen options.
func ChoiceValue(values ...string) Value { return Value{Choices: values} }

// Empty reports that nothing was said: no answer, not even "not sure".
func (v Value) Empty() bool {
	return !v.Said() && !v.NotSure && !v.Declined
}

// Said reports a real answer: something other than nothing, "not sure" and
// "would rather not say". Text of white space alone says nothing.
func (v Value) Said() bool {
	return strings.TrimSpace(v.Text) != "" || len(v.Choices) > 0 || v.Number != nil ||
		v.Yes != nil || len(v.Communities) > 0 || len(v.Suggestions) > 0 || len(v.Contributions) > 0
}

// Words is the value by itself, without the labels that were shown for it: "4",
// "yes", "invite, money", a text as it was typed.
func (v Value) Words() string {
	switch {
	case v.Declined:
		return "would rather not say"
	case v.NotSure:
		return "not sure"
	case v.Number != nil:
		return strconv.FormatFloat(*v.Number, 'f', -1, 64)
	case v.Yes != nil && *v.Yes:
		return "yes"
	case v.Yes != nil:
		return "no"
	case len(v.Choices) > 0:
		return strings.Join(v.Choices, ", ")
	}
	return v.Text
}

// Equal reports that two values say the same.
func (v Value) Equal(w Value) bool {
	return v.Text == w.Text && slices.Equal(v.Choices, w.Choices) &&
		equalPointer(v.Number, w.Number) && equalPointer(v.Yes, w.Yes) &&
		slices.EqualFunc(v.Communities, w.Communities, Community.equal) &&
		slices.EqualFunc(v.Suggestions, w.Suggestions, Suggestion.equal) &&
		slices.Equal(v.Contributions, w.Contributions) &&
		v.NotSure == w.NotSure && v.Declined == w.Declined &&
		(v.Half == nil) == (w.Half == nil) && (v.Half == nil || v.Half.At == w.Half.At && v.Half.Thing.Equal(w.Half.Thing))
}

func equalPointer[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
