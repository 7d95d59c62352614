package journal

import (
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"kith/journal/text"
)

// Circle is a place that several people read and write, as one of them knows it.
type Circle struct {
	ID     ID
	Name   string // what this person calls it
	Place  string // a folder, or a git remote
	Role   string // what they go by there, or ""
	Joined time.Time
	// Changed is when something new was last read there; zero where it was never read.
	Changed time.Time
	Seen    string // how it was then
	// Waiting is how much of theirs has not been sent, and Trouble why not: what went
	// wrong when it was last tried.
	Waiting int
	Trouble string
}

// CircleFile is a file that the person put at a circle's place, or wants to.
type CircleFile struct {
	Path string
	Page string // the page's own id: the one it is, or the one it replies to
	Text string
	Made time.Time
	Sent time.Time // when it was there as it is here; zero while it waits
	// Again reports that an earlier state of it was sent.
	Again     bool
	Withdrawn bool // it is to be taken away there or, once it was sent, has been
}

// IsReply reports a reply, which is no page.
func (f CircleFile) IsReply() bool { return strings.HasPrefix(f.Path, "replies/") }

// CheckCircleName gives the name of a circle as it is kept. It is typed often, and so
// it is a word or a few.
func CheckCircleName(name string) (string, error) {
	name = strings.Join(strings.Fields(text.Line(name)), " ")
	const most = 40
	switch {
	case name == "":
		return "", Errorf(Invalid, "the circle needs a name").WithHint("a short one of your own, such as tutors")
	case strings.ContainsAny(name, `/\:`):
		return "", Errorf(Invalid, "%q is no name for a circle: the name comes first, then the place", name).
			WithHint("kith circle join tutors %s", text.ShellWord(name))
	case strings.HasPrefix(name, "-"):
		return "", Errorf(Invalid, "the name of a circle cannot begin with a dash").WithHint("choose another, such as tutors")
	case utf8.RuneCountInString(name) > most:
		return "", Errorf(Invalid, "the name of a circle has at most %d characters", most).WithHint("choose a short one, such as tutors")
	}
	return name, nil
}

// Reply is what somebody said to a page in a circle: a suggestion, a question, thanks.
type Reply struct {
	Circle  string // its name
	Path    string // where it stands there
	Page    string // what it replies to: see PageKey
	By      string // a role or a pen name, or ""
	Written Date
	Text    string // Markdown, cleaned as a contribution is
	Added   time.Time
	Own     bool // it is the person's own
}

// PageKey is what the replies to a page in a circle go by: the page's own id or, of a
// page that has none, the name of its file without the ending. It is in lower case, for
// people make folders as they like.
func PageKey(page, file string) string {
	if page == "" {
		page = strings.TrimSuffix(path.Base(file), path.Ext(file))
	}
	return strings.ToLower(page)
}

// Key is what replies to a contribution that came through a circle go by.
func (c Contribution) Key() string { return PageKey(c.Page, c.Source) }

// CircleNews is how much of a circle waits for the person: pages they have not read,
// and files of theirs that are not sent.
type CircleNews struct {
	Name    string
	Unread  int
	Waiting int
}
