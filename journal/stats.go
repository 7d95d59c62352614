package journal

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal/text"
)

// Stats are what was written, counted: never a score, and no days in a row.
type Stats struct {
	Weeks []Week // those in which something was written, the oldest first
	// What most was written of comes first.
	Activities, Communities, Tags []Tally
}

// Week is what was written in a week, which begins on Monday where it was written.
type Week struct {
	Monday             Date
	Reflections, Words int
}

// Tally is how many reflections have something in common. Of an activity the name is
// its id, "" for quick notes.
type Tally struct {
	ID          ID // of a community
	Name        string
	Reflections int
}

// Sum is how many reflections there are in all, and how many words in them.
func (s Stats) Sum() (reflections, words int) {
	for _, w := range s.Weeks {
		reflections += w.Reflections
		words += w.Words
	}
	return reflections, words
}

// Course is what was observed under one name in the course of time.
type Course struct {
	Measure string
	Unit    string // of the numbers: "hours"; "" where none was asked for
	Rating  bool   // the numbers are from 1 to 5, of which there is a mean and no sum
	Times   int    // how often it was observed, as a number or not
	From    Date   // the first time
	Days    []Period
	// Other is what was observed that is no number, what most often was first.
	Other []Other
}

// Other is something that was observed and is no number.
type Other struct {
	Value string
	Words string // as they were last shown for it
	Times int
}

// Others are what an observation says that is no number: each of several things that
// were chosen by itself.
func (o Observation) Others() []Other {
	values, words := o.Value.Choices, o.lines()
	if len(values) == 0 {
		values, words = []string{o.Value.Words()}, []string{o.Words()}
	}
	all := make([]Other, len(values))
	for i, v := range values {
		all[i] = Other{Value: v, Words: words[i], Times: 1}
	}
	return all
}

// Period is what was observed in a day, or longer, as numbers.
type Period struct {
	From             Date
	Times            int
	Sum, Least, Most float64
}

// Mean is what was observed on the average.
func (p Period) Mean() float64 { return p.Sum / float64(max(p.Times, 1)) }

// With is two periods as one, which begins with the first.
func (p Period) With(q Period) Period {
	if p.Times == 0 {
		q.From = p.From
		return q
	}
	p.Times, p.Sum, p.Least, p.Most = p.Times+q.Times, p.Sum+q.Sum, min(p.Least, q.Least), max(p.Most, q.Most)
	return p
}

// Whole is all of it as one period.
func (c Course) Whole() (all Period) {
	for i, d := range c.Days {
		if i == 0 {
			all.From = d.From
		}
		all = all.With(d)
	}
	return all
}

// Span is how long each of some periods is.
type Span string

// The spans that a course is drawn in.
const (
	SpanDay   Span = "day"
	SpanWeek  Span = "week"
	SpanMonth Span = "month"
	SpanYear  Span = "year"
)

// Periods are the days put together into the shortest periods of which there are not
// too many to look at, those between in which nothing was observed with them.
func (c Course) Periods() ([]Period, Span) {
	if len(c.Days) == 0 {
		return nil, SpanDay
	}
	const most = 26
	first, last := c.Days[0].From.Start(time.UTC), c.Days[len(c.Days)-1].From.Start(time.UTC)
	days := int(last.Sub(first).Hours()/24) + 1
	span := SpanYear
	switch {
	case days <= 14:
		span = SpanDay
	case days <= 7*most:
		span = SpanWeek
	case days <= 61*most:
		span = SpanMonth
	}
	var all []Period
	at := span.start(first)
	for _, d := range c.Days {
		day := d.From.Start(time.UTC)
		for len(all) == 0 || !day.Before(at) {
			all = append(all, Period{From: span.date(at)})
			at = span.next(at)
		}
		all[len(all)-1] = all[len(all)-1].With(d)
	}
	return all, span
}

// start is the first day of the period that a day is in.
func (s Span) start(day time.Time) time.Time {
	switch s {
	case SpanWeek:
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case SpanMonth:
		return day.AddDate(0, 0, 1-day.Day())
	case SpanYear:
		return day.AddDate(0, 0, 1-day.YearDay())
	}
	return day
}

func (s Span) next(start time.Time) time.Time {
	switch s {
	case SpanWeek:
		return start.AddDate(0, 0, 7)
	case SpanMonth:
		return start.AddDate(0, 1, 0)
	case SpanYear:
		return start.AddDate(1, 0, 0)
	}
	return start.AddDate(0, 0, 1)
}

func (s Span) date(start time.Time) Date {
	switch s {
	case SpanMonth:
		return Date(start.Format(monthLayout))
	case SpanYear:
		return Date(start.Format(yearLayout))
	}
	return DateOf(start)
}

// Decimal is a number as it is read: "3", "2.5", "3.3" for a third.
func Decimal(n float64) string {
	s := strconv.FormatFloat(n, 'f', 1, 64)
	return strings.TrimSuffix(s, ".0")
}

// Mondays are the weeks from one moment to another, with what was written in each.
func Mondays(written []Week, from, to time.Time) []Week {
	by := map[Date]Week{}
	for _, w := range written {
		by[w.Monday] = w
	}
	var all []Week
	// At noon, where no change of the clocks makes one day of two.
	noon := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC) }
	for at := SpanWeek.start(noon(from)); !at.After(noon(to)); at = at.AddDate(0, 0, 7) {
		w := by[DateOf(at)]
		w.Monday = DateOf(at)
		all = append(all, w)
	}
	return all
}

// isRating tells a rating from a number by the words that were shown for it: those of
// a rating are others for each value, the unit of a number is the same.
func isRating(measure string, shown map[float64]string) bool {
	if m, known := MeasureNamed(measure); known {
		return m.Kind == Rating
	}
	var labels []string
	for n, label := range shown {
		if label == "" || n != float64(int(n)) || n < 1 || n > 5 {
			return false
		}
		labels = append(labels, label)
	}
	slices.Sort(labels)
	return len(shown) > 0 && len(slices.Compact(labels)) == len(shown)
}

// Named says of a course whether it is one of ratings, or its unit, from the words that
// were shown for some of its numbers.
func (c Course) Named(shown map[float64]string) Course {
	c.Rating = isRating(c.Measure, shown)
	for _, label := range shown {
		if !c.Rating && (c.Unit == "" || c.Unit == label) {
			c.Unit = text.Line(label)
		}
	}
	return c
}
