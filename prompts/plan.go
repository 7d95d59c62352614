package prompts

import (
	"fmt"
	"slices"
	"strings"

	"kith/journal"
)

// Page is one thing to show: a step, at one community where it stands in a
// loop. The intro, the start of each round of a loop and the end of a sitting
// are pages too, of kind info and choose_one, so a face needs no word of them.
type Page struct {
	// Name is the page's place, stable while other pages come and go:
	// "difference", or "look[01kb...].works" in a loop.
	Name string
	// Step with its prompt and help filled in.
	Step Step
	// Loop is the key of the loop the page stands in, or "".
	Loop string
	// Community of the loop, or nil.
	Community *journal.CommunityRef

	pause   int // the sitting that this page stands before, or 0
	hidden  bool
	phantom bool // of a loop whose communities are not known: only counted
	subject *journal.CommunityRef
}

const (
	introName = "(intro)"
	stopHere  = "stop"
	goOn      = "go_on"
)

func (p Page) shown() bool { return !p.hidden && !p.phantom }

// scope is where a step stands: the top, or one round of a loop.
type scope struct {
	loop      *Step
	community *journal.CommunityRef // of the loop
	subject   *journal.CommunityRef // of the loop, or picked above
}

func (sc scope) name(key string) string {
	if sc.loop == nil {
		return key
	}
	return roundName(sc.loop.Key, sc.community.ID) + "." + key
}

func roundName(loop string, id journal.ID) string { return fmt.Sprintf("%s[%s]", loop, id) }

// plan lays out every page the activity could show under the answers so far.
func (s *Session) plan() []Page {
	pages := []Page{s.introPage()}
	sitting, subject := 1, (*journal.CommunityRef)(nil)
	for _, step := range s.activity.Steps {
		if step.Sitting > sitting {
			sitting = step.Sitting
			pages = append(pages, s.pausePage(sitting))
		}
		if step.Kind == journal.PerCommunity {
			pages = append(pages, s.rounds(step, subject)...)
			continue
		}
		pages = append(pages, s.stepPage(step, scope{subject: subject}))
		if step.Kind == journal.CommunityOne && !step.Multiple {
			subject = s.pick(step)
		}
	}
	return s.hideIdlePauses(pages)
}

func (s *Session) introPage() Page {
	return Page{Name: introName, hidden: s.activity.Intro == "", Step: Step{
		Kind: journal.Info, Prompt: s.activity.Title, Help: s.activity.Intro, Sitting: 1,
	}}
}

func (s *Session) pausePage(sitting int) Page {
	return Page{
		Name: fmt.Sprintf("(pause %d)", sitting), pause: sitting,
		hidden: s.draft.Sitting >= sitting,
		Step: Step{
			Kind: journal.ChooseOne, Sitting: sitting - 1,
			Prompt: "That is all for this sitting.",
			Help:   "The rest is meant for another day, once you have had time to share, read or talk. What you wrote goes into your journal now, and kith keeps your place.",
			Options: []Option{
				{Value: stopHere, Label: "Stop here and come back another day"},
				{Value: goOn, Label: "Go on now"},
			},
		},
	}
}

// hideIdlePauses drops the ends of sittings that nothing follows.
func (s *Session) hideIdlePauses(pages []Page) []Page {
	follows := false
	for i := len(pages) - 1; i >= 0; i-- {
		if pages[i].pause > 0 && !follows {
			pages[i].hidden = true
		}
		follows = follows || (pages[i].shown() && pages[i].pause == 0)
	}
	return pages
}

// rounds are the pages of a loop, a round for each community picked.
func (s *Session) rounds(loop Step, subject *journal.CommunityRef) []Page {
	outer := scope{subject: subject}
	over, _ := s.activity.Step(loop.Over)
	shown := s.isShown(loop, outer) && s.isShown(over, scope{})
	picks := s.draft.Answers[loop.Over].Communities
	if len(picks) == 0 {
		if s.draft.Answers[loop.Over].Declined {
			return nil
		}
		return s.phantoms(loop, !shown)
	}
	var pages []Page
	for _, c := range picks {
		ref := c.Ref()
		sc := scope{loop: &loop, community: &ref, subject: &ref}
		head := Page{Name: roundName(loop.Key, c.ID), Loop: loop.Key, Community: &ref, subject: &ref, hidden: !shown}
		head.Step = s.filled(Step{Kind: journal.Info, Prompt: loop.Prompt, Help: loop.Help, Sitting: loop.Sitting}, sc)
		pages = append(pages, head)
		for _, step := range loop.Steps {
			step.Sitting = loop.Sitting
			p := s.stepPage(step, sc)
			p.hidden = p.hidden || !shown
			pages = append(pages, p)
		}
	}
	return pages
}

// phantoms stand for one round of a loop whose communities are not known yet.
func (s *Session) phantoms(loop Step, hidden bool) []Page {
	ref := journal.CommunityRef{Name: "..."}
	sc := scope{loop: &loop, community: &ref, subject: &ref}
	pages := []Page{{phantom: true, hidden: hidden, Step: Step{Sitting: loop.Sitting}}}
	for _, step := range loop.Steps {
		pages = append(pages, Page{
			phantom: true, hidden: hidden || !s.isShown(step, sc), Step: Step{Sitting: loop.Sitting},
		})
	}
	return pages
}

func (s *Session) stepPage(step Step, sc scope) Page {
	p := Page{
		Name: sc.name(step.Key), Step: s.filled(step, sc),
		Community: sc.community, subject: sc.subject, hidden: !s.isShown(step, sc),
	}
	if sc.loop != nil {
		p.Loop = sc.loop.Key
	}
	return p
}

// pick is the community chosen at a step that allows one.
func (s *Session) pick(step Step) *journal.CommunityRef {
	v, shown := s.said(step.Key, scope{})
	if !shown || len(v.Communities) == 0 {
		return nil
	}
	ref := v.Communities[0].Ref()
	return &ref
}

// isShown reports whether a step is asked under the answers so far.
func (s *Session) isShown(step Step, sc scope) bool {
	if step.Full && !s.draft.Full {
		return false
	}
	if step.When != nil && !s.holds(*step.When, sc) {
		return false
	}
	return step.Kind != journal.Info || s.hasSomethingToSay(step, sc)
}

// said is the answer of the step a condition names, looked for among the
// loop's own keys first, and whether that step is shown. A step that is not
// shown has no answer.
func (s *Session) said(key string, sc scope) (journal.Value, bool) {
	if sc.loop != nil {
		if i := slices.IndexFunc(sc.loop.Steps, func(st Step) bool { return st.Key == key }); i >= 0 {
			if !s.isShown(sc.loop.Steps[i], sc) {
				return journal.Value{}, false
			}
			return s.draft.Answers[sc.name(key)], true
		}
	}
	step, ok := s.activity.Step(key)
	if !ok || !s.isShown(step, scope{}) {
		return journal.Value{}, false
	}
	return s.draft.Answers[key], true
}

// holds evaluates a condition.
func (s *Session) holds(c Condition, sc scope) bool {
	v, shown := s.said(c.Key, sc)
	switch c.Op {
	case Shown:
		return shown
	case Answered:
		return v.Said() && !v.Declined
	case Unanswered:
		return !v.Said() || v.Declined
	case Eq:
		return equals(v, c.Value)
	case Ne:
		return !equals(v, c.Value)
	case In:
		return isAmong(v, c.Value)
	case NotIn:
		return !isAmong(v, c.Value)
	case Gte:
		return compare(v, c.Value, func(order int) bool { return order >= 0 })
	case Lte:
		return compare(v, c.Value, func(order int) bool { return order <= 0 })
	}
	return false
}

func isAmong(v journal.Value, list any) bool {
	values, _ := list.([]any)
	return slices.ContainsFunc(values, func(w any) bool { return equals(v, w) })
}

// equals compares an answer with a value of the file. Of several choices, one
// that fits is enough.
func equals(v journal.Value, want any) bool {
	switch w := want.(type) {
	case string:
		return slices.Contains(v.Choices, w) || (len(v.Choices) == 0 && v.Text != "" && v.Text == w)
	case float64:
		return v.Number != nil && *v.Number == w
	case bool:
		return v.Yes != nil && *v.Yes == w
	}
	return false
}

// compare orders a rating, a number or a date against a value of the file.
func compare(v journal.Value, want any, ok func(int) bool) bool {
	switch w := want.(type) {
	case float64:
		if v.Number == nil {
			return false
		}
		switch {
		case *v.Number < w:
			return ok(-1)
		case *v.Number > w:
			return ok(1)
		}
		return ok(0)
	case string:
		return v.Text != "" && ok(strings.Compare(v.Text, w))
	}
	return false
}
