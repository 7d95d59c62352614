package archive

import "strings"

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
