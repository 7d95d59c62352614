package journal

import (
	"slices"
	"strings"
	"time"

	"kith/journal/text"
)

// Reflection is what a finished activity, or a quick note, leaves in the journal.
type Reflection struct {
	ID       ID     `json:"id"`
	Title    string `json:"title"`
	Activity string `json:"activity"` // the activity's id; "" for a quick note
	// Created and Updated keep the offset they were written in.
	Created     time.Time      `json:"created"`
	Updated     time.Time      `json:"updated"`
	Minutes     int            `json:"minutes"` // time spent, 0 when unknown
	Private     bool           `json:"private"` // never leaves in anything made for other people
	Tags        []string       `json:"tags"`
	Communities []CommunityRef `json:"communities"`
	Answers     []Answer       `json:"answers"` // in the order asked; empty in lists
	// Source is where its activity comes from, for whoever reads it. The journal
	// does not keep it: who has the library says it.
	Source Source `json:"-"`
}

// Source says where an activity comes from.
type Source struct {
	Citation, URL, Licence string
}

// NoteKey is the key of the one answer of a quick note.
const NoteKey = "note"

// Note is the text of a quick note, false for anything else.
func (r Reflection) Note() (Answer, bool) {
	if r.Activity != "" || len(r.Answers) != 1 || r.Answers[0].Prompt != "" || r.Answers[0].Value.Text == "" {
		return Answer{}, false
	}
	return r.Answers[0], true
}

// Named are the communities that a reflection names anywhere, some of them more than once.
func (r Reflection) Named() []CommunityRef {
	refs := slices.Clone(r.Communities)
	for _, a := range r.Answers {
		refs = append(refs, a.named()...)
	}
	return refs
}

// Equal reports two that say the same, whenever they were updated.
func (r Reflection) Equal(s Reflection) bool {
	_, zone := r.Created.Zone()
	_, other := s.Created.Zone()
	return r.ID == s.ID && r.Title == s.Title && r.Activity == s.Activity && r.Created.Equal(s.Created) && zone == other &&
		r.Minutes == s.Minutes && r.Private == s.Private && slices.Equal(r.Tags, s.Tags) &&
		slices.Equal(r.Communities, s.Communities) && slices.EqualFunc(r.Answers, s.Answers, Answer.equal)
}

func (a Answer) equal(b Answer) bool {
	return a.Key == b.Key && a.Loop == b.Loop && a.Prompt == b.Prompt && a.Kind == b.Kind && a.Value.Equal(b.Value) &&
		slices.Equal(a.Labels, b.Labels) && equalPointer(a.Community, b.Community) && a.Private == b.Private
}

// Words is how many words were typed in its answers.
func (r Reflection) Words() (n int) {
	for _, a := range r.Answers {
		if a.Kind == ShortText || a.Kind == LongText {
			n += text.WordCount(a.Value.Text)
		}
	}
	return n
}

// SomePrivate reports that it is private, or something that was said in it.
func (r Reflection) SomePrivate() bool {
	return r.Private || slices.ContainsFunc(r.Answers, func(a Answer) bool { return a.Private && a.Kind != Info && !a.Value.Empty() })
}

// Event is when what it is about happened, as far as an answer says so: the first
// date in it that was not still to come when it was written; "" for none.
func (r Reflection) Event() Date {
	for _, a := range r.Answers {
		if a.Kind != DateKind || a.Value.Declined {
			continue
		}
		d := Date(a.Value.Text)
		if start := d.Start(r.Created.Location()); !start.IsZero() && !start.After(r.Created) {
			return d
		}
	}
	return ""
}

// Hours are those that were logged in it, 0 for none.
func (r Reflection) Hours() float64 {
	hours := 0.0
	for _, a := range r.Answers {
		if a.Kind == Number && a.Value.Number != nil && slices.Equal(a.Labels, []string{"hours"}) {
			hours += *a.Value.Number
		}
	}
	return hours
}

// Revision is a text that a reflection had before it was changed.
type Revision struct {
	Number     int // 1 is the first text it had
	Reflection Reflection
}

// Change is a reflection as it is to be, and as it was when the change began. What is
// to be kept besides is what was said of communities, what was observed, and suggested.
type Change struct {
	Before, After Reflection
	Communities   []Community
	Observations  []Observation
	Suggestions   []Suggestion
	Reminders     []Reminder
	Draft         ID // that it was written in, "" for none: it is over with the change
}

// Reminder is a suggestion to look at something again, of which the day was changed:
// TryBy is the new one, "" for none any more.
type Reminder struct {
	Suggestion
	Was Date // "" where there was none
}

// Repicked are the communities that a reflection is about, once the answers that pick
// some have changed.
func Repicked(about []CommunityRef, before, after []Answer) []CommunityRef {
	picks := func(answers []Answer) (refs []CommunityRef) {
		for _, a := range answers {
			if a.Kind == CommunityOne {
				for _, c := range a.Value.Communities {
					refs = append(refs, c.Ref())
				}
			}
		}
		return refs
	}
	was, is := picks(before), picks(after)
	if slices.Equal(was, is) {
		return about
	}
	about = slices.DeleteFunc(slices.Clone(about), func(ref CommunityRef) bool {
		return slices.Contains(was, ref) && !slices.Contains(is, ref)
	})
	for _, ref := range is {
		if !slices.Contains(was, ref) && !slices.Contains(about, ref) {
			about = append(about, ref)
		}
	}
	return about
}

// FirstWords make the title of a text that has none: its first line with words, cut to
// about sixty characters at a space, with the "..." behind it by which a Redactor knows
// a title that was cut. A text without words has none.
func FirstWords(s string) string {
	const most = 60
	line := ""
	for l := range strings.Lines(s) {
		if line = strings.TrimSpace(strings.TrimLeft(text.Line(l), "#>-* ")); line != "" {
			break
		}
	}
	runes := []rune(line)
	if len(runes) <= most {
		return line
	}
	head := string(runes[:most])
	if i := strings.LastIndexByte(head, ' '); i > most/2 {
		head = head[:i]
	}
	return strings.TrimRight(head, " ,.;:") + "..."
}
