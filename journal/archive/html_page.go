package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"kith/journal"
	"kith/journal/chart"
	"kith/journal/markup"
	"kith/journal/text"
)

//go:embed html_page.css
var htmlStyle string

// HTML writes one page of HTML that needs nothing else and fetches nothing: the
// contents, then the communities, then each reflection. It is light or dark as the
// reader's screen is, prints well, and reads well without its style too. A text runs
// in the direction of its own letters. Whatever is in the journal is text in it: what
// people wrote is drawn as the Markdown it is (see markup), without any HTML. The last
// line says what the page was when it was written (see IsOwnPage).
func HTML() Format { return Format{Name: "html", Extension: ".html", document: writeHTML} }

func writeHTML(ctx context.Context, w io.Writer, d Contents) error {
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(w, sum), 64<<10) // which gives the first error it met to all that comes after
	apart := ""
	if d.Apart {
		apart = ` class="apart"`
	}
	fmt.Fprintf(out, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="kith">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Reflections</title>
<style>
%s</style>
</head>
<body%s>
<header><h1>Reflections</h1></header>
`, htmlStyle, apart)

	out.WriteString("<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ol>\n")
	if d.Profiles != nil {
		out.WriteString("<li><a href=\"#communities\">Communities</a></li>\n")
	}
	for e, err := range d.Entries {
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return errors.Join(out.Flush(), err)
		}
		fmt.Fprintf(out, "<li><a href=\"#%s\" dir=\"auto\">%s</a> %s</li>\n", anchor("r", e.reflection.ID), htmlTitle(e.reflection), htmlDay(e.reflection.Created))
	}
	out.WriteString("</ol>\n</nav>\n<main>\n")
	page := htmlPage{}
	if d.Profiles != nil {
		page.communities = true
		if err := page.writeCommunities(ctx, out, d); err != nil {
			return errors.Join(out.Flush(), err)
		}
	}
	for article, err := range ahead(ctx, d.Entries, func(e Entry) ([]byte, error) { return page.article(e.reflection), nil }) {
		if err != nil {
			return errors.Join(out.Flush(), err)
		}
		if _, err := out.Write(article); err != nil {
			return err
		}
	}
	out.WriteString("</main>\n</body>\n</html>\n")
	if err := out.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(w, htmlEnd(sum))
	return err
}

// htmlEnd is the last line of a page: the checksum of all before it.
func htmlEnd(sum hash.Hash) string { return fmt.Sprintf("<!-- kith export %x -->\n", sum.Sum(nil)) }

// IsOwnPage reports a file that is a page of HTML just as it was written: nobody's
// words are lost with it.
func IsOwnPage(file io.ReadSeeker) (bool, error) {
	sum := sha256.New()
	size, err := file.Seek(0, io.SeekEnd)
	size -= int64(len(htmlEnd(sum)))
	if err != nil || size < 0 {
		return false, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return false, err
	}
	if _, err := io.CopyN(sum, file, size); err != nil {
		return false, err
	}
	end, err := io.ReadAll(file)
	return string(end) == htmlEnd(sum), err
}

// anchor is what a thing's place in the page is called.
func anchor(kind string, id journal.ID) string {
	return kind + "-" + strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, string(id))
}

func htmlTitle(r journal.Reflection) string {
	return markup.Escape(cmp.Or(strings.TrimSpace(text.Line(r.Title)), "note"))
}

func htmlDay(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return fmt.Sprintf(`<time datetime="%s">%s</time>`, at.Format(time.RFC3339), journal.DateOf(at).Words())
}

// htmlPage is what the parts of a page have in common.
type htmlPage struct {
	communities bool // they have a place in the page
}

// community is the name of one, which leads to its place in the page.
func (p htmlPage) community(c journal.CommunityRef) string {
	name := `<bdi>` + markup.Escape(text.Line(c.Name)) + `</bdi>`
	if p.communities && c.ID != "" {
		return `<a href="#` + anchor("c", c.ID) + `">` + name + "</a>"
	}
	return name
}

// article is a reflection: its title, what is known of it, and each prompt a heading
// over what was said.
func (p htmlPage) article(r journal.Reflection) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<article id=\"%s\">\n<h2 dir=\"auto\">%s</h2>\n", anchor("r", r.ID), htmlTitle(r))
	facts := []string{htmlDay(r.Created)}
	if event := r.Event(); event != "" {
		facts = append(facts, "event on "+event.Words())
	}
	if r.Minutes > 0 {
		facts = append(facts, text.Count(r.Minutes, "minute"))
	}
	if hours := r.Hours(); hours > 0 {
		facts = append(facts, journal.NumberValue(hours).Words()+" hours logged")
	}
	if words := r.Words(); words > 0 {
		facts = append(facts, text.Count(words, "word"))
	}
	if len(r.Communities) > 0 {
		names := make([]string, len(r.Communities))
		for i, c := range r.Communities {
			names[i] = p.community(c)
		}
		facts = append(facts, "about "+text.List(names, "and"))
	}
	for _, tag := range r.Tags {
		facts = append(facts, "<bdi>#"+markup.Escape(text.Line(tag))+"</bdi>")
	}
	if r.Private {
		facts = append(facts, htmlPrivate)
	}
	facts = slices.DeleteFunc(facts, func(f string) bool { return f == "" })
	b.WriteString(`<p class="facts">` + strings.Join(facts, " · ") + "</p>\n")
	loop := journal.CommunityRef{}
	for _, a := range r.Answers {
		level, community := 3, journal.CommunityRef{}
		if a.Community != nil {
			level, community = 4, *a.Community
		}
		if a.Community != nil && community != loop {
			b.WriteString("<h3 dir=\"auto\">" + p.community(community) + "</h3>\n")
		}
		loop = community
		if a.Prompt != "" {
			fmt.Fprintf(&b, "<h%[1]d dir=\"auto\">%[2]s</h%[1]d>\n", level, markup.Escape(text.Line(a.Prompt)))
			level++
		}
		p.answer(&b, a, level, r.Private)
	}
	if cited := htmlSource(r.Source); cited != "" {
		b.WriteString(`<p class="source" dir="auto">` + sourceMark + cited + "</p>\n")
	}
	b.WriteString("</article>\n")
	return b.Bytes()
}

// htmlSource is where an activity comes from, "" for nowhere.
func htmlSource(s journal.Source) string {
	line := func(s string) string { return markup.Escape(text.Line(s)) }
	url := line(s.URL)
	if isLink("<" + s.URL + ">") {
		url = `<a href="` + url + `" rel="noreferrer" class="bare">` + url + "</a>"
	}
	return strings.Join(slices.DeleteFunc([]string{line(s.Citation), url, line(s.Licence)}, func(part string) bool { return part == "" }), " ")
}

const htmlPrivate = `<span class="private">private</span>`

func (p htmlPage) answer(b *bytes.Buffer, a journal.Answer, level int, private bool) {
	if a.Private && !private {
		b.WriteString("<p>" + htmlPrivate + "</p>\n")
	}
	v := a.Value
	line := func(s string) string { return markup.Escape(text.Line(s)) }
	switch {
	case v.Declined || v.NotSure:
		b.WriteString("<p><em>" + v.Words() + "</em></p>\n")
	case a.Kind != journal.ChooseOne && len(v.Choices)+len(v.Communities)+len(v.Suggestions)+len(v.Contributions) > 0:
		b.WriteString("<ul>\n")
		for _, said := range a.Lines() {
			b.WriteString(`<li dir="auto">` + line(said) + "</li>\n")
		}
		b.WriteString("</ul>\n")
	case len(v.Choices) > 0 || v.Number != nil || v.Yes != nil || a.Kind == journal.DateKind:
		for _, said := range a.Lines() {
			b.WriteString(`<p dir="auto">` + line(said) + "</p>\n")
		}
	default:
		b.WriteString(markup.HTML(v.Text, level))
	}
}

// writeCommunities writes the map and the table of the communities, and what there is
// to know of each.
func (p htmlPage) writeCommunities(ctx context.Context, out *bufio.Writer, d Contents) error {
	var all []Profile
	for one, err := range d.Profiles {
		if err != nil {
			return err
		}
		all = append(all, one.brief())
	}
	out.WriteString("<section id=\"communities\">\n<h2>Communities</h2>\n" + htmlPicture("The map", newMap(all, d.Now).SVG()))
	out.WriteString("<div class=\"wide\" role=\"region\" aria-label=\"The table\" tabindex=\"0\">\n<table>\n<thead><tr>")
	for _, header := range tableHeaders() {
		out.WriteString(`<th scope="col">` + header + "</th>")
	}
	out.WriteString("</tr></thead>\n<tbody>\n")
	for _, one := range all {
		out.WriteString(`<tr><th scope="row">` + p.community(one.Ref()) + "</th>")
		for _, cell := range one.tableCells()[1:] {
			out.WriteString(`<td dir="auto">` + markup.Escape(text.Line(cell)) + "</td>")
		}
		out.WriteString("</tr>\n")
	}
	out.WriteString("</tbody>\n</table>\n</div>\n")
	for one, err := range d.Profiles {
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return err
		}
		p.writeCommunity(out, one)
	}
	out.WriteString("</section>\n")
	return nil
}

// htmlPicture is a drawing that scrolls where there is little room, rather than shrink
// to what nobody can read.
func htmlPicture(label, svg string) string {
	return `<div class="wide" role="region" aria-label="` + markup.Escape(text.Line(label)) + "\" tabindex=\"0\">\n" + svg + "</div>\n"
}

func (p htmlPage) writeCommunity(out *bufio.Writer, one Profile) {
	line := func(s string) string { return markup.Escape(text.Line(s)) }
	fmt.Fprintf(out, "<section id=\"%s\" class=\"community\">\n<h3 dir=\"auto\">%s</h3>\n%s", anchor("c", one.ID), line(one.Name), markup.HTML(one.About, 4))
	list := ""
	for _, f := range one.Facts() {
		if f.Name != "about" {
			list += "<dt>" + f.Name + `</dt><dd dir="auto">` + line(f.Words) + "</dd>\n"
		}
	}
	if list != "" {
		out.WriteString("<dl>\n" + list + "</dl>\n")
	}
	for _, f := range one.facets() {
		out.WriteString("<h4>" + f.title + "</h4>\n")
		if f.prose != "" {
			out.WriteString("<p>" + line(f.prose) + "</p>\n")
		}
		if f.timeline {
			out.WriteString(htmlPicture("The chart of "+one.Name, chart.NewTimeline(one.Community, one.Observed).SVG()))
		}
		if len(f.points) == 0 {
			continue
		}
		out.WriteString("<ul>\n")
		for _, point := range f.points {
			title := ""
			if r := point.reflection; r != nil {
				title = fmt.Sprintf("<a href=\"#%s\"><bdi>%s</bdi></a> ", anchor("r", r.ID), htmlTitle(*r))
			}
			out.WriteString(`<li dir="auto">` + title + line(point.words) + "</li>\n")
		}
		out.WriteString("</ul>\n")
	}
	out.WriteString("</section>\n")
}
