package journal

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/journal/text"
)

// Identifier is something on a page for other people by which they may tell who it is
// about, or where: what no rule can decide, and a person looks at before the page
// leaves. (The term is the one of data protection.)
type Identifier struct {
	Kind  IdentifierKind
	Words string // as they stand on the page; "" for IdentifierCapitals
	Line  int    // of the page, from 1: the first that has them
}

// IdentifierKind is what an Identifier may be.
type IdentifierKind string

// The kinds of identifier.
const (
	IdentifierName      IdentifierKind = "name"           // written with a capital, and begins no sentence
	IdentifierCommunity IdentifierKind = "community"      // a part of what a community in the journal is or was called
	IdentifierMail      IdentifierKind = "e-mail address" //
	IdentifierTelephone IdentifierKind = "telephone number"
	IdentifierLink      IdentifierKind = "link"
	IdentifierDate      IdentifierKind = "day and place" // in one sentence
	// IdentifierCapitals stands for all names of a page on which most nouns have a
	// capital, as in German.
	IdentifierCapitals IdentifierKind = "names among capitals"
)

// signs are what identifiers are known by. To make them costs more than to look through a
// page, and one Redactor looks through many.
type signs struct {
	patterns                []sign
	day, place, named, date *regexp.Regexp
}

type sign struct {
	kind IdentifierKind
	is   *regexp.Regexp
}

func newSigns() signs {
	return signs{
		patterns: []sign{
			{IdentifierMail, regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+`)},
			{IdentifierLink, regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>()]+`)},
			{IdentifierTelephone, regexp.MustCompile(`\+?\(?\d[\d ()/-]{5,}\d`)},
		},
		day: regexp.MustCompile(`(?i)\b(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{1,2}(?:st|nd|rd|th)? (?:of )?` + months +
			`|` + months + ` \d{1,2}|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b`),
		place: regexp.MustCompile(`\b(?:[Aa]t|[Ii]n|[Nn]ear) (?:(?:the|our|my) )?(\p{Lu}\pL*)|\b[Aa]t (?:the|our|my) (\pL+)`),
		named: regexp.MustCompile(`^(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|` + months + `)$`),
		date:  regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	}
}

// Identifiers are what to look at before a page leaves, in the order of the page, each
// once. Headings are not looked at: they are the activity's questions. A name that
// begins a sentence is not told apart from any other word.
func (c *Redactor) Identifiers(page string) []Identifier {
	var found []Identifier
	add := func(kind IdentifierKind, words string, line int) {
		same := func(f Identifier) bool { return text.Fold(f.Words) == text.Fold(words) }
		if !slices.ContainsFunc(found, same) {
			found = append(found, Identifier{kind, words, line + 1})
		}
	}
	// I and I'm, days and months have a capital everywhere, and name nobody.
	hasOwnCapital := func(word string) bool {
		return word == "I" || strings.HasPrefix(word, "I'") || strings.HasPrefix(word, "I’") || c.signs.named.MatchString(word)
	}
	hasPlace := func(sentence string) bool {
		return slices.ContainsFunc(c.signs.place.FindAllStringSubmatch(sentence, -1), func(m []string) bool { return !hasOwnCapital(m[1] + m[2]) })
	}
	parts := c.partsOfNames()
	capitals, lower := 0, 0

	front := strings.HasPrefix(page, "---\n") // of which what stands behind the names is looked at
	for i, line := range strings.Split(page, "\n") {
		if front {
			_, line, _ = strings.Cut(line, ": ")
			front = i == 0 || line != ""
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		typed := line
		for _, standIn := range c.standIns { // of the same length, and of no interest
			line = strings.ReplaceAll(line, standIn, strings.Repeat("x", len(standIn)))
		}
		for _, p := range c.signs.patterns {
			rest := []byte(line)
			for _, at := range p.is.FindAllStringIndex(line, -1) {
				words := strings.TrimRight(line[at[0]:at[1]], ".,;:!?")
				if p.kind == IdentifierTelephone && c.signs.date.MatchString(line[at[0]:at[1]]) {
					continue
				}
				add(p.kind, typed[at[0]:at[0]+len(words)], i)
				copy(rest[at[0]:], strings.Repeat("x", len(words)))
			}
			line = string(rest)
		}
		for _, sentence := range sentences(line) {
			if on := c.signs.day.FindString(sentence); on != "" && hasPlace(sentence) {
				add(IdentifierDate, on, i)
			}
			for n, word := range wordsOf(sentence) {
				first, _ := utf8.DecodeRuneInString(word)
				bare := strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
				switch {
				case parts(bare):
					add(IdentifierCommunity, bare, i)
				case !unicode.IsUpper(first):
					lower++
				case n > 0 && !hasOwnCapital(bare):
					capitals++
					add(IdentifierName, bare, i)
				}
			}
		}
	}
	if capitals >= 8 && 4*capitals > lower {
		found = slices.DeleteFunc(found, func(f Identifier) bool { return f.Kind == IdentifierName })
		found = append(found, Identifier{Kind: IdentifierCapitals, Line: 1})
	}
	return found
}

const months = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

// partsOfNames reports a word out of a name of several, the beginning of such a word,
// and the initials of a name. That names stand nowhere whole has been seen to.
func (c *Redactor) partsOfNames() func(word string) bool {
	var parts, initials []string
	for _, name := range c.names {
		words := wordsOf(name.plain)
		short := ""
		for _, w := range words {
			r, _ := utf8.DecodeRuneInString(w)
			short += string(r)
		}
		if len(words) > 1 {
			initials = append(initials, short)
			parts = append(parts, words...)
		}
	}
	const least = 4 // letters; shorter ones are the, and, of
	return func(word string) bool {
		folded := text.Fold(word)
		if len(folded) > 1 && word == strings.ToUpper(word) && slices.Contains(initials, folded) {
			return true
		}
		return utf8.RuneCountInString(folded) >= least &&
			slices.ContainsFunc(parts, func(part string) bool { return strings.HasPrefix(part, folded) })
	}
}

// sentences are the parts of a line that begin with a capital as a matter of course.
func sentences(line string) []string {
	var all []string
	from, ended := 0, false
	for i, r := range line {
		switch {
		case ended && unicode.IsSpace(r):
			all, from, ended = append(all, line[from:i]), i, false
		case strings.ContainsRune(".!?…", r):
			ended = true
		case !strings.ContainsRune(`"'”’)]*_`, r):
			ended = false
		}
	}
	return append(all, line[from:])
}

// wordsOf are the words of a text, with what joins them within: O'Neil, co-op, Ann's.
func wordsOf(s string) []string {
	words := strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) && r != '\'' && r != '’' && r != '-'
	})
	var out []string
	for _, w := range words {
		if w = strings.Trim(w, "'’-"); w != "" {
			out = append(out, w)
		}
	}
	return out
}
