package screen

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// toggleHelp opens everything there is to know about the page, or closes it.
func (m *model) toggleHelp() {
	if m.help != nil {
		m.help = nil
		return
	}
	m.help = newPane(m.helpText())
}

// keyInHelp scrolls the help; what would leave the page only closes it.
func (m *model) keyInHelp(msg tea.KeyMsg) tea.Cmd {
	switch msg.String() {
	case "esc", "enter", "q":
		m.help = nil
	default:
		m.help.scroll(msg)
	}
	return nil
}

func (m *model) helpText() string {
	step := m.session.Page().Step
	var b strings.Builder
	for _, part := range []string{step.Prompt, help(step)} {
		if part != "" {
			fmt.Fprintf(&b, "%s\n\n", part)
		}
	}
	for _, h := range append(m.page.hints(), hint{"esc", m.leaving()}, hint{"ctrl+g", "close this help"}) {
		fmt.Fprintf(&b, "%-10s %s\n", h.key, h.does)
	}
	return b.String()
}

// leaving is what leaving does. A form of kith's own has no draft: the command
// that shows it says what becomes of what was typed.
func (m *model) leaving() string {
	if m.session.Activity().ID == "" {
		return "leave"
	}
	return "leave; everything is kept, and kith resume goes on from here"
}
