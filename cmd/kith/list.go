package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
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
  kith list --words 300 --private
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
	var shown listCount
	found = upTo(opts.limit, found, &shown)
	if a.json {
		return archive.WriteArray(a.console.Out, found, archive.ListedReflection)
	}
	headers := []string{"id", "written", "title", "communities", "tags"}
	if a.narrow() {
		headers = headers[:3]
	}
	t := a.console.Table(headers...).Words("title")
	for r, err := range found {
		if err != nil {
			return errors.Join(t.Flush(), err)
		}
		about := each(r.Communities, func(c journal.CommunityRef) string { return c.Name })
		row := []string{r.ID.Short(), a.when(r.Created), r.Title, strings.Join(about, ", "), strings.Join(r.Tags, ", ")}
		if err := t.Row(row[:len(headers)]...); err != nil {
			return err
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	switch {
	case shown.more:
		return a.say("These are the first %d. Add --all for the others.", shown.n)
	case shown.n > 0:
		return nil
	case opts.narrows():
		return a.say("No reflection fits. See them all: kith list")
	}
	return a.say(noReflections)
}

// noReflections is what is said of a journal without any.
const noReflections = `There are no reflections yet. Write one: kith note "What happened today"`
