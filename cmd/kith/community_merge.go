package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/store"
)

func newCommunityMerge(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "merge FROM INTO",
		Short: "Make one community of two that are the same",
		Long: `Make one community of two that are the same. All that was written, observed and
suggested of FROM moves to INTO, with its kinds and tags, and its description
where INTO has none. The name of FROM then finds INTO, and the history says what
came from where.`,
		Example:           `  kith community merge "Go study group" "Go Meetup" --yes`,
		Args:              takes(2, 2),
		ValidArgsFunction: a.communityNames(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.communityMerge(cmd.Context(), args[0], args[1])
		},
	}
}

func (a *app) communityMerge(ctx context.Context, from, into string) error {
	old, err := a.community(ctx, from)
	if err != nil {
		return err
	}
	kept, err := a.community(ctx, into)
	if err != nil {
		return err
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	if old.ID != kept.ID { // the store refuses that, so nothing is asked
		sure, err := a.sureToMerge(ctx, s, old, kept)
		if err != nil {
			return err
		}
		if !sure {
			return a.say("Both stay as they are.")
		}
	}
	kept, err = s.MergeCommunities(ctx, old.ID, kept.ID, a.now())
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printCommunity(ctx, s, kept)
	}
	return a.say("%s is now a part of %s, and its name finds that. See it: kith community show %s", old.Name, kept.Name, shellWord(kept.Name))
}

func (a *app) sureToMerge(ctx context.Context, s *store.Store, old, kept journal.Community) (bool, error) {
	m, err := s.Names(ctx, old.ID)
	if err != nil {
		return false, err
	}
	with := ""
	if m != (journal.Mentions{}) {
		with = ", with what names it (" + mentions(m) + ")"
	}
	return a.confirm(ctx, fmt.Sprintf("Make %s a part of %s%s? That cannot be undone.", old.Name, kept.Name, with))
}

// mentions are the counts of what names something: "2 reflections and 1
// suggestion".
func mentions(m journal.Mentions) string {
	var parts []string
	for _, c := range []struct {
		n    int
		noun string
	}{{m.Reflections, "reflection"}, {m.Observations, "observation"}, {m.Suggestions, "suggestion"}, {m.Drafts, "draft"}} {
		if c.n > 0 {
			parts = append(parts, text.Count(c.n, c.noun))
		}
	}
	return text.List(parts, "and")
}
