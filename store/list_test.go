package store

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// TestManyReflections goes over the edges of the pages that they are read in.
func TestManyReflections(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	c, err := s.AddCommunity(ctx, journal.Community{Name: "Go Meetup"})
	must(t, err)
	const n = 2*pageSize + 30
	start := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	must(t, s.update(ctx, func(t tx) error {
		for i := range n {
			at := start.Add(time.Duration(i/3) * time.Minute) // three at a time
			if err := insertReflection(ctx, t, journal.Reflection{
				ID: journal.NewID(at), Title: fmt.Sprint(i), Created: at, Updated: at,
				Tags: []string{"all", fmt.Sprint("tag", i)}, Communities: []journal.CommunityRef{c.Ref()},
				Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(fmt.Sprint("text ", i))}},
			}); err != nil {
				return err
			}
		}
		return nil
	}))
	for _, f := range []journal.Filter{
		{}, {Reverse: true}, {Tags: []string{"all"}}, {Community: c.ID, Reverse: true}, {Limit: 2*pageSize + 1}, {Limit: pageSize},
	} {
		all, err := s.Reflections(ctx, f)
		must(t, err)
		if want := cmp.Or(f.Limit, n); len(all) != want {
			t.Fatalf("%+v: %d reflections, want %d", f, len(all), want)
		}
		if !slices.IsSortedFunc(all, func(a, b journal.Reflection) int {
			order := cmp.Or(a.Created.Compare(b.Created), strings.Compare(string(a.ID), string(b.ID)))
			if f.Reverse {
				return order
			}
			return -order
		}) {
			t.Errorf("%+v: not in order", f)
		}
		i := 0
		for r, err := range s.EachReflection(ctx, f) {
			must(t, err)
			if r.ID != all[i].ID || !slices.Equal(r.Tags, []string{"all", "tag" + r.Title}) || len(r.Communities) != 1 ||
				len(r.Answers) != 1 || r.Answers[0].Value.Text != "text "+r.Title {
				t.Fatalf("%+v: %d is %+v, want %+v", f, i, r, all[i])
			}
			i++
		}
		if i != len(all) {
			t.Errorf("%+v: a pass over %d, want %d", f, i, len(all))
		}
	}
}

// TestListsReadNoMoreThanTheyShow holds every list to an index that has it in
// order: nothing is scanned but what comes out, and nothing is sorted.
func TestListsReadNoMoreThanTheyShow(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	day := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	for _, f := range []journal.Filter{
		{}, {Reverse: true}, {Since: day}, {Until: day}, {Since: day, Until: day},
		{Tags: []string{"a"}}, {Tags: []string{"a", "b"}, Since: day}, {Community: "c"}, {Community: "c", Tags: []string{"a"}, Until: day},
		{Activity: "x"}, {Activity: "x", Since: day, Reverse: true}, {Community: "c", Activity: "x"},
	} {
		for which, last := range map[string]*journal.Reflection{"first": nil, "next": {ID: "r", Created: day}} {
			text, args := listing(f, clause{}, last, 20)
			plan := planOf(t, s, text, args...)
			if strings.Contains(plan, "TEMP B-TREE") || (strings.Contains(plan, "SCAN") && !strings.Contains(plan, "USING INDEX reflection_by_time")) {
				t.Errorf("the %s page of %+v: %s", which, f, plan)
			}
		}
	}
	for _, f := range []journal.CommunityFilter{
		{}, {Archived: true}, {Sort: journal.SortLookedAt}, {Sort: journal.SortStarted}, {Sort: journal.SortStarted, Archived: true},
	} {
		text, args, err := communityListing(t.Context(), tx{}, f)
		must(t, err)
		if plan := planOf(t, s, "SELECT * FROM community c WHERE "+text, args...); strings.Contains(plan, "SCAN") || strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%+v: %s", f, plan)
		}
	}
	if plan := planOf(t, s, "SELECT c.id FROM community c WHERE "+quiet, "2026", 5); strings.Contains(plan, "SCAN") || strings.Contains(plan, "TEMP B-TREE") {
		t.Errorf("quiet: %s", plan)
	}
	if plan := planOf(t, s, tagCounts); strings.Contains(plan, "reflection_tag") {
		t.Errorf("tags: %s", plan)
	}
	plan := planOf(t, s, latestQuery(whoOf), `["a"]`)
	if strings.Contains(plan, "SCAN observation") || strings.Contains(plan, "SCAN o") || strings.Contains(plan, "TEMP B-TREE") {
		t.Errorf("latest: %s", plan)
	}
}

func planOf(t *testing.T, s *Store, query string, args ...any) (plan string) {
	t.Helper()
	rows, err := s.db.Query("EXPLAIN QUERY PLAN "+query, args...)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		must(t, rows.Scan(&id, &parent, &unused, &step))
		plan += step + "; "
	}
	must(t, rows.Err())
	return plan
}

// Words are looked for as they are typed: each may go on, wherever it stands, and a page
// goes on where the one before ended.
func TestContaining(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	c, err := s.AddCommunity(ctx, journal.Community{Name: "The Choir", Alias: "singers"})
	must(t, err)
	start := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	must(t, s.update(ctx, func(t tx) error {
		for i := range 2*pageSize + 30 {
			r := journal.Reflection{ID: journal.NewID(start), Title: fmt.Sprint("Title ", i), Created: start.Add(time.Duration(i) * time.Minute), Updated: start,
				Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue("everywhere")}}}
			switch i {
			case 3:
				r.Tags = []string{"Teatime"}
			case 5:
				r.Communities = []journal.CommunityRef{c.Ref()}
			case 7:
				r.Answers[0].Value.Text = "Café, und 新しい歌を練習している"
			}
			if err := insertReflection(ctx, t, r); err != nil {
				return err
			}
		}
		return nil
	}))
	for typed, want := range map[string]string{
		"tea": "3", "TEATIME": "3", "choir": "5", "every choir": "5", "choir titl every": "5", "choir tea": "", "the ch": "5", "sing": "5", "cafe": "7", "練習": "7", "title 42": "429 428 427 426 425 424 423 422 421 420 42",
		"title tea": "3", "nowhere": "", "every tea -title": "", `"title 4"`: "4",
	} {
		found, err := s.Reflections(ctx, journal.Filter{Containing: typed})
		must(t, err)
		var titles []string
		for _, r := range found {
			titles = append(titles, strings.TrimPrefix(r.Title, "Title "))
		}
		if got := strings.Join(titles, " "); got != want {
			t.Errorf("%s: %s, want %s", typed, got, want)
		}
	}
	all, err := s.Reflections(ctx, journal.Filter{Containing: "titl"})
	must(t, err)
	if len(all) != 2*pageSize+30 || all[0].Title != "Title 429" {
		t.Fatalf("%d, the first is %s", len(all), all[0].Title)
	}
	for _, f := range []journal.Filter{
		{Containing: "t", Behind: &all[pageSize+10], Limit: 3}, {Containing: "t", Behind: &all[pageSize+10], Limit: 3, Reverse: true},
		{Behind: &all[pageSize+10], Limit: 3}, {Behind: &all[pageSize+10], Limit: 3, Reverse: true},
		{Containing: "t", Behind: &journal.Reflection{ID: all[pageSize+10].ID + "~", Created: all[pageSize+10].Created}, Limit: 3},
	} {
		found, err := s.Reflections(ctx, f)
		must(t, err)
		want := all[pageSize+11 : pageSize+14]
		switch {
		case f.Reverse:
			want = []journal.Reflection{all[pageSize+9], all[pageSize+8], all[pageSize+7]}
		case strings.HasSuffix(string(f.Behind.ID), "~"):
			want = all[pageSize+10 : pageSize+13]
		}
		if !slices.EqualFunc(found, want, func(a, b journal.Reflection) bool { return a.ID == b.ID }) {
			t.Errorf("%+v: %+v", f, found)
		}
	}
}
