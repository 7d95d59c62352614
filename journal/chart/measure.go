package chart

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/bidi"

	"kith/journal/text"
)

// cells is how many columns of a terminal text takes.
func cells(text string) float64 { return float64(ansi.StringWidth(text)) }

// ems is how wide text may come out in a sans-serif font, in ems, whichever
// font that is: about the widest of the common ones (DejaVu Sans), for nobody
// asks the viewer.
func ems(text string) float64 {
	var sum float64
	for text != "" {
		cluster, rest, width, _ := ansi.FirstGraphemeCluster(text, -1)
		text = rest
		sum += clusterEms(cluster, width)
	}
	return sum
}

func clusterEms(cluster string, width int) float64 {
	first := []rune(cluster)[0]
	switch {
	case width > 1:
		return 1.3 // an emoji; an ideograph takes 1
	case first > unicode.MaxASCII:
		return 0.9
	case strings.ContainsRune("ijlI.,:;'|!()[]-/ ", first):
		return 0.4
	case strings.ContainsRune("frt", first):
		return 0.43
	case strings.ContainsRune("mwMW@%", first):
		return 1
	case unicode.IsUpper(first), strings.ContainsRune("+<=>~_&#", first):
		return 0.84
	}
	return 0.64
}

// cut is as much of text as fits the room, with an ellipsis where it does not
// all fit. A character joined from several is never parted.
func cut(text string, room float64) string {
	if ems(text) <= room {
		return text
	}
	room -= ems("…")
	kept := 0
	for rest := text; rest != ""; {
		cluster, after, width, _ := ansi.FirstGraphemeCluster(rest, -1)
		if room -= clusterEms(cluster, width); room < 0 {
			break
		}
		kept, rest = kept+len(cluster), after
	}
	return strings.TrimRight(text[:kept], " ") + "…"
}

// wrap breaks text between words into lines that fit the room, by the given
// measure; a word longer than a line is broken too. Without room it breaks nothing.
func wrap(text string, room float64, measure func(string) float64) []string {
	if room <= 0 || measure(text) <= room {
		return []string{text}
	}
	var lines []string
	line := ""
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }) {
		if line != "" && measure(line+" "+word) > room {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		for line += word; measure(line) > room; {
			head := headThatFits(line, room, measure)
			if head == line {
				break
			}
			lines, line = append(lines, head), line[len(head):]
		}
	}
	return append(lines, line)
}

// wrapCount is wrap for a heading with a count behind it, which stays with the
// last word.
func wrapCount(heading string, n int, room float64, measure func(string) float64) []string {
	const noBreak = "\u00A0"
	lines := wrap(fmt.Sprintf("%s%s(%d)", heading, noBreak, n), room, measure)
	last := len(lines) - 1
	lines[last] = strings.ReplaceAll(lines[last], noBreak, " ")
	return lines
}

// headThatFits is the beginning of a line that fits, at least one character.
func headThatFits(line string, room float64, measure func(string) float64) string {
	var used float64
	n := 0
	for rest := line; rest != ""; {
		cluster, after, _, _ := ansi.FirstGraphemeCluster(rest, -1)
		used += measure(cluster)
		if n > 0 && used > room {
			break
		}
		n, rest = n+len(cluster), after
	}
	return line[:n]
}

// shown is a name as a picture may hold it.
func shown(name string) string { return text.Line(name) }

// isolate keeps a name that runs from right to left from pulling its
// neighbours along.
func isolate(name string) string {
	if strings.IndexFunc(name, rightToLeft) < 0 {
		return name
	}
	return "\u2068" + name + "\u2069"
}

func rightToLeft(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL || p.Class() == bidi.AN
}
