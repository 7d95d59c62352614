package archive

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

var update = flag.Bool("update", false, "write the golden files")

func markdown(t testing.TB, r journal.Reflection) string {
	t.Helper()
	return string(Markdown().File(r).Text)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as it was; with -update it is kept. It is now:\n%s", path, got)
	}
}

// sample has an answer of every kind.
func sample() journal.Reflection {
	at := time.Date(2026, 11, 23, 14, 30, 0, 0, time.FixedZone("", 3600))
	meetup := &journal.CommunityRef{ID: "01kavtj0c8q6x9w0m5n3r7t2y1", Name: "Go Meetup"}
	quilters := &journal.CommunityRef{ID: "01kavtj0c8q6x9w0m5n3r7t2y2", Name: "[x] Quilters | # *North*"}
	no, yes := false, true
	return journal.Reflection{
		ID: "01kavtj0c8q6x9w0m5n3r7t2yz", Title: "Your communities of practice", Activity: "your-communities",
		Created: at, Updated: at.Add(22 * time.Minute), Minutes: 22, Tags: []string{"communities", "yes", "007"},
		Communities: []journal.CommunityRef{*meetup, *quilters},
		Source: journal.Source{
			Citation: "Made, U. P. (2015) A book that is not there.", URL: "https://example.org/a", Licence: "CC BY-SA 4.0",
		},
		Answers: []journal.Answer{
			{Key: "communities", Prompt: "Which groups do you belong to?", Kind: journal.Inventory, Private: true, Value: journal.Value{
				Communities: []journal.Community{
					{Name: meetup.Name, Kinds: []string{"professional", "learning"}, About: "Tuesday talks\n# and pizza", Tags: []string{"a_b", "c"}},
					{Name: quilters.Name},
				},
			}},
			{Key: "focus", Prompt: "Which ones today?", Kind: journal.CommunityOne, Value: journal.Value{
				Communities: []journal.Community{{ID: meetup.ID, Name: meetup.Name}},
			}},
			{Key: "works", Loop: "look", Prompt: "How well is Go Meetup working?", Kind: journal.Rating,
				Value: journal.NumberValue(4), Labels: []string{"well"}, Community: meetup},
			{Key: "domain", Loop: "look", Prompt: "Domain", Kind: journal.Rating, Value: journal.Value{NotSure: true}, Community: meetup},
			{Key: "why", Loop: "look", Prompt: "What makes it work?", Kind: journal.LongText, Community: meetup, Private: true,
				Value: journal.TextValue("Someone always asks.\n\n- and everybody\n- gets *home*\n\n```html\n<b>code</b>\n```\n\nNot <b>bold</b>.")},
			{Key: "works", Loop: "look", Prompt: "How well is [x] Quilters | # *North* working?", Kind: journal.Rating,
				Value: journal.Value{Declined: true}, Community: quilters},
			{Key: "value", Prompt: "What do you get from belonging? <script>", Kind: journal.ChooseMany,
				Value: journal.ChoiceValue("immediate", "1"), Labels: []string{"It is good while it lasts", "1. I come away with [x] something"}},
			{Key: "hours", Prompt: "How long?", Kind: journal.Number, Value: journal.NumberValue(1.5), Labels: []string{"hours"}},
			{Key: "again", Prompt: "Again?", Kind: journal.YesNo, Value: journal.Value{Yes: &no}},
			{Key: "when", Prompt: "When?", Kind: journal.DateKind, Value: journal.TextValue("2026-12")},
			{Key: "pages", Prompt: "Which did you read?", Kind: journal.ReadKind, Value: journal.Value{Contributions: []journal.ContributionRef{{ID: "c1", Title: "A *page*"}, {Title: "Another"}}}},
			{Key: "tried", Prompt: "What came of them?", Kind: journal.OutcomesKind, Value: journal.Value{Suggestions: []journal.Suggestion{
				{ID: "s1", Text: "Wait", State: journal.SuggestionDone, Helped: &yes, Note: "a bit\nlonger"}, {ID: "s2", Text: "Sing", State: journal.SuggestionDropped},
			}}},
			{Key: "happened", Prompt: "When was it?", Kind: journal.DateKind, Value: journal.TextValue("2026-11-20")},
			{Key: "poem", Prompt: "Anything else?", Kind: journal.LongText, Value: journal.TextValue("Roses are red,\nviolets *are* blue.\n\nSo:\n- one\n- two")},
			{Key: "short", Prompt: "In one line?", Kind: journal.ShortText, Value: journal.TextValue("# not a heading of the page")},
			{Key: "suggestions", Prompt: "Which suggestions could help?", Kind: journal.SuggestionsK, Value: journal.Value{
				Suggestions: []journal.Suggestion{
					{Text: "Open with a question\nand wait", FromRole: "a new tutor", Community: meetup, Element: "practice", TryBy: "2026-12-01"},
					{Text: "- [ ] 1. stay"},
				},
			}},
		},
	}
}

// note is a quick note of the given text.
func note(text string) journal.Reflection {
	at := time.Date(2026, 11, 23, 9, 5, 0, 0, time.FixedZone("", -5*3600))
	return journal.Reflection{
		ID: "01kavtj0c8q6x9w0m5n3r7t2ya", Title: "After the seminar", Created: at, Updated: at,
		Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(text)}},
	}
}

// answered is a reflection of the given answers.
func answered(texts ...string) journal.Reflection {
	r := sample()
	r.Answers, r.Source = nil, journal.Source{}
	for i, text := range texts {
		r.Answers = append(r.Answers, journal.Answer{
			Key: "k", Prompt: fmt.Sprint("Prompt ", i), Kind: journal.LongText, Value: journal.TextValue(text),
		})
	}
	return r
}

func TestGolden(t *testing.T) {
	t.Parallel()
	golden(t, "reflection.md", markdown(t, sample()))
	golden(t, "note.md", markdown(t, note("One line.\n\n# Mine\n\n<script>alert(1)</script>\n\n    <kept>\n")))
	shared, ok := sample().Shared(journal.NewRedactor([]journal.Names{{
		CommunityRef: journal.CommunityRef{ID: "01kavtj0c8q6x9w0m5n3r7t2y1", Name: "Go Meetup"}, Alias: "the meetup",
	}}))
	if !ok {
		t.Fatal("nothing to share")
	}
	public := string(Markdown().PublicFile(shared).Text)
	golden(t, "public.md", public)
	for _, private := range []string{"Go Meetup", "Quilters", "Someone always", "private", "rather not"} {
		if strings.Contains(public, private) {
			t.Errorf("the page for others holds %q", private)
		}
	}
}

// nasty are texts that try to get out of their place, or to lose something on
// the way.
func nasty() []string {
	return []string{
		"plain", " ", "\n", "\n\n\n", "ends with a line\n", "  leading and trailing  \n\t tabs \t",
		"---", "---\ntitle: evil\n---", "text\n\n---\ntitle: evil\nfoo: [bar\n---\n\nmore", "--- \nid: x\n...", "----\na\n----",
		"> ---\n> title: evil\n> ---", "- ---\n  a: b\n  ---", "Heading\n---\ntext", "\n---\n\n---\n",
		"# Heading\n\n## Prompt 0\n\n> quote\n\ntext", "===\n", "```\nunclosed <b>", "```html\n<b>\n```", "~~~\n<b>\n~~~\n<i>",
		"text\n```html\n<b>\n\n<i>\n```\ntext <u>", "- ```\n  ```\n<b>", " ```\n```\n<b>\n```", "```html\n<b>\n`````\n<i>\n```",
		"```{=html}\n</blockquote>\n```", "`<b>`{=html} `<b>`", "    <b>\n\n    <i>", "a\n    <b>", "- a\n\n    <b>", "[^1]: a\n\n    <b>\n\nx[^1]",
		"\t<b>", "\t\t<b>", "a `<b>` and ``<i> ` </i>``, ` <u>", "a ` b\nc `<b>` d", "$`$ ` a `<b>`", "[x](a`b) ` <b> `",
		"| a ` | <b> ` |\n|---|---|\n| ` | <i> |", "`a  <b>` c\n---- -----\nx    y", " -\n<b>", "\\- -\n<b>", "    <b>\n---\nx", "    <b>\n    --\n    x", "https://x`y ` z `<b>`",
		"</blockquote></div><script>alert(1)</script>", "<!-- ", "<?php", "<![CDATA[", "<b\nclass=x>", "\\<b>", "\\\\<b>", "\\\\\\<b>",
		"<https://example.org/a?b=c&d>", "\\<https://example.org>", "<mailto:a@example.org>", "<javascript:alert(1)>", "<a@example.org>",
		"1 < 2 <- 3 <3 <_<", "<é>", "<漢>", "&lt;b&gt; &amp; &#60;b&#62;", "\\", "a\\\nb", "* a\n* b\n\n1. c\n   - d",
		"a\r\nb\r\n\r\nc\r\n", "a\r", "\r", "a\rb\r# c\r\r<b>", "a\n\rb\r\r\nc", "\x1b[31mred\x1b[0m \a\b\x7f", "\u202Eevil\u202C \u200Fשלום\u200E مرحبا",
		"👩‍👩‍👧 🇳🇱 é e\u0301", "\u0085\u2028\u2029\uFEFF", "null", "yes", "007", "~", "*private*", "*not sure*", "a\n\n> b\n>> c\nlazy <b>",
		"[a]: https://example.org\n\n[a]", "[Ana]: hello\n[Tom]: <there>", "- \\[Ana]: {{=x}}", "x \\\\[a]: b `[c]: d`", "% title\n% author", "Term\n: def <b>\n\n    <i>", "+---+\n|<b>|\n+---+", "$$\n<b>\n$$", "@x [@y]",
		"```\n\n---\nid: \"01kavtj0c8q6x9w0m5n3r7t2yz\"\n---\n```", "<b>\n\n```\n\n----\nid: \"01kavtj0c8q6x9w0m5n3r7t2yz\"\n```\n\n- ---", "x\n\n---\nid: \"01kavtj0c8q6x9w0m5n3r7t2yz\"\n",
		"::: warn\n<b>\n:::", "{{< evil >}} {{ evil }}", "{ =html} {=html}", strings.Repeat("> ", 200) + "<b>", strings.Repeat("a <b> ", 2000),
	}
}

func TestTextsComeBack(t *testing.T) {
	t.Parallel()
	got := ReadMarkdown(markdown(t, answered(nasty()...))).sections
	if len(got) != len(nasty()) {
		t.Fatalf("%d texts went in, %d came back", len(nasty()), len(got))
	}
	for i, want := range nasty() {
		if text := textOf(got[i].body, false); text != want {
			t.Errorf("%q came back as %q", want, text)
		}
	}
}

func TestNotesComeBack(t *testing.T) {
	t.Parallel()
	for _, want := range nasty() {
		if got := ReadMarkdown(markdown(t, note(want))).note(true); got != want {
			t.Errorf("%q came back as %q", want, got)
		}
	}
}

func TestCodeKeepsItsMeaning(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"```html\n<b>\n```":              "> ```html\n> <b>\n> ```",
		"See:\n```\n\\<b>\n```\nand <i>": "> See:\n> ```\n> \\<b>\n> ```\n> and \\<i>",
		"~~~\n<b>\n~~~":                  "> ~~~\n> <b>\n> ~~~",
		"Use `<b>` or ``<i>``, not <u>":  "Use `<b>` or ``<i>``, not \\<u>",
		"- item `<b>`":                   "- item `<b>`",
		"So:\n\n    <b>\n\n    <i>\n":    "> So:\n>\n>     <b>\n>\n>     <i>\n>",
		"```yaml\n---\na: b\n---\n```":   "> ```yaml\n> ---\n> a: b\n> ---\n> ```",
		"<https://example.org> <3 a<b":   "<https://example.org> <3 a\\<b",
		"[Ana]: hello there\n[Tom]: hi":  "\\[Ana]: hello there  \n\\[Tom]: hi",
		"- [Ana]: hello\n\n# So\n[a]: b": "> - \\[Ana]: hello\n>\n> # So\n> \\[a]: b",
		"see [a]\n\n[a]: https://e.org":  "> see [a]\n>\n> [a]: https://e.org",
		"She said <sorry>\nand left.":    "She said \\<sorry>  \nand left.",
		"a\n\n---\n\nb":                  "> a\n>\n> ---\n>\n> b",
	} {
		_, body := readFront(t, markdown(t, answered(text)))
		_, got, _ := strings.Cut(body, "Prompt 0\n\n")
		if got != want+"\n" {
			t.Errorf("%q is written as\n%s\nwant\n%s", text, got, want)
		}
	}
}

func TestFrontMatterSurvives(t *testing.T) {
	t.Parallel()
	for _, text := range append(nasty(), "a: b # c", "\"quoted\" 'too'", "[x]", "", "- a", "\U0001F600", "\uFFFE\uFFFF") {
		r := sample()
		r.Title, r.Tags = text, []string{text, "a"}
		r.Communities = []journal.CommunityRef{{Name: text}}
		r.Private = true
		got, _ := readFront(t, markdown(t, r))
		want := front{
			ID: string(r.ID), Title: text, Activity: r.Activity, Created: "2026-11-23T14:30:00+01:00", Updated: "2026-11-23T14:52:00+01:00",
			Event: "2026-11-20", Minutes: 22, Hours: 1.5, Words: 30, Private: true, Tags: r.Tags, Communities: []string{text},
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v came back as %+v", want, got)
		}
	}
}

func TestEmptyListsAreLists(t *testing.T) {
	t.Parallel()
	file := markdown(t, note("x"))
	if !strings.Contains(file, "\ntags: []\ncommunities: []\n---\n") || strings.Contains(file, "private") {
		t.Error(file)
	}
}

// gibberish is a text put together from what Markdown is made of.
func gibberish(r *rand.Rand) string {
	parts := []string{
		"\n", "\n", "\n\n", "\n\n", " ", " ", "    ", "\t", "`", "``", "```", "```html\n", "\n```\n", "~~~", "\n~~~\n", "<b>", "</b>", "<b", "<!--", "-->", "<?", "</blockquote>",
		"<https://a.b>", "word", "word", "- ", "* ", "1. ", "a. ", "> ", "# ", "---", "\n---\n", "\n---\na: b\n---\n", "----", "===", "|", "\n|---|---|\n", "$", "$$", "\\", "[", "]", "](", ")",
		"[^1]", "[^1]: ", "[a]: x", "{", "}", "{=html}", "^", "~", "*", "**", "_", ": ", "www.a", "https://", "@", "&lt;", "...", "+--+", ":::", "\\begin{x}", "\\end{x}",
		"--- ---", "\r\n", "“", "\"", "'", "é", "(", "i) ", "(@) ", "!", "=", "%", "&",
	}
	var b strings.Builder
	for range 1 + r.IntN(14) {
		b.WriteString(parts[r.IntN(len(parts))])
	}
	return b.String()
}

// comesBack checks that a text is read as it was written, and that no line of it can
// be taken for one of kith's.
func comesBack(t *testing.T, want string) {
	t.Helper()
	for margin, ways := range map[string]bool{"": isProse(want), "> ": true} {
		if !ways {
			continue
		}
		var b strings.Builder
		block(&b, want, margin)
		lines := splitLines(strings.TrimSuffix(b.String(), "\n"))
		if got := textOf(lines, false); got != want {
			t.Fatalf("%q came back as %q, written as\n%s", want, got, b.String())
		}
		for _, l := range lines {
			level, _ := headingOf(l.text)
			mark, _ := cutFence(l.text)
			if margin != "" && !strings.HasPrefix(l.text, ">") || margin == "" && (level > 0 || len(mark) > 2 || l.text != "" && strings.Trim(l.text, "-=_* ") == "") {
				t.Errorf("%q gets out in the line %q", want, l.text)
			}
		}
	}
}

func TestGibberishComesBack(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		want := gibberish(r)
		comesBack(t, want)
	}
}

func TestNoTextTakesLong(t *testing.T) {
	t.Parallel()
	const size = 1 << 18
	for _, part := range []string{"<h", "<https:", "<https://a", "` ", "`` ` ", "&", "&a", "1.", ".", "{ ", "\\", "- - ", ">", "```\n", "    <b>\n", "---\n", "a`b\n", "a\r", ":", "(a) ", "www.", "```\n````\n", "a: [\n", "a\n", "[", "- a\n", "# a\n", "*private*\n", "***\n", "1"} {
		text := strings.Repeat(part, size/len(part))
		r := answered(text)
		r.Answers = append(r.Answers, journal.Answer{Prompt: "x", Value: journal.Value{Suggestions: []journal.Suggestion{{Text: text}}}})
		start := time.Now()
		markdown(t, r)
		text, r = text[:size/8], answered(text[:size/8])
		for _, page := range []string{markdown(t, r), text, "---\n" + text + "\n---\n"} {
			ReadMarkdown(page).Reflection(nil)
			_, _ = ReadMarkdown(page).Onto(r, world()) // whatever it says
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("a text of %q takes %s", part, took)
		}
	}
}

func FuzzQuote(f *testing.F) {
	for _, text := range nasty() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		comesBack(t, text)
		var b strings.Builder
		block(&b, text, "")
		if got := restored(splitLines(strings.TrimSuffix(b.String(), "\n")), 0); got != text {
			t.Errorf("as a note %q came back as %q", text, got)
		}
	})
}
