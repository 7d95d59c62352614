package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrNoTerminal is why a question could not be asked: nobody is there to
// answer, or the person said --no-input.
var ErrNoTerminal = errors.New("no terminal to ask on")

// Confirm asks a question that is answered with yes or no; just enter, or the
// end of input, is no. Where it cannot be asked the error is ErrNoTerminal and
// its hint names the flag that answers it, such as "--yes".
func (c *Console) Confirm(ctx context.Context, question, flag string) (bool, error) {
	for {
		answer, err := c.Ask(ctx, question+" [y/N]", flag)
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		switch strings.ToLower(strings.TrimSpace(answer)) {
		case "y", "yes":
			return true, nil
		case "", "n", "no":
			return false, nil
		}
		if _, err := fmt.Fprintln(c.Err, "Type y for yes or n for no."); err != nil {
			return false, err
		}
	}
}

// Ask asks for one line, on Err and from In. Without a terminal it is the same
// error as Confirm's; at the end of input it is io.EOF.
func (c *Console) Ask(ctx context.Context, question, flag string) (string, error) {
	if c.NoInput || !c.InTTY() {
		return "", &Error{
			Text: fmt.Sprintf("there is no terminal to ask on: %s", question),
			Hint: fmt.Sprintf("answer it with %s", flag), Err: ErrNoTerminal,
		}
	}
	if _, err := fmt.Fprint(c.Err, question+" "); err != nil {
		return "", err
	}
	type reply struct {
		line string
		err  error
	}
	got := make(chan reply, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil { // nobody else would see it coming
				got <- reply{err: fmt.Errorf("the answer could not be read: %v", r)}
			}
		}()
		line, err := readLine(c.In)
		got <- reply{line, err}
	}()
	select {
	case r := <-got:
		if r.err == nil {
			return r.line, nil
		}
		if _, err := fmt.Fprintln(c.Err); err != nil { // the line of the question
			return "", err
		}
		return "", r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// readLine takes one line and not a byte more, so that whoever asks next finds
// the rest. A last line without an end is a line.
func readLine(in io.Reader) (string, error) {
	var line []byte
	var one [1]byte
	for {
		n, err := in.Read(one[:])
		switch {
		case n == 1 && one[0] == '\n':
			return strings.TrimSuffix(string(line), "\r"), nil
		case n == 1:
			line = append(line, one[0])
		case err == io.EOF && len(line) > 0:
			return string(line), nil
		case err != nil:
			return "", err
		}
	}
}
