package prompts

import (
	"testing"

	"kith/journal"
)

// What was answered is shown again where it is asked for, and a page that would
// show nothing is not there.
func TestAnAnswerIsShownAgain(t *testing.T) {
	t.Parallel()
	a := parsed(t, `
[[step]]
key = "worth"
kind = "long_text"
prompt = "What is it worth?"
[[step]]
key = "again"
kind = "info"
prompt = "This is what you wrote"
help = "{answer:worth}"
[[step]]
key = "last"
kind = "short_text"
prompt = "Well?"
help = "You said {answer:worth}."
`)
	for said, want := range map[string]string{"A lot {answer:last}.\nReally.": "again", "": "last"} {
		s := New(a, env(), Options{})
		walkTo(t, s, "worth", nil)
		s.Set(journal.TextValue(said))
		if err := s.Next(); err != nil {
			t.Fatal(err)
		}
		if got := s.Page(); got.Name != want || want == "again" && got.Step.Help != said {
			t.Errorf("after %q comes %s with %q", said, got.Name, got.Step.Help)
		}
	}
	s := New(a, env(), Options{})
	walkTo(t, s, "worth", nil)
	s.Set(journal.Value{Declined: true})
	if err := s.Next(); err != nil || s.Page().Name != "last" {
		t.Errorf("after it was declined comes %s, %v", s.Page().Name, err)
	}
}
