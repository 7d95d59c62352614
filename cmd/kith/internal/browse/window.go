package browse

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/store"
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
// its number was this, and from which end of the window they go on.
type page struct {
	number int
	end    end
	rows   []journal.Reflection
	err    error
}

// end is one of a window's.
type end int

const (
	whole end = iota // the rows take the place of all there were
	above
	below
)

// add takes in a page.
func (w *window) add(p page) {
	switch more := len(p.rows) == pageRows; p.end {
	case whole:
		*w = window{rows: p.rows, first: true, end: !more}
	case below:
		w.rows, w.end = append(w.rows, p.rows...), !more
		if over := len(w.rows) - mostRows; over > 0 && w.at >= over {
			w.rows, w.first = slices.Clone(w.rows[over:]), false
			w.at, w.top = w.at-over, max(0, w.top-over)
		}
	case above:
		slices.Reverse(p.rows)
		w.rows, w.first = append(p.rows, w.rows...), !more
		w.at, w.top = w.at+len(p.rows), w.top+len(p.rows)
		if len(w.rows) > mostRows && w.at < mostRows {
			w.rows, w.end = slices.Clone(w.rows[:mostRows]), false
		}
	}
}

// fetch reads the rows that come behind one, in the order of the list or against it.
func fetch(ctx context.Context, s *store.Store, f journal.Filter, behind *journal.Reflection, against bool) ([]journal.Reflection, error) {
	f.Behind, f.Reverse, f.Limit = behind, against, pageRows
	return s.Reflections(ctx, f)
}

// ask reads a page for one end of the window. Where words are looked for that can take
// a while, so it is done beside the screen; else it is done at once.
func (m *model) ask(at end) tea.Cmd {
	if m.asking && at != whole {
		return nil
	}
	m.forget()
	ctx, cancel := context.WithCancel(m.ctx)
	m.cancel, m.asking = cancel, true
	var behind *journal.Reflection
	if n := len(m.rows); n > 0 && at != whole {
		r := m.rows[0]
		if at == below {
			r = m.rows[n-1]
		}
		behind = &r
	}
	number, from, filter := m.number, m.options.Store, m.filter
	read := func() tea.Msg {
		rows, err := fetch(ctx, from, filter, behind, at == above)
		return page{number, at, rows, err}
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

// load shows the list around a reflection, which may be gone; or the end of it that is
// shown first, for nil. It is read at once.
func (m *model) load(around *journal.Reflection) {
	m.forget()
	from := m.options.Store
	if around == nil {
		rows, err := fetch(m.ctx, from, m.filter, nil, false)
		m.trouble = err
		m.window.add(page{end: whole, rows: rows})
		return
	}
	// Just before it in the list: there is no ~ in an id, and all there is comes before.
	place := &journal.Reflection{ID: around.ID + "~", Created: around.Created}
	rows, err := fetch(m.ctx, from, m.filter, place, false)
	before, err2 := fetch(m.ctx, from, m.filter, place, true)
	if m.trouble = err; err == nil {
		m.trouble = err2
	}
	m.window.add(page{end: whole, rows: rows})
	m.window.add(page{end: above, rows: before})
	m.at = max(0, min(m.at, len(m.rows)-1))
}

// last shows the end of the list.
func (m *model) last() {
	m.forget()
	rows, err := fetch(m.ctx, m.options.Store, m.filter, nil, true)
	m.trouble = err
	more := len(rows) == pageRows
	slices.Reverse(rows)
	m.window = window{rows: rows, first: !more, end: true, at: max(0, len(rows)-1)}
}

// move moves the cursor, and has read what comes near.
func (m *model) move(by int) tea.Cmd {
	before := m.under()
	m.at = max(0, min(m.at+by, len(m.rows)-1))
	if r := m.under(); r != nil && before != nil && r.ID != before.ID {
		m.reading.line = 0
	}
	switch near := pageRows / 2; {
	case !m.end && m.at >= len(m.rows)-near:
		return m.ask(below)
	case !m.first && m.at < near:
		return m.ask(above)
	}
	return nil
}
