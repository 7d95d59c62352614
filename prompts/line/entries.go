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

// askEntries takes things one after another until an empty line: what each is,
// then what else the step wants to know of it. Each is in the draft from what it
// is on, so that nothing typed can be lost. meet, if there is one, keeps a new
// thing and says by which name it goes, "" for none.
func askEntries[T any](f *face, e prompts.Entries[T], meet func(name string, keep func()) (string, error), next string) error {
	for {
		typed, err := f.read()
		listed := e.Of(f.s.Answer())
		switch {
		case err != nil || strings.TrimSpace(typed) == "":
			return err
		case strings.TrimSpace(typed) == declined && len(listed) > 0:
			f.say("The list has entries. To say nothing here, type /clear first.")
			continue
		case strings.TrimSpace(typed) == declined:
			f.set(journal.Value{Declined: true})
			return nil
		}
		thing, err := e.Check(e.Named(typed), f.Now())
		if err != nil {
			f.complain(err)
			continue
		}
		keep := func(thing T) { f.set(e.Value(append(listed[:len(listed):len(listed)], thing))) }
		if meet != nil {
			name, err := meet(e.Name(thing), func() { keep(thing) })
			if err != nil {
				return err
			}
			if name == "" {
				f.set(e.Value(listed))
				continue
			}
			thing = e.Named(name)
		}
		keep(thing)
		for _, field := range e.Fields[1:] {
			if thing, err = askField(f, e, field, thing, keep); err != nil {
				return err
			}
		}
		f.say(next)
	}
}

// askKnown takes which of the communities in the journal still hold.
func (f *face) askKnown() error {
	offered := f.s.Offered()
	return f.askLine(prompts.Step{}, func(_ prompts.Step, typed string) (v journal.Value, err error) {
		switch text.Fold(typed) {
		case "all":
			v.Communities = offered
		case "none":
		default:
			v.Communities, err = readListed(offered, typed, "type numbers from 1 to %d; new names are asked for next")
		}
		return v, err
	})
}

// askDetails asks what else there is to say of those that are picked, until an empty
// line.
func (f *face) askDetails() error {
	for {
		typed, err := f.read()
		if err != nil || strings.TrimSpace(typed) == "" {
			return err
		}
		listed := f.s.Answer().Communities
		picks, err := readListed(listed, typed, "type a number from 1 to %d, or press enter to go on")
		if err != nil {
			f.complain(err)
			continue
		}
		for _, pick := range picks {
			i := slices.IndexFunc(listed, func(c journal.Community) bool { return c.ID == pick.ID })
			e := f.s.Lacking(pick)
			f.say(text.Line(e.Line(listed[i])))
			for _, field := range e.Fields[1:] {
				listed[i], err = askField(f, e, field, listed[i], func(c journal.Community) {
					f.set(e.Value([]journal.Community{c}))
				})
				if err != nil {
					return err
				}
			}
		}
		f.say("Another number, or press enter to go on.")
	}
}

// askField asks one field of a thing, and keeps the thing with it.
func askField[T any](f *face, e prompts.Entries[T], field prompts.Field[T], thing T, keep func(T)) (T, error) {
	question := text.Sentence(field.Question)
	if field.Choices != nil {
		var numbered []string
		for i, c := range field.Choices {
			numbered = append(numbered, fmt.Sprintf("%d %s", i+1, c))
		}
		question += " " + strings.Join(numbered, ", ") + map[bool]string{
			true: ". Numbers or words of your own, with commas between.", false: ". A number or word.",
		}[field.Many]
	}
	enter := " Press enter to skip it."
	if field.Text(thing) != "" {
		enter = " Press enter to leave it, or type - to take it back."
	}
	f.say(question + enter)
	var offered []journal.Community
	if field.Picks {
		offered = f.s.Communities()
		f.list(offered)
	}
	for {
		typed, err := f.read()
		if err != nil {
			return thing, err
		}
		words, err := field.Read(typed)
		if err == nil && words == nil {
			if strings.TrimSpace(typed) == declined && field.Text(thing) != "" {
				field.Put(&thing, nil)
				keep(thing)
			}
			return thing, nil
		}
		isNew := false
		if err == nil && field.Picks {
			var c journal.Community
			c, isNew, err = named(offered, typed)
			words = []string{c.Name}
		}
		filled := thing
		if err == nil {
			field.Put(&filled, words)
			filled, err = e.Check(filled, f.Now())
		}
		if err != nil {
			f.complain(err)
			continue
		}
		keep(filled)
		if !isNew {
			return filled, nil
		}
		if add, err := f.addNew(words[0]); err != nil || add {
			return filled, err
		}
		keep(thing)
		f.say("Then type another number or name, or press enter to skip it.")
	}
}

// meet keeps a community that is to be added to the list, and asks whether it is
// one that is known by the name, or by one near it. It goes by no name where it
// is on the list already, or where the name is another's.
func (f *face) meet(name string, keep func()) (string, error) {
	listed, known := f.s.Answer().Communities, f.s.Communities()
	if f.isListed(listed, name) {
		return "", nil
	}
	if n, err := strconv.Atoi(strings.TrimSpace(name)); err == nil && n >= 1 && n <= len(listed) {
		f.say(fmt.Sprintf("Number %d is %s, which is on the list. /remove %d takes it off.", n, text.Line(listed[n-1].Name), n))
		return "", nil
	}
	keep()
	twin, sure, found := prompts.Twin(name, known)
	if !found {
		return name, nil
	}
	question := fmt.Sprintf("Is that the same as %s, which is there already?", text.Line(twin.Name))
	if sure {
		question = text.Line(twin.Name) + " is in your journal already. Is this the same one?"
	}
	same, err := f.yes(question, sure)
	switch {
	case err != nil:
		return "", err
	case same && f.isListed(listed, twin.Name):
		return "", nil
	case same:
		return twin.Name, nil
	case sure:
		f.say("Then give this one a name that tells them apart.")
		return "", nil
	}
	return name, nil
}

// isListed says where a name stands on the list, if it does.
func (f *face) isListed(listed []journal.Community, name string) bool {
	for i, c := range listed {
		if _, is := prompts.CommunityNamed(listed[i:i+1], name); is {
			f.say(fmt.Sprintf("%s is number %d on the list.", text.Line(c.Name), i+1))
			return true
		}
	}
	return false
}
