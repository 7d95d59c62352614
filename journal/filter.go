package journal

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"kith/journal/text"
)

// Filter picks reflections. The zero Filter picks all of them, newest first.
type Filter struct {
	Tags         []string // all must hold
	Activity     string   // an activity's id
	Community    ID
	Containing   string    // what is being typed: words that begin so stand in it, or it is about a community with that in its name
	Since, Until time.Time // Since is within, Until is not; zero is no bound
	Words        int       // those of so many words or more
	Private      bool      // those that are private, or hold something that is
	Observed     []ObservedFilter
	Behind       *Reflection // only those that come behind it in the order of the list; nil is all
	Limit        int         // 0 is no limit
	Reverse      bool        // oldest first
}

// ObservedFilter picks reflections by what was observed in them, of the person or of a
// community: energy>=4.
type ObservedFilter struct {
	Measure string
	Op      string // = < > <= >=, or "" for whatever its value
	Value   Value  // a number, yes or no, or a word: the value of a choice
}

// ParseObserved reads a condition as it is typed: "energy>=4", "hours < 2.5",
// "held_by=learning", "dormant=yes", "energy".
func ParseObserved(typed string) (f ObservedFilter, err error) {
	wrong := func(what string) error {
		return Errorf(Invalid, "%q %s", text.Cut(typed, 40), what).WithHint("write it as energy>=4, with one of = < > <= >=, or the name alone")
	}
	at := strings.IndexAny(typed, "=<>")
	if at < 0 {
		at = len(typed)
	}
	f.Measure = strings.TrimSpace(typed[:at])
	value := strings.TrimLeft(typed[at:], "=<>")
	f.Op = strings.TrimSpace(typed[at : len(typed)-len(value)])
	value = strings.TrimSpace(value)
	switch {
	case f.Measure == "" || strings.ContainsFunc(f.Measure, unicode.IsControl):
		return f, wrong("does not say which measure")
	case f.Op == "" && value == "":
		return f, nil
	case !slices.Contains([]string{"=", "<", ">", "<=", ">="}, f.Op):
		return f, wrong("compares in no way that kith knows")
	case value == "":
		return f, wrong("does not say with what to compare")
	}
	n, bad := strconv.ParseFloat(value, 64)
	switch word := text.Fold(value); {
	case bad == nil && n-n == 0: // neither NaN nor without end
		f.Value = NumberValue(n)
	case f.Op != "=":
		return f, wrong("compares with what is no number")
	case word == "yes" || word == "no":
		f.Value = YesValue(word == "yes")
	default:
		f.Value = TextValue(value)
	}
	return f, nil
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
