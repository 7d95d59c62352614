package journal

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kith/journal/text"
)

// Search is what to look for, and where.
type Search struct {
	Query  Query
	Filter Filter // its order is by time; of what is no reflection it picks what has the thing asked for
	Best   bool   // what fits best comes first
	Others bool   // other people's pages as well
}

// Query is what somebody looks for. The zero Query looks for nothing.
type Query struct {
	All     [][]Phrase // of each at least one is there
	Without []Phrase   // of these none
}

// Phrase is one word or several, one behind the other.
type Phrase struct {
	Words  []string // as a Token has them, never empty
	Begins bool     // the last of them is how a word begins
}

// Empty reports a query in which there is nothing to look for.
func (q Query) Empty() bool { return len(q.All)+len(q.Without) == 0 }

// ParseQuery reads what was typed. Whatever that is, it is no mistake:
//
//	tea garden       both words, anywhere
//	"tea garden"     one behind the other
//	tea or coffee    one of the two
//	tea -garden      without the second
//	gard*            words that begin so
//
// Case and accents make no difference. What is no word, such as "!", is passed
// over; an "or" with nothing on one side of it is a word. Of what is very long, as
// when a page was pasted, the first hundred words and phrases count, and so many
// words of a phrase.
func ParseQuery(typed string) Query {
	const (
		quotes = `"“”„«»`
		most   = 100
	)
	type item struct {
		Phrase
		without, or bool
	}
	var items []item
	for rest := strings.TrimLeftFunc(typed, unicode.IsSpace); rest != "" && len(items) < most; rest = strings.TrimLeftFunc(rest, unicode.IsSpace) {
		word := strings.TrimLeft(rest, "-")
		it := item{without: len(word) < len(rest)}
		if first, size := utf8.DecodeRuneInString(word); strings.ContainsRune(quotes, first) && size > 0 {
			word = word[size:]
			end := strings.IndexAny(word, quotes)
			if rest = ""; end >= 0 {
				_, size = utf8.DecodeRuneInString(word[end:])
				word, rest = word[:end], word[end+size:]
			}
			rest, it.Begins = strings.CutPrefix(rest, "*")
		} else {
			end := strings.IndexFunc(word, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(quotes, r) })
			if rest = ""; end >= 0 {
				word, rest = word[:end], word[end:]
			}
			it.or = !it.without && text.Fold(word) == "or"
			it.Begins = strings.HasSuffix(word, "*")
		}
		for token := range text.Tokens(word) {
			if len(it.Words) == most {
				break
			}
			it.Words = append(it.Words, token.Folded)
		}
		if len(it.Words) > 0 {
			items = append(items, it)
		}
	}

	var q Query
	stands := func(i int) bool { return i >= 0 && i < len(items) && !items[i].without && !items[i].or }
	for i, it := range items {
		switch {
		case it.without:
			q.Without = append(q.Without, it.Phrase)
		case it.or && stands(i-1) && stands(i+1):
		case i > 1 && items[i-1].or && stands(i-2) && stands(i):
			last := len(q.All) - 1
			q.All[last] = append(q.All[last], it.Phrase)
		default:
			q.All = append(q.All, []Phrase{it.Phrase})
		}
	}
	return q
}

// ParseBeginnings reads what is still being typed: each word may go on. Where there is
// no word yet that has to be there, it looks for nothing.
func ParseBeginnings(typed string) Query {
	q := ParseQuery(typed)
	if len(q.All) == 0 {
		return Query{}
	}
	for _, alternatives := range q.All {
		for i, p := range alternatives {
			alternatives[i].Begins = p.Begins || len(p.Words) == 1
		}
	}
	return q
}

// Found is something that search finds, or may find: what it is called and the texts
// that are looked through. They are what is indexed, and what an excerpt is taken from.
type Found struct {
	ID       ID
	Title    string
	Created  time.Time
	Private  bool // as a whole
	Tags     []string
	Passages []Passage
	// Words and SomePrivate are those of a reflection, which are counted when it is indexed.
	Words       func() int
	SomePrivate func() bool
}

// Passage is one of the texts of something.
type Passage struct {
	Text    string
	Private bool
}

// The kinds of things that are found.
const (
	HitReflection   = "reflection"
	HitCommunity    = "community"
	HitSuggestion   = "suggestion"
	HitContribution = "contribution" // somebody else's
)

// Hit is something that was found.
type Hit struct {
	Kind    string
	ID      ID
	Title   string
	Created time.Time
	Private bool // it is private, or the answer is in which it was found
	Snippet string
	// Marks are where what was looked for stands in the snippet, and TitleMarks in
	// the title: from a byte up to another, one behind the other.
	Marks, TitleMarks [][2]int
}

// Hit is how something is shown that was found: with the sentence in which most of
// what was looked for stands or, where it stands in none, with its first one.
func (q Query) Hit(kind string, f Found) Hit {
	hit := Hit{Kind: kind, ID: f.ID, Title: f.Title, Created: f.Created, Private: f.Private}
	for _, m := range q.marks(f.Title) {
		hit.TitleMarks = append(hit.TitleMarks, [2]int{m.from, m.to})
	}
	best, most := Passage{}, -1
	var in span
	var marks []mark
	for _, p := range f.Passages {
		found := q.marks(p.Text)
		sentence, n := busiest(p.Text, found)
		if n > most && strings.TrimSpace(p.Text) != "" {
			best, in, marks, most = p, sentence, found, n
		}
	}
	whole := in
	in = shortened(best.Text, in, marks)
	before, after := "", ""
	if in.from > whole.from {
		before = "… "
	}
	if in.to < whole.to {
		after = " …"
	}
	oneLine := strings.NewReplacer("\t", " ", "\r", " ", "\n", " ") // byte for byte
	hit.Snippet = before + oneLine.Replace(best.Text[in.from:in.to]) + after
	for _, m := range marks {
		if m.from >= in.from && m.from < in.to {
			hit.Marks = append(hit.Marks, [2]int{len(before) + m.from - in.from, len(before) + min(m.to, in.to) - in.from})
		}
	}
	hit.Private = hit.Private || best.Private && most > 0
	return hit
}

// span is a part of a text, from a byte up to another.
type span struct{ from, to int }

// mark is where a phrase stands.
type mark struct {
	span
	phrase int
}

// marks are where the phrases stand in a text that are looked for, in order; of
// two that overlap the first alone.
func (q Query) marks(s string) []mark {
	phrases := slices.Concat(q.All...)
	tokens := slices.AppendSeq(make([]text.Token, 0, len(s)/5+1), text.Tokens(s))
	var found []mark
	for i, end := 0, 0; i < len(tokens); i++ {
		for n, p := range phrases {
			if tokens[i].Start >= end && p.standsAt(tokens[i:]) {
				end = tokens[i+len(p.Words)-1].End
				found = append(found, mark{span{tokens[i].Start, end}, n})
			}
		}
	}
	return found
}

func (p Phrase) standsAt(tokens []text.Token) bool {
	if len(tokens) < len(p.Words) {
		return false
	}
	last := len(p.Words) - 1
	for i, w := range p.Words {
		if t := tokens[i].Folded; t != w && (i < last || !p.Begins || !strings.HasPrefix(t, w)) {
			return false
		}
	}
	return true
}

// busiest is the sentence with the most different phrases in it, the first of
// several, and how many those are; without any the first sentence.
func busiest(s string, marks []mark) (best span, most int) {
	best = sentence(s, len(s)-len(strings.TrimLeftFunc(s, unicode.IsSpace)))
	for i := 0; i < len(marks); {
		in := sentence(s, marks[i].from)
		phrases := map[int]bool{}
		for ; i < len(marks) && (marks[i].from < in.to || len(phrases) == 0); i++ {
			phrases[marks[i].phrase] = true
		}
		if len(phrases) > most {
			best, most = in, len(phrases)
		}
	}
	return best, most
}

// sentence is the one that stands around a byte. A line ends it as well.
func sentence(s string, at int) span {
	from := at
	for from > 0 && s[from-1] != '\n' && !(isSpace(s[from-1]) && endsSentence(s[:from-1])) {
		_, size := utf8.DecodeLastRuneInString(s[:from])
		if r, _ := utf8.DecodeLastRuneInString(s[:from]); strings.ContainsRune("。！？", r) {
			break
		}
		from -= size
	}
	to := at
	for to < len(s) && s[to] != '\n' {
		r, size := utf8.DecodeRuneInString(s[to:])
		to += size
		if strings.ContainsRune("。！？", r) || to < len(s) && isSpace(s[to]) && endsSentence(s[:to]) {
			break
		}
	}
	for from < to && isSpace(s[from]) {
		from++
	}
	return span{from, to}
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `"'”’»)`))
	return strings.ContainsRune(".!?…。！？", r) && s != ""
}

// longestSnippet bounds an excerpt, in characters; less than half of them stand
// before the first thing that was found.
const longestSnippet = 200

// shortened is as much of a sentence as an excerpt holds, around the first mark in
// it, from the beginning of a word to the end of one.
func shortened(s string, in span, marks []mark) span {
	if utf8.RuneCountInString(s[in.from:in.to]) <= longestSnippet {
		return in
	}
	first := in.from
	if i := slices.IndexFunc(marks, func(m mark) bool { return m.from >= in.from && m.from < in.to }); i >= 0 {
		first = marks[i].from
	}
	out := span{first, first}
	for token := range text.Tokens(s[in.from:in.to]) {
		from, to := in.from+token.Start, in.from+token.End
		if from < out.from && first-from < utf8.UTFMax*longestSnippet && utf8.RuneCountInString(s[from:first]) <= longestSnippet*2/5 {
			out.from = from
		}
		if from >= first {
			if utf8.RuneCountInString(s[out.from:to]) > longestSnippet {
				break
			}
			out.to = to
		}
	}
	if utf8.RuneCountInString(s[in.from:first]) <= longestSnippet*2/5 {
		out.from = in.from // with the mark that it may begin with
	}
	if out.to == out.from { // a single word is longer
		for range longestSnippet {
			_, size := utf8.DecodeRuneInString(s[out.to:])
			out.to += size
		}
	}
	return out
}
