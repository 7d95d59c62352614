package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

func TestAddContribution(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal.db")
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	at := time.Date(2026, 11, 23, 14, 30, 0, 0, time.FixedZone("", 3600))
	page := func(id, text, source, circle string) journal.Contribution {
		at = at.Add(time.Minute)
		return journal.Contribution{Page: id, Title: "T", By: "a tutor", Text: text, Source: source, Circle: circle, Added: at}
	}
	add := func(what string, c journal.Contribution, want journal.ContributionState, as, claims journal.ID) journal.ID {
		t.Helper()
		got, err := s.AddContribution(t.Context(), c)
		if err != nil || got.State != want || as != "" && got.Contribution.ID != as || got.Claims != claims {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
		return got.Contribution.ID
	}
	one := add("a page", page("p-1", "first", "a.md", ""), journal.ContributionAdded, "", "")
	must(t, s.MarkRead(t.Context(), at, one))
	add("again", page("p-1", "first", "a.md", ""), journal.ContributionSame, one, "")
	add("again, from elsewhere", page("p-1", "first", "pages/x.md", "tutors"), journal.ContributionSame, one, "")
	add("newer", page("p-1", "second", "a.md", ""), journal.ContributionNewer, one, "")
	beside := add("another by hand", page("p-1", "third", "b.md", ""), journal.ContributionAdded, "", one)
	add("without an id", page("", "third", "a.md", ""), journal.ContributionAdded, "", "")
	if beside == one {
		t.Error("another's page was replaced")
	}

	again, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer again.Close()
	c, err := again.Contribution(t.Context(), string(one))
	if err != nil || c.Text != "second" || !c.Read.IsZero() || len(c.Earlier) != 1 || c.Earlier[0].Text != "first" || c.Earlier[0].By != "a tutor" {
		t.Errorf("it is %+v, %v", c, err)
	}

	// A circle brings a file again when it has changed.
	mine := add("a circle's", page("p-2", "first", "pages/a.md", "tutors"), journal.ContributionAdded, "", "")
	add("newer, the same file", page("p-2", "second", "pages/a.md", "tutors"), journal.ContributionNewer, mine, "")
	add("back to what it was", page("p-2", "first", "pages/a.md", "tutors"), journal.ContributionNewer, mine, "")
	add("the same file under another id", page("p-3", "first", "pages/a.md", "tutors"), journal.ContributionNewer, mine, "")
	others := add("another circle's", page("p-3", "other", "pages/a.md", "team"), journal.ContributionAdded, "", mine)
	for range 3 { // two files that claim one page do not take turns
		add("", page("p-3", "twin", "pages/twin.md", "tutors"), map[bool]journal.ContributionState{true: journal.ContributionNewer, false: journal.ContributionSame}[len(versions(t, s, mine)) == 3], mine, "")
		add("the first of two", page("p-3", "first", "pages/a.md", "tutors"), journal.ContributionSame, mine, "")
	}

	// What was deleted stays away, but for being added by hand.
	must(t, s.DeleteContribution(t.Context(), mine, at))
	add("the circle brings it again", page("p-3", "twin", "pages/twin.md", "tutors"), journal.ContributionSame, mine, "")
	add("the circle changed it", page("p-3", "fourth", "pages/twin.md", "tutors"), journal.ContributionSame, mine, "")
	if _, err := s.Contribution(t.Context(), string(mine)); journal.KindOf(err) != journal.NotFound || !strings.Contains(err.Error(), "in the trash") {
		t.Errorf("it is shown: %v", err)
	}
	add("by hand", page("p-3", "twin", "mine.md", ""), journal.ContributionAdded, mine, "")
	must(t, s.DeleteContribution(t.Context(), mine, at))
	if n, err := s.EmptyTrash(t.Context()); n != 1 || err != nil {
		t.Errorf("emptied %d, %v", n, err)
	}
	add("the circle brings it once more", page("p-3", "twin", "pages/twin.md", "tutors"), journal.ContributionSame, mine, "")
	if n := number(t, s, `SELECT count(*) FROM contribution WHERE id || title || text LIKE '%twin%'`); n != 0 {
		t.Error("its words are still there")
	}
	back := add("by hand after all", page("p-3", "twin", "mine.md", ""), journal.ContributionAdded, "", others)
	if back == mine {
		t.Error("what is gone came back")
	}
}

func versions(t *testing.T, s *Store, id journal.ID) []journal.ContributionVersion {
	t.Helper()
	c, err := s.Contribution(t.Context(), string(id))
	must(t, err)
	return c.Earlier
}

func TestContributions(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	at := time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)
	var pages []journal.Contribution
	for i, title := range []string{"first", "second", "third"} {
		pages = append(pages, journal.Contribution{Title: title, Text: title, Added: at.Add(time.Duration(i) * time.Hour), Circle: []string{"", "tutors", "tutors"}[i]})
	}
	added, err := s.AddContributions(t.Context(), pages...)
	must(t, err)
	must(t, s.MarkRead(t.Context(), at, added[1].Contribution.ID))
	titles := func(f journal.ContributionFilter) string {
		t.Helper()
		all, err := s.Contributions(t.Context(), f)
		must(t, err)
		var words []string
		for _, c := range all {
			words = append(words, c.Title)
		}
		return strings.Join(words, " ")
	}
	for want, f := range map[string]journal.ContributionFilter{
		"third second first": {}, "third first": {Unread: true}, "third second": {Circle: "tutors"}, "third": {Circle: "tutors", Unread: true}, "third second ": {Limit: 2},
		"": {Circle: "nobody"},
	} {
		if got := titles(f); got != strings.TrimSpace(want) {
			t.Errorf("%+v gives %q, want %q", f, got, want)
		}
	}
	must(t, s.DeleteContribution(t.Context(), added[2].Contribution.ID, at))
	texts := ""
	for c, err := range s.EachContribution(t.Context()) {
		must(t, err)
		texts += c.Text + " "
	}
	if texts != "second first " {
		t.Errorf("they are %q", texts)
	}
	if _, err := s.AddContributions(t.Context(), journal.Contribution{Title: "x", Text: "x"}, journal.Contribution{Title: "NUL", Text: "a\x00b"}); journal.KindOf(err) != journal.Invalid {
		t.Errorf("got %v", err)
	}
	if got := titles(journal.ContributionFilter{}); got != "second first" {
		t.Errorf("half of them were kept: %q", got)
	}
}

// TestContributionsOfVersion4: a journal of before has none, and its suggestions come
// from none.
func TestContributionsOfVersion4(t *testing.T) {
	t.Parallel()
	path := versionOf(t, 4, `INSERT INTO suggestion (id, text, from_role, element, try_by, created, created_offset, state, note, closed_offset)
		VALUES ('01kb', 'Ask', '', '', '', '2026-11-23T14:30:00.000000000Z', 0, 'open', '', 0);`)
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	all, err := s.Contributions(t.Context(), journal.ContributionFilter{})
	if err != nil || len(all) != 0 {
		t.Errorf("there are %v, %v", all, err)
	}
	if n := number(t, s, `SELECT count(*) FROM suggestion WHERE contribution IS NULL`); n != 1 {
		t.Errorf("%d suggestions came along", n)
	}
	if _, err := s.AddContribution(t.Context(), journal.Contribution{Title: "T", Text: "T"}); err != nil {
		t.Error(err)
	}
}
