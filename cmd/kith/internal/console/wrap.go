package console

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks text between words into lines of at most width cells, each
// indented by so many spaces. Line feeds, blank lines and the spaces a line
// begins with are kept, and an item of a list ("- ") hangs under its own words;
// a word that is longer than a line is broken. A width of 0 or less breaks
// nothing. Style goes on after wrapping.
func Wrap(text string, width, indent int) string {
	margin := strings.Repeat(" ", max(indent, 0))
	lines := strings.Split(strings.ReplaceAll(text, "\t", "    "), "\n")
	var out []string
	for _, line := range lines {
		for _, part := range wrapLine(line, width-len(margin)) {
			if part != "" {
				part = margin + part
			}
			out = append(out, part)
		}
	}
	return strings.Join(out, "\n")
}

// wrapLine breaks one line into parts of at most width cells.
func wrapLine(line string, width int) []string {
	line = strings.TrimRight(line, " \r")
	if ansi.StringWidth(line) <= width {
		return []string{line}
	}
	words := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' })
	first := leading(line)
	hang := first
	if len(words) > 1 && (words[0] == "-" || words[0] == "*") {
		hang += "  "
	}
	if len(hang) >= width {
		first, hang = "", ""
	}
	if width < 1 {
		return []string{line}
	}
	var parts []string
	current, used := first, len(first)
	begun := false // current holds a word
	for _, word := range words {
		w := ansi.StringWidth(word)
		if begun && used+1+w > width {
			parts = append(parts, current)
			current, used, begun = hang, len(hang), false
		}
		if begun {
			current, used = current+" ", used+1
		}
		for used+w > width {
			head, cells := firstCells(word, width-used)
			parts = append(parts, current+head)
			word, w = word[len(head):], w-cells
			current, used = hang, len(hang)
		}
		current, used, begun = current+word, used+w, true
	}
	return append(parts, current)
}

func leading(line string) string {
	return line[:len(line)-len(strings.TrimLeft(line, " "))]
}

// firstCells is as much of a word as fits into so many cells, at least one
// character, and how many cells that takes.
func firstCells(word string, room int) (head string, cells int) {
	n := 0
	for rest := word; rest != ""; {
		cluster, after, w, _ := ansi.FirstGraphemeCluster(rest, -1)
		if n > 0 && cells+w > room {
			break
		}
		n, cells, rest = n+len(cluster), cells+w, after
	}
	return word[:n], cells
}
