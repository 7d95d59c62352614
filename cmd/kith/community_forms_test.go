//go:build unix

package main

import (
	"encoding/json"
	"reflect"
	"syscall"
	"testing"
)

// shownCommunity is what kith community show says, without what differs from one
// journal to another.
func shownCommunity(t *testing.T, env []string, name string) map[string]any {
	t.Helper()
	var c map[string]any
	if err := json.Unmarshal([]byte(kith(t, env, "", "community", "show", name, "--json")), &c); err != nil {
		t.Fatal(err)
	}
	delete(c, "id")
	return c
}

// The forms end in the same on both faces, and as the flags do.
func TestCommunityFormsOnBothFaces(t *testing.T) {
	t.Parallel()
	byFlags, onScreen, byLine := person(t), person(t), person(t)
	for _, env := range [][]string{byFlags, onScreen, byLine} {
		kith(t, env, "", "community", "add", "Choir", "--tag", "song", "--about", "We sing")
	}
	kith(t, byFlags, "", "community", "edit", "choir", "--name", "Choir West", "--kind", "social", "--where", "The hall", "--started", "2020-02")
	kith(t, byFlags, "", "community", "observe", "choir", "--domain", "4", "--community", "3", "--practice", "?",
		"--set", "evidence=Open day", "--set", "links=2", "--set", "held_by=affection", "--set", "own_label=friends", "--note", "Because")

	s := sitDown(t, onScreen, 80, 24, "community", "edit", "choir")
	s.see("What is it called", "Choir")
	s.keys(" West", "enter")
	s.see("What kind is it")
	s.keys("space", "enter")
	s.see("What is it about", "We sing")
	s.keys("enter")
	s.see("Where does it meet")
	s.keys("The hall", "enter")
	s.see("How often")
	s.keys("enter")
	s.see("When did it begin")
	s.keys("Feb 2020", "enter")
	s.see("made for other people")
	s.keys("enter")
	s.see("Tags", "song")
	s.keys("enter")
	leaves(t, s, 0)
	s = sitDown(t, onScreen, 80, 24, "community", "observe", "choir")
	for _, page := range [][2]string{{"Domain:", "4"}, {"Community:", "3"}, {"Practice:", "?"}, {"One recent example", "Open day"}, {"Network: how good", "2"}} {
		s.see(page[0])
		s.keys(page[1], "enter")
	}
	s.see("What mostly keeps it together")
	s.keys("down", "down", "down", "enter")
	s.see("what would you call it")
	s.keys("down", "down", "down", "down", "enter")
	s.see("Why do you say so")
	s.keys("Because", "ctrl+d")
	leaves(t, s, 0)

	s = sitDown(t, byLine, 80, 24, "community", "edit", "choir", "--plain")
	for _, page := range [][2]string{
		{"What is it called?", "Choir West"}, {"What kind is it?", "social"}, {"about, in a few words", ""}, {"Where does it meet", "The hall"},
		{"How often", ""}, {"When did it begin", "Feb 2020"}, {"made for other people", ""}, {"Tags", ""},
	} {
		s.see(page[0])
		s.keys(page[1], "enter")
	}
	leaves(t, s, 0)
	s = sitDown(t, byLine, 80, 24, "community", "observe", "choir", "--plain")
	for _, page := range [][2]string{
		{"Domain:", "4"}, {"Community:", "3"}, {"Practice:", "?"}, {"One recent example", "Open day"}, {"Network: how good", "2"},
		{"What mostly keeps it together", "3"}, {"what would you call it", "4"}, {"Why do you say so", "Because"},
	} {
		s.see(page[0])
		s.keys(page[1], "enter")
	}
	s.keys(".", "enter")
	leaves(t, s, 0)

	want := shownCommunity(t, byFlags, "choir")
	for face, env := range map[string][]string{"on the screen": onScreen, "line by line": byLine} {
		if got := shownCommunity(t, env, "choir"); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\nwant: %v", face, got, want)
		}
	}
}

// What was said in a form that somebody leaves is kept where it can be taken
// back, and else given back as what to type.
func TestFormsThatAreLeft(t *testing.T) {
	t.Parallel()
	env := person(t)
	kith(t, env, "", "community", "add", "Choir")
	s := sitDown(t, env, 80, 24, "community", "observe", "choir")
	s.see("Domain:")
	s.keys("4", "esc")
	s.see("kept of Choir: domain 4", "--undo")
	leaves(t, s, 130)
	s = sitDown(t, env, 80, 24, "community", "observe", "choir")
	s.see("Domain:", "The last time: 4")
	s.keys("esc")
	s.see("Nothing was observed")
	leaves(t, s, 130)
	s = sitDown(t, env, 80, 24, "community", "edit", "choir")
	s.see("What is it called")
	s.keys(" & Co", "esc")
	s.see("nothing is changed", `kith community edit Choir --name 'Choir & Co'`)
	leaves(t, s, 130)
	if got := shownCommunity(t, env, "choir"); got["name"] != "Choir" || got["latest"].(map[string]any)["domain"] != 4.0 {
		t.Errorf("the community is %v", got)
	}
}

// Communities are added one after another: a name, what it is about, the next. A
// name that is there already is asked about.
func TestAddingSeveralCommunities(t *testing.T) {
	t.Parallel()
	onScreen, byLine := person(t), person(t)
	for _, env := range [][]string{onScreen, byLine} {
		kith(t, env, "", "community", "add", "Choir", "--kind", "social")
	}
	s := sitDown(t, onScreen, 80, 24, "community", "add")
	s.see("Which groups do you belong to")
	s.keys("Go Meetup", "enter")
	s.see("Another one")
	s.keys("choir", "enter")
	s.see("Choir is in your journal already")
	s.keys("enter")
	s.see("Another one", "2  Choir")
	s.keys("enter")
	s.see("say of each")
	s.keys("down", "enter")
	s.see("Go Meetup: What kind is it")
	s.keys("down", "space", "enter")
	s.see("Go Meetup: What is it about")
	s.keys("Talks", "enter")
	s.see("> Choir")
	s.keys("enter")
	s.see("Choir: What is it about") // its kind is known
	s.keys("We sing", "enter")
	s.see("Choir: We sing")
	s.keys("enter")
	s.see("Added 1 community, and said more of 1 community that you had")
	leaves(t, s, 0)

	s = sitDown(t, byLine, 80, 40, "community", "add", "--plain")
	for _, page := range [][2]string{
		{"Type a name", "Go Meetup"}, {"The next name", "choir"}, {"Is this the same one?", ""}, {"list is complete", ""},
		{"Type a number", "1"}, {"What kind is it?", "professional"}, {"What is it about", "Talks"},
		{"Another number", "2"}, {"", "We sing"}, {"", ""},
	} {
		s.see(page[0])
		s.keys(page[1], "enter")
	}
	s.see("said more of 1 community")
	leaves(t, s, 0)
	for _, name := range []string{"Go Meetup", "Choir"} {
		if got, want := shownCommunity(t, byLine, name), shownCommunity(t, onScreen, name); !reflect.DeepEqual(got, want) {
			t.Errorf("line by line: %v\nwant: %v", got, want)
		}
	}
	if got := shownCommunity(t, onScreen, "Choir"); got["about"] != "We sing" || !reflect.DeepEqual(got["kinds"], []any{"social"}) {
		t.Errorf("the one there was is %v", got)
	}
}

// What another kith changed while a form was open is not changed back by what the
// form only showed.
func TestAFormWritesBackOnlyWhatWasSaid(t *testing.T) {
	t.Parallel()
	onScreen, byLine := person(t), person(t)
	for _, env := range [][]string{onScreen, byLine} {
		kith(t, env, "", "community", "add", "Choir", "--kind", "social", "--about", "We sing", "--where", "Hall")
	}
	meanwhile := func(env []string) {
		kith(t, env, "", "community", "edit", "Choir", "--kind", "professional", "--about", "We sing for money", "--where", "Church")
	}
	s := sitDown(t, onScreen, 80, 24, "community", "add")
	s.see("Which groups do you belong to")
	s.keys("choir", "enter")
	s.see("Choir is in your journal already")
	s.keys("enter")
	s.see("Another one")
	meanwhile(onScreen)
	s.keys("enter")
	leaves(t, s, 0)

	s = sitDown(t, byLine, 80, 40, "community", "add", "--plain")
	s.see("Type a name")
	s.keys("choir", "enter")
	s.see("Is this the same one?")
	meanwhile(byLine)
	s.keys("enter", "enter")
	leaves(t, s, 0)

	for face, env := range map[string][]string{"on the screen": onScreen, "line by line": byLine} {
		got := shownCommunity(t, env, "Choir")
		if got["about"] != "We sing for money" || got["where"] != "Church" || !reflect.DeepEqual(got["kinds"], []any{"professional"}) {
			t.Errorf("%s: %v", face, got)
		}
	}

	// In the form of community edit too.
	s = sitDown(t, onScreen, 80, 24, "community", "edit", "Choir")
	s.see("What is it called")
	kith(t, onScreen, "", "community", "edit", "Choir", "--kind", "social", "--about", "We hum")
	s.keys(" West", "enter")
	for _, page := range []string{"What kind is it", "What is it about", "Where does it meet", "How often", "When did it begin", "made for other people", "Tags"} {
		s.see(page)
		s.keys("enter")
	}
	leaves(t, s, 0)
	got := shownCommunity(t, onScreen, "Choir West")
	if got["about"] != "We hum" || !reflect.DeepEqual(got["kinds"], []any{"social"}) {
		t.Errorf("edited: %v", got)
	}
}

// A name that was half typed when the form was left, or ended, is no community;
// those before it are.
func TestAHalfTypedNameIsNotAdded(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"esc", "SIGTERM", "SIGHUP"} {
		env := person(t)
		s := sitDown(t, env, 80, 24, "community", "add")
		s.see("Which groups do you belong to")
		s.keys("Go Meetup", "ctrl+d")
		s.see("1 Go Meetup", "Another one")
		s.keys("Oops half a na")
		s.see("Oops half a na")
		switch end {
		case "esc":
			s.keys("esc")
		case "SIGTERM":
			if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		case "SIGHUP":
			s.hangUp()
		}
		s.see("Added 1 community", "You left while you typed Oops half a na, which was not added", "kith community add 'Oops half a na'")
		leaves(t, s, 130)
		var all []map[string]any
		if err := json.Unmarshal([]byte(kith(t, env, "", "community", "list", "--json")), &all); err != nil {
			t.Fatal(err)
		}
		if len(all) != 1 || all[0]["name"] != "Go Meetup" {
			t.Errorf("after %s: %v", end, all)
		}
	}
}

// What is not easily undone is asked, and just enter is no.
func TestDeletingAndMergingAsk(t *testing.T) {
	t.Parallel()
	env := person(t)
	kith(t, env, "", "community", "add", "Choir")
	kith(t, env, "", "community", "add", "Choir West")
	kith(t, env, "", "community", "observe", "Choir West", "--domain", "4")
	s := sitDown(t, env, 80, 24, "community", "delete", "choir west")
	s.see("Put Choir West into the trash? What names it stays: 1 observation", "[y/N]")
	s.keys("enter")
	s.see("Choir West stays")
	leaves(t, s, 0)
	s = sitDown(t, env, 80, 24, "community", "merge", "choir west", "Choir")
	s.see("Make Choir West a part of Choir, with what names it (1 observation)?", `unmerge 'Choir West'`, "[y/N]")
	s.keys("n", "enter")
	s.see("Both stay as they are")
	leaves(t, s, 0)
	s = sitDown(t, env, 80, 24, "community", "merge", "choir west", "Choir")
	s.see("[y/N]")
	s.keys("y", "enter")
	s.see("is now a part of Choir")
	leaves(t, s, 0)
	kith(t, env, "", "community", "delete", "Choir", "--yes")
	s = sitDown(t, env, 80, 24, "trash", "empty")
	s.see("Delete for good what is in the trash (1 thing)?")
	s.keys("y", "enter")
	s.see("The trash is empty: 1 thing gone for good")
	leaves(t, s, 0)
}

func leaves(t *testing.T, s *seat, want int) {
	t.Helper()
	if code := s.leave(); code != want {
		t.Fatalf("exit code %d, want %d; the screen is\n%s", code, want, s.screen.String())
	}
}
