package main

import (
	"context"
	"errors"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

type listOptions struct {
	filterOptions
	all bool
}

func newList(a *app) *cobra.Command {
	var opts listOptions
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List your reflections, the newest first",
		Example: `  kith list
  kith list --tag work --since "last month"
  kith list --community "Go Meetup" --all --json`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.list(cmd.Context(), opts) },
	}
	opts.bind(a, cmd, 20)
	cmd.Flags().BoolVar(&opts.all, "all", false, "all of them, whatever --limit says")
	return cmd
}

func (a *app) list(ctx context.Context, opts listOptions) error {
	if opts.all {
		opts.limit = 0
	}
	f, err := a.filter(ctx, opts.filterOptions)
	if err != nil {
		return err
	}
	if f.Limit > 0 {
		f.Limit++ // one more tells whether there are more
	}
	found, err := a.reflections(ctx, f, (*store.Store).EachListed)
	if err != nil {
		return err
	}
	n, more := 0, false
	err = a.printReflections(func(yield func(journal.Reflection, error) bool) {
		for r, err := range found {
			if more = err == nil && opts.limit > 0 && n == opts.limit; more {
				return
			}
			if n++; !yield(r, err) {
				return
			}
		}
	})
	if err != nil || a.json {
		return err
	}
	return a.sayListed(n, more, opts)
}

// sayListed says what the list does not: that there is more, or nothing.
func (a *app) sayListed(n int, more bool, opts listOptions) error {
	switch {
	case more:
		return a.say("These are the first %d. Add --all for the others.", n)
	case n == 0 && opts.narrow():
		return a.say("No reflection fits. See them all: kith list")
	case n == 0:
		return a.say(`There are no reflections yet. Write one: kith note "What happened today"`)
	}
	return nil
}

func (a *app) printReflections(found iter.Seq2[journal.Reflection, error]) error {
	if a.json {
		return archive.WriteArray(a.console.Out, found, archive.ListedReflection)
	}
	t := a.console.Table("id", "written", "title", "communities", "tags")
	for r, err := range found {
		if err != nil {
			return errors.Join(t.Flush(), err)
		}
		about := each(r.Communities, func(c journal.CommunityRef) string { return c.Name })
		err := t.Row(r.ID.Short(), a.when(r.Created), text.Line(r.Title),
			text.Line(strings.Join(about, ", ")), text.Line(strings.Join(r.Tags, ", ")))
		if err != nil {
			return err
		}
	}
	return t.Flush()
}
