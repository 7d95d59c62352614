package line

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// declined is "would rather not say", as it is typed.
const declined = "-"

// ask takes the answer to a page and keeps it in the draft. An empty line
// leaves what is there. This is the one place that knows the kinds of step.
func (f *face) ask(step prompts.Step) error {
	switch step.Kind {
	case journal.ShortText, journal.Number, journal.DateKind:
		// Whether it is a number or a date the session says.
		return f.askLine(step, func(_ prompts.Step, typed string) (journal.Value, error) { return journal.TextValue(typed), nil })
	case journal.LongText:
		return f.askText()
	case journal.ChooseOne:
		return f.askLine(step, readChoice)
	case journal.ChooseMany:
		return f.askLine(step, readChoices)
	case journal.YesNo:
		return f.askLine(step, readYesNo)
	case journal.Rating:
		return f.askLine(step, readRating)
	case journal.CommunityOne:
		return f.askCommunity()
	case journal.Inventory:
		switch page := f.s.Page(); {
		case page.Known():
			return f.askKnown()
		case page.Details():
			return f.askDetails()
		}
		return askEntries(f, prompts.Names(), f.meet, "The next name, or press enter when the list is complete.")
	case journal.SuggestionsK:
		return askEntries(f, prompts.SuggestionsOf(step), nil, "The next suggestion, or press enter when that is all.")
	case journal.ReadKind:
		return f.askLine(step, f.readRead)
	case journal.OutcomesKind:
		return f.askOutcomes(step)
	}
	return f.askNothing()
}

// askNothing waits at a page that is only read.
func (f *face) askNothing() error {
	for {
		typed, err := f.read()
		if err != nil || strings.TrimSpace(typed) == "" {
			return err
		}
		f.say("Nothing is asked here, so that was not kept. Press enter to go on.")
	}
}

// askLine takes a line that is read by read, and asks again for one that cannot
// be.
func (f *face) askLine(step prompts.Step, read func(prompts.Step, string) (journal.Value, error)) error {
	for {
		typed, err := f.read()
		if err != nil || strings.TrimSpace(typed) == "" {
			return err
		}
		v := journal.Value{Declined: true}
		if strings.TrimSpace(typed) != declined {
			v, err = read(step, typed)
		}
		if err == nil {
			f.set(v)
			return nil
		}
		f.complain(err)
	}
}

// A text that has grown this long is no longer saved at every line of a paste,
// only once the paste has been taken in.
const longText = 64 << 10

// askText takes lines until one with a single full stop, and adds them to what
// is there. Each is saved as it comes.
func (f *face) askText() error {
	all := []byte(f.s.Answer().Text)
	keep := func() {
		if string(all) != f.s.Answer().Text {
			f.set(journal.TextValue(string(all)))
		}
	}
	for first := true; ; first = false {
		line, err := f.read()
		switch {
		case err != nil:
			keep()
			return err
		case first && strings.TrimSpace(line) == "":
			return nil
		case first && strings.TrimSpace(line) == declined:
			f.set(journal.Value{Declined: true})
			return nil
		case line == ".":
			keep()
			return nil
		case line == "..":
			line = "."
		}
		if len(all) > 0 || !first {
			all = append(all, '\n')
		}
		all = append(all, line...)
		if len(all) < longText || f.in.Buffered() == 0 {
			keep()
		}
	}
}

func invalid(format string, args ...any) error {
	return journal.Errorf(journal.Invalid, format, args...)
}

func readYesNo(_ prompts.Step, typed string) (journal.Value, error) {
	switch text.Fold(typed) {
	case "y", "yes":
		return journal.YesValue(true), nil
	case "n", "no":
		return journal.YesValue(false), nil
	}
	return journal.Value{}, invalid("type y for yes or n for no")
}

func readRating(_ prompts.Step, typed string) (journal.Value, error) {
	typed = strings.TrimSpace(typed)
	if typed == "?" {
		return journal.Value{NotSure: true}, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > 5 {
		return journal.Value{}, invalid("type a whole number from 1 to 5, or ? for not sure")
	}
	return journal.NumberValue(float64(n)), nil
}

// readChoice reads the number of an option, its value or its label.
func readChoice(step prompts.Step, typed string) (journal.Value, error) {
	folded := text.Fold(typed)
	if n, err := strconv.Atoi(folded); err == nil && n >= 1 && n <= len(step.Options) {
		return journal.ChoiceValue(step.Options[n-1].Value), nil
	}
	for _, o := range step.Options {
		if text.Fold(o.Value) == folded || text.Fold(o.Label) == folded {
			return journal.ChoiceValue(o.Value), nil
		}
	}
	return journal.Value{}, invalid("%s is not one of the numbers 1 to %d", quoted(text.Line(typed)), len(step.Options))
}

// readChoices reads numbers or values with spaces or commas between. A label may
// stand alone.
func readChoices(step prompts.Step, typed string) (journal.Value, error) {
	if v, err := readChoice(step, typed); err == nil {
		return v, nil
	}
	var all journal.Value
	for _, word := range wordsOf(typed) {
		v, err := readChoice(step, word)
		if err != nil {
			return journal.Value{}, err
		}
		all.Choices = append(all.Choices, v.Choices...)
	}
	return all, nil
}

// wordsOf splits at spaces and commas.
func wordsOf(typed string) []string {
	return strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}

// askCommunity takes communities by number or name. A name that is new is asked
// about, and stands in the draft meanwhile.
func (f *face) askCommunity() error {
	offered, before := f.s.Communities(), f.s.Answer()
	read := func(_ prompts.Step, typed string) (journal.Value, error) {
		picks, err := readPicks(offered, typed)
		return journal.Value{Communities: picks}, err
	}
	for {
		err := f.askLine(prompts.Step{}, read)
		if err != nil || f.s.Answer().Equal(before) {
			return err
		}
		add := true
		for _, c := range f.s.Answer().Communities {
			if _, known := prompts.CommunityNamed(offered, c.Name); add && !known {
				if add, err = f.addNew(c.Name); err != nil {
					return err
				}
			}
		}
		if add {
			return nil
		}
		f.set(before)
		f.say("Then type another number or name.")
	}
}

// addNew asks whether a name that is not known is to be added.
func (f *face) addNew(name string) (bool, error) {
	return f.yes(fmt.Sprintf("There is no %s yet. Add it as a new community?", text.Line(name)), false)
}

// readPicks reads numbers, or names with commas between. A name that holds a
// comma may stand alone.
func readPicks(offered []journal.Community, typed string) ([]journal.Community, error) {
	if c, isNew, err := named(offered, typed); err == nil && !isNew {
		return []journal.Community{c}, nil
	}
	parts := strings.Split(typed, ",")
	isWord := func(w string) bool { _, err := strconv.Atoi(w); return err != nil }
	if words := wordsOf(typed); !slices.ContainsFunc(words, isWord) {
		parts = words
	}
	var picks []journal.Community
	for _, part := range parts {
		if strings.TrimSpace(part) == "" {
			continue
		}
		c, _, err := named(offered, part)
		if err == nil {
			err = c.Check()
		}
		if err != nil {
			return nil, err
		}
		picks = append(picks, c)
	}
	if picks == nil {
		return nil, invalid("type a number or a name")
	}
	return picks, nil
}

// readListed is readPicks where nothing but what is offered can be picked. hint says
// what else to type, for so many that are offered.
func readListed(offered []journal.Community, typed, hint string) ([]journal.Community, error) {
	picks, err := readPicks(offered, typed)
	for _, c := range picks {
		if c.ID == "" {
			return nil, journal.Errorf(journal.Invalid, "%s is not one of these", quoted(text.Line(c.Name))).WithHint(hint, len(offered))
		}
	}
	return picks, err
}

// named is the community of a number, a name, an alias, or a part of a name
// that fits only one; else a new one.
func named(offered []journal.Community, typed string) (c journal.Community, isNew bool, err error) {
	typed = strings.TrimSpace(typed)
	pick := func(c journal.Community) (journal.Community, bool, error) {
		return journal.Community{ID: c.ID, Name: c.Name}, false, nil
	}
	if c, ok := prompts.CommunityNamed(offered, typed); ok {
		return pick(c)
	}
	if n, err := strconv.Atoi(typed); err == nil {
		if n < 1 || n > len(offered) {
			return c, false, invalid("there is no number %d on the list", n)
		}
		return pick(offered[n-1])
	}
	var fits []string
	for _, o := range offered {
		if strings.Contains(text.Fold(o.Name), text.Fold(typed)) {
			fits, c = append(fits, text.Line(o.Name)), o
		}
	}
	switch {
	case len(fits) == 0:
		return journal.Community{Name: typed}, true, nil
	case len(fits) == 1:
		return pick(c)
	case len(fits) > 5:
		fits = append(fits[:5], fmt.Sprintf("%d more", len(fits)-5))
	}
	return c, false, invalid("%s fits %s", quoted(text.Line(typed)), text.List(fits, "and"))
}
