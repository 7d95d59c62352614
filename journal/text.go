package journal

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which names and tags are compared: NFC and full case
// folding, with outer white space gone and inner runs of it made one space.
// "Café", "CAFÉ" and "Cafe\u0301" fold to the same text.
func Fold(s string) string {
	folded := cases.Fold().String(norm.NFC.String(s))
	return norm.NFC.String(strings.Join(strings.Fields(folded), " "))
}

// Visible is text as it may be shown: line feeds and tabs stay, every other
// control character and every direction override is spelled out, as in
// "<U+001B>", so that nothing kept in a journal can move the cursor or turn a
// line around.
func Visible(s string) string {
	if strings.IndexFunc(s, hidden) < 0 && strings.ToValidUTF8(s, "") == s {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if hidden(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// VisibleLine is Visible on one line: line feeds and tabs become spaces.
func VisibleLine(s string) string {
	return Visible(strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == '\n' || r == '\r' || r == '\t'
	}), " "))
}

// hidden reports the characters that act on a terminal or on the direction of
// text (Unicode Bidirectional Algorithm, UAX #9) rather than being seen.
func hidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}

// CheckText refuses the one thing that cannot be kept: a NUL character.
func CheckText(what, s string) error {
	if strings.ContainsRune(s, 0) {
		return Errorf(Invalid, "%s holds a NUL character, which cannot be kept", what)
	}
	return nil
}
