package browse

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts/screen/program"
)

// reading is a reflection, drawn for a width, and where in it one is.
type reading struct {
	scroll
	id    journal.ID
	width int
	lines []string
	stale bool // it is not as it is shown
}

// drawn is one that was drawn beside the screen.
type drawn reading

// longText is how many bytes of answers are drawn beside the screen: so many more would
// hold up the keys.
const longText = 64 << 10

// draw draws the reflection under the cursor, where that is to be read and is not yet.
func (m *model) draw() tea.Cmd {
	r, l := m.under(), m.layout()
	if r == nil || l.read == 0 || m.help != nil {
		return nil
	}
	if m.reading.id != r.ID {
		m.reading = reading{id: r.ID, stale: true}
	}
	if !m.reading.stale && m.reading.width == l.readWidth {
		return nil
	}
	m.reading.stale, m.reading.width = false, l.readWidth
	whole, err := m.options.Store.Reflection(m.ctx, string(r.ID))
	if err != nil {
		m.reading.lines = text.Wrap(text.Line(program.Sentence(err)), l.readWidth)
		return nil
	}
	draw := func() tea.Msg {
		d := drawn{id: whole.ID, width: l.readWidth}
		err := journal.Guarded(func() error {
			d.lines = strings.Split(strings.TrimRight(m.options.Draw(whole, l.readWidth), "\n"), "\n")
			return nil
		})
		if err != nil {
			d.lines = text.Wrap(text.Line(program.Sentence(err)), l.readWidth)
		}
		return d
	}
	bytes := 0
	for _, a := range whole.Answers {
		bytes += len(a.Value.Text)
	}
	if bytes > longText {
		return draw
	}
	m.reading.take(draw().(drawn))
	return nil
}

// take takes in what was drawn, where it is still what is read.
func (r *reading) take(d drawn) {
	if d.id == r.id && d.width == r.width {
		r.lines = d.lines
	}
}
