package chart

import (
	"fmt"
	"strings"

	"kith/journal"
)

// The measures of the drawing of a timeline.
const (
	plotLeft   = 70.0
	plotRight  = pictureWidth - margin
	plotInset  = 18.0 // what the lines keep clear of the plot's ends
	panelStart = 100.5
	panelHead  = 24.0 // the element's name
	levelStep  = 22.0
	panelStep  = panelHead + 4*levelStep + 50
	mostTicks  = 7
)

// SVG is the timeline as a drawing: a panel of steps for each element, over the
// same dates. A look at which it was not given leaves a gap, shaded and said.
func (t *Timeline) SVG() string {
	first, last, looked := t.span()
	height := panelStart + 3*panelStep + 8.5
	name := shown(t.community.Name)
	d := &drawing{}
	d.open("kith-timeline-"+plainID(t.community.ID), height, isolate(name)+": the three elements over time", t.description())
	d.name(name, "", box{margin, 20, pictureWidth - 2*margin, 38}, 22, bold)
	summary := "The three elements over time, each from 1 to 5. " + strings.ToUpper(neverSeen[:1]) + neverSeen[1:] + "."
	if looked {
		summary = fmt.Sprintf("The three elements over time, each from 1 to 5: %s to %s.", day(first), day(last))
		if day(first) == day(last) {
			summary = fmt.Sprintf("The three elements, each from 1 to 5: %s.", day(first))
		}
	}
	d.text(point{margin, 74}, 14, dim, summary)
	a := newAxis(first, last, plotLeft+plotInset, plotRight-plotInset)
	var ticks []tick
	if looked {
		ticks = a.ticks(mostTicks)
	}
	for i, s := range t.rows {
		d.panel(s, a, ticks, panelStart+float64(i)*panelStep)
	}
	for _, k := range ticks {
		d.text(point{a.x(k.at), height - 24}, 12, dim, k.label, middle)
	}
	return d.close()
}

// plainID is an id that may stand in XML as it is.
func plainID(id journal.ID) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(string(id)))
}

// panel is one element: its name and last value above, levels at the left, and
// the steps.
func (d *drawing) panel(s series, a axis, ticks []tick, top float64) {
	d.text(point{plotLeft, top + 14}, 15, ink, s.name, bold)
	p := panel{axis: a, top: top + panelHead + 10}
	for level := 1; level <= 5; level++ {
		y := p.y(level)
		d.line(`<path d="M%g %gH%g" stroke-width="1" %s/>`, plotLeft, y, plotRight, rule)
		d.text(point{plotLeft - 12, y + 4.5}, 12, dim, fmt.Sprint(level), end)
	}
	for _, k := range ticks {
		d.line(`<path d="M%g %gV%g" stroke-width="1" stroke-dasharray="2 4" %s/>`, a.x(k.at), p.y(5), p.y(1)+8, rule)
	}
	if len(s.marks) == 0 {
		d.text(point{(plotLeft + plotRight) / 2, p.y(2) - levelStep/2 + 4.5}, 13, dim, neverSeen, middle)
		return
	}
	last := s.marks[len(s.marks)-1]
	d.text(point{plotRight, top + 14}, 13, dim, "last: "+last.said+", "+day(last.at), end)
	d.gaps(s, p)
	d.steps(s, p)
}

// panel places what is in one.
type panel struct {
	axis
	top float64
}

func (p panel) y(level int) float64 { return tenth(p.top + float64(5-level)*levelStep) }

// gaps shades the times for which no value was given, and says why where the
// words fit.
func (d *drawing) gaps(s series, p panel) {
	const atTheEnd = 14 // is how wide a gap is shown that nothing follows
	marks := s.changes()
	for i, m := range marks {
		if m.level > 0 {
			continue
		}
		from := p.x(m.at)
		to := max(from, p.x(s.marks[len(s.marks)-1].at)) + atTheEnd
		if i+1 < len(marks) {
			to = p.x(marks[i+1].at)
		}
		d.line(`<rect x="%g" y="%g" width="%g" height="%g" %s/>`, from, p.y(5)-6, tenth(to-from), 4*levelStep+12, shade)
		at := point{(from + to) / 2, p.y(2) - levelStep/2 + 4.5}
		switch room := (to - from) / 12; {
		case room > ems(m.said)+0.5:
			d.text(at, 12, dim, m.said, middle)
		case room > ems("?")+0.3:
			d.text(at, 12, dim, "?", middle)
		}
	}
}

// crowded is how many marks of one element are drawn small.
const crowded = 60

// steps draws the values: a line that holds each until the next look, and a
// dot at each look.
func (d *drawing) steps(s series, p panel) {
	var path strings.Builder
	drawn := false // a line has been begun
	for _, m := range s.marks {
		x := p.x(m.at)
		switch {
		case m.level == 0 && drawn:
			fmt.Fprintf(&path, "H%g", x)
		case m.level > 0 && drawn:
			fmt.Fprintf(&path, "H%gV%g", x, p.y(m.level))
		case m.level > 0:
			fmt.Fprintf(&path, "M%g %g", x, p.y(m.level))
		}
		drawn = m.level > 0
	}
	radius := 4.5
	if len(s.marks) > crowded {
		radius = 2
	}
	d.line(`<g %s>`, paintOf(s.name))
	if path.Len() > 0 {
		d.line(`<path d="%s" fill="none" stroke-width="2.5" stroke-linejoin="round"/>`, path.String())
	}
	for _, m := range s.marks {
		if m.level > 0 {
			d.line(`<circle cx="%g" cy="%g" r="%g"><title>%s, %s</title></circle>`, p.x(m.at), p.y(m.level), radius, m.said, day(m.at))
		}
	}
	d.line(`</g>`)
}

func paintOf(element string) string {
	switch element {
	case journal.MeasureDomain:
		return ofDomain
	case journal.MeasureCommunity:
		return ofGroup
	}
	return ofPractice
}
