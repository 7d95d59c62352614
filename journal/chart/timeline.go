package chart

import (
	"cmp"
	"slices"
	"strconv"
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
	element
	marks []mark
}

// mark is one look at an element.
type mark struct {
	at    time.Time
	level int    // 1 to 5, or 0 where it was not given
	said  string // the level, or what was said instead
}

// NewTimeline takes what was observed of a community, in any order and with any
// measure: those that are no element are left aside. Of two looks at the same
// moment the later one counts.
func NewTimeline(c journal.Community, observed []journal.Observation) *Timeline {
	t := &Timeline{community: c.Ref()}
	inOrder := slices.SortedStableFunc(slices.Values(observed), func(a, b journal.Observation) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	for _, e := range elements() {
		s := series{element: e}
		for _, o := range inOrder {
			if o.Measure != e.name {
				continue
			}
			m := mark{at: o.At, level: o.Rating(), said: "not sure"}
			switch {
			case m.level > 0:
				m.said = strconv.Itoa(m.level)
			case o.Value.Declined:
				m.said = "not said"
			}
			if last := len(s.marks) - 1; last >= 0 && s.marks[last].at.Equal(m.at) {
				s.marks[last] = m
			} else {
				s.marks = append(s.marks, m)
			}
		}
		t.rows = append(t.rows, s)
	}
	return t
}

// changes are the marks at which what is said becomes another.
func (s series) changes() []mark {
	return slices.CompactFunc(slices.Clone(s.marks), func(a, b mark) bool { return a.said == b.said })
}

const neverSeen = "not looked at yet"

// day is the day of a moment for eyes.
func day(at time.Time) string { return journal.DateOf(at).Words() }
