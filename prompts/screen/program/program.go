// Package program runs a bubbletea program on a full screen: with the signals that
// end it or stop it for a while, a terminal that goes away, and a fault in it.
//
// It refuses to know what the screen shows, and it asks the terminal nothing.
package program

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"kith/journal"
)

// Options are where a program runs.
type Options struct {
	In, Out *os.File // the terminal
	// Signals end the program. An interrupt that is meant for whom the terminal is
	// lent to is let pass.
	Signals <-chan os.Signal
	// Lent reports that another program has the terminal, such as the editor. It is
	// called from another goroutine.
	Lent func() bool
}

// The messages to a model that are not bubbletea's.
type (
	Leave struct{ Why string } // it has to end
	Stop  struct{}             // it is asked to give the terminal to the shell for a while (Suspend)
)

// Run runs a model until it ends, and gives the terminal back as it was.
func Run(ctx context.Context, m tea.Model, o Options) error {
	// Sixteen colours are all that is used, and without attributes there is
	// no cursor to be seen, so the profile is the same for everybody; without
	// colour they are taken out at the end (Frame).
	lipgloss.SetColorProfile(termenv.ANSI)

	in := &terminal{File: o.In}
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(o.Out),
		tea.WithAltScreen(), tea.WithoutSignalHandler(), tea.WithoutCatchPanics(),
		tea.WithFPS(30)) // it looks that often whether there is something to draw
	in.gone = func() { p.Send(Leave{"the terminal is gone"}) }
	ended := make(chan struct{})
	stops := make(chan os.Signal, 1)
	notifyStop(stops)
	defer signal.Stop(stops)
	go o.heed(stops, p, ended)
	var fault *journal.Error
	err := journal.Guarded(func() error {
		_, err := p.Run()
		return err
	})
	if errors.As(err, &fault) { // bubbletea would print a page of Go, so it catches none
		fault.Err = errors.Join(fault.Err, p.ReleaseTerminal())
	}
	close(ended)
	return err
}

// heed turns signals into messages until the program has ended.
func (o Options) heed(stops <-chan os.Signal, p *tea.Program, ended <-chan struct{}) {
	for {
		select {
		case <-ended:
			return
		case <-stops:
			if o.Lent() { // whoever has the terminal stops as well
				_ = suspension{}.Run()
				continue
			}
			p.Send(Stop{})
		case sig, ok := <-o.Signals:
			if !ok {
				return
			}
			if sig == os.Interrupt && o.Lent() {
				continue // ctrl-c in the editor reaches kith as well
			}
			why := "it was told to stop"
			switch sig {
			case os.Interrupt:
				why = "it was interrupted"
			case syscall.SIGHUP:
				why = "the terminal was closed"
			}
			p.Send(Leave{why})
		}
	}
}

// Suspend gives the terminal to the shell until that gives it back, as with fg.
func Suspend(done tea.ExecCallback) tea.Cmd { return tea.Exec(suspension{}, done) }

// suspension is a tea.ExecCommand that runs nothing: bubbletea gives the terminal
// back, kith stops, and bubbletea takes the terminal again.
type suspension struct{}

func (suspension) SetStdin(io.Reader)  {}
func (suspension) SetStdout(io.Writer) {}
func (suspension) SetStderr(io.Writer) {}

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
