package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// stepList is the steps of a sitting, each one enter away. At the end of the
// sitting what to do next is below them; from any other page one may go there.
// The cursor is at the step being asked or else at what is left to do, which is to
// finish where nothing is.
type stepList struct {
	steps []prompts.ListedStep
	list  *list // the steps, and what is below them
	ends  bool
	done  string
}

func newStepList(s *prompts.Session) *stepList {
	l := &stepList{steps: s.Steps(), list: newList(false), ends: s.Page().Ends()}
	for _, step := range l.steps {
		l.list.rows = append(l.list.rows, row{value: step.Name, goes: true})
	}
	if l.ends {
		for _, o := range s.Page().Step.Options {
			l.list.rows = append(l.list.rows, row{value: o.Value, label: o.Label})
		}
	} else {
		l.list.rows = append(l.list.rows, row{value: s.End(), label: "The end of this sitting", goes: true})
	}
	at := func(such func(prompts.ListedStep) bool) int { return slices.IndexFunc(l.steps, such) }
	l.list.at = at(func(step prompts.ListedStep) bool { return step.Here })
	if l.list.at < 0 {
		l.list.at = at(func(step prompts.ListedStep) bool {
			return step.Status == prompts.StepNotYet || step.Status == prompts.StepUnfit
		})
	}
	if l.list.at < 0 {
		l.list.at = len(l.steps)
	}
	return l
}

// chosen is the name of the page under the cursor, "" where there is none.
func (l *stepList) chosen() string {
	if r := l.list.under(); r.goes {
		return r.value
	}
	return ""
}

func (l *stepList) press(msg tea.KeyMsg) (move, error) {
	switch msg.String() {
	case "enter":
		if l.chosen() != "" {
			return jump, nil
		}
		l.done = l.list.under().value
		return forward, nil
	case "shift+tab":
		return back, nil
	case " ", "x", "backspace", "delete":
		return stay, nil // there is nothing to choose but by enter
	}
	l.list.Update(msg)
	return stay, nil
}

func (l *stepList) typing() bool { return false }

func (l *stepList) value() journal.Value {
	if l.done == "" {
		return journal.Value{}
	}
	return journal.ChoiceValue(l.done)
}

func (l *stepList) size(width int) (least, most int) {
	l.draw(width)
	n := l.list.tall(width)
	return min(n, 5), n
}

// draw writes each step as one line: its number, what has become of it, and as
// much of its words as there is room for.
func (l *stepList) draw(width int) {
	digits := len(fmt.Sprint(len(l.steps)))
	for i, step := range l.steps {
		line := fmt.Sprintf("%*d  %-8s  %s", digits, step.Number, step.Status, text.Visible(step.Prompt))
		l.list.rows[i].label = strings.TrimRight(text.Cut(line, max(1, width-len("> "))), " ")
	}
}

func (l *stepList) view(width, height int) string {
	l.draw(width)
	l.list.WithWidth(width)
	l.list.WithHeight(height)
	return l.list.View()
}

func (l *stepList) hints() []hint {
	does := map[string]string{prompts.Finish: "finish", prompts.StopHere: "stop here", prompts.GoOn: "go on"}
	hints := []hint{{"enter", cmp.Or(does[l.list.under().value], "open it")}, {"↑/↓", "move"}}
	if l.ends {
		hints = append(hints, hint{"shift+tab", "back"})
	}
	return hints
}
