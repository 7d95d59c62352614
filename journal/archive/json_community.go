package archive

import (
	"time"

	"kith/journal"
)

// CommunityJSON is a community with what was last observed of it and how kith
// reads that.
type CommunityJSON struct {
	ID       journal.ID     `json:"id"`
	Name     string         `json:"name"`
	Alias    *string        `json:"alias"`
	Kinds    []string       `json:"kinds"`
	About    *string        `json:"about"`
	Where    *string        `json:"where"`
	Rhythm   *string        `json:"rhythm"`
	Started  *journal.Date  `json:"started"`
	Tags     []string       `json:"tags"`
	Created  *string        `json:"created"`
	Archived *string        `json:"archived"`
	Latest   map[string]any `json:"latest"` // by measure; the three elements are always there
	Observed *string        `json:"observed"`
	Reading  ReadingJSON    `json:"reading"`
}

// ReadingJSON is how kith reads a community.
type ReadingJSON struct {
	Label      string   `json:"label"`
	Own        *string  `json:"own"`
	Confidence string   `json:"confidence"`
	Candidates []string `json:"candidates"`
	DependsOn  *string  `json:"depends_on"`
	Notes      []string `json:"notes"`
	Gaps       []string `json:"gaps"`
}

// ObservationJSON is an observation of a community.
type ObservationJSON struct {
	ID         journal.ID  `json:"id"`
	Measure    string      `json:"measure"`
	Value      any         `json:"value"` // a number, true or false, text, or several texts
	NotSure    bool        `json:"not_sure"`
	At         *string     `json:"at"`
	Note       *string     `json:"note"`
	Reflection *journal.ID `json:"reflection"`
	From       *RefJSON    `json:"from"`
	Undone     *string     `json:"undone"`
}

// TagJSON is a tag and how much it is on.
type TagJSON struct {
	Tag         string `json:"tag"`
	Reflections int    `json:"reflections"`
	Communities int    `json:"communities"`
}

// TrashedJSON is something in the trash.
type TrashedJSON struct {
	Kind string     `json:"kind"`
	ID   journal.ID `json:"id"`
	Name string     `json:"name"`
	At   *string    `json:"at"`
}

// Community is a community as it reads now, given the latest that was observed of it.
func Community(c journal.Community, latest journal.Latest, now time.Time) CommunityJSON {
	out := CommunityJSON{
		ID: c.ID, Name: c.Name, Alias: OrNull(c.Alias), Kinds: OrEmpty(c.Kinds), About: OrNull(c.About),
		Where: OrNull(c.Where), Rhythm: OrNull(c.Rhythm), Started: OrNull(c.Started), Tags: OrEmpty(c.Tags),
		Created: Time(c.Created), Archived: Time(c.Archived), Latest: map[string]any{},
		Observed: Time(latest.At()), Reading: Reading(journal.Read(c, latest, now)),
	}
	for _, element := range journal.Elements() {
		out.Latest[element] = nil
	}
	for measure, o := range latest {
		out.Latest[measure] = observed(o.Value)
	}
	return out
}

// Reading is a reading without the three elements, which are among the latest.
func Reading(r journal.Reading) ReadingJSON {
	return ReadingJSON{
		Label: r.Label, Own: OrNull(r.Own), Confidence: r.Confidence, Candidates: OrEmpty(r.Candidates),
		DependsOn: OrNull(r.Depends), Notes: OrEmpty(r.Notes), Gaps: OrEmpty(r.Gaps),
	}
}

// Observation is an observation whole, but for its community: it is listed under
// that.
func Observation(o journal.Observation) ObservationJSON {
	out := ObservationJSON{
		ID: o.ID, Measure: o.Measure, Value: observed(o.Value), NotSure: o.Value.NotSure, At: Time(o.At),
		Note: OrNull(o.Note), Reflection: OrNull(o.Reflection), Undone: Time(o.Undone),
	}
	if o.From.ID != "" {
		out.From = refOrNull(&o.From)
	}
	return out
}

// observed is the value of an observation: of several choices a list, of one that
// alone.
func observed(v journal.Value) any {
	if len(v.Choices) > 1 {
		return v.Choices
	}
	return value("", v)
}

// Tag is a tag with its counts.
func Tag(t journal.TagCount) TagJSON { return TagJSON(t) }

// Trashed is something in the trash.
func Trashed(t journal.Trashed) TrashedJSON {
	return TrashedJSON{Kind: t.Kind, ID: t.ID, Name: t.Name, At: Time(t.At)}
}
