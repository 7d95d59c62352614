// Package browse is the journal on a full screen: the list of reflections, and
// beside it or below it the one under the cursor.
//
// It reads what it shows, a page of the list at a time, so that a long journal is as
// quick as a short one. It refuses to know how a reflection is drawn (Options.Draw
// does) and what can be done with one (Options.Commands), and it asks the terminal
// nothing.
package browse

import (
	"context"
	"fmt"
	"os"

	"kith/journal"
	"kith/prompts/screen/program"
	"kith/store"
)

// Options are what is shown, and where.
type Options struct {
	In, Out *os.File // the terminal
	Signals <-chan os.Signal
	NoColor bool

	Store  *store.Store
	Filter journal.Filter       // which reflections there are to be seen
	About  journal.CommunityRef // the community the filter picks by, or none
	Said   string               // what else it picks by, in a few words
	// Draw draws a reflection in lines of at most so many cells. Nothing in it may act
	// on the terminal.
	Draw     func(r journal.Reflection, cells int) string
	Commands []Command
}

// Command is something to be done with the reflection under the cursor.
type Command struct {
	Key, Does string // "x", "export"
	// Ask is a question that has to be answered with yes before it is done; nil where
	// there is none.
	Ask func(ctx context.Context, r journal.Reflection) (question string, err error)
	// Do does it, and gives what is to be said of it. Afterwards the reflection is read
	// anew; it may be gone.
	Do func(ctx context.Context, r journal.Reflection) (said string, err error)
	// Lent says that it has the terminal to itself meanwhile. Where an interrupt ends it
	// browsing ends as well, for what was reading the terminal may be reading it yet.
	Lent bool
}

// Run shows the journal until the person leaves, and returns nil then. What else ended
// it is an error; a signal is context.Canceled.
func Run(ctx context.Context, o Options) error {
	m := newModel(ctx, o)
	if m.ask(start, nil); m.trouble != nil {
		return m.trouble
	}
	err := program.Run(ctx, m, program.Options{In: o.In, Out: o.Out, Signals: o.Signals, Lent: m.lent.Load})
	m.cancel()
	if m.left != "" {
		return fmt.Errorf("%w: %s", context.Canceled, m.left)
	}
	return err
}
