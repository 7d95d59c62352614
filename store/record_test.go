package store

import (
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// records are those of a journal, all at once.
func records(t *testing.T, s *Store) (all []journal.Record) {
	t.Helper()
	for r, err := range s.EachRecord(t.Context()) {
		must(t, err)
		all = append(all, r)
	}
	return all
}

func recordsOf(all []journal.Record) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// rows are all there is in a journal's tables, as SQLite has it.
func rows(t *testing.T, s *Store) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	must(t, s.update(t.Context(), func(db tx) error {
		tables, err := query(t.Context(), db, scanText, `
			SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'hold'
				AND name NOT LIKE 'search%'`) // which is worked out, and numbered as it was written
		if err != nil {
			return err
		}
		for _, table := range tables {
			found, err := db.QueryContext(t.Context(), `SELECT * FROM `+table)
			if err != nil {
				return err
			}
			columns, _ := found.Columns()
			for found.Next() {
				cells, into := make([]any, len(columns)), make([]any, len(columns))
				for i := range cells {
					into[i] = &cells[i]
				}
				if err := found.Scan(into...); err != nil {
					return err
				}
				all[table] = append(all[table], fmt.Sprintf("%q", cells))
			}
			slices.Sort(all[table])
			if err := errors.Join(found.Err(), found.Close()); err != nil {
				return err
			}
		}
		return nil
	}))
	return all
}

// TestRecordsMakeTheSameJournal: what the records of a journal make is that journal
// again, to the last byte and in every table.
func TestRecordsMakeTheSameJournal(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := Open(ctx, version2(t), Options{})
	must(t, err)
	defer s.Close()
	odd := "no character \xff\xfe, one from the last plane \U0010FE41, e\u0301, \u202e, \r\n and\tno line feed at the end"
	now := time.Date(2026, 11, 23, 14, 30, 0, 123456789, time.FixedZone("", -90*60))
	a, err := s.AddCommunity(ctx, journal.Community{Name: "Gardeners", Alias: "soil", About: odd, Created: now, Tags: []string{"É"}})
	must(t, err)
	b, err := s.AddCommunity(ctx, journal.Community{Name: "Allotment", Kinds: []string{"place"}, Where: "by the river"})
	must(t, err)
	c, err := s.AddCommunity(ctx, journal.Community{Name: "Composters"})
	must(t, err)
	_, err = s.EditCommunity(ctx, a.ID, func(c *journal.Community) error { c.Name, c.Alias = "Growers", "earth"; return nil })
	must(t, err)
	_, err = s.MergeCommunities(ctx, c.ID, b.ID, now)
	must(t, err)
	_, err = s.MergeCommunities(ctx, b.ID, a.ID, now)
	must(t, err)
	_, err = s.EditCommunity(ctx, a.ID, func(c *journal.Community) error { c.Name = "Allotment"; return nil }) // a part's name is taken
	must(t, err)
	gone, err := s.AddCommunity(ctx, journal.Community{Name: "Left"})
	must(t, err)
	yes := true
	r, err := s.AddReflection(ctx, journal.Reflection{
		Title: odd, Created: now, Private: true, Minutes: 3, Tags: []string{"x", "É"}, Communities: []journal.CommunityRef{b.Ref(), gone.Ref()},
		Answers: []journal.Answer{
			{Key: "white", Kind: journal.LongText, Value: journal.TextValue(" \n")},
			{Key: "none", Kind: journal.Rating, Value: journal.Value{NotSure: true}},
			{Key: "no", Kind: journal.Rating, Value: journal.Value{Declined: true}, Private: true},
			{Key: "list", Kind: journal.Inventory, Community: &journal.CommunityRef{ID: c.ID}, Value: journal.Value{Communities: []journal.Community{{ID: c.ID, Name: odd, Rhythm: "weekly"}}}},
			{Key: "try", Kind: journal.SuggestionsK, Labels: []string{odd}, Value: journal.Value{Suggestions: []journal.Suggestion{{Text: odd, TryBy: "2026-12", Helped: &yes}}}},
		},
	})
	must(t, err)
	must(t, s.AddObservations(ctx, []journal.Observation{
		{Community: b.ID, Measure: "domain", Value: journal.NumberValue(4), At: now, Note: odd, Reflection: r.ID},
		{Measure: "energy", Value: journal.ChoiceValue("a", odd), Labels: []string{"A", odd}},
	}))
	_, err = s.UndoObservations(ctx, "", now)
	must(t, err)
	must(t, s.DeleteCommunity(ctx, gone.ID, now))
	_, err = s.EmptyTrash(ctx)
	must(t, err)
	late, err := s.AddCommunity(ctx, journal.Community{Name: "Late"})
	must(t, err)
	must(t, s.DeleteCommunity(ctx, late.ID, now))
	after, err := s.Reflection(ctx, string(r.ID))
	must(t, err)
	after.Title, after.Updated = "Changed", now.Add(time.Hour)
	before, err := s.Reflection(ctx, string(r.ID))
	must(t, err)
	_, err = s.Change(ctx, journal.Change{Before: before, After: after})
	must(t, err)
	deleted, err := s.AddReflection(ctx, journal.Reflection{Title: odd, Answers: r.Answers[:2]})
	must(t, err)
	must(t, s.DeleteReflections(ctx, []journal.ID{deleted.ID}, now))
	page := journal.Contribution{Page: "p-01", Title: odd, By: "a new lecturer", Written: "2026-11", Text: odd, Source: "post.md", Added: now}
	added, err := s.AddContribution(ctx, page)
	must(t, err)
	page.Text, page.Read = "newer", now
	_, err = s.AddContribution(ctx, page)
	must(t, err)
	from := added.Contribution.Ref()
	_, err = s.AddSuggestion(ctx, journal.Suggestion{ID: "01m84c2g1h7n3v9k5r8w0x4zph", Text: odd, Contribution: &from})
	must(t, err)
	must(t, s.AddShare(ctx, journal.Share{ID: "01m84c2g1h7n3v9k5r8w0x4zpg", Page: "p-02", Reflection: r.ID, Title: odd, Made: now, To: journal.ToFile, Place: odd, Answers: []string{"a"}, Text: odd}))
	must(t, s.AddCircle(ctx, journal.Circle{ID: "01m84c2g1h7n3v9k5r8w0x4zpk", Name: "Tutors " + odd, Place: odd, Role: "a tutor", Joined: now}))
	must(t, s.update(ctx, func(db tx) error {
		_, err := db.exec(ctx, `
			UPDATE circle SET changed = ?2, changed_offset = -90, seen = ?1, trouble = ?1, ended = ?2;
			INSERT INTO circle_file (circle, path, page, text, made, made_offset, sent, sent_offset, again, withdrawn)
				SELECT id, 'a' || ?1, 'p-1', ?1, ?2, 60, ?2, -60, 1, 1 FROM circle UNION ALL SELECT id, 'b', 'p-2', ?1, ?2, 0, NULL, 0, 0, 0 FROM circle;
			INSERT INTO reply (id, circle, path, page, "by", written, text, added, added_offset) SELECT 'r1', id, 'r', 'p-1', ?1, '2026', ?1, ?2, 60 FROM circle`, odd, stamp(now))
		return err
	}))
	must(t, s.SaveDraft(ctx, journal.Draft{ID: "01m84c2g1h7n3v9k5r8w0x4zpf", Title: odd, Answers: map[string]journal.Value{"a": journal.TextValue(odd)}, Trashed: now}))

	kept := records(t, s)
	some := map[string]bool{}
	for _, r := range kept {
		some["history"] = some["history"] || r.Reflection != nil && r.Reflection.History != nil
		some["trash"] = some["trash"] || r.Trashed != nil
	}
	if len(some) != 2 || !some["history"] || !some["trash"] {
		t.Errorf("there is %v", some)
	}
	if n, err := s.CountRecords(ctx); err != nil || n != len(kept) {
		t.Errorf("%d records are counted, and there are %d (%v)", n, len(kept), err)
	}
	again, err := Open(ctx, filepath.Join(t.TempDir(), "again.db"), Options{})
	must(t, err)
	defer again.Close()
	must(t, again.Fill(ctx, recordsOf(kept)))
	if got := records(t, again); !reflect.DeepEqual(got, kept) {
		t.Errorf("%d records became %d others", len(kept), len(got))
	}
	rowsBefore, rowsAfter := rows(t, s), rows(t, again)
	for table, want := range rowsBefore {
		if !slices.Equal(rowsAfter[table], want) {
			t.Errorf("%s is\n%s\nand was\n%s", table, strings.Join(rowsAfter[table], "\n"), strings.Join(want, "\n"))
		}
	}
	if got, want := everything(t, again), everything(t, s); !reflect.DeepEqual(got, want) {
		t.Errorf("it reads otherwise:\n%s", lacking(want, got))
	}

	// A journal that holds something stays as it is, and so does one that could not be filled.
	if err := again.Fill(ctx, recordsOf(kept)); journal.KindOf(err) != journal.Conflict {
		t.Errorf("a journal filled twice: %v", err)
	}
	third, err := Open(ctx, filepath.Join(t.TempDir(), "third.db"), Options{})
	must(t, err)
	defer third.Close()
	broken := errors.New("the file is damaged")
	err = third.Fill(ctx, func(yield func(journal.Record, error) bool) {
		_ = yield(kept[0], nil) && yield(journal.Record{}, broken)
	})
	if !errors.Is(err, broken) || len(records(t, third)) > 0 {
		t.Errorf("half of it is kept (%v)", err)
	}
}

// TestRecordsKnowEveryTable: a table that is added has its place in the records, or is
// worked out from the others.
func TestRecordsKnowEveryTable(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	known := strings.Fields(`
		community community_kind community_tag former_name reflection reflection_tag reflection_community answer
		contribution contribution_version observation suggestion share circle circle_file reply draft revision trashed
		tag_count hold imported`) // the last three are worked out, and of the moment; so is what is searched
	tables, err := read(t.Context(), s, func(db tx) ([]string, error) {
		return query(t.Context(), db, scanText, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'`)
	})
	must(t, err)
	for _, table := range tables {
		if !slices.Contains(known, table) {
			t.Errorf("nothing takes the table %s along: see EachRecord and Fill", table)
		}
	}
}

// Nobody has to go through to the end, and a pass takes more than one page.
func TestRecordsStop(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	must(t, s.update(ctx, func(t tx) error { return fill(ctx, t, 2*pageSize+1) }))
	seen := map[string]int{}
	for _, r := range records(t, s) {
		switch {
		case r.Community != nil:
			seen["community"]++
		case r.Reflection != nil:
			seen["reflection"]++
		case r.Observation != nil:
			seen["observation"]++
		}
	}
	if want := (map[string]int{"community": 40, "reflection": 2*pageSize + 1, "observation": 800}); !reflect.DeepEqual(seen, want) {
		t.Errorf("records %v, want %v", seen, want)
	}
	for range s.EachRecord(ctx) {
		break
	}
	for r := range s.EachRecord(ctx) {
		if r.Observation != nil {
			break
		}
	}
	if _, err := s.Communities(ctx, journal.CommunityFilter{}); err != nil {
		t.Errorf("after a pass that stopped: %v", err)
	}
}
