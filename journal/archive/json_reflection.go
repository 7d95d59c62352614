package archive

import (
	"cmp"

	"kith/journal"
)

// The shapes of JSON, as docs/json.md has them. They hold all there is, so that
// what is written can be read back: a pointer is nil, and a list empty, for what
// was not said.

// ReflectionJSON is a reflection. In lists it has no answers.
type ReflectionJSON struct {
	ID          journal.ID   `json:"id"`
	Title       string       `json:"title"`
	Activity    *string      `json:"activity"`
	Created     *string      `json:"created"`
	Updated     *string      `json:"updated"`
	Minutes     *int         `json:"minutes"`
	Private     bool         `json:"private"`
	Tags        []string     `json:"tags"`
	Communities []RefJSON    `json:"communities"`
	Answers     []AnswerJSON `json:"answers,omitzero"`
}

// RefJSON names a community inside something else.
type RefJSON struct {
	ID   *journal.ID `json:"id"`
	Name string      `json:"name"`
}

// AnswerJSON is what was said to one step. Of Value the kind says which type it
// has (see Value).
type AnswerJSON struct {
	Key       string       `json:"key"`
	Loop      *string      `json:"loop"`
	Prompt    *string      `json:"prompt"`
	Kind      journal.Kind `json:"kind"`
	Value     any          `json:"value"`
	Labels    []string     `json:"labels"`
	Community *RefJSON     `json:"community"`
	Private   bool         `json:"private"`
	Declined  bool         `json:"declined"`
	NotSure   bool         `json:"not_sure"`
}

// InventoryJSON is what an inventory says of a community.
type InventoryJSON struct {
	RefJSON
	Kinds []string `json:"kinds"`
	About *string  `json:"about"`
	Tags  []string `json:"tags"`
}

// SuggestionJSON is a suggestion, also one within an answer.
type SuggestionJSON struct {
	ID           *journal.ID             `json:"id"`
	Text         string                  `json:"text"`
	From         *string                 `json:"from_role"`
	Community    *RefJSON                `json:"community"`
	Element      *string                 `json:"element"`
	TryBy        *journal.Date           `json:"try_by"`
	Created      *string                 `json:"created"`
	Reflection   *journal.ID             `json:"reflection"`
	Contribution *PageRefJSON            `json:"contribution"`
	State        journal.SuggestionState `json:"state"`
	Helped       *bool                   `json:"helped"`
	Note         *string                 `json:"note"`
	Closed       *string                 `json:"closed"`
}

// DraftJSON is a draft without its answers: they may be half typed.
type DraftJSON struct {
	ID         journal.ID  `json:"id"`
	Activity   string      `json:"activity"`
	Title      string      `json:"title"`
	Started    *string     `json:"started"`
	Updated    *string     `json:"updated"`
	Minutes    int         `json:"minutes"`
	Step       int         `json:"step"`
	Steps      int         `json:"steps"`
	Sitting    int         `json:"sitting"`
	Reflection *journal.ID `json:"reflection"`
	Changes    *journal.ID `json:"changes"` // the reflection of which it is a change
	Tags       []string    `json:"tags"`
}

// ShareJSON is a page for other people as it left. In lists it has no text.
type ShareJSON struct {
	ID         journal.ID          `json:"id"`
	Page       string              `json:"page"`
	Reflection *journal.ID         `json:"reflection"`
	Title      string              `json:"title"`
	By         *string             `json:"by"`
	Made       *string             `json:"made"`
	To         journal.Destination `json:"to"`
	Place      *string             `json:"place"`
	Answers    []string            `json:"answers"`
	Text       *string             `json:"text,omitempty"`
}

// Reflection is a reflection whole.
func Reflection(r journal.Reflection) ReflectionJSON {
	out := ListedReflection(r)
	out.Answers = List(r.Answers, answer)
	return out
}

// ListedReflection is a reflection without its answers.
func ListedReflection(r journal.Reflection) ReflectionJSON {
	return ReflectionJSON{
		ID: r.ID, Title: r.Title, Activity: OrNull(r.Activity), Created: Time(r.Created), Updated: Time(r.Updated),
		Minutes: OrNull(r.Minutes), Private: r.Private, Tags: OrEmpty(r.Tags), Communities: List(r.Communities, Ref),
	}
}

func answer(a journal.Answer) AnswerJSON {
	return AnswerJSON{
		Key: a.Key, Loop: OrNull(a.Loop), Prompt: OrNull(a.Prompt), Kind: a.Kind,
		Value: value(a.Kind, a.Value), Labels: OrEmpty(a.Labels), Community: refOrNull(a.Community),
		Private: a.Private, Declined: a.Value.Declined, NotSure: a.Value.NotSure,
	}
}

// value is a value as its kind has it: text, a number, true or false, a list; nil
// where nothing was said.
func value(kind journal.Kind, v journal.Value) any {
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
		return List(v.Communities, func(c journal.Community) InventoryJSON {
			return InventoryJSON{Ref(c.Ref()), OrEmpty(c.Kinds), OrNull(c.About), OrEmpty(c.Tags)}
		})
	case len(v.Communities) > 0:
		return List(v.Communities, func(c journal.Community) RefJSON { return Ref(c.Ref()) })
	case len(v.Suggestions) > 0:
		return List(v.Suggestions, Suggestion)
	case len(v.Contributions) > 0:
		return List(v.Contributions, PageRef)
	}
	return v.Text
}

// Ref names a community inside something else.
func Ref(c journal.CommunityRef) RefJSON { return RefJSON{ID: OrNull(c.ID), Name: c.Name} }

func refOrNull(c *journal.CommunityRef) *RefJSON {
	if c == nil {
		return nil
	}
	ref := Ref(*c)
	return &ref
}

// Suggestion is a suggestion whole.
func Suggestion(sg journal.Suggestion) SuggestionJSON {
	var from *PageRefJSON
	if sg.Contribution != nil {
		page := PageRef(*sg.Contribution)
		from = &page
	}
	return SuggestionJSON{
		ID: OrNull(sg.ID), Text: sg.Text, From: OrNull(sg.FromRole), Community: refOrNull(sg.Community),
		Element: OrNull(sg.Element), TryBy: OrNull(sg.TryBy), Created: Time(sg.Created), Reflection: OrNull(sg.Reflection), Contribution: from,
		State: cmp.Or(sg.State, journal.SuggestionOpen), Helped: sg.Helped, Note: OrNull(sg.Note), Closed: Time(sg.Closed),
	}
}

// Draft is a draft without its answers.
func Draft(d journal.Draft) DraftJSON {
	var changes journal.ID
	if d.Change != nil {
		changes = d.Change.ID
	}
	return DraftJSON{
		ID: d.ID, Activity: d.Activity, Title: d.Title, Started: Time(d.Started), Updated: Time(d.Updated),
		Minutes: int(d.Spent.Minutes()), Step: d.Step, Steps: d.Steps, Sitting: d.Sitting,
		Reflection: OrNull(d.Reflection), Changes: OrNull(changes), Tags: OrEmpty(d.Tags),
	}
}

// Share is a page that was made for other people.
func Share(sh journal.Share) ShareJSON {
	return ShareJSON{
		ID: sh.ID, Page: sh.Page, Reflection: OrNull(sh.Reflection), Title: sh.Title, By: OrNull(sh.By), Made: Time(sh.Made),
		To: sh.To, Place: OrNull(sh.Place), Answers: OrEmpty(sh.Answers), Text: OrNull(sh.Text),
	}
}
