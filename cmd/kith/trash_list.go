package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal/archive"
	"kith/journal/text"
)

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
	things, err := a.trashed(ctx)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(each(things, archive.Trashed))
	case len(things) == 0:
		return a.say("The trash is empty.")
	}
	t := a.console.Table("id", "deleted", "what", "name")
	for _, thing := range things {
		if err := t.Row(thing.ID.Short(), a.when(thing.At), thing.Kind, text.Line(thing.Name)); err != nil {
			return err
		}
	}
	return t.Flush()
}
