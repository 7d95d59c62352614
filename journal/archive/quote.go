package archive

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// block writes a text as the rest of a file or, with the margin "> ", as a block
// quote: it cannot get out of either.
func block(b *bytes.Buffer, text, margin string) {
	g := newEscaper(splitLines(text), len(margin))
	for i, l := range g.lines {
		if l.text == "" {
			b.WriteString(strings.TrimRight(margin, " ") + l.end)
			continue
		}
		table, dashes := g.rules(i)
		if dashes > 0 {
			l.text = l.text[:dashes] + "-" + l.text[dashes:]
		}
		if g.kinds[i] != code && (table >= 0 || strings.ContainsAny(l.text, "<{")) {
			l.text = escaped(l.text, g.kinds[i], table)
		}
		b.WriteString(margin + l.text + l.end)
	}
	b.WriteByte('\n')
}

// escaper knows what to do so that each line of a text stays in its place.
type escaper struct {
	lines []line
	kinds []lineKind
	// tables is true where the text has something risky and a rule of a table
	// too: cut at a column, it might lose the backslash before it.
	tables bool
}

func newEscaper(lines []line, column int) escaper {
	g := escaper{lines: lines, kinds: classify(lines, column)}
	rule, risk := false, false
	for _, l := range lines {
		rule = rule || columns(l.text) >= 0
		for i := 0; i < len(l.text) && !risk; i++ {
			risk = beginsMarkup(l.text[i:])
		}
	}
	g.tables = rule && risk
	return g
}

// rules are where line i begins the rule of a table that is not to be one, -1
// for nowhere, and where the dashes of it end that would begin front matter in
// the middle of a page, 0 for nowhere.
func (g escaper) rules(i int) (table, dashes int) {
	text := g.lines[i].text
	if table = columns(text); g.tables && table >= 0 {
		return table, 0
	}
	if g.kinds[i] == code || i+1 == len(g.lines) || isBlank(g.lines[i+1].text) {
		return -1, 0
	}
	text = strings.TrimRight(text, " \t")
	before := strings.TrimRight(text, "-")
	if len(text)-len(before) < 3 || strings.Trim(before, " \t>*+-:~.()#@0123456789") != "" {
		return -1, 0
	}
	return -1, len(text)
}

// escaped is a line with a backslash before whatever would begin HTML, a raw
// attribute, or a table (at the given place, or nowhere). The backslashes there
// already are doubled, so that each of them is still seen.
func escaped(text string, n lineKind, table int) string {
	var b strings.Builder
	slashes := 0
	for i := 0; i < len(text); {
		if n == prose && text[i] == '`' {
			end := i + spanEnd(text[i:])
			b.WriteString(text[i:end])
			i, slashes = end, 0
			continue
		}
		if i == table || beginsMarkup(text[i:]) {
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

// beginsMarkup reports what would begin a tag, a comment or an instruction, or a raw
// attribute, and is no link.
func beginsMarkup(text string) bool {
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
			end := strings.IndexFunc(address, func(r rune) bool {
				return r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-._~:/?#@!$&'()*+,;=%", r)
			})
			return end > 0 && address[end] == '>'
		}
	}
	return false
}
