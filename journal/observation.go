package journal

import "time"

// Observation is one dated value about a community, or about the person where
// Community is empty: domain 4, openness 2, energy 3. Observations are only
// ever added; the timeline is the table.
type Observation struct {
	ID         ID
	Community  ID     // "" for the person's own
	Measure    string // domain, community, practice, links, held_by, own_label, openness, ...
	Value      Value  // NotSure is kept as no value
	At         time.Time
	Reflection ID // the reflection it was made in, if any
	Note       string
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
