package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/store"
)

func newCommunity(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "community",
		Short: "The communities you belong to, and how each one is doing",
	}, newCommunityAdd(a), reads(a, newCommunityList(a)), reads(a, newCommunityShow(a)), newCommunityEdit(a), newCommunityTag(a),
		newCommunityObserve(a), newCommunityHistory(a), reads(a, newCommunityMap(a)),
		newCommunityArchive(a), newCommunityUnarchive(a), newCommunityMerge(a), newCommunityUnmerge(a),
		newCommunityDelete(a))
}

// findCommunity finds the community that a person named, and gives the journal it
// is in. One that is not there, or a name that fits several, is an error that says
// which are near.
func (a *app) findCommunity(ctx context.Context, name string) (*store.Store, journal.Community, error) {
	s, err := a.existingStore(ctx)
	if err != nil {
		return nil, journal.Community{}, err
	}
	c, err := s.FindCommunity(ctx, name)
	return s, c, err
}

// community is findCommunity for those who need no more of the journal.
func (a *app) community(ctx context.Context, name string) (journal.Community, error) {
	_, c, err := a.findCommunity(ctx, name)
	return c, err
}

// allCommunities are those that a name may mean, the archived ones too.
func allCommunities(ctx context.Context, s *store.Store) ([]journal.Community, error) {
	current, err := s.Communities(ctx, journal.CommunityFilter{})
	if err != nil {
		return nil, err
	}
	archived, err := s.Communities(ctx, journal.CommunityFilter{Archived: true})
	return append(current, archived...), err
}

// printCommunity prints one as it is in the journal.
func (a *app) printCommunity(ctx context.Context, s *store.Store, c journal.Community) error {
	latest, err := s.Latest(ctx, []journal.ID{c.ID})
	if err != nil {
		return err
	}
	return a.printJSON(archive.Community(c, latest[c.ID], a.now()))
}

func newCommunityTag(a *app) *cobra.Command {
	var remove []string
	cmd := &cobra.Command{
		Use:   "tag NAME [TAG...]",
		Short: "Add tags to a community, or take some away",
		Example: `  kith community tag "Go Meetup" work evenings
  kith community tag "Go Meetup" --remove evenings`,
		Args:              takes(1, -1),
		ValidArgsFunction: a.thenTags(a.communityNames(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && len(remove) == 0 {
				return wrongUse("kith community tag needs a TAG, or --remove TAG", seeUsage(cmd))
			}
			return a.communityTag(cmd.Context(), args[0], args[1:], remove)
		},
	}
	cmd.Flags().StringArrayVar(&remove, "remove", nil, "take a `TAG` away")
	a.completeFlag(cmd, "remove", a.tagNames(-1))
	return cmd
}

func (a *app) communityTag(ctx context.Context, name string, add, remove []string) error {
	add, err := journal.Tags(add)
	if err != nil {
		return err
	}
	s, c, err := a.findCommunity(ctx, name)
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

// sayTags says what tags something has after a change.
func (a *app) sayTags(name string, tags []string) error {
	if len(tags) == 0 {
		return a.say("%s has no tags now.", name)
	}
	return a.say("%s now has the tags: %s", name, strings.Join(tags, ", "))
}
