package archive

import (
	"strings"

	words "kith/journal/text"
)

// isProse reports a text that stays in its place without a quote: paragraphs and
// plain lists, with nothing in it that is more than that to some reader.
func isProse(text string) bool {
	if strings.Contains(text, "\r") || strings.HasPrefix(text, "\n") {
		return false
	}
	lines := strings.Split(text, "\n")
	switch strings.TrimSpace(lines[0]) {
	case "", privateMark, notSureMark, declinedMark:
		return false
	}
	open, some, hidden := 0, false, false // brackets in a paragraph, and what may hide one
	for _, l := range append(lines, "") {
		if l != "" && !flows(l) {
			return false
		}
		for i := range len(l) {
			switch l[i] {
			case '[':
				open, some = open+1, true
			case ']':
				open = max(0, open-1)
			case '`', '\\':
				hidden = true
			}
		}
		if l == "" {
			if open > 0 || some && hidden { // pandoc looks beyond the paragraph for the end of one
				return false
			}
			open, some, hidden = 0, false, false
		}
	}
	return true
}

// flows reports a line of a paragraph, or an item of a plain list, that is nothing
// else to any reader and hides nothing of what follows it.
func flows(text string) bool {
	text = bare(strings.TrimRight(text, " \t"))
	for _, sign := range []string{"```", "~~~", "$$", "%%", "{{", "{%", `\begin{`, `\end{`} {
		if strings.Contains(text, sign) {
			return false
		}
	}
	rest, isItem := strings.TrimLeft(text, " "), true
	if len(text)-len(rest) > 3 { // code
		return false
	}
	for isItem {
		rest, isItem = cutItem(rest)
	}
	if strings.Trim(rest, "-=_*+|:~^# \t") == "" { // a rule, an underline, nothing
		return false
	}
	switch rest[0] {
	case ' ', '\t', '>', ':', '|', '%', '\\':
		return false
	case '#':
		head := strings.TrimLeft(rest, "#")
		return len(rest)-len(head) <= 6 && head != "" && head[0] != ' ' && head[0] != '\t' && words.Visible(text) == text
	case '[': // a footnote, or what a link refers to
		return (beginsMarkup(rest) || !strings.Contains(rest, "]:")) && words.Visible(text) == text
	}
	return columns(text) < 0 && words.Visible(text) == text
}

// isItem reports a line that is an item of a list. The spaces at its end, which a hard
// break adds to, say nothing.
func isItem(text string) bool {
	_, is := cutItem(strings.TrimLeft(strings.TrimRight(text, " \t"), " "))
	return is
}

// cutItem is what an item of a list holds, and whether the text is one.
func cutItem(text string) (rest string, isItem bool) {
	rest = strings.TrimLeft(text, "0123456789")
	mark := "-*+"
	if figures := len(text) - len(rest); figures > 9 {
		return text, false
	} else if figures > 0 {
		mark = ".)"
	}
	if len(rest) > 2 && strings.IndexByte(mark, rest[0]) >= 0 && rest[1] == ' ' {
		return rest[2:], true
	}
	return text, false
}
