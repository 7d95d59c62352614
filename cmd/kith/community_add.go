package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal"
)

type communityAddOptions struct {
	kinds   []string
	about   string
	where   string
	rhythm  string
	started string
	alias   string
	tags    []string
}

func newCommunityAdd(a *app) *cobra.Command {
	var opts communityAddOptions
	cmd := &cobra.Command{
		Use:   "add [NAME]",
		Short: "Add a community you belong to",
		Long: `Add a community you belong to. Without a name, on a terminal, kith asks for one
after another.`,
		Example: `  kith community add "Go Meetup" --kind professional --about "Tuesday talks"
  kith community add "Reading group" --rhythm monthly --started 2024 --alias books`,
		Args: takes(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.communityAddAsking(cmd.Context())
			}
			return a.communityAdd(cmd.Context(), args[0], opts)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&opts.kinds, "kind", nil, "what `KIND` it is: social, professional, learning, ... or any word")
	flags.StringVar(&opts.about, "about", "", "what it is about")
	flags.StringVar(&opts.where, "where", "", "where it meets")
	flags.StringVar(&opts.rhythm, "rhythm", "", "how often it meets, in your own words")
	flags.StringVar(&opts.started, "started", "", "the `DATE` it began: a day, a month or a year")
	flags.StringVar(&opts.alias, "alias", "", "what it is called in anything made for other people")
	flags.StringArrayVar(&opts.tags, "tag", nil, "give it a `TAG`")
	a.completeFlag(cmd, "kind", cobra.FixedCompletions(journal.CommunityKinds(), cobra.ShellCompDirectiveNoFileComp))
	a.completeFlag(cmd, "tag", a.tagNames())
	return cmd
}

func (a *app) communityAdd(ctx context.Context, name string, opts communityAddOptions) error {
	now := a.now()
	c := journal.Community{
		ID: a.newID(), Name: name, Alias: opts.alias, Kinds: opts.kinds, About: opts.about,
		Where: opts.where, Rhythm: opts.rhythm, Tags: opts.tags, Created: now,
	}
	if opts.started != "" {
		started, err := journal.ParseDate(opts.started, now)
		if err != nil {
			return err
		}
		c.Started = started
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
		return a.printJSON(showCommunity(c, nil, now))
	}
	return a.say("Added %s. See it: kith community show %s", c.Name, shellWord(c.Name))
}
