package prompts

import (
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

	round   string // of the loop: the name of the page that it begins with, or ""
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

// plan is every page the activity could show under the answers so far, hidden ones
// too, in order. What is asked on a page hangs on what came before it and, in a round
// of a loop, on nothing said in another round but what a reading tells of.
type plan struct {
	pages    []Page
	place    map[string]int       // where in pages each is, by name
	shown    map[string]bool      // pages and loops, by name
	ends     []int                // where in pages the sittings end
	recorded map[journal.ID][]int // where what is recorded of a community is asked
}

// planner lays out a plan: each page is settled once, in order.
type planner struct {
	*Session
	plan
	subject *journal.CommunityRef // picked at the top, so far
}

// laidOut is the whole plan.
func (s *Session) laidOut() plan {
	intro := Page{Name: introName, Step: Step{
		Kind: journal.Info, Prompt: s.activity.Title, Help: s.activity.Intro, Sitting: 1,
	}}
	if s.activity.Intro == "" {
		intro.hidden = nothingToSay
	}
	p := &planner{Session: s, plan: plan{place: map[string]int{}, shown: map[string]bool{}, recorded: map[journal.ID][]int{}}}
	p.add(intro)
	sitting := 1
	for _, step := range s.activity.Steps {
		if s.draft.Change != nil && step.Sitting > s.draft.Sitting {
			break // no part of what is changed
		}
		if step.Sitting > sitting {
			sitting = step.Sitting
			p.add(pausePage(sitting))
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
	if s.activity.ID != "" { // a form of kith's own is over with its last step
		end := endPage()
		if s.draft.Change != nil && slices.ContainsFunc(s.draft.Change.Answers, func(a journal.Answer) bool { return kindOf(a.Kind).aside }) {
			end.Step.Help += " Which pages you read, and what came of suggestions, stays as you said it then."
		}
		p.add(end)
	}
	p.endSittings(s.draft.Sitting)
	return p.plan
}

// layAgain lays out one round anew. It has as many pages as before, so each is
// written over where it was.
func (s *Session) layAgain(round string) {
	at := s.place[round]
	head := s.pages[at]
	loop, _ := s.activity.Step(head.Loop)
	p := &planner{Session: s, plan: s.plan}
	p.pages = s.pages[:at]
	p.round(loop, head)
	s.endSittings(s.draft.Sitting)
}

// add puts a page behind those there are.
func (p *planner) add(page Page) {
	at := len(p.pages)
	p.pages, p.place[page.Name] = append(p.pages, page), at
	if page.ends {
		p.ends = append(p.ends, at)
	}
	if page.Step.Record != "" && page.subject != nil {
		about := p.recorded[page.subject.ID]
		if i, there := slices.BinarySearch(about, at); !there {
			p.recorded[page.subject.ID] = slices.Insert(about, i, at)
		}
	}
}

// endSittings hides the end of each sitting that is behind, now that the person is in
// the one given, or that no page follows before the next.
func (p *plan) endSittings(now int) {
	last := 1
	for n, at := range p.ends {
		end, next := &p.pages[at], len(p.pages)
		if n+1 < len(p.ends) {
			next = p.ends[n+1]
		}
		if end.pause == 0 {
			end.Step.Sitting = last
			continue
		}
		end.hidden = passed
		for i := at + 1; i < next; i++ {
			if p.pages[i].shown() {
				last = end.pause
				if now < end.pause {
					end.hidden = notHidden
				}
				break
			}
		}
	}
}

// endPage is the end of the last sitting.
func endPage() Page {
	return Page{Name: endName, ends: true, Step: Step{
		Kind:    journal.ChooseOne,
		Prompt:  "Before you finish",
		Help:    "Open any step again, or finish.",
		Options: []journal.Option{{Value: Finish, Label: "Finish, and keep it in the journal"}},
	}}
}

// pausePage is the end of the sitting before the one given.
func pausePage(sitting int) Page {
	return Page{
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
}

// likelyRounds is how many communities somebody looks at in one run, as a rule:
// what the count of the steps goes by until they are picked.
const likelyRounds = 2

// mostRounds is how many communities the loops of an activity are gone through with:
// all of them together have about maxPages pages.
func (a Activity) mostRounds() int {
	round := 1
	for _, s := range a.Steps {
		if s.Over != "" {
			round += 1 + len(s.Steps)
		}
	}
	return maxPages / round
}

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
	picked := slices.Clone(said.Communities[:min(len(said.Communities), p.activity.mostRounds())])
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
		name := roundName(loop.Key, string(c.ID))
		if c.ID == "" {
			name = roundName(loop.Key, fmt.Sprint(i))
		}
		p.round(loop, Page{Name: name, Loop: loop.Key, round: name, Community: &ref, subject: &ref, hidden: hidden, phantom: c.ID == ""})
	}
}

// roundName is the name of a round of a loop: of the page that it begins with.
func roundName(loop, community string) string { return loop + "[" + community + "]" }

// pageName is the name of the page of a step: at the top, or in a round of a loop.
func pageName(key, loop string, community *journal.CommunityRef) string {
	if community == nil {
		return key
	}
	return roundName(loop, string(community.ID)) + "." + key
}

// round lays out the pages of a round, the first of which is given without its step.
func (p *planner) round(loop Step, head Page) {
	head.Step, _ = p.filled(Step{Kind: journal.Info, Prompt: loop.Prompt, Help: loop.Help, Sitting: loop.Sitting}, head.subject)
	p.add(head)
	for _, step := range loop.Steps {
		step.Sitting = loop.Sitting
		p.step(step, head, loop.Steps)
	}
}

// step lays out one page: at the top, or in a round of a loop with such steps.
func (p *planner) step(step Step, at Page, loop []Step) {
	if at.Name = step.Key; at.Loop != "" {
		at.Name = at.round + "." + step.Key
	}
	if at.hidden == notHidden {
		at.hidden, at.hangsOn = p.hides(step, at.round, loop)
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
		for _, part := range p.inventory(at) {
			p.add(part)
		}
		return
	}
	p.add(at)
}

// everything is stale, and not only one round.
const everything = "*"

// outdate notes that an answer is no longer what the plan was laid out by. What is
// stale is nothing where no other page goes by it, the round it was given in, or
// everything.
func (s *Session) outdate(name string) {
	at, planned := s.place[name]
	if !planned {
		return
	}
	switch p := &s.pages[at]; {
	case !s.goneBy.answers[p.Step.Key]:
	case p.round == "" || s.goneBy.loops[p.Loop] || s.stale != "" && s.stale != p.round:
		s.stale = everything
	default:
		s.stale = p.round
	}
}

// goneBy says by which answers the plan of an activity goes.
type goneBy struct {
	answers map[string]bool // the keys of the steps they are given to
	over    map[string]bool // of which those say what a loop runs over
	loops   map[string]bool // the loops whose answers count outside of their round
}

func (a Activity) goneBy() goneBy {
	by := goneBy{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	reads := func(s Step) bool {
		return strings.Contains(s.Prompt+s.Help, PlaceReading) || strings.Contains(s.Prompt+s.Help, PlaceReadingToGrow)
	}
	records := func(s Step) bool { return s.Record != "" }
	anyReading := a.Mentions(PlaceReading) || a.Mentions(PlaceReadingToGrow)
	for _, step := range a.Steps {
		for _, s := range slices.Concat(step.Steps, []Step{step}) {
			if s.When != nil {
				by.answers[s.When.Key] = true
			}
			for _, place := range braced(s.Prompt + s.Help) {
				by.answers[answerOf(place)] = true
			}
			by.answers[s.Over], by.over[s.Over] = true, true
			if s.Kind == journal.Inventory || ofItsDay(s.Kind) || s.picksOne() || anyReading && records(s) {
				by.answers[s.Key] = true
			}
		}
		by.loops[step.Key] = slices.ContainsFunc(step.Steps, records) && slices.ContainsFunc(a.Steps, func(s Step) bool {
			return s.Key != step.Key && (reads(s) || slices.ContainsFunc(s.Steps, reads))
		})
	}
	delete(by.answers, "") // of what stands for no answer
	return by
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
