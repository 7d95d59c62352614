package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

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
after another, and then, if you like, for the kind of each and what it is about.`,
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
	return a.say("Added %s. See it: kith community show %s", c.Name, shellArgument(c.Name))
}

// communityAddAsking asks for communities on the face that activities have: their
// names, one after another, and then what kind each is and what it is about. Also
// where the person leaves, those that were named are kept.
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
	named, half := form.Outcome(a.now()).Communities, form.Answer().Half
	if len(named) == 0 && left && half == nil {
		return &journal.Error{Kind: stopped, Text: "you left, and no community was added", Err: err}
	}
	if len(named) > 0 || !left {
		if err := a.keepCommunities(context.WithoutCancel(ctx), s, named); err != nil {
			return err
		}
	}
	if half == nil {
		return nil
	}
	return &journal.Error{
		Kind: stopped, Err: err, Text: fmt.Sprintf("you left while you typed %s, which was not added", text.Line(half.Name())),
		Hint: "to add it: kith community add " + shellArgument(half.Name()),
	}
}

// keepCommunities adds those that are new, and to those that were known what was
// said of them. One that could not be kept, or is half typed, is said as it may be
// typed again.
func (a *app) keepCommunities(ctx context.Context, s *store.Store, named []journal.Community) error {
	var trouble error
	var sound []journal.Community
	lost := func(c journal.Community, why error) {
		typed := communityFields{Community: c, said: map[string]bool{"kind": len(c.Kinds) > 0, "about": c.About != ""}}
		trouble = errors.Join(trouble, why, a.say("This could not be kept: kith community add %s %s", shellArgument(c.Name), typed.flags()))
	}
	for _, c := range named {
		if err := c.Check(); err != nil {
			lost(c, err)
			continue
		}
		sound = append(sound, c)
	}
	added, known, err := s.KeepCommunities(ctx, sound)
	if err != nil {
		for _, c := range sound {
			lost(c, nil)
		}
		return errors.Join(err, trouble)
	}
	if a.json {
		return errors.Join(trouble, a.printJSON(each(append(added, known...), func(c journal.Community) archive.CommunityJSON {
			return archive.Community(c, nil, a.now())
		})))
	}
	var said []string
	if len(added) > 0 {
		said = append(said, "added "+text.Count(len(added), "community"))
	}
	if len(known) > 0 {
		said = append(said, "said more of "+text.Count(len(known), "community")+" that you had")
	}
	if said == nil {
		return errors.Join(trouble, a.say("No community was added."))
	}
	return errors.Join(trouble, a.say("%s See them: kith community list", text.Sentence(strings.Join(said, ", and "))))
}
