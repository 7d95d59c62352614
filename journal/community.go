package journal

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kith/journal/text"
)

// Community is a group the person belongs to: of practice, a network, friends,
// a team. Which of these it is, kith reads from the observations (Read).
type Community struct {
	ID      ID        `json:"id,omitempty"`
	Name    string    `json:"name,omitempty"` // unique among communities, compared by Fold
	Alias   string    `json:"alias,omitempty"`
	Kinds   []string  `json:"kinds,omitempty"` // of CommunityKinds, or any word
	About   string    `json:"about,omitempty"`
	Where   string    `json:"where,omitempty"`
	Rhythm  string    `json:"rhythm,omitempty"`  // how often it meets, in the person's words
	Started Date      `json:"started,omitempty"` // when it began: a day, a month or a year
	Tags    []string  `json:"tags,omitempty"`
	Created time.Time `json:"created,omitzero"`
	// Archived is when it was put away; zero while it is current.
	Archived time.Time `json:"archived,omitzero"`
	// Merged are the communities that have been merged into this one, by
	// name. It is said where one community is looked up, not in lists.
	Merged []CommunityRef `json:"-"`
}

// CommunityRef names a community inside something else.
type CommunityRef struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
}

// CommunityKinds lists the kinds of community that are offered. Any other word
// is taken as well.
func CommunityKinds() []string {
	return []string{
		"social", "professional", "learning", "online", "place", "faith",
		"family", "hobby", "support", "work", "other",
	}
}

// Ref is the community's name for use inside something else.
func (c Community) Ref() CommunityRef { return CommunityRef{ID: c.ID, Name: c.Name} }

// Former is the community merged into this one that a name means: its whole
// name or its id: false for the name this one has itself.
func (c Community) Former(name string) (CommunityRef, bool) {
	folded := text.Fold(name)
	for _, m := range c.Merged {
		if (text.Fold(m.Name) == folded && text.Fold(c.Name) != folded) || text.Fold(string(m.ID)) == folded {
			return m, true
		}
	}
	return CommunityRef{}, false
}

func (c Community) equal(d Community) bool {
	return c.ID == d.ID && c.Name == d.Name && c.Alias == d.Alias && c.About == d.About &&
		c.Where == d.Where && c.Rhythm == d.Rhythm && c.Started == d.Started &&
		slices.Equal(c.Kinds, d.Kinds) && slices.Equal(c.Tags, d.Tags) &&
		c.Created.Equal(d.Created) && c.Archived.Equal(d.Archived)
}

// With is c with what d says besides: its kinds and tags too, and its words where
// c has none of its own. It is how two communities become one, and how one is
// enriched by what was said of it.
func (c Community) With(d Community) Community {
	c.Kinds, c.Tags = text.Union(c.Kinds, d.Kinds), text.Union(c.Tags, d.Tags)
	c.Alias, c.About = cmp.Or(c.Alias, d.Alias), cmp.Or(c.About, d.About)
	c.Where, c.Rhythm, c.Started = cmp.Or(c.Where, d.Where), cmp.Or(c.Rhythm, d.Rhythm), cmp.Or(c.Started, d.Started)
	return c
}

// Without is c without what d says of it: the kinds and tags that d has as well,
// and the words that are the same. It takes back what With added.
func (c Community) Without(d Community) Community {
	rest := func(word, said string) string {
		if word == said {
			return ""
		}
		return word
	}
	c.Kinds, c.Tags = text.Without(c.Kinds, d.Kinds), text.Without(c.Tags, d.Tags)
	c.Alias, c.About, c.Where = rest(c.Alias, d.Alias), rest(c.About, d.About), rest(c.Where, d.Where)
	c.Rhythm, c.Started = rest(c.Rhythm, d.Rhythm), Date(rest(string(c.Started), string(d.Started)))
	return c
}

// Line is a community in a line: "Go Meetup (professional): Tuesday talks #go".
func (c Community) Line() string {
	line := c.Name
	if len(c.Kinds) > 0 {
		line += " (" + strings.Join(c.Kinds, ", ") + ")"
	}
	if c.About != "" {
		line += ": " + c.About
	}
	for _, t := range c.Tags {
		line += " #" + t
	}
	return line
}

// Fact is something that is known of a thing: its name, and the words for it.
type Fact struct{ Name, Words string }

// Facts are what was said of a community beside its name.
func (c Community) Facts() []Fact {
	var merged []string
	for _, m := range c.Merged {
		merged = append(merged, m.Name)
	}
	archived := ""
	if !c.Archived.IsZero() {
		archived = DateOf(c.Archived).Words()
	}
	return known([]Fact{
		{"alias", c.Alias}, {"kinds", strings.Join(c.Kinds, ", ")}, {"about", c.About}, {"where", c.Where},
		{"rhythm", c.Rhythm}, {"started", c.Started.Words()}, {"tags", strings.Join(c.Tags, ", ")},
		{"merged", strings.Join(merged, ", ")}, {"archived", archived},
	})
}

// known are the facts that there are words for.
func known(all []Fact) []Fact {
	return slices.DeleteFunc(all, func(f Fact) bool { return strings.TrimSpace(f.Words) == "" })
}

// maxName bounds a community's name, in characters.
const maxName = 200

// Check says whether a community can be kept as it is named and described; if
// not, the error is of kind Invalid.
func (c Community) Check() error {
	name := strings.TrimSpace(c.Name)
	switch {
	case name == "":
		return Errorf(Invalid, "a community needs a name").WithHint("type what you call it")
	case utf8.RuneCountInString(name) > maxName:
		return Errorf(Invalid, "a community's name has at most %d characters, and this has %d", maxName, utf8.RuneCountInString(name)).
			WithHint("shorten it; the rest can go into what it is about")
	case strings.ContainsFunc(c.Name, unicode.IsControl):
		return Errorf(Invalid, "the community's name %q holds a control character", text.Line(c.Name)).
			WithHint("type the name without it")
	}
	for _, field := range []struct{ what, text string }{
		{"what the community is about", c.About}, {"where it meets", c.Where},
		{"its rhythm", c.Rhythm}, {"its alias", c.Alias},
	} {
		if err := CheckText(field.what, field.text); err != nil {
			return err
		}
	}
	return nil
}
