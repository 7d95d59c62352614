package journal

import (
	"fmt"
	"slices"
	"strings"
	"time"
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
	return []string{
		CommunityOfPractice, FormingCommunity, CommunityOfInterest, NetworkOfPractice, WorkingGroup,
		InterestNetwork, SocialGroup, ParallelPractitioners, Network, LooseTies, Undecided, NotEnough,
	}
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
		Own:       strings.Join(words(latest[MeasureOwnLabel]), ", "),
		Domain:    latest[MeasureDomain].Rating(),
		Community: latest[MeasureCommunity].Rating(),
		Practice:  latest[MeasurePractice].Rating(),
	}
	reach := latest[MeasureLinks].Rating() >= emerging ||
		slices.Contains(words(latest[MeasureHeldBy]), "contacts")
	r.decide(reach)
	young, stale := r.young(c, now), isStale(latest, now)
	r.Notes = r.notes(c, latest, young, stale)
	r.Confidence = r.confidence(latest, young || stale, now)
	for _, e := range r.elements() {
		if e.value > 0 && e.value < strong {
			r.Gaps = append(r.Gaps, fmt.Sprintf("%s +%d", e.name, strong-e.value))
		}
	}
	return r
}

// decide settles the label, and what it depends on where one element is not
// known: the missing one is tried at 1, 3 and 5.
func (r *Reading) decide(reach bool) {
	unknown := r.unknown()
	if len(unknown) > 1 {
		r.Label = NotEnough
		return
	}
	for _, try := range []int{1, emerging, 5} {
		filled := [3]int{r.Domain, r.Community, r.Practice}
		for i := range filled {
			if filled[i] == 0 {
				filled[i] = try
			}
		}
		if label := labelOf(filled[0], filled[1], filled[2], reach); !slices.Contains(r.Candidates, label) {
			r.Candidates = append(r.Candidates, label)
		}
	}
	if len(r.Candidates) == 1 {
		r.Label, r.Candidates = r.Candidates[0], nil
		return
	}
	r.Label, r.Depends = Undecided, unknown[0]
}

// labelOf is the reading of three elements that are all known. reach is true
// for a group that is good for reaching people and information.
func labelOf(domain, community, practice int, reach bool) string {
	if lowest := min(domain, community, practice); lowest >= strong {
		return CommunityOfPractice
	} else if lowest >= emerging {
		return FormingCommunity
	}
	in := regionOf(domain, community, practice)
	d, c, p := in.Domain, in.Community, in.Practice
	switch {
	case d && c:
		return CommunityOfInterest
	case d && p:
		return NetworkOfPractice
	case c && p:
		return WorkingGroup
	case d:
		return InterestNetwork
	case c:
		return SocialGroup
	case p:
		return ParallelPractitioners
	case reach:
		return Network
	}
	return LooseTies
}

func (r *Reading) confidence(latest Latest, youngOrStale bool, now time.Time) string {
	switch {
	case len(r.unknown()) > 0:
		return Partial
	case r.Domain == emerging || r.Community == emerging || r.Practice == emerging:
		return Tentative
	case youngOrStale || !backedUp(latest, now):
		return Tentative
	}
	return Firm
}

// backedUp reports that each element has evidence: a note with its rating, or
// an example for all of them (measure "evidence") given within the last year.
func backedUp(latest Latest, now time.Time) bool {
	if e := latest[MeasureEvidence]; e.Value.Said() && !overAYear(e.At, now) {
		return true
	}
	for _, measure := range elementMeasures() {
		if strings.TrimSpace(latest[measure].Note) == "" {
			return false
		}
	}
	return true
}

type element struct {
	name  string
	value int // 0 is not known
}

func elementMeasures() []string {
	return []string{MeasureDomain, MeasureCommunity, MeasurePractice}
}

func (r *Reading) elements() []element {
	return []element{
		{MeasureDomain, r.Domain}, {MeasureCommunity, r.Community}, {MeasurePractice, r.Practice},
	}
}

// unknown names the elements that are not known.
func (r *Reading) unknown() []string {
	var names []string
	for _, e := range r.elements() {
		if e.value == 0 {
			names = append(names, e.name)
		}
	}
	return names
}

// words are the choices or the text of an observation.
func words(o Observation) []string {
	if len(o.Value.Choices) > 0 {
		return o.Value.Choices
	}
	if text := strings.TrimSpace(o.Value.Text); text != "" {
		return []string{text}
	}
	return nil
}
