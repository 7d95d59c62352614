package prompts

import (
	"slices"
	"testing"

	"kith/journal"
)

const threeSteps = `
[[step]]
key = "a"
kind = "short_text"
prompt = "A?"
[[step]]
key = "b"
kind = "number"
prompt = "B?"
[[step]]
key = "c"
kind = "short_text"
prompt = "C?"
required = true
`

func statuses(s *Session) (all []Status) {
	for _, step := range s.Steps() {
		all = append(all, step.Status)
	}
	return all
}

func TestTheListSaysWhatBecameOfEachStep(t *testing.T) {
	t.Parallel()
	s := New(parsed(t, threeSteps), env(), Options{})
	if got := statuses(s); !slices.Equal(got, []Status{StepNotYet, StepNotYet, StepNotYet}) {
		t.Errorf("at the start: %v", got)
	}
	walkTo(t, s, "b", nil)
	s.Set(journal.TextValue("a lot"))
	if !s.Go("c") || s.Page().Name != "c" {
		t.Fatalf("c leads to %s", s.Page().Name)
	}
	s.Set(journal.Value{Declined: true})
	if got := statuses(s); !slices.Equal(got, []Status{StepSkipped, StepUnfit, StepDeclined}) {
		t.Errorf("jumped to the last: %v", got)
	}
	if s.Go("nowhere") || s.Page().Name != "c" {
		t.Errorf("a step that is not there leads to %s", s.Page().Name)
	}
}

// What cannot be kept is asked again before the sitting ends, and from there the
// end is near again.
func TestWhatIsWrongAtTheEndIsAskedAgainThere(t *testing.T) {
	t.Parallel()
	s := New(parsed(t, threeSteps), env(), Options{})
	walkTo(t, s, "b", nil)
	s.Set(journal.TextValue("a lot"))
	s.Go(s.End())
	s = reread(t, s)
	for _, wrong := range []string{"b", "c"} {
		if !s.Page().Ends() {
			t.Fatalf("at %s and not at the end", s.Page().Name)
		}
		if err := s.Next(); journal.KindOf(err) != journal.Invalid || s.State() != Asking || s.Page().Name != wrong {
			t.Fatalf("finishing leads to %s with %v, want %s", s.Page().Name, err, wrong)
		}
		s.Set(journal.TextValue("4"))
		if err := s.Next(); err != nil {
			t.Fatal(err)
		}
		if wrong == "b" { // the last one was not asked yet
			if s.Page().Name != "c" {
				t.Fatalf("then comes %s", s.Page().Name)
			}
			s.Go(s.End())
		}
	}
	if err := s.Next(); err != nil || s.State() != Finished {
		t.Errorf("it ends in %v, %v", s.State(), err)
	}
}

// A jump keeps what was answered, and the way on leads to what was not asked yet.
func TestAJumpAndOn(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(known("Go Meetup")), Options{})
	walkTo(t, s, "difference", fiveThree())
	s.Set(journal.TextValue("half a"))
	s.Go("communities")
	s.Set(listing("Go Meetup", "Choir", "Street", "Chess"))
	if err := s.Next(); err != nil || s.Page().Name != "difference" || s.Answer().Text != "half a" {
		t.Errorf("on leads to %s with %+v, %v", s.Page().Name, s.Answer(), err)
	}
}

// Nothing that a draft may carry is refused only when it is to be kept.
func TestBlankTagsAreNone(t *testing.T) {
	t.Parallel()
	s := New(parsed(t, `
[[step]]
key = "groups"
kind = "inventory"
prompt = "Which?"
fields = ["name", "kind", "tags"]
`), env(), Options{Tags: []string{" ", " evening "}})
	s.Set(journal.Value{Communities: []journal.Community{{Name: "Choir", Kinds: []string{""}, Tags: []string{"\t", " song"}}}})
	walkTo(t, s, "", nil)
	out := s.Outcome(noon)
	if !slices.Equal(out.Reflection.Tags, []string{"evening"}) {
		t.Errorf("the tags are %q", out.Reflection.Tags)
	}
	if c := out.Communities[0]; len(c.Kinds) != 0 || !slices.Equal(c.Tags, []string{"song"}) {
		t.Errorf("kinds %q, tags %q", c.Kinds, c.Tags)
	}
}
