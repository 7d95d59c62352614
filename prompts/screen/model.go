package screen

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime/debug"
	"strings"
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
	for _, h := range append(m.page.hints(), hint{"esc", "leave; everything is kept, and kith resume goes on from here"}, hint{"ctrl+g", "close this help"}) {
		fmt.Fprintf(&b, "%-10s %s\n", h.key, h.does)
	}
	return b.String()
}

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
