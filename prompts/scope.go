package prompts

import (
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
// come before it, and are of a kind that can be asked about so. It holds steps
// to the order of sittings, and gives those that say nothing the first.
func (p *parser) checkScopes(steps []Step) {
	sitting, single := 1, false
	for i := range steps {
		s := &steps[i]
		at := place{path: indexPath("step", i), before: steps[:i], all: steps, single: single}
		s.Sitting = max(s.Sitting, 1)
		switch path := at.path + ".sitting"; {
		case p.wrong(path):
		case i == 0 && s.Sitting > 1:
			p.problem(path, "the first step must be in sitting 1")
		case s.Sitting < sitting:
			p.problem(path, "this step is in sitting %d, and the one before it is in sitting %d", s.Sitting, sitting)
		case s.Sitting > sitting+1:
			p.problem(path, "there is no sitting %d before sitting %d", sitting+1, s.Sitting)
		}
		sitting = max(s.Sitting, sitting)
		p.checkScope(at, *s)
		if s.Over != "" {
			p.checkOver(at, *s)
		}
		for j := range s.Steps {
			inner := &s.Steps[j]
			in := place{path: indexPath(at.path+".step", j), before: s.Steps[:j], all: s.Steps, outer: steps[:i], loop: true}
			if inner.Sitting > 0 {
				p.problem(in.path+".sitting", "a step in a loop is in the sitting of its loop")
			}
			inner.Sitting = s.Sitting
			if inner.Kind == journal.PerCommunity {
				p.problem(in.path+".kind", "a per_community cannot stand inside another")
			}
			p.checkScope(in, *inner)
		}
		single = single || s.picksOne()
	}
}

// checkScope checks a step's key, condition and placeholders.
func (p *parser) checkScope(at place, s Step) {
	if s.Key != "" && stepAt(at.before, s.Key) >= 0 {
		p.problem(at.path+".key", "the key %s is there twice", shown(s.Key))
	}
	p.checkPlaceholders(at, s)
	if s.When == nil || s.When.Key == "" {
		return
	}
	key, path := s.When.Key, at.path+".when.key"
	before := slices.Concat(at.before, at.outer)
	in := slices.IndexFunc(before, func(b Step) bool { return stepAt(b.Steps, key) >= 0 })
	switch i := stepAt(before, key); {
	case i >= 0:
		p.checkCondition(at.path+".when", *s.When, before[i])
	case in >= 0:
		p.problem(path, "%s is asked once for each community, inside %s, so it can only be asked about in there", shown(key), shown(before[in].Key))
	case key == s.Key:
		p.problem(path, "this step cannot ask about itself")
	case stepAt(at.all, key) >= 0:
		p.problem(path, "%s comes after this step: ask about one that comes before", shown(key))
	default:
		p.problem(path, "no step before this one has the key %s%s", shown(key), didYouMean(key, keysOf(before)))
	}
}

// checkOver checks that a loop runs over communities named before it.
func (p *parser) checkOver(at place, s Step) {
	names := func(s Step) bool { return s.Kind == journal.CommunityOne || s.Kind == journal.Inventory }
	path := at.path + ".over"
	switch i := stepAt(at.before, s.Over); {
	case i >= 0:
		if over := at.before[i]; over.Kind != "" && !names(over) {
			p.problem(path, "%s is %s: a loop runs over a community step or an inventory", shown(s.Over), over.Kind)
		}
	case stepAt(at.all, s.Over) >= 0:
		p.problem(path, "%s does not come before this loop", shown(s.Over))
	default:
		could := slices.DeleteFunc(slices.Clone(at.before), func(b Step) bool { return !names(b) })
		p.problem(path, "no community step or inventory before this loop has the key %s%s", shown(s.Over), didYouMean(s.Over, keysOf(could)))
	}
}

func keysOf(steps []Step) []string {
	var keys []string
	for _, s := range steps {
		keys = append(keys, s.Key)
	}
	return keys
}
