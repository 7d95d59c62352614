package main

import "github.com/spf13/cobra"

func newCommunity(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "community",
		Short: "The communities you belong to, and how each one is doing",
	}, newCommunityAdd(a), newCommunityList(a), newCommunityShow(a), newCommunityEdit(a), newCommunityTag(a),
		newCommunityObserve(a), newCommunityHistory(a), newCommunityMap(a),
		newCommunityArchive(a), newCommunityUnarchive(a), newCommunityMerge(a), newCommunityDelete(a))
}
