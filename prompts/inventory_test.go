package prompts

import (
	"slices"
	"testing"

	"kith/journal"
)

func namesIn(v journal.Value) (names []string) {
	for _, c := range v.Communities {
		names = append(names, c.Name)
	}
	return names
}

// Who is in the journal is ticked when their page is reached, and who was taken off
// stays off, however often it is gone past.
func TestKnownCommunitiesAreOffered(t *testing.T) {
	t.Parallel()
	old := known("Old band")
	old.Archived = noon
	s := New(builtin(t, "your-communities"), env(known("Choir"), known("Go Meetup"), old), Options{})
	walkTo(t, s, "communities (known)", nil)
	if got := namesIn(s.Answer()); !slices.Equal(got, []string{"Choir", "Go Meetup"}) {
		t.Fatalf("ticked are %q", got)
	}
	for _, ticked := range [][]string{{"Go Meetup"}, nil} {
		s.Set(listing(ticked...))
		s.Back()
		s = reread(t, s)
		walkTo(t, s, "communities (known)", nil)
		if got := namesIn(s.Answer()); !slices.Equal(got, ticked) {
			t.Errorf("ticked are %q, want %q", got, ticked)
		}
	}
	walkTo(t, s, "communities", nil)
	if err := s.Next(); journal.KindOf(err) != journal.Invalid {
		t.Errorf("with none ticked and none named: %v", err)
	}
	s.Set(listing("Allotment", "Old band"))
	if got := statuses(s)[:4]; !slices.Equal(got, []Status{StepRead, StepSkipped, StepAnswered, StepNotYet}) {
		t.Errorf("the steps are %v", got)
	}
	walkTo(t, s, "communities (details)", nil)
	s.Set(journal.Value{Communities: []journal.Community{{Name: "allotment", About: "Beans"}}})
	for s.Page().Name != "communities (known)" {
		s.Back()
	}
	s.Set(listing("Choir"))
	walkTo(t, s, "focus", nil)
	cs := s.Draft().Answers["communities"].Communities
	if got := namesIn(s.Draft().Answers["communities"]); !slices.Equal(got, []string{"Choir", "Allotment", "Old band"}) {
		t.Fatalf("the list is %q", got)
	}
	if cs[0].ID != "id-choir" || cs[1].About != "Beans" || cs[1].ID == "" || cs[2].ID != old.ID {
		t.Errorf("the list is %+v", cs)
	}
	if got := s.Outcome(noon).Communities; len(got) != 1 || got[0].About != "Beans" {
		t.Errorf("what is left of the run is %+v", got)
	}
}

// What was said of one that is taken off is there again when it is ticked again.
func TestWhatWasSaidOfOneTakenOffIsKept(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(known("Choir"), known("Go Meetup")), Options{})
	walkTo(t, s, "communities (details)", nil)
	s.Set(journal.Value{Communities: []journal.Community{{ID: "id-choir", Name: "Choir", About: "We sing"}}})
	for s.Page().Name != "communities (known)" {
		s.Back()
	}
	s.Set(listing("Go Meetup"))
	s = reread(t, s)
	s.Set(listing("Choir", "Go Meetup"))
	if got := s.Answer().Communities; len(got) != 2 || got[0].About != "We sing" {
		t.Errorf("ticked again, they are %+v", got)
	}
}

// Where fewer are wanted than there are, none is ticked, and a form of kith's own adds
// to what there is.
func TestWhereNoneIsTicked(t *testing.T) {
	t.Parallel()
	step := Step{Key: "list", Kind: journal.Inventory, Prompt: "Which?", Fields: []string{"name"}, MaxItems: 1, Sitting: 1}
	a := Activity{ID: "one", Title: "One", Intro: "One.", Steps: []Step{step}}
	s := New(a, env(known("Choir"), known("Go Meetup")), Options{})
	walkTo(t, s, "list (known)", nil)
	if got := s.Answer(); len(got.Communities) != 0 {
		t.Errorf("ticked are %q", namesIn(got))
	}
	a.ID = ""
	s = New(a, env(known("Choir")), Options{})
	if got := shownPages(s); !slices.Equal(got, []string{introName, "list"}) {
		t.Errorf("the pages are %q", got)
	}
}
