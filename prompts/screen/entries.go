package screen

import (
	"fmt"
	"slices"
	"strings"

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
	twin  func(now T, others []T) error
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

// pressList is press while the cursor is among the items.
func (e *entries[T]) pressList(msg tea.KeyMsg) move {
	switch msg.String() {
	case "up", "k":
		e.row = max(0, e.row-1)
	case "down", "j":
		if e.row++; e.row >= len(e.items) {
			e.row = -1
		}
	case "enter", "e":
		row := e.row
		e.items = e.all() // what is in the form already stays in the list
		e.fill(row)
	case "x", "d", "delete", "backspace":
		e.remove()
	case "u":
		if n := len(e.gone); n > 0 {
			last := e.gone[n-1]
			e.items = slices.Insert(e.items, min(last.at, len(e.items)), last.item)
			e.gone = e.gone[:n-1]
			e.row = min(last.at, len(e.items)-1)
			if e.at >= e.row {
				e.at++
			}
		}
	case "tab", "ctrl+d":
		e.row = -1
	case "shift+tab":
		return back
	}
	return stay
}

// remove takes the item under the cursor off the list. The form is for another
// one: it is left by way of onward or finish first.
func (e *entries[T]) remove() {
	e.gone = append(e.gone, removed[T]{e.items[e.row], e.row})
	e.items = slices.Delete(e.items, e.row, e.row+1)
	switch {
	case e.at == e.row:
		e.fill(len(e.items))
	case e.at > e.row:
		e.at--
	}
	e.row = min(e.row, len(e.items)-1)
}

// room is for the form, and for the items above it as far as there is any.
func (e *entries[T]) room(width int) (least, most int) {
	form := e.formTall(width)
	all := len(e.all())
	return min(form, 4) + min(all, 1), form + all + min(all, 1)
}

func (e *entries[T]) formTall(width int) int {
	n := 1
	if l, ok := e.form.fields[e.form.at].(*list); ok {
		n = l.tall(width)
	}
	return len(e.title(width)) + n
}

func (e *entries[T]) view(width, height int) string {
	all := e.all()
	form := min(e.formTall(width), max(2, height-min(len(all), 1)))
	lines := e.lines(all, width, height-form)
	if len(lines) > 0 && len(lines) < height-form {
		lines = append(lines, "")
	}
	title := e.title(width)
	title = title[:min(len(title), form-1)]
	lines = append(lines, title...)
	return strings.Join(append(lines, e.form.view(width, form-len(title))), "\n")
}

// lines are as many items as there is room for, around the one that matters.
func (e *entries[T]) lines(all []T, width, room int) []string {
	focus := e.row
	if focus < 0 {
		focus = e.at
	}
	from := min(max(0, focus-room/2), max(0, len(all)-room))
	var lines []string
	for i := from; i < min(len(all), from+room); i++ {
		mark, style := "  ", e.look.faint.UnsetFaint()
		if i == e.row {
			mark, style = "> ", e.look.strong
		} else if i == e.at && e.row < 0 {
			mark, style = "› ", e.look.strong
		}
		lines = append(lines, style.Render(fit(fmt.Sprintf("%s%d  %s", mark, i+1, e.sort.line(all[i])), width)))
	}
	return lines
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
