package chart

import "time"

// axis lays moments out from left to right.
type axis struct {
	from, to    time.Time
	left, right float64
}

// leastSpan keeps a single look, or a few of one day, from filling the axis.
const leastSpan = 6 * 24 * time.Hour

func newAxis(from, to time.Time, left, right float64) axis {
	if missing := leastSpan - to.Sub(from); missing > 0 {
		from, to = from.Add(-missing/2), to.Add(missing/2)
	}
	return axis{from, to, left, right}
}

// x is where a moment stands. It counts in seconds, for a Duration ends after
// 292 years.
func (a axis) x(at time.Time) float64 {
	part := float64(at.Unix()-a.from.Unix()) / float64(a.to.Unix()-a.from.Unix())
	return tenth(a.left + part*(a.right-a.left))
}

// step is how far apart the dates under an axis are.
type step struct{ years, months, days int }

// tick is a date under the axis.
type tick struct {
	at    time.Time
	label string
}

// ticks are at most so many round dates on the axis, as close as that allows.
func (a axis) ticks(most int) []tick {
	steps := []step{{days: 1}, {days: 2}, {days: 7}, {days: 14}, {months: 1}, {months: 2}, {months: 3}, {months: 6}}
	for tens := 1; tens <= 10_000; tens *= 10 {
		steps = append(steps, step{years: tens}, step{years: 2 * tens}, step{years: 5 * tens})
	}
	for _, s := range steps {
		if found := a.every(s, most); len(found) <= most {
			return found
		}
	}
	return nil
}

// every is the axis's dates at a step, or just more than the most there may be.
func (a axis) every(s step, most int) []tick {
	var found []tick
	for at := s.before(a.from); !at.After(a.to) && len(found) <= most; at = at.AddDate(s.years, s.months, s.days) {
		if !at.Before(a.from) {
			found = append(found, tick{at, at.Format(s.layout())})
		}
	}
	return found
}

// before is the last round date before a moment.
func (s step) before(t time.Time) time.Time {
	year, month, day := t.Date()
	switch {
	case s.years > 0:
		year, month, day = year-year%s.years, time.January, 1
	case s.months > 0:
		month, day = month-(month-1)%time.Month(s.months), 1
	}
	return time.Date(year, month, day, 0, 0, 0, 0, t.Location())
}

func (s step) layout() string {
	switch {
	case s.years > 0:
		return "2006"
	case s.months > 0:
		return "Jan 2006"
	}
	return "2 Jan 2006"
}
