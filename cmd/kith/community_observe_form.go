package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// observeAsking asks how a community is doing, and keeps what is said: also
// where the person leaves half way, for it can be taken back.
func (a *app) observeAsking(ctx context.Context, c journal.Community, at time.Time) error {
	known, err := measuresOf("your-communities")
	if err != nil {
		return err
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	latest, err := s.Latest(ctx, []journal.ID{c.ID})
	if err != nil {
		return err
	}
	steps := a.observeSteps(c, known, latest[c.ID])
	answers, err := a.form(ctx, c.Name, steps, nil)
	left := errors.Is(err, prompts.ErrLeft)
	if err != nil && !left {
		return err
	}
	said := observation{at: at, note: answers["note"].Text, values: a.answered(steps, answers)}
	saving := context.WithoutCancel(ctx)
	switch {
	case len(said.values) > 0 && left:
		return errors.Join(a.addObserved(saving, s, c, said), &journal.Error{
			Kind: stopped, Text: "you left before the end; kept of " + c.Name + ": " + said.words(), Err: err,
			Hint: "take it back with: kith community history " + shellWord(c.Name) + " --undo",
		})
	case len(said.values) > 0:
		return a.keepObserved(saving, c, said)
	case strings.TrimSpace(said.note) != "":
		return &journal.Error{
			Kind: stopped, Text: "nothing was observed that your note could go with, so nothing is kept", Err: err,
			Hint: fmt.Sprintf("keep it for itself: kith note %s --community %s", shellWord(said.note), shellWord(c.Name)),
		}
	}
	return &journal.Error{Kind: stopped, Text: "nothing was observed, so nothing is kept", Err: err}
}

// observeSteps are the questions of the form, with what was said the last time.
func (a *app) observeSteps(c journal.Community, known measures, latest journal.Latest) []prompts.Step {
	var steps []prompts.Step
	for _, measure := range append(elements(), journal.MeasureEvidence, journal.MeasureLinks, journal.MeasureHeldBy, journal.MeasureOwnLabel) {
		step := known[measure][0] // your-communities asks for each of these
		step.Key, step.When, step.Full = measure, nil, false
		if o, said := latest[measure]; said {
			step.Help += fmt.Sprintf("\nThe last time: %s (%s).", known.words(o), o.At.Format("2 January 2006"))
		}
		steps = append(steps, step)
	}
	return append(steps, prompts.Step{
		Key: "note", Kind: journal.LongText, Prompt: "Why do you say so?",
		Help: "A few words that you will want to read when you look at " + text.Line(c.Name) + " again.",
	})
}

// answered are the answers as observations, but for those that nobody would
// take: a person may have left in the middle of one.
func (a *app) answered(steps []prompts.Step, answers map[string]journal.Value) []journal.Observation {
	var out []journal.Observation
	for _, step := range steps {
		v, err := a.checked(step, answers[step.Key])
		if err == nil && step.Record != "" && !v.Empty() && !v.Declined {
			out = append(out, journal.Observation{Measure: step.Record, Value: v})
		}
	}
	return out
}
