package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/prompts"
)

// The values of the rows that are not the step's own. They hold a character
// that no option's value and no name can hold.
const (
	rowNotSure = "\x00not sure"
	rowDecline = "\x00decline"
	rowAnother = "\x00another"
)

// shortList is how many choices of kith's own can be seen at a glance.
const shortList = 9

// choice is a page answered from a list: choose_one, choose_many, yes_no,
// rating and community.
type choice struct {
	step  prompts.Step
	list  *list
	form  *form
	means func(chosen []string) journal.Value
}

// newChoice is nil for a kind of step that is not answered from a list.
func newChoice(step prompts.Step, said journal.Value) *choice {
	c := &choice{step: step, means: func(chosen []string) journal.Value { return journal.Value{Choices: chosen} }}
	var rows []row
	switch step.Kind {
	case journal.YesNo:
		yes, no := said.Yes != nil && *said.Yes, said.Yes != nil && !*said.Yes
		rows = []row{{value: "yes", label: "Yes", key: "y", on: yes}, {value: "no", label: "No", key: "n", on: no}}
		c.means = func(chosen []string) journal.Value { return journal.YesValue(chosen[0] == "yes") }
	case journal.Rating:
		for n := 1; n <= 5; n++ {
			r := row{value: strconv.Itoa(n), label: strconv.Itoa(n), key: strconv.Itoa(n)}
			if n <= len(step.Anchors) {
				r.label = fmt.Sprintf("%d  %s", n, step.Anchors[n-1])
			}
			r.on = said.Number != nil && *said.Number == float64(n)
			rows = append(rows, r)
		}
		rows = append(rows, row{value: rowNotSure, label: "?  not sure", key: "?", alone: true, on: said.NotSure})
		c.means = func(chosen []string) journal.Value {
			n, err := strconv.Atoi(chosen[0])
			if err != nil {
				return journal.Value{NotSure: true}
			}
			return journal.NumberValue(float64(n))
		}
	case journal.ChooseOne, journal.ChooseMany:
		for _, o := range step.Options {
			rows = append(rows, row{value: o.Value, label: o.Label, on: slices.Contains(said.Choices, o.Value)})
		}
	default:
		return nil
	}
	c.list = newList(step.Kind == journal.ChooseMany, withDecline(rows, step, said)...)
	if step.Key == "" && c.list.at < 0 {
		c.list.at = 0 // a page of kith's own, whose first choice is the usual one
	}
	if step.Key == "" && len(rows) > shortList {
		c.list.narrow()
	}
	c.form = newForm(field{Field: c.list})
	return c
}

// newPick is a choice of one community or several, of those there are or new.
func newPick(step prompts.Step, said journal.Value, offered []journal.Community) *choice {
	rows := communityRows(offered, said.Communities)
	known := append(offered[:len(offered):len(offered)], said.Communities...)
	c := &choice{step: step, list: newList(step.Multiple, withDecline(rows, step, said)...)}
	c.list.read = func(typed string) []row {
		if strings.TrimSpace(typed) == "-" {
			return withDecline(nil, step, journal.Value{Declined: true})
		}
		return readCommunity(known, typed)
	}
	c.list.title = "Its name"
	c.means = func(chosen []string) journal.Value {
		var v journal.Value
		for _, name := range chosen {
			i := slices.IndexFunc(known, func(k journal.Community) bool { return k.Name == name })
			if i < 0 {
				v.Communities = append(v.Communities, journal.Community{Name: name})
			} else {
				v.Communities = append(v.Communities, journal.Community{ID: known[i].ID, Name: name})
			}
		}
		return v
	}
	for i, r := range c.list.rows {
		if r.on {
			c.list.at = i // the last one: it may have been added just now
		}
	}
	c.form = newForm(field{Field: c.list})
	switch {
	case said.Half != nil:
		c.list.add(said.Half.Name())
	case len(known) == 0 && !said.Declined:
		c.list.add("")
	}
	return c
}

// communityRows are communities to pick from, those that are picked on, with the
// row for another one.
func communityRows(offered, picked []journal.Community) []row {
	var rows []row
	for _, c := range append(offered[:len(offered):len(offered)], picked...) { // one put away may still be picked
		on := slices.ContainsFunc(picked, func(p journal.Community) bool { return prompts.Same(p, c) })
		if !slices.ContainsFunc(rows, func(r row) bool { return r.value == c.Name }) {
			rows = append(rows, row{value: c.Name, label: c.Name, on: on})
		}
	}
	return append(rows, row{value: rowAnother, label: "+ another one", adds: true})
}

// readCommunity makes a row of a name that was typed: of the community that goes
// by it, else of a new one.
func readCommunity(known []journal.Community, typed string) []row {
	name := strings.TrimSpace(typed)
	if c, ok := prompts.CommunityNamed(known, name); ok {
		name = c.Name
	}
	if name == "" || name == "-" {
		return nil
	}
	return []row{{value: name, label: name}}
}

// withDecline adds the way out of a page that has to be answered.
func withDecline(rows []row, step prompts.Step, said journal.Value) []row {
	if !step.Required && !said.Declined {
		return rows
	}
	r := row{value: rowDecline, label: "I would rather not say", key: "-", alone: true, on: said.Declined}
	if step.Kind == journal.Rating {
		r.label = "-  " + r.label
	}
	return append(rows, r)
}

// press chooses; enter takes the row under the cursor in a list of one, and in
// one of several as long as an answer is wanted and nothing is chosen.
func (c *choice) press(msg tea.KeyMsg) (move, error) {
	if c.form.pressAdding(msg) {
		return stay, nil
	}
	switch key := msg.String(); key {
	case "enter", "tab", "ctrl+d":
		if c.list.filter != nil && len(c.list.rows) == 0 {
			return stay, nil // nothing is under the cursor
		}
		if key == "enter" && c.list.many && onward(c.step, c.value()) == "" {
			c.list.take(c.list.at)
			return stay, nil
		}
		if !c.list.many {
			c.list.take(c.list.at)
		}
		return forward, nil
	case "shift+tab":
		return back, nil
	}
	c.form.press(msg)
	return stay, nil
}

func (c *choice) typing() bool { return c.form.typing() != nil }

// value is what is chosen. A name that is being typed is not chosen yet.
func (c *choice) value() (v journal.Value) {
	switch chosen := c.list.chosen(); {
	case slices.Contains(chosen, rowDecline):
		v.Declined = true
	case len(chosen) > 0:
		v = c.means(chosen)
	}
	if name := c.list.typed; c.list.adding != nil && strings.TrimSpace(name) != "" {
		v.Half = &journal.Half{At: len(v.Communities), Thing: journal.Value{Communities: []journal.Community{{Name: name}}}}
	}
	return v
}

func (c *choice) size(width int) (least, most int) {
	n := c.list.tall(width)
	return min(n, 4), n
}

func (c *choice) view(width, height int) string {
	return c.form.view(width, min(height, c.list.tall(width)))
}

func (c *choice) hints() []hint {
	pick, v := "choose", c.value()
	if c.list.read != nil {
		pick = "pick"
	}
	hints := c.list.hints(pick, onward(c.step, v))
	switch {
	case c.list.adding != nil && (c.list.typed != "" || c.list.picks()):
		return hints
	case c.list.adding != nil:
		hints = append(hints, hint{"shift+tab", "back"})
		if c.step.Required {
			hints = append(hints, hint{"-", "rather not say"})
		}
		return hints
	case c.step.Kind == journal.Rating:
		hints = append(hints, hint{"1-5", pick})
	case c.step.Kind == journal.YesNo:
		hints = append(hints, hint{"y/n", pick})
	}
	if c.list.filter != nil && len(c.list.rows) == 0 {
		return c.list.filter.typing().hints()
	}
	if len(c.list.rows) > 1 {
		hints = append(hints, hint{"↑/↓", "move"})
	}
	if c.list.filter != nil {
		hints = append(hints, hint{"shift+tab", "back"})
		if c.list.many && !v.Empty() {
			hints = append(hints, hint{"delete", "clear"})
		}
		return append(hints, c.list.filter.typing().hints()...)
	}
	if c.list.read != nil {
		hints = append(hints, hint{"+", "another"})
	}
	hints = append(hints, hint{"shift+tab", "back"})
	if !v.Empty() {
		hints = append(hints, hint{"backspace", "clear"})
	}
	return hints
}
