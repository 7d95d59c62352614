package journal

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// SharedReflection is a reflection as other people may see it. Only
// Reflection.Shared can fill one, so that what takes a SharedReflection cannot
// be given anything private by mistake.
type SharedReflection struct {
	id               ID
	title, activity  string
	created, updated time.Time
	tags             []string
	communities      []string
	answers          []Answer
	source           Source
}

// ID is the reflection's own.
func (s SharedReflection) ID() ID { return s.id }

// Title is the reflection's, with the names of communities replaced.
func (s SharedReflection) Title() string { return s.title }

// Activity is the activity's id, or "".
func (s SharedReflection) Activity() string { return s.activity }

// Created is when it was written, with the offset it was written in.
func (s SharedReflection) Created() time.Time { return s.created }

// Updated is when it was last changed.
func (s SharedReflection) Updated() time.Time { return s.updated }

// Tags are the reflection's, with the names of communities replaced.
func (s SharedReflection) Tags() []string { return slices.Clone(s.tags) }

// Communities are what the communities it is about are called here.
func (s SharedReflection) Communities() []string { return slices.Clone(s.communities) }

// Answers are those that are not private and not declined, in the order
// asked. The communities and suggestions in them carry no ids.
func (s SharedReflection) Answers() []Answer { return slices.Clone(s.answers) }

// Source is where its activity comes from.
func (s SharedReflection) Source() Source { return s.source }

// Shared is the reflection as other people may see it, or false where all of
// it is private. Private answers are dropped, and so are those the person
// would rather not give. Every community that the redactor or the reflection knows
// a name of, even from a private answer, goes by its stand-in wherever the name
// stands; one that only private answers name is not among the communities.
//
// A name is found in any case and Unicode form, and within longer words, which
// go with it ("the Quilters" for a community called Quilter). Only a short
// single word, such as "Go", must stand alone to be taken for the name. What reads
// as the name is the name, however Markdown, HTML or an address spells it; one of
// six letters or more is found without its accents too, and with nothing between its
// words or marks that join them. It never goes on in another sentence or block.
func (r Reflection) Shared(c *Redactor) (SharedReflection, bool) {
	if r.Private {
		return SharedReflection{}, false
	}
	c.learn(r)
	s := SharedReflection{id: r.ID, title: c.title(r.Title), activity: c.key(r.Activity), created: r.Created, updated: r.Updated}
	s.source = Source{c.text(r.Source.Citation), c.key(r.Source.URL), c.text(r.Source.Licence)}
	hidden := c.hidden(r)
	for _, ref := range r.Communities {
		if who := c.who(ref); !hidden[who] && !slices.Contains(s.communities, c.standIn(who)) {
			s.communities = append(s.communities, c.standIn(who))
		}
	}
	for _, tag := range r.Tags {
		if who, isName := c.tagged(tag); !isName || !hidden[who] {
			s.tags = append(s.tags, c.tag(tag))
		}
	}
	for _, a := range r.Answers {
		if a.shown() {
			s.answers = append(s.answers, c.answer(a))
		}
	}
	return s, true
}

// shown reports an answer that other people may see. What somebody read, and what
// came of suggestions, is in other people's words: it is private whatever it says.
func (a Answer) shown() bool {
	return !a.Private && !a.Value.Declined && a.Kind != ReadKind && a.Kind != OutcomesKind
}

// named are the communities that an answer names.
func (a Answer) named() []CommunityRef {
	var refs []CommunityRef
	if a.Community != nil {
		refs = append(refs, *a.Community)
	}
	for _, c := range a.Value.Communities {
		refs = append(refs, c.Ref())
	}
	for _, sg := range a.Value.Suggestions {
		if sg.Community != nil {
			refs = append(refs, *sg.Community)
		}
	}
	return refs
}

// hidden are the communities that only answers nobody else sees name.
func (c *Redactor) hidden(r Reflection) map[int]bool {
	hidden := map[int]bool{}
	for _, a := range r.Answers {
		for _, ref := range a.named() {
			if !a.shown() {
				hidden[c.who(ref)] = true
			}
		}
	}
	for _, a := range r.Answers {
		for _, ref := range a.named() {
			if a.shown() {
				delete(hidden, c.who(ref))
			}
		}
	}
	return hidden
}

func (c *Redactor) answer(a Answer) Answer {
	return Answer{
		Key: c.key(a.Key), Loop: c.key(a.Loop), Prompt: c.text(question(a.Prompt)), Kind: a.Kind,
		Value: c.value(a.Value), Labels: c.texts(a.Labels), Community: c.ref(a.Community),
	}
}

// question is the activity's part of a prompt. An earlier kith kept in some what
// they were shown with: the latest titles ("- Mon 2 Nov: A title"), the suggestions
// that were due ("- Open with a question (by 1 Dec 2026)"), or a reading of a
// community. A prompt ends before such a list, and one with a reading is left out.
func question(prompt string) string {
	if strings.Contains(prompt, Caveat) {
		return ""
	}
	if strings.Contains(prompt, "- ") {
		listed := regexp.MustCompile(`- (?:[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}: |.*\bby [^()]*\d\))`)
		if at := listed.FindStringIndex(prompt); at != nil {
			return strings.TrimSpace(prompt[:at[0]])
		}
	}
	return prompt
}

func (c *Redactor) value(v Value) Value {
	v.Text, v.Choices = c.text(v.Text), c.texts(v.Choices)
	communities, suggestions := v.Communities, v.Suggestions
	v.Communities, v.Suggestions, v.Contributions = nil, nil, nil
	for _, known := range communities {
		v.Communities = append(v.Communities, Community{
			Name: c.standIn(c.who(known.Ref())), Kinds: c.texts(known.Kinds),
			About: c.text(known.About), Tags: c.texts(known.Tags),
		})
	}
	for _, sg := range suggestions {
		v.Suggestions = append(v.Suggestions, Suggestion{
			Text: c.text(sg.Text), FromRole: c.text(sg.FromRole), Community: c.ref(sg.Community),
			Element: c.key(sg.Element), TryBy: Date(c.key(string(sg.TryBy))),
		})
	}
	return v
}

func (c *Redactor) ref(ref *CommunityRef) *CommunityRef {
	if ref == nil {
		return nil
	}
	return &CommunityRef{Name: c.standIn(c.who(*ref))}
}

// title replaces names in a title, also the beginning of one that it was cut within:
// "Out with the Quilters of..." for a community called Quilters of Leeds.
func (c *Redactor) title(s string) string {
	const mark = "..."
	whole, wasCut := strings.CutSuffix(s, mark)
	if !wasCut {
		return c.text(s)
	}
	v := seen(whole, false)
	first, who := len(v.spelt.text), 0
	for _, name := range c.names {
		if at := name.begunAt(v); at >= 0 && at < first {
			first, who = at, name.who
		}
	}
	if first < len(v.spelt.text) {
		return c.text(whole[:v.spelt.start[first]]) + c.standIn(who) + mark
	}
	return c.text(s)
}

func (c *Redactor) texts(texts []string) []string {
	var out []string
	for _, s := range texts {
		out = append(out, c.text(s))
	}
	return out
}

// tag replaces names in a tag, where "go-meetup" and "gomeetup" name "Go Meetup".
func (c *Redactor) tag(s string) string {
	if who, ok := c.tagged(s); ok {
		return c.standIn(who)
	}
	return c.text(s)
}

// key is a name out of an activity's file, or "" where it holds a community's.
func (c *Redactor) key(s string) string {
	if c.holds(s) {
		return ""
	}
	return s
}
