package main

import (
	"context"
	"errors"
	"slices"

	"kith/journal"
	"kith/journal/archive"
	"kith/prompts"
	"kith/store"
)

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

// allCommunities are those that a name may mean, the archived ones too.
func allCommunities(ctx context.Context, s *store.Store) ([]journal.Community, error) {
	current, err := s.Communities(ctx, journal.CommunityFilter{})
	if err != nil {
		return nil, err
	}
	archived, err := s.Communities(ctx, journal.CommunityFilter{Archived: true})
	return append(current, archived...), err
}

// keepCommunities adds those that are new, and to those that were known what
// was said of them. One that cannot be kept stops none of the others, and what
// was typed of it is said.
func (a *app) keepCommunities(ctx context.Context, s *store.Store, named, known []journal.Community) error {
	var trouble error
	var kept []archive.CommunityJSON
	added, changed := 0, 0
	for _, c := range named {
		before := slices.IndexFunc(known, func(k journal.Community) bool { return k.ID == c.ID })
		var err error
		if before >= 0 {
			c, err = addTo(ctx, s, c)
		} else {
			c, err = s.AddCommunity(ctx, c)
		}
		if err == nil {
			kept = append(kept, archive.Community(c, nil, a.now()))
		}
		switch {
		case err != nil:
			typed := communityFields{kinds: c.Kinds, about: c.About, said: map[string]bool{"kind": len(c.Kinds) > 0, "about": c.About != ""}}
			trouble = errors.Join(trouble, err, a.say("This could not be kept: kith community add %s %s", shellWord(c.Name), typed.flags()))
		case before >= 0:
			changed++
		default:
			added++
		}
	}
	if a.json {
		return errors.Join(trouble, a.printJSON(archive.OrEmpty(kept)))
	}
	return errors.Join(trouble, a.sayAdded(added, changed))
}

// addTo says more of a community that is there.
func addTo(ctx context.Context, s *store.Store, said journal.Community) (journal.Community, error) {
	return s.EditCommunity(ctx, said.ID, func(c *journal.Community) error {
		c.Kinds, c.About = said.Kinds, said.About
		return nil
	})
}

func (a *app) sayAdded(added, changed int) error {
	switch {
	case added == 0 && changed == 0:
		return a.say("No community was added.")
	case changed == 0:
		return a.say("Added %s. See them: kith community list", counted(added, "community"))
	case added == 0:
		return a.say("Said more of %s that you had. See them: kith community list", counted(changed, "community"))
	}
	return a.say("Added %s, and said more of %s that you had. See them: kith community list",
		counted(added, "community"), counted(changed, "community"))
}
