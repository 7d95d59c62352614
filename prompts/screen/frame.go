package screen

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts/screen/program"
)

// The least a page can be used in, and the most that is good to read across.
const (
	leastWidth  = 24
	leastHeight = 8
	widest      = 100
)

// tiny terminals show no page. One that has not said its size yet is not tiny:
// what was typed ahead of that counts.
func (m *model) tiny() bool {
	return m.width > 0 && (m.width < leastWidth || m.height < leastHeight)
}

// View draws the screen: as many lines as it has, none wider than it is.
func (m *model) View() string {
	if m.width == 0 || m.height == 0 {
		return "" // the terminal has not said its size yet
	}
	var lines []string
	if m.tiny() {
		lines = wrapped(fmt.Sprintf("the terminal is too small (%dx%d); make it larger, your answers are safe", m.width, m.height), m.width)
	} else {
		head, foot := m.head(), m.foot()
		room := m.height - len(head) - len(foot)
		var body []string
		if m.help != nil {
			body = strings.Split(m.help.view(m.width, room), "\n")
		} else {
			body = m.body(room)
		}
		for len(body) < room {
			body = append(body, "")
		}
		lines = slices.Concat(head, body[:room], foot)
	}
	return program.Frame(lines, m.width, m.height, m.options.NoColor)
}

// head is the activity, the place, and the time beside the time allotted.
func (m *model) head() []string {
	a := m.session.Activity()
	at := m.session.Progress()
	title := a.Title
	if c := m.session.Page().Community; c != nil && !m.airy() {
		title = c.Name
	}
	where := at.String()
	if at.Steps == 1 && a.Minutes == 0 {
		where = "" // a single question is no way to go
	}
	spent := ""
	if a.Minutes > 0 {
		spent = fmt.Sprintf(" %d of %d min", int(m.session.Spent()/time.Minute), a.Minutes)
	}
	bar, done := max(0, m.width-text.Width(spent)), 0
	if at.Steps > 0 {
		done = bar * at.Place / at.Steps
	}
	head := []string{
		program.Strong().Render(beside(title, where, m.width)),
		program.Accent().Render(strings.Repeat("━", done)) + program.Faint().Render(strings.Repeat("─", bar-done)) + spent,
	}
	if m.airy() {
		head = append(head, "")
	}
	return head
}

// airy screens have room for empty lines.
func (m *model) airy() bool { return m.height >= 16 }

// body is the question, the help under it, what it is answered with, and what
// is wrong with that. The question is whole where it can be; the help gives way
// to the answer, and the rest of it is a key away.
func (m *model) body(room int) []string {
	page := m.shown()
	least, most := m.page.size(m.width)
	var private []string
	if note := page.Step.PrivateNote(); note != "" {
		private = []string{text.Cut(note, m.width)}
	}
	var wrong []string // why the page was not left, or what went wrong on it
	if m.trouble != nil {
		lines := wrapped("! "+program.Sentence(m.trouble), m.width)
		wrong = drawn(lines[:min(len(lines), max(3, m.height/2))], program.Warn())
		if m.airy() {
			wrong = append([]string{""}, wrong...)
		}
	}
	room -= len(wrong)
	question := wrapped(page.Step.Prompt, m.width)
	if page.Step.Prompt == m.session.Activity().Title {
		question = nil // the intro's, which is on the line at the top
	}
	question = question[:min(len(question), max(1, room-least-len(private)))]
	top := drawn(question, program.Strong())
	if c := page.Community; c != nil && m.airy() && !strings.Contains(page.Step.Prompt, c.Name) {
		top = append([]string{program.Accent().Render(text.Cut(c.Name, m.width))}, top...)
	}
	left := room - len(top) - len(private)
	var gap []string
	if m.airy() && len(top) > 0 {
		gap, left = []string{""}, left-1
	}
	if n := max(left-most, min(2, left-least)); n > 0 && page.Step.Kind != journal.Info {
		help := wrapped(helpOf(page.Step), m.width)
		if more := "… (ctrl+g)"; len(help) > n {
			help = append(help[:n-1:n-1], ansi.Truncate(help[n-1], m.width-text.Width(more), "")+more)
		}
		top = append(top, help...)
	}
	top = slices.Concat(top, private, gap)
	answer := strings.Split(m.page.view(m.width, max(1, room-len(top))), "\n")
	return slices.Concat(top, answer, wrong)
}

// foot is whether all is kept, and the keys: as many as there is room for, the
// first two and the way out before the others.
func (m *model) foot() []string {
	var foot []string
	if m.airy() {
		foot = append(foot, "")
	}
	if m.unsaved != nil {
		foot = append(foot, program.Warn().Render(text.Cut("not saved: "+program.Sentence(m.unsaved), m.width)))
	}
	hints, out := m.hints(), []hint{{"esc", "leave"}, {"ctrl+g", "help"}}
	if page, ok := m.page.(*readPage); m.listing || ok && page.open != nil {
		out[0].does = "close"
	}
	if m.help != nil {
		hints, out = nil, []hint{{"esc", "close"}, {"ctrl+c", "leave"}}
		if m.help.scrolls() {
			hints = []hint{{"↑/↓", "scroll"}}
		}
	}
	spelled := func(n int) string {
		var words []string
		for _, h := range slices.Concat(hints[:n], out) {
			words = append(words, h.key+" "+h.does)
		}
		return strings.Join(words, "  ")
	}
	if m.help == nil && text.Width(spelled(min(2, len(hints)))) > m.width {
		out = out[:1]
	}
	n := len(hints)
	for n > 0 && text.Width(spelled(n)) > m.width {
		n--
	}
	return append(foot, text.Cut(spelled(n), m.width))
}

// hints are the page's keys, as they are at its place in the session.
func (m *model) hints() []hint {
	var hints []hint
	for _, h := range m.page.hints() {
		switch {
		case h.does == "": // nothing, as things are
			continue
		case h.does == "back" && m.session.First():
			continue
		case (h.does == "next" || h.does == "skip") && m.session.Last():
			h.does = "finish"
		case h.does == "editor" && m.options.EditorName != "":
			h.does = m.options.EditorName
		}
		hints = append(hints, h)
	}
	if !m.listing && m.session.Progress().Place > 0 && m.session.Activity().ID != "" && !m.session.Page().Ends() {
		hints = append(hints, hint{"ctrl+o", "steps"})
	}
	return hints
}

// wrapped breaks text into lines of at most width cells. What could act on the
// terminal is spelled out.
func wrapped(s string, width int) []string {
	if s = strings.TrimRight(plain(s), "\n"); s == "" {
		return nil
	}
	return text.Wrap(text.Visible(s), max(1, width))
}

// drawn styles each line by itself, so that no line is padded to another's width.
func drawn(lines []string, style lipgloss.Style) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = style.Render(line)
	}
	return out
}

// beside puts left and right at the two ends of a line, cutting left.
func beside(left, right string, width int) string {
	right = text.Cut(right, width)
	rest := width - text.Width(right)
	left = text.Cut(left, rest-2)
	return left + strings.Repeat(" ", rest-text.Width(left)) + right
}
