package prompts

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/journal"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with what was right before.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is now (with -update this is kept):\n%s", file, got)
	}
}

func TestSheets(t *testing.T) {
	t.Parallel()
	a := sheetActivity(t)
	golden(t, "sheet.txt", Sheet(a, false))
	golden(t, "sheet.md", Sheet(a, true))
	golden(t, "form.toml", AnswersForm(a))
}

// sheetActivity has a step of each kind.
func sheetActivity(t *testing.T) Activity {
	a, err := Parse("every-kind.toml", []byte(everyKind))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[journal.Kind]bool{}
	for _, top := range a.Steps {
		for _, s := range append(top.Steps, top) {
			kinds[s.Kind] = true
		}
	}
	for _, kind := range Kinds() {
		if !kinds[kind] {
			t.Errorf("there is no step of kind %s", kind)
		}
	}
	return a
}

const everyKind = `schema = 1
id = "every-kind"
aliases = ["all"]
title = "Every kind *of* step"
minutes = 12
intro = """
The first paragraph.

The second, <b>with</b> marks."""
closing = "Done."
[source]
citation = "A. Author (2020) 'A book'."
url = "https://example.org/a_b"
licence = "CC BY 4.0"
[[step]]
key = "read"
kind = "info"
prompt = "To read"
help = "{recent_entries}"
[[step]]
key = "groups"
kind = "inventory"
prompt = "Which groups?"
required = true
private = true
min_items = 1
[[step]]
key = "pick"
kind = "community"
prompt = "Which one?"
[[step]]
key = "headline"
kind = "short_text"
prompt = "A headline for {community}?"
max_chars = 40
[[step]]
key = "look"
kind = "per_community"
over = "groups"
prompt = "Look at {community}"
full = true
  [[step.step]]
  key = "works"
  kind = "rating"
  prompt = "How well does it work?"
  anchors = ["not", "hardly", "so so", "well", "very well"]
  required = true
  [[step.step]]
  key = "why"
  kind = "long_text"
  prompt = "Why?"
  when = { key = "works", op = "lte", value = 2 }
[[step]]
key = "kinds"
kind = "choose_many"
prompt = "Which kinds?"
max_items = 2
options = [
  { value = "a", label = "The first of the two kinds there are, with a label so long that it has to be broken" },
  { value = "b", label = "B" },
]
when = { key = "pick", op = "answered" }
[[step]]
key = "one"
kind = "choose_one"
prompt = "Which one kind?"
options = [{ value = "a", label = "A" }, { value = "b", label = "B" }]
when = { key = "kinds", op = "not_in", value = ["a", "b"] }
[[step]]
key = "again"
kind = "yes_no"
prompt = "Again?"
sitting = 2
when = { key = "one", op = "ne", value = "a" }
[[step]]
key = "energy"
kind = "rating"
prompt = "Energy?"
sitting = 2
when = { key = "read", op = "shown" }
[[step]]
key = "hours"
kind = "number"
prompt = "Hours?"
min = 0
max = 24.5
unit = "hours"
sitting = 2
when = { key = "energy", op = "unanswered" }
[[step]]
key = "on"
kind = "date"
prompt = "When?"
required = true
sitting = 2
[[step]]
key = "since"
kind = "short_text"
prompt = "Since?"
sitting = 2
when = { key = "on", op = "lte", value = 2026-01-01 }
[[step]]
key = "others"
kind = "read"
prompt = "Read?"
max_items = 2
sitting = 2
[[step]]
key = "tried"
kind = "outcomes"
prompt = "Tried?"
sitting = 2
when = { key = "others", op = "shown" }
[[step]]
key = "try"
kind = "suggestions"
prompt = "Try?"
fields = ["text", "try_by"]
max_items = 3
sitting = 2
when = { key = "again", op = "eq", value = true }
`

// Whatever an activity says, the sheet of every built-in one says it.
func TestASheetIsWhole(t *testing.T) {
	t.Parallel()
	for _, e := range readBuiltIn() {
		text := strings.Join(strings.Fields(Sheet(e.Activity, false)), " ")
		for _, part := range textsOf(e.Activity) {
			if part := strings.Join(strings.Fields(unfilled(part)), " "); !strings.Contains(text, part) {
				t.Errorf("%s: %q is not on the sheet", e.ID, part)
			}
		}
		for _, line := range strings.Split(Sheet(e.Activity, false), "\n") {
			if len([]rune(line)) > 80 && !strings.Contains(line, "http") {
				t.Errorf("%s: a line of %d characters: %s", e.ID, len([]rune(line)), line)
			}
		}
		if md := Sheet(e.Activity, true); !strings.HasPrefix(md, "# ") || strings.Contains(md, "\n\n\n") || strings.Contains(md, "{") {
			t.Errorf("%s: %s", e.ID, md)
		}
	}
}

func textsOf(a Activity) []string {
	texts := []string{a.Title, a.Intro, a.Closing, a.Origin.Citation, a.Origin.URL, a.Origin.Licence}
	for _, top := range a.Steps {
		for _, s := range append(top.Steps, top) {
			texts = append(texts, s.Prompt, s.Help)
			texts = append(texts, s.Anchors...)
			for _, o := range s.Options {
				texts = append(texts, o.Label)
			}
		}
	}
	return texts
}
