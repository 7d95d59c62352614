package prompts

import (
	"fmt"
	"strings"

	"kith/journal"
)

// AnswersForm is an answers file to fill in: each prompt a comment over its
// key, what is optional commented out with an example, what is needed left
// empty.
func AnswersForm(a Activity) string {
	f := &form{activity: a}
	f.comment(a.Title)
	if a.Intro != "" {
		f.comment("\n" + a.Intro)
	}
	f.comment("\n" + `Fill in what has no # before it. To answer one of the others, take its # away. "-" for any answer means that you would rather not say. Longer text goes between """ and """.` + "\n\n" + "When it is filled in: kith reflect " + a.ID + " --answers FILE")
	f.steps()
	f.loops()
	return f.out.String()
}

// formWidth is that of the comments, and of a sheet.
const formWidth = 78

type form struct {
	activity Activity
	out      strings.Builder
}

func (f *form) comment(text string) { f.out.WriteString(wrapped(text, "# ", formWidth)) }

func (f *form) line(format string, args ...any) { fmt.Fprintf(&f.out, format+"\n", args...) }

// steps writes what is asked outside loops. A TOML file has that first: what
// follows a table's header belongs to the table.
func (f *form) steps() {
	sitting := 1
	for i, s := range f.activity.Steps {
		if s.Sitting > sitting {
			sitting = s.Sitting
			f.line("")
			f.comment(fmt.Sprintf("Sitting %d, for another day. With nothing answered from here on, kith keeps your place.", sitting))
		}
		if s.Kind == journal.PerCommunity {
			f.line("")
			f.comment(fmt.Sprintf("%d. %s: at the end of this file", i+1, unfilled(s.Prompt)))
			continue
		}
		f.step(fmt.Sprint(i+1), s, f.activity.Steps)
	}
}

func (f *form) loops() {
	for i, s := range f.activity.Steps {
		if s.Kind != journal.PerCommunity {
			continue
		}
		f.line("")
		f.comment(fmt.Sprintf("%d. %s", i+1, unfilled(s.Prompt)))
		f.about(s, f.activity.Steps)
		f.comment(fmt.Sprintf("One part like this for each community in %s: put its name in the place of NAME.", s.Over))
		f.line("[%s.\"NAME\"]", s.Key)
		for j, inner := range s.Steps {
			f.step(fmt.Sprintf("%d.%d", i+1, j+1), inner, append(s.Steps[:j:j], f.activity.Steps...))
		}
	}
}

// step writes one step; scope are the steps its condition may name.
func (f *form) step(number string, s Step, scope []Step) {
	f.line("")
	f.comment(number + ". " + unfilled(s.Prompt))
	f.about(s, scope)
	if s.Kind == journal.Info {
		return
	}
	example := exampleOf(s)
	if !s.Required {
		f.line("# %s = %s", s.Key, example)
		return
	}
	f.comment("Needed. For example:")
	f.line("#   %s = %s", s.Key, example)
	f.line("%s = %s", s.Key, emptyOf(s))
}

// about writes a step's help, what it takes and when it is asked.
func (f *form) about(s Step, scope []Step) {
	if s.Help != "" {
		f.comment(unfilled(s.Help))
	}
	for _, o := range s.Options {
		f.comment(fmt.Sprintf("  %q: %s", o.Value, o.Label))
	}
	for _, note := range append(f.notes(s), conditionNotes(s, scope, func(asked Step) string { return asked.Key }, func(Step) func(any) string { return plainValue })...) {
		f.comment(note)
	}
}

// conditionNotes says in words when a step is asked.
func conditionNotes(s Step, scope []Step, called func(Step) string, value func(Step) func(any) string) []string {
	var notes []string
	if s.Full {
		notes = append(notes, "Asked only with --full.")
	}
	if s.When == nil {
		return notes
	}
	for _, asked := range scope {
		if asked.Key == s.When.Key {
			return append(notes, "Only when "+s.When.words(called(asked), value(asked))+".")
		}
	}
	return notes
}

// notes says what an answer may be.
func (f *form) notes(s Step) []string {
	var notes []string
	switch s.Kind {
	case journal.Rating:
		notes = append(notes, `1 to 5, or "?" for not sure.`)
		if len(s.Anchors) > 0 {
			notes[0] = fmt.Sprintf(`1 %s, 2 %s, 3 %s, 4 %s, 5 %s; or "?" for not sure.`, anys(s.Anchors)...)
		}
	case journal.Inventory, journal.SuggestionsK:
		notes = append(notes, fmt.Sprintf("Of each: %s.", listed(s.Fields, "and")))
	case journal.Number:
		if s.Unit != "" {
			notes = append(notes, "In "+s.Unit+".")
		}
	}
	return append(notes, limits(s)...)
}

// limits says how much of an answer there may be.
func limits(s Step) []string {
	var notes []string
	add := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if s.MaxChars > 0 {
		add("At most %d characters.", s.MaxChars)
	}
	if s.MinItems > 0 {
		add("At least %d.", s.MinItems)
	}
	if s.MaxItems > 0 {
		add("At most %d.", s.MaxItems)
	}
	if s.Min != nil {
		add("%s or more.", plainNumber(*s.Min))
	}
	if s.Max != nil {
		add("%s or less.", plainNumber(*s.Max))
	}
	return notes
}

func anys(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}
