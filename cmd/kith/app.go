package main

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/prompts"
	"kith/store"
)

// system is everything outside that a run of kith may touch, so that a test can
// give it another. Files are the exception: their places come from env.
type system struct {
	args           []string // without the program's own name
	env            func(key string) (string, bool)
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
}

// app is one run of kith. It opens the journal and the library when they are
// first asked for, so that help, version and completion touch no disk.
type app struct {
	sys     system
	console *console.Console

	journal string // --journal, or ""
	json    bool
	yes     bool
	debug   bool

	opened *store.Store
	shelf  *prompts.Library
}

// run is the whole program: it does what the arguments say and gives the exit
// code. Main is its only caller outside tests.
func run(ctx context.Context, sys system) int {
	a := &app{sys: sys, console: &console.Console{
		In: sys.stdin, Out: sys.stdout, Err: sys.stderr, Env: sys.env,
	}}
	root := newRoot(a)
	root.SetArgs(append([]string{}, sys.args...)) // never nil, or cobra would take its own
	root.SetIn(sys.stdin)
	root.SetOut(sys.stdout)
	root.SetErr(sys.stderr)
	err := root.ExecuteContext(ctx)
	if closed := a.close(); err == nil {
		err = closed
	}
	return a.exit(err)
}

// newRoot builds the tree of commands, each in the group it is listed under.
func newRoot(a *app) *cobra.Command {
	root := newToday(a)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true // ours is newCompletion
	root.Flags().Bool("version", false, "print the version")
	a.bindGlobals(root)
	root.SetHelpFunc(writeHelp)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp())
	addGroup(root, "reflect", "Reflect", newReflect(a), newResume(a), newDraft(a), newNote(a), newActivity(a))
	addGroup(root, "journal", "Journal", newList(a), newShow(a), newTag(a), newExport(a), newTrash(a))
	addGroup(root, "communities", "Communities", newCommunity(a))
	addGroup(root, "share", "Share", newSuggestion(a))
	addGroup(root, "after", "Look after", newCompletion(a))
	return root
}

// bindGlobals adds the flags that every command takes.
func (a *app) bindGlobals(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&a.journal, "journal", "", "the journal to use: a `name`, or the path of a file")
	flags.BoolVar(&a.json, "json", false, "print JSON, as docs/json.md describes it")
	flags.BoolVar(&a.console.Plain, "plain", false, "no full screen: one line at a time")
	flags.BoolVar(&a.console.NoInput, "no-input", false, "never wait for an answer")
	flags.BoolVarP(&a.yes, "yes", "y", false, "answer yes where kith asks")
	flags.BoolVar(&a.console.NoColor, "no-color", false, "no colour")
	flags.BoolVar(&a.debug, "debug", false, "show the cause of an error")
	flags.BoolP("help", "h", false, "show help")
}

// store is the journal, made where there is none yet.
func (a *app) store(ctx context.Context) (*store.Store, error) {
	if a.opened != nil {
		return a.opened, nil
	}
	path, err := a.journalPath()
	if err != nil {
		return nil, err
	}
	a.opened, err = store.Open(ctx, path, store.Options{})
	return a.opened, err
}

// existing is the journal for a command that needs something in it; where there
// is none yet, none is made.
func (a *app) existing(ctx context.Context) (*store.Store, error) {
	found, err := a.hasJournal()
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, journal.Errorf(journal.NotFound, "%s yet", a.noJournal()).
			WithHint(`begin one with: kith note "What happened today"`)
	}
	return a.store(ctx)
}

// gather asks the journal for something; where there is no journal yet the
// answer is nothing, and none is made.
func gather[T any](ctx context.Context, a *app, ask func(*store.Store) (T, error)) (T, error) {
	var nothing T
	found, err := a.hasJournal()
	if err != nil || !found {
		return nothing, err
	}
	s, err := a.store(ctx)
	if err != nil {
		return nothing, err
	}
	return ask(s)
}

// library holds the activities: those inside kith and the person's own.
func (a *app) library() (*prompts.Library, error) {
	if a.shelf != nil {
		return a.shelf, nil
	}
	dir, err := a.activityDir()
	if err != nil {
		return nil, err
	}
	a.shelf, err = prompts.OpenLibrary(dir)
	return a.shelf, err
}

// close lets go of what was opened.
func (a *app) close() error {
	if a.opened == nil {
		return nil
	}
	return a.opened.Close()
}

// now is the time with the person's own offset: the only clock there is.
func (a *app) now() time.Time { return a.sys.now() }

// newID makes an id for something made now.
func (a *app) newID() journal.ID { return journal.NewID(a.now()) }
