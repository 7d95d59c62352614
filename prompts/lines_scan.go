package prompts

import "strings"

// value reads one value, whose path is known.
func (s *lineScanner) value(path string) {
	rest := s.src[s.pos:]
	switch {
	case rest == "":
	case strings.HasPrefix(rest, `"""`):
		s.quoted(`"""`, true)
	case strings.HasPrefix(rest, `'''`):
		s.quoted(`'''`, false)
	case rest[0] == '"':
		s.quoted(`"`, true)
	case rest[0] == '\'':
		s.quoted(`'`, false)
	case rest[0] == '[':
		s.nested(']', func(i int) { s.element(path, i) })
	case rest[0] == '{':
		s.nested('}', func(int) { s.pair(path) })
	default:
		end := strings.IndexAny(rest, ",]}#\n")
		if end < 0 {
			end = len(rest)
		}
		s.pos += end
	}
}

func (s *lineScanner) element(path string, i int) {
	path = indexPath(path, i)
	if i < maxIndexed {
		s.note(path, s.line)
	}
	s.value(path)
}

// nested reads what stands between brackets, separated by commas.
func (s *lineScanner) nested(end byte, read func(i int)) {
	if s.depth++; s.depth > maxDepth {
		s.stop()
	}
	s.pos = min(s.pos+1, len(s.src))
	for i := 0; ; i++ {
		s.skipBlank()
		if s.pos >= len(s.src) || s.eat(end) {
			break
		}
		before := s.pos
		read(i)
		s.skipBlank()
		if !s.eat(',') && s.pos == before {
			s.pos++ // whatever this is, go past it
		}
	}
	s.depth--
}

// quoted reads a string with its quotes. One quote ends at the end of the line,
// three go on over lines.
func (s *lineScanner) quoted(quote string, escapes bool) {
	began := s.line
	s.pos += len(quote)
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case strings.HasPrefix(s.src[s.pos:], quote):
			s.pos += len(quote)
			for len(quote) == 3 && s.eat(quote[0]) {
				// A quote or two may stand right before the closing three.
			}
			return
		case c == '\\' && escapes && s.pos+1 < len(s.src) && s.src[s.pos+1] != '\n':
			s.pos += 2
			continue
		case c == '\n' && len(quote) == 1:
			return
		case c == '\n':
			s.line++
		}
		s.pos++
	}
	if len(quote) == 3 {
		s.endless = began
	}
}

func (s *lineScanner) eat(c byte) bool {
	if s.pos < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

func (s *lineScanner) skipSpace() {
	for s.eat(' ') || s.eat('\t') {
	}
}

// skipBlank goes past white space, line ends and comments.
func (s *lineScanner) skipBlank() {
	for s.pos < len(s.src) {
		switch s.src[s.pos] {
		case ' ', '\t', '\r':
			s.pos++
		case '\n':
			s.line++
			s.pos++
		case '#':
			s.restOfLine()
		default:
			return
		}
	}
}

func (s *lineScanner) restOfLine() {
	if end := strings.IndexByte(s.src[s.pos:], '\n'); end >= 0 {
		s.pos += end
		return
	}
	s.pos = len(s.src)
}

func (s *lineScanner) stop() {
	if s.tooDeep == 0 {
		s.tooDeep = s.line
	}
	s.pos = len(s.src)
}
