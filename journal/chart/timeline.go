package chart

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kith/journal"
)

// Timeline is how the three elements of one community moved.
type Timeline struct {
	community journal.CommunityRef
	rows      []series
}

// series is one element from the first look at it to the last.
type series struct {
	name  string
	marks []mark
}

// mark is one look at an element.
type mark struct {
	at    time.Time
	level int    // 1 to 5, or 0 where it was not given
	said  string // the level, or what was said instead
}

// NewTimeline takes what was observed of a community, in any order and with any
// measure: those that are no element are left aside.
func NewTimeline(c journal.Community, observed []journal.Observation) *Timeline {
	t := &Timeline{community: c.Ref()}
	inOrder := slices.SortedStableFunc(slices.Values(observed), func(a, b journal.Observation) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	for _, name := range []string{journal.MeasureDomain, journal.MeasureCommunity, journal.MeasurePractice} {
		s := series{name: name}
		for _, o := range inOrder {
			if o.Measure == name {
				s.add(newMark(o))
			}
		}
		t.rows = append(t.rows, s)
	}
	return t
}

// add puts a mark at the end; of two at the same moment the later one counts.
func (s *series) add(m mark) {
	if last := len(s.marks) - 1; last >= 0 && s.marks[last].at.Equal(m.at) {
		s.marks[last] = m
		return
	}
	s.marks = append(s.marks, m)
}

func newMark(o journal.Observation) mark {
	m := mark{at: o.At, level: o.Rating(), said: "not sure"}
	switch {
	case m.level > 0:
		m.said = string(rune('0' + m.level))
	case o.Value.Declined:
		m.said = "not said"
	}
	return m
}

// span is from the first mark to the last; false where there is none.
func (t *Timeline) span() (first, last time.Time, looked bool) {
	for _, s := range t.rows {
		for _, m := range s.marks {
			if !looked || m.at.Before(first) {
				first = m.at
			}
			if !looked || m.at.After(last) {
				last = m.at
			}
			looked = true
		}
	}
	return first, last, looked
}

// changes are the marks at which what is said becomes another.
func (s series) changes() []mark {
	return slices.CompactFunc(slices.Clone(s.marks), func(a, b mark) bool { return a.said == b.said })
}

const neverSeen = "not looked at yet"

// description says what a drawing of the timeline says.
func (t *Timeline) description() string {
	var sentences []string
	for _, s := range t.rows {
		if len(s.marks) == 0 {
			sentences = append(sentences, s.name+": "+neverSeen+".")
			continue
		}
		var parts []string
		for _, m := range s.changes() {
			parts = append(parts, m.said+" from "+day(m.at))
		}
		sentences = append(sentences, s.name+": "+strings.Join(parts, ", ")+
			", last looked at "+day(s.marks[len(s.marks)-1].at)+".")
	}
	return strings.Join(sentences, " ")
}

// day is the day of a moment for eyes.
func day(at time.Time) string { return journal.DateOf(at).Words() }
