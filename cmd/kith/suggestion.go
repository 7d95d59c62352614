package main

import "github.com/spf13/cobra"

func newSuggestion(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "suggestion",
		Short: "What is worth trying, and what came of it",
	}, newSuggestionList(a))
}
