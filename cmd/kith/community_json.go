package main

import (
	"context"
	"time"

	"kith/journal"
	"kith/store"
)

// communityJSON is a community as docs/json.md has it.
type communityJSON struct {
	ID       journal.ID     `json:"id"`
	Name     string         `json:"name"`
	Alias    *string        `json:"alias"`
	Kinds    []string       `json:"kinds"`
	About    *string        `json:"about"`
	Where    *string        `json:"where"`
	Rhythm   *string        `json:"rhythm"`
	Started  *string        `json:"started"`
	Tags     []string       `json:"tags"`
	Created  *string        `json:"created"`
	Archived *string        `json:"archived"`
	Latest   map[string]any `json:"latest"`
	Observed *string        `json:"observed"`
	Reading  readingJSON    `json:"reading"`
}

type readingJSON struct {
	Label      string   `json:"label"`
	Own        *string  `json:"own"`
	Confidence string   `json:"confidence"`
	Candidates []string `json:"candidates"`
	DependsOn  *string  `json:"depends_on"`
	Notes      []string `json:"notes"`
	Gaps       []string `json:"gaps"`
}

func showCommunity(c journal.Community, latest journal.Latest, now time.Time) communityJSON {
	r := journal.Read(c, latest, now)
	out := communityJSON{
		ID: c.ID, Name: c.Name, Alias: orNull(c.Alias), Kinds: orEmpty(c.Kinds), About: orNull(c.About),
		Where: orNull(c.Where), Rhythm: orNull(c.Rhythm), Started: orNull(string(c.Started)), Tags: orEmpty(c.Tags),
		Created: timeOrNull(c.Created), Archived: timeOrNull(c.Archived),
		Latest: map[string]any{}, Observed: timeOrNull(lastLook(latest)),
		Reading: showReading(r),
	}
	for _, measure := range []string{journal.MeasureDomain, journal.MeasureCommunity, journal.MeasurePractice} {
		out.Latest[measure] = nil
	}
	for measure, o := range latest {
		out.Latest[measure] = observedJSON(o.Value)
	}
	return out
}

func showReading(r journal.Reading) readingJSON {
	return readingJSON{
		Label: r.Label, Own: orNull(r.Own), Confidence: r.Confidence, Candidates: orEmpty(r.Candidates),
		DependsOn: orNull(r.Depends), Notes: orEmpty(r.Notes), Gaps: orEmpty(r.Gaps),
	}
}

// printCommunity prints one as it is in the journal.
func (a *app) printCommunity(ctx context.Context, s *store.Store, c journal.Community) error {
	latest, err := s.Latest(ctx, []journal.ID{c.ID})
	if err != nil {
		return err
	}
	return a.printJSON(showCommunity(c, latest[c.ID], a.now()))
}

// observedJSON is the value of an observation; of several choices, a list.
func observedJSON(v journal.Value) any {
	if len(v.Choices) > 1 {
		return v.Choices
	}
	return valueJSON("", v)
}

// lastLook is when a community was last observed; zero for never.
func lastLook(latest journal.Latest) time.Time {
	var last time.Time
	for _, o := range latest {
		if o.At.After(last) {
			last = o.At
		}
	}
	return last
}
