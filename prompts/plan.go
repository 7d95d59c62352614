package prompts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kith/journal"
)

// Page is one thing to show: a step, at one community where it stands in a
// loop, or a part of an inventory (inventory.go). The intro, the start of each round
// of a loop and the end of a sitting are pages too, of kind info and choose_one; at
// the end of a sitting a face shows Session.Steps above the choice.
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

	of      string // the page of the inventory that it is a part of, or "" (inventory.go)
	details bool   // that part is what else there is to say of those listed
	ends    bool   // a sitting
	pause   int    // the sitting that this end of one stands before, or 0
	hidden  hiding
	hangsOn string                // the page whose answer decides whether it is asked, or ""
	reads   bool                  // it shows a reading, which is kept as it was shown
	phantom bool                  // of a loop whose communities are not known: only counted
	subject *journal.CommunityRef // whom it is about: the loop's, or the one picked above
}

const (
	introName = "(intro)"
	endName   = "(end)"
)

// The options at the end of a sitting.
const (
	Finish   = "finish"
	StopHere = "stop"
	GoOn     = "go_on"
)

// Ends reports the end of a sitting.
func (p Page) Ends() bool { return p.ends }

func (p Page) shown() bool { return p.hidden == notHidden && !p.phantom }

// hiding is why a page is not shown.
type hiding int

const (
	notHidden    hiding = iota
	notFull             // it is asked only with --full
	notNow              // its condition does not hold
	nothingToSay        // its placeholder is empty, or there is nothing to ask about
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
	intro := Page{Name: introName, Step: Step{
		Kind: journal.Info, Prompt: s.activity.Title, Help: s.activity.Intro, Sitting: 1,
	}}
	if s.activity.Intro == "" {
		intro.hidden = nothingToSay
	}
	p := &planner{Session: s, pages: []Page{intro}, shown: map[string]bool{}}
	sitting := 1
	for _, step := range s.activity.Steps {
		if s.draft.Change != nil && step.Sitting > s.draft.Sitting {
			break // no part of what is changed
		}
		if step.Sitting > sitting {
			sitting = step.Sitting
			p.pages = append(p.pages, s.pausePage(sitting))
		}
		if step.Kind == journal.PerCommunity {
			p.loop(step)
			continue
		}
		p.step(step, Page{subject: p.subject}, nil)
		if step.picksOne() {
			p.subject = nil
			if picks := p.draft.Answers[step.Key].Communities; p.shown[step.Key] && len(picks) > 0 {
				ref := picks[0].Ref()
				p.subject = &ref
			}
		}
	}
	// The end of a sitting that no page follows before the next is none.
	follows, last := false, sitting
	for i := len(p.pages) - 1; i >= 0; i-- {
		page := &p.pages[i]
		if !page.ends {
			follows = follows || page.shown()
			continue
		}
		if !follows {
			page.hidden, last = passed, page.Step.Sitting
		}
		follows = false
	}
	if s.activity.ID != "" { // a form of kith's own is over with its last step
		end := endPage(last)
		if s.draft.Change != nil && slices.ContainsFunc(s.draft.Change.Answers, func(a journal.Answer) bool { return kindOf(a.Kind).aside }) {
			end.Step.Help += " Which pages you read, and what came of suggestions, stays as you said it then."
		}
		p.pages = append(p.pages, end)
	}
	return p.pages
}

// endPage is the end of the last sitting.
func endPage(sitting int) Page {
	return Page{Name: endName, ends: true, Step: Step{
		Kind: journal.ChooseOne, Sitting: sitting,
		Prompt:  "Before you finish",
		Help:    "Open any step again, or finish.",
		Options: []journal.Option{{Value: Finish, Label: "Finish, and keep it in the journal"}},
	}}
}

func (s *Session) pausePage(sitting int) Page {
	p := Page{
		Name: fmt.Sprintf("(pause %d)", sitting), ends: true, pause: sitting,
		Step: Step{
			Kind: journal.ChooseOne, Sitting: sitting - 1,
			Prompt: "That is all for this sitting.",
			Help:   "The rest is for another day, once you have shared, read or talked. What you wrote goes into your journal now, and kith keeps your place.",
			Options: []journal.Option{
				{Value: StopHere, Label: "Stop here and come back another day"},
				{Value: GoOn, Label: "Go on now"},
			},
		},
	}
	if s.draft.Sitting >= sitting {
		p.hidden = passed
	}
	return p
}

// likelyRounds is how many communities somebody looks at in one run, as a rule:
// what the count of the steps goes by until they are picked.
const likelyRounds = 2

// loop lays out a round of pages for each community picked. Until the page that
// picks is left, there are as many rounds as are likely, of which those over
// nothing, or over what is only being named, are not shown.
func (p *planner) loop(loop Step) {
	hidden, _ := p.hides(loop, "", nil)
	p.shown[loop.Key] = hidden == notHidden
	if hidden != notHidden || !p.shown[loop.Over] {
		hidden = notLooped
	}
	said := p.draft.Answers[loop.Over]
	picked := slices.Clone(said.Communities)
	if over := stepAt(p.activity.Steps, loop.Over); !said.Declined && !p.passed(loop.Over) {
		likely := likelyRounds
		if p.activity.Steps[over].picksOne() || p.activity.Steps[over].MaxItems == 1 {
			likely = 1
		}
		for len(picked) < likely {
			picked = append(picked, journal.Community{Name: "..."})
		}
	}
	seen := map[journal.ID]bool{}
	for i, c := range picked {
		if seen[c.ID] && c.ID != "" {
			continue
		}
		seen[c.ID] = true
		ref := c.Ref()
		round := Page{Name: fmt.Sprintf("%s[%s]", loop.Key, cmp.Or(string(c.ID), fmt.Sprint(i))), Loop: loop.Key, Community: &ref, subject: &ref, hidden: hidden, phantom: c.ID == ""}
		head := round
		head.Step, _ = p.filled(Step{Kind: journal.Info, Prompt: loop.Prompt, Help: loop.Help, Sitting: loop.Sitting}, &ref)
		p.pages = append(p.pages, head)
		for _, step := range loop.Steps {
			step.Sitting = loop.Sitting
			p.step(step, round, loop.Steps)
		}
	}
}

// step lays out one page: at the top, or in a round of a loop with such steps.
func (p *planner) step(step Step, at Page, loop []Step) {
	round := at.Name
	if at.Name = step.Key; at.Loop != "" {
		at.Name = round + "." + step.Key
	}
	if at.hidden == notHidden {
		at.hidden, at.hangsOn = p.hides(step, round, loop)
	}
	says := false
	at.reads = step.Kind == journal.Info && (strings.Contains(step.Help, PlaceReading) || strings.Contains(step.Help, PlaceReadingToGrow))
	at.Step, says = p.filled(step, at.subject)
	switch step.Kind {
	case journal.Info:
	case journal.ReadKind:
		says = p.draft.Change == nil && len(p.unread(p.draft.Answers[at.Name])) > 0
	case journal.OutcomesKind:
		says = p.draft.Change == nil && len(p.due(p.draft.Answers[at.Name])) > 0
	default:
		says = true
	}
	if !says && at.hidden == notHidden {
		at.hidden = nothingToSay
	}
	p.shown[at.Name] = at.hidden == notHidden
	if p.draft.Change != nil && ofItsDay(step.Kind) && !p.draft.Answers[at.Name].Empty() {
		p.shown[at.Name] = true // as it was when it was said, for what hangs on it
	}
	if step.Kind == journal.Inventory {
		p.pages = append(p.pages, p.inventory(at)...)
		return
	}
	p.pages = append(p.pages, at)
}

// hides says whether, and why, a step is not asked under the answers so far, and
// which page's answer decides it.
func (p *planner) hides(step Step, round string, loop []Step) (why hiding, on string) {
	if step.Full && !p.draft.Full {
		return notFull, ""
	}
	if step.When == nil {
		return notHidden, ""
	}
	// The step that is asked about is looked for among the loop's own first. One
	// that is not shown has no answer.
	name := step.When.Key
	if stepAt(loop, name) >= 0 {
		name = round + "." + name
	}
	var said journal.Value
	if p.shown[name] {
		said = p.draft.Answers[name]
	}
	if !step.When.holds(said, p.shown[name]) {
		return notNow, name
	}
	return notHidden, name
}
