package prompts

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Session is one run of an activity: given the answers so far it says what to
// show next, how far along that is, and what a change further up makes of the
// rest. It is a pure state machine; the faces drive it:
//
//	for s.State() == prompts.Asking {
//		p := s.Page()            // show p, ask
//		s.Set(value)             // as often as the person types; never validates
//		err := s.Next()          // validates; or s.Back()
//	}
//	outcome := s.Outcome(now)
//
// A place is a page's name, not a number, so pages may come and go before it.
type Session struct {
	activity Activity
	env      Env
	draft    journal.Draft
	state    State
	gone     map[string]bool // draft.Passed
	plan
	goneBy goneBy
	stale  string // what of the plan the answers have moved on from: Session.outdate
	at     int    // index in pages of the current one, which is shown
}

// Env is what a session is told of the world, once, when it begins.
type Env struct {
	Now         time.Time           // when this sitting began, with the person's offset
	NewID       func() journal.ID   // ids for what is made here
	Communities []journal.Community // those in the journal
	Latest      map[journal.ID]journal.Latest
	Recent      []journal.Reflection // for {recent_entries}, newest first
	Due         []journal.Suggestion // for {due_suggestions} and outcomes
	// Unread are for read, without their text, and Contribution gives one whole.
	Unread       []journal.Contribution
	Contribution func(journal.ID) (journal.Contribution, error)
}

// Options are how a new run is begun.
type Options struct {
	Full        bool                // ask the steps marked full too
	Communities []journal.Community // fill the first step that picks communities
	Tags        []string            // for the reflection, on top of the activity's
	Date        time.Time           // of the reflection; zero for the day it is finished
}

// State is where a run stands.
type State int

// A run is being asked, has reached the end of a sitting with more to come
// another day, or has been asked to the end.
const (
	Asking State = iota
	Paused
	Finished
)

// New begins a run.
func New(a Activity, env Env, opt Options) *Session {
	s := begin(a, env, journal.Draft{
		ID: env.NewID(), Activity: a.ID, Title: a.Title, Source: a.Source,
		Full: opt.Full, Place: introName, Answers: map[string]journal.Value{},
		Started: env.Now, Updated: env.Now, Date: opt.Date,
		Tags: opt.Tags, Sitting: 1,
	})
	first := slices.IndexFunc(a.Steps, func(step Step) bool { return step.Kind == journal.CommunityOne })
	if picks := opt.Communities; first >= 0 && len(picks) > 0 {
		picks = picks[:min(len(picks), a.MostPicked())]
		s.draft.Answers[a.Steps[first].Key] = s.identified(journal.CommunityOne, journal.Value{Communities: picks})
	}
	s.replan()
	return s
}

// Resume goes on with a draft at the page it was left at or, where that page
// is no longer shown, at the next one that is. The activity is the one parsed
// from the draft's own source.
func Resume(a Activity, env Env, d journal.Draft) *Session {
	d.Answers = maps.Clone(d.Answers)
	if d.Answers == nil {
		d.Answers = map[string]journal.Value{}
	}
	d.Sitting = max(d.Sitting, 1)
	for name, v := range d.Answers {
		d.Answers[name] = renamed(v, env.Communities)
	}
	d.Passed = slices.Clone(d.Passed)
	s := begin(a, env, d)
	s.replan()
	return s
}

func begin(a Activity, env Env, d journal.Draft) *Session {
	s := &Session{activity: a, env: env, draft: d, gone: map[string]bool{}, goneBy: a.goneBy(), stale: everything}
	for _, name := range d.Passed {
		s.gone[name] = true
	}
	return s
}

// Activity is the one being run.
func (s *Session) Activity() Activity { return s.activity }

// State says whether there is something to ask.
func (s *Session) State() State { return s.state }

// Page is the one to show now. It is meaningful while the state is Asking.
func (s *Session) Page() Page { return s.pages[s.at] }

// Answer is what was said on the current page so far.
func (s *Session) Answer() journal.Value {
	p := s.Page()
	if !kindOf(p.Step.Kind).answered() {
		return journal.Value{} // what a draft holds of it is what was shown
	}
	v := s.draft.Answers[p.keeps()]
	if p.of != "" {
		return s.partOf(p, v)
	}
	if p.Step.Remind {
		v.Suggestions = nil // the reminder is kith's
	}
	return v
}

// Set keeps what was said on the current page, whatever it is: a draft can hold
// anything. Communities and suggestions get their ids when the page is left.
func (s *Session) Set(v journal.Value) {
	p := s.Page()
	if !kindOf(p.Step.Kind).answered() || p.Name == endName {
		return
	}
	if p.of != "" {
		v = s.withPart(p, s.draft.Answers[p.of], v)
	}
	if p.Step.Kind == journal.Inventory {
		s.strike(s.draft.Answers[p.keeps()].Communities, v.Communities)
	}
	if p.Step.Remind && !v.Empty() {
		v.Suggestions = s.draft.Answers[p.Name].Suggestions
	}
	s.store(p.keeps(), v)
	s.replan()
}

// store keeps an answer in the draft. The plan goes by it once it is worked out
// anew.
func (s *Session) store(name string, v journal.Value) {
	if v.Equal(s.draft.Answers[name]) {
		return
	}
	s.outdate(name)
	if v.Equal(journal.Value{}) {
		delete(s.draft.Answers, name)
		return
	}
	s.draft.Answers[name] = v
}

// Next checks the answer of the current page and moves on; at the end of a
// sitting or of the activity the state changes. An answer that cannot be taken
// is a *journal.Error of kind Invalid: the session is then at its page, the
// current one or, at the end of a sitting, any that was left with such an answer.
// Once a step has been jumped to, it moves on to what was not asked yet.
func (s *Session) Next() error {
	p := s.Page()
	if p.ends {
		for i := 0; i < s.at; i++ {
			if err := s.settle(s.pages[i]); err != nil {
				s.moveTo(i)
				s.replan()
				return err
			}
			s.replan() // what it shows or hides comes after it
		}
	}
	if err := s.settle(p); err != nil {
		return err
	}
	s.pass(p.Name)
	s.replan()
	next := s.shownFrom(s.at+1, +1)
	if end := s.end(); end >= 0 && s.passed(s.pages[end].Name) && !p.ends {
		for next != end && s.passed(s.pages[next].Name) {
			next = s.shownFrom(next+1, +1)
		}
	}
	switch {
	case p.pause > 0 && !slices.Contains(s.draft.Answers[p.Name].Choices, GoOn):
		s.state = Paused
		return nil
	case next < 0:
		s.state = Finished
		return nil
	}
	s.moveTo(next)
	s.offer()
	if p.pause > 0 {
		s.draft.Sitting, s.stale = p.pause, everything
	}
	s.replan() // what is behind is no longer ahead: the end of a sitting, a loop over nothing
	return nil
}

// settle keeps the answer of a page in its settled form, or says why it cannot be
// taken.
func (s *Session) settle(p Page) error {
	if !p.shown() || p.of != "" {
		return nil // the page of the names settles the whole inventory
	}
	v, err := check(p.Step, s.identified(p.Step.Kind, s.draft.Answers[p.Name]), s.env.Now)
	if err == nil {
		err = s.offered(p.Step.Kind, v)
	}
	if most := s.activity.mostRounds(); err == nil && s.goneBy.over[p.Name] && len(v.Communities) > most {
		err = invalid("these are %d communities, and one run goes through %d at most", len(v.Communities), most)
	}
	if err != nil {
		return err
	}
	if p.reads {
		v = journal.TextValue(p.Step.Help)
	}
	if p.Step.Remind && v.Said() {
		v.Suggestions = s.reminder(v.Text, s.draft.Answers[p.Name].Suggestions)
	}
	s.store(p.Name, v)
	s.align(p, v)
	return nil
}

// Back moves to the page before, without checking the current one, and reports
// whether there was one.
func (s *Session) Back() bool {
	i := s.shownFrom(s.at-1, -1)
	if i < 0 {
		return false
	}
	s.moveTo(i)
	s.replan()
	return true
}

// First reports that no page is before the one that is shown, and Last that going
// on from it ends the run.
func (s *Session) First() bool { return s.shownFrom(s.at-1, -1) < 0 }
func (s *Session) Last() bool  { return s.shownFrom(s.at+1, +1) < 0 }

// Go moves to the page of that name, as Steps gives it, and reports whether there
// is one. The answer of the current page need not be one that can be taken: the
// end of the sitting asks for it again.
func (s *Session) Go(name string) bool {
	_ = s.settle(s.Page()) // what is wrong is asked again at the end
	s.replan()
	i, ok := s.place[name]
	if !ok || !s.pages[i].shown() {
		return false
	}
	if end := s.end(); end >= 0 {
		s.pass(s.pages[end].Name)
	}
	s.moveTo(i)
	s.replan()
	return true
}

// End is the name of the page at which the sitting ends and its steps are listed,
// "" where there is none.
func (s *Session) End() string {
	if end := s.end(); end >= 0 {
		return s.pages[end].Name
	}
	return ""
}

// end is the index of the end of the sitting that the current page is in, or -1.
func (s *Session) end() int {
	for _, i := range s.ends {
		if i >= s.at && s.pages[i].shown() {
			return i
		}
	}
	return -1
}

// pass notes that a page has been gone past. A loop over what it names is then no
// longer laid out as it is likely to be.
func (s *Session) pass(name string) {
	if !s.gone[name] {
		s.gone[name] = true
		s.draft.Passed = append(s.draft.Passed, name)
		if s.goneBy.over[name] {
			s.stale = everything
		}
	}
}

func (s *Session) passed(name string) bool { return s.gone[name] }

// Spend adds to the time spent.
func (s *Session) Spend(d time.Duration) { s.draft.Spent += d }

// Spent is the time spent so far, over all sittings.
func (s *Session) Spent() time.Duration { return s.draft.Spent }

// Draft is the run as it stands, to be kept after every change.
func (s *Session) Draft() journal.Draft {
	d := s.draft
	d.Answers, d.Passed = maps.Clone(d.Answers), slices.Clip(d.Passed)
	at := s.Progress()
	d.Step, d.Steps = at.Place, at.Steps
	return d
}

// Progress is where the current page stands among those of its sitting. The intro
// and the end of a sitting do not count: on the intro the place is 0, and at the
// end it is how many have been gone past.
type Progress struct {
	Place, Steps int
	Sure         bool // no answer that is still to come changes how many there are
}

// String is as in "4 of about 22" and "22 of 22" or, on the intro, "about 22 steps".
func (p Progress) String() string {
	about := "about "
	if p.Sure {
		about = ""
	}
	if p.Place == 0 {
		return about + text.Count(p.Steps, "step")
	}
	return fmt.Sprintf("%d of %s%d", p.Place, about, p.Steps)
}

// Progress counts what is not known yet as much as it is likely to be, so that the
// count seldom grows: every round that there may be of a loop, and one step for
// each answer that may open some.
func (s *Session) Progress() Progress {
	at := Progress{Sure: true}
	opened := map[string]bool{}
	for i, p := range s.pages {
		open := p.hangsOn != "" && !s.passed(p.hangsOn) // whether it is asked is not decided
		if !s.counts(p) || p.hidden != notHidden && (p.hidden != notNow || !open || opened[p.hangsOn]) {
			continue
		}
		if p.hidden == notNow {
			opened[p.hangsOn] = true
		}
		at.Steps++
		at.Sure = at.Sure && !p.phantom && !open
		if p.shown() && (!s.Page().ends && i <= s.at || s.Page().ends && s.passed(p.Name)) {
			at.Place++
		}
	}
	return at
}

// counts reports a page of the current sitting that is one of its steps; a reflection is
// changed in one.
func (s *Session) counts(p Page) bool {
	return (s.draft.Change != nil || p.Step.Sitting == s.Page().Step.Sitting) && p.Name != introName && !p.ends
}

// Communities are those that can be picked: the ones named in this run first,
// then those of the journal that are current.
func (s *Session) Communities() []journal.Community {
	named := s.named()
	for _, c := range s.env.Communities {
		if _, seen := byID(named, c.ID); !seen && c.Archived.IsZero() {
			named = append(named, c)
		}
	}
	return named
}

// replan works out anew what of the plan is stale, and finds the current place
// there.
func (s *Session) replan() {
	switch s.stale {
	case "":
		return
	case everything:
		s.plan = s.laidOut()
	default:
		s.layAgain(s.stale)
	}
	s.stale = ""
	at := s.place[s.draft.Place] // or the first, where it is gone
	if next := s.shownFrom(at, +1); next >= 0 {
		s.moveTo(next)
		return
	}
	s.moveTo(max(0, s.shownFrom(at, -1)))
}

// shownFrom is the first page that is shown, from i on by steps of +1 or -1; -1
// for none.
func (s *Session) shownFrom(i, by int) int {
	for ; i >= 0 && i < len(s.pages); i += by {
		if s.pages[i].shown() {
			return i
		}
	}
	return -1
}

func (s *Session) moveTo(i int) {
	s.at = i
	s.draft.Place = s.pages[i].Name
}

// ErrLeft is what a face returns when the person left, or the input ended,
// before the end of a sitting. The draft holds what was said.
var ErrLeft = errors.New("left before the end")
