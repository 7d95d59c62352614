package chart

import (
	"math"
	"strings"

	"kith/journal/text"
)

// Rows are amounts under each other, each as a bar with its number beside it.
type Rows struct {
	Title string
	Rows  []Row
	Most  float64 // what a whole bar stands for; 0 is the largest value
}

// Row is one of them.
type Row struct {
	Name  string
	Value float64
	Said  string // the value in words: "12", "3.5 hours"
}

// whole is what the longest bar stands for.
func (r Rows) whole() float64 {
	most := r.Most
	for _, row := range r.Rows {
		most = max(most, row.Value)
	}
	return most
}

// share is how much of a whole bar a value is, from 0 to 1.
func (r Rows) share(value float64) float64 {
	if whole := r.whole(); whole > 0 && value > 0 {
		return value / whole
	}
	return 0
}

const (
	longestName = 30 // cells of a name
	longestBar  = 30
)

// Text is a line for each, without a line feed at the end. The name comes first and is
// cut where it is long.
//
//	gibbs-cycle   ██████████████  12
//	a quick note  ███▌            3
//
// Plain, there are no bars: "gibbs-cycle: 12".
func (r Rows) Text(x Text) string {
	names, said := 0, 0
	for _, row := range r.Rows {
		names, said = max(names, text.Width(text.Line(row.Name))), max(said, text.Width(row.Said))
	}
	names = min(names, longestName)
	bar := longestBar
	if x.Width > 0 {
		names = min(names, max(x.Width/2, 8))
		bar = min(bar, x.Width-names-said-2*len(between))
	}
	var lines []string
	for _, row := range r.Rows {
		if x.Plain {
			lines = append(lines, text.Wrap(text.Line(row.Name)+": "+row.Said, x.Width)...)
			continue
		}
		name := text.Cut(row.Name, names)
		line := text.Isolate(name) + strings.Repeat(" ", names-text.Width(name)) + between
		if bar >= 5 {
			blocks := length(r.share(row.Value), bar)
			line += blocks + strings.Repeat(" ", bar-text.Width(blocks)) + between
		}
		lines = append(lines, line+row.Said)
	}
	return strings.Join(lines, "\n")
}

// length is a bar of so much of the cells there are, in eighths of one; what is more
// than nothing is never drawn as nothing.
func length(share float64, cells int) string {
	eighths := int(math.Round(share * float64(cells) * 8))
	if share > 0 {
		eighths = max(eighths, 1)
	}
	bar := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		bar += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return bar
}

// The measures of rows in a drawing.
const (
	rowStep  = 24.0
	rowHead  = 34.0 // the title over them
	rowNames = 250.0
	rowBars  = 480.0 // how long a whole bar is
	rowSize  = 13.0
)

// height is how much room they take in a drawing.
func (r Rows) height() float64 {
	if len(r.Rows) == 0 {
		return 0
	}
	return rowHead + float64(len(r.Rows))*rowStep + 14
}

// rows draws them from a height on.
func (d *drawing) rows(r Rows, top float64) {
	if len(r.Rows) == 0 {
		return
	}
	d.text(point{margin, top + 15}, 15, ink, r.Title, bold)
	for i, row := range r.Rows {
		y := top + rowHead + float64(i)*rowStep
		d.name(row.Name, "", box{margin, y - rowStep/2, rowNames - margin - 12, rowStep}, rowSize)
		d.bar(point{rowNames, y}, rowBars, r.share(row.Value))
		at := point{rowNames + rowBars*r.share(row.Value) + 8, y + rowSize*0.36}
		d.text(at, rowSize, dim, cut(text.Line(row.Said), (pictureWidth-margin-at.x)/rowSize))
	}
}

// bar is a bar that begins at a point, so much of its whole length long.
func (d *drawing) bar(at point, whole, share float64) {
	if share > 0 {
		d.line(`<rect x="%g" y="%g" width="%g" height="12" rx="2" %s/>`, tenth(at.x), tenth(at.y-6), max(1, tenth(whole*share)), ofDomain)
	}
}

// RowsSVG is a drawing of rows, one group of them under the other.
func RowsSVG(id, title, summary string, groups ...Rows) string {
	d := &drawing{}
	height := 100 + margin
	for _, g := range groups {
		height += g.height()
	}
	d.open(id, height, title, summary+" "+describe(groups))
	d.name(title, "", box{margin, 20, pictureWidth - 2*margin, 38}, 22, bold)
	d.text(point{margin, 74}, 14, dim, cut(summary, (pictureWidth-2*margin)/14))
	top := 100.0
	for _, g := range groups {
		d.rows(g, top)
		top += g.height()
	}
	return d.close()
}

// describe says what rows say.
func describe(groups []Rows) string {
	var all []string
	for _, g := range groups {
		for i, row := range g.Rows {
			said := text.Line(row.Name) + ": " + row.Said
			if i == 0 && g.Title != "" {
				said = g.Title + ". " + said
			}
			all = append(all, said)
		}
	}
	return strings.Join(all, "; ") + "."
}
