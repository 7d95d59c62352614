package chart

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/journal/text"
)

var now = time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)

// rated is the latest of a community: its three elements, 0 for not sure.
func rated(domain, community, practice int, backedUp bool) journal.Latest {
	latest := journal.Latest{}
	for measure, n := range map[string]int{
		journal.MeasureDomain: domain, journal.MeasureCommunity: community, journal.MeasurePractice: practice,
	} {
		v := journal.NumberValue(float64(n))
		if n == 0 {
			v = journal.Value{NotSure: true}
		}
		latest[measure] = journal.Observation{Measure: measure, Value: v, At: now.AddDate(0, 0, -7)}
	}
	if backedUp {
		latest[journal.MeasureEvidence] = journal.Observation{
			Measure: journal.MeasureEvidence, Value: journal.TextValue("the swap in March"), At: now.AddDate(0, 0, -7),
		}
	}
	return latest
}

// garden is a person's communities, with a name or two that break things.
func garden() []Entry {
	var all []Entry
	for i, c := range []struct {
		name    string
		d, c, p int
		sure    bool
	}{
		{"Allotment Society", 5, 4, 4, true}, {"Go Meetup", 5, 4, 3, true}, {"Choir", 4, 5, 2, true},
		{"Café Éclair book club", 3, 4, 1, false}, {"Incident review list", 5, 2, 4, true},
		{"Night shift", 2, 4, 4, true}, {"读书会", 4, 1, 2, true}, {"نادي القراءة", 2, 5, 2, true},
		{"School gate 👩‍👩‍👧‍👦", 1, 4, 0, false}, {"Old course forum", 0, 0, 2, false},
	} {
		all = append(all, Entry{
			Community: journal.Community{ID: journal.ID(fmt.Sprintf("c%02d", i)), Name: c.name},
			Latest:    rated(c.d, c.c, c.p, c.sure),
		})
	}
	all[2].Latest[journal.MeasureOwnLabel] = journal.Observation{Measure: journal.MeasureOwnLabel, Value: journal.ChoiceValue("friends")}
	return all
}

// nasty are names that break things.
func nasty() []string {
	return []string{
		"<script>alert(1)</script>", `"Quotes" & 'ticks'`, "<![CDATA[ ]]> --> &amp;", "null", "#hash | pipe *star*",
		"\x1b[31mred\x07\x00", "a\u202Eevil", "bad\xff\uFFFE", "نادي القراءة", "קבוצת קריאה 2", "读书会",
		"👩‍👩‍👧‍👦 Family 👩🏽‍💻", "Cafe\u0301", strings.Repeat("W", 300), strings.Repeat("words and words ", 18) + "end",
		strings.Repeat("读书会", 100), strings.Repeat("👩‍👩‍👧‍👦", 60), "two\nlines\tand a tab", strings.Repeat("نادي ", 60), "  ",
	}
}

// entries are n communities with nasty names, spread over the regions and beyond.
func entries(n int) []Entry {
	names := nasty()
	var all []Entry
	for i := range n {
		x := uint32(i) * 2654435761 >> 8
		all = append(all, Entry{
			Community: journal.Community{ID: journal.ID(fmt.Sprintf("c%05d", i)), Name: names[i%len(names)]},
			Latest:    rated(int(x%6), int(x/7%6), int(x/61%6), i%3 > 0),
		})
		if i >= len(names) && i%4 == 0 { // with a word of their own
			all[i].Latest[journal.MeasureOwnLabel] = journal.Observation{Measure: journal.MeasureOwnLabel, Value: journal.TextValue(names[i/4%len(names)])}
		}
	}
	return all
}

// crowd is n communities for each region.
func crowd(n int) []Entry {
	var all []Entry
	for i := range 8 * n {
		value := func(bit int) int { return 1 + 4*(i>>bit&1) }
		all = append(all, Entry{
			Community: journal.Community{ID: journal.ID(fmt.Sprintf("c%05d", i)), Name: fmt.Sprintf("Name %d", i)},
			Latest:    rated(value(0), value(1), value(2), i%5 > 0),
		})
	}
	return all
}

func TestEveryCommunityIsOnTheMapOnce(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 10, 60, 300} {
		all := entries(n)
		m := NewMap(all, now)
		var ids []string
		number := 0
		for _, r := range m.Regions {
			for _, member := range r.Members {
				number++
				if member.Number != number {
					t.Errorf("of %d: %q has number %d, want %d", n, member.Name, member.Number, number)
				}
				if in, placed := member.Reading.Region(); !placed || in != r.Region {
					t.Errorf("of %d: %q is read as %s and stands in %s", n, member.Name, member.Reading.Label, r.Title())
				}
				ids = append(ids, string(member.ID))
			}
		}
		for _, member := range m.Unplaced {
			if _, placed := member.Reading.Region(); placed || member.Number != 0 {
				t.Errorf("of %d: %q has a place and is apart", n, member.Name)
			}
			ids = append(ids, string(member.ID))
		}
		slices.Sort(ids)
		if len(slices.Compact(ids)) != len(all) {
			t.Errorf("%d of %d communities are on the map", len(slices.Compact(ids)), n)
		}
	}
}

func TestTheMapIsTheSameInWhateverOrder(t *testing.T) {
	t.Parallel()
	all := entries(60)
	svg, words := NewMap(all, now).SVG(), NewMap(all, now).Text(Text{Width: 80})
	slices.Reverse(all)
	if m := NewMap(all, now); m.SVG() != svg || m.Text(Text{Width: 80}) != words {
		t.Error("another order makes another map")
	}
}

func TestRegionTitlesNameTheReading(t *testing.T) {
	t.Parallel()
	for _, e := range entries(300) {
		m := NewMap([]Entry{e}, now)
		for _, r := range m.Regions {
			for _, member := range r.Members {
				if label := member.Reading.Label; !strings.Contains(r.Title()+" community of practice", label) {
					t.Errorf("%s holds a %s", r.Title(), label)
				}
			}
		}
	}
}

func TestTheElementsAreTheJournals(t *testing.T) {
	t.Parallel()
	var names []string
	for _, e := range elements() {
		names = append(names, e.name)
	}
	if !slices.Equal(names, journal.Elements()) {
		t.Errorf("%q are drawn", names)
	}
}

func TestMapTextFitsItsWidth(t *testing.T) {
	t.Parallel()
	for _, plain := range []bool{false, true} {
		for _, width := range []int{20, 40, 60, 80, 120} {
			for _, line := range strings.Split(NewMap(entries(60), now).Text(Text{Width: width, Plain: plain}), "\n") {
				if text.Width(line) > width {
					t.Errorf("at %d columns, plain %v, %v are taken: %q", width, plain, text.Width(line), line)
				}
			}
		}
	}
}

func TestNamesComeLastAndWholeOnTheLine(t *testing.T) {
	t.Parallel()
	all := entries(100)
	lines := strings.Split(NewMap(all, now).Text(Text{}), "\n")
	for _, e := range all {
		name := strings.TrimRight(text.Line(e.Community.Name), " ")
		if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasSuffix(line, " "+name) }) {
			t.Errorf("no line ends in the name %q", name)
		}
	}
}

func TestPlainTextHasNoMarks(t *testing.T) {
	t.Parallel()
	all := crowd(2)
	if got := NewMap(all, now).Text(Text{Width: 80, Plain: true}); strings.ContainsAny(got, filled+hollow) {
		t.Errorf("a mark in:\n%s", got)
	}
}

func TestTentativeIsSaidInWordsBesideItsMark(t *testing.T) {
	t.Parallel()
	for _, line := range strings.Split(NewMap(crowd(3), now).Text(Text{Width: 80}), "\n") {
		switch {
		case strings.Contains(line, hollow) && !strings.Contains(line, "tentative"),
			strings.Contains(line, filled) && !strings.Contains(line, "firm"):
			t.Errorf("a mark speaks alone: %q", line)
		}
	}
}
