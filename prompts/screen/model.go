package screen

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/prompts"
	"kith/prompts/screen/program"
)

// model is the program: the session, the page it is at, and what is around it.
type model struct {
	session *prompts.Session
	options Options

	width, height int
	page          asker
	listing       bool  // the list of steps is shown in place of the session's page
	help          *pane // everything about the page and its keys, when it is asked for
	trouble       error // why the page was not left, or what went wrong on it
	editing       atomic.Bool
	left          error // why the run ended before its time

	// What needs more than the session: the terminal lent to a command or to the
	// shell, and a message in a while.
	lend    func(*exec.Cmd, tea.ExecCallback) tea.Cmd
	suspend func(tea.ExecCallback) tea.Cmd
	after   func(time.Duration, tea.Msg) tea.Cmd

	dirty   bool  // there is something that has not been saved
	ticking bool  // it will be in a second
	unsaved error // why the last attempt failed

	lastKey time.Time
	counted time.Time // up to here time has been counted as spent
}

// The messages of kith's own.
type (
	tick    struct{}            // it is time to save
	minute  struct{}            // it is time to show how many have gone by
	resumed struct{ err error } // the terminal is back
	edited  struct {            // the editor has been closed
		text string
		err  error
	}
)

func newModel(s *prompts.Session, o Options) *model {
	m := &model{session: s, options: o, lend: tea.ExecProcess, suspend: program.Suspend}
	m.after = func(d time.Duration, msg tea.Msg) tea.Cmd {
		return tea.Tick(d, func(time.Time) tea.Msg { return msg })
	}
	m.lastKey, m.counted = o.Now(), o.Now()
	m.page = newAsker(s, o)
	return m
}

// Init starts the clock of the minutes. There is no other while nobody types.
func (m *model) Init() tea.Cmd { return m.after(time.Minute, minute{}) }

// Update takes in what happened.
func (m *model) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = min(msg.Width, widest), msg.Height
		if msg.Width <= 0 || msg.Height <= 0 {
			m.width, m.height = 80, 24 // a terminal that does not know
		}
	case tick:
		m.spend()
		m.ticking = false
		if m.dirty {
			m.save()
		}
	case minute:
		m.spend()
		cmd = m.Init()
	case program.Leave:
		cmd = m.leave(fmt.Errorf("%w: %s", prompts.ErrLeft, msg.Why))
	case program.Stop:
		cmd = m.stop()
	case resumed:
		m.lastKey, m.counted = m.options.Now(), m.options.Now()
		m.trouble = msg.err
	case edited:
		m.takeEdited(msg)
	case tea.KeyMsg:
		m.spend()
		m.lastKey = m.options.Now()
		m.counted = m.lastKey
		cmd = m.key(msg)
	}
	if m.dirty && !m.ticking {
		m.ticking = true
		cmd = tea.Batch(cmd, m.after(time.Second, tick{}))
	}
	return m, cmd
}

// key gives a key to whom it is for.
func (m *model) key(msg tea.KeyMsg) tea.Cmd {
	if len(msg.Runes) > 1 || msg.Paste {
		// Several letters that came in one go are text, even where they spell
		// the name of a key, as "enter" does.
		msg.Paste = true
		msg.Runes = []rune(inField(string(msg.Runes)))
	}
	if msg.Type == tea.KeyCtrlJ {
		msg = tea.KeyMsg{Type: tea.KeyEnter} // typed while the terminal was the shell's
	}
	switch key := msg.String(); {
	case key == "ctrl+c":
		return m.leave(prompts.ErrLeft)
	case key == "ctrl+v":
		return nil // huh pastes twice (huh#746); the terminal's own paste is right
	case (key == "ctrl+g" || key == "f1") && m.help == nil:
		m.help = newPane(m.helpText())
		return nil
	case m.help != nil && (key == "ctrl+g" || key == "f1" || key == "esc" || key == "enter" || key == "q"):
		m.help = nil
		return nil
	case key == "ctrl+z" && (m.help != nil || !m.page.typing()):
		return m.stop()
	case m.help != nil:
		m.help.scroll(msg)
		return nil
	case key == "ctrl+o" && !m.listing:
		m.showSteps()
		return nil
	case m.listing && (key == "esc" || key == "ctrl+o" || key == "shift+tab"):
		m.open()
		return nil
	case key == "esc" && m.closes():
		return nil
	case key == "esc":
		return m.leave(prompts.ErrLeft)
	}
	m.trouble = nil
	where, err := m.page.press(msg)
	m.trouble = err
	if v := m.page.value(); !m.listing && !v.Equal(m.session.Answer()) {
		m.session.Set(v) // it goes to disk within a second
		m.dirty = true
	}
	switch where {
	case forward:
		if m.tiny() {
			return nil // nobody goes on from what cannot be read
		}
		before := m.session.Page().Name
		if err := m.session.Next(); err != nil {
			if m.session.Page().Name != before {
				m.open() // it is asked again there
			}
			m.trouble = err
			return nil
		}
		if m.session.State() != prompts.Asking {
			m.save()
			return tea.Quit
		}
		m.open()
	case back:
		if m.session.Back() {
			m.open()
		}
	case jump:
		m.session.Go(m.page.(*stepList).chosen())
		m.open()
	case again:
		m.open()
	case edit:
		return m.edit()
	}
	return nil
}

// closes puts away what is open above the page, if anything is, and reports it.
func (m *model) closes() bool {
	page, ok := m.page.(*readPage)
	return ok && page.close()
}

// open shows the session's page.
func (m *model) open() {
	m.page, m.trouble, m.help, m.listing = newAsker(m.session, m.options), nil, nil, false
	m.save()
}

// showSteps shows the list of steps in place of the page. The session stays there.
func (m *model) showSteps() {
	if m.session.Page().Ends() || m.session.End() == "" {
		return
	}
	m.save()
	m.page, m.trouble, m.listing = newStepList(m.session), nil, true
}

// shown is the page that is on the screen.
func (m *model) shown() prompts.Page {
	if m.listing {
		return prompts.Page{Step: prompts.Step{Kind: journal.ChooseOne, Prompt: "The steps of this sitting", Help: "Open any of them, and go on from there."}}
	}
	return m.session.Page()
}

// leave ends the run with everything kept.
func (m *model) leave(why error) tea.Cmd {
	m.spend()
	m.left = why
	m.save()
	return tea.Quit
}

// stop gives the terminal back to the shell until that gives it again, as with fg.
func (m *model) stop() tea.Cmd {
	m.spend()
	m.save()
	return m.suspend(func(err error) tea.Msg { return resumed{err} })
}

// save keeps the draft.
func (m *model) save() {
	if m.options.Save == nil {
		return
	}
	d := m.session.Draft()
	d.Updated = m.options.Now()
	m.unsaved = m.options.Save(d)
	m.dirty = m.unsaved != nil
}

// How long a person may think without a key before the time stops counting as
// spent, and how much of a stay in the editor counts.
const (
	idle        = 2 * time.Minute
	longestEdit = 30 * time.Minute
)

// spend counts the time since it was counted last: of a longer pause only the
// start counts.
func (m *model) spend() {
	now := m.options.Now()
	end := now
	if limit := m.lastKey.Add(idle); end.After(limit) {
		end = limit
	}
	m.session.Spend(max(0, end.Sub(m.counted)))
	m.counted = now
}

// edit lends the terminal to the person's editor.
func (m *model) edit() tea.Cmd {
	if m.options.Editor == nil {
		m.trouble = errors.New("there is no editor to open")
		return nil
	}
	m.save() // the editor may take hours, and nothing is heard meanwhile
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

// takeEdited takes what the editor left, without what editors do of themselves.
// When it failed the answer is as it was.
func (m *model) takeEdited(msg edited) {
	m.editing.Store(false)
	now := m.options.Now()
	m.session.Spend(min(max(0, now.Sub(m.counted)), longestEdit))
	m.lastKey, m.counted = now, now
	if msg.err != nil {
		m.trouble = fmt.Errorf("the answer is as it was: %w", msg.err)
		return
	}
	before, after := asTyped(m.session.Answer()), msg.text
	if !strings.HasSuffix(before, "\n") {
		after = strings.TrimSuffix(strings.TrimSuffix(after, "\n"), "\r")
	}
	if m.session.Page().Step.Kind == journal.ShortText {
		after = strings.Join(strings.Fields(after), " ")
	}
	if after != before {
		m.session.Set(journal.TextValue(after))
		m.open()
	}
}

// helpText is everything there is to know about the page. A form of kith's own
// has no draft: the command that shows it says what becomes of what was typed.
func (m *model) helpText() string {
	leaving := "leave; everything is kept, and kith resume goes on from here"
	if m.session.Activity().ID == "" {
		leaving = "leave"
	}
	if m.listing {
		leaving = "close the list"
	}
	step := m.shown().Step
	var b strings.Builder
	for _, part := range []string{step.Prompt, helpOf(step)} {
		if part != "" {
			fmt.Fprintf(&b, "%s\n\n", part)
		}
	}
	if terms := prompts.TermsIn(step.Prompt + " " + step.Help); len(terms) > 0 && m.session.Activity().ID != "" {
		fmt.Fprintf(&b, "Explained: kith explain %s\n\n", strings.Join(terms, ", kith explain "))
	}
	for _, h := range append(m.hints(), hint{"esc", leaving}, hint{"ctrl+g", "close this help"}) {
		fmt.Fprintf(&b, "%-10s %s\n", h.key, h.does)
	}
	return b.String()
}
