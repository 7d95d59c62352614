package console

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
)

// at is a console of buffers, which stand for a terminal where tty is true.
func at(tty bool, in string, env ...string) (*Console, *bytes.Buffer, *bytes.Buffer) {
	var out, err bytes.Buffer
	c := &Console{
		In: strings.NewReader(in), Out: &out, Err: &err,
		Env: lookup(env), terminal: func(any) bool { return tty },
	}
	return c, &out, &err
}

func lookup(env []string) func(string) (string, bool) {
	return func(key string) (string, bool) {
		for _, pair := range env {
			if k, v, _ := strings.Cut(pair, "="); k == key {
				return v, true
			}
		}
		return "", false
	}
}

func TestBuffersAndFilesAreNoTerminal(t *testing.T) {
	t.Parallel()
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	c := &Console{In: file, Out: file, Err: &bytes.Buffer{}}
	if c.InTTY() || c.OutTTY() || c.ErrTTY() {
		t.Error("taken for a terminal")
	}
	if w := c.Width(); w != 80 {
		t.Errorf("width = %d", w)
	}
}

func TestColourIsForTerminalsThatWantIt(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		tty, noColor bool
		env          string
		want         bool
	}{
		"terminal":       {tty: true, env: "TERM=xterm", want: true},
		"empty NO_COLOR": {tty: true, env: "NO_COLOR=", want: true},
		"NO_COLOR":       {tty: true, env: "NO_COLOR=1"},
		"dumb":           {tty: true, env: "TERM=dumb"},
		"--no-color":     {tty: true, noColor: true},
		"pipe":           {env: "TERM=xterm"},
	} {
		c, _, _ := at(test.tty, "", test.env)
		c.NoColor = test.noColor
		for _, s := range []Style{c.Style(), c.ErrStyle()} {
			for _, styled := range []string{s.Bold("x"), s.Dim("x"), s.Heading("x"), s.Alert("x")} {
				if coloured := styled != "x"; coloured != test.want {
					t.Errorf("%s: %q", name, styled)
				}
			}
		}
	}
}

func TestStylesNestAndEndWithTheLine(t *testing.T) {
	t.Parallel()
	c, _, _ := at(true, "")
	s := c.Style()
	if got, want := s.Bold("a "+s.Alert("b")+" c"), "\x1b[1ma \x1b[31mb\x1b[39m c\x1b[22m"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := s.Alert("a\n\nb"), "\x1b[31ma\x1b[39m\n\n\x1b[31mb\x1b[39m"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for env, want := range map[string]bool{
		"ACCESSIBLE=1": true, "ACCESSIBLE=0": false, "ACCESSIBLE=": false, "TERM=dumb": true, "TERM=xterm": false,
	} {
		if c, _, _ := at(true, "", env); c.IsPlain() != want {
			t.Errorf("%s: plain = %v", env, c.IsPlain())
		}
	}
}

func TestWidthIsWhatColumnsSays(t *testing.T) {
	t.Parallel()
	for env, want := range map[string]int{"COLUMNS=40": 40, "COLUMNS=": 80, "COLUMNS=0": 80, "COLUMNS=x": 80} {
		if c, _, _ := at(true, "", env); c.Width() != want {
			t.Errorf("%s: width = %d", env, c.Width())
		}
	}
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{
		"y\n": true, "YES\r\n": true, "yes": true, "n\n": false, "\n": false, "": false, "what\ny\n": true,
	} {
		c, out, asked := at(true, in)
		got, err := c.Confirm(t.Context(), "Delete it?", "--yes")
		if err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
		if out.Len() > 0 || !strings.HasPrefix(asked.String(), "Delete it? [y/N] ") {
			t.Errorf("%q: out %q, err %q", in, out, asked)
		}
	}
}

func TestNobodyToAsk(t *testing.T) {
	t.Parallel()
	for _, tty := range []bool{true, false} {
		c, _, asked := at(tty, "y\n")
		c.NoInput = true
		_, err := c.Confirm(t.Context(), "Delete it?", "--yes")
		var e *Error
		if !errors.Is(err, ErrNoTerminal) || !errors.As(err, &e) || !strings.Contains(e.Hint, "--yes") {
			t.Errorf("error = %v", err)
		}
		if asked.Len() > 0 {
			t.Errorf("asked all the same: %q", asked)
		}
	}
}

func TestAskLeavesTheNextLineAlone(t *testing.T) {
	t.Parallel()
	c, _, _ := at(true, "one\ntwo")
	for _, want := range []string{"one", "two"} {
		if got, err := c.Ask(t.Context(), "Name?", "--name"); err != nil || got != want {
			t.Errorf("%q, %v", got, err)
		}
	}
	if _, err := c.Ask(t.Context(), "Name?", "--name"); !errors.Is(err, io.EOF) {
		t.Errorf("error = %v", err)
	}
}
