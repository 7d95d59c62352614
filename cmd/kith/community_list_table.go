package main

import (
	"errors"
	"iter"
	"strconv"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/chart"
	"kith/journal/text"
)

// printCommunities lists them: for programs the three elements as numbers in a
// column each, for eyes as blocks in one, or where those would be read aloud as
// numbers.
func (a *app) printCommunities(found iter.Seq2[seen, error]) error {
	if a.json {
		return archive.WriteArray(a.console.Out, found, func(c seen) archive.CommunityJSON { return archive.Community(c.Community, c.latest, a.now()) })
	}
	t, row := a.console.Table("name", "kinds", "domain", "community", "practice", "reading", "tags", "looked at"), a.wideRow
	switch {
	case !a.console.OutTTY():
	case a.console.Width() < fewColumns:
		t, row = a.console.Table("name", "kinds, #tags", unbroken("d c p"), "reading", unbroken("looked at")).Wrap(), a.narrowRow
	default:
		t, row = a.console.Table("name", "kinds", unbroken("d c p"), "reading", "tags", unbroken("looked at")).Wrap(), a.row
	}
	for c, err := range found {
		if err == nil {
			err = t.Row(row(c)...)
		}
		if err != nil {
			return errors.Join(t.Flush(), err)
		}
	}
	return t.Flush()
}

// fewColumns is the width of a terminal on which kinds and tags share a column.
const fewColumns = 76

// wideRow is a row for programs.
func (a *app) wideRow(c seen) []string {
	return []string{
		text.Line(c.Name), commas(c.Kinds),
		c.element(journal.MeasureDomain), c.element(journal.MeasureCommunity), c.element(journal.MeasurePractice),
		c.reading.Label, commas(c.Tags), a.lookedAt(c.latest.At()),
	}
}

func (a *app) row(c seen) []string {
	return []string{
		text.Line(c.Name), commas(c.Kinds), a.bars(c), c.reading.Label, commas(c.Tags),
		a.lookedAt(c.latest.At()),
	}
}

func (a *app) narrowRow(c seen) []string {
	words := commas(c.Kinds)
	for _, tag := range c.Tags {
		words += " #" + text.Line(tag)
	}
	return []string{
		text.Line(c.Name), strings.TrimSpace(words), a.bars(c), c.reading.Label, a.lookedAt(c.latest.At()),
	}
}

func commas(words []string) string { return text.Line(strings.Join(words, ", ")) }

// unbroken keeps a cell on one line.
func unbroken(cell string) string { return strings.ReplaceAll(cell, " ", "\u00a0") }

// bars are the three elements in five cells: "▆ ▄ ·", or plain "4 3 -".
func (a *app) bars(c seen) string {
	return unbroken(strings.Join(each(elements(), func(measure string) string {
		o, said := c.latest[measure]
		switch {
		case said && o.Rating() == 0, a.console.IsPlain() && said:
			return c.element(measure)
		case a.console.IsPlain():
			return "-"
		}
		return chart.Bar(o.Rating())
	}), " "))
}

// lookedAt is a day in few letters, or for programs the moment.
func (a *app) lookedAt(t time.Time) string {
	switch now := a.now(); {
	case t.IsZero() || !a.console.OutTTY():
		return a.when(t)
	case journal.DateOf(t) == journal.DateOf(now):
		return "today"
	case t.Year() == now.Year():
		return unbroken(t.Format("2 Jan"))
	}
	return unbroken(t.Format("Jan 2006"))
}

// element is one of the three for a list: a number, "?" for not sure, nothing
// where it was never said. Not known is never drawn as low.
func (c seen) element(measure string) string {
	if _, said := c.latest[measure]; !said {
		return ""
	}
	if n := c.latest[measure].Value.Number; n != nil {
		return strconv.Itoa(int(*n))
	}
	return "?"
}
