// Package markup reads what people write in Markdown, and draws it as HTML and for a
// terminal.
//
// It knows what people type: paragraphs, headings, lists, quotes, code, rules,
// emphasis and links, as CommonMark has them (https://spec.commonmark.org/0.31.2/).
// HTML is text like any other, a line break that was typed stays one, and links are
// written where they stand. The package refuses to know what a text is and where it
// goes; no text takes it long.
package markup

import "strings"

// Kind is what a block or a span is.
type Kind int

// The kinds of block, and then of span.
const (
	Paragraph Kind = iota
	Heading
	Quote
	List
	Item
	CodeBlock
	Rule

	Text
	Break // of a line
	Code
	Emphasis
	Strong
	Link
)

// Block is a part of a text that stands by itself.
type Block struct {
	Kind  Kind
	Level int // of a heading, from 1 to 6
	// Ordered is a list whose items count up from Start. Loose is one whose items
	// stand apart.
	Ordered, Loose bool
	Start          int
	Sign           byte    // behind the number of an ordered item: . or )
	Spaced         bool    // a blank line stands before it
	Text           string  // of a block of code; of a paragraph as it was typed
	Info           string  // behind the fence of a block of code
	Spans          []Span  // of a paragraph or a heading
	Blocks         []Block // of a quote, a list or an item
}

// Span is a part of a line.
type Span struct {
	Kind    Kind
	Text    string // of text and code
	Address string // of a link
	Spans   []Span // of emphasis and links
}

// deepest is how deep quotes and lists stand in each other; what is deeper is text.
const deepest = 50

// Parse reads a text.
func Parse(src string) []Block {
	src = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(src)
	lines := strings.Split(src, "\n")
	for i, l := range lines {
		lines[i] = untabbed(l)
	}
	return parse(lines, 0)
}

// untabbed is a line with spaces for the tabs that it begins with.
func untabbed(l string) string {
	if !strings.Contains(l, "\t") {
		return l
	}
	column := 0
	for i, r := range l {
		switch r {
		case ' ':
			column++
		case '\t':
			column += 4 - column%4
		default:
			return strings.Repeat(" ", column) + l[i:]
		}
	}
	return ""
}

func parse(lines []string, depth int) (all []Block) {
	for i := 0; i < len(lines); {
		l := lines[i]
		body, dent := strings.TrimLeft(l, " "), indent(l)
		var b Block
		n := 1
		switch {
		case body == "":
			i++
			continue
		case dent >= 4:
			b, n = parseIndented(lines[i:])
		case fence(l) != "":
			b, n = parseFenced(lines[i:])
		case headingLevel(body) > 0:
			level := headingLevel(body)
			said := strings.TrimSpace(body[level:])
			if bare := strings.TrimRight(said, "#"); bare == "" || strings.HasSuffix(bare, " ") {
				said = strings.TrimSpace(bare)
			}
			b = Block{Kind: Heading, Level: level, Spans: inline(said)}
		case isRule(body):
			b = Block{Kind: Rule}
		case body[0] == '>' && depth < deepest:
			b, n = parseQuote(lines[i:], depth)
		case marker(l) != (mark{}) && depth < deepest:
			b, n = parseList(lines[i:], depth)
		default:
			b, n = parseParagraph(lines[i:])
		}
		b.Spaced = i > 0 && strings.TrimSpace(lines[i-1]) == ""
		all = append(all, b)
		i += n
	}
	return all
}

func indent(l string) int { return len(l) - len(strings.TrimLeft(l, " ")) }

// begins reports a line that ends a paragraph above it.
func begins(l string) bool {
	body := strings.TrimLeft(l, " ")
	if body == "" {
		return true
	}
	if indent(l) >= 4 {
		return false
	}
	m := marker(l)
	return fence(l) != "" || headingLevel(body) > 0 || isRule(body) || body[0] == '>' ||
		m != (mark{}) && m.start <= 1 && strings.TrimSpace(l[min(m.width, len(l)):]) != ""
}

func parseParagraph(lines []string) (Block, int) {
	said := []string{strings.TrimLeft(lines[0], " ")}
	for _, l := range lines[1:] {
		body := strings.TrimSpace(l)
		if body != "" && indent(l) < 4 && (strings.Trim(body, "=") == "" || strings.Trim(body, "-") == "") {
			return Block{Kind: Heading, Level: map[bool]int{true: 1, false: 2}[body[0] == '='], Spans: inline(strings.TrimRight(strings.Join(said, "\n"), " "))}, len(said) + 1
		}
		if begins(l) {
			break
		}
		said = append(said, strings.TrimLeft(l, " "))
	}
	typed := strings.TrimRight(strings.Join(said, "\n"), " ")
	return Block{Kind: Paragraph, Text: typed, Spans: inline(typed)}, len(said)
}

func parseIndented(lines []string) (Block, int) {
	n, code := 0, ""
	for i, l := range lines {
		if strings.TrimSpace(l) != "" {
			if indent(l) < 4 {
				break
			}
			n = i + 1
		}
	}
	for _, l := range lines[:n] {
		code += l[min(4, len(l)):] + "\n"
	}
	return Block{Kind: CodeBlock, Text: code}, n
}

// fence is the row of marks that begins a block of code, "" for none.
func fence(l string) string {
	body := strings.TrimLeft(l, " ")
	if len(l)-len(body) > 3 || body == "" || body[0] != '`' && body[0] != '~' {
		return ""
	}
	marks := body[:len(body)-len(strings.TrimLeft(body, body[:1]))]
	if len(marks) < 3 || marks[0] == '`' && strings.Contains(body[len(marks):], "`") {
		return ""
	}
	return marks
}

func parseFenced(lines []string) (Block, int) {
	marks, dent := fence(lines[0]), indent(lines[0])
	info := strings.TrimSpace(strings.TrimSpace(lines[0])[len(marks):])
	var code strings.Builder
	for i, l := range lines[1:] {
		if end := fence(l); strings.HasPrefix(end, marks) && strings.Trim(l, " "+marks[:1]) == "" {
			return Block{Kind: CodeBlock, Info: info, Text: code.String()}, i + 2
		}
		code.WriteString(l[min(dent, indent(l)):] + "\n")
	}
	return Block{Kind: CodeBlock, Info: info, Text: code.String()}, len(lines)
}

func headingLevel(body string) int {
	rest := strings.TrimLeft(body, "#")
	if n := len(body) - len(rest); n <= 6 && (rest == "" || rest[0] == ' ') {
		return n
	}
	return 0
}

func isRule(body string) bool {
	marks := strings.ReplaceAll(body, " ", "")
	return len(marks) >= 3 && strings.ContainsAny(marks[:1], "-*_") && strings.Trim(marks, marks[:1]) == ""
}

func parseQuote(lines []string, depth int) (Block, int) {
	var inner []string
	for _, l := range lines {
		rest, quoted := strings.CutPrefix(strings.TrimLeft(l, " "), ">")
		if quoted && indent(l) < 4 {
			inner = append(inner, strings.TrimPrefix(rest, " "))
			continue
		}
		if last := inner[len(inner)-1]; begins(l) || begins(last) {
			break
		}
		inner = append(inner, l) // a paragraph goes on without the mark
	}
	return Block{Kind: Quote, Blocks: parse(inner, depth+1)}, len(inner)
}

// mark is what begins an item of a list: what it ends with, where its number starts
// (0 for a bullet) and how wide it is with the space behind it.
type mark struct {
	sign  byte
	start int
	width int
}

func marker(l string) mark {
	body := strings.TrimLeft(l, " ")
	dent := len(l) - len(body)
	if body == "" || dent > 3 {
		return mark{}
	}
	m := mark{sign: body[0], width: dent + 1}
	if !strings.ContainsAny(body[:1], "-*+") {
		figures := len(body) - len(strings.TrimLeft(body, "0123456789"))
		if figures == 0 || figures > 9 || figures == len(body) || body[figures] != '.' && body[figures] != ')' {
			return mark{}
		}
		for _, c := range body[:figures] {
			m.start = 10*m.start + int(c-'0')
		}
		m.sign, m.width = body[figures], dent+figures+1
	}
	rest := l[m.width:]
	switch spaces := indent(rest); {
	case strings.TrimSpace(rest) == "":
		m.width++
	case spaces == 0 || isRule(body):
		return mark{}
	case spaces > 4:
		m.width++
	default:
		m.width += spaces
	}
	return m
}

func parseList(lines []string, depth int) (Block, int) {
	first := marker(lines[0])
	list := Block{Kind: List, Ordered: first.sign == '.' || first.sign == ')', Start: first.start, Sign: first.sign}
	n, apart := 0, false
	for n < len(lines) && marker(lines[n]).sign == first.sign {
		m := marker(lines[n])
		inner := []string{lines[n][min(m.width, len(lines[n])):]}
		spaced := apart
		list.Loose = list.Loose || apart
		apart = false
		for n++; n < len(lines); n++ {
			l := lines[n]
			blank := strings.TrimSpace(l) == ""
			if !blank && indent(l) < m.width && (apart || begins(l) || marker(l).sign == first.sign) {
				break
			}
			if !blank && indent(l) >= m.width {
				l = l[m.width:]
			}
			list.Loose = list.Loose || apart && !blank
			apart = blank
			inner = append(inner, l)
		}
		list.Blocks = append(list.Blocks, Block{Kind: Item, Spaced: spaced, Blocks: parse(inner, depth+1)})
	}
	return list, n
}

// Followed reports an address that a link may lead to: of a page or of mail.
func Followed(address string) bool {
	scheme, _, ok := strings.Cut(strings.ToLower(address), ":")
	return ok && (scheme == "http" || scheme == "https" || scheme == "mailto")
}
