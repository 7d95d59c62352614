package prompts

import (
	"fmt"
	"slices"

	"kith/journal"
)

// place is where a step stands while scopes are checked.
type place struct {
	path   string
	before []Step // in its own loop, or at the top
	outer  []Step // before the loop it stands in
	all    []Step // all of its own loop, or of the top
	loop   bool
	single bool // a community step that allows one choice came before, at the top
}

// checkScopes checks what a step says about other steps: that they are there,
// come before it, and are of a kind that can be asked about so.
func (p *parser) checkScopes(steps []Step) {
	sitting, single := 1, false
	for i := range steps {
		s := &steps[i]
		at := place{path: indexPath("step", i), before: steps[:i], all: steps, single: single}
		p.sitting(at, s, &sitting)
		p.scope(at, *s)
		if s.Kind == journal.PerCommunity {
			p.over(at, *s)
		}
		for j := range s.Steps {
			in := place{
				path: indexPath(at.path+".step", j), before: s.Steps[:j], all: s.Steps,
				outer: steps[:i], loop: true,
			}
			p.inLoop(in, &s.Steps[j], s.Sitting)
			p.scope(in, s.Steps[j])
		}
		single = single || s.Kind == journal.CommunityOne && !s.Multiple
	}
}

// sitting holds a step to the order of sittings, and gives those that say
// nothing the first.
func (p *parser) sitting(at place, s *Step, current *int) {
	s.Sitting = max(s.Sitting, 1)
	path := at.path + ".sitting"
	switch {
	case len(at.before) == 0 && s.Sitting > 1:
		p.problem(path, "the first step must be in sitting 1")
	case s.Sitting < *current:
		p.problem(path, "this step is in sitting %d, and the one before it is in sitting %d", s.Sitting, *current)
	case s.Sitting > *current+1:
		p.problem(path, "there is no sitting %d before sitting %d", *current+1, s.Sitting)
	}
	*current = max(s.Sitting, *current)
}

func (p *parser) inLoop(at place, s *Step, sitting int) {
	if s.Sitting > 0 {
		p.problem(at.path+".sitting", "a step in a loop is in the sitting of its loop")
	}
	s.Sitting = sitting
	if s.Kind == journal.PerCommunity {
		p.problem(at.path+".kind", "a per_community cannot stand inside another")
	}
}

// scope checks a step's key, condition and placeholders.
func (p *parser) scope(at place, s Step) {
	if s.Key != "" && stepAt(at.before, s.Key) >= 0 {
		p.problem(at.path+".key", "the key %s is there twice", shown(s.Key))
	}
	if s.When != nil && s.When.Key != "" {
		if asked, ok := p.askedAbout(at, s, s.When.Key); ok {
			p.condition(at.path+".when", *s.When, asked)
		}
	}
	for _, text := range []struct{ key, text string }{{"prompt", s.Prompt}, {"help", s.Help}} {
		for _, b := range braced(text.text) {
			p.placeholder(at, s, text.key, b)
		}
	}
	for i, anchor := range s.Anchors {
		for _, b := range braced(anchor) {
			if slices.Contains(placeholders(), b) {
				p.problem(fmt.Sprintf("%s.anchors[%d]", at.path, i), "%s is filled in only in the prompt and the help of a step", b)
			}
		}
	}
}

// over checks that a loop runs over communities named before it.
func (p *parser) over(at place, s Step) {
	if s.Over == "" {
		return
	}
	path := at.path + ".over"
	i := stepAt(at.before, s.Over)
	if i >= 0 {
		kind := at.before[i].Kind
		if kind != journal.CommunityOne && kind != journal.Inventory && kind != "" {
			p.problem(path, "%s is %s: a loop runs over a community step or an inventory", shown(s.Over), kind)
		}
		return
	}
	var could []string
	for _, b := range at.before {
		if b.Kind == journal.CommunityOne || b.Kind == journal.Inventory {
			could = append(could, b.Key)
		}
	}
	if stepAt(at.all, s.Over) >= 0 {
		p.problem(path, "%s does not come before this loop", shown(s.Over))
		return
	}
	p.problem(path, "no community step or inventory before this loop has the key %s%s", shown(s.Over), didYouMean(nearest(s.Over, could)))
}
