package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
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
	found, more, err := a.reflections(ctx, f)
	if err != nil {
		return err
	}
	switch {
	case a.json:
		return a.printJSON(each(found, listedReflection))
	case len(found) == 0 && opts.narrow():
		return a.say("No reflection fits. See them all: kith list")
	case len(found) == 0:
		return a.say(`There are no reflections yet. Write one: kith note "What happened today"`)
	}
	if err := a.listReflections(found); err != nil {
		return err
	}
	if more {
		return a.say("These are the first %d. See them all: kith list --all", len(found))
	}
	return nil
}

func (a *app) listReflections(list []journal.Reflection) error {
	t := a.console.Table("id", "written", "title", "communities", "tags")
	for _, r := range list {
		about := each(r.Communities, func(c journal.CommunityRef) string { return c.Name })
		err := t.Row(r.ID.Short(), a.when(r.Created), journal.VisibleLine(r.Title),
			journal.VisibleLine(strings.Join(about, ", ")), journal.VisibleLine(strings.Join(r.Tags, ", ")))
		if err != nil {
			return err
		}
	}
	return t.Flush()
}
