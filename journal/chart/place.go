package chart

import (
	"cmp"
	"math"
	"slices"
)

type point struct{ x, y float64 }

func (p point) to(q point) float64 { return math.Hypot(p.x-q.x, p.y-q.y) }

// bearing is the direction of another point, from 0 at the right, clockwise.
func (p point) bearing(q point) float64 {
	return math.Mod(math.Atan2(q.y-p.y, q.x-p.x)+2*math.Pi, 2*math.Pi)
}

type circle struct {
	point
	r float64
}

type box struct{ x, y, w, h float64 }

// to is how far a point lies outside the box; less than nothing inside.
func (b box) to(p point) float64 {
	dx := max(b.x-p.x, p.x-b.x-b.w)
	dy := max(b.y-p.y, p.y-b.y-b.h)
	if dx < 0 || dy < 0 {
		return max(dx, dy)
	}
	return math.Hypot(dx, dy)
}

// The sizes of a dot, and how far apart dots stand: as far as there is room.
const (
	dotRadius   = 12.0
	dotMargin   = 3.0 // to what a dot keeps clear of
	labelMargin = 2.0 // and the same again to a label
	closest     = 28.0
	farthest    = 44.0
	latticeRow  = 0.866 // of the spacing: dots stand in triangles
)

// area is where the dots of a region may stand: inside some circles, outside
// the others and the labels.
type area struct {
	frame           box
	inside, outside []circle
	labels          []box
	home            point // dots gather around it
}

// fits reports that a dot can stand at p.
func (a area) fits(p point) bool {
	clear := -a.frame.to(p)
	for _, c := range a.inside {
		clear = min(clear, c.r-c.to(p))
	}
	for _, c := range a.outside {
		clear = min(clear, c.to(p)-c.r)
	}
	for _, l := range a.labels {
		clear = min(clear, l.to(p)-labelMargin)
	}
	return clear >= dotRadius+dotMargin
}

// spots are places for n dots, the same each time, as one reads: from the top,
// and from left to right. The dots stand as far apart as they can and still
// be together; there are fewer than n places where n do not fit.
func (a area) spots(n int) []point {
	found := a.together(n)
	if found == nil {
		found = a.tightest()
		found = found[:min(n, len(found))]
	}
	slices.SortFunc(found, func(p, q point) int {
		return cmp.Or(cmp.Compare(p.y, q.y), cmp.Compare(p.x, q.x))
	})
	return found
}

// together is n places in one cluster around home, if there is room for it.
func (a area) together(n int) []point {
	for spacing := farthest; spacing > closest; spacing -= 2 {
		found := a.lattice(a.home, spacing)
		if len(found) >= n && a.home.to(found[n-1]) <= spacing*(0.5+0.62*math.Sqrt(float64(n))) {
			return a.centred(found[:n])
		}
	}
	return nil
}

// tightest is the closest lattice that has the most places.
func (a area) tightest() []point {
	const steps = 6
	var best []point
	for i := range steps * steps {
		shift := point{a.home.x + float64(i%steps)*closest/steps, a.home.y + float64(i/steps)*closest*latticeRow/steps}
		if found := a.lattice(shift, closest); len(found) > len(best) {
			best = found
		}
	}
	return best
}

// lattice is every place of a triangular lattice through a point where a dot
// fits, those nearest to home first, and of those as near in a round that
// begins at the right.
func (a area) lattice(through point, spacing float64) []point {
	var found []point
	height := spacing * latticeRow
	for row := -int((through.y - a.frame.y) / height); ; row++ {
		y := through.y + float64(row)*height
		if y > a.frame.y+a.frame.h {
			break
		}
		x := through.x + float64(row&1)*spacing/2
		for x -= math.Floor((x-a.frame.x)/spacing) * spacing; x < a.frame.x+a.frame.w; x += spacing {
			if p := (point{tenth(x), tenth(y)}); a.fits(p) {
				found = append(found, p)
			}
		}
	}
	slices.SortFunc(found, func(p, q point) int {
		return cmp.Or(cmp.Compare(math.Round(a.home.to(p)), math.Round(a.home.to(q))), cmp.Compare(a.home.bearing(p), a.home.bearing(q)))
	})
	return found
}

// centred moves the dots together so that their middle is home, where they all
// fit there.
func (a area) centred(dots []point) []point {
	var mid point
	for _, p := range dots {
		mid.x += p.x / float64(len(dots))
		mid.y += p.y / float64(len(dots))
	}
	moved := make([]point, len(dots))
	for i, p := range dots {
		moved[i] = point{tenth(p.x + a.home.x - mid.x), tenth(p.y + a.home.y - mid.y)}
		if !a.fits(moved[i]) {
			return dots
		}
	}
	return moved
}

// tenth rounds to what a picture is written down to.
func tenth(x float64) float64 { return math.Round(x*10) / 10 }
