package main

import (
	"slices"

	"kith/journal"
	"kith/journal/archive"
	"kith/prompts"
)

// sheetJSON is an activity with its steps.
type sheetJSON struct {
	activityJSON
	Intro   *string    `json:"intro"`
	Closing *string    `json:"closing"`
	Steps   []stepJSON `json:"steps"`
}

type stepJSON struct {
	Key      string         `json:"key"`
	Kind     journal.Kind   `json:"kind"`
	Prompt   string         `json:"prompt"`
	Help     *string        `json:"help"`
	Required bool           `json:"required"`
	Private  bool           `json:"private"`
	Full     bool           `json:"full"`
	Sitting  int            `json:"sitting"`
	Record   *string        `json:"record"`
	When     *conditionJSON `json:"when"`
	Options  []optionJSON   `json:"options"`
	Anchors  []string       `json:"anchors"`
	Fields   []string       `json:"fields"`
	Over     *string        `json:"over"`
	Steps    []stepJSON     `json:"steps"`
}

type conditionJSON struct {
	Key   string     `json:"key"`
	Op    prompts.Op `json:"op"`
	Value any        `json:"value"`
}

type optionJSON struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

func newSheetJSON(lib *prompts.Library, activity prompts.Activity) sheetJSON {
	entry := prompts.Entry{Activity: activity}
	for _, e := range lib.Activities() {
		if e.ID == activity.ID {
			entry = e
		}
	}
	return sheetJSON{
		activityJSON: newActivityJSON(entry), Intro: archive.OrNull(activity.Intro), Closing: archive.OrNull(activity.Closing),
		Steps: stepsJSON(activity.Steps),
	}
}

func stepsJSON(steps []prompts.Step) []stepJSON {
	out := make([]stepJSON, len(steps))
	for i, s := range steps {
		out[i] = stepJSON{
			Key: s.Key, Kind: s.Kind, Prompt: s.Prompt, Help: archive.OrNull(s.Help),
			Required: s.Required, Private: s.Private, Full: s.Full, Sitting: max(s.Sitting, 1),
			Record: archive.OrNull(s.Record), Options: []optionJSON{}, Anchors: archive.OrEmpty(slices.Clone(s.Anchors)),
			Fields: archive.OrEmpty(slices.Clone(s.Fields)), Over: archive.OrNull(s.Over), Steps: stepsJSON(s.Steps),
		}
		if s.When != nil {
			out[i].When = &conditionJSON{Key: s.When.Key, Op: s.When.Op, Value: s.When.Value}
		}
		for _, o := range s.Options {
			out[i].Options = append(out[i].Options, optionJSON{o.Value, o.Label})
		}
	}
	return out
}
