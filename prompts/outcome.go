package prompts

import (
	"math"
	"slices"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Outcome is what the sitting leaves, for the journal to keep in one go. It is
// asked for once the state is Paused or Finished.
func (s *Session) Outcome(now time.Time) journal.Outcome {
	out := journal.Outcome{Draft: s.Draft(), Waiting: s.state == Paused}
	out.Reflection = s.reflection(now)
	named := journal.Value{}
	for _, p := range s.pages {
		v := s.draft.Answers[p.Name]
		if !p.shown() || p.pause > 0 || v.Empty() {
			continue
		}
		out.Reflection.Answers = append(out.Reflection.Answers, answerOf(p, v))
		if p.Step.Kind == journal.CommunityOne {
			out.Reflection.Communities = withRefs(out.Reflection.Communities, v.Communities)
		}
		if p.Step.Record != "" && !v.Declined {
			out.Observations = append(out.Observations, s.observation(p, v, now, out.Reflection.ID))
		}
		for _, sg := range v.Suggestions {
			sg.Created, sg.Reflection, sg.State = now, out.Reflection.ID, journal.SuggestionOpen
			out.Suggestions = append(out.Suggestions, sg)
			if sg.Community != nil {
				named.Communities = append(named.Communities, journal.Community{ID: sg.Community.ID, Name: sg.Community.Name})
			}
		}
		named.Communities = append(named.Communities, v.Communities...)
	}
	out.Communities = s.changed(named.Communities, now)
	if out.Waiting {
		out.Draft.Reflection = out.Reflection.ID
		s.turnPage(&out.Draft)
	}
	return out
}

// reflection is the sitting's reflection without its answers.
func (s *Session) reflection(now time.Time) journal.Reflection {
	created := now
	if !s.draft.Date.IsZero() {
		created = s.draft.Date
	}
	id := s.draft.Reflection
	if id == "" {
		id = s.env.NewID()
	}
	return journal.Reflection{
		ID: id, Title: s.activity.Title, Activity: s.activity.ID,
		Created: created, Updated: now,
		Minutes: int(math.Ceil(s.draft.Spent.Minutes())),
		Private: false, Tags: text.Union(s.activity.Tags, s.draft.Tags),
	}
}

// turnPage moves a draft past the end of its sitting.
func (s *Session) turnPage(d *journal.Draft) {
	d.Sitting = s.pages[s.at].pause
	d.Answers[s.pages[s.at].Name] = journal.ChoiceValue(goOn)
	if next := s.after(s.at); next >= 0 {
		d.Place = s.pages[next].Name
		d.Step, d.Steps = s.progressAt(next, d.Sitting)
	}
}

func answerOf(p Page, v journal.Value) journal.Answer {
	return journal.Answer{
		Key: p.Step.Key, Loop: p.Loop, Prompt: p.Step.Prompt, Kind: p.Step.Kind, Value: v,
		Labels: p.Step.Labels(v), Community: p.Community, Private: p.Step.Private,
	}
}

func (s *Session) observation(p Page, v journal.Value, now time.Time, reflection journal.ID) journal.Observation {
	at := now
	if !s.draft.Date.IsZero() {
		at = s.draft.Date
	}
	o := journal.Observation{
		ID: s.env.NewID(), Measure: p.Step.Record, Value: v, Labels: p.Step.Labels(v), At: at, Reflection: reflection,
	}
	if p.subject != nil {
		o.Community = p.subject.ID
	}
	return o
}

func withRefs(refs []journal.CommunityRef, cs []journal.Community) []journal.CommunityRef {
	for _, c := range cs {
		if !slices.Contains(refs, c.Ref()) {
			refs = append(refs, c.Ref())
		}
	}
	return refs
}

// changed are the communities among those named that the journal does not have,
// or has with less said about them.
func (s *Session) changed(named []journal.Community, now time.Time) []journal.Community {
	var order []journal.ID
	byID := map[journal.ID]journal.Community{}
	for _, c := range named {
		known, seen := byID[c.ID]
		if !seen {
			known = s.community(c.Ref())
			order = append(order, c.ID)
		}
		byID[c.ID] = merged(known, c)
	}
	var out []journal.Community
	for _, id := range order {
		c := byID[id]
		if c.Created.IsZero() {
			c.Created = now
		} else if unchanged(s.community(c.Ref()), c) {
			continue
		}
		out = append(out, c)
	}
	return out
}

func unchanged(a, b journal.Community) bool {
	return slices.Equal(a.Kinds, b.Kinds) && slices.Equal(a.Tags, b.Tags) && a.About == b.About
}
