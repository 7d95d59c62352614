package journal

import (
	"slices"
	"testing"
)

func TestTheRegionGoesWithTheLabel(t *testing.T) {
	t.Parallel()
	labels := map[Region][]string{
		{true, true, true}:    {CommunityOfPractice, FormingCommunity},
		{true, true, false}:   {CommunityOfInterest},
		{true, false, true}:   {NetworkOfPractice},
		{false, true, true}:   {WorkingGroup},
		{true, false, false}:  {InterestNetwork},
		{false, true, false}:  {SocialGroup},
		{false, false, true}:  {ParallelPractitioners},
		{false, false, false}: {Network, LooseTies},
	}
	seen := map[Region]bool{}
	everyCombination(func(d, c, p int) {
		r := Read(Community{}, observed(d, c, p), readingNow)
		region, placed := r.Region()
		if placed == (r.Label == Undecided || r.Label == NotEnough) {
			t.Errorf("%d %d %d is read as %s, placed %v", d, c, p, r.Label, placed)
		}
		if placed && !slices.Contains(labels[region], r.Label) {
			t.Errorf("%d %d %d is read as %s and stands in %+v", d, c, p, r.Label, region)
		}
		seen[region] = seen[region] || placed
	})
	if len(seen) != 8 {
		t.Errorf("%d regions have a reading, want 8", len(seen))
	}
	if _, placed := (Reading{}).Region(); placed {
		t.Error("a reading of nothing has a place")
	}
}
