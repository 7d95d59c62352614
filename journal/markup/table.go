package markup

import (
	"strings"

	"kith/journal/text"
)

// table is the rows of a paragraph that is one as GitHub writes it
// (https://github.github.com/gfm/#tables-extension-), the names of the columns first,
// with the spans of each cell; or nil:
//
//	| community | since |
//	|-----------|-------|
//	| Go Meetup | 2024  |
func table(paragraph string) (rows [][][]Span) {
	lines := strings.Split(paragraph, "\n")
	if len(lines) < 2 {
		return nil
	}
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if !strings.Contains(line, "|") {
			return nil
		}
		if i == 1 {
			if strings.Trim(line, "|-: ") != "" || !strings.Contains(line, "-") {
				return nil
			}
			continue
		}
		var row [][]Span
		for _, cell := range cellsOf(line) {
			row = append(row, inline(cell))
		}
		rows = append(rows, row)
	}
	return rows
}

// cellsOf parts a row. A bar behind a backslash is no border.
func cellsOf(row string) (cells []string) {
	row = strings.TrimSuffix(strings.TrimPrefix(row, "|"), "|")
	begun := 0
	for i := range len(row) {
		if row[i] == '|' && (i == 0 || row[i-1] != '\\') {
			cells = append(cells, row[begun:i])
			begun = i + 1
		}
	}
	cells = append(cells, row[begun:])
	for i, cell := range cells {
		cells[i] = strings.Join(strings.Fields(cell), " ")
	}
	return cells
}

// drawTable sets a table in columns or, where they have no room, one cell below the
// other, each with the name of its column.
func (d drawing) drawTable(table [][][]Span, cells int) (lines []string) {
	const gap = "  "
	var rows [][][]run
	for i, row := range table {
		as := look(0)
		if i == 0 {
			as = bold
		}
		var drawn [][]run
		for _, cell := range row {
			drawn = append(drawn, d.inline(cell, as))
		}
		rows = append(rows, drawn)
	}
	var columns []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(columns) {
				columns = append(columns, 0)
			}
			columns[i] = max(columns[i], text.Width(words(cell)))
		}
	}
	wide := len(gap) * (len(columns) - 1)
	for _, w := range columns {
		wide += w
	}
	if wide <= cells {
		for _, row := range rows {
			var b strings.Builder
			for i, cell := range row {
				b.WriteString(text.Isolate(d.wrapped(cell, 0)[0]) + strings.Repeat(" ", columns[i]-text.Width(words(cell))) + gap)
			}
			lines = append(lines, strings.TrimRight(b.String(), " "))
		}
		return lines
	}
	for n, row := range rows[1:] {
		if n > 0 {
			lines = append(lines, "")
		}
		for i, cell := range row {
			if i < len(rows[0]) && words(rows[0][i]) != "" {
				cell = append(append([]run{}, rows[0][i]...), append([]run{{": ", bold}}, cell...)...)
			}
			lines = append(lines, d.wrapped(cell, cells)...)
		}
	}
	return lines
}
