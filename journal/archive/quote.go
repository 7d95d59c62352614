package archive

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hardBreak at the end of a line keeps it a line of its own, where readers of
// Markdown would otherwise run it on into the next.
const hardBreak = "  "

// block writes a text as it stands or, with the margin "> ", as a block quote,
// which it cannot get out of. restored gives the text back.
func block(b io.StringWriter, text, margin string) {
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
		if g.kinds[i] != code && (table >= 0 || holdsMarkup(l.text)) {
			l.text = escaped(l.text, g.kinds[i], table)
		}
		b.WriteString(margin)
		b.WriteString(l.text)
		if g.breaks(i) {
			b.WriteString(hardBreak)
		}
		b.WriteString(l.end)
	}
	b.WriteString("\n")
}

// restored is the text that block wrote as these lines, without their margin;
// column is how wide that is.
func restored(lines []line, column int) string {
	var b strings.Builder
	g := newEscaper(lines, column)
	for i, n := range g.kinds {
		text := lines[i].text
		if g.breaks(i) {
			text = strings.TrimSuffix(text, hardBreak)
		}
		table, dashes := g.rules(i)
		if dashes > 0 {
			text = text[:dashes-1] + text[dashes:]
		}
		if n != code {
			text = unescaped(text, table)
		}
		b.WriteString(text + lines[i].end)
	}
	return b.String()
}

// escaper knows what to do so that each line of a text stays in its place.
type escaper struct {
	lines []line
	kinds []lineKind
	flow  []bool // whether each line flows
	list  []bool // whether its paragraph begins with an item: each is a line to every reader
	// tables is true where the text has something risky and a rule of a table
	// too: cut at a column, it might lose the backslash before it.
	tables bool
}

func newEscaper(lines []line, column int) escaper {
	g := escaper{lines: lines, kinds: classify(lines, column), flow: make([]bool, len(lines)), list: make([]bool, len(lines))}
	rule, risk := false, false
	for i, l := range lines {
		g.flow[i] = g.kinds[i] != code && l.text != "" && flows(l.text)
		if i == 0 || isBlank(lines[i-1].text) {
			g.list[i] = isItem(l.text)
		} else {
			g.list[i] = g.list[i-1]
		}
		rule = rule || columns(l.text) >= 0
		risk = risk || holdsMarkup(l.text)
	}
	g.tables = rule && risk
	return g
}

// breaks reports a line of a paragraph that another one follows. Nothing that block
// adds to a line changes that.
func (g escaper) breaks(i int) bool {
	if i+1 == len(g.lines) || !g.flow[i] || !g.flow[i+1] || g.lines[i].end == "\r" {
		return false
	}
	return !g.list[i] || !isItem(g.lines[i].text) || !isItem(g.lines[i+1].text)
}

// rules are where line i begins the rule of a table that is not to be one, -1
// for nowhere, and where the dashes of it end that would begin front matter in
// the middle of a page, 0 for nowhere. In code that is only what would begin a reflection
// in a stream of them.
func (g escaper) rules(i int) (table, dashes int) {
	text, isCode := g.lines[i].text, g.kinds[i] == code
	if table = columns(text); !isCode && g.tables && table >= 0 {
		return table, 0
	}
	if i+1 == len(g.lines) || isBlank(g.lines[i+1].text) || isCode && !isOwnID(g.lines[i+1].text) {
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

// unescaped takes back the backslashes before what is risky: of 2n+1 there
// were n.
func unescaped(text string, table int) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	slashes := 0
	for i := range len(text) {
		if text[i] == '\\' {
			slashes++
			continue
		}
		if (i == table || beginsMarkup(text[i:])) && slashes%2 == 1 {
			slashes /= 2
		}
		b.WriteString(strings.Repeat(`\`, slashes))
		b.WriteByte(text[i])
		slashes = 0
	}
	return b.String() + strings.Repeat(`\`, slashes)
}

// beginsMarkup reports what would begin a tag, a comment or an instruction, or a raw
// attribute, and is no link; and what looks like "[Ana]: hello", which readers take for
// what a link refers to and do not show.
func beginsMarkup(text string) bool {
	switch text[0] {
	case '<':
		next, _ := utf8.DecodeRuneInString(text[1:])
		return (unicode.IsLetter(next) || strings.ContainsRune("/!?", next)) && !isLink(text)
	case '{':
		return strings.HasPrefix(strings.TrimLeft(text[1:], " \t"), "=")
	case '[':
		end := 1 + strings.IndexAny(text[1:], "[]")
		return end > 1 && text[1] != '^' && strings.HasPrefix(text[end:], "]:") && !refers(text[end+2:])
	}
	return false
}

// refers reports what begins with an address, which is what a link refers to indeed.
func refers(text string) bool {
	text = strings.TrimPrefix(strings.TrimLeft(text, " \t"), "<")
	for _, scheme := range []string{"https:", "http:", "mailto:"} {
		if strings.HasPrefix(text, scheme) {
			return true
		}
	}
	return false
}

// holdsMarkup reports a line in which markup begins somewhere.
func holdsMarkup(text string) bool {
	for _, sign := range []byte("<{[") {
		for rest := text; ; {
			i := strings.IndexByte(rest, sign)
			if i < 0 {
				break
			}
			if beginsMarkup(rest[i:]) {
				return true
			}
			rest = rest[i+1:]
		}
	}
	return false
}

// bare is a line without the backslashes before its markup: the same one whether or not
// they are doubled yet.
func bare(text string) string {
	if !holdsMarkup(text) {
		return text
	}
	var b strings.Builder
	from := 0 // of the backslashes before i
	for i := range len(text) {
		switch {
		case text[i] == '\\':
			continue
		case !beginsMarkup(text[i:]):
			b.WriteString(text[from:i])
		}
		b.WriteByte(text[i])
		from = i + 1
	}
	return b.String() + text[from:]
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

// lineKind is how a line of somebody's Markdown is to be taken.
type lineKind int

const (
	ambiguous lineKind = iota // anything may be anything
	prose                     // what stands between backticks is code
	code                      // the line is code
)

// classify goes through the lines of a text and says how each is to be taken;
// column is where they begin, 2 within a quote, for the sake of tabs. Readers of
// Markdown differ, so a line is code only where all of them agree; from the first
// doubt about where a fence begins or ends, every line is ambiguous.
func classify(lines []line, column int) []lineKind {
	kinds := make([]lineKind, len(lines))
	if !isUnambiguous(lines) {
		return kinds
	}
	blank := true // the line before is blank
	var (
		structured bool // since the last blank line there was one that is not plain
		inList     bool // a list or the like may be open, to which indented lines belong
		ticks      bool // since the last blank line backticks may pair in more than one way
	)
	for i := 0; i < len(lines); i++ {
		text := lines[i].text
		if isBlank(text) {
			blank, structured, ticks = true, false, false
			continue
		}

		// An indented code block is one that cannot belong to anything else: not to
		// a list before it, nor to a line of dashes after it.
		indented := !inList && indent(text, column) >= 4 && (blank || kinds[i-1] == code)
		if indented && i+1 < len(lines) {
			next := lines[i+1].text
			indented = isBlank(next) || indent(next, column) >= 4
		}
		if indented {
			kinds[i] = code
			blank, structured, ticks = false, true, true
			continue
		}
		if strings.Contains(text, "```") || strings.Contains(text, "~~~") {
			last := fenceEnd(lines, i, blank, structured)
			if last == i {
				break // the rest is in doubt
			}
			for k := i + 1; k < last; k++ {
				kinds[k] = code
			}
			blank, structured, ticks = false, false, false
			i = last
			continue
		}
		if !isPlain(text) {
			inList, structured = true, true
		} else if blank {
			inList = false
		}
		ticks = ticks || !ticksPair(text)
		if !ticks {
			kinds[i] = prose
		}
		blank = false
	}
	return kinds
}

// fenceEnd is the line that closes the fence which line i opens, or i where
// that is not certain.
func fenceEnd(lines []line, i int, blank, structured bool) int {
	mark, info := cutFence(lines[i].text)
	if len(mark) < 3 || structured || mark[0] != '`' && !blank || !isWord(strings.Trim(info, " \t")) {
		return i
	}
	for k := i + 1; k < len(lines); k++ {
		text := lines[k].text
		run := strings.Trim(text, " \t")
		if len(run) < len(mark) || strings.Trim(run, mark[:1]) != "" {
			continue // no reader takes this for the end
		}
		if strings.TrimRight(text, " \t") != mark {
			return i // it closes for some readers only
		}
		return k
	}
	return i
}

// line is one line of a text, and what ended it: "\n", "\r\n", "\r", or ""
// for the last one.
type line struct{ text, end string }

func splitLines(s string) []line {
	ends := "\r\n"
	if strings.IndexByte(s, '\r') < 0 {
		ends = "\n" // most texts, and found much faster
	}
	var lines []line
	for {
		i := strings.IndexAny(s, ends)
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
		if l.end == "\r" || columns(l.text) >= 0 {
			return false
		}
		for _, r := range l.text {
			if r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0) {
				return false
			}
		}
	}
	return true
}

// columns is where the rule begins that a line draws over or under the columns
// of a table, as in "---- ---" or "+----+"; -1 for any other line.
func columns(text string) int {
	if strings.IndexByte(text, '-') < 0 && strings.IndexByte(text, '=') < 0 {
		return -1
	}
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

// isOrdinal reports a line that begins with a letter as an item of a list may: "a.", "iv)".
func isOrdinal(text string) bool {
	end := max(1, len(text)-len(strings.TrimLeft(text, "ivxlcdmIVXLCDM")))
	if end >= len(text) || text[end] != '.' && text[end] != ')' {
		return false
	}
	return end+1 == len(text) || text[end+1] == ' ' || text[end+1] == '\t'
}

// ticksPair reports a line whose backticks pair within it in just one way, with
// nothing beside them that a reader might put before code: links, math,
// attributes, bare addresses.
func ticksPair(text string) bool {
	for _, sign := range []string{`\`, "$", "[", "{", "|", "://", "www."} {
		if strings.Contains(text, sign) {
			return false
		}
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
