// Package circle is the place that a course group or a team shares, as one member
// has it: a plain folder, or a git remote with a clone of its own. It says what is
// there and what is new, and brings there what the member wrote.
//
// A place holds one file a record, written once by one member, so that two members
// never write the same file:
//
//	README.md                            for people without kith
//	pages/2026-11-23-title-p01kb....md   a page
//	replies/p-01kb.../r01kc....md        a reply to a page
//
// It knows files and the git on PATH. It refuses to know the journal, the terminal,
// and what stands in a page: what is new is handed on as it is, bounded in number
// and size. Nothing in a place is run, no link in it is followed, and nothing of a
// git remote is ever checked out. What goes wrong is a *journal.Error.
package circle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"kith/journal"
	"kith/journal/text"
)

// What is read of a place, at most.
const (
	MaxFile  = 1 << 20 // bytes of one file
	maxFiles = 20_000
)

// Place is a circle's place as one member has it.
type Place interface {
	// Look fetches what there is and says what has changed since a mark: an earlier
	// look's, or "" for everything.
	Look(ctx context.Context, since string) (News, error)
	// Read gives files that a look found, one after another.
	Read(ctx context.Context, found []Entry) iter.Seq2[File, error]
	// Send has changes made at the place. A file that is there is not written over unless
	// the change says so, and one to be removed that is not there is gone already: what
	// was sent before may be sent again. A README is added where there is none. After an
	// error none of the changes may be called sent.
	Send(ctx context.Context, changes []Change) error
	// Discard removes what is kept of the place on this machine.
	Discard() error
}

// News is what a look found.
type News struct {
	Mark    string   // to be given to the next look
	Files   []Entry  // that are new or other than they were, by path
	Skipped []string // what is there and is not read, with why, in words
	// Rewritten reports a history that no longer holds what was seen of it before.
	Rewritten bool
}

// Entry is a file at a place that may be read.
type Entry struct {
	Path string // with slashes, below the place
	ref  string // what finds it again in a git repository
}

// Reply is the id of the page that an entry replies to; ok is false for a page.
func (e Entry) Reply() (page string, ok bool) {
	dir, _ := path.Split(e.Path)
	return strings.CutPrefix(strings.TrimSuffix(dir, "/"), "replies/")
}

// File is what stands in an entry. Where it cannot be taken, Skipped says why, in words.
type File struct {
	Entry
	Content []byte
	Skipped string
}

// Change is a file to be added to a place, or to be removed from it.
type Change struct {
	Path    string
	Content []byte
	Replace bool // an earlier state of it
	Remove  bool
}

// Options are what a place has to know of the member.
type Options struct {
	Dir  string           // a folder of its own for what is kept of the place; made when missing
	Role string           // who is said to have written; "" for a member
	Env  []string         // the environment; nil is the process's own
	Now  func() time.Time // the clock
	// Ran is told of each command before it runs, as it could be typed. Outside reports
	// one that reaches beyond this machine or the own clone.
	Ran func(command string, outside bool)
}

// Open gives the place that Locate has named.
func Open(where string, opt Options) (Place, error) {
	where, remote, err := Locate(where)
	switch {
	case err != nil:
		return nil, err
	case remote:
		return newRemote(where, opt), nil
	}
	return folder{where}, nil
}

// PagePath is where a page of a name stands.
func PagePath(name string) string { return "pages/" + name }

// ReplyPath is where a reply to a page stands.
func ReplyPath(page, id string) string { return "replies/" + page + "/" + id + ".md" }

// checkPath says in words what is wrong with the path of a file, or "".
func checkPath(p string) string {
	parts := strings.Split(p, "/")
	name := parts[len(parts)-1]
	switch {
	case len(parts) == 2 && parts[0] == "pages", len(parts) == 3 && parts[0] == "replies":
	default:
		return "it is in no folder that kith reads"
	}
	for _, part := range parts {
		if part == "" || strings.HasPrefix(part, ".") || len(part) > 200 || !utf8.ValidString(part) || strings.ContainsFunc(part, func(r rune) bool {
			return unicode.In(r, unicode.C) || r == '/' || r == '\\'
		}) {
			return "its name cannot be taken"
		}
	}
	if ext := strings.ToLower(path.Ext(name)); ext != ".md" && ext != ".markdown" && ext != ".txt" {
		return "it is no Markdown or text (.md, .txt)"
	}
	return ""
}

// checkChanges refuses what kith itself must not write.
func checkChanges(changes []Change) error {
	for _, c := range changes {
		if why := checkPath(c.Path); why != "" {
			return journal.Errorf(journal.Invalid, "the file %s cannot be sent: %s", text.Line(c.Path), why)
		}
		if len(c.Content) > MaxFile {
			return tooLarge(text.Line(c.Path))
		}
	}
	return nil
}

func tooLarge(name string) error {
	return journal.Errorf(journal.Invalid, "%s is larger than 1 MB, which is more than a circle takes", name)
}

const tooLong = "it is larger than 1 MB"

// tooMany refuses a place that is no circle.
func tooMany(where string) error {
	return journal.Errorf(journal.Invalid, "there are more than %d files in the pages and replies of %s, which is more than kith reads", maxFiles, where)
}

// unreachable says that a place cannot be used just now, and why.
func unreachable(where string, err error) error {
	var path *fs.PathError
	why := err
	if errors.As(err, &path) {
		why = path.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &journal.Error{
			Kind: journal.NotFound, Text: fmt.Sprintf("the folder %s is not there", where), Err: err,
			Hint: "is the drive connected?",
		}
	case errors.Is(err, syscall.ENOSPC):
		return &journal.Error{Kind: journal.Internal, Text: fmt.Sprintf("there is no room left in %s", where), Err: err}
	}
	return &journal.Error{Kind: journal.Internal, Text: fmt.Sprintf("the folder %s cannot be used: %v", where, why), Err: err}
}
