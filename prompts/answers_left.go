package prompts

import (
	"fmt"
	"slices"
	"strings"

	"kith/journal"
)

// left reports the answers that nothing asked for.
func (w *walk) left() {
	for _, g := range sortedGiven(w.given) {
		if w.met[g.path] {
			continue
		}
		if p, ok := w.pageAt(g.step.Key, "", nil); ok {
			w.notAsked(g.path, p)
		}
	}
	for _, r := range w.rounds {
		w.leftOf(r)
	}
}

func sortedGiven(m map[string]given) []given {
	var out []given
	for _, g := range m {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b given) int { return strings.Compare(a.path, b.path) })
	return out
}

// leftOf reports the answers of one round of a loop that nothing asked for.
func (w *walk) leftOf(r round) {
	loop, _ := w.activity.Step(r.loop)
	ref, picked := w.picked(loop, r.community)
	switch {
	case len(r.given) == 0:
		return // a table left as the form has it
	case !picked && w.refused[loop.Over]:
		return // who is in there is what is wrong
	case !picked:
		w.notPicked(r, loop)
		return
	}
	for _, g := range sortedGiven(r.given) {
		p, ok := w.pageAt(g.step.Key, r.loop, &ref)
		switch {
		case !ok || w.met[g.path]:
		case p.shown():
			w.problem(r.path, "%q is there twice, by another of its names", clipped(ref.Name, 60))
			return
		default:
			w.notAsked(g.path, p)
		}
	}
}

func (w *walk) picked(loop Step, name string) (journal.CommunityRef, bool) {
	for _, c := range w.session.draft.Answers[loop.Over].Communities {
		if w.isCommunity(name, c.Ref()) {
			return c.Ref(), true
		}
	}
	return journal.CommunityRef{}, false
}

func (w *walk) notPicked(r round, loop Step) {
	over := w.session.draft.Answers[loop.Over]
	if p, ok := w.pageAt(loop.Over, "", nil); ok && !p.shown() {
		w.notAsked(r.path, p)
		return
	}
	var names []string
	for _, c := range over.Communities {
		names = append(names, c.Name)
	}
	w.problem(r.path, "%q is not among the communities of %s%s", clipped(r.community, 60), shown(loop.Over), didYouMean(nearest(r.community, names)))
}

// pageAt finds a page of the plan, whether it is shown or not.
func (w *walk) pageAt(key, loop string, community *journal.CommunityRef) (Page, bool) {
	for _, p := range w.session.pages {
		if p.Step.Key == key && p.Loop == loop && (community == nil || p.Community != nil && p.Community.ID == community.ID) {
			return p, true
		}
	}
	return Page{}, false
}

// notAsked says why a page is not shown, unless that is only because of an
// answer that was refused before it.
func (w *walk) notAsked(path string, p Page) {
	switch {
	case p.shown():
		return
	case p.hidden == notFull:
		w.problem(path, "is asked only with --full")
		return
	}
	if why, ok := w.why(p); ok {
		w.problem(path, "is not asked, because %s", why)
	}
}

// why is the reason a page is hidden; ok is false when it hangs on an answer
// that was refused.
func (w *walk) why(p Page) (reason string, ok bool) {
	switch p.hidden {
	case notFull:
		return "it is asked only with --full", true
	case notNow:
		return w.whyNotNow(p.Step, p)
	case notLooped:
		return w.whyNotLooped(p.Loop)
	}
	return "it has nothing to show", true
}

// whyNotLooped is why a loop is not gone through.
func (w *walk) whyNotLooped(key string) (reason string, ok bool) {
	loop, _ := w.activity.Step(key)
	over, _ := w.pageAt(loop.Over, "", nil)
	switch {
	case loop.Full && !w.session.draft.Full:
		return loop.Key + " is asked only with --full", true
	case !over.shown():
		_, ok := w.why(over)
		return loop.Over + " is not asked", ok
	}
	return w.whyNotNow(loop, Page{})
}

// whyNotNow is why the condition of a step does not hold.
func (w *walk) whyNotNow(step Step, p Page) (reason string, ok bool) {
	c := *step.When
	asked, found := w.pageAt(c.Key, p.Loop, p.Community)
	if !found {
		asked, _ = w.pageAt(c.Key, "", nil)
	}
	said := answerWords(w.session.draft.Answers[asked.Name])
	if !asked.shown() {
		if _, ok := w.why(asked); !ok {
			return "", false
		}
		said = "not asked"
	}
	if c.Op == Shown {
		said = "not shown"
	}
	reason = fmt.Sprintf("%s is %s (asked when %s)", c.Key, said, c.words(c.Key, plainValue))
	return reason, !w.refused[asked.Name]
}
