package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
	"kith/store"
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
		ValidArgsFunction: a.communityNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			said.read(cmd)
			return a.communityEdit(cmd.Context(), args[0], said)
		},
	}
	said.bind(a, cmd, true)
	return cmd
}

func (a *app) communityEdit(ctx context.Context, name string, said communityFields) error {
	asking := len(said.said) == 0
	if asking {
		err := a.canFill("what to change", "say it with a flag: --name, --kind, --about, --where, --rhythm, --started, --alias or --tag")
		if err != nil {
			return err
		}
	}
	s, c, err := a.findCommunity(ctx, name)
	if err != nil {
		return err
	}
	if !asking {
		return a.changeCommunity(ctx, s, c, said)
	}
	said, err = a.askCommunity(ctx, c)
	typed := "kith community edit " + shellArgument(c.Name) + " " + said.flags() // so that no word is lost
	switch {
	case errors.Is(err, prompts.ErrLeft) && len(said.said) == 0:
		return &journal.Error{Kind: stopped, Text: "you left, and nothing is changed", Err: err}
	case errors.Is(err, prompts.ErrLeft):
		return &journal.Error{Kind: stopped, Text: "you left before the end, so nothing is changed", Err: err, Hint: "change it with: " + typed}
	case err != nil:
		return err
	case len(said.said) == 0:
		return a.say("%s stays as it was.", c.Name)
	}
	if err = a.changeCommunity(context.WithoutCancel(ctx), s, c, said); err != nil {
		return errors.Join(err, a.say("What you typed: %s", typed))
	}
	return nil
}

func (a *app) changeCommunity(ctx context.Context, s *store.Store, c journal.Community, said communityFields) error {
	if said.said["name"] {
		if err := checkTyped(said.Name); err != nil {
			return err
		}
	}
	before := c.Name
	c, err := s.EditCommunity(ctx, c.ID, func(c *journal.Community) error { return said.put(c, a.now()) })
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printCommunity(ctx, s, c)
	case c.Name != before:
		return a.say("%s is now called %s. See it: kith community show %s", before, c.Name, shellArgument(c.Name))
	}
	return a.say("Changed %s. See it: kith community show %s", c.Name, shellArgument(c.Name))
}

// askCommunity asks for all that can be said of a community, with what there is
// filled in, and gives what is to be changed.
func (a *app) askCommunity(ctx context.Context, c journal.Community) (communityFields, error) {
	kinds := journal.CommunityKinds()
	kinds = append(kinds, text.Without(c.Kinds, kinds)...)
	tags := strings.Join(c.Tags, ", ")
	filled := map[string]journal.Value{"tag": journal.TextValue(tags), "kind": journal.ChoiceValue(c.Kinds...)}
	var steps []prompts.Step
	for _, t := range communityTexts(&c) {
		step := prompts.Step{Key: t.flag, Kind: journal.ShortText, Prompt: t.prompt}
		if t.flag == "started" {
			step.Kind = journal.DateKind
		}
		steps = append(steps, step)
		filled[t.flag] = journal.TextValue(*t.of)
		if t.flag == "name" {
			steps = append(steps, prompts.Step{Key: "kind", Kind: journal.ChooseMany, Prompt: "What kind is it? Any that fit, or none",
				Options: each(kinds, func(k string) journal.Option { return journal.Option{Value: k, Label: k} })})
		}
	}
	steps = append(steps, prompts.Step{Key: "tag", Kind: journal.ShortText, Prompt: "Tags, with a comma between two"})
	answers, err := a.form(ctx, c.Name, steps, filled)

	var said communityFields
	before := communityTexts(&c)
	for i, t := range communityTexts(&said.Community) {
		*t.of = answers[t.flag].Text
		// A name is changed, never taken away.
		if *t.of != *before[i].of && (t.flag != "name" || strings.TrimSpace(*t.of) != "") {
			said.say(t.flag)
		}
	}
	if said.Kinds = answers["kind"].Choices; !slices.Equal(said.Kinds, c.Kinds) {
		said.say("kind")
	}
	if typed := answers["tag"].Text; typed != tags {
		said.Tags = notEmpty(each(strings.Split(typed, ","), strings.TrimSpace))
		said.say("tag")
	}
	return said, err
}
