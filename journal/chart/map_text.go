package chart

import (
	"fmt"
	"slices"
	"strings"

	"kith/journal/text"
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
	lines := text.Wrap(m.summary(), t.Width)
	if m.placed()+len(m.Unplaced) == 0 {
		return strings.Join(lines, "\n")
	}
	gap := true // a blank line goes before what comes next
	add := func(more []string) {
		if gap {
			lines = append(lines, "")
		}
		lines, gap = append(lines, more...), false
	}
	group := func(title string, members []Member) {
		if len(members) == 0 { // empty ones stand together
			add(text.Wrap(title+" (none)", t.Width))
			return
		}
		gap = true
		add(heading(title, len(members), float64(t.Width), func(s string) float64 { return float64(text.Width(s)) }))
		widest := 0
		for _, member := range members {
			widest = max(widest, len(member.status()))
		}
		for _, member := range members {
			add(t.entry(member, widest))
		}
		gap = true
	}
	for _, r := range m.Regions {
		group(r.Title(), r.Members)
	}
	if len(m.Unplaced) > 0 {
		group("not placed yet", m.Unplaced)
	}
	gap = true
	if slices.ContainsFunc(m.Regions, func(r Region) bool { return slices.ContainsFunc(r.Members, Member.Tentative) }) {
		mark := hollow + " "
		if t.Plain {
			mark = ""
		}
		add(text.Wrap(mark+"tentative: "+whatIsTentative+".", t.Width))
	}
	add(text.Wrap(caveat, t.Width))
	return strings.Join(lines, "\n")
}

// leastRoom is the least that a name is given beside the words before it; with
// less it goes underneath.
const leastRoom = 12

// entry is a community with its status in a column so wide; the name goes on
// under its own beginning.
func (t Text) entry(m Member, wide int) []string {
	mark := filled
	if m.Tentative() {
		mark = hollow
	}
	before := fmt.Sprintf("  %s %-*s  ", mark, wide, m.status())
	switch {
	case t.Plain:
		before = "  " + m.status() + ": "
	case m.Number == 0:
		before = fmt.Sprintf("  %-*s  ", wide, m.status())
	}
	name, indent := m.label(), text.Width(before)
	var lines []string
	if t.Width > 0 && t.Width-indent < leastRoom && indent+text.Width(name) > t.Width {
		lines = text.Wrap(before, t.Width)
		before, indent = "    ", 4
	}
	room := 0
	if t.Width > 0 {
		room = max(t.Width-indent, 2)
	}
	for _, line := range text.Wrap(name, room) {
		lines = append(lines, before+line)
		before = strings.Repeat(" ", indent)
	}
	return lines
}
