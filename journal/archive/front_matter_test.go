package archive

import (
	"slices"
	"strings"
	"testing"

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
