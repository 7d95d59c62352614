package chart

import "slices"

// The measures of the key.
const (
	keyGap     = 26.0 // between columns
	keyRow     = 28.0
	keyHead    = 18.0 // a line of a heading
	keySpace   = 14.0 // above a heading
	keyUnder   = 3.0  // below it
	keyDot     = 11.0
	keySize    = 13.0
	manyInKey  = 30 // more than so many stand in three columns
	keptWhole  = 6  // a group of so many is not parted
	headerSize = 13.0
	boldWider  = 1.1 // than plain text
)

// block is what stays together in the key: a group with its heading, or one
// member of a group too long for that.
type block struct {
	title   string
	heading []string // goes above the members
	members []Member
}

// height is what the block takes up; at the top of a column nothing goes above it.
func (b block) height(top bool) float64 {
	h := keyRow*float64(len(b.members)) + keyHead*float64(len(b.heading))
	if len(b.heading) > 0 {
		h += keyUnder
		if !top {
			h += keySpace
		}
	}
	return h
}

// key is the names that belong to the numbers, in columns.
type key struct {
	columns [][]block
	wide    float64 // a column
	height  float64
}

// key lays out the names in columns of about the same height.
func (m *Map) key() key {
	columns := 2
	if m.placed()+len(m.Unplaced) > manyInKey {
		columns = 3
	}
	k := key{wide: tenth((pictureWidth - 2*margin - float64(columns-1)*keyGap) / float64(columns))}
	blocks := m.blocks(k.wide)
	var all float64
	for _, b := range blocks {
		all += b.height(false)
	}
	for k.height = all / float64(columns); ; k.height += keyRow / 2 {
		if k.columns = fill(blocks, k.height, k.wide); len(k.columns) <= columns {
			break
		}
	}
	k.height = 0
	for _, c := range k.columns {
		k.height = max(k.height, columnHeight(c))
	}
	return k
}

// blocks are the groups of the key.
func (m *Map) blocks(wide float64) []block {
	var blocks []block
	for _, r := range m.Regions {
		blocks = append(blocks, group(r.Title(), r.Members, wide)...)
	}
	var reasons []string
	unplaced := map[string][]Member{}
	for _, member := range m.Unplaced {
		why := member.words()
		if unplaced[why] == nil {
			reasons = append(reasons, why)
		}
		unplaced[why] = append(unplaced[why], member)
	}
	slices.Sort(reasons)
	for _, why := range reasons {
		blocks = append(blocks, group("not placed yet: "+why, unplaced[why], wide)...)
	}
	return blocks
}

// group is one block, or, where it is long, a first block under the heading
// and then one for each member; no member stands alone under a heading.
func group(title string, members []Member, wide float64) []block {
	if len(members) == 0 {
		return nil
	}
	first := block{title, wrapCount(title, len(members), headingRoom(wide), ems), members}
	if len(members) <= keptWhole {
		return []block{first}
	}
	first.members = members[:2]
	blocks := []block{first}
	last := len(members) - 2
	for i := 2; i < last; i++ {
		blocks = append(blocks, block{title: title, members: members[i : i+1]})
	}
	return append(blocks, block{title: title, members: members[last:]})
}

// headingRoom is the room that a bold heading has in a column, in ems.
func headingRoom(wide float64) float64 { return wide / headerSize / boldWider }

// fill puts the blocks into as many columns of a height as it takes. A group
// that goes on in the next column has its heading there again.
func fill(blocks []block, height, wide float64) [][]block {
	var columns [][]block
	var used float64
	for _, b := range blocks {
		last := len(columns) - 1
		if last >= 0 && used+b.height(false) <= height {
			columns[last] = append(columns[last], b)
			used += b.height(false)
			continue
		}
		if b.heading == nil {
			b.heading = wrap(b.title+", continued", headingRoom(wide), ems)
		}
		columns = append(columns, []block{b})
		used = b.height(true)
	}
	return columns
}

func columnHeight(column []block) float64 {
	var h float64
	for i, b := range column {
		h += b.height(i == 0)
	}
	return h
}

// legend says what the two kinds of dot mean.
func (d *drawing) legend(y float64) {
	x := margin
	for _, l := range []struct{ paint, text string }{
		{filledDot, "firm"}, {hollowDot, "tentative: " + whatIsTentative},
	} {
		d.line(`<circle cx="%g" cy="%g" r="7" stroke-width="1.5" %s/>`, tenth(x+7), y-4.5, l.paint)
		d.text(point{x + 21, y}, keySize, ink, l.text)
		x += 21 + keySize*ems(l.text) + 24
	}
}

func (d *drawing) key(k key, top float64) {
	for i, column := range k.columns {
		x, y := margin+float64(i)*(k.wide+keyGap), top
		for j, b := range column {
			d.block(b, point{x, y + b.height(j == 0) - b.height(true)}, k.wide)
			y += b.height(j == 0)
		}
	}
}

// block draws a group, or a part of one, from its upper left corner.
func (d *drawing) block(b block, at point, wide float64) {
	for _, line := range b.heading {
		d.text(point{at.x, at.y + 13}, headerSize, ink, line, bold)
		at.y += keyHead
	}
	if len(b.heading) > 0 {
		at.y += keyUnder
	}
	for _, m := range b.members {
		d.entry(m, box{at.x, at.y, wide, keyRow})
		at.y += keyRow
	}
}

// entry is a line of the key: a number and a name.
func (d *drawing) entry(m Member, b box) {
	if m.Number > 0 {
		d.dot(point{tenth(b.x + keyDot + 1), tenth(b.y + keyRow/2)}, keyDot, m, "")
		b.x += 2*keyDot + 12
		b.w -= 2*keyDot + 12
	}
	d.name(shown(m.Name), m.words(), b, keySize)
}
