package prompts

import (
	"slices"

	"kith/journal"
)

// resolve gives every community and suggestion of an answer its id: a known
// name or alias gets the id it has, a new one a new id.
func (s *Session) resolve(kind journal.Kind, v journal.Value) journal.Value {
	if len(v.Communities) > 0 {
		v.Communities = slices.Clone(v.Communities)
		for i, c := range v.Communities {
			v.Communities[i] = s.identified(kind, c)
		}
	}
	if len(v.Suggestions) > 0 {
		v.Suggestions = slices.Clone(v.Suggestions)
		for i := range v.Suggestions {
			sg := &v.Suggestions[i]
			if sg.ID == "" {
				sg.ID = s.env.NewID()
			}
			if sg.Community != nil && sg.Community.ID == "" {
				ref := s.identified(journal.CommunityOne, journal.Community{Name: sg.Community.Name}).Ref()
				sg.Community = &ref
			}
		}
	}
	return v
}

func (s *Session) identified(kind journal.Kind, c journal.Community) journal.Community {
	if c.ID == "" {
		if known, ok := s.lookUp(c.Name); ok {
			c.ID, c.Name = known.ID, known.Name
		} else {
			c.ID = s.env.NewID()
		}
	}
	if kind == journal.CommunityOne {
		return journal.Community{ID: c.ID, Name: c.Name}
	}
	return c
}

// lookUp finds a community of this run or of the journal by name or alias.
func (s *Session) lookUp(name string) (journal.Community, bool) {
	folded := journal.Fold(name)
	if folded == "" {
		return journal.Community{}, false
	}
	for _, c := range append(s.named(), s.env.Communities...) {
		if journal.Fold(c.Name) == folded || (c.Alias != "" && journal.Fold(c.Alias) == folded) {
			return c, true
		}
	}
	return journal.Community{}, false
}

// named are the communities that this run's answers name: those of inventories
// in full, then those picked that are in no inventory.
func (s *Session) named() []journal.Community {
	var out []journal.Community
	seen := map[journal.ID]bool{}
	for _, kind := range []journal.Kind{journal.Inventory, journal.CommunityOne} {
		for _, step := range s.activity.Steps {
			if step.Kind != kind {
				continue
			}
			for _, c := range s.draft.Answers[step.Key].Communities {
				if !seen[c.ID] {
					seen[c.ID] = true
					out = append(out, merged(s.community(c.Ref()), c))
				}
			}
		}
	}
	return out
}

// forget takes communities that were struck off an inventory out of the picks
// further down, unless the journal has them.
func (s *Session) forget(before, after journal.Value) {
	gone := map[journal.ID]bool{}
	for _, c := range before.Communities {
		gone[c.ID] = true
	}
	for _, c := range slices.Concat(after.Communities, s.env.Communities) {
		delete(gone, c.ID)
	}
	if len(gone) == 0 {
		return
	}
	for _, step := range s.activity.Steps {
		v, ok := s.draft.Answers[step.Key]
		if step.Kind != journal.CommunityOne || !ok {
			continue
		}
		v.Communities = slices.DeleteFunc(slices.Clone(v.Communities), func(c journal.Community) bool { return gone[c.ID] })
		s.store(step.Key, v)
	}
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
	known.Kinds = union(known.Kinds, said.Kinds)
	known.Tags = union(known.Tags, said.Tags)
	if said.About != "" {
		known.About = said.About
	}
	return known
}

// union appends the words of b that a lacks, compared by journal.Fold.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, w := range b {
		if !slices.ContainsFunc(out, func(x string) bool { return journal.Fold(x) == journal.Fold(w) }) {
			out = append(out, w)
		}
	}
	return out
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
