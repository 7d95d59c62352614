package archive

import (
	"bytes"
	"cmp"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// SharedPage is a page for other people: the answers of a reflection that may leave. As
// Markdown it looks like this, and says nothing of the reflection that it was made of:
//
//	---
//	kith: page/1
//	id: "p-01kavtj0c8q6x9w0m5n3r7t2yz"
//	title: "Your communities of practice"
//	activity: "your-communities"
//	by: "a new lecturer"
//	written: 2026-11-23
//	---
//
//	They keep me honest.
//
//	## What separates a network from a community for you?
//
//	In a network I look for who knows. In a community I am asked.
//
// "activity" is left out of a quick note, and "by" where nobody is named. The answer
// that leads stands first, without its question. Within an answer it is as in a
// reflection's Markdown; what would act on a terminal is left out.
type SharedPage struct {
	ID     string // its own
	By     string // a role or pen name, or ""
	Lead   string // the key of the answer that leads, or ""
	Shared journal.SharedReflection
}

// ordered is the page's answers, the one that leads first where there is one. A note
// leads by itself: it answers no question.
func (p SharedPage) ordered() (answers []journal.Answer, led bool) {
	for _, a := range p.Shared.Answers() {
		if !led && (a.FullKey() == p.Lead || a.Prompt == "" && a.Value.Text != "") {
			answers, led = append([]journal.Answer{a}, answers...), true
		} else {
			answers = append(answers, a)
		}
	}
	return answers, led
}

// Markdown is the page as it is kept, posted and read.
func (p SharedPage) Markdown() []byte {
	var b bytes.Buffer
	s := p.Shared
	frontMatter(&b, [][2]string{
		{"kith", "page/1"}, {"id", scalar(p.ID)}, {"title", known(s.Title())}, {"activity", known(s.Activity())},
		{"by", known(p.By)}, {"written", s.Created().Format("2006-01-02")},
	})
	answers, led := p.ordered()
	if led {
		writeAnswer(&b, answers[0])
		answers = answers[1:]
	}
	for _, h := range headings(journal.Reflection{Answers: answers}) {
		h.write(&b)
		if h.answer >= 0 {
			writeAnswer(&b, answers[h.answer])
		}
	}
	return []byte(text.Inert(b.String()))
}

// Text is the same for a post that knows no mark-up: the words alone.
func (p SharedPage) Text() []byte {
	var parts []string
	answers, led := p.ordered()
	round := ""
	for i, a := range answers {
		said := strings.Join(a.Lines(), "\n")
		if a.Kind == journal.ChooseMany || len(a.Value.Communities)+len(a.Value.Suggestions) > 0 {
			said = "- " + strings.Join(a.Lines(), "\n- ")
		}
		if i > 0 || !led {
			community := ""
			if a.Community != nil {
				community = a.Community.Name
			}
			if community != "" && community != round {
				parts = append(parts, community+":")
			}
			round = community
			said = cmp.Or(a.Prompt, a.Key) + "\n" + said
		}
		parts = append(parts, strings.TrimSpace(said))
	}
	return []byte(text.Inert(strings.Join(parts, "\n\n")) + "\n")
}

// PageName is what the file of a page is called: 2026-11-23-your-communities-p01kb....md,
// without its id where it has none yet.
func PageName(s journal.Share) string {
	name := s.Made.Format("2006-01-02") + "-" + cmp.Or(slug(s.Title), "page")
	if s.Page != "" {
		name += "-" + strings.ReplaceAll(s.Page, "-", "")
	}
	return name + ".md"
}
