package journal

// Region says which of the three elements are there, at 3 or more. There are
// eight, and the label follows from the region for all but two of them: with
// all three it is of practice or forming, with none a network or loose ties.
type Region struct{ Domain, Community, Practice bool }

// Region is where the reading stands among the three elements, or false while
// that cannot be said.
func (r Reading) Region() (Region, bool) {
	switch r.Label {
	case "", NotEnough, Undecided:
		return Region{}, false
	}
	return regionOf(r.Domain, r.Community, r.Practice), true
}

func regionOf(domain, community, practice int) Region {
	return Region{domain >= emerging, community >= emerging, practice >= emerging}
}
