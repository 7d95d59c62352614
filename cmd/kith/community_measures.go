package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/journal/text"
)

func elements() []string {
	return []string{journal.MeasureDomain, journal.MeasureCommunity, journal.MeasurePractice}
}

// participation are the measures of how a person takes part, as the activity
// edge-to-centre asks for them.
func participation() []string { return []string{"level", "trajectory", "reason", "wish"} }

// drawMeasures lists what was last observed beside the three elements: how the
// person takes part, and the rest.
func (a *app) drawMeasures(latest journal.Latest) (taking, rest string, err error) {
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(latest)), func(measure string) bool {
		return slices.Contains(elements(), measure)
	})
	if len(others) == 0 {
		return "", "", nil
	}
	known, err := measuresOf()
	if err != nil {
		return "", "", err
	}
	line := func(measure string) string {
		o := latest[measure]
		name := text.Line(strings.ReplaceAll(measure, "_", " "))
		return a.hung(fmt.Sprintf("%-10s  ", name), fmt.Sprintf("%s (%s)", known.words(o), a.day(o)))
	}
	var take, more []string
	for _, measure := range participation() {
		if _, said := latest[measure]; said {
			take = append(take, line(measure))
		}
	}
	for _, measure := range others {
		if !slices.Contains(participation(), measure) {
			more = append(more, line(measure))
		}
	}
	return strings.Join(take, "\n"), strings.Join(more, "\n"), nil
}

// hung is a text that goes on under its own beginning, in a part of a page.
func (a *app) hung(name, s string) string {
	width := a.readingWidth()
	if width > 0 {
		width -= 2 // the indent of the part
	}
	indent := utf8.RuneCountInString(name)
	return name + strings.TrimLeft(console.Wrap(text.Line(s), width, indent), " ")
}

// day is the day of an observation.
func (a *app) day(o journal.Observation) string {
	if !a.console.OutTTY() {
		return string(journal.DateOf(o.At))
	}
	return journal.DateOf(o.At).Words()
}

func observedWords(v journal.Value) string {
	switch {
	case v.NotSure || !v.Said():
		return "not sure"
	case len(v.Choices) > 0:
		return strings.Join(v.Choices, ", ")
	case v.Number != nil:
		return fmt.Sprint(*v.Number)
	case v.Yes != nil && *v.Yes:
		return "yes"
	case v.Yes != nil:
		return "no"
	}
	return text.Line(v.Text)
}
