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

// nature is how a line of somebody's Markdown is to be taken.
type nature int

const (
	wild nature = iota // anything may be anything
	calm               // what stands between backticks is code
	code               // the line is code
)

// scan goes through the lines of a text and settles their nature. Readers of
// Markdown differ, so a line is code only where all of them agree; from the
// first doubt about where a fence begins or ends, every line is wild.
type scan struct {
	lines   []line
	column  int // where the lines begin: 2 within a quote, for the sake of tabs
	natures []nature

	blank  bool // the line before is blank
	knotty bool // since the last blank line there was one that is not plain
	open   bool // a list or the like may be open, to which indented lines belong
	ticks  bool // since the last blank line backticks may pair in more than one way
}

func naturesOf(lines []line, column int) []nature {
	s := scan{lines: lines, column: column, natures: make([]nature, len(lines)), blank: true}
	if !plainlyLaidOut(lines) {
		return s.natures
	}
	for i := 0; i < len(lines); {
		next := s.step(i)
		if next == i {
			break
		}
		i = next
	}
	return s.natures
}

// step settles the line at i, or all of a fence that begins there, and gives
// the line to go on with: i itself where the rest is in doubt.
func (s *scan) step(i int) int {
	text := s.lines[i].text
	switch {
	case isBlank(text):
		s.blank, s.knotty, s.ticks = true, false, false
		return i + 1
	case s.indentedCode(i):
		s.natures[i] = code
		s.blank, s.knotty, s.ticks = false, true, true
		return i + 1
	case hasFence(text):
		last := s.fenceEnd(i)
		if last > i {
			for k := i + 1; k < last; k++ {
				s.natures[k] = code
			}
			s.blank, s.knotty, s.ticks = false, false, false
			return last + 1
		}
		return i
	}
	s.paragraph(i)
	return i + 1
}

// paragraph settles a line that is no code block.
func (s *scan) paragraph(i int) {
	text := s.lines[i].text
	switch {
	case !isPlain(text):
		s.open, s.knotty = true, true
	case s.blank:
		s.open = false
	}
	s.ticks = s.ticks || !ticksPair(text)
	if !s.ticks {
		s.natures[i] = calm
	}
	s.blank = false
}

// indentedCode reports a line of an indented code block that cannot belong to
// anything else: not to a list before it, nor to a line of dashes after it.
func (s *scan) indentedCode(i int) bool {
	if s.open || indent(s.lines[i].text, s.column) < 4 || !s.blank && s.natures[i-1] != code {
		return false
	}
	if i+1 == len(s.lines) {
		return true
	}
	next := s.lines[i+1].text
	return isBlank(next) || indent(next, s.column) >= 4
}

// fenceEnd is the line that closes the fence which line i opens, or i where
// that is not certain.
func (s *scan) fenceEnd(i int) int {
	mark, info := cutFence(s.lines[i].text)
	sure := len(mark) >= 3 && !s.knotty && (mark[0] == '`' || s.blank) && isWord(strings.Trim(info, " \t"))
	if !sure {
		return i
	}
	for k := i + 1; k < len(s.lines); k++ {
		text := s.lines[k].text
		if closes(strings.TrimLeft(text, " \t"), mark) {
			if strings.TrimRight(text, " \t") != mark {
				return i // it closes for some readers only
			}
			return k
		}
	}
	return i
}

// closes reports a line that any reader might take for the end of a fence.
func closes(text, mark string) bool {
	run := strings.TrimRight(text, " \t")
	return len(run) >= len(mark) && strings.Trim(run, mark[:1]) == ""
}

// cutFence splits a line that begins with three backticks or tildes or more.
func cutFence(text string) (mark, info string) {
	if text == "" || text[0] != '`' && text[0] != '~' {
		return "", text
	}
	info = strings.TrimLeft(text, text[:1])
	return text[:len(text)-len(info)], info
}

func hasFence(text string) bool {
	return strings.Contains(text, "```") || strings.Contains(text, "~~~")
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

// plainlyLaidOut reports a text without what would let readers cut it up in
// ways of their own: control characters, lone carriage returns, and tables
// that go by columns.
func plainlyLaidOut(lines []line) bool {
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
