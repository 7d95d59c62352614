package chart

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Calendar is how much was written in each week of some time, a row for each month.
type Calendar struct {
	months []month
	most   int // reflections in one week
}

// month is the weeks that begin in a month.
type month struct {
	name  string // "Nov 2026"
	weeks []journal.Week
}

// CalendarLegend says what a row of a calendar is.
const CalendarLegend = "A month in each row, with the weeks whose Monday is in it: how many reflections in each, then their sum."

// NewCalendar takes the weeks that are shown, one after another, with those in which
// nothing was written.
func NewCalendar(weeks []journal.Week) *Calendar {
	c := &Calendar{}
	for _, w := range weeks {
		name := w.Monday.Start(time.UTC).Format("Jan 2006")
		if last := len(c.months) - 1; last < 0 || c.months[last].name != name {
			c.months = append(c.months, month{name: name})
		}
		m := &c.months[len(c.months)-1]
		m.weeks = append(m.weeks, w)
		c.most = max(c.most, w.Reflections)
	}
	return c
}

// sum is what was written in a month's weeks.
func (m month) sum() (reflections, words int) { return journal.Stats{Weeks: m.weeks}.Sum() }

// said is a month's sum in words.
func (m month) said() string {
	n, words := m.sum()
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d, %s", n, text.Count(words, "word"))
}

// Text is a line for each month, without a line feed at the end: its weeks, from that
// whose Monday is the first in it, with how many reflections were written in each, and
// the sum. The higher the mark the more; a dot is none.
//
//	Oct 2026  ▂ 1  █ 4  ·    ▂ 1        6, 1204 words
//	Nov 2026  ▄ 2  ·    ▆ 3  ▂ 1  █ 4   10, 2310 words
//
// Plain, it is a sentence for each month.
func (c *Calendar) Text(x Text) string {
	var lines []string
	digits := len(strconv.Itoa(c.most))
	gap := between
	if all := len("Nov 2026") + 5*(len(between)+2+digits) + len(between) + digits + 1; x.Width > 0 && all > x.Width {
		gap = " "
	}
	for _, m := range c.months {
		if x.Plain {
			lines = append(lines, text.Wrap(m.sentence(), x.Width)...)
			continue
		}
		line := m.name
		for i := range 5 {
			cell := ""
			if i < len(m.weeks) {
				if n := m.weeks[i].Reflections; n == 0 {
					cell = "·"
				} else {
					cell = Bar(level(n, c.most)) + " " + strconv.Itoa(n)
				}
			}
			line += gap + cell + strings.Repeat(" ", 2+digits-text.Width(cell))
		}
		said := m.said()
		if x.Width > 0 && text.Width(line+gap+said) > x.Width {
			said, _, _ = strings.Cut(said, ",")
		}
		lines = append(lines, strings.TrimRight(line+gap+said, " "))
	}
	return strings.Join(lines, "\n")
}

// level is an amount from 1 to 5, as Bar draws it: more than nothing is at least 1.
func level(n, most int) int { return (5*n + most - 1) / most }

// sentence reads a month aloud: "Nov 2026: 10, 2310 words; by week 2, 0, 3, 1, 4".
func (m month) sentence() string {
	if n, _ := m.sum(); n == 0 {
		return m.name + ": nothing"
	}
	var weeks []string
	for _, w := range m.weeks {
		weeks = append(weeks, strconv.Itoa(w.Reflections))
	}
	return m.name + ": " + m.said() + "; by week " + strings.Join(weeks, ", ")
}

// The measures of a calendar in a drawing.
const (
	weekStart = 130.0
	weekStep  = 120.0
	weekBar   = 72.0
)

// SVG is the calendar as a drawing, with other amounts below it.
func (c *Calendar) SVG(title, summary string, groups ...Rows) string {
	d := &drawing{}
	top := 124.0
	height := top + float64(len(c.months))*rowStep + 10
	for _, g := range groups {
		height += g.height()
	}
	var said []string
	for _, m := range c.months {
		said = append(said, m.sentence())
	}
	d.open("kith-stats", height+margin, title, summary+" By month, each week in that of its Monday: "+strings.Join(said, ". ")+". "+describe(slices.DeleteFunc(slices.Clone(groups), func(g Rows) bool { return len(g.Rows) == 0 })))
	d.text(point{margin, 48}, 22, ink, title, bold)
	d.text(point{margin, 74}, 14, dim, summary)
	d.text(point{margin, 104}, 12, dim, CalendarLegend)
	for i, m := range c.months {
		y := top + float64(i)*rowStep
		d.text(point{margin, y + rowSize*0.36}, rowSize, ink, m.name)
		for n, w := range m.weeks {
			x := weekStart + float64(n)*weekStep
			share := 0.0
			if w.Reflections > 0 {
				share = float64(w.Reflections) / float64(c.most)
			}
			number := strconv.Itoa(w.Reflections)
			d.bar(point{x, y}, weekBar, share)
			d.titled(point{x + weekBar*share + 6, y + rowSize*0.36}, rowSize, dim, number,
				fmt.Sprintf("week of %s: %s, %s", w.Monday.Words(), text.Count(w.Reflections, "reflection"), text.Count(w.Words, "word")))
		}
		if said := m.said(); said != "" {
			d.text(point{pictureWidth - margin, y + rowSize*0.36}, rowSize, dim, said, end)
		}
	}
	top += float64(len(c.months))*rowStep + 10
	for _, g := range groups {
		d.rows(g, top)
		top += g.height()
	}
	return d.close()
}
