package store

import (
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"kith/journal"
)

// TestShare: what left is kept as it left, and is found by its id and its page's.
func TestShare(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal.db")
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	r, err := s.AddReflection(t.Context(), journal.Reflection{Title: "One"})
	must(t, err)
	made := time.Date(2026, 11, 23, 14, 30, 0, 0, time.FixedZone("", 3600))
	sh := journal.Share{
		ID: journal.NewID(made), Reflection: r.ID, Title: "One", By: "a friend", Made: made, To: journal.ToCircle, Place: "tutors",
		Answers: []string{"note"}, Text: "---\nkith: page/1\n---\n\nOne\r\n",
	}
	sh.Page = journal.NewPage(sh.ID)
	if before, err := s.SharedBefore(t.Context(), sh); err != nil || before != "" {
		t.Errorf("before: %q, %v", before, err)
	}
	must(t, s.AddShare(t.Context(), sh))
	file := sh
	file.ID, file.To, file.Place = journal.NewID(made), journal.ToFile, "one.md"
	if before, err := s.SharedBefore(t.Context(), file); err != nil || before != "" {
		t.Errorf("in another place: %q, %v", before, err)
	}
	file.Page = journal.NewPage(file.ID)
	must(t, s.AddShare(t.Context(), file))
	must(t, s.Close())

	s, err = Open(t.Context(), path, Options{ReadOnly: true})
	must(t, err)
	defer s.Close()
	if before, err := s.SharedBefore(t.Context(), sh); err != nil || before != sh.Page {
		t.Errorf("again: %q, %v", before, err)
	}
	got, err := s.Share(t.Context(), sh.ID.Short())
	if err != nil || !got.Made.Equal(sh.Made) {
		t.Fatalf("%v, %v", got, err)
	}
	got.Made = sh.Made
	if !reflect.DeepEqual(got, sh) {
		t.Errorf("got  %+v\nwant %+v", got, sh)
	}
	if all, err := s.Shares(t.Context(), ""); err != nil || len(all) != 2 || all[0].Text != "" {
		t.Errorf("all: %v, %v", all, err)
	}
	if one, err := s.Shares(t.Context(), "tutors"); err != nil || len(one) != 1 || one[0].ID != sh.ID {
		t.Errorf("of a circle: %v, %v", one, err)
	}
}

func TestVersion4LearnsToShare(t *testing.T) {
	t.Parallel()
	path := versionOf(t, 4, `INSERT INTO reflection VALUES ('01kb', 'Before', '', '2026-11-23T13:30:00.000000000Z', 60, '2026-11-23T13:30:00.000000000Z', 60, 0, 0)`)
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	r, err := s.Reflection(t.Context(), "last")
	if err != nil || r.Title != "Before" {
		t.Errorf("%+v, %v", r, err)
	}
	must(t, s.AddShare(t.Context(), journal.Share{ID: "01kc", Page: "p-01kc", Reflection: r.ID, Made: time.Now(), To: journal.ToOutput}))
}
