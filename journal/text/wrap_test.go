package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text   string
		width  int
		indent int
		want   string
	}{
		"words":        {"one two three four", 9, 0, "one two\nthree\nfour"},
		"paragraphs":   {"one two\n\nthree", 5, 0, "one\ntwo\n\nthree"},
		"indent":       {"one two\n\nthree", 7, 2, "  one\n  two\n\n  three"},
		"list":         {"- one two\n  - three four", 9, 0, "- one two\n  - three\n    four"},
		"lead":         {"    one two", 8, 0, "    one\n    two"},
		"exact":        {"one two", 7, 0, "one two"},
		"wide":         {"読書 会議 x", 5, 0, "読書\n会議\nx"},
		"long word":    {"a https://example.org b", 10, 0, "a\nhttps://ex\nample.org\nb"},
		"wide word":    {"読書会", 3, 0, "読\n書\n会"},
		"joined":       {"👩‍👩‍👧👩‍👩‍👧", 2, 0, "👩‍👩‍👧\n👩‍👩‍👧"},
		"too narrow":   {"ab", 1, 4, "    ab"},
		"no width":     {"one two", 0, 0, "one two"},
		"spaces":       {"one   two three", 9, 0, "one two\nthree"},
		"spaces alone": {"one two\n    \nthree", 20, 0, "one two\n\nthree"},
		"tabs":         {"a\tb", 20, 0, "a    b"},
		"date":         {"looked at on 23 Nov 2026 again", 20, 0, "looked at on\n23 Nov 2026 again"},
		"month":        {"since the first of November 2026.", 30, 0, "since the first of\nNovember 2026."},
		"figures":      {"2026-11-23 cut-offs", 12, 0, "2026-11-23\ncut-offs"},
		"nothing":      {"", 20, 2, ""},
	} {
		if got := Block(test.text, test.width, strings.Repeat(" ", test.indent)); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("one two\n\n- three 読書会", 7, 2)
	f.Fuzz(func(t *testing.T, text string, width, indent int) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x1b\t\r") || width > 100 || indent > 20 || indent < 0 {
			t.Skip()
		}
		words := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got := Block(text, width, strings.Repeat(" ", indent)); words(got) != words(text) {
			t.Errorf("%q became %q", text, got)
		}
	})
}

func TestWrapIsQuick(t *testing.T) {
	t.Parallel()
	if got := Wrap(strings.Repeat("読", 100_000), 80); len(got) != 2500 {
		t.Errorf("%d lines", len(got))
	}
}

func TestIsolateLeavesOtherNamesAlone(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Go Meetup": "Go Meetup", "读书会": "读书会", "": "",
		"نادي القراءة": "\u2068نادي القراءة\u2069", "Club נוער": "\u2068Club נוער\u2069",
	} {
		if got := Isolate(name); got != want {
			t.Errorf("%q became %q", name, got)
		}
	}
}

func TestWordsOfASentence(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		List([]string{"a", "b", "c"}, "and"): "a, b and c", List([]string{"a", "b"}, "or"): "a or b",
		List([]string{"a"}, "and"): "a", List[string](nil, "and"): "",
		Count(1, "answer"): "1 answer", Count(2, "answer"): "2 answers", Count(0, "community"): "0 communities",
		Sentence("it is there"): "It is there.", Sentence("is it?"): "Is it?", Sentence("énorme"): "Énorme.", Sentence(""): "",
		Cut("a long name", 6): "a lon…", Cut("short\nline", 20): "short line",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
