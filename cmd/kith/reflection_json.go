package main

import (
	"kith/journal"
)

// reflectionJSON is a reflection as docs/json.md has it: answers are there where
// one is shown, and not in lists.
type reflectionJSON struct {
	ID          journal.ID   `json:"id"`
	Title       string       `json:"title"`
	Activity    *string      `json:"activity"`
	Created     *string      `json:"created"`
	Updated     *string      `json:"updated"`
	Minutes     *int         `json:"minutes"`
	Private     bool         `json:"private"`
	Tags        []string     `json:"tags"`
	Communities []refJSON    `json:"communities"`
	Answers     []answerJSON `json:"answers,omitzero"`
}

// refJSON names a community inside something else.
type refJSON struct {
	ID   *string `json:"id"`
	Name string  `json:"name"`
}

type answerJSON struct {
	Key       string       `json:"key"`
	Loop      *string      `json:"loop"`
	Prompt    *string      `json:"prompt"`
	Kind      journal.Kind `json:"kind"`
	Value     any          `json:"value"`
	Labels    []string     `json:"labels"`
	Community *refJSON     `json:"community"`
	Private   bool         `json:"private"`
	Declined  bool         `json:"declined"`
	NotSure   bool         `json:"not_sure"`
}

// showReflection is the whole of a reflection, listedReflection what lists show.
func showReflection(r journal.Reflection) reflectionJSON {
	out := listedReflection(r)
	out.Answers = each(r.Answers, showAnswer)
	return out
}

func listedReflection(r journal.Reflection) reflectionJSON {
	return reflectionJSON{
		ID: r.ID, Title: r.Title, Activity: orNull(r.Activity), Created: timeOrNull(r.Created),
		Updated: timeOrNull(r.Updated), Minutes: numberOrNull(r.Minutes), Private: r.Private,
		Tags: orEmpty(r.Tags), Communities: each(r.Communities, showRef),
	}
}

func showRef(c journal.CommunityRef) refJSON {
	return refJSON{ID: orNull(string(c.ID)), Name: c.Name}
}

func refOrNull(c *journal.CommunityRef) *refJSON {
	if c == nil {
		return nil
	}
	ref := showRef(*c)
	return &ref
}

func showAnswer(an journal.Answer) answerJSON {
	return answerJSON{
		Key: an.Key, Loop: orNull(an.Loop), Prompt: orNull(an.Prompt), Kind: an.Kind,
		Value: valueJSON(an.Kind, an.Value), Labels: orEmpty(an.Labels), Community: refOrNull(an.Community),
		Private: an.Private, Declined: an.Value.Declined, NotSure: an.Value.NotSure,
	}
}

// valueJSON is an answer's value as its kind has it: text, a number, true or
// false, a list; null where nothing was said.
func valueJSON(kind journal.Kind, v journal.Value) any {
	switch {
	case !v.Said():
		return nil
	case kind == journal.ChooseMany:
		return v.Choices
	case len(v.Choices) > 0:
		return v.Choices[0]
	case v.Number != nil:
		return *v.Number
	case v.Yes != nil:
		return *v.Yes
	case kind == journal.Inventory:
		return each(v.Communities, listedCommunity)
	case len(v.Communities) > 0:
		return each(v.Communities, func(c journal.Community) refJSON { return showRef(c.Ref()) })
	case len(v.Suggestions) > 0:
		return each(v.Suggestions, showSuggestion)
	}
	return v.Text
}

// listedCommunity is what an inventory says of a community.
func listedCommunity(c journal.Community) inventoryJSON {
	return inventoryJSON{
		refJSON: showRef(c.Ref()), Kinds: orEmpty(c.Kinds), About: orNull(c.About), Tags: orEmpty(c.Tags),
	}
}

type inventoryJSON struct {
	refJSON
	Kinds []string `json:"kinds"`
	About *string  `json:"about"`
	Tags  []string `json:"tags"`
}

type suggestionJSON struct {
	ID         *string  `json:"id"`
	Text       string   `json:"text"`
	From       *string  `json:"from_role"`
	Community  *refJSON `json:"community"`
	Element    *string  `json:"element"`
	TryBy      *string  `json:"try_by"`
	Created    *string  `json:"created"`
	Reflection *string  `json:"reflection"`
	State      string   `json:"state"`
	Helped     *bool    `json:"helped"`
	Note       *string  `json:"note"`
	Closed     *string  `json:"closed"`
}

func showSuggestion(sg journal.Suggestion) suggestionJSON {
	state := sg.State
	if state == "" {
		state = journal.SuggestionOpen
	}
	return suggestionJSON{
		ID: orNull(string(sg.ID)), Text: sg.Text, From: orNull(sg.FromRole), Community: refOrNull(sg.Community),
		Element: orNull(sg.Element), TryBy: orNull(string(sg.TryBy)), Created: timeOrNull(sg.Created),
		Reflection: orNull(string(sg.Reflection)), State: string(state), Helped: sg.Helped,
		Note: orNull(sg.Note), Closed: timeOrNull(sg.Closed),
	}
}
