package main

import (
	"context"
	"slices"
	"strings"

	"kith/journal"
	"kith/prompts"
)

// askCommunity asks for all that can be said of a community, with what there is
// filled in, and gives what is to be changed.
func (a *app) askCommunity(ctx context.Context, c journal.Community) (communityFields, error) {
	filled := map[string]journal.Value{}
	fill := func(key, text string) {
		if text != "" {
			filled[key] = journal.TextValue(text)
		}
	}
	fill("name", c.Name)
	fill("about", c.About)
	fill("where", c.Where)
	fill("rhythm", c.Rhythm)
	fill("started", string(c.Started))
	fill("alias", c.Alias)
	fill("tag", strings.Join(c.Tags, ", "))
	if len(c.Kinds) > 0 {
		filled["kind"] = journal.ChoiceValue(c.Kinds...)
	}
	said, err := a.form(ctx, c.Name, communitySteps(c), filled)
	return changed(c, said), err
}

func communitySteps(c journal.Community) []prompts.Step {
	kinds := journal.CommunityKinds()
	for _, k := range c.Kinds {
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return []prompts.Step{
		{Key: "name", Kind: journal.ShortText, Prompt: "What is it called?"},
		{Key: "kind", Kind: journal.ChooseMany, Prompt: "What kind is it? Any that fit, or none",
			Options: each(kinds, func(k string) journal.Option { return journal.Option{Value: k, Label: k} })},
		{Key: "about", Kind: journal.ShortText, Prompt: "What is it about, in a few words?"},
		{Key: "where", Kind: journal.ShortText, Prompt: "Where does it meet?"},
		{Key: "rhythm", Kind: journal.ShortText, Prompt: "How often does it meet, in your own words?"},
		{Key: "started", Kind: journal.DateKind, Prompt: "When did it begin?"},
		{Key: "alias", Kind: journal.ShortText, Prompt: "What is it to be called in anything made for other people?"},
		{Key: "tag", Kind: journal.ShortText, Prompt: "Tags, with a comma between two"},
	}
}

// changed is what the form says otherwise than the community does.
func changed(c journal.Community, said map[string]journal.Value) communityFields {
	var f communityFields
	text := func(key, before string, into *string) {
		*into = said[key].Text
		if *into != before {
			f.say(key)
		}
	}
	if strings.TrimSpace(said["name"].Text) != "" { // a name is changed, never taken away
		text("name", c.Name, &f.name)
	}
	text("about", c.About, &f.about)
	text("where", c.Where, &f.where)
	text("rhythm", c.Rhythm, &f.rhythm)
	text("started", string(c.Started), &f.started)
	text("alias", c.Alias, &f.alias)
	if f.kinds = said["kind"].Choices; !slices.Equal(f.kinds, c.Kinds) {
		f.say("kind")
	}
	if typed := said["tag"].Text; typed != strings.Join(c.Tags, ", ") {
		f.tags = tagWords(typed)
		f.say("tag")
	}
	return f
}

// tagWords reads tags with commas between them.
func tagWords(text string) []string {
	var out []string
	for _, t := range strings.Split(text, ",") {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}
