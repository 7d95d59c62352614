package main

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/prompts"
	"kith/store"
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
				said.Name = args[0]
				said.say("name")
				return a.communityAdd(cmd.Context(), said)
			case len(said.said) > 0:
				return wrongUse("kith community add needs a name to go with its flags", `type: kith community add "Go Meetup" `+said.flags())
			}
			return a.communityAddAsking(cmd.Context())
		},
	}
	said.bind(a, cmd, false)
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

// communityAddAsking asks for communities, one after another, on the face that
// activities have: a name, kinds, what it is about, the next. Also where the
// person leaves, those that were named are kept.
func (a *app) communityAddAsking(ctx context.Context) error {
	if err := a.canFill("for communities", `name one: kith community add "Go Meetup"`); err != nil {
		return err
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	known, err := allCommunities(ctx, s)
	if err != nil {
		return err
	}
	form := prompts.New(prompts.Activity{Title: "Your communities", Steps: []prompts.Step{{
		Key: "communities", Kind: journal.Inventory, Prompt: "Which groups do you belong to?",
		Help: "Add as many as come to mind.", Sitting: 1, Fields: []string{"name", "kind", "about"},
	}}}, prompts.Env{Now: a.now(), NewID: a.newID, Communities: known}, prompts.Options{})
	err = a.ask(ctx, form, func(journal.Draft) error { return nil })
	left := errors.Is(err, prompts.ErrLeft)
	if err != nil && !left {
		return err
	}
	named := form.Outcome(a.now()).Communities
	if len(named) == 0 && left {
		return &journal.Error{Kind: stopped, Text: "you left, and no community was added", Err: err}
	}
	return a.keepCommunities(context.WithoutCancel(ctx), s, named, known)
}

// keepCommunities adds those that are new, and to those that were known what was
// said of them. One that cannot be kept stops none of the others, and what was
// typed of it is said.
func (a *app) keepCommunities(ctx context.Context, s *store.Store, named, known []journal.Community) error {
	var trouble error
	kept := []archive.CommunityJSON{}
	added, changed := 0, 0
	for _, said := range named {
		at := slices.IndexFunc(known, func(k journal.Community) bool { return k.ID == said.ID })
		var c journal.Community
		var err error
		if at < 0 {
			c, err = s.AddCommunity(ctx, said)
		} else {
			// What another kith has changed meanwhile stays; but what it is about, said
			// in so many words, takes the place of what there was.
			before := known[at]
			c, err = s.EditCommunity(ctx, said.ID, func(c *journal.Community) error {
				if *c = c.With(said); said.About != "" && said.About != before.About {
					c.About = said.About
				}
				return nil
			})
			if err == nil && slices.Equal(c.Kinds, before.Kinds) && c.About == before.About {
				continue // it was known already
			}
		}
		switch {
		case err != nil:
			typed := communityFields{Community: said, said: map[string]bool{"kind": len(said.Kinds) > 0, "about": said.About != ""}}
			trouble = errors.Join(trouble, err, a.say("This could not be kept: kith community add %s %s", shellWord(said.Name), typed.flags()))
			continue
		case at < 0:
			added++
		default:
			changed++
		}
		kept = append(kept, archive.Community(c, nil, a.now()))
	}
	if a.json {
		return errors.Join(trouble, a.printJSON(kept))
	}
	more := text.Count(changed, "community") + " that you had"
	switch {
	case added == 0 && changed == 0:
		return errors.Join(trouble, a.say("No community was added."))
	case changed == 0:
		return errors.Join(trouble, a.say("Added %s. See them: kith community list", text.Count(added, "community")))
	case added == 0:
		return errors.Join(trouble, a.say("Said more of %s. See them: kith community list", more))
	}
	return errors.Join(trouble, a.say("Added %s, and said more of %s. See them: kith community list", text.Count(added, "community"), more))
}
