package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// rememberedForFallback bounds what is kept in case the pager fails. It is well
// over what a pipe holds, and a pager that cannot start reads nothing.
const rememberedForFallback = 1 << 20

// lessOptions are what less is to do where the person has not said: leave where all
// fits, show colours and not their codes, keep the text on the screen, and say in
// place of a colon how to go on and how to leave.
const lessOptions = "-FRX -Ps?eThis is the end, q leaves:space goes on, b goes back, q leaves.$"

// Page has long output written through the person's pager, $PAGER or else
// less -FRX where that is installed, and straight to Out where there is no
// terminal, in plain mode, and with --no-input. A pager that is missing or
// fails costs nothing but the paging. One that is closed before the end is no
// error; write is then told io.ErrClosedPipe, which Page passes over.
//
// A ctx that ends leaves the pager open: it holds the terminal.
func (c *Console) Page(ctx context.Context, write func(w io.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	command := c.pager()
	if command == "" {
		return passOver(write(c.Out))
	}
	cmd := shell(command, "")
	cmd.Stdout, cmd.Stderr = c.Out, c.Err
	cmd.Env = os.Environ()
	if _, set := c.env("LESS"); !set {
		cmd.Env = append(cmd.Env, "LESS="+lessOptions)
	}
	pipe, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return passOver(write(c.Out))
	}
	p := &paged{out: c.Out, cmd: cmd, pipe: pipe}
	err = write(p)
	return errors.Join(passOver(err), passOver(p.Close()))
}

// pager is the command to use, or "" for none.
func (c *Console) pager() string {
	if !c.OutTTY() || c.IsPlain() || c.NoInput {
		return ""
	}
	if command, set := c.env("PAGER"); set {
		if command = strings.TrimSpace(command); command == "cat" || missing(command) {
			return ""
		}
		return command
	}
	if _, err := exec.LookPath("less"); err != nil {
		return ""
	}
	return "less -FRX"
}

// passOver drops the error of a reader who has seen enough.
func passOver(err error) error {
	if errors.Is(err, io.ErrClosedPipe) || errors.Is(err, syscall.EPIPE) {
		return nil
	}
	return err
}

// paged is a running pager to write to.
type paged struct {
	out     io.Writer
	cmd     *exec.Cmd
	pipe    io.WriteCloser
	sent    bytes.Buffer // the beginning of what was written
	total   int
	closed  bool // the pager has been waited for
	printed bool // it failed, and Out has the text instead
}

// Write hands text to the pager, or to Out once the pager has failed.
func (p *paged) Write(text []byte) (int, error) {
	if p.printed {
		return p.out.Write(text)
	}
	if p.closed {
		return 0, io.ErrClosedPipe
	}
	// What is written past the end of what is kept could not be printed after all,
	// so nothing more is kept.
	if p.total += len(text); p.total <= rememberedForFallback {
		p.sent.Write(text)
	}
	if _, err := p.pipe.Write(text); err == nil {
		return len(text), nil
	}
	if err := p.Close(); err != nil {
		return 0, err
	}
	if !p.printed {
		return 0, io.ErrClosedPipe
	}
	return len(text), nil
}

// Close waits for the person to finish reading and, where the pager failed, prints
// what it was given.
func (p *paged) Close() error {
	if p.closed {
		return nil
	}
	p.closed = true
	closing := p.pipe.Close()
	if errors.Is(closing, os.ErrClosed) { // the pager was the first to
		closing = nil
	}
	failed := p.cmd.Wait()
	// A pager that ended by a signal, most often ctrl-c, was read enough of: a
	// shell passes that on by a status of 128 or more.
	var exit *exec.ExitError
	if failed == nil || errors.As(failed, &exit) && (exit.ExitCode() < 0 || exit.ExitCode() > 128) {
		return passOver(closing)
	}
	if p.total > p.sent.Len() {
		return &Error{
			Text: fmt.Sprintf("the pager failed: %v", failed),
			Hint: "set PAGER to another one, or to cat for none", Err: failed,
		}
	}
	p.printed = true
	_, err := p.out.Write(p.sent.Bytes())
	return err
}
