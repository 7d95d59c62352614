package journal

import "strings"

// Elements are the three things that a community of practice has, in the order
// in which they are named (Wenger-Trayner and Wenger-Trayner 2015). Each is a
// measure.
func Elements() []string { return []string{MeasureDomain, MeasureCommunity, MeasurePractice} }

// Region says which of the three elements are there, at 3 or more.
type Region struct{ Domain, Community, Practice bool }

// Regions are the eight, in the order in which they are shown: from all three
// elements to none.
func Regions() []Region {
	return []Region{
		{true, true, true}, {true, true, false}, {true, false, true}, {false, true, true},
		{true, false, false}, {false, true, false}, {false, false, true}, {},
	}
}

// Labels are the readings that communities in the region have: one for all but
// two of them. With all three elements it is of practice or forming, with none a
// network or loose ties.
func (r Region) Labels() []string {
	switch r {
	case Region{true, true, true}:
		return []string{CommunityOfPractice, FormingCommunity}
	case Region{true, true, false}:
		return []string{CommunityOfInterest}
	case Region{true, false, true}:
		return []string{NetworkOfPractice}
	case Region{false, true, true}:
		return []string{WorkingGroup}
	case Region{true, false, false}:
		return []string{InterestNetwork}
	case Region{false, true, false}:
		return []string{SocialGroup}
	case Region{false, false, true}:
		return []string{ParallelPractitioners}
	}
	return []string{Network, LooseTies}
}

// Has reports whether an element is there.
func (r Region) Has(element string) bool {
	switch element {
	case MeasureDomain:
		return r.Domain
	case MeasureCommunity:
		return r.Community
	}
	return r.Practice
}

// Elements names those that are there: "domain + community".
func (r Region) Elements() string {
	var names []string
	for _, e := range Elements() {
		if r.Has(e) {
			names = append(names, e)
		}
	}
	if len(names) == 0 {
		return "none of the three"
	}
	return strings.Join(names, " + ")
}

// Meaning is what communities in the region are read as, in words.
func (r Region) Meaning() string {
	switch labels := r.Labels(); {
	case r == Region{true, true, true}:
		return labels[0] + ", or forming"
	case len(labels) > 1:
		return strings.Join(labels, " or ")
	default:
		return labels[0]
	}
}

// Title is the region in words: "domain + community: community of interest".
func (r Region) Title() string { return r.Elements() + ": " + r.Meaning() }
