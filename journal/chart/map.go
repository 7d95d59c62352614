package chart

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Entry is a community with the latest that was observed of it.
type Entry struct {
	Community journal.Community
	Latest    journal.Latest
}

// Map is where communities sit among the three elements.
type Map struct {
	Regions  []Region // always the eight, in the order of journal.Regions
	Unplaced []Member // those of which it cannot be said yet
}

// Region is one of the eight, with the communities in it by name.
type Region struct {
	journal.Region
	Members []Member
}

// Member is a community on the map.
type Member struct {
	journal.CommunityRef
	Number  int // in the picture, from 1; 0 for one that is not placed
	Reading journal.Reading
}

// NewMap reads the communities and sorts them into their regions.
func NewMap(entries []Entry, now time.Time) *Map {
	m := &Map{}
	for _, r := range journal.Regions() {
		m.Regions = append(m.Regions, Region{Region: r})
	}
	folded := make(map[string]string, len(entries))
	for _, e := range entries {
		folded[e.Community.Name] = text.Fold(e.Community.Name)
	}
	byName := slices.SortedStableFunc(slices.Values(entries), func(a, b Entry) int {
		return cmp.Or(cmp.Compare(folded[a.Community.Name], folded[b.Community.Name]), cmp.Compare(a.Community.ID, b.Community.ID))
	})
	for _, e := range byName {
		member := Member{CommunityRef: e.Community.Ref(), Reading: journal.Read(e.Community, e.Latest, now)}
		in, placed := member.Reading.Region()
		if !placed {
			m.Unplaced = append(m.Unplaced, member)
			continue
		}
		i := slices.IndexFunc(m.Regions, func(r Region) bool { return r.Region == in })
		m.Regions[i].Members = append(m.Regions[i].Members, member)
	}
	number := 0
	for _, r := range m.Regions {
		for i := range r.Members {
			number++
			r.Members[i].Number = number
		}
	}
	return m
}

// Tentative reports a reading that is not to be leaned on; it is drawn hollow.
func (m Member) Tentative() bool { return m.Reading.Confidence != journal.Firm }

// label is its name, with the person's own word for it.
func (m Member) label() string {
	name := text.Line(m.Name)
	if own := text.Cut(m.Reading.Own, 20); own != "" {
		name += " (" + own + ")"
	}
	return name
}

// status is how firm the reading is, and what it leaves open within the region,
// or why there is no region.
func (m Member) status() string {
	firm := m.Reading.Confidence
	switch m.Reading.Label {
	case journal.Undecided:
		return "depends on " + m.Reading.Depends
	case journal.NotEnough:
		return journal.NotEnough
	case journal.FormingCommunity:
		return firm + ", forming"
	case journal.Network, journal.LooseTies:
		return firm + ", " + m.Reading.Label
	}
	return firm
}

// placed counts the communities that have a place.
func (m *Map) placed() int {
	n := 0
	for _, r := range m.Regions {
		n += len(r.Members)
	}
	return n
}

// summary counts in a sentence: "10 communities: 8 placed, 2 not placed yet."
func (m *Map) summary() string {
	placed, unplaced := m.placed(), len(m.Unplaced)
	all := text.Count(placed+unplaced, "community")
	switch {
	case placed+unplaced == 0:
		return "There are no communities to place yet."
	case unplaced == 0:
		return all + "."
	}
	return fmt.Sprintf("%s: %d placed, %d not placed yet.", all, placed, unplaced)
}

// The sentences that go with a map.
const (
	whatIsTentative = "an element is at 3 or has no evidence, or the reading is young or stale"
	caveat          = "This is " + journal.Caveat + "."
)

// heading is a title with a count behind it, which stays with the last word, in
// lines that fit the room by the given measure.
func heading(title string, n int, room float64, measure func(string) float64) []string {
	const noBreak = "\u00A0"
	lines := text.WrapBy(fmt.Sprintf("%s%s(%d)", title, noBreak, n), room, measure)
	last := len(lines) - 1
	lines[last] = strings.ReplaceAll(lines[last], noBreak, " ")
	return lines
}
