//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// The walk of these tests: two communities, one looked at closely, some steps
// skipped, both sittings.

const walkAnswers = `
communities = [{ name = "Go Meetup", kind = "professional", about = "Tuesday talks" }, { name = "Choir" }]
focus = ["Go Meetup"]
difference = "In a network I look for who knows."
value_overall = """
Company.
And a nudge."""
share_with = "colleagues"
share_notes = "over lunch"
shared = "talked"
suggestions = [{ text = "Open with a question", from_role = "a new tutor", try_by = "2026-12-01" }]

[look."Go Meetup"]
works = 4
why_works = "Someone always asks."
domain = 5
practice = "?"
own_label = "both"
links = 3
inclusive = 2
barriers = ["time", "language"]
`

const walkLines = `

Go Meetup
Choir

1
professional
Tuesday talks

1

4
Someone always asks.
.
5

?
3
3

2
time, language

In a network I look for who knows.
.


Company.
And a nudge.
.
2
over lunch

2

2


Open with a question
a new tutor

2026-12-01



`

func TestTheThreeFacesEndInTheSameReflection(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "answers.toml")
	if err := os.WriteFile(file, []byte(walkAnswers), 0o600); err != nil {
		t.Fatal(err)
	}
	fromFile := person(t)
	kith(t, fromFile, "", "reflect", "5.3", "--answers", file)
	want := lastReflection(t, fromFile)
	if answers, _ := want["answers"].([]any); len(answers) < 12 {
		t.Fatalf("the answers file gave only %d answers", len(answers))
	}

	byLine := person(t)
	kith(t, byLine, walkLines, "reflect", "5.3", "--plain")
	if got := lastReflection(t, byLine); !reflect.DeepEqual(got, want) {
		t.Errorf("line by line:\n%s\nwant:\n%s", indented(got), indented(want))
	}

	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			onScreen := person(t)
			walkOnScreen(t, onScreen, size[0], size[1])
			if got := lastReflection(t, onScreen); !reflect.DeepEqual(got, want) {
				t.Errorf("got:\n%s\nwant:\n%s", indented(got), indented(want))
			}
		})
	}
}

func walkOnScreen(t *testing.T, env []string, cols, rows int) {
	s := sitDown(t, env, cols, rows, "reflect", "5.3")
	s.see("You belong to more groups")
	s.keys("enter")
	s.see("What to look for")
	s.keys("enter")
	s.see("Which groups do you belong to", "Name")
	s.keys("Go Meetup", "enter")
	s.see("1 Go Meetup", "Another one")
	s.keys("Choir", "enter")
	s.see("2 Choir", "Another one")
	s.keys("enter")
	s.see("say of each")
	s.keys("down", "enter")
	s.see("What kind is it")
	s.keys("down", "space", "enter")
	s.see("What is it about")
	s.keys("Tuesday talks", "enter")
	s.see("Go Meetup (professional)", "> Choir")
	s.keys("tab")
	s.see("Which ones will you look at")
	s.keys("space", "enter")
	s.see("A closer look at Go Meetup")
	s.keys("enter")
	s.see("How well is Go Meetup working")
	s.keys("4", "enter")
	s.see("What makes it work?")
	s.keys("Someone always asks.", "tab")
	s.see("Domain:")
	s.keys("5", "enter")
	s.see("Community: how far")
	s.keys("enter")
	s.see("Practice: how far")
	s.keys("?", "enter")
	s.see("Network: how good")
	s.keys("3", "enter")
	s.see("what would you call it?")
	s.keys("down", "down", "down", "enter")
	s.see("How kith reads it")
	s.keys("enter")
	s.see("How easy would it be")
	s.keys("2", "enter")
	s.see("What might put them off")
	s.keys("down", "down", "space", "down", "down", "down", "space", "enter")
	s.see("What do you get from belonging?")
	s.keys("enter")
	s.see("separates a network")
	s.keys("In a network I look for who knows.", "tab")
	s.see("Two sides of one thing")
	s.keys("enter")
	s.see("who is easily included")
	s.keys("tab")
	s.see("what is belonging to these")
	s.keys("Company.", "enter", "And a nudge.", "tab")
	s.see("Who could you share that with?")
	s.keys("down", "down", "enter")
	s.see("Where and when will you share it?")
	s.keys("over lunch", "enter")
	s.see("What comes next")
	s.keys("enter")
	s.see("That is all for this sitting")
	s.keys("down", "enter")
	s.see("What you wrote last time", "And a nudge.")
	s.keys("enter")
	s.see("Did you share it?")
	s.keys("down", "down", "enter")
	s.see("What came out of talking it over?")
	s.keys("tab")
	s.see("What did other people say")
	s.keys("tab")
	s.see("Which of their suggestions")
	s.keys("Open with a question", "enter")
	s.see("from")
	s.keys("a new tutor", "enter")
	s.see("community")
	s.keys("enter")
	s.see("date")
	s.keys("2026-12-01", "enter")
	s.see("1 Open with a question")
	s.keys("enter")
	s.see("Before you finish", "answered", "Finish, and keep")
	s.keys("enter")
	s.see("Kept as")
	if code := s.leave(); code != 0 {
		t.Errorf("exit code %d\n%s", code, s.screen.String())
	}
}

// On a second run: of three that are known one still holds, one is new, and of that
// one alone more is said.
func TestTheThreeFacesEndInTheSameOnASecondRun(t *testing.T) {
	t.Parallel()
	again := func() []string {
		env := person(t)
		kith(t, env, "", "community", "add", "Choir", "--kind", "hobby", "--about", "We sing")
		kith(t, env, "", "community", "add", "Go Meetup")
		kith(t, env, "", "community", "add", "Quiz Side")
		kith(t, env, "", "community", "add", "Old band")
		kith(t, env, "", "community", "archive", "Old band")
		return env
	}
	file := filepath.Join(t.TempDir(), "answers.toml")
	if err := os.WriteFile(file, []byte(`
communities = ["Choir", { name = "Allotment", about = "Beans" }]
focus = "-"
difference = "-"
value_overall = "-"
`), 0o600); err != nil {
		t.Fatal(err)
	}
	fromFile := again()
	kith(t, fromFile, "", "reflect", "5.3", "--answers", file)
	want := lastReflection(t, fromFile)

	byLine := again()
	kith(t, byLine, "\n\n1\nAllotment\n\n1\n\nBeans\n\n-\n-\n\n\n-\n\n\n\n", "reflect", "5.3", "--plain")
	if got := lastReflection(t, byLine); !reflect.DeepEqual(got, want) {
		t.Errorf("line by line:\n%s\nwant:\n%s", indented(got), indented(want))
	}

	onScreen := again()
	s := sitDown(t, onScreen, 80, 24, "reflect", "5.3")
	for _, page := range [][]string{
		{"You belong to more groups", "enter"}, {"What to look for", "enter"},
		{"> [x] Choir", "down", "space", "down", "space", "enter"}, {"1 Choir", "Allotment", "enter"},
		{"2 Allotment", "enter"}, {"say of each", "down", "enter"}, {"What kind is it", "enter"}, {"What is it about", "Beans", "enter"},
		{"Allotment: Beans", "enter"}, {"Which ones will you look at", "-", "enter"}, {"separates a network", "-", "tab"},
		{"Two sides", "enter"}, {"who is easily included", "tab"}, {"what is belonging to these", "-", "tab"},
		{"Who could you share that with?", "enter"}, {"What comes next", "enter"}, {"That is all for this sitting", "enter"},
	} {
		s.see(page[0])
		s.keys(page[1:]...)
	}
	leaves(t, s, 0)
	if got := lastReflection(t, onScreen); !reflect.DeepEqual(got, want) {
		t.Errorf("on the screen:\n%s\nwant:\n%s", indented(got), indented(want))
	}
	for face, env := range map[string][]string{"from a file": fromFile, "line by line": byLine, "on the screen": onScreen} {
		if got := shownCommunity(t, env, "Go Meetup"); got["archived"] != nil {
			t.Errorf("%s: left out, it is %v", face, got)
		}
	}
}

// lastReflection is what kith show gives, without ids and times, which differ.
func lastReflection(t *testing.T, env []string) map[string]any {
	t.Helper()
	var r map[string]any
	if err := json.Unmarshal([]byte(kith(t, env, "", "show", "last", "--json")), &r); err != nil {
		t.Fatal(err)
	}
	return stripped(r, "id", "created", "updated", "minutes").(map[string]any)
}

func stripped(v any, keys ...string) any {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range keys {
			delete(v, key)
		}
		for key := range v {
			v[key] = stripped(v[key], keys...)
		}
	case []any:
		for i := range v {
			v[i] = stripped(v[i], keys...)
		}
	}
	return v
}

func indented(v any) string {
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(text)
}
