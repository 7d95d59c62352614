package main

import (
	"context"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
	"kith/store"
)

// editGuided has a reflection changed on the screens that it was written on, filled in,
// or goes on with a change of it that was left.
func (a *app) editGuided(ctx context.Context, s *store.Store, r journal.Reflection) error {
	begun, err := a.begunChange(ctx, s, r.ID, func(d journal.Draft) bool { return !d.Typed() })
	if err != nil {
		return err
	}
	if begun.ID != "" {
		if err := a.say("%s", a.goesOn(begun)); err != nil {
			return err
		}
		return a.resume(ctx, string(begun.ID))
	}
	activity, found := a.activityOf(r)
	if _, isNote := r.Note(); isNote {
		activity, found = prompts.NoteActivity(r.Title), true
	}
	if !found {
		return journal.Errorf(journal.NotFound, "the activity %s is not in the library any more, so its steps cannot be shown", text.Line(r.Activity)).
			WithHint("change its text: kith edit %s", r.ID.Short())
	}
	env, err := a.promptsEnv(ctx, s, activity)
	if err != nil {
		return err
	}
	d, fits := prompts.Refill(activity, env, r)
	if !fits {
		return journal.Errorf(journal.Conflict, "the steps of %s, as they would be shown now, have no place for some of what you said", activity.Title).
			WithHint("change its text: kith edit %s", r.ID.Short())
	}
	return a.sit(ctx, s, d.ID, func(*store.Hold) (*prompts.Session, error) { return prompts.Resume(activity, env, d), nil })
}
