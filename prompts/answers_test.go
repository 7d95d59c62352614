package prompts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kith/journal"
)

// The example of an answers file in the design.
const example = `
communities = [{ name = "Go Meetup", kind = "professional", about = "Tuesday talks" }]
focus = ["Go Meetup"]
difference = "In a network I look for who knows. In a community I am asked."
value_overall = "Company."
suggestions = [{ text = "Open with a question", from_role = "a new tutor", try_by = 2026-12-01 }]

[look."Go Meetup"]          # a loop: its key, then the community
works = 4
why_works = "Someone always asks the first question."
practice = "?"              # not sure
domain = "-"                # would rather not say
`

// filled runs the activity with the answers, which must do.
func filled(t testing.TB, a Activity, e Env, src string) *Session {
	t.Helper()
	s, err := tryFill(a, e, src)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return s
}

func tryFill(a Activity, e Env, src string) (*Session, error) {
	f, err := ReadAnswers(a, "answers.toml", []byte(src))
	if f == nil {
		return nil, err
	}
	s := New(a, e, Options{Full: f.Full()})
	return s, f.Fill(context.Background(), s)
}

func TestTheExampleOfAnAnswersFile(t *testing.T) {
	t.Parallel()
	s := filled(t, builtin(t, "your-communities"), env(), example)
	if s.State() != Finished {
		t.Fatalf("state = %v: something of the second sitting is answered", s.State())
	}
	out := s.Outcome(noon)
	answers := map[string]journal.Value{}
	for _, a := range out.Reflection.Answers {
		answers[a.Key] = a.Value
	}
	if c := answers["communities"].Communities[0]; c.Name != "Go Meetup" || c.Kinds[0] != "professional" || c.About != "Tuesday talks" {
		t.Errorf("communities: %+v", c)
	}
	if !answers["practice"].NotSure || !answers["domain"].Declined || *answers["works"].Number != 4 {
		t.Errorf("ratings: %+v", answers)
	}
	if sg := out.Suggestions[0]; sg.TryBy != "2026-12-01" || sg.FromRole != "a new tutor" {
		t.Errorf("suggestion: %+v", sg)
	}
	if len(out.Communities) != 1 || len(out.Observations) != 2 {
		t.Errorf("%d communities, %d observations", len(out.Communities), len(out.Observations))
	}
}

func TestAnAnswersFileFromWindows(t *testing.T) {
	t.Parallel()
	src := strings.ReplaceAll(strings.Replace(example, `"Company."`, "\"\"\"\nCompany,\nand tea.\"\"\"", 1), "\n", "\r\n")
	s := filled(t, builtin(t, "your-communities"), env(), "\ufeff"+src)
	for _, a := range s.Outcome(noon).Reflection.Answers {
		if a.Key == "value_overall" && a.Value.Text != "Company,\nand tea." {
			t.Errorf("%q", a.Value.Text)
		}
	}
}

// The line end before the closing quotes is how such a text is written, not said.
func TestALineEndBeforeTheQuotes(t *testing.T) {
	t.Parallel()
	src := strings.Replace(example, `"Company."`, "\"\"\"\nCompany,\nand tea.\n\"\"\"", 1)
	for _, a := range filled(t, builtin(t, "your-communities"), env(), src).Outcome(noon).Reflection.Answers {
		if a.Key == "value_overall" && a.Value.Text != "Company,\nand tea." {
			t.Errorf("%q", a.Value.Text)
		}
	}
}

func TestWithoutASecondSittingItPauses(t *testing.T) {
	t.Parallel()
	first := strings.Replace(example, "suggestions = ", "# ", 1)
	s := filled(t, builtin(t, "your-communities"), env(), first)
	if s.State() != Paused {
		t.Errorf("state = %v", s.State())
	}
}

func TestAnswersMarkedFull(t *testing.T) {
	t.Parallel()
	a := builtin(t, "your-communities")
	for more, want := range map[string]bool{"": false, "evidence = \"x\"\n": true, "evidence = \"\"\n": false} {
		f, err := ReadAnswers(a, "x", []byte(example+more))
		if err != nil || f.Full() != want {
			t.Errorf("%q: full = %v, %v", more, f.Full(), err)
		}
	}
	if _, err := tryFill(a, env(), example+"evidence = \"x\"\n"); err != nil {
		t.Error(err)
	}
	f, err := ReadAnswers(a, "x", []byte(example+"evidence = \"x\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := answerProblems(f.Fill(context.Background(), New(a, env(), Options{})))
	if want := `look."Go Meetup".evidence: is asked only with --full`; len(got) != 1 || !strings.HasSuffix(got[0], want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// answerProblems are the problems of an error, as "line: key: text".
func answerProblems(err error) []string {
	var problems *FileError
	if !errors.As(err, &problems) {
		return nil
	}
	var out []string
	for _, p := range problems.Problems {
		out = append(out, fmt.Sprintf("%d: %s: %s", p.Line, p.Key, p.Text))
	}
	return out
}

func expect(t *testing.T, err error, want ...string) {
	t.Helper()
	got := answerProblems(err)
	for _, text := range without(want, got) {
		t.Errorf("missing: %s", text)
	}
	for _, text := range without(got, want) {
		t.Errorf("not expected: %s", text)
	}
	if err != nil && journal.KindOf(err) != journal.Invalid {
		t.Errorf("the error is of kind %q", journal.KindOf(err))
	}
}

func TestEveryMistakeOfAnAnswersFileIsReported(t *testing.T) {
	t.Parallel()
	a := builtin(t, "your-communities")
	_, err := tryFill(a, env(), `primer = "read"
comunities = []
communities = [{ nam = "Go Meetup", kind = 3 }, { about = "x" }, "Choir", 4, { name = "-" }]
focus = [3, ""]
works = 4
share_with = "grup"
share_notes = 7
suggestions = [{ text = "a", try_by = "soonish" }, { text = "b", element = "practice" }, { from_role = "x" }]

[look."Go Meetup"]
works = 6
domain = 2.5
community = "four"
practice = true
why_works = ["x"]
held_by = ["learning"]
barriers = ["tme", "cost", "cost", 3]
value = "immediate"
difference = "x"
[look."go meetup"]
[look.Choir]
works = [
  1,
]
[loook.Choir]
works = 1
`)
	expect(t, err,
		`1: primer: this is a text to read, and takes no answer`,
		`2: comunities: no step has this key, did you mean communities?`,
		`3: communities[0].nam: nam is not a key that is known here, did you mean name?`,
		`3: communities[0].kind: kind must be a list such as ["one", "two"], and is a number`,
		`3: communities[1]: name is missing`,
		`3: communities[3]: this must be a table, as in { name = "..." }, and is a number`,
		`4: focus: this must be the name of a community in quotes, and is a number`,
		`5: works: this is asked for each community: put it under [look."NAME"]`,
		`6: share_with: grup is not one of the options, did you mean group?`,
		`7: share_notes: this must be text in quotes, and is a number`,
		`8: suggestions[1].element: element is not a key that is known here`,
		`8: suggestions[2]: text is missing`,
		`11: look."Go Meetup".works: a rating is a whole number from 1 to 5, or ? for not sure`,
		`12: look."Go Meetup".domain: a rating is a whole number from 1 to 5, or ? for not sure`,
		`13: look."Go Meetup".community: a rating is a whole number from 1 to 5, or "?" for not sure`,
		`14: look."Go Meetup".practice: a rating is a whole number from 1 to 5, or "?" for not sure`,
		`15: look."Go Meetup".why_works: this must be text in quotes, and is a list`,
		`16: look."Go Meetup".held_by: this must be one of its options in quotes, and is a list`,
		`17: look."Go Meetup".barriers[0]: tme is not one of the options, did you mean time?`,
		`17: look."Go Meetup".barriers[3]: each option must be in quotes, and this is a number`,
		`18: look."Go Meetup".value: this must be a list of its options, as in ["immediate"], and is text`,
		`19: look."Go Meetup".difference: this is asked outside look: put it above the first [table] of the file`,
		`20: look."go meetup": this community is there twice`,
		`22: look.Choir.works: a rating is a whole number from 1 to 5, or "?" for not sure`,
		`25: loook: no step has this key, did you mean look?`,
		`0: difference: this one needs an answer`,
		`0: value_overall: this one needs an answer`,
	)
}

// What reading the file finds, and what only a walk can find, come at once.
func TestMistakesOfEverySortAtOnce(t *testing.T) {
	t.Parallel()
	_, err := tryFill(builtin(t, "your-communities"), env(), `communites = []
communities = [{ name = "Go Meetup" }]
focus = ["Go Meetup", "Chess"]
difference = 4
[look."Go Meetup"]
works = 4
why_not = "x"
inclusive = 9
barriers = ["time"]
[look.Nobody]
works = 3
`)
	expect(t, err,
		`1: communites: no step has this key, did you mean communities?`,
		`3: focus: there is no community called "Chess": list it first`,
		`4: difference: this must be text in quotes, and is a number`,
		`7: look."Go Meetup".why_not: is not asked, because works is 4 (asked when works is 3 or less)`,
		`8: look."Go Meetup".inclusive: a rating is a whole number from 1 to 5, or ? for not sure`,
		`0: value_overall: this one needs an answer`,
	)
}

func TestMistakesInOtherKinds(t *testing.T) {
	t.Parallel()
	_, err := ReadAnswers(builtin(t, "teaching-session"), "a.toml", []byte(`date = "2026-13-01"
session = "x"
learners = -1
aim = "x"
happened = "x"
evidence = "x"
change = "x"
share_tip = "yes"
hours = "two"
`))
	expect(t, err,
		`1: date: "2026-13-01" is not a date`,
		`3: learners: the least that makes sense here is 0`,
		`8: share_tip: this must be true or false, and is text`,
		`9: hours: this must be a number, and is text`,
	)
	_, err = ReadAnswers(builtin(t, "teaching-session"), "a.toml", []byte("date = 07:32:00\nsession = \"x\nhours = 1"))
	expect(t, err, `2: : this is not TOML: strings cannot contain newlines`)
}

func TestWhatIsMissingNotTakenOrNotAsked(t *testing.T) {
	t.Parallel()
	_, err := tryFill(builtin(t, "your-communities"), env(known("Street")), `
communities = ["Go Meetup", "Choir"]
focus = ["Go Meetup", "Choor", "Street"]
inclusion_overall = "x"
share_with = "keep"
share_notes = "x"
discussion = "x"

[look."Go Meetup"]
works = 5
why_not = "x"
why_either = "x"
barriers = ["time"]
[look.Choor]
works = 3
[look.Choir]
works = 3
[look.Street]
`)
	expect(t, err,
		`3: focus: there is no community called "Choor", did you mean "Choir"?`,
		`0: difference: this one needs an answer`,
		`0: value_overall: this one needs an answer`,
		`6: share_notes: is not asked, because share_with is keep (asked when share_with is group, colleagues or mentor)`,
		`7: discussion: is not asked, because shared is not answered (asked when shared is talked)`,
		`11: look."Go Meetup".why_not: is not asked, because works is 5 (asked when works is 3 or less)`,
		`12: look."Go Meetup".why_either: is not asked, because works is 5 (asked when works is not answered)`,
		`13: look."Go Meetup".barriers: is not asked, because inclusive is not answered (asked when inclusive is 3 or less)`,
	)
}

func TestATableOfACommunityThatIsNotPicked(t *testing.T) {
	t.Parallel()
	_, err := tryFill(builtin(t, "your-communities"), env(), example+"[look.\"Go Meet-up\"]\nworks = 1\n[look.NAME]\n")
	expect(t, err, `13: look."Go Meet-up": "Go Meet-up" is not among the communities of focus, did you mean Go Meetup?`)
}

func TestANewNameWhereThereIsNoInventory(t *testing.T) {
	t.Parallel()
	s := filled(t, builtin(t, "value-story"), env(), "community = \"Reading group\"\nactivity = \"x\"\n")
	if cs := s.Outcome(noon).Communities; len(cs) != 1 || cs[0].Name != "Reading group" {
		t.Errorf("new communities = %v", cs)
	}
	_, err := tryFill(builtin(t, "value-story"), env(), "community = [\"a\", \"b\"]\nactivity = \"x\"\n")
	expect(t, err, "1: community: pick one")
}

func TestCommunitiesByAliasInAnAnswersFile(t *testing.T) {
	t.Parallel()
	meetup := known("Go Meetup")
	meetup.Alias = "gophers"
	s := filled(t, builtin(t, "your-communities"), env(meetup), `
communities = ["Choir"]
focus = ["Gophers"]
difference = "x"
value_overall = "x"
[look.gophers]
works = 2
`)
	if out := s.Outcome(noon); len(out.Observations) != 1 || out.Observations[0].Community != meetup.ID || len(out.Communities) != 1 {
		t.Errorf("%+v", out)
	}
}

// A suggestion may be for any community that the journal knows, whether it is in the
// inventory or not; for one that nobody knows it may not.
func TestASuggestionInAnAnswersFileForOneThatIsNotListed(t *testing.T) {
	t.Parallel()
	const answers = `
communities = ["Choir"]
focus = ["Choir"]
difference = "x"
value_overall = "x"
suggestions = [{ text = "Open with a question", community = "go meetup" }]
`
	s := filled(t, builtin(t, "your-communities"), env(known("Go Meetup")), answers)
	out := s.Outcome(noon)
	if len(out.Suggestions) != 1 || out.Suggestions[0].Community == nil || *out.Suggestions[0].Community != known("Go Meetup").Ref() {
		t.Errorf("the suggestions are %+v", out.Suggestions)
	}
	if cs := out.Reflection.Answers[0].Value.Communities; len(cs) != 1 || cs[0].Name != "Choir" {
		t.Errorf("listed are %+v", cs)
	}
	_, err := tryFill(builtin(t, "your-communities"), env(known("Quiz Side")), answers)
	expect(t, err, `6: suggestions[0].community: there is no community called "go meetup": list it first`)
}

// An answers file says who is listed: nobody is ticked for it.
func TestKnownCommunitiesAreNotTickedForAnAnswersFile(t *testing.T) {
	t.Parallel()
	_, err := tryFill(builtin(t, "your-communities"), env(known("Go Meetup")), "focus = \"-\"\ndifference = \"-\"\nvalue_overall = \"-\"\n")
	expect(t, err, `0: communities: this one needs an answer`)
}

func TestOneCommunityInTwoTables(t *testing.T) {
	t.Parallel()
	meetup := known("Go Meetup")
	meetup.Alias = "gophers"
	_, err := tryFill(builtin(t, "your-communities"), env(meetup), example+"[look.gophers]\nworks = 1\n")
	expect(t, err, `13: look.gophers: "Go Meetup" is there twice, by another of its names`)
}

// One mistake in a list of communities is one problem, not one for each time a
// community is named.
func TestAnInventoryThatIsMissing(t *testing.T) {
	t.Parallel()
	_, err := tryFill(builtin(t, "your-communities"), env(), strings.Replace(example, "communities =", "# ", 1)+"why_not = \"x\"\n")
	expect(t, err,
		`0: communities: this one needs an answer`,
		`13: look."Go Meetup".why_not: is not asked, because works is 4 (asked when works is 3 or less)`,
	)
}

func TestALoopThatIsNotAsked(t *testing.T) {
	t.Parallel()
	loop := func(before, more string) Activity {
		return parsed(t, `
[[step]]
key = "go"
kind = "yes_no"
prompt = "Go?"
[[step]]
key = "picks"
kind = "community"
prompt = "Which?"
multiple = true
`+before+`
[[step]]
key = "look"
kind = "per_community"
over = "picks"
prompt = "Look"
`+more+`
[[step.step]]
key = "a"
kind = "yes_no"
prompt = "A?"
`)
	}
	when := `when = { key = "go", op = "eq", value = true }`
	src := "go = false\npicks = [\"Choir\"]\n[look.Choir]\na = true\n"
	_, err := tryFill(loop("", when), env(known("Choir")), src)
	expect(t, err, "4: look.Choir.a: is not asked, because go is no (asked when go is yes)")
	_, err = tryFill(loop(when, ""), env(known("Choir")), src)
	expect(t, err,
		"2: picks: is not asked, because go is no (asked when go is yes)",
		"3: look.Choir: is not asked, because go is no (asked when go is yes)",
	)
	if _, err = tryFill(loop("", "full = true"), env(known("Choir")), src); err != nil {
		t.Errorf("what is answered in a loop marked full asks for full: %v", err)
	}
	f, err := ReadAnswers(loop("", "full = true"), "x", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, f.Fill(context.Background(), New(f.activity, env(known("Choir")), Options{})), "4: look.Choir.a: is not asked, because look is asked only with --full")
}

func TestPrefilledAnswersNeedNotBeInTheFile(t *testing.T) {
	t.Parallel()
	a := builtin(t, "value-story")
	f, err := ReadAnswers(a, "x", []byte(`activity = "x"`))
	if err != nil {
		t.Fatal(err)
	}
	choir := known("Choir")
	s := New(a, env(choir), Options{Communities: []journal.Community{choir}})
	if err := f.Fill(context.Background(), s); err != nil || s.State() != Finished {
		t.Errorf("%v, %v", err, s.State())
	}
}

func TestDatesInAnAnswersFile(t *testing.T) {
	t.Parallel()
	a := parsed(t, "[[step]]\nkey = \"d\"\nkind = \"date\"\nprompt = \"D?\"\nrequired = true\n")
	for src, want := range map[string]string{
		"d = 2026-11-23": "2026-11-23", "d = 2026-11-23T23:30:00-08:00": "2026-11-23", "d = 2026-11-23 07:00:00": "2026-11-23",
		`d = "2026-11"`: "2026-11", `d = "2026"`: "2026", `d = "yesterday"`: "2026-11-22",
	} {
		s := filled(t, a, env(), src)
		if got := s.Outcome(noon).Reflection.Answers[0].Value.Text; got != want {
			t.Errorf("%s is kept as %q, want %q", src, got, want)
		}
	}
}

// Every form, left as it is, says what is missing and nothing else.
func TestAFormLeftEmpty(t *testing.T) {
	t.Parallel()
	for _, e := range readBuiltIn() {
		form := AnswersForm(e.Activity)
		_, err := tryFill(e.Activity, env(), form)
		for _, problem := range answerProblems(err) {
			if !strings.HasSuffix(problem, ": this one needs an answer") || strings.HasPrefix(problem, "0:") {
				t.Errorf("%s: %s", e.ID, problem)
			}
		}
		for _, s := range e.Steps {
			if s.Required && s.When == nil && s.Sitting == 1 && !strings.Contains(fmt.Sprint(answerProblems(err)), ": "+s.Key+": ") {
				t.Errorf("%s: %s is left empty, and nothing is said", e.ID, s.Key)
			}
		}
	}
}

// Every example of a form is an answer that its step takes.
func TestTheExamplesOfAForm(t *testing.T) {
	t.Parallel()
	for _, e := range readBuiltIn() {
		keys := keysOf(e.Steps)
		for _, s := range e.Steps {
			keys = append(keys, keysOf(s.Steps)...)
		}
		var lines []string
		for _, line := range strings.Split(AnswersForm(e.Activity), "\n") {
			comment := strings.TrimLeft(line, "# ")
			key, _, isPair := strings.Cut(comment, " = ")
			switch {
			case isPair && slices.Contains(keys, key) && strings.HasPrefix(line, "#"):
				lines = append(lines, comment)
			case strings.HasPrefix(line, "["):
				lines = append(lines, line)
			}
		}
		if _, err := ReadAnswers(e.Activity, e.ID, []byte(strings.Join(lines, "\n"))); err != nil {
			t.Errorf("%v\n%s", err, strings.Join(lines, "\n"))
		}
		n := 0
		for _, s := range e.Steps {
			for _, s := range append(s.Steps, s) {
				if s.Kind != journal.Info && s.Kind != journal.PerCommunity {
					n++
				}
			}
		}
		if n > len(lines) {
			t.Errorf("%s: %d examples for %d steps", e.ID, len(lines), n)
		}
	}
}

// Every branch of every activity, walked with answers at random until each
// step was shown and each condition held and failed; then written down as an
// answers file, read, and walked again: nothing is refused, and what is left is
// the same.
func TestEveryBranchThroughAnAnswersFile(t *testing.T) {
	t.Parallel()
	for _, e := range readBuiltIn() {
		t.Run(e.ID, func(t *testing.T) {
			t.Parallel()
			c := coverage{}
			for seed := uint64(0); seed < 20 || seed < 500 && len(c.lacks(e.Activity)) > 0; seed++ {
				c.note(roundTrip(t, e.Activity, seed))
			}
			for _, lack := range c.lacks(e.Activity) {
				t.Error(lack)
			}
		})
	}
}

// roundTrip walks an activity at random and again from the file of the answers.
func roundTrip(t testing.TB, a Activity, seed uint64) *Session {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	world := func() Env {
		e := env(known("Go Meetup"), known("Choir"))
		if seed%3 > 0 {
			e = withOthers(e)
			e.Recent = []journal.Reflection{{Title: "A day", Created: noon}}
		}
		return e
	}
	s := New(a, world(), Options{Full: seed%2 == 0})
	walkAtRandom(t, s, r)
	src := DraftAnswers(a, s.Draft())
	f, err := ReadAnswers(a, "draft.toml", []byte(src))
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, src)
	}
	again := New(a, world(), Options{Full: s.Draft().Full})
	if err := f.Fill(context.Background(), again); err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, src)
	}
	want, got := plainOutcome(s), plainOutcome(again)
	for _, line := range without(want, got) {
		t.Errorf("seed %d: lost: %s", seed, line)
	}
	for _, line := range without(got, want) {
		t.Errorf("seed %d: not said: %s", seed, line)
	}
	if t.Failed() {
		t.Fatal(src)
	}
	return s
}

// walkAtRandom answers each page with something it takes, or not at all.
func walkAtRandom(t testing.TB, s *Session, r *rand.Rand) {
	for s.State() == Asking {
		p := s.Page()
		switch {
		case p.pause > 0:
			s.Set(journal.ChoiceValue([]string{StopHere, GoOn}[r.IntN(2)]))
		case p.ends:
		case r.IntN(12) == 0:
			s.Set(journal.Value{Declined: true})
		case p.Step.Required || r.IntN(4) > 0:
			s.Set(goodAnswer(s, r))
		}
		if err := s.Next(); err != nil {
			t.Fatalf("%s does not take %+v: %v", p.Name, s.Answer(), err)
		}
		samePlan(t, s)
	}
}

// fresh is a community that no journal has.
const fresh = "New & \\ improved"

// goodAnswer is an answer that the page takes, in an answers file too, where
// only an inventory makes new communities if there is one.
func goodAnswer(s *Session, r *rand.Rand) journal.Value {
	step := s.Page().Step
	switch step.Kind {
	case journal.Inventory:
		return journal.Value{Communities: []journal.Community{
			{Name: "Go Meetup", About: "Tuesday \"talks\""}, {Name: "Läufer & \\ Freunde", Kinds: []string{"hobby", "social"}},
		}}
	case journal.CommunityOne:
		var names []string
		for _, c := range s.Communities() {
			names = append(names, c.Name)
		}
		if !slices.ContainsFunc(s.activity.Steps, func(s Step) bool { return s.Kind == journal.Inventory }) {
			names = append(slices.DeleteFunc(names, func(n string) bool { return n == fresh }), fresh)
		}
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		if !step.Multiple {
			return listing(names[0])
		}
		return listing(names[:1+r.IntN(min(3, len(names)))]...)
	case journal.ChooseOne:
		return journal.ChoiceValue(step.Options[r.IntN(len(step.Options))].Value)
	case journal.ChooseMany:
		var v journal.Value
		for _, o := range step.Options {
			if step.MinItems > len(v.Choices) || r.IntN(3) == 0 && (step.MaxItems == 0 || len(v.Choices) < step.MaxItems) {
				v.Choices = append(v.Choices, o.Value)
			}
		}
		if v.Choices == nil {
			v.Choices = []string{step.Options[0].Value}
		}
		return v
	case journal.YesNo:
		return journal.YesValue(r.IntN(2) == 0)
	case journal.Rating:
		if r.IntN(6) == 0 {
			return journal.Value{NotSure: true}
		}
		return journal.NumberValue(float64(1 + r.IntN(5)))
	case journal.Number:
		return journal.NumberValue(exampleNumber(step))
	case journal.DateKind:
		return journal.TextValue([]string{"2026-11-23", "2026-11", "2026"}[r.IntN(3)])
	case journal.SuggestionsK:
		return journal.Value{Suggestions: goodSuggestions(step)}
	case journal.ReadKind:
		return journal.Value{Contributions: []journal.ContributionRef{s.Unread()[r.IntN(2)].Ref()}}
	case journal.OutcomesKind:
		due, yes := s.Due(), r.IntN(2) == 0
		due[0].State, due[0].TryBy = journal.SuggestionOpen, "2027-01"
		due[1].State, due[1].Helped, due[1].Note = journal.SuggestionDone, &yes, "It \"did\"\nwell."
		if r.IntN(3) == 0 {
			due[1].State, due[1].Helped = journal.SuggestionDropped, nil
		}
		return journal.Value{Suggestions: due[r.IntN(2):]}
	case journal.Info:
		return journal.Value{}
	}
	texts := []string{"Words.", " spaces \n\nand \"\"\" quotes\"", "C:\\new\ttab", "\n- a list\n", "'''", "ü \u200d 👩‍🏫", "?"}
	text := texts[r.IntN(len(texts))]
	if step.MaxChars > 0 {
		text = text[:min(len(text), step.MaxChars)]
	}
	return journal.TextValue(text)
}

func goodSuggestions(step Step) []journal.Suggestion {
	sg := journal.Suggestion{Text: "Open with\na \"question\""}
	if step.Allows("from_role") {
		sg.FromRole = "a new tutor"
	}
	if step.Allows("element") {
		sg.Element = "practice"
	}
	if step.Allows("community") {
		sg.Community = &journal.CommunityRef{Name: "choir"}
	}
	if step.Allows("try_by") {
		sg.TryBy = "2026-12"
	}
	return []journal.Suggestion{sg}
}

// plainOutcome is what a run leaves, without the ids that differ from run to run.
func plainOutcome(s *Session) []string {
	out := s.Outcome(noon)
	name := map[journal.ID]string{}
	for _, c := range append(out.Communities, s.env.Communities...) {
		name[c.ID] = c.Name
	}
	var lines []string
	add := func(what string, v any) {
		text, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		plain := string(text)
		for id, n := range name {
			plain = strings.ReplaceAll(plain, `"`+string(id)+`"`, fmt.Sprintf("%q", n))
		}
		lines = append(lines, what+" "+plain)
	}
	for _, a := range out.Reflection.Answers {
		for i := range a.Value.Suggestions {
			a.Value.Suggestions[i].ID = ""
		}
		add("answer", a)
	}
	for _, o := range out.Observations {
		o.ID, o.Reflection = "", ""
		add("observation", o)
	}
	for _, c := range out.Communities {
		add("community", c)
	}
	for _, sg := range out.Suggestions {
		sg.ID, sg.Reflection = "", ""
		add("suggestion", sg)
	}
	return lines
}

// coverage is which steps were shown, and which were not for their condition.
type coverage map[string]bool

func (c coverage) note(s *Session) {
	for _, p := range s.pages {
		key := p.Loop + "." + p.Step.Key
		if p.shown() {
			c[key] = true
		}
		if p.hidden == notNow {
			c["not "+key] = true
		}
	}
}

func (c coverage) lacks(a Activity) (lacks []string) {
	for _, top := range a.Steps {
		for _, s := range append(slices.Clone(top.Steps), top) {
			key := "." + s.Key
			if s.Key != top.Key || len(top.Steps) > 0 && slices.ContainsFunc(top.Steps, func(in Step) bool { return in.Key == s.Key }) {
				key = top.Key + key
			}
			if s.Kind != journal.PerCommunity && !c[key] {
				lacks = append(lacks, key+" was never asked")
			}
			if s.When != nil && !c["not "+key] {
				lacks = append(lacks, "the condition of "+key+" never failed")
			}
		}
	}
	return lacks
}

func TestADraftAsAnAnswersFile(t *testing.T) {
	t.Parallel()
	a := builtin(t, "your-communities")
	s := New(a, env(known("Go Meetup")), Options{})
	walkTo(t, s, "difference", fiveThree())
	s.Set(journal.TextValue("half a thou"))
	for s.Page().Name != "look[new2].works" {
		s.Back()
	}
	s.Set(journal.NumberValue(5))
	src := DraftAnswers(a, s.Draft())
	for _, want := range []string{`difference = "half a thou"`, `# why_not = "One voice too loud."`, "[look.Choir]", `[look."Go Meetup"]`} {
		if !strings.Contains(src, want) {
			t.Errorf("%s is not in the file", want)
		}
	}
	if strings.Contains(src, "\nwhy_not") {
		t.Error("what is not asked is there as an answer")
	}
	for s.Page().Name != "focus" {
		s.Back()
	}
	s.Set(listing("Go Meetup"))
	if src := DraftAnswers(a, s.Draft()); !strings.Contains(src, "# [look.Choir]\n# why_not = \"One voice too loud.\"") {
		t.Errorf("what was said of a community that is no longer picked is not in the file:\n%s", src)
	}
}

func TestADraftWithNonsenseIsRescuedToo(t *testing.T) {
	t.Parallel()
	a := builtin(t, "teaching-session")
	s := New(a, env(), Options{})
	walkTo(t, s, "date", nil)
	s.Set(journal.TextValue("the day\n\"before\" \x1b[2J"))
	src := DraftAnswers(a, s.Draft())
	f, err := ReadAnswers(a, "x", []byte(src))
	if f == nil || len(answerProblems(err)) != 1 || strings.ContainsRune(src, '\x1b') {
		t.Errorf("%v\n%s", err, src)
	}
}

// What filling in takes grows with the answers and no faster: it is counted in pieces of
// memory, which do not depend on how busy the machine is.
func TestFillingInTakesAsLongForEach(t *testing.T) {
	pieces := func(communities int) float64 {
		a, src := looped(t, 20, communities)
		return testing.AllocsPerRun(1, func() { filled(t, a, env(), src) })
	}
	if few, many := pieces(5), pieces(40); many > 2*8*few {
		t.Errorf("5 communities take %.0f pieces, and 40 take %.0f", few, many)
	}
}

func TestFillingInEndsWhenItIsToldTo(t *testing.T) {
	t.Parallel()
	a, src := looped(t, 20, 2)
	f, err := ReadAnswers(a, "answers.toml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	e, asked := env(), 0
	newID := e.NewID
	e.NewID = func() journal.ID { // a community gets its id on the first page
		if asked++; asked > 1 {
			cancel()
		}
		return newID()
	}
	s := New(a, e, Options{})
	if err := f.Fill(ctx, s); !errors.Is(err, context.Canceled) || s.State() != Asking || s.Page().Loop == "" && s.Page().Name != "communities (details)" {
		t.Errorf("it went on to %s: %v", s.Page().Name, err)
	}
}

// FuzzReadAnswers: no answers file makes kith fall over.
func FuzzReadAnswers(f *testing.F) {
	f.Add(example)
	f.Add("communities = [\"a\", {name=\"b\"}]\nfocus = \"a\"\n[look.a]\nworks = \"?\"\n[look.b]\nworks = 1\n")
	a := builtin(f, "your-communities")
	f.Fuzz(func(t *testing.T, src string) {
		answers, err := ReadAnswers(a, "fuzz.toml", []byte(src))
		if err != nil {
			return
		}
		s := New(a, env(known("Choir")), Options{Full: answers.Full()})
		if err := answers.Fill(context.Background(), s); err == nil {
			s.Outcome(noon)
		}
	})
}
