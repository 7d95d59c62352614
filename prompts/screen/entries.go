package screen

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"kith/journal"
	"kith/prompts"
)

// entries is a page that gathers things one after another, each in a small
// form of one field at a time: the communities of an inventory, suggestions.
// What is in the form counts from the first letter, so that a page left half
// way has it in the list when it is opened again.
type entries[T any] struct {
	step  prompts.Step
	sort  sort[T]
	look  look
	items []T

	form   *form
	titles []string
	now    *T  // what the form holds
	at     int // the item it is for; len(items) for a new one

	asked string // what was asked about, once

	row  int          // the item under the cursor, or -1 while the form has it
	gone []removed[T] // on this page, the last one last
}

// field is one field of the form, and what stands over it.
type field struct {
	title string
	huh.Field
}

// removed is an item and where it was.
type removed[T any] struct {
	item T
	at   int
}

// sort is what communities and suggestions do each in their own way.
type sort[T any] struct {
	// fields are those of the form, over the thing it fills in.
	fields func(now *T, others []T) []field
	// head is the text of the first field, and headed a thing with that alone.
	head   func(T) string
	headed func(string) T
	blank  func(T) bool
	line   func(T) string
	// twin complains of a thing that is in the list already.
	twin func(now T, others []T) error
	// query asks about a thing that may be known under that head; entering it
	// once more is the answer.
	query func(now T) error
	check func(T) (T, error)
	value func([]T) journal.Value
}

func newEntries[T any](step prompts.Step, sort sort[T], items []T, declined bool, look look) *entries[T] {
	e := &entries[T]{step: step, sort: sort, look: look, items: slices.Clone(items), row: -1}
	e.fill(len(items))
	if declined {
		*e.now = sort.headed("-")
		e.draw()
	}
	return e
}

// fill opens the form for item i, or for a new one.
func (e *entries[T]) fill(i int) {
	now := e.sort.headed("")
	if i < len(e.items) {
		now = e.items[i]
	}
	e.at, e.now, e.row = i, &now, -1
	e.draw()
}

// draw makes the form over what it holds.
func (e *entries[T]) draw() {
	e.titles = nil
	var fields []huh.Field
	for _, f := range e.sort.fields(e.now, e.others()) {
		e.titles = append(e.titles, f.title)
		fields = append(fields, f.Field)
	}
	e.form = newForm(e.look.theme, fields...)
}

// title stands over the field in use.
func (e *entries[T]) title(width int) []string {
	return drawn(wrap(e.titles[e.form.at], width), e.look.theme.Focused.Title)
}

// others are the items but for the one in the form.
func (e *entries[T]) others() []T {
	if e.at < len(e.items) {
		return slices.Delete(slices.Clone(e.items), e.at, e.at+1)
	}
	return e.items
}

// fresh reports that the form is for something new.
func (e *entries[T]) fresh() bool { return e.at == len(e.items) }

// all are the items with what the form holds. A new one has no id: the session
// finds out whom its name means. Cleared to be typed anew, an item stays.
func (e *entries[T]) all() []T {
	all := slices.Clone(e.items)
	switch {
	case e.sort.blank(*e.now), e.declines():
		return all
	case e.fresh():
		return append(all, *e.now)
	}
	all[e.at] = *e.now
	return all
}

// declines reports the sign for "would rather not say" in place of any item.
func (e *entries[T]) declines() bool { return len(e.items) == 0 && e.sort.head(*e.now) == "-" }

func (e *entries[T]) value() journal.Value {
	if e.declines() {
		return journal.Value{Declined: true}
	}
	return e.sort.value(e.all())
}

func (e *entries[T]) press(msg tea.KeyMsg) (move, error) {
	if e.row >= 0 {
		return e.pressList(msg), nil
	}
	switch msg.String() {
	case "enter", "tab":
		return e.onward()
	case "ctrl+d":
		if e.fresh() && e.sort.blank(*e.now) {
			return forward, nil
		}
		return e.finish()
	case "shift+tab":
		if !e.form.back() {
			return back, nil
		}
		return stay, nil
	case "up":
		if e.form.at == 0 && len(e.items) > 0 {
			e.row = len(e.items) - 1
			return stay, nil
		}
	}
	e.form.press(msg)
	return stay, nil
}

// onward goes to the form's next field, ends the form after the last, and
// leaves the page from a form that holds nothing.
func (e *entries[T]) onward() (move, error) {
	if l, ok := e.form.fields[e.form.at].(*list); ok && !l.many {
		l.take(l.at)
	}
	if e.form.at == 0 {
		if e.fresh() && e.sort.blank(*e.now) || e.declines() {
			return forward, nil
		}
		if err := e.sort.twin(*e.now, e.others()); err != nil {
			return stay, err
		}
		if head := e.sort.head(*e.now); head != e.asked {
			e.asked = head
			if err := e.sort.query(*e.now); err != nil {
				return stay, err
			}
		}
	}
	if e.form.next() {
		return stay, nil
	}
	return e.finish()
}

// finish takes what the form holds into the list.
func (e *entries[T]) finish() (move, error) {
	if err := e.sort.twin(*e.now, e.others()); err != nil {
		return stay, err
	}
	checked, err := e.sort.check(*e.now)
	if err != nil {
		return stay, err
	}
	*e.now = checked
	return again, nil
}

func (e *entries[T]) hints() []hint {
	if e.row >= 0 {
		hints := []hint{{"enter", "change"}, {"x", "remove"}, {"↓", "back to the form"}}
		if len(e.gone) > 0 {
			hints = append(hints, hint{"u", "put back"})
		}
		return hints
	}
	blank := e.sort.blank(*e.now)
	hints := []hint{{"enter", "next"}}
	if blank {
		hints[0].does = "go on"
	}
	if l, ok := e.form.fields[e.form.at].(*list); ok && l.many {
		hints = append(hints, hint{"space", "choose"})
	}
	if !blank {
		hints = append(hints, hint{"ctrl+d", "add it now"})
	}
	if e.form.at == 0 && len(e.items) > 0 {
		hints = append(hints, hint{"↑", "change or remove"})
	}
	hints = append(hints, hint{"shift+tab", "back"})
	if e.step.Required && len(e.items) == 0 && blank {
		hints = append(hints, hint{"-", "rather not say"})
	}
	return hints
}
