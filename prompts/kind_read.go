package prompts

import (
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// readKind is which of other people's pages were read, of those that were unread.
func readKind() stepKind {
	return stepKind{
		keys:  []string{"max_items"},
		parse: func(p *parser, t table, s *Step) { s.MaxItems, s.Private = t.count("max_items"), true },
		aside: true,
		part:  func(v journal.Value) journal.Value { return journal.Value{Contributions: v.Contributions} },
		check: func(s Step, v journal.Value, _ time.Time) (journal.Value, error) {
			for i, c := range v.Contributions {
				if slices.Contains(v.Contributions[:i], c) {
					return v, invalid("%q is there twice", text.Line(c.Title))
				}
			}
			return v, checkCount(s, len(v.Contributions), "pick")
		},
		read: func(f *tomlFile, path string, _ Step, v any) journal.Value {
			list, ok := asList(v)
			if !ok {
				list = []any{v}
			}
			var said journal.Value
			for i, one := range list {
				title, ok := one.(string)
				if !ok || strings.TrimSpace(title) == "" {
					f.problem(indexPath(path, i), "this must be the title of a page in quotes, and is %s", typeOf(one))
					continue
				}
				said.Contributions = append(said.Contributions, journal.ContributionRef{Title: strings.TrimSpace(title)})
			}
			return said
		},
		write: func(_ Step, v journal.Value) string {
			var titles []string
			for _, c := range v.Contributions {
				titles = append(titles, c.Title)
			}
			return tomlList(titles)
		},
		example: func(Step) string { return `["What I found in my first week"]` },
		wants:   func(Step) string { return "which pages of other people's you have read" },
		notes: func(Step) []string {
			return []string{"By title or id, of those you have not read: kith contribution list --unread. Asked only when there are any."}
		},
		typed: func(s Step) string {
			return "the numbers of those you have read, with spaces between" + s.within(" (%s)") + ", or /read 1 to read the first here"
		},
	}
}

// Unread are the contributions that a read step offers: those picked on the current
// page, which may have been read meanwhile, and those that are unread.
func (s *Session) Unread() []journal.Contribution { return s.unread(s.Answer()) }

func (s *Session) unread(said journal.Value) []journal.Contribution {
	var all []journal.Contribution
	for _, ref := range said.Contributions {
		if ref.ID != "" && !slices.ContainsFunc(s.env.Unread, func(c journal.Contribution) bool { return c.ID == ref.ID }) {
			all = append(all, journal.Contribution{ID: ref.ID, Title: ref.Title})
		}
	}
	return append(all, s.env.Unread...)
}

// wrote reports that a page is by somebody of that role: where it was not said who, or
// the page says the same.
func (s *Session) wrote(role string, page journal.ContributionRef) bool {
	return role == "" || slices.ContainsFunc(s.env.Unread, func(c journal.Contribution) bool {
		return c.ID == page.ID && text.Fold(c.By) == text.Fold(role)
	})
}

// Contribution is one whole, to be read.
func (s *Session) Contribution(id journal.ID) (journal.Contribution, error) {
	if s.env.Contribution == nil {
		return journal.Contribution{}, journal.Errorf(journal.NotFound, "the page is not there")
	}
	return s.env.Contribution(id)
}

// withContributions gives those of an answer their ids: a title, or a part of an id,
// means the first that has it and is not named yet.
func (s *Session) withContributions(v journal.Value) journal.Value {
	v.Contributions = slices.Clone(v.Contributions)
	offered := s.unread(v)
	for i, ref := range v.Contributions {
		if ref.ID != "" {
			continue
		}
		typed := strings.ToLower(ref.Title)
		for _, fits := range []func(journal.Contribution) bool{
			func(c journal.Contribution) bool { return text.Fold(c.Title) == text.Fold(ref.Title) },
			func(c journal.Contribution) bool { return len(typed) >= 4 && strings.Contains(string(c.ID), typed) },
		} {
			at := slices.IndexFunc(offered, func(c journal.Contribution) bool {
				return c.ID != "" && fits(c) && !slices.Contains(v.Contributions, c.Ref())
			})
			if at >= 0 && v.Contributions[i].ID == "" {
				v.Contributions[i] = offered[at].Ref()
			}
		}
	}
	return v
}

// offered says what is wrong with an answer that names a page or a suggestion which
// its step did not offer: it found no id.
func (s *Session) offered(kind journal.Kind, v journal.Value) error {
	var among []string
	switch kind {
	case journal.ReadKind:
		for _, c := range s.env.Unread {
			among = append(among, c.Title)
		}
		for _, ref := range v.Contributions {
			if ref.ID == "" {
				return invalid("there is no page %q that you have not read%s", text.Cut(ref.Title, 60), didYouMean(ref.Title, among))
			}
		}
	case journal.OutcomesKind:
		for _, sg := range s.env.Due {
			among = append(among, sg.Text)
		}
		for _, sg := range v.Suggestions {
			if sg.ID == "" {
				return invalid("no suggestion %q is due%s", text.Cut(sg.Text, 60), didYouMean(sg.Text, among))
			}
		}
	}
	return nil
}
