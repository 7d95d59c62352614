// Package text is what kith does with text, whatever it is about: fold it for
// comparing, make it visible, measure, wrap and cut it for a terminal, shut off
// what runs from right to left, and put words together into a sentence.
//
// It is a leaf: it imports nothing of kith, and refuses to know what a text says
// and where it goes.
package text

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which names and tags are compared: NFC and full case
// folding, with outer white space gone and inner runs of it made one space.
// "Café", "CAFÉ" and "Cafe\u0301" fold to the same text.
func Fold(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return strings.Join(strings.Fields(strings.ToLower(s)), " ") // the same, ten times as fast
	}
	folded := cases.Fold().String(norm.NFC.String(s))
	return norm.NFC.String(strings.Join(strings.Fields(folded), " "))
}

// Unaccented is Fold without accents, for finding what somebody means by what is
// easy to type: "schon" and "Schön" are the same text.
func Unaccented(s string) string { return Fold(withoutAccents(s)) }

// withoutAccents leaves out what stands above or below a letter, as in "é" or "ç", or goes
// through it, as in "ø" or "ł", and the points of Hebrew and Arabic. The marks of other
// scripts are half of their letters, and stay.
func withoutAccents(s string) string {
	if strings.ContainsAny(s, "æÆœŒþÞ") {
		s = strings.NewReplacer("æ", "ae", "Æ", "AE", "œ", "oe", "Œ", "OE", "þ", "th", "Þ", "TH").Replace(s)
	}
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch r {
		case 'ø', 'Ø':
			return 'o'
		case 'đ', 'Đ', 'ð', 'Ð':
			return 'd'
		case 'ł', 'Ł':
			return 'l'
		case 'ħ', 'Ħ':
			return 'h'
		case 'ı':
			return 'i'
		}
		if unicode.Is(unicode.Mn, r) && (r < '\u0900' || unicode.Is(unicode.Inherited, r)) && r != '\u3099' && r != '\u309A' {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

// Visible is text as it may be shown: line feeds and tabs stay, every other
// control character and every direction override is spelled out, as in
// "<U+001B>", so that nothing kept in a journal can move the cursor or turn a
// line around.
func Visible(s string) string {
	if isSeen(s) || strings.IndexFunc(s, acts) < 0 && strings.ToValidUTF8(s, "") == s {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if acts(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Sequence is the pattern of what sets a colour or a title on a terminal (CSI and OSC,
// ECMA-48).
const Sequence = "\x1b(\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b\n]*(\x07|\x1b\\\\))"

// Inert is text that is left with nothing that acts on a terminal or on the direction
// of text: Visible, but that such characters are left out, with the whole of a sequence
// that sets a colour or a title. Lines end with a line feed, however they ended before.
func Inert(s string) string {
	if strings.ContainsRune(s, '\x1b') {
		s = regexp.MustCompile(Sequence).ReplaceAllString(s, "")
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if acts(r) || r == '\uFEFF' {
			return -1
		}
		return r
	}, s)
}

// isSeen reports a text of ASCII alone in which nothing acts, as most are.
func isSeen(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// colour is a sequence that sets how what follows is drawn (SGR, ECMA-48 8.3.117).
var colour = regexp.MustCompile("^\x1b\\[[0-9;]*m")

// Drawn is Visible for what kith has drawn: its own colours and Isolate stay.
func Drawn(s string) string {
	if strings.IndexFunc(s, acts) < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		keep := len(colour.FindString(s))
		if keep == 0 {
			switch r, size := utf8.DecodeRuneInString(s); {
			case r == '\u2068' || r == '\u2069' || !acts(r) && r != utf8.RuneError:
				keep = size
			default:
				b.WriteString(Visible(s[:size]))
				s = s[size:]
				continue
			}
		}
		b.WriteString(s[:keep])
		s = s[keep:]
	}
	return b.String()
}

// acts reports the characters that act on a terminal or on the direction of
// text (Unicode Bidirectional Algorithm, UAX #9) rather than being seen.
func acts(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	}
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// Line is Visible on one line: line feeds and tabs become spaces.
func Line(s string) string {
	return Visible(strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == '\n' || r == '\r' || r == '\t'
	}), " "))
}

// Isolate shuts text that holds letters of a script written from right to left
// off from its neighbours, so that it cannot pull them along (FIRST STRONG
// ISOLATE and POP DIRECTIONAL ISOLATE, UAX #9). Other text stays as it is.
func Isolate(s string) string {
	rightToLeft := func(r rune) bool {
		if r <= unicode.MaxLatin1 {
			return false
		}
		p, _ := bidi.LookupRune(r)
		return p.Class() == bidi.R || p.Class() == bidi.AL || p.Class() == bidi.AN
	}
	if strings.ContainsFunc(s, rightToLeft) {
		return "\u2068" + s + "\u2069"
	}
	return s
}
