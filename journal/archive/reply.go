package archive

import (
	"bytes"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Reply is a reply to a page in a circle, as it is put there:
//
//	---
//	kith: reply/1
//	by: "a tutor"
//	written: 2026-11-23
//	---
//
//	Have you tried to open with a question?
//
// "by" is left out where nobody is named. What would act on a terminal is left out.
func Reply(r journal.Reply) []byte {
	var b bytes.Buffer
	frontMatter(&b, [][2]string{{"kith", "reply/1"}, {"by", known(text.Inert(r.By))}, {"written", string(r.Written)}})
	b.WriteString("\n" + strings.TrimSpace(text.Inert(r.Text)) + "\n")
	return b.Bytes()
}

// ReadReply reads what somebody replied, in the folder of a page at a circle, and cleans
// it as ReadContribution does a page. A heading in it is its own.
func ReadReply(file, page string, src []byte) (journal.Reply, error) {
	c, err := readPage(file, src)
	if err != nil {
		return journal.Reply{}, err
	}
	return journal.Reply{Path: file, Page: page, By: c.By, Written: c.Written, Text: c.Text}, nil
}

// ReplyJSON is a reply to a page in a circle.
type ReplyJSON struct {
	Circle  string        `json:"circle"`
	Path    string        `json:"path"`
	Page    string        `json:"page"`
	By      *string       `json:"by"`
	Written *journal.Date `json:"written"`
	Text    string        `json:"text"`
	Added   *string       `json:"added"`
	Own     bool          `json:"own"`
}

// ReplyTo is a reply as --json has it.
func ReplyTo(r journal.Reply) ReplyJSON {
	return ReplyJSON{
		Circle: r.Circle, Path: r.Path, Page: r.Page, By: OrNull(r.By), Written: OrNull(r.Written), Text: r.Text, Added: Time(r.Added), Own: r.Own,
	}
}
