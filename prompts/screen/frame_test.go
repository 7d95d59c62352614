package screen

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// everyKind has a page of every kind, and what a person types on each.
func everyKind() (prompts.Activity, [][]string) {
	least, most := 0.0, 100.0
	rating := prompts.Step{Key: "works", Kind: journal.Rating, Prompt: "How well is {community} working at the moment?",
		Help:    "Your own view. 1 = hardly at all, 3 = up and down, 5 = very well.",
		Anchors: []string{"hardly at all", "not very well", "up and down", "well", "very well"}}
	why := prompts.Step{Key: "why", Kind: journal.LongText, Prompt: "What makes it work?",
		Help: "People, habits, a shared purpose, the place it happens, how newcomers are met. Name the thing, then give one example of it."}
	barriers := prompts.Step{Key: "barriers", Kind: journal.ChooseMany, Prompt: "What might put newcomers off or shut them out?",
		Help: "Choose any that apply, or none.", Options: options("Never heard of it", "Invited only", "Time of day",
			"Where it happens, or getting there by public transport in the evening", "Money", "Jargon")}
	a := one(
		prompts.Step{Key: "primer", Kind: journal.Info, Prompt: "Three things to look for",
			Help: strings.Repeat("Domain: something you all care about. Community: people who matter to each other. Practice: what you build up together.\n\n", 3)},
		prompts.Step{Key: "communities", Kind: journal.Inventory, Required: true, Prompt: "Which groups do you belong to? Add as many as come to mind.",
			Help: "Think about work, study, your subject or trade, neighbours, faith, sport, music, family, online spaces, and groups you drifted away from. A nickname is fine. Three to eight is plenty.", Fields: []string{"name", "kind", "about"}},
		prompts.Step{Key: "focus", Kind: journal.CommunityOne, Required: true, Multiple: true, Prompt: "Which ones will you look at more closely today?", Help: "One is enough. Two fits in twenty minutes."},
		prompts.Step{Key: "look", Kind: journal.PerCommunity, Over: "focus", Prompt: "A closer look at {community}",
			Help: "The same short set of questions for each group you picked.", Steps: []prompts.Step{rating, why, barriers}},
		prompts.Step{Key: "held", Kind: journal.ChooseOne, Prompt: "What mostly keeps it together?", Options: options("Learning", "A job that has to be done", "Liking each other")},
		prompts.Step{Key: "learn", Kind: journal.YesNo, Required: true, Prompt: "Do you learn there?"},
		prompts.Step{Key: "hours", Kind: journal.Number, Prompt: "How much time does it take?", Unit: "hours a week", Min: &least, Max: &most},
		prompts.Step{Key: "since", Kind: journal.DateKind, Prompt: "Since when?"},
		prompts.Step{Key: "line", Kind: journal.ShortText, Prompt: "In one line?", MaxChars: 60},
		prompts.Step{Key: "suggestions", Kind: journal.SuggestionsK, Sitting: 2, Prompt: "Which suggestions could help you later?", Fields: []string{"text", "from_role", "try_by"}},
	)
	a.Title = "Your communities of practice"
	a.Intro = "You belong to more groups than you would list off the top of your head. Nobody marks it, there are no right answers, and everything stays on your own machine."
	return a, [][]string{
		{}, {}, {"down", "space"}, {"Go Meetup", "enter", "合唱団", "enter"}, {"down", "down", "enter", "down", "space", "enter", "Tuesday talks"},
		{"space", "down", "space"},
		{}, {"4"}, {"Someone always asks", "enter", "the first question."}, {"down", "space", "down", "down"},
		{}, {"?"}, {}, {},
		{"down"}, {}, {"a lot", "enter"}, {"last monday"}, {"Tea."}, {}, {"Sit in a ring", "enter"},
	}
}

func TestScreens(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		name := fmt.Sprintf("every-kind-%dx%d.txt", size[0], size[1])
		a, typed := everyKind()
		w := start(t, a, journal.Community{ID: "c9", Name: "👩‍👩‍👧‍👦 family chat"}, journal.Community{ID: "c8", Name: "קהילת המורים"})
		w.size(size[0], size[1])
		var got strings.Builder
		for _, keys := range typed {
			w.press(keys...)
			fmt.Fprintf(&got, "=== %s\n%s\n", strings.Join(keys, " "), bare(w.screen()))
			forwardFrom(w)
		}
		golden(t, name, got.String())
	}
}

// forwardFrom goes on, by way of the answers that were refused or ended the sitting.
func forwardFrom(w *walk) {
	switch key := w.model.session.Page().Step.Key; {
	case key == "communities (details)":
		w.press("ctrl+d", "tab")
	case key == "learn":
		w.press("y", "tab")
	case key == "hours":
		w.press("ctrl+u", "tab")
	case key == "" && w.model.session.Page().Step.Kind == journal.ChooseOne:
		w.press("down", "enter")
	case key != "suggestions":
		w.press("tab")
	}
}

// bare is a screen without the blanks at the ends of its lines.
func bare(screen string) string {
	return regexp.MustCompile(`(?m) +$`).ReplaceAllString(screen, "")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s is not what is shown (go test -update writes it anew):\n%s", file, got)
	}
}

// Whatever is shown, in whatever size: no line is wider than the screen, there
// are no more lines than it has, and nothing in it moves the cursor.
func TestNothingLeavesItsPlace(t *testing.T) {
	t.Parallel()
	nasty := []journal.Community{
		{ID: "c1", Name: "evil\u202egnp.exe \u2066"}, {ID: "c2", Name: "👩‍👩‍👧‍👦👩🏽‍🚀🇬🇧 a family of rather many words and people"},
		{ID: "c3", Name: "合唱団合唱団合唱団合唱団合唱団合唱団合唱団合唱団"}, {ID: "c4", Name: "קהילת המורים"},
		{ID: "c5", Name: "e\u0301\u0302\u0303 zalgo"},
	}
	a, typed := everyKind()
	a.Title = "A title \x1b[31mwith\x07 colour, and long enough for any screen there has ever been"
	a.Steps[0].Help = "\x1b[2J\x1b]0;gone\x07 " + strings.Repeat("longword", 40) + "\r\ntab\there\u202eturned"
	a.Steps[4].Prompt = strings.Repeat("A long question? ", 30)
	a.Steps[4].Options = append(a.Steps[4].Options, journal.Option{Value: "x", Label: "\x1b[H" + strings.Repeat("無", 60)})
	w := start(t, a, nasty...)
	for _, keys := range typed {
		w.press(keys...)
		for _, size := range [][2]int{{80, 24}, {40, 12}, {24, 8}, {20, 5}, {1, 1}, {3, 40}, {200, 60}, {30, 9}} {
			w.size(size[0], size[1])
			within(t, w.model.View(), size[0], size[1])
			w.press("ctrl+g")
			within(t, w.model.View(), size[0], size[1])
			w.press("ctrl+g")
		}
		w.size(80, 24)
		forwardFrom(w)
	}
}

func within(t *testing.T, view string, width, height int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) > height {
		t.Fatalf("%d lines on a screen of %dx%d:\n%s", len(lines), width, height, view)
	}
	for _, line := range lines {
		if n := ansi.StringWidth(line); n > width {
			t.Fatalf("a line of %d cells on a screen of %dx%d: %q", n, width, height, line)
		}
	}
	plain := ansi.Strip(view)
	if shown := text.Visible(plain); shown != plain {
		t.Fatalf("the screen holds what acts on a terminal: %q", plain)
	}
}

func TestASmallTerminalIsSaid(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"})).press("enter", "words")
	w.size(20, 5)
	w.sees("too", "small (20x5)", "safe").press(" more", "tab").at("q")
	w.size(80, 24)
	w.sees("┃ words more").press("tab", "enter")
	if !w.over {
		t.Error("made larger, it does not go on")
	}
}

func TestResizingKeepsThePlaceInAText(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"})).press("enter")
	w.paste(strings.Repeat("a line\n", 60))
	w.press("the end", "left")
	for _, size := range [][2]int{{40, 12}, {30, 8}, {100, 50}, {80, 24}} {
		w.size(size[0], size[1])
		w.sees("┃ the end")
	}
	w.press("!").sees("┃ the en!d")
}

func TestNoColour(t *testing.T) {
	before := lipgloss.ColorProfile()
	lipgloss.SetColorProfile(termenv.ANSI)
	t.Cleanup(func() { lipgloss.SetColorProfile(before) })
	a, typed := everyKind()
	w := start(t, a, journal.Community{ID: "c1", Name: "Parkrun"})
	colour := regexp.MustCompile("\x1b\\[[0-9;]*(3|4|9|10)[0-9][;m]")
	seen := false
	for _, keys := range typed {
		w.press(keys...)
		w.model.options.NoColor = false
		seen = seen || colour.MatchString(w.model.View())
		w.model.options.NoColor = true
		if view := w.model.View(); colour.MatchString(view) {
			t.Fatalf("a colour in %q", view)
		}
		forwardFrom(w)
	}
	if !seen {
		t.Error("there is no colour otherwise either")
	}
}

// Whether an answer is private is said before it is typed, also where there is
// little room.
func TestPrivateStepsAreMarked(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {40, 12}, {24, 8}} {
		w := start(t, one(
			prompts.Step{Key: "q", Kind: journal.LongText, Private: true, Prompt: "What did you feel?", Help: strings.Repeat("As it was. ", 30)},
			prompts.Step{Key: "r", Kind: journal.ShortText, Prompt: "And then?"})).press("enter")
		w.size(size[0], size[1])
		w.sees("private: left out of", "┃")
		within(t, w.model.View(), size[0], size[1])
		w.press("sad", "tab").at("r").seesNot("private")
	}
}

// What has to be read is not faint: only the rest of the bar is, which is a line.
func TestNoWordsAreFaint(t *testing.T) {
	before := lipgloss.ColorProfile()
	lipgloss.SetColorProfile(termenv.ANSI)
	t.Cleanup(func() { lipgloss.SetColorProfile(before) })
	a, typed := everyKind()
	w := start(t, a, journal.Community{ID: "c1", Name: "Parkrun"})
	faint := regexp.MustCompile("\x1b\\[([0-9;]*;)?2(;[0-9;]*)?m([^\x1b]*)")
	for _, keys := range typed {
		w.press(keys...)
		for _, size := range [][2]int{{40, 12}, {80, 24}} {
			w.size(size[0], size[1])
			for _, found := range faint.FindAllStringSubmatch(w.model.View(), -1) {
				if strings.Trim(found[3], "─") != "" {
					t.Errorf("%q is faint", found[3])
				}
			}
		}
		forwardFrom(w)
	}
}

func TestHelpNamesTheTermsOfThePage(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.ShortText, Prompt: "What separates a network from a community?"})).press("enter", "ctrl+g")
	w.sees("Explained: kith explain community, kith explain network")
}
