package browse

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
)

// pageRows is how many rows of the list are read at once: more than any screen has.
// mostRows is how many are held; those furthest from the cursor are dropped.
const (
	pageRows = 100
	mostRows = 4 * pageRows
)

// window is the part of the list that is held. The list goes on above it and below it
// but where it is known not to.
type window struct {
	rows       []journal.Reflection
	first, end bool // it begins with the first of the list, or ends with the last
	at         int  // the row under the cursor
	top        int  // the first row shown
}

// under is the reflection under the cursor, nil where there is none.
func (w *window) under() *journal.Reflection {
	if w.at < 0 || w.at >= len(w.rows) {
		return nil
	}
	return &w.rows[w.at]
}

// page is some rows of the list that were read: of the list as it was asked for when
// its number was this, and which part of it.
type page struct {
	number int
	part   part
	rows   []journal.Reflection // in the order of the list
	before []journal.Reflection // those before a place, in the opposite order
	err    error
}

// part is what was read of a list.
type part int

const (
	start  part = iota // its first rows, which take the place of all there were
	finish             // its last ones, which do the same
	around             // those around a place, which do the same
	above              // those that come before the window
	below              // those that come behind it
)

// add takes in a page.
func (w *window) add(p page) {
	slices.Reverse(p.before)
	first, end := len(p.before) < pageRows, len(p.rows) < pageRows
	switch p.part {
	case start:
		*w = window{rows: p.rows, first: true, end: end}
	case finish:
		*w = window{rows: p.before, first: first, end: true, at: max(0, len(p.before)-1)}
	case around:
		at := min(len(p.before), max(0, len(p.before)+len(p.rows)-1))
		*w = window{rows: append(p.before, p.rows...), first: first, end: end, at: at, top: at - (w.at - w.top)}
	case below:
		w.rows, w.end = append(w.rows, p.rows...), end
		if over := len(w.rows) - mostRows; over > 0 && w.at >= over {
			w.rows, w.first = slices.Clone(w.rows[over:]), false
			w.at, w.top = w.at-over, w.top-over
		}
	case above:
		w.rows, w.first = append(p.before, w.rows...), first
		w.at, w.top = w.at+len(p.before), w.top+len(p.before)
		if len(w.rows) > mostRows && w.at < mostRows {
			w.rows, w.end = slices.Clone(w.rows[:mostRows]), false
		}
	}
}

// ask reads a part of the list; place is where, for those around one. Where words are
// looked for that can take a while, so it is done beside the screen; else at once.
func (m *model) ask(what part, place *journal.Reflection) tea.Cmd {
	switch what {
	case above, below:
		if m.asking {
			return nil
		}
		r := m.rows[0]
		if what == below {
			r = m.rows[len(m.rows)-1]
		}
		place = &r
	case around:
		if place == nil {
			what = start
			break
		}
		// Just before it in the list, for it may be gone: there is no ~ in an id, and it
		// comes behind all there is.
		place = &journal.Reflection{ID: place.ID + "~", Created: place.Created}
	}
	m.forget()
	ctx, cancel := context.WithCancel(m.ctx)
	m.cancel, m.asking = cancel, true
	number, from, filter := m.number, m.options.Store, m.filter
	filter.Behind, filter.Limit = place, pageRows
	read := func() tea.Msg {
		p := page{number: number, part: what}
		p.err = journal.Guarded(func() (err error) {
			if what == start || what == around || what == below {
				p.rows, err = from.Reflections(ctx, filter)
			}
			if filter.Reverse = true; err == nil && (what == finish || what == around || what == above) {
				p.before, err = from.Reflections(ctx, filter)
			}
			return err
		})
		return p
	}
	if filter.Containing != "" {
		return read
	}
	m.take(read().(page))
	return nil
}

// forget passes over what is still being read.
func (m *model) forget() {
	m.cancel()
	m.number++
	m.asking = false
}

// take takes in a page, where it is still what is asked for.
func (m *model) take(p page) {
	if p.number != m.number {
		return
	}
	m.asking = false
	if p.err != nil {
		m.trouble = p.err
		return
	}
	m.window.add(p)
}

// move moves the cursor, and has read what comes near.
func (m *model) move(by int) tea.Cmd {
	m.at = max(0, min(m.at+by, len(m.rows)-1))
	near := max(pageRows/2, m.height)
	switch {
	case len(m.rows) == 0:
	case !m.end && m.at >= len(m.rows)-near:
		return m.ask(below, nil)
	case !m.first && m.at < near:
		return m.ask(above, nil)
	}
	return nil
}
