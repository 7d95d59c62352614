package journal

import "time"

// Filter picks reflections. The zero Filter picks all of them, newest first.
type Filter struct {
	Tags         []string // all must hold
	Activity     string   // an activity's id
	Community    ID
	Since, Until time.Time // Since is within, Until is not; zero is no bound
	Limit        int       // 0 is no limit
	Reverse      bool      // oldest first
}

// CommunityFilter picks communities. The zero CommunityFilter picks the
// current ones, by name.
type CommunityFilter struct {
	Tags     []string // all must hold
	Kind     string
	Archived bool   // the archived ones instead
	Sort     string // empty for by name, or SortLookedAt or SortStarted
	Limit    int    // 0 is no limit
}

// The orders of communities other than by name. What comes first is what was
// last looked at, or what began last; those of which it is not known come last.
const (
	SortLookedAt = "looked-at"
	SortStarted  = "started"
)

// SuggestionFilter picks suggestions. The zero SuggestionFilter picks the open
// ones, those with a date first and the earliest of them first.
type SuggestionFilter struct {
	State     SuggestionState // empty for the open ones, SuggestionAll for all
	Community ID
	DueBy     time.Time // only those to be tried by then; zero is no bound
	Limit     int       // 0 is no limit
}

// SuggestionAll in a filter stands for every state.
const SuggestionAll SuggestionState = "all"
