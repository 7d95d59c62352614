package journal

import "time"

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
	// Formerly are other names its communities had: those of communities
	// that were merged into them after this was written. What is shared goes
	// without these names as well.
	Formerly []CommunityRef
	Answers  []Answer // in the order asked; empty in lists
}

// NoteKey is the key of the one answer of a quick note.
const NoteKey = "note"
