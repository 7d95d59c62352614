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

func newTag(a *app) *cobra.Command {
	var remove []string
	cmd := &cobra.Command{
		Use:   "tag REF [TAG...]",
		Short: "Add tags to a reflection, or take some away",
		Example: `  kith tag last work evenings
  kith tag last --remove evenings`,
		ValidArgsFunction: a.thenTags(a.reflectionNames()),
		Args:              takes(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && len(remove) == 0 {
				return wrongUse("kith tag needs a REF and a TAG, or --remove TAG", didYouMean(cmd, args[0]))
			}
			return a.tag(cmd.Context(), args[0], args[1:], remove)
		},
	}
	cmd.Flags().StringArrayVar(&remove, "remove", nil, "take a `TAG` away")
	a.completeFlag(cmd, "remove", a.tagNames(-1))
	cmd.AddCommand(reads(a, newTagList(a)), newTagRename(a))
	return cmd
}

func (a *app) tag(ctx context.Context, ref string, add, remove []string) error {
	add, err := journal.Tags(add)
	if err != nil {
		return err
	}
	s, err := a.existingStore(ctx)
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
	tags, err := query(ctx, a, (*store.Store).Tags)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.List(tags, archive.Tag))
	case len(tags) == 0:
		return a.say(`There are no tags yet. Use one: kith note "What happened today" --tag work`)
	}
	return printRows(a.console.Table("tag", "reflections", "communities").Words("tag"), tags, func(t journal.TagCount) []string {
		return []string{t.Tag, strconv.Itoa(t.Reflections), strconv.Itoa(t.Communities)}
	})
}

func newTagRename(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "rename OLD NEW",
		Short: "Write a tag in another way, wherever it is",
		Long: `Write a tag in another way, on reflections and on communities. Where both tags are
on something they become one.`,
		Example:           `  kith tag rename work job`,
		Args:              takes(2, 2),
		ValidArgsFunction: a.tagNames(2),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.tagRename(cmd.Context(), args[0], args[1]) },
	}
}

func (a *app) tagRename(ctx context.Context, old, renamed string) error {
	tags, err := journal.Tags([]string{renamed})
	if err != nil {
		return err
	}
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	tag, err := s.RenameTag(ctx, old, tags[0])
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.Tag(tag))
	}
	return a.say("The tag %s is now %s, on %s and %s.", old, tag.Tag,
		text.Count(tag.Reflections, "reflection"), text.Count(tag.Communities, "community"))
}
