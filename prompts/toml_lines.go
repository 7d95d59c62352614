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
	tooDeep int            // the line on which maxDepth is passed, or 0
	endless int            // the line on which a text begins that has no end, or 0
	table   string         // path of the [table] or [[table]] being read
	counts  map[string]int // how many [[table]]s there were, by path
	lines   lines
}

// scanLines goes through a file. Where tooDeep is set, it nests deeper than any
// activity or answers file has a use for, and is not to be given to the
// library, which takes its time and stack for it.
func scanLines(src string) *lineScanner {
	s := &lineScanner{
		src: strings.TrimPrefix(src, "\ufeff"), line: 1,
		counts: map[string]int{}, lines: lines{},
	}
	for s.skipBlank(); s.pos < len(s.src); s.skipBlank() {
		if s.src[s.pos] == '[' {
			s.header()
		} else {
			s.pair(s.table)
		}
		s.restOfLine()
	}
	return s
}

// header reads "[a.b]" or "[[a.b]]".
func (s *lineScanner) header() {
	s.pos++
	isArray := s.eat('[')
	line := s.line
	keys := s.dotted()
	path := ""
	for i, key := range keys {
		path = joinPath(path, key)
		s.note(path, line)
		last := i == len(keys)-1
		if last && isArray {
			s.counts[path]++
		}
		if n := s.counts[path]; n > 0 {
			path = indexPath(path, n-1)
			s.note(path, line)
		}
	}
	s.table = path
}

// pair reads "key = value" of the table at path.
func (s *lineScanner) pair(path string) {
	line := s.line
	for _, key := range s.dotted() {
		path = joinPath(path, key)
		s.note(path, line)
	}
	if s.eat('=') {
		s.skipSpace()
		s.value(path)
	}
}

func (s *lineScanner) note(path string, line int) {
	if _, ok := s.lines[path]; !ok {
		s.lines[path] = line
	}
}

// dotted reads a key of one part or more.
func (s *lineScanner) dotted() []string {
	var parts []string
	for {
		s.skipSpace()
		parts = append(parts, s.part())
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

func (s *lineScanner) part() string {
	start := s.pos
	if s.pos < len(s.src) && (s.src[s.pos] == '"' || s.src[s.pos] == '\'') {
		quote := s.src[s.pos]
		s.quoted(string(quote), quote == '"')
		text := s.src[start:s.pos]
		// Two escapes of TOML, \e and \x9b, Go reads otherwise or not at all.
		inGo := strings.NewReplacer(`\\`, `\\`, `\e`, `\u001b`, `\x`, `\u00`).Replace(text)
		if unquoted, err := strconv.Unquote(inGo); quote == '"' && err == nil {
			return unquoted
		}
		return strings.Trim(text, string(quote))
	}
	for s.pos < len(s.src) && isBare(s.src[s.pos]) {
		s.pos++
	}
	return s.src[start:s.pos]
}

func isBare(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

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
		s.nested(']', func(i int) {
			element := indexPath(path, i)
			if i < maxIndexed {
				s.note(element, s.line)
			}
			s.value(element)
		})
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

// joinPath is the path of a key in the table at path, as TOML would write it.
func joinPath(path, key string) string {
	if key == "" || strings.ContainsFunc(key, func(r rune) bool { return r > 0x7f || !isBare(byte(r)) }) {
		key = strconv.Quote(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

func indexPath(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }
