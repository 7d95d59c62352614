package prompts

import (
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// inventoryKind is communities, known or new, listed one after another.
func inventoryKind() stepKind {
	return stepKind{
		name: journal.Inventory, keys: []string{"fields", "min_items", "max_items"},
		parse: func(p *parser, t table, s *Step, _ map[string]bool) {
			p.counts(t, s)
			s.Fields = communityEntries().parseFields(t)
		},
		part: communitiesPart,
		check: func(s Step, v journal.Value, _ time.Time) (journal.Value, error) {
			if err := checkCommunities(v.Communities); err != nil {
				return v, err
			}
			return v, checkCount(s, len(v.Communities), "name")
		},
		read: func(f *tomlFile, path string, s Step, v any) journal.Value {
			return InventoryOf(s).read(f, path, s, v)
		},
		write:   func(s Step, v journal.Value) string { return InventoryOf(s).write(v) },
		example: func(s Step) string { return InventoryOf(s).example() },
		wants:   func(s Step) string { return "communities" + ofEach(s) },
		notes:   func(s Step) []string { return []string{"Of each: " + text.List(s.Fields, "and") + "."} },
		typed:   func(s Step) string { return "a name; more is asked of each" + inBrackets(s) },
	}
}

// InventoryOf is how the communities of an inventory are gathered.
func InventoryOf(s Step) Entries[journal.Community] { return communityEntries().asked(s) }

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
				Name: "kind", Question: "What kind is it? Any that fit, or none", example: `"professional"`,
				Choices: journal.CommunityKinds(), Many: true, Own: true,
				Words: func(c community) []string { return c.Kinds },
				Put:   func(c *community, words []string) { c.Kinds = words },
			}, {
				Name: "about", Question: "What is it about, in a few words?", example: `"Tuesday talks"`,
				Words: func(c community) []string { return wordOf(c.About) },
				Put:   func(c *community, words []string) { c.About = strings.Join(words, "") },
			}, {
				Name: "tags", Question: "Tags, with a comma between two", example: `["go"]`, Many: true,
				Words: func(c community) []string { return c.Tags },
				Put:   func(c *community, words []string) { c.Tags = words },
			},
		},
		Of:    func(v journal.Value) []community { return v.Communities },
		Value: func(cs []community) journal.Value { return journal.Value{Communities: cs} },
		Check: func(c community, _ time.Time) (community, error) {
			c.Name = strings.TrimSpace(c.Name)
			return c, c.Check()
		},
		Line: community.Line,
	}
}

// wordOf is a text as the words of a field.
func wordOf(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// communitiesPart is the part of an answer that names communities.
func communitiesPart(v journal.Value) journal.Value {
	return journal.Value{Communities: v.Communities}
}

// checkCommunities sees to it that each can be kept and is there once.
func checkCommunities(cs []journal.Community) error {
	for i, c := range cs {
		if err := c.Check(); err != nil {
			return err
		}
		for _, before := range cs[:i] {
			if Same(c, before) || text.Fold(c.Name) == text.Fold(before.Name) {
				return invalid("%q is there twice", text.Line(c.Name))
			}
		}
	}
	return nil
}
