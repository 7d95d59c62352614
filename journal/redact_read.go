package journal

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"kith/journal/text"
)

// pattern is made ready when it is first asked for, not at the start of every command.
func pattern(is string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(is) })
}

// folding is a text made of another, with the stretch of that which each of its bytes
// comes from.
type folding struct {
	text       string
	start, end []int
}

// sized is a folding with room for a text of n bytes.
func sized(n int) folding { return folding{start: make([]int, 0, n), end: make([]int, 0, n)} }

// came says where the next n bytes of the text come from.
func (f *folding) came(n, start, end int) {
	for range n {
		f.start, f.end = append(f.start, start), append(f.end, end)
	}
}

// apart reports that something which is not in the folding stands before that place.
func (f folding) apart(at int) bool { return at == 0 || at < len(f.text) && f.end[at-1] < f.start[at] }

// lettersAlone is a folding of letters without the marks that part them.
func (f folding) lettersAlone() folding {
	var alone folding
	for at, r := range f.text {
		if isLetter(r) {
			n := utf8.RuneLen(r)
			alone.text += f.text[at : at+n]
			alone.start, alone.end = append(alone.start, f.start[at:at+n]...), append(alone.end, f.end[at:at+n]...)
		}
	}
	return alone
}

// view is a text as names are looked for in it.
type view struct {
	spelt   folding // as redactFold compares it, outer white space apart
	letters folding // of what is spelt: letters and figures without accents, and the marks that part them
}

// A line that is a block of its own (of marks or nothing, a heading, a fence, a row of a
// table), and one that begins a block.
var (
	blockLine  = pattern("^[\\s>]*(?:[-+*=_:\\s]*$|#{1,6}(?:\\s|$)|```|~~~)")
	blockStart = pattern(`^[\s>]*(?:[-+*]|\d{1,9}[.)])\s`)
)

// blocks are the parts of a text, with a line break between each two, within which a line
// break is as good as a space.
func blocks(s string) []string {
	isBlock := func(line string) bool { return strings.Contains(line, "|") || blockLine().MatchString(line) }
	lines := strings.Split(s, "\n")
	var all []string
	from := 0
	for i, line := range lines {
		if i+1 == len(lines) || isBlock(line) || isBlock(lines[i+1]) || blockStart().MatchString(lines[i+1]) {
			all = append(all, strings.Join(lines[from:i+1], "\n"))
			from = i + 1
		}
	}
	return all
}

// parting is the mark in what stands between two letters for which they are not of one
// name, or "". Spaces, dashes and emphasis join words, and so do the marks of addresses
// that have no space beside them: "Blue.Fig.Lab" is a name, and "blue. Figs" is not.
func parting(between string) string {
	spaced := strings.ContainsFunc(between, unicode.IsSpace)
	begun := false // of a line, maybe of a quotation
	for _, r := range between {
		switch {
		case unicode.IsSpace(r):
			begun = begun || r == '\n'
			continue
		case unicode.In(r, unicode.Pd, unicode.M), strings.ContainsRune("*_~`=&", r):
		case strings.ContainsRune("./+'\u2019\u00B7\u30FB", r) && !spaced:
		case r == '>' && begun:
			continue
		default:
			return string(r)
		}
		begun = false
	}
	return ""
}

// views are a text as it was written and, where it has links or tags, as it looks once
// those are drawn: names may stand in what is seen and in addresses.
func views(s string) []view {
	all := []view{seen(s, false)}
	if strings.ContainsAny(s, "[<\x1b") {
		all = append(all, seen(s, true))
	}
	return all
}

// seen is a text as it was written or, shown, as it looks.
func seen(s string, shown bool) view {
	read := asRead(s, shown)
	v := view{sized(len(read.text)), sized(len(read.text))}
	var spelt, letters strings.Builder
	fold := cases.Fold()
	end := 0 // of the last letter read
	for at := 0; at < len(read.text); {
		if n := emphasisWithin(read.text, at); n > 0 {
			at += n
			continue
		}
		next := at + 1
		folded := strings.ToLower(read.text[at:next])
		bare := folded
		if read.text[at] >= utf8.RuneSelf || next < len(read.text) && read.text[next] >= utf8.RuneSelf {
			next = at + max(1, norm.NFKC.NextBoundaryInString(read.text[at:], true))
			folded = norm.NFC.String(fold.String(norm.NFC.String(read.text[at:next])))
			bare = text.Unaccented(norm.NFKC.String(read.text[at:next]))
		}
		from := spelt.Len()
		for _, r := range folded {
			if r = usualMark(r); unicode.IsSpace(r) {
				if strings.HasSuffix(spelt.String(), " ") {
					v.spelt.end[len(v.spelt.end)-1] = read.end[next-1]
					continue
				}
				r = ' '
			}
			n, _ := spelt.WriteRune(r)
			v.spelt.came(n, read.start[at], read.end[next-1])
		}
		for _, r := range bare {
			if !isLetter(r) {
				continue
			}
			if letters.Len() > 0 && end < at {
				mark := parting(read.text[end:at])
				letters.WriteString(mark)
				v.letters.came(len(mark), from, v.letters.end[len(v.letters.end)-1]) // ends before it starts: apart from both
			}
			end = next
			n, _ := letters.WriteRune(r)
			v.letters.came(n, from, spelt.Len())
		}
		at = next
	}
	v.spelt.text, v.letters.text = spelt.String(), letters.String()
	return v
}

// emphasisWithin is how many marks of emphasis there are at a place within a word, as in
// "quil*ter*" and "_quil_*ter*". By itself _ separates words.
func emphasisWithin(s string, at int) int {
	if s[at] != '*' && s[at] != '_' {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	if !isLetter(before) {
		return 0
	}
	rest := strings.TrimLeft(s[at:], "*_")
	after, _ := utf8.DecodeRuneInString(rest)
	if marks := s[at : len(s)-len(rest)]; strings.Contains(marks, "*") && isLetter(after) {
		return len(marks)
	}
	return 0
}

// isUnseen reports the characters that are not drawn (Default_Ignorable_Code_Point), and
// those that no page for others keeps.
func isUnseen(r rune) bool {
	return r >= utf8.RuneSelf && unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) ||
		unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r)
}

// What stands for a character, or for none.
var (
	reference = pattern(`^&[#0-9A-Za-z]+;`)
	percent   = pattern(`^(?:%[0-9A-Fa-f]{2}){1,4}`)
	notShown  = pattern(`^(?:!?\[|\](?:\([^()\n]*\)|\[[^][\n]*\])?|</?[A-Za-z][^<>\n]*>|<!--[^<>]*-->|` + text.Sequence + `)`)
)

// asRead is a text as it is read: what stands for a character in Markdown (\+), in HTML
// (&euml;) or in an address (%20) is that character, and what nobody sees is gone. Shown,
// it has no tags and sets no colours, and of links it has what they show.
func asRead(s string, shown bool) folding {
	f := sized(len(s))
	var b strings.Builder
	for at := 0; at < len(s); {
		rest := s[at:]
		_, n := utf8.DecodeRuneInString(rest)
		part := rest[:n]
		switch c := rest[0]; {
		case c == '\\' && len(rest) > 1 && rest[1] < utf8.RuneSelf && (unicode.IsPunct(rune(rest[1])) || unicode.IsSymbol(rune(rest[1]))):
			n, part = 2, rest[1:2]
		case c == '&':
			if is := reference().FindString(rest[:min(len(rest), 41)]); is != "" {
				n, part = len(is), html.UnescapeString(is)
			}
		case c == '%':
			plain, _ := url.PathUnescape(percent().FindString(rest[:min(len(rest), 3*utf8.UTFMax)]))
			if r, size := utf8.DecodeRuneInString(plain); r != utf8.RuneError {
				n, part = 3*size, plain[:size]
			}
		case shown && strings.IndexByte("![]<\x1b", c) >= 0:
			if is := notShown().FindString(rest[:min(len(rest), 2000)]); is != "" {
				n, part = len(is), ""
			}
		}
		for _, r := range part {
			if isUnseen(r) {
				continue
			}
			size, _ := b.WriteRune(r)
			f.came(size, at, at+n)
		}
		at += n
	}
	f.text = b.String()
	return f
}

// paired are marks that come in pairs, and what is only a character.
var paired = pattern("[\\\\\x1b].|\\*+|_+|~+|`+|==+|!?\\[|\\](?:\\([^()\\n]*\\)|\\[[^][\\n]*\\])?|</?([A-Za-z][-0-9A-Za-z]*)[^<>\\n]*>")

// halves are the marks in a name that a text has, of which the other half stands outside:
// those that open go before what is said in its place, and those that close behind it.
func halves(before, part, after, name string) (string, string) {
	type half struct {
		mark, pair string
		closes     bool
	}
	var alone []half
	var prev rune // before the mark, and those that it follows at once
	end := 0
	for _, at := range paired().FindAllStringSubmatchIndex(part, -1) {
		h := half{mark: part[at[0]:at[1]]}
		follows := at[0] == end
		if !follows {
			prev, _ = utf8.DecodeLastRuneInString(part[:at[0]])
		}
		end = at[1]
		next, _ := utf8.DecodeRuneInString(part[at[1]:])
		outside := strings.HasSuffix(before, h.mark) || strings.HasPrefix(after, h.mark)
		switch c := h.mark[0]; {
		case c == '\\', c == '\x1b', strings.Contains(name, h.mark):
			continue
		case c == '[', c == '!':
			h.pair = "[]"
		case c == ']':
			h.pair, h.closes = "[]", true
		case c == '<':
			h.pair, h.closes = strings.ToLower(part[at[2]:at[3]]), h.mark[1] == '/'
		case !follows && isLetter(prev) && isLetter(next) && (c == '_' || c == '`' && !outside):
			continue // in "blue_fig", and an apostrophe
		default:
			h.pair = h.mark
			h.closes = !unicode.IsSpace(prev) && (strings.HasSuffix(before, h.mark) || !strings.HasPrefix(after, h.mark))
		}
		i := len(alone) - 1
		for i >= 0 && alone[i].pair != h.pair {
			i--
		}
		if i >= 0 && (h.pair == h.mark || alone[i].closes != h.closes) {
			alone = slices.Delete(alone, i, i+1)
		} else {
			alone = append(alone, h)
		}
	}
	var opening, closing strings.Builder
	for _, h := range alone {
		if h.closes {
			closing.WriteString(h.mark)
		} else {
			opening.WriteString(h.mark)
		}
	}
	return opening.String(), closing.String()
}
