package journal

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"kith/journal/text"
)

// Redactor stands between a journal and other people: it knows every name that
// communities have or had, and what is said in their place. One does for a whole
// export, so that a community goes by the same words on each page of it.
type Redactor struct {
	names    []hiddenName // the longest first
	byID     map[ID]int   // a community's place in standIns
	byName   map[string]int
	aliases  []string // "" for none that can be used
	standIns []string // what is said in place of each
}

// hiddenName is a name to be found, in its folded form.
type hiddenName struct {
	folded string // as redactFold has it
	plain  string // as Fold has it
	alone  bool   // only where it stands alone as a word
	who    int
}

// Names are what one community is called. Former are all other names that it and
// what was merged into it have or had, aliases too; Alias is what it goes by in
// what is for others, if anything.
type Names struct {
	CommunityRef
	Alias  string
	Former []string
}

// NewRedactor makes one that knows some communities: all of a journal. They go by
// their aliases, or by "community A" and so on in the order given, so that in the
// order of their ids the same one has the same letter each time. A former name
// that is another community's by now means that one.
func NewRedactor(known []Names) *Redactor {
	c := &Redactor{byID: map[ID]int{}, byName: map[string]int{}}
	for who, k := range known {
		c.byID[k.ID] = who
		c.aliases, c.standIns = append(c.aliases, strings.TrimSpace(k.Alias)), append(c.standIns, "")
		c.name(who, k.Name)
	}
	for who, k := range known {
		for _, name := range k.Former {
			if k.Alias == "" || text.Fold(name) != text.Fold(k.Alias) {
				c.name(who, name)
			}
		}
	}
	c.settle()
	return c
}

// name has a name stand for a community, unless it does for one already.
func (c *Redactor) name(who int, name string) {
	folded, plain := redactFold(name), text.Fold(name)
	dashes := folded == "" // and nothing else, which names nobody where it stands in a text
	if dashes {
		folded = plain
	}
	if _, named := c.byName[folded]; !named && folded != "" {
		c.byName[folded] = who
		if !dashes {
			c.names = append(c.names, hiddenName{folded, plain, standsAlone(folded), who})
		}
	}
}

// learn adds what only the reflection knows: a community that has an id or a name
// that is known already is the same one under another name.
func (c *Redactor) learn(r Reflection) {
	names, communities := len(c.names), len(c.standIns)
	for _, ref := range r.Named() {
		who, known := c.byID[ref.ID]
		if !known {
			who, known = c.byName[redactFold(ref.Name)]
		}
		if !known {
			who = len(c.standIns)
			c.aliases, c.standIns = append(c.aliases, ""), append(c.standIns, "")
		}
		if ref.ID != "" {
			c.byID[ref.ID] = who
		}
		c.name(who, ref.Name)
	}
	if len(c.names) > names || len(c.standIns) > communities {
		c.settle()
	}
}

// settle puts the longest names first, and finds what to say in place of each
// community that has nothing yet, or something that is a name by now.
func (c *Redactor) settle() {
	slices.SortStableFunc(c.names, func(a, b hiddenName) int { return cmp.Compare(len(b.folded), len(a.folded)) })
	for who, alias := range c.aliases {
		if c.holds(alias) {
			c.aliases[who] = ""
		}
	}
	for who, s := range c.standIns {
		if s == "" || c.holds(s) {
			c.standIns[who] = ""
			c.standIns[who] = cmp.Or(c.aliases[who], c.neutral(who))
		}
	}
}

// who is the community's place. Every one asked for was learned.
func (c *Redactor) who(ref CommunityRef) int {
	if who, ok := c.byID[ref.ID]; ok && ref.ID != "" {
		return who
	}
	return c.byName[redactFold(ref.Name)]
}

// standIn is what the community is called on every page.
func (c *Redactor) standIn(who int) string { return c.standIns[who] }

// neutral is the letter of the community's place or, where somebody is called
// that, the next.
func (c *Redactor) neutral(who int) string {
	for _, noun := range []string{"community", "group", "circle", "place"} {
		// Each name can spoil a few letters or numbers, never all of these.
		for n := who; n < who+len(c.standIns)+26+100*(len(c.names)+1); n++ {
			s := noun + " " + letter(n)
			if !c.holds(s) && !c.taken(s) {
				return s
			}
		}
	}
	return ""
}

func (c *Redactor) taken(s string) bool {
	same := func(t string) bool { return text.Fold(s) == text.Fold(t) }
	return slices.ContainsFunc(c.standIns, same) || slices.ContainsFunc(c.aliases, same)
}

// letter counts A to Z, then 27 and up.
func letter(n int) string {
	if n < 26 {
		return string(rune('A' + n))
	}
	return strconv.Itoa(n + 1)
}

// text is s with every name of a community replaced, or "" should that ever
// fail: better a gap than a name.
func (c *Redactor) text(s string) string {
	// Twice, should what was put in make a name with what stands beside it.
	for range 2 {
		if !c.holds(s) {
			return s
		}
		s = c.replaced(s)
	}
	if c.holds(s) {
		return ""
	}
	return s
}

// holds reports that a name is found in s.
func (c *Redactor) holds(s string) bool {
	folded := foldedText(s).text
	plain := text.Fold(s)
	for _, name := range c.names {
		if name.plain != name.folded && !standsAlone(name.plain) && strings.Contains(plain, name.plain) {
			return true
		}
		for at := 0; ; at++ {
			i := strings.Index(folded[at:], name.folded)
			if i < 0 {
				break
			}
			at += i
			if name.standsAt(folded, at) {
				return true
			}
		}
	}
	return false
}

// replaced is one pass over s: wherever names stand, with the whole words they are
// in, they give way to the stand-in. Of several that overlap nothing is left, and
// the longest says whose stand-in it is.
func (c *Redactor) replaced(s string) string {
	f := foldedText(s)
	var b strings.Builder
	done := 0                            // how far into s
	from, to, longest, who := 0, 0, 0, 0 // of the folded text, what is to be replaced next
	replace := func() {
		if to > from {
			if start := f.start[from]; start >= done {
				b.WriteString(s[done:start])
			}
			b.WriteString(c.standIn(who))
			done = f.end[to-1]
		}
	}
	for at := range len(f.text) {
		for _, name := range c.names {
			if !strings.HasPrefix(f.text[at:], name.folded) || !name.standsAt(f.text, at) {
				continue
			}
			start, end := wholeWord(f.text, at, at+len(name.folded))
			if start >= to {
				replace()
				from, longest = start, 0
			}
			to = max(to, end)
			if len(name.folded) > longest {
				longest, who = len(name.folded), name.who
			}
			break // the others that begin here are shorter
		}
	}
	replace()
	b.WriteString(s[done:])
	return b.String()
}

// standsAt reports whether the name at that place of a folded text counts.
func (n hiddenName) standsAt(folded string, at int) bool {
	if !n.alone {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(folded[:at])
	after, _ := utf8.DecodeRuneInString(folded[at+len(n.folded):])
	return !inWord(before) && !inWord(after)
}

// beginsWith reports what is left of the name where a text was cut within it: its first
// word or more, or three letters of that. One letter or two begin too much else, such as
// the "s" of "Ana's".
func (n hiddenName) beginsWith(part string) bool {
	rest, cut := strings.CutPrefix(n.folded, part)
	next, _ := utf8.DecodeRuneInString(rest)
	return cut && (!inWord(next) || utf8.RuneCountInString(part) >= 3)
}

// standsAlone is for names such as "Go" or "Work": within "good" and "network"
// they are not meant.
func standsAlone(folded string) bool {
	return utf8.RuneCountInString(folded) <= 4 && strings.IndexFunc(folded, func(r rune) bool { return !inWord(r) }) < 0
}

// wholeWord widens a stretch of text to the ends of the words it begins and
// ends in. Scripts written without spaces have no such ends.
func wholeWord(text string, from, to int) (int, int) {
	if first, _ := utf8.DecodeRuneInString(text[from:]); inWord(first) {
		from -= len(text[:from]) - len(strings.TrimRightFunc(text[:from], inWord))
	}
	if last, _ := utf8.DecodeLastRuneInString(text[:to]); inWord(last) {
		to += len(text[to:]) - len(strings.TrimLeftFunc(text[to:], inWord))
	}
	return from, to
}

// inWord reports figures and letters of the scripts that have small letters
// (Latin, Greek, Cyrillic and more), all of which put spaces between words.
func inWord(r rune) bool { return unicode.IsLower(r) || unicode.IsUpper(r) || unicode.IsDigit(r) }

// redactFold is the form in which a name is looked for: as Fold has it, and with
// the marks that people and their devices write in several ways made one.
func redactFold(s string) string { return strings.TrimSpace(foldedText(s).text) }

// usualMark is the plain form of a mark: any apostrophe is the typewriter's, and
// hyphens and dashes are spaces, so that "Go-Meetup" is "Go Meetup".
func usualMark(r rune) rune {
	switch r {
	case '\u2018', '\u2019', '\u02BC', '\u2032', '`', '\u00B4':
		return '\''
	case '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB':
		return '"'
	case '-', '_', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u00AD':
		return ' '
	}
	return r
}

// tagged is the community that a tag names, its words run together or not.
func (c *Redactor) tagged(tag string) (who int, ok bool) {
	squeezed := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	tag = squeezed(redactFold(tag))
	for _, name := range c.names {
		if squeezed(name.folded) == tag {
			return name.who, true
		}
	}
	return 0, false
}

// folding is a text as redactFold compares it, outer white space apart, with the
// stretch of the original that each of its bytes comes from.
type folding struct {
	text       string
	start, end []int
}

func foldedText(s string) folding {
	var f folding
	var b strings.Builder
	fold := cases.Fold()
	for at := 0; at < len(s); {
		next := at + max(1, norm.NFC.NextBoundaryInString(s[at:], true))
		for _, r := range norm.NFC.String(fold.String(norm.NFC.String(s[at:next]))) {
			if r = usualMark(r); unicode.IsSpace(r) {
				if strings.HasSuffix(b.String(), " ") {
					f.end[len(f.end)-1] = next
					continue
				}
				r = ' '
			}
			n, _ := b.WriteRune(r)
			for range n {
				f.start, f.end = append(f.start, at), append(f.end, next)
			}
		}
		at = next
	}
	f.text = b.String()
	return f
}
