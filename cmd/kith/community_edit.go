package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/prompts"
)

func newCommunityEdit(a *app) *cobra.Command {
	var said communityFields
	cmd := &cobra.Command{
		Use:   "edit NAME",
		Short: "Change what is said of a community, or its name",
		Long: `Change what is said of a community, or its name. A flag says it anew: --kind and
--tag take the place of those there were, and an empty text takes it away. Without
flags, on a terminal, kith shows what there is and asks.`,
		Example: `  kith community edit "Go Meetup" --where "The library" --rhythm "every two weeks"
  kith community edit "Go Meetup" --kind professional --kind learning --started 2024-02
  kith community edit "Reading group" --name "Book group" --alias ""`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.completeCommunities,
		RunE: func(cmd *cobra.Command, args []string) error {
			said.read(cmd)
			return a.communityEdit(cmd.Context(), args[0], said)
		},
	}
	cmd.Flags().StringVar(&said.name, "name", "", "call it by another `NAME`")
	said.bind(a, cmd)
	return cmd
}

func (a *app) communityEdit(ctx context.Context, name string, said communityFields) error {
	if len(said.said) == 0 {
		err := a.canFill("what to change", "say it with a flag: --name, --kind, --about, --where, --rhythm, --started, --alias or --tag")
		if err != nil {
			return err
		}
	}
	c, err := a.community(ctx, name)
	if err != nil {
		return err
	}
	if len(said.said) > 0 {
		return a.changeCommunity(ctx, c, said)
	}
	said, err = a.askCommunity(ctx, c)
	switch {
	case errors.Is(err, prompts.ErrLeft) && len(said.said) == 0:
		return &journal.Error{Kind: stopped, Text: "you left, and nothing is changed", Err: err}
	case errors.Is(err, prompts.ErrLeft):
		return &journal.Error{Kind: stopped, Text: "you left before the end, so nothing is changed", Err: err,
			Hint: "change it with: " + said.command(c)}
	case err != nil:
		return err
	case len(said.said) == 0:
		return a.say("%s stays as it was.", c.Name)
	}
	if err = a.changeCommunity(context.WithoutCancel(ctx), c, said); err != nil {
		return errors.Join(err, a.say("What you typed: %s", said.command(c)))
	}
	return nil
}

// command makes the change, typed: so that no word is lost that was typed.
func (f communityFields) command(c journal.Community) string {
	return "kith community edit " + shellWord(c.Name) + " " + f.flags()
}

func (a *app) changeCommunity(ctx context.Context, c journal.Community, said communityFields) error {
	if said.said["name"] {
		if err := checkTyped(said.name); err != nil {
			return err
		}
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	before := c.Name
	c, err = s.EditCommunity(ctx, c.ID, func(c *journal.Community) error { return said.put(c, a.now()) })
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printCommunity(ctx, s, c)
	case c.Name != before:
		return a.say("%s is now called %s. See it: kith community show %s", before, c.Name, shellWord(c.Name))
	}
	return a.say("Changed %s. See it: kith community show %s", c.Name, shellWord(c.Name))
}
