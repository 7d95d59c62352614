package prompts

import (
	"testing"

	"kith/journal"
)

func TestACommunityStruckOffAndNamedAgainIsTheSame(t *testing.T) {
	t.Parallel()
	s := New(builtin(t, "your-communities"), env(), Options{})
	walkTo(t, s, "focus", map[string]journal.Value{"communities": listing("Go Meetup", "Choir")})
	id := s.Communities()[1].ID
	for s.Page().Name != "communities" {
		s.Back()
	}
	s.Set(listing("Go Meetup"))
	s.Set(listing("Go Meetup", "Street"))
	s.Set(listing("Go Meetup", "Street", "choir"))
	if err := s.Next(); err != nil {
		t.Fatal(err)
	}
	if cs := s.Communities(); len(cs) != 3 || cs[2].ID != id || cs[1].ID == id {
		t.Errorf("communities %v, want the third to be %s", cs, id)
	}
}

func TestASittingWithNothingToAskHasNoEndOfItsOwn(t *testing.T) {
	t.Parallel()
	s := New(parsed(t, `
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
[[step]]
key = "c"
kind = "short_text"
prompt = "C?"
sitting = 3
`), env(), Options{})
	walkTo(t, s, "(pause 3)", map[string]journal.Value{"a": journal.YesValue(false)})
	if s.Back(); s.Page().Name != "a" {
		t.Errorf("before the end of the sitting comes %s", s.Page().Name)
	}
}

func TestNumbersAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	step := Step{Kind: journal.Number}
	for text, want := range map[string]float64{"7": 7, " 1.5 ": 1.5, "1,5": 1.5, "-2": -2, "1,25": 1.25} {
		v, err := check(step, journal.TextValue(text), env().Now)
		if err != nil || *v.Number != want {
			t.Errorf("%q is %v, %v, want %v", text, v.Number, err, want)
		}
	}
	for _, text := range []string{"1,000", "two", "1e999", "NaN", "1.2.3"} {
		if v, err := check(step, journal.TextValue(text), env().Now); err == nil {
			t.Errorf("%q is %v, and should be refused", text, *v.Number)
		}
	}
}
