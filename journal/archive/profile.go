package archive

import (
	"maps"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Profile is everything about one community: what it is, how it reads, what was
// observed of it, written about it and suggested for it.
type Profile struct {
	journal.Community
	Latest   journal.Latest
	Reading  journal.Reading
	Observed []journal.Observation // and not taken back, the newest first
	// Written are the reflections about it, the newest first. On a page they are
	// named by their titles.
	Written     []journal.Reflection
	Suggestions []journal.Suggestion
}

// brief is what a table and the map show of it.
func (p Profile) brief() Profile {
	return Profile{Community: p.Community, Latest: p.Latest, Reading: p.Reading}
}

// Noted is a note with what was observed when it was made.
type Noted struct {
	Measures []string
	At       time.Time
	Note     string
}

// Evidence are the notes on the three elements, the latest first. One that was made
// on several is one.
func (p Profile) Evidence() (all []Noted) {
	for i := 0; i < len(p.Observed); {
		noted := Noted{At: p.Observed[i].At, Note: p.Observed[i].Note}
		var of []string
		for ; i < len(p.Observed) && noted.At.Sub(p.Observed[i].At) < time.Second && p.Observed[i].Note == noted.Note; i++ {
			of = append(of, p.Observed[i].Measure)
		}
		noted.Measures = slices.DeleteFunc(journal.Elements(), func(e string) bool { return !slices.Contains(of, e) })
		if noted.Note != "" && len(noted.Measures) > 0 {
			all = append(all, noted)
		}
	}
	return all
}

// TakingPart is what was last observed of how the person takes part, as the activity
// edge-to-centre asks it; Others is what was last observed beside that and the three
// elements, by measure.
func (p Profile) TakingPart() []journal.Observation { return p.latest(participation()) }

// Others is beside TakingPart.
func (p Profile) Others() []journal.Observation {
	return p.latest(text.Without(slices.Sorted(maps.Keys(p.Latest)), slices.Concat(journal.Elements(), participation())))
}

func participation() []string { return []string{"level", "trajectory", "reason", "wish"} }

func (p Profile) latest(measures []string) (all []journal.Observation) {
	for _, measure := range measures {
		if o, known := p.Latest[measure]; known {
			all = append(all, o)
		}
	}
	return all
}

// facet is a part of a page about a community. One with nothing in it is left out.
type facet struct {
	title    string
	prose    string // a paragraph of kith's
	timeline bool   // with the three elements over time
	points   []point
}

// point is one thing in a facet: a line, behind the title of a reflection where it is
// about one.
type point struct {
	words      string
	reflection *journal.Reflection
}

// facets are what there is to know of a community beside what it is.
func (p Profile) facets() []facet {
	on := func(at time.Time) string { return " (" + journal.DateOf(at).Words() + ")" }
	noted := func(words, note string) string {
		if note != "" {
			words += ": " + note
		}
		return words
	}
	observed := func(list []journal.Observation) (points []point) {
		for _, o := range list {
			points = append(points, point{words: noted(strings.ReplaceAll(o.Measure, "_", " ")+": "+o.Words()+on(o.At), o.Note)})
		}
		return points
	}
	elements := facet{title: "The three elements", timeline: true}
	for _, o := range p.latest(journal.Elements()) {
		elements.points = append(elements.points, point{words: o.Measure + ": " + o.Words() + on(o.At)})
	}
	for _, n := range p.Evidence() {
		elements.points = append(elements.points, point{words: noted("evidence, on "+text.List(n.Measures, "and")+on(n.At), n.Note)})
	}
	written := facet{title: "What was written"}
	for _, r := range p.Written {
		written.points = append(written.points, point{words: strings.TrimSpace(on(r.Created)), reflection: &r})
	}
	suggested := facet{title: "Suggestions, and what came of them"}
	for _, sg := range p.Suggestions {
		state := string(Suggestion(sg).State)
		sg.Community = nil // it is this one
		if !sg.Closed.IsZero() {
			state += on(sg.Closed)
		}
		if sg.Helped != nil {
			state += map[bool]string{true: ", it helped", false: ", it did not help"}[*sg.Helped]
		}
		suggested.points = append(suggested.points, point{words: noted(state+": "+sg.Line(), sg.Note)})
	}
	all := []facet{
		{title: "How it reads", prose: p.Reading.Paragraph()}, elements,
		{title: "How I take part", points: observed(p.TakingPart())}, {title: "What else was last said", points: observed(p.Others())},
		written, suggested,
	}
	return slices.DeleteFunc(all, func(f facet) bool { return f.prose == "" && len(f.points) == 0 })
}

// tableHeaders and tableCells are a community in a table of them.
func tableHeaders() []string {
	return []string{"Name", "Kinds", "Domain", "Community", "Practice", "Reading", "Tags", "Looked at"}
}

func (p Profile) tableCells() []string {
	at := ""
	if looked := p.Latest.At(); !looked.IsZero() {
		at = journal.DateOf(looked).Words()
	}
	return slices.Concat([]string{p.Name, strings.Join(p.Kinds, ", ")}, p.elements(), []string{p.Reading.Title(), strings.Join(p.Tags, ", "), at})
}

// elements are the three, each from 1 to 5, "?" where it is not sure and nothing where
// it was never said.
func (p Profile) elements() (cells []string) {
	for _, e := range journal.Elements() {
		o, known := p.Latest[e]
		switch {
		case !known:
			cells = append(cells, "")
		case o.Rating() == 0:
			cells = append(cells, "?")
		default:
			cells = append(cells, o.Value.Words())
		}
	}
	return cells
}
