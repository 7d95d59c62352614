package journal

import (
	"encoding/json"
	"time"
)

// Record is one thing of a journal as it is kept, for a copy from which the same
// journal can be made again: one of its fields is set. It names communities by the
// ids they had when it was written, whatever has become of them since, and has what
// is in the trash and what was taken back as well.
type Record struct {
	Community    *CommunityRecord
	Reflection   *ReflectionRecord
	Contribution *ContributionRecord
	Observation  *ObservationRecord
	Suggestion   *SuggestionRecord
	Share        *ShareRecord
	Circle       *CircleRecord
	Draft        *DraftRecord
	Trashed      *TrashedRecord
}

// CommunityState is what has become of a community.
type CommunityState string

// The states of a community. Of one that is gone only the name is left, which
// reflections still show.
const (
	CommunityKept    CommunityState = "kept"
	CommunityMerged  CommunityState = "merged"
	CommunityTrashed CommunityState = "trashed"
	CommunityGone    CommunityState = "gone"
)

// CommunityRecord is a community with what has become of it.
type CommunityRecord struct {
	Community
	State CommunityState `json:"state"`
	// NameFree and AliasFree say that another one may have, or has, its name.
	NameFree  bool `json:"name_free,omitempty"`
	AliasFree bool `json:"alias_free,omitempty"`
	// Former are the names and aliases it had before.
	Former []string `json:"former,omitempty"`
	// MergedInto is what it has become a part of, and Taken what that took over
	// from it.
	MergedInto ID         `json:"merged_into,omitempty"`
	Taken      *Community `json:"taken,omitempty"`
	// Ended is when it was merged or put into the trash.
	Ended time.Time `json:"ended,omitzero"`
}

// ReflectionRecord is a reflection with its answers.
type ReflectionRecord struct {
	ID          ID             `json:"id"`
	Title       string         `json:"title"`
	Activity    string         `json:"activity,omitempty"`
	Created     time.Time      `json:"created"`
	Updated     time.Time      `json:"updated"`
	Minutes     int            `json:"minutes,omitempty"`
	Private     bool           `json:"private,omitempty"`
	Tags        []string       `json:"tags,omitempty"`
	Communities []ID           `json:"communities,omitempty"`
	Answers     []AnswerRecord `json:"answers,omitempty"`
	// History is what it was before it was changed, the first first.
	History []RevisionRecord `json:"history,omitempty"`
}

// RevisionRecord is a reflection as it was before a change, as the journal keeps it.
type RevisionRecord struct {
	Number int             `json:"number"`
	Body   json.RawMessage `json:"body"`
}

// AnswerRecord is what was said to one step.
type AnswerRecord struct {
	Key       string   `json:"key"`
	Loop      string   `json:"loop,omitempty"`
	Prompt    string   `json:"prompt,omitempty"`
	Kind      Kind     `json:"kind"`
	Value     Value    `json:"value,omitzero"`
	Labels    []string `json:"labels,omitempty"`
	Community ID       `json:"community,omitempty"`
	Private   bool     `json:"private,omitempty"`
}

// ObservationRecord is an observation, also one that was taken back.
type ObservationRecord struct {
	ID         ID        `json:"id"`
	Community  ID        `json:"community,omitempty"` // none for the person's own
	Measure    string    `json:"measure"`
	Value      Value     `json:"value,omitzero"`
	Labels     []string  `json:"labels,omitempty"`
	At         time.Time `json:"at"`
	Reflection ID        `json:"reflection,omitempty"`
	Note       string    `json:"note,omitempty"`
	Batch      ID        `json:"batch,omitempty"` // the first of those made in one go
	Undone     time.Time `json:"undone,omitzero"`
}

// SuggestionRecord is a suggestion. Its community and the contribution it came from
// are named by their ids alone.
type SuggestionRecord struct {
	Suggestion
	Community    ID `json:"community,omitempty"`
	Contribution ID `json:"contribution,omitempty"`
}

// ContributionRecord is somebody else's page with what has become of it and its
// earlier versions, the oldest first.
type ContributionRecord struct {
	ID       ID                          `json:"id"`
	Page     string                      `json:"page,omitempty"`
	Title    string                      `json:"title"`
	Activity string                      `json:"activity,omitempty"`
	By       string                      `json:"by,omitempty"`
	Written  Date                        `json:"written,omitempty"`
	Text     string                      `json:"text,omitempty"`
	Source   string                      `json:"source,omitempty"`
	Circle   string                      `json:"circle,omitempty"`
	Digest   string                      `json:"digest"` // of what it says, to know it again
	Added    time.Time                   `json:"added"`
	Read     time.Time                   `json:"read,omitzero"`
	State    string                      `json:"state"` // kept, trashed or gone, of which no words are left
	Ended    time.Time                   `json:"ended,omitzero"`
	Earlier  []ContributionVersionRecord `json:"earlier,omitempty"`
}

// ContributionVersionRecord is a contribution as it was before a newer version came.
type ContributionVersionRecord struct {
	Until   time.Time `json:"until"`
	Title   string    `json:"title"`
	By      string    `json:"by,omitempty"`
	Written Date      `json:"written,omitempty"`
	Text    string    `json:"text"`
	Digest  string    `json:"digest"`
}

// ShareRecord is a page that went to other people.
type ShareRecord struct {
	ID         ID          `json:"id"`
	Page       string      `json:"page"`
	Reflection ID          `json:"reflection,omitempty"`
	Title      string      `json:"title"`
	By         string      `json:"by,omitempty"`
	Made       time.Time   `json:"made"`
	To         Destination `json:"to"`
	Place      string      `json:"place,omitempty"`
	Answers    []string    `json:"answers,omitempty"`
	Text       string      `json:"text"`
}

// CircleRecord is a circle, also one that was left, with what the person put there or
// wants to, and what others replied.
type CircleRecord struct {
	ID      ID                 `json:"id"`
	Name    string             `json:"name"`
	Place   string             `json:"place"`
	Role    string             `json:"role,omitempty"`
	Joined  time.Time          `json:"joined"`
	Changed time.Time          `json:"changed,omitzero"`
	Seen    string             `json:"seen,omitempty"`
	Trouble string             `json:"trouble,omitempty"`
	Ended   time.Time          `json:"ended,omitzero"`
	Files   []CircleFileRecord `json:"files,omitempty"`
	Replies []ReplyRecord      `json:"replies,omitempty"`
}

// CircleFileRecord is a file of the person's at the place of a circle.
type CircleFileRecord struct {
	Path      string    `json:"path"`
	Page      string    `json:"page"`
	Text      string    `json:"text"`
	Made      time.Time `json:"made"`
	Sent      time.Time `json:"sent,omitzero"` // zero: it waits
	Again     bool      `json:"again,omitempty"`
	Withdrawn bool      `json:"withdrawn,omitempty"`
}

// ReplyRecord is what somebody replied to a page.
type ReplyRecord struct {
	ID      ID        `json:"id"`
	Path    string    `json:"path"`
	Page    string    `json:"page"`
	By      string    `json:"by,omitempty"`
	Written Date      `json:"written,omitempty"`
	Text    string    `json:"text"`
	Added   time.Time `json:"added"`
}

// DraftRecord is a draft, open, finished or in the trash. Body is the Draft as the
// journal keeps it; the rest is there to name one whose body is damaged.
type DraftRecord struct {
	ID       ID              `json:"id"`
	Activity string          `json:"activity"`
	Title    string          `json:"title"`
	Updated  time.Time       `json:"updated"`
	Step     int             `json:"step"`
	Steps    int             `json:"steps"`
	Body     json.RawMessage `json:"body"`
}

// TrashedRecord is a reflection in the trash, with what came of it. Body is all that as
// the journal keeps it.
type TrashedRecord struct {
	ID    ID              `json:"id"`
	Title string          `json:"title"`
	At    time.Time       `json:"at"`
	Body  json.RawMessage `json:"body"`
}
