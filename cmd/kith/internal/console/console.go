// Package console is the terminal as the commands of kith see it: the three
// streams and what is known of them, style, tables, the pager, the editor, and a
// plain question.
//
// It refuses to know the journal: but for the cells of a table, text comes in
// ready to be shown, wrapped and with control characters made visible. It never
// asks the terminal anything; what it knows comes from the environment and from
// ioctl.
package console

import (
	"io"
	"os"
	"strconv"

	"github.com/charmbracelet/x/term"
)

// Console is where a command reads and writes. The zero value of everything
// but the streams works.
type Console struct {
	In       io.Reader
	Out, Err io.Writer
	// Env looks up a variable of the environment; nil is an empty environment.
	Env func(key string) (string, bool)

	NoColor bool // --no-color
	Plain   bool // --plain
	NoInput bool // --no-input: never wait for the person
	// UsualEditor is the editor where the environment names none; "" is one of those
	// that are usually there.
	UsualEditor string

	// terminal stands in for the system's own answer in tests.
	terminal func(stream any) bool
}

// defaultWidth is that of a terminal that does not say.
const defaultWidth = 80

// Error is trouble at the terminal as a person is told of it: Text is one
// lower-case sentence without a full stop, Hint what to do about it, or empty.
type Error struct {
	Text string
	Hint string
	Err  error
}

// Error is the sentence alone.
func (e *Error) Error() string { return e.Text }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// InTTY reports whether the person types at In.
func (c *Console) InTTY() bool { return c.isTTY(c.In) }

// OutTTY reports whether a person looks at Out.
func (c *Console) OutTTY() bool { return c.isTTY(c.Out) }

// ErrTTY reports whether a person looks at Err.
func (c *Console) ErrTTY() bool { return c.isTTY(c.Err) }

func (c *Console) isTTY(stream any) bool {
	if c.terminal != nil {
		return c.terminal(stream)
	}
	f, ok := stream.(*os.File)
	return ok && f != nil && term.IsTerminal(f.Fd())
}

// IsPlain reports whether to keep off the full screen and ask one line at a
// time: --plain, ACCESSIBLE set to anything but 0, or a dumb terminal.
func (c *Console) IsPlain() bool {
	accessible, _ := c.env("ACCESSIBLE")
	kind, _ := c.env("TERM")
	return c.Plain || (accessible != "" && accessible != "0") || kind == "dumb"
}

// Width is that of the terminal in cells: what COLUMNS says, else what the
// system says of the first stream that is a terminal, else 80.
func (c *Console) Width() int {
	columns, _ := c.env("COLUMNS")
	if n, err := strconv.Atoi(columns); err == nil && n > 0 {
		return n
	}
	for _, stream := range []any{c.Out, c.Err, c.In} {
		f, ok := stream.(*os.File)
		if !ok || f == nil {
			continue
		}
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
			return w
		}
	}
	return defaultWidth
}

// Style is the style for what is written to Out.
func (c *Console) Style() Style { return Style{on: c.Colour() && c.OutTTY()} }

// ErrStyle is the style for what is written to Err.
func (c *Console) ErrStyle() Style { return Style{on: c.Colour() && c.ErrTTY()} }

// Colour is false where the person wants none, wherever it goes.
func (c *Console) Colour() bool {
	none, _ := c.env("NO_COLOR")
	kind, _ := c.env("TERM")
	return !c.NoColor && none == "" && kind != "dumb"
}

func (c *Console) env(key string) (value string, set bool) {
	if c.Env == nil {
		return "", false
	}
	return c.Env(key)
}
