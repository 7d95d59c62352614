package chart

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Where things stand in the picture of a map.
const (
	mapTitle     = "Your communities among the three elements"
	diagramStart = 92.0
	diagramEnd   = 862.0
	dotRadius    = 12.0
	labelSize    = 13.0
	labelLine    = 17.0 // from one line of a label to the next
)

// element is one of the three. On a map it is a circle with its name outside.
type element struct {
	name, about, paint string
	circle             circle
	at                 point // the name
}

// elements are those of journal.Elements.
func elements() []element {
	const radius = 230
	return []element{
		{journal.MeasureDomain, "a shared concern", ofDomain, circle{point{375, 390}, radius}, point{290, 126}},
		{journal.MeasureCommunity, "people who matter to each other", ofGroup, circle{point{585, 390}, radius}, point{670, 126}},
		{journal.MeasurePractice, "what is built up together", ofPractice, circle{point{480, 572}, radius}, point{480, 827}},
	}
}

// SVG is the map as a drawing of three circles that overlap, with a numbered
// dot for each community and a key below. A region that is full shows how many
// more are in it.
func (m *Map) SVG() string {
	nobody := m.placed()+len(m.Unplaced) == 0
	legend := diagramEnd + 34
	keyTop := legend + 34
	key, keyWidth, keyHeight := m.key()
	height := keyTop + keyHeight + 56
	if nobody {
		height = diagramEnd + margin
	}
	d := &drawing{}
	d.open("kith-map", height, mapTitle, m.description())
	d.text(point{margin, 48}, 22, ink, mapTitle, bold)
	d.text(point{margin, 74}, 14, dim, m.summary())

	d.line(`<rect x="%g" y="%g" width="%g" height="%g" rx="10" %s/>`, margin, diagramStart,
		pictureWidth-2*margin, diagramEnd-diagramStart, rule)
	for _, e := range elements() {
		d.line(`<circle cx="%g" cy="%g" r="%g" fill-opacity="0.1" stroke-width="2" %s/>`, e.circle.x, e.circle.y, e.circle.r, e.paint)
	}
	for _, e := range elements() {
		d.text(e.at, 18, ink, e.name, bold, middle)
		d.text(point{e.at.x, e.at.y + 19}, 13, dim, e.about, middle)
	}
	for _, r := range m.Regions {
		d.region(r)
	}
	if nobody {
		return d.close()
	}

	x := margin
	for _, l := range []struct{ paint, means string }{
		{filledDot, "firm"}, {hollowDot, "tentative: " + whatIsTentative},
	} {
		d.line(`<circle cx="%g" cy="%g" r="7" stroke-width="1.5" %s/>`, tenth(x+7), legend-4.5, l.paint)
		d.text(point{x + 21, legend}, keySize, ink, l.means)
		x += 21 + keySize*ems(l.means) + 24
	}
	for _, b := range key {
		d.block(b, keyTop, keyWidth)
	}
	d.text(point{margin, height - 20}, 12, dim, caveat)
	return d.close()
}

// region draws a region's label and as many of its dots as it has slots for;
// where there are more, the last slot says how many. Slots are taken in their
// order and numbered as one reads.
func (d *drawing) region(r Region) {
	at, lines := label(r.Region, len(r.Members))
	for i, line := range lines {
		d.text(point{at.x, at.y + float64(i)*labelLine}, labelSize, dim, line, middle)
	}
	places := slots(r.Region)
	places = places[:min(len(places), len(r.Members))]
	slices.SortFunc(places, func(p, q point) int { return cmp.Or(cmp.Compare(p.y, q.y), cmp.Compare(p.x, q.x)) })
	for i, p := range places {
		if left := len(r.Members) - i; left > 1 && i == len(places)-1 {
			more := fmt.Sprintf("+%d", left)
			size := min(dotRadius, tenth(2*dotRadius/ems(more)))
			d.titled(point{p.x, p.y + size*0.36}, size, ink, more, fmt.Sprintf("%d more, in the key below", left), middle, bold)
			continue
		}
		m := r.Members[i]
		d.dot(p, dotRadius, m, fmt.Sprintf("%d: %s, %s", m.Number, text.Isolate(m.label()), m.status()))
	}
}

// label is what a region is called in the picture, with how many there are at
// its end, and where the middle of the first of its lines stands. The right half
// mirrors the left.
func label(r journal.Region, n int) (at point, lines [2]string) {
	lines[0], lines[1], _ = strings.Cut(r.Meaning(), " ")
	left := r
	if r.Community && !r.Domain {
		left.Domain, left.Community = true, false
	}
	switch left {
	case journal.Region{Domain: true, Community: true, Practice: true}:
		at = point{480, 380}
		lines[0], lines[1], _ = strings.Cut(r.Meaning(), " or ")
		lines[1] = "or " + lines[1]
	case journal.Region{Domain: true, Community: true}:
		at = point{480, 232}
	case journal.Region{Domain: true, Practice: true}:
		at = point{342, 574}
	case journal.Region{Domain: true}:
		at = point{262, 280}
	case journal.Region{Practice: true}:
		at = point{480, 652}
	default:
		at = point{150, 822}
		lines = [2]string{r.Elements() + ":", r.Meaning()}
	}
	if left != r {
		at.x = pictureWidth - at.x
	}
	lines[1] += fmt.Sprintf(" (%d)", n)
	return at, lines
}

// description says what the picture says.
func (m *Map) description() string {
	enumerate := func(members []Member) string { // "1 Allotment Society (firm), 2 Go Meetup (tentative)"
		items := make([]string, len(members))
		for i, member := range members {
			items[i] = fmt.Sprintf("%s (%s)", text.Isolate(member.label()), member.status())
			if member.Number > 0 {
				items[i] = fmt.Sprintf("%d %s", member.Number, items[i])
			}
		}
		return strings.Join(items, ", ")
	}
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

// The measures of the key.
const (
	keyGap     = 26.0 // between columns
	keyRow     = 28.0
	keyHead    = 18.0 // a line of a heading
	keySpace   = 14.0 // above a heading
	keyUnder   = 3.0  // below it
	keyDot     = 11.0
	keySize    = 13.0
	headerSize = 13.0
	manyInKey  = 30 // more than so many stand in three columns
	keptWhole  = 6  // a group of so many is not parted
)

// block is what stays together in the key: a group with its heading, or one
// member of a group too long for that.
type block struct {
	title   string
	heading []string // goes above the members
	members []Member
	at      point // its upper left corner, from the top of the key
}

// height is what the block takes up, and above is what it keeps clear of one
// above it.
func (b block) height() (height, above float64) {
	height = keyRow * float64(len(b.members))
	if len(b.heading) == 0 {
		return height, 0
	}
	return height + keyHead*float64(len(b.heading)) + keyUnder, keySpace
}

// key lays out all the names, group by group, in columns so wide and of about
// the same height, and says how high the highest is. A group that goes on in the
// next column has its heading there again, and none of its members stands alone
// under a heading.
func (m *Map) key() (laid []block, wide, highest float64) {
	most := 2
	if m.placed()+len(m.Unplaced) > manyInKey {
		most = 3
	}
	wide = tenth((pictureWidth - 2*margin - float64(most-1)*keyGap) / float64(most))
	headingRoom := wide / headerSize / boldWider

	var blocks []block
	group := func(title string, members []Member) {
		n := len(members)
		if n == 0 {
			return
		}
		first := block{title: title, heading: heading(title, n, headingRoom, ems), members: members}
		if n <= keptWhole {
			blocks = append(blocks, first)
			return
		}
		first.members = members[:2]
		blocks = append(blocks, first)
		for i := 2; i < n-2; i++ {
			blocks = append(blocks, block{title: title, members: members[i : i+1]})
		}
		blocks = append(blocks, block{title: title, members: members[n-2:]})
	}
	for _, r := range m.Regions {
		group(r.Title(), r.Members)
	}
	unplaced := map[string][]Member{} // by what the reading depends on
	for _, member := range m.Unplaced {
		unplaced[member.status()] = append(unplaced[member.status()], member)
	}
	for _, why := range slices.Sorted(maps.Keys(unplaced)) {
		group("not placed yet: "+why, unplaced[why])
	}

	// From an even share of the whole upwards, until there is room for everybody.
	var room float64
	for _, b := range blocks {
		height, above := b.height()
		room += (above + height) / float64(most)
	}
	for ; ; room += keyRow / 2 {
		laid, highest = nil, 0
		column, used := 0, 0.0
		for _, b := range blocks {
			height, above := b.height()
			switch {
			case used == 0:
				above = 0
			case used+above+height > room:
				column, used, above = column+1, 0, 0
				if b.heading == nil {
					b.heading = text.WrapBy(b.title+", continued", headingRoom, ems)
					height, _ = b.height()
				}
			}
			b.at = point{margin + float64(column)*(wide+keyGap), used + above}
			laid = append(laid, b)
			used += above + height
			highest = max(highest, used)
		}
		if column < most {
			return laid, wide, highest
		}
	}
}

// block draws a group of the key, or a part of one.
func (d *drawing) block(b block, top, wide float64) {
	x, y := b.at.x, top+b.at.y
	for _, line := range b.heading {
		d.text(point{x, y + 13}, headerSize, ink, line, bold)
		y += keyHead
	}
	if len(b.heading) > 0 {
		y += keyUnder
	}
	for _, m := range b.members {
		name := box{x, y, wide, keyRow}
		if m.Number > 0 {
			d.dot(point{tenth(x + keyDot + 1), tenth(y + keyRow/2)}, keyDot, m, "")
			name.x += 2*keyDot + 12
			name.w -= 2*keyDot + 12
		}
		d.name(m.label(), m.status(), name, keySize)
		y += keyRow
	}
}
