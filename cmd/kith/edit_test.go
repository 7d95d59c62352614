//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// reflected is a home with one reflection of 5.3 in it, and its Markdown.
func reflected(t *testing.T) (home, page string) {
	t.Helper()
	home = t.TempDir()
	answers := filepath.Join(home, "answers.toml")
	src := `communities = [{ name = "Choir", about = "Singing" }, { name = "Go Meetup" }]
focus = ["Choir"]
difference = """It sings.
In parts."""
value_overall = "Songs."
suggestions = [{ text = "Sing more", community = "Choir", try_by = 2026-12-01 }]
[look."Choir"]
works = 3
why_works = "Someone always begins."
domain = 4
`
	if err := os.WriteFile(answers, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, home, 0, "reflect", "5.3", "--answers", answers)
	return home, must(t, home, 0, "show", "--markdown")
}

// must runs kith inside a home, to an exit code, and gives what it put out.
func must(t *testing.T, home string, code int, args ...string) string {
	t.Helper()
	got, out, said := inside{home: home}.run(t, args...)
	if got != code {
		t.Fatalf("kith %q: exit code %d, want %d\n%s", args, got, code, said)
	}
	return out + said
}

// edited runs kith edit on a page in which texts are replaced by others.
func edited(t *testing.T, home, page string, code int, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(page, pairs[i]) {
			t.Fatalf("there is no %q in\n%s", pairs[i], page)
		}
		page = strings.Replace(page, pairs[i], pairs[i+1], 1)
	}
	file := filepath.Join(home, "page.md")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	return must(t, home, code, "edit", "last", "--from", file)
}

func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("there is no %q in\n%s", part, text)
		}
	}
}

// A change of the text is one of the reflection, and what comes of an answer comes of
// the changed one too.
func TestEditChangesAllThereIs(t *testing.T) {
	t.Parallel()
	home, page := reflected(t)
	has(t, edited(t, home, page, 0), "Nothing was changed.")
	created, _, _ := strings.Cut(page[strings.Index(page, "created: "):], "\n")
	has(t, edited(t, home, page, 0,
		"title: \"Your", "title: \"My", `tags: [`, `tags: [sung, `, created, "created: 2026-11-20",
		"It sings.  \nIn parts.", "It hums.", "Someone always begins.", "*private*\n\nSomeone always begins.",
		"4 of 5:", "2 of 5:", "- Sing more", "- Sing less", "1 Dec 2026", "2026-12-02",
		"- Go Meetup\n", "- Go Meetup\n  - about: Talks\n",
	), "Changed: My communities of practice.", "What it said before: kith history")
	has(t, must(t, home, 0, "show", "--json"),
		`"title": "My communities of practice"`, `"created": "2026-11-20T`, `"sung"`, `"value": "It hums."`, `"labels": [
        "a loose topic"
      ]`)
	has(t, must(t, home, 0, "show", "--markdown"), "*private*\n\nSomeone always begins.", "2 of 5: a loose topic")
	has(t, must(t, home, 0, "community", "show", "Choir", "--json"), `"domain": 2`)
	has(t, must(t, home, 0, "community", "show", "Go Meetup", "--json"), `"about": "Talks"`)
	if all := must(t, home, 0, "suggestion", "list", "--json"); strings.Count(all, `"text"`) != 1 || !strings.Contains(all, "Sing less") || !strings.Contains(all, "2026-12-02") {
		t.Error(all)
	}
	has(t, must(t, home, 0, "history", "--json"), `"number": 1`, `"value": "It sings.\nIn parts."`)

	// What came of a suggestion, and what was said of a community since, stays.
	must(t, home, 0, "suggestion", "done", "1", "--helped")
	must(t, home, 0, "community", "edit", "Go Meetup", "--about", "Other talks")
	page = must(t, home, 0, "show", "--markdown")
	edited(t, home, page, 0, "It hums.", "It whistles.")
	has(t, must(t, home, 0, "suggestion", "list", "--state", "all", "--json"), `"state": "done"`)
	has(t, must(t, home, 0, "community", "show", "Go Meetup", "--json"), `"about": "Other talks"`)
}

func TestEditSaysEveryMistake(t *testing.T) {
	t.Parallel()
	home, page := reflected(t)
	said := edited(t, home, page, 3, "3 of 5", "9 of 5", "closely today?\n\n*private*\n\n- Choir\n", "closely today?\n\n- Nobody\n", "## What separates", "## What joins")
	has(t, said, "kith: line ", "or *not sure*\nline ", "kith community add Nobody\nline ", `"9 of 5: `, "is no rating", `"Nobody" is no community in the journal`, "is no heading of this reflection", "is missing above this line")
	has(t, must(t, home, 3, "edit", "last", "--from", filepath.Join(home, "page.md"), "--json"), "or *not sure*; line ", "kith community add Nobody; line ")
	if is := must(t, home, 0, "show", "--markdown"); is != page {
		t.Errorf("with mistakes in it something was changed:\n%s", is)
	}
	has(t, edited(t, home, " \n", 3), "is empty, so nothing is changed")
	has(t, edited(t, home, "Just words.", 3), "line 1: the lines between --- and ---")
	has(t, must(t, home, 2, "edit"), "there is no terminal", "--from -")
	has(t, must(t, home, 2, "edit", "--guided", "--revert", "1"), "give one of them")
	has(t, must(t, home, 4, "edit", "nobody", "--revert", "1"), "there is no reflection")
}

// An editor that, each time it is opened, does the next of some things to the text.
func nextEditor(t *testing.T, home string, steps ...string) []string {
	t.Helper()
	script := "#!/bin/sh\nn=$(cat " + home + "/n 2>/dev/null || echo 0)\necho $((n+1)) > " + home + "/n\ncp \"$1\" " + home + "/seen$n\ncase $n in\n"
	for i, step := range steps {
		script += string(rune('0'+i)) + ") " + step + " ;;\n"
	}
	name := filepath.Join(home, "ed")
	if err := os.WriteFile(name, []byte(script+"esac\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return append(append(os.Environ(), environment(home)...), "EDITOR="+name)
}

const replace = `sed -i.bak "s/$OLD/$NEW/" "$1" && rm "$1.bak"`

func replacing(old, new string) string {
	return strings.NewReplacer("$OLD", old, "$NEW", new).Replace(replace)
}

func seen(t *testing.T, home, n string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(home, "seen"+n))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// namesItsLine fails unless the line that is named of a rating is the one in the editor.
func namesItsLine(t *testing.T, page, rating string) {
	t.Helper()
	at := slices.Index(strings.Split(page, "\n"), rating) + 1
	has(t, page, fmt.Sprintf("line %d: %q is no rating", at, rating))
}

// A mistake opens the editor again, with the text as it was left and the reason on top;
// what is on top is taken out again.
func TestAMistakeOpensTheEditorAgain(t *testing.T) {
	t.Parallel()
	home, page := reflected(t)
	env := nextEditor(t, home, replacing("^3 of 5.*", "nine")+"; "+replacing("Songs", "Hymns"), replacing("^nine", "5"))
	s := sitDown(t, env, 80, 24, "edit")
	s.see("Changed: Your communities of practice.")
	if code := s.leave(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if seen(t, home, "0") != page {
		t.Errorf("the editor shows\n%s", seen(t, home, "0"))
	}
	again := seen(t, home, "1")
	has(t, again, "<!-- kith says:\n", "What stands above it is taken out again. -->\n\n---\nid: ", "Hymns.")
	namesItsLine(t, again, "nine")
	is := must(t, home, 0, "show", "--markdown")
	has(t, is, "5 of 5", "Hymns.")
	if strings.Contains(is, "kith says") || must(t, home, 0, "draft", "list") != "There are no drafts. Begin an activity: kith reflect 5.3\n" {
		t.Error("something is left behind", is)
	}
	if left := leftInFolder(t, home); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A replace over the whole file changes the reason as well, and who deletes it may leave
// its empty line: neither is in the way.
func TestAReasonThatWasChangedGoes(t *testing.T) {
	t.Parallel()
	home, _ := reflected(t)
	env := nextEditor(t, home, replacing("^3 of 5.*", "nine"), replacing("nine", "eleven"), replacing("eleven", "4")+`; sed -i.bak '1,/taken out again/d' "$1" && rm "$1.bak"`)
	s := sitDown(t, env, 80, 24, "edit")
	s.see("Changed: Your communities of practice.")
	leaves(t, s, 0)
	again := seen(t, home, "2")
	has(t, again, `"eleven" is no rating`)
	if strings.Count(again, "kith says") != 1 || strings.Contains(again, "nine") {
		t.Errorf("the editor shows\n%s", again)
	}
	has(t, must(t, home, 0, "show", "--markdown"), "4 of 5")
}

// A mistake that is left as it is keeps the text, and kith resume goes on with it.
func TestAMistakeThatIsLeftIsKept(t *testing.T) {
	t.Parallel()
	home, page := reflected(t)
	env := nextEditor(t, home, replacing("^3 of 5.*", "nine"), "true", replacing("^nine", "4"))
	s := sitDown(t, env, 100, 24, "edit")
	s.see("is no rating: write 1, 2, 3, 4 or 5, or *not sure*\nwhat you typed is kept; go on with it: kith resume")
	if code := s.leave(); code != 3 {
		t.Errorf("exit code %d", code)
	}
	if is := must(t, home, 0, "show", "--markdown"); is != page {
		t.Error(is)
	}
	has(t, must(t, home, 0, "draft", "list", "--json"), `"changes": "01`)
	has(t, must(t, home, 0), "a change of it, in your editor")
	s = sitDown(t, env, 100, 24, "edit") // which finds what was left, and says so
	s.see("This goes on with the change that you left", "To start afresh: kith", "Changed: Your communities of practice.")
	s.leave()
	again := seen(t, home, "2")
	has(t, again, "<!-- kith says:\nThis goes on with the change that you left", "empty the text and close it.\n")
	for _, line := range strings.Split(again, "\n")[:8] {
		if len(line) > 79 {
			t.Errorf("on a screen of 80 cells a line is cut: %s", line)
		}
	}
	namesItsLine(t, again, "nine")
	has(t, must(t, home, 0, "show", "--markdown"), "4 of 5")
}

func TestAnUnchangedOrEmptyTextChangesNothing(t *testing.T) {
	t.Parallel()
	for step, want := range map[string]string{"true": "Nothing was changed.", `: > "$1"`: "The text is empty, so nothing was changed."} {
		home, page := reflected(t)
		s := sitDown(t, nextEditor(t, home, step), 100, 24, "edit")
		s.see(want)
		if code := s.leave(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		if is := must(t, home, 0, "show", "--markdown"); is != page {
			t.Error(is)
		}
		if all := must(t, home, 0, "history", "--json") + must(t, home, 0, "draft", "list", "--json"); all != "[]\n[]\n" {
			t.Error(all)
		}
	}
}

// An editor that fails changes nothing, and what it had saved is where kith says.
func TestAFailingEditorChangesNothing(t *testing.T) {
	t.Parallel()
	home, page := reflected(t)
	env := nextEditor(t, home, replacing("Songs", "Hymns")+"; exit 3", "true")
	s := sitDown(t, env, 300, 24, "edit")
	s.see("failed: exit status 3; what it had saved is in", "what you typed is kept; go on with it: kith resume")
	if code := s.leave(); code != 1 {
		t.Errorf("exit code %d", code)
	}
	if is := must(t, home, 0, "show", "--markdown"); is != page {
		t.Error(is)
	}
	files, err := filepath.Glob(filepath.Join(home, "data", "kith", "journal.db-drafts", "*.editor", "note", "*", "text.md"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	s = sitDown(t, env, 100, 24, "resume")
	s.see("Changed: Your communities of practice.")
	s.leave()
	has(t, must(t, home, 0, "show", "--markdown"), "Hymns.")

	home, _ = reflected(t)
	s = sitDown(t, nextEditor(t, home, "exit 3"), 100, 24, "edit")
	s.see("failed: exit status 3")
	leaves(t, s, 1)
	if drafts := must(t, home, 0, "draft", "list", "--json"); drafts != "[]\n" {
		t.Error(drafts)
	}
}

// What is in the editor when kith is killed is kept, whole and once.
func TestAChangeInTheEditorOutlivesKith(t *testing.T) {
	t.Parallel()
	home, _ := reflected(t)
	open := filepath.Join(home, "open")
	if err := os.WriteFile(open, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	env := nextEditor(t, home, replacing("Songs", "Hymns")+"; echo in the editor > /dev/tty; while [ -e "+open+" ]; do sleep 0.05; done", "true")
	s := sitDown(t, env, 100, 24, "edit")
	s.see("in the editor")
	s.kill()
	if err := os.Remove(open); err != nil {
		t.Fatal(err)
	}
	has(t, must(t, home, 0, "draft", "list"), "a change of it, in your editor")
	s = sitDown(t, env, 100, 24, "resume")
	s.see("Changed: Your communities of practice.")
	s.leave()
	is := must(t, home, 0, "show", "--markdown")
	has(t, is, "Hymns.")
	if strings.Count(is, "\nid: ") != 1 || strings.Count(seen(t, home, "1"), "\nid: ") != 1 {
		t.Error("the text is there twice")
	}
}

// Who changes what is gone when the editor closes is told how to keep the words.
func TestAChangeOfWhatIsGone(t *testing.T) {
	t.Parallel()
	home, _ := reflected(t)
	open := filepath.Join(home, "open")
	if err := os.WriteFile(open, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	env := nextEditor(t, home, replacing("Songs", "Hymns")+"; echo in the editor > /dev/tty; while [ -e "+open+" ]; do sleep 0.05; done", "true")
	s := sitDown(t, env, 100, 24, "edit")
	s.see("in the editor")
	must(t, home, 0, "delete", "last", "--yes")
	must(t, home, 0, "trash", "empty", "--yes")
	if err := os.Remove(open); err != nil {
		t.Fatal(err)
	}
	told := []string{"there is no reflection", "What you typed is kept.", "kith resume", "Keep what you copied with kith note", "kith draft delete"}
	s.see(told...)
	leaves(t, s, 4)
	s = sitDown(t, env, 100, 24, "resume")
	s.see(told...)
	leaves(t, s, 4)
	has(t, seen(t, home, "1"), "Hymns")
}

// Of two who change it at once the second is told, sees both, and loses nothing.
func TestTwoEditAtOnce(t *testing.T) {
	t.Parallel()
	home, page := reflected(t)
	open := filepath.Join(home, "open")
	if err := os.WriteFile(open, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	env := nextEditor(t, home, replacing("Songs", "Hymns")+"; echo in the editor > /dev/tty; while [ -e "+open+" ]; do sleep 0.05; done",
		replacing("Hymns", "Hymns and both"))
	s := sitDown(t, env, 100, 24, "edit")
	s.see("in the editor")
	edited(t, home, page, 0, "In parts.", "In canon.")
	if err := os.Remove(open); err != nil {
		t.Fatal(err)
	}
	s.see("was changed by another kith meanwhile", "The editor opens again", "Changed: Your communities")
	s.leave()
	again := seen(t, home, "1")
	has(t, again, "Another kith has changed this reflection", "-In parts.", "+In canon.", "Hymns.", "\nIn parts.")
	has(t, must(t, home, 0, "show", "--markdown"), "Hymns and both.", "\nIn parts.")
	has(t, must(t, home, 0, "history", "--json"), `"number": 2`, `In canon.`)

	// One who then leaves it has a draft of it.
	page = must(t, home, 0, "show", "--markdown")
	if err := os.WriteFile(open, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(home, "n")); err != nil {
		t.Fatal(err)
	}
	env = nextEditor(t, home, replacing("Hymns", "Psalms")+"; echo in the editor > /dev/tty; while [ -e "+open+" ]; do sleep 0.05; done", "true")
	s = sitDown(t, env, 100, 24, "edit")
	s.see("in the editor")
	edited(t, home, page, 0, "In parts.", "In unison.")
	if err := os.Remove(open); err != nil {
		t.Fatal(err)
	}
	s.see("what you typed is kept; go on with it: kith resume")
	leaves(t, s, 5)
	has(t, must(t, home, 0, "show", "--markdown"), "In unison.")
	s = sitDown(t, env, 100, 24, "resume")
	s.see("Changed: Your communities")
	s.leave()
	has(t, must(t, home, 0, "show", "--markdown"), "Psalms")
}

// Of two who change it the text of the first, with its time and its count, is none of the
// reflection any more, and is no mistake.
func TestTwoEditAtOtherTimes(t *testing.T) {
	t.Parallel()
	home, _ := reflected(t)
	other := `kith show --markdown | sed 's/^In parts/In four parts or more/' | KITH_TEST_NOW=2026-11-23T18:00:00+01:00 kith edit --from - 2>/dev/null`
	s := sitDown(t, nextEditor(t, home, replacing("Songs", "Hymns")+"; "+other, "true", replacing("Hymns", "Psalms")), 100, 24, "edit")
	s.see("was changed by another kith meanwhile", "what you typed is kept")
	leaves(t, s, 5)
	s = sitDown(t, nextEditor(t, home, "true", "true", replacing("Hymns", "Psalms")), 100, 24, "edit")
	s.see("Changed: Your communities")
	leaves(t, s, 0)
	has(t, must(t, home, 0, "show", "--markdown"), "Psalms.", "\nIn parts.")
	has(t, must(t, home, 0, "history", "--json"), `"number": 2`, "In four parts or more.")
}

// On the screens it was written on a reflection is changed without an editor.
func TestEditGuided(t *testing.T) {
	t.Parallel()
	home, page := reflected(t)
	env := append(append(os.Environ(), environment(home)...), "EDITOR=")
	s := sitDown(t, env, 100, 40, "edit", "--guided")
	s.see("Before you finish", "answered")
	s.keys("esc")
	s.see("You left without a change")
	leaves(t, s, 130)
	if drafts := must(t, home, 0, "draft", "list", "--json"); drafts != "[]\n" {
		t.Error(drafts)
	}

	// In lines: steps are opened from the list and answered anew, and the list finished.
	guided := func(code int, typed string, args ...string) string {
		t.Helper()
		got, _, said := inside{home: home, in: strings.NewReader(typed)}.run(t, append(args, "--plain")...)
		if got != code {
			t.Errorf("exit code %d, and it says\n%s", got, said)
		}
		return said
	}
	steps := guided(130, "/steps\n", "edit", "--guided")
	listed := regexp.MustCompile(`Step (\d+), answered: In a few sentences`).FindStringSubmatch(steps)
	if listed == nil {
		t.Fatal(steps)
	}
	has(t, guided(0, "/go "+listed[1]+"\n/clear\nHymns.\n.\n1\n", "edit", "--guided"), "Changed: Your communities of practice.")
	want := strings.Replace(page, "\nSongs.\n", "\nHymns.\n", 1)
	if is := must(t, home, 0, "show", "--markdown"); body(is) != body(want) {
		t.Errorf("it is\n%s\nwant\n%s", is, want)
	}
	has(t, must(t, home, 0, "history", "--json"), `"number": 1`, `"value": "Songs."`)

	// What is left half way is a draft, with which either goes on.
	has(t, guided(130, "/go "+listed[1]+"\n/clear\nPsalms.\n.\n", "edit", "--guided"), "go on with: kith resume")
	has(t, guided(0, "1\n", "edit", "--guided"), "Changed: Your communities of practice.")
	has(t, must(t, home, 0, "show", "--markdown"), "Psalms.")
	if drafts := must(t, home, 0, "draft", "list", "--json"); drafts != "[]\n" {
		t.Error(drafts)
	}

	// What another has changed meanwhile is taken over where the draft has not changed it.
	guided(130, "/go "+listed[1]+"\n/clear\nSongs again.\n.\n", "edit", "--guided")
	edited(t, home, must(t, home, 0, "show", "--markdown"), 0, "In parts.", "In canon.", "Psalms.", "Chants.")
	said := guided(0, "1\n", "edit", "--guided")
	has(t, said, "The reflection was changed since you began.", "Changed: Your communities of practice.")
	has(t, must(t, home, 0, "show", "--markdown"), "In canon.", "Songs again.")

	// A note has one step, and what has no activity any more its text.
	must(t, home, 0, "note", "It rained.", "--private", "--title", "A \"note\"")
	has(t, guided(0, "/go 1\n/clear\nIt snowed.\n.\n1\n", "edit", "--guided"), `Changed: A "note".`)
	has(t, must(t, home, 0, "show", "--json"), `"value": "It snowed."`, `"activity": null`, `"private": true`)
}

// A name that is new in an inventory is a new community, as where it was first asked for.
func TestEditAddsToAnInventory(t *testing.T) {
	t.Parallel()
	home, page := reflected(t)
	has(t, edited(t, home, page, 0, "- Go Meetup\n", "- Go Meetup\n- Book club\n  - about: Novels\n"), "Changed: Your communities of practice.", "New among your communities: Book club.")
	has(t, must(t, home, 0, "community", "show", "Book club", "--json"), `"about": "Novels"`)
	page = must(t, home, 0, "show", "--markdown")
	has(t, edited(t, home, page, 0), "Nothing was changed.")
	if said := edited(t, home, page, 0, "Novels", "Short novels"); strings.Contains(said, "New among") {
		t.Error(said)
	}
	has(t, must(t, home, 0, "community", "show", "Book club", "--json"), `"about": "Short novels"`)
}

// A date to come back on that is changed moves its suggestion, in the text and on the
// screens; one that is taken away drops it, and a new one leaves a new one.
func TestEditMovesAReminder(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	answers := filepath.Join(home, "answers.toml")
	src := "when = 2026-11-20\nreview_on = 2026-12-10\n"
	for _, key := range []string{"description", "feelings", "good", "bad", "analysis", "conclusion", "plan"} {
		src += key + " = \"Words.\"\n"
	}
	if err := os.WriteFile(answers, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, home, 0, "reflect", "gibbs", "--answers", answers)
	has(t, edited(t, home, must(t, home, 0, "show", "--markdown"), 0, "10 Dec 2026", "2026-12-15"), "Changed:")
	list := func() string { return must(t, home, 0, "suggestion", "list", "--state", "all", "--json") }
	if all := list(); strings.Count(all, `"text"`) != 1 || !strings.Contains(all, "2026-12-15") {
		t.Error(all)
	}
	steps := inside{home: home, in: strings.NewReader("/steps\n")}
	_, _, said := steps.run(t, "edit", "--guided", "--plain")
	step := regexp.MustCompile(`Step (\d+), answered: When will you look`).FindStringSubmatch(said)
	if step == nil {
		t.Fatal(said)
	}
	code, _, said := inside{home: home, in: strings.NewReader("/go " + step[1] + "\n2026-12-20\n1\n")}.run(t, "edit", "--guided", "--plain")
	if all := list(); code != 0 || strings.Count(all, `"text"`) != 1 || !strings.Contains(all, "2026-12-20") {
		t.Errorf("exit code %d\n%s\n%s", code, said, all)
	}
	edited(t, home, must(t, home, 0, "show", "--markdown"), 0, "\n20 Dec 2026\n", "")
	has(t, list(), `"state": "dropped"`)
	edited(t, home, must(t, home, 0, "show", "--markdown"), 0, "look at this plan again?\n", "look at this plan again?\n\n2026-12-24\n")
	if all := list(); strings.Count(all, `"text"`) != 2 || !strings.Contains(all, "2026-12-24") || strings.Count(all, `"state": "open"`) != 1 {
		t.Error(all)
	}
	must(t, home, 0, "edit", "last", "--revert", "2")
	if all := list(); strings.Count(all, `"text"`) != 2 || strings.Contains(all, "2026-12-24") || strings.Count(all, `"state": "open"`) != 1 {
		t.Error(all)
	}
}

// To go back to an earlier text is to observe again what it said.
func TestRevert(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	answers := filepath.Join(home, "answers.toml")
	if err := os.WriteFile(answers, []byte("moment = \"Tea\"\nmattered = \"It did.\"\nenergy = 4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, home, 0, "reflect", "daily-glimpse", "--answers", answers)
	page := must(t, home, 0, "show", "--markdown")
	edited(t, home, page, 0, "\n4 of 5", "\n2 of 5")
	must(t, home, 0, "edit", "--revert", "1")
	if now := must(t, home, 0, "show", "--markdown"); body(now) != body(page) {
		t.Errorf("%s is not\n%s", now, page)
	}
	has(t, must(t, home, 0, "stats", "--measure", "energy", "--since", "2026", "--json"), `"times": 3,`)
}

// What stays as it was when it was said is told of where the steps are listed.
func TestEditGuidedSaysWhatStays(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	page, answers := filepath.Join(home, "page.md"), filepath.Join(home, "answers.toml")
	for name, text := range map[string]string{page: "# My first week\n\nIt went well.\n", answers: "headline = \"Tea\"\npages = [\"My first week\"]\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	must(t, home, 0, "contribution", "add", page)
	must(t, home, 0, "reflect", "weekly", "--answers", answers)
	_, _, said := inside{home: home}.run(t, "edit", "--guided", "--plain")
	said = strings.Join(strings.Fields(said), " ")
	has(t, said, "Which pages you read, and what came of suggestions, stays as you said it then.")
}

// body is a page without what kith counts and dates.
func body(page string) string {
	_, below, _ := strings.Cut(page, "\ntags: ")
	return below
}

// Of an activity that the person has changed or removed the text can still be changed.
func TestEditWithoutItsActivity(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	must(t, home, 0, "activity", "new", "mine")
	file := filepath.Join(home, "config", "kith", "activities", "mine.toml")
	source := func(steps string) {
		t.Helper()
		src := "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\n[source]\ncitation = \"Own.\"\n" + steps
		if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	source("[[step]]\nkey = \"a\"\nkind = \"long_text\"\nprompt = \"A?\"\n[[step]]\nkey = \"pick\"\nkind = \"choose_one\"\nprompt = \"Pick?\"\noptions = [{value = \"x\", label = \"The X\"}, {value = \"y\", label = \"The Y\"}]\n")
	answers := filepath.Join(home, "answers.toml")
	if err := os.WriteFile(answers, []byte("a = \"One\"\npick = \"x\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, home, 0, "reflect", "mine", "--answers", answers)
	page := must(t, home, 0, "show", "--markdown")
	has(t, page, "\nThe X\n", "Source: Own.")
	edited(t, home, page, 0, "The X", "the y")
	has(t, must(t, home, 0, "show", "--json"), `"value": "y"`, `"The Y"`)

	source("[[step]]\nkey = \"b\"\nkind = \"long_text\"\nprompt = \"B?\"\n")
	has(t, must(t, home, 5, "edit", "--guided"), "the steps of Mine, as they would be shown now, have no place", "kith edit")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	has(t, must(t, home, 4, "edit", "--guided"), "is not in the library any more")
	page = must(t, home, 0, "show", "--markdown")
	has(t, edited(t, home, page, 3, "The Y", "The X"), "is none of what there is to choose from: choose from: The Y")
	edited(t, home, page, 0, "One", "Two")
	has(t, must(t, home, 0, "show", "--json"), `"value": "Two"`, `"value": "y"`)
}

// What is changed between two sittings is what the second begins with, and what was made
// private in between stays so.
func TestAChangeBetweenTwoSittings(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	file := filepath.Join(home, "first.toml")
	if err := os.WriteFile(file, []byte("communities = [{ name = \"Choir\" }]\nfocus = [\"Choir\"]\ndifference = \"It sings.\"\nvalue_overall = \"Songs.\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, home, 0, "reflect", "5.3", "--answers", file)
	if !strings.Contains(must(t, home, 0, "draft", "list"), "part 2") {
		t.Fatal("nothing waits")
	}
	page := must(t, home, 0, "show", "--markdown")
	edited(t, home, page, 0, "It sings.", "*private*\n\nIt hums.")
	code, _, said := inside{home: home, in: strings.NewReader(strings.Repeat("\n", 12))}.run(t, "resume", "--plain")
	if code != 0 {
		t.Fatalf("exit code %d\n%s", code, said)
	}
	has(t, must(t, home, 0, "show", "--markdown"), "*private*\n\nIt hums.")
	if public := must(t, home, 0, "export", "--public", "--out", "-"); strings.Contains(public, "hums") {
		t.Error(public)
	}
}
