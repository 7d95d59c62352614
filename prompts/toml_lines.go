package prompts

import (
	"fmt"
	"strconv"
	"strings"
)

// lines is on which line of a TOML file each table, key and element of an array
// stands, by its path: "source.citation", "step[3].options[1].label",
// `look."Go Meetup".works`.
//
// The TOML library knows the line of a mistake in syntax and of nothing else,
// so what is checked after decoding gets its lines here.
type lines map[string]int

// of is the line of a path or, where the file does not have it, of what it
// would stand in.
func (l lines) of(path string) int {
	for path != "" {
		if line, ok := l[path]; ok {
			return line
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return 1
}

// joinPath is the path of a key in the table at path, as TOML would write it.
func joinPath(path, key string) string {
	if key == "" || strings.ContainsFunc(key, func(r rune) bool { return !isBare(r) }) {
		key = strconv.Quote(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

func indexPath(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// isBare reports what a key may hold without quotes.
func isBare(r rune) bool {
	return r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

const (
	maxDepth   = 16   // of nested arrays and inline tables, and of dotted keys
	maxIndexed = 1000 // elements of one array that are given a line of their own
)

// lineScanner walks a TOML file. It takes the file to be sound: of one that is
// not, it makes something up, and the library says what is wrong with it.
type lineScanner struct {
	src     string
	pos     int
	line    int
	depth   int
	tooDeep int // the line on which maxDepth is passed, or 0
	endless int // the line on which a text begins that has no end, or 0
	lines   lines
}

// scanLines goes through a file. Where tooDeep is set, it nests deeper than any
// activity or answers file has a use for, and is not to be given to the
// library, which takes its time and stack for it.
func scanLines(src string) *lineScanner {
	s := &lineScanner{src: strings.TrimPrefix(src, "\ufeff"), line: 1, lines: lines{}}
	table, counts := "", map[string]int{} // how many [[table]]s there were, by path
	for s.skipBlank(); s.pos < len(s.src); s.skipBlank() {
		if !s.eat('[') {
			s.pair(table)
			s.until("\n")
			continue
		}
		isArray, line := s.eat('['), s.line
		table = ""
		for keys := s.keys(); len(keys) > 0; keys = keys[1:] {
			table = joinPath(table, keys[0])
			s.note(table, line)
			if isArray && len(keys) == 1 {
				counts[table]++
			}
			if n := counts[table]; n > 0 {
				table = indexPath(table, n-1)
				s.note(table, line)
			}
		}
		s.until("\n")
	}
	return s
}

func (s *lineScanner) note(path string, line int) {
	if _, ok := s.lines[path]; !ok {
		s.lines[path] = line
	}
}

// pair reads "key = value" of the table at path.
func (s *lineScanner) pair(path string) {
	line := s.line
	for _, key := range s.keys() {
		path = joinPath(path, key)
		s.note(path, line)
	}
	if s.eat('=') {
		s.skipSpace()
		s.value(path)
	}
}

// keys reads a key of one part or more, with dots between.
func (s *lineScanner) keys() []string {
	var parts []string
	for {
		s.skipSpace()
		start := s.pos
		if !s.quoted(`"`, true) && !s.quoted(`'`, false) {
			for s.pos < len(s.src) && isBare(rune(s.src[s.pos])) {
				s.pos++
			}
		}
		part := s.src[start:s.pos]
		switch {
		case strings.HasPrefix(part, `'`):
			part = strings.Trim(part, `'`)
		case strings.HasPrefix(part, `"`):
			// Two escapes of TOML, \e and \x9b, Go reads otherwise or not at all.
			inGo := strings.NewReplacer(`\\`, `\\`, `\e`, `\u001b`, `\x`, `\u00`).Replace(part)
			if unquoted, err := strconv.Unquote(inGo); err == nil {
				part = unquoted
			} else {
				part = strings.Trim(part, `"`)
			}
		}
		parts = append(parts, part)
		s.skipSpace()
		if !s.eat('.') {
			return parts
		}
		if len(parts) >= maxDepth {
			s.stop()
			return parts
		}
	}
}

// value reads one value, whose path is known.
func (s *lineScanner) value(path string) {
	switch {
	case s.quoted(`"""`, true), s.quoted(`'''`, false), s.quoted(`"`, true), s.quoted(`'`, false):
	case s.eat('['):
		s.nested(']', func(i int) {
			element := indexPath(path, i)
			if i < maxIndexed {
				s.note(element, s.line)
			}
			s.value(element)
		})
	case s.eat('{'):
		s.nested('}', func(int) { s.pair(path) })
	default:
		s.until(",]}#\n")
	}
}

// nested reads what stands between brackets, separated by commas.
func (s *lineScanner) nested(end byte, read func(i int)) {
	if s.depth++; s.depth > maxDepth {
		s.stop()
	}
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

// quoted reads a string, where one begins with that quote. One quote ends at the
// end of the line, three go on over lines.
func (s *lineScanner) quoted(quote string, escapes bool) bool {
	if !strings.HasPrefix(s.src[s.pos:], quote) {
		return false
	}
	began := s.line
	s.pos += len(quote)
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case strings.HasPrefix(s.src[s.pos:], quote):
			s.pos += len(quote)
			for len(quote) == 3 && s.eat(quote[0]) {
				// A quote or two may stand right before the closing three.
			}
			return true
		case c == '\\' && escapes && s.pos+1 < len(s.src) && s.src[s.pos+1] != '\n':
			s.pos += 2
			continue
		case c == '\n' && len(quote) == 1:
			return true
		case c == '\n':
			s.line++
		}
		s.pos++
	}
	if len(quote) == 3 {
		s.endless = began
	}
	return true
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
		case '\n':
			s.line++
		case '#':
			s.until("\n")
			continue
		default:
			return
		}
		s.pos++
	}
}

// until goes on to the next of some characters, or to the end.
func (s *lineScanner) until(chars string) {
	if i := strings.IndexAny(s.src[s.pos:], chars); i >= 0 {
		s.pos += i
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
