package line

import (
	"fmt"
	"slices"
	"strconv"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// listUnread shows the pages that can be picked by number.
func (f *face) listUnread() {
	for i, c := range f.s.Unread() {
		if i == mostShown {
			f.say(fmt.Sprintf("And %d more, which can be typed by title.", len(f.s.Unread())-i))
			return
		}
		f.say(fmt.Sprintf("%d. %s", i+1, text.Line(c.Line())))
	}
}

// readRead reads the numbers of pages, or one by its title.
func (f *face) readRead(_ prompts.Step, typed string) (journal.Value, error) {
	offered := f.s.Unread()
	for _, c := range offered {
		if text.Fold(c.Title) == text.Fold(typed) {
			return journal.Value{Contributions: []journal.ContributionRef{c.Ref()}}, nil
		}
	}
	var v journal.Value
	for _, word := range wordsOf(typed) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(offered) {
			return v, invalid("%s is not one of the numbers 1 to %d", quoted(text.Line(word)), len(offered))
		}
		if ref := offered[n-1].Ref(); !slices.Contains(v.Contributions, ref) {
			v.Contributions = append(v.Contributions, ref)
		}
	}
	return v, nil
}

// open shows a page of somebody else's, which then counts as read.
func (f *face) open(n int) {
	offered := f.s.Unread()
	if n < 1 || n > len(offered) {
		f.say("There is no page of that number. Type /read and a number from the list.")
		return
	}
	c, err := f.s.Contribution(offered[n-1].ID)
	if err != nil {
		f.complain(err)
		return
	}
	f.say("")
	f.say(c.Line())
	f.say("")
	f.say(c.Text)
	if v := f.s.Answer(); !slices.Contains(v.Contributions, offered[n-1].Ref()) {
		v.Declined = false
		v.Contributions = append(slices.Clip(v.Contributions), offered[n-1].Ref())
		f.set(v)
	}
}

// askOutcomes asks of each suggestion that is due what came of it. Just enter leaves
// one as it is, and what was said so far is in the draft.
func (f *face) askOutcomes(step prompts.Step) error {
	e := prompts.OutcomesOf(step)
	due := f.s.Due()
	for i := range due {
		line := due[i].Line()
		if due[i].State != "" {
			line = due[i].OutcomeLine()
		}
		f.say(fmt.Sprintf("%d of %d: %s", i+1, len(due), text.Line(line)))
		keep := func(sg journal.Suggestion) {
			due[i] = sg
			var said []journal.Suggestion
			for _, sg := range due {
				if sg.State != "" {
					said = append(said, sg)
				}
			}
			f.set(e.Value(said))
		}
		for _, field := range e.Fields[1:] {
			if field.Name == "outcome" || due[i].State != "" && (field.Name != "try_by" || due[i].State == journal.SuggestionOpen) {
				if _, err := askField(f, e, field, due[i], keep); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
