package prompts

import (
	"slices"
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
