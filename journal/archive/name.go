package archive

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kith/journal"
)

// FileName is what the file of a reflection is called:
// 2026-11-23-your-communities-of-practice-n3r7t2yz.md. The title gives its
// letters and figures, of any script; the last eight characters of the id keep
// the names apart. It is a good name on every system.
func FileName(r journal.Reflection) string { return whole(r).fileName() }

func (p page) fileName() string {
	title := slug(p.title)
	if title == "" {
		title = "note"
	}
	return p.created.Format("2006-01-02") + "-" + title + nameEnd(p.id)
}

// nameEnd is what the names of all files of one reflection end with.
func nameEnd(id journal.ID) string { return "-" + slug(id.Short()) + ".md" }

// maxSlug bounds the title in a name, in bytes: the shortest limit in use is
// about 140 for a whole name.
const maxSlug = 80

// slug is the letters, marks and figures of s in lower case, with one hyphen
// for whatever is between them.
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
	return clip(b.String())
}

// clip cuts a slug that is too long, at a hyphen where one is near, and never
// between a letter and its marks.
func clip(s string) string {
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
