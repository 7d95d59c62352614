package main

import (
	"context"
	"errors"

	"kith/journal"
	"kith/prompts"
)

// communityAddAsking asks for communities, one after another, on the face that
// activities have.
func (a *app) communityAddAsking(ctx context.Context) error {
	if a.console.NoInput || !a.console.InTTY() {
		return wrongUse("there is no terminal to ask for communities on", `name one: kith community add "Go Meetup"`)
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	known, err := s.Communities(ctx, journal.CommunityFilter{})
	if err != nil {
		return err
	}
	form := prompts.New(prompts.Activity{Title: "Your communities", Steps: []prompts.Step{{
		Key: "communities", Kind: journal.Inventory, Prompt: "Which groups do you belong to?",
		Help: "Add as many as come to mind.", Sitting: 1, Fields: []string{"name", "kind", "about", "tags"},
	}}}, prompts.Env{Now: a.now(), NewID: a.newID, Communities: known}, prompts.Options{})
	err = a.ask(ctx, form, func(journal.Draft) error { return nil })
	if err != nil && !errors.Is(err, prompts.ErrLeft) {
		return err
	}
	return errors.Join(err, a.keepCommunities(context.WithoutCancel(ctx), form.Draft().Answers["communities"].Communities))
}

// keepCommunities keeps those that were named and are not known yet. One that
// cannot be kept stops none of the others.
func (a *app) keepCommunities(ctx context.Context, named []journal.Community) error {
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	var trouble error
	added := 0
	for _, c := range named {
		c.Created = a.now()
		if _, err := s.AddCommunity(ctx, c); err != nil {
			trouble = errors.Join(trouble, err)
			continue
		}
		added++
	}
	if err := a.say("Added %s. See them: kith community list", counted(added, "community")); err != nil {
		return err
	}
	return trouble
}
