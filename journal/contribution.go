package journal

import (
	"strings"
	"time"
)

// Contribution is somebody else's page, kept apart from one's own: cleaned of all
// that acts, so that it is words and nothing else.
type Contribution struct {
	ID       ID
	Page     string // the page's own id, which anybody can claim; "" where it says none
	Title    string
	Activity string
	By       string // a role or a pen name
	Written  Date
	Text     string // Markdown, without front matter, raw HTML and control characters
	Source   string // the file it was in, or "standard input"
	Circle   string // the circle it came through, or ""
	Added    time.Time
	Read     time.Time // zero: unread
	// Earlier are the versions of it that came before, the latest first. In lists
	// they are left out, and so is Text.
	Earlier []ContributionVersion
}

// ContributionRef names a contribution inside something else.
type ContributionRef struct {
	ID    ID     `json:"id,omitempty"`
	Title string `json:"title"`
}

// Ref names the contribution.
func (c Contribution) Ref() ContributionRef { return ContributionRef{ID: c.ID, Title: c.Title} }

// ContributionVersion is a page as it was before a newer version of it came.
type ContributionVersion struct {
	Title, By string
	Written   Date
	Text      string
	Until     time.Time // when the newer one came
}

// From is where a contribution came from, in words.
func (c Contribution) From() string {
	if c.Circle != "" {
		return c.Circle
	}
	return c.Source
}

// Line is a contribution in a line: "What I found (by a new lecturer, 23 Nov 2026)".
func (c Contribution) Line() string {
	var more []string
	if c.By != "" {
		more = append(more, "by "+c.By)
	}
	if c.Written != "" {
		more = append(more, c.Written.Words())
	}
	if len(more) == 0 {
		return c.Title
	}
	return c.Title + " (" + strings.Join(more, ", ") + ")"
}

// ContributionState says what has become of a page that was added.
type ContributionState string

// The states of a page that was added.
const (
	ContributionAdded ContributionState = "added"
	ContributionSame  ContributionState = "same"  // it is there already
	ContributionNewer ContributionState = "newer" // than the one that is there, which is kept as an earlier version
)

// AddedContribution is what has become of a page that was added.
type AddedContribution struct {
	Contribution Contribution // as it is kept, without Text
	State        ContributionState
	// Claims is the contribution whose page id this one claims although it came
	// from elsewhere: both are kept. Empty for none.
	Claims ID
}

// ContributionFilter picks contributions. The zero ContributionFilter picks all of
// them, the newest first.
type ContributionFilter struct {
	Unread bool
	Circle string // by its name; empty for all
	Limit  int    // 0 is no limit
}
