package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/store"
)

func newTrash(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "trash",
		Short: "What was deleted, until you empty it",
	}, newTrashList(a), newTrashRestore(a), newTrashEmpty(a))
}

// trashed is what is in the trash; nothing where there is no journal yet.
func (a *app) trashed(ctx context.Context) ([]journal.Trashed, error) {
	return gather(ctx, a, func(s *store.Store) ([]journal.Trashed, error) { return s.Trash(ctx) })
}
