package journal

import (
	"slices"
	"strings"
	"time"
)

// Observation is one dated value about a community, or about the person where
// Community is empty: domain 4, openness 2, energy 3. Observations are only
// ever added, and a wrong one is taken back, not removed; the timeline is the
// table.
type Observation struct {
	ID        ID
	Community ID     // "" for the person's own
	Measure   string // a Measure's name, or any other
	Value     Value  // NotSure is kept as no value
	// Labels are the words that were shown for the value when it was asked;
	// none where it was not asked.
	Labels     []string
	At         time.Time
	Reflection ID // the reflection it was made in, if any
	Note       string
	// From is the community that it was made of, where that one has since
	// been merged into Community; zero elsewhere.
	From CommunityRef
	// Undone is when it was taken back. What was taken back is history and
	// counts for nothing else; zero while it stands.
	Undone time.Time
}

// Rating is the observation's value from 1 to 5, or 0 where it is not sure, was
// declined, or is no rating.
func (o Observation) Rating() int {
	n := o.Value.Number
	if n == nil || o.Value.NotSure || o.Value.Declined || *n != float64(int(*n)) || *n < 1 || *n > 5 {
		return 0
	}
	return int(*n)
}

// Words are what was observed as a person reads it: in the words it was asked
// in where they are known, "3 of 5: up and down", else by its value.
func (o Observation) Words() string {
	if _, known := MeasureNamed(o.Measure); o.Value.Said() && len(o.Labels) == 0 && !known {
		return o.Value.Words()
	}
	return strings.Join(o.lines(), "; ")
}

// lines are the words, one by one where several things were chosen.
func (o Observation) lines() []string {
	if !o.Value.Said() {
		return []string{"not sure"}
	}
	measure, _ := MeasureNamed(o.Measure)
	labels := o.Labels
	if len(labels) == 0 {
		labels = measure.Labels(o.Value)
	}
	kind := ShortText
	if o.Rating() > 0 && len(labels) > 0 {
		kind = Rating
	}
	return Answer{Kind: kind, Value: o.Value, Labels: labels}.Lines()
}

// Latest holds the last observation of each measure, by the measure's name.
type Latest map[string]Observation

// At is when the latest of them was made; zero for never.
func (l Latest) At() time.Time {
	var last time.Time
	for _, o := range l {
		if o.At.After(last) {
			last = o.At
		}
	}
	return last
}

// The measures of kith's own, on which the reading of a community rests.
const (
	MeasureDomain    = "domain"
	MeasureCommunity = "community"
	MeasurePractice  = "practice"
	MeasureLinks     = "links"
	MeasureHeldBy    = "held_by"
	MeasureOwnLabel  = "own_label"
	MeasureEvidence  = "evidence"
	MeasureDormant   = "dormant" // yes for a community that is not meeting at present
)

// Measure is something that is observed of a community or of the person. Any
// name can be one; what is observed under a name that is not kith's own is known
// by its value.
type Measure struct {
	Name string
	Kind Kind // of the values it takes
	// Scale are its values with the words for them. A rating has five, "1" to
	// "5"; of a short_text they are the values that kith has words for.
	Scale []Option
}

// Measures are kith's own.
func Measures() []Measure {
	rating := func(name string, words ...string) Measure {
		m := Measure{Name: name, Kind: Rating}
		for i, w := range words {
			m.Scale = append(m.Scale, Option{Value: string(rune('1' + i)), Label: w})
		}
		return m
	}
	return []Measure{
		rating(MeasureDomain, "no shared subject", "a loose topic", "partly", "clear to most of us", "it defines us"),
		rating(MeasureCommunity, "strangers", "a few contacts", "some helping", "real relationships", "we rely on each other"),
		rating(MeasurePractice, "nothing shared", "odd tips", "a few things we reuse", "a real toolkit", "rich and still growing"),
		rating(MeasureLinks, "not at all", "a little", "sometimes", "often", "constantly"),
		{Name: MeasureHeldBy, Kind: ChooseOne, Scale: []Option{
			{"learning", "Learning and getting better at something"},
			{"task", "A job or project that has to be done"},
			{"affection", "Liking each other"},
			{"contacts", "Useful contacts and information"},
			{"identity", "Who we are: family, faith, place, background"},
			{"obligation", "We are expected to be there"},
		}},
		{Name: MeasureOwnLabel, Kind: ShortText, Scale: []Option{
			{"community", "A community"},
			{"network", "A network"},
			{"both", "A bit of both"},
			{"friends", "A group of friends"},
			{"team", "A team"},
			{"other", "Something else"},
		}},
		{Name: MeasureEvidence, Kind: ShortText},
		{Name: MeasureDormant, Kind: YesNo},
	}
}

// MeasureNamed is the one of kith's own that has the name.
func MeasureNamed(name string) (Measure, bool) {
	for _, m := range Measures() {
		if m.Name == name {
			return m, true
		}
	}
	return Measure{}, false
}

// Labels are the words of the scale for a value; none where it has none.
func (m Measure) Labels(v Value) []string {
	values := v.Choices
	if values == nil {
		values = []string{v.Words()}
	}
	var labels []string
	for _, value := range values {
		if i := slices.IndexFunc(m.Scale, func(o Option) bool { return o.Value == value }); i >= 0 {
			labels = append(labels, m.Scale[i].Label)
		}
	}
	return labels
}
