package journal

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"kith/journal/text"
)

// folding is a text made of another, with the stretch of that which each of its bytes
// comes from.
type folding struct {
	text       string
	start, end []int
}

// came says where the next n bytes of the text come from.
func (f *folding) came(n, start, end int) {
	for range n {
		f.start, f.end = append(f.start, start), append(f.end, end)
	}
}

// apart reports that something which is not in the folding stands before that place.
func (f folding) apart(at int) bool { return at == 0 || at < len(f.text) && f.end[at-1] < f.start[at] }

// view is a text as names are looked for in it.
type view struct {
	spelt   folding // as redactFold compares it, outer white space apart
	letters folding // of what is spelt: letters and figures alone, without accents
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
	var v view
	var spelt, letters strings.Builder
	fold := cases.Fold()
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
			if isLetter(r) {
				n, _ := letters.WriteRune(r)
				v.letters.came(n, from, spelt.Len())
			}
		}
		at = next
	}
	v.spelt.text, v.letters.text = spelt.String(), letters.String()
	return v
}

// emphasisWithin is how many marks of emphasis there are at a place within a word, as in
// "quil*ter*" and "_quil_*ter*". By itself _ separates words.
func emphasisWithin(s string, at int) int {
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
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) ||
		unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r)
}

// What stands for a character, or for none.
var (
	reference = regexp.MustCompile(`^&[#0-9A-Za-z]+;`)
	percent   = regexp.MustCompile(`^(?:%[0-9A-Fa-f]{2}){1,4}`)
	notShown  = regexp.MustCompile(`^(?:!?\[|\](?:\([^()\n]*\)|\[[^][\n]*\])?|</?[A-Za-z][^<>\n]*>|<!--[^<>]*-->|` + text.Sequence.String() + `)`)
)

// asRead is a text as it is read: what stands for a character in Markdown (\+), in HTML
// (&euml;) or in an address (%20) is that character, and what nobody sees is gone. Shown,
// it has no tags and sets no colours, and of links it has what they show.
func asRead(s string, shown bool) folding {
	var f folding
	var b strings.Builder
	for at := 0; at < len(s); {
		rest := s[at:]
		_, n := utf8.DecodeRuneInString(rest)
		part := rest[:n]
		switch c := rest[0]; {
		case c == '\\' && len(rest) > 1 && rest[1] < utf8.RuneSelf && (unicode.IsPunct(rune(rest[1])) || unicode.IsSymbol(rune(rest[1]))):
			n, part = 2, rest[1:2]
		case c == '&':
			if is := reference.FindString(rest[:min(len(rest), 41)]); is != "" {
				n, part = len(is), html.UnescapeString(is)
			}
		case c == '%':
			plain, _ := url.PathUnescape(percent.FindString(rest[:min(len(rest), 3*utf8.UTFMax)]))
			if r, size := utf8.DecodeRuneInString(plain); r != utf8.RuneError {
				n, part = 3*size, plain[:size]
			}
		case shown && strings.IndexByte("![]<\x1b", c) >= 0:
			if is := notShown.FindString(rest[:min(len(rest), 2000)]); is != "" {
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
