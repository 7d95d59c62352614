package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newTrash(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "trash",
		Short: "What was deleted, until you empty it",
	}, reads(a, newTrashList(a)), newTrashRestore(a), newTrashEmpty(a))
}

func newTrashList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List what is in the trash, what came there last first",
		Example: "  kith trash list",
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.trashList(cmd.Context()) },
	}
}

func (a *app) trashList(ctx context.Context) error {
	things, err := query(ctx, a, (*store.Store).Trash)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.List(things, archive.Trashed))
	case len(things) == 0:
		return a.say("The trash is empty.")
	}
	if a.narrow() {
		return printRows(a.console.Table("id", "what", "name").Words("name"), things, func(thing journal.Trashed) []string {
			return []string{thing.ID.Short(), thing.Kind, thing.Name}
		})
	}
	return printRows(a.console.Table("id", "deleted", "what", "name").Words("name"), things, func(thing journal.Trashed) []string {
		return []string{thing.ID.Short(), a.when(thing.At), thing.Kind, thing.Name}
	})
}

func newTrashRestore(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "restore REF",
		Short:             "Bring something back as it was",
		Example:           `  kith trash restore "Old list"`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.trashNames(),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.trashRestore(cmd.Context(), args[0]) },
	}
}

func (a *app) trashRestore(ctx context.Context, ref string) error {
	s, err := a.existingStore(ctx)
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
	next := "See it: kith " + thing.Kind + " show " + thing.ID.Short()
	switch thing.Kind {
	case journal.TrashedDraft:
		next = "Go on with it: kith resume " + thing.ID.Short()
	case journal.TrashedReflection:
		next = "Read it: kith show " + thing.ID.Short()
	}
	return a.say("The %s %s is back. %s", thing.Kind, thing.Name, next)
}

func newTrashEmpty(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "empty",
		Short: "Delete for good what is in the trash",
		Long: `Delete for good what is in the trash. Of a community what was observed goes with
it, and suggestions no longer name it; what you wrote stays as you wrote it. Of a
reflection all goes that came of it, and what it said before. Of a draft what you
typed in it goes, of somebody else's page its words.`,
		Example: `  kith trash empty --yes`,
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.trashEmpty(cmd.Context()) },
	}
}

// emptiedJSON is how many things were deleted for good.
type emptiedJSON struct {
	Emptied int `json:"emptied"`
}

func (a *app) trashEmpty(ctx context.Context) error {
	things, err := query(ctx, a, (*store.Store).Trash)
	if err != nil {
		return err
	}
	n := 0
	if len(things) > 0 {
		sure, err := a.confirm(ctx, fmt.Sprintf("Delete for good what is in the trash (%s)?", text.Count(len(things), "thing")))
		if err != nil {
			return err
		}
		if !sure {
			return a.say("The trash stays as it is. See it: kith trash list")
		}
		s, err := a.store(ctx)
		if err != nil {
			return err
		}
		if n, err = s.EmptyTrash(ctx); err != nil {
			return err
		}
	}
	switch {
	case a.json:
		return a.printJSON(emptiedJSON{n})
	case n == 0:
		return a.say("The trash is empty.")
	}
	return a.say("The trash is empty: %s gone for good.", text.Count(n, "thing"))
}
