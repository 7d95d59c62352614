package prompts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// stepKind is a kind of step, with all in which it differs from the others. A
// new one is its constant in journal, a file kind_x.go beside this one, a row
// in kinds, and one drawing each in screen and in line.
type stepKind struct {
	// keys are those of its TOML beside the ones that every step has; parse
	// reads and checks them.
	keys  []string
	parse func(p *parser, t table, s *Step)

	// part is what of an answer it has a use for; nil for a kind that takes no
	// answer, which has none of the functions below. check says whether what was
	// said can be taken, and gives it in its settled form.
	part  func(journal.Value) journal.Value
	check func(s Step, v journal.Value, now time.Time) (journal.Value, error)

	// aside says that it is not asked where there is nothing to ask about, so that
	// nothing can need it, and that its answer is private, whatever the activity
	// says: it is in other people's words.
	aside bool

	// unfit says what is wrong with a value that a condition compares the answer
	// with, "" for nothing; nil where it cannot be compared. ordered answers
	// have gte and lte too.
	unfit   func(s Step, v any) string
	ordered bool

	// read reads an answer of an answers file and write writes it, as TOML;
	// example is one that the step would take.
	read    func(f *tomlFile, path string, s Step, v any) journal.Value
	write   func(s Step, v journal.Value) string
	example func(s Step) string

	// wants says what goes in, as on a sheet: "a number of hours"; tick are the
	// boxes to tick in its place, and lines what it needs on paper, 0 being one.
	// notes are what else there is to know when filling in a file. typed says
	// what to type at the line-at-a-time face, hint what the screen does not show.
	wants func(s Step) string
	tick  func(s Step) []string
	lines int
	notes func(s Step) []string
	typed func(s Step) string
	hint  string
}

// kindRow is a row of the table of kinds.
type kindRow struct {
	name journal.Kind
	of   func() stepKind
}

// kinds are the kinds of step, in the order in which they are explained.
func kinds() []kindRow {
	return []kindRow{
		{journal.Info, infoKind},
		{journal.ShortText, shortTextKind},
		{journal.LongText, longTextKind},
		{journal.ChooseOne, chooseOneKind},
		{journal.ChooseMany, chooseManyKind},
		{journal.YesNo, yesNoKind},
		{journal.Rating, ratingKind},
		{journal.Number, numberKind},
		{journal.DateKind, dateKind},
		{journal.Inventory, inventoryKind},
		{journal.CommunityOne, communityKind},
		{journal.PerCommunity, perCommunityKind},
		{journal.SuggestionsK, suggestionsKind},
		{journal.ReadKind, readKind},
		{journal.OutcomesKind, outcomesKind},
	}
}

// kindOf is the kind of that name; of another name it is one that asks nothing.
func kindOf(name journal.Kind) stepKind {
	for _, k := range kinds() {
		if k.name == name {
			return k.of()
		}
	}
	return stepKind{}
}

// Kinds are the names of the kinds of step, in the order in which they are
// explained.
func Kinds() []journal.Kind {
	var names []journal.Kind
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return names
}

// answered reports a kind that takes an answer.
func (k stepKind) answered() bool { return k.part != nil }

// allKeys are those that a step of the kind may have.
func (k stepKind) allKeys() []string {
	keys := []string{"key", "kind", "prompt", "help", "full", "sitting", "when"}
	if k.answered() && !k.aside {
		keys = append(keys, "required", "private")
	}
	return append(keys, k.keys...)
}

// kindsWith are the kinds that have a key which not every kind has.
func kindsWith(key string) []journal.Kind {
	var names []journal.Kind
	for _, k := range kinds() {
		if slices.Contains(k.of().allKeys(), key) {
			names = append(names, k.name)
		}
	}
	return names
}

// declineSign, given for any answer, means "would rather not say".
const declineSign = "-"

// check says whether an answer can be taken, and gives it in its settled form:
// "-" becomes a declined answer, numbers and dates that were typed are read.
// now is for dates such as "last monday". What cannot be taken is a
// *journal.Error of kind Invalid, to be shown beside the question.
func check(step Step, v journal.Value, now time.Time) (journal.Value, error) {
	if v.Declined || strings.TrimSpace(v.Text) == declineSign {
		return journal.Value{Declined: true}, nil
	}
	kind := kindOf(step.Kind)
	if !kind.answered() {
		return journal.Value{}, nil
	}
	if v.Half != nil {
		return v, invalid("%q is only half typed", text.Cut(text.Line(v.Half.Name()), 60)).WithHint("finish it, or clear it")
	}
	v = kind.part(v)
	switch {
	case v.Said():
		return kind.check(step, v, now)
	case step.Required && !v.NotSure:
		return v, invalid("this one needs an answer").WithHint("type - if you would rather not say")
	}
	return journal.Value{NotSure: v.NotSure}, nil
}

func invalid(format string, args ...any) *journal.Error {
	return journal.Errorf(journal.Invalid, format, args...)
}

// checkCount holds what a step gathers to how many it wants.
func checkCount(step Step, n int, verb string) error {
	switch {
	case step.MinItems > 0 && n < step.MinItems:
		return invalid("%s at least %d", verb, step.MinItems)
	case step.MaxItems > 0 && n > step.MaxItems:
		return invalid("%s at most %d", verb, step.MaxItems)
	}
	return nil
}

// Bounds says how much an answer may be, or how many: "from 1 to 3", "at least
// 1", "0 or more", "at most 40 characters"; "" where there is no limit.
func (s Step) Bounds() string {
	switch least, most := s.MinItems, s.MaxItems; {
	case s.MaxChars > 0:
		return fmt.Sprintf("at most %d characters", s.MaxChars)
	case least > 0 && most > 0:
		return fmt.Sprintf("from %d to %d", least, most)
	case least > 0:
		return fmt.Sprintf("at least %d", least)
	case most > 0:
		return fmt.Sprintf("at most %d", most)
	case s.Min != nil && s.Max != nil:
		return "from " + plainNumber(*s.Min) + " to " + plainNumber(*s.Max)
	case s.Min != nil:
		return plainNumber(*s.Min) + " or more"
	case s.Max != nil:
		return plainNumber(*s.Max) + " or less"
	}
	return ""
}

// within puts the bounds into a format, where there are any.
func (s Step) within(format string) string {
	if bounds := s.Bounds(); bounds != "" {
		return fmt.Sprintf(format, bounds)
	}
	return ""
}

// Typed says what to type for an answer, at a face that takes lines: "a number
// of hours, 0 or more". It is "" for a step that takes no answer.
func (s Step) Typed() string {
	if typed := kindOf(s.Kind).typed; typed != nil {
		return typed(s)
	}
	return ""
}

// Hint says how to answer, where a screen shows the rest: what a date may look
// like, and how much is taken at both ends, or how many.
func (s Step) Hint() string {
	hint := kindOf(s.Kind).hint
	if s.Remind {
		hint = remindHint
	}
	if s.Min != nil && s.Max != nil || s.MinItems > 1 || s.MaxItems > 0 && (s.Multiple || s.Kind != journal.CommunityOne) {
		hint = text.Sentence(s.Bounds())
	}
	return hint
}

// Labels are the words shown for an answer beside its value: those of the
// options chosen, the anchor of a rating, the unit of a number.
func (s Step) Labels(v journal.Value) []string {
	var labels []string
	for _, c := range v.Choices {
		labels = append(labels, s.Label(c))
	}
	if v.Number == nil {
		return labels
	}
	if i := int(*v.Number); i >= 1 && i <= len(s.Anchors) {
		return []string{s.Anchors[i-1]}
	}
	if s.Unit != "" {
		return []string{s.Unit}
	}
	return nil
}

// Lines are an answer to the step as a person reads it (journal.Answer.Lines);
// none where nothing was said.
func (s Step) Lines(v journal.Value) []string {
	return journal.Answer{Kind: s.Kind, Value: v, Labels: s.Labels(v)}.Lines()
}
