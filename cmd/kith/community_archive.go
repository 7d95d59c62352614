package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal"
)

func newCommunityArchive(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "archive NAME",
		Short: "Archive a community you have left; all about it is kept",
		Long: `Archive a community you have left. It leaves the lists, the map and the pickers,
and all about it is kept: kith community show still shows it, and kith community
list --archived lists it.`,
		Example:           `  kith community archive Choir`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.communityNames(1, false),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.communityArchive(cmd.Context(), args[0]) },
	}
}

func (a *app) communityArchive(ctx context.Context, name string) error {
	s, c, err := a.findCommunity(ctx, name)
	if err != nil {
		return err
	}
	already := !c.Archived.IsZero()
	c, err = s.ArchiveCommunity(ctx, c.ID, a.now())
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printCommunity(ctx, s, c)
	case already:
		return a.say("%s was archived already, on %s.", c.Name, journal.DateOf(c.Archived).Words())
	}
	return a.say("%s is archived, with all about it. Back into the lists: kith community unarchive %s", c.Name, shellArgument(c.Name))
}

func newCommunityUnarchive(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "unarchive NAME",
		Short:             "Bring an archived community back into the lists",
		Example:           `  kith community unarchive Choir`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.communityNames(1, true),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.communityUnarchive(cmd.Context(), args[0]) },
	}
}

func (a *app) communityUnarchive(ctx context.Context, name string) error {
	s, c, err := a.findCommunity(ctx, name)
	if err != nil {
		return err
	}
	already := c.Archived.IsZero()
	c, err = s.UnarchiveCommunity(ctx, c.ID)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printCommunity(ctx, s, c)
	case already:
		return a.say("%s is in the lists already.", c.Name)
	}
	return a.say("%s is back in the lists. See it: kith community show %s", c.Name, shellArgument(c.Name))
}
