package prompts

import (
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// identified gives every community and suggestion of an answer that has none its
// id: a known name or alias means the community that goes by it, another one is
// new.
func (s *Session) identified(kind journal.Kind, v journal.Value) journal.Value {
	switch {
	case kind == journal.ReadKind:
		return s.withContributions(v)
	case kind == journal.OutcomesKind:
		return s.withDue(v)
	case len(v.Communities) == 0 && len(v.Suggestions) == 0:
		return v
	}
	known := map[string]journal.CommunityRef{} // by folded name or alias, the first that has it
	learn := func(c journal.Community) {
		for _, name := range []string{text.Fold(c.Name), text.Fold(c.Alias)} {
			if _, taken := known[name]; !taken && name != "" && c.ID != "" {
				known[name] = c.Ref()
			}
		}
	}
	identify := func(c journal.Community) journal.Community {
		if c.ID != "" {
			return c
		}
		if len(known) == 0 {
			for _, k := range s.known() {
				learn(k)
			}
		}
		if k, ok := known[text.Fold(c.Name)]; ok {
			c.ID, c.Name = k.ID, k.Name
			return c
		}
		c.ID = s.env.NewID()
		learn(c)
		return c
	}
	v.Communities = slices.Clone(v.Communities)
	for i, c := range v.Communities {
		v.Communities[i] = identify(c)
		if kind != journal.Inventory {
			v.Communities[i] = journal.Community{ID: v.Communities[i].ID, Name: v.Communities[i].Name}
		}
	}
	v.Suggestions = slices.Clone(v.Suggestions)
	for i := range v.Suggestions {
		sg := &v.Suggestions[i]
		if sg.ID == "" {
			sg.ID = s.env.NewID()
		}
		if sg.Community != nil {
			ref := identify(journal.Community{ID: sg.Community.ID, Name: sg.Community.Name}).Ref()
			sg.Community = &ref
		}
	}
	return v
}

// CommunityNamed is the community among some that goes by a name or an alias.
func CommunityNamed(among []journal.Community, name string) (journal.Community, bool) {
	folded := text.Fold(name)
	i := slices.IndexFunc(among, func(c journal.Community) bool {
		return text.Fold(c.Name) == folded || c.Alias != "" && text.Fold(c.Alias) == folded
	})
	if i < 0 || folded == "" {
		return journal.Community{}, false
	}
	return among[i], true
}

// Twin is the community among some that a name may stand for, so that a face
// can ask: sure for one that goes by the name, else one of a near name, of
// which one is a part of the other.
func Twin(name string, among []journal.Community) (c journal.Community, sure, found bool) {
	if c, ok := CommunityNamed(among, name); ok {
		return c, true, true
	}
	for _, c := range among {
		short, long := text.Fold(c.Name), text.Fold(name)
		if len(short) > len(long) {
			short, long = long, short
		}
		if len(short) >= 4 && strings.Contains(long, short) {
			return c, false, true
		}
	}
	return journal.Community{}, false, false
}

// Same reports two communities that are one: by their ids or, as one that is new
// has none yet, by their names.
func Same(a, b journal.Community) bool {
	if a.ID != "" && b.ID != "" {
		return a.ID == b.ID
	}
	return text.Fold(a.Name) == text.Fold(b.Name)
}

// known are the communities that a name may mean: those of this run, those of
// the journal, and last those struck off a list in this run. Named once more,
// one of these is the same as before, with what was written about it.
func (s *Session) known() []journal.Community {
	return slices.Concat(s.named(), s.env.Communities, s.draft.Answers[struckName].Communities)
}

// named are the communities that this run's answers name. A new one of the page
// that is shown has no id yet.
func (s *Session) named() []journal.Community {
	var out []journal.Community
	for _, p := range s.pages {
		for _, c := range mentioned(s.draft.Answers[p.Name]) {
			if c.ID == "" {
				if k, ok := CommunityNamed(s.env.Communities, c.Name); ok {
					c.ID, c.Name = k.ID, k.Name
				}
			}
			if !slices.ContainsFunc(out, func(o journal.Community) bool { return Same(o, c) }) {
				out = append(out, s.community(c.Ref()).With(c))
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

// byID is the community among some that has the id.
func byID(among []journal.Community, id journal.ID) (journal.Community, bool) {
	for _, c := range among {
		if c.ID == id {
			return c, true
		}
	}
	return journal.Community{}, false
}

// community is all that the journal knows of one, or its name alone.
func (s *Session) community(ref journal.CommunityRef) journal.Community {
	if c, ok := byID(s.env.Communities, ref.ID); ok {
		return c
	}
	return journal.Community{ID: ref.ID, Name: ref.Name}
}

// struckName is where a draft keeps the communities struck off its inventories.
const struckName = "(struck)"

// strike keeps those that an inventory no longer lists, for when they come back.
func (s *Session) strike(before, after []journal.Community) {
	struck := slices.Clone(s.draft.Answers[struckName].Communities)
	for _, c := range before {
		if _, known := byID(slices.Concat(after, struck), c.ID); !known && c.ID != "" {
			struck = append(struck, c)
		}
	}
	s.store(struckName, journal.Value{Communities: struck})
}

// align brings what names communities elsewhere in line with an answer that is
// left. One that was struck off and is named again is back. Those renamed in an
// inventory are called by their new name, and those struck off go, unless the
// journal or another inventory has them.
func (s *Session) align(left Page, v journal.Value) {
	struck := slices.DeleteFunc(slices.Clone(s.draft.Answers[struckName].Communities), func(c journal.Community) bool {
		_, back := byID(mentioned(v), c.ID)
		return back
	})
	s.store(struckName, journal.Value{Communities: struck})
	if left.Step.Kind != journal.Inventory {
		return
	}
	kept := slices.Clone(s.env.Communities)
	for _, p := range s.pages {
		if p.Step.Kind == journal.Inventory {
			kept = append(kept, s.draft.Answers[p.Name].Communities...)
		}
	}
	isGone := func(c journal.Community) bool {
		_, isStruck := byID(struck, c.ID)
		_, isKept := byID(kept, c.ID)
		return isStruck && !isKept
	}
	for _, p := range s.pages {
		if v, ok := s.draft.Answers[p.Name]; ok && p.Step.Kind != journal.Inventory {
			v.Communities = slices.DeleteFunc(slices.Clone(v.Communities), isGone)
			v.Suggestions = slices.Clone(v.Suggestions)
			for i, sg := range v.Suggestions {
				if sg.Community != nil && isGone(journal.Community{ID: sg.Community.ID}) {
					v.Suggestions[i].Community = nil
				}
			}
			s.store(p.Name, renamed(v, kept))
		}
	}
}

// renamed is an answer in which communities are called as they are among some.
func renamed(v journal.Value, as []journal.Community) journal.Value {
	v.Communities = slices.Clone(v.Communities)
	for i, c := range v.Communities {
		if a, ok := byID(as, c.ID); ok && c.ID != "" {
			v.Communities[i].Name = a.Name
		}
	}
	v.Suggestions = slices.Clone(v.Suggestions)
	for i, sg := range v.Suggestions {
		if sg.Community == nil || sg.Community.ID == "" {
			continue
		}
		if a, ok := byID(as, sg.Community.ID); ok {
			ref := a.Ref()
			v.Suggestions[i].Community = &ref
		}
	}
	return v
}
