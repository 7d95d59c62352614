package main

import (
	"context"

	"github.com/spf13/cobra"
)

func newCommunityTag(a *app) *cobra.Command {
	var remove []string
	cmd := &cobra.Command{
		Use:   "tag NAME [TAG...]",
		Short: "Add tags to a community, or take some away",
		Example: `  kith community tag "Go Meetup" work evenings
  kith community tag "Go Meetup" --remove evenings`,
		Args: takes(1, -1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return a.completeCommunities(cmd, args, begun)
			}
			return a.tagNames()(cmd, args, begun)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && len(remove) == 0 {
				return wrongUse("kith community tag needs a TAG, or --remove TAG", seeUsage(cmd))
			}
			return a.communityTag(cmd.Context(), args[0], args[1:], remove)
		},
	}
	cmd.Flags().StringArrayVar(&remove, "remove", nil, "take a `TAG` away")
	a.completeFlag(cmd, "remove", a.tagNames())
	return cmd
}

func (a *app) communityTag(ctx context.Context, name string, add, remove []string) error {
	s, err := a.existing(ctx)
	if err != nil {
		return err
	}
	c, err := s.FindCommunity(ctx, name)
	if err != nil {
		return err
	}
	if c, err = s.TagCommunity(ctx, c.ID, add, remove); err != nil {
		return err
	}
	if a.json {
		return a.printCommunity(ctx, s, c)
	}
	return a.sayTags(c.Name, c.Tags)
}
