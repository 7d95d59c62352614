package screen

import (
	"fmt"
	"os/exec"
	"runtime/debug"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/prompts"
)

// model is the program: the session, the page it is at, and what is around it.
type model struct {
	session *prompts.Session
	options Options
	look    look
	saver   saver
	watch   watch

	width, height int
	page          asker
	help          *pane // everything about the page and its keys, when it is asked for
	trouble       error // why the page was not left, or what went wrong on it
	editing       atomic.Bool
	lend          func(*exec.Cmd, tea.ExecCallback) tea.Cmd // the terminal, to a command
	left          error                                     // why the run ended before its time
}

// The messages of kith's own.
type (
	tick   struct{}             // a second has gone by
	leave  struct{ why string } // a signal, or the end of the terminal
	edited struct {             // the editor has been closed
		text string
		err  error
	}
)

func newModel(s *prompts.Session, o Options) *model {
	m := &model{session: s, options: o, look: newLook(), lend: tea.ExecProcess}
	m.saver = saver{session: s, clock: o.Now, save: o.Save}
	m.watch.restart(o.Now())
	m.page = newAsker(s, o.Now, m.look)
	return m
}

// Init starts the clock that saves what is being typed.
func (m *model) Init() tea.Cmd { return everySecond() }

func everySecond() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return tick{} })
}

// Update takes in what happened. A mistake of kith's own ends the run as
// leaving does, rather than with a page of Go on the person's terminal.
func (m *model) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			next, cmd = m, m.leave(fault(r))
		}
	}()
	return m, m.take(msg)
}

func fault(r any) error {
	return &journal.Error{
		Kind: journal.Internal, Text: fmt.Sprintf("kith made a mistake on this page: %v", r),
		Hint: "what was typed is kept: kith resume", Err: fmt.Errorf("%s", debug.Stack()),
	}
}

func (m *model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = min(msg.Width, widest), msg.Height
		if msg.Width <= 0 || msg.Height <= 0 {
			m.width, m.height = 80, 24 // a terminal that does not know
		}
	case tick:
		m.spend()
		m.saver.late()
		return everySecond()
	case leave:
		return m.leave(fmt.Errorf("%w: %s", prompts.ErrLeft, msg.why))
	case edited:
		return m.takeEdited(msg)
	case tea.KeyMsg:
		m.spend()
		m.watch.restart(m.options.Now())
		return m.key(msg)
	}
	return nil
}

func (m *model) spend() { m.session.Spend(m.watch.lap(m.options.Now())) }

// key gives a key to whom it is for.
func (m *model) key(msg tea.KeyMsg) tea.Cmd {
	if len(msg.Runes) > 1 {
		// Several letters that came in one go are text, even where they spell
		// the name of a key, as "enter" does.
		msg.Paste = true
		msg.Runes = []rune(plain(string(msg.Runes)))
	}
	switch msg.String() {
	case "ctrl+c":
		return m.leave(prompts.ErrLeft)
	case "ctrl+v", "ctrl+z":
		return nil // huh pastes twice (huh#746); the terminal's own paste is right
	case "ctrl+g", "f1":
		m.toggleHelp()
		return nil
	}
	if m.help != nil {
		return m.keyInHelp(msg)
	}
	if msg.String() == "esc" {
		return m.leave(prompts.ErrLeft)
	}
	m.trouble = nil
	where, err := m.page.press(msg)
	m.trouble = err
	m.keep()
	return m.goTo(where)
}

// keep hands the session what has been said. It goes to disk within a second.
func (m *model) keep() {
	if v := m.page.value(); !v.Equal(m.session.Answer()) {
		m.session.Set(v)
		m.saver.dirty = true
	}
}

// goTo moves where a key led.
func (m *model) goTo(where move) tea.Cmd {
	switch where {
	case forward:
		if m.tiny() {
			return nil // nobody goes on from what cannot be read
		}
		if err := m.session.Next(); err != nil {
			m.trouble = err
			return nil
		}
		if m.session.State() != prompts.Asking {
			m.saver.now()
			return tea.Quit
		}
		m.open()
	case back:
		if m.session.Back() {
			m.open()
		}
	case again:
		m.open()
	case edit:
		return m.openEditor()
	}
	return nil
}

// open shows the session's page.
func (m *model) open() {
	m.page, m.trouble, m.help = newAsker(m.session, m.options.Now, m.look), nil, nil
	m.saver.now()
}

// leave ends the run with everything kept.
func (m *model) leave(why error) tea.Cmd {
	m.spend()
	m.left = why
	m.saver.now()
	return tea.Quit
}
