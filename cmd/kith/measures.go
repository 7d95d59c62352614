package main

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// measures are the steps that kith knows to ask for an observation, by the name
// of its measure: those of the activities inside it, so that there is one
// wording of each question, and one that no activity asks.
type measures map[string][]prompts.Step

// measuresOf are those that the activities of these ids ask for; of none named,
// those of all.
func measuresOf(ids ...string) (measures, error) {
	lib, err := prompts.OpenLibrary("")
	if err != nil {
		return nil, err
	}
	known := measures{journal.MeasureDormant: {{
		Key: journal.MeasureDormant, Kind: journal.YesNo, Prompt: "Is it not meeting at present?", Record: journal.MeasureDormant,
	}}}
	if len(ids) == 0 {
		for _, e := range lib.Activities() {
			known.add(e.Steps)
		}
	}
	for _, id := range ids {
		activity, err := lib.Find(id)
		if err != nil {
			return nil, err
		}
		known.add(activity.Steps)
	}
	return known, nil
}

func (m measures) add(steps []prompts.Step) {
	for _, step := range steps {
		if step.Record != "" {
			m[step.Record] = append(m[step.Record], step)
		}
		m.add(step.Steps)
	}
}

// words are what was observed in the words it was asked in: the labels of what
// was chosen, a rating with its anchor. Where two activities ask in words of
// their own, it is the bare value.
func (m measures) words(o journal.Observation) string {
	labels := func(label func(prompts.Step) string) []string {
		all := each(m[o.Measure], label)
		slices.Sort(all)
		return slices.Compact(slices.DeleteFunc(all, func(l string) bool { return l == "" }))
	}
	if n := o.Rating(); n > 0 {
		anchors := labels(func(s prompts.Step) string {
			if s.Kind != journal.Rating || n > len(s.Anchors) {
				return ""
			}
			return s.Anchors[n-1]
		})
		if len(anchors) == 1 {
			return strconv.Itoa(n) + ", " + anchors[0]
		}
	}
	if len(o.Value.Choices) == 0 || o.Value.Declined {
		return observedWords(o.Value)
	}
	return strings.Join(each(o.Value.Choices, func(choice string) string {
		if said := labels(func(s prompts.Step) string { return optionLabel(s, choice) }); len(said) == 1 {
			return said[0]
		}
		return choice
	}), "; ")
}

// optionLabel is the label of an option that a step has, or "".
func optionLabel(step prompts.Step, value string) string {
	if i := slices.IndexFunc(step.Options, func(o journal.Option) bool { return o.Value == value }); i >= 0 {
		return step.Options[i].Label
	}
	return ""
}

// read reads a value as it is typed after a flag: "?" is not sure, and a measure
// that an activity asks for takes what may be answered there.
func (m measures) read(a *app, measure, typed string) (v journal.Value, err error) {
	if len(m[measure]) == 0 {
		return anyValue(typed), nil
	}
	for _, step := range m[measure] {
		v, err = a.checked(step, typedAs(step, typed))
		if err == nil && v.Empty() {
			err = journal.Errorf(journal.Invalid, "nothing is said")
		}
		if err == nil {
			return v, nil
		}
	}
	e := a.explain(err)
	return v, journal.Errorf(e.Kind, "%s cannot be %q: %s", measure, text.Line(typed), e.Text).
		WithHint("%s", firstOf(e.Hint, `type "?", in quotes, if you are not sure`))
}

// typedAs is a text as an answer of a step's kind, whatever it holds.
func typedAs(step prompts.Step, typed string) journal.Value {
	typed = strings.TrimSpace(typed)
	switch step.Kind {
	case journal.Rating, journal.Number:
		if v := anyValue(typed); v.NotSure || v.Number != nil {
			return v
		}
	case journal.YesNo:
		if v := anyValue(typed); v.Yes != nil {
			return v
		}
	case journal.ChooseOne:
		isOption := slices.ContainsFunc(step.Options, func(o journal.Option) bool { return o.Value == typed })
		if step.Record == journal.MeasureOwnLabel && !isOption {
			return journal.TextValue(typed) // their own word, whichever it is
		}
		return journal.ChoiceValue(typed)
	case journal.ChooseMany:
		return journal.ChoiceValue(tagWords(typed)...)
	}
	return journal.TextValue(typed)
}

// anyValue is a text as the value of a measure that kith knows nothing of.
func anyValue(typed string) journal.Value {
	typed = strings.TrimSpace(typed)
	switch text.Fold(typed) {
	case "?":
		return journal.Value{NotSure: true}
	case "yes", "true":
		return journal.YesValue(true)
	case "no", "false":
		return journal.YesValue(false)
	}
	if n, err := strconv.ParseFloat(typed, 64); err == nil && !math.IsNaN(n) && !math.IsInf(n, 0) {
		return journal.NumberValue(n)
	}
	return journal.TextValue(typed)
}

// checked asks the step whether it takes an answer, as an activity would.
func (a *app) checked(step prompts.Step, v journal.Value) (journal.Value, error) {
	if step.Record == journal.MeasureOwnLabel && v.Text != "" {
		step.Kind = journal.ShortText
	}
	step.Key, step.When, step.Full, step.Sitting = "value", nil, false, 1
	s := prompts.New(prompts.Activity{Steps: []prompts.Step{step}}, prompts.Env{Now: a.now(), NewID: a.newID}, prompts.Options{})
	s.Set(v)
	err := s.Next()
	return s.Draft().Answers[step.Key], err
}
