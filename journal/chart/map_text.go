package chart

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

const (
	filled = "●"
	hollow = "○"
)

// Text is the map as lines without a line feed at the end: each region with how
// many are in it, and under it a line for each community. Its name comes last
// on the line, so that no name can move anything.
//
//	domain + community: community of interest (2)
//	  ● firm       Allotment Society
//	  ○ tentative  Go Meetup
func (m *Map) Text(t Text) string {
	p := &page{Text: t}
	p.paragraph(m.summary())
	if m.placed()+len(m.Unplaced) == 0 {
		return p.String()
	}
	p.gap = true
	for _, r := range m.Regions {
		p.group(r.Title(), r.Members)
	}
	if len(m.Unplaced) > 0 {
		p.group("not placed yet", m.Unplaced)
	}
	p.gap = true
	if m.tentative() {
		mark := hollow + " "
		if t.Plain {
			mark = ""
		}
		p.paragraph(mark + "tentative: " + whatIsTentative + ".")
	}
	p.paragraph(caveat)
	return p.String()
}

// page gathers lines that fit a width.
type page struct {
	Text
	lines []string
	gap   bool // a blank line goes before what comes next
}

func (p *page) String() string { return strings.Join(p.lines, "\n") }

func (p *page) space() {
	if p.gap {
		p.lines, p.gap = append(p.lines, ""), false
	}
}

func (p *page) paragraph(text string) {
	p.space()
	p.lines = append(p.lines, wrap(text, float64(p.Width), cells)...)
}

// group is a heading and its members; empty ones stand together.
func (p *page) group(title string, members []Member) {
	p.gap = p.gap || len(members) > 0
	if len(members) == 0 {
		p.paragraph(title + " (none)")
		return
	}
	p.space()
	p.lines = append(p.lines, wrapCount(title, len(members), float64(p.Width), cells)...)
	widest := 0
	for _, m := range members {
		widest = max(widest, len(m.words()))
	}
	for _, m := range members {
		p.hang(p.before(m, widest), shown(m.Name))
	}
	p.gap = true
}

// before is what stands before a name.
func (p *page) before(m Member, widest int) string {
	switch {
	case p.Plain:
		return "  " + m.words() + ": "
	case m.Number == 0:
		return fmt.Sprintf("  %-*s  ", widest, m.words())
	case m.Tentative():
		return fmt.Sprintf("  %s %-*s  ", hollow, widest, m.words())
	}
	return fmt.Sprintf("  %s %-*s  ", filled, widest, m.words())
}

// leastRoom is the least that a name is given beside the words before it; with
// less it goes underneath.
const leastRoom = 12

// hang puts a name after what stands before it, going on under its own
// beginning.
func (p *page) hang(before, name string) {
	indent := ansi.StringWidth(before)
	if p.Width > 0 && p.Width-indent < leastRoom && indent+ansi.StringWidth(name) > p.Width {
		p.lines = append(p.lines, wrap(strings.TrimRight(before, " "), float64(p.Width), cells)...)
		before, indent = "    ", 4
	}
	room := 0
	if p.Width > 0 {
		room = max(p.Width-indent, 2)
	}
	for i, line := range wrap(name, float64(room), cells) {
		if i > 0 {
			before = strings.Repeat(" ", indent)
		}
		p.lines = append(p.lines, before+line)
	}
}
