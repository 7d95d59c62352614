package prompts

import (
	"math"
	"slices"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Outcome is what the sitting leaves, for the journal to keep in one go. It is
// asked for once the state is Paused or Finished or, of a form that keeps what
// it can, when the person has left.
func (s *Session) Outcome(now time.Time) journal.Outcome {
	at := now
	if !s.draft.Date.IsZero() {
		at = s.draft.Date
	}
	r := journal.Reflection{
		ID: s.draft.Reflection, Title: s.activity.Title, Activity: s.activity.ID, Created: at, Updated: now,
		Minutes: int(math.Ceil(s.draft.Spent.Minutes())), Tags: text.Union(trimmed(s.activity.Tags), trimmed(s.draft.Tags)),
	}
	if s.draft.Change != nil {
		r.ID = s.draft.Change.ID
	}
	if r.ID == "" {
		r.ID = s.env.NewID()
	}
	out := journal.Outcome{Draft: s.Draft(), Waiting: s.state == Paused}
	var read []journal.ContributionRef // so far
	for _, p := range s.pages {
		v := s.identified(p.Step.Kind, s.draft.Answers[p.Name]) // one that was left half way has no ids yet
		v.Half = nil
		if !p.shown() || p.ends || v.Empty() {
			continue
		}
		said := v
		if p.Step.Remind {
			said.Suggestions = nil // the reminder is no part of the answer
		}
		r.Answers = append(r.Answers, journal.Answer{
			Key: p.Step.Key, Loop: p.Loop, Prompt: p.Step.Prompt, Kind: p.Step.Kind, Value: said,
			Labels: p.Step.Labels(v), Community: p.Community,
			Private: p.Step.Private || p.reads || kindOf(p.Step.Kind).aside, // a reading may tell of answers that are private
		})
		if p.Step.Kind == journal.CommunityOne {
			for _, c := range v.Communities {
				if !slices.Contains(r.Communities, c.Ref()) {
					r.Communities = append(r.Communities, c.Ref())
				}
			}
		}
		if p.Step.Record != "" && !v.Declined {
			o := journal.Observation{
				ID: s.env.NewID(), Measure: p.Step.Record, Value: v, Labels: p.Step.Labels(v), At: at, Reflection: r.ID,
			}
			if p.subject != nil {
				o.Community = p.subject.ID
			}
			out.Observations = append(out.Observations, o)
		}
		read = append(read, v.Contributions...)
		for _, c := range v.Contributions {
			out.Read = append(out.Read, c.ID)
		}
		if p.Step.Kind == journal.OutcomesKind {
			out.Outcomes = append(out.Outcomes, v.Suggestions...)
			continue
		}
		for _, sg := range v.Suggestions {
			if sg.Community == nil && !slices.Contains(p.Step.Fields, "community") {
				sg.Community = p.subject // whom the page is about, where that was not asked
			}
			if len(read) == 1 && slices.Contains(p.Step.Fields, "from_role") && s.wrote(sg.FromRole, read[0]) {
				sg.Contribution = &read[0] // the one page that somebody's suggestion can be from
			}
			sg.Created, sg.Reflection, sg.State = now, r.ID, journal.SuggestionOpen
			out.Suggestions = append(out.Suggestions, sg)
		}
		for _, c := range mentioned(v) {
			if i := slices.IndexFunc(out.Communities, func(o journal.Community) bool { return o.ID == c.ID }); i >= 0 {
				out.Communities[i] = out.Communities[i].With(c)
			} else {
				out.Communities = append(out.Communities, c)
			}
		}
	}
	out.Reflection = r
	out.Communities = slices.DeleteFunc(out.Communities, func(c journal.Community) bool {
		_, known := byID(s.env.Communities, c.ID)
		return known && c.About == "" && len(c.Kinds)+len(c.Tags) == 0 // nothing but its name was said
	})
	for i, c := range out.Communities {
		if _, known := byID(s.env.Communities, c.ID); !known {
			out.Communities[i].Created = now
		}
	}
	if d := out.Draft; out.Waiting { // it goes past the end of the sitting
		d.Reflection, d.Sitting = r.ID, s.Page().pause
		d.Answers[d.Place] = journal.ChoiceValue(GoOn)
		out.Draft = Resume(s.activity, s.env, d).Draft()
	}
	return out
}
