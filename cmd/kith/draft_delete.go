package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func newDraftDelete(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "delete DRAFT",
		Short:             "Throw a draft away",
		Long:              "Throws a draft away, with what was typed in it. A draft of a later part leaves the\nreflection of the earlier ones in the journal.",
		Example:           `  kith draft delete 4f9k2m7q --yes`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.completeDrafts,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.draftDelete(cmd.Context(), args[0]) },
	}
}

func (a *app) draftDelete(ctx context.Context, ref string) error {
	st, err := a.existing(ctx)
	if err != nil {
		return err
	}
	d, err := st.Draft(ctx, ref)
	if err != nil {
		return err
	}
	if !a.yes {
		question := fmt.Sprintf("Throw away the draft of %s, %s, with what you typed?", d.Title, progress(d))
		sure, err := a.console.Confirm(ctx, question, "--yes")
		if err != nil {
			return err
		}
		if !sure {
			return a.say("The draft stays. Go on with: kith resume %s", d.ID.Short())
		}
	}
	if err := st.DeleteDraft(ctx, d.ID); err != nil {
		return err
	}
	return a.say("The draft of %s is gone.", d.Title)
}
