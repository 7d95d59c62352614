package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"runtime/debug"
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

	journal  string // --journal, or ""
	json     bool
	yes      bool
	debug    bool
	notes    []string // what was said, with --json
	said     string   // what was said last
	readOnly bool     // the command changes nothing in the journal
	unhelped error    // why help could not be printed

	opened  *store.Store
	lib     *prompts.Library
	sources map[string]journal.Source // of activities, once they are asked for
	set     map[string]string         // the settings in the file, once they are read
}

// run is the whole program: it does what the arguments say and gives the exit
// code. Main is its only caller outside tests.
func run(ctx context.Context, sys system) int {
	a := &app{sys: sys, console: &console.Console{
		In: sys.stdin, Out: sys.stdout, Err: sys.stderr, Env: sys.env,
	}}
	return a.exit(journal.Guarded(func() error {
		root := newRoot(a)
		root.SetArgs(wordsLeftOut(root, append([]string{}, sys.args...))) // never nil, or cobra would take its own
		root.SetIn(sys.stdin)
		root.SetOut(sys.stdout)
		root.SetErr(sys.stderr)
		err := root.ExecuteContext(ctx)
		if err == nil {
			err = a.unhelped
		}
		if a.opened != nil {
			if closed := a.opened.Close(); err == nil {
				err = closed
			}
		}
		return err
	}))
}

// newRoot builds the tree of commands, each in the group it is listed under, and
// adds the flags that every command takes.
func newRoot(a *app) *cobra.Command {
	root := reads(a, newToday(a))
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true // ours is newCompletion
	root.SetHelpFunc(a.help)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp(a))
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return a.applySettings(cmd) }
	addGroup(root, "reflect", "Reflect", newReflect(a), newResume(a), newDraft(a), newNote(a), newActivity(a), newExplain(a))
	addGroup(root, "journal", "Journal", reads(a, newList(a)), reads(a, newShow(a)), newBrowse(a), reads(a, newSearch(a)), reads(a, newStats(a)), newEdit(a), reads(a, newHistory(a)), newDelete(a), newTag(a), reads(a, newExport(a)), newImport(a), newTrash(a))
	addGroup(root, "communities", "Communities", newCommunity(a))
	addGroup(root, "share", "Share", newShare(a), newContribution(a), newSuggestion(a), newCircle(a))
	addGroup(root, "after", "Look after", reads(a, newBackup(a)), newRestore(a), newDoctor(a), newConfig(a), newCompletion(a))
	root.AddCommand(newCompleteBash(a))

	root.Flags().Bool("version", false, "print the version")
	flags := root.PersistentFlags()
	flags.StringVar(&a.journal, "journal", "", "the journal to use: a `NAME`, or the path of a file")
	flags.BoolVar(&a.json, "json", false, "print JSON; see: kith help json")
	flags.BoolVar(&a.console.Plain, "plain", false, "no full screen: one line at a time")
	flags.BoolVar(&a.console.NoInput, "no-input", false, "never wait for an answer")
	flags.BoolVarP(&a.yes, "yes", "y", false, "answer yes where kith asks")
	flags.BoolVar(&a.console.NoColor, "no-color", false, "no colour")
	flags.BoolVar(&a.debug, "debug", false, "show the cause of an error")
	flags.BoolP("help", "h", false, "show help")
	return root
}

// reads marks a command that changes nothing in the journal: it is opened
// read-only.
func reads(a *app, cmd *cobra.Command) *cobra.Command {
	do := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		a.readOnly = true
		return do(cmd, args)
	}
	return cmd
}

// store is the journal. Where there is none yet it is made, but for a command
// that only reads.
func (a *app) store(ctx context.Context) (*store.Store, error) {
	if a.opened != nil {
		return a.opened, nil
	}
	path, err := a.journalPath()
	if err != nil {
		return nil, err
	}
	dir, err := a.dataDir()
	own := err == nil && filepath.Dir(path) == dir // without a home there is none
	a.opened, err = store.Open(ctx, path, store.Options{ReadOnly: a.readOnly, OwnFolder: own})
	if err == nil && a.opened.Remark() != "" {
		err = a.say("%s", a.opened.Remark())
	}
	return a.opened, err
}

// existingStore is the journal for a command that needs something in it. Where
// there is none yet none is made, and the error is of kind NotFound.
func (a *app) existingStore(ctx context.Context) (*store.Store, error) {
	found, err := a.hasJournal()
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, a.noJournal()
	}
	return a.store(ctx)
}

// query asks the journal for something, most often by a method of the store, as in
// (*store.Store).Drafts. Where there is no journal yet the answer is nothing, and
// none is made; but where one was named to be read, that it is not there is an error
// of kind NotFound.
func query[T any](ctx context.Context, a *app, ask func(*store.Store, context.Context) (T, error)) (T, error) {
	var nothing T
	found, err := a.hasJournal()
	if err != nil {
		return nothing, err
	}
	if !found {
		if _, from, err := a.journalName(); err != nil || from == "" || !a.readOnly {
			return nothing, err
		}
		return nothing, a.noJournal()
	}
	s, err := a.store(ctx)
	if err != nil {
		return nothing, err
	}
	return ask(s, ctx)
}

// library holds the activities: those inside kith and the person's own.
func (a *app) library() (*prompts.Library, error) {
	if a.lib != nil {
		return a.lib, nil
	}
	dir, err := a.activityDir()
	if err != nil {
		return nil, err
	}
	a.lib, err = prompts.OpenLibrary(dir)
	return a.lib, err
}

// source is where the activity of that id comes from, as the library says; nothing
// where it has none.
func (a *app) source(activity string) journal.Source {
	found, known := a.sources[activity]
	if known || activity == "" {
		return found
	}
	if lib, err := a.library(); err == nil { // without one there is no source
		if is, err := lib.Find(activity); err == nil && is.ID == activity {
			found = is.Origin
		}
	}
	if a.sources == nil {
		a.sources = map[string]journal.Source{}
	}
	a.sources[activity] = found
	return found
}

// now is the time with the person's own offset: the only clock there is.
func (a *app) now() time.Time { return a.sys.now() }

// newID makes an id for something made now.
func (a *app) newID() journal.ID { return journal.NewID(a.now()) }

// version is what the build says of itself.
func version() string {
	v := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		v = info.Main.Version
	}
	return fmt.Sprintf("%s (%s, %s/%s)", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
