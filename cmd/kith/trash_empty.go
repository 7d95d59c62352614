package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func newTrashEmpty(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "empty",
		Short: "Delete for good what is in the trash",
		Long: `Delete for good what is in the trash. Of a community what was observed goes with
it, and suggestions no longer name it; what you wrote stays as you wrote it.`,
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
	things, err := a.trashed(ctx)
	if err != nil {
		return err
	}
	if len(things) == 0 {
		return a.sayEmptied(0)
	}
	sure, err := a.sure(ctx, fmt.Sprintf("Delete for good what is in the trash (%s)?", counted(len(things), "thing")))
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
	n, err := s.EmptyTrash(ctx)
	if err != nil {
		return err
	}
	return a.sayEmptied(n)
}

func (a *app) sayEmptied(n int) error {
	switch {
	case a.json:
		return a.printJSON(emptiedJSON{n})
	case n == 0:
		return a.say("The trash is empty.")
	}
	return a.say("The trash is empty: %s gone for good.", counted(n, "thing"))
}
