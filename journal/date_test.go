package journal

import (
	"errors"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones must be there wherever the tests run
	"unicode/utf8"
)

// monday is 23 November 2026, half past two in Amsterdam.
func monday(t testing.TB) time.Time {
	t.Helper()
	return time.Date(2026, 11, 23, 14, 30, 0, 0, zone(t, "Europe/Amsterdam"))
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Date{
		"2026-11-23": "2026-11-23", "2026-11-3": "2026-11-03", "2026-11": "2026-11", "2026": "2026",
		"1348": "1348", "2028-02-29": "2028-02-29",
		"23 Nov 2026": "2026-11-23", "3 november 2026": "2026-11-03", "NOV 23, 2026": "2026-11-23",
		"November 2026": "2026-11", "nov 2026": "2026-11", "may 2026": "2026-05", "1 Sept 2026": "2026-09-01",
		"today": "2026-11-23", "  ToDay ": "2026-11-23", "yesterday": "2026-11-22", "tomorrow": "2026-11-24",
		"monday": "2026-11-23", "Tuesday": "2026-11-17", "sun": "2026-11-22", "thurs": "2026-11-19",
		"last monday": "2026-11-16", "last  SUNDAY": "2026-11-22", "last tue": "2026-11-17",
		"next friday": "2026-11-27", "next monday": "2026-11-30", "next sunday": "2026-11-29",
		"3 weeks ago": "2026-11-02", "1 day ago": "2026-11-22", "0 days ago": "2026-11-23",
		"in 2 weeks": "2026-12-07", "in 1 month": "2026-12-23", "a year ago": "2025-11-23",
		"in a week": "2026-11-30", "9 months ago": "2026-02-23", "in 10 years": "2036-11-23",
		"last week": "2026-11-16", "next week": "2026-11-30", "last month": "2026-10",
		"this month": "2026-11", "next year": "2027", "last year": "2025", "this year": "2026",
	} {
		got, err := ParseDate(text, monday(t))
		if err != nil || got != want {
			t.Errorf("%q is read as %q (%v), want %q", text, got, err, want)
		}
	}
}

func TestWhatIsNoDate(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " ", "soon", "2026-13", "2026-02-30", "2027-02-29", "23/11/2026", "11", "0000", "0001", "12026",
		"mo", "last", "last mo", "ago", "3 ago", "3 fortnights ago", "-3 weeks ago", "in weeks", "in 2", "this monday week",
		"in 9999 years", "60000 years ago", "99999999999999999999 days ago", "2026-11-23 14:30", "23 Nov", "\x1b[31m", "\xff",
	} {
		got, err := ParseDate(text, monday(t))
		var e *Error
		if !errors.As(err, &e) || e.Kind != Invalid || got != "" {
			t.Errorf("%q is read as %q, error %v", text, got, err)
			continue
		}
		if !strings.Contains(e.Hint, "2026-11-23") || strings.Contains(e.Text, "\x1b") || !utf8.ValidString(e.Text) {
			t.Errorf("%q: %s; %s", text, e.Text, e.Hint)
		}
	}
}

func TestWeekdaysLookBackOrAhead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Date{
		"monday": "2026-11-23", "friday": "2026-11-27", "sunday": "2026-11-29",
		"last friday": "2026-11-20", "yesterday": "2026-11-22",
	} {
		if got, err := ParseDue(text, monday(t)); err != nil || got != want {
			t.Errorf("%q is due %q (%v), want %q", text, got, err, want)
		}
	}
}

func TestMonthsKeepToTheMonthMeant(t *testing.T) {
	t.Parallel()
	at := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 23, 59, 0, 0, time.UTC) }
	for _, tt := range []struct {
		text string
		now  time.Time
		want Date
	}{
		{"1 month ago", at(2026, 3, 31), "2026-02-28"},
		{"in 1 month", at(2028, 1, 31), "2028-02-29"},
		{"1 year ago", at(2028, 2, 29), "2027-02-28"},
		{"last month", at(2026, 3, 31), "2026-02"},
		{"next month", at(2026, 1, 31), "2026-02"},
		{"last year", at(2028, 2, 29), "2027"},
	} {
		if got, err := ParseDate(tt.text, tt.now); err != nil || got != tt.want {
			t.Errorf("%s from %s is %q (%v), want %q", tt.text, tt.now.Format(dayLayout), got, err, tt.want)
		}
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-11-23":                "2026-11-23T00:00:00+01:00",
		"2026-11-23 14:30":          "2026-11-23T14:30:00+01:00",
		"2026-11-23T14:30":          "2026-11-23T14:30:00+01:00",
		" 2026-07-01   9:05:07 ":    "2026-07-01T09:05:07+02:00",
		"yesterday 9:05":            "2026-11-22T09:05:00+01:00",
		"last Saturday 18:00":       "2026-11-21T18:00:00+01:00",
		"2026-11-23T14:30:00Z":      "2026-11-23T14:30:00Z",
		"2026-11-23t14:30:00-05:00": "2026-11-23T14:30:00-05:00",
		"2026":                      "2026-01-01T00:00:00+01:00",
		"July 2026":                 "2026-07-01T00:00:00+02:00",
	} {
		got, err := ParseTime(text, monday(t))
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("%q is %s (%v), want %s", text, got.Format(time.RFC3339), err, want)
		}
	}
	for _, text := range []string{"", "14:30", "2026-11 14:30", "2026-11-23 25:00", "2026-11-23T14:30:00+99:00", "T", "soon"} {
		if got, err := ParseTime(text, monday(t)); KindOf(err) != Invalid {
			t.Errorf("%q is %s (%v)", text, got, err)
		}
	}
}

func TestUntilHoldsTheWholeDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-11-23":       "2026-11-24T00:00:00+01:00",
		"2026-02":          "2026-03-01T00:00:00+01:00",
		"2026":             "2027-01-01T00:00:00+01:00",
		"2026-11-23 14:30": "2026-11-23T14:30:00+01:00",
	} {
		got, err := ParseUntil(text, monday(t))
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("until %q is %s (%v), want %s", text, got.Format(time.RFC3339), err, want)
		}
	}
}

func TestDaysBeginWhereTheClocksChangeAtMidnight(t *testing.T) {
	t.Parallel()
	havana := zone(t, "America/Havana") // on 8 March 2026 there is no midnight
	day := Date("2026-03-08")
	if got := day.Start(havana).Format(time.RFC3339); got != "2026-03-08T01:00:00-04:00" {
		t.Errorf("the day starts at %s", got)
	}
	if before := Date("2026-03-07").End(havana); !before.Equal(day.Start(havana)) {
		t.Errorf("the day before ends at %s", before)
	}
	if got := day.End(havana).Sub(day.Start(havana)); got != 23*time.Hour {
		t.Errorf("the day lasts %s", got)
	}
	late := time.Date(2026, 3, 7, 0, 30, 0, 0, havana)
	if got, err := ParseDate("tomorrow", late); err != nil || got != day {
		t.Errorf("tomorrow is %q (%v)", got, err)
	}
}

func TestDateWords(t *testing.T) {
	t.Parallel()
	for d, want := range map[Date]string{
		"2026-11-23": "23 Nov 2026", "2026-11-03": "3 Nov 2026", "2026-11": "Nov 2026", "2026": "2026", "": "", "soon": "soon",
	} {
		if got := d.Words(); got != want {
			t.Errorf("%q in words is %q, want %q", d, got, want)
		}
	}
	if !Date("").Start(time.UTC).IsZero() || !Date("soon").End(time.UTC).IsZero() {
		t.Error("no date has a start or an end")
	}
}

func TestMoment(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"2026-11-23T09:05:00+01:00": "today 09:05",
		"2026-11-22T23:59:00+01:00": "22 Nov 2026",
		"2026-11-24T00:30:00+09:00": "24 Nov 2026", // as it was where it was written
		"2025-11-23T10:00:00+01:00": "23 Nov 2025",
	} {
		at, err := time.Parse(time.RFC3339, typed)
		if got := Moment(at, monday(t)); err != nil || got != want {
			t.Errorf("%s: %q, want %q (%v)", typed, got, want, err)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2026-11-23", "nov 2026", "last monday", "3 weeks ago", "in 2 months", "2026-11-23 14:30", "next year"} {
		f.Add(text, int64(1795444200))
	}
	f.Fuzz(func(t *testing.T, text string, at int64) {
		now := time.Unix(at%(1<<37), 0).UTC()
		d, err := ParseDate(text, now)
		if err != nil {
			if KindOf(err) != Invalid || d != "" {
				t.Fatalf("%q: %q, %v", text, d, err)
			}
			return
		}
		if again, err := ParseDate(string(d), now); err != nil || again != d {
			t.Errorf("%q is read as %q, which is read as %q (%v)", text, d, again, err)
		}
		if words, err := ParseDate(d.Words(), now); err != nil || words != d {
			t.Errorf("%q in words is %q, which is read as %q (%v)", d, d.Words(), words, err)
		}
		if !d.Start(time.UTC).Before(d.End(time.UTC)) {
			t.Errorf("%q does not last", d)
		}
	})
}
