package archive

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one line of a text, and what ended it: "\n", "\r\n", "\r", or ""
// for the last one.
type line struct{ text, end string }

func splitLines(s string) []line {
	var lines []line
	for {
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			return append(lines, line{s, ""})
		}
		next := i + 1
		if strings.HasPrefix(s[i:], "\r\n") {
			next++
		}
		lines = append(lines, line{s[:i], s[i:next]})
		s = s[next:]
	}
}

// cutFence splits a line that begins with three backticks or tildes or more.
func cutFence(text string) (mark, info string) {
	if text == "" || text[0] != '`' && text[0] != '~' {
		return "", text
	}
	info = strings.TrimLeft(text, text[:1])
	return text[:len(text)-len(info)], info
}

func isBlank(text string) bool { return strings.Trim(text, " \t") == "" }

// isWord reports the name of a language, or nothing.
func isWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return !(r == '+' || r == '-' || r == '_' || r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)))
	}) < 0
}

// indent is how many columns of white space a line begins with.
func indent(text string, column int) int {
	at := column
	for _, r := range text {
		switch r {
		case ' ':
			at++
		case '\t':
			at += 4 - at%4
		default:
			return at - column
		}
	}
	return at - column
}

// isUnambiguous reports a text without what would let readers cut it up in
// ways of their own: control characters, lone carriage returns, and tables
// that go by columns.
func isUnambiguous(lines []line) bool {
	for _, l := range lines {
		if l.end == "\r" || columns(l.text) >= 0 ||
			strings.IndexFunc(l.text, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }) >= 0 {
			return false
		}
	}
	return true
}

// columns is where the rule begins that a line draws over or under the columns
// of a table, as in "---- ---" or "+----+"; -1 for any other line.
func columns(text string) int {
	text = strings.TrimRight(text, " \t")
	rest := strings.TrimLeft(strings.TrimLeft(text, " \t>"), `\`)
	if strings.HasPrefix(rest, "+-") || strings.HasPrefix(rest, "+=") {
		return len(text) - len(rest)
	}
	rest = strings.TrimLeft(strings.TrimLeft(text, " \t>*+:~.()#@0123456789"), `\`)
	if strings.HasPrefix(rest, "-") && strings.Trim(rest, "- \t") == "" && strings.ContainsAny(text, " \t") {
		return len(text) - len(rest)
	}
	return -1
}

// isPlain reports a line at the margin that begins a paragraph or a heading and
// nothing else: no list, no quote, no definition, no table.
func isPlain(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case strings.Contains(text, "|"):
		return false
	case first == '#':
		rest := strings.TrimLeft(text, "#")
		return len(text)-len(rest) <= 6 && (rest == "" || rest[0] == ' ')
	case unicode.IsLetter(first):
		return !isOrdinal(text)
	}
	// A tag is a word like any other by now, whether or not it has its backslash.
	return first == '"' || first == '\'' || first == '`' || strings.HasPrefix(strings.TrimLeft(text, `\`), "<")
}

// isOrdinal reports a line that begins as an item of a list may: "a.", "iv)".
func isOrdinal(text string) bool {
	end := strings.IndexAny(text, ".)")
	if end < 0 || end+1 < len(text) && text[end+1] != ' ' && text[end+1] != '\t' {
		return false
	}
	return end <= 1 || strings.Trim(strings.ToLower(text[:end]), "ivxlcdm") == ""
}

// ticksPair reports a line whose backticks pair within it in just one way, with
// nothing beside them that a reader might put before code: links, math,
// attributes, bare addresses.
func ticksPair(text string) bool {
	if strings.ContainsAny(text, "\\$[{|") || strings.Contains(text, "://") || strings.Contains(text, "www.") {
		return false
	}
	for {
		i := strings.IndexByte(text, '`')
		if i < 0 {
			return true
		}
		n := spanEnd(text[i:])
		if n == 0 {
			return false
		}
		text = text[i+n:]
	}
}

// spanEnd is the length of the code span that text begins with, or 0.
func spanEnd(text string) int {
	mark, _ := cutFence(text)
	for at := len(mark); at < len(text); {
		i := strings.IndexByte(text[at:], '`')
		if i < 0 {
			return 0
		}
		run, _ := cutFence(text[at+i:])
		at += i + len(run)
		if run == mark {
			return at
		}
	}
	return 0
}
