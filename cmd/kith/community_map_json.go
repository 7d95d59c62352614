package main

import (
	"slices"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/chart"
)

// mapJSON is the map as docs/json.md has it.
type mapJSON struct {
	Regions  []regionJSON `json:"regions"`
	Unplaced []memberJSON `json:"unplaced"`
}

type regionJSON struct {
	Domain      bool         `json:"domain"`
	Community   bool         `json:"community"`
	Practice    bool         `json:"practice"`
	Meaning     string       `json:"meaning"`
	Communities []memberJSON `json:"communities"`
}

type memberJSON struct {
	ID      journal.ID          `json:"id"`
	Name    string              `json:"name"`
	Number  *int                `json:"number"`
	Reading archive.ReadingJSON `json:"reading"`
}

func showMap(m *chart.Map) mapJSON {
	return mapJSON{
		Regions: each(m.Regions, func(r chart.Region) regionJSON {
			return regionJSON{r.Domain, r.Community, r.Practice, r.Meaning(), each(r.Members, showMember)}
		}),
		Unplaced: each(m.Unplaced, showMember),
	}
}

func showMember(m chart.Member) memberJSON {
	return memberJSON{ID: m.ID, Name: m.Name, Number: archive.OrNull(m.Number), Reading: archive.Reading(m.Reading)}
}

// timelineJSON is how the three elements of a community moved, the oldest first.
type timelineJSON struct {
	ID       journal.ID     `json:"id"`
	Name     string         `json:"name"`
	Elements []elementsJSON `json:"elements"`
}

type elementsJSON struct {
	Measure string     `json:"measure"`
	Looks   []lookJSON `json:"looks"`
}

type lookJSON struct {
	At      *string `json:"at"`
	Value   any     `json:"value"`
	NotSure bool    `json:"not_sure"`
}

func showTimeline(c journal.Community, observed []journal.Observation) timelineJSON {
	out := timelineJSON{ID: c.ID, Name: c.Name}
	for _, measure := range elements() {
		e := elementsJSON{Measure: measure, Looks: []lookJSON{}}
		for _, o := range slices.Backward(observed) { // they come newest first
			if o.Measure == measure {
				shown := archive.Observation(o)
				e.Looks = append(e.Looks, lookJSON{shown.At, shown.Value, shown.NotSure})
			}
		}
		out.Elements = append(out.Elements, e)
	}
	return out
}
