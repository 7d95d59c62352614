package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
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
//	minutes: 22
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
//	> Someone always asks the first question.
//	>
//	> - and everybody gets *home* on time
//
// The front matter is YAML. Its strings are written as JSON writes them, so
// that yes, null and 007 stay strings. There is a heading for each prompt, and
// for each community of a loop one over its prompts. "activity" is left out
// of a quick note, "minutes" where they are not known, and "private" where it
// is not true.
//
// The text of an answer stands in a block quote: each line begins with "> ",
// an empty one is ">". Within it, the headings, lists, fences and rules that
// were typed mean what they mean, and end with the quote. All of it is as it
// was typed, line endings, trailing spaces and control characters too, but for
// this, which keeps it in its place:
//
//   - A < that would begin HTML is written \<, and the n backslashes before it
//     as 2n+1, unless it stands in code or begins a link such as
//     <https://example.org>.
//   - So is a { that would begin a raw attribute: {=html}.
//   - A line of dashes that is directly followed by text gets one dash more,
//     or pandoc would take what follows for front matter.
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
func Markdown() Format {
	return Format{
		Name: "markdown", Extension: ".md", in: stream{"", "\n\n", "\n", "", "\n"},
		write: writeMarkdown, id: frontMatterID,
	}
}

func writeMarkdown(r journal.Reflection) []byte {
	note, isNote := journal.Answer{}, false
	if len(r.Answers) == 1 && r.Activity == "" {
		note = r.Answers[0]
		isNote = note.Prompt == "" && note.Value.Text != ""
	}
	var b bytes.Buffer
	field := func(holds bool, key, value string) {
		if holds {
			b.WriteString(key + ": " + value + "\n")
		}
	}
	var communities []string
	for _, c := range r.Communities {
		communities = append(communities, c.Name)
	}
	b.WriteString("---\n")
	field(true, "id", scalar(string(r.ID)))
	field(true, "title", scalar(r.Title))
	field(r.Activity != "", "activity", scalar(r.Activity))
	field(!r.Created.IsZero(), "created", r.Created.Format(time.RFC3339))
	field(!r.Updated.IsZero(), "updated", r.Updated.Format(time.RFC3339))
	field(r.Minutes > 0, "minutes", fmt.Sprint(r.Minutes))
	field(r.Private || isNote && note.Private, "private", "true")
	field(true, "tags", scalars(r.Tags))
	field(true, "communities", scalars(communities))
	b.WriteString("---\n")

	if title := plain(r.Title); title != "" {
		heading(&b, 1, title)
	}
	if isNote {
		b.WriteByte('\n')
		block(&b, note.Value.Text, "")
		return b.Bytes()
	}
	loop := journal.CommunityRef{}
	for _, a := range r.Answers {
		level, community := 2, journal.CommunityRef{}
		if a.Community != nil {
			level, community = 3, *a.Community
		}
		if a.Community != nil && community != loop {
			heading(&b, 2, cmp.Or(plain(community.Name), "community"))
		}
		loop = community
		heading(&b, level, cmp.Or(plain(a.Prompt), plain(a.Key), "answer"))
		writeAnswer(&b, a)
	}
	return b.Bytes()
}

func heading(b *bytes.Buffer, level int, text string) {
	b.WriteString("\n" + strings.Repeat("#", level) + " " + text + "\n")
}

// writeAnswer writes what stands below the prompt: what was typed as a quote, what
// was chosen, listed or suggested as a list, anything else in a line.
func writeAnswer(b *bytes.Buffer, a journal.Answer) {
	if a.Private {
		b.WriteString("\n*private*\n")
	}
	v := a.Value
	line := func(before, s string) { b.WriteString(before + cmp.Or(plain(s), "...") + "\n") }
	if !v.Empty() || v.Text != "" { // white space alone says nothing, and is kept
		b.WriteByte('\n')
	}
	switch {
	case v.Declined || v.NotSure:
		b.WriteString("*" + v.Words() + "*\n")
	case v.Number != nil:
		number, label, _ := strings.Cut(a.Lines()[0], " ")
		b.WriteString(strings.TrimSpace(number+" "+plain(label)) + "\n")
	case v.Yes != nil, a.Kind == journal.DateKind && v.Said():
		line("", a.Lines()[0])
	case len(v.Choices) > 0:
		for _, choice := range a.Lines() {
			line("- ", choice)
		}
	case len(v.Communities) > 0:
		for _, c := range v.Communities {
			line("- ", c.Name)
			for _, f := range c.Facts() {
				line("  - "+f.Name+": ", f.Words)
			}
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
			line("- ", sg.Text)
			for _, f := range sg.Facts() {
				line("  - "+f.Name+": ", f.Words)
			}
		}
	case v.Text != "":
		block(b, v.Text, "> ")
	}
}

// maxFrontMatter bounds how far a strange file is read for its id, in bytes.
const maxFrontMatter = 64 << 10

// frontMatterID reads the id in the front matter. Other programs write it with
// other quotes, or none.
func frontMatterID(file io.Reader) (journal.ID, error) {
	lines := bufio.NewScanner(io.LimitReader(file, maxFrontMatter))
	lines.Buffer(nil, maxFrontMatter+2)
	for n := 0; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), " \t\r")
		if n == 0 {
			if strings.TrimPrefix(line, "\uFEFF") != "---" {
				return "", nil
			}
			continue
		}
		if line == "---" || line == "..." {
			return "", nil
		}
		if value, ok := strings.CutPrefix(line, "id:"); ok {
			value = strings.TrimSpace(value)
			var id journal.ID
			if err := json.Unmarshal([]byte(value), &id); err != nil {
				id = journal.ID(strings.Trim(value, "'"))
			}
			return id, nil
		}
	}
	return "", lines.Err()
}
