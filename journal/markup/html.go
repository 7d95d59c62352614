package markup

import (
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"

	"kith/journal/text"
)

// HTML is a text as HTML that is sound whatever was typed. What acts on the
// direction of text or is no character is made visible. A picture is a link, so that
// nothing is fetched. The highest heading is of the given level, from 1 to 6.
func (r Reader) HTML(src string, level int) string {
	w := htmlWriter{src: []byte(src), level: level}
	w.blocks(r.Parse(w.src))
	return w.String()
}

// Escape is a text as it stands in HTML, on whatever lines it was typed.
func Escape(s string) string { return html.EscapeString(text.Visible(s)) }

type htmlWriter struct {
	strings.Builder
	src   []byte
	level int
}

func (w *htmlWriter) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
}

func (w *htmlWriter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.spans("p", n)
	case *ast.TextBlock: // of a list whose items are lines
		w.inline(n)
		w.WriteByte('\n')
	case *ast.Heading:
		w.spans(fmt.Sprint("h", min(w.level+n.Level-1, 6)), n)
	case *ast.Blockquote:
		w.WriteString("<blockquote>\n")
		w.blocks(n)
		w.WriteString("</blockquote>\n")
	case *ast.List:
		open, end := "<ul>\n", "</ul>\n"
		if n.IsOrdered() {
			open, end = fmt.Sprintf("<ol start=\"%d\">\n", n.Start), "</ol>\n"
		}
		w.WriteString(open)
		w.blocks(n)
		w.WriteString(end)
	case *ast.ListItem:
		w.WriteString(`<li dir="auto">`)
		w.blocks(n)
		w.WriteString("</li>\n")
	case *ast.ThematicBreak:
		w.WriteString("<hr>\n")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.WriteString(`<pre dir="auto" tabindex="0"><code>` + Escape(Code(n, w.src)) + "</code></pre>\n")
	default:
		w.blocks(n)
	}
}

func (w *htmlWriter) spans(tag string, n ast.Node) {
	w.WriteString("<" + tag + ` dir="auto">`)
	w.inline(n)
	w.WriteString("</" + tag + ">\n")
}

func (w *htmlWriter) inline(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			w.WriteString(Escape(Words(n, w.src)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				w.WriteString("<br>\n")
			}
		case *ast.String:
			w.WriteString(Escape(string(n.Value)))
		case *ast.CodeSpan:
			w.tag("code", n)
		case *ast.Emphasis:
			w.tag(map[bool]string{false: "em", true: "strong"}[n.Level == 2], n)
		case *ast.Link:
			w.link(string(n.Destination), n)
		case *ast.Image:
			w.link(string(n.Destination), n)
		case *ast.AutoLink:
			address := string(n.URL(w.src))
			if n.AutoLinkType == ast.AutoLinkEmail && !Followed(address) {
				address = "mailto:" + address
			}
			w.anchor(address, Escape(string(n.Label(w.src))))
		default:
			w.inline(n)
		}
	}
}

func (w *htmlWriter) tag(name string, n ast.Node) {
	w.WriteString("<" + name + ">")
	w.inline(n)
	w.WriteString("</" + name + ">")
}

// link is what is shown of a link or a picture. Where it must not be followed, or
// there is nothing to point at, its address is shown: no word is lost.
func (w *htmlWriter) link(address string, n ast.Node) {
	shown := htmlWriter{src: w.src, level: w.level}
	shown.inline(n)
	switch said := shown.String(); {
	case !Followed(address):
		w.WriteString(strings.TrimSpace(said + " (" + Escape(address) + ")"))
	case strings.TrimSpace(said) == "":
		w.anchor(address, Escape(address))
	default:
		w.anchor(address, said)
	}
}

func (w *htmlWriter) anchor(address, shown string) {
	if !Followed(address) {
		w.WriteString(shown)
		return
	}
	w.WriteString(`<a href="` + html.EscapeString(address) + `" rel="noreferrer">` + shown + "</a>")
}
