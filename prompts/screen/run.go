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
	"os"
	"os/exec"
	"time"

	"kith/journal"
	"kith/prompts"
	"kith/prompts/screen/program"
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
	// Draw draws the Markdown of somebody else's page in lines of at most so many cells.
	// Nothing in it may act on the terminal. Nil leaves it as it was typed.
	Draw    func(words string, cells int) string
	NoColor bool
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
	m := newModel(s, o)
	return m.ending(program.Run(ctx, m, program.Options{In: o.In, Out: o.Out, Signals: o.Signals, Lent: m.editing.Load}))
}

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
