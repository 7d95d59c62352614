package journal

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

var readingNow = time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)

// observed makes the latest observations of three elements; 0 is not sure.
func observed(domain, community, practice int) Latest {
	latest := Latest{}
	for measure, n := range map[string]int{
		MeasureDomain: domain, MeasureCommunity: community, MeasurePractice: practice,
	} {
		v := NumberValue(float64(n))
		if n == 0 {
			v = Value{NotSure: true}
		}
		latest[measure] = Observation{Measure: measure, Value: v, At: readingNow.AddDate(0, 0, -7)}
	}
	return latest
}

func with(latest Latest, measure string, v Value) Latest {
	latest[measure] = Observation{Measure: measure, Value: v, At: readingNow}
	return latest
}

// everyCombination calls f with each element at 1 to 5, or 0 for not known.
func everyCombination(f func(d, c, p int)) {
	for n := range 6 * 6 * 6 {
		f(n/36, n/6%6, n%6)
	}
}

func TestEveryCombinationHasAReading(t *testing.T) {
	t.Parallel()
	full, partial := 0, 0
	everyCombination(func(d, c, p int) {
		r := Read(Community{}, observed(d, c, p), readingNow)
		if !slices.Contains(Readings(), r.Label) {
			t.Errorf("%d %d %d: label %q is none of the readings", d, c, p, r.Label)
		}
		if (r.Label == Undecided) != (len(r.Candidates) > 1) || (r.Label == Undecided) != (r.Depends != "") {
			t.Errorf("%d %d %d: %+v: undecided, candidates and depends do not agree", d, c, p, r)
		}
		known := d > 0 && c > 0 && p > 0
		if known == (r.Confidence == Partial) {
			t.Errorf("%d %d %d: confidence %s", d, c, p, r.Confidence)
		}
		if known {
			full++
		} else {
			partial++
		}
		if text := r.Paragraph(); !strings.Contains(text, Caveat) || strings.Contains(text, "%!") {
			t.Errorf("%d %d %d: %s", d, c, p, text)
		}
	})
	if full != 125 || partial != 91 {
		t.Errorf("looked at %d full and %d partial combinations", full, partial)
	}
}

func TestOfPracticeOnlyWhenAllThreeAreStrong(t *testing.T) {
	t.Parallel()
	everyCombination(func(d, c, p int) {
		label := Read(Community{}, observed(d, c, p), readingNow).Label
		if (label == CommunityOfPractice) != (min(d, c, p) >= 4) {
			t.Errorf("%d %d %d is read as %s", d, c, p, label)
		}
	})
}

func TestRaisingARatingNeverLeadsAwayFromPractice(t *testing.T) {
	t.Parallel()
	rank := map[string]int{CommunityOfPractice: 2, FormingCommunity: 1}
	everyCombination(func(d, c, p int) {
		if min(d, c, p) == 0 {
			return
		}
		before := rank[Read(Community{}, observed(d, c, p), readingNow).Label]
		for _, up := range [][3]int{{min(d+1, 5), c, p}, {d, min(c+1, 5), p}, {d, c, min(p+1, 5)}} {
			after := rank[Read(Community{}, observed(up[0], up[1], up[2]), readingNow).Label]
			if after < before {
				t.Errorf("from %d %d %d to %v it is further from a community of practice", d, c, p, up)
			}
		}
	})
}

func TestOnlyRatingsAndReachDecideTheLabel(t *testing.T) {
	t.Parallel()
	everyCombination(func(d, c, p int) {
		plain := Read(Community{}, observed(d, c, p), readingNow)
		latest := with(observed(d, c, p), MeasureEvidence, TextValue("The March swap"))
		latest = with(latest, MeasureDormant, YesValue(true))
		latest = with(latest, MeasureOwnLabel, ChoiceValue("network"))
		latest = with(latest, MeasureHeldBy, ChoiceValue("task"))
		dressed := Read(Community{
			Rhythm: "every other month", Started: "2026-10", Archived: readingNow, Tags: []string{"old"},
		}, latest, readingNow.AddDate(3, 0, 0))
		if plain.Label != dressed.Label || !slices.Equal(plain.Candidates, dressed.Candidates) {
			t.Errorf("%d %d %d: %s became %s", d, c, p, plain.Label, dressed.Label)
		}
	})
}

func TestUndecidedLiesBetweenWhatOneThreeAndFiveGive(t *testing.T) {
	t.Parallel()
	everyCombination(func(d, c, p int) {
		values := []int{d, c, p}
		missing := slices.Index(values, 0)
		if missing < 0 || slices.Contains(values[missing+1:], 0) {
			return
		}
		var want []string
		for _, try := range []int{1, 3, 5} {
			values[missing] = try
			label := Read(Community{}, observed(values[0], values[1], values[2]), readingNow).Label
			if !slices.Contains(want, label) {
				want = append(want, label)
			}
		}
		r := Read(Community{}, observed(d, c, p), readingNow)
		switch {
		case len(want) == 1 && r.Label != want[0]:
			t.Errorf("%d %d %d is read as %s, and can only be %s", d, c, p, r.Label, want[0])
		case len(want) > 1 && (r.Label != Undecided || !slices.Equal(r.Candidates, want)):
			t.Errorf("%d %d %d: %s, candidates %q, want %q", d, c, p, r.Label, r.Candidates, want)
		case len(want) > 1 && r.Depends != Elements()[missing]:
			t.Errorf("%d %d %d depends on %s", d, c, p, r.Depends)
		}
	})
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		community Community
		latest    Latest
		label     string
		conf      string
		notes     []string
		gaps      []string
	}{
		{"nothing known", Community{}, Latest{}, NotEnough, Partial, nil, nil},
		{"one low one known", Community{}, observed(2, 0, 0), NotEnough, Partial,
			[]string{"already clear that it is no community of practice for now"}, []string{"domain +2"}},
		{"strong, with evidence", Community{}, with(observed(5, 4, 4), MeasureEvidence, TextValue("swap day")),
			CommunityOfPractice, Firm, nil, nil},
		{"strong, without evidence", Community{}, observed(5, 4, 4), CommunityOfPractice, Tentative, nil, nil},
		{"forming", Community{}, observed(4, 4, 3), FormingCommunity, Tentative, nil, []string{"practice +1"}},
		{"domain and community", Community{}, observed(3, 3, 2), CommunityOfInterest, Tentative, nil,
			[]string{"domain +1", "community +1", "practice +2"}},
		{"domain and practice", Community{}, observed(5, 1, 3), NetworkOfPractice, Tentative,
			[]string{"uneven: community is behind"}, []string{"community +3", "practice +1"}},
		{"community and practice", Community{}, observed(2, 3, 3), WorkingGroup, Tentative, nil,
			[]string{"domain +2", "community +1", "practice +1"}},
		{"domain", Community{}, observed(4, 2, 2), InterestNetwork, Tentative,
			[]string{"uneven: community and practice are behind"}, []string{"community +2", "practice +2"}},
		{"community", Community{}, observed(2, 3, 2), SocialGroup, Tentative, nil,
			[]string{"domain +2", "community +1", "practice +2"}},
		{"practice", Community{}, observed(2, 2, 3), ParallelPractitioners, Tentative, nil,
			[]string{"domain +2", "community +2", "practice +1"}},
		{"none, good links", Community{}, with(observed(2, 2, 2), MeasureLinks, NumberValue(3)), Network, Tentative, nil,
			[]string{"domain +2", "community +2", "practice +2"}},
		{"none, held by contacts", Community{}, with(observed(2, 2, 2), MeasureHeldBy, ChoiceValue("contacts")),
			Network, Tentative, nil, []string{"domain +2", "community +2", "practice +2"}},
		{"none, weak links", Community{}, with(observed(2, 2, 2), MeasureLinks, NumberValue(2)), LooseTies, Tentative, nil,
			[]string{"domain +2", "community +2", "practice +2"}},
		{"young", Community{Started: "2026-07"},
			with(observed(4, 4, 4), MeasureEvidence, TextValue("x")), CommunityOfPractice, Tentative,
			[]string{"young: it began under six months ago"}, nil},
		{"a year alone is not young", Community{Started: "2026"},
			with(observed(4, 4, 4), MeasureEvidence, TextValue("x")), CommunityOfPractice, Firm, nil, nil},
		{"weekly", Community{Rhythm: "Weekly"}, observed(4, 4, 4), CommunityOfPractice, Tentative,
			[]string{"meeting less often than daily is no flaw"}, nil},
		{"daily", Community{Rhythm: "Daily"}, observed(4, 4, 4), CommunityOfPractice, Tentative, nil, nil},
		{"not meeting", Community{Rhythm: "Not meeting since spring"}, observed(4, 4, 4), CommunityOfPractice, Tentative,
			[]string{"dormant: it is not meeting at present"}, nil},
		{"archived", Community{Archived: readingNow}, observed(4, 4, 4), CommunityOfPractice, Tentative,
			[]string{"archived: you put it away"}, nil},
		{"own word differs", Community{}, with(observed(4, 4, 4), MeasureOwnLabel, ChoiceValue("team")),
			CommunityOfPractice, Tentative, []string{"differs from your own word, and yours comes first"}, nil},
		{"own word fits", Community{}, with(observed(4, 4, 4), MeasureOwnLabel, ChoiceValue("both")),
			CommunityOfPractice, Tentative, nil, nil},
		{"held by a task", Community{}, with(observed(4, 4, 4), MeasureHeldBy, ChoiceValue("task")),
			CommunityOfPractice, Tentative, []string{"held by a task: it may end when the task does"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := Read(tt.community, tt.latest, readingNow)
			if r.Label != tt.label || r.Confidence != tt.conf {
				t.Errorf("read as %s (%s), want %s (%s)", r.Label, r.Confidence, tt.label, tt.conf)
			}
			if !slices.Equal(r.Notes, tt.notes) {
				t.Errorf("notes %q, want %q", r.Notes, tt.notes)
			}
			if !slices.Equal(r.Gaps, tt.gaps) {
				t.Errorf("gaps %q, want %q", r.Gaps, tt.gaps)
			}
		})
	}
}

func TestReadingGrowsStale(t *testing.T) {
	t.Parallel()
	latest := with(observed(4, 5, 4), MeasureEvidence, TextValue("swap day"))
	year := readingNow.AddDate(1, 0, -7) // a year to the day after the ratings
	if r := Read(Community{}, latest, year); r.Confidence != Firm {
		t.Errorf("after a year: %s, %q", r.Confidence, r.Notes)
	}
	r := Read(Community{}, latest, year.AddDate(0, 0, 1))
	if r.Confidence != Tentative || !slices.Contains(r.Notes, "stale: last looked at over a year ago") {
		t.Errorf("after a year and a day: %s, %q", r.Confidence, r.Notes)
	}
}

// What would be left to grow is said where it may be wanted.
func TestTheGapIsNoIdealOfFriends(t *testing.T) {
	t.Parallel()
	const gap = "what is left to grow is practice +1"
	for own, said := range map[string]bool{"": true, "community": true, "both": true, "friends": false, "team": false, "network": false, "my tribe": false} {
		latest := observed(4, 4, 3)
		if own != "" {
			latest = with(latest, MeasureOwnLabel, ChoiceValue(own))
		}
		r := Read(Community{}, latest, readingNow)
		if got := strings.Contains(r.Paragraph(), gap); got != said {
			t.Errorf("called %q, the gap is said: %v", own, got)
		}
		if !strings.Contains(r.ParagraphToGrow(), gap) {
			t.Errorf("called %q, the gap is not said to somebody who wants it to grow", own)
		}
	}
}

func TestTheirOwnWordIsFirst(t *testing.T) {
	t.Parallel()
	for own, want := range map[string]string{
		"": "community of practice", "friends": "friends (community of practice)", "Community of practice": "community of practice", "a\x1bden": "a<U+001B>den (community of practice)",
	} {
		r := Reading{Label: CommunityOfPractice, Own: own}
		if got := r.Title(); got != want {
			t.Errorf("%q is shown as %q, want %q", own, got, want)
		}
	}
}

func TestMostDaysIsDailyEnough(t *testing.T) {
	t.Parallel()
	for rhythm, said := range map[string]bool{"most days": false, "Every day": false, "on weekdays": false, "monthly": true, "": false} {
		r := Read(Community{Rhythm: rhythm}, observed(4, 4, 4), readingNow)
		if got := slices.Contains(r.Notes, "meeting less often than daily is no flaw"); got != said {
			t.Errorf("meeting %q: %q", rhythm, r.Notes)
		}
	}
}

// What is not known is not behind.
func TestTheUnknownIsNotBehind(t *testing.T) {
	t.Parallel()
	latest := observed(5, 2, 4)
	delete(latest, MeasureDomain)
	for _, note := range Read(Community{}, latest, readingNow).Notes {
		if strings.Contains(note, "behind") && note != "uneven: community is behind" {
			t.Error(note)
		}
	}
}

func TestANoteWithEachRatingIsEvidence(t *testing.T) {
	t.Parallel()
	latest := observed(4, 5, 4)
	for measure, o := range latest {
		o.Note = "the swap in March"
		latest[measure] = o
	}
	if r := Read(Community{}, latest, readingNow); r.Confidence != Firm {
		t.Errorf("confidence %s", r.Confidence)
	}
}

func ExampleReading_Paragraph() {
	latest := Latest{
		MeasureDomain:    {Value: NumberValue(5), At: readingNow},
		MeasureCommunity: {Value: NumberValue(4), At: readingNow},
		MeasurePractice:  {Value: NumberValue(3), At: readingNow},
		MeasureOwnLabel:  {Value: ChoiceValue("network"), At: readingNow},
	}
	c := Community{Name: "Go Meetup", Rhythm: "monthly"}
	for _, sentence := range strings.SplitAfter(Read(c, latest, readingNow).Paragraph(), ". ") {
		fmt.Println(strings.TrimSpace(sentence))
	}
	// Output:
	// You call it a network.
	// kith reads it as a forming community of practice: a shared concern, people who matter to each other and a practice built up together are all there (domain 5, community 4, practice 3).
	// Differs from your own word, and yours comes first.
	// Uneven: practice is behind.
	// Meeting less often than daily is no flaw.
	// This is a starting point for thinking, not a measurement; the cut-offs are kith's own.
}
