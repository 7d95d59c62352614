package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/store"
)

func newTrashRestore(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "restore REF",
		Short:             "Bring something back as it was",
		Example:           `  kith trash restore "Old list"`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.completeTrash,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.trashRestore(cmd.Context(), args[0]) },
	}
}

func (a *app) trashRestore(ctx context.Context, ref string) error {
	s, err := a.existing(ctx)
	if err != nil {
		return err
	}
	thing, err := s.RestoreTrash(ctx, ref)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.Trashed(thing))
	}
	return a.say("The %s %s is back. See it: kith community show %s", thing.Kind, thing.Name, thing.ID.Short())
}

// completeTrash proposes what is in the trash for one argument.
func (a *app) completeTrash(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return a.fromJournal(1, func(ctx context.Context, s *store.Store) ([]string, error) {
		things, err := s.Trash(ctx)
		return each(things, func(thing journal.Trashed) string {
			return described(thing.Name, thing.Kind+", "+friendly(thing.At, a.now()))
		}), err
	})(cmd, args, begun)
}
