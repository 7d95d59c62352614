package screen

import (
	"fmt"
	"strings"
	"testing"

	"kith/journal"
	"kith/prompts"
)

// others is a run with pages to read and suggestions that are due.
func others(t *testing.T, size [2]int) *walk {
	t.Helper()
	e := env()
	e.Unread = []journal.Contribution{{ID: "01page1", Title: "What the choir taught me", By: "a new lecturer"}, {ID: "01page2", Title: "A week"}}
	e.Contribution = func(id journal.ID) (journal.Contribution, error) {
		for _, c := range e.Unread {
			if c.ID == id {
				c.Text = "The words of " + c.Title + ".\n" + strings.Repeat("\nA line of it.", 30)
				return c, nil
			}
		}
		return journal.Contribution{}, fmt.Errorf("there is no page %s", id)
	}
	e.Due = []journal.Suggestion{
		{ID: "01due1", Text: "Open with a question", FromRole: "a tutor", TryBy: "2026-11-20", State: journal.SuggestionOpen},
		{ID: "01due2", Text: "Bring tea", TryBy: "2026-11-22", State: journal.SuggestionOpen},
	}
	a := one(
		prompts.Step{Key: "others", Kind: journal.ReadKind, Prompt: "Which have you read?", Private: true},
		prompts.Step{Key: "tried", Kind: journal.OutcomesKind, Prompt: "What came of it?", Private: true, Fields: []string{"suggestion", "outcome", "try_by", "note"}},
		prompts.Step{Key: "after", Kind: journal.ShortText, Prompt: "And then?"})
	w := sit(t, prompts.New(a, e, prompts.Options{}))
	w.size(size[0], size[1])
	return w.press("enter")
}

// Enter opens a page, which then counts as read; space says so without; and with
// nothing but enter one reads them all and goes on.
func TestReadingPages(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		w := others(t, size).at("others").sees("What the choir taught me", "[ ] A week")
		w.press("enter").sees("The words of What the choir", "more, line").seesNot("[ ] A week")
		w.press("pgdown", "down", "esc").sees("[x] What the choir", "[ ] A week")
		if w.over {
			t.Fatal("esc has left")
		}
		w.press("space").sees("[x] A week").press("space").sees("[ ] A week")
		w.press("enter").sees("The words of A week").press("enter").sees("[x] A week").press("enter").at("tried")
		if v := w.said("others"); len(v.Contributions) != 2 || v.Contributions[0] != (journal.ContributionRef{ID: "01page1", Title: "What the choir taught me"}) {
			t.Errorf("it says %+v", v)
		}
		w.press("shift+tab").at("others").press("x", "tab").at("tried")
		if v := w.said("others"); len(v.Contributions) != 1 || v.Contributions[0].ID != "01page2" {
			t.Errorf("it says %+v", v)
		}
		w.press("shift+tab", "down", "x", "tab").at("tried")
		if !w.said("others").Empty() {
			t.Errorf("it says %+v", w.said("others"))
		}
	}
}

func TestSayingWhatCameOfSuggestions(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		w := others(t, size).press("tab").at("tried").sees("1 of 2: Open with a question (from a", "( ) helped", "( ) dropped")
		w.press("down", "enter").sees("A note on it").press("They talked.", "enter")
		w.sees("2 of 2: Bring tea", "( ) later").press("3", "enter").sees("Try it by when?")
		w.press("2026-11-01", "enter", "enter").sees("! 1 Nov 2026, for", "Try it by when?")
		w.press("ctrl+u", "next friday", "enter").sees("A note").press("enter").at("after")
		v := w.said("tried")
		if len(v.Suggestions) != 2 {
			t.Fatalf("it says %+v", v)
		}
		one, two := v.Suggestions[0], v.Suggestions[1]
		if one.State != journal.SuggestionDone || one.Helped == nil || !*one.Helped || one.Note != "They talked." || one.ID != "01due1" {
			t.Errorf("the first is %+v", one)
		}
		if two.State != journal.SuggestionOpen || two.TryBy != "2026-11-27" || two.Note != "" {
			t.Errorf("the second is %+v", two)
		}
		// It opens at what is left to say; one can go back through all, and take it back.
		w.press("shift+tab").sees("2 of 2", "(•) later").press("shift+tab").sees("1 of 2", "(•) helped")
		w.press("backspace", "tab").sees("2 of 2").press("4", "tab").at("after")
		if v := w.said("tried"); len(v.Suggestions) != 1 || v.Suggestions[0].State != journal.SuggestionDropped {
			t.Errorf("it says %+v", v)
		}
	}
}

// Each may be passed over.
func TestSayingNothingOfSuggestions(t *testing.T) {
	t.Parallel()
	w := others(t, [2]int{80, 24}).press("tab").at("tried").press("enter").sees("2 of 2").press("enter").at("after")
	if !w.said("tried").Empty() {
		t.Errorf("it says %+v", w.said("tried"))
	}
	w.press("shift+tab").sees("1 of 2").press("1", "shift+tab").at("others")
}

// Whatever a page or a suggestion says, nothing of it acts on the terminal.
func TestOthersActOnNothing(t *testing.T) {
	t.Parallel()
	const nasty = "x\x1b]0;t\x07\u009b2J\u202ey"
	e := env()
	e.Unread = []journal.Contribution{{ID: "01page1", Title: nasty, By: nasty}}
	e.Contribution = func(journal.ID) (journal.Contribution, error) {
		return journal.Contribution{Title: nasty, By: nasty, Text: nasty}, nil
	}
	e.Due = []journal.Suggestion{{ID: "01due1", Text: nasty, FromRole: nasty, TryBy: "2026-11-20", State: journal.SuggestionOpen}}
	w := sit(t, prompts.New(one(
		prompts.Step{Key: "others", Kind: journal.ReadKind, Prompt: "Read?"},
		prompts.Step{Key: "tried", Kind: journal.OutcomesKind, Prompt: "Tried?", Fields: []string{"suggestion", "outcome", "try_by", "note"}},
	), e, prompts.Options{})).press("enter")
	inert := func() {
		t.Helper()
		if drawn := w.model.View(); strings.ContainsAny(drawn, "\x07\u009b\u202e") || strings.Contains(drawn, "\x1b]") {
			t.Errorf("it acts: %q", drawn)
		}
	}
	inert()
	w.press("enter").sees("<U+001B>")
	inert()
	w.press("enter", "tab").at("tried").sees("<U+001B>")
	inert()
}
