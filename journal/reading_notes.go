package journal

import (
	"slices"
	"strings"
	"time"
)

// MeasureDormant is yes for a community that is not meeting at present.
const MeasureDormant = "dormant"

// notes are what else there is to know about a reading. None of them changes
// the label.
func (r *Reading) notes(c Community, latest Latest, young, stale bool) []string {
	var notes []string
	add := func(holds bool, note string) {
		if holds {
			notes = append(notes, note)
		}
	}
	dormant := isDormant(c, latest)
	add(r.noPracticeYet(), "already clear that it is no community of practice for now")
	add(r.differs(), "differs from your own word, and yours comes first")
	if behind := r.behind(); len(behind) > 0 {
		add(true, "uneven: "+list(behind, "and")+plural(len(behind), " is behind", " are behind"))
	}
	add(young, "young: it began under six months ago")
	add(dormant, "dormant: it is not meeting at present")
	add(!c.Archived.IsZero(), "archived: you put it away")
	add(stale, "stale: last looked at over a year ago")
	add(slices.Contains(words(latest[MeasureHeldBy]), "task"), "held by a task: it may end when the task does")
	add(!dormant && lessThanDaily(c.Rhythm), "meeting less often than daily is no flaw")
	return notes
}

// noPracticeYet reports a community about which too little is known, with one
// element that is low.
func (r *Reading) noPracticeYet() bool {
	return r.Label == NotEnough && slices.ContainsFunc(r.elements(), func(e element) bool {
		return e.value > 0 && e.value < emerging
	})
}

// behind names the lowest elements where they are two or more below the highest.
func (r *Reading) behind() []string {
	lowest, highest := 5, 0
	for _, e := range r.elements() {
		if e.value > 0 {
			lowest, highest = min(lowest, e.value), max(highest, e.value)
		}
	}
	if highest-lowest < 2 {
		return nil
	}
	var names []string
	for _, e := range r.elements() {
		if e.value == lowest {
			names = append(names, e.name)
		}
	}
	return names
}

// young reports a community of practice, or one forming, that began under six
// months ago. Of a month or a year only the beginning counts, so that it is
// never called young by mistake.
func (r *Reading) young(c Community, now time.Time) bool {
	if r.Label != CommunityOfPractice && r.Label != FormingCommunity {
		return false
	}
	return c.Started.Start(now.Location()).After(now.AddDate(0, -6, 0))
}

// isStale reports that the newest look at the three elements is over a year old.
func isStale(latest Latest, now time.Time) bool {
	var newest time.Time
	for _, measure := range elementMeasures() {
		if at := latest[measure].At; at.After(newest) {
			newest = at
		}
	}
	return !newest.IsZero() && overAYear(newest, now)
}

func overAYear(at, now time.Time) bool { return at.Before(now.AddDate(-1, 0, 0)) }

// isDormant goes by what the person said and by nothing else: a rhythm that
// begins with "dormant" or "not meeting", or yes to the measure "dormant".
func isDormant(c Community, latest Latest) bool {
	if o, ok := latest[MeasureDormant]; ok && o.Value.Yes != nil {
		return *o.Value.Yes
	}
	rhythm := Fold(c.Rhythm)
	return strings.HasPrefix(rhythm, "dormant") || strings.HasPrefix(rhythm, "not meeting")
}

func lessThanDaily(rhythm string) bool {
	folded := Fold(rhythm)
	return folded != "" && !strings.Contains(folded, "daily") && !strings.Contains(folded, "every day")
}

// differs reports that the person's own word and the reading do not go
// together. A word kith does not know, "both" and "other" go with everything.
func (r *Reading) differs() bool {
	if r.Label == NotEnough {
		return false
	}
	fits := fitting(Fold(r.Own))
	if fits == nil {
		return false
	}
	for _, label := range append([]string{r.Label}, r.Candidates...) {
		if slices.Contains(fits, label) {
			return false
		}
	}
	return true
}

// fitting lists the readings that go with a person's own word; nil is all.
func fitting(own string) []string {
	switch own {
	case "community":
		return []string{CommunityOfPractice, FormingCommunity, CommunityOfInterest}
	case "network":
		return []string{NetworkOfPractice, InterestNetwork, Network, LooseTies}
	case "friends":
		return []string{SocialGroup}
	case "team":
		return []string{WorkingGroup}
	}
	if slices.Contains(Readings(), own) {
		return []string{own}
	}
	return nil
}
