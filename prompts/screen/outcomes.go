package screen

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
	"kith/prompts/screen/program"
)

// outcomes is a page that asks of each suggestion that is due what came of it, in a
// small form of one field at a time: the word for it, the day of one that is for
// later, a note. One may be passed over.
type outcomes struct {
	prompts.Entries[journal.Suggestion]
	step prompts.Step
	now  func() time.Time
	due  []journal.Suggestion
	at   int // the one in the form
	form *form

	declined bool // as long as nothing is said
}

func newOutcomes(s *prompts.Session, now func() time.Time) *outcomes {
	o := &outcomes{Entries: prompts.OutcomesOf(s.Page().Step), step: s.Page().Step, now: now, due: s.Due(), declined: s.Answer().Declined}
	for o.at < len(o.due)-1 && o.due[o.at].State != "" {
		o.at++ // the first of which nothing was said
	}
	o.fill()
	return o
}

// fill opens the form for the suggestion that is asked about.
func (o *outcomes) fill() {
	var fields []field
	for _, f := range o.Fields[1:] {
		thing := &o.due[o.at]
		if f.Choices == nil {
			fields = append(fields, newInput("", newTyping(f.Text(*thing), func(s string) {
				words, _ := f.Read(s) // a text is never refused
				f.Put(thing, words)
			})))
			continue
		}
		var rows []row
		for i, c := range f.Choices {
			rows = append(rows, row{value: c, label: c, key: fmt.Sprint(i + 1), on: f.Text(*thing) == c})
		}
		l := newList(false, rows...)
		l.changed = func() { f.Put(thing, l.chosen()) }
		fields = append(fields, field{Field: l})
	}
	o.form = newForm(fields...)
}

// skips reports a field that the suggestion in the form has no use for.
func (o *outcomes) skips(i int) bool {
	switch state := o.due[o.at].State; o.Fields[1+i].Name {
	case "try_by":
		return state != journal.SuggestionOpen
	case "note":
		return state == ""
	}
	return false
}

func (o *outcomes) press(msg tea.KeyMsg) (move, error) {
	l := o.form.list()
	switch msg.String() {
	case "enter":
		if l != nil && l.at >= 0 {
			l.take(l.at)
		}
		return o.move(+1)
	case "tab", "ctrl+d":
		return o.next()
	case "shift+tab":
		return o.move(-1)
	}
	o.form.press(msg)
	return stay, nil
}

// move shows the field after this one, or before it, and the suggestion after the last.
func (o *outcomes) move(by int) (move, error) {
	for o.form.move(by) {
		if !o.skips(o.form.at) {
			return stay, nil
		}
	}
	if by > 0 {
		return o.next()
	}
	if o.at == 0 {
		return back, nil
	}
	o.at--
	o.fill()
	return stay, nil
}

// next goes on to the next suggestion, once what was said of this one can be taken.
func (o *outcomes) next() (move, error) {
	if sg := o.due[o.at]; sg.State != "" {
		sg, err := o.Check(sg, o.now())
		if err == nil {
			err = prompts.CheckOutcome(sg, o.now())
		}
		if err != nil {
			for o.form.at != 1 && o.form.move(1-o.form.at) {
				// to the day, the one thing that can be wrong
			}
			return stay, err
		}
		o.due[o.at] = sg
	}
	if o.at == len(o.due)-1 {
		return forward, nil
	}
	o.at++
	o.fill()
	return stay, nil
}

func (o *outcomes) typing() bool { return o.form.typing() != nil }

func (o *outcomes) value() journal.Value {
	var said []journal.Suggestion
	for _, sg := range o.due {
		if sg.State != "" {
			said = append(said, sg)
		}
	}
	return journal.Value{Suggestions: said, Declined: o.declined && len(said) == 0}
}

// head is the suggestion and, under it, what is asked of it.
func (o *outcomes) head(width int) []string {
	sg := o.due[o.at]
	which := journal.Suggestion{Text: sg.Text, FromRole: sg.FromRole, Community: sg.Community}.Line()
	head := wrapped(fmt.Sprintf("%d of %d: %s", o.at+1, len(o.due), text.Line(which)), width)
	return append(drawn(head, program.Strong()), drawn(wrapped(o.Fields[1+o.form.at].Question, width), huh.ThemeBase16().Focused.Title)...)
}

func (o *outcomes) tall(width int) int {
	if l := o.form.list(); l != nil {
		return l.tall(width)
	}
	return 1
}

func (o *outcomes) size(width int) (least, most int) {
	head, form := len(o.head(width)), o.tall(width)
	return min(head, 3) + min(form, 4), head + form
}

// view is the head and the form; where there is no room for both whole, of the
// suggestion the beginning.
func (o *outcomes) view(width, height int) string {
	head, form := o.head(width), min(o.tall(width), max(1, height-2))
	if room := max(1, height-form); len(head) > room {
		head = append(head[:room-1:room-1], head[len(head)-1])
	}
	return strings.Join(append(head, o.form.view(width, form)), "\n")
}

func (o *outcomes) hints() []hint {
	on := "next one"
	if o.at == len(o.due)-1 {
		on = onward(o.step, o.value())
	}
	enter, back := hint{"enter", "next field"}, "field before"
	if o.form.at == 0 {
		back = "one before"
		if o.at == 0 {
			back = "back"
		}
	}
	l := o.form.list()
	switch {
	case l != nil && l.at >= 0 && !l.under().on:
		enter.does = "choose"
	case l != nil && l.at < 0, o.form.at == len(o.Fields)-2:
		enter.does = on
	}
	hints := []hint{enter}
	if l != nil {
		hints = append(hints, hint{"↑/↓", "move"})
	}
	if enter.does != on {
		hints = append(hints, hint{"tab", on})
	}
	hints = append(hints, hint{"shift+tab", back})
	if l == nil {
		hints = append(hints, o.form.typing().hints()...)
	}
	return hints
}
