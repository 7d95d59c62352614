package store

import (
	"io/fs"
	"path/filepath"
	"reflect"
	"testing"
	"testing/fstest"
	"time"

	"kith/journal"
)

// imports are a good reflection between two that no journal takes, and a page.
func imports() ([]journal.Reflection, []journal.Contribution) {
	at := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	one := func(id journal.ID, text string, tags ...string) journal.Reflection {
		return journal.Reflection{
			ID: id, Title: text, Created: at, Updated: at, Tags: tags, Communities: []journal.CommunityRef{{Name: "of " + string(id)}},
			Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(text)}},
		}
	}
	return []journal.Reflection{one("r1", "a NUL \x00"), one("r2", "good"), one("r3", "no tag", " ")},
		[]journal.Contribution{{ID: "c1", Title: "Theirs", Text: "Words", Source: "a.md", Added: at}}
}

func TestImportKeepsTheRest(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	reflections, pages := imports()
	done, err := s.Import(t.Context(), "i1", reflections, pages)
	must(t, err)
	if done.Reflections != 1 || done.Contributions != 1 || len(done.Refused) != 2 || done.Refused["r1"] == nil || done.Refused["r3"] == nil {
		t.Errorf("%+v", done)
	}
	if n := number(t, s, `SELECT count(*) FROM community`); n != 1 {
		t.Errorf("%d communities: those of what was refused stayed", n)
	}
	done, err = s.Import(t.Context(), "i2", reflections[1:2], pages)
	if err != nil || done.Reflections+done.Contributions > 0 {
		t.Errorf("a second time: %+v, %v", done, err)
	}
	must(t, s.MarkRead(t.Context(), time.Now(), "c1")) // is no change of it
	gone, err := s.Unimport(t.Context(), time.Now())
	if err != nil || gone.Reflections != 1 || gone.Contributions != 1 || len(gone.Stay) > 0 {
		t.Errorf("%+v, %v", gone, err)
	}
	if n := number(t, s, `SELECT (SELECT count(*) FROM reflection) + (SELECT count(*) FROM community WHERE state = 'kept') + (SELECT count(*) FROM contribution WHERE state = 'kept')`); n != 0 {
		t.Errorf("%d things stay", n)
	}
	there, theirs, err := s.There(t.Context(), []journal.ID{"r1", "r2"}, pages)
	if r, ok := there["r2"]; err != nil || len(there) != 1 || !ok || r.ID != "" || len(theirs) != 1 || theirs["c1"].Text != "" {
		t.Errorf("%+v, %+v, %v", there, theirs, err)
	}
}

// A page of which a newer version came since is not taken back.
func TestUnimportLeavesANewerPage(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	_, pages := imports()
	pages[0].Page = "p-1"
	_, err = s.Import(t.Context(), "i1", nil, pages)
	must(t, err)
	newer := pages[0]
	newer.ID, newer.Text = "", "Other words"
	_, err = s.AddContribution(t.Context(), newer)
	must(t, err)
	if gone, err := s.Unimport(t.Context(), time.Now()); err != nil || gone.Contributions != 0 || !reflect.DeepEqual(gone.Stay, []journal.ID{"c1"}) {
		t.Errorf("%+v, %v", gone, err)
	}
}

// TestMigrateFromVersion5: what an import brought can be taken back, and other people's
// pages come with one.
func TestMigrateFromVersion5(t *testing.T) {
	t.Parallel()
	before := fstest.MapFS{}
	names, err := fs.Glob(migrations, "migrations/000[1-5]*.sql")
	must(t, err)
	for _, name := range names {
		script, err := fs.ReadFile(migrations, name)
		must(t, err)
		before[name] = &fstest.MapFile{Data: script}
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	s, err := open(t.Context(), path, Options{}, before)
	must(t, err)
	reflections, pages := imports()
	_, err = s.Import(t.Context(), "i1", reflections[1:2], nil)
	must(t, err)
	must(t, s.Close())
	s, err = Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	_, err = s.Import(t.Context(), "i2", nil, pages)
	must(t, err)
	for _, want := range []Unimported{{Contributions: 1}, {Reflections: 1}} {
		if gone, err := s.Unimport(t.Context(), time.Now()); err != nil || !reflect.DeepEqual(gone, want) {
			t.Errorf("%+v, %v, want %+v", gone, err, want)
		}
	}
}
