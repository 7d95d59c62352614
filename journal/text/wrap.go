package text

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many cells of a terminal text takes. Colour codes take none.
func Width(s string) int { return ansi.StringWidth(s) }

// Cut is text on one line of at most so many cells, visible, with an ellipsis
// where not all of it fits. A character joined from several is never parted.
func Cut(s string, cells int) string { return ansi.Truncate(Line(s), max(0, cells), "…") }

// Wrap breaks text into lines of at most so many cells. Lines are broken at
// spaces alone, never inside a date or a word, unless that is longer than a line
// by itself. Line feeds, blank lines and the spaces a line begins with are kept,
// and an item of a list ("- ") goes on under its own words; tabs become four
// spaces. Without cells (0 or less) nothing is broken. Style goes on after
// wrapping.
func Wrap(s string, cells int) []string {
	return WrapBy(s, float64(cells), func(part string) float64 { return float64(Width(part)) })
}

// WrapBy is Wrap by another measure than cells, such as the ems of a font. The
// measure of a text is the sum of those of its characters.
func WrapBy(s string, room float64, measure func(string) float64) []string {
	var lines []string
	for _, line := range strings.Split(strings.ReplaceAll(s, "\t", "    "), "\n") {
		lines = append(lines, wrapLine(strings.TrimRight(line, " \r"), room, measure)...)
	}
	return lines
}

// Block is text wrapped into lines of at most so many cells, each begun with the
// margin, as one string without a line feed at its end. Without cells for more
// than the margin nothing is broken.
func Block(s string, cells int, margin string) string {
	lines := Wrap(s, cells-Width(margin))
	for i, line := range lines {
		lines[i] = strings.TrimRight(margin+line, " ")
	}
	return strings.Join(lines, "\n")
}

func wrapLine(line string, room float64, measure func(string) float64) []string {
	if room <= 0 || measure(line) <= room {
		return []string{line}
	}
	words := unbroken(line)
	begin := line[:len(line)-len(strings.TrimLeft(line, " "))]
	hang := begin
	if len(words) > 1 && (words[0] == "-" || words[0] == "*") {
		hang += "  "
	}
	if measure(hang) >= room {
		begin, hang = "", ""
	}
	space := measure(" ")
	var lines []string
	current, used := begin, measure(begin)
	begun := false // current holds a word
	for _, word := range words {
		wide := measure(word)
		if begun && used+space+wide > room {
			lines = append(lines, current)
			current, used, begun = hang, measure(hang), false
		}
		if begun {
			current, used = current+" ", used+space
		}
		for used+wide > room { // longer than a line
			head := fitting(word, room-used, measure)
			if head == word {
				break // a single character
			}
			lines = append(lines, current+head)
			word, wide = word[len(head):], wide-measure(head)
			current, used = hang, measure(hang)
		}
		current, used, begun = current+word, used+wide, true
	}
	return append(lines, current)
}

// fitting is as much of a word as there is room for, at least one character.
func fitting(word string, room float64, measure func(string) float64) string {
	n := 0
	for rest := word; rest != ""; {
		cluster, after, _, _ := ansi.FirstGraphemeCluster(rest, -1)
		if room -= measure(cluster); n > 0 && room < 0 {
			break
		}
		n, rest = n+len(cluster), after
	}
	return word[:n]
}

// unbroken are the words of a line, of which a date such as "23 Nov 2026" or
// "Nov 2026" is one.
func unbroken(line string) []string {
	var words []string
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r == ' ' }) {
		last := len(words) - 1
		if last >= 0 {
			before := words[last][strings.LastIndexByte(words[last], ' ')+1:]
			if isMonth(word) && figures(before, 1, 2) || isMonth(before) && figures(word, 4, 4) {
				words[last] += " " + word
				continue
			}
		}
		words = append(words, word)
	}
	return words
}

const marks = ".,;:!?()\""

func isMonth(word string) bool {
	word = strings.Trim(word, marks)
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); word == name || word == name[:3] {
			return true
		}
	}
	return false
}

func figures(word string, least, most int) bool {
	word = strings.Trim(word, marks)
	return len(word) >= least && len(word) <= most && strings.Trim(word, "0123456789") == ""
}
