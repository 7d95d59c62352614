package line

import (
	"slices"
	"strings"

	"kith/journal"
	"kith/prompts"
)

// askSuggestions takes suggestions one after another until an empty text. Each
// is in the draft from its text on.
func (f *face) askSuggestions(step prompts.Step) error {
	for {
		text, err := f.read()
		made := f.s.Answer().Suggestions
		switch {
		case err != nil || strings.TrimSpace(text) == "":
			return err
		case strings.TrimSpace(text) == declined && len(made) > 0:
			f.say("The list has entries. To say nothing here, type /clear first.")
			continue
		case strings.TrimSpace(text) == declined:
			f.set(journal.Value{Declined: true})
			return nil
		}
		sg, err := prompts.SuggestionsOf(prompts.Step{}).Check(journal.Suggestion{Text: text}, f.Now())
		if err != nil {
			f.complain(err)
			continue
		}
		f.setSuggestions(append(slices.Clone(made), sg))
		if err := f.suggestionFields(step, len(made)); err != nil {
			return err
		}
		f.say("The next suggestion, or press enter when that is all.")
	}
}

// suggestionFields asks what else the step wants to know of the entry at i.
func (f *face) suggestionFields(step prompts.Step, i int) error {
	if step.Allows("from_role") {
		f.say("Who is it from? A role, such as a new tutor. Press enter to skip it.")
		err := f.suggestionField(i, func(sg *journal.Suggestion, text string) error {
			sg.FromRole = text
			return nil
		})
		if err != nil {
			return err
		}
	}
	if step.Allows("community") {
		if err := f.suggestionCommunity(i); err != nil {
			return err
		}
	}
	if step.Allows("element") {
		f.say("What would it help: " + numbered(journal.Elements()) + "? A number or word. Press enter to skip it.")
		if err := f.suggestionField(i, putElement); err != nil {
			return err
		}
	}
	if step.Allows("try_by") {
		f.say("By when? A date, such as 2026-12-01 or 2026-12. Press enter to skip it.")
		return f.suggestionField(i, func(sg *journal.Suggestion, text string) error {
			sg.TryBy = journal.Date(strings.TrimSpace(text))
			return nil
		})
	}
	return nil
}

func putElement(sg *journal.Suggestion, text string) error {
	var options []journal.Option
	for _, e := range journal.Elements() {
		options = append(options, journal.Option{Value: e, Label: e})
	}
	element, err := choice(options, text)
	sg.Element = element
	return err
}

// suggestionField takes one field of the entry at i, or nothing.
func (f *face) suggestionField(i int, put func(*journal.Suggestion, string) error) error {
	for {
		text, err := f.read()
		if err != nil || nothing(text) {
			return err
		}
		made := slices.Clone(f.s.Answer().Suggestions)
		err = put(&made[i], text)
		if err == nil {
			made[i], err = prompts.SuggestionsOf(prompts.Step{}).Check(made[i], f.Now())
		}
		if err != nil {
			f.complain(err)
			continue
		}
		f.setSuggestions(made)
		return nil
	}
}

// suggestionCommunity takes the community that the entry at i is for.
func (f *face) suggestionCommunity(i int) error {
	offered, before := f.s.Communities(), f.s.Answer().Suggestions
	f.say("Which community is it for? Press enter to skip it.")
	f.list(offered)
	for {
		text, err := f.read()
		if err != nil || nothing(text) {
			return err
		}
		c, err := named(offered, text)
		if err == nil {
			err = c.Check()
		}
		if err != nil {
			f.complain(err)
			continue
		}
		made := slices.Clone(before)
		ref := c.Ref()
		made[i].Community = &ref
		f.setSuggestions(made)
		added, err := f.confirmNew([]journal.Community{c})
		if err != nil || added {
			return err
		}
		f.setSuggestions(before)
		f.say("Then type another number or name, or press enter to skip it.")
	}
}

func (f *face) setSuggestions(sgs []journal.Suggestion) {
	f.set(journal.Value{Suggestions: sgs})
}
