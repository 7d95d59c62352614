package prompts

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

func TestEveryBuiltInActivityParses(t *testing.T) {
	t.Parallel()
	files, err := builtIn.ReadDir("activities")
	if err != nil || len(files) < 17 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	names := map[string]string{}
	for _, f := range files {
		src, err := builtIn.ReadFile("activities/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		a, err := Parse(f.Name(), src)
		if err != nil {
			t.Error(err)
			continue
		}
		if a.ID+".toml" != f.Name() {
			t.Errorf("%s is called %s: its file is to be called by its id", f.Name(), a.ID)
		}
		if a.Source != string(src) || a.Minutes == 0 || a.Intro == "" || a.Closing == "" {
			t.Errorf("%s lacks its source, minutes, intro or closing", a.ID)
		}
		if n := len(a.About); n == 0 || n > 76 || strings.HasSuffix(a.About, ".") {
			t.Errorf("%s is not for anything that fits a line of a list: %q", a.ID, a.About)
		}
		for _, name := range append(a.Aliases, a.ID) {
			if names[name] != "" {
				t.Errorf("%s and %s both answer to %s", names[name], a.ID, name)
			}
			names[name] = a.ID
		}
	}
}

func TestOneOpenStepLeadsAPage(t *testing.T) {
	t.Parallel()
	lead := func(step string) string {
		return "schema = 1\nid = \"x\"\ntitle = \"X\"\n[source]\ncitation = \"Mine.\"\n[[step]]\nkey = \"first\"\nkind = \"long_text\"\nprompt = \"One?\"\nlead = true\n" + step
	}
	if a, err := Parse("x.toml", []byte(lead(""))); err != nil || a.Lead() != "first" {
		t.Errorf("%q, %v", a.Lead(), err)
	}
	for more, want := range map[string]string{
		"[[step]]\nkey = \"b\"\nkind = \"short_text\"\nprompt = \"B?\"\nlead = true\n": "first leads the page already",
		"private = true\n": "a private step cannot lead",
		"[[step]]\nkey = \"b\"\nkind = \"yes_no\"\nprompt = \"B?\"\nlead = true\n": "lead belongs to short_text and long_text",
		"[[step]]\nkey = \"c\"\nkind = \"community\"\nprompt = \"C?\"\n[[step]]\nkey = \"l\"\nkind = \"per_community\"\nover = \"c\"\nprompt = \"L\"\n[[step.step]]\nkey = \"b\"\nkind = \"long_text\"\nprompt = \"B?\"\nlead = true\n": "a step of a loop cannot lead",
	} {
		if _, err := Parse("x.toml", []byte(lead(more))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", more, err)
		}
	}
}

func TestAMistakeIsReportedOnce(t *testing.T) {
	t.Parallel()
	src := `schema = 1
id = "\u001b"
aliases = ["a b", "a b", "q", "q", "q"]
title = "A test"
tags = ["a", "a", "a"]

[source]
citation = "Mine."

[[step]]
key = "\u001b"
kind = "\u001b"
prompt = "{foo} and {foo}?"

[[step]]
key = "which"
kind = "choose_many"
prompt = "Which?"
options = [{ value = "a", label = "A" }, { value = "a", label = "A" }, { value = "a", label = "A" }]

[[step]]
key = "list"
kind = "inventory"
prompt = "List?"
fields = ["nam", "kind"]
when = { key = "which", op = "in", value = ["z", "z"] }

[[step]]
key = "later"
kind = "yes_no"
prompt = "Later?"
sitting = 2

[[step]]
key = "last"
kind = "yes_no"
prompt = "Last?"
sitting = "two"
`
	want := []string{
		`2: id holds characters that act on a terminal: <U+001B>`,
		`3: "a b" is in aliases twice`,
		`3: q is in aliases twice`,
		`3: the alias "a b" must be one word`,
		`5: a is in tags twice`,
		`11: key holds characters that act on a terminal: <U+001B>`,
		`12: kind holds characters that act on a terminal: <U+001B>`,
		`13: {foo} is not a placeholder: they are {community}, {reading}, {reading_to_grow}, {recent_entries} and {due_suggestions}`,
		`19: the value a is there twice`,
		`25: nam is not a field of inventory, did you mean name?`,
		`26: z is not one of which's options, did you mean a?`,
		`38: sitting must be a whole number, and is text`,
	}
	if got := problemsOf(src); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWhatAFileSays(t *testing.T) {
	t.Parallel()
	a := builtin(t, "your-communities")
	if a.Title != "Your communities of practice" || a.Minutes != 20 || strings.HasSuffix(a.Intro, "\n") || a.Origin.Licence == "" {
		t.Errorf("%+v", a)
	}
	communities, _ := a.Step("communities")
	if communities.Kind != journal.Inventory || communities.MinItems != 1 || !communities.Required ||
		!communities.Private || communities.Sitting != 1 || len(communities.Fields) != 3 {
		t.Errorf("%+v", communities)
	}
	look, _ := a.Step("look")
	if look.Over != "focus" || len(look.Steps) != 18 || look.Steps[0].Anchors[4] != "very well" || look.Steps[0].Sitting != 1 {
		t.Errorf("%+v", look)
	}
	if w := look.Steps[1].When; w == nil || w.Key != "works" || w.Op != Gte || w.Value != 3.0 {
		t.Errorf("%+v", w)
	}
	if read, _ := a.Step("share_notes"); read.Sitting != 1 || read.When.Value.([]any)[0] != "group" {
		t.Errorf("%+v", read)
	}
	if hours, _ := builtin(t, "weekly-review").Step("hours"); hours.Min == nil || *hours.Min != 0 || hours.Max != nil || hours.Unit != "hours" {
		t.Errorf("%+v", hours)
	}
	if tip, _ := builtin(t, "teaching-session").Step("tip"); tip.When.Value != true {
		t.Errorf("%+v", tip.When)
	}
}

// problemsOf are the problems of a file, as "line: text".
func problemsOf(src string) []string {
	_, err := Parse("bad.toml", []byte(src))
	var file *FileError
	if !errors.As(err, &file) {
		return nil
	}
	var out []string
	for _, p := range file.Problems {
		out = append(out, fmt.Sprintf("%d: %s", p.Line, p.Text))
	}
	return out
}

func TestEveryMistakeIsReportedAtOnce(t *testing.T) {
	t.Parallel()
	src := `schema = 2
id = "My Activity"
titel = "Many mistakes"
minutes = "twenty"

[source]
licence = "None."

[[step]]
key = "first"
kind = "raiting"
prompt = "How was it?"

[[step]]
key = "second"
kind = "rating"
prompt = """
How is {comunity}?
"""
anchors = ["one",
  "two"]

[[step]]
key = "second"
kind = "choose_one"
prompt = "Which?"
options = [
  { value = "a", label = "A" },
  { value = "b", label = "B" },
  { value = "a", label = "C" },
]

[[step]]
key = "loop"
kind = "per_community"
over = "second"
prompt = "{community}"

  [[step.step]]
  key = "inner"
  kind = "long_text"
  prompt = "Inner?"
  when = { key = "second", op = "equals", value = "a" }

  [[step.step]]
  key = "other"
  kind = "short_text"
  prompt = "Other?"
  options = []
`
	want := []string{
		`1: schema is not one that this kith reads: it reads schema = 1`,
		`2: id may hold only a-z, 0-9 and -, and is "My Activity"`,
		`3: titel is not a key that is known here, did you mean title?`,
		`4: minutes must be a whole number, and is text`,
		`6: citation is missing`,
		`11: raiting is not a kind of step, did you mean rating?`,
		`17: {comunity} is not a placeholder, did you mean {community}?`,
		`20: anchors are five, one for each of 1 to 5, and here are 2`,
		`24: the key second is there twice`,
		`30: the value a is there twice`,
		`36: second is rating: a loop runs over a community step or an inventory`,
		`43: equals is not an operator: they are eq, ne, in, not_in, gte, lte, answered, unanswered and shown`,
		`49: options belongs to choose_one and choose_many, not to short_text`,
	}
	got := problemsOf(src)
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Errorf("missing: %s", want[i])
		case i >= len(want):
			t.Errorf("not expected: %s", got[i])
		case got[i] != want[i]:
			t.Errorf("got  %s\nwant %s", got[i], want[i])
		}
	}
}

func TestAFileErrorIsInvalidContent(t *testing.T) {
	t.Parallel()
	a, err := Parse("weekly.toml", []byte("schema = 1\ntitle = \"a\nid = 1"))
	if err == nil || journal.KindOf(err) != journal.Invalid || a.Title != "" {
		t.Fatalf("%v", err)
	}
	if text := err.Error(); !strings.HasPrefix(text, "weekly.toml:2: this is not TOML: ") || strings.Contains(text, "\n") {
		t.Errorf("%s", text)
	}
}

// with is a sound file with other steps, which begin on line 6.
func with(steps string) string { return head + steps }

const soundStep = "[[step]]\nkey = \"ok\"\nkind = \"rating\"\nprompt = \"OK?\"\n"

func TestProblems(t *testing.T) {
	t.Parallel()
	step := func(lines string) string { return with("[[step]]\nkey = \"a\"\nprompt = \"A?\"\n" + lines) }
	after := func(lines string) string {
		return with(soundStep + "[[step]]\nkey = \"a\"\nkind = \"short_text\"\nprompt = \"A?\"\n" + lines)
	}
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"empty": {"", []string{
			"1: schema is missing: it is schema = 1", "1: id is missing", "1: title is missing",
			"1: [source] is missing: it says in citation where the activity comes from", "1: there is no [[step]]",
		}},
		"wrong types": {`schema = "1"
id = 7
aliases = "5.3"
title = ["x"]
minutes = 1.5
tags = [1]
private = "yes"
intro = 2026-01-01
source = "me"
step = { key = "a" }
`, []string{
			"1: schema is not one that this kith reads: it reads schema = 1",
			"2: id must be text in quotes, and is a number",
			`3: aliases must be a list such as ["one", "two"], and is text`,
			"4: title must be text in quotes, and is a list",
			"5: minutes must be a whole number, and is a number",
			"6: each of tags must be text in quotes, and is a number",
			"7: private must be true or false, and is text",
			"8: intro must be text in quotes, and is a date or a time",
			`9: source must be a table, as in [source] with citation = "..."`,
			"10: step must be a list of tables, as in [[step]]",
		}},
		"a step without anything": {with("[[step]]\n"), []string{
			"6: kind is missing: one of info, short_text, long_text, choose_one, choose_many, yes_no, rating, number, date, inventory, community, per_community, suggestions, read or outcomes",
			"6: key is missing", "6: prompt is missing",
		}},
		"misspelt keys are not missing as well": {with("[[step]]\nkye = \"a\"\nknd = \"info\"\npromt = \"A\"\n"), []string{
			"7: kye is not a key that is known here, did you mean key?",
			"8: knd is not a key that is known here, did you mean kind?",
			"9: promt is not a key that is known here, did you mean prompt?",
		}},
		"empty and blank": {with("[[step]]\nkey = \"\"\nkind = \"info\"\nprompt = \"  \"\n"), []string{
			"7: key is empty", "9: prompt is empty",
		}},
		"a key of other letters": {with("[[step]]\nkey = \"Two words\"\nkind = \"info\"\nprompt = \"A\"\n"), []string{
			`7: key may hold only a-z, 0-9 and _, and is "Two words"`,
		}},
		"characters that act on a terminal": {step("kind = \"info\"\nhelp = \"\\u001b[2J\"\n"), []string{
			"10: help holds characters that act on a terminal: <U+001B>[2J",
		}},
		"required info": {step("kind = \"info\"\nrequired = true\n"), []string{
			"10: required makes no sense on info, which has no answer of its own",
		}},
		"record of a long text": {step("kind = \"long_text\"\nrecord = \"a\"\n"), []string{
			"10: record is for short_text, choose_one, choose_many, yes_no, rating, number and date, not for long_text",
		}},
		"record of other letters": {step("kind = \"rating\"\nrecord = \"A b\"\n"), []string{
			`10: record may hold only a-z, 0-9 and _, and is "A b"`,
		}},
		"no options": {step("kind = \"choose_one\"\n"), []string{
			`6: options is missing: a list of { value = "...", label = "..." }`,
		}},
		"empty options": {step("kind = \"choose_many\"\noptions = []\n"), []string{"10: options is empty"}},
		"bad options": {step("kind = \"choose_one\"\noptions = [\n{ value = \"a\" },\n{ valu = \"b\", label = \"B\" },\n\"c\",\n{ value = \"-\", label = \"{community}\" }]\n"), []string{
			"11: label is missing",
			"12: valu is not a key that is known here, did you mean value?",
			`13: each of options must be a table, as in options = [{ value = "yes", label = "Yes" }]`,
			"14: the value - stands for would rather not say",
			"14: {community} is filled in only in the prompt and the help of a step",
		}},
		"one choice is always one": {step("kind = \"choose_one\"\nmax_items = 2\noptions = [{ value = \"a\", label = \"A\" }]\n"), []string{
			"10: max_items belongs to choose_many, inventory, community, suggestions and read, not to choose_one",
		}},
		"more than there are": {step("kind = \"choose_many\"\nmin_items = 3\nmax_items = 2\noptions = [{ value = \"a\", label = \"A\" }]\n"), []string{
			"10: min_items is 3, which is more than max_items, 2",
			"11: there is only 1 option",
		}},
		"counts of nothing":  {step("kind = \"short_text\"\nmax_chars = 0\n"), []string{"10: max_chars must be 1 or more, and is 0"}},
		"number upside down": {step("kind = \"number\"\nmin = 3\nmax = 2.5\n"), []string{"11: max is 2.5, which is less than min, 3"}},
		"number of nothing":  {step("kind = \"number\"\nmin = nan\nmax = \"2\"\n"), []string{"10: min must be a number, and is a number", "11: max must be a number, and is text"}},
		"fields": {step("kind = \"inventory\"\nfields = [\"nam\", \"kind\", \"colour\", \"kind\"]\n"), []string{
			"10: nam is not a field of inventory, did you mean name?",
			"10: colour is not a field of inventory: they are name, kind, about and tags",
			"10: kind is in fields twice",
		}},
		"fields without the first":   {step("kind = \"inventory\"\nfields = [\"kind\"]\n"), []string{"10: fields must have name among them"}},
		"several communities unsaid": {step("kind = \"community\"\nmax_items = 3\n"), []string{"10: to pick more than one, say multiple = true"}},
		"a loop without anything": {step("kind = \"per_community\"\n"), []string{
			"6: over is missing: the key of the step that names the communities",
			"6: there is no [[step.step]]: nothing would be asked",
		}},
		"over nothing": {with("[[step]]\nkey = \"groups\"\nkind = \"community\"\nprompt = \"P\"\nmultiple = true\n[[step]]\nkey = \"a\"\nkind = \"per_community\"\nover = \"grups\"\nprompt = \"P\"\n[[step.step]]\nkey = \"b\"\nkind = \"info\"\nprompt = \"P\"\n"), []string{
			"14: no community step or inventory before this loop has the key grups, did you mean groups?",
		}},
		"a loop in a loop": {with("[[step]]\nkey = \"groups\"\nkind = \"inventory\"\nprompt = \"P\"\n[[step]]\nkey = \"a\"\nkind = \"per_community\"\nover = \"groups\"\nprompt = \"P\"\n[[step.step]]\nkey = \"b\"\nkind = \"per_community\"\nover = \"groups\"\nprompt = \"P\"\nsitting = 2\n[[step.step.step]]\nkey = \"c\"\nkind = \"info\"\nprompt = \"P\"\n"), []string{
			"17: a per_community cannot stand inside another",
			"20: a step in a loop is in the sitting of its loop",
		}},
		"steps in what is no loop": {step("kind = \"info\"\n[[step.step]]\nkey = \"b\"\nkind = \"info\"\nprompt = \"P\"\n"), []string{
			"10: only a per_community has steps of its own",
		}},
		"sittings": {with("[[step]]\nkey = \"a\"\nkind = \"info\"\nprompt = \"P\"\nsitting = 2\n[[step]]\nkey = \"b\"\nkind = \"info\"\nprompt = \"P\"\nsitting = 4\n[[step]]\nkey = \"c\"\nkind = \"info\"\nprompt = \"P\"\n"), []string{
			"10: the first step must be in sitting 1",
			"15: there is no sitting 3 before sitting 4",
			"16: this step is in sitting 1, and the one before it is in sitting 4",
		}},
		"when, unknown": {after("when = { key = \"okk\", op = \"lte\", value = 3 }\n"), []string{
			"14: no step before this one has the key okk, did you mean ok?",
		}},
		"when, itself":  {after("when = { key = \"a\", op = \"answered\" }\n"), []string{"14: this step cannot ask about itself"}},
		"when, later":   {after("when = { key = \"z\", op = \"answered\" }\n[[step]]\nkey = \"z\"\nkind = \"info\"\nprompt = \"P\"\n"), []string{"14: z comes after this step: ask about one that comes before"}},
		"when, no key":  {after("when = { op = \"lte\", value = 3 }\n"), []string{"14: key is missing"}},
		"when, no op":   {after("[step.when]\nkey = \"ok\"\nvlue = 3\n"), []string{"14: op is missing", "16: vlue is not a key that is known here, did you mean value?"}},
		"when, a text":  {after("when = \"ok\"\n"), []string{`14: when must be a table, as in when = { key = "...", op = "eq", value = ... }`}},
		"when, op":      {after("when = { key = \"ok\", op = \"answerd\" }\n"), []string{"14: answerd is not an operator, did you mean answered?"}},
		"when, needed":  {after("when = { key = \"ok\", op = \"lte\" }\n"), []string{"14: value is missing: lte compares with one"}},
		"when, not":     {after("when = { key = \"ok\", op = \"shown\", value = true }\n"), []string{"14: shown takes no value"}},
		"when, type":    {after("when = { key = \"ok\", op = \"lte\", value = \"3\" }\n"), []string{"14: ok is a rating: the value must be a whole number from 1 to 5"}},
		"when, six":     {after("when = { key = \"ok\", op = \"in\", value = [5, 6] }\n"), []string{"14: ok is a rating: the value must be a whole number from 1 to 5"}},
		"when, no list": {after("when = { key = \"ok\", op = \"in\", value = 5 }\n"), []string{"14: in takes a list of values"}},
		"when, a list":  {after("when = { key = \"ok\", op = \"eq\", value = [5] }\n"), []string{"14: eq takes one value, for a list there are in and not_in"}},
		"when, of a loop's": {with("[[step]]\nkey = \"groups\"\nkind = \"inventory\"\nprompt = \"P\"\n[[step]]\nkey = \"l\"\nkind = \"per_community\"\nover = \"groups\"\nprompt = \"P\"\n[[step.step]]\nkey = \"b\"\nkind = \"yes_no\"\nprompt = \"P\"\n[[step]]\nkey = \"c\"\nkind = \"info\"\nprompt = \"P\"\nwhen = { key = \"b\", op = \"answered\" }\n"), []string{
			"23: b is asked once for each community, inside l, so it can only be asked about in there",
		}},
		"placeholders": {step("kind = \"short_text\"\nhelp = \"{reading} {recent_entries} {colour of hair} {1} { x} {}\"\n"), []string{
			"10: {reading} has nothing to stand for here: it needs a per_community, or a community step before it that allows one choice",
			"10: { x} is not a placeholder: they are {community}, {reading}, {reading_to_grow}, {recent_entries} and {due_suggestions}",
			"10: {colour of hair} is not a placeholder: they are {community}, {reading}, {reading_to_grow}, {recent_entries} and {due_suggestions}",
		}},
		"placeholders of one's own words": {with("[[step]]\nkey = \"a\"\nkind = \"info\"\nprompt = \"{recent_entries}\"\n[[step]]\nkey = \"b\"\nkind = \"short_text\"\nhelp = \"{due_suggestions}\"\nprompt = \"Of {recent_entries},\\nor {due_suggestions}?\"\n[[step]]\nkey = \"c\"\nkind = \"community\"\nprompt = \"Which?\"\nmultiple = true\n[[step]]\nkey = \"l\"\nkind = \"per_community\"\nover = \"c\"\nprompt = \"{reading}\"\n[[step.step]]\nkey = \"d\"\nkind = \"yes_no\"\nprompt = \"{reading} Yes?\"\n"), []string{
			"14: {recent_entries} holds words of your own, and a prompt is kept with its answer: put it into the help, or into an info step",
			"14: {due_suggestions} holds words of your own, and a prompt is kept with its answer: put it into the help, or into an info step",
			"24: {reading} holds words of your own, and a prompt is kept with its answer: put it into the help, or into an info step",
			"28: {reading} holds words of your own, and a prompt is kept with its answer: put it into the help, or into an info step",
		}},
		"placeholders of an answer": {with("[[step]]\nkey = \"a\"\nkind = \"short_text\"\nprompt = \"A?\"\nhelp = \"{answer:b}\"\n[[step]]\nkey = \"b\"\nkind = \"short_text\"\nprompt = \"B, after {answer:a}?\"\nhelp = \"{answer:aa} {answer:a}\"\n"), []string{
			"10: {answer:b} has nothing to stand for here: no step before this one is answered and has that key",
			"14: {answer:a} holds words of your own, and a prompt is kept with its answer: put it into the help, or into an info step",
			"15: {answer:aa} has nothing to stand for here: no step before this one is answered and has that key, did you mean a?",
		}},
		"placeholders elsewhere": {strings.Replace(head, "A test", "For {community}", 1) + soundStep + "anchors = [\"a\", \"b\", \"c\", \"d\", \"{reading}\"]\n", []string{
			"3: {community} is filled in only in the prompt and the help of a step",
			"10: {reading} is filled in only in the prompt and the help of a step",
		}},
		"aliases": {strings.Replace(head, "title", "aliases = [\"test\", \"two words\", \"a\", \"a\"]\ntitle", 1) + soundStep, []string{
			"3: the alias test is the id", `3: the alias "two words" must be one word`, "3: a is in aliases twice",
		}},
		"kind without any likeness": {step("kind = \"wobble\"\n"), []string{
			"9: wobble is not a kind of step: it is one of info, short_text, long_text, choose_one, choose_many, yes_no, rating, number, date, inventory, community, per_community, suggestions, read or outcomes",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			got := problemsOf(c.src)
			missing, extra := without(c.want, got), without(got, c.want)
			for _, text := range missing {
				t.Errorf("missing: %s", text)
			}
			for _, text := range extra {
				t.Errorf("not expected: %s", text)
			}
		})
	}
}

func without(list, others []string) []string {
	count := map[string]int{}
	for _, o := range others {
		count[o]++
	}
	var out []string
	for _, text := range list {
		if count[text]--; count[text] < 0 {
			out = append(out, text)
		}
	}
	return out
}

func TestMistakesInTheSyntax(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"schema = 1\nid = \"\"\"abc\n\n[source]\n":          "2: the text that begins here has no end",
		"id = \"a\"\n\nid = \"b\"\n":                        "3: id is there twice",
		head + "[source]\n":                                 "6: source is there twice",
		head + "[[step]]\nkey = \"a\"\nkey = \"b\"\n":       "8: step.key is there twice",
		"schema = 1\nid = abc\n\n\"\"\"":                    "2: this is not TOML: expected value but found \"abc\" instead",
		"schema = 1\r\n\r\nid = \"a\x01\"\r\n":              "3: this is not TOML: TOML files cannot contain control characters: '0x01'",
		"schema = 1\nminutes = 99999999999999999999\n":      "2: this is not TOML: 99999999999999999999 is out of range for int64",
		"schema = 1\ntags = [\n 1,\n 2\nid = 3\n":           "5: this is not TOML: expected a comma (',') or array terminator (']'), but got 'i'",
		"\xef\xbb\xbfschema = 1\nid = \"" + "a\\q" + "\"\n": "2: this is not TOML: invalid escape in string '\\q'",
	} {
		if got := problemsOf(src); len(got) != 1 || got[0] != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

// Each operator fits some kinds of step, with values of their sort.
func TestWhichConditionsFit(t *testing.T) {
	t.Parallel()
	kinds := map[string]string{
		"info": "", "short_text": "", "yes_no": "", "rating": "", "number": "", "date": "",
		"choose_one":  "options = [{ value = \"x\", label = \"X\" }]\n",
		"choose_many": "options = [{ value = \"x\", label = \"X\" }]\n",
		"community":   "", "inventory": "", "suggestions": "",
	}
	value := map[string]string{
		"short_text": `"x"`, "choose_one": `"x"`, "choose_many": `"x"`, "yes_no": "true", "rating": "3", "number": "2.5", "date": "2026-11-23",
	}
	for kind, more := range kinds {
		for _, op := range Ops() {
			for _, v := range []string{"", `"x"`, "true", "3", "2.5", "2026-11-23"} {
				fits := value[kind] == v || kind == "number" && v == "3" || kind == "short_text" && v == "2026-11-23"
				written := ", value = " + v
				switch {
				case v == "":
					fits, written = op.takesNothing() && (op == Shown || kind != "info"), ""
				case op.takesNothing():
					fits = false
				case op.takesList():
					written = ", value = [" + v + "]"
				case op == Gte || op == Lte:
					fits = fits && (kind == "rating" || kind == "number" || kind == "date")
				}
				src := with(fmt.Sprintf("[[step]]\nkey = \"q\"\nkind = %q\nprompt = \"P\"\n%s[[step]]\nkey = \"b\"\nkind = \"info\"\nprompt = \"P\"\nwhen = { key = \"q\", op = %q%s }\n", kind, more, op, written))
				if problems := problemsOf(src); (problems == nil) != fits {
					t.Errorf("%s of %s%s: %v", op, kind, written, problems)
				}
			}
		}
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	var steps, options strings.Builder
	for i := range 501 {
		fmt.Fprintf(&steps, "[[step]]\nkey = \"k%d\"\nkind = \"info\"\nprompt = \"P\"\n", i)
		fmt.Fprintf(&options, "{ value = \"v%d\", label = \"L\" },\n", i)
	}
	for name, c := range map[string]struct{ src, want string }{
		"steps":   {with(steps.String()), "2006: there are more than 500 steps"},
		"options": {with("[[step]]\nkey = \"a\"\nkind = \"choose_one\"\nprompt = \"P\"\noptions = [" + options.String() + "]\n"), "10: there are more than 200 options"},
		"bytes":   {with(soundStep + "# " + strings.Repeat("x", 1<<20)), "1: this file is larger than 1024 KiB, which is the most that is read"},
	} {
		if got := problemsOf(c.src); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// An alias is typed after kith reflect: a shell makes nothing else of it.
func TestAnAliasIsOneWordForAnyShell(t *testing.T) {
	t.Parallel()
	withAlias := func(alias string) string {
		return strings.Replace(with(soundStep), "title", fmt.Sprintf("aliases = [%q]\ntitle", alias), 1)
	}
	for _, alias := range []string{"5.3", "schön", "value-creation", "\u0e17\u0e35\u0e48", "会", "a_b", "2e"} {
		if got := problemsOf(withAlias(alias)); got != nil {
			t.Errorf("%s: %v", alias, got)
		}
	}
	for _, alias := range []string{"a;reboot", "$(reboot)", "`id`", "-f", ".", "a'b", `a"b`, "a|b", "a&b", "~", "a*", "a>b", "#a", "a\\b", "{a,b}", "a!b", "😀"} {
		got := problemsOf(withAlias(alias))
		if len(got) != 1 || !strings.HasPrefix(got[0], "3: the alias ") || !strings.HasSuffix(got[0], " may hold only letters, digits, -, _ and . and begins with a letter or a digit") {
			t.Errorf("%s: %q", alias, got)
		}
		if _, err := ParseDraft(journal.Draft{Activity: "test", Source: withAlias(alias)}); err != nil {
			t.Errorf("a draft begun with %s is lost: %v", alias, err)
		}
	}
}

// A file from a stranger does not keep kith busy.
func TestHostileFilesAreReadFast(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 200_000)
	for name, src := range map[string]string{
		"unknown keys": keysUpTo(80_000, func(i int) string { return fmt.Sprintf("k%d = 1\n", i) }),
		"steps":        head + keysUpTo(90_000, func(i int) string { return "[[step]]\n" }),
		"long words":   with("[[step]]\nkey = \"a\"\nkind = \"choose_one\"\nprompt = \"P\"\noptions = [{ value = \"" + long + "\", label = \"L\" }]\n[[step]]\nkey = \"" + long + "\"\nkind = \"info\"\nprompt = \"P\"\nwhen = { key = \"a\", op = \"eq\", value = \"" + long + "y\" }\n"),
		"braces":       with("[[step]]\nkey = \"a\"\nkind = \"info\"\nprompt = \"" + strings.Repeat("{a", 300_000) + "\"\n"),
		"placeholders": with("[[step]]\nkey = \"a\"\nkind = \"info\"\nprompt = \"" + keysUpTo(60_000, func(i int) string { return fmt.Sprintf("{a%d}", i) }) + "\"\n"),
		"lists":        "aliases = [" + keysUpTo(100_000, func(i int) string { return fmt.Sprintf("\"%d\",", i) }) + "]\n" + with(soundStep),
	} {
		began := time.Now()
		problemsOf(src)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s: %v", name, took)
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}

func keysUpTo(n int, write func(int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(write(i))
	}
	return b.String()
}

func TestTheStarterParses(t *testing.T) {
	t.Parallel()
	a, err := Parse("starter", []byte(Starter("weekly-look")))
	if err != nil {
		t.Fatal(err)
	}
	if a.ID != "weekly-look" {
		t.Errorf("its id is %s", a.ID)
	}
	kinds := map[journal.Kind]bool{}
	for _, s := range a.Steps {
		kinds[s.Kind] = true
	}
	for _, kind := range Kinds() {
		if !kinds[kind] && !strings.Contains(a.Source, `kind = "`+string(kind)+`"`) && !strings.Contains(a.Source, string(kind)) {
			t.Errorf("it does not show %s", kind)
		}
	}
}

// FuzzParse: no file makes kith fall over, and an activity that is taken can be
// run to its end, printed, and filled in.
func FuzzParse(f *testing.F) {
	f.Add(everyKind, uint64(1))
	for seed := range uint64(8) {
		f.Add((&maker{r: rand.New(rand.NewPCG(seed, 3))}).activity(), seed)
	}
	f.Add(Starter("fuzz"), uint64(2))
	f.Add(with(soundStep+"sitting = 2\nwhen = { key = \"ok\", op = \"in\", value = [3, 4] }\n"), uint64(3))
	f.Fuzz(func(t *testing.T, src string, seed uint64) {
		a, err := Parse("fuzz.toml", []byte(src))
		if err != nil {
			return
		}
		r := rand.New(rand.NewPCG(seed, 1))
		s := New(a, withOthers(env(known("Go Meetup"), known("Choir"))), Options{Full: seed%2 == 0})
		for presses := 0; s.State() == Asking; presses++ {
			if presses > 500 {
				finish(t, s)
				break
			}
			press(t, s, r)
		}
		s.Outcome(noon)
		if s.State() != Asking && len(src) < 20_000 {
			Sheet(a, false)
			Sheet(a, true)
			if _, err := ReadAnswers(a, "form.toml", []byte(AnswersForm(a))); err != nil {
				t.Fatalf("the form cannot be read as it is:\n%v\n%s", err, AnswersForm(a))
			}
			DraftAnswers(a, s.Draft())
		}
	})
}

// finish walks on, declining.
func finish(t testing.TB, s *Session) {
	for s.State() == Asking {
		if !s.Page().ends {
			s.Set(journal.Value{Declined: true})
		}
		if err := s.Next(); err != nil {
			t.Fatalf("%s cannot be declined: %v", s.Page().Name, err)
		}
	}
}
