package markup

import (
	"fmt"
	"html"
	"strings"

	"kith/journal/text"
)

// HTML is a text as HTML that is sound whatever was typed. What acts on the
// direction of text or is no character is made visible. A picture is a link, so that
// nothing is fetched. The highest heading is of the given level, from 1 to 6.
func HTML(src string, level int) string {
	w := htmlWriter{level: level}
	w.blocks(Parse(src), false)
	return w.String()
}

// Escape is a text as it stands in HTML, on whatever lines it was typed.
func Escape(s string) string { return html.EscapeString(text.Visible(s)) }

type htmlWriter struct {
	strings.Builder
	level int
}

// blocks writes blocks; the paragraphs of a tight list are lines of it.
func (w *htmlWriter) blocks(all []Block, tight bool) {
	for _, b := range all {
		switch b.Kind {
		case Paragraph:
			if rows := table(b.Text); rows != nil {
				w.table(rows)
				continue
			}
			if tight {
				w.spans(b.Spans)
				w.WriteByte('\n')
				continue
			}
			w.line("p", b.Spans)
		case Heading:
			w.line(fmt.Sprint("h", min(w.level+b.Level-1, 6)), b.Spans)
		case Quote:
			w.WriteString("<blockquote>\n")
			w.blocks(b.Blocks, false)
			w.WriteString("</blockquote>\n")
		case List:
			open, end := "<ul>\n", "</ul>\n"
			if b.Ordered {
				open, end = fmt.Sprintf("<ol start=\"%d\">\n", b.Start), "</ol>\n"
			}
			w.WriteString(open)
			for _, item := range b.Blocks {
				w.WriteString(`<li dir="auto">`)
				w.blocks(item.Blocks, !b.Loose)
				w.WriteString("</li>\n")
			}
			w.WriteString(end)
		case CodeBlock:
			w.WriteString(`<pre dir="auto" tabindex="0"><code>` + Escape(b.Text) + "</code></pre>\n")
		case Rule:
			w.WriteString("<hr>\n")
		}
	}
}

// table scrolls where there is little room.
func (w *htmlWriter) table(rows [][][]Span) {
	w.WriteString(`<div class="wide" role="region" aria-label="A table" tabindex="0">` + "\n<table>\n<thead>\n")
	for i, row := range rows {
		tag := "td"
		if i == 0 {
			tag = `th scope="col"`
		}
		w.WriteString("<tr>")
		for _, cell := range row {
			w.WriteString("<" + tag + ` dir="auto">`)
			w.spans(cell)
			w.WriteString("</" + tag[:2] + ">")
		}
		w.WriteString("</tr>\n")
		if i == 0 {
			w.WriteString("</thead>\n<tbody>\n")
		}
	}
	w.WriteString("</tbody>\n</table>\n</div>\n")
}

func (w *htmlWriter) line(tag string, spans []Span) {
	w.WriteString("<" + tag + ` dir="auto">`)
	w.spans(spans)
	w.WriteString("</" + tag + ">\n")
}

func (w *htmlWriter) spans(all []Span) {
	for _, s := range all {
		switch s.Kind {
		case Text:
			w.WriteString(Escape(s.Text))
		case Break:
			w.WriteString("<br>\n")
		case Code:
			w.WriteString("<code>" + Escape(s.Text) + "</code>")
		case Emphasis:
			w.WriteString("<em>")
			w.spans(s.Spans)
			w.WriteString("</em>")
		case Strong:
			w.WriteString("<strong>")
			w.spans(s.Spans)
			w.WriteString("</strong>")
		case Link:
			w.link(s)
		}
	}
}

// link writes what is shown of a link. Where it must not be followed, or there is
// nothing to point at, its address is shown: no word is lost.
func (w *htmlWriter) link(s Span) {
	shown := htmlWriter{level: w.level}
	shown.spans(s.Spans)
	said, address := shown.String(), Escape(s.Address)
	switch {
	case !Followed(s.Address) && said != address:
		w.WriteString(strings.TrimSpace(said + " (" + address + ")"))
	case !Followed(s.Address):
		w.WriteString(said)
	default:
		if strings.TrimSpace(said) == "" {
			said = address
		}
		bare := "" // what is said is the address, which need not be printed again
		if said == address {
			bare = ` class="bare"`
		}
		w.WriteString(`<a href="` + address + `" rel="noreferrer"` + bare + ">" + said + "</a>")
	}
}
