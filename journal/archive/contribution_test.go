package archive

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/journal/text"
)

func TestReadContribution(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		src  string
		want journal.Contribution
	}{
		"a page of kith's": {
			"---\nkith: page/1\nid: \"p-01kb\"\ntitle: \"What we \\\"know\\\"\"\nactivity: \"your-communities\"\nby: \"a new lecturer\"\nwritten: 2026-11-23\n---\nWe know.\n\n## More\n",
			journal.Contribution{Page: "p-01kb", Title: `What we "know"`, Activity: "your-communities", By: "a new lecturer", Written: "2026-11-23", Text: "We know.\n\n## More"},
		},
		"a note of another program": {
			"\ufeff---\r\nid: 17\r\ntitle: It's plain # said\r\nauthor: 'a ''quiet'' one'\r\ndate: 2026-11-23T10:00:00Z\r\ntags:\r\n  - title\r\n---\r\n\r\nLine one\rLine two\r\n",
			journal.Contribution{Title: "It's plain", By: "a 'quiet' one", Written: "2026-11-23", Text: "Line one\nLine two"},
		},
		"plain text":                   {"  Nobody asked who was missing.\nMore", journal.Contribution{Title: "Nobody asked who was missing.", Text: "  Nobody asked who was missing.\nMore"}},
		"a heading":                    {"# What we know\n\nMuch.", journal.Contribution{Title: "What we know", Text: "Much."}},
		"a heading and nothing":        {"# What we know\n", journal.Contribution{Title: "What we know", Text: "# What we know"}},
		"a rule":                       {"---\nA text, between two rules\n---\nMore", journal.Contribution{Title: "A text, between two rules", Text: "---\nA text, between two rules\n---\nMore"}},
		"front matter without an end":  {"---\ntitle: x\nMore", journal.Contribution{Title: "title: x", Text: "---\ntitle: x\nMore"}},
		"a date that is none":          {"---\nwritten: ünmöglich\n---\nText", journal.Contribution{Title: "Text", Text: "Text"}},
		"colours, a title and a bell":  {"\x1b[31mred\x1b]0;t\x07\u009b2J\u202eevil\u2066\x00", journal.Contribution{}},
		"what acts":                    {"\x1b[31mred\x1b]0;t\x07\u009b2J\u202eevil\u2066 and so on", journal.Contribution{Title: "red2Jevil and so on", Text: "red2Jevil and so on"}},
		"what acts, in a field":        {"---\ntitle: \"\\u001b[2Jx\\u202e\"\nby: a\u202eb\n---\nText", journal.Contribution{Title: "x", By: "ab", Text: "Text"}},
		"bytes that are no characters": {"Caf\xe9 is where we meet, on most days", journal.Contribution{Title: "Caf\ufffd is where we meet, on most days", Text: "Caf\ufffd is where we meet, on most days"}},
		"UTF-16":                       {"\xff\xfeO\x00n\x00e\x00", journal.Contribution{Title: "One", Text: "One"}},
		"UTF-16, the other way":        {"\xfe\xff\x00O\x00n\x00e", journal.Contribution{Title: "One", Text: "One"}},
		"a picture":                    {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", journal.Contribution{}},
		"another encoding":             {strings.Repeat("\xe4\xf6", 50), journal.Contribution{}},
		"nothing":                      {" \n\t\n", journal.Contribution{}},
		"nothing but tags":             {"<p></p><!-- x -->", journal.Contribution{}},
		"too much":                     {strings.Repeat("a ", MaxContribution), journal.Contribution{}},
	} {
		got, err := ReadContribution("page.md", []byte(test.src))
		if test.want.Text == "" {
			if journal.KindOf(err) != journal.Invalid || !strings.HasPrefix(err.Error(), "page.md ") {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
			continue
		}
		test.want.Source = "page.md"
		if err != nil || got.Line() != test.want.Line() || got.Text != test.want.Text || got.Page != test.want.Page || got.Activity != test.want.Activity || got.Source != "page.md" {
			t.Errorf("%s:\n got %+v, %v\nwant %+v", name, got, err, test.want)
		}
	}
}

func TestWithoutHTML(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"a <b>bold</b> word, a < b and 3 <4":                  "a bold word, a < b and 3 <4",
		"one<br>two<br/>three":                                "one\ntwo\nthree",
		"<script>alert('</b>')</script>after":                 "after",
		"<STYLE type=x>p{}</STYLE >after":                     "p{}after",
		"before<!-- a\n\n<b>comment</b> -->after":             "beforeafter",
		"<scr<script>ipt>x":                                   `\<script>x`,
		"<<b>script>x":                                        `\<script>x`,
		"<img\nsrc=x\nonerror=alert(1)>after":                 "after",
		"an <a href='https://example.org'>address</a>":        "an address",
		"<https://example.org/a?b> and <javascript:alert(1)>": `<https://example.org/a?b> and \<javascript:alert(1)>`,
		"a <unfinished thought":                               `a \<unfinished thought`,
		"a tag <that\n\nruns> on":                             "a tag \\<that\n\nruns> on",
		`\<b> and \\<b>`:                                      `\<b> and \\`,
		"the element `<p>` in code":                           "the element `<p>` in code",
		"```\n<p>a fence</p>\n```":                            "```\n<p>a fence</p>\n```",
		"~~~\n<p>a fence without an end</p>":                  "~~~\na fence without an end",
		"raw `x`{=html} and {=html}":                          `raw ` + "`x`" + `\{=html} and \{=html}`,
		"<?php echo 1 ?><!DOCTYPE html><p>after":              "after",
	} {
		if got := withoutHTML(src); got != want {
			t.Errorf("%q becomes %q, want %q", src, got, want)
		}
	}
}

// TestStrangePagesAreQuick: what is made to be slow is not.
func TestStrangePagesAreQuick(t *testing.T) {
	t.Parallel()
	const size = MaxContribution / 8
	began := time.Now()
	for _, part := range []string{"<a", "<!--", "<script>", "<<", "`", "```\n", "`a` <b ", "{=", "\\<", "---\na: &a [*a,*a]\n", "a: b\n", "- ", "> ", "\u0301", "x\n\n", "<b\n"} {
		for _, src := range []string{strings.Repeat(part, size/len(part)), "---\n" + strings.Repeat(part, size/len(part)) + "\n---\nText"} {
			if c, err := ReadContribution("x", []byte(src)); err == nil && len(c.Text) > 2*len(src) {
				t.Errorf("%q grows to %d bytes", part, len(c.Text))
			}
		}
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it takes %v", took)
	}
}

func FuzzReadContribution(f *testing.F) {
	for _, src := range []string{
		"---\nkith: page/1\nid: \"p-1\"\ntitle: \"T\"\n---\nText <b>bold</b>", "# T\n\n```\n<p>\n```\n", "<scr<script>ipt>", "a\x1b[2Jb\u202ec", "\xff\xfea\x00",
		"`<p>` <!-- `-->` <b", "---\n\u2028: \xff\n...\nx", "<a `>`<script>`",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := ReadContribution("name", src)
		if err != nil {
			if journal.KindOf(err) != journal.Invalid {
				t.Fatal(err)
			}
			return
		}
		if c.Title == "" || strings.TrimSpace(c.Text) == "" {
			t.Errorf("it lost its words: %+v", c)
		}
		for _, s := range []string{c.Title, c.By, c.Activity, c.Page, string(c.Written), c.Text} {
			if text.Visible(s) != s {
				t.Errorf("%q acts on a terminal", s)
			}
		}
		for i, l := range splitLines(c.Text) {
			if kinds := classify(splitLines(c.Text), 0); kinds[i] != ambiguous {
				continue // there it may be in code
			}
			for at := range l.text {
				before := l.text[:at]
				if beginsMarkup(l.text[at:]) && l.text[at] == '<' && (len(before)-len(strings.TrimRight(before, `\`)))%2 == 0 {
					t.Errorf("there is HTML in %q", l.text)
				}
			}
		}
	})
}

// TestOthersInMarkdown: what was read and what came of suggestions is a list, of which
// nothing is Markdown.
func TestOthersInMarkdown(t *testing.T) {
	t.Parallel()
	no := false
	got := markdown(t, journal.Reflection{ID: "01kb", Title: "Week", Activity: "weekly-review", Answers: []journal.Answer{
		{Key: "pages", Prompt: "Read?", Kind: journal.ReadKind, Private: true, Value: journal.Value{Contributions: []journal.ContributionRef{{ID: "1", Title: "A *week* <b>"}}}},
		{Key: "tried", Prompt: "Tried?", Kind: journal.OutcomesKind, Private: true, Value: journal.Value{Suggestions: []journal.Suggestion{
			{ID: "2", Text: "[x] Ask", State: journal.SuggestionDone, Helped: &no, Note: "# no"}, {ID: "3", Text: "Rest", State: journal.SuggestionOpen, TryBy: "2026-12-01"},
			{ID: "4", Text: "Sing", State: journal.SuggestionDropped},
		}}},
	}})
	want := "\n## Read?\n\n*private*\n\n- A \\*week\\* \\<b\\>\n\n## Tried?\n\n*private*\n\n" +
		"- \\[x\\] Ask\n  - what came of it: it did not help\n  - note: \\# no\n- Rest\n  - what came of it: not yet, by 1 Dec 2026\n- Sing\n  - what came of it: dropped\n"
	if !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestContributionFolder: pages go into a folder, once more without a change, and
// nothing of them is HTML there.
func TestContributionFolder(t *testing.T) {
	t.Parallel()
	c, err := ReadContribution("page.md", []byte("---\nkith: page/1\nid: p-1\ntitle: '<b> \"x\"'\nby: a tutor\nwritten: 2026-11-20\n---\n```\n<script>\n```\n\n---\n~~~\n<p onclick=x>\n"))
	if err != nil {
		t.Fatal(err)
	}
	c.ID, c.Added, c.Circle = "01kavtj0c8q6x9w0m5n3r7t2yz", time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC), "tutors"
	file := ContributionFile(c)
	want := "---\nid: \"01kavtj0c8q6x9w0m5n3r7t2yz\"\npage: \"p-1\"\ntitle: \"<b> \\\"x\\\"\"\nby: \"a tutor\"\nwritten: 2026-11-20\nsource: \"page.md\"\ncircle: \"tutors\"\nadded: 2026-11-23T14:30:00Z\n---\n\n# \\<b\\> \"x\"\n"
	if !strings.HasPrefix(string(file.Text), want) || file.Name != "2026-11-23-b-x-n3r7t2yz.md" {
		t.Errorf("%s is\n%s\nwant\n%s", file.Name, file.Text, want)
	}
	dir := filepath.Join(t.TempDir(), "contributions")
	for _, want := range []Result{{Written: 1}, {Same: 1}} {
		got, err := Markdown().WriteFiles(t.Context(), dir, Folder{}, func(yield func(File, error) bool) { yield(file, nil) })
		if err != nil || got.Written != want.Written || got.Same != want.Same {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}
