package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal/archive"
)

func newTagRename(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "rename OLD NEW",
		Short: "Write a tag in another way, wherever it is",
		Long: `Write a tag in another way, on reflections and on communities. Where both tags are
on something they become one.`,
		Example: `  kith tag rename work job`,
		Args:    takes(2, 2),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 1 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return a.tagNames()(cmd, args, begun)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.tagRename(cmd.Context(), args[0], args[1]) },
	}
}

func (a *app) tagRename(ctx context.Context, old, renamed string) error {
	s, err := a.existing(ctx)
	if err != nil {
		return err
	}
	tag, err := s.RenameTag(ctx, old, renamed)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.TagJSON(tag))
	}
	return a.say("The tag %s is now %s, on %s and %s.", old, tag.Tag,
		counted(tag.Reflections, "reflection"), counted(tag.Communities, "community"))
}
