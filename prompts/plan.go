package prompts

import (
	"fmt"

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
	hidden  hiding
	phantom bool // of a loop whose communities are not known: only counted
	subject *journal.CommunityRef
}

const (
	introName = "(intro)"
	stopHere  = "stop"
	goOn      = "go_on"
)

func (p Page) shown() bool { return p.hidden == notHidden && !p.phantom }

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

// hiding is why a page is not shown.
type hiding int

const (
	notHidden    hiding = iota
	notFull             // it is asked only with --full
	notNow              // its condition does not hold
	nothingToSay        // its placeholder is empty
	notLooped           // its loop is not shown, or what the loop runs over is not
	passed              // the end of a sitting that is behind, or has nothing after it
)

// planner lays out every page the activity could show under the answers so far.
// What hangs on what came before it: each page is settled once, in order.
type planner struct {
	*Session
	pages   []Page
	shown   map[string]bool       // pages laid out, and loops, by name
	subject *journal.CommunityRef // picked at the top, so far
}

func (s *Session) plan() []Page {
	p := &planner{Session: s, pages: []Page{s.introPage()}, shown: map[string]bool{}}
	sitting := 1
	for _, step := range s.activity.Steps {
		if step.Sitting > sitting {
			sitting = step.Sitting
			p.pages = append(p.pages, s.pausePage(sitting))
		}
		if step.Kind == journal.PerCommunity {
			p.loop(step)
			continue
		}
		p.step(step, scope{subject: p.subject}, notHidden)
		if step.picksOne() {
			p.subject = nil
			if picks := p.draft.Answers[step.Key].Communities; p.shown[step.Key] && len(picks) > 0 {
				ref := picks[0].Ref()
				p.subject = &ref
			}
		}
	}
	return hideIdlePauses(p.pages)
}

func (s *Session) introPage() Page {
	p := Page{Name: introName, Step: Step{
		Kind: journal.Info, Prompt: s.activity.Title, Help: s.activity.Intro, Sitting: 1,
	}}
	if s.activity.Intro == "" {
		p.hidden = nothingToSay
	}
	return p
}

func (s *Session) pausePage(sitting int) Page {
	p := Page{
		Name: pauseName(sitting), pause: sitting,
		Step: Step{
			Kind: journal.ChooseOne, Sitting: sitting - 1,
			Prompt: "That is all for this sitting.",
			Help:   "The rest is meant for another day, once you have had time to share, read or talk. What you wrote goes into your journal now, and kith keeps your place.",
			Options: []journal.Option{
				{Value: stopHere, Label: "Stop here and come back another day"},
				{Value: goOn, Label: "Go on now"},
			},
		},
	}
	if s.draft.Sitting >= sitting {
		p.hidden = passed
	}
	return p
}

func pauseName(sitting int) string { return fmt.Sprintf("(pause %d)", sitting) }

// hideIdlePauses drops the ends of sittings that no page follows before the next.
func hideIdlePauses(pages []Page) []Page {
	follows := false
	for i := len(pages) - 1; i >= 0; i-- {
		if pages[i].pause == 0 {
			follows = follows || pages[i].shown()
			continue
		}
		if !follows {
			pages[i].hidden = passed
		}
		follows = false
	}
	return pages
}

// loop lays out a round of pages for each community picked.
func (p *planner) loop(loop Step) {
	hidden := p.hides(loop, scope{subject: p.subject})
	p.shown[loop.Key] = hidden == notHidden
	if !p.shown[loop.Key] || !p.shown[loop.Over] {
		hidden = notLooped
	}
	said := p.draft.Answers[loop.Over]
	if len(said.Communities) == 0 {
		if !said.Declined && p.isAhead(loop.Over) {
			p.phantoms(loop, hidden)
		}
		return
	}
	seen := map[journal.ID]bool{}
	for _, c := range said.Communities {
		if c.ID == "" { // it is only being named
			p.phantoms(loop, hidden)
		} else if !seen[c.ID] {
			seen[c.ID] = true
			p.round(loop, c.Ref(), hidden)
		}
	}
}

func (p *planner) round(loop Step, ref journal.CommunityRef, hidden hiding) {
	sc := scope{loop: &loop, community: &ref, subject: &ref}
	head := Page{Name: roundName(loop.Key, ref.ID), Loop: loop.Key, Community: &ref, subject: &ref, hidden: hidden}
	head.Step, _ = p.filled(Step{Kind: journal.Info, Prompt: loop.Prompt, Help: loop.Help, Sitting: loop.Sitting}, sc)
	p.pages = append(p.pages, head)
	for _, step := range loop.Steps {
		step.Sitting = loop.Sitting
		p.step(step, sc, hidden)
	}
}

// isAhead reports that the person has not been past the page yet.
func (p *planner) isAhead(name string) bool {
	for _, page := range p.pages {
		if page.Name == p.draft.Place {
			return true
		}
		if page.Name == name {
			return false
		}
	}
	return false
}

// phantoms stand for one round of a loop whose communities are not known yet.
func (p *planner) phantoms(loop Step, hidden hiding) {
	ref := journal.CommunityRef{Name: "..."}
	before := len(p.pages)
	p.round(loop, ref, hidden)
	for i := range p.pages[before:] {
		p.pages[before+i].phantom = true
	}
}

// step lays out one page; hidden is why its loop is, if it is.
func (p *planner) step(step Step, sc scope, hidden hiding) {
	if hidden == notHidden {
		hidden = p.hides(step, sc)
	}
	name := sc.name(step.Key)
	page := Page{Name: name, Community: sc.community, subject: sc.subject, hidden: hidden}
	if sc.loop != nil {
		page.Loop = sc.loop.Key
	}
	says := false
	if page.Step, says = p.filled(step, sc); !says && hidden == notHidden && step.Kind == journal.Info {
		page.hidden = nothingToSay
	}
	p.shown[name] = page.hidden == notHidden
	p.pages = append(p.pages, page)
}

// hides says whether, and why, a step is not asked under the answers so far.
func (p *planner) hides(step Step, sc scope) hiding {
	if step.Full && !p.draft.Full {
		return notFull
	}
	if step.When == nil {
		return notHidden
	}
	// The step that is asked about is looked for among the loop's own first. One
	// that is not shown has no answer.
	name := step.When.Key
	if sc.loop != nil && stepAt(sc.loop.Steps, name) >= 0 {
		name = sc.name(name)
	}
	var said journal.Value
	if p.shown[name] {
		said = p.draft.Answers[name]
	}
	if !step.When.holds(said, p.shown[name]) {
		return notNow
	}
	return notHidden
}
