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
	if n := kept(t, s); n != 0 {
		t.Errorf("%d things stay", n)
	}
}

// What was taken back comes in again with the next import of the same, as that says; what
// the person has put into the trash stays there.
func TestImportAfterUnimport(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	_, pages := imports()
	var tags []string
	begun, day := time.Now(), 0
	later := func() time.Time {
		day++
		return begun.AddDate(0, 0, day)
	}
	bring := func(want int) {
		t.Helper()
		there, theirs, err := s.There(t.Context(), []journal.ID{"r2"}, pages)
		if err != nil || len(there)+len(theirs) != 2-want {
			t.Errorf("there are %+v, %+v, %v; %d are to come", there, theirs, err, want)
		}
		reflections, _ := imports()
		reflections[1].Tags = tags
		done, err := s.Import(t.Context(), journal.NewID(later()), reflections[1:2], pages)
		if err != nil || len(done.Refused) > 0 || done.Reflections+done.Contributions != want {
			t.Errorf("%+v, %v; %d were to come", done, err, want)
		}
	}
	undo := func() {
		t.Helper()
		gone, err := s.Unimport(t.Context(), later())
		if err != nil || gone.Reflections != 1 || gone.Contributions != 1 || len(gone.Stay) > 0 {
			t.Errorf("%+v, %v", gone, err)
		}
		if n := kept(t, s); n != 0 {
			t.Errorf("%d things stay", n)
		}
	}
	bring(2)
	must(t, s.AddShare(t.Context(), journal.Share{ID: "s1", Page: "p-1", Reflection: "r2", Title: "A page", Made: begun, To: journal.ToFile, Place: "a.md", Text: "A page"}))
	undo()
	tags = []string{"more"}
	bring(2)
	r, err := s.Reflection(t.Context(), "last")
	if err != nil || !reflect.DeepEqual(r.Tags, tags) || len(r.Communities) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if n := kept(t, s); n != 3 {
		t.Errorf("%d things are there", n)
	}
	if n := number(t, s, `SELECT count(*) FROM share WHERE reflection = 'r2'`); n != 1 {
		t.Error("what hung on it does no more")
	}
	undo()
	bring(2)
	undo()
	_, err = s.EmptyTrash(t.Context())
	must(t, err)
	bring(2)

	// Restored by the person, and deleted by them, it stays deleted.
	undo()
	_, err = s.RestoreTrash(t.Context(), "good")
	must(t, err)
	_, err = s.RestoreTrash(t.Context(), "Theirs")
	must(t, err)
	bring(0)
	must(t, s.DeleteReflections(t.Context(), []journal.ID{"r2"}, later()))
	must(t, s.DeleteContribution(t.Context(), "c1", later()))
	bring(0)
	if n := kept(t, s); n != 0 {
		t.Errorf("%d things are there", n)
	}
	if _, err := s.Unimport(t.Context(), later()); journal.KindOf(err) != journal.NotFound {
		t.Errorf("%v: nothing is left to take back", err)
	}
	// So does what they deleted before the import was undone.
	_, err = s.EmptyTrash(t.Context())
	must(t, err)
	bring(2)
	must(t, s.DeleteReflections(t.Context(), []journal.ID{"r2"}, later()))
	must(t, s.DeleteContribution(t.Context(), "c1", later()))
	if gone, err := s.Unimport(t.Context(), later()); err != nil || gone.Reflections+gone.Contributions > 0 {
		t.Errorf("%+v, %v", gone, err)
	}
	bring(0)
}

// kept counts what is in the journal and not in the trash.
func kept(t *testing.T, s *Store) int {
	t.Helper()
	return number(t, s, `SELECT (SELECT count(*) FROM reflection) + (SELECT count(*) FROM community WHERE state = 'kept') + (SELECT count(*) FROM contribution WHERE state = 'kept')`)
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
