package markup

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostRuns bounds how many marks of emphasis and brackets one paragraph has; those
// behind are text.
const mostRuns = 2000

// longest bounds a paragraph that is looked into, in bytes; a longer one is text.
const longest = 1 << 20

// token is a span, or what may still become the beginning or end of one: a row of * or
// _, or a bracket.
type token struct {
	span        Span
	sign        byte // * _ [ or 0
	n           int  // how many of them are left
	opens, ends bool
}

// inline reads the lines of a paragraph.
func inline(s string) []Span {
	if len(s) > longest {
		var all []Span
		for i, l := range strings.Split(s, "\n") {
			if i > 0 {
				all = append(all, Span{Kind: Break})
			}
			all = append(all, Span{Kind: Text, Text: l})
		}
		return all
	}
	p := inliner{noTicks: map[int]bool{}}
	for at := 0; at < len(s); {
		at = p.read(s, at)
	}
	p.flush()
	for i := range p.tokens {
		if p.tokens[i].sign == '[' {
			p.tokens[i].sign = 0
		}
	}
	return emphasised(p.tokens)
}

type inliner struct {
	tokens  []token
	plain   strings.Builder
	noTicks map[int]bool // rows of backticks that nothing closes
	runs    int
	open    int // brackets
}

func (p *inliner) flush() {
	if p.plain.Len() > 0 {
		p.tokens = append(p.tokens, token{span: Span{Kind: Text, Text: p.plain.String()}})
		p.plain.Reset()
	}
}

func (p *inliner) add(t token) {
	p.flush()
	p.tokens = append(p.tokens, t)
}

// read takes what stands at a place, and gives the next.
func (p *inliner) read(s string, at int) int {
	c, rest := s[at], s[at:]
	switch {
	case c == '\n':
		said := strings.TrimRight(p.plain.String(), " ")
		p.plain.Reset()
		p.plain.WriteString(said)
		p.add(token{span: Span{Kind: Break}})
		return at + 1
	case c == '\\' && strings.HasPrefix(rest, "\\\n"):
		return at + 1
	case c == '\\' && len(rest) > 1 && isPunctuation(rest[1]):
		p.plain.WriteByte(rest[1])
		return at + 2
	case c == '&':
		n := 1 + len(rest[1:]) - len(strings.TrimLeftFunc(rest[1:min(len(rest), 40)], inEntity)) - len(rest[min(len(rest), 40):])
		if n < len(rest) && rest[n] == ';' {
			p.plain.WriteString(html.UnescapeString(rest[:n+1]))
			return at + n + 1
		}
	case c == '`':
		return p.code(s, at)
	case c == '<':
		if address, n := autolink(rest); n > 0 {
			p.add(token{span: Span{Kind: Link, Address: address, Spans: []Span{{Kind: Text, Text: rest[1 : n-1]}}}})
			return at + n
		}
	case (c == '[' || strings.HasPrefix(rest, "![")) && p.runs < mostRuns:
		p.runs++
		p.open++
		n := 1 + strings.Index(rest[:min(2, len(rest))], "[")
		p.add(token{span: Span{Kind: Text, Text: rest[:n]}, sign: '['})
		return at + n
	case c == ']':
		if n := p.link(rest); n > 0 {
			return at + n
		}
	case (c == '*' || c == '_') && p.runs < mostRuns:
		p.runs++
		n := len(rest) - len(strings.TrimLeft(rest, rest[:1]))
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		after, _ := utf8.DecodeRuneInString(rest[n:])
		left, right := flanks(before, after), flanks(after, before)
		t := token{span: Span{Kind: Text}, sign: c, n: n, opens: left, ends: right}
		if c == '_' {
			t.opens, t.ends = left && (!right || isSign(before)), right && (!left || isSign(after))
		}
		p.add(t)
		return at + n
	}
	p.plain.WriteByte(c)
	return at + 1
}

// code takes a span of code, or the backticks alone where nothing closes them.
func (p *inliner) code(s string, at int) int {
	ticks := len(s[at:]) - len(strings.TrimLeft(s[at:], "`"))
	for from := at + ticks; !p.noTicks[ticks]; {
		next := strings.IndexByte(s[from:], '`')
		if next < 0 {
			p.noTicks[ticks] = true
			break
		}
		from += next
		n := len(s[from:]) - len(strings.TrimLeft(s[from:], "`"))
		if n == ticks {
			code := strings.ReplaceAll(s[at+ticks:from], "\n", " ")
			if len(code) > 2 && code[0] == ' ' && code[len(code)-1] == ' ' && strings.TrimSpace(code) != "" {
				code = code[1 : len(code)-1]
			}
			p.add(token{span: Span{Kind: Code, Text: code}})
			return from + n
		}
		from += n
	}
	p.plain.WriteString(s[at : at+ticks])
	return at + ticks
}

// autolink is the address in angle brackets that a text begins with, and how long that
// is; 0 for none.
func autolink(s string) (address string, n int) {
	end := strings.IndexAny(s[1:], "<> \n")
	if end < 1 || s[1+end] != '>' {
		return "", 0
	}
	inner := s[1 : 1+end]
	scheme, rest, ok := strings.Cut(inner, ":")
	isScheme := ok && len(scheme) >= 2 && len(scheme) <= 32 && strings.IndexFunc(scheme, func(r rune) bool {
		return !(r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("+.-", r))
	}) < 0
	name, host, isMail := strings.Cut(inner, "@")
	switch {
	case isScheme && rest != "":
		return inner, end + 2
	case isMail && name != "" && strings.Contains(host, ".") && !strings.ContainsAny(inner, `"\()[],;:`) && !strings.Contains(host, "@"):
		return "mailto:" + inner, end + 2
	}
	return "", 0
}

// link makes one of what stands between the last bracket that was opened and the ]
// that rest begins with, and gives how long its end is; 0 for none.
func (p *inliner) link(rest string) int {
	if p.open == 0 {
		return 0
	}
	p.flush()
	open := len(p.tokens) - 1
	for p.tokens[open].sign != '[' {
		open--
	}
	p.tokens[open].sign = 0
	p.open--
	address, n := destination(rest)
	if n == 0 {
		return 0
	}
	within := emphasised(p.tokens[open+1:])
	p.tokens = append(p.tokens[:open], token{span: Span{Kind: Link, Address: address, Spans: within}})
	for i := range p.tokens { // a link holds no other
		if p.tokens[i].sign == '[' && p.tokens[i].span.Text == "[" {
			p.tokens[i].sign = 0
			p.open--
		}
	}
	return n
}

// destination reads ](address "title"), and gives how long that is.
func destination(s string) (address string, n int) {
	if !strings.HasPrefix(s, "](") {
		return "", 0
	}
	at := 2 + len(s[2:]) - len(strings.TrimLeft(s[2:], " \n"))
	from := at
	if at < len(s) && s[at] == '<' {
		end := strings.IndexAny(s[at+1:], "<>\n")
		if end < 0 || s[at+1+end] != '>' {
			return "", 0
		}
		address, at = s[at+1:at+1+end], at+end+2
	} else {
		for depth := 0; at < len(s) && s[at] > ' '; at++ {
			if s[at] == '\\' && at+1 < len(s) && isPunctuation(s[at+1]) {
				at++
			} else if s[at] == '(' {
				depth++
			} else if s[at] == ')' {
				if depth--; depth < 0 {
					break
				}
			}
		}
		address = s[from:min(at, len(s))]
	}
	for i := 0; i < len(address)-1; i++ {
		if address[i] == '\\' && isPunctuation(address[i+1]) {
			address = address[:i] + address[i+1:]
		}
	}
	address = html.UnescapeString(address)
	tail := s[min(at, len(s)):]
	title := strings.TrimLeft(tail, " \n")
	if len(title) < len(tail) && title != "" && strings.ContainsAny(title[:1], `"'`) {
		if end := strings.IndexByte(title[1:], title[0]); end >= 0 {
			title = strings.TrimLeft(title[end+2:], " \n")
		}
	}
	if !strings.HasPrefix(title, ")") {
		return "", 0
	}
	return address, len(s) - len(title) + 1
}

// emphasised has the rows of * and _ that match around what stands between them; the
// others are text (CommonMark, "process emphasis").
func emphasised(tokens []token) []Span {
	bottom := map[[2]int]int{} // below which nothing opens for a row of that sign and length
	for end := 0; end < len(tokens); end++ {
		for t := &tokens[end]; t.ends && t.n > 0; t = &tokens[end] {
			key := [2]int{int(t.sign), t.n % 3}
			open := end - 1
			for ; open >= bottom[key]; open-- {
				o := tokens[open]
				if o.sign == t.sign && o.opens && o.n > 0 && !((o.ends || t.opens) && (o.n+t.n)%3 == 0 && (o.n%3 != 0 || t.n%3 != 0)) {
					break
				}
			}
			if open < bottom[key] {
				bottom[key] = end
				break
			}
			n, kind := 1, Emphasis
			if tokens[open].n > 1 && t.n > 1 {
				n, kind = 2, Strong
			}
			within := spans(tokens[open+1 : end])
			tokens[open].n -= n
			t.n -= n
			closer := *t
			tokens = slices.Replace(tokens, open+1, end+1, token{span: Span{Kind: kind, Spans: within}}, closer)
			end = open + 2
			for k := range bottom {
				bottom[k] = min(bottom[k], open+1)
			}
		}
	}
	return spans(tokens)
}

// spans are tokens as they are, with neighbours of text made one.
func spans(tokens []token) (all []Span) {
	for _, t := range tokens {
		if t.sign == '*' || t.sign == '_' {
			t.span.Text = strings.Repeat(string(t.sign), t.n)
		}
		switch last := len(all) - 1; {
		case t.span.Kind == Text && t.span.Text == "":
		case t.span.Kind == Text && last >= 0 && all[last].Kind == Text:
			all[last].Text += t.span.Text
		default:
			all = append(all, t.span)
		}
	}
	return all
}

func inEntity(r rune) bool {
	return r == '#' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

func isPunctuation(c byte) bool { return c < 0x80 && isSign(rune(c)) }

func isSign(r rune) bool { return r != utf8.RuneError && (unicode.IsPunct(r) || unicode.IsSymbol(r)) }

// flanks reports a row of marks that belongs to what stands behind it (CommonMark,
// "left-flanking"). Before and after may be utf8.RuneError, for an end.
func flanks(before, after rune) bool {
	isSpace := func(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }
	return !isSpace(after) && (!isSign(after) || isSpace(before) || isSign(before))
}
