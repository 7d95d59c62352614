package journal

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/journal/text"
)

// The readings a community can have. The terms are those of Wenger, McDermott
// and Snyder (2002), Brown and Duguid (2001) and Wenger, Trayner and de Laat
// (2011); where one ends and the next begins is kith's own.
const (
	CommunityOfPractice   = "community of practice"
	FormingCommunity      = "forming community of practice"
	CommunityOfInterest   = "community of interest"
	NetworkOfPractice     = "network of practice"
	WorkingGroup          = "working group"
	InterestNetwork       = "interest network"
	SocialGroup           = "social group"
	ParallelPractitioners = "parallel practitioners"
	Network               = "network"
	LooseTies             = "loose ties"
	Undecided             = "undecided"         // between the Candidates
	NotEnough             = "not enough to say" // two or three elements are not known
)

// Readings lists every reading, for help and completion.
func Readings() []string {
	var all []string
	for _, r := range Regions() {
		all = append(all, r.Labels()...)
	}
	return append(all, Undecided, NotEnough)
}

// How far a reading can be leaned on.
const (
	Partial   = "partial"   // an element is not known
	Tentative = "tentative" // an element is at 3 or has no evidence, or the reading is young or stale
	Firm      = "firm"
)

// Reading is how kith reads the latest observations of a community. It is a
// starting point for thinking: nothing ranks communities.
type Reading struct {
	Label string // one of Readings
	Own   string // the person's own word for it, or ""; it comes first
	// Domain, Community and Practice are the three elements, 1 to 5; 0 is
	// not known.
	Domain, Community, Practice int
	Confidence                  string   // Partial, Tentative or Firm
	Candidates                  []string // what it may be, where Undecided
	Depends                     string   // the element that decides it, where Undecided
	Notes                       []string // what else there is to know; never changes the Label
	Gaps                        []string // from here to a community of practice: "practice +1"
}

const (
	strong   = 4 // the band 4-5; 1-2 is low
	emerging = 3
)

// Read reads a community from the latest observations of it.
func Read(c Community, latest Latest, now time.Time) Reading {
	r := Reading{
		Own:       strings.Join(choices(latest[MeasureOwnLabel]), ", "),
		Domain:    latest[MeasureDomain].Rating(),
		Community: latest[MeasureCommunity].Rating(),
		Practice:  latest[MeasurePractice].Rating(),
	}
	reach := latest[MeasureLinks].Rating() >= emerging || slices.Contains(choices(latest[MeasureHeldBy]), "contacts")

	// An element that is not known is tried at 1, 3 and 5.
	unknown := r.unknown()
	for _, try := range []int{1, emerging, 5} {
		if len(unknown) > 1 {
			break
		}
		filled := r
		for _, e := range unknown {
			filled = filled.with(e, try)
		}
		if label := filled.label(reach); !slices.Contains(r.Candidates, label) {
			r.Candidates = append(r.Candidates, label)
		}
	}
	switch len(r.Candidates) {
	case 0:
		r.Label = NotEnough
	case 1:
		r.Label, r.Candidates = r.Candidates[0], nil
	default:
		r.Label, r.Depends = Undecided, unknown[0]
	}

	// Of a month or a year only the beginning counts, so that nothing is called
	// young by mistake.
	practice := r.Label == CommunityOfPractice || r.Label == FormingCommunity
	young := practice && c.Started.Start(now.Location()).After(now.AddDate(0, -6, 0))
	stale := isStale(latest, now)
	r.Notes = r.notes(c, latest, young, stale)
	switch {
	case len(unknown) > 0:
		r.Confidence = Partial
	case r.Domain == emerging || r.Community == emerging || r.Practice == emerging:
		r.Confidence = Tentative
	case young || stale || !hasEvidence(latest, now):
		r.Confidence = Tentative
	default:
		r.Confidence = Firm
	}
	for _, e := range Elements() {
		if n := r.element(e); n > 0 && n < strong {
			r.Gaps = append(r.Gaps, fmt.Sprintf("%s +%d", e, strong-n))
		}
	}
	return r
}

// element is the value of one of the three, 0 where it is not known.
func (r Reading) element(name string) int {
	switch name {
	case MeasureDomain:
		return r.Domain
	case MeasureCommunity:
		return r.Community
	}
	return r.Practice
}

// with is the reading with another value for an element.
func (r Reading) with(element string, n int) Reading {
	switch element {
	case MeasureDomain:
		r.Domain = n
	case MeasureCommunity:
		r.Community = n
	default:
		r.Practice = n
	}
	return r
}

// unknown names the elements that are not known.
func (r Reading) unknown() []string {
	return slices.DeleteFunc(Elements(), func(e string) bool { return r.element(e) > 0 })
}

// Region is where the reading stands among the three elements, or false while
// that cannot be said.
func (r Reading) Region() (Region, bool) {
	switch r.Label {
	case "", NotEnough, Undecided:
		return Region{}, false
	}
	return Region{r.Domain >= emerging, r.Community >= emerging, r.Practice >= emerging}, true
}

// label is the reading of three elements that are all known. reach is true for a
// group that is good for reaching people and information.
func (r Reading) label(reach bool) string {
	r.Label = Network // any that is settled
	region, _ := r.Region()
	labels := region.Labels()
	ofPractice := min(r.Domain, r.Community, r.Practice) >= strong
	switch {
	case len(labels) == 1:
		return labels[0]
	case region == Region{} && reach, ofPractice:
		return labels[0]
	}
	return labels[1]
}

// hasEvidence reports that each element is backed up: by a note with its rating,
// or by an example for all of them (measure "evidence") within the last year.
func hasEvidence(latest Latest, now time.Time) bool {
	if e := latest[MeasureEvidence]; e.Value.Said() && !overAYear(e.At, now) {
		return true
	}
	return !slices.ContainsFunc(Elements(), func(e string) bool { return strings.TrimSpace(latest[e].Note) == "" })
}

// isStale reports that the newest look at the three elements is over a year old.
func isStale(latest Latest, now time.Time) bool {
	looked := Latest{}
	for _, e := range Elements() {
		looked[e] = latest[e]
	}
	return !looked.At().IsZero() && overAYear(looked.At(), now)
}

func overAYear(at, now time.Time) bool { return at.Before(now.AddDate(-1, 0, 0)) }

// notes are what else there is to know about a reading. None of them changes
// the label.
func (r Reading) notes(c Community, latest Latest, young, stale bool) []string {
	var notes []string
	add := func(holds bool, note string) {
		if holds {
			notes = append(notes, note)
		}
	}
	lowest, highest := 5, 0
	for _, e := range Elements() {
		if n := r.element(e); n > 0 {
			lowest, highest = min(lowest, n), max(highest, n)
		}
	}
	behind := slices.DeleteFunc(Elements(), func(e string) bool { return r.element(e) != lowest })
	are := " is behind"
	if len(behind) > 1 {
		are = " are behind"
	}
	// Dormant is what the person says is: by the measure, or as its rhythm.
	rhythm := text.Fold(c.Rhythm)
	dormant := strings.HasPrefix(rhythm, "dormant") || strings.HasPrefix(rhythm, "not meeting")
	if o, ok := latest[MeasureDormant]; ok && o.Value.Yes != nil {
		dormant = *o.Value.Yes
	}
	daily := slices.ContainsFunc([]string{"daily", "every day", "each day", "most days", "weekdays", "working day", "all the time"}, func(often string) bool { return strings.Contains(rhythm, often) })
	add(r.Label == NotEnough && lowest < emerging, "already clear that it is no community of practice for now")
	add(r.differs(), "differs from your own word, and yours comes first")
	add(highest-lowest >= 2, "uneven: "+text.List(behind, "and")+are)
	add(young, "young: it began under six months ago")
	add(dormant, "dormant: it is not meeting at present")
	add(!c.Archived.IsZero(), "archived: you put it away")
	add(stale, "stale: last looked at over a year ago")
	add(slices.Contains(choices(latest[MeasureHeldBy]), "task"), "held by a task: it may end when the task does")
	add(!dormant && rhythm != "" && !daily, "meeting less often than daily is no flaw")
	return notes
}

// differs reports that the person's own word and the reading do not go
// together. A word kith does not know, "both" and "other" go with everything.
func (r Reading) differs() bool {
	var fits []string
	switch own := text.Fold(r.Own); own {
	case "community":
		fits = []string{CommunityOfPractice, FormingCommunity, CommunityOfInterest}
	case "network":
		fits = []string{NetworkOfPractice, InterestNetwork, Network, LooseTies}
	case "friends":
		fits = []string{SocialGroup}
	case "team":
		fits = []string{WorkingGroup}
	default:
		if !slices.Contains(Readings(), own) {
			return false
		}
		fits = []string{own}
	}
	return r.Label != NotEnough && !slices.ContainsFunc(append(r.Candidates, r.Label), func(label string) bool {
		return slices.Contains(fits, label)
	})
}

// choices are the choices or the text of an observation.
func choices(o Observation) []string {
	if t := strings.TrimSpace(o.Value.Text); len(o.Value.Choices) == 0 && t != "" {
		return []string{t}
	}
	return o.Value.Choices
}
