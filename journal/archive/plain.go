package archive

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/journal/text"
)

// plain is a text as Markdown that reads as just that text, on one line.
func plain(s string) string {
	s = strings.TrimSpace(text.Line(s))
	var b strings.Builder
	for i, r := range s {
		if marksUp(s, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unplain is the text that plain wrote.
func unplain(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] > ' ' && s[i+1] < 0x7f && !isLetterOrDigit(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isLetterOrDigit(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// marksUp reports a character that some reader of Markdown may take for more
// than itself where it stands.
func marksUp(s string, i int, r rune) bool {
	rest := s[i+utf8.RuneLen(r):]
	switch r {
	case '\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '#', '|', '~', '^', '$', '@':
		return true
	case '&': // an entity
		end := strings.IndexFunc(rest, notInName)
		return end > 0 && rest[end] == ';'
	case ':': // an emoji, an address, a definition
		return i == 0 || strings.HasPrefix(rest, "//") || rest != "" && !notInName(rune(rest[0]))
	case '.':
		return strings.EqualFold(s[max(0, i-3):i], "www") || endsOrdinal(s[:i], rest)
	case ')':
		return endsOrdinal(strings.TrimPrefix(s[:i], "("), rest)
	case '+', '-':
		return i == 0
	case '=', '%': // marked or hidden text
		return i == 0 || rest != "" && rune(rest[0]) == r || rune(s[i-1]) == r
	}
	return false
}

// endsOrdinal reports the point or bracket behind the number of a list.
func endsOrdinal(before, rest string) bool {
	if before == "" || len(before) > len("123456789") || rest != "" && rest[0] != ' ' {
		return false
	}
	return strings.Trim(before, "0123456789") == "" || len(before) == 1 || strings.Trim(strings.ToLower(before), "ivxlcdm") == ""
}

func notInName(r rune) bool {
	return r != '#' && r != '+' && r != '-' && r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
}

// scalar is a string in the front matter: in double quotes, as both YAML and
// JSON read it.
func scalar(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case isUnprintable(r):
			hex := strconv.FormatInt(int64(r), 16)
			b.WriteString(`\u` + strings.Repeat("0", 4-len(hex)) + hex)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// known is scalar of what is known, and "" of nothing.
func known(s string) string {
	if s == "" {
		return ""
	}
	return scalar(s)
}

// frontMatter writes keys with their values, which are YAML already; those without a
// value are left out.
func frontMatter(b *bytes.Buffer, pairs [][2]string) {
	b.WriteString("---\n")
	for _, pair := range pairs {
		if pair[1] != "" {
			b.WriteString(pair[0] + ": " + pair[1] + "\n")
		}
	}
	b.WriteString("---\n")
}

// isUnprintable reports what YAML wants escaped, and what would turn a line
// around. All of it is within four hexadecimal figures.
func isUnprintable(r rune) bool {
	return unicode.IsControl(r) || r == '\uFEFF' || r == '\uFFFE' || r == '\uFFFF' ||
		r >= '\u2028' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

func scalars(ss []string) string {
	quoted := make([]string, len(ss))
	for i, s := range ss {
		quoted[i] = scalar(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
