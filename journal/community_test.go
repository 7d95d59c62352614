package journal

import "testing"

func TestFormer(t *testing.T) {
	t.Parallel()
	gophers := CommunityRef{ID: "01kb00000000000000000abcd2", Name: "Gophers"}
	c := Community{Name: "Go Meetup", Merged: []CommunityRef{{ID: "x", Name: "GO  meetup"}, gophers}}
	for text, want := range map[string]CommunityRef{
		" GOPHERS": gophers, "01KB00000000000000000ABCD2": gophers,
		"Go Meetup": {}, // what has that name now
		"gopher":    {}, "": {},
	} {
		if got, ok := c.Former(text); got != want || ok != (want != CommunityRef{}) {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
}
