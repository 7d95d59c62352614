package archive

import (
	"strings"
	"testing"

	"kith/journal"
)

// What is written as a reply is read as it was, and nothing that acts on a terminal
// gets in or out.
func TestReply(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"Have you tried to open with a question?":     "Have you tried to open with a question?",
		"One\n\n- two\n- three\n":                     "One\n\n- two\n- three",
		"# A heading of its own\n\nand words":         "# A heading of its own\n\nand words",
		"---\nkith: page/1\nid: p-01\n---\nnot front": "---\nkith: page/1\nid: p-01\n---\nnot front",
		"x\x1b[31m y\u202e":                           "x y",
	} {
		src := Reply(journal.Reply{By: `the "new" one: a tutor`, Written: "2026-11-23", Text: said})
		if strings.ContainsAny(string(src), "\x1b\u202e") {
			t.Errorf("%q is written as %q", said, src)
		}
		r, err := ReadReply("replies/p-01/r1.md", "p-01", src)
		if err != nil || r.By != `the "new" one: a tutor` || r.Written != "2026-11-23" || r.Page != "p-01" || r.Path != "replies/p-01/r1.md" {
			t.Errorf("%q is read as %+v, %v", src, r, err)
		}
		if r.Text != want {
			t.Errorf("%q is read as %q, want %q", said, r.Text, want)
		}
	}
	for _, bad := range []string{"", "   \n", "---\nby: x\n---\n", "a\x00b", strings.Repeat("x", MaxContribution+1)} {
		if r, err := ReadReply("r.md", "p-01", []byte(bad)); journal.KindOf(err) != journal.Invalid {
			t.Errorf("%.20q is read as %+v, %v", bad, r, err)
		}
	}
}
