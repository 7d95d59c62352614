package journal

import (
	"slices"
	"time"
)

// Share is a page that was made for other people: the bytes as they left, and where
// they went. kith sends none of them by itself.
type Share struct {
	ID ID
	// Page is the page's own id, which stands on it: "p-01kb...". What goes to the
	// same place again keeps it, so that it is known for a newer version there.
	Page       string
	Reflection ID // "" once that is gone
	Title      string
	By         string // the role or pen name on it, or ""
	Made       time.Time
	To         Destination
	Place      string   // the file's path or the circle's name, else ""
	Answers    []string // the keys of those that went: "value_overall", "look.works"
	Text       string   // all of it
}

// Destination is a kind of place that a page can go to.
type Destination string

// The kinds of place.
const (
	ToOutput    Destination = "output" // standard output
	ToFile      Destination = "file"
	ToClipboard Destination = "clipboard"
	ToCircle    Destination = "circle"
)

// NewPage makes the id of a page.
func NewPage(id ID) string { return "p-" + string(id) }

// Where is the place in words: "the circle tutors", "the file post.md".
func (s Share) Where() string {
	switch s.To {
	case ToFile, ToCircle:
		return "the " + string(s.To) + " " + s.Place
	case ToClipboard:
		return "the clipboard"
	}
	return "standard output"
}

// Only is the reflection with no more than those of its answers that are picked.
func (s SharedReflection) Only(picked func(Answer) bool) SharedReflection {
	s.answers = slices.DeleteFunc(slices.Clone(s.answers), func(a Answer) bool { return !picked(a) })
	return s
}

// FullKey is what an answer is kept under, with the loop it was asked in: "look.works".
func (a Answer) FullKey() string {
	if a.Loop == "" {
		return a.Key
	}
	return a.Loop + "." + a.Key
}

// Words is what somebody is called or says, as other people may see it: with the
// stand-ins of communities.
func (c *Redactor) Words(s string) string { return c.text(s) }
