package store_test

import (
	"reflect"
	"strings"
	"testing"

	"kith/journal"
)

func TestSuggestions(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup"})
	ref, helped := c.Ref(), true
	full := journal.Suggestion{
		ID: "full", Text: "Open \xff with\na question", FromRole: "a new tutor", Community: &ref, Element: "practice", TryBy: "2026-11-20",
		Created: at(1, 1), State: journal.SuggestionDone, Helped: &helped, Note: "It did", Closed: at(2, 2),
	}
	sh.keep(journal.Outcome{Reflection: journal.Reflection{Title: "R"}, Suggestions: []journal.Suggestion{
		{ID: "none-b", Text: "no date", Created: at(2, 1)}, {ID: "none-a", Text: "no date", Created: at(1, 1)},
		{ID: "month", Text: "by the month", TryBy: "2026-12", Created: at(1, 1), Community: &ref},
		{ID: "day", Text: "by the day", TryBy: "2026-11-23", Created: at(1, 1), State: journal.SuggestionOpen},
		{ID: "dropped", Text: "not now", State: journal.SuggestionDropped, Created: at(1, 1)}, full,
	}})
	sh.reopen()
	for _, test := range []struct {
		f    journal.SuggestionFilter
		want string
	}{
		{journal.SuggestionFilter{}, "day month none-a none-b"},
		{journal.SuggestionFilter{Limit: 1}, "day"},
		{journal.SuggestionFilter{State: journal.SuggestionOpen, Community: c.ID}, "month"},
		{journal.SuggestionFilter{State: journal.SuggestionDone}, "full"},
		{journal.SuggestionFilter{State: journal.SuggestionDropped}, "dropped"},
		{journal.SuggestionFilter{State: journal.SuggestionAll}, "full day month dropped none-a none-b"},
		{journal.SuggestionFilter{DueBy: at(22, 23)}, ""},
		{journal.SuggestionFilter{DueBy: at(23, 0)}, "day"},
		{journal.SuggestionFilter{DueBy: at(31, 12)}, "day month"}, // the first of December
	} {
		all, err := sh.Suggestions(t.Context(), test.f)
		ok(t, err)
		var ids []string
		for _, s := range all {
			ids = append(ids, string(s.ID))
		}
		if got := strings.Join(ids, " "); got != test.want {
			t.Errorf("%+v: %q, want %q", test.f, got, test.want)
		}
	}
	done, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{State: journal.SuggestionDone})
	ok(t, err)
	sameTime(t, "created", done[0].Created, full.Created)
	sameTime(t, "closed", done[0].Closed, full.Closed)
	done[0].Created, done[0].Closed = full.Created, full.Closed
	if !reflect.DeepEqual(done[0], full) {
		t.Errorf("got %#v, want %#v", done[0], full)
	}
}

// TestKeepNeverReopensASuggestion: what came of it is the person's to say.
func TestKeepNeverReopensASuggestion(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	helped := true
	s := journal.Suggestion{ID: "s1", Text: "Ask", Created: at(1, 1), State: journal.SuggestionDone, Helped: &helped, Note: "It did", Closed: at(2, 2)}
	sh.keep(journal.Outcome{Reflection: journal.Reflection{}, Suggestions: []journal.Suggestion{s}})
	sh.keep(journal.Outcome{Reflection: journal.Reflection{}, Suggestions: []journal.Suggestion{{ID: "s1", Text: "Ask them", State: journal.SuggestionOpen, Created: at(9, 9)}}})
	all, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{State: journal.SuggestionAll})
	ok(t, err)
	got := all[0]
	if len(all) != 1 || got.Text != "Ask them" || got.State != journal.SuggestionDone || got.Helped == nil || got.Note != "It did" || !got.Closed.Equal(at(2, 2)) || !got.Created.Equal(at(1, 1)) {
		t.Errorf("got %+v", got)
	}
}
