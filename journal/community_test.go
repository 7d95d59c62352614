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

// TestWithout takes back what With added, where it is still as it was.
func TestWithout(t *testing.T) {
	c := Community{ID: "1", Name: "Go Meetup", Kinds: []string{"work"}, Tags: []string{"GO", "tech"}, About: "Talks"}
	d := Community{ID: "2", Name: "Gophers", Alias: "g", Kinds: []string{"Work", "hobby"}, Tags: []string{"go", "leeds"}, About: "Go", Where: "online", Rhythm: "weekly", Started: "2019"}
	both := c.With(d)
	added := both.Without(c)
	if want := (Community{ID: "1", Name: "Go Meetup", Alias: "g", Kinds: []string{"hobby"}, Tags: []string{"leeds"}, Where: "online", Rhythm: "weekly", Started: "2019"}); !added.equal(want) {
		t.Errorf("added %+v", added)
	}
	if got := both.Without(added); !got.equal(c) {
		t.Errorf("left %+v", got)
	}
	both.Where = "the library"
	if got := both.Without(added); got.Where != "the library" || got.Rhythm != "" {
		t.Errorf("left %+v", got)
	}
}
