package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

// What editors left is taken into the answers, without losing what is there.
func TestTakeEdited(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a [b] *", "journal.db"), store.Options{})
	ok(t, err)
	defer s.Close()
	d := journal.Draft{ID: journal.NewID(time.Now()), Updated: time.Now(), Answers: map[string]journal.Value{
		"longer": journal.TextValue("one"), "other": journal.TextValue("typed since"), "same": journal.TextValue("all of it"),
	}}
	ok(t, s.SaveDraft(t.Context(), d))
	for file, text := range map[string]string{
		"longer/kith-1/text.md": "one and two\n", "other/kith-1/text.md": "from before\n", "same/kith-1/text.md": "all\n",
		"look[01].works/kith-1/text.md": "", "look[01].works/kith-1/text.md.save": "hung up\n",
		"swap/kith-1/text.md": "", "swap/kith-1/.text.md.swp": "b0VIM",
	} {
		page, name := filepath.Dir(filepath.Dir(file)), filepath.Join("kith-1", filepath.Base(file))
		path := filepath.Join(s.EditorDir(d.ID, page), name)
		ok(t, os.MkdirAll(filepath.Dir(path), 0o700))
		ok(t, os.WriteFile(path, []byte(text), 0o600))
	}
	drafts, err := s.Drafts(t.Context())
	ok(t, err)
	if len(drafts) != 1 || !drafts[0].Edited {
		t.Errorf("%+v", drafts)
	}
	h, err := s.HoldDraft(t.Context(), d.ID, "a test")
	ok(t, err)
	d, more, err := h.TakeEdited(t.Context(), d)
	ok(t, err)
	for page, want := range map[string]string{
		"longer": "one and two", "other": "typed since\n\nfrom before", "same": "all of it", "look[01].works": "hung up", "swap": "",
	} {
		if got := d.Answers[page].Text; got != want {
			t.Errorf("%s is %q, want %q", page, got, want)
		}
	}
	swap := filepath.Join(s.EditorDir(d.ID, "swap"), "taken-kith-1", ".text.md.swp")
	if _, err := os.Stat(swap); err != nil || len(more) != 1 || more[0] != swap {
		t.Error(more, err)
	}
	ok(t, h.Close())
	kept, err := s.Draft(t.Context(), string(d.ID))
	ok(t, err)
	if kept.Edited || kept.Answers["longer"].Text != "one and two" {
		t.Errorf("kept is %+v", kept)
	}
	if _, err := os.Stat(s.EditorDir(d.ID, "longer")); !os.IsNotExist(err) {
		t.Error(err)
	}
}
