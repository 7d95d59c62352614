package chart

import (
	"fmt"
	"strings"

	"kith/journal"
)

// Where things stand in the picture of a map.
const (
	circleRadius = 230.0
	diagramEnd   = 862.0
	diagramStart = 92.0
)

func domainCircle() circle    { return circle{point{375, 390}, circleRadius} }
func communityCircle() circle { return circle{point{585, 390}, circleRadius} }
func practiceCircle() circle  { return circle{point{480, 572}, circleRadius} }

// SVG is the map as a drawing of three circles that overlap, with a numbered
// dot for each community and a key below. A region that is full shows how many
// more are in it.
func (m *Map) SVG() string {
	k := m.key()
	legend := diagramEnd + 34
	keyTop := legend + 34
	height := keyTop + k.height + 56
	if m.placed()+len(m.Unplaced) == 0 {
		height = diagramEnd + margin
	}
	d := &drawing{}
	d.open("kith-map", height, mapTitle, m.description())
	d.text(point{margin, 48}, 22, ink, mapTitle, bold)
	d.text(point{margin, 74}, 14, dim, m.summary())
	d.diagram(m)
	if m.placed()+len(m.Unplaced) > 0 {
		d.legend(legend)
		d.key(k, keyTop)
		d.text(point{margin, height - 20}, 12, dim, caveat)
	}
	return d.close()
}

const mapTitle = "Your communities among the three elements"

// diagram is the circles, their names, and what is in each region.
func (d *drawing) diagram(m *Map) {
	d.line(`<rect x="%g" y="%g" width="%g" height="%g" rx="10" %s/>`, margin, diagramStart,
		pictureWidth-2*margin, diagramEnd-diagramStart, rule)
	for _, c := range []struct {
		circle
		paint string
	}{{domainCircle(), ofDomain}, {communityCircle(), ofGroup}, {practiceCircle(), ofPractice}} {
		d.line(`<circle cx="%g" cy="%g" r="%g" fill-opacity="0.1" stroke-width="2" %s/>`, c.x, c.y, c.r, c.paint)
	}
	for _, e := range elementNames() {
		d.text(e.at, 18, ink, e.name, bold, middle)
		d.text(point{e.at.x, e.at.y + 19}, 13, dim, e.about, middle)
	}
	for _, r := range m.Regions {
		d.region(r)
	}
}

type elementName struct {
	at          point
	name, about string
}

// elementNames stand outside the circles.
func elementNames() []elementName {
	return []elementName{
		{point{290, 126}, journal.MeasureDomain, "a shared concern"},
		{point{670, 126}, journal.MeasureCommunity, "people who matter to each other"},
		{point{480, 827}, journal.MeasurePractice, "what is built up together"},
	}
}

// boxes are what the names take up.
func (e elementName) boxes() []box {
	return []box{
		textBox(e.at, 18, boldWider*ems(e.name)),
		textBox(point{e.at.x, e.at.y + 19}, 13, ems(e.about)),
	}
}

// textBox is what a line of text takes up that is anchored in its middle.
func textBox(at point, size, ems float64) box {
	return box{at.x - size*ems/2, at.y - size*0.8, size * ems, size * 1.05}
}

// spot is where a region has its label and its dots.
type spot struct {
	label point
	lines []string // of the label
	home  point
}

// spotOf is where things stand in a region; the right half mirrors the left.
func spotOf(in journal.Region) spot {
	switch in {
	case journal.Region{Domain: true, Community: true, Practice: true}:
		return spot{point{480, 394}, []string{"community of practice,", "or forming"}, point{480, 482}}
	case journal.Region{Domain: true, Community: true}:
		return spot{point{480, 232}, []string{"community", "of interest"}, point{480, 294}}
	case journal.Region{Domain: true, Practice: true}:
		return spot{point{342, 574}, []string{"network", "of practice"}, point{330, 508}}
	case journal.Region{Community: true, Practice: true}:
		return spot{point{618, 574}, []string{"working", "group"}, point{630, 508}}
	case journal.Region{Domain: true}:
		return spot{point{262, 306}, []string{"interest", "network"}, point{242, 392}}
	case journal.Region{Community: true}:
		return spot{point{698, 306}, []string{"social", "group"}, point{718, 392}}
	case journal.Region{Practice: true}:
		return spot{point{480, 652}, []string{"parallel", "practitioners"}, point{480, 728}}
	}
	return spot{point{150, 822}, []string{"none of the three:", "network or loose ties"}, point{140, 735}}
}

const (
	labelSize = 13.0
	labelLine = 17.0
)

// labelled is the label with how many there are at its end.
func (s spot) labelled(n int) []string {
	lines := append([]string(nil), s.lines...)
	lines[len(lines)-1] += fmt.Sprintf(" (%d)", n)
	return lines
}

// room is where the dots of a region may stand.
func (r Region) room() area {
	s := spotOf(r.Region)
	a := area{
		frame: box{margin, diagramStart, pictureWidth - 2*margin, diagramEnd - diagramStart},
		home:  s.home,
	}
	for _, c := range []struct {
		circle
		in bool
	}{{domainCircle(), r.Domain}, {communityCircle(), r.Community}, {practiceCircle(), r.Practice}} {
		if c.in {
			a.inside = append(a.inside, c.circle)
		} else {
			a.outside = append(a.outside, c.circle)
		}
	}
	for i, line := range s.labelled(len(r.Members)) {
		a.labels = append(a.labels, textBox(point{s.label.x, s.label.y + float64(i)*labelLine}, labelSize, ems(line)))
	}
	for _, e := range elementNames() {
		a.labels = append(a.labels, e.boxes()...)
	}
	return a
}

// region draws a region's label and as many of its dots as fit; where they do
// not all fit, the last place says how many more there are.
func (d *drawing) region(r Region) {
	s := spotOf(r.Region)
	for i, line := range s.labelled(len(r.Members)) {
		d.text(point{s.label.x, s.label.y + float64(i)*labelLine}, labelSize, dim, line, middle)
	}
	if len(r.Members) == 0 {
		return
	}
	places := r.room().spots(len(r.Members))
	dots := len(places)
	if dots < len(r.Members) {
		dots--
		more := fmt.Sprintf("+%d", len(r.Members)-dots)
		size := min(dotRadius, tenth(2*dotRadius/ems(more)))
		at := places[dots]
		d.titled(point{at.x, at.y + size*0.36}, size, ink, more,
			fmt.Sprintf("%d more, in the key below", len(r.Members)-dots), middle, bold)
	}
	for i, m := range r.Members[:dots] {
		d.dot(places[i], dotRadius, m, fmt.Sprintf("%d: %s, %s", m.Number, isolate(shown(m.Name)), m.words()))
	}
}

// description says what the picture says.
func (m *Map) description() string {
	said := []string{m.summary()}
	var empty []string
	for _, r := range m.Regions {
		if len(r.Members) == 0 {
			empty = append(empty, r.Elements()+" ("+r.Meaning()+")")
			continue
		}
		said = append(said, fmt.Sprintf("%s (%d): %s.", r.Title(), len(r.Members), enumerate(r.Members)))
	}
	if len(m.Unplaced) > 0 {
		said = append(said, fmt.Sprintf("Not placed yet (%d): %s.", len(m.Unplaced), enumerate(m.Unplaced)))
	}
	if m.placed() > 0 && len(empty) > 0 {
		said = append(said, "Empty: "+strings.Join(empty, "; ")+".")
	}
	return strings.Join(append(said, caveat), " ")
}

// enumerate lists members: "1 Allotment Society (firm), 2 Go Meetup (tentative)".
func enumerate(members []Member) string {
	items := make([]string, len(members))
	for i, m := range members {
		items[i] = fmt.Sprintf("%s (%s)", isolate(shown(m.Name)), m.words())
		if m.Number > 0 {
			items[i] = fmt.Sprintf("%d %s", m.Number, items[i])
		}
	}
	return strings.Join(items, ", ")
}
