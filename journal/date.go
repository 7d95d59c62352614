package journal

import (
	"strconv"
	"strings"
	"time"

	"kith/journal/text"
)

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

// A date is written in one way for people, which is Words and Moment, and in one
// for programs: as a Date is kept, a moment as in RFC 3339. For people are the
// messages and whatever is read as a page, also in a pipe; for programs are JSON,
// front matter, the names of files, and a table in a pipe.

// Words is the date for people: "23 Nov 2026", "Nov 2026" or "2026". What is no
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

// Moment is a moment for people: "today 18:55", and on another day that day alone,
// "23 Nov 2026". The day is the one it was where it was written.
func Moment(t, now time.Time) string {
	if day := DateOf(t); day != DateOf(now) {
		return day.Words()
	}
	return t.Format("today 15:04")
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

// dateHint says how dates are typed.
const dateHint = "write it as 2026-11-23, 23 Nov 2026, 2026-11 or 2026, or as today, monday, last monday, next friday, 3 weeks ago, in 2 weeks"

// ParseDate reads a date as a person types one, in any case and with any
// spaces:
//
//	2026-11-23   23 Nov 2026   23 November 2026   Nov 23, 2026
//	2026-11      Nov 2026      2026
//	today        yesterday     tomorrow
//	monday       last monday   next friday        mon
//	3 weeks ago  in 2 weeks    a month ago
//	last week    next month    this year
//
// A weekday alone is the latest one, today included: a journal looks back.
// "last monday" is before today, "next friday" the first after today.
func ParseDate(typed string, now time.Time) (Date, error) {
	return parseDate(typed, now, -1)
}

// ParseDue is ParseDate for what is still to come: a weekday alone is the
// next one, today included.
func ParseDue(typed string, now time.Time) (Date, error) {
	return parseDate(typed, now, 1)
}

// ParseTime reads a moment as a person types one: a date, which is its first
// moment, a day with a time ("2026-11-23 14:30", "yesterday 9:05"), or RFC
// 3339. It is in now's zone, unless the typed names an offset.
func ParseTime(typed string, now time.Time) (time.Time, error) {
	if t, ok := exactTime(typed, now); ok {
		return t, nil
	}
	d, err := ParseDate(typed, now)
	if err != nil {
		return time.Time{}, err
	}
	return d.Start(now.Location()), nil
}

// ParseUntil reads the end of a stretch of time: like ParseTime, but a date
// is the first moment after it, so that "until 2026" holds the whole of 2026.
func ParseUntil(typed string, now time.Time) (time.Time, error) {
	if t, ok := exactTime(typed, now); ok {
		return t, nil
	}
	d, err := ParseDate(typed, now)
	if err != nil {
		return time.Time{}, err
	}
	return d.End(now.Location()), nil
}

// parseDate reads a date; lean is where a weekday alone lies: -1 is before
// today, 1 is after.
func parseDate(typed string, now time.Time, lean int) (Date, error) {
	// Counted at noon in UTC, where every day has a noon and no clock changes.
	now = time.Date(now.Year(), now.Month(), now.Day(), 12, 0, 0, 0, time.UTC)
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(typed, ",", " ")))
	at, layout := now, ""
	phrase := strings.ReplaceAll(strings.Join(words, " "), "sept ", "sep ")
	for _, form := range []struct{ kept, typed string }{
		{dayLayout, "2006-1-2"}, {dayLayout, "2 Jan 2006"}, {dayLayout, "2 January 2006"},
		{dayLayout, "Jan 2 2006"}, {dayLayout, "January 2 2006"},
		{monthLayout, "2006-1"}, {monthLayout, "Jan 2006"}, {monthLayout, "January 2006"},
		{yearLayout, "2006"},
	} {
		if t, err := time.Parse(form.typed, phrase); err == nil {
			at, layout = t, form.kept
			break
		}
	}
	step, stepped := map[string]int{"last": -1, "this": 0, "next": 1}[append(words, "")[0]]
	switch {
	case layout != "":
	case phrase == "today":
		layout = dayLayout
	case phrase == "yesterday":
		at, layout = now.AddDate(0, 0, -1), dayLayout
	case phrase == "tomorrow":
		at, layout = now.AddDate(0, 0, 1), dayLayout
	case len(words) == 1:
		if day, ok := weekday(words[0]); ok {
			at, layout = nearest(now, day, 0, lean), dayLayout
		}
	case len(words) == 2 && stepped:
		day, isDay := weekday(words[1])
		first := now.AddDate(0, 0, 1-now.Day()) // from which no month is ever skipped
		switch {
		case isDay && step != 0:
			at, layout = nearest(now, day, step, step), dayLayout
		case words[1] == "week" && step != 0:
			at, layout = now.AddDate(0, 0, 7*step), dayLayout
		case words[1] == "month":
			at, layout = first.AddDate(0, step, 0), monthLayout
		case words[1] == "year":
			at, layout = first.AddDate(step, 0, 0), yearLayout
		}
	case len(words) == 3 && (words[0] == "in" || words[2] == "ago"):
		count, unit, way := words[0], words[1], -1
		if words[0] == "in" {
			count, unit, way = words[1], words[2], 1
		}
		if count == "a" || count == "an" || count == "one" {
			count = "1"
		}
		n, err := strconv.ParseUint(count, 10, 16)
		if t, ok := away(now, way*int(n), strings.TrimSuffix(unit, "s")); ok && err == nil {
			at, layout = t, dayLayout
		}
	}
	if layout == "" || !inYears(at) {
		return "", Errorf(Invalid, "%q is not a date", text.Cut(typed, 40)).WithHint("%s", dateHint)
	}
	return Date(at.Format(layout)), nil
}

// away is so many days, weeks, months or years from now. Months keep to the one
// that is meant: a month before 31 March is the last day of February, not one in
// March.
func away(now time.Time, n int, unit string) (time.Time, bool) {
	switch unit {
	case "day":
		return now.AddDate(0, 0, n), true
	case "week":
		return now.AddDate(0, 0, 7*n), true
	case "year":
		n *= 12
	case "month":
	default:
		return now, false
	}
	t := now.AddDate(0, n, 0)
	if t.Day() != now.Day() {
		t = t.AddDate(0, 0, -t.Day())
	}
	return t, true
}

// nearest is the given weekday in the direction of lean, at least from days
// away (0 is today).
func nearest(now time.Time, day time.Weekday, from, lean int) time.Time {
	for n := from; ; n += lean {
		if t := now.AddDate(0, 0, n); t.Weekday() == day {
			return t
		}
	}
}

// weekday reads the name of a weekday or its first three letters or more.
func weekday(word string) (time.Weekday, bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(day.String()), word) {
			return day, true
		}
	}
	return 0, false
}

// InMinutes is the same moment with an offset of whole minutes, as RFC 3339 and the
// journal have it. Until 1972 some clocks were half a minute aside: what such a clock
// showed is then up to a minute off, and the moment is not.
func InMinutes(t time.Time) time.Time {
	_, offset := t.Zone()
	if offset%60 == 0 {
		return t
	}
	return t.In(time.FixedZone("", offset-offset%60))
}

// exactTime reads RFC 3339, or a day and a time of day.
func exactTime(typed string, now time.Time) (time.Time, bool) {
	typed = strings.ToUpper(strings.TrimSpace(typed))
	if t, err := time.ParseInLocation(time.RFC3339, typed, now.Location()); err == nil {
		return t, inYears(t) && inYears(t.UTC())
	}
	gap := strings.LastIndexAny(typed, " \tT")
	if gap < 0 {
		return time.Time{}, false
	}
	clock, err := time.Parse("15:04:05", typed[gap+1:])
	if err != nil {
		clock, err = time.Parse("15:04", typed[gap+1:])
	}
	if err != nil {
		return time.Time{}, false
	}
	d, err := ParseDate(typed[:gap], now)
	day, layout := d.read()
	if err != nil || layout != dayLayout {
		return time.Time{}, false
	}
	return time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), clock.Second(), 0, now.Location()), true
}
