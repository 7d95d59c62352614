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
	Regions  []Region // always the eight, from all three elements to none
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
	m := &Map{Regions: regions()}
	for _, e := range byName(entries) {
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

func byName(entries []Entry) []Entry {
	type keyed struct {
		Entry
		folded string
	}
	all := make([]keyed, len(entries))
	for i, e := range entries {
		all[i] = keyed{e, text.Fold(e.Community.Name)}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.folded, b.folded), cmp.Compare(a.Community.ID, b.Community.ID))
	})
	sorted := make([]Entry, len(all))
	for i, k := range all {
		sorted[i] = k.Entry
	}
	return sorted
}

// regions are the eight, in the order in which they are shown.
func regions() []Region {
	return []Region{
		{Region: journal.Region{Domain: true, Community: true, Practice: true}},
		{Region: journal.Region{Domain: true, Community: true}},
		{Region: journal.Region{Domain: true, Practice: true}},
		{Region: journal.Region{Community: true, Practice: true}},
		{Region: journal.Region{Domain: true}},
		{Region: journal.Region{Community: true}},
		{Region: journal.Region{Practice: true}},
		{},
	}
}

// Title is the region in words: "domain + community: community of interest".
func (r Region) Title() string { return r.Elements() + ": " + r.Meaning() }

// Elements names the elements that are there: "domain + community".
func (r Region) Elements() string {
	var names []string
	for _, e := range []struct {
		name  string
		there bool
	}{
		{journal.MeasureDomain, r.Domain}, {journal.MeasureCommunity, r.Community}, {journal.MeasurePractice, r.Practice},
	} {
		if e.there {
			names = append(names, e.name)
		}
	}
	if len(names) == 0 {
		return "none of the three"
	}
	return strings.Join(names, " + ")
}

// Meaning is the reading that communities in the region have, or both of them
// where there are two.
func (r Region) Meaning() string {
	switch r.Region {
	case journal.Region{Domain: true, Community: true, Practice: true}:
		return journal.CommunityOfPractice + ", or forming"
	case journal.Region{Domain: true, Community: true}:
		return journal.CommunityOfInterest
	case journal.Region{Domain: true, Practice: true}:
		return journal.NetworkOfPractice
	case journal.Region{Community: true, Practice: true}:
		return journal.WorkingGroup
	case journal.Region{Domain: true}:
		return journal.InterestNetwork
	case journal.Region{Community: true}:
		return journal.SocialGroup
	case journal.Region{Practice: true}:
		return journal.ParallelPractitioners
	}
	return journal.Network + " or " + journal.LooseTies
}

// Tentative reports a reading that is not to be leaned on; it is drawn hollow.
func (m Member) Tentative() bool { return m.Reading.Confidence != journal.Firm }

// words say what the place on the map leaves open: how firm the reading is, or
// why there is no place.
func (m Member) words() string {
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
	noun := "communities"
	if placed+unplaced == 1 {
		noun = "community"
	}
	switch {
	case placed+unplaced == 0:
		return "There are no communities to place yet."
	case unplaced == 0:
		return fmt.Sprintf("%d %s.", placed, noun)
	}
	return fmt.Sprintf("%d %s: %d placed, %d not placed yet.", placed+unplaced, noun, placed, unplaced)
}

// tentative reports whether any reading on the map is to be taken with care.
func (m *Map) tentative() bool {
	return slices.ContainsFunc(m.Regions, func(r Region) bool {
		return slices.ContainsFunc(r.Members, Member.Tentative)
	})
}

// The sentences that go with a map.
const (
	whatIsTentative = "an element is at 3 or has no evidence, or the reading is young or stale"
	caveat          = "This is " + journal.Caveat + "."
)
