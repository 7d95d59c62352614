package journal

import (
	"fmt"
	"testing"
	"time"
)

func TestPeriods(t *testing.T) {
	t.Parallel()
	course := func(days ...Date) (c Course) {
		for i, d := range days {
			c.Days = append(c.Days, Period{From: d, Times: 1, Sum: float64(i + 1), Least: float64(i + 1), Most: float64(i + 1)})
		}
		return c
	}
	for _, c := range []struct {
		course Course
		want   string
	}{
		{course(), "day:"},
		{course("2026-11-23", "2026-11-25"), "day: 2026-11-23=1 2026-11-24=0 2026-11-25=2"},
		{course("2026-11-01", "2026-11-02", "2026-11-16"), "week: 2026-10-26=1 2026-11-02=2 2026-11-09=0 2026-11-16=3"},
		{course("2026-01-31", "2026-02-28", "2026-09-01"), "month: 2026-01=1 2026-02=2 2026-03=0 2026-04=0 2026-05=0 2026-06=0 2026-07=0 2026-08=0 2026-09=3"},
		{course("2020-02-29", "2026-12-31"), "year: 2020=1 2021=0 2022=0 2023=0 2024=0 2025=0 2026=2"},
	} {
		periods, span := c.course.Periods()
		got := string(span) + ":"
		for _, p := range periods {
			got += fmt.Sprintf(" %s=%v", p.From, p.Sum)
		}
		if got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	whole := course("2026-01-31", "2026-02-28", "2026-09-01").Whole()
	if whole != (Period{From: "2026-01-31", Times: 3, Sum: 6, Least: 1, Most: 3}) || whole.Mean() != 2 {
		t.Errorf("the whole is %+v", whole)
	}
}

func TestMondays(t *testing.T) {
	t.Parallel()
	from, to := time.Date(2026, 3, 1, 0, 30, 0, 0, time.UTC), time.Date(2026, 3, 30, 23, 30, 0, 0, time.UTC)
	got := ""
	for _, w := range Mondays([]Week{{"2026-03-09", 2, 20}, {"2020-01-06", 1, 1}}, from, to) {
		got += fmt.Sprintf("%s=%d ", w.Monday, w.Reflections)
	}
	if got != "2026-02-23=0 2026-03-02=0 2026-03-09=2 2026-03-16=0 2026-03-23=0 2026-03-30=0 " {
		t.Errorf("got %s", got)
	}
}

func TestParseObserved(t *testing.T) {
	t.Parallel()
	four, half := NumberValue(4), NumberValue(2.5)
	for typed, want := range map[string]ObservedFilter{
		"energy>=4":         {"energy", ">=", four},
		" hours  < 2.5 ":    {"hours", "<", half},
		"domain=4":          {"domain", "=", four},
		"energy":            {Measure: "energy"},
		"dormant = Yes":     {"dormant", "=", YesValue(true)},
		"held_by=Learning":  {"held_by", "=", TextValue("Learning")},
		"how it felt=so so": {"how it felt", "=", TextValue("so so")},
	} {
		got, err := ParseObserved(typed)
		if err != nil || got.Measure != want.Measure || got.Op != want.Op || !got.Value.Equal(want.Value) {
			t.Errorf("%q is %+v, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", ">4", "energy>", "energy=>4", "energy==4", "energy<>4", "energy>high", "energy>NaN", "energy>=yes", "a\x1b=1"} {
		if _, err := ParseObserved(typed); KindOf(err) != Invalid {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
