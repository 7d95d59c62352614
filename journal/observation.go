package journal

import "time"

// Observation is one dated value about a community, or about the person where
// Community is empty: domain 4, openness 2, energy 3. Observations are only
// ever added, and a wrong one is taken back, not removed; the timeline is the
// table.
type Observation struct {
	ID         ID
	Community  ID     // "" for the person's own
	Measure    string // domain, community, practice, links, held_by, own_label, openness, ...
	Value      Value  // NotSure is kept as no value
	At         time.Time
	Reflection ID // the reflection it was made in, if any
	Note       string
	// From is the community that it was made of, where that one has since
	// been merged into Community; zero elsewhere.
	From CommunityRef
	// Undone is when it was taken back. What was taken back is history and
	// counts for nothing else; zero while it stands.
	Undone time.Time
}

// Rating is the observation's value from 1 to 5, or 0 where it is not sure, was
// declined, or is no rating.
func (o Observation) Rating() int {
	n := o.Value.Number
	if n == nil || o.Value.NotSure || o.Value.Declined || *n != float64(int(*n)) || *n < 1 || *n > 5 {
		return 0
	}
	return int(*n)
}

// Latest holds the last observation of each measure, by the measure's name.
type Latest map[string]Observation

// The measures that the reading of a community rests on.
const (
	MeasureDomain    = "domain"
	MeasureCommunity = "community"
	MeasurePractice  = "practice"
	MeasureLinks     = "links"
	MeasureHeldBy    = "held_by"
	MeasureOwnLabel  = "own_label"
	MeasureEvidence  = "evidence"
)
