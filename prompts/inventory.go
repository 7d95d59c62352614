package prompts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// An inventory is asked on up to three pages: which of the communities in the
// journal still hold, the names of others, and then what else the step wants to
// know of those that it lists. They share one answer, which is kept under the name
// of the page in the middle. Session.Answer and Session.Set are about the page's
// own part of it: those that are ticked, all that are listed, and those that more is
// asked of.

// Known reports the page on which the communities of the journal are ticked that
// still hold: Session.Offered.
func (p Page) Known() bool { return p.of != "" && !p.details }

// Details reports the page that asks what else there is to say of those listed.
func (p Page) Details() bool { return p.details }

// keeps is the name that the page's answer is kept under.
func (p Page) keeps() string { return cmp.Or(p.of, p.Name) }

// inventory lays out the pages of an inventory. A form of kith's own adds to what
// the journal knows, and does not ask what of that still holds.
func (p *planner) inventory(names Page) []Page {
	part := func(suffix, prompt, help string) Page {
		page := names
		page.of, page.Name = names.Name, names.Name+suffix
		page.Step = Step{
			Key: page.Name, Kind: journal.Inventory, Prompt: prompt, Help: help, Fields: names.Step.Fields,
			Private: names.Step.Private, Sitting: names.Step.Sitting,
		}
		return page
	}
	var pages []Page
	if p.activity.ID != "" {
		known := part(" (known)", "Which of these do you still belong to?", "You named them before. One that you leave out stays in your journal.")
		known.Step.MaxItems = names.Step.MaxItems
		if known.hidden == notHidden && len(p.Offered()) == 0 {
			known.hidden = nothingToSay
		}
		pages = append(pages, known)
	}
	var each []string
	for _, f := range inventoryOf(names.Step).Fields[1:] {
		each = append(each, f.each)
	}
	details := part(" (details)", fmt.Sprintf("If you like, say of each %s.", text.List(each, "and")), "Or another day, with kith community edit.")
	details.details = true
	if details.hidden == notHidden && !slices.ContainsFunc(p.draft.Answers[names.Name].Communities, p.lacks(details.Step)) {
		details.hidden, details.hangsOn = notNow, names.Name
	}
	if pages = append(pages, names); each != nil {
		pages = append(pages, details)
	}
	return pages
}

// Lacking is how more is asked of a community on the current page: what the journal
// says of it is not asked again. What is said in this run can be changed.
func (s *Session) Lacking(c journal.Community) Entries[journal.Community] {
	return s.lacking(s.Page().Step, c)
}

func (s *Session) lacking(step Step, c journal.Community) Entries[journal.Community] {
	known, ok := byID(s.env.Communities, c.ID)
	if !ok {
		known, _ = CommunityNamed(s.env.Communities, c.Name)
	}
	e := inventoryOf(step)
	e.Fields = slices.DeleteFunc(e.Fields, func(f Field[journal.Community]) bool {
		return f.Name != e.all[0].Name && strings.TrimSpace(f.Text(known)) != ""
	})
	return e
}

// lacks reports a community that a step has more to ask of.
func (s *Session) lacks(step Step) func(journal.Community) bool {
	return func(c journal.Community) bool { return len(s.lacking(step, c).Fields) > 1 }
}

// Offered are the communities in the journal that are current, to be ticked.
func (s *Session) Offered() []journal.Community {
	return slices.DeleteFunc(slices.Clone(s.env.Communities), func(c journal.Community) bool { return !c.Archived.IsZero() })
}

// offer ticks all that are offered on a page which is reached for the first time.
// What was struck off in this run stays so.
func (s *Session) offer() {
	p := s.Page()
	whole := s.draft.Answers[p.keeps()]
	if !p.Known() || !whole.Empty() || whole.Half != nil {
		return
	}
	for _, c := range s.Offered() {
		if _, struck := byID(s.draft.Answers[struckName].Communities, c.ID); !struck {
			whole.Communities = append(whole.Communities, journal.Community{ID: c.ID, Name: c.Name})
		}
	}
	if most := p.Step.MaxItems; most == 0 || len(whole.Communities) <= most {
		s.store(p.of, whole)
	}
}

// partOf is what of the whole answer of an inventory the page is about.
func (s *Session) partOf(p Page, whole journal.Value) journal.Value {
	is := s.lacks(p.Step)
	if p.Known() {
		is = s.isOffered
	}
	var part journal.Value
	for _, c := range whole.Communities {
		if is(c) {
			part.Communities = append(part.Communities, c)
		}
	}
	return part
}

func (s *Session) isOffered(c journal.Community) bool {
	return slices.ContainsFunc(s.env.Communities, func(o journal.Community) bool { return o.Archived.IsZero() && Same(o, c) })
}

// withPart is the whole answer of an inventory with what was said to its part. Those
// ticked come first, in the order in which they are offered; of what more is said,
// only that changes.
func (s *Session) withPart(p Page, whole, part journal.Value) journal.Value {
	in := func(list []journal.Community, c journal.Community) int {
		return slices.IndexFunc(list, func(l journal.Community) bool { return Same(l, c) })
	}
	var all []journal.Community
	if p.Known() {
		for _, o := range s.Offered() {
			if in(part.Communities, o) < 0 {
				continue
			}
			c := journal.Community{ID: o.ID, Name: o.Name}
			if i := in(whole.Communities, o); i >= 0 {
				c = whole.Communities[i]
			} else if back, struck := byID(s.draft.Answers[struckName].Communities, o.ID); struck {
				c = back // with what was said of it
			}
			all = append(all, c)
		}
	}
	for _, c := range whole.Communities {
		i := in(part.Communities, c)
		switch {
		case p.Known() && s.isOffered(c):
			continue
		case p.Details() && i >= 0:
			said := part.Communities[i]
			said.ID, said.Name = c.ID, c.Name
			c = said
		}
		all = append(all, c)
	}
	half := whole.Half
	if half != nil { // a change to one goes where that has gone, and one more stays the last
		moved := journal.Half{At: len(all), Thing: half.Thing}
		if half.At < len(whole.Communities) {
			if i := in(all, whole.Communities[half.At]); i >= 0 {
				moved.At = i
			}
		}
		half = &moved
	}
	return journal.Value{Communities: all, Half: half}
}
