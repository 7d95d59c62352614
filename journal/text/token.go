package text

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is a word as it is searched for and counted, and where it stands in its
// text: from byte Start up to End. It is a run of letters, figures and the marks on
// them; in a script that is written without spaces (Chinese, Japanese, Thai, ...) it is
// one character, and so is a symbol such as an emoji.
type Token struct {
	Start, End int
	Folded     string // what it is compared by: Unaccented
	Single     bool   // one character of such a script, or a symbol
}

// Tokens are the words of a text, in order. They are the only place where text is
// taken apart to be found: what is looked for, what is looked in, and what is then
// marked all go through here.
func Tokens(s string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for t, some := nextToken(s, 0); some; t, some = nextToken(s, t.End) {
			if t.Folded = foldedToken(s[t.Start:t.End]); t.Folded != "" && !yield(t) {
				return
			}
		}
	}
}

// nextToken is the first token from a byte on, not folded yet.
func nextToken(s string, at int) (t Token, some bool) {
	for size := 0; ; at += size {
		if at >= len(s) {
			return t, false
		}
		r := rune(s[at])
		if size = 1; r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[at:])
		}
		if wordly(r) {
			t = Token{Start: at, End: at + size, Single: standsAlone(r)}
			break
		}
	}
	for t.End < len(s) {
		if c := s[t.End]; c < utf8.RuneSelf {
			if t.Single || !plainWordly(c) {
				break
			}
			t.End++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[t.End:])
		if !unicode.IsMark(r) && (t.Single || !wordly(r) || standsAlone(r)) {
			break
		}
		t.End += size
	}
	return t, true
}

// foldedToken is Unaccented, which costs a journal's worth of words much where all
// there is to do is to make letters small.
func foldedToken(s string) string {
	small := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return Unaccented(s)
		}
		small = small && (s[i] < 'A' || s[i] > 'Z')
	}
	if small {
		return s
	}
	return strings.ToLower(s)
}

// wordly reports what a word may begin with.
func wordly(r rune) bool {
	if r < utf8.RuneSelf {
		return plainWordly(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.So, r) && r != utf8.RuneError
}

// plainWordly is wordly for ASCII, in which most of most texts is.
func plainWordly(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// standsAlone reports a letter of a script without spaces, and a symbol.
func standsAlone(r rune) bool {
	return r > unicode.MaxLatin1 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai,
		unicode.Lao, unicode.Khmer, unicode.Myanmar) || unicode.Is(unicode.So, r) || r == 'ー')
}

// WordCount is how many words a text has, as people count them: "don't" and
// "well-being" are one, and a symbol is none. In a script without spaces each
// character counts.
func WordCount(s string) int {
	n, end := 0, -1
	for t, some := nextToken(s, 0); some; t, some = nextToken(s, t.End) {
		joined := end >= 0 && end < t.Start && s[end] != ' ' && strings.Trim(s[end:t.Start], "'’-‑_./@") == ""
		symbol := false
		if s[t.Start] >= utf8.RuneSelf {
			if foldedToken(s[t.Start:t.End]) == "" {
				continue
			}
			first, _ := utf8.DecodeRuneInString(s[t.Start:])
			symbol = unicode.Is(unicode.So, first)
		}
		if (t.Single || !joined) && !symbol {
			n++
		}
		end = t.End
	}
	return n
}
