package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/browse"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/file"
	"kith/journal/text"
	"kith/store"
)

func newBrowse(a *app) *cobra.Command {
	var opts filterOptions
	cmd := &cobra.Command{
		Use:   "browse",
		Short: "Read and look through your reflections on a full screen",
		Long: `Read and look through your reflections on a full screen: the list, and beside it or
below it the one under the cursor. / shows only those with the words you type, ?
shows all keys, q leaves.`,
		Example: `  kith browse
  kith browse --tag work --since "last month"`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.browse(cmd.Context(), opts) },
	}
	opts.bindFilters(a, cmd)
	opts.bindMeasures(a, cmd)
	return cmd
}

func (a *app) browse(ctx context.Context, opts filterOptions) error {
	in, out := a.fullScreen()
	if in == nil || out == nil || a.json || a.console.NoInput || !a.console.OutTTY() {
		return wrongUse("kith browse needs a full screen, and here it has none", "type: kith list, and then: kith show REF")
	}
	found, err := a.hasJournal()
	if err != nil {
		return err
	}
	if !found {
		return a.say(noReflections)
	}
	s, err := a.store(ctx)
	if journal.KindOf(err) == journal.Internal { // on a disk that is full, say, it can still be read
		a.readOnly = true
		s, err = a.store(ctx)
	}
	if err != nil {
		return err
	}
	filter, err := a.filter(ctx, opts)
	if err != nil {
		return err
	}
	var about journal.Community
	if filter.Community != "" {
		if about, err = a.community(ctx, opts.community); err != nil {
			return err
		}
	}
	style := a.console.Style()
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, stopSignals()...)
	defer signal.Stop(signals)
	return browse.Run(context.WithoutCancel(ctx), browse.Options{
		In: in, Out: out, Signals: signals, NoColor: !a.console.Colour(), Store: s,
		Filter: filter, About: about.Ref(), Said: opts.said(),
		Draw:     func(r journal.Reflection, cells int) string { return text.Drawn(drawReflection(r, style, cells)) },
		Commands: a.browseCommands(s),
	})
}

// browseCommands are what can be done with a reflection while browsing.
func (a *app) browseCommands(s *store.Store) []browse.Command {
	// lent is a command that asks on the terminal, as it does by itself.
	lent := func(key, does string, do func(ctx context.Context, ref string) error) browse.Command {
		return browse.Command{Key: key, Does: does, Lent: true, Do: func(ctx context.Context, r journal.Reflection) (string, error) {
			ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
			defer stop()
			a.said = ""
			err := do(ctx, string(r.ID))
			if journal.KindOf(err) == stopped && ctx.Err() == nil {
				err = nil // left by a key, which is no failure here
			}
			if err != nil { // there it is still to be read when browsing is over
				_ = a.tell(a.explain(err)) // and on the screen now
			}
			return a.said, err
		}}
	}
	return []browse.Command{
		lent("e", "edit", func(ctx context.Context, ref string) error { return a.edit(ctx, ref, editOptions{}, false) }),
		{Key: "x", Does: "export", Do: a.exportHere},
		lent("s", "share", func(ctx context.Context, ref string) error { return a.share(ctx, shareOptions{ref: ref}) }),
		{
			Key: "d", Does: "delete",
			Ask: func(ctx context.Context, r journal.Reflection) (string, error) {
				d, err := a.deletion(ctx, s, []string{string(r.ID)})
				return d.question(), err
			},
			Do: func(ctx context.Context, r journal.Reflection) (string, error) {
				d, err := a.deletion(ctx, s, []string{string(r.ID)})
				if err == nil {
					err = s.DeleteReflections(ctx, d.ids, d.at)
				}
				return d.done(), err
			},
		},
	}
}

// exportHere writes a reflection as Markdown into the folder kith was started in, and
// gives what is to be said of it. What is there already stays.
func (a *app) exportHere(ctx context.Context, r journal.Reflection) (said string, err error) {
	page := archive.Markdown().File(r)
	err = file.CreateText(page.Name, string(page.Text))
	switch {
	case err == nil:
		return "Written to " + page.Name, nil
	case !errors.Is(err, fs.ErrExist):
		return "", fileError("the file", page.Name, err)
	}
	old, err := a.readFile(ctx, "the file", page.Name)
	if err == nil && string(old) != string(page.Text) {
		err = journal.Errorf(journal.Conflict, "%s is there already, and something else is in it", page.Name)
	}
	return page.Name + " is there already, as it would be written", err
}
