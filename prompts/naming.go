package prompts

import (
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// resolve gives every community and suggestion of an answer its id: a known
// name or alias gets the id it has, a new one a new id.
func (s *Session) resolve(kind journal.Kind, v journal.Value) journal.Value {
	if len(v.Communities) == 0 && len(v.Suggestions) == 0 {
		return v
	}
	known := s.known()
	identified := func(c journal.Community) journal.Community {
		if c.ID == "" {
			if k, ok := named(known, c.Name); ok {
				c.ID, c.Name = k.ID, k.Name
			} else {
				c.ID = s.env.NewID()
				known = append(known, c)
			}
		}
		return c
	}
	v.Communities = slices.Clone(v.Communities)
	for i, c := range v.Communities {
		c = identified(c)
		if kind != journal.Inventory {
			c = journal.Community{ID: c.ID, Name: c.Name}
		}
		v.Communities[i] = c
	}
	v.Suggestions = slices.Clone(v.Suggestions)
	for i := range v.Suggestions {
		sg := &v.Suggestions[i]
		if sg.ID == "" {
			sg.ID = s.env.NewID()
		}
		if sg.Community != nil {
			ref := identified(journal.Community{ID: sg.Community.ID, Name: sg.Community.Name}).Ref()
			sg.Community = &ref
		}
	}
	return v
}

// CommunityNamed is the community among some that goes by a name or an alias.
func CommunityNamed(among []journal.Community, name string) (journal.Community, bool) {
	return named(among, name)
}

// known are the communities that a name may mean: those of this run, those of
// the journal, and last those struck off a list in this run. Named once more,
// one of these is the same as before, with what was written about it.
func (s *Session) known() []journal.Community {
	return slices.Concat(s.named(), s.env.Communities, s.draft.Answers[struckName].Communities)
}

// struckName is where a draft keeps the communities struck off its lists.
const struckName = "(struck)"

func named(among []journal.Community, name string) (journal.Community, bool) {
	folded := text.Fold(name)
	i := slices.IndexFunc(among, func(c journal.Community) bool {
		return text.Fold(c.Name) == folded || (c.Alias != "" && text.Fold(c.Alias) == folded)
	})
	if i < 0 || folded == "" {
		return journal.Community{}, false
	}
	return among[i], true
}

// named are the communities that this run's answers name: those of inventories
// in full, then those that are only picked or given a suggestion.
func (s *Session) named() []journal.Community {
	var out []journal.Community
	seen := map[journal.ID]bool{}
	for _, kind := range []journal.Kind{journal.Inventory, journal.CommunityOne, journal.SuggestionsK} {
		for _, p := range s.pages {
			if p.Step.Kind != kind {
				continue
			}
			for _, c := range mentioned(s.draft.Answers[p.Name]) {
				if !seen[c.ID] {
					seen[c.ID] = true
					out = append(out, merged(s.community(c.Ref()), c))
				}
			}
		}
	}
	return out
}

// mentioned are the communities that an answer names.
func mentioned(v journal.Value) []journal.Community {
	out := slices.Clone(v.Communities)
	for _, sg := range v.Suggestions {
		if sg.Community != nil {
			out = append(out, journal.Community{ID: sg.Community.ID, Name: sg.Community.Name})
		}
	}
	return out
}

// follow brings what names communities elsewhere in line with a changed
// inventory: those struck off it go, unless the journal or another inventory
// has them, and those renamed in it are called by their new name.
func (s *Session) follow(inventory string, before, after journal.Value) {
	gone, names := map[journal.ID]bool{}, map[journal.ID]string{}
	for _, c := range before.Communities {
		gone[c.ID] = true
	}
	for _, c := range after.Communities {
		names[c.ID] = c.Name
		delete(gone, c.ID)
	}
	for _, c := range s.env.Communities {
		delete(gone, c.ID)
		delete(names, c.ID)
	}
	for _, p := range s.pages {
		if p.Step.Kind == journal.Inventory && p.Name != inventory {
			for _, c := range s.draft.Answers[p.Name].Communities {
				delete(gone, c.ID)
			}
		}
	}
	for _, p := range s.pages {
		if v, ok := s.draft.Answers[p.Name]; ok && p.Step.Kind != journal.Inventory {
			s.store(p.Name, following(v, gone, names))
		}
	}
	s.strike(before.Communities, after.Communities, gone)
}

// strike keeps the names of those that are gone, for when they come back. What
// a community was called on the way, while it was named letter by letter, is
// kept only where something was written about it.
func (s *Session) strike(before, after []journal.Community, gone map[journal.ID]bool) {
	struck := slices.Clone(s.draft.Answers[struckName].Communities)
	for _, c := range before {
		if gone[c.ID] && (s.wroteAbout(c.ID) || !isOnTheWay(c, before, after)) {
			struck = slices.DeleteFunc(struck, func(d journal.Community) bool { return d.ID == c.ID })
			struck = append(struck, journal.Community{ID: c.ID, Name: c.Name})
		}
	}
	s.store(struckName, journal.Value{Communities: struck})
}

// isOnTheWay reports a name that has become a longer or a shorter one.
func isOnTheWay(c journal.Community, before, after []journal.Community) bool {
	return slices.ContainsFunc(after, func(a journal.Community) bool {
		was, is := text.Fold(c.Name), text.Fold(a.Name)
		isNew := !slices.ContainsFunc(before, func(b journal.Community) bool { return b.ID == a.ID })
		return isNew && (strings.HasPrefix(is, was) || strings.HasPrefix(was, is))
	})
}

// wroteAbout reports that a loop has an answer about the community.
func (s *Session) wroteAbout(id journal.ID) bool {
	for name := range s.draft.Answers {
		if strings.Contains(name, "["+string(id)+"].") {
			return true
		}
	}
	return false
}

// following is an answer without the communities that are gone, and with the
// new names of others.
func following(v journal.Value, gone map[journal.ID]bool, names map[journal.ID]string) journal.Value {
	v.Communities = slices.DeleteFunc(slices.Clone(v.Communities), func(c journal.Community) bool { return gone[c.ID] })
	for i, c := range v.Communities {
		if name, ok := names[c.ID]; ok {
			v.Communities[i].Name = name
		}
	}
	v.Suggestions = slices.Clone(v.Suggestions)
	for i, sg := range v.Suggestions {
		if sg.Community == nil {
			continue
		}
		if name, ok := names[sg.Community.ID]; ok {
			v.Suggestions[i].Community = &journal.CommunityRef{ID: sg.Community.ID, Name: name}
		}
		if gone[sg.Community.ID] {
			v.Suggestions[i].Community = nil
		}
	}
	return v
}

// community is all that the journal knows of one, or its name alone.
func (s *Session) community(ref journal.CommunityRef) journal.Community {
	for _, c := range s.env.Communities {
		if c.ID == ref.ID {
			return c
		}
	}
	return journal.Community{ID: ref.ID, Name: ref.Name}
}

// merged is a known community with what an inventory said about it on top.
// Kinds and tags are added, never taken away.
func merged(known, said journal.Community) journal.Community {
	known.Kinds = text.Union(known.Kinds, said.Kinds)
	known.Tags = text.Union(known.Tags, said.Tags)
	if said.About != "" {
		known.About = said.About
	}
	return known
}

// renamed brings the names in a kept answer up to those of the journal.
func (s *Session) renamed(v journal.Value) journal.Value {
	v.Communities = slices.Clone(v.Communities)
	for i, c := range v.Communities {
		v.Communities[i].Name = s.community(c.Ref()).Name
	}
	v.Suggestions = slices.Clone(v.Suggestions)
	for i, sg := range v.Suggestions {
		if sg.Community != nil {
			ref := s.community(*sg.Community).Ref()
			v.Suggestions[i].Community = &ref
		}
	}
	return v
}
