package line_test

import (
	"strings"
	"testing"

	"kith/journal"
	"kith/prompts"
)

// others is a run with pages to read and suggestions that are due.
func others() *prompts.Session {
	e := env()
	e.Unread = []journal.Contribution{{ID: "01page1", Title: "What the choir taught me", By: "a new lecturer"}, {ID: "01page2", Title: "A week"}}
	e.Contribution = func(id journal.ID) (journal.Contribution, error) {
		return journal.Contribution{ID: id, Title: "A week", Text: "It rained, and we met."}, nil
	}
	e.Due = []journal.Suggestion{
		{ID: "01due1", Text: "Open with a question", FromRole: "a tutor", TryBy: "2026-11-20", State: journal.SuggestionOpen},
		{ID: "01due2", Text: "Bring tea", TryBy: "2026-11-22", State: journal.SuggestionOpen},
	}
	return prompts.New(prompts.Activity{ID: "others", Title: "Others", Steps: []prompts.Step{
		{Key: "others", Kind: journal.ReadKind, Prompt: "Which have you read?", Private: true, Sitting: 1},
		{Key: "tried", Kind: journal.OutcomesKind, Prompt: "What came of it?", Private: true, Sitting: 1, Fields: []string{"suggestion", "outcome", "try_by", "note"}},
	}}, e, prompts.Options{})
}

func TestOthers(t *testing.T) {
	t.Parallel()
	w := resume(t, others(), strings.Join([]string{
		"/read 2", "/read 9", "3", "1, 2",
		"5", "helped", "They talked.", "3", "2020-01-01", "", // the day is over: asked again
		"", "", "", "next friday", "No time yet.", "", "",
	}, "\n"))
	if w.err != nil || w.session.State() != prompts.Finished {
		t.Fatalf("it ended in %v, %v:\n%s", w.session.State(), w.err, w.screen.String())
	}
	for _, want := range []string{
		"1. What the choir taught me (by a new lecturer)\n2. A week\n", "It rained, and we met.", "Your answer so far: A week\n", "There is no page of that number.",
		"\u201c3\u201d is not one of the numbers 1 to 2.", "1 of 2: Open with a question (from a tutor, by 20 Nov 2026)", "1 helped, 2 did not help, 3 later, 4 dropped",
		"1 Jan 2020, for", "1 of 2: Open with a question: it helped. They talked.",
	} {
		if !strings.Contains(w.screen.String(), want) {
			t.Errorf("%q is not said:\n%s", want, w.screen.String())
		}
	}
	answers := w.last().Answers
	if got := answers["others"].Contributions; len(got) != 2 || got[0].ID != "01page1" {
		t.Errorf("read are %+v", got)
	}
	tried := answers["tried"].Suggestions
	if len(tried) != 2 || tried[0].Note != "They talked." || tried[1].State != journal.SuggestionOpen || tried[1].TryBy != "2026-11-27" || tried[1].Note != "No time yet." {
		t.Errorf("tried are %+v", tried)
	}

	// Enter alone passes over both kinds, and - declines what was read.
	w = resume(t, others(), "\n\n\n\n")
	if w.err != nil || len(w.last().Answers) != 0 {
		t.Errorf("it says %+v, %v", w.last().Answers, w.err)
	}
	w = resume(t, others(), "what the choir TAUGHT me\n4\n\n\n\n")
	if got := w.last().Answers; w.err != nil || len(got["others"].Contributions) != 1 || len(got["tried"].Suggestions) != 1 {
		t.Errorf("it says %+v, %v", got, w.err)
	}
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
	a := others().Activity()
	w := resume(t, prompts.New(a, e, prompts.Options{}), "/read 1\n/again\n\n1\nnote\n/back\n\n\n\n\n\n")
	if said := w.screen.String(); strings.ContainsAny(said, "\x1b\x07\u009b\u202e") || !strings.Contains(said, "<U+001B>") {
		t.Errorf("it acts: %q", said)
	}
}
