package text

import (
	"slices"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"":                             "",
		"Don't, well-being!":           "don t well being",
		"CAFÉ Cafe\u0301 straße ﬁne":   "cafe cafe strasse fine",
		"Go言語で 42x":                    "go 言 語 で 42x",
		"がく":                           "が く",
		"น้ำ":                          "น้ ำ",
		"हिन्दी में":                   "हिन्दी में",
		"שָׁלוֹם":                      "שלום",
		"a\u0000b\xffc 🎉x":             "a b c 🎉 x",
		"\u0301 ٣":                     "٣",
		"привет Ёлка":                  "привет елка",
		"Søren ØST Đà œuvre Ægir þó":   "soren ost da oeuvre aegir tho",
		"naïve\tcoöperate\nŻółć Ĳssel": "naive cooperate zolc ĳssel",
	} {
		var got []string
		for token := range Tokens(s) {
			got = append(got, token.Folded)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}

func TestWordCount(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{
		"": 0, "  \n": 0, "one": 1, "Don't stop: well-being.": 3, "3.5 hours, 10/12": 3, "...": 0,
		"我们学习": 4, "a 🎉 b": 2, "me@example.org": 1, "one - two": 2,
	} {
		if got := WordCount(s); got != want {
			t.Errorf("%q has %d words, want %d", s, got, want)
		}
	}
}

// Tokens stand where they say, one behind the other.
func FuzzTokens(f *testing.F) {
	f.Add("Don't 言語 a\u0301 \xff🎉")
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for token := range Tokens(s) {
			again := slices.Collect(Tokens(s[token.Start:token.End]))
			if token.Start < end || token.End <= token.Start || token.End > len(s) || token.Folded == "" || len(again) != 1 || again[0].Folded != token.Folded {
				t.Fatalf("%q: %+v after %d, by itself %+v", s, token, end, again)
			}
			end = token.End
		}
		if n := WordCount(s); n < 0 || n > len(s) {
			t.Fatalf("%q has %d words", s, n)
		}
	})
}
