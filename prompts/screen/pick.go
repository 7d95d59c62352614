package screen

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// rowAnother opens the line in which a community not in the list is named.
const rowAnother = "\x00another"

// pick is a page answered with one community or several.
type pick struct {
	step  prompts.Step
	look  look
	list  *list
	form  *form
	byRow map[string]journal.Community

	adding *form // the name of another one, while it is being typed
	name   string
}

func newPick(step prompts.Step, said journal.Value, offered []journal.Community, look look) *pick {
	p := &pick{step: step, look: look, byRow: map[string]journal.Community{}}
	picked := map[journal.ID]bool{}
	for _, c := range said.Communities {
		picked[c.ID] = true
	}
	var rows []row
	for _, c := range append(offered, said.Communities...) { // one put away may still be picked
		value := string(c.ID)
		if _, there := p.byRow[value]; !there {
			p.byRow[value] = journal.Community{ID: c.ID, Name: c.Name}
			rows = append(rows, row{value: value, label: c.Name, on: picked[c.ID]})
		}
	}
	empty := len(rows) == 0
	rows = append(rows, row{value: rowAnother, label: "+ another one", does: true})
	p.list = newList(step.Multiple, withDecline(rows, step, said)...)
	for i, r := range p.list.rows {
		if r.on {
			p.list.at = i // the last one: it may have been added just now
		}
	}
	p.form = newForm(look.theme, p.list)
	if empty {
		p.add()
	}
	return p
}

// add opens the line for a name.
func (p *pick) add() {
	p.name = ""
	p.adding = newForm(p.look.theme, huh.NewInput().Value(&p.name))
}

func (p *pick) press(msg tea.KeyMsg) (move, error) {
	if p.adding != nil {
		return p.pressName(msg)
	}
	k := msg.String()
	another := p.list.under().does
	switch {
	case k == "+", another && (k == " " || k == "x" || k == "enter"):
		p.add()
		return stay, nil
	case k == "enter", k == "tab", k == "ctrl+d":
		if !p.list.many && !another {
			p.list.take(p.list.at)
		}
		return forward, nil
	case k == "shift+tab":
		return back, nil
	}
	p.form.press(msg)
	return stay, nil
}

// pressName is press while a name is being typed.
func (p *pick) pressName(msg tea.KeyMsg) (move, error) {
	switch msg.String() {
	case "enter", "tab", "ctrl+d", "shift+tab":
		if strings.TrimSpace(p.name) != "" {
			return again, nil // the session knows it now, and lists it
		}
		p.adding = nil
		if len(p.byRow) == 0 && msg.String() != "shift+tab" {
			p.add()
			return forward, nil
		}
		if len(p.byRow) == 0 {
			return back, nil
		}
	default:
		p.adding.press(msg)
	}
	return stay, nil
}

func (p *pick) value() journal.Value {
	var v journal.Value
	for _, chosen := range p.list.chosen() {
		if chosen == rowDecline {
			v.Declined = true
		} else {
			v.Communities = append(v.Communities, p.byRow[chosen])
		}
	}
	name := strings.TrimSpace(p.name)
	if p.adding == nil || name == "" {
		return v
	}
	if name == "-" && len(v.Communities) == 0 {
		return journal.Value{Declined: true}
	}
	added := journal.Community{Name: name}
	for _, c := range p.byRow {
		if text.Fold(c.Name) == text.Fold(name) {
			added = c
		}
	}
	v.Declined = false
	if !p.step.Multiple {
		v.Communities = nil
	}
	for _, c := range v.Communities {
		if c.ID == added.ID {
			return v // picked already
		}
	}
	v.Communities = append(v.Communities, added)
	return v
}

func (p *pick) room(width int) (least, most int) {
	if p.adding != nil {
		return 2, 2
	}
	n := p.list.tall(width)
	return min(n, 4), n
}

func (p *pick) view(width, height int) string {
	if p.adding != nil {
		return p.look.theme.Focused.Title.Render("Its name") + "\n" + p.adding.view(width, height-1)
	}
	return p.form.view(width, height)
}

func (p *pick) hints() []hint {
	switch {
	case p.adding != nil:
		return []hint{{"enter", "add it"}, {"shift+tab", "back"}}
	case p.step.Multiple:
		return []hint{{"enter", onward(p.step, p.value())}, {"space", "pick"}, {"↑/↓", "move"}, {"+", "another"}, {"shift+tab", "back"}}
	}
	return []hint{{"enter", p.list.enter("pick", p.step)}, {"↑/↓", "move"}, {"+", "another"}, {"shift+tab", "back"}}
}
