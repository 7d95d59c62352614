package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal/archive"
)

func newTag(a *app) *cobra.Command {
	var remove []string
	cmd := &cobra.Command{
		Use:   "tag REF [TAG...]",
		Short: "Add tags to a reflection, or take some away",
		Example: `  kith tag last work evenings
  kith tag last --remove evenings`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return a.completeRefs(cmd, args, begun)
			}
			return a.tagNames()(cmd, args, begun)
		},
		Args: takes(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && len(remove) == 0 {
				return wrongUse("kith tag needs a REF and a TAG, or --remove TAG", didYouMean(cmd, args[0]))
			}
			return a.tag(cmd.Context(), args[0], args[1:], remove)
		},
	}
	cmd.Flags().StringArrayVar(&remove, "remove", nil, "take a `TAG` away")
	a.completeFlag(cmd, "remove", a.tagNames())
	cmd.AddCommand(newTagList(a), newTagRename(a))
	return cmd
}

func (a *app) tag(ctx context.Context, ref string, add, remove []string) error {
	s, err := a.existing(ctx)
	if err != nil {
		return err
	}
	r, err := s.TagReflection(ctx, ref, add, remove)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.Reflection(r))
	}
	return a.sayTags(r.Title, r.Tags)
}

// sayTags says what tags something has after a change.
func (a *app) sayTags(name string, tags []string) error {
	if len(tags) == 0 {
		return a.say("%s has no tags now.", name)
	}
	return a.say("%s now has the tags: %s", name, strings.Join(tags, ", "))
}
