package screen

import (
	"fmt"
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/prompts"
)

// The values of the rows that are not the step's own. They hold a character
// that no option's value, id or name can hold.
const (
	rowNotSure = "\x00not sure"
	rowDecline = "\x00decline"
	rowYes     = "yes"
	rowNo      = "no"
)

// choice is a page answered from a list: choose_one, choose_many, yes_no and
// rating.
type choice struct {
	step prompts.Step
	list *list
	form *form
}

func newChoice(step prompts.Step, said journal.Value, look look) *choice {
	l := newList(step.Kind == journal.ChooseMany, choiceRows(step, said)...)
	if step.Key == "" && l.at < 0 {
		l.at = 0 // a page of kith's own, whose first choice is the usual one
	}
	return &choice{step: step, list: l, form: newForm(look.theme, l)}
}

func choiceRows(step prompts.Step, said journal.Value) []row {
	var rows []row
	switch step.Kind {
	case journal.YesNo:
		rows = append(rows,
			row{value: rowYes, label: "Yes", key: "y", on: said.Yes != nil && *said.Yes},
			row{value: rowNo, label: "No", key: "n", on: said.Yes != nil && !*said.Yes})
	case journal.Rating:
		for n := 1; n <= 5; n++ {
			rows = append(rows, ratingRow(step, said, n))
		}
		rows = append(rows, row{value: rowNotSure, label: "?  not sure", key: "?", alone: true, on: said.NotSure})
	default:
		for _, o := range step.Options {
			rows = append(rows, row{value: o.Value, label: o.Label, on: slices.Contains(said.Choices, o.Value)})
		}
	}
	return withDecline(rows, step, said)
}

func ratingRow(step prompts.Step, said journal.Value, n int) row {
	label := strconv.Itoa(n)
	if n <= len(step.Anchors) {
		label = fmt.Sprintf("%d  %s", n, step.Anchors[n-1])
	}
	return row{value: strconv.Itoa(n), label: label, key: strconv.Itoa(n),
		on: said.Number != nil && *said.Number == float64(n)}
}

// withDecline adds the way out of a page that has to be answered.
func withDecline(rows []row, step prompts.Step, said journal.Value) []row {
	if !step.Required && !said.Declined {
		return rows
	}
	label := "I would rather not say"
	if step.Kind == journal.Rating {
		label = "-  " + label
	}
	return append(rows, row{value: rowDecline, label: label, key: "-", alone: true, on: said.Declined})
}

// press chooses; enter takes the row under the cursor in a list of one.
func (c *choice) press(msg tea.KeyMsg) (move, error) {
	switch msg.String() {
	case "enter", "tab", "ctrl+d":
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

func (c *choice) value() journal.Value {
	var v journal.Value
	for _, chosen := range c.list.chosen() {
		switch {
		case chosen == rowDecline:
			return journal.Value{Declined: true}
		case chosen == rowNotSure:
			return journal.Value{NotSure: true}
		case c.step.Kind == journal.YesNo:
			return journal.YesValue(chosen == rowYes)
		case c.step.Kind == journal.Rating:
			n, _ := strconv.Atoi(chosen) // one of ratingRow's own
			return journal.NumberValue(float64(n))
		}
		v.Choices = append(v.Choices, chosen)
	}
	return v
}

func (c *choice) room(width int) (least, most int) {
	n := c.list.tall(width)
	return min(n, 4), n
}

func (c *choice) view(width, height int) string { return c.form.view(width, height) }

func (c *choice) hints() []hint {
	hints := []hint{{"enter", c.list.enter("choose", c.step)}}
	switch {
	case c.list.many:
		hints = []hint{{"enter", onward(c.step, c.value())}, {"space", "choose"}}
	case c.step.Kind == journal.Rating:
		hints = append(hints, hint{"1-5", "choose"})
	case c.step.Kind == journal.YesNo:
		hints = append(hints, hint{"y/n", "choose"})
	}
	hints = append(hints, hint{"↑/↓", "move"}, hint{"shift+tab", "back"})
	if !c.value().Empty() {
		hints = append(hints, hint{"backspace", "clear"})
	}
	return hints
}

// enter is the word for what that key does in a list of one.
func (l *list) enter(choose string, step prompts.Step) string {
	switch under := l.under(); {
	case under.on:
		return "next"
	case under.value != "":
		return choose
	case step.Required:
		return "next"
	}
	return "skip"
}
