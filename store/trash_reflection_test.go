package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// dump is all that is in a journal, a line for each row, but for what says of lists how
// often something was written.
func dump(t *testing.T, s *Store) (lines []string) {
	t.Helper()
	_, err := read(t.Context(), s, func(x tx) (_ struct{}, err error) {
		tables, err := query(t.Context(), x, scanText, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'`)
		must(t, err)
		for _, table := range tables {
			columns := "*"
			if table == "observation" {
				columns = "rowid, *"
			}
			rows, err := x.Query("SELECT " + columns + " FROM " + table)
			must(t, err)
			names, err := rows.Columns()
			must(t, err)
			for rows.Next() {
				values, into := make([]any, len(names)), make([]any, len(names))
				for i := range values {
					into[i] = &values[i]
				}
				must(t, rows.Scan(into...))
				lines = append(lines, fmt.Sprintf("%s %q", table, values))
			}
			must(t, rows.Err())
			must(t, rows.Close())
		}
		return struct{}{}, nil
	})
	must(t, err)
	slices.Sort(lines)
	return lines
}

// trashShelf is a journal with one reflection of which much came, and another.
func trashShelf(t *testing.T) (s *Store, r journal.Reflection, c journal.Community) {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	day := time.Date(2026, 11, 1, 12, 0, 0, 5, time.FixedZone("", 3600))
	c, err = s.AddCommunity(t.Context(), journal.Community{Name: "Choir", Created: day})
	must(t, err)
	twin, err := s.AddCommunity(t.Context(), journal.Community{Name: "Singers", Created: day})
	must(t, err)
	ref := twin.Ref()
	helped := true
	number := func(measure string, n float64, of journal.ID, at time.Time) journal.Observation {
		return journal.Observation{Community: c.ID, Measure: measure, Value: journal.NumberValue(n), Labels: []string{"x"}, At: at, Reflection: of, Note: "n"}
	}
	id := journal.NewID(day)
	r, err = s.Keep(t.Context(), journal.Outcome{
		Reflection: journal.Reflection{
			ID: id, Title: "T \"q\"", Activity: "a", Created: day, Minutes: 4, Private: true, Tags: []string{"b", "Only"},
			Communities: []journal.CommunityRef{c.Ref(), ref},
			Answers: []journal.Answer{
				{Key: "k", Prompt: "P", Kind: journal.LongText, Value: journal.TextValue("bytes \xff\xfe \U0010FE41 it's"), Private: true},
				{Key: "works", Loop: "look", Kind: journal.Rating, Value: journal.NumberValue(4), Labels: []string{"w\xff"}, Community: &ref},
				{Key: "list", Kind: journal.Inventory, Value: journal.Value{Communities: []journal.Community{{Name: "Gone by now", About: "\xfe"}}}},
			},
		},
		Suggestions: []journal.Suggestion{{ID: "s1", Text: "Sing", Reflection: id, Community: &ref, State: journal.SuggestionDone, Helped: &helped, Note: "it did", Closed: day}},
	})
	must(t, err)
	must(t, s.AddObservations(t.Context(), []journal.Observation{number("domain", 4, r.ID, day), number("practice", 2, r.ID, day)}))
	must(t, s.AddObservations(t.Context(), []journal.Observation{number("domain", 1, "", day.AddDate(0, 0, -7))}))
	_, err = s.MergeCommunities(t.Context(), twin.ID, c.ID, day)
	must(t, err)
	was, err := s.Reflection(t.Context(), string(r.ID))
	must(t, err)
	after := was
	after.Title, after.Updated = "U", day.Add(time.Hour)
	r, err = s.Change(t.Context(), journal.Change{Before: was, After: after})
	must(t, err)
	must(t, s.AddShare(t.Context(), journal.Share{ID: "sh01", Page: "p-01", Reflection: id, Made: day, To: journal.ToOutput}))
	_, err = s.AddReflection(t.Context(), journal.Reflection{Title: "Other", Tags: []string{"b"}, Created: day, Communities: []journal.CommunityRef{c.Ref()}})
	must(t, err)
	return s, r, c
}

// In the trash a reflection is nowhere, and nothing that came of it counts; out of it
// again, the journal is as it was.
func TestAReflectionInTheTrash(t *testing.T) {
	t.Parallel()
	s, r, c := trashShelf(t)
	ctx := t.Context()
	before := dump(t, s)
	if m, err := s.HangsOn(ctx, []journal.ID{r.ID}); err != nil || m != (journal.Mentions{Reflections: 1, Observations: 2, Suggestions: 1}) {
		t.Errorf("%+v, %v", m, err)
	}
	must(t, s.DeleteReflections(ctx, []journal.ID{r.ID}, time.Now()))

	for _, f := range []journal.Filter{{}, {Community: c.ID}, {Tags: []string{"b"}}} {
		if all, err := s.Reflections(ctx, f); err != nil || len(all) != 1 || all[0].Title != "Other" {
			t.Errorf("%+v lists %v, %v", f, all, err)
		}
	}
	if _, err := s.Reflection(ctx, string(r.ID)); journal.KindOf(err) != journal.NotFound || !strings.Contains(err.Error(), "in the trash") {
		t.Error(err)
	}
	if tags, err := s.Tags(ctx); err != nil || len(tags) != 1 || tags[0].Reflections != 1 {
		t.Errorf("%v, %v", tags, err)
	}
	latest, err := s.Latest(ctx, []journal.ID{c.ID})
	if l := latest[c.ID]; err != nil || len(l) != 1 || *l["domain"].Value.Number != 1 {
		t.Errorf("%v, %v", latest, err)
	}
	quiet, err := s.Quiet(ctx, r.Created.AddDate(0, 0, -1), 0)
	if err != nil || len(quiet) != 1 {
		t.Errorf("when it was last looked at counts what is in the trash: %v, %v", quiet, err)
	}
	if all, err := s.Suggestions(ctx, journal.SuggestionFilter{State: journal.SuggestionAll}); err != nil || len(all) > 0 {
		t.Errorf("%v, %v", all, err)
	}
	names, err := s.AllNames(ctx)
	if err != nil || !slices.ContainsFunc(names, func(n journal.Names) bool { return n.Name == "Gone by now" }) {
		t.Errorf("a name in the trash is not known: %+v, %v", names, err)
	}
	if n := number(t, s, `SELECT count(*) FROM pragma_foreign_key_check`); n > 0 {
		t.Errorf("%d rows point nowhere", n)
	}
	trash, err := s.Trash(ctx)
	if err != nil || len(trash) != 1 || trash[0].Kind != journal.TrashedReflection || trash[0].Name != "U" || trash[0].ID != r.ID {
		t.Errorf("%+v, %v", trash, err)
	}

	_, err = s.RestoreTrash(ctx, r.ID.Short())
	must(t, err)
	if after := dump(t, s); !slices.Equal(after, before) {
		t.Errorf("the journal is\n%s\nand was\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
	}
}

// What became of communities meanwhile holds for what comes back.
func TestAReflectionComesBackToOtherCommunities(t *testing.T) {
	t.Parallel()
	s, r, c := trashShelf(t)
	ctx := t.Context()
	into, err := s.AddCommunity(ctx, journal.Community{Name: "Into"})
	must(t, err)
	must(t, s.DeleteReflections(ctx, []journal.ID{r.ID}, time.Now()))
	_, err = s.MergeCommunities(ctx, c.ID, into.ID, time.Now())
	must(t, err)
	_, err = s.RestoreTrash(ctx, "U")
	must(t, err)
	back, err := s.Reflection(ctx, string(r.ID))
	if err != nil || len(back.Communities) != 1 || back.Communities[0].Name != "Into" {
		t.Errorf("%+v, %v", back.Communities, err)
	}
	if all, err := s.Reflections(ctx, journal.Filter{Community: into.ID}); err != nil || len(all) != 2 {
		t.Errorf("%v, %v", all, err)
	}
	// One that is gone altogether.
	must(t, s.DeleteReflections(ctx, []journal.ID{r.ID}, time.Now()))
	must(t, s.update(ctx, func(x tx) error {
		_, err := x.exec(ctx, `
			DELETE FROM observation; DELETE FROM suggestion; DELETE FROM reflection;
			UPDATE community SET root = id, merged_into = NULL, state = 'gone';
			DELETE FROM community`)
		return err
	}))
	_, err = s.RestoreTrash(ctx, "U")
	must(t, err)
	back, err = s.Reflection(ctx, string(r.ID))
	if err != nil || len(back.Communities) != 2 || back.Answers[1].Community.Name != "Singers" {
		t.Errorf("%+v, %v", back.Communities, err)
	}
}

func TestARestoredReflectionReplacesNone(t *testing.T) {
	t.Parallel()
	s, r, _ := trashShelf(t)
	ctx := t.Context()
	must(t, s.DeleteReflections(ctx, []journal.ID{r.ID}, time.Now()))
	again := r
	again.Title = "Again"
	_, err := s.AddReflection(ctx, again)
	must(t, err)
	if _, err := s.RestoreTrash(ctx, "U"); journal.KindOf(err) != journal.Conflict {
		t.Error(err)
	}
	if is, err := s.Reflection(ctx, string(r.ID)); err != nil || is.Title != "Again" {
		t.Errorf("%v, %v", is, err)
	}
	if n, err := s.EmptyTrash(ctx); err != nil || n != 1 {
		t.Error(n, err)
	}
	if trash, err := s.Trash(ctx); err != nil || len(trash) > 0 {
		t.Error(trash, err)
	}
}

// Of several reflections one that is not there keeps all of them.
func TestAllOrNoneAreDeleted(t *testing.T) {
	t.Parallel()
	s, r, _ := trashShelf(t)
	before := dump(t, s)
	if err := s.DeleteReflections(t.Context(), []journal.ID{r.ID, "nobody"}, time.Now()); journal.KindOf(err) != journal.NotFound {
		t.Error(err)
	}
	if after := dump(t, s); !slices.Equal(after, before) {
		t.Error("some of it went")
	}
}
