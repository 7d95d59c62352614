package journal

import (
	"fmt"
	"strings"

	"kith/journal/text"
)

// Caveat goes with every reading that is shown.
const Caveat = "a starting point for thinking, not a measurement; the cut-offs are kith's own"

// Title is the reading in a word or two, as in "friends (social group)": the
// person's own word first.
func (r Reading) Title() string {
	if own := text.Line(r.Own); own != "" && text.Fold(own) != r.Label {
		return own + " (" + r.Label + ")"
	}
	return r.Label
}

// Paragraph is the reading in plain words: the person's own word first, then
// the reading and why, and the notes. The gap is in it where the person calls it a
// community, or may: for friends, a team or a family to be a community of practice
// is no ideal.
func (r Reading) Paragraph() string {
	switch text.Fold(r.Own) {
	case "", "community", "both":
		return r.paragraph(r.Gaps)
	}
	return r.paragraph(nil)
}

// ParagraphToGrow is Paragraph with the gap, whatever the person calls it.
func (r Reading) ParagraphToGrow() string { return r.paragraph(r.Gaps) }

func (r Reading) paragraph(gaps []string) string {
	var said []string
	if own := r.ownWords(); own != "" {
		said = append(said, "You call it "+own+".")
	}
	var values []string
	for _, e := range Elements() {
		value := "not known"
		if n := r.element(e); n > 0 {
			value = fmt.Sprint(n)
		}
		values = append(values, e+" "+value)
	}
	known := strings.Join(values, ", ")
	switch r.Label {
	case NotEnough, "":
		said = append(said, "There is not enough to say yet: "+known+".")
	case Undecided:
		names := make([]string, len(r.Candidates))
		for i, c := range r.Candidates {
			names[i] = article(c)
		}
		said = append(said, fmt.Sprintf("kith cannot decide yet, it depends on %s: this may be %s (%s).", r.Depends, text.List(names, "or"), known))
	default:
		said = append(said, fmt.Sprintf("kith reads it as %s: %s (%s).", article(r.Label), reason(r.Label), known))
	}
	for _, note := range r.Notes {
		said = append(said, text.Sentence(note))
	}
	if len(gaps) > 0 {
		said = append(said, "Should you want it to be a community of practice, what is left to grow is "+text.List(gaps, "and")+".")
	}
	return strings.Join(append(said, "This is "+Caveat+"."), " ")
}

// ownWords is the person's own word as it stands in a sentence.
func (r Reading) ownWords() string {
	switch text.Fold(r.Own) {
	case "":
		return ""
	case "community":
		return "a community"
	case "network":
		return "a network"
	case "both":
		return "a bit of both, a community and a network"
	case "friends":
		return "a group of friends"
	case "team":
		return "a team"
	case "other":
		return "something else"
	}
	return `"` + text.Line(r.Own) + `"`
}

func reason(label string) string {
	switch label {
	case CommunityOfPractice:
		return "a shared concern, people who matter to each other and a practice built up together are all strong"
	case FormingCommunity:
		return "a shared concern, people who matter to each other and a practice built up together are all there"
	case CommunityOfInterest:
		return "there is a shared concern and people matter to each other, and there is less that they build up together"
	case NetworkOfPractice:
		return "there is a shared concern and a practice, and people are less close to each other"
	case WorkingGroup:
		return "people matter to each other and have ways of doing things, and they share less of a concern to get better at"
	case InterestNetwork:
		return "a shared concern is what there is most of"
	case SocialGroup:
		return "people who matter to each other are what there is most of"
	case ParallelPractitioners:
		return "people do similar things, more beside each other than together"
	case Network:
		return "it is good for reaching people and information, and that can be all it needs to be"
	}
	return "people know of each other, and that can be all it needs to be"
}

func article(label string) string {
	switch label {
	case ParallelPractitioners, LooseTies:
		return label
	case InterestNetwork:
		return "an " + label
	}
	return "a " + label
}
