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

// trashedJSON is something in the trash as docs/json.md has it.
type trashedJSON struct {
	Kind string     `json:"kind"`
	ID   journal.ID `json:"id"`
	Name string     `json:"name"`
	At   *string    `json:"at"`
}

func showTrashed(thing journal.Trashed) trashedJSON {
	return trashedJSON{Kind: thing.Kind, ID: thing.ID, Name: thing.Name, At: timeOrNull(thing.At)}
}

// trashed is what is in the trash; nothing where there is no journal yet.
func (a *app) trashed(ctx context.Context) ([]journal.Trashed, error) {
	return gather(ctx, a, func(s *store.Store) ([]journal.Trashed, error) { return s.Trash(ctx) })
}
