package prompts

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kith/journal"
	"kith/journal/text"
)

// declineSign, given for any answer, means "would rather not say".
const declineSign = "-"

// maxText bounds one answer, in bytes: far over what anybody types, well under
// what a disk minds.
const maxText = 4 << 20

// check says whether an answer can be taken, and gives it in its settled form:
// "-" becomes a declined answer, numbers and dates that were typed are read.
// now is for dates such as "last monday". What cannot be taken is a
// *journal.Error of kind Invalid, to be shown beside the question.
func check(step Step, v journal.Value, now time.Time) (journal.Value, error) {
	if v.Declined || strings.TrimSpace(v.Text) == declineSign {
		return journal.Value{Declined: true}, nil
	}
	v = ofKind(step.Kind, v)
	if !v.Said() {
		if step.Required && !v.NotSure {
			return v, invalid("this one needs an answer").WithHint("type - if you would rather not say")
		}
		return journal.Value{NotSure: v.NotSure && step.Kind == journal.Rating}, nil
	}
	switch step.Kind {
	case journal.ShortText, journal.LongText:
		return v, checkText(step, v.Text)
	case journal.ChooseOne, journal.ChooseMany:
		return v, checkChoices(step, v.Choices)
	case journal.YesNo:
		if v.Yes == nil {
			return v, invalid("answer yes or no")
		}
		return journal.Value{Yes: v.Yes}, nil
	case journal.Rating:
		if v.Number == nil || *v.Number < 1 || *v.Number > 5 || *v.Number != math.Trunc(*v.Number) {
			return v, invalid("a rating is a whole number from 1 to 5, or ? for not sure")
		}
		return journal.Value{Number: v.Number}, nil
	case journal.Number:
		return checkNumber(step, v)
	case journal.DateKind:
		d, err := journal.ParseDate(v.Text, now)
		if err != nil {
			return v, err
		}
		return journal.TextValue(string(d)), nil
	case journal.Inventory, journal.CommunityOne:
		return v, checkCommunities(step, v.Communities)
	case journal.SuggestionsK:
		return checkSuggestions(step, v, now)
	}
	return v, nil
}

// ofKind is the part of an answer that a kind of step has a use for.
func ofKind(kind journal.Kind, v journal.Value) journal.Value {
	switch kind {
	case journal.ShortText, journal.LongText, journal.DateKind:
		return journal.Value{Text: v.Text}
	case journal.ChooseOne, journal.ChooseMany:
		return journal.Value{Choices: v.Choices}
	case journal.YesNo:
		return journal.Value{Text: v.Text, Yes: v.Yes}
	case journal.Rating:
		return journal.Value{Text: v.Text, Number: v.Number, NotSure: v.NotSure && v.Number == nil}
	case journal.Number:
		return journal.Value{Text: v.Text, Number: v.Number}
	case journal.Inventory, journal.CommunityOne:
		return journal.Value{Communities: v.Communities}
	case journal.SuggestionsK:
		return journal.Value{Suggestions: v.Suggestions}
	}
	return journal.Value{}
}

func invalid(format string, args ...any) *journal.Error {
	return journal.Errorf(journal.Invalid, format, args...)
}

func checkText(step Step, text string) error {
	if err := journal.CheckText("this answer", text); err != nil {
		return err
	}
	if len(text) > maxText {
		return invalid("this answer is longer than %d million characters", maxText>>20)
	}
	if n := utf8.RuneCountInString(text); step.MaxChars > 0 && n > step.MaxChars {
		return invalid("this answer has %d characters, and there is room for %d", n, step.MaxChars)
	}
	return nil
}

func checkChoices(step Step, chosen []string) error {
	for i, c := range chosen {
		if !slices.ContainsFunc(step.Options, func(o journal.Option) bool { return o.Value == c }) {
			return invalid("%q is not one of the choices", c).WithHint("choose from: %s", strings.Join(optionValues(step), ", "))
		}
		if slices.Contains(chosen[:i], c) {
			return invalid("%q is chosen twice", c)
		}
	}
	if step.Kind == journal.ChooseOne && len(chosen) > 1 {
		return invalid("choose one")
	}
	return checkCount(step, len(chosen), "choose")
}

func optionValues(step Step) []string {
	values := make([]string, len(step.Options))
	for i, o := range step.Options {
		values[i] = o.Value
	}
	return values
}

func checkCount(step Step, n int, verb string) error {
	switch {
	case step.MinItems > 0 && n < step.MinItems:
		return invalid("%s at least %d", verb, step.MinItems)
	case step.MaxItems > 0 && n > step.MaxItems:
		return invalid("%s at most %d", verb, step.MaxItems)
	}
	return nil
}

// checkNumber reads a number that was typed; a comma may stand for the point.
func checkNumber(step Step, v journal.Value) (journal.Value, error) {
	if v.Number == nil {
		text := strings.TrimSpace(v.Text)
		n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		if err != nil {
			return v, invalid("%q is not a number", text).WithHint("type it in digits, as in 1.5")
		}
		if _, after, found := strings.Cut(text, ","); found && len(after) == 3 {
			return v, invalid("%q could be a thousand times as much or as little", text).WithHint("type it without a comma, as in 1000 or 1.5")
		}
		v = journal.NumberValue(n)
	}
	n := *v.Number
	switch {
	case math.IsNaN(n) || math.IsInf(n, 0):
		return v, invalid("that is not a number that can be kept")
	case step.Min != nil && n < *step.Min:
		return v, invalid("the least that makes sense here is %v", *step.Min)
	case step.Max != nil && n > *step.Max:
		return v, invalid("the most that makes sense here is %v", *step.Max)
	}
	return v, nil
}

func checkCommunities(step Step, cs []journal.Community) error {
	for i, c := range cs {
		if err := c.Check(); err != nil {
			return err
		}
		for _, before := range cs[:i] {
			if (c.ID != "" && before.ID == c.ID) || text.Fold(before.Name) == text.Fold(c.Name) {
				return invalid("%q is there twice", text.Line(c.Name))
			}
		}
	}
	if step.Kind == journal.CommunityOne && !step.Multiple && len(cs) > 1 {
		return invalid("pick one")
	}
	verb := "pick"
	if step.Kind == journal.Inventory {
		verb = "name"
	}
	return checkCount(step, len(cs), verb)
}

func checkSuggestions(step Step, v journal.Value, now time.Time) (journal.Value, error) {
	v.Suggestions = slices.Clone(v.Suggestions)
	for i, sg := range v.Suggestions {
		checked, err := CheckSuggestion(sg, now)
		if err != nil {
			return v, err
		}
		v.Suggestions[i] = checked
	}
	return v, checkCount(step, len(v.Suggestions), "add")
}

// CheckSuggestion says whether a suggestion can be kept, and gives it with its
// date read: a face asks it of each one as it is added.
func CheckSuggestion(sg journal.Suggestion, now time.Time) (journal.Suggestion, error) {
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
	if sg.Element != "" && !slices.Contains(Elements(), sg.Element) {
		return sg, invalid("%q is not an element", sg.Element).WithHint("one of: %s", strings.Join(Elements(), ", "))
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

// Elements are the three things a suggestion can be for.
func Elements() []string { return []string{"domain", "community", "practice"} }
