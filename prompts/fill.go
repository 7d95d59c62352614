package prompts

import (
	"fmt"
	"strings"

	"kith/journal"
)

// filled is the step with its placeholders replaced.
func (s *Session) filled(step Step, sc scope) Step {
	if !strings.Contains(step.Prompt, "{") && !strings.Contains(step.Help, "{") {
		return step
	}
	r := s.replacer(step, sc)
	step.Prompt, step.Help = r.Replace(step.Prompt), r.Replace(step.Help)
	return step
}

func (s *Session) replacer(step Step, sc scope) *strings.Replacer {
	var pairs []string
	for _, place := range []string{PlaceCommunity, PlaceReading, PlaceRecentEntries, PlaceDueSuggestions} {
		if strings.Contains(step.Prompt, place) || strings.Contains(step.Help, place) {
			pairs = append(pairs, place, s.placeholder(place, sc))
		}
	}
	return strings.NewReplacer(pairs...)
}

// hasSomethingToSay is false for an info step whose placeholder is empty.
func (s *Session) hasSomethingToSay(step Step, sc scope) bool {
	for _, place := range []string{PlaceReading, PlaceRecentEntries, PlaceDueSuggestions} {
		if strings.Contains(step.Prompt+step.Help, place) && s.placeholder(place, sc) == "" {
			return false
		}
	}
	return true
}

func (s *Session) placeholder(place string, sc scope) string {
	switch place {
	case PlaceCommunity:
		if sc.subject == nil {
			return "the community"
		}
		return sc.subject.Name
	case PlaceReading:
		return s.reading(sc)
	case PlaceRecentEntries:
		return recentEntries(s.env.Recent)
	case PlaceDueSuggestions:
		return dueSuggestions(s.env.Due)
	}
	return ""
}

// reading is how kith reads the community in question, with what was said in
// this run on top of what the journal has.
func (s *Session) reading(sc scope) string {
	if sc.subject == nil {
		return ""
	}
	latest := journal.Latest{}
	for measure, o := range s.env.Latest[sc.subject.ID] {
		latest[measure] = o
	}
	for _, step := range s.recorded(sc) {
		if v := s.draft.Answers[sc.name(step.Key)]; !v.Empty() && !v.Declined {
			latest[step.Record] = journal.Observation{
				Community: sc.subject.ID, Measure: step.Record, Value: v, At: s.env.Now,
			}
		}
	}
	return journal.Read(s.community(*sc.subject), latest, s.env.Now).Paragraph()
}

// recorded are the shown steps of a scope whose answers become observations.
func (s *Session) recorded(sc scope) []Step {
	steps := s.activity.Steps
	if sc.loop != nil {
		steps = sc.loop.Steps
	}
	var out []Step
	for _, step := range steps {
		if step.Record != "" && step.Kind != journal.Info && s.isShown(step, sc) {
			out = append(out, step)
		}
	}
	return out
}

func recentEntries(rs []journal.Reflection) string {
	var lines []string
	for _, r := range rs {
		lines = append(lines, fmt.Sprintf("- %s: %s", r.Created.Format("Mon 2 Jan"), journal.VisibleLine(r.Title)))
	}
	return strings.Join(lines, "\n")
}

func dueSuggestions(ss []journal.Suggestion) string {
	var lines []string
	for _, sg := range ss {
		var more []string
		if sg.FromRole != "" {
			more = append(more, "from "+sg.FromRole)
		}
		if sg.TryBy != "" {
			more = append(more, "by "+string(sg.TryBy))
		}
		line := "- " + journal.VisibleLine(sg.Text)
		if len(more) > 0 {
			line += " (" + journal.VisibleLine(strings.Join(more, ", ")) + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
