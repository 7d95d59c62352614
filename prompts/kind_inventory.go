package prompts

import (
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// inventoryKind is communities, known or new, listed one after another.
func inventoryKind() stepKind {
	k := entriesKind(communityEntries(), "communities", "name")
	checkEach := k.check
	k.check = func(s Step, v journal.Value, now time.Time) (journal.Value, error) {
		v, err := checkEach(s, v, now)
		if err == nil {
			err = checkOnce(v.Communities)
		}
		return v, err
	}
	k.typed = func(s Step) string { return "a name, and then the next" + s.within(" (%s)") }
	return k
}

// Names is how the communities of an inventory are gathered: by their names. What
// else is asked of each comes after it (Session.Lacking).
func Names() Entries[journal.Community] { return communityEntries().asked(Step{}) }

// inventoryOf is all that an inventory asks of each community.
func inventoryOf(s Step) Entries[journal.Community] { return communityEntries().asked(s) }

// communityEntries has all that an inventory may ask of a community.
func communityEntries() Entries[journal.Community] {
	type community = journal.Community
	return Entries[community]{
		Fields: []Field[community]{
			{
				Name: "name", Question: "Name", example: `"Go Meetup"`,
				Words: func(c community) []string { return wordOf(c.Name) },
				Put:   func(c *community, words []string) { c.Name = strings.Join(words, "") },
			}, {
				Name: "kind", Question: "What kind is it? Any that fit, or none", example: `"professional"`, each: "what kind it is",
				Choices: journal.CommunityKinds(), Many: true, Own: true,
				Words: func(c community) []string { return c.Kinds },
				Put:   func(c *community, words []string) { c.Kinds = words },
			}, {
				Name: "about", Question: "What is it about, in a few words?", example: `"Tuesday talks"`, each: "what it is about",
				Words: func(c community) []string { return wordOf(c.About) },
				Put:   func(c *community, words []string) { c.About = strings.Join(words, "") },
			}, {
				Name: "tags", Question: "Tags, with a comma between two", example: `["go"]`, each: "its tags", Many: true,
				Words: func(c community) []string { return c.Tags },
				Put:   func(c *community, words []string) { c.Tags = words },
			},
		},
		Of:    func(v journal.Value) []community { return v.Communities },
		Value: func(cs []community) journal.Value { return journal.Value{Communities: cs} },
		Check: func(c community, _ time.Time) (community, error) {
			c.Name, c.Kinds, c.Tags = strings.TrimSpace(c.Name), trimmed(c.Kinds), trimmed(c.Tags)
			if err := journal.CheckText("its kinds and tags", strings.Join(slices.Concat(c.Kinds, c.Tags), " ")); err != nil {
				return c, err
			}
			return c, c.Check()
		},
		Line: community.Line,
	}
}

// trimmed are words such as tags without the space around them; those that are
// nothing else are none.
func trimmed(words []string) []string {
	var out []string
	for _, w := range words {
		if text.Fold(w) != "" {
			out = append(out, strings.TrimSpace(w))
		}
	}
	return out
}

// wordOf is a text as the words of a field.
func wordOf(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// checkOnce sees to it that each community is there once.
func checkOnce(cs []journal.Community) error {
	seen := map[string]bool{}
	for _, c := range cs {
		name, id := "name "+text.Fold(c.Name), "id "+string(c.ID)
		if seen[name] || c.ID != "" && seen[id] {
			return invalid("%q is there twice", text.Line(c.Name))
		}
		seen[name], seen[id] = true, true
	}
	return nil
}
