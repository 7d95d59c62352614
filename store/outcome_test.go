package store_test

import (
	"testing"

	"kith/journal"
)

// TestKeepOutcomes: what came of suggestions, and that pages were read, is kept with
// the reflection, and taken back with it.
func TestKeepOutcomes(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	yes := true
	for _, sg := range []journal.Suggestion{
		{ID: "helped-1", Text: "Open with a question", TryBy: "2026-11-01", Created: at(1, 1)},
		{ID: "later-1", Text: "Bring tea", TryBy: "2026-11-01", Created: at(1, 1)},
		{ID: "again-1", Text: "Ask again", TryBy: "2026-11-01", Created: at(1, 1)},
		{ID: "closed-1", Text: "Rest", TryBy: "2026-11-01", Created: at(1, 1)},
	} {
		_, err := sh.AddSuggestion(t.Context(), sg)
		ok(t, err)
	}
	_, err := sh.ChangeSuggestion(t.Context(), "closed-1", func(sg *journal.Suggestion) {
		sg.State, sg.Note, sg.Closed = journal.SuggestionDropped, "meanwhile", at(2, 1)
	})
	ok(t, err)
	var pages []journal.ID
	for _, title := range []string{"One", "Two"} {
		added, err := sh.AddContribution(t.Context(), journal.Contribution{Title: title, Text: title, Added: at(1, 1)})
		ok(t, err)
		pages = append(pages, added.Contribution.ID)
	}
	ok(t, sh.MarkRead(t.Context(), at(2, 2), pages[1]))

	came := []journal.Suggestion{
		{ID: "helped-1", Text: "Open with a question", State: journal.SuggestionDone, Helped: &yes, Note: "They talked.", TryBy: "2026-11-01"},
		{ID: "later-1", Text: "Bring tea", State: journal.SuggestionOpen, TryBy: "2026-12-24"},
		{ID: "again-1", Text: "Ask again", State: journal.SuggestionOpen, TryBy: "2026-12-24"},
		{ID: "closed-1", Text: "Rest", State: journal.SuggestionDone},
	}
	d := journal.Draft{ID: "draft", Activity: "weekly-review", Answers: map[string]journal.Value{"tried": {Suggestions: came}}}
	ok(t, sh.SaveDraft(t.Context(), d))
	sh.keep(journal.Outcome{
		Reflection: journal.Reflection{ID: "01week", Title: "Week", Created: at(3, 1), Updated: at(3, 1)},
		Outcomes:   came, Read: pages, Draft: d,
	})
	sh.reopen()
	is := func(ref string) journal.Suggestion {
		t.Helper()
		sg, err := sh.Suggestion(t.Context(), ref)
		ok(t, err)
		return sg
	}
	unread := func() int {
		t.Helper()
		all, err := sh.Contributions(t.Context(), journal.ContributionFilter{Unread: true})
		ok(t, err)
		return len(all)
	}
	if sg := is("helped-1"); sg.State != journal.SuggestionDone || sg.Helped == nil || !*sg.Helped || sg.Note != "They talked." || !sg.Closed.Equal(at(3, 1)) {
		t.Errorf("it is %+v", sg)
	}
	if sg := is("later-1"); sg.State != journal.SuggestionOpen || sg.TryBy != "2026-12-24" {
		t.Errorf("it is %+v", sg)
	}
	if sg := is("closed-1"); sg.State != journal.SuggestionDropped || sg.Note != "meanwhile" {
		t.Errorf("what was closed meanwhile is %+v", sg)
	}
	if unread() != 0 {
		t.Error("a page is unread")
	}

	// What was changed since stays when the run is opened again.
	_, err = sh.ChangeSuggestion(t.Context(), "again-1", func(sg *journal.Suggestion) { sg.TryBy = "2027-01-01" })
	ok(t, err)
	back, err := sh.Reopen(t.Context(), at(3, 1))
	ok(t, err)
	sh.reopen()
	if back.Due != 2 {
		t.Errorf("took back %d", back.Due)
	}
	if sg := is("helped-1"); sg.State != journal.SuggestionOpen || sg.Helped != nil || sg.Note != "" || !sg.Closed.IsZero() {
		t.Errorf("it is %+v", sg)
	}
	if sg := is("later-1"); sg.TryBy != "2026-11-01" {
		t.Errorf("it is %+v", sg)
	}
	if sg := is("again-1"); sg.TryBy != "2027-01-01" {
		t.Errorf("it is %+v", sg)
	}
	if unread() != 1 {
		t.Errorf("%d pages are unread", unread())
	}
}

// TestKeepOutcomesOnce: a later sitting, which keeps the answers of the first with its
// own, does not change again what that has changed.
func TestKeepOutcomesOnce(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	_, err := sh.AddSuggestion(t.Context(), journal.Suggestion{ID: "later-1", Text: "Bring tea", TryBy: "2026-11-01", Created: at(1, 1)})
	ok(t, err)
	d := journal.Draft{ID: "draft", Activity: "a"}
	ok(t, sh.SaveDraft(t.Context(), d))
	o := journal.Outcome{
		Reflection: journal.Reflection{ID: "01week", Title: "Week", Created: at(3, 1), Updated: at(3, 1)}, Draft: d, Waiting: true,
		Outcomes: []journal.Suggestion{{ID: "later-1", Text: "Bring tea", State: journal.SuggestionOpen, TryBy: "2026-12-24"}},
	}
	o.Draft.Reflection = "01week"
	sh.keep(o)
	_, err = sh.ChangeSuggestion(t.Context(), "later-1", func(sg *journal.Suggestion) { sg.TryBy = "2027-01-01" })
	ok(t, err)
	if o.Draft, err = sh.Draft(t.Context(), "draft"); err != nil || len(o.Draft.Settled) != 1 {
		t.Fatalf("%+v, %v", o.Draft, err)
	}
	o.Waiting, o.Reflection.Updated = false, at(4, 1)
	sh.keep(o)
	if sg, err := sh.Suggestion(t.Context(), "later-1"); err != nil || sg.TryBy != "2027-01-01" {
		t.Errorf("it is %+v, %v", sg, err)
	}
}
