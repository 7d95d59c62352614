package console

import (
	"bufio"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/bidi"
)

const (
	columnGap   = 2
	narrowest   = 8    // what a column that must give way keeps
	rowsForLook = 1000 // rows that settle how wide the columns are
	widestWord  = 13   // that a column keeps room for, where cells are wrapped
	mostLines   = 4    // that a wrapped cell takes
)

// Table writes rows to Out. On a terminal the columns are aligned under dim
// headers, what does not fit the width is cut with an ellipsis, and text that
// runs from right to left is isolated so that it cannot pull its neighbours
// along. Anywhere else a row is a line of cells with a tab between, for other
// programs to read: whole, and without headers.
//
// Rows beyond the first thousand are written as they come, under the widths of
// the first thousand, so that memory does not grow with the journal.
type Table struct {
	out     *bufio.Writer
	style   Style
	aligned bool
	wraps   bool
	width   int
	headers []string
	held    [][]string
	columns []int // widths, once they are settled
}

// Table begins a table with the given headers; an empty list gives none.
func (c *Console) Table(headers ...string) *Table {
	return &Table{
		out: bufio.NewWriter(c.Out), style: c.Style(),
		aligned: c.OutTTY(), width: c.Width(), headers: headers,
	}
}

// Wrap has cells that do not fit go on below, between words, rather than be cut:
// for tables of few columns that all have to be read. More than four lines are
// cut after all. What goes on in the first column is indented, for a line that
// is not begins a row.
func (t *Table) Wrap() *Table {
	t.wraps = true
	return t
}

// Row adds a row. Line feeds and tabs in a cell become spaces.
func (t *Table) Row(cells ...string) error {
	clean := make([]string, len(cells))
	for i, cell := range cells {
		clean[i] = oneLine(cell)
	}
	switch {
	case !t.aligned:
		return t.line(strings.Join(clean, "\t"))
	case t.columns != nil:
		return t.draw(clean, plainCell)
	}
	t.held = append(t.held, clean)
	if len(t.held) == rowsForLook {
		return t.settle()
	}
	return nil
}

// Flush writes what is still held back. A table without rows writes nothing.
func (t *Table) Flush() error {
	if t.aligned && t.columns == nil && len(t.held) > 0 {
		if err := t.settle(); err != nil {
			return err
		}
	}
	return t.out.Flush()
}

// settle fixes the widths and writes the headers and the rows held so far.
func (t *Table) settle() error {
	t.columns = t.widths()
	if len(t.headers) > 0 {
		if err := t.draw(t.headers, t.style.Dim); err != nil {
			return err
		}
	}
	for _, row := range t.held {
		if err := t.draw(row, plainCell); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

func plainCell(cell string) string { return cell }

// draw writes one aligned row, each cell drawn by the given style.
func (t *Table) draw(row []string, style func(string) string) error {
	if !t.wraps {
		return t.drawLine(row, style)
	}
	for _, line := range t.broken(row) {
		if err := t.drawLine(line, style); err != nil {
			return err
		}
	}
	return nil
}

// broken is a row as the lines that its cells take in their columns.
func (t *Table) broken(row []string) [][]string {
	lines := [][]string{make([]string, len(row))}
	for i, cell := range row {
		for n, part := range cellLines(cell, t.columns[i], i == 0) {
			if n == len(lines) {
				lines = append(lines, make([]string, len(row)))
			}
			lines[n][i] = part
		}
	}
	return lines
}

// cellLines breaks a cell into at most so many lines; hang indents those after
// the first.
func cellLines(cell string, width int, hang bool) []string {
	if ansi.StringWidth(cell) <= width {
		return []string{cell}
	}
	indent := ""
	if hang && width > narrowest {
		indent = "  "
	}
	lines := strings.Split(Wrap(cell, width-len(indent), 0), "\n")
	if len(lines) > mostLines {
		rest := strings.Join(lines[mostLines-1:], " ")
		lines = append(lines[:mostLines-1], ansi.Truncate(rest, width-len(indent), "…"))
	}
	for i := range lines[1:] {
		lines[i+1] = indent + lines[i+1]
	}
	return lines
}

func (t *Table) drawLine(row []string, style func(string) string) error {
	var b strings.Builder
	gap := 0
	for i, width := range t.columns {
		cell := ""
		if i < len(row) {
			cell = ansi.Truncate(row[i], width, "…")
		}
		if cell != "" {
			b.WriteString(strings.Repeat(" ", gap) + style(isolated(cell)))
			gap = 0
		}
		gap += width - ansi.StringWidth(cell) + columnGap
	}
	return t.line(b.String())
}

func (t *Table) line(text string) error {
	_, err := t.out.WriteString(text + "\n")
	return err
}

// widths settles how wide the columns are.
func (t *Table) widths() []int {
	if !t.wraps {
		return fit(naturalWidths(t.headers, t.held), t.width)
	}
	heads := make([]string, len(t.headers)) // a header may go on below as well
	for i, h := range t.headers {
		heads[i] = longestWord(h)
	}
	rows := append([][]string{heads}, t.held...)
	return fit(wrapping(naturalWidths(heads, t.held), longestWords(rows), t.width), t.width)
}

// wrapping narrows columns to a total width, whichever is widest, but none so
// far that its words have to be broken.
func wrapping(columns, words []int, width int) []int {
	over := columnGap*(len(columns)-1) - width
	for _, w := range columns {
		over += w
	}
	for ; over > 0; over-- {
		widest := -1
		for i, w := range columns {
			if w > words[i] && (widest < 0 || w >= columns[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		columns[widest]--
	}
	return columns
}

// longestWords is how wide the longest word of each column is, within reason.
func longestWords(rows [][]string) []int {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], min(ansi.StringWidth(longestWord(cell)), widestWord))
		}
	}
	return widths
}

func longestWord(cell string) string {
	longest := ""
	for word := range strings.SplitSeq(cell, " ") { // as Wrap breaks it: not at other spaces
		if ansi.StringWidth(word) > ansi.StringWidth(longest) {
			longest = word
		}
	}
	return longest
}

func naturalWidths(headers []string, rows [][]string) []int {
	var widths []int
	widen := func(row []string) {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	widen(headers)
	for _, row := range rows {
		widen(row)
	}
	return widths
}

// fit narrows columns to a total width: first the last one, as far as a third
// of the width, then whichever is widest, none below what can still be read.
func fit(columns []int, width int) []int {
	over := columnGap * (len(columns) - 1)
	for _, w := range columns {
		over += w
	}
	over -= width
	last := len(columns) - 1
	if over <= 0 && last >= 0 {
		columns[last] -= over // room for longer cells that are still to come
	}
	if over <= 0 || last < 0 {
		return columns
	}
	give := min(over, max(columns[last]-max(width/3, narrowest), 0))
	columns[last] -= give
	for over -= give; over > 0; over-- {
		widest := 0
		for i, w := range columns {
			if w >= columns[widest] {
				widest = i
			}
		}
		if columns[widest] <= narrowest {
			break
		}
		columns[widest]--
	}
	return columns
}

// oneLine is a cell without the characters that end a row or a cell.
func oneLine(cell string) string {
	if !strings.ContainsAny(cell, "\t\n\r") {
		return cell
	}
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(cell)
}

// isolated shuts a cell that holds right-to-left text off from its neighbours
// (FIRST STRONG ISOLATE ... POP DIRECTIONAL ISOLATE, UAX #9).
func isolated(cell string) string {
	if strings.ContainsFunc(cell, rightToLeft) {
		return "\u2068" + cell + "\u2069"
	}
	return cell
}

func rightToLeft(r rune) bool {
	if r < unicode.MaxLatin1 {
		return false
	}
	p, _ := bidi.LookupString(string(r))
	return p.Class() == bidi.R || p.Class() == bidi.AL
}
