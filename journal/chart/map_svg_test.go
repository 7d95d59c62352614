package chart

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kith/journal"
	"kith/journal/text"
)

// manyMaps are of many sizes: nasty names anywhere, and every region filled.
func manyMaps() map[string]*Map {
	all := map[string]*Map{"garden": NewMap(garden(), now)}
	for _, n := range []int{0, 1, 2, 3, 10, 30, 31, 60, 300, 1500} {
		all[fmt.Sprintf("%d anywhere", n)] = NewMap(entries(n), now)
	}
	for _, n := range []int{1, 2, 3, 5, 8, 13, 21, 34, 55, 160} {
		all[fmt.Sprintf("%d in each region", n)] = NewMap(crowd(n), now)
	}
	return all
}

func TestNothingOnAMapOverlapsOrIsCut(t *testing.T) {
	t.Parallel()
	for name, m := range manyMaps() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			look(t, m.SVG()).check(t)
		})
	}
}

// placedDots are the dots among the circles, by number; those of the key are
// smaller.
func placedDots(s *scene) map[int]drawnDot {
	placed := map[int]drawnDot{}
	for _, d := range s.dots {
		if d.r == dotRadius {
			placed[d.number] = d
		}
	}
	return placed
}

func TestDotsStandInTheirRegionsAndApart(t *testing.T) {
	t.Parallel()
	for name, m := range manyMaps() {
		dots := placedDots(look(t, m.SVG()))
		for _, r := range m.Regions {
			for _, member := range r.Members {
				d, drawn := dots[member.Number]
				if !drawn {
					continue
				}
				if tentative := d.class == "hollow"; tentative != member.Tentative() {
					t.Errorf("%s: dot %d is hollow: %v", name, d.number, tentative)
				}
				within(t, name, d, r.Region)
			}
		}
		numbers := slices.Sorted(maps.Keys(dots))
		for i, a := range numbers {
			for _, b := range numbers[i+1:] {
				if dots[a].to(dots[b].point) < dots[a].r+dots[b].r+2 {
					t.Errorf("%s: dots %d and %d touch", name, a, b)
				}
			}
		}
	}
}

func within(t *testing.T, name string, d drawnDot, r journal.Region) {
	t.Helper()
	for _, e := range elements() {
		apart, in := e.circle.to(d.point), r.Has(e.name)
		if in && apart+d.r > e.circle.r || !in && apart-d.r < e.circle.r {
			t.Errorf("%s: dot %d of %+v stands wrong, at %v", name, d.number, r, d.point)
		}
	}
}

func TestTheCountsInThePictureAddUp(t *testing.T) {
	t.Parallel()
	for name, m := range manyMaps() {
		s := look(t, m.SVG())
		dots, more := len(placedDots(s)), 0
		for _, text := range s.texts {
			if rest, found := strings.CutPrefix(text.text, "+"); found {
				n, err := strconv.Atoi(rest)
				if err != nil || n < 2 {
					t.Errorf("%s: %q", name, text.text)
				}
				more += n
			}
		}
		if dots+more != m.placed() {
			t.Errorf("%s: %d dots and %d more, of %d", name, dots, more, m.placed())
		}
		for _, r := range m.Regions {
			_, lines := label(r.Region, len(r.Members))
			for _, line := range lines {
				if !slices.ContainsFunc(s.texts, func(d drawnText) bool { return d.text == line }) {
					t.Errorf("%s: no label %q", name, line)
				}
			}
		}
		if windows := len(s.windows); windows != m.placed()+len(m.Unplaced) {
			t.Errorf("%s: %d names in the key, of %d", name, windows, m.placed()+len(m.Unplaced))
		}
		if inKey := len(s.dots) - dots; inKey != m.placed() {
			t.Errorf("%s: %d numbers in the key, of %d", name, inKey, m.placed())
		}
	}
}

func TestTheDescriptionNamesEverybody(t *testing.T) {
	t.Parallel()
	m := NewMap(entries(60), now)
	desc := look(t, m.SVG()).desc
	for _, e := range entries(60) {
		name := text.Isolate(text.Line(e.Community.Name))
		if name = strings.ReplaceAll(name, "\uFFFE", "\uFFFD"); !strings.Contains(desc, name) {
			t.Errorf("the description lacks %q", name)
		}
	}
	if !strings.Contains(desc, "not placed yet") || !strings.Contains(desc, "tentative") {
		t.Error(desc)
	}
}

func TestAMapIsOnlyAPicture(t *testing.T) {
	t.Parallel()
	svg := NewMap(entries(60), now).SVG()
	for _, want := range []string{`role="img"`, `aria-labelledby="kith-map-title kith-map-desc"`, `id="kith-map-title"`, `id="kith-map-desc"`, "viewBox="} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in the drawing", want)
		}
	}
	for _, bad := range []string{"<script", "@import", "@font-face", "javascript:", "\x1b", "\u202E", "\x00"} {
		if strings.Contains(svg, bad) {
			t.Errorf("%q in the drawing", bad)
		}
	}
	if strings.Count(svg, "http") != 1 {
		t.Error("the drawing has an address in it other than that of SVG itself")
	}
	if strings.Count(svg, "\u2068") != strings.Count(svg, "\u2069") {
		t.Error("an isolated name is left open")
	}
}
