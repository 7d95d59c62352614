package chart

import (
	"fmt"
	"strings"
	"testing"

	"kith/journal"
	"kith/journal/text"
)

// weeksOf are weeks from 2 November 2026 on, with so many reflections.
func weeksOf(counts ...int) []journal.Week {
	first, _ := journal.ParseTime("2026-11-02", now)
	var all []journal.Week
	for i, n := range counts {
		all = append(all, journal.Week{Monday: journal.DateOf(first.AddDate(0, 0, 7*i)), Reflections: n, Words: 100 * n})
	}
	return all
}

func someRows() []Rows {
	rows := Rows{Title: "By activity", Rows: []Row{{"gibbs-cycle", 12, "12"}, {"(quick notes)", 3, "3"}, {"never", 0, "-"}}}
	names := Rows{Title: "By community"}
	for i, name := range nasty() {
		names.Rows = append(names.Rows, Row{name, float64(i), fmt.Sprint(i, " hours of work that is hard to put into a unit of measurement, and goes on")})
	}
	return []Rows{rows, {Title: "None"}, names}
}

func TestGoldenCalendars(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]*Calendar{
		"calendar-none": NewCalendar(nil),
		"calendar-some": NewCalendar(weeksOf(1, 0, 12, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7)),
	} {
		golden(t, name+".svg", c.SVG("What was written", "Since November.", someRows()[:1]...))
		golden(t, name+"-80.txt", c.Text(Text{Width: 80})+"\n")
		golden(t, name+"-40.txt", c.Text(Text{Width: 40})+"\n")
		golden(t, name+"-plain.txt", c.Text(Text{Width: 80, Plain: true})+"\n")
	}
	rows := someRows()[0]
	golden(t, "rows-80.txt", rows.Text(Text{Width: 80})+"\n")
	golden(t, "rows-20.txt", rows.Text(Text{Width: 20})+"\n")
	golden(t, "rows-plain.txt", rows.Text(Text{Width: 80, Plain: true})+"\n")
}

func TestNothingInRowsOverlapsOrIsCut(t *testing.T) {
	t.Parallel()
	look(t, NewCalendar(weeksOf(1, 0, 1234, 3, 0, 0, 999, 1, 1, 1)).SVG("What was written", "Since November.", someRows()...)).check(t)
	look(t, RowsSVG("kith-measure", nasty()[0], strings.Repeat("a summary ", 40), someRows()...)).check(t)
}

// A bar is as long as what it stands for, and something is never drawn as nothing.
func TestBarsAreToScale(t *testing.T) {
	t.Parallel()
	if got := length(0.5, 10); got != "█████" {
		t.Errorf("half is %q", got)
	}
	if length(0, 10) != "" || length(1e-9, 10) != "▏" || length(1, 3) != "███" {
		t.Error("the ends of the scale")
	}
	for n := 1; n <= 40; n++ {
		if l := level(n, 40); l < 1 || l > 5 || n > 1 && l < level(n-1, 40) {
			t.Errorf("%d of 40 is at level %d", n, l)
		}
	}
	if got := (Rows{Rows: []Row{{"a", 2.5, "2.5"}}, Most: 5}).Text(Text{}); strings.Count(got, "█") != longestBar/2 {
		t.Errorf("half of what there can be: %s", got)
	}
	for width := 20; width < 120; width++ {
		for _, r := range someRows()[:1] {
			for line := range strings.SplitSeq(r.Text(Text{Width: width}), "\n") {
				if text.Width(line) > width {
					t.Errorf("at %d: %q", width, line)
				}
			}
		}
	}
}
