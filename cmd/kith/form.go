package main

import (
	"context"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// form asks the steps of a small activity made in code, on the face that
// activities have, with what there is already filled in. It gives what was
// said, by key, also where the person left half way (prompts.ErrLeft): nothing
// of it is kept, so the command says what becomes of it.
func (a *app) form(ctx context.Context, title string, steps []prompts.Step, filled map[string]journal.Value) (map[string]journal.Value, error) {
	for i := range steps {
		steps[i].Sitting = 1
	}
	s := prompts.Resume(prompts.Activity{Title: title, Steps: steps},
		prompts.Env{Now: a.now(), NewID: a.newID},
		journal.Draft{ID: a.newID(), Title: title, Started: a.now(), Place: steps[0].Key, Answers: filled})
	err := a.ask(ctx, s, func(journal.Draft) error { return nil })
	return s.Draft().Answers, err
}

// canFill refuses a form where nobody is there to fill it in; hint is what to
// type in its place.
func (a *app) canFill(what, hint string) error {
	if a.console.NoInput || !a.console.InTTY() {
		return wrongUse("there is no terminal to ask "+what+" on", hint)
	}
	return nil
}

// sure asks whether to go on with what is not easily undone; --yes answers it.
func (a *app) sure(ctx context.Context, question string) (bool, error) {
	if a.yes {
		return true, nil
	}
	return a.console.Confirm(ctx, text.Line(question), "--yes")
}
