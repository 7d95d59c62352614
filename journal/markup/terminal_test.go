package markup

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"kith/journal/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// tags draws with what can be read in a golden file, and counts as no cells there.
func tags() Pen {
	in := func(tag string) func(string) string {
		return func(s string) string { return "<" + tag + ">" + s + "</" + tag + ">" }
	}
	return Pen{Heading: in("h"), Bold: in("b"), Italic: in("i"), Code: in("c"), Link: in("l"), Dim: in("d")}
}

// bare draws with nothing.
func bare() Pen {
	as := func(s string) string { return s }
	return Pen{as, as, as, as, as, as}
}

func TestTerminal(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile(filepath.Join("testdata", "terminal.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range []int{80, 40} {
		within(t, Terminal(string(src), cells, bare()), cells)
		got := Terminal(string(src), cells, tags()) + "\n"
		file := filepath.Join("testdata", fmt.Sprintf("terminal-%d.txt", cells))
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
			t.Errorf("%s is not what is drawn (go test -update writes it anew):\n%s", file, got)
		}
	}
}

// within fails where a line is wider than the screen, or something acts on it.
func within(t *testing.T, drawn string, cells int) {
	t.Helper()
	for line := range strings.SplitSeq(drawn, "\n") {
		if text.Width(line) > max(cells, 2) { // a character may take two
			t.Errorf("at %d cells a line has %d: %q", cells, text.Width(line), line)
		}
		if strings.ContainsFunc(line, unicode.IsControl) {
			t.Errorf("this acts on a terminal: %q", line)
		}
	}
}

func TestTerminalKeepsTheWords(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"":                              "",
		"one\ntwo\r\nthree  \nfour":     "one\ntwo\nthree\nfour",
		"- a\n\n\n- b":                  "- a\n\n- b",
		"Things:\n- a\n- b":             "Things:\n- a\n- b",
		"-\n- b":                        "-\n- b",
		"\x1b[31mred\x07 \u202eturned":  "<U+001B>[31mred<U+0007> <U+202E>turned",
		"&#27;[2J":                      "<U+001B>[2J",
		"[](https://a.example)":         "<l>https://a.example</l>",
		"<https://a.example>":           "<l>https://a.example</l>",
		"**[a](b)**":                    "<l><b>a</b></l> <d><b>(b)</b></d>",
		"a **b c** d":                   "a <b>b c</b> d",
		"***both***":                    "<i><b>both</b></i>",
		"```\nkept   as  it is\n\n```":  "  <c>kept   as  it is</c>\n  <c></c>",
		"a | b\n--- | ---\n1 | 2":       "<b>a</b>  <b>b</b>\n1  2",
		"a | b\nno rule | here":         "a | b\nno rule | here",
		"## With a\nline under it\n***": "<h>With a</h>\nline under it\n<d>────────────────────</d>",
		"1) one\n2) two":                "1) one\n2) two",
		"Setext\n===\nand so on":        "<h>Setext</h>\nand so on",
	} {
		if got := Terminal(src, 40, tags()); got != want {
			t.Errorf("%q is drawn as\n%s\nand should be\n%s", src, got, want)
		}
	}
}

// However long and however nested, it is drawn soon and stays within its place.
func TestTerminalOfNonsenseIsSoon(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		strings.Repeat("word ", 4_000), strings.Repeat("x", 20_000), strings.Repeat("無", 20_000),
		strings.Repeat("> ", 1_000), strings.Repeat("- ", 1_000), strings.Repeat("1. ", 1_000), strings.Repeat("*a ", 1_000),
		strings.Repeat("| ", 1_000) + "\n" + strings.Repeat("|-", 1_000), strings.Repeat("```\n", 1_001), "    " + strings.Repeat("code ", 4_000),
	} {
		began := time.Now()
		for _, cells := range []int{1, 40, 80} {
			within(t, Terminal(src, cells, bare()), max(cells, 11))
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%.20q: %v", src, took)
		}
	}
}

func FuzzTerminal(f *testing.F) {
	for _, s := range []string{"", "# a\n> - 1. b\n\n    c", "| a | b |\n|--|--|\n| *c* | \x1b |", "```x\ny", "a\tb **c\td** e", "- - - a", "\u2028\xff\u00a0&nbsp;&#9;&#10;x"} {
		f.Add(s, 40)
	}
	f.Fuzz(func(t *testing.T, s string, cells int) {
		cells = max(12, min(cells, 200))
		within(t, Terminal(s, cells, bare()), cells)
	})
}

// What nests deep takes little more room than its words: no text fills the memory.
func TestDeepNestingStaysSmall(t *testing.T) {
	t.Parallel()
	dim := func(s string) string { return "\x1b[2m" + s + "\x1b[0m" }
	plain := func(s string) string { return s }
	for _, src := range []string{strings.Repeat(">", 20_000) + " deep", strings.Repeat("> ", 10_000), strings.Repeat("- ", 10_000), strings.Repeat("1. ", 6_000), strings.Repeat("*a ", 6_000), strings.Repeat("[", 20_000), strings.Repeat("[a](", 5_000)} {
		drawn := Terminal(src, 80, Pen{plain, plain, plain, plain, plain, dim})
		if len(drawn) > 12*len(src) {
			t.Errorf("%d bytes of %.6q have become %d", len(src), src, len(drawn))
		}
		if page := HTML(src, 2); len(page) > 12*len(src) {
			t.Errorf("%d bytes of %.6q have become %d of HTML", len(src), src, len(page))
		}
	}
}
