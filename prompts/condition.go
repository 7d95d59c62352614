package prompts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Condition says when a step is shown.
type Condition struct {
	Key   string
	Op    Op
	Value any // string, float64, bool or []any of these; nil for the last three
}

// Op is how a Condition looks at the answer it names.
type Op string

// The operators. Of an answer that was not given (nothing, not sure, would
// rather not say) only Ne, NotIn and Unanswered hold.
const (
	Eq         Op = "eq"
	Ne         Op = "ne"
	In         Op = "in"
	NotIn      Op = "not_in"
	Gte        Op = "gte"
	Lte        Op = "lte"
	Answered   Op = "answered"
	Unanswered Op = "unanswered"
	Shown      Op = "shown"
)

// Ops are the operators of a condition.
func Ops() []Op { return []Op{Eq, Ne, In, NotIn, Gte, Lte, Answered, Unanswered, Shown} }

func (o Op) takesNothing() bool { return o == Answered || o == Unanswered || o == Shown }

func (o Op) takesList() bool { return o == In || o == NotIn }

// condition reads when = { key = "...", op = "...", value = ... }. Whether it
// fits the step it asks about is for checkScopes, once all the steps are known.
func (p *parser) condition(t table) *Condition {
	if !t.has("when") {
		return nil
	}
	w, ok := t.table("when", `when = { key = "...", op = "eq", value = ... }`)
	if !ok {
		return nil
	}
	w.known("key", "op", "value")
	c := &Condition{Key: w.needed("key"), Op: Op(w.needed("op"))}
	if c.Op != "" && !slices.Contains(Ops(), c.Op) {
		w.problem("op", "%s is not an operator%s", shown(string(c.Op)), orThese(string(c.Op), Ops()))
		c.Op = ""
	}
	switch {
	case c.Op == "":
	case c.Op.takesNothing() && w.has("value"):
		w.problem("value", "%s takes no value", c.Op)
	case !c.Op.takesNothing() && w.lacks("value"):
		w.problem("value", "value is missing: %s compares with one", c.Op)
	}
	c.Value = conditionValue(w.keys["value"])
	return c
}

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

// checkCondition checks that a condition can be asked of the step it names.
func (p *parser) checkCondition(path string, c Condition, asked Step) {
	if asked.Kind == "" || c.Op == "" || c.Op == Shown {
		return
	}
	switch kind := kindOf(asked.Kind); {
	case !kind.answered():
		p.problem(path+".op", "%s is %s and has no answer: the operator for it is shown", shown(c.Key), asked.Kind)
		return
	case c.Op.takesNothing():
		return
	case kind.unfit == nil:
		p.problem(path+".op", "of %s, which is %s, one can ask answered, unanswered or shown", shown(c.Key), asked.Kind)
		return
	case (c.Op == Gte || c.Op == Lte) && !kind.ordered:
		p.problem(path+".op", "%s orders ratings, numbers and dates, and %s is %s", c.Op, shown(c.Key), asked.Kind)
		return
	}
	path += ".value"
	if _, ok := p.lines[path]; !ok {
		return // missing, which has been said
	}
	list, isList := c.Value.([]any)
	switch {
	case c.Op.takesList() && len(list) == 0:
		p.problem(path, "%s takes a list of values", c.Op)
	case isList && !c.Op.takesList():
		p.problem(path, "%s takes one value, for a list there are in and not_in", c.Op)
	default:
		for _, v := range c.values() {
			if wrong := kindOf(asked.Kind).unfit(asked, v); wrong != "" {
				p.problem(path, "%s", wrong)
			}
		}
	}
}

// values are those that a condition compares with.
func (c Condition) values() []any {
	if list, ok := c.Value.([]any); ok {
		return list
	}
	return []any{c.Value}
}

// holds reports whether a condition holds of an answer; shown, whether the step
// that it was given to is.
func (c Condition) holds(v journal.Value, shown bool) bool {
	said := v.Said() && !v.Declined
	switch c.Op {
	case Shown:
		return shown
	case Answered:
		return said
	case Unanswered:
		return !said
	case Gte:
		order, ok := compare(v, c.Value)
		return ok && order >= 0
	case Lte:
		order, ok := compare(v, c.Value)
		return ok && order <= 0
	}
	is := slices.ContainsFunc(c.values(), func(want any) bool {
		switch w := want.(type) {
		case string: // of several choices, one that fits is enough
			return slices.Contains(v.Choices, w) || len(v.Choices) == 0 && v.Text != "" && v.Text == w
		case float64:
			return v.Number != nil && *v.Number == w
		case bool:
			return v.Yes != nil && *v.Yes == w
		}
		return false
	})
	return is == (c.Op == Eq || c.Op == In)
}

// compare orders a rating, a number or a date against a value of the file.
func compare(v journal.Value, want any) (order int, ok bool) {
	switch w := want.(type) {
	case float64:
		if v.Number != nil {
			return cmp.Compare(*v.Number, w), true
		}
	case string:
		return strings.Compare(v.Text, w), v.Text != ""
	}
	return 0, false
}

// words says when a condition holds: "works is 3 or less". called is what the
// step it asks about is called. The values are written as in an answers file,
// but without quotes, or labelled as they are in that step.
func (c Condition) words(called string, asked Step, labelled bool) string {
	var values []string
	for _, v := range c.values() {
		written := text.Cut(fmt.Sprint(v), 60)
		switch v := v.(type) {
		case string:
			if labelled && len(asked.Options) > 0 {
				written = fmt.Sprintf("%q", asked.Label(v))
			}
		case float64:
			written = plainNumber(v)
			if i := int(v); labelled && i >= 1 && i <= len(asked.Anchors) {
				written += " (" + asked.Anchors[i-1] + ")"
			}
		case bool:
			written = journal.YesValue(v).Words()
		}
		values = append(values, written)
	}
	_, isDate := c.Value.(string)
	switch c.Op {
	case Eq, In:
		return called + " is " + text.List(values, "or")
	case Ne, NotIn:
		return called + " is not " + text.List(values, "or")
	case Gte:
		return called + " is " + values[0] + map[bool]string{true: " or later", false: " or more"}[isDate]
	case Lte:
		return called + " is " + values[0] + map[bool]string{true: " or earlier", false: " or less"}[isDate]
	case Answered:
		return called + " is answered"
	case Unanswered:
		return called + " is not answered"
	}
	return called + " is shown"
}
