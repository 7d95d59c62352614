package journal

import "time"

// Date is a day, a month or a year: "2026-11-23", "2026-11" or "2026". The
// empty Date is none.
type Date string

// The ways a Date is written down, and how each is shown.
const (
	dayLayout   = "2006-01-02"
	monthLayout = "2006-01"
	yearLayout  = "2006"
)

// read gives the first day of the date in UTC, and its layout; "" for no date.
func (d Date) read() (time.Time, string) {
	for _, layout := range []string{dayLayout, monthLayout, yearLayout} {
		if t, err := time.Parse(layout, string(d)); err == nil && inYears(t) {
			return t, layout
		}
	}
	return time.Time{}, ""
}

// inYears reports a year that a Date can hold: one of four figures, the first
// of which is not 0.
func inYears(t time.Time) bool { return t.Year() >= 1000 && t.Year() <= 9999 }

// Start is the first moment of the date in the given zone; zero for no date.
func (d Date) Start(zone *time.Location) time.Time {
	first, layout := d.read()
	if layout == "" {
		return time.Time{}
	}
	return midnight(first, zone)
}

// End is the first moment after the date in the given zone; zero for no date.
func (d Date) End(zone *time.Location) time.Time {
	first, layout := d.read()
	switch layout {
	case dayLayout:
		return midnight(first.AddDate(0, 0, 1), zone)
	case monthLayout:
		return midnight(first.AddDate(0, 1, 0), zone)
	case yearLayout:
		return midnight(first.AddDate(1, 0, 0), zone)
	}
	return time.Time{}
}

// Words is the date for eyes: "23 Nov 2026", "Nov 2026" or "2026". What is no
// date comes back as it is.
func (d Date) Words() string {
	first, layout := d.read()
	switch layout {
	case dayLayout:
		return first.Format("2 Jan 2006")
	case monthLayout:
		return first.Format("Jan 2006")
	}
	return string(d)
}

// DateOf is the day of a moment, in the zone the moment is in.
func DateOf(t time.Time) Date { return Date(t.Format(dayLayout)) }

// midnight is the first moment of t's day in the given zone. Where the clocks
// go forward at midnight, that is the moment they do.
func midnight(t time.Time, zone *time.Location) time.Time {
	start := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone)
	if start.Day() != t.Day() {
		_, start = start.ZoneBounds()
	}
	return start
}
