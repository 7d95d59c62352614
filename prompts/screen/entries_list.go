package screen

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

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
