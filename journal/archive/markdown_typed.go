package archive

import (
	"slices"

	"kith/journal"
)

// Asked is what an activity asks, as far as reading a file of its answers needs to know.
type Asked interface {
	// Asking are the answers that a prompt may have had, without what was said: each
	// with its key, its loop and its kind. The prompt is as it was shown, and community
	// that of the round it was shown in, "" for none.
	Asking(prompt, community string) []journal.Answer
	// Options are what the step of an answer gives to choose from and, of a rating, the
	// words for "1" to "5".
	Options(journal.Answer) []journal.Option
}

// answers are those of a file that is read alone, by the steps of its activity. It is
// false where one of them does not read as it would be written.
func (m ParsedMarkdown) answers(r journal.Reflection, asked Asked) (all []journal.Answer, ok bool) {
	if asked == nil {
		return nil, false
	}
	known := Known{
		Now: r.Created, Options: asked.Options,
		Community: func(name string) (journal.CommunityRef, bool) { return journal.CommunityRef{Name: name}, true },
	}
	for s, loop := range m.prompts() {
		found, about := false, ""
		if loop != nil {
			about = loop.Name
		}
		for _, a := range asked.Asking(unplain(s.text), about) {
			a.Prompt, a.Community, a.Private = unplain(s.text), loop, s.private
			if slices.ContainsFunc(all, func(b journal.Answer) bool {
				return b.Key == a.Key && b.Loop == a.Loop && (loop == nil || *b.Community == *loop)
			}) {
				continue
			}
			if a, found = known.exactly(a, s); found {
				all = append(all, a)
				break
			}
		}
		if !found {
			return nil, false
		}
	}
	return all, true
}

// exactly reads what stands below a prompt as an answer, which is written so again.
func (k Known) exactly(a journal.Answer, s section) (journal.Answer, bool) {
	is := func(said journal.Answer) bool { return written(said) == raw(s.body) }
	said, _ := k.read(a, s) // where it is a mistake, it is not written so
	if is(said) {
		return said, true
	}
	said = a
	switch a.Kind {
	case journal.LongText, journal.ShortText, journal.Info:
		said.Value = journal.TextValue(textOf(s.body, false))
	case journal.Number: // its unit, too
		number := numberIn(raw(s.body))
		said.Value, said.Labels = number.Value, number.Labels
	case journal.ReadKind:
		items, _ := readItems(s.body, s.from)
		for _, it := range items {
			said.Value.Contributions = append(said.Value.Contributions, journal.ContributionRef{Title: it.name})
		}
	case journal.OutcomesKind:
		for _, b := range likely(s.body) {
			if b.Kind == a.Kind {
				said.Value = b.Value
			}
		}
	}
	return said, is(said)
}
