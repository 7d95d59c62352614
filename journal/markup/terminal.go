package markup

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"kith/journal/text"
)

// Pen makes words on a terminal stand out, in whatever way that has. What it draws
// takes as many cells as the words.
type Pen struct{ Heading, Bold, Italic, Code, Link, Dim func(string) string }

// Terminal is a text drawn for a terminal in lines of at most so many cells, of which
// there must be some. What would act on the terminal is made visible; the address of
// a link stands behind it, so that no word is lost. There is no line feed at its end.
func Terminal(src string, cells int, pen Pen) string {
	return strings.Join(drawing{pen, max(narrowest, cells/2)}.blocks(Parse(src), max(1, cells)), "\n")
}

// drawing is a text on its way to the terminal. Its parts are lines.
type drawing struct {
	pen Pen
	// least is how many cells what stands within something else must have left; with
	// fewer it is not moved in any further. It is half of what there is, and so the
	// margins of what nests deep never come to more than its words do.
	least int
}

const narrowest = 12

// blocks have a blank line between them where one was typed.
func (d drawing) blocks(all []Block, cells int) (lines []string) {
	for _, b := range all {
		if len(lines) > 0 && b.Spaced {
			lines = append(lines, "")
		}
		lines = append(lines, d.block(b, cells)...)
	}
	return lines
}

func (d drawing) block(b Block, cells int) []string {
	switch b.Kind {
	case Paragraph:
		if rows := table(b.Text); rows != nil {
			return d.drawTable(rows, cells)
		}
		return d.wrapped(d.inline(b.Spans, 0), cells)
	case Heading:
		look := bold
		if b.Level <= 2 {
			look = heading
		}
		return d.wrapped(d.inline(b.Spans, look), cells)
	case Quote:
		margin := d.pen.Dim("│ ")
		return d.within(b.Blocks, cells, margin, margin)
	case List:
		return d.list(b, cells)
	case Rule:
		return []string{d.pen.Dim(strings.Repeat("─", min(cells, 20)))}
	}
	lines := d.code(b.Text, cells)
	if b.Info != "" {
		return append(d.wrapped([]run{{text.Visible(b.Info), dim}}, cells), lines...)
	}
	return lines
}

// within draws what a block holds behind a margin, which is another one on the first line.
func (d drawing) within(inner []Block, cells int, first, rest string) []string {
	room := cells - text.Width(rest)
	if room < d.least {
		return append(d.wrapped([]run{{strings.TrimSpace(ansi.Strip(first)), dim}}, cells), d.blocks(inner, cells)...)
	}
	lines := d.blocks(inner, room)
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

func (d drawing) list(l Block, cells int) (lines []string) {
	figures := len(fmt.Sprint(l.Start + len(l.Blocks) - 1))
	for i, item := range l.Blocks {
		mark := "- "
		if l.Ordered {
			mark = fmt.Sprintf("%*d%c ", figures, l.Start+i, l.Sign)
		}
		if len(lines) > 0 && item.Spaced {
			lines = append(lines, "")
		}
		lines = append(lines, d.within(item.Blocks, cells, mark, strings.Repeat(" ", len(mark)))...)
	}
	return lines
}

// code keeps its lines and its spaces. A line that is too long goes on below.
func (d drawing) code(src string, cells int) (lines []string) {
	const margin = "  "
	src = text.Visible(strings.ReplaceAll(src, "\t", "    "))
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

func (d drawing) inline(all []Span, as look) (runs []run) {
	for _, s := range all {
		switch s.Kind {
		case Text:
			runs = append(runs, run{text.Visible(s.Text), as})
		case Break:
			runs = append(runs, run{"\n", as})
		case Code:
			runs = append(runs, run{text.Visible(s.Text), as | code})
		case Emphasis:
			runs = append(runs, d.inline(s.Spans, as|italic)...)
		case Strong:
			runs = append(runs, d.inline(s.Spans, as|bold)...)
		case Link:
			runs = append(runs, d.link(s, as)...)
		}
	}
	return runs
}

// link is what is shown of a link, and its address where that says more.
func (d drawing) link(s Span, as look) []run {
	runs, address := d.inline(s.Spans, as|link), text.Visible(s.Address)
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
