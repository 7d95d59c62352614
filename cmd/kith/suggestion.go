package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/store"
)

func newSuggestion(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "suggestion",
		Short: "What is worth trying, and what came of it",
	}, reads(a, newSuggestionList(a)))
}

type suggestionListOptions struct {
	state     string
	community string
	due       string
}

func newSuggestionList(a *app) *cobra.Command {
	var opts suggestionListOptions
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the suggestions that are open",
		Example: "  kith suggestion list\n  kith suggestion list --due tomorrow\n  kith suggestion list --state all --json",
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.suggestionList(cmd.Context(), opts) },
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.state, "state", "open", "those that are open, done or dropped, or all")
	flags.StringVar(&opts.community, "community", "", "those for a community, by `NAME`")
	flags.StringVar(&opts.due, "due", "", "those to be tried by a `DATE`")
	a.completeWords(cmd, "state", suggestionStates()...)
	a.completeFlag(cmd, "community", a.communityNames(-1))
	return cmd
}

func suggestionStates() []string { return []string{"open", "done", "dropped", "all"} }

func (a *app) suggestionList(ctx context.Context, opts suggestionListOptions) error {
	f := journal.SuggestionFilter{State: journal.SuggestionState(opts.state)}
	if !slices.Contains(suggestionStates(), opts.state) {
		return wrongUse("--state cannot be "+opts.state, "it is open, done, dropped or all")
	}
	if opts.due != "" {
		due, err := journal.ParseDue(opts.due, a.now())
		if err != nil {
			return err
		}
		f.DueBy = due.End(a.now().Location()).Add(-1)
	}
	if opts.community != "" {
		c, err := a.community(ctx, opts.community)
		if err != nil {
			return err
		}
		f.Community = c.ID
	}
	found, err := query(ctx, a, func(s *store.Store, ctx context.Context) ([]journal.Suggestion, error) { return s.Suggestions(ctx, f) })
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.List(found, archive.Suggestion))
	case len(found) == 0 && (opts != suggestionListOptions{state: "open"}):
		return a.say("No suggestion fits. See them all: kith suggestion list --state all")
	case len(found) == 0:
		return a.say("There are no suggestions to try. Activities leave some: kith reflect 5.3 --full")
	}
	t := a.console.Table("id", "try by", "from", "community", "state", "suggestion")
	return printRows(t, found, func(sg journal.Suggestion) []string {
		by, name := string(sg.TryBy), ""
		if a.console.OutTTY() {
			by = sg.TryBy.Words()
		}
		if sg.Community != nil {
			name = sg.Community.Name
		}
		return []string{sg.ID.Short(), by, sg.FromRole, name, string(archive.Suggestion(sg).State), sg.Text}
	})
}
