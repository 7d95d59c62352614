package main

import (
	"github.com/spf13/cobra"

	"kith/prompts"

	"kith/journal/text"
)

func newActivityAnswers(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "answers ACTIVITY",
		Short: "Print an answers file to fill in",
		Long: `Print an answers file to fill in: each prompt is a comment over its key. What
is filled in becomes a reflection with kith reflect ACTIVITY --answers FILE.`,
		Example:           "  kith activity answers gibbs-cycle > gibbs.toml",
		Args:              takes(1, 1),
		ValidArgsFunction: a.completeActivities,
		RunE:              func(_ *cobra.Command, args []string) error { return a.activityAnswers(args[0]) },
	}
}

func (a *app) activityAnswers(name string) error {
	lib, err := a.library()
	if err != nil {
		return err
	}
	activity, err := lib.Find(name)
	if err != nil {
		return err
	}
	return a.printText(text.Visible(prompts.AnswersForm(activity)))
}
