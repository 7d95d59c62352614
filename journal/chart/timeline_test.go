package chart

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// observe makes an observation of "domain 2025-03-03 4"; "?" is not sure and
// "-" would rather not say.
func observe(said string) journal.Observation {
	f := strings.Fields(said)
	at, err := time.Parse("2006-01-02", f[1])
	if err != nil {
		panic(err)
	}
	o := journal.Observation{ID: journal.ID(said), Measure: f[0], At: at.Add(14 * time.Hour)}
	switch f[2] {
	case "?":
		o.Value.NotSure = true
	case "-":
		o.Value.Declined = true
	default:
		n, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			panic(err)
		}
		o.Value = journal.NumberValue(n)
	}
	return o
}

func timelineOf(observed ...string) *Timeline {
	var all []journal.Observation
	for _, said := range observed {
		all = append(all, observe(said))
	}
	return NewTimeline(journal.Community{ID: "01HX", Name: "Go Meetup"}, all)
}

func someYears() []string {
	return []string{
		"domain 2025-03-03 2", "domain 2025-06-10 ?", "domain 2025-11-10 3", "domain 2026-11-20 4",
		"community 2025-03-03 3", "community 2025-11-10 3", "community 2026-11-20 ?",
		"practice 2026-02-20 1", "openness 2026-02-20 5",
	}
}

// everyWeek is one look a week at one element after another.
func everyWeek(n int) []string {
	var all []string
	for i := range n {
		value := fmt.Sprint(1 + i*i%5)
		if i%7 == 0 {
			value = "?"
		}
		at := time.Date(2021, 1, 4, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*i).Format("2006-01-02")
		for _, element := range []string{"domain", "community", "practice"} {
			if (i+len(element))%3 > 0 {
				all = append(all, element+" "+at+" "+value)
			}
		}
	}
	return all
}

func TestGoldenTimelines(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]*Timeline{
		"timeline-none": timelineOf(),
		"timeline-one":  timelineOf("domain 2025-03-03 2"),
		"timeline-gaps": timelineOf(someYears()...),
		"timeline-many": timelineOf(everyWeek(300)...),
	} {
		golden(t, name+".svg", line.SVG())
		golden(t, name+"-80.txt", line.Text(Text{Width: 80})+"\n")
		golden(t, name+"-40.txt", line.Text(Text{Width: 40})+"\n")
		golden(t, name+"-plain.txt", line.Text(Text{Width: 80, Plain: true})+"\n")
	}
}

func TestOrderAndOtherMeasuresMakeNoDifference(t *testing.T) {
	t.Parallel()
	all := someYears()
	svg, words := timelineOf(all...).SVG(), timelineOf(all...).Text(Text{})
	slices.Reverse(all)
	line := timelineOf(append(all, "energy 2020-01-01 1")...)
	if line.SVG() != svg || line.Text(Text{}) != words {
		t.Error("another order makes another timeline")
	}
}

func TestNotSureIsAGapAndNeverALevel(t *testing.T) {
	t.Parallel()
	line := timelineOf("domain 2025-01-01 4", "domain 2025-02-01 ?", "domain 2025-03-01 -", "domain 2025-04-01 4")
	svg := line.SVG()
	s := look(t, svg)
	if len(s.circles) != 2 {
		t.Errorf("%d dots, want 2", len(s.circles))
	}
	if strings.Count(svg, `class="shade"`) != 2 || !strings.Contains(svg, "not sure</text>") || !strings.Contains(svg, "not said</text>") {
		t.Error("the gaps are not shaded and said")
	}
	start := strings.Index(svg, `<path d="M88 `)
	if path := svg[start : start+strings.Index(svg[start:], "/>")]; strings.Contains(path, "V") || strings.Count(path, "H") != 1 {
		t.Errorf("a line goes on over the gap: %s", path)
	}
	want := "domain: 4 in Jan 2025, not sure in Feb 2025, not said in Mar 2025, 4 in Apr 2025"
	if got := line.Text(Text{Plain: true}); !strings.HasPrefix(got, want+"\n") {
		t.Errorf("read aloud:\n%s", got)
	}
}

func TestASingleLookIsADot(t *testing.T) {
	t.Parallel()
	s := look(t, timelineOf("practice 2026-02-20 3").SVG())
	if len(s.circles) != 1 || s.circles[0].x != (plotLeft+plotRight)/2 {
		t.Errorf("dots: %+v", s.circles)
	}
}

func TestNothingOnATimelineOverlapsOrIsCut(t *testing.T) {
	t.Parallel()
	lines := map[string]*Timeline{
		"none": timelineOf(), "one": timelineOf("domain 2025-03-03 2"), "gaps": timelineOf(someYears()...),
		"only not sure": timelineOf("domain 2025-03-03 ?"), "many": timelineOf(everyWeek(700)...),
		"a millennium": timelineOf("domain 1001-01-01 3", "domain 9999-12-31 ?"),
	}
	for _, name := range nasty() {
		lines[name] = NewTimeline(journal.Community{ID: `"><x`, Name: name}, nil)
	}
	for name, line := range lines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			look(t, line.SVG()).check(t)
		})
	}
}

func TestTheTableFitsAndSaysWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	for _, all := range [][]string{someYears(), everyWeek(10), everyWeek(300)} {
		line := timelineOf(all...)
		days := len(line.days())
		for width := 24; width < 140; width++ {
			lines := strings.Split(line.Text(Text{Width: width}), "\n")
			columns := len(strings.Fields(strings.Join(strings.FieldsFunc(lines[0], func(r rune) bool { return r >= '0' && r <= '9' }), "")))
			left := 0
			if last := lines[len(lines)-1]; strings.Contains(last, "left out") {
				left, _ = strconv.Atoi(strings.Fields(last)[0])
			}
			if columns+left != days {
				t.Errorf("at %d: %d columns and %d left out, of %d", width, columns, left, days)
			}
			for _, l := range lines {
				if text.Width(l) > max(width, 30) {
					t.Errorf("at %d: %q", width, l)
				}
			}
		}
	}
}

func TestTheLastLookOfADayCounts(t *testing.T) {
	t.Parallel()
	early, late := observe("domain 2025-03-03 2"), observe("domain 2025-03-03 5")
	late.At = late.At.Add(time.Hour)
	got := NewTimeline(journal.Community{}, []journal.Observation{late, early}).Text(Text{})
	if !strings.Contains(got, "domain     █ 5") {
		t.Errorf("got\n%s", got)
	}
}

func TestAnElementLookedAtLongAgoIsStillSaid(t *testing.T) {
	t.Parallel()
	all := []string{"practice 2019-05-05 3"}
	for i := range 9 {
		all = append(all, fmt.Sprintf("domain 2026-0%d-01 4", i+1))
	}
	if got := timelineOf(all...).Text(Text{Width: 60}); !strings.Contains(got, "practice   last: 3, 5 May 2019") {
		t.Errorf("got\n%s", got)
	}
}

func TestBarIsOneCell(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for n := range 6 {
		seen[Bar(n)] = true
		if text.Width(Bar(n)) != 1 {
			t.Errorf("%d is %q", n, Bar(n))
		}
	}
	if len(seen) != 6 || Bar(-1) != Bar(0) || Bar(9) != Bar(0) {
		t.Errorf("bars %v", seen)
	}
}

func TestTicksAreRoundAndFew(t *testing.T) {
	t.Parallel()
	from := time.Date(2023, 10, 30, 22, 15, 0, 0, time.FixedZone("", -9*3600))
	for _, days := range []int{0, 1, 3, 6, 7, 10, 30, 45, 90, 200, 366, 800, 2000, 4000, 40_000, 400_000, 2_900_000} {
		a := newAxis(from, from.AddDate(0, 0, days), 0, 800)
		ticks := a.ticks(mostTicks)
		if len(ticks) < 2 || len(ticks) > mostTicks {
			t.Errorf("%d days: %d ticks", days, len(ticks))
		}
		last := -200.0
		for _, k := range ticks {
			x := a.x(k.at)
			if x < 0 || x > 800 || x-last < 12*ems(k.label)+4 {
				t.Errorf("%d days: %s at %v, after %v", days, k.label, x, last)
			}
			last = x
		}
	}
}
