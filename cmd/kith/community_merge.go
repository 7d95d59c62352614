package main

import (
	"context"
	"fmt"
	"strings"

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
suggested of FROM is found with INTO from then on, and so is its name; the history
says what came from where. INTO takes over its kinds and tags, and its description
where it has none. kith community unmerge makes two of them again.`,
		Example:           `  kith community merge "Go study group" "Go Meetup" --yes`,
		Args:              takes(2, 2),
		ValidArgsFunction: a.communityNames(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.communityMerge(cmd.Context(), args[0], args[1])
		},
	}
}

func (a *app) communityMerge(ctx context.Context, from, into string) error {
	s, old, err := a.findCommunity(ctx, from)
	if err != nil {
		return err
	}
	kept, err := s.FindCommunity(ctx, into)
	if err != nil {
		return err
	}
	if old.ID != kept.ID { // the store refuses that, so nothing is asked
		with, err := withMentions(ctx, s, old)
		if err != nil {
			return err
		}
		sure, err := a.confirm(ctx, fmt.Sprintf("Make %s a part of %s%s? Two again: kith community unmerge %s.",
			old.Name, kept.Name, with, shellArgument(old.Name)))
		switch {
		case err != nil:
			return err
		case !sure:
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
	return a.say("%s is now a part of %s, and its name finds that. See it: kith community show %s. Two again: kith community unmerge %s",
		old.Name, kept.Name, shellArgument(kept.Name), shellArgument(old.Name))
}

func newCommunityUnmerge(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "unmerge NAME",
		Short: "Take a community out of the one it was merged into",
		Long: `Take a community out of the one it was merged into, with all that was written of
it, before and since. What the other one took over from it, such as its tags, goes
back, where it is still as it was. NAME is its whole name or alias, or its id; kith
community show tells what was merged into a community.`,
		Example: `  kith community unmerge "Go study group"`,
		Args:    takes(1, 1),
		ValidArgsFunction: completingThings(a, 1, (*store.Store).Merged, func(c journal.Community) string {
			return described(c.Name, strings.Join(c.Kinds, ", "))
		}),
		RunE: func(cmd *cobra.Command, args []string) error { return a.communityUnmerge(cmd.Context(), args[0]) },
	}
}

func (a *app) communityUnmerge(ctx context.Context, name string) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	c, from, err := s.UnmergeCommunity(ctx, name)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printCommunity(ctx, s, c)
	}
	with, err := withMentions(ctx, s, c)
	if err != nil {
		return err
	}
	return a.say("%s is a community of its own again, no longer a part of %s%s. See it: kith community show %s",
		c.Name, from.Name, with, shellArgument(c.Name))
}

// withMentions says what names a community, for a sentence to go on with; "" where
// nothing does.
func withMentions(ctx context.Context, s *store.Store, c journal.Community) (string, error) {
	m, err := s.Names(ctx, c.ID)
	if err != nil || m == (journal.Mentions{}) {
		return "", err
	}
	return ", with what names it (" + mentions(m) + ")", nil
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
