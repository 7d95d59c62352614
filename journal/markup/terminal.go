package markup

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"

	"kith/journal/text"
)

// Pen makes words on a terminal stand out, in whatever way that has. What it draws
// takes as many cells as the words.
type Pen struct{ Heading, Bold, Italic, Code, Link, Dim func(string) string }

// Terminal is a text drawn for a terminal in lines of at most so many cells, of which
// there must be some. What would act on the terminal is made visible; the address of
// a link stands behind it, so that no word is lost. There is no line feed at its end.
func (r Reader) Terminal(src string, cells int, pen Pen) string {
	d := drawing{Reader: r, pen: pen, src: []byte(strings.ReplaceAll(src, "\r\n", "\n"))}
	return strings.Join(d.blocks(d.Parse(d.src), max(1, cells)), "\n")
}

// drawing is a text on its way to the terminal. Its parts are lines.
type drawing struct {
	Reader
	pen Pen
	src []byte
}

// narrowest is how many cells what stands within something else must have left; with
// fewer it is not moved in any further.
const narrowest = 12

// blocks have a blank line between them where one was typed.
func (d drawing) blocks(parent ast.Node, cells int) (lines []string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if len(lines) > 0 && n.HasBlankPreviousLines() {
			lines = append(lines, "")
		}
		lines = append(lines, d.block(n, cells)...)
	}
	return lines
}

func (d drawing) block(n ast.Node, cells int) []string {
	switch n := n.(type) {
	case *ast.Paragraph:
		if rows := d.table(n); rows != nil {
			return d.drawTable(rows, cells)
		}
		return d.wrapped(d.inline(n, 0), cells)
	case *ast.TextBlock:
		return d.wrapped(d.inline(n, 0), cells)
	case *ast.Heading:
		look := bold
		if n.Level <= 2 {
			look = heading
		}
		return d.wrapped(d.inline(n, look), cells)
	case *ast.Blockquote:
		margin := d.pen.Dim("│ ")
		return d.within(n, cells, margin, margin)
	case *ast.List:
		return d.list(n, cells)
	case *ast.ThematicBreak:
		return []string{d.pen.Dim(strings.Repeat("─", min(cells, 20)))}
	case *ast.FencedCodeBlock:
		lines := d.code(n, cells)
		if n.Info != nil {
			return append(d.wrapped([]run{{text.Visible(string(n.Info.Segment.Value(d.src))), dim}}, cells), lines...)
		}
		return lines
	case *ast.CodeBlock:
		return d.code(n, cells)
	}
	return d.blocks(n, cells)
}

// within draws what a block holds behind a margin, which is another one on the first line.
func (d drawing) within(n ast.Node, cells int, first, rest string) []string {
	room := cells - text.Width(rest)
	if room < narrowest {
		return append(d.wrapped([]run{{strings.TrimSpace(ansi.Strip(first)), dim}}, cells), d.blocks(n, cells)...)
	}
	lines := d.blocks(n, room)
	if len(lines) == 0 {
		lines = []string{""}
	}
	for i, line := range lines {
		margin := rest
		if i == 0 {
			margin = first
		}
		lines[i] = strings.TrimRight(margin+line, " ")
	}
	return lines
}

func (d drawing) list(l *ast.List, cells int) (lines []string) {
	figures := len(fmt.Sprint(l.Start + l.ChildCount() - 1))
	number := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		if l.IsOrdered() {
			mark = fmt.Sprintf("%*d%c ", figures, number, l.Marker)
			number++
		}
		if len(lines) > 0 && item.HasBlankPreviousLines() {
			lines = append(lines, "")
		}
		lines = append(lines, d.within(item, cells, mark, strings.Repeat(" ", len(mark)))...)
	}
	return lines
}

// code keeps its lines and its spaces. A line that is too long goes on below.
func (d drawing) code(n ast.Node, cells int) (lines []string) {
	const margin = "  "
	src := text.Visible(strings.ReplaceAll(Code(n, d.src), "\t", "    "))
	for line := range strings.SplitSeq(strings.TrimSuffix(src, "\n"), "\n") {
		for part := range strings.SplitSeq(ansi.Hardwrap(line, max(1, cells-len(margin)), true), "\n") {
			lines = append(lines, strings.TrimRight(margin+d.pen.Code(part), " "))
		}
	}
	return lines
}

// look is how a run of words stands out.
type look uint8

const (
	bold look = 1 << iota
	italic
	code
	link
	dim
	heading
)

// run is some words, visible, and how they are to look.
type run struct {
	text string
	look look
}

func (d drawing) inline(parent ast.Node, as look) (runs []run) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			words := text.Visible(Words(n, d.src))
			if n.SoftLineBreak() || n.HardLineBreak() {
				words += "\n"
			}
			runs = append(runs, run{words, as})
		case *ast.String:
			runs = append(runs, run{text.Visible(string(n.Value)), as})
		case *ast.CodeSpan:
			runs = append(runs, d.inline(n, as|code)...)
		case *ast.Emphasis:
			runs = append(runs, d.inline(n, as|map[bool]look{false: italic, true: bold}[n.Level == 2])...)
		case *ast.Link:
			runs = append(runs, d.link(n, n.Destination, as)...)
		case *ast.Image:
			runs = append(runs, d.link(n, n.Destination, as)...)
		case *ast.AutoLink:
			runs = append(runs, run{text.Visible(string(n.Label(d.src))), as | link})
		default:
			runs = append(runs, d.inline(n, as)...)
		}
	}
	return runs
}

// link is what is shown of a link or a picture, and its address where that says more.
func (d drawing) link(n ast.Node, destination []byte, as look) []run {
	runs, address := d.inline(n, as|link), text.Visible(string(destination))
	switch said := strings.TrimSpace(words(runs)); said {
	case address:
		return runs
	case "":
		return []run{{address, as | link}}
	}
	return append(runs, run{" (" + address + ")", as | dim})
}

func words(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// wrapped breaks words into lines, and draws them after that: breaking changes
// nothing but white space, so each character finds its look again.
func (d drawing) wrapped(runs []run, cells int) []string {
	lines := text.Wrap(words(runs), cells)
	at, rest := 0, ""
	if len(runs) > 0 {
		rest = runs[0].text
	}
	next := func() look { // of the next character that is seen
		for {
			if rest = strings.TrimLeft(rest, " \t\n"); rest != "" || at == len(runs)-1 {
				return runs[at].look
			}
			at++
			rest = runs[at].text
		}
	}
	for i, line := range lines {
		var b strings.Builder
		begun, as := 0, look(0) // where what is of one look began, and which
		for j, r := range line {
			if r == ' ' {
				continue
			}
			if is := next(); is != as {
				b.WriteString(d.draw(line[begun:j], as))
				begun, as = j, is
			}
			rest = rest[utf8.RuneLen(r):]
		}
		b.WriteString(d.draw(line[begun:], as))
		lines[i] = b.String()
	}
	return lines
}

// draw leaves the spaces at the end as they are.
func (d drawing) draw(words string, as look) string {
	seen := strings.TrimRight(words, " ")
	spaces := words[len(seen):]
	for _, way := range []struct {
		look look
		draw func(string) string
	}{{heading, d.pen.Heading}, {bold, d.pen.Bold}, {italic, d.pen.Italic}, {code, d.pen.Code}, {link, d.pen.Link}, {dim, d.pen.Dim}} {
		if as&way.look != 0 {
			seen = way.draw(seen)
		}
	}
	return seen + spaces
}
