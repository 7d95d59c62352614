package chart

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
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
		return strings.Join(wrap("None of the three elements was looked at yet.", float64(x.Width), cells), "\n")
	case x.Plain:
		return t.sentences(float64(x.Width))
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

// table draws the days as columns.
func (t *Timeline) table(days []journal.Date, width int) string {
	form := monthColumn()
	shown := newest(days, form.fit(width))
	if !distinct(shown, form) {
		form = dayColumn()
		shown = newest(days, form.fit(width))
	}
	lines := []string{
		row("", form.cells(shown, form.top)),
		row("", form.cells(shown, yearOfEach(shown))),
	}
	for _, s := range t.rows {
		lines = append(lines, row(s.name, s.columns(shown, form)))
	}
	if n := len(days) - len(shown); n > 0 {
		lines = append(lines, leftOut(n))
	}
	return strings.Join(lines, "\n")
}

func leftOut(n int) string {
	if n == 1 {
		return "1 earlier day is left out."
	}
	return fmt.Sprintf("%d earlier days are left out.", n)
}

func row(name string, cells []string) string {
	line := fmt.Sprintf("%-*s", nameColumn, name)
	for _, c := range cells {
		line += between + c
	}
	return strings.TrimRight(line, " ")
}

// column is how a day heads its column.
type column struct {
	wide   int
	layout string
}

func monthColumn() column { return column{4, "Jan"} } // as wide as a year
func dayColumn() column   { return column{6, "2 Jan"} }

// fit is how many columns a width has room for.
func (c column) fit(width int) int {
	if width <= 0 {
		return someDays
	}
	return max(1, (width-nameColumn)/(len(between)+c.wide))
}

// top is the upper line of a column's head.
func (c column) top(d journal.Date) string { return d.Start(time.UTC).Format(c.layout) }

// cells fills a column for each day.
func (c column) cells(days []journal.Date, cell func(journal.Date) string) []string {
	all := make([]string, len(days))
	for i, d := range days {
		text := cell(d)
		all[i] = text + strings.Repeat(" ", max(0, c.wide-len([]rune(text))))
	}
	return all
}

func newest(days []journal.Date, n int) []journal.Date { return days[max(0, len(days)-n):] }

// distinct reports that no two of the days come to the same month.
func distinct(days []journal.Date, c column) bool {
	months := map[string]bool{}
	for _, d := range days {
		months[d.Start(time.UTC).Format("2006 "+c.layout)] = true
	}
	return len(months) == len(days)
}

// yearOfEach is the lower line of the heads: a year where it begins.
func yearOfEach(days []journal.Date) func(journal.Date) string {
	begins := map[journal.Date]string{}
	last := ""
	for _, d := range days {
		if year := d.Start(time.UTC).Format("2006"); year != last {
			begins[d], last = year, year
		}
	}
	return func(d journal.Date) string { return begins[d] }
}

// columns are what was said on each of the days, or in words that nothing was.
func (s series) columns(days []journal.Date, form column) []string {
	if len(s.marks) == 0 {
		return []string{neverSeen}
	}
	last := s.marks[len(s.marks)-1]
	if journal.DateOf(last.at) < days[0] {
		return []string{"last: " + last.said + ", " + day(last.at)}
	}
	return form.cells(days, s.cell())
}

// cell is what was last said on a day: a block and its number.
func (s series) cell() func(journal.Date) string {
	of := map[journal.Date]string{}
	for _, m := range s.marks {
		of[journal.DateOf(m.at)] = "  ?"
		if m.level > 0 {
			of[journal.DateOf(m.at)] = Bar(m.level) + " " + strconv.Itoa(m.level)
		}
	}
	return func(d journal.Date) string { return of[d] }
}

// sentences read the newest of each element aloud.
func (t *Timeline) sentences(width float64) string {
	var lines []string
	for _, s := range t.rows {
		lines = append(lines, wrap(s.sentence(), width, cells)...)
	}
	return strings.Join(lines, "\n")
}

func (s series) sentence() string {
	if len(s.marks) == 0 {
		return s.name + ": " + neverSeen
	}
	shown := s.marks[max(0, len(s.marks)-someDays):]
	when := whenWords(shown)
	parts := make([]string, len(shown))
	for i, m := range shown {
		parts[i] = m.said + " " + when(m.at)
	}
	text := s.name + ": " + strings.Join(parts, ", ")
	if n := len(s.marks) - len(shown); n > 0 {
		text += fmt.Sprintf(" (%d earlier left out)", n)
	}
	return text
}

// whenWords is "in Mar 2025" while no two marks fall into a month, and else
// "on 3 Mar 2025".
func whenWords(marks []mark) func(time.Time) string {
	for i := range marks[1:] {
		if marks[i].at.Format("2006-01") == marks[i+1].at.Format("2006-01") {
			return func(at time.Time) string { return "on " + day(at) }
		}
	}
	return func(at time.Time) string { return "in " + at.Format("Jan 2006") }
}
