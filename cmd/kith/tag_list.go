package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newTagList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the tags and how much each is on",
		Example: "  kith tag list",
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.tagList(cmd.Context()) },
	}
}

func (a *app) tagList(ctx context.Context) error {
	tags, err := gather(ctx, a, func(s *store.Store) ([]journal.TagCount, error) { return s.Tags(ctx) })
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(each(tags, archive.Tag))
	case len(tags) == 0:
		return a.say(`There are no tags yet. Use one: kith note "What happened today" --tag work`)
	}
	t := a.console.Table("tag", "reflections", "communities")
	for _, c := range tags {
		if err := t.Row(text.Line(c.Tag), strconv.Itoa(c.Reflections), strconv.Itoa(c.Communities)); err != nil {
			return err
		}
	}
	return t.Flush()
}
