package journal

import "time"

// Date is a day, a month or a year: "2026-11-23", "2026-11" or "2026". The
// empty Date is none.
type Date string

// Start is the first moment of the date in the given zone; zero for no date.
func (d Date) Start(zone *time.Location) time.Time {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.ParseInLocation(layout, string(d), zone); err == nil {
			return t
		}
	}
	return time.Time{}
}

// ParseDate reads a date as a person types one.
func ParseDate(text string, now time.Time) (Date, error) {
	if d := Date(text); !d.Start(time.UTC).IsZero() {
		return d, nil
	}
	return "", Errorf(Invalid, "%q is not a date", text)
}
