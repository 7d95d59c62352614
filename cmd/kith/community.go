package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/store"
)

func newCommunity(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "community",
		Short: "The communities you belong to, and how each one is doing",
	}, newCommunityAdd(a), newCommunityList(a), newCommunityShow(a), newCommunityEdit(a), newCommunityTag(a),
		newCommunityObserve(a), newCommunityHistory(a), newCommunityMap(a),
		newCommunityArchive(a), newCommunityUnarchive(a), newCommunityMerge(a), newCommunityDelete(a))
}

// printCommunity prints one as it is in the journal.
func (a *app) printCommunity(ctx context.Context, s *store.Store, c journal.Community) error {
	latest, err := s.Latest(ctx, []journal.ID{c.ID})
	if err != nil {
		return err
	}
	return a.printJSON(archive.Community(c, latest[c.ID], a.now()))
}
