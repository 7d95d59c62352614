package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/console"
	"kith/prompts"

	"kith/journal/text"
)

func newActivityShow(a *app) *cobra.Command {
	var markdown bool
	cmd := &cobra.Command{
		Use:   "show ACTIVITY",
		Short: "Show every question of an activity",
		Long: `Show the whole sheet of an activity: every question it asks, in order, and
where it comes from. With --markdown it is a blank sheet to print on paper.`,
		Example:           "  kith activity show 5.3\n  kith activity show gibbs-cycle --markdown",
		Args:              takes(1, 1),
		ValidArgsFunction: a.completeActivities,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.activityShow(cmd.Context(), args[0], markdown)
		},
	}
	cmd.Flags().BoolVar(&markdown, "markdown", false, "a blank sheet in Markdown")
	return cmd
}

func (a *app) activityShow(ctx context.Context, name string, markdown bool) error {
	lib, err := a.library()
	if err != nil {
		return err
	}
	activity, err := lib.Find(name)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(newSheetJSON(lib, activity))
	}
	sheet := text.Visible(prompts.Sheet(activity, markdown))
	if !markdown {
		sheet = console.Wrap(sheet, a.readingWidth(), 0)
	}
	return a.page(ctx, sheet)
}
