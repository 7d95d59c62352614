package archive

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kith/journal"
)

// fileName is what the file of a reflection is called, but for its extension:
// 2026-11-23-your-communities-of-practice-n3r7t2yz. The title gives its letters
// and figures, of any script; the last eight characters of the id keep the names
// apart. It is a good name on every system.
func fileName(r journal.Reflection) string {
	return r.Created.Format("2006-01-02") + "-" + cmp.Or(slug(r.Title), "note") + nameEnd(r.ID)
}

// nameEnd is what the names of all files of one reflection end with.
func nameEnd(id journal.ID) string { return "-" + slug(id.Short()) }

// maxSlug bounds the title in a name, in bytes: the shortest limit in use is
// about 140 for a whole name.
const maxSlug = 80

// slug is the letters, marks and figures of s in lower case, with one hyphen
// for whatever is between them. It is cut where it is too long: at a hyphen where
// one is near, and never between a letter and its marks.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(s)) {
		if r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	s = b.String()
	if len(s) <= maxSlug {
		return s
	}
	at := maxSlug
	for at > 0 && !(utf8.RuneStart(s[at]) && norm.NFC.PropertiesString(s[at:]).BoundaryBefore()) {
		at--
	}
	if hyphen := strings.LastIndexByte(s[:at], '-'); hyphen > maxSlug/2 {
		at = hyphen
	}
	return strings.TrimRight(s[:at], "-")
}
