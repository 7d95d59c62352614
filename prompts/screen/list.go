package screen

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"kith/journal/text"
)

// row is one thing to choose in a list.
type row struct {
	value string
	label string
	key   string // a key that goes straight to it, or ""
	alone bool   // choosing it takes back the others: not sure, rather not say
	adds  bool   // it is not chosen but opens the line for another one
	goes  bool   // it is not chosen but leads elsewhere
	on    bool   // chosen
}

// list is a huh field in which one row or several are chosen.
//
// huh's own Select takes whatever is under the cursor for an answer, its
// MultiSelect complains before anything was done, and both lose their place
// when a label takes two lines. Here nothing is chosen until a person does, and
// a list of one choice even begins with the cursor on no row at all. What huh
// asks of a field and a list has little to say to, a Note answers for it.
type list struct {
	huh.Field
	rows    []row
	many    bool
	at      int // the row under the cursor, or -1
	changed func()

	// A row that is not there is typed in a line that stands in the list's
	// place. read makes rows of what was typed; nil where there is no such line.
	read   func(typed string) []row
	title  string // over the line
	adding *form  // the line, while it is open
	typed  string

	// In a long list what is typed narrows it down. In one of several a space is no
	// part of that: it chooses, as in a short one.
	all    []row // with those that are not shown, as they were when it was typed
	filter *form // the line for it; nil where there is none

	theme         *huh.Theme
	width, height int
	top           int // the first line shown
}

func newList(many bool, rows ...row) *list {
	l := &list{Field: huh.NewNote().Next(true), rows: rows, many: many, changed: func() {}, theme: huh.ThemeBase16()}
	l.settle()
	return l
}

// narrow has the list narrowed down by what is typed: to the rows that have all
// of the words.
func (l *list) narrow() {
	l.all = l.rows
	l.filter = newForm(newInput("type to filter ", newTyping("", func(typed string) {
		l.all = l.every()
		words := strings.Fields(text.Fold(typed))
		l.rows = slices.DeleteFunc(slices.Clone(l.all), func(r row) bool {
			label := text.Fold(r.label)
			return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(label, w) })
		})
		l.at = min(0, len(l.rows)-1)
	})))
}

// settle puts the cursor where a list begins: on the first row that is chosen.
func (l *list) settle() {
	l.at = slices.IndexFunc(l.rows, func(r row) bool { return r.on })
	if l.many && l.at < 0 {
		l.at = 0
	}
}

// every are the rows, with those that the filter leaves out.
func (l *list) every() []row {
	if l.filter == nil {
		return l.rows
	}
	all := slices.Clone(l.all)
	for i, r := range all {
		if j := slices.IndexFunc(l.rows, func(s row) bool { return s.value == r.value }); j >= 0 {
			all[i].on = l.rows[j].on
		}
	}
	return all
}

// chosen are the values of the rows that are on.
func (l *list) chosen() []string {
	var out []string
	for _, r := range l.every() {
		if r.on {
			out = append(out, r.value)
		}
	}
	return out
}

// withTyped are those that are chosen, with what is being typed.
func (l *list) withTyped() []string {
	if l.adding == nil {
		return l.chosen()
	}
	typed := l.read(l.typed)
	var out []string
	for _, r := range l.rows {
		if r.on && (len(typed) == 0 || l.many && !r.alone) {
			out = append(out, r.value)
		}
	}
	for _, r := range typed {
		if !slices.Contains(out, r.value) {
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
	if i < 0 || i >= len(l.rows) || l.rows[i].adds || l.rows[i].goes {
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
	for i := range l.all {
		l.all[i].on = false
	}
	if !l.many {
		l.at = -1
	}
	l.changed()
}

// Update is part of huh.Field: it moves the cursor and chooses.
func (l *list) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	key, ok := msg.(tea.KeyMsg)
	if !ok {
		return l, nil
	}
	last := len(l.rows) - 1
	page := max(1, l.height-2)
	if k := key.String(); l.filter != nil && !slices.Contains([]string{"up", "down", "ctrl+p", "ctrl+n", "pgup", "pgdown"}, k) {
		switch {
		case l.many && k == " ":
			l.take(l.at)
		case l.many && k == "delete":
			l.clear()
		default:
			l.filter.press(key)
		}
		return l, nil
	}
	switch k := key.String(); k {
	case "up", "k", "ctrl+p":
		if l.at--; l.at < 0 {
			l.at = last
		}
	case "down", "j", "ctrl+n":
		if l.at++; l.at > last {
			l.at = min(0, last)
		}
	case "pgup":
		l.at = max(0, l.at-page)
	case "pgdown":
		l.at = min(last, l.at+page)
	case "home", "g":
		l.at = 0
	case "end", "G":
		l.at = last
	case " ", "x":
		l.take(l.at)
	case "backspace", "delete":
		l.clear()
	default:
		if i := slices.IndexFunc(l.rows, func(r row) bool { return r.key == k && k != "" }); i >= 0 {
			l.take(i)
		}
	}
	return l, nil
}

// add opens the line for a row that is not there.
func (l *list) add(typed string) {
	l.typed = typed
	l.adding = newForm(newInput("", newTyping(typed, func(s string) { l.typed = s })))
}

// pressAdding takes a key that is for the line or opens it, and reports whether
// it did. A line in which nothing was typed is left by the keys that leave a
// list.
func (l *list) pressAdding(msg tea.KeyMsg) bool {
	k := msg.String()
	if l.adding == nil {
		opens := k == "+" || l.under().adds && (k == "enter" || k == " " || k == "x")
		if l.read == nil || !opens {
			return false
		}
		l.add("")
		return true
	}
	if k != "enter" && k != "tab" && k != "ctrl+d" && k != "shift+tab" {
		l.adding.press(msg)
		l.changed()
		return true
	}
	if strings.TrimSpace(l.typed) == "" && !l.picks() {
		return false
	}
	rows := l.read(l.typed)
	l.adding = nil
	if len(rows) == 0 {
		l.settle()
	}
	for _, r := range rows {
		i := slices.IndexFunc(l.rows, func(o row) bool { return o.value == r.value })
		if i < 0 { // it goes below those that are chosen
			i = slices.IndexFunc(l.rows, func(o row) bool { return o.adds })
			for j, o := range l.rows {
				if o.on && !o.alone {
					i = j + 1
				}
			}
			l.rows = slices.Insert(l.rows, i, r)
		}
		l.rows[i].on = false
		l.take(i)
	}
	return true
}

// picks reports that there is something to pick besides what would be typed.
func (l *list) picks() bool {
	return slices.ContainsFunc(l.rows, func(r row) bool { return !r.adds && !r.alone })
}

// hints are the keys of the list. pick is the word for choosing, and onward what
// enter does where it chooses nothing, "" for nothing.
func (l *list) hints(pick, onward string) []hint {
	if l.adding != nil {
		switch {
		case strings.TrimSpace(l.typed) != "":
			onward = "add it"
		case l.picks():
			onward = "back to the list"
		}
		return append([]hint{{"enter", onward}}, l.adding.typing().hints()...)
	}
	under, hints := l.under(), []hint{{"enter", onward}}
	switch {
	case under.adds:
		hints[0].does = "name another"
	case !l.many && under.value != "" && !under.on:
		hints[0].does = pick
	case l.many && under.on:
		hints = append(hints, hint{"space", "take back"})
	case l.many && onward == "":
		hints[0] = hint{"space/enter", pick}
	case l.many:
		hints = append(hints, hint{"space", pick})
	}
	return hints
}

// View is part of huh.Field: the rows that fit, around the cursor.
func (l *list) View() string {
	if l.adding != nil {
		return l.theme.Focused.Title.Render(text.Cut(l.title, l.width)) + "\n" + l.adding.view(l.width, max(1, l.height-1))
	}
	lines, from, to := l.lines(l.width)
	var head []string
	if l.filter != nil {
		head = []string{l.filter.view(l.width, 1)}
	}
	if height := l.height - len(head); height > 0 {
		lines, l.top = window(lines, from, to, l.top, height)
	}
	return strings.Join(append(head, lines...), "\n")
}

// lines are all the rows as drawn, and which of them are under the cursor.
func (l *list) lines(width int) (lines []string, from, to int) {
	styles := l.theme.Focused
	if len(l.rows) == 0 && l.filter != nil {
		return []string{"  nothing here has that in it"}, 0, 1
	}
	for i, r := range l.rows {
		label := wrapped(r.label, width-len("> ( ) "))
		if r.goes {
			label = []string{r.label} // of one line as it is
		}
		head, style := "  ", styles.UnselectedOption.UnsetForeground()
		if i == l.at {
			from, to = len(lines), len(lines)+len(label)
			head, style = styles.SelectSelector.String(), styles.SelectedOption.Bold(true)
		}
		mark := map[bool]string{true: "(•) ", false: "( ) "}
		if l.many {
			mark = map[bool]string{true: "[x] ", false: "[ ] "}
		}
		if r.adds {
			mark = map[bool]string{false: "    "}
		}
		if !r.goes {
			head += mark[r.on]
		}
		for _, t := range label {
			lines = append(lines, head+style.Render(t))
			head = "      "
		}
	}
	return lines, from, to
}

// tall is how many lines the whole list takes at a width.
func (l *list) tall(width int) int {
	if l.adding != nil {
		return 2
	}
	lines, _, _ := l.lines(width)
	if l.filter != nil {
		return 1 + len(lines)
	}
	return len(lines)
}

// WithTheme is part of huh.Field, as are the next two.
func (l *list) WithTheme(t *huh.Theme) huh.Field { l.theme = t; return l }

// WithWidth sets the width in cells.
func (l *list) WithWidth(width int) huh.Field { l.width = width; return l }

// WithHeight sets the height in lines.
func (l *list) WithHeight(height int) huh.Field { l.height = height; return l }
