package main

import "github.com/spf13/cobra"

func newDraft(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "draft",
		Short: "Activities you have begun and not finished",
	}, newDraftList(a), newDraftDelete(a))
}
