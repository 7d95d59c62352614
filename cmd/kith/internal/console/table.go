package console

import (
	"bufio"
	"slices"
	"strings"

	"kith/journal/text"
)

const (
	columnGap   = 2
	narrowest   = 8        // what a column that must give way keeps
	noBreak     = "\u00a0" // keeps words on one line, and is written as a space
	rowsForLook = 1000     // rows that settle how wide the columns are
	widestWord  = 13       // that a column keeps room for, where cells are wrapped
	besideWords = 11       // the same for one beside the column that Words names: a date
	mostWords   = 64       // that this one keeps for itself: a title of kith's own
	mostLines   = 6        // that a wrapped cell takes
)

// Table writes rows to Out. On a terminal the columns are aligned under dim
// headers, one with nothing in it is left out, what does not fit the width is cut
// with an ellipsis, and text that runs from right to left is isolated so that it
// cannot pull its neighbours along. Anywhere else a row is a line of cells with a
// tab between, for other programs to read: whole, and without headers. A cell is
// one line, with what would act on a terminal made visible.
//
// Rows beyond the first thousand are written as they come, under the widths of
// the first thousand, so that memory does not grow with the journal.
type Table struct {
	out     *bufio.Writer
	style   Style
	aligned bool
	wraps   bool
	words   int // the column that Words names; none where it is negative
	width   int
	headers []string
	held    [][]string
	columns []int // widths, once they are settled
}

// Table begins a table with the given headers; an empty list gives none.
func (c *Console) Table(headers ...string) *Table {
	return &Table{
		out: bufio.NewWriter(c.Out), style: c.Style(),
		aligned: c.OutTTY(), width: c.Width(), headers: headers, words: -1,
	}
}

// Wrap has cells that do not fit go on below, between words, rather than be cut:
// for tables of few columns that all have to be read. More than six lines are
// cut after all. What goes on in the first column is indented, for a line that
// is not begins a row.
func (t *Table) Wrap() *Table {
	t.wraps = true
	return t
}

// Words names the column that people read the table for. The others give way to it
// as far as their words allow. What does not fit even so goes on below, and the
// others are cut to as many lines.
func (t *Table) Words(header string) *Table {
	t.words = slices.Index(t.headers, header)
	return t
}

// Row adds a row.
func (t *Table) Row(cells ...string) error {
	row := make([]string, len(cells))
	for i, cell := range cells {
		row[i] = text.Line(cell)
	}
	switch {
	case !t.aligned:
		_, err := t.out.WriteString(strings.Join(row, "\t") + "\n")
		return err
	case t.columns != nil:
		return t.draw(row, Style{}.Dim)
	}
	t.held = append(t.held, row)
	if len(t.held) == rowsForLook {
		return t.settle()
	}
	return nil
}

// dropEmpty leaves out the columns in which no row has anything.
func (t *Table) dropEmpty() {
	for i := len(t.headers) - 1; i >= 0; i-- {
		if slices.ContainsFunc(t.held, func(row []string) bool { return row[i] != "" }) {
			continue
		}
		t.headers = slices.Delete(slices.Clone(t.headers), i, i+1)
		for n, row := range t.held {
			t.held[n] = slices.Delete(row, i, i+1)
		}
		if i < t.words {
			t.words--
		}
	}
}

// Flush writes what is still held back. A table without rows writes nothing.
func (t *Table) Flush() error {
	if len(t.held) > 0 {
		t.dropEmpty()
		if err := t.settle(); err != nil {
			return err
		}
	}
	return t.out.Flush()
}

// settle fixes the widths and writes the headers and the rows held so far.
func (t *Table) settle() error {
	heads := slices.Clone(t.headers)
	if t.wraps { // a header may go on below as well
		for i, h := range heads {
			heads[i] = longestWord(h)
		}
	}
	longest := widestWord
	if t.words >= 0 {
		longest = besideWords
	}
	var columns, floors, least []int // as wide as it takes, as narrow as words allow, and at the worst
	for _, row := range append([][]string{heads}, t.held...) {
		for i, cell := range row {
			if i == len(columns) {
				columns, floors, least = append(columns, 0), append(floors, 0), append(least, narrowest)
			}
			columns[i] = max(columns[i], text.Width(cell))
			floors[i] = max(floors[i], min(text.Width(longestWord(cell)), longest))
			if strings.Contains(cell, noBreak) {
				least[i] = max(least[i], min(text.Width(cell), longest))
			}
		}
	}
	t.columns = columns
	over := columnGap*(len(columns)-1) - t.width
	for _, w := range columns {
		over += w
	}
	last := len(columns) - 1
	switch {
	case t.words >= 0:
		floors[t.words] = min(columns[t.words], mostWords)
		over = narrow(columns, floors, over)
		last = t.words
	case t.wraps:
		over = narrow(columns, floors, over)
	}
	switch {
	case over <= 0 && last == len(columns)-1:
		columns[last] -= over // room for longer cells that are still to come
	case over > 0:
		// The last column, or that of the words, gives way first, as far as a third of the width.
		give := min(over, max(columns[last]-max(t.width/3, narrowest), 0))
		columns[last] -= give
		narrow(columns, least, over-give)
	}

	if len(t.headers) > 0 {
		if err := t.draw(t.headers, t.style.Dim); err != nil {
			return err
		}
	}
	for _, row := range t.held {
		if err := t.draw(row, Style{}.Dim); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

// narrow takes so many cells from whichever column is widest, none of which goes
// below its floor, and gives how many are left to take.
func narrow(columns, floors []int, over int) int {
	for ; over > 0; over-- {
		widest := -1
		for i, w := range columns {
			if w > floors[i] && (widest < 0 || w >= columns[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		columns[widest]--
	}
	return over
}

func longestWord(cell string) string {
	longest := ""
	for word := range strings.SplitSeq(cell, " ") { // as Wrap breaks it: not at other spaces
		if text.Width(word) > text.Width(longest) {
			longest = word
		}
	}
	return longest
}

// draw writes one aligned row, on as many lines as its cells take.
func (t *Table) draw(row []string, style func(string) string) error {
	row = row[:min(len(row), len(t.columns))]
	most := 1
	switch {
	case t.wraps:
		most = mostLines
	case t.words >= 0 && t.words < len(row):
		most = len(cellLines(row[t.words], t.columns[t.words], mostLines, false))
	}
	var lines [][]string
	for i, cell := range row {
		parts := cellLines(cell, t.columns[i], most, i == 0)
		for n, part := range parts {
			if n == len(lines) {
				lines = append(lines, make([]string, len(row)))
			}
			lines[n][i] = text.Cut(part, t.columns[i])
		}
	}
	for _, line := range lines {
		gap := 0
		for i, cell := range line {
			if cell != "" {
				t.out.WriteString(strings.Repeat(" ", gap) + style(text.Isolate(strings.ReplaceAll(cell, noBreak, " "))))
				gap = 0
			}
			gap += t.columns[i] - text.Width(cell) + columnGap
		}
		if err := t.out.WriteByte('\n'); err != nil { // or of the writing before: a Writer keeps its first
			return err
		}
	}
	return nil
}

// cellLines breaks a cell into at most so many lines; hang indents those after
// the first.
func cellLines(cell string, width, most int, hang bool) []string {
	if text.Width(cell) <= width || most == 1 {
		return []string{cell}
	}
	indent := ""
	if hang && width > narrowest {
		indent = "  "
	}
	lines := text.Wrap(cell, width-len(indent))
	if len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1], text.Cut(rest, width-len(indent)))
	}
	for i := range lines[1:] {
		lines[i+1] = indent + lines[i+1]
	}
	return lines
}
