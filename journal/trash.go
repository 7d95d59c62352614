package journal

import "time"

// Trashed is something in the trash: out of sight, and back as it was once it
// is restored.
type Trashed struct {
	Kind string // what it is: one of those below
	ID   ID
	Name string
	At   time.Time // when it was put there
}

// The Kinds of what can be in the trash.
const (
	TrashedCommunity    = "community"
	TrashedDraft        = "draft"
	TrashedContribution = "contribution"
	TrashedReflection   = "reflection"
)

// Mentions counts what in a journal names something.
type Mentions struct {
	Reflections, Observations, Suggestions, Drafts int
}
