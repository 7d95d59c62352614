package prompts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/journal"
)

// when reads a condition. Whether it fits the step it asks about is for
// checkScopes, once all the steps are known.
func (p *parser) when(t table) *Condition {
	if !t.has("when") {
		return nil
	}
	w, ok := t.table("when", `when = { key = "...", op = "eq", value = ... }`)
	if !ok {
		return nil
	}
	meant := w.known([]string{"key", "op", "value"})
	c := &Condition{Key: w.needed("key", meant), Op: Op(w.needed("op", meant))}
	if c.Op != "" && !slices.Contains(Ops(), c.Op) {
		near := didYouMean(nearest(string(c.Op), strs(Ops())))
		if near == "" {
			near = ": they are " + listed(Ops(), "and")
		}
		w.problem("op", "%s is not an operator%s", shown(string(c.Op)), near)
		c.Op = ""
	}
	switch {
	case c.Op == "":
	case c.Op.takesNothing() && w.has("value"):
		w.problem("value", "%s takes no value", c.Op)
	case !c.Op.takesNothing() && !w.has("value") && !meant["value"]:
		w.problem("value", "value is missing: %s compares with one", c.Op)
	}
	c.Value = conditionValue(w.keys["value"])
	return c
}

// Ops are the operators of a condition.
func Ops() []Op { return []Op{Eq, Ne, In, NotIn, Gte, Lte, Answered, Unanswered, Shown} }

func (o Op) takesNothing() bool { return o == Answered || o == Unanswered || o == Shown }

func (o Op) takesList() bool { return o == In || o == NotIn }

func (o Op) orders() bool { return o == Gte || o == Lte }

// conditionValue is a value of the file in the form a Condition holds it: nil
// for what no condition can hold.
func conditionValue(v any) any {
	if n, ok := asNumber(v); ok {
		return n
	}
	if d, ok := asDate(v); ok {
		return string(d)
	}
	switch v := v.(type) {
	case string, bool:
		return v
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = conditionValue(v[i])
		}
		return list
	}
	return nil
}

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

// askedAbout finds the step that a condition names, or says why it cannot.
func (p *parser) askedAbout(at place, s Step, key string) (Step, bool) {
	for _, steps := range [][]Step{at.before, at.outer} {
		if i := stepAt(steps, key); i >= 0 {
			return steps[i], true
		}
	}
	path := at.path + ".when.key"
	for _, before := range slices.Concat(at.before, at.outer) {
		if i := stepAt(before.Steps, key); i >= 0 {
			p.problem(path, "%s is asked once for each community, inside %s, so it can only be asked about in there", shown(key), shown(before.Key))
			return Step{}, false
		}
	}
	switch {
	case key == s.Key:
		p.problem(path, "this step cannot ask about itself")
	case stepAt(at.all, key) >= 0:
		p.problem(path, "%s comes after this step: ask about one that comes before", shown(key))
	default:
		p.problem(path, "no step before this one has the key %s%s", shown(key), didYouMean(nearest(key, keysOf(at.before, at.outer))))
	}
	return Step{}, false
}

func keysOf(lists ...[]Step) []string {
	var keys []string
	for _, s := range slices.Concat(lists...) {
		keys = append(keys, s.Key)
	}
	return keys
}

// condition checks that a condition can be asked of the step it names.
func (p *parser) condition(path string, c Condition, asked Step) {
	if asked.Kind == "" || c.Op == "" || c.Op == Shown {
		return
	}
	switch kind := asked.Kind; {
	case kind == journal.Info || kind == journal.PerCommunity:
		p.problem(path+".op", "%s is %s and has no answer: the operator for it is shown", shown(c.Key), kind)
		return
	case c.Op.takesNothing():
		return
	case kind == journal.Inventory || kind == journal.CommunityOne || kind == journal.SuggestionsK:
		p.problem(path+".op", "of %s, which is %s, one can ask answered, unanswered or shown", shown(c.Key), kind)
		return
	case c.Op.orders() && kind != journal.Rating && kind != journal.Number && kind != journal.DateKind:
		p.problem(path+".op", "%s orders ratings, numbers and dates, and %s is %s", c.Op, shown(c.Key), kind)
		return
	}
	if _, ok := p.lines[path+".value"]; !ok {
		return // missing, which has been said
	}
	list, isList := c.Value.([]any)
	switch {
	case c.Op.takesList() && (!isList || len(list) == 0):
		p.problem(path+".value", "%s takes a list of values", c.Op)
	case c.Op.takesList():
		for _, v := range list {
			p.fitting(path+".value", v, asked)
		}
	case isList:
		p.problem(path+".value", "%s takes one value, for a list there are in and not_in", c.Op)
	default:
		p.fitting(path+".value", c.Value, asked)
	}
}

// fitting checks that a value is one the step's answer could have.
func (p *parser) fitting(path string, v any, asked Step) {
	text, isText := v.(string)
	number, isNumber := v.(float64)
	_, isBool := v.(bool)
	key := shown(asked.Key)
	switch asked.Kind {
	case journal.ChooseOne, journal.ChooseMany:
		values := optionValues(asked)
		switch {
		case !isText:
			p.problem(path, "the value must be one of %s's options, in quotes", key)
		case len(values) > 0 && !slices.Contains(values, text):
			near := didYouMean(nearest(text, values))
			if near == "" {
				near = ": they are " + clipped(listed(values, "and"), 200)
			}
			p.problem(path, "%s is not one of %s's options%s", shown(text), key, near)
		}
	case journal.Rating:
		if !isNumber || number < 1 || number > 5 || number != float64(int(number)) {
			p.problem(path, "%s is a rating: the value must be a whole number from 1 to 5", key)
		}
	case journal.Number:
		if !isNumber {
			p.problem(path, "%s is a number, and the value is not", key)
		}
	case journal.YesNo:
		if !isBool {
			p.problem(path, "%s is yes or no: the value must be true or false", key)
		}
	case journal.DateKind:
		if !isText || journal.Date(text).Start(time.UTC).IsZero() {
			p.problem(path, "%s is a date: the value must be one, such as 2026-11-23", key)
		}
	default:
		if !isText {
			p.problem(path, "%s is text: the value must be text in quotes", key)
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

// placeholder checks that a placeholder is known, and means something here.
func (p *parser) placeholder(at place, s Step, key, braced string) {
	path := at.path + "." + key
	if !slices.Contains(placeholders(), braced) {
		near := nearest(strings.ToLower(strings.Trim(braced, "{} ")), []string{"community", "reading", "recent_entries", "due_suggestions"})
		if len(near) > 0 {
			p.problem(path, "%s is not a placeholder, did you mean {%s}?", braced, near[0])
			return
		}
		p.problem(path, "%s is not a placeholder: they are %s", braced, listed(placeholders(), "and"))
		return
	}
	if braced != PlaceCommunity && braced != PlaceReading || at.loop || at.single || s.Kind == journal.PerCommunity || s.Kind == "" {
		return
	}
	p.problem(path, "%s has nothing to stand for here: it needs a per_community, or a community step before it that allows one choice", braced)
}
