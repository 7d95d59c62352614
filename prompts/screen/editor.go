package screen

import (
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/prompts"
)

// openEditor lends the terminal to the person's editor.
func (m *model) openEditor() tea.Cmd {
	if m.options.Editor == nil {
		m.trouble = errors.New("there is no editor to open")
		return nil
	}
	m.saver.now() // the editor may take hours, and nothing is heard meanwhile
	cmd, finish, err := m.options.Editor(asTyped(m.session.Answer()))
	if err != nil {
		m.trouble = err
		return nil
	}
	if cmd.Stdin == nil {
		cmd.Stdin = m.options.In // not the program's own reader: the editor needs a terminal
	}
	if cmd.Stdout == nil {
		cmd.Stdout = m.options.Out
	}
	m.editing.Store(true)
	return m.lend(cmd, func(runErr error) tea.Msg {
		text, err := finish(runErr)
		return edited{text, err}
	})
}

// takeEdited takes what the editor left. When it failed the answer is as it was.
func (m *model) takeEdited(msg edited) tea.Cmd {
	m.editing.Store(false)
	now := m.options.Now()
	m.session.Spend(min(max(0, now.Sub(m.watch.counted)), longest))
	m.watch.restart(now)
	if msg.err != nil {
		m.trouble = fmt.Errorf("the answer is as it was: %w", msg.err)
		return nil
	}
	before := asTyped(m.session.Answer())
	after := settled(m.session.Page().Step, before, msg.text)
	if after != before {
		m.session.Set(journal.TextValue(after))
		m.open()
	}
	return nil
}

// settled is what an editor left, without what editors do of themselves.
func settled(step prompts.Step, before, after string) string {
	if !strings.HasSuffix(before, "\n") {
		after = strings.TrimSuffix(strings.TrimSuffix(after, "\n"), "\r")
	}
	if step.Kind == journal.ShortText {
		after = strings.Join(strings.Fields(after), " ")
	}
	return after
}
