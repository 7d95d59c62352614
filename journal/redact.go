package journal

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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
	signs    signs
}

// hiddenName is a name to be found.
type hiddenName struct {
	spelt   string    // as redactFold has it
	letters []folding // of the spelling, by which a name of enough of them is found however it is put together
	plain   string    // as Fold has it
	alone   bool      // only where it stands alone as a word
	who     int
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
	c := &Redactor{byID: map[ID]int{}, byName: map[string]int{}, signs: newSigns()}
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
			c.names = append(c.names, hiddenName{folded, lettersOf(name), plain, standsAlone(folded), who})
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
	slices.SortStableFunc(c.names, func(a, b hiddenName) int { return cmp.Compare(len(b.spelt), len(a.spelt)) })
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

// text is s with every name of a community replaced. No name goes on in another block.
func (c *Redactor) text(s string) string {
	parts := blocks(s)
	for i, part := range parts {
		parts[i] = c.block(part)
	}
	return strings.Join(parts, "\n")
}

// block is s with every name replaced, or "" should that ever fail: better a gap than
// a name.
func (c *Redactor) block(s string) string {
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
	plain := text.Fold(s)
	return len(c.runs(s)) > 0 ||
		slices.ContainsFunc(c.names, func(n hiddenName) bool { return !standsAlone(n.plain) && strings.Contains(plain, n.plain) })
}

// run is a stretch of a text that goes: a name, with the whole words it is in.
type run struct{ from, to, name int }

// runs are all that are found in s, in its order.
func (c *Redactor) runs(s string) []run {
	var runs []run
	for _, v := range views(s) {
		for i, name := range c.names {
			from, to := 0, 0 // of the last one
			for begin, end := range name.stretches(v) {
				if begin < from || end > to { // else it is in words that go already
					from, to = wholeWord(v.spelt.text, begin, end)
					runs = append(runs, run{v.spelt.start[from], v.spelt.end[to-1], i})
				}
			}
		}
	}
	slices.SortStableFunc(runs, func(a, b run) int { return cmp.Compare(a.from, b.from) })
	return runs
}

// replaced is one pass over s: wherever names stand they give way to the stand-in. Of
// several that overlap nothing is left, and the longest says whose stand-in it is.
func (c *Redactor) replaced(s string) string {
	var b strings.Builder
	done := 0 // how far into s
	for runs := c.runs(s); len(runs) > 0; {
		next := runs[0]
		for runs = runs[1:]; len(runs) > 0 && runs[0].from < next.to; runs = runs[1:] {
			next.to, next.name = max(next.to, runs[0].to), min(next.name, runs[0].name)
		}
		name := c.names[next.name]
		opening, closing := halves(s[:next.from], s[next.from:next.to], s[next.to:], name.spelt)
		b.WriteString(s[done:next.from] + opening + c.standIn(name.who) + closing)
		done = next.to
	}
	return b.String() + s[done:]
}

// stretches are where the name stands in the spelling of a text: as it is spelt and,
// should it have enough letters, with nothing between its words, or with marks that join.
func (n hiddenName) stretches(v view) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for at := range indexes(v.spelt.text, n.spelt) {
			if n.standsAt(v.spelt.text, at) && !yield(at, at+len(n.spelt)) {
				return
			}
		}
		for _, name := range n.letters {
			for at := range indexes(v.letters.text, name.text) {
				if end := at + len(name.text); isSpread(name, v.letters, at, end) && !yield(v.letters.start[at], v.letters.end[end-1]) {
					return
				}
			}
		}
	}
}

// indexes are all places of a part that is not empty.
func indexes(s, part string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := 0; part != ""; at++ {
			i := strings.Index(s[at:], part)
			if i < 0 || !yield(at+i) {
				return
			}
			at += i
		}
	}
}

// isSpread reports that the letters in that place, which are the name's or its first
// ones, stand apart nowhere but between its words: "quilter" is not in "tranquil
// terms". A first word of one letter begins a word: "C++ Guild" is no music guild.
func isSpread(name, letters folding, from, to int) bool {
	for i := from + 1; i < to; i++ {
		if letters.apart(i) && !name.apart(i-from) {
			return false
		}
	}
	_, first := utf8.DecodeRuneInString(name.text)
	return !name.apart(first) || letters.apart(from)
}

// standsAt reports whether the name at that place of a folded text counts.
func (n hiddenName) standsAt(folded string, at int) bool {
	if !n.alone {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(folded[:at])
	after, _ := utf8.DecodeRuneInString(folded[at+len(n.spelt):])
	return !inWord(before) && !inWord(after)
}

// begunAt is where in the spelling of a text that was cut within the name it begins,
// with its first word or more, or three letters of that; -1 for nowhere. One letter or
// two begin too much else, such as the "s" of "Ana's".
func (n hiddenName) begunAt(v view) int {
	enough := func(part string, isWord bool) bool { return isWord || utf8.RuneCountInString(part) >= 3 }
	for at := range v.spelt.text {
		before, _ := utf8.DecodeLastRuneInString(v.spelt.text[:at])
		rest, cut := strings.CutPrefix(n.spelt, v.spelt.text[at:])
		next, _ := utf8.DecodeRuneInString(rest)
		if cut && !inWord(before) && enough(v.spelt.text[at:], !inWord(next)) {
			return at
		}
	}
	for at := range v.letters.text {
		part := v.letters.text[at:]
		begins := func(name folding) bool {
			return strings.HasPrefix(name.text, part) && isSpread(name, v.letters, at, at+len(part)) && enough(part, name.apart(len(part)))
		}
		if v.letters.apart(at) && slices.ContainsFunc(n.letters, begins) {
			return v.letters.start[at]
		}
	}
	return -1
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
func redactFold(s string) string { return strings.TrimSpace(seen(s, false).spelt.text) }

var capitalWithin = pattern(`(\p{Ll})(\p{Lu})`)

// lettersOf are a name's, with what separates its words: spaces, any other mark, and
// a capital as in "BlueFigLab". "St. Mary" is also found as "St Mary", so a name with a
// mark that parts has two. They are none where they are so few that they would be found
// in other words.
func lettersOf(name string) []folding {
	const least = 6
	l := seen(capitalWithin().ReplaceAllString(name, "$1 $2"), false).letters
	bare := l.lettersAlone()
	switch {
	case utf8.RuneCountInString(bare.text) < least:
		return nil
	case bare.text == l.text:
		return []folding{l}
	}
	return []folding{l, bare}
}

func isLetter(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) }

// usualMark is the plain form of a mark: any apostrophe is the typewriter's, and
// hyphens and dashes are spaces, so that "Go-Meetup" is "Go Meetup".
func usualMark(r rune) rune {
	switch r {
	case '\u2018', '\u2019', '\u02BC', '\u2032', '`', '\u00B4':
		return '\''
	case '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB':
		return '"'
	case '-', '_', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014':
		return ' '
	}
	return r
}

// tagged is the community that a tag names, its words run together or not.
func (c *Redactor) tagged(tag string) (who int, ok bool) {
	squeezed := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	spelt, letters := squeezed(redactFold(tag)), seen(tag, false).letters.lettersAlone().text
	for _, name := range c.names {
		same := func(name folding) bool { return name.text == letters }
		if squeezed(name.spelt) == spelt || slices.ContainsFunc(name.letters, same) {
			return name.who, true
		}
	}
	return 0, false
}
