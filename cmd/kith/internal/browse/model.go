package browse

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts/screen/program"
)

// model is the program: the list, the reflection that is read, and what is asked for.
type model struct {
	window
	ctx     context.Context
	options Options

	width, height int
	filter        journal.Filter
	about         journal.CommunityRef // whose reflections the list has, or none
	number        int                  // of what the list was asked for last
	asking        bool                 // it is still being read
	cancel        func()

	reading reading
	open    bool    // it is read on the whole screen
	help    *scroll // the keys, while they are shown
	line    *line   // what is being typed, nil while nothing is
	sure    *sure   // what is asked before a command is done, nil while nothing is
	said    string  // by the last command
	trouble error   // what went wrong
	left    string  // why it ended other than by a key
	lent    atomic.Bool

	// What needs more than a store: the terminal lent to a command or to the shell.
	lend    func(tea.ExecCommand, tea.ExecCallback) tea.Cmd
	suspend func(tea.ExecCallback) tea.Cmd
}

// line is a line in which something is typed.
type line struct {
	textinput.Model
	does  string // what enter does with it
	keep  func(typed string) error
	typed func(string) tea.Cmd // at each key; nil where nothing is done yet
}

// sure is a question that y answers with yes, and every other key with no.
type sure struct {
	question string
	yes      func() tea.Cmd
}

// The messages of browsing's own.
type (
	resumed struct{ err error } // the terminal is back
	done    struct {            // a command that the terminal was lent to
		id   journal.ID
		said string
		err  error
	}
)

func newModel(ctx context.Context, o Options) *model {
	return &model{ctx: ctx, options: o, filter: o.Filter, about: o.About, cancel: func() {}, lend: tea.Exec, suspend: program.Suspend}
}

// Init has nothing to start: nothing happens while nobody types.
func (m *model) Init() tea.Cmd { return nil }

// Update takes in what happened.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		if msg.Width <= 0 || msg.Height <= 0 {
			m.width, m.height = 80, 24 // a terminal that does not know
		}
		cmd = m.move(0) // there may be room for more
	case page:
		m.take(msg)
	case drawn:
		m.reading.take(msg)
	case program.Leave:
		m.left = msg.Why
		cmd = tea.Quit
	case program.Stop:
		cmd = m.stop()
	case resumed:
		m.trouble = msg.err
	case done:
		cmd = m.back(msg)
	case tea.KeyMsg:
		cmd = m.keys(msg)
	}
	return m, tea.Batch(cmd, m.draw())
}

// keys gives keys to whom they are for. Several letters that came in one go are a text
// where one is typed, and elsewhere keys that were pressed fast; what is pasted there
// is no key.
func (m *model) keys(msg tea.KeyMsg) tea.Cmd {
	if msg.Type == tea.KeyCtrlJ {
		msg = tea.KeyMsg{Type: tea.KeyEnter} // typed while the terminal was the shell's
	}
	if m.line != nil {
		return m.typing(msg)
	}
	if msg.Paste {
		return nil
	}
	if len(msg.Runes) < 2 {
		return m.key(msg)
	}
	var cmds []tea.Cmd
	for _, r := range msg.Runes {
		cmds = append(cmds, m.keys(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}))
	}
	return tea.Batch(cmds...)
}

// key is what a key does while nothing is typed.
func (m *model) key(msg tea.KeyMsg) tea.Cmd {
	m.said, m.trouble = "", nil
	key := msg.String()
	if m.isTooSmall() { // nothing is done that is not seen
		m.sure = nil
		if key == "q" || key == "esc" || key == "ctrl+c" {
			return tea.Quit
		}
		return nil
	}
	if asked := m.sure; asked != nil {
		m.sure = nil
		if key == "y" || key == "Y" {
			return asked.yes()
		}
		return nil
	}
	switch key {
	case "ctrl+c":
		return tea.Quit
	case "ctrl+z":
		return m.stop()
	}
	if m.help != nil {
		if key == "?" || key == "q" || key == "esc" || key == "enter" {
			m.help = nil
		} else {
			m.help.key(key)
		}
		return nil
	}
	rows := max(1, m.layout().list-1) // a screen of them, but for one
	switch key {
	case "?", "f1", "ctrl+g":
		m.help = &scroll{}
		return nil
	case "q":
		if !m.open {
			return tea.Quit
		}
		m.open = false
		return nil
	case "esc", "left", "h", "backspace":
		return m.out(key)
	case "/":
		return m.search()
	case "t":
		return m.tag()
	case "c":
		return m.community()
	case "n":
		return m.move(1)
	case "p":
		return m.move(-1)
	case "enter", "right", "l":
		m.open = m.under() != nil
		return nil
	}
	if r := m.under(); r != nil {
		for _, c := range m.options.Commands {
			if c.Key == key {
				return m.do(c, *r)
			}
		}
	}
	if m.open {
		m.reading.key(key)
		return nil
	}
	switch key {
	case "down", "j":
		return m.move(1)
	case "up", "k":
		return m.move(-1)
	case "pgdown", "ctrl+f":
		return m.move(rows)
	case "pgup", "ctrl+b":
		return m.move(-rows)
	case "home", "g":
		return m.ask(start, nil)
	case "end", "G":
		return m.ask(finish, nil)
	case " ", "b":
		m.reading.key(key)
	}
	return nil
}

// out goes back one step: from reading to the list, from a part of the list to all of
// it, and at last, by esc, out of browsing.
func (m *model) out(key string) tea.Cmd {
	switch {
	case m.open:
		m.open = false
	case key != "esc":
	case m.filter.Containing != "":
		m.filter.Containing = ""
		return m.ask(around, m.under())
	case m.about.ID != "":
		m.about, m.filter.Community = journal.CommunityRef{}, ""
		return m.ask(around, m.under())
	default:
		return tea.Quit
	}
	return nil
}

// typing gives a key to the line that is being typed.
func (m *model) typing(msg tea.KeyMsg) tea.Cmd {
	l := m.line
	switch msg.String() {
	case "ctrl+c":
		return tea.Quit
	case "esc":
		m.line, m.trouble = nil, nil
		if l.typed != nil {
			return l.typed("")
		}
		return nil
	case "enter":
		if m.trouble = l.keep(l.Value()); m.trouble == nil {
			m.line = nil
		}
		return nil
	case "up":
		return m.move(-1)
	case "down":
		return m.move(1)
	case "ctrl+v":
		return nil // it would ask for the clipboard; the terminal's own paste is right
	}
	msg.Runes = []rune(text.Inert(string(msg.Runes)))
	before := l.Value()
	l.Model, _ = l.Update(msg) // its commands blink the cursor
	if after := l.Value(); after != before && l.typed != nil {
		return l.typed(after)
	}
	return nil
}

// newLine is an open line. Its cursor is steady, which is easier on the eyes.
func newLine(prompt, value string) *line {
	in := textinput.New()
	in.Prompt = prompt
	in.Cursor.SetMode(cursor.CursorStatic)
	in.SetValue(value)
	in.Focus()
	return &line{Model: in}
}

// search narrows the list down by what is typed, at each key.
func (m *model) search() tea.Cmd {
	m.open = false
	m.line = newLine("/", m.filter.Containing)
	m.line.does = "keep it"
	m.line.keep = func(string) error { return nil }
	m.line.typed = func(typed string) tea.Cmd {
		if m.filter.Containing = strings.Join(strings.Fields(typed), " "); m.filter.Containing == "" {
			return m.ask(around, m.under())
		}
		return m.ask(start, nil)
	}
	return nil
}

// tag opens the tags of the reflection under the cursor to be changed.
func (m *model) tag() tea.Cmd {
	r := m.under()
	if r == nil {
		return nil
	}
	id := r.ID
	// One with a comma in it could not be told from two, and one that would act on the
	// terminal not be shown as it is: those stay.
	had := slices.DeleteFunc(slices.Clone(r.Tags), func(tag string) bool { return strings.Contains(tag, ",") || text.Line(tag) != tag })
	m.line = newLine("tags: ", strings.Join(had, ", "))
	m.line.does = "keep them"
	m.line.keep = func(typed string) error {
		var named []string
		for tag := range strings.SplitSeq(typed, ",") {
			if tag = strings.TrimSpace(tag); tag != "" {
				named = append(named, tag)
			}
		}
		tags, err := journal.Tags(named)
		if err != nil {
			return err
		}
		now, err := m.options.Store.Reflection(m.ctx, string(id))
		if err != nil {
			return err
		}
		gone := slices.DeleteFunc(text.Without(had, tags), func(tag string) bool { return !text.Has(now.Tags, tag) })
		if _, err = m.options.Store.TagReflection(m.ctx, string(id), tags, gone); err == nil {
			_, err = m.reread(id)
		}
		return err
	}
	return nil
}

// community shows what is about a community of the reflection under the cursor; again,
// about its next one, and after the last one the whole list.
func (m *model) community() tea.Cmd {
	r := m.under()
	if r == nil {
		return nil
	}
	at := slices.IndexFunc(r.Communities, func(c journal.CommunityRef) bool { return c.ID == m.about.ID })
	switch {
	case at+1 < len(r.Communities):
		m.about = r.Communities[at+1]
	case at < 0:
		m.trouble = errors.New("this one names no community")
		return nil
	default:
		m.about = journal.CommunityRef{}
	}
	m.filter.Community = m.about.ID
	return m.ask(around, r)
}

// do runs a command on a reflection.
func (m *model) do(c Command, r journal.Reflection) tea.Cmd {
	whole, err := m.options.Store.Reflection(m.ctx, string(r.ID))
	if err != nil {
		m.trouble = err
		return nil
	}
	here := func() tea.Cmd {
		said, err := c.Do(m.ctx, whole)
		return m.back(done{r.ID, said, err})
	}
	switch {
	case c.Ask != nil:
		question, err := c.Ask(m.ctx, whole)
		if m.trouble = err; err == nil {
			m.sure = &sure{question, here}
		}
		return nil
	case !c.Lent:
		return here()
	}
	m.lent.Store(true)
	told := ""
	return m.lend(lent(func() (err error) { told, err = c.Do(m.ctx, whole); return err }), func(err error) tea.Msg {
		return done{r.ID, told, err}
	})
}

// lent is what runs while bubbletea has given the terminal back.
type lent func() error

// Run runs it.
func (l lent) Run() error { return journal.Guarded(l) }

func (lent) SetStdin(io.Reader)  {}
func (lent) SetStdout(io.Writer) {}
func (lent) SetStderr(io.Writer) {}

// back takes in what a command has done.
func (m *model) back(d done) tea.Cmd {
	m.lent.Store(false)
	m.said, m.trouble = d.said, d.err
	if errors.Is(d.err, context.Canceled) {
		m.left = "it was interrupted"
		return tea.Quit
	}
	cmd, err := m.reread(d.id)
	if m.trouble == nil {
		m.trouble = err
	}
	return cmd
}

// reread reads one of the list anew, as it was changed.
func (m *model) reread(id journal.ID) (tea.Cmd, error) {
	m.reading.stale = true
	at := slices.IndexFunc(m.rows, func(r journal.Reflection) bool { return r.ID == id })
	if at < 0 {
		return nil, nil
	}
	r, err := m.options.Store.Reflection(m.ctx, string(id))
	switch {
	case journal.KindOf(err) == journal.NotFound:
		m.rows = slices.Delete(m.rows, at, at+1)
		m.open = false
		return m.move(0), nil
	case err != nil:
		return nil, err
	case !r.Created.Equal(m.rows[at].Created): // it stands elsewhere
		return m.ask(around, &r), nil
	}
	r.Answers = nil
	m.rows[at] = r
	return nil, nil
}

// stop gives the terminal back to the shell until that gives it again, as with fg.
func (m *model) stop() tea.Cmd {
	return m.suspend(func(err error) tea.Msg { return resumed{err} })
}

// each is a list with something made of each of its members.
func each[T, U any](list []T, of func(T) U) []U {
	out := make([]U, len(list))
	for i, v := range list {
		out[i] = of(v)
	}
	return out
}
