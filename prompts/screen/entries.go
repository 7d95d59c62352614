package screen

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
	"kith/prompts/screen/program"
)

// entries is a page that gathers things one after another, each in a small
// form of one field at a time: the communities of an inventory, suggestions.
// What is in the form is kept from the first letter, as half typed: a page left
// half way has it in the form when it is opened again.
type entries[T any] struct {
	prompts.Entries[T]
	step     prompts.Step
	known    []journal.Community // to pick from
	complete []string            // names that complete what is typed of the first field
	now      func() time.Time
	items    []T

	form  *form
	thing *T  // what the form holds
	at    int // the item it is for; len(items) for a new one

	// twin complains of a thing that is in the list already, and query asks about
	// one that may be known by its name; entering it once more is the answer.
	twin  func(thing T, others []T) error
	query func(thing T) error
	asked string // what was asked about, once

	row  int          // the item under the cursor, or -1 while the form has it
	gone []removed[T] // on this page, the last one last
}

// removed is an item and where it was.
type removed[T any] struct {
	item T
	at   int
}

// begin lists what was said, and opens the form for something new.
func (e *entries[T]) begin(said journal.Value) asker {
	e.items = slices.Clone(e.Of(said))
	var none T
	if said.Declined {
		none = e.Named("-")
	}
	e.fill(len(e.items), none)
	if said.Half != nil {
		if things := e.Of(said.Half.Thing); len(things) == 1 {
			e.fill(min(said.Half.At, len(e.items)), things[0])
		}
	}
	return e
}

// fill opens the form for item i, or for a new one.
func (e *entries[T]) fill(i int, item T) {
	thing := &item
	e.at, e.thing, e.row = i, thing, -1
	var fields []field
	for i, f := range e.Fields {
		switch {
		case f.Choices != nil || f.Picks:
			fields = append(fields, field{Field: e.newFieldList(f)})
		case i == 0:
			fields = append(fields, newInput("", newTyping(f.Text(*thing), func(s string) {
				f.Put(thing, []string{s}) // also "-", which declines the whole page
			}), e.complete...))
		default:
			fields = append(fields, newInput("", newTyping(f.Text(*thing), func(s string) {
				words, _ := f.Read(s) // a text is never refused
				f.Put(thing, words)
			})))
		}
	}
	e.form = newForm(fields...)
}

// newFieldList is the list that a field with choices is answered from.
func (e *entries[T]) newFieldList(f prompts.Field[T]) *list {
	thing, words := e.thing, f.Words(*e.thing)
	var rows []row
	if f.Picks {
		var picked []journal.Community
		for _, w := range words {
			picked = append(picked, journal.Community{Name: w})
		}
		rows = communityRows(e.known, picked)
	}
	for _, w := range text.Union(f.Choices, words) {
		if !f.Picks {
			rows = append(rows, row{value: w, label: w, on: text.Has(words, w)})
		}
	}
	if f.Own {
		rows = append(rows, row{value: rowAnother, label: "+ another kind", adds: true})
	}
	l := newList(f.Many, rows...)
	if f.Many {
		l.at = 0
	}
	switch {
	case f.Picks:
		l.title = "Its name"
		l.read = func(typed string) []row { return readCommunity(e.known, typed) }
	case f.Own:
		l.title = "Another one, or several with commas between"
		l.read = func(typed string) []row {
			words, _ := f.Read(typed)
			var rows []row
			for _, w := range words {
				rows = append(rows, row{value: w, label: w})
			}
			return rows
		}
	}
	l.changed = func() { f.Put(thing, l.withTyped()) }
	return l
}

// title stands over the field in use.
func (e *entries[T]) title(width int) []string {
	title := e.Fields[e.form.at].Question
	if e.form.at == 0 && e.fresh() && len(e.items) > 0 {
		title = "Another one, or enter to go on"
	}
	return drawn(wrapped(title, width), huh.ThemeBase16().Focused.Title)
}

// others are the items but for the one in the form.
func (e *entries[T]) others() []T {
	if e.fresh() {
		return e.items
	}
	return slices.Delete(slices.Clone(e.items), e.at, e.at+1)
}

// fresh reports that the form is for something new.
func (e *entries[T]) fresh() bool { return e.at == len(e.items) }

// all are the items with what the form holds. Cleared to be typed anew, an item
// stays.
func (e *entries[T]) all() []T {
	all := slices.Clone(e.items)
	switch {
	case e.Blank(*e.thing), e.declines():
		return all
	case e.fresh():
		return append(all, *e.thing)
	}
	all[e.at] = *e.thing
	return all
}

// declines reports the sign for "would rather not say" in place of any item.
func (e *entries[T]) declines() bool {
	return len(e.items) == 0 && strings.TrimSpace(e.Name(*e.thing)) == "-"
}

func (e *entries[T]) typing() bool { return e.row < 0 && e.form.typing() != nil }

func (e *entries[T]) value() journal.Value {
	if e.declines() {
		return journal.Value{Declined: true}
	}
	v := e.Value(e.items)
	if e.half() {
		v.Half = &journal.Half{At: e.at, Thing: e.Value([]T{*e.thing})}
	}
	return v
}

// half reports that the form holds what is not in the list yet.
func (e *entries[T]) half() bool {
	if e.Blank(*e.thing) || e.declines() {
		return false
	}
	return e.fresh() || !e.Value([]T{*e.thing}).Equal(e.Value([]T{e.items[e.at]}))
}

func (e *entries[T]) press(msg tea.KeyMsg) (move, error) {
	if e.row >= 0 {
		return e.pressList(msg)
	}
	if e.form.pressAdding(msg) {
		return stay, nil
	}
	list, k := e.form.list(), e.form.key(msg)
	nothing := e.fresh() && e.Blank(*e.thing) || e.declines()
	switch {
	case (k == "enter" || k == "tab" || k == "ctrl+d") && e.form.at == 0 && nothing:
		return forward, nil
	case k == "enter" || k == "tab":
		if list != nil && !list.many {
			list.take(list.at)
		}
		if e.form.at == 0 {
			if err := e.twin(*e.thing, e.others()); err != nil {
				return stay, err
			}
			if name := strings.TrimSpace(e.Name(*e.thing)); name != e.asked {
				e.asked = name
				if err := e.query(*e.thing); err != nil {
					return stay, err
				}
			}
		}
		if e.form.move(+1) {
			return stay, nil
		}
		return e.finish()
	case k == "ctrl+d":
		return e.finish()
	case k == "shift+tab":
		if !e.form.move(-1) {
			return back, nil
		}
		return stay, nil
	case k == "ctrl+z" && e.undoes():
		e.putBack()
		return stay, nil
	case k == "up" && e.form.at == 0 && len(e.items)+len(e.gone) > 0:
		e.row = max(0, len(e.items)-1)
		return stay, nil
	}
	e.form.press(msg)
	return stay, nil
}

// finish takes what the form holds into the list.
func (e *entries[T]) finish() (move, error) {
	if err := e.twin(*e.thing, e.others()); err != nil {
		return stay, err
	}
	checked, err := e.Check(*e.thing, e.now())
	if err != nil {
		return stay, err
	}
	*e.thing = checked
	e.items = e.all()
	var none T
	e.fill(len(e.items), none)
	return again, nil
}

// pressList is press while the cursor is among the items.
func (e *entries[T]) pressList(msg tea.KeyMsg) (move, error) {
	k := msg.String()
	if len(e.items) == 0 && k != "u" && k != "shift+tab" {
		k = "tab" // there is nothing but to put back what was removed
	}
	switch k {
	case "up", "k":
		e.row = max(0, e.row-1)
	case "down", "j":
		if e.row++; e.row >= len(e.items) {
			e.row = -1
		}
	case "enter", "e":
		if e.half() && e.at != e.row {
			return stay, journal.Errorf(journal.Invalid, "%q is only half typed", text.Line(e.Name(*e.thing))).
				WithHint("go down to the form and finish it, or clear it")
		}
		if e.at != e.row {
			e.fill(e.row, e.items[e.row])
		}
		e.row = -1
	case "x", "d", "delete", "backspace":
		e.gone = append(e.gone, removed[T]{e.items[e.row], e.row})
		e.items = slices.Delete(e.items, e.row, e.row+1)
		switch {
		case e.at == e.row: // the form was for this one
			var none T
			e.fill(len(e.items), none)
		case e.at > e.row:
			e.at--
		}
		e.row = max(0, min(e.row, len(e.items)-1))
	case "u":
		if len(e.gone) > 0 {
			e.row = e.putBack()
		}
	case "tab", "ctrl+d":
		e.row = -1
	case "shift+tab":
		return back, nil
	}
	return stay, nil
}

// putBack takes back the last removal, and gives the place of the item.
func (e *entries[T]) putBack() int {
	last := e.gone[len(e.gone)-1]
	e.gone = e.gone[:len(e.gone)-1]
	at := min(last.at, len(e.items))
	e.items = slices.Insert(e.items, at, last.item)
	if e.at >= at {
		e.at++
	}
	return at
}

// undoes reports that ctrl+z puts back an item: there is nothing typed to undo.
func (e *entries[T]) undoes() bool {
	typing := e.form.typing()
	return typing != nil && len(typing.past) == 0 && len(e.gone) > 0
}

func (e *entries[T]) hints() []hint {
	switch {
	case e.row >= 0 && len(e.items) == 0:
		return []hint{{"u", "put back"}, {"tab", "back to the form"}}
	case e.row >= 0:
		hints := []hint{{"enter", "change"}, {"x", "remove"}, {"tab", "back to the form"}}
		if len(e.gone) > 0 {
			hints = append(hints, hint{"u", "put back"})
		}
		return hints
	}
	blank, list := e.Blank(*e.thing), e.form.list()
	done := map[bool]string{true: "add it", false: "keep it"}[e.fresh()]
	enter, now, back := "next field", hint{"ctrl+d", done}, "back"
	if e.form.at > 0 {
		back = "field before"
	}
	switch {
	case e.form.at == 0 && (e.fresh() && blank || e.declines()):
		enter, now = onward(e.step, e.value()), hint{}
	case blank:
		enter, now = "", hint{} // an item that was cleared
	case e.form.at == len(e.Fields)-1:
		enter, now = done, hint{}
	}
	hints := []hint{{"enter", enter}}
	if list != nil {
		hints = list.hints("choose", enter)
		if list.adding != nil && (list.typed != "" || list.picks()) {
			return hints
		}
	}
	hints = append(hints, now)
	if e.form.at == 0 && len(e.items) > 0 {
		hints = append(hints, hint{"↑", "change or remove"})
	}
	hints = append(hints, hint{"shift+tab", back})
	if e.step.Required && len(e.items) == 0 && blank && e.form.at == 0 {
		hints = append(hints, hint{"-", "rather not say"})
	}
	if list == nil {
		hints = append(hints, e.form.typing().hints()...)
	}
	if e.undoes() {
		hints = append(hints, hint{"ctrl+z", "put back"})
	}
	return hints
}

// size is for the form, and for the items above it as far as there is any.
func (e *entries[T]) size(width int) (least, most int) {
	form := e.formTall(width)
	all := len(e.all())
	if e.row >= 0 && len(e.items) == 0 {
		all++ // what can be put back
	}
	return min(form, 4) + min(all, 1), form + all + min(all, 1)
}

func (e *entries[T]) formTall(width int) int { return len(e.title(width)) + e.form.tall(width) }

// view is as many items as there is room for, around the one that matters, and
// the form below them.
func (e *entries[T]) view(width, height int) string {
	all := e.all()
	form := min(e.formTall(width), max(2, height-1))
	focus, room := e.row, height-form
	if focus < 0 {
		focus = e.at
	}
	from := min(max(0, focus-room/2), max(0, len(all)-room))
	var lines []string
	for i := from; i < min(len(all), from+room); i++ {
		mark, style := "  ", lipgloss.NewStyle()
		if i == e.row {
			mark, style = "> ", program.Strong()
		} else if i == e.at && e.row < 0 {
			mark, style = "› ", program.Strong()
		}
		line := e.Line(all[i])
		if strings.TrimSpace(e.Name(all[i])) == "" {
			line = fmt.Sprintf("(no %s yet)%s", e.Fields[0].Name, line)
		}
		lines = append(lines, style.Render(text.Cut(fmt.Sprintf("%s%d  %s", mark, i+1, line), width)))
	}
	if e.row >= 0 && len(e.items) == 0 && room > 0 {
		lines = append(lines, text.Cut("> (u puts back "+e.Line(e.gone[len(e.gone)-1].item)+")", width))
	}
	if len(lines) > 0 && len(lines) < room {
		lines = append(lines, "")
	}
	title := e.title(width)
	title = title[:min(len(title), form-1)]
	lines = append(lines, title...)
	return strings.Join(append(lines, e.form.view(width, form-len(title))), "\n")
}
