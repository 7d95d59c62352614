package archive

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"kith/journal"
)

// Markdown writes a reflection like this. A stream of several has an empty line
// between two.
//
//	---
//	id: "01kavtj0c8q6x9w0m5n3r7t2yz"
//	title: "Your communities of practice"
//	activity: "your-communities"
//	created: 2026-11-23T14:30:00+01:00
//	updated: 2026-11-23T14:52:10+01:00
//	event: 2026-11-20
//	minutes: 22
//	hours: 1.5
//	words: 10
//	tags: ["communities", "belonging"]
//	communities: ["Go Meetup"]
//	---
//
//	# Your communities of practice
//
//	## Go Meetup
//
//	### How well is Go Meetup working at the moment?
//
//	4 of 5: well
//
//	### What makes it work?
//
//	*private*
//
//	Someone always asks the first question.
//
//	- and everybody gets *home* on time
//
//	***
//
//	Source: Wenger-Trayner, E. and B. (2015) Introduction to communities of practice.
//
// The front matter is YAML. Its strings are written as JSON writes them, so
// that yes, null and 007 stay strings. There is a heading for each prompt, and
// for each community of a loop one over its prompts. What is not known is left
// out: "activity" and the source of a quick note, "event" where no date says when
// it was, "minutes" and "hours" that nobody counted, "private" where it is not true.
//
// The text of an answer stands as it was typed: paragraphs and plain lists. Where
// a line is followed by another one, two spaces end it, which keep it a line to
// every reader. A text that could be more than that, or get out of its place (a
// heading, a fence, a rule, a quote), stands in a block quote: each line begins
// with "> ", an empty one is ">". Within it, what was typed means what it means,
// and ends with the quote. All of it is as it was typed, line endings, trailing
// spaces and control characters too, but for this, which keeps it in its place:
//
//   - A < that would begin HTML is written \<, and the n backslashes before it
//     as 2n+1, unless it stands in code or begins a link such as
//     <https://example.org>.
//   - So is a { that would begin a raw attribute: {=html}; and the [ of [Ana]: hello,
//     which readers take for what a link refers to and do not show, unless it is followed
//     by an address.
//   - A line of dashes that is directly followed by text gets one dash more,
//     or pandoc would take what follows for front matter. In code it does where the
//     id of a reflection follows, or a stream of several would be cut there.
//   - Where there is a < to be written \<, a line such as "---- ---" or "+---+"
//     begins with a backslash too. Some readers cut what is over and under it
//     into columns, and the cut might go between the two.
//
// Code is what every reader of Markdown takes for code: a closed fence at the
// margin, an indented block after a plain paragraph, a span within a line. Where
// they might differ (a fence in a list, a span in a table), it is treated as
// text; the < in it is then shown as \<, which is a blemish, never a way out.
//
// What TeX there is in a text is left alone: pandoc hands it on to TeX.
//
// The text of a quick note is the body itself, in the same way but without
// the quote. Everything else (titles, prompts, names, labels) is escaped, so
// that it is never Markdown.
//
// ReadMarkdown reads such a file.
func Markdown() Format {
	return Format{
		Name: "markdown", Extension: ".md", in: stream{"", "\n\n", "\n", "", "\n"},
		write: writeMarkdown, id: frontMatterID, beside: communityPages,
	}
}

// What stands for what cannot be seen otherwise: an answer that is private, and the
// answers that are no answers. sourceMark begins the line with the source.
const (
	privateMark  = "*private*"
	notSureMark  = "*not sure*"
	declinedMark = "*would rather not say*"
	sourceRule   = "***"
	sourceMark   = "Source: "
)

func writeMarkdown(r journal.Reflection) []byte {
	note, isNote := r.Note()
	var b bytes.Buffer
	var communities []string
	for _, c := range r.Communities {
		communities = append(communities, c.Name)
	}
	count := func(n float64) string { // "" for none
		if n <= 0 {
			return ""
		}
		return journal.NumberValue(n).Words()
	}
	moment := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.RFC3339)
	}
	private := ""
	if r.Private || isNote && note.Private {
		private = "true"
	}
	frontMatter(&b, [][2]string{
		{"id", scalar(string(r.ID))}, {"title", scalar(r.Title)}, {"activity", known(r.Activity)},
		{"created", moment(r.Created)}, {"updated", moment(r.Updated)}, {"event", string(r.Event())},
		{"minutes", count(float64(r.Minutes))}, {"hours", count(r.Hours())}, {"words", count(float64(r.Words()))},
		{"private", private}, {"tags", scalars(r.Tags)}, {"communities", scalars(communities)},
	})

	if title := plain(r.Title); title != "" {
		heading{level: 1, text: title}.write(&b)
	}
	if isNote {
		b.WriteString("\n")
		block(&b, note.Value.Text, "")
		return b.Bytes()
	}
	for _, h := range headings(r) {
		h.write(&b)
		if h.answer >= 0 {
			writeAnswer(&b, r.Answers[h.answer])
		}
	}
	if cited := citation(r.Source); cited != "" {
		b.WriteString("\n" + sourceRule + "\n\n" + sourceMark + cited + "\n")
	}
	return b.Bytes()
}

// heading is one below the title: over an answer, or over the round of a community.
type heading struct {
	level  int
	text   string // as Markdown
	answer int    // its place among the answers, -1 for a community
}

func (h heading) line() string { return strings.Repeat("#", h.level) + " " + h.text }

func (h heading) write(b *bytes.Buffer) { b.WriteString("\n" + h.line() + "\n") }

// headings are those of a reflection, in order.
func headings(r journal.Reflection) []heading {
	var all []heading
	loop := journal.CommunityRef{}
	for i, a := range r.Answers {
		level, community := 2, journal.CommunityRef{}
		if a.Community != nil {
			level, community = 3, *a.Community
		}
		if a.Community != nil && community != loop {
			all = append(all, heading{2, cmp.Or(plain(community.Name), "community"), -1})
		}
		loop = community
		all = append(all, heading{level, cmp.Or(plain(a.Prompt), plain(a.Key), "answer"), i})
	}
	return all
}

// writeAnswer writes what stands below the prompt.
func writeAnswer(b *bytes.Buffer, a journal.Answer) {
	if a.Private {
		b.WriteString("\n" + privateMark + "\n")
	}
	if said := written(a); said != "" {
		b.WriteString("\n" + said + "\n")
	}
}

// written is what was said: what was typed as it is, what was chosen, listed or
// suggested as a list, anything else in a line; "" where nothing was.
func written(a journal.Answer) string {
	v := a.Value
	if v.Empty() && v.Text == "" { // white space alone says nothing, and is kept
		return ""
	}
	var b strings.Builder
	line := func(before, s string) { b.WriteString(before + cmp.Or(plain(s), "...") + "\n") }
	item := func(name string, facts []journal.Fact) {
		line("- ", name)
		for _, f := range facts {
			line("  - "+f.Name+": ", f.Words)
		}
	}
	switch {
	case v.Declined:
		b.WriteString(declinedMark + "\n")
	case v.NotSure:
		b.WriteString(notSureMark + "\n")
	case v.Number != nil:
		number, label, _ := strings.Cut(a.Lines()[0], " ")
		b.WriteString(strings.TrimSpace(number+" "+plain(label)) + "\n")
	case v.Yes != nil, a.Kind == journal.DateKind && v.Said():
		line("", a.Lines()[0])
	case a.Kind == journal.ChooseOne && len(v.Choices) > 0:
		line("", a.Lines()[0])
	case len(v.Choices) > 0:
		for _, choice := range a.Lines() {
			line("- ", choice)
		}
	case len(v.Communities) > 0:
		for _, c := range v.Communities {
			item(c.Name, c.Facts())
		}
	case a.Kind == journal.OutcomesKind:
		for _, sg := range v.Suggestions {
			line("- ", sg.Text)
			line("  - what came of it: ", sg.Came())
			if sg.Note != "" {
				line("  - note: ", sg.Note)
			}
		}
	case len(v.Contributions) > 0:
		for _, c := range v.Contributions {
			line("- ", c.Title)
		}
	case len(v.Suggestions) > 0:
		for _, sg := range v.Suggestions {
			item(sg.Text, sg.Facts())
		}
	case isProse(v.Text):
		block(&b, v.Text, "")
	default:
		block(&b, v.Text, "> ")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// citation is where an activity comes from, in a line of Markdown.
func citation(s journal.Source) string {
	url := plain(s.URL)
	if isLink("<" + s.URL + ">") {
		url = "<" + s.URL + ">"
	}
	return strings.Join(slices.DeleteFunc([]string{plain(s.Citation), url, plain(s.Licence)}, func(part string) bool { return part == "" }), " ")
}
