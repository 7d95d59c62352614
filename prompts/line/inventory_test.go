package line_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"kith/journal"
	"kith/prompts"
)

func TestTwinsAreAskedAbout(t *testing.T) {
	t.Parallel()
	step := prompts.Step{Kind: journal.Inventory, Fields: []string{"name"}}
	for script, want := range map[string]string{
		"Choir\nchoir\n\n":                  "Choir",
		"kc\ny\n\n":                         "kc Kitchen Club",
		"kc\n\n\n":                          "kc Kitchen Club",
		"kc\nn\n\n":                         "",
		"Kitchen\ny\n\n":                    "kc Kitchen Club",
		"Kitchen\nn\n\n":                    "Kitchen",
		"kc\ny\nKitchen\ny\n\n":             "kc Kitchen Club",
		"A\nB\nC\n/remove 2\n/remove 9\n\n": "A, C",
		"A\n/back\n\n\n\n":                  "A",
		"A\n-\n\n":                          "A",
		"kc":                                "kc", // ends at the question: the name as it was typed
	} {
		w := resume(t, asking(step), script)
		if w.err != nil && !errors.Is(w.err, prompts.ErrLeft) {
			t.Errorf("%q: %v", script, w.err)
		}
		var got []string
		for _, c := range w.last().Answers["q"].Communities {
			if id := string(c.ID); id != "" && !strings.HasPrefix(id, "id") {
				c.Name = id + " " + c.Name
			}
			got = append(got, c.Name)
		}
		if list := strings.Join(got, ", "); list != want {
			t.Errorf("%q: listed %q, want %q\n%s", script, list, want, w.screen.String())
		}
	}
}

func TestFieldsOfACommunityInOnesOwnWords(t *testing.T) {
	t.Parallel()
	step := prompts.Step{Kind: journal.Inventory, Fields: []string{"name", "kind", "about", "tags"}}
	w := resume(t, asking(step), "Go Meetup\nChoir\n\n1, 2\nchess club, 2, Social\n-\n#go #evening, night school\nbrass\n\n#one class\n\n\n")
	if w.err != nil {
		t.Fatal(w.err, w.screen.String())
	}
	cs := w.last().Answers["q"].Communities
	if len(cs) != 2 || strings.Join(cs[0].Kinds, "|") != "chess club|professional|social" || cs[0].About != "" ||
		strings.Join(cs[0].Tags, "|") != "go|evening|night school" || strings.Join(cs[1].Tags, "|") != "one class" || cs[1].Kinds[0] != "brass" {
		t.Errorf("kept %+v", cs)
	}
}

// On a second run the numbers of what is shown say which still hold.
func TestKnownCommunitiesAreTickedByNumber(t *testing.T) {
	t.Parallel()
	step := prompts.Step{Key: "q", Kind: journal.Inventory, Prompt: "Which?", Fields: []string{"name"}, Sitting: 1}
	for script, want := range map[string]string{
		"\n\n\n\n":                            "Kitchen Club, Quiz Side",
		"\n2\n\n\n":                           "Quiz Side",
		"\nqs, 1\nquiz, 1\n\n\n":              "Kitchen Club, Quiz Side",
		"\nkc\nChess\n\n\n":                   "Kitchen Club, Chess",
		"\nnone\nChess\n\n\n":                 "Chess",
		"\n-\nChess\n\n\n":                    "Chess",
		"\nnone\n/back\nall\n\n\n":            "Kitchen Club, Quiz Side",
		"\n/clear\n\nChess\n\n\n":             "Chess",
		"\nChess\n3\n1\n\n\n":                 "Kitchen Club",
		"\n1\nChess\n1\n/remove 1\n\n\n":      "Chess",
		"\n1\nChess\n/back\n/back\n\n2\n\n\n": "Quiz Side, Chess",
	} {
		s := prompts.New(prompts.Activity{ID: "one", Title: "One", Intro: "One.", Steps: []prompts.Step{step}}, env(), prompts.Options{})
		w := resume(t, s, script)
		var got []string
		for _, c := range w.last().Answers["q"].Communities {
			got = append(got, c.Name)
		}
		if list := strings.Join(got, ", "); w.err != nil || list != want {
			t.Errorf("%q: error %v, listed %q, want %q\n%s", script, w.err, list, want, w.screen.String())
		}
	}
}

// More is said of whom one likes, by number, and taken back with a -.
func TestMoreIsSaidByNumber(t *testing.T) {
	t.Parallel()
	step := prompts.Step{Kind: journal.Inventory, Fields: []string{"name", "kind", "about"}}
	for script, want := range map[string]string{
		"Choir\nBand\n\n\n\n":                                           "Choir | Band",
		"Choir\nBand\n\n2\nbrass\n\n\n\n":                               "Choir | Band (brass)",
		"Choir\nBand\n\nband, 1\nhobby\nLoud\n\nSoft\n\n\n":             "Choir: Soft | Band (hobby): Loud",
		"Choir\n\n1\nhobby\nSoft\n1\n-\n\n\n\n":                         "Choir: Soft",
		"Choir\n\nhobby\n2\n1\nhobby\n\n/back\nBand\n\n2\n\nLoud\n\n\n": "Choir (hobby) | Band: Loud",
		"Choir\n\n1\nhobby\nSo":                                         "Choir (hobby): So",
	} {
		w := resume(t, asking(step), script)
		if w.err != nil && !errors.Is(w.err, prompts.ErrLeft) {
			t.Errorf("%q: %v", script, w.err)
		}
		var got []string
		for _, c := range w.last().Answers["q"].Communities {
			got = append(got, c.Line())
		}
		if list := strings.Join(got, " | "); list != want {
			t.Errorf("%q: listed %q, want %q\n%s", script, list, want, w.screen.String())
		}
	}
}

// Of a long list only so many are read out; the others go by their names.
func TestALongListOfKnownCommunities(t *testing.T) {
	t.Parallel()
	world := env()
	world.Communities = nil
	for i := range 50 {
		world.Communities = append(world.Communities, journal.Community{ID: journal.ID(fmt.Sprint("c", i)), Name: fmt.Sprint("Circle ", i+1)})
	}
	step := prompts.Step{Key: "q", Kind: journal.Inventory, Prompt: "Which?", Fields: []string{"name"}, Sitting: 1}
	s := prompts.New(prompts.Activity{ID: "one", Title: "One", Intro: "One.", Steps: []prompts.Step{step}}, world, prompts.Options{})
	w := resume(t, s, "\n3, circle 45\n/back\n\n\n\n")
	for _, says := range []string{"And 10 more, which can be typed by name.", "All of them are ticked.", "Ticked: 3 and Circle 45."} {
		if !strings.Contains(w.screen.String(), says) {
			t.Errorf("it does not say %q:\n%s", says, w.screen.String())
		}
	}
	if got := w.last().Answers["q"].Communities; w.err != nil || len(got) != 2 || got[0].ID != "c2" || got[1].ID != "c44" {
		t.Errorf("error %v, listed %+v", w.err, got)
	}
}
