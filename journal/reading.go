package journal

import "time"

// Reading is how kith reads the latest observations of a community.
type Reading struct{}

// Read reads a community.
func Read(c Community, latest Latest, now time.Time) Reading { return Reading{} }

// Paragraph is the reading in words.
func (r Reading) Paragraph() string { return "not enough to say yet" }
