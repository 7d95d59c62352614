package main

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"kith/cmd/kith/internal/console"
	"kith/journal/text"
)

// drawTopic draws a topic for reading. Of Markdown it knows what the pages have:
// headings, paragraphs, lists, fences, links, and tables, whose first column is
// what the others are about.
func (a *app) drawTopic(t topic) string {
	if !strings.HasPrefix(t.text, "# ") {
		return t.text
	}
	style, width := a.console.Style(), cmp.Or(a.readingWidth(), 80)
	link := regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	var parts []string
	for i, part := range strings.Split(t.text, "```") {
		if i%2 == 1 { // between two fences
			_, code, _ := strings.Cut(strings.TrimRight(part, "\n"), "\n")
			parts = append(parts, text.Block(code, 0, "    "))
			continue
		}
		for _, block := range strings.Split(strings.TrimSpace(part), "\n\n") {
			if title := strings.TrimLeft(block, "#"); title != block {
				parts = append(parts, style.Bold(text.Block(strings.TrimSpace(title), width, "")))
				continue
			}
			block = link.ReplaceAllString(block, "$1")
			if strings.HasPrefix(block, "|") {
				parts = append(parts, drawPageTable(block, width, style))
				continue
			}
			items := strings.Split("\n"+block, "\n- ")
			for i, item := range items {
				items[i] = strings.Join(strings.Fields(item), " ")
			}
			parts = append(parts, text.Block(strings.TrimSpace(strings.Join(items, "\n- ")), width, ""))
		}
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n\n") + "\n"
}

// drawPageTable draws a table of Markdown as its first column with the others
// beside it, or below where that is wide.
func drawPageTable(table string, width int, style console.Style) string {
	var rows [][]string
	terms := 0
	for line := range strings.Lines(table) {
		row := each(strings.Split(strings.Trim(line, "|\n"), "|"), strings.TrimSpace)
		rows = append(rows, row)
		terms = max(terms, text.Width(row[0]))
	}
	indent := strings.Repeat(" ", min(terms, width/3)+4)
	var drawn []string
	for _, row := range rows[2:] { // below the headers and the line under them
		said := row[1]
		for i := 2; i < len(row); i++ {
			if row[i] != "" {
				said += "\n" + strings.TrimLeft(rows[0][i]+": ", ": ") + row[i]
			}
		}
		term, said := "  "+row[0], text.Block(strings.TrimSpace(said), width, indent)
		if text.Width(term)+2 > len(indent) {
			drawn = append(drawn, style.Bold(text.Block(row[0], width, "  ")), said)
		} else {
			drawn = append(drawn, style.Bold(term)+strings.TrimPrefix(said, strings.Repeat(" ", len(row[0])+2)))
		}
	}
	return strings.Join(drawn, "\n")
}
