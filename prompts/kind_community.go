package prompts

import (
	"strings"
	"time"

	"kith/journal"
)

// communityKind picks one community, or several.
func communityKind() stepKind {
	return stepKind{
		keys: []string{"multiple", "min_items", "max_items"},
		parse: func(p *parser, t table, s *Step) {
			s.Multiple = t.flag("multiple", false)
			p.counts(t, s)
			if !s.Multiple && (s.MinItems > 1 || s.MaxItems > 1) && !t.meant["multiple"] {
				t.problem("max_items", "to pick more than one, say multiple = true")
			}
		},
		part: func(v journal.Value) journal.Value { return journal.Value{Communities: v.Communities} },
		check: func(s Step, v journal.Value, _ time.Time) (journal.Value, error) {
			for _, c := range v.Communities {
				if err := c.Check(); err != nil {
					return v, err
				}
			}
			if err := checkOnce(v.Communities); err != nil {
				return v, err
			}
			if !s.Multiple && len(v.Communities) > 1 {
				return v, invalid("pick one")
			}
			return v, checkCount(s, len(v.Communities), "pick")
		},
		read: func(f *tomlFile, path string, _ Step, v any) journal.Value {
			list, isList := asList(v)
			if !isList {
				list = []any{v}
			}
			var said journal.Value
			for i, one := range list {
				name, isText := one.(string)
				if !isText {
					f.problem(path, "this must be the name of a community in quotes, and is %s", typeOf(one))
					break
				}
				if name = strings.TrimSpace(name); isList && name == "" {
					f.problem(indexPath(path, i), "this name is empty")
					continue
				}
				said.Communities = append(said.Communities, journal.Community{Name: name})
			}
			return said
		},
		write: func(s Step, v journal.Value) string {
			var names []string
			for _, c := range v.Communities {
				names = append(names, c.Name)
			}
			if !s.Multiple && len(names) == 1 {
				return tomlText(names[0])
			}
			return tomlList(names)
		},
		example: func(s Step) string {
			if s.Multiple {
				return `["Go Meetup"]`
			}
			return `"Go Meetup"`
		},
		wants: func(s Step) string {
			if s.Multiple {
				return "communities"
			}
			return "one community"
		},
		typed: func(s Step) string {
			if s.Multiple {
				return "numbers or names with commas between" + s.within(" (%s)") + ", or a new name"
			}
			return "a number or a name, or a new name"
		},
	}
}
