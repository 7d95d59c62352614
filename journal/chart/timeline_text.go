package chart

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Bar is a rating from 1 to 5 in one cell; any other number, such as 0, is not
// known and has a mark of its own, for it is not a low one.
func Bar(n int) string {
	if n < 1 || n > 5 {
		return "·"
	}
	return string([]rune("▁▂▄▆█")[n-1])
}

// Text is the timeline as lines without a line feed at the end: a column for
// each day on which somebody looked, the newest that fit the width, and a row
// for each element. "?" is not sure, and an empty place not looked at.
//
//	           Mar   Jun   Nov
//	           2025        2026
//	domain     ▂ 2     ?   ▆ 4
//	community  ▄ 3         ▄ 3
//	practice   not looked at yet
//
// Plain, it is a sentence for each: "domain: 2 in Mar 2025, not sure in Jun 2025".
func (t *Timeline) Text(x Text) string {
	days := t.days()
	switch {
	case len(days) == 0:
		return text.Block("None of the three elements was looked at yet.", x.Width, "")
	case x.Plain:
		var lines []string
		for _, s := range t.rows {
			lines = append(lines, text.Wrap(s.sentence(), x.Width)...)
		}
		return strings.Join(lines, "\n")
	}
	return t.table(days, x.Width)
}

// days are those on which somebody looked, oldest first.
func (t *Timeline) days() []journal.Date {
	looked := map[journal.Date]bool{}
	for _, s := range t.rows {
		for _, m := range s.marks {
			looked[journal.DateOf(m.at)] = true
		}
	}
	return slices.Sorted(maps.Keys(looked))
}

const (
	nameColumn = len(journal.MeasureCommunity)
	between    = "  "
	someDays   = 12 // that are drawn where the width is not known, and read aloud
)

// table draws the newest of the days that fit as columns. Months stand over
// them, or days where two of them are of one month.
func (t *Timeline) table(days []journal.Date, width int) string {
	newest := func(wide int) []journal.Date {
		fit := someDays
		if width > 0 {
			fit = max(1, (width-nameColumn)/(len(between)+wide))
		}
		return days[max(0, len(days)-fit):]
	}
	layout, wide := "Jan", 4 // as wide as a year
	shown := newest(wide)
	months := map[string]bool{}
	for _, d := range shown {
		months[d.Start(time.UTC).Format("Jan 2006")] = true
	}
	if len(months) < len(shown) {
		layout, wide = "2 Jan", 6
		shown = newest(wide)
	}

	var lines []string
	row := func(name string, cell func(journal.Date) string) {
		line := fmt.Sprintf("%-*s", nameColumn, name)
		for _, d := range shown {
			line += fmt.Sprintf("%s%-*s", between, wide, cell(d))
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	row("", func(d journal.Date) string { return d.Start(time.UTC).Format(layout) })
	last := ""
	row("", func(d journal.Date) string { // a year where it begins
		year := d.Start(time.UTC).Format("2006")
		if year == last {
			return ""
		}
		last = year
		return year
	})
	for _, s := range t.rows {
		said := map[journal.Date]string{} // what was last said on a day
		for _, m := range s.marks {
			said[journal.DateOf(m.at)] = "  ?"
			if m.level > 0 {
				said[journal.DateOf(m.at)] = Bar(m.level) + " " + strconv.Itoa(m.level)
			}
		}
		words := neverSeen
		if n := len(s.marks); n > 0 {
			last := s.marks[n-1]
			if journal.DateOf(last.at) >= shown[0] {
				row(s.name, func(d journal.Date) string { return said[d] })
				continue
			}
			words = "last: " + last.said + ", " + day(last.at)
		}
		lines = append(lines, fmt.Sprintf("%-*s%s%s", nameColumn, s.name, between, words))
	}
	switch n := len(days) - len(shown); {
	case n == 1:
		lines = append(lines, "1 earlier day is left out.")
	case n > 1:
		lines = append(lines, fmt.Sprintf("%d earlier days are left out.", n))
	}
	return strings.Join(lines, "\n")
}

// sentence reads the newest marks aloud: "in Mar 2025" while no two of them fall
// into a month, and else "on 3 Mar 2025".
func (s series) sentence() string {
	if len(s.marks) == 0 {
		return s.name + ": " + neverSeen
	}
	shown := s.marks[max(0, len(s.marks)-someDays):]
	when := func(at time.Time) string { return "in " + at.Format("Jan 2006") }
	for i, m := range shown[1:] {
		if when(m.at) == when(shown[i].at) {
			when = func(at time.Time) string { return "on " + day(at) }
			break
		}
	}
	parts := make([]string, len(shown))
	for i, m := range shown {
		parts[i] = m.said + " " + when(m.at)
	}
	said := s.name + ": " + strings.Join(parts, ", ")
	if n := len(s.marks) - len(shown); n > 0 {
		said += fmt.Sprintf(" (%d earlier left out)", n)
	}
	return said
}
