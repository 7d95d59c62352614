package journal

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Caveat goes with every reading that is shown.
const Caveat = "a starting point for thinking, not a measurement; the cut-offs are kith's own"

// Paragraph is the reading in plain words: the person's own word first, then
// the reading and why, the notes, and the gap.
func (r Reading) Paragraph() string {
	var said []string
	if own := r.ownWords(); own != "" {
		said = append(said, "You call it "+own+".")
	}
	said = append(said, r.sentence())
	for _, note := range r.Notes {
		said = append(said, capital(note)+".")
	}
	if len(r.Gaps) > 0 {
		said = append(said, "Should you want it to be a community of practice, what is left to grow is "+list(r.Gaps, "and")+".")
	}
	return strings.Join(append(said, "This is "+Caveat+"."), " ")
}

// ownWords is the person's own word as it stands in a sentence.
func (r Reading) ownWords() string {
	switch Fold(r.Own) {
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
	return `"` + VisibleLine(r.Own) + `"`
}

// sentence is the reading with its reason.
func (r Reading) sentence() string {
	switch r.Label {
	case NotEnough, "":
		return "There is not enough to say yet: " + r.values() + "."
	case Undecided:
		names := make([]string, len(r.Candidates))
		for i, c := range r.Candidates {
			names[i] = article(c)
		}
		return fmt.Sprintf("kith cannot decide yet, it depends on %s: this may be %s (%s).", r.Depends, list(names, "or"), r.values())
	}
	return fmt.Sprintf("kith reads it as %s: %s (%s).", article(r.Label), reason(r.Label), r.values())
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

// values are the three elements: "domain 4, community 3, practice not known".
func (r Reading) values() string {
	var parts []string
	for _, e := range r.elements() {
		value := "not known"
		if e.value > 0 {
			value = fmt.Sprint(e.value)
		}
		parts = append(parts, e.name+" "+value)
	}
	return strings.Join(parts, ", ")
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

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// list joins words as a sentence does: "a, b and c".
func list(words []string, and string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + and + " " + words[last]
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
