package store

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kith/journal"
)

// journal1 is what a kith of the first schema left in a journal.
const journal1 = `
	INSERT INTO community VALUES
		('c1', 'Go Meetup', 'go meetup', 'GM', 'gm', 'Talks', 'the back room', 'weekly', '2019-09',
			'2025-01-02T08:00:00.000000000Z', 60, NULL, 0),
		('c2', 'Choir', 'choir', '', NULL, '', '', '', '',
			'2024-01-02T08:00:00.000000000Z', 0, '2026-01-01T00:00:00.000000000Z', -210),
		('c3', 'Book club', 'book club', '', NULL, '', '', '', '', '2025-06-02T08:00:00.000000000Z', 0, NULL, 0);
	INSERT INTO community_kind VALUES ('c1', 'work', 'Work', 0);
	INSERT INTO community_tag VALUES ('c1', 'go', 'Go', 0), ('c2', 'go', 'go', 0);
	INSERT INTO reflection VALUES ('r1', 'Friday', 'your-communities',
		'2026-11-20T17:00:00.000000000Z', 60, '2026-11-20T17:00:00.000000000Z', 60, 20, 0);
	INSERT INTO reflection_tag VALUES ('r1', '2026-11-20T17:00:00.000000000Z', 'go', 'GO', 0);
	INSERT INTO reflection_community VALUES ('r1', '2026-11-20T17:00:00.000000000Z', 'c1', 0);
	INSERT INTO answer VALUES
		('r1', 0, 'works', 'look', 'How well?', 'rating', '', '{"number":4}', '["well"]', 'c1', 0),
		('r1', 1, 'why', '', 'Why?', 'long_text', 'Because', NULL, NULL, NULL, 1);
	INSERT INTO observation VALUES
		('o1', 'c1', 'domain', '', '{"number":2}', '2026-10-01T17:00:00.000000000Z', 60, NULL, 'a guess'),
		('o2', 'c1', 'domain', '', '{"number":4}', '2026-11-20T17:00:00.000000000Z', 60, 'r1', ''),
		('o3', NULL, 'energy', '', '{"number":3}', '2026-11-21T17:00:00.000000000Z', 0, NULL, '');
	INSERT INTO suggestion VALUES ('s1', 'Ask', 'a tutor', 'c1', 'practice', '2026-12',
		'2026-11-20T17:00:00.000000000Z', 60, 'r1', 'open', NULL, '', NULL, 0);
	INSERT INTO draft VALUES ('d1', 'week', 'Week', '2026-11-22T17:00:00.000000000Z', 0, 2, 5,
		'{"id":"d1","activity":"week","title":"Week","source":"","place":"look[c1].works","answers":{"look[c1].works":{"number":4}},
		"started":"2026-11-22T17:00:00Z","updated":"2026-11-22T17:00:00Z","spent":0,"sitting":1,"step":2,"steps":5}');
	INSERT INTO hold VALUES ('d1', 'process 4711');`

// TestMigrateTo2 brings a journal of the first schema up to date with all that
// can be in one.
func TestMigrateTo2(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "journal.db")
	old, err := open(ctx, path, Options{}, upTo(t, 1))
	must(t, err)
	_, err = old.db.Exec(journal1)
	must(t, err)
	must(t, old.Close())

	s, err := Open(ctx, path, Options{})
	must(t, err)
	must(t, s.Close())
	s, err = Open(ctx, path, Options{}) // nothing is left to do
	must(t, err)
	defer s.Close()
	if v := number(t, s, "PRAGMA user_version"); v != latest(t) {
		t.Errorf("version %d", v)
	}
	if n := number(t, s, `SELECT count(*) FROM pragma_foreign_key_check`); n != 0 {
		t.Errorf("%d foreign keys lead nowhere", n)
	}
	var check string
	must(t, s.db.QueryRow("PRAGMA integrity_check").Scan(&check))
	if check != "ok" {
		t.Error(check)
	}

	cs, err := s.Communities(ctx, journal.CommunityFilter{Sort: journal.SortLookedAt})
	must(t, err)
	if len(cs) != 2 || cs[0].ID != "c1" || cs[0].Alias != "GM" || cs[0].Started != "2019-09" ||
		!slices.Equal(cs[0].Kinds, []string{"Work"}) || !slices.Equal(cs[0].Tags, []string{"Go"}) || cs[1].Name != "Book club" {
		t.Errorf("communities %+v", cs)
	}
	archived, err := s.Communities(ctx, journal.CommunityFilter{Archived: true})
	must(t, err)
	if len(archived) != 1 || archived[0].Archived.Format(time.RFC3339) != "2025-12-31T20:30:00-03:30" {
		t.Errorf("archived %+v", archived)
	}
	r, err := s.Reflection(ctx, "last")
	must(t, err)
	if len(r.Answers) != 2 || r.Answers[0].Community.Name != "Go Meetup" || len(r.Communities) != 1 || len(r.Tags) != 1 {
		t.Errorf("reflection %+v", r)
	}
	sg, err := s.Suggestions(ctx, journal.SuggestionFilter{Community: "c1"})
	if err != nil || len(sg) != 1 {
		t.Errorf("suggestions %+v, %v", sg, err)
	}
	d, err := s.Draft(ctx, "")
	if err != nil || *d.Answers["look[c1].works"].Number != 4 {
		t.Errorf("draft %+v, %v", d, err)
	}

	// What is new works on what was there.
	_, err = s.UndoObservations(ctx, "c1", time.Now())
	must(t, err)
	l, err := s.Latest(ctx, nil)
	if err != nil || *l["c1"]["domain"].Value.Number != 2 || l["c1"]["domain"].Note != "a guess" {
		t.Errorf("latest %+v, %v", l, err)
	}
	_, err = s.MergeCommunities(ctx, "c1", "c2", time.Now())
	must(t, err)
	if os, err := s.Observations(ctx, "c2", 0); err != nil || len(os) != 2 || os[0].From.Name != "Go Meetup" {
		t.Errorf("observations %+v, %v", os, err)
	}
}

func TestMigrateTo2LeavesACopy(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal.db")
	old, err := open(t.Context(), path, Options{}, upTo(t, 1))
	must(t, err)
	_, err = old.db.Exec(journal1)
	must(t, err)
	must(t, old.Close())
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	must(t, s.Close())

	info, err := os.Stat(path + ".before-2")
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has %v", info.Mode())
	}
	before, err := open(t.Context(), path+".before-2", Options{}, upTo(t, 1))
	must(t, err)
	defer before.Close()
	for query, want := range map[string]int{
		"PRAGMA user_version":                                                       1,
		"SELECT count(*) FROM community":                                            3,
		"SELECT count(*) FROM observation WHERE note='a guess'":                     1,
		"SELECT count(*) FROM answer":                                               2,
		"SELECT count(*) FROM draft":                                                1,
		"SELECT count(*) FROM pragma_table_xinfo('community') WHERE name = 'state'": 0,
	} {
		if got := number(t, before, query); got != want {
			t.Errorf("%s is %d, want %d", query, got, want)
		}
	}
}
