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
	p, err := c.startPager(command)
	if err != nil {
		return passOver(write(c.Out))
	}
	err = write(p)
	return errors.Join(passOver(err), passOver(p.Close()))
}

// pager is the command to use, or "" for none.
func (c *Console) pager() string {
	if !c.OutTTY() || c.IsPlain() || c.NoInput {
		return ""
	}
	if command, set := c.lookup("PAGER"); set {
		if command = strings.TrimSpace(command); command == "cat" {
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
	ended   bool // the pager has been waited for
	printed bool // it failed, and Out has the text instead
	waited  error
}

func (c *Console) startPager(command string) (*paged, error) {
	cmd := shell(command, "")
	cmd.Stdout, cmd.Stderr = c.Out, c.Err
	cmd.Env = os.Environ()
	if _, set := c.lookup("LESS"); !set {
		cmd.Env = append(cmd.Env, "LESS=FRX") // or less would show colours as codes
	}
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &paged{out: c.Out, cmd: cmd, pipe: pipe}, nil
}

// Write hands text to the pager, or to Out once the pager has failed.
func (p *paged) Write(text []byte) (int, error) {
	if p.printed {
		return p.out.Write(text)
	}
	if p.ended {
		return 0, io.ErrClosedPipe
	}
	p.remember(text)
	if _, err := p.pipe.Write(text); err == nil {
		return len(text), nil
	}
	if err := p.end(); err != nil {
		return 0, err
	}
	if !p.printed {
		return 0, io.ErrClosedPipe
	}
	return len(text), nil
}

// remember keeps the beginning of the text. What is written past the end of
// what is kept could not be printed after all, so nothing more is kept.
func (p *paged) remember(text []byte) {
	p.total += len(text)
	if p.total <= rememberedForFallback {
		p.sent.Write(text)
	}
}

// Close waits for the person to finish reading.
func (p *paged) Close() error {
	if p.ended {
		return nil
	}
	return p.end()
}

// end waits for the pager and, where it failed, prints what it was given.
func (p *paged) end() error {
	p.ended = true
	closeErr := p.pipe.Close()
	p.waited = p.cmd.Wait()
	if p.waited == nil || stopped(p.waited) {
		return passOver(ignoreClosed(closeErr))
	}
	if p.total > p.sent.Len() {
		return &Error{
			Text: fmt.Sprintf("the pager failed: %v", p.waited),
			Hint: "set PAGER to another one, or to cat for none", Err: p.waited,
		}
	}
	p.printed = true
	_, err := p.out.Write(p.sent.Bytes())
	return err
}

// stopped reports a pager that ended by a signal, most often ctrl-c: directly,
// or as shells pass it on, by a status of 128 or more.
func stopped(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && (exit.ExitCode() < 0 || exit.ExitCode() > 128)
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
