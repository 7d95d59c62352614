package prompts

import (
	"strings"
	"testing"

	"kith/journal"
)

const othersSteps = `
[[step]]
key = "others"
kind = "read"
prompt = "Which have you read?"
max_items = 1
[[step]]
key = "tried"
kind = "outcomes"
prompt = "What came of it?"
[[step]]
key = "more"
kind = "short_text"
prompt = "More?"
when = { key = "others", op = "shown" }
`

// What there is nothing to ask about is not asked.
func TestReadAndOutcomesNeedSomething(t *testing.T) {
	t.Parallel()
	a := parsed(t, othersSteps)
	s := New(a, env(), Options{})
	if names := shownPages(s); strings.Join(names, " ") != "(end)" {
		t.Errorf("shown are %q", names)
	}
	if names := shownPages(New(a, withOthers(env()), Options{})); strings.Join(names, " ") != "others tried more (end)" {
		t.Errorf("shown are %q", names)
	}
	if !a.Asks(journal.ReadKind) || a.Asks(journal.Rating) {
		t.Error("it does not know what it asks")
	}

	// What was said stays, when the page was read and the suggestion done meanwhile.
	s = New(a, withOthers(env()), Options{})
	s.Set(journal.Value{Contributions: []journal.ContributionRef{{ID: "01page2", Title: "A week"}}})
	again := Resume(a, env(), s.Draft())
	if len(again.Unread()) != 1 || again.Unread()[0].Title != "A week" {
		t.Errorf("offered are %+v", again.Unread())
	}
}

func TestReadAndOutcomes(t *testing.T) {
	t.Parallel()
	a := parsed(t, othersSteps)
	s, err := tryFill(a, withOthers(env()), `
others = ["what the CHOIR taught me"]
tried = [
  { suggestion = "open with a question", outcome = "helped", note = "They talked." },
  { suggestion = "due2", outcome = "later", try_by = "next friday" },
]`)
	if err != nil {
		t.Fatal(err)
	}
	out := s.Outcome(noon)
	if len(out.Suggestions) != 0 || len(out.Outcomes) != 2 || len(out.Read) != 1 || out.Read[0] != "01page1" {
		t.Fatalf("it leaves %+v", out)
	}
	one, two := out.Outcomes[0], out.Outcomes[1]
	if one.ID != "01due1" || one.State != journal.SuggestionDone || one.Helped == nil || !*one.Helped || one.Note != "They talked." || one.TryBy != "2026-11-20" {
		t.Errorf("the first is %+v", one)
	}
	if two.ID != "01due2" || two.State != journal.SuggestionOpen || two.TryBy != "2026-11-27" {
		t.Errorf("the second is %+v", two)
	}
	lines := ""
	for _, an := range out.Reflection.Answers {
		if !an.Private {
			t.Errorf("%s is not private", an.Key)
		}
		lines += strings.Join(an.Lines(), "\n") + "\n"
	}
	want := "What the choir taught me\nOpen with a question: it helped. They talked.\nBring tea: not yet, by 27 Nov 2026\n"
	if lines != want {
		t.Errorf("it reads\n%swant\n%s", lines, want)
	}
}

func TestReadAndOutcomesRefuse(t *testing.T) {
	t.Parallel()
	a := parsed(t, othersSteps)
	for src, want := range map[string]string{
		`others = ["A wek"]`:           `there is no page "A wek" that you have not read, did you mean A week?`,
		`others = ["A week", "page1"]`: "pick at most 1",
		`others = [1]`:                 "this must be the title of a page in quotes, and is a number",
		`tried = [{ suggestion = "Rest", outcome = "helped" }]`:                                                          `no suggestion "Rest" is due`,
		`tried = [{ suggestion = "Bring tea" }]`:                                                                         `say what came of "Bring tea": helped, did not help, later or dropped`,
		`tried = [{ suggestion = "Bring tea", outcome = "done" }]`:                                                       `"done" is none of: helped, did not help, later or dropped`,
		`tried = [{ suggestion = "Bring tea", outcome = "later" }]`:                                                      `by when will you try "Bring tea"?`,
		`tried = [{ suggestion = "Bring tea", outcome = "later", try_by = 2026-11-20 }]`:                                 `20 Nov 2026, for "Bring tea", is over already`,
		`tried = [{ suggestion = "Bring tea", outcome = "dropped" }, { suggestion = "Bring tea", outcome = "dropped" }]`: `"Bring tea" is there twice`,
		`tried = [{ outcome = "helped" }]`:                                                                               "suggestion is missing",
		`tried = [{ suggestion = "Bring tea", outcome = "helped", from_role = "x" }]`:                                    "from_role",
	} {
		if _, err := tryFill(a, withOthers(env()), src); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %v, want %s", src, err, want)
		}
	}
	if _, err := tryFill(a, env(), `others = ["A week"]`); err == nil || !strings.Contains(err.Error(), "there is no page that you have not read") {
		t.Errorf("got %v", err)
	}
	if _, err := tryFill(a, env(), `tried = [{ suggestion = "x", outcome = "dropped" }]`); err == nil || !strings.Contains(err.Error(), "no suggestion is due") {
		t.Errorf("got %v", err)
	}
	for keys, want := range map[string]string{
		"private = false": "read is always private: it is in other people's words",
		"required = true": "nothing can need read",
		"min_items = 1":   "min_items belongs to",
	} {
		if _, err := Parse("x", []byte(head+"[[step]]\nkey = \"k\"\nkind = \"read\"\nprompt = \"p\"\n"+keys)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %v", keys, err)
		}
	}
}

// A suggestion that somebody made is from the page that was read, where there is but
// one that it can be from.
func TestASuggestionIsFromThePageRead(t *testing.T) {
	t.Parallel()
	fields := `"text", "from_role"`
	for _, c := range []struct {
		pages        []journal.ContributionRef
		fields, role string
		want         journal.ID
	}{
		{[]journal.ContributionRef{{ID: "01page1", Title: "Choir"}}, fields, "", "01page1"},
		{[]journal.ContributionRef{{ID: "01page1", Title: "Choir"}}, fields, "A new lecturer", "01page1"},
		{[]journal.ContributionRef{{ID: "01page1", Title: "Choir"}}, fields, "my neighbour", ""},
		{[]journal.ContributionRef{{ID: "01page1", Title: "Choir"}}, `"text"`, "", ""},
		{[]journal.ContributionRef{{ID: "01page1", Title: "Choir"}, {ID: "01page2", Title: "A week"}}, fields, "", ""},
		{nil, fields, "", ""},
	} {
		a := parsed(t, "\n[[step]]\nkey = \"others\"\nkind = \"read\"\nprompt = \"Read?\"\n[[step]]\nkey = \"theirs\"\nkind = \"suggestions\"\nprompt = \"Which?\"\nfields = ["+c.fields+"]\n")
		s := New(a, withOthers(env()), Options{})
		s.Set(journal.Value{Contributions: c.pages})
		if err := s.Next(); err != nil {
			t.Fatal(err)
		}
		s.Set(journal.Value{Suggestions: []journal.Suggestion{{Text: "Sing first", FromRole: c.role}}})
		if err := s.Next(); err != nil {
			t.Fatal(err)
		}
		kept := s.Outcome(noon).Suggestions
		if len(kept) != 1 || (kept[0].Contribution == nil) != (c.want == "") || c.want != "" && kept[0].Contribution.ID != c.want {
			t.Errorf("%+v: %+v", c, kept)
		}
	}
}
