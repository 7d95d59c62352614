package prompts

import (
	"fmt"
	"maps"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// filled is the step with its placeholders replaced.
func (p *planner) filled(step Step, sc scope) Step {
	if !strings.Contains(step.Prompt, "{") && !strings.Contains(step.Help, "{") {
		return step
	}
	r := p.replacer(step, sc)
	step.Prompt, step.Help = r.Replace(step.Prompt), r.Replace(step.Help)
	return step
}

func (p *planner) replacer(step Step, sc scope) *strings.Replacer {
	var pairs []string
	for _, place := range []string{PlaceCommunity, PlaceReading, PlaceRecentEntries, PlaceDueSuggestions} {
		if strings.Contains(step.Prompt, place) || strings.Contains(step.Help, place) {
			pairs = append(pairs, place, p.placeholder(place, sc))
		}
	}
	return strings.NewReplacer(pairs...)
}

// hasSomethingToSay is false for an info step whose placeholder is empty.
func (p *planner) hasSomethingToSay(step Step, sc scope) bool {
	for _, place := range []string{PlaceReading, PlaceRecentEntries, PlaceDueSuggestions} {
		if strings.Contains(step.Prompt+step.Help, place) && p.placeholder(place, sc) == "" {
			return false
		}
	}
	return true
}

func (p *planner) placeholder(place string, sc scope) string {
	switch place {
	case PlaceCommunity:
		if sc.subject == nil {
			return "the community"
		}
		return sc.subject.Name
	case PlaceReading:
		return p.reading(sc)
	case PlaceRecentEntries:
		return recentEntries(p.env.Recent)
	case PlaceDueSuggestions:
		return dueSuggestions(p.env.Due)
	}
	return ""
}

// reading is how kith reads the community in question, with what was said in
// this run so far on top of what the journal has.
func (p *planner) reading(sc scope) string {
	if sc.subject == nil {
		return ""
	}
	latest := maps.Clone(p.env.Latest[sc.subject.ID])
	if latest == nil {
		latest = journal.Latest{}
	}
	for _, page := range p.pages {
		v := p.draft.Answers[page.Name]
		if page.Step.Record == "" || !page.shown() || page.subject == nil || page.subject.ID != sc.subject.ID || v.Empty() || v.Declined {
			continue
		}
		latest[page.Step.Record] = journal.Observation{
			Community: sc.subject.ID, Measure: page.Step.Record, Value: v, At: p.env.Now,
		}
	}
	return journal.Read(p.community(*sc.subject), latest, p.env.Now).Paragraph()
}

func recentEntries(rs []journal.Reflection) string {
	var lines []string
	for _, r := range rs {
		lines = append(lines, fmt.Sprintf("- %s: %s", r.Created.Format("Mon 2 Jan"), text.Line(r.Title)))
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
		line := "- " + text.Line(sg.Text)
		if len(more) > 0 {
			line += " (" + text.Line(strings.Join(more, ", ")) + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
