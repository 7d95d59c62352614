package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// scene is what an SVG draws, read back from the file.
type scene struct {
	width, height float64
	title, desc   string
	dots          []drawnDot
	circles       []drawnCircle
	texts         []drawnText
	windows       []box
	links         []string // attributes and elements that could reach outside
}

type drawnCircle struct {
	circle
	class string
}

// drawnDot is a circle with a number in it.
type drawnDot struct {
	drawnCircle
	number int
}

type drawnText struct {
	box
	text string
	dot  *drawnDot // it stands in
}

// look reads an SVG back. It fails on anything that is no XML.
func look(t *testing.T, svg string) *scene {
	t.Helper()
	s := &scene{}
	r := &reader{scene: s}
	decoder := xml.NewDecoder(strings.NewReader(svg))
	decoder.Strict = true
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return s
		}
		if err != nil {
			t.Fatalf("the drawing is no XML: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			r.start(token)
		case xml.CharData:
			r.said += string(token)
		case xml.EndElement:
			r.end(token.Name.Local)
		}
	}
}

type reader struct {
	*scene
	stack  []xml.StartElement
	offset []point
	said   string
	group  *drawnCircle // the circle of the group that is open
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number(e xml.StartElement, name string) float64 {
	f, err := strconv.ParseFloat(attribute(e, name), 64)
	if err != nil {
		return 0
	}
	return f
}

func (r *reader) at(e xml.StartElement, x, y string) point {
	p := point{number(e, x), number(e, y)}
	for _, o := range r.offset {
		p.x, p.y = p.x+o.x, p.y+o.y
	}
	return p
}

func (r *reader) start(e xml.StartElement) {
	for _, a := range e.Attr {
		if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || strings.Contains(a.Value, "url(") || a.Name.Local == "href" || a.Name.Local == "src" {
			r.links = append(r.links, a.Name.Local+"="+a.Value)
		}
	}
	switch e.Name.Local {
	case "svg":
		if len(r.stack) == 0 {
			r.width, r.height = number(e, "width"), number(e, "height")
			break
		}
		at := r.at(e, "x", "y")
		r.windows = append(r.windows, box{at.x, at.y, number(e, "width"), number(e, "height")})
		r.offset = append(r.offset, point{number(e, "x"), number(e, "y")})
	case "g":
		r.group = nil
	case "circle":
		c := drawnCircle{circle{r.at(e, "cx", "cy"), number(e, "r")}, attribute(e, "class")}
		r.circles = append(r.circles, c)
		if len(r.stack) > 0 && r.stack[len(r.stack)-1].Name.Local == "g" {
			r.group = &c
		}
	case "script", "a", "image", "use", "foreignObject", "link", "font-face":
		r.links = append(r.links, e.Name.Local)
	}
	r.stack = append(r.stack, e)
	r.said = ""
}

func (r *reader) end(name string) {
	e := r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	switch name {
	case "svg":
		if len(r.offset) > 0 {
			r.offset = r.offset[:len(r.offset)-1]
		}
	case "title":
		if len(r.stack) == 1 {
			r.title = r.said
		}
		r.said = ""
	case "desc":
		r.desc = r.said
	case "text":
		r.text(e)
	}
}

// text keeps where a line of text stands; one in a window takes what its window
// leaves of it.
func (r *reader) text(e xml.StartElement) {
	at, size := r.at(e, "x", "y"), number(e, "font-size")
	wide := size * ems(r.said)
	if attribute(e, "font-weight") == "bold" {
		wide *= boldWider
	}
	switch attribute(e, "text-anchor") {
	case "middle":
		at.x -= wide / 2
	case "end":
		at.x -= wide
	}
	d := drawnText{box: box{at.x, at.y - 0.8*size, wide, size}, text: r.said}
	if n, err := strconv.Atoi(r.said); err == nil && r.group != nil && r.group.to(point{at.x + wide/2, at.y}) < r.group.r {
		r.dots = append(r.dots, drawnDot{*r.group, n})
		d.dot = &r.dots[len(r.dots)-1]
	}
	if len(r.offset) > 0 {
		w := r.windows[len(r.windows)-1]
		d.y, d.h = max(d.y, w.y), min(d.h, w.h)
	}
	r.texts = append(r.texts, d)
}

// check holds what every drawing must: all of it inside, no text over another
// or over a dot, and nothing that reaches outside.
func (s *scene) check(t *testing.T) {
	t.Helper()
	whole := box{0, 0, s.width, s.height}
	for _, text := range s.texts {
		if !whole.holds(text.box) {
			t.Errorf("%q is cut at the edge", text.text)
		}
	}
	for _, w := range s.windows {
		if !whole.holds(w) {
			t.Errorf("a name stands outside, at %v", w)
		}
	}
	for _, c := range s.circles {
		if !whole.holds(box{c.x - c.r, c.y - c.r, 2 * c.r, 2 * c.r}) {
			t.Errorf("a circle is cut at the edge, at %v", c.point)
		}
	}
	s.checkTexts(t)
	if len(s.links) > 0 {
		t.Errorf("the drawing reaches outside: %q", s.links)
	}
	if s.title == "" || s.desc == "" {
		t.Errorf("title %q, description %q", s.title, s.desc)
	}
}

func (s *scene) checkTexts(t *testing.T) {
	t.Helper()
	sorted := slices.SortedFunc(slices.Values(s.texts), func(a, b drawnText) int { return int(10 * (a.y - b.y)) })
	for i, a := range sorted {
		for _, b := range sorted[i+1:] {
			if b.y > a.y+a.h {
				break
			}
			if a.meets(b.box) {
				t.Errorf("%q overlaps %q", a.text, b.text)
			}
		}
		for _, d := range s.dots {
			if a.dot != nil && a.dot.number == d.number || a.y > d.y+d.r || a.y+a.h < d.y-d.r {
				continue
			}
			if a.to(d.point) < d.r {
				t.Errorf("dot %d stands on %q", d.number, a.text)
			}
		}
	}
}

func (b box) holds(c box) bool {
	return c.x >= b.x && c.y >= b.y && c.x+c.w <= b.x+b.w && c.y+c.h <= b.y+b.h
}

func (b box) meets(c box) bool {
	return b.x < c.x+c.w && c.x < b.x+b.w && b.y < c.y+c.h && c.y < b.y+b.h
}
