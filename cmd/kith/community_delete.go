package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
)

func newCommunityDelete(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "delete NAME",
		Short: "Put a community that was a mistake into the trash",
		Long: `Put a community that was a mistake into the trash. What you wrote of it stays where
it is. One that you have left is better archived: kith community archive.`,
		Example:           `  kith community delete "Old list" --yes`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.communityNames(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.communityDelete(cmd.Context(), args[0]) },
	}
}

// deletedJSON is what was put into the trash, and what names it.
type deletedJSON struct {
	archive.TrashedJSON
	Reflections  int `json:"reflections"`
	Observations int `json:"observations"`
	Suggestions  int `json:"suggestions"`
	Drafts       int `json:"drafts"`
}

func (a *app) communityDelete(ctx context.Context, name string) error {
	s, c, err := a.findCommunity(ctx, name)
	if err != nil {
		return err
	}
	m, err := s.Names(ctx, c.ID)
	if err != nil {
		return err
	}
	named := "Nothing names it"
	if m != (journal.Mentions{}) {
		named = "What names it stays: " + mentions(m)
	}
	sure, err := a.confirm(ctx, fmt.Sprintf("Put %s into the trash? %s.", c.Name, named))
	switch {
	case err != nil:
		return err
	case !sure:
		return a.say("%s stays. One that you have left can be archived: kith community archive %s", c.Name, shellArgument(c.Name))
	}
	now := a.now()
	if err := s.DeleteCommunity(ctx, c.ID, now); err != nil {
		return err
	}
	if a.json {
		gone := journal.Trashed{Kind: journal.TrashedCommunity, ID: c.ID, Name: c.Name, At: now}
		return a.printJSON(deletedJSON{archive.Trashed(gone), m.Reflections, m.Observations, m.Suggestions, m.Drafts})
	}
	return a.say("%s is in the trash. %s. Back as it was: kith trash restore %s", c.Name, named, shellArgument(c.Name))
}
