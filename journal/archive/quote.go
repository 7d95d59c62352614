package archive

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quote writes a text as a block quote that it cannot get out of.
func quote(b *bytes.Buffer, text string) {
	writeLines(b, text, "> ")
	b.WriteByte('\n')
}

// body writes a text as the rest of a file.
func body(b *bytes.Buffer, text string) {
	writeLines(b, text, "")
	b.WriteByte('\n')
}

func writeLines(b *bytes.Buffer, text, margin string) {
	lines := splitLines(text)
	g := guardOf(lines, len(margin))
	for i, l := range lines {
		if l.text == "" {
			b.WriteString(strings.TrimRight(margin, " "))
		} else {
			b.WriteString(margin)
			b.WriteString(g.kept(i))
		}
		b.WriteString(l.end)
	}
}

// guard knows what to do so that each line of a text stays in its place.
type guard struct {
	lines   []line
	natures []nature
	// tables is true where the text has something risky and a rule of a table
	// too: cut at a column, it might lose the backslash before it.
	tables bool
}

func guardOf(lines []line, column int) guard {
	g := guard{lines: lines, natures: naturesOf(lines, column)}
	g.tables = slices.ContainsFunc(lines, func(l line) bool { return columns(l.text) >= 0 }) &&
		slices.ContainsFunc(lines, line.hasRisk)
	return g
}

func (l line) hasRisk() bool {
	for i := range len(l.text) {
		if isRisky(l.text[i:]) {
			return true
		}
	}
	return false
}

// kept is a line as it is written.
func (g guard) kept(i int) string {
	text, n := g.lines[i].text, g.natures[i]
	table, dashes := g.rules(i)
	if dashes > 0 {
		text = text[:dashes] + "-" + text[dashes:]
	}
	if n == code || table < 0 && !strings.ContainsAny(text, "<{") {
		return text
	}
	return armoured(text, n, table)
}

// rules are where line i begins the rule of a table that is not to be one, -1
// for nowhere, and where the dashes of it end that would begin front matter in
// the middle of a page, 0 for nowhere.
func (g guard) rules(i int) (table, dashes int) {
	text := g.lines[i].text
	if table = columns(text); g.tables && table >= 0 {
		return table, 0
	}
	if g.natures[i] == code || i+1 == len(g.lines) || isBlank(g.lines[i+1].text) {
		return -1, 0
	}
	text = strings.TrimRight(text, " \t")
	before := strings.TrimRight(text, "-")
	if len(text)-len(before) < 3 || strings.Trim(before, " \t>*+-:~.()#@0123456789") != "" {
		return -1, 0
	}
	return -1, len(text)
}

// armoured is a line with a backslash before whatever would begin HTML, a raw
// attribute, or a table (at the given place, or nowhere). The backslashes there
// already are doubled, so that each of them is still seen.
func armoured(text string, n nature, table int) string {
	var b strings.Builder
	slashes := 0
	for i := 0; i < len(text); {
		if n == calm && text[i] == '`' {
			end := i + spanEnd(text[i:])
			b.WriteString(text[i:end])
			i, slashes = end, 0
			continue
		}
		if i == table || isRisky(text[i:]) {
			b.WriteString(strings.Repeat(`\`, slashes+1))
		}
		if text[i] == '\\' {
			slashes++
		} else {
			slashes = 0
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// isRisky reports what would begin a tag, a comment or an instruction, or a raw
// attribute, and is no link.
func isRisky(text string) bool {
	switch text[0] {
	case '<':
		next, _ := utf8.DecodeRuneInString(text[1:])
		return (unicode.IsLetter(next) || strings.ContainsRune("/!?", next)) && !isLink(text)
	case '{':
		return strings.HasPrefix(strings.TrimLeft(text[1:], " \t"), "=")
	}
	return false
}

// isLink reports an address in angle brackets that is a link to every reader.
func isLink(text string) bool {
	for _, scheme := range []string{"<https:", "<http:", "<mailto:"} {
		if address, ok := strings.CutPrefix(text, scheme); ok {
			end := strings.IndexFunc(address, notInAddress)
			return end > 0 && address[end] == '>'
		}
	}
	return false
}

func notInAddress(r rune) bool {
	return r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-._~:/?#@!$&'()*+,;=%", r)
}
