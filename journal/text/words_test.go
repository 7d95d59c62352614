package text

import (
	"fmt"
	"slices"
	"testing"
)

func ExampleNearest() {
	fmt.Println(Nearest("gibs-cycle", []string{"gibbs-cycle", "kolb-cycle", "weekly-review"}))
	// Output: [gibbs-cycle]
}

func TestNearest(t *testing.T) {
	t.Parallel()
	names := []string{"Café des Langues", "Go Meetup", "Go Meetup Leeds", "Book club", "Kolb", "Rust", "Cör", "Chœur d'été"}
	for _, test := range []struct {
		word string
		want []string
	}{
		{"CAFE\u0301 DES LANGEUS", []string{"Café des Langues"}}, // another case and form, two slips
		{"Rsut", []string{"Rust"}},                               // neighbours swapped
		{"meetup", []string{"Go Meetup", "Go Meetup Leeds"}},     // a part of it
		{"o", nil},           // too short to say
		{"", nil},            // nothing was said
		{"quite other", nil}, // nothing near
		{"bok club", []string{"Book club"}},
		{"Cor", []string{"Cör"}},
		{"ete", []string{"Chœur d'été"}},
		{"CAFÈ DES", []string{"Café des Langues"}},
	} {
		if got := Nearest(test.word, names); !slices.Equal(got, test.want) {
			t.Errorf("Nearest(%q) = %q, want %q", test.word, got, test.want)
		}
	}
	if got := Nearest("step", []string{"step1", "step2", "step3", "step4"}); len(got) != 3 {
		t.Errorf("%d words offered, want 3", len(got))
	}
}

func TestDrawnKeepsOnlyWhatWasDrawn(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain\n\ttext":                         "plain\n\ttext",
		"\x1b[1;4mTitle\x1b[22;24m é\x07":       "\x1b[1;4mTitle\x1b[22;24m é<U+0007>",
		"\x1b[2Jgone \x1b]0;t\x07 \u009b31mred": "<U+001B>[2Jgone <U+001B>]0;t<U+0007> <U+009B>31mred",
		Isolate("أهلا") + "\u202e":              "\u2068أهلا\u2069<U+202E>",
		"bad \xff\x1b":                          "bad \uFFFD<U+001B>",
	} {
		if got := Drawn(in); got != want {
			t.Errorf("%q is drawn as %q, want %q", in, got, want)
		}
	}
}

func TestInert(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"plain\ttext\n": "plain\ttext\n", "a\r\nb\rc\u2028d": "a\nb\nc\nd", "\x1b[1;31mred\x1b[0m": "red", "\x1b]0;title\x07x": "x",
		"\x1b]52;c;aGk=\x1b\\x": "x", "\x1b]0;no end\nmore": "]0;no end\nmore", "\u202eevil\u2069\u009b2J\x00": "evil2J", "\xff\ufeffx": "\ufffdx",
		"\x1b[31\nm": "[31\nm",
	} {
		if got := Inert(s); got != want || Visible(got) != got {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	}
}
