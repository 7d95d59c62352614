package archive

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.FixedZone("", 3600))

// world knows one community beside those of a reflection, and the options of two
// steps of sample.
func world() Known {
	return Known{
		Now: noon,
		Community: func(name string) (journal.CommunityRef, bool) {
			ref := journal.CommunityRef{ID: "01kavtj0c8q6x9w0m5n3r7t2y9", Name: "Choir"}
			return ref, strings.EqualFold(name, "choir")
		},
		Options: func(a journal.Answer) []journal.Option {
			switch a.Key {
			case "works":
				return []journal.Option{{Value: "1", Label: "badly"}, {Value: "2", Label: "so so"}, {Value: "3", Label: "fairly"}, {Value: "4", Label: "well"}, {Value: "5", Label: "splendidly"}}
			case "value":
				return []journal.Option{{Value: "immediate", Label: "It is good while it lasts"}, {Value: "1", Label: "1. I come away with [x] something"}, {Value: "none", Label: "Nothing"}}
			}
			return nil
		},
		Check: func(a journal.Answer) error {
			if strings.Contains(a.Value.Text, "too long") {
				return errors.New("it is too long")
			}
			return nil
		},
	}
}

// reflections are what a file may have been written from.
func reflections() []journal.Reflection {
	all := []journal.Reflection{sample(), answered(nasty()...)}
	for _, text := range nasty() {
		all = append(all, note(text))
		r := note("x")
		r.Title = text
		all = append(all, r)
		r = sample()
		r.Title, r.Tags, r.Private, r.Created = text, []string{text}, true, r.Created.Add(123456789)
		for i := range r.Answers {
			r.Answers[i].Prompt, r.Answers[i].Private = text, !r.Answers[i].Private
		}
		all = append(all, r)
	}
	r := note("x")
	r.Answers[0].Private = true
	return append(all, r, journal.Reflection{ID: "a", Title: "Nothing", Activity: "x", Answers: []journal.Answer{{Prompt: "Empty", Kind: journal.LongText}}})
}

// What was written and not changed is exactly as it was.
func TestAnUnchangedFileChangesNothing(t *testing.T) {
	t.Parallel()
	for _, want := range reflections() {
		got, err := ReadMarkdown(markdown(t, want)).Onto(want, world())
		if err != nil {
			t.Fatalf("%.300v, of\n%.2000s", err, markdown(t, want))
		} else if !reflect.DeepEqual(got, want) {
			t.Fatalf("%.800s came back as %.800s", fmt.Sprintf("%+v", want), fmt.Sprintf("%+v", got))
		}
	}
}

// Read alone and written again it is the same file.
func TestAFileAloneIsTheSameAgain(t *testing.T) {
	t.Parallel()
	for _, r := range reflections() {
		want := markdown(t, r)
		got := ReadMarkdown(want).Reflection(nil)
		if got.Source = r.Source; markdown(t, got) != want {
			is, was := strings.Split(markdown(t, got), "\n"), strings.Split(want, "\n")
			for i := range min(len(is), len(was)) {
				if is[i] != was[i] {
					t.Fatalf("line %d of it is %q and was %q", i+1, is[i], was[i])
				}
			}
			t.Fatalf("it has %d lines, and had %d", len(is), len(was))
		}
	}
}

// edited is the file of a reflection in which something was replaced, as it is read.
func edited(t *testing.T, r journal.Reflection, pairs ...string) (journal.Reflection, error) {
	t.Helper()
	page := markdown(t, r)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(page, pairs[i]) {
			t.Fatalf("there is no %q in\n%s", pairs[i], page)
		}
		page = strings.Replace(page, pairs[i], pairs[i+1], 1)
	}
	return ReadMarkdown(page).Onto(r, world())
}

func TestAFileIsReadAsAChange(t *testing.T) {
	t.Parallel()
	at := func(key string, change func(*journal.Answer)) func(*journal.Reflection) {
		return func(r *journal.Reflection) {
			for i := range r.Answers {
				if r.Answers[i].Key == key {
					change(&r.Answers[i])
					return
				}
			}
			panic("no answer " + key)
		}
	}
	value := func(key string, v journal.Value, labels ...string) func(*journal.Reflection) {
		return at(key, func(a *journal.Answer) { a.Value, a.Labels = v, labels })
	}
	text := func(key, words string) func(*journal.Reflection) { return value(key, journal.TextValue(words)) }
	choir := journal.CommunityRef{ID: "01kavtj0c8q6x9w0m5n3r7t2y9", Name: "Choir"}
	yes := true
	for name, c := range map[string]struct {
		edit []string
		want func(*journal.Reflection)
	}{
		"a title":                  {[]string{`title: "Your`, `title: "My`}, func(r *journal.Reflection) { r.Title = "My communities of practice" }},
		"the heading":              {[]string{"# Your", "# My *own*"}, func(r *journal.Reflection) { r.Title = "My *own* communities of practice" }},
		"a bare title":             {[]string{`title: "Your communities of practice"`, "title: Plain # and a comment"}, func(r *journal.Reflection) { r.Title = "Plain" }},
		"a day":                    {[]string{"2026-11-23T14:30:00+01:00", "2026-11-20"}, func(r *journal.Reflection) { r.Created = r.Created.AddDate(0, 0, -3) }},
		"minutes":                  {[]string{"minutes: 22", "minutes: 25"}, func(r *journal.Reflection) { r.Minutes = 25 }},
		"private":                  {[]string{"tags:", "private: true\ntags:"}, func(r *journal.Reflection) { r.Private = true }},
		"tags":                     {[]string{`"yes"`, `late, 'it''s'`}, func(r *journal.Reflection) { r.Tags = []string{"communities", "late", "it's", "007"} }},
		"tags in lines":            {[]string{`tags: ["communities", "yes", "007"]`, "tags:\n  - a\n  - \"b c\""}, func(r *journal.Reflection) { r.Tags = []string{"a", "b c"} }},
		"no tags":                  {[]string{`tags: ["communities", "yes", "007"]` + "\n", ""}, func(r *journal.Reflection) { r.Tags = nil }},
		"a community":              {[]string{`communities: ["Go Meetup"`, `communities: [choir`}, func(r *journal.Reflection) { r.Communities[0] = choir }},
		"a text":                   {[]string{"Roses", "Tulips"}, text("poem", "Tulips are red,\nviolets *are* blue.\n\nSo:\n- one\n- two")},
		"another line":             {[]string{"blue.\n", "blue.\nAnd so on.\n"}, text("poem", "Roses are red,\nviolets *are* blue.\nAnd so on.\n\nSo:\n- one\n- two")},
		"blank lines at both ends": {[]string{"\nRoses", "\n\n\nTulips", "- two\n", "- two\n\n\n"}, text("poem", "Tulips are red,\nviolets *are* blue.\n\nSo:\n- one\n- two")},
		"a typed heading":          {[]string{"violets", "#### Mine\n\nviolets"}, text("poem", "Roses are red,  \n#### Mine\n\nviolets *are* blue.\n\nSo:\n- one\n- two")},
		"a fence with a comment":   {[]string{"violets", "```\n# comment\n```\n\nviolets"}, text("poem", "Roses are red,  \n```\n# comment\n```\n\nviolets *are* blue.\n\nSo:\n- one\n- two")},
		"a quote goes on":          {[]string{"> # not a heading of the page\n", "> # not a heading of the page\n>\n> More.\n\nAnd more.\n"}, text("short", "# not a heading of the page\n\nMore.\n\nAnd more.")},
		"all that was said":        {[]string{"> # not a heading of the page\n", ""}, text("short", "")},
		"declined":                 {[]string{"> # not a heading of the page\n", "*would rather not say*\n"}, value("short", journal.Value{Declined: true})},
		"a private mark":           {[]string{"> # not", "*private*\n\n> # not"}, at("short", func(a *journal.Answer) { a.Private = true })},
		"no private mark":          {[]string{"*private*\n\n- Go", "- Go"}, at("communities", func(a *journal.Answer) { a.Private = false })},
		"a rating":                 {[]string{"4 of 5: well", "2"}, value("works", journal.NumberValue(2), "so so")},
		"a rating not sure":        {[]string{"4 of 5: well", "?"}, value("works", journal.Value{NotSure: true})},
		"a rating sure":            {[]string{"*not sure*", "3 of 5"}, value("domain", journal.NumberValue(3))},
		"choices":                  {[]string{"- It is good while it lasts\n- 1\\.", "- nothing\n- 1\\."}, value("value", journal.ChoiceValue("none", "1"), "Nothing", "1. I come away with [x] something")},
		"a number":                 {[]string{"\n1.5 hours", "\n2"}, value("hours", journal.NumberValue(2), "hours")},
		"yes":                      {[]string{"\nno\n", "\nYes\n"}, value("again", journal.Value{Yes: &yes})},
		"a date":                   {[]string{"Dec 2026", "2026-12-24"}, text("when", "2026-12-24")},
		"an inventory": {[]string{"  - kinds: professional, learning\n", "  - kinds: hobby\n", "- \\[x\\]", "- Choir\n- \\[x\\]"}, at("communities", func(a *journal.Answer) {
			cs := a.Value.Communities
			cs[0].Kinds, cs[0].About = []string{"hobby"}, "Tuesday talks # and pizza" // it was read from one line
			a.Value.Communities = []journal.Community{cs[0], {ID: choir.ID, Name: choir.Name}, cs[1]}
		})},
		"a pick": {[]string{"## Which ones today?\n\n- Go Meetup", "## Which ones today?\n\n- choir"}, func(r *journal.Reflection) {
			r.Answers[1].Value.Communities = []journal.Community{{ID: choir.ID, Name: choir.Name}}
			r.Communities = []journal.CommunityRef{r.Communities[1], choir}
		}},
		"a suggestion": {[]string{"- Open with a question and wait", "- Open with two", "1 Dec 2026", "4 Dec 2026"}, at("suggestions", func(a *journal.Answer) {
			a.Value.Suggestions[0].Text, a.Value.Suggestions[0].TryBy = "Open with two", "2026-12-04"
		})},
		"what was read":       {[]string{"- A \\*page\\*\n", ""}, at("pages", func(a *journal.Answer) { a.Value.Contributions = a.Value.Contributions[1:] })},
		"a note on what came": {[]string{"note: a bit longer", "note: not long enough"}, at("tried", func(a *journal.Answer) { a.Value.Suggestions[0].Note = "not long enough" })},
		"one more suggestion": {[]string{"- \\- \\[ \\] 1. stay", "- \\- \\[ \\] 1. stay\n- Wait\n  - community: Choir"}, at("suggestions", func(a *journal.Answer) {
			a.Value.Suggestions = append(a.Value.Suggestions, journal.Suggestion{Text: "Wait", Community: &choir})
		})},
		"no source": {[]string{"\n***\n\nSource: Made", "\n***\n\nSource: Other"}, func(*journal.Reflection) {}},
	} {
		want := sample()
		c.want(&want)
		got, err := edited(t, sample(), c.edit...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if markdown(t, got) != markdown(t, want) || !reflect.DeepEqual(withoutEmpty(got), withoutEmpty(want)) {
			t.Errorf("%s: it is read as\n%s\n%+v\nwant\n%s\n%+v", name, markdown(t, got), got, markdown(t, want), want)
		}
	}
}

// withoutEmpty is a reflection in which a list with nothing in it is nil.
func withoutEmpty(r journal.Reflection) journal.Reflection {
	for i := range r.Answers {
		if len(r.Answers[i].Labels) == 0 {
			r.Answers[i].Labels = nil
		}
	}
	return r
}

func TestAChangedNote(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ edit, want []string }{
		"words":      {[]string{"One line.", "Two\nlines."}, []string{"After the seminar", "Two\nlines.\n\n# Mine", "false"}},
		"the title":  {[]string{"# After", "# Before"}, []string{"Before the seminar", "One line.\n\n# Mine", "false"}},
		"no heading": {[]string{"# After the seminar\n\n", ""}, []string{"After the seminar", "One line.\n\n# Mine", "false"}},
		"private":    {[]string{"tags:", "private: true\ntags:"}, []string{"After the seminar", "One line.\n\n# Mine", "true"}},
	} {
		got, err := edited(t, note("One line.\n\n# Mine"), c.edit...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if is := []string{got.Title, got.Answers[0].Value.Text, fmt.Sprint(got.Answers[0].Private)}; !reflect.DeepEqual(is, c.want) {
			t.Errorf("%s: %q, want %q", name, is, c.want)
		}
	}
}

func TestMistakesSayTheirLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		edit []string
		want []string
	}{
		"no front matter":     {[]string{"---\n\n#", "\n\n#"}, []string{"line 1: the lines between --- and --- that the file began with"}},
		"another id":          {[]string{`id: "01k`, `id: "01x`}, []string{"line 2: \"01xavtj0c8q6x9w0m5n3r7t2yz\" is not the id of this reflection"}},
		"another activity":    {[]string{"\"your-communities\"", "gibbs"}, []string{`line 4: "gibbs" is not the activity`}},
		"two titles":          {[]string{`title: "Your`, `title: "My`, "# Your", "# Our"}, []string{`line 15: "Our communities of practice" is not the title in line 3`}},
		"no date":             {[]string{"created: 2026-11-23T14:30:00+01:00", "created: 2026-13-40"}, []string{`line 5: "2026-13-40" is no date`}},
		"the future":          {[]string{"created: 2026-11-23T14:30:00+01:00", "created: 2027-01-01"}, []string{`line 5: "2027-01-01" is in the future`}},
		"minutes":             {[]string{"minutes: 22", "minutes: many"}, []string{`line 8: "many" is no number of minutes`}},
		"a key of no meaning": {[]string{"tags:", "tgas:"}, []string{`line 11: "tgas" is nothing that kith keeps of a reflection: did you mean tags?`}},
		"keys within a key": {[]string{"tags:", "private: {yes: 1}\ntags: [{a: b}]\nno:"}, []string{
			`line 11: "private" has keys of its own in it: write a text in quotes, or a list of those`, `line 12: "tags" has keys of its own in it`, `line 13: "no" is nothing that kith keeps`,
		}},
		"a key twice":         {[]string{"tags:", "tags: []\ntags:"}, []string{`line 12: "tags" is there twice`}},
		"an unknown name":     {[]string{`["Go Meetup"`, `["Nobody"`}, []string{`line 12: "Nobody" is no community in the journal: add it first: kith community add Nobody`}},
		"a heading removed":   {[]string{"\n## Again?\n\nno\n", ""}, []string{`line 71: "## Again?" is missing above this line`}},
		"headings at the end": {[]string{"## Which suggestions could help?\n", "- more\n"}, []string{`"## Which suggestions could help?" is missing above this line: put the heading back`}},
		"a heading changed":   {[]string{"## Again?", "## Once more?"}, []string{`line 71: "## Once more?" is no heading of this reflection`, `line 75: "## Again?" is missing`}},
		"a heading of one's":  {[]string{"Roses", "# Roses"}, []string{`line 98: "# Roses are red," is no heading of this reflection: the headings stay as they are; to have one in an answer, begin each line of that answer with "> "`}},
		"words before":        {[]string{"## Which groups", "Words.\n\n## Which groups"}, []string{`line 17: "Words." stands above the first prompt`}},
		"words of a round":    {[]string{"## Go Meetup\n", "## Go Meetup\n\nWords.\n"}, []string{`line 33: "Words." stands above the first prompt`}},
		"a rating":            {[]string{"4 of 5: well", "9"}, []string{`line 35: "9" is no rating: write 1, 2, 3, 4 or 5, or *not sure*`}},
		"a choice":            {[]string{"- It is good", "- It was good"}, []string{`line 64: "It was good while it lasts" is none of what there is to choose from: choose from: It is good while it lasts; `}},
		"two mistakes":        {[]string{"4 of 5: well", "9", "1.5 hours", "some"}, []string{`line 35:`, `line 69: "some" is no number`}},
		"what was not read":   {[]string{"- Another\n", "- A third\n"}, []string{`"A third" was not there: one can be taken out here, and none put in`}},
		"what came of it":     {[]string{"what came of it: dropped", "what came of it: it helped"}, []string{`"it helped" is not what came of it, which was: dropped`}},
		"below the source":    {[]string{"CC BY-SA 4.0\n", "CC BY-SA 4.0\n\nWords.\n"}, []string{`line 122: "Words." stands below the source, and belongs to no answer: move it`}},
		"a unit":              {[]string{"1.5 hours", "90 minutes"}, []string{`line 69: "90 minutes" has another unit than it had`}},
		"yes and no":          {[]string{"\nno\n", "\nperhaps\n"}, []string{`line 73: "perhaps" is neither yes nor no`}},
		"a date":              {[]string{"Dec 2026", "Smarch"}, []string{`line 77: "Smarch" is no date`}},
		"a fact":              {[]string{"  - about:", "  - abuot:"}, []string{`line 23: "abuot" is nothing that is said of a community here`}},
		"an element":          {[]string{"element: practice", "element: earth"}, []string{`"earth" is no element: choose from: domain, community, practice`}},
		"no list":             {[]string{"- \\- \\[ \\] 1. stay", "and words"}, []string{`"and words" is no item of a list: begin it with "- "`}},
		"what a step refuses": {[]string{"Roses", "too long, roses"}, []string{`line 98: "too long, roses are red,  " cannot be taken: it is too long`}},
	} {
		was := sample()
		got, err := edited(t, was, c.edit...)
		var mistakes Mistakes
		if !errors.As(err, &mistakes) || journal.KindOf(err) != journal.Invalid {
			t.Errorf("%s: %v", name, err)
			continue
		}
		said := mistakes.Lines(0)
		for i, want := range c.want {
			if i >= len(said) || !strings.Contains(said[i], want) {
				t.Errorf("%s: it says %q, want %q", name, said, c.want)
			}
		}
		if len(said) != len(c.want) || !reflect.DeepEqual(got, was) {
			t.Errorf("%s: it says %q", name, said)
		}
	}
	if _, err := edited(t, note("Words."), "Words.", ""); err == nil || !strings.Contains(err.Error(), "no words left") {
		t.Error(err)
	}
}

// The front matter of other programs is read for what it says.
func TestFrontMatterOfOthers(t *testing.T) {
	t.Parallel()
	p := ReadMarkdown("\ufeff---\r\ntitle: 'It''s mine'\r\ndate: 2026-11-23 # a day\r\ntags:\r\n- work\r\n  - \"a, b\"\r\nlist: [one, 'two, three',\r\n  four]\r\nnothing:\r\nnone: null\r\ntext: goes\r\n  on\r\n&a: *a\r\n\"quoted key\": x\r\nparams:\r\n  deep:\r\n    - y\r\n\r\n  # a comment\r\n  flow: {a: \"b, c\", d: [e, {f: g}]} # as JSON\r\n# a comment\r\n...\r\n\r\n# Heading\r\n\r\nWords.\r\n")
	want := []Field{
		{"title", []string{"It's mine"}, false, 2, nil}, {"date", []string{"2026-11-23"}, false, 3, nil}, {"tags", []string{"work", "a, b"}, true, 4, nil},
		{"list", []string{"one", "two, three", "four"}, true, 7, nil}, {"nothing", nil, false, 9, nil}, {"none", nil, false, 10, nil}, {"text", []string{"goes on"}, false, 11, nil},
		{"&a", []string{"*a"}, false, 13, nil}, {"quoted key", []string{"x"}, false, 14, nil},
		{"params", nil, false, 15, []Field{{"deep", []string{"y"}, true, 16, nil}, {"flow", nil, false, 20, []Field{
			{"a", []string{"b, c"}, false, 0, nil}, {"d", []string{"e"}, true, 0, []Field{{"f", []string{"g"}, false, 0, nil}}},
		}}}},
	}
	if !reflect.DeepEqual(p.Fields, want) || p.Title != "Heading" {
		t.Errorf("%+v %q, want %+v", p.Fields, p.Title, want)
	}
	if r := p.Reflection(nil); r.Title != "It's mine" || r.Answers[0].Value.Text != "# Heading\n\nWords." || !reflect.DeepEqual(r.Tags, []string{"work", "a, b"}) {
		t.Errorf("%+v", r)
	}
	for _, src := range []string{"", "\n", "---", "---\n", "---\na: b\n", "# Only a title", "Words.", "---\n---\n", "---\n" + strings.Repeat("a: b\n", maxFrontMatter) + "---\n"} {
		if p := ReadMarkdown(src); len(p.Fields) > 0 {
			t.Errorf("%.20q has front matter: %d fields", src, len(p.Fields))
		}
	}
	bomb := "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n---\n"
	if p := ReadMarkdown(bomb); len(p.Fields) != 3 || len(p.Fields[2].Values) != 8 {
		t.Errorf("%+v", p.Fields)
	}
}

func TestGibberishIsReadOnto(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 1500 {
		want := answered(gibberish(r), gibberish(r), gibberish(r))
		want.Title, want.Source.Citation = gibberish(r), gibberish(r)
		for i := range want.Answers {
			want.Answers[i].Prompt, want.Answers[i].Private = gibberish(r), r.IntN(2) == 0
		}
		page := markdown(t, want)
		if got, err := ReadMarkdown(page).Onto(want, world()); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%.300v: of\n%.3000s", err, page)
		}
		got := ReadMarkdown(page).Reflection(nil)
		if got.Source = want.Source; markdown(t, got) != page {
			t.Fatalf("written again, it is\n%s\nand was\n%s", markdown(t, got), page)
		}
	}
}

func FuzzReadMarkdown(f *testing.F) {
	for _, text := range nasty() {
		f.Add(text, "Prompt", text)
	}
	f.Fuzz(func(t *testing.T, title, prompt, text string) {
		want := answered(text, "between", text)
		want.Title, want.Answers[0].Prompt, want.Answers[2].Prompt = title, prompt, prompt
		page := markdown(t, want)
		if got, err := ReadMarkdown(page).Onto(want, world()); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%.300v: of\n%.3000s", err, page)
		}
		want = note(text + "x") // some words are in it
		want.Title = title
		page = markdown(t, want)
		if got := ReadMarkdown(page).Reflection(nil); markdown(t, got) != page {
			t.Errorf("%q came back as %q", page, markdown(t, got))
		}
		p := ReadMarkdown(text) // whatever it is
		_, _ = p.Onto(want, world())
		once := markdown(t, p.Reflection(nil))
		if again := markdown(t, ReadMarkdown(once).Reflection(nil)); again != once {
			t.Errorf("%q is %q and then %q", text, once, again)
		}
	})
}
