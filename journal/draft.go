package journal

import "time"

// Draft is an activity that has been begun and is not finished. It holds a
// copy of the activity as it was asked, so that editing the file later changes
// nothing, and may hold answers that would not be accepted yet.
type Draft struct {
	ID       ID     `json:"id"`
	Activity string `json:"activity"` // the activity's id
	Title    string `json:"title"`
	Source   string `json:"source"` // the activity's TOML as it was
	Full     bool   `json:"full,omitempty"`
	// Place is the name of the page the person is at.
	Place string `json:"place"`
	// Answers by page name, with those no longer shown.
	Answers map[string]Value `json:"answers"`
	// Passed are the names of the pages that were gone past, answered or not.
	Passed  []string  `json:"passed,omitempty"`
	Started time.Time `json:"started"`
	Updated time.Time `json:"updated"`
	// Date the reflection is to carry, zero for the day it is finished.
	Date  time.Time     `json:"date,omitzero"`
	Spent time.Duration `json:"spent"`
	Tags  []string      `json:"tags,omitempty"` // on top of the activity's own
	// Sitting is the one the person is in or, where Reflection is set, the
	// one that is waiting. The first is 1.
	Sitting int `json:"sitting"`
	// Reflection that the sittings before this one left in the journal.
	Reflection ID `json:"reflection,omitempty"`
	// Note is a quick note that is being written in the editor, without its words:
	// those are the answer NoteKey. Nil for an activity.
	Note *Reflection `json:"note,omitempty"`
	// Change is the reflection as it was, where this is a change of it that is being
	// written: in the editor, as Markdown that is the answer NoteKey, or where there is
	// a Source step by step. Nil for what is new.
	Change *Reflection `json:"change,omitempty"`
	// Trashed is when it was put into the trash, zero for one that is not there.
	Trashed time.Time `json:"trashed,omitzero"`
	// Edited: a text of it is in an editor, or was left there. It is not kept.
	Edited bool `json:"-"`
	// Damaged says that the rest of it could not be read.
	Damaged bool `json:"-"`
	// Settled are the suggestions whose outcome, and the contributions of which that
	// they were read, the sittings before this one have kept.
	Settled []ID `json:"settled,omitempty"`
	// Progress for lists: page Step of about Steps.
	Step  int `json:"step"`
	Steps int `json:"steps"`
	// Finished is set once all was kept, while it can still be opened again.
	Finished *Finished `json:"finished,omitempty"`
}

// UndoFor is how long a finished run can be opened again.
const UndoFor = 10 * time.Minute

// Finished is what the last sitting of a run left in the journal.
type Finished struct {
	Reflection  ID           `json:"reflection"`
	Communities []Community  `json:"communities,omitempty"` // that were new, as they were added
	Suggestions []Suggestion `json:"suggestions,omitempty"` // whose outcome was kept, as they were before
	Read        []ID         `json:"read,omitempty"`        // contributions that were unread before
}

// Reopened is a run that was finished and is a draft again, with what went out of
// the journal for that: the reflection, unless an earlier sitting had left it,
// the suggestions still open, and the communities that nothing else names.
type Reopened struct {
	Draft       Draft
	Suggestions int
	Due         int // suggestions whose outcome is taken back
	Communities []Community
	Stay        []Community // that it added, and that were changed or named elsewhere since
}

// Typed reports a draft that is one text in the editor: a quick note, or a change.
func (d Draft) Typed() bool { return d.Note != nil || d.Change != nil && d.Source == "" }

// Waiting reports a draft whose earlier sitting is in the journal already.
func (d Draft) Waiting() bool { return d.Reflection != "" }

// Outcome is all that a finished sitting leaves, to be kept in one go or not
// at all.
type Outcome struct {
	Reflection   Reflection
	Communities  []Community // named here, with what was said of them here
	Observations []Observation
	Suggestions  []Suggestion
	Outcomes     []Suggestion // that were due, with what came of them
	Read         []ID         // the contributions that were read
	// Draft this came from.
	Draft Draft
	// Waiting is true when a later sitting is still to come: the draft stays.
	Waiting bool
}
