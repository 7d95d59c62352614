package screen

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// details is a page that asks what else there is to say of those that an inventory
// lists. Each is a row, and has a form a key away; what is said in it is said.
type details struct {
	entries[journal.Community]
	lacking func(journal.Community) prompts.Entries[journal.Community] // what is asked of each
	rows    *list
	open    bool // the form is shown, for item at
}

func newDetails(step prompts.Step, said journal.Value, lacking func(journal.Community) prompts.Entries[journal.Community], now func() time.Time) asker {
	d := &details{lacking: lacking, rows: newList(false)}
	d.entries = entries[journal.Community]{Entries: prompts.Names(), step: step, now: now, items: said.Communities}
	for _, c := range d.items {
		d.rows.rows = append(d.rows.rows, row{value: string(c.ID), goes: true})
	}
	return d
}

func (d *details) press(msg tea.KeyMsg) (move, error) {
	if d.open {
		return d.pressForm(msg)
	}
	switch k := msg.String(); {
	case k == "enter" && d.rows.at >= 0:
		d.Entries = d.lacking(d.items[d.rows.at])
		d.fill(d.rows.at, d.items[d.rows.at])
		d.open = d.form.move(+1) // past its name
	case k == "enter" || k == "tab" || k == "ctrl+d":
		return forward, nil
	case k == "shift+tab":
		return back, nil
	default:
		d.rows.Update(msg)
	}
	return stay, nil
}

// pressForm is press while the form is open. With its last field, and before its
// first, it closes.
func (d *details) pressForm(msg tea.KeyMsg) (move, error) {
	defer func() { d.items[d.at] = *d.thing }()
	if d.form.pressAdding(msg) {
		return stay, nil
	}
	list, k := d.form.list(), d.form.key(msg)
	if list != nil && !list.many && (k == "enter" || k == "tab") {
		list.take(list.at)
	}
	switch {
	case (k == "enter" || k == "tab") && d.form.move(+1):
	case k == "enter" || k == "tab" || k == "ctrl+d":
		return d.close(+1)
	case k == "shift+tab" && d.form.at > 1:
		d.form.move(-1)
	case k == "shift+tab":
		return d.close(0)
	default:
		d.form.press(msg)
	}
	return stay, nil
}

// close goes back to the rows, to this one or the next: after the last the cursor
// is on none, and enter goes on.
func (d *details) close(by int) (move, error) {
	checked, err := d.Check(*d.thing, d.now())
	if err != nil {
		return stay, err
	}
	*d.thing, d.open = checked, false
	if d.rows.at += by; d.rows.at >= len(d.items) {
		d.rows.at = -1
	}
	return stay, nil
}

func (d *details) typing() bool { return d.open && d.form.typing() != nil }

func (d *details) value() journal.Value { return d.Value(d.items) }

// said is what was said here, beside the names that were there.
func (d *details) said() (v journal.Value) {
	for _, c := range d.items {
		if d.lacking(c).Says(c) {
			v.Communities = append(v.Communities, c)
		}
	}
	return v
}

func (d *details) size(width int) (least, most int) {
	if d.open { // the form matters more than the help
		title, tall := len(d.title(width)), d.form.tall(width)
		return title + min(tall, 6), title + tall
	}
	return min(len(d.items), 4), len(d.items)
}

// title is whom the form is about, and what is asked.
func (d *details) title(width int) []string {
	return drawn(wrapped(d.Name(*d.thing)+": "+d.Fields[d.form.at].Question, width), huh.ThemeBase16().Focused.Title)
}

func (d *details) view(width, height int) string {
	if d.open {
		title, tall := d.title(width), d.form.tall(width)
		title = title[:min(len(title), max(1, height-min(tall, 3)))]
		return strings.Join(append(title, d.form.view(width, max(1, min(tall, height-len(title))))), "\n")
	}
	for i, c := range d.items {
		d.rows.rows[i].label = text.Cut(text.Visible(text.Line(d.Line(c))), max(1, width-len("> ")))
	}
	d.rows.WithWidth(width)
	d.rows.WithHeight(height)
	return d.rows.View()
}

func (d *details) hints() []hint {
	onward := onward(d.step, d.said())
	switch {
	case !d.open && d.rows.at < 0:
		return []hint{{"enter", onward}, {"↓", "say more of one"}, {"shift+tab", "back"}}
	case !d.open:
		return []hint{{"enter", "say more"}, {"tab", onward}, {"↑/↓", "move"}, {"shift+tab", "back"}}
	}
	enter, back := "next field", "field before"
	if d.form.at == len(d.Fields)-1 {
		enter = "keep it"
	}
	if d.form.at == 1 {
		back = "back to the list"
	}
	list := d.form.list()
	if list == nil {
		return append([]hint{{"enter", enter}, {"shift+tab", back}}, d.form.typing().hints()...)
	}
	hints := list.hints("choose", enter)
	if list.adding != nil && (list.typed != "" || list.picks()) {
		return hints
	}
	return append(hints, hint{"ctrl+d", "keep it"}, hint{"shift+tab", back})
}
