// Package prompts holds guided activities: the language they are written in,
// the library of them, and the state machine of running one.
//
// It refuses to know a terminal, a clock, a disk (but for reading the person's
// own activity folder) and the database. The faces that ask a person are in
// screen and line below it; what a run leaves is a journal.Outcome.
package prompts

import (
	"cmp"
	"math"
	"slices"

	"kith/journal"
)

// Activity is a guided set of steps, as one TOML file defines it.
type Activity struct {
	ID      string
	Aliases []string // other names it answers to
	Title   string
	About   string   // what it is for, in one line; "" where its file does not say
	Minutes int      // time allotted, a guide and never a limit
	Tags    []string // given to the reflection
	Private bool     // every answer is private unless its step says otherwise
	Intro   string   // shown before the first step
	Closing string   // shown after the last
	Origin  journal.Source
	Steps   []Step

	// Source is the TOML it was read from, whole: a draft keeps it.
	Source string
}

// Step is one thing an activity shows or asks.
type Step struct {
	Key      string
	Kind     journal.Kind
	Prompt   string
	Help     string
	Required bool
	Private  bool // its own, or the activity's where it says nothing
	Full     bool // asked only with --full
	Sitting  int  // 1 or more; a step in a loop has its loop's
	When     *Condition
	Record   string // also kept as an observation of this name

	MaxChars           int              // short_text, long_text; 0 is no limit
	Lead               bool             // short_text, long_text: it comes first on a shared page; one at most
	Options            []journal.Option // choose_one, choose_many
	Remind             bool             // date: one to come, on which kith brings it back
	MinItems, MaxItems int              // choose_many, inventory, community, suggestions; 0 is none
	Anchors            []string         // rating: five words, or none
	Min, Max           *float64         // number
	Unit               string           // number
	Fields             []string         // inventory, suggestions
	Multiple           bool             // community: several may be picked
	Over               string           // per_community: key of the step that named the communities
	Steps              []Step           // per_community
}

// PrivateNote is said where a private answer is asked for, before it is given; ""
// where there is none.
func (s Step) PrivateNote() string {
	if !s.Private || !kindOf(s.Kind).answered() {
		return ""
	}
	return "private: left out of anything for other people"
}

// Label is the words of the option with the given value, or the value itself.
func (s Step) Label(value string) string {
	for _, o := range s.Options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// Allows reports whether an inventory or suggestions step asks for the field.
func (s Step) Allows(field string) bool {
	return slices.Contains(s.Fields, field)
}

// Step finds a top-level step by its key.
func (a Activity) Step(key string) (Step, bool) {
	if i := stepAt(a.Steps, key); i >= 0 {
		return a.Steps[i], true
	}
	return Step{}, false
}

// Lead is the key of the step that comes first on a shared page, "" where none is
// marked.
func (a Activity) Lead() string {
	for _, s := range a.Steps {
		if s.Lead {
			return s.Key
		}
	}
	return ""
}

// Asks reports whether any step is of a kind, so that what it needs is looked up only
// then.
func (a Activity) Asks(kind journal.Kind) bool {
	is := func(s Step) bool { return s.Kind == kind }
	return slices.ContainsFunc(a.Steps, func(s Step) bool { return is(s) || slices.ContainsFunc(s.Steps, is) })
}

// MostPicked is how many communities the first step that picks some takes, 0 where
// there is none.
func (a Activity) MostPicked() int {
	i := slices.IndexFunc(a.Steps, func(s Step) bool { return s.Kind == journal.CommunityOne })
	switch {
	case i < 0:
		return 0
	case a.Steps[i].picksOne():
		return 1
	}
	return cmp.Or(a.Steps[i].MaxItems, math.MaxInt)
}

// stepAt is where among the steps the one with the key is, or -1.
func stepAt(steps []Step, key string) int {
	for i := range steps {
		if steps[i].Key == key {
			return i
		}
	}
	return -1
}

// picksOne reports a step that allows one community: what comes after it is
// about that one.
func (s Step) picksOne() bool { return s.Kind == journal.CommunityOne && !s.Multiple }
