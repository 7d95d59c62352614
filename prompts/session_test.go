package prompts

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// noon is when the tests take place.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("", 3600))

// env is a world with the communities given in it.
func env(communities ...journal.Community) Env {
	n := 0
	return Env{
		Now:         noon,
		NewID:       func() journal.ID { n++; return journal.ID(fmt.Sprintf("new%d", n)) },
		Communities: communities,
	}
}

// withOthers is a world in which there are pages to read, and suggestions that are due.
func withOthers(e Env) Env {
	e.Unread = []journal.Contribution{{ID: "01page1", Title: "What the choir taught me", By: "a new lecturer"}, {ID: "01page2", Title: "A week"}}
	e.Contribution = func(id journal.ID) (journal.Contribution, error) {
		return journal.Contribution{ID: id, Title: "A page", Text: "Its words."}, nil
	}
	e.Due = []journal.Suggestion{
		{ID: "01due1", Text: "Open with a question", FromRole: "a tutor", TryBy: "2026-11-20", Created: noon, State: journal.SuggestionOpen},
		{ID: "01due2", Text: "Bring tea", TryBy: "2026-11-22", Created: noon, State: journal.SuggestionOpen},
	}
	return e
}

func known(name string) journal.Community {
	return journal.Community{ID: journal.ID("id-" + strings.ToLower(name)), Name: name, Created: noon}
}

func builtin(t testing.TB, id string) Activity {
	t.Helper()
	a, ok := builtInByID(id)
	if !ok {
		t.Fatalf("there is no built-in activity %s", id)
	}
	return a
}

// parsed is an activity of the steps given.
func parsed(t testing.TB, steps string) Activity {
	t.Helper()
	a, err := Parse("test.toml", []byte(head+steps))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const head = `schema = 1
id = "test"
title = "A test"
[source]
citation = "None."
`

// walkTo answers pages by name until the page named, or the end for "".
func walkTo(t testing.TB, s *Session, page string, answers map[string]journal.Value) {
	t.Helper()
	for s.State() == Asking && s.Page().Name != page {
		if v, ok := answers[s.Page().Name]; ok {
			s.Set(v)
		}
		if err := s.Next(); err != nil {
			t.Fatalf("%s: %v", s.Page().Name, err)
		}
	}
	if page != "" && s.State() != Asking {
		t.Fatalf("%s was never asked", page)
	}
}

func listing(names ...string) journal.Value {
	var v journal.Value
	for _, name := range names {
		v.Communities = append(v.Communities, journal.Community{Name: name})
	}
	return v
}

// shownPages are the names of the pages that are asked as things stand.
func shownPages(s *Session) []string {
	var names []string
	for _, p := range s.pages {
		if p.shown() {
			names = append(names, p.Name)
		}
	}
	return names
}

// fiveThree are answers to your-communities with two communities, Go Meetup
// which the journal knows and Choir which is new.
func fiveThree() map[string]journal.Value {
	return map[string]journal.Value{
		"communities":              listing("Go Meetup", "Choir", "Street"),
		"focus":                    listing("go meetup", "Choir"),
		"look[id-go meetup].works": journal.NumberValue(5),
		"look[id-go meetup].why_works": journal.TextValue(
			"Someone always asks the first question."),
		"look[id-go meetup].domain":    journal.NumberValue(4),
		"look[id-go meetup].inclusive": {NotSure: true},
		"look[new2].works":             journal.NumberValue(2),
		"look[new2].why_not":           journal.TextValue("One voice too loud."),
		"look[new2].community":         {Declined: true},
		"look[new2].inclusive":         journal.NumberValue(2),
		"look[new2].barriers":          journal.ChoiceValue("time", "cost"),
		"difference":                   journal.TextValue("Being asked."),
		"value_overall":                journal.TextValue("Company."),
	}
}

func TestTwoCommunitiesThroughFiveThree(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(known("Go Meetup")), Options{Tags: []string{"autumn"}})
	walkTo(t, s, "", fiveThree())
	if s.State() != Paused {
		t.Fatalf("state = %v, want paused: nobody chose to go on", s.State())
	}
	s.Spend(90 * time.Second)
	out := s.Outcome(noon.Add(time.Hour))

	asked := map[string]bool{}
	for _, a := range out.Reflection.Answers {
		key := a.Key
		if a.Community != nil {
			key = a.Community.Name + "/" + key
		}
		asked[key] = true
	}
	for _, key := range []string{"communities", "focus", "Go Meetup/works", "Go Meetup/why_works", "Choir/why_not", "Choir/barriers", "difference"} {
		if !asked[key] {
			t.Errorf("no answer to %s in the reflection", key)
		}
	}
	if asked["Go Meetup/barriers"] || asked["Go Meetup/why_not"] {
		t.Error("what was not asked has an answer")
	}
	if r := out.Reflection; r.Minutes != 2 || !slices.Contains(r.Tags, "autumn") || !slices.Contains(r.Tags, "belonging") || r.Activity != "your-communities" {
		t.Errorf("reflection = %+v", r)
	}
	if got := out.Reflection.Communities; len(got) != 2 || got[0].ID != "id-go meetup" || got[1].Name != "Choir" {
		t.Errorf("communities of the reflection = %v", got)
	}
	var names []string
	for _, c := range out.Communities {
		names = append(names, c.Name)
	}
	if !slices.Equal(names, []string{"Choir", "Street"}) {
		t.Errorf("new communities = %v, want those that the journal does not have", names)
	}
	for _, o := range out.Observations {
		if o.Measure == "community" {
			t.Error("a declined answer became an observation")
		}
		if o.Measure == "openness" && o.Community == "id-go meetup" && !o.Value.NotSure {
			t.Error("not sure was not kept as such")
		}
		if o.Community == "" || o.Reflection != out.Reflection.ID {
			t.Errorf("observation = %+v", o)
		}
	}
}

func TestBackAndAnotherAnswer(t *testing.T) {
	t.Parallel()
	a := builtin(t, "your-communities")
	s := New(a, env(known("Go Meetup")), Options{})
	walkTo(t, s, "look[id-go meetup].domain", fiveThree())
	if !s.Back() || s.Page().Name != "look[id-go meetup].why_works" {
		t.Fatalf("back leads to %s", s.Page().Name)
	}
	s.Back()
	s.Set(journal.NumberValue(2))
	if err := s.Next(); err != nil {
		t.Fatal(err)
	}
	if s.Page().Name != "look[id-go meetup].why_not" {
		t.Errorf("a low rating leads to %s", s.Page().Name)
	}
	if v := s.Draft().Answers["look[id-go meetup].why_works"]; v.Text == "" {
		t.Error("the draft lost the answer that is no longer asked for")
	}
	walkTo(t, s, "", map[string]journal.Value{
		"difference": journal.TextValue("x"), "value_overall": journal.TextValue("y"),
	})
	for _, answer := range s.Outcome(noon).Reflection.Answers {
		if answer.Key == "why_works" {
			t.Error("an answer that is not asked for any longer is in the reflection")
		}
	}
}

// A step to take is for the community that the activity is about.
func TestSuggestionsAreForWhomItIsAbout(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "grow-a-community"), env(known("Go Meetup")), Options{})
	walkTo(t, s, "", map[string]journal.Value{
		"community": listing("Go Meetup"), "should": journal.ChoiceValue("yes"),
		"domain_question": journal.TextValue("How do we test?"), "practice_first": journal.TextValue("A list."),
		"steps": {Suggestions: []journal.Suggestion{{Text: "Ask round", Element: "domain"}}},
	})
	out := s.Outcome(noon)
	if len(out.Suggestions) != 1 || out.Suggestions[0].Community == nil || out.Suggestions[0].Community.Name != "Go Meetup" {
		t.Errorf("suggestions: %+v", out.Suggestions)
	}
}

// A date to come back on leaves one reminder, however often the page is left.
func TestADateToComeBackOn(t *testing.T) {
	t.Parallel()
	answers := map[string]journal.Value{
		"entry_point": journal.ChoiceValue("concept"), "experience": journal.TextValue("a"), "observation": journal.TextValue("b"),
		"concept": journal.TextValue("c"), "experiment": journal.TextValue("d"), "try_on": journal.TextValue("in 2 weeks"),
	}
	s := New(builtin(t, "kolb-cycle"), env(), Options{})
	walkTo(t, s, "(end)", answers)
	first := s.Outcome(noon).Suggestions
	s.Go("try_on")
	if got := s.Answer(); len(got.Suggestions) != 0 || got.Text != "2026-12-07" {
		t.Errorf("the answer is %+v", got)
	}
	s.Set(journal.TextValue("2027"))
	s = reread(t, s)
	walkTo(t, s, "", nil)
	out := s.Outcome(noon)
	if len(first) != 1 || first[0].TryBy != "2026-12-07" || first[0].Text != "Look again at Kolb's learning cycle" {
		t.Fatalf("the first reminder is %+v", first)
	}
	if got := out.Suggestions; len(got) != 1 || got[0].ID != first[0].ID || got[0].TryBy != "2027" {
		t.Errorf("then it is %+v", got)
	}
	for _, a := range out.Reflection.Answers {
		if a.Key == "try_on" && (a.Value.Text != "2027" || len(a.Value.Suggestions) != 0) {
			t.Errorf("the answer is kept as %+v", a.Value)
		}
	}
	for _, typed := range []string{"friday", "fri"} { // one to come
		s := New(builtin(t, "kolb-cycle"), env(), Options{})
		answers["try_on"] = journal.TextValue(typed)
		walkTo(t, s, "", answers)
		if got := s.Outcome(noon).Suggestions[0].TryBy; got <= journal.DateOf(noon) {
			t.Errorf("%s is %s", typed, got)
		}
	}
}

// A reading is kept as it was shown, and goes to nobody else.
func TestAReadingIsKeptAsItWasShown(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(known("Go Meetup")), Options{})
	answers := fiveThree()
	answers["look[id-go meetup].own_label"] = journal.ChoiceValue("network")
	walkTo(t, s, "look[id-go meetup].reading", answers)
	shown := s.Page().Step.Help
	if !strings.Contains(shown, "You call it a network.") || !strings.Contains(shown, "domain 4") {
		t.Fatalf("it shows %q", shown)
	}
	kept := func() (all []journal.Answer) {
		for _, a := range s.Outcome(noon).Reflection.Answers {
			if a.Kind == journal.Info {
				all = append(all, a)
			}
		}
		return all
	}
	if got := kept(); len(got) != 0 {
		t.Errorf("before it was read, %+v is kept", got)
	}
	walkTo(t, s, "", answers)
	got := kept()
	if len(got) != 2 || got[0].Value.Text != shown || !got[0].Private || got[0].Community.Name != "Go Meetup" || got[0].Prompt != "How kith reads it" {
		t.Fatalf("kept: %+v", got)
	}
	later := s.env
	later.Now = noon.AddDate(3, 0, 0) // when it would be read as stale
	s = Resume(s.Activity(), later, s.Outcome(noon).Draft)
	walkTo(t, s, "", nil)
	if got := kept(); len(got) != 2 || got[0].Value.Text != shown {
		t.Errorf("after the second sitting: %+v", got)
	}
}

// Wherever a run is left, it goes on there, with the words that were there.
func TestResumeFromEveryPage(t *testing.T) {
	t.Parallel()
	a := builtin(t, "your-communities")
	answers := fiveThree()
	answers["(pause 2)"] = journal.ChoiceValue(GoOn)
	answers["share_with"], answers["shared"] = journal.ChoiceValue("colleagues"), journal.ChoiceValue("talked")
	s := New(a, env(known("Go Meetup")), Options{Full: true})
	for s.State() == Asking {
		if v, ok := answers[s.Page().Name]; ok {
			s.Set(v)
		}
		again := reread(t, s)
		if again.Page().Name != s.Page().Name || !again.Answer().Equal(s.Answer()) {
			t.Fatalf("left at %s with %v, resumed at %s with %v", s.Page().Name, s.Answer(), again.Page().Name, again.Answer())
		}
		if !slices.Equal(shownPages(again), shownPages(s)) {
			t.Fatalf("at %s other pages are shown after resuming", s.Page().Name)
		}
		if !reflect.DeepEqual(again.Draft(), s.Draft()) {
			t.Fatalf("at %s the draft changed:\n%+v\n%+v", s.Page().Name, s.Draft(), again.Draft())
		}
		if err := s.Next(); err != nil {
			t.Fatalf("%s: %v", s.Page().Name, err)
		}
	}
	if s.State() != Finished {
		t.Error("going on at the end of a sitting does not lead to the end")
	}
}

// reread is the session after its draft went to the disk and back.
func reread(t testing.TB, s *Session) *Session {
	t.Helper()
	text, err := json.Marshal(s.Draft())
	if err != nil {
		t.Fatal(err)
	}
	var d journal.Draft
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	a, err := Parse("draft", []byte(d.Source))
	if err != nil {
		t.Fatal(err)
	}
	return Resume(a, s.env, d)
}

func TestSecondSitting(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(known("Go Meetup")), Options{})
	walkTo(t, s, "", fiveThree())
	first := s.Outcome(noon)
	if !first.Waiting || first.Draft.Reflection != first.Reflection.ID || first.Draft.Sitting != 2 || first.Draft.Place != "written" {
		t.Fatalf("the draft that waits = %+v", first.Draft)
	}
	if first.Draft.Step != 1 || first.Draft.Steps < 2 {
		t.Errorf("it waits at step %d of %d", first.Draft.Step, first.Draft.Steps)
	}

	later := env(known("Go Meetup"))
	later.Communities = append(later.Communities, first.Communities...)
	s = Resume(s.Activity(), later, first.Draft)
	if s.Page().Name != "written" || s.Page().Step.Help != "Company." {
		t.Fatalf("the second sitting begins at %s with %s", s.Page().Name, s.Page().Step.Help)
	}
	for range 2 {
		s.Back()
	}
	if p := s.Page(); p.pause > 0 || p.Step.Sitting != 1 {
		t.Errorf("going back leads to %s", p.Name)
	}
	walkTo(t, s, "", map[string]journal.Value{
		"shared":     journal.ChoiceValue("posted"),
		"discussion": journal.TextValue("not asked"),
	})
	second := s.Outcome(noon.AddDate(0, 0, 7))
	if s.State() != Finished || second.Waiting || second.Reflection.ID != first.Reflection.ID {
		t.Errorf("the second sitting ends in %v, %+v", s.State(), second.Reflection)
	}
	if n := len(second.Reflection.Answers); n != len(first.Reflection.Answers)+1 {
		t.Errorf("%d answers after the second sitting, %d after the first and one new", n, len(first.Reflection.Answers))
	}
	if len(second.Communities) != 0 {
		t.Errorf("communities named again: %v", second.Communities)
	}
}

func TestGoOnAtOnceAndBack(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(), Options{})
	answers := fiveThree()
	answers["(pause 2)"] = journal.ChoiceValue(GoOn)
	walkTo(t, s, "written", answers)
	s.Back()
	if s.Page().pause > 0 {
		t.Error("the end of a sitting is asked about again on the way back")
	}
	s.Set(s.Answer())
	if err := s.Next(); err != nil || s.Page().Name != "written" {
		t.Errorf("and forth leads to %s, %v", s.Page().Name, err)
	}
}

func TestNothingOfASecondSittingLeftToAsk(t *testing.T) {
	t.Parallel()
	a := parsed(t, `
[[step]]
key = "a"
kind = "yes_no"
prompt = "A?"
[[step]]
key = "b"
kind = "short_text"
prompt = "B?"
sitting = 2
when = { key = "a", op = "eq", value = true }
`)
	for yes, want := range map[bool]State{true: Paused, false: Finished} {
		s := New(a, env(), Options{})
		walkTo(t, s, "", map[string]journal.Value{"a": journal.YesValue(yes)})
		if s.State() != want {
			t.Errorf("with %v the state is %v, want %v", yes, s.State(), want)
		}
	}
}

func TestDecline(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(), Options{})
	walkTo(t, s, "focus", fiveThree())
	if err := s.Next(); journal.KindOf(err) != journal.Invalid {
		t.Fatalf("a needed answer left out: %v", err)
	}
	s.Set(journal.TextValue(" - "))
	if err := s.Next(); err != nil {
		t.Fatal(err)
	}
	if s.Page().Name != "difference" {
		t.Errorf("without communities the loop leads to %s", s.Page().Name)
	}
	s.Set(journal.Value{Declined: true})
	if err := s.Next(); err != nil {
		t.Fatal(err)
	}
	if v := s.Draft().Answers["focus"]; !v.Declined || v.Text != "" {
		t.Errorf("a declined answer is kept as %+v", v)
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(known("Go Meetup")), Options{})
	before := s.Progress()
	if before.Place != 0 || before.Steps < 15 {
		t.Errorf("at the intro: %s", before)
	}
	answers := fiveThree()
	for s.State() == Asking && s.Page().pause == 0 {
		if v, ok := answers[s.Page().Name]; ok {
			s.Set(v)
		}
		at := s.Progress()
		if at.Place < before.Place || at.Place > at.Steps {
			t.Errorf("at %s: %s after %s", s.Page().Name, at, before)
		}
		if at.Steps > before.Steps+1 { // a rating may open two steps
			t.Errorf("at %s: %s after %s", s.Page().Name, at, before)
		}
		if before.Sure && (at.Steps != before.Steps || !at.Sure) {
			t.Errorf("at %s: %s after %s, which was said to be sure", s.Page().Name, at, before)
		}
		before = at
		if err := s.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if before.Place != before.Steps || !before.Sure {
		t.Errorf("the last page of a sitting is %s", before)
	}
}

func TestAnOptionalLoopThatWasSkippedIsNotCounted(t *testing.T) {
	t.Parallel()
	s := New(parsed(t, `
[[step]]
key = "picks"
kind = "community"
prompt = "Which?"
multiple = true
[[step]]
key = "look"
kind = "per_community"
over = "picks"
prompt = "Look"
[[step.step]]
key = "a"
kind = "rating"
prompt = "A?"
[[step]]
key = "last"
kind = "short_text"
prompt = "Last?"
`), env(), Options{})
	if at := s.Progress(); at.String() != "1 of about 6" {
		t.Errorf("at first %s, want two rounds of the loop", at)
	}
	walkTo(t, s, "last", nil)
	if at := s.Progress(); at.String() != "2 of 2" {
		t.Errorf("in the end %s", at)
	}
}

func TestACommunityIsStruckOffTheList(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(known("Go Meetup")), Options{})
	walkTo(t, s, "look[new2].why_not", fiveThree())
	s.Set(journal.TextValue("One voice too loud."))
	for s.Page().Name != "communities" {
		s.Back()
	}
	s.Set(listing("Street"))
	walkTo(t, s, "focus", nil)
	picks := s.Answer().Communities
	if len(picks) != 1 || picks[0].Name != "Go Meetup" {
		t.Errorf("picked are %v, want only the one that the journal knows anyway", picks)
	}
	if slices.Contains(shownPages(s), "look[new2].why_not") {
		t.Error("the loop still asks about a community that is gone")
	}
	if s.Draft().Answers["look[new2].why_not"].Text == "" {
		t.Error("the draft lost what was said of it")
	}
}

// A name gets its id when its page is left, not at each key.
func TestAnIdIsGivenWhenItIsKept(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(known("Go Meetup")), Options{})
	walkTo(t, s, "communities", nil)
	for _, typed := range []string{"C", "Ch", "Cho", "Choir"} {
		s.Set(listing("go meetup", typed))
		again := reread(t, s)
		if cs := again.Answer().Communities; cs[0].ID != "" || cs[1].ID != "" || cs[1].Name != typed {
			t.Fatalf("at %q the draft holds %+v", typed, cs)
		}
	}
	if kept := slices.Sorted(maps.Keys(s.Draft().Answers)); !slices.Equal(kept, []string{struckName, "communities"}) {
		t.Errorf("the answers %q are kept of one page", kept)
	}
	if err := s.Next(); err != nil {
		t.Fatal(err)
	}
	if cs := s.Draft().Answers["communities"].Communities; cs[0].ID != "id-go meetup" || cs[0].Name != "Go Meetup" || cs[1].ID != "new2" {
		t.Errorf("left, the page holds %+v", cs)
	}
}

// A draft that an earlier kith left has ids at every name, half typed ones too.
func TestADraftOfTheVersionBeforeGoesOn(t *testing.T) {
	t.Parallel()
	a := builtin(t, "your-communities")
	s := New(a, env(), Options{})
	walkTo(t, s, "look[new2].works", map[string]journal.Value{"communities": listing("Choir"), "focus": listing("Choir")})
	d := s.Draft()
	d.Answers["look[new9].works"] = journal.NumberValue(2)
	d.Answers[struckName] = journal.Value{Communities: []journal.Community{{ID: "new9", Name: "Street"}}}
	s = Resume(a, env(), d)
	for s.Page().Name != "communities" {
		s.Back()
	}
	s.Set(journal.Value{Communities: []journal.Community{{ID: "new2", Name: "Choir"}, {ID: "old3", Name: "Stre"}}})
	s.Set(journal.Value{Communities: []journal.Community{{ID: "new2", Name: "Choir"}, {Name: "street"}}})
	walkTo(t, s, "focus", nil)
	s.Set(listing("street"))
	walkTo(t, s, "look[new9].works", nil)
	if v := s.Answer(); v.Number == nil || *v.Number != 2 {
		t.Errorf("what was written about it is %+v", v)
	}
}

func TestACommunityIsRenamedOnTheList(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(), Options{})
	walkTo(t, s, "look[new2]", map[string]journal.Value{
		"communities": listing("Quire"), "focus": listing("quire"),
	})
	for s.Page().Name != "communities" {
		s.Back()
	}
	s.Set(journal.Value{Communities: []journal.Community{{ID: "new2", Name: "Choir"}}})
	walkTo(t, s, "look[new2]", nil)
	if p := s.Page(); p.Step.Prompt != "A closer look at Choir" || p.Community.Name != "Choir" {
		t.Errorf("the loop calls it %s in %q", p.Community.Name, p.Step.Prompt)
	}
}

func TestPrefilledCommunities(t *testing.T) {
	t.Parallel()
	choir, street := known("Choir"), known("Street")
	for id, want := range map[string]int{"your-communities": 2, "value-story": 1} {
		s := New(builtin(t, id), env(choir, street), Options{Communities: []journal.Community{choir, street}})
		for s.Page().Step.Kind != journal.CommunityOne {
			if s.Page().Step.Required {
				s.Set(listing("Choir"))
			}
			if err := s.Next(); err != nil {
				t.Fatal(err)
			}
		}
		if got := s.Answer().Communities; len(got) != want || got[0].ID != choir.ID {
			t.Errorf("%s begins with %v, want %d", id, got, want)
		}
	}
}

func TestObservationsLandWhereTheyBelong(t *testing.T) {
	t.Parallel()
	s := New(parsed(t, `
[[step]]
key = "before"
kind = "number"
prompt = "Before?"
record = "before"
[[step]]
key = "pick"
kind = "community"
prompt = "Which?"
[[step]]
key = "after"
kind = "rating"
prompt = "How is {community}?"
record = "after"
[[step]]
key = "several"
kind = "community"
prompt = "Which others?"
multiple = true
[[step]]
key = "look"
kind = "per_community"
over = "several"
prompt = "{community}"
[[step.step]]
key = "inside"
kind = "choose_many"
prompt = "How?"
record = "inside"
options = [{ value = "a", label = "A" }]
[[step]]
key = "last"
kind = "short_text"
prompt = "Last of {community}?"
record = "last"
`), env(known("Choir"), known("Street")), Options{Date: noon.AddDate(0, -1, 0)})
	walkTo(t, s, "", map[string]journal.Value{
		"before": journal.TextValue("1,5"), "pick": listing("Choir"), "after": {NotSure: true},
		"several": listing("Street"), "look[id-street].inside": journal.ChoiceValue("a"), "last": journal.TextValue("x"),
	})
	want := map[string]journal.ID{"before": "", "after": "id-choir", "inside": "id-street", "last": "id-choir"}
	out := s.Outcome(noon)
	if len(out.Observations) != len(want) {
		t.Errorf("%d observations, want %d", len(out.Observations), len(want))
	}
	for _, o := range out.Observations {
		if o.Community != want[o.Measure] {
			t.Errorf("%s is kept for %q, want %q", o.Measure, o.Community, want[o.Measure])
		}
		if !o.At.Equal(noon.AddDate(0, -1, 0)) {
			t.Errorf("%s is dated %v, want the date of the reflection", o.Measure, o.At)
		}
		if o.Measure == "before" && *o.Value.Number != 1.5 {
			t.Errorf("1,5 is kept as %v", *o.Value.Number)
		}
	}
	for _, a := range out.Reflection.Answers {
		if a.Key == "after" && a.Prompt != "How is Choir?" {
			t.Errorf("the prompt is kept as %q", a.Prompt)
		}
	}
}

func TestPrivateAndFull(t *testing.T) {
	t.Parallel()
	a := parsed(t, `
[[step]]
key = "open"
kind = "short_text"
prompt = "Open?"
[[step]]
key = "closed"
kind = "short_text"
prompt = "Closed?"
private = true
[[step]]
key = "more"
kind = "short_text"
prompt = "More?"
full = true
`)
	for _, full := range []bool{false, true} {
		s := New(a, env(), Options{Full: full})
		for _, name := range shownPages(s) {
			walkTo(t, s, name, nil)
			s.Set(journal.TextValue("x"))
		}
		walkTo(t, s, "", nil)
		private := map[string]bool{}
		for _, a := range s.Outcome(noon).Reflection.Answers {
			private[a.Key] = a.Private
		}
		if _, asked := private["more"]; asked != full {
			t.Errorf("full = %v, and what is marked full was asked: %v", full, asked)
		}
		if private["open"] || !private["closed"] {
			t.Errorf("private: %v", private)
		}
	}
	for _, p := range New(builtin(t, "inclusion-check"), env(), Options{}).pages[1:] {
		if !p.Step.Private && !p.ends {
			t.Errorf("%s is not private, and its activity is", p.Name)
		}
	}
}

func TestNewCommunitiesOfSuggestions(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "weekly-review"), env(), Options{})
	suggestion := func(text, community string) journal.Suggestion {
		return journal.Suggestion{Text: text, Community: &journal.CommunityRef{Name: community}}
	}
	walkTo(t, s, "", map[string]journal.Value{
		"headline": journal.TextValue("x"),
		"next": {Suggestions: []journal.Suggestion{
			suggestion("one", "Reading group"), suggestion("two", "reading GROUP"), {Text: "three", TryBy: "2026-12"},
		}},
	})
	out := s.Outcome(noon)
	if len(out.Communities) != 1 || out.Communities[0].Name != "Reading group" {
		t.Errorf("new communities = %v, want one", out.Communities)
	}
	if len(out.Suggestions) != 3 || out.Suggestions[0].Community.ID != out.Suggestions[1].Community.ID ||
		out.Suggestions[2].State != journal.SuggestionOpen || out.Suggestions[2].Reflection != out.Reflection.ID {
		t.Errorf("suggestions = %+v", out.Suggestions)
	}
}

func TestWhatAPlaceholderHasNothingToSayFor(t *testing.T) {
	t.Parallel()
	a := parsed(t, `
[[step]]
key = "due"
kind = "info"
prompt = "Ideas you saved earlier"
help = "{due_suggestions}"
[[step]]
key = "followed_up"
kind = "long_text"
prompt = "What became of them?"
when = { key = "due", op = "shown" }
`)
	if names := shownPages(New(a, env(), Options{})); slices.Contains(names, "due") || slices.Contains(names, "followed_up") {
		t.Error("with nothing due it is asked what came of it")
	}
	with := env()
	with.Due = []journal.Suggestion{{Text: "Open with\na question", FromRole: "a new tutor", TryBy: "2026-11-20"}}
	s := New(a, with, Options{})
	walkTo(t, s, "followed_up", nil)
	s.Back()
	if help := s.Page().Step.Help; !strings.Contains(help, "Open with a question") || !strings.Contains(help, "a new tutor") {
		t.Errorf("what is due is said as %q", help)
	}
}

// A file may ask about the text that tells the reading, and record what it asks
// then: the reading does not wait for itself.
func TestTheReadingMayBeAskedAbout(t *testing.T) {
	t.Parallel()
	a := parsed(t, `
[[step]]
key = "pick"
kind = "community"
prompt = "Which?"
[[step]]
key = "domain"
kind = "rating"
prompt = "Domain?"
record = "domain"
[[step]]
key = "reading"
kind = "info"
prompt = "Reading"
help = "{reading}"
[[step]]
key = "fits"
kind = "yes_no"
prompt = "Fits?"
record = "fits"
when = { key = "reading", op = "shown" }
`)
	s := New(a, env(known("Choir")), Options{})
	if slices.Contains(shownPages(s), "fits") {
		t.Error("there is a reading of no community")
	}
	walkTo(t, s, "fits", map[string]journal.Value{"pick": listing("Choir"), "domain": journal.NumberValue(1)})
	s.Back()
	if help := s.Page().Step.Help; help == "" || strings.Contains(help, "{") {
		t.Errorf("the reading is %q", help)
	}
}

// TestAPromptKeepsNoWordsOfOnesOwn: a draft begun when a prompt could hold them
// still goes on, and what it keeps is the question alone.
func TestAPromptKeepsNoWordsOfOnesOwn(t *testing.T) {
	t.Parallel()
	e := env()
	e.Recent = []journal.Reflection{{Title: "A secret", Created: e.Now}}
	const steps = "[[step]]\nkey = \"a\"\nkind = \"short_text\"\nprompt = \"Which of these?\\n{recent_entries}\"\nhelp = \"{recent_entries}\"\n"
	if _, err := Parse("new.toml", []byte(with(steps))); err == nil {
		t.Error("a new activity may ask with them")
	}
	a, err := ParseDraft(journal.Draft{Activity: "test", Source: with(steps)})
	if err != nil {
		t.Fatal(err)
	}
	s := New(a, e, Options{})
	if help := s.Page().Step.Help; !strings.Contains(help, "A secret") {
		t.Errorf("the help is %q", help)
	}
	s.Set(journal.TextValue("the first"))
	if err := s.Next(); err != nil {
		t.Fatal(err)
	}
	if got, want := s.Outcome(e.Now).Reflection.Answers[0].Prompt, "Which of these?\n(here stand your latest reflections)"; got != want {
		t.Errorf("kept %q, want %q", got, want)
	}
}

// After each answer the plan is what laying out all of it would give (samePlan): where
// one round tells of what was said in another, too, and where what was picked is no
// longer offered.
func TestThePlanFollowsTheAnswers(t *testing.T) {
	t.Parallel()
	a := parsed(t, `
[[step]]
key = "groups"
kind = "inventory"
prompt = "Which?"
[[step]]
key = "pages"
kind = "read"
prompt = "Read?"
[[step]]
key = "rate"
kind = "per_community"
over = "groups"
prompt = "{community}"
[[step.step]]
key = "know"
kind = "yes_no"
prompt = "Do you know it?"
[[step.step]]
key = "domain"
kind = "rating"
prompt = "Domain?"
record = "domain"
when = { key = "know", op = "eq", value = true }
[[step]]
key = "read"
kind = "per_community"
over = "groups"
prompt = "{community}"
[[step.step]]
key = "reading"
kind = "info"
prompt = "Reading"
help = "{reading}"
`)
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 5))
		e := withOthers(env(known("Choir"), known("Go Meetup")))
		strong := journal.Latest{"community": {Value: journal.NumberValue(5)}, "practice": {Value: journal.NumberValue(5)}}
		e.Latest = map[journal.ID]journal.Latest{"id-choir": strong, "id-go meetup": strong}
		s := New(a, e, Options{})
		for range 100 {
			s.Go(s.pages[r.IntN(len(s.pages)-1)].Name)
			s.Set(anyAnswer(s, r))
			samePlan(t, s)
			if s.State() == Asking && !s.Page().Ends() {
				_ = s.Next() // an answer that is refused leaves it where it is
			}
			samePlan(t, s)
		}
		d := s.Draft()
		d.Place = "pages"
		s = Resume(a, env(known("Choir"), known("Go Meetup")), d)
		if samePlan(t, s); s.Page().Name == "pages" {
			s.Set(journal.Value{})
			samePlan(t, s)
		}
	}
}

// A loop has no more pages than anybody could go through, and whoever picks more is told.
func TestALoopIsBounded(t *testing.T) {
	t.Parallel()
	a, _ := looped(t, 498, 0)
	s := New(a, env(), Options{})
	walkTo(t, s, "communities", nil)
	var many []string
	for i := range 100 {
		many = append(many, fmt.Sprint("Choir ", i))
	}
	s.Set(listing(many...))
	if n := len(s.pages); n > maxPages {
		t.Errorf("there are %d pages", n)
	}
	if err := s.Next(); err == nil || err.Error() != "these are 100 communities, and one run goes through 20 at most" {
		t.Errorf("it takes 100 communities: %v", err)
	}
	s.Set(listing(many[:20]...))
	if err := s.Next(); err != nil {
		t.Error(err)
	}
}

// FuzzSession presses keys at random: whatever is set, the place is a page that
// is shown, the draft survives the disk, and the end leaves an outcome.
func FuzzSession(f *testing.F) {
	for i, e := range readBuiltIn() {
		f.Add(uint64(i), e.ID, 200)
	}
	f.Fuzz(func(t *testing.T, seed uint64, id string, presses int) {
		a, ok := builtInByID(id)
		if !ok || strings.Contains(id, "/") || presses > 2000 {
			t.Skip()
		}
		r := rand.New(rand.NewPCG(seed, 1))
		s := New(a, withOthers(env(known("Go Meetup"), known("Choir"))), Options{Full: r.IntN(2) == 0})
		for range presses {
			press(t, s, r)
			if s.State() != Asking {
				s.Outcome(noon)
				return
			}
			if p := s.Page(); !p.shown() || s.Draft().Place != p.Name {
				t.Fatalf("the place is %s, which is not shown", p.Name)
			}
		}
		if again := reread(t, s); again.Page().Name != s.Page().Name {
			t.Fatalf("left at %s, resumed at %s", s.Page().Name, again.Page().Name)
		}
	})
}

func press(t testing.TB, s *Session, r *rand.Rand) {
	switch r.IntN(7) {
	case 0:
		s.Back()
	case 1, 2:
		s.Set(anyAnswer(s, r))
	case 3:
		s.Go(s.pages[r.IntN(len(s.pages))].Name)
	default:
		if err := s.Next(); err != nil && journal.KindOf(err) != journal.Invalid {
			t.Fatalf("%s: %v", s.Page().Name, err)
		}
	}
	samePlan(t, s)
}

// samePlan holds the plan, of which a change lays out only what goes by it, to what
// laying out all of it would give.
func samePlan(t testing.TB, s *Session) {
	t.Helper()
	whole := s.laidOut()
	for i := range max(len(whole.pages), len(s.pages)) {
		if i >= len(s.pages) || i >= len(whole.pages) || !reflect.DeepEqual(s.pages[i], whole.pages[i]) {
			t.Fatalf("at %s, page %d of the plan is not what the answers make of it:\n%+v\nnot\n%+v", s.Page().Name, i, s.pages[min(i, len(s.pages)-1)], whole.pages[min(i, len(whole.pages)-1)])
		}
	}
	if !reflect.DeepEqual(s.plan, whole) {
		t.Fatalf("at %s, what is known of the plan is out of date", s.Page().Name)
	}
}

// anyAnswer is something one could set on a page, most often of its kind.
func anyAnswer(s *Session, r *rand.Rand) journal.Value {
	names := []string{"Go Meetup", "choir", "Street", "", "Street ", "Quiz\x00"}
	step := s.Page().Step
	kind := step.Kind
	if r.IntN(10) == 0 {
		kind = Kinds()[r.IntN(len(Kinds()))]
	}
	var v journal.Value
	switch kind {
	case journal.ShortText, journal.LongText, journal.DateKind:
		v = journal.TextValue([]string{"", "-", "words", "2026-11", "last monday", "\x00"}[r.IntN(6)])
	case journal.ChooseOne, journal.ChooseMany:
		for _, o := range append(step.Options, journal.Option{Value: "no such"}) {
			if r.IntN(3) == 0 {
				v.Choices = append(v.Choices, o.Value)
			}
		}
	case journal.YesNo:
		v = journal.YesValue(r.IntN(2) == 0)
	case journal.Rating, journal.Number:
		v = journal.NumberValue(float64(r.IntN(8)) - 1)
	case journal.Inventory, journal.CommunityOne:
		for range r.IntN(4) {
			v.Communities = append(v.Communities, journal.Community{Name: names[r.IntN(len(names))]})
		}
	case journal.ReadKind:
		for _, c := range append(s.Unread(), journal.Contribution{Title: "no such"}) {
			if r.IntN(3) == 0 {
				v.Contributions = append(v.Contributions, c.Ref())
			}
		}
	case journal.OutcomesKind:
		for _, sg := range append(s.Due(), journal.Suggestion{Text: "no such"}) {
			sg.State, sg.TryBy = []journal.SuggestionState{"", "open", "done", "dropped", "x"}[r.IntN(5)], []journal.Date{"", "2027-01", "2020", "x"}[r.IntN(4)]
			if r.IntN(2) == 0 {
				v.Suggestions = append(v.Suggestions, sg)
			}
		}
	case journal.SuggestionsK:
		for range r.IntN(3) {
			ref := &journal.CommunityRef{Name: names[r.IntN(len(names))]}
			v.Suggestions = append(v.Suggestions, journal.Suggestion{Text: "try", Community: ref})
		}
	}
	v.NotSure, v.Declined = r.IntN(20) == 0, r.IntN(20) == 0
	return v
}
