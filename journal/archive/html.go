package archive

import (
	"strings"
	"unicode"
)

// withoutHTML is Markdown without raw HTML: tags and comments go, and scripts and
// styles with what is in them. What stands in code, and a link in angle brackets, is
// no HTML; a < that begins something without an end has a backslash before it. As the
// text between tags is kept, "a <b>bold</b> word" reads as "a bold word".
func withoutHTML(s string) string {
	// What is left may be read in another way than what was there, as where a tag
	// stood before a fence: until nothing changes, but at most a few times. The
	// last time nothing is taken for code.
	const most = 5
	for n := range most {
		before := s
		if s = cutHTML(s, n < most-1); s == before {
			break
		}
	}
	return s
}

// cutHTML goes once over a text; heeds says whether code is left alone.
func cutHTML(s string, heeds bool) string {
	lines := splitLines(s)
	kinds := classify(lines, 0)
	var b strings.Builder
	for i := 0; i < len(lines); {
		if heeds && kinds[i] == code {
			b.WriteString(lines[i].text + lines[i].end)
			i++
			continue
		}
		// Tags may run over several lines, and code in backticks may not.
		var run strings.Builder
		spans := map[int]int{} // where such code begins, and where it ends
		for ; i < len(lines) && !(heeds && kinds[i] == code); i++ {
			if heeds && kinds[i] == prose {
				for at := 0; at < len(lines[i].text); at++ {
					if n := 0; lines[i].text[at] == '`' {
						if n = spanEnd(lines[i].text[at:]); n > 0 {
							spans[run.Len()+at] = run.Len() + at + n
							at += n - 1
						}
					}
				}
			}
			run.WriteString(lines[i].text + lines[i].end)
		}
		writeWithoutHTML(&b, run.String(), spans)
	}
	return b.String()
}

func writeWithoutHTML(b *strings.Builder, s string, spans map[int]int) {
	lower := asciiLower(s)
	none := map[string]bool{} // what does not stand in the rest of the text
	find := func(from int, what string) int {
		if none[what] {
			return -1
		}
		at := strings.Index(lower[from:], what)
		if at < 0 {
			none[what] = true
			return -1
		}
		return from + at + len(what)
	}
	slashes := 0
	for i := 0; i < len(s); {
		if end, ok := spans[i]; ok {
			b.WriteString(s[i:end])
			i, slashes = end, 0
			continue
		}
		live := slashes%2 == 0 // what has a backslash before it is itself
		if s[i] == '\\' {
			slashes++
		} else {
			slashes = 0
		}
		if !live || s[i] != '<' && s[i] != '{' {
			b.WriteByte(s[i])
			i++
			continue
		}
		if s[i] == '<' && beginsMarkup(s[i:]) {
			end := -1
			switch {
			case strings.HasPrefix(s[i:], "<!--"):
				end = find(i, "-->")
			case isElement(lower[i:], "script"):
				end = find(i, "</script>")
			case isElement(lower[i:], "style"):
				end = find(i, "</style>")
			}
			if end < 0 {
				end = tagEnd(s, i)
			}
			if end > 0 {
				if isElement(lower[i:], "br") {
					b.WriteByte('\n')
				}
				i = end
				continue
			}
		}
		// A tag that is cut out behind it must not make one of it.
		if beginsMarkup(s[i:]) || strings.HasPrefix(s[i+1:], "<") {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
		i++
	}
}

// isElement reports the tag that begins an element, in a text in lower case.
func isElement(lower, name string) bool {
	rest, ok := strings.CutPrefix(lower, "<"+name)
	return ok && (rest == "" || strings.ContainsRune(" \t\n/>", rune(rest[0])))
}

// maxTag bounds how far a tag runs, in bytes: behind a < that was meant as one a
// whole text would be gone with the next >.
const maxTag = 2000

// tagEnd is where a tag, or an instruction, ends that begins at i; 0 for what is none.
func tagEnd(s string, i int) int {
	rest := s[i+1 : min(len(s), i+maxTag)]
	name := strings.TrimLeft(rest, "/!?")
	after := strings.TrimLeftFunc(name, func(r rune) bool { return r == '-' || r == ':' || unicode.IsLetter(r) || unicode.IsDigit(r) })
	if after == "" || !strings.ContainsRune(" \t\n/>?[", rune(after[0])) {
		return 0
	}
	end := strings.IndexAny(rest, "<>")
	if end < 0 || rest[end] == '<' || strings.Contains(rest[:end], "\n\n") {
		return 0
	}
	return i + 1 + end + 1
}

// asciiLower is a text of the same length with A to Z in lower case.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
