package archive

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"kith/journal"
)

// Markdown writes a reflection whole, private answers marked: it is for the
// person.
func Markdown(w io.Writer, r journal.Reflection) error {
	_, err := w.Write(whole(r).bytes())
	return err
}

// PublicMarkdown writes a reflection as other people may see it.
func PublicMarkdown(w io.Writer, s journal.SharedReflection) error {
	_, err := w.Write(public(s).bytes())
	return err
}

// page is what a file is made from, whoever it is for.
type page struct {
	id               journal.ID
	title, activity  string
	created, updated time.Time
	minutes          int
	private          bool
	tags             []string
	communities      []string
	answers          []journal.Answer
}

func whole(r journal.Reflection) page {
	p := page{
		id: r.ID, title: r.Title, activity: r.Activity, created: r.Created, updated: r.Updated,
		minutes: r.Minutes, private: r.Private, tags: r.Tags, answers: r.Answers,
	}
	for _, c := range r.Communities {
		p.communities = append(p.communities, c.Name)
	}
	if note, ok := p.note(); ok && note.Private {
		p.private = true
	}
	return p
}

func public(s journal.SharedReflection) page {
	return page{
		id: s.ID(), title: s.Title(), activity: s.Activity(), created: s.Created(), updated: s.Updated(),
		tags: s.Tags(), communities: s.Communities(), answers: s.Answers(),
	}
}

// note is the one answer of a quick note.
func (p page) note() (journal.Answer, bool) {
	if len(p.answers) != 1 || p.activity != "" || p.answers[0].Prompt != "" || p.answers[0].Value.Text == "" {
		return journal.Answer{}, false
	}
	return p.answers[0], true
}

func (p page) bytes() []byte {
	var b bytes.Buffer
	p.frontMatter(&b)
	if title := plain(p.title); title != "" {
		heading(&b, 1, title)
	}
	if note, ok := p.note(); ok {
		b.WriteByte('\n')
		body(&b, note.Value.Text)
		return b.Bytes()
	}
	loop := journal.CommunityRef{}
	for _, a := range p.answers {
		if c := a.Community; c == nil {
			loop = journal.CommunityRef{}
		} else if *c != loop {
			loop = *c
			heading(&b, 2, cmp.Or(plain(c.Name), "community"))
		}
		answer(&b, a)
	}
	return b.Bytes()
}

func (p page) frontMatter(b *bytes.Buffer) {
	b.WriteString("---\n")
	field := func(holds bool, key, value string) {
		if holds {
			fmt.Fprintf(b, "%s: %s\n", key, value)
		}
	}
	field(true, "id", scalar(string(p.id)))
	field(true, "title", scalar(p.title))
	field(p.activity != "", "activity", scalar(p.activity))
	field(!p.created.IsZero(), "created", p.created.Format(time.RFC3339))
	field(!p.updated.IsZero(), "updated", p.updated.Format(time.RFC3339))
	field(p.minutes > 0, "minutes", fmt.Sprint(p.minutes))
	field(p.private, "private", "true")
	field(true, "tags", scalars(p.tags))
	field(true, "communities", scalars(p.communities))
	b.WriteString("---\n")
}

func heading(b *bytes.Buffer, level int, text string) {
	fmt.Fprintf(b, "\n%s %s\n", strings.Repeat("#", level), text)
}
