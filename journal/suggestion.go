package journal

import (
	"strings"
	"time"
)

// Suggestion is something worth trying: from whom, by when, and what came of it.
type Suggestion struct {
	ID        ID            `json:"id,omitempty"`
	Text      string        `json:"text"`
	FromRole  string        `json:"from_role,omitempty"` // "a new lecturer": a role, not a name
	Community *CommunityRef `json:"community,omitempty"`
	Element   string        `json:"element,omitempty"` // domain, community or practice
	TryBy     Date          `json:"try_by,omitempty"`
	Created   time.Time     `json:"created,omitzero"`
	// Reflection it was made in, if any.
	Reflection ID `json:"reflection,omitempty"`
	// Contribution it came from, if any.
	Contribution *ContributionRef `json:"contribution,omitempty"`
	// State is open, done or dropped; empty means open.
	State SuggestionState `json:"state,omitempty"`
	// Helped is what came of one that is done; nil when it was not said.
	Helped *bool     `json:"helped,omitempty"`
	Note   string    `json:"note,omitempty"`
	Closed time.Time `json:"closed,omitzero"`
}

// SuggestionState is where a suggestion stands.
type SuggestionState string

// The states of a suggestion.
const (
	SuggestionOpen    SuggestionState = "open"
	SuggestionDone    SuggestionState = "done"
	SuggestionDropped SuggestionState = "dropped"
)

// Line is a suggestion in a line: "Open with a question (from a new tutor, for Go
// Meetup, practice, by 1 Dec 2026)".
func (s Suggestion) Line() string {
	var more []string
	for _, f := range s.Facts() {
		switch f.Name {
		case "from":
			more = append(more, f.Name+" "+f.Words)
		case "community":
			more = append(more, "for "+f.Words)
		case "try by":
			more = append(more, "by "+f.Words)
		default:
			more = append(more, f.Words)
		}
	}
	if len(more) == 0 {
		return s.Text
	}
	return s.Text + " (" + strings.Join(more, ", ") + ")"
}

// Came is what came of a suggestion, in words: "it helped", "dropped" or, of one that
// is open, "not yet, by 1 Dec 2026".
func (s Suggestion) Came() string {
	switch {
	case s.State == SuggestionDropped:
		return "dropped"
	case s.State != SuggestionDone && s.TryBy != "":
		return "not yet, by " + s.TryBy.Words()
	case s.State != SuggestionDone:
		return "not yet"
	case s.Helped == nil:
		return "done"
	case *s.Helped:
		return "it helped"
	}
	return "it did not help"
}

// OutcomeLine is a suggestion and what came of it in a line: "Open with a question:
// it helped. They talked for ten minutes.".
func (s Suggestion) OutcomeLine() string {
	line := s.Text + ": " + s.Came()
	if s.Note != "" {
		line += ". " + s.Note
	}
	return line
}

// Facts are what was said of a suggestion beside its text.
func (s Suggestion) Facts() []Fact {
	community := ""
	if s.Community != nil {
		community = s.Community.Name
	}
	return known([]Fact{{"from", s.FromRole}, {"community", community}, {"element", s.Element}, {"try by", s.TryBy.Words()}})
}

func (s Suggestion) equal(t Suggestion) bool {
	return s.ID == t.ID && s.Text == t.Text && s.FromRole == t.FromRole &&
		equalPointer(s.Community, t.Community) && s.Element == t.Element && s.TryBy == t.TryBy &&
		s.Created.Equal(t.Created) && s.Reflection == t.Reflection && equalPointer(s.Contribution, t.Contribution) && s.State == t.State &&
		equalPointer(s.Helped, t.Helped) && s.Note == t.Note && s.Closed.Equal(t.Closed)
}
