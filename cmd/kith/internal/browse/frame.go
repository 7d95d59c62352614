package browse

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts/screen/program"
)

// layout is how the screen is parted. A reflection is read beside the list where both
// are wide enough to be read, below it where the screen is high enough for that, and
// else in its place.
type layout struct {
	beside                bool
	list, read            int // lines, 0 for what is not shown
	listWidth, readWidth  int // cells
	head, foot, separator int // lines of each
}

// The sizes at which the layout changes, and how wide lines are at most that are read.
const (
	leastWidth, leastHeight = 24, 8
	besideWidth             = 100
	belowWidth, belowHeight = 60, 18
	airyHeight              = 16 // there is room for a line under the title
	readWidth               = 84
)

func (m *model) layout() layout {
	l := layout{head: 1, foot: len(m.foot()), listWidth: m.width, readWidth: min(m.width, readWidth)}
	if m.height >= airyHeight {
		l.head++
	}
	room := max(0, m.height-l.head-l.foot)
	switch {
	case m.open || m.help != nil:
		l.read = room
	case m.width >= besideWidth:
		l.beside = true
		l.listWidth = min(max(m.width*2/5, 44), 60)
		l.readWidth = min(m.width-l.listWidth-len(" | "), readWidth)
		l.list, l.read = room, room
	case m.width >= belowWidth && m.height >= belowHeight:
		l.separator = 1
		l.list = max(5, room*2/5)
		l.read = room - l.list - l.separator
	default:
		l.list = room
	}
	return l
}

func (m *model) isTooSmall() bool { return m.width < leastWidth || m.height < leastHeight }

// View draws the screen: as many lines as it has, none wider than it is.
func (m *model) View() string {
	if m.width == 0 || m.height == 0 {
		return "" // the terminal has not said its size yet
	}
	var lines []string
	if m.isTooSmall() {
		lines = text.Wrap(fmt.Sprintf("the terminal is too small (%dx%d); make it larger, or leave with q", m.width, m.height), m.width)
	} else {
		l := m.layout()
		lines = slices.Concat(m.head(l), m.body(l), m.foot())
	}
	return program.Frame(lines, m.width, m.height, m.options.NoColor)
}

// head is what the list has.
func (m *model) head(l layout) []string {
	title := "Your reflections"
	if m.about.ID != "" {
		title = "About " + m.about.Name
	}
	where := m.options.Said
	if m.filter.Containing != "" {
		with := "with "
		if m.asking {
			with = "looking for "
		}
		where = strings.TrimSuffix(with+m.filter.Containing+", "+where, ", ")
	}
	right := text.Cut(where, max(m.width/2, m.width-text.Width(title)-2))
	left := text.Cut(title, m.width-text.Width(right)-2)
	gap := strings.Repeat(" ", max(0, m.width-text.Width(left)-text.Width(right)))
	return []string{program.Strong().Render(left) + gap + program.Accent().Render(right), rule(m.width)}[:l.head]
}

func rule(cells int) string { return program.Faint().Render(strings.Repeat("─", cells)) }

// body is the list and what is read, in their places.
func (m *model) body(l layout) []string {
	var list, read []string
	if l.list > 0 {
		list = m.list(l.listWidth, l.list)
	}
	if l.read > 0 {
		read = m.read(l)
	}
	if !l.beside {
		if l.separator > 0 {
			list = append(list, rule(m.width))
		}
		return append(list, read...)
	}
	for i := range list {
		list[i] += strings.Repeat(" ", max(0, l.listWidth-text.Width(list[i]))) + program.Faint().Render(" │ ") + read[i]
	}
	return list
}

// list is as many rows as there is room for, with the cursor among them.
func (m *model) list(width, height int) []string {
	m.top = max(0, min(m.top, m.at, len(m.rows)-height))
	m.top = max(m.top, m.at-height+1)
	lines := make([]string, height)
	for i := range lines {
		if n := m.top + i; n < len(m.rows) {
			lines[i] = m.row(m.rows[n], n == m.at, width)
		}
	}
	if len(m.rows) == 0 && !m.asking {
		said := "There are no reflections yet. Write one: kith note"
		switch {
		case m.filter.Containing != "":
			said = "No reflection has that in it. esc shows all again."
		case m.about.ID != "":
			said = "No reflection fits. esc shows those about any community."
		case m.options.Said != "":
			said = "No reflection fits. See them all: kith browse"
		}
		copy(lines, text.Wrap(said, width))
	}
	return lines
}

// row is a reflection on a line: its day, its title and, where there is room, what it
// is about and its tags.
func (m *model) row(r journal.Reflection, here bool, width int) string {
	mark, style := "  ", lipgloss.NewStyle()
	if here {
		mark, style = "> ", program.Accent().Bold(true)
	}
	day := fmt.Sprintf("%11s  ", journal.DateOf(r.Created).Words())
	if width < 50 {
		day = fmt.Sprintf("%9s  ", r.Created.Format("2 Jan 06"))
	}
	room := max(0, width-len(mark)-len(day))
	if width < 60 {
		return style.Render(mark + day + text.Isolate(text.Cut(r.Title, room)))
	}
	about := each(r.Communities, func(c journal.CommunityRef) string { return c.Name })
	about = append(about, each(r.Tags, func(tag string) string { return "#" + tag })...)
	beside := room * 2 / 5
	title := text.Cut(r.Title, room-beside-2)
	gap := strings.Repeat(" ", room-beside-text.Width(title))
	return style.Render(mark+day+text.Isolate(title)) + gap + program.Faint().Render(text.Isolate(text.Cut(strings.Join(about, " "), beside)))
}

// read is the reflection under the cursor, or the help.
func (m *model) read(l layout) []string {
	if m.help != nil {
		return m.help.show(m.helpLines(l.readWidth), l.read)
	}
	if m.under() == nil {
		return make([]string, l.read)
	}
	return m.reading.show(m.reading.lines, l.read)
}

// foot is the keys, or what is being typed, or what the last command said.
func (m *model) foot() []string {
	var foot []string
	if m.trouble != nil {
		for _, line := range text.Wrap("! "+text.Line(program.Sentence(m.trouble)), m.width) {
			foot = append(foot, program.Warn().Render(line))
		}
		foot = foot[:min(len(foot), max(1, m.height/3))]
	}
	if m.sure != nil {
		return append(text.Wrap(m.sure.question, m.width), "y yes  esc no")
	}
	if m.line == nil && m.trouble == nil && m.said != "" {
		return text.Wrap(m.said, m.width)
	}
	if m.line != nil {
		keys := "  enter " + m.line.does + "  esc no"
		if m.width < 60 {
			keys = ""
		}
		m.line.Width = max(1, m.width-text.Width(m.line.Prompt)-text.Width(keys)-1)
		typed := m.line.View()
		return append(foot, typed+strings.Repeat(" ", max(0, m.width-text.Width(typed)-text.Width(keys)))+keys)
	}
	spelled := ""
	for _, h := range m.hints() {
		more := spelled + h.key + " " + h.does + "  "
		if text.Width(more)-2 > m.width {
			break
		}
		spelled = more
	}
	return append(foot, strings.TrimRight(spelled, " "))
}

// hint is a key and what it does, in a word or two.
type hint struct{ key, does string }

// hints are the keys at the foot, those first that are hardest to guess.
func (m *model) hints() []hint {
	switch {
	case m.help != nil:
		return []hint{{"esc", "close"}, {"↑/↓", "scroll"}}
	case m.open:
		hints := []hint{{"esc", "list"}, {"?", "help"}, {"↑/↓", "scroll"}, {"n/p", "next, previous"}}
		return append(hints, m.commandHints()...)
	}
	hints := []hint{{"?", "help"}, {"q", "leave"}, {"/", "filter"}, {"enter", "read"}, {"t", "tag"}, {"c", "community"}}
	return append(hints, m.commandHints()...)
}

func (m *model) commandHints() []hint {
	return each(m.options.Commands, func(c Command) hint { return hint{c.Key, c.Does} })
}

// helpLines are all keys there are.
func (m *model) helpLines(width int) []string {
	hints := []hint{
		{"↑ ↓", "move in the list; also k and j"}, {"pgup pgdn", "a screen of it"}, {"home end", "the newest, the oldest; also g and G"},
		{"space b", "read on in the reflection, and back"}, {"enter", "read it on the whole screen; there ↑ ↓ scroll, n and p go to the next and the previous one"},
		{"/", "filter: only those with all the words you type, in it or in the name of its community; \"a phrase\", -without, or; esc shows all again"},
		{"c", "only those about its community; again for its next one, and for all"},
		{"t", "change its tags"},
	}
	for _, c := range m.options.Commands {
		hints = append(hints, hint{c.Key, c.Does + " it"})
	}
	hints = append(hints, hint{"ctrl+z", "back to the shell for a while; fg goes on"}, hint{"q esc", "leave"})
	lines := []string{"The keys", ""}
	for _, h := range hints {
		block := text.Block(h.does, width, strings.Repeat(" ", 12))
		lines = append(lines, strings.Split(h.key+block[min(len(block), text.Width(h.key)):], "\n")...)
	}
	return lines
}
