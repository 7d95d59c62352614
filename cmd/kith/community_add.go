package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
)

func newCommunityAdd(a *app) *cobra.Command {
	var said communityFields
	cmd := &cobra.Command{
		Use:   "add [NAME]",
		Short: "Add a community you belong to",
		Long: `Add a community you belong to. Without a name, on a terminal, kith asks for one
after another.`,
		Example: `  kith community add "Go Meetup" --kind professional --about "Tuesday talks"
  kith community add "Reading group" --rhythm monthly --started 2024 --alias books`,
		Args: takes(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			said.read(cmd)
			switch {
			case len(args) == 1:
				said.name = args[0]
				said.say("name")
				return a.communityAdd(cmd.Context(), said)
			case len(said.said) > 0:
				return wrongUse("kith community add needs a name to go with its flags", `type: kith community add "Go Meetup" `+said.flags())
			}
			return a.communityAddAsking(cmd.Context())
		},
	}
	said.bind(a, cmd)
	return cmd
}

func (a *app) communityAdd(ctx context.Context, said communityFields) error {
	now := a.now()
	c := journal.Community{ID: a.newID(), Created: now}
	if err := said.put(&c, now); err != nil {
		return err
	}
	if err := checkTyped(c.Name); err != nil {
		return err
	}
	if err := c.Check(); err != nil {
		return err // before a journal is made for it
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	if c, err = s.AddCommunity(ctx, c); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(archive.Community(c, nil, now))
	}
	return a.say("Added %s. See it: kith community show %s", c.Name, shellWord(c.Name))
}
