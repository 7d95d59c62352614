package chart

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"kith/journal/text"
)

// What things are painted with: a class, for the dark style to take hold of,
// and the light colours as attributes, for viewers that know no styles.
const (
	paper      = `class="paper" fill="#ffffff"`
	ink        = `class="ink" fill="#1c2128"`
	dim        = `class="dim" fill="#57606a"`
	onDot      = `class="ondot" fill="#ffffff"`
	filledDot  = `class="filled" fill="#1c2128" stroke="#1c2128"`
	hollowDot  = `class="hollow" fill="#ffffff" stroke="#1c2128"`
	rule       = `class="rule" stroke="#d0d7de" fill="none"`
	shade      = `class="shade" fill="#d0d7de" fill-opacity="0.45"`
	ofDomain   = `class="domain" stroke="#2563a8" fill="#2563a8"`
	ofGroup    = `class="group" stroke="#a35a00" fill="#a35a00"`
	ofPractice = `class="practice" stroke="#1f7a4d" fill="#1f7a4d"`
)

// darkStyle turns the picture over on a dark screen, its own ground with it; in
// print it stays light.
const darkStyle = `@media screen and (prefers-color-scheme:dark){` +
	`.kith-chart .paper{fill:#14181d}` +
	`.kith-chart .ink{fill:#e6eaee}` +
	`.kith-chart .dim{fill:#a8b1bb}` +
	`.kith-chart .ondot{fill:#14181d}` +
	`.kith-chart .filled{fill:#e6eaee;stroke:#e6eaee}` +
	`.kith-chart .hollow{fill:#14181d;stroke:#e6eaee}` +
	`.kith-chart .rule{stroke:#3a424c}` +
	`.kith-chart .shade{fill:#3a424c}` +
	`.kith-chart .domain{fill:#6cb0f5;stroke:#6cb0f5}` +
	`.kith-chart .group{fill:#e5a54b;stroke:#e5a54b}` +
	`.kith-chart .practice{fill:#63c796;stroke:#63c796}}`

const (
	pictureWidth = 960.0
	margin       = 30.0
)

type point struct{ x, y float64 }

type circle struct {
	point
	r float64
}

type box struct{ x, y, w, h float64 }

// drawing is an SVG being written.
type drawing struct{ strings.Builder }

// open begins the picture. id tells its title and description from those of
// other pictures on the same page.
func (d *drawing) open(id string, height float64, title, desc string) {
	d.line(`<svg xmlns="http://www.w3.org/2000/svg" class="kith-chart" viewBox="0 0 %[1]g %[2]g" width="%[1]g" height="%[2]g"`+
		` style="max-width:100%%;height:auto" role="img" aria-labelledby="%[3]s-title %[3]s-desc"`+
		` font-family="sans-serif" direction="ltr">`, pictureWidth, height, id)
	d.line(`<title id="%s-title">%s</title>`, id, escape(title))
	d.line(`<desc id="%s-desc">%s</desc>`, id, escape(desc))
	d.line(`<style>%s</style>`, darkStyle)
	d.line(`<rect %s width="%g" height="%g"/>`, paper, pictureWidth, height)
}

func (d *drawing) close() string {
	d.line(`</svg>`)
	return d.String()
}

func (d *drawing) line(format string, args ...any) {
	fmt.Fprintf(&d.Builder, format+"\n", args...)
}

const (
	bold   = `font-weight="bold"`
	middle = `text-anchor="middle"`
	end    = `text-anchor="end"`
)

// text is one line of text. More are attributes of its own, such as an anchor.
func (d *drawing) text(at point, size float64, paint, said string, more ...string) {
	d.titled(at, size, paint, said, "", more...)
}

// titled is a line of text that says more when pointed at.
func (d *drawing) titled(at point, size float64, paint, said, title string, more ...string) {
	if title != "" {
		title = "<title>" + escape(title) + "</title>"
	}
	d.line(`<text x="%g" y="%g" font-size="%g" %s>%s%s</text>`, tenth(at.x), tenth(at.y), size,
		strings.Join(append([]string{paint}, more...), " "), title, escape(said))
}

// dot is a community's mark with its number in it.
func (d *drawing) dot(at point, r float64, m Member, title string) {
	paint, on := filledDot, onDot
	if m.Tentative() {
		paint, on = hollowDot, ink
	}
	if title != "" {
		title = "<title>" + escape(title) + "</title>"
	}
	number := strconv.Itoa(m.Number)
	size := min(r, tenth(1.7*r/ems(number)))
	d.line(`<g>%s<circle cx="%g" cy="%g" r="%g" stroke-width="1.5" %s/>`, title, at.x, at.y, r, paint)
	d.text(point{at.x, at.y + size*0.36}, size, on, number, middle)
	d.line(`</g>`)
}

// name is a name in a box of its own: cut with an ellipsis where it is long,
// and whole, with more about it, where it is pointed at. What a font makes wider
// or higher than any font should is clipped rather than run into its neighbours.
func (d *drawing) name(name, about string, b box, size float64, more ...string) {
	name = text.Line(name)
	if about != "" {
		about = ", " + about
	}
	d.line(`<svg x="%g" y="%g" width="%g" height="%g" overflow="hidden">`, tenth(b.x), tenth(b.y), tenth(b.w), tenth(b.h))
	d.titled(point{0, b.h/2 + size*0.36}, size, ink, text.Isolate(cut(name, b.w/size/boldWider)), text.Isolate(name)+about, more...)
	d.line(`</svg>`)
}

// escape makes text fit to stand in XML, whatever is in it: what XML has no
// place for becomes U+FFFD.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 0x20 && r < 0xFFFE || r > 0xFFFF || r == '\n' || r == '\t' {
			return r
		}
		return '\uFFFD'
	}, s)
	return html.EscapeString(s)
}

// boldWider is how much wider bold text is than plain.
const boldWider = 1.1

// ems is how wide text may come out in a sans-serif font, in ems, whichever
// font that is: about the widest of the common ones (DejaVu Sans), for nobody
// asks the viewer.
func ems(s string) float64 {
	var sum float64
	for s != "" {
		cluster, rest, cells, _ := ansi.FirstGraphemeCluster(s, -1)
		first := []rune(cluster)[0]
		switch {
		case cells > 1:
			sum += 1.3 // an emoji; an ideograph takes 1
		case first > unicode.MaxASCII:
			sum += 0.9
		case strings.ContainsRune("ijlI.,:;'|!()[]-/ ", first):
			sum += 0.4
		case strings.ContainsRune("frt", first):
			sum += 0.43
		case strings.ContainsRune("mwMW@%", first):
			sum++
		case unicode.IsUpper(first), strings.ContainsRune("+<=>~_&#", first):
			sum += 0.84
		default:
			sum += 0.64
		}
		s = rest
	}
	return sum
}

// cut is as much of a line as has room in so many ems, with an ellipsis where it
// does not all fit. A character joined from several is never parted.
func cut(s string, room float64) string {
	if ems(s) <= room {
		return s
	}
	room -= ems("…")
	kept := 0
	for rest := s; rest != ""; {
		cluster, after, _, _ := ansi.FirstGraphemeCluster(rest, -1)
		if room -= ems(cluster); room < 0 {
			break
		}
		kept, rest = kept+len(cluster), after
	}
	return strings.TrimRight(s[:kept], " ") + "…"
}

// tenth rounds to what a picture is written down to.
func tenth(x float64) float64 { return math.Round(x*10) / 10 }
