package archive

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"regexp"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// page is the HTML of a few reflections and communities.
func page(t *testing.T, rs []journal.Reflection, ps ...Profile) string {
	t.Helper()
	c := contents(rs...)
	c.Now = time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)
	if ps != nil {
		c.Profiles = func(yield func(Profile, error) bool) {
			for _, p := range ps {
				if !yield(p, nil) {
					return
				}
			}
		}
	}
	var b bytes.Buffer
	if err := HTML().WriteStream(t.Context(), &b, c, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// opened are the elements that a page may hold, with attributes of kith's alone.
var opened = regexp.MustCompile(`<(/?)([a-zA-Z0-9]+)((?: [a-zA-Z:-]+="[^"<>]*"|/)*)>`)

// FuzzHTMLPage: whatever stands in a title, a prompt, a name, a tag or a text, the
// page has every element closed in its order, none that runs, and nothing to fetch.
func FuzzHTMLPage(f *testing.F) {
	for _, s := range []string{"", "plain", "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "</style></svg></title>", "a\nb\r\n", "\x1b[31m\u202e\u2028", "\xff", "שלום", "]]>", "&lt;", "# h\n\n- [x](javascript:x)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)
		who := journal.CommunityRef{ID: journal.ID("c" + s), Name: s}
		r := journal.Reflection{
			ID: journal.ID("r" + s), Title: s, Created: at, Tags: []string{s}, Communities: []journal.CommunityRef{who},
			Answers: []journal.Answer{
				{Prompt: s, Kind: journal.LongText, Value: journal.TextValue(s), Community: &who, Private: true},
				{Prompt: s, Kind: journal.ChooseMany, Value: journal.ChoiceValue(s, s)},
				{Prompt: s, Kind: journal.SuggestionsK, Value: journal.Value{Suggestions: []journal.Suggestion{{Text: s}}}},
			},
		}
		o := journal.Observation{Measure: journal.MeasureDomain, Value: journal.NumberValue(3), At: at, Note: s}
		p := Profile{
			Community: journal.Community{ID: who.ID, Name: s, Alias: s, About: s, Where: s, Kinds: []string{s}, Tags: []string{s}},
			Latest:    journal.Latest{o.Measure: o, s: {Measure: s, Value: journal.TextValue(s), At: at}}, Observed: []journal.Observation{o},
			Written: []journal.Reflection{r}, Suggestions: []journal.Suggestion{{Text: s, Note: s}},
		}
		p.Reading = journal.Read(p.Community, p.Latest, at)
		got := page(t, []journal.Reflection{r}, p)
		body, end, _ := strings.Cut(got[strings.Index(got, "<body"):], "</html>\n")
		if !regexp.MustCompile(`^<!-- kith export [0-9a-f]{64} -->\n$`).MatchString(end) {
			t.Fatalf("%q: it ends in %q", s, end)
		}
		body = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllString(body, "")
		var open []string
		for _, tag := range opened.FindAllStringSubmatch(body, -1) {
			name, attributes := tag[2], regexp.MustCompile(`"[^"]*"`).ReplaceAllString(tag[3], "")
			if strings.Contains(attributes, " on") || strings.Contains(attributes, " src=") || name == "script" || name == "img" || name == "iframe" || name == "link" {
				t.Fatalf("%q makes %s", s, tag[0])
			}
			switch {
			case name == "br" || name == "hr" || strings.HasSuffix(tag[3], "/"):
			case tag[1] == "":
				open = append(open, name)
			case len(open) == 0 || open[len(open)-1] != name:
				t.Fatalf("%q: %s closes %v", s, tag[0], open)
			default:
				open = open[:len(open)-1]
			}
		}
		if rest := opened.ReplaceAllString(body, ""); strings.ContainsAny(rest, "<>") {
			i := strings.IndexAny(rest, "<>")
			t.Errorf("%q: what is this: %q", s, rest[max(0, i-40):min(len(rest), i+40)])
		}
		if len(open) > 0 {
			t.Errorf("%q: left open: %v", s, open)
		}
	})
}

// What is known of a reflection stands under its title, and where its activity comes
// from at its end.
func TestHTMLPageTellsAll(t *testing.T) {
	t.Parallel()
	at, hours := time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC), 2.5
	got := page(t, []journal.Reflection{{
		ID: "01kb", Title: "A session", Activity: "x", Created: at, Minutes: 12,
		Source: journal.Source{Citation: "Made, U. P. (2015) <A book>.", URL: "https://example.org/a?b&c", Licence: "CC BY 4.0"},
		Answers: []journal.Answer{
			{Prompt: "When?", Kind: journal.DateKind, Value: journal.TextValue("2026-11-20")},
			{Prompt: "What?", Kind: journal.LongText, Value: journal.TextValue("Three words here")},
			{Prompt: "How long?", Kind: journal.Number, Labels: []string{"hours"}, Value: journal.Value{Number: &hours}},
			{Prompt: "Which?", Kind: journal.ChooseOne, Labels: []string{"The blue one"}, Value: journal.ChoiceValue("blue")},
			{Prompt: "Read?", Kind: journal.ReadKind, Value: journal.Value{Contributions: []journal.ContributionRef{{Title: "My <first> week"}}}},
		},
	}})
	for _, want := range []string{
		">23 Nov 2026</time> · event on 20 Nov 2026 · 12 minutes · 2.5 hours logged · 3 words</p>",
		`<p dir="auto">The blue one</p>`, `<li dir="auto">My &lt;first&gt; week</li>`,
		`<p class="source" dir="auto">Source: Made, U. P. (2015) &lt;A book&gt;. <a href="https://example.org/a?b&amp;c" rel="noreferrer" class="bare">https://example.org/a?b&amp;c</a> CC BY 4.0</p>` + "\n</article>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
}

// A page stops where its contents do, with their error.
func TestHTMLPageStops(t *testing.T) {
	t.Parallel()
	broken := errors.New("the journal cannot be read")
	var entries iter.Seq2[Entry, error] = func(yield func(Entry, error) bool) {
		_ = yield(Whole(note("x")), nil) && yield(Entry{}, broken)
	}
	if err := HTML().WriteStream(t.Context(), &bytes.Buffer{}, Contents{Entries: entries}, nil); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := HTML().WriteStream(ctx, &bytes.Buffer{}, contents(note("x")), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestAPageIsKnownAsItWasWritten, and not once anything in it is another.
func TestAPageIsKnownAsItWasWritten(t *testing.T) {
	t.Parallel()
	is := func(page string) bool {
		own, err := IsOwnPage(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		return own
	}
	whole := page(t, []journal.Reflection{sample()})
	if !is(whole) {
		t.Errorf("it is not known:\n%s", whole)
	}
	lastLine := strings.LastIndex(strings.TrimSuffix(whole, "\n"), "\n") + 1
	for what, changed := range map[string]string{
		"nothing": "", "short": "mine", "a word": strings.Replace(whole, "Reflections", "Mine", 1), "behind it": whole + "mine",
		"no last line": whole[:lastLine], "the end alone": whole[lastLine:], "other line ends": strings.ReplaceAll(whole, "\n", "\r\n"),
	} {
		if is(changed) {
			t.Errorf("%s: it is taken for as it was written", what)
		}
	}
}
