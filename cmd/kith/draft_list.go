package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/store"
)

func newDraftList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "The drafts, the latest first",
		Example: `  kith draft list`,
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.draftList(cmd.Context()) },
	}
}

func (a *app) draftList(ctx context.Context) error {
	drafts, err := gather(ctx, a, func(s *store.Store) ([]journal.Draft, error) { return s.Drafts(ctx) })
	if err != nil {
		return err
	}
	if a.json {
		out := []archive.DraftJSON{}
		for _, d := range drafts {
			out = append(out, archive.Draft(d))
		}
		return a.printJSON(out)
	}
	if len(drafts) == 0 {
		return a.say("There are no drafts. Begin an activity: kith reflect 5.3")
	}
	t := a.console.Table("id", "activity", "where", "last typed")
	for _, d := range drafts {
		if err := t.Row(d.ID.Short(), d.Title, progress(d), a.when(d.Updated)); err != nil {
			return err
		}
	}
	return t.Flush()
}
