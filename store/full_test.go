package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"kith/journal"
)

// TestFullDisk: what was there stays, what was not kept is said to be, and once
// there is room kith goes on.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	s.db.SetMaxOpenConns(1) // the limit is the connection's
	_, err = s.db.Exec(fmt.Sprint("PRAGMA max_page_count = ", number(t, s, "PRAGMA page_count")+20))
	must(t, err)

	text := strings.Repeat("a full page of writing ", 200)
	draft := journal.Draft{ID: "d1", Answers: map[string]journal.Value{"a": journal.TextValue(text)}}
	must(t, s.SaveDraft(t.Context(), draft))
	kept := 0
	for err == nil && kept < 1000 {
		if _, err = s.AddReflection(t.Context(), journal.Reflection{Answers: []journal.Answer{{Key: "note", Value: journal.TextValue(text)}}}); err == nil {
			kept++
		}
	}
	full := func(err error) {
		t.Helper()
		var e *journal.Error
		if !errors.As(err, &e) || e.Kind != journal.Internal || !strings.Contains(e.Text, "disk is full") || !strings.Contains(e.Hint, filepath.Dir(s.Path())) {
			t.Errorf("got %v", err)
		}
	}
	full(err)
	longer := draft
	longer.Answers = map[string]journal.Value{"a": journal.TextValue(strings.Repeat(text, 50))}
	full(s.SaveDraft(t.Context(), longer))
	_, err = s.Keep(t.Context(), journal.Outcome{
		Reflection: journal.Reflection{Answers: []journal.Answer{{Key: "a", Value: longer.Answers["a"]}}},
		Draft:      draft,
	})
	full(err)

	rs, err := s.Reflections(t.Context(), journal.Filter{})
	must(t, err)
	if len(rs) != kept {
		t.Errorf("%d reflections, want %d", len(rs), kept)
	}
	d, err := s.Draft(t.Context(), "")
	must(t, err)
	if d.Answers["a"].Text != text {
		t.Error("the draft is not as it was saved last")
	}
	if n := number(t, s, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"); n != 0 {
		t.Error("the journal was damaged")
	}
	_, err = s.db.Exec("PRAGMA max_page_count = 100000")
	must(t, err)
	must(t, s.SaveDraft(t.Context(), longer))
}
