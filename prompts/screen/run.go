// Package screen is the full-screen face of an activity: one page at a time,
// each a huh form inside a bubbletea program, with the place, the time and the
// keys around it.
//
// It drives a prompts.Session and hands every change to Options.Save at once
// or within a second, so that nothing that was typed depends on how the run
// ends. It refuses to know where a draft is kept, what makes an answer
// acceptable (Session.Next says), which editor there is, and what colours the
// terminal has: it asks the terminal nothing.
package screen

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"kith/journal"
	"kith/prompts"
)

// Options are how a run is shown and kept.
type Options struct {
	In, Out *os.File // the terminal
	// Save keeps the draft: after every move, and within a second of a change.
	Save func(journal.Draft) error
	Now  func() time.Time
	// Editor opens long answers in the person's editor; nil when there is none.
	Editor Editor
	// EditorName is what it is called, as in "nano"; "" where that is not known.
	EditorName string
	NoColor    bool
	// Signals end the run with everything kept. An interrupt that is meant for
	// the editor is let pass.
	Signals <-chan os.Signal
}

// Editor prepares the person's editor for a text. The command is run on the
// terminal; finish is told how that went and gives the text as it was left.
type Editor func(text string) (cmd *exec.Cmd, finish func(runErr error) (string, error), err error)

// Run asks the person until the sitting is over, and returns nil then. When the
// person leaves, a signal comes or the terminal goes away, the draft is saved
// and the error is prompts.ErrLeft; any other error is a fault. Either way a
// draft that could not be saved last is joined to it.
func Run(ctx context.Context, s *prompts.Session, o Options) error {
	if s.State() != prompts.Asking {
		return nil
	}
	// Sixteen colours are all that is used, and without attributes there is
	// no cursor to be seen, so the profile is the same for everybody; without
	// colour they are taken out at the end (frame.go).
	lipgloss.SetColorProfile(termenv.ANSI)

	m := newModel(s, o)
	in := &terminal{File: o.In}
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(o.Out),
		tea.WithAltScreen(), tea.WithoutSignalHandler(), tea.WithoutCatchPanics(),
		tea.WithFPS(30)) // it looks that often whether there is something to draw
	in.gone = func() { p.Send(leave{"the terminal is gone"}) }
	ended := make(chan struct{})
	stops := make(chan os.Signal, 1)
	notifyStop(stops)
	defer signal.Stop(stops)
	go m.heed(o.Signals, stops, p, ended)
	var fault *journal.Error
	err := journal.Guarded(func() error {
		_, err := p.Run()
		return err
	})
	if errors.As(err, &fault) { // bubbletea would print a page of Go, so it catches none
		fault.Err = errors.Join(fault.Err, p.ReleaseTerminal())
	}
	close(ended)
	return m.ending(err)
}

// heed turns signals into leaving, and into stopping for a while, until the run has
// ended.
func (m *model) heed(signals, stops <-chan os.Signal, p *tea.Program, ended <-chan struct{}) {
	for {
		select {
		case <-ended:
			return
		case <-stops:
			if m.editing.Load() { // the terminal is the editor's, which stops as well
				_ = suspension{}.Run()
				continue
			}
			p.Send(stop{})
		case sig, ok := <-signals:
			if !ok {
				return
			}
			if sig == os.Interrupt && m.editing.Load() {
				continue // ctrl-c in the editor reaches kith as well
			}
			why := "it was told to stop"
			switch sig {
			case os.Interrupt:
				why = "it was interrupted"
			case syscall.SIGHUP:
				why = "the terminal was closed"
			}
			p.Send(leave{why})
		}
	}
}

// suspension is a tea.ExecCommand that runs nothing: bubbletea gives the terminal
// back, kith stops, and bubbletea takes the terminal again.
type suspension struct{}

func (suspension) SetStdin(io.Reader)  {}
func (suspension) SetStdout(io.Writer) {}
func (suspension) SetStderr(io.Writer) {}

func suspend(done tea.ExecCallback) tea.Cmd { return tea.Exec(suspension{}, done) }

// ending is what Run returns, once bubbletea has given the terminal back.
func (m *model) ending(err error) error {
	if m.session.State() != prompts.Asking {
		return nil
	}
	if m.left == nil { // killed, or a panic that bubbletea caught
		m.save()
		m.left = prompts.ErrLeft
		switch {
		case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			m.left = fmt.Errorf("%w: it was told to stop", prompts.ErrLeft)
		case errors.As(err, new(*journal.Error)):
			m.left = err
		case err != nil:
			m.left = fmt.Errorf("%w: the terminal cannot be read: %w", prompts.ErrLeft, err)
		}
	}
	return errors.Join(m.left, m.unsaved)
}

// terminal is the input of the program. bubbletea takes the end of it for
// silence and would wait for ever on a terminal that was hung up.
type terminal struct {
	*os.File
	gone func()
}

// Read reads what was typed, and says when there will be no more.
func (t *terminal) Read(p []byte) (int, error) {
	n, err := t.File.Read(p)
	if errors.Is(err, io.EOF) {
		t.gone()
	}
	return n, err
}
