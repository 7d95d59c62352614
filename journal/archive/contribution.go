package archive

import (
	"bytes"
	"cmp"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"kith/journal"
	"kith/journal/text"
)

// MaxContribution bounds one page of other people's, in bytes.
const MaxContribution = 1 << 20

// The longest words about a page that are kept, in cells of a terminal.
const (
	maxTitle = 200
	maxBy    = 80
)

// ReadContribution reads somebody else's page: one of kith's, any Markdown, or text.
// name is that of the file it was in, or says otherwise where it came from. What
// comes of it is words alone, in Unicode: control characters, direction overrides and
// raw HTML are gone, and of the front matter what is known is taken. What is too
// large, no text, or empty is an error of kind Invalid.
func ReadContribution(name string, src []byte) (journal.Contribution, error) {
	c, err := readPage(name, src)
	if err != nil {
		return c, err
	}
	// A heading that is the title is kept as that alone.
	first, rest, _ := strings.Cut(strings.TrimLeft(c.Text, "\n"), "\n")
	heading, isHeading := strings.CutPrefix(first, "# ")
	heading = text.Cut(strings.TrimSpace(heading), maxTitle)
	switch {
	case isHeading && heading != "" && strings.TrimSpace(rest) != "" && (c.Title == "" || c.Title == heading):
		c.Title, c.Text = heading, strings.TrimLeft(rest, "\n")
	case c.Title == "":
		c.Title = cmp.Or(journal.FirstWords(c.Text), c.Source)
	}
	return c, nil
}

// readPage is ReadContribution of which the text is whole, and the title what the front
// matter says.
func readPage(name string, src []byte) (journal.Contribution, error) {
	c := journal.Contribution{Source: text.Cut(text.Inert(name), maxTitle)}
	refuse := func(why string) (journal.Contribution, error) {
		return c, journal.Errorf(journal.Invalid, "%s %s", cmp.Or(c.Source, "the page"), why)
	}
	if len(src) > MaxContribution {
		return refuse("is larger than 1 MB, which is more than kith takes as a page")
	}
	page := fromUTF16(src)
	wrong := 0 // bytes that are no part of a character
	for _, r := range page {
		if r == utf8.RuneError {
			wrong++
		}
	}
	if strings.ContainsRune(page, 0) || wrong > len(page)/10 {
		return refuse("is no text that kith can read: it takes Markdown and plain text in UTF-8")
	}
	page = text.Inert(page)
	fields, body := readFrontMatter(splitLines(page))
	front := map[string]string{} // the first of each key
	for _, f := range fields {
		if _, twice := front[f.Key]; !twice {
			front[f.Key] = text.Inert(f.Text())
		}
	}
	page = raw(body)
	c.Text = strings.Trim(withoutHTML(page), "\n")
	if strings.TrimSpace(c.Text) == "" {
		return refuse("has no words in it")
	}
	field := func(cells int, keys ...string) string {
		for _, key := range keys {
			if v := strings.TrimSpace(text.Cut(front[key], cells)); v != "" {
				return v
			}
		}
		return ""
	}
	if strings.HasPrefix(front["kith"], "page/") {
		c.Page = field(60, "id")
	}
	c.Title, c.Activity, c.By = field(maxTitle, "title"), field(60, "activity"), field(maxBy, "by", "author")
	for _, key := range []string{"written", "date", "created"} {
		day := journal.Date(front[key][:min(len("2026-11-23"), len(front[key]))])
		if c.Written == "" && !day.Start(time.UTC).IsZero() {
			c.Written = day
		}
	}
	return c, nil
}

// fromUTF16 is a text as it is or, where it begins as one in UTF-16 does, what that
// says in UTF-8.
func fromUTF16(src []byte) string {
	little, big := bytes.HasPrefix(src, []byte("\xff\xfe")), bytes.HasPrefix(src, []byte("\xfe\xff"))
	if !little && !big || len(src)%2 != 0 {
		return string(src)
	}
	units := make([]uint16, 0, len(src)/2)
	for i := 2; i < len(src); i += 2 {
		low, high := src[i], src[i+1]
		if big {
			low, high = high, low
		}
		units = append(units, uint16(low)|uint16(high)<<8)
	}
	return string(utf16.Decode(units))
}
