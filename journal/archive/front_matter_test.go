package archive

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kith/journal"
	"kith/journal/text"
)

// FuzzFrontMatter: whatever stands at the head of a page, each field is of one of its
// lines, in order, what comes behind is left as it is, and nothing in it grows.
func FuzzFrontMatter(f *testing.F) {
	for _, src := range []string{
		"---\ntitle: \"A: b # c\"\ntags: [a, 'b, c', \"d\"]\n---\nText", "---\r\ntags:\r\n- one\r\n  - two\r\n...\r\n",
		"---\na: [1,\n 2,\n 3]\nb: |\n  long\n  text\n---\n", "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n", "---\n---\n", "---\n: \n\t- \"\\x\n---",
		"---\na: [\nb: [\nc: [\n---\n]", "---\n" + strings.Repeat("[", 100) + "\n---\n", "--- \nx:\n-\n- \n# no\nnull: ~\n---\n",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		lines := splitLines(src)
		fields, rest := readFrontMatter(lines)
		if !slices.Equal(rest, lines[len(lines)-len(rest):]) {
			t.Fatal("what comes behind it is not as it was")
		}
		last, size := 1, 0
		for _, f := range fields {
			if f.Line <= last || f.Line > len(lines)-len(rest) || !strings.Contains(lines[f.Line-1].text, f.Key) {
				t.Fatalf("%q is on line %d of %d", f.Key, f.Line, len(lines)-len(rest))
			}
			last = f.Line
			for _, v := range f.Values {
				size += len(v) + 1
			}
		}
		if size > 3*len(src) { // a byte that is no letter becomes the sign for one, of three
			t.Fatalf("%d bytes have become %d", len(src), size)
		}
	})
}

// A file that nests without end, or whose parts name each other over and over, takes
// little memory, and says so where it is none of those that kith reads. (It counts all
// memory that is taken while it runs, so it runs alone.)
func TestDeepFilesTakeLittleMemory(t *testing.T) {
	bomb := "---\na: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'z'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9))
	}
	for name, src := range map[string]string{
		"arrays.json": strings.Repeat("[", 1_000_000), "objects.json": strings.Repeat(`{"a":`, 200_000),
		"dayone.json": `{"entries": ` + strings.Repeat("[", 1_000_000), "kith.json": `{"kith": 1, "reflections": [` + strings.Repeat(`{"answers": [`, 70_000),
		"bomb.md": bomb + "title: *z\n---\nText", "flow.md": "---\ntags: " + strings.Repeat("[", 60_000) + "\n---\nText", "quotes.md": strings.Repeat(">", 1_000_000) + " deep",
		"lists.md": strings.Repeat("- ", 500_000) + "deep", "brackets.md": strings.Repeat("[", 1_000_000), "tags.md": strings.Repeat("<a ", 300_000) + "x",
		"toml.md": "+++\na = " + strings.Repeat("[", 30_000) + strings.Repeat("]", 30_000) + "\n+++\nx", "long.md": "+++\na" + strings.Repeat(".a", 990) + " = 1\n+++\nx",
		"hugo.md": `{"title": ` + strings.Repeat("[", 4_000) + strings.Repeat("]", 4_000) + "}\nx",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		refused := ""
		for read := range Import("", strings.NewReader(src), ImportOptions{Name: name, Zone: time.UTC}) {
			refused = cmp.Or(refused, read.Odd)
		}
		if isJSON := strings.HasSuffix(name, ".json"); isJSON != (refused != "") {
			t.Errorf("import of %s: %q", name, refused)
		}
		if _, err := ReadContribution(name, []byte(src)); err != nil && journal.KindOf(err) != journal.Invalid {
			t.Errorf("%s as a page: %v", name, err)
		}
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 64<<20 {
			t.Errorf("%s: %d bytes took %d MB", name, len(src), took>>20)
		} else {
			t.Logf("%s: %d bytes took %d MB", name, len(src), took>>20)
		}
	}
}

// FuzzReply: a reply that kith wrote is read back as it was, and what others wrote acts
// on nothing.
func FuzzReply(f *testing.F) {
	for _, c := range [][3]string{
		{"a tutor", "Have you tried to open with a question?", "---\nkith: reply/1\nby: \"a tutor\"\nwritten: 2026-11-23\n---\n\nYes.\n"},
		{"\x1b[2J", "# A heading\n\nand text", "---\nkith: reply/1\nwritten: soon\n---\n# H\n\n<script>"}, {"", "---\nkith: page/1\n---\nx", "\xff\xfe"},
	} {
		f.Add(c[0], c[1], c[2])
	}
	f.Fuzz(func(t *testing.T, by, words, src string) {
		if r, err := ReadReply("r.md", "p", []byte(src)); err == nil {
			for _, s := range []string{r.By, string(r.Written), r.Text} {
				if text.Visible(s) != s {
					t.Errorf("%q acts on a terminal", s)
				}
			}
		}
		if !utf8.ValidString(by + words) {
			return // kith writes none
		}
		r, err := ReadReply("r.md", "p", Reply(journal.Reply{By: by, Text: words, Written: "2026-11-23"}))
		if err != nil {
			if journal.KindOf(err) != journal.Invalid {
				t.Fatal(err)
			}
			return
		}
		again, err := ReadReply("r.md", "p", Reply(r))
		r.Text = strings.TrimSpace(r.Text)
		if err != nil || again != r {
			t.Errorf("%+v came back as %+v: %v", r, again, err)
		}
	})
}
