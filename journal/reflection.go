package journal

import (
	"slices"
	"time"

	"kith/journal/text"
)

// Reflection is what a finished activity, or a quick note, leaves in the journal.
type Reflection struct {
	ID       ID
	Title    string
	Activity string // the activity's id; "" for a quick note
	// Created and Updated keep the offset they were written in.
	Created, Updated time.Time
	Minutes          int  // time spent, 0 when unknown
	Private          bool // never leaves in anything made for other people
	Tags             []string
	Communities      []CommunityRef
	Answers          []Answer // in the order asked; empty in lists
}

// NoteKey is the key of the one answer of a quick note.
const NoteKey = "note"

// Words is how many words were typed in its answers.
func (r Reflection) Words() (n int) {
	for _, a := range r.Answers {
		if a.Kind == ShortText || a.Kind == LongText {
			n += text.WordCount(a.Value.Text)
		}
	}
	return n
}

// SomePrivate reports that it is private, or something that was said in it.
func (r Reflection) SomePrivate() bool {
	return r.Private || slices.ContainsFunc(r.Answers, func(a Answer) bool { return a.Private && a.Kind != Info && !a.Value.Empty() })
}
