package main

import "github.com/spf13/cobra"

func newActivity(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "activity",
		Short: "The guided activities: what there is, and your own",
	}, newActivityList(a), newActivityShow(a), newActivityCheck(a), newActivityNew(a), newActivityAnswers(a))
}
