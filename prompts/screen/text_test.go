package screen

import (
	"fmt"
	"strings"
	"testing"

	"kith/journal"
	"kith/prompts"
)

func wellAndThen() prompts.Activity {
	return one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"},
		prompts.Step{Key: "after", Kind: journal.ShortText, Prompt: "And then?"})
}

func numbered(n int) string {
	var lines []string
	for i := range n {
		lines = append(lines, fmt.Sprintf("line %d.", i+1))
	}
	return strings.Join(lines, "\n")
}

// A text that is come back to is whole where it fits, however it was typed and
// however the screen has changed since.
func TestATextThatFitsIsWhole(t *testing.T) {
	t.Parallel()
	w := start(t, wellAndThen()).press("enter")
	for i := range 7 {
		w.press(fmt.Sprintf("line %d.", i+1), "enter")
	}
	w.press("tab").at("after").press("shift+tab").sees("line 1.", "line 7.").seesNot("more")
	w.size(30, 9)
	w.seesNot("line 1.").sees("↑ more above", "line 7.")
	w.size(80, 24)
	w.sees("line 1.", "line 7.").seesNot("more")
	resume(t, wellAndThen(), w.kept()).sees("line 1.", "line 7.")

	paragraphs := strings.Repeat("A paragraph of some words. ", 6)
	w = start(t, wellAndThen()).press("enter")
	w.paste("First. " + paragraphs + "\n\nSecond. " + paragraphs + "\n\nThird. " + paragraphs)
	w.press("tab", "shift+tab").sees("First.", "Second.", "Third.").seesNot("more")
}

func TestATallWindowShowsMoreOfAText(t *testing.T) {
	t.Parallel()
	w := start(t, wellAndThen()).press("enter")
	w.paste(numbered(30))
	w.seesNot("line 1.").sees("↑ more above", "line 30.")
	w.size(120, 50)
	w.sees("line 1.", "line 30.").seesNot("more")
	w.size(24, 8)
	w.sees("line 30.")
}

func TestALongTextIsPagedThrough(t *testing.T) {
	t.Parallel()
	w := start(t, wellAndThen()).press("enter")
	w.paste(numbered(60))
	w.sees("↑ more above", "line 60.").seesNot("more below")
	w.press("pgup", "pgup").sees("↑ more above", "↓ more below").seesNot("line 60.")
	for range 5 {
		w.press("pgup")
	}
	w.sees("line 1.", "↓ more below").seesNot("more above")
	w.press("x")
	for range 7 {
		w.press("pgdown")
	}
	w.sees("line 60.").seesNot("more below")
	if got := w.said("q").Text; strings.ReplaceAll(got, "x", "") != numbered(60) {
		t.Errorf("paging has changed the text: %q", got)
	}
}

// The cursor is shown, wherever it goes and however lines wrap.
func TestTheCursorIsShown(t *testing.T) {
	t.Parallel()
	w := start(t, wellAndThen()).press("enter")
	w.paste(strings.Repeat("Some words that take more than one line of the screen, whatever that is, and go on. ", 20) + "\n\n" + numbered(20))
	for i, size := range [][2]int{{80, 24}, {40, 12}, {24, 8}, {30, 9}, {120, 50}} {
		w.size(size[0], size[1])
		for _, key := range []string{"up", "pgup", "down", "pgup", "up", "pgdown"} {
			mark := fmt.Sprintf("@%d", i)
			w.press(key, mark).sees(mark).press("backspace", "backspace")
		}
	}
}

func TestWhatWasTypedIsUndone(t *testing.T) {
	t.Parallel()
	w := start(t, wellAndThen()).press("enter").seesNot("ctrl+z undo")
	w.size(100, 24)
	text := func(want string) {
		t.Helper()
		if got := w.said("q").Text; got != want {
			t.Fatalf("the text is %q, want %q", got, want)
		}
	}
	w.press("ctrl+z", "one two", "enter", "three").sees("ctrl+z undo")
	w.press("backspace", "backspace")
	text("one two\nthr")
	for _, want := range []string{"one two\nthree", "one two\n", "one ", "", ""} {
		w.press("ctrl+z")
		text(want)
	}
	for _, want := range []string{"one ", "one two\n", "one two\nthree", "one two\nthr", "one two\nthr"} {
		w.press("ctrl+y")
		text(want)
	}
	w.paste(" pasted")
	w.press("up", "ctrl+u")
	text("\nthr pasted")
	w.press("ctrl+z").press("!") // where it was taken away
	text("one two!\nthr pasted")
	w.press("ctrl+y")
	text("one two!\nthr pasted")
	w.press("tab").at("after").press("a word", "ctrl+z").sees("> a").seesNot("word").press("ctrl+y").sees("> a word")
}

// What was there before the page was opened is what undoing ends at, byte for byte.
func TestUndoingEndsAtWhatWasThere(t *testing.T) {
	t.Parallel()
	d := start(t, wellAndThen()).press("enter").kept()
	was := "one\r\n\ttwo \u202e three\x1b\r\n"
	d.Answers = map[string]journal.Value{"q": journal.TextValue(was)}
	w := resume(t, wellAndThen(), d).press("more", "ctrl+z", "ctrl+z", "tab")
	if got := w.said("q").Text; got != was {
		t.Errorf("the text is %q, want %q", got, was)
	}
}

func TestAFieldOfAnEntryIsUndone(t *testing.T) {
	t.Parallel()
	w := start(t, inventory("kind")).press("enter", "Choir West", "ctrl+z").sees("1  Choir").seesNot("West")
	w.press("ctrl+y", "enter", "enter", "down", "enter", "+", "chess club", "ctrl+z").sees("> chess").seesNot("club").press("ctrl+y", "enter").sees("[x] chess club")
}

func TestATabStaysATab(t *testing.T) {
	t.Parallel()
	w := start(t, wellAndThen()).press("enter")
	w.paste("name\tyear\r\nChoir\t2019")
	w.sees("┃ name⇥year", "┃ Choir⇥2019").press("!", "tab")
	w.paste("a\tb")
	w.sees("> a⇥b").press("shift+tab").sees("Choir⇥2019!")
	if got := w.said("q").Text; got != "name\tyear\nChoir\t2019!" {
		t.Errorf("the long text is %q", got)
	}
	if got := w.said("after").Text; got != "a\tb" {
		t.Errorf("the short text is %q", got)
	}
}
