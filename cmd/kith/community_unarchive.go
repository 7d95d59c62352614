package main

import (
	"context"

	"github.com/spf13/cobra"
)

func newCommunityUnarchive(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "unarchive NAME",
		Short:             "Bring an archived community back into the lists",
		Example:           `  kith community unarchive Choir`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.completeListed(true),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.communityUnarchive(cmd.Context(), args[0]) },
	}
}

func (a *app) communityUnarchive(ctx context.Context, name string) error {
	c, err := a.community(ctx, name)
	if err != nil {
		return err
	}
	s, err := a.store(ctx)
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
	return a.say("%s is back in the lists. See it: kith community show %s", c.Name, shellWord(c.Name))
}
