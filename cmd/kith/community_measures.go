package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kith/journal"
)

// drawElements draws the latest of each of the three elements as blocks, with
// its number and day beside it, so that nothing hangs on the picture.
func (a *app) drawElements(latest journal.Latest) string {
	var lines []string
	for _, measure := range elements() {
		o, known := latest[measure]
		if !known {
			lines = append(lines, fmt.Sprintf("%-10s .....  not known", measure))
			continue
		}
		lines = append(lines, fmt.Sprintf("%-10s %s  %s, %s", measure, blocks(o.Value), observedWords(o.Value), a.day(o)))
	}
	return strings.Join(lines, "\n")
}

func elements() []string {
	return []string{journal.MeasureDomain, journal.MeasureCommunity, journal.MeasurePractice}
}

// blocks is a rating as five places; one that is not sure has none filled and
// its own mark, for it is not a low one.
func blocks(v journal.Value) string {
	if v.Number == nil {
		return "  ?  "
	}
	n := min(max(int(*v.Number), 0), 5)
	return strings.Repeat("#", n) + strings.Repeat(".", 5-n)
}

// drawMeasures lists what else was last observed.
func (a *app) drawMeasures(latest journal.Latest) string {
	var lines []string
	for _, measure := range slices.Sorted(maps.Keys(latest)) {
		if slices.Contains(elements(), measure) {
			continue
		}
		o := latest[measure]
		lines = append(lines, journal.Visible(fmt.Sprintf("%s: %s, %s", measure, observedWords(o.Value), a.day(o))))
	}
	return strings.Join(lines, "\n")
}

// day is the day of an observation.
func (a *app) day(o journal.Observation) string {
	if !a.console.OutTTY() {
		return string(journal.DateOf(o.At))
	}
	return o.At.Format("2 January 2006")
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
	return journal.VisibleLine(v.Text)
}
