package chart

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/journal/text"
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
	crowded    = 60 // more marks than so many of one element are drawn small
)

// SVG is the timeline as a drawing: a panel of steps for each element, over the
// same dates. A look at which it was not given leaves a gap, shaded and said.
func (t *Timeline) SVG() string {
	var looks []time.Time
	for _, s := range t.rows {
		for _, m := range s.marks {
			looks = append(looks, m.at)
		}
	}
	summary := "The three elements over time, each from 1 to 5. " + text.Sentence(neverSeen)
	var a axis
	var ticks []tick
	if len(looks) > 0 {
		first, last := slices.MinFunc(looks, time.Time.Compare), slices.MaxFunc(looks, time.Time.Compare)
		summary = fmt.Sprintf("The three elements over time, each from 1 to 5: %s to %s.", day(first), day(last))
		if day(first) == day(last) {
			summary = fmt.Sprintf("The three elements, each from 1 to 5: %s.", day(first))
		}
		a = newAxis(first, last, plotLeft+plotInset, plotRight-plotInset)
		ticks = a.ticks(mostTicks)
	}
	height := panelStart + 3*panelStep + 8.5
	plainID := strings.Map(func(r rune) rune { // that may stand in XML as it is
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(string(t.community.ID)))

	d := &drawing{}
	d.open("kith-timeline-"+plainID, height, text.Isolate(text.Line(t.community.Name))+": the three elements over time", t.description())
	d.name(t.community.Name, "", box{margin, 20, pictureWidth - 2*margin, 38}, 22, bold)
	d.text(point{margin, 74}, 14, dim, summary)
	for i, s := range t.rows {
		d.panel(s, panel{axis: a, top: panelStart + float64(i)*panelStep}, ticks)
	}
	for _, k := range ticks {
		d.text(point{a.x(k.at), height - 24}, 12, dim, k.label, middle)
	}
	return d.close()
}

// description says what the drawing says.
func (t *Timeline) description() string {
	var sentences []string
	for _, s := range t.rows {
		if len(s.marks) == 0 {
			sentences = append(sentences, s.name+": "+neverSeen+".")
			continue
		}
		var parts []string
		for _, m := range s.changes() {
			parts = append(parts, m.said+" from "+day(m.at))
		}
		sentences = append(sentences, s.name+": "+strings.Join(parts, ", ")+
			", last looked at "+day(s.marks[len(s.marks)-1].at)+".")
	}
	return strings.Join(sentences, " ")
}

// panel places what is drawn of one element.
type panel struct {
	axis
	top float64
}

func (p panel) y(level int) float64 {
	return tenth(p.top + panelHead + 10 + float64(5-level)*levelStep)
}

// panel is one element: its name and last value above, levels at the left, and
// the steps.
func (d *drawing) panel(s series, p panel, ticks []tick) {
	d.text(point{plotLeft, p.top + 14}, 15, ink, s.name, bold)
	for level := 1; level <= 5; level++ {
		d.line(`<path d="M%g %gH%g" stroke-width="1" %s/>`, plotLeft, p.y(level), plotRight, rule)
		d.text(point{plotLeft - 12, p.y(level) + 4.5}, 12, dim, fmt.Sprint(level), end)
	}
	for _, k := range ticks {
		d.line(`<path d="M%g %gV%g" stroke-width="1" stroke-dasharray="2 4" %s/>`, p.x(k.at), p.y(5), p.y(1)+8, rule)
	}
	if len(s.marks) == 0 {
		d.text(point{(plotLeft + plotRight) / 2, p.y(2) - levelStep/2 + 4.5}, 13, dim, neverSeen, middle)
		return
	}
	last := s.marks[len(s.marks)-1]
	d.text(point{plotRight, p.top + 14}, 13, dim, "last: "+last.said+", "+day(last.at), end)
	d.gaps(s, p)
	d.steps(s, p)
}

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
	d.line(`<g %s>`, s.paint)
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

// axis lays moments out from left to right.
type axis struct {
	from, to    time.Time
	left, right float64
}

// newAxis keeps a single look, or a few of one day, from filling the axis.
func newAxis(from, to time.Time, left, right float64) axis {
	const least = 6 * 24 * time.Hour
	if missing := least - to.Sub(from); missing > 0 {
		from, to = from.Add(-missing/2), to.Add(missing/2)
	}
	return axis{from, to, left, right}
}

// x is where a moment stands. It counts in seconds, for a Duration ends after
// 292 years.
func (a axis) x(at time.Time) float64 {
	part := float64(at.Unix()-a.from.Unix()) / float64(a.to.Unix()-a.from.Unix())
	return tenth(a.left + part*(a.right-a.left))
}

// tick is a date under the axis.
type tick struct {
	at    time.Time
	label string
}

// ticks are at most so many round dates on the axis, as close as that allows.
func (a axis) ticks(most int) []tick {
	type step struct{ years, months, days int }
	steps := []step{{days: 1}, {days: 2}, {days: 7}, {days: 14}, {months: 1}, {months: 2}, {months: 3}, {months: 6}}
	for tens := 1; tens <= 10_000; tens *= 10 {
		steps = append(steps, step{years: tens}, step{years: 2 * tens}, step{years: 5 * tens})
	}
	for _, s := range steps {
		// From the last round date before the axis begins.
		year, month, date := a.from.Date()
		layout := "2 Jan 2006"
		switch {
		case s.years > 0:
			year, month, date, layout = year-year%s.years, time.January, 1, "2006"
		case s.months > 0:
			month, date, layout = month-(month-1)%time.Month(s.months), 1, "Jan 2006"
		}
		var found []tick
		at := time.Date(year, month, date, 0, 0, 0, 0, a.from.Location())
		for ; !at.After(a.to) && len(found) <= most; at = at.AddDate(s.years, s.months, s.days) {
			if !at.Before(a.from) {
				found = append(found, tick{at, at.Format(layout)})
			}
		}
		if len(found) <= most {
			return found
		}
	}
	return nil
}
