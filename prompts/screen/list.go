package screen

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// row is one thing to choose in a list.
type row struct {
	value string
	label string
	key   string // a key that goes straight to it, or ""
	alone bool   // choosing it takes back the others: not sure, rather not say
	does  bool   // it is not chosen but does something
	on    bool   // chosen
}

// list is a huh field in which one row or several are chosen.
//
// huh's own Select takes whatever is under the cursor for an answer, its
// MultiSelect complains before anything was done, and both lose their place
// when a label takes two lines. Here nothing is chosen until a person does, and
// a list of one choice even begins with the cursor on no row at all.
type list struct {
	rows    []row
	many    bool
	at      int // the row under the cursor, or -1
	changed func()

	theme         *huh.Theme
	width, height int
	top           int // the first line shown
}

func newList(many bool, rows ...row) *list {
	l := &list{rows: rows, many: many, at: -1, changed: func() {}}
	if many && len(rows) > 0 {
		l.at = 0
	}
	for i, r := range rows {
		if r.on {
			l.at = i
			break
		}
	}
	return l
}

// chosen are the values of the rows that are on.
func (l *list) chosen() []string {
	var out []string
	for _, r := range l.rows {
		if r.on {
			out = append(out, r.value)
		}
	}
	return out
}

// under is the row under the cursor, or none.
func (l *list) under() row {
	if l.at < 0 || l.at >= len(l.rows) {
		return row{}
	}
	return l.rows[l.at]
}

// take chooses row i in a list of one, or turns it over in a list of several.
func (l *list) take(i int) {
	if i < 0 || i >= len(l.rows) {
		return
	}
	l.at = i
	on := !l.many || !l.rows[i].on
	for j := range l.rows {
		if !l.many || l.rows[i].alone || l.rows[j].alone {
			l.rows[j].on = false
		}
	}
	l.rows[i].on = on
	l.changed()
}

// clear takes every choice back.
func (l *list) clear() {
	for i := range l.rows {
		l.rows[i].on = false
	}
	if !l.many {
		l.at = -1
	}
	l.changed()
}

// Update is part of huh.Field: it moves the cursor and chooses.
func (l *list) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if msg, ok := msg.(tea.KeyMsg); ok {
		l.press(msg)
	}
	return l, nil
}

func (l *list) press(msg tea.KeyMsg) {
	switch k := msg.String(); k {
	case "up", "k", "ctrl+p":
		l.move(-1)
	case "down", "j", "ctrl+n":
		l.move(+1)
	case "pgup":
		l.at = max(0, l.at-max(1, l.height-2))
	case "pgdown":
		l.at = min(len(l.rows)-1, l.at+max(1, l.height-2))
	case "home", "g":
		l.at = 0
	case "end", "G":
		l.at = len(l.rows) - 1
	case " ", "x":
		l.take(l.at)
	case "backspace", "delete":
		l.clear()
	default:
		for i, r := range l.rows {
			if r.key != "" && r.key == k {
				l.take(i)
				return
			}
		}
	}
}

// move goes round at both ends.
func (l *list) move(by int) {
	n := len(l.rows)
	switch {
	case n == 0:
	case l.at < 0 && by > 0:
		l.at = 0
	case l.at < 0:
		l.at = n - 1
	default:
		l.at = (l.at + by + n) % n
	}
}

// View is part of huh.Field: the rows that fit, around the cursor.
func (l *list) View() string {
	lines, from, to := l.lines()
	height := l.height
	if height <= 0 {
		height = len(lines)
	}
	return strings.Join(l.window(lines, from, to, height), "\n")
}

// lines are all the rows as drawn, and which of them are under the cursor.
func (l *list) lines() (lines []string, from, to int) {
	styles := l.styles()
	for i, r := range l.rows {
		text := wrap(r.label, l.width-len("> ( ) "))
		style := styles.UnselectedOption.UnsetForeground()
		if i == l.at {
			from, to = len(lines), len(lines)+len(text)
			style = styles.SelectedOption.Bold(true)
		}
		for j, t := range text {
			head := "      "
			if j == 0 {
				head = l.mark(i)
			}
			lines = append(lines, head+style.Render(t))
		}
	}
	return lines, from, to
}

func (l *list) mark(i int) string {
	mark := "  "
	if i == l.at {
		mark = l.styles().SelectSelector.String()
	}
	switch {
	case l.rows[i].does:
		return mark + "    "
	case l.many && l.rows[i].on:
		return mark + "[x] "
	case l.many:
		return mark + "[ ] "
	case l.rows[i].on:
		return mark + "(•) "
	}
	return mark + "( ) "
}

// window is the part of the lines that shows the cursor. Where there is more,
// the line at that end says so.
func (l *list) window(lines []string, from, to, height int) []string {
	if len(lines) <= height {
		l.top = 0
		return lines
	}
	sign := 1 // a line for the sign, where there is room for signs
	if height < 4 {
		sign = 0
	}
	l.top = max(l.top, min(to+sign, len(lines))-height)
	l.top = max(0, min(l.top, from-sign))
	shown := slices.Clone(lines[l.top : l.top+height])
	faint := newLook().faint
	if l.top > 0 && sign > 0 {
		shown[0] = faint.Render("  ↑ more")
	}
	if l.top+height < len(lines) && sign > 0 {
		shown[height-1] = faint.Render("  ↓ more")
	}
	return shown
}

// tall is how many lines the whole list takes at a width.
func (l *list) tall(width int) int {
	was := l.width
	l.width = width
	lines, _, _ := l.lines()
	l.width = was
	return len(lines)
}

func (l *list) styles() *huh.FieldStyles {
	if l.theme == nil {
		return &huh.ThemeBase16().Focused
	}
	return &l.theme.Focused
}
