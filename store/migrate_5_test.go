package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// TestMigrateFromVersion4: a journal of the version before keeps what it has, which can
// then be changed, put into the trash and taken back.
func TestMigrateFromVersion4(t *testing.T) {
	t.Parallel()
	path := versionOf(t, 4, `
		INSERT INTO reflection VALUES ('01old', 'Old', '', '2026-11-20T10:00:00.000000000Z', 60, '2026-11-20T10:00:00.000000000Z', 60, 0, 0);
		INSERT INTO reflection_tag VALUES ('01old', '2026-11-20T10:00:00.000000000Z', 'a', 'a', 0);
		INSERT INTO answer VALUES ('01old', 0, 'note', '', '', 'long_text', 'It rained.', NULL, NULL, NULL, 0)`)
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	was, err := s.Reflection(t.Context(), "last")
	must(t, err)
	if revisions, err := s.Revisions(t.Context(), was.ID); err != nil || len(revisions) > 0 || was.Title != "Old" {
		t.Errorf("%+v, %v", revisions, err)
	}
	after := was
	after.Title, after.Updated = "New", was.Updated.Add(time.Hour)
	_, err = s.Change(t.Context(), journal.Change{Before: was, After: after})
	must(t, err)
	must(t, s.DeleteReflections(t.Context(), []journal.ID{was.ID}, time.Now()))
	_, err = s.RestoreTrash(t.Context(), "New")
	must(t, err)
	if revisions, err := s.Revisions(t.Context(), was.ID); err != nil || len(revisions) != 1 || revisions[0].Reflection.Title != "Old" {
		t.Errorf("%+v, %v", revisions, err)
	}
}

// TestMigrateFromVersion6: what was indexed as the kith before had its words is found as
// this one has them.
func TestMigrateFromVersion6(t *testing.T) {
	t.Parallel()
	path := versionOf(t, 6, `
		INSERT INTO reflection (id, title, activity, created, created_offset, updated, updated_offset, minutes, private)
			VALUES ('01old', 'Old', '', '2026-11-20T10:00:00.000000000Z', 60, '2026-11-20T10:00:00.000000000Z', 60, 0, 0);
		INSERT INTO answer VALUES ('01old', 0, 'note', '', '', 'long_text', 'Smørrebrød in Łódź.', NULL, NULL, NULL, 0);
		DELETE FROM search_stale;
		INSERT INTO search_document VALUES (5, 'reflection', '01old');
		INSERT INTO search (rowid, body) VALUES (5, 'smørrebrød in łodz')`)
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	for _, words := range []string{"smorrebrod", "Łódź", "lodz"} {
		found := 0
		for hit, err := range s.Search(t.Context(), journal.Search{Query: journal.ParseQuery(words)}) {
			must(t, err)
			if hit.ID == "01old" {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%q is found %d times", words, found)
		}
	}
}

// TestTheTrashTakesAllOfAReflection: a table whose rows belong to reflections, and is not
// among those that go into the trash, would lose them there.
func TestTheTrashTakesAllOfAReflection(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	rows, err := s.db.Query(`
		SELECT DISTINCT m.name FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table' AND f."table" = 'reflection' ORDER BY m.name`)
	must(t, err)
	defer rows.Close()
	taken := ","
	for _, table := range ofReflection {
		taken += table[0] + ","
	}
	for _, table := range pointing {
		taken += table + ","
	}
	found := 0
	for rows.Next() {
		var table string
		must(t, rows.Scan(&table))
		if found++; !strings.Contains(taken, ","+table+",") {
			t.Errorf("the trash does not know of the table %s", table)
		}
	}
	if must(t, rows.Err()); found != len(ofReflection)-1+len(pointing) {
		t.Errorf("%d tables name reflections", found)
	}
}
