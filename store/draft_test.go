package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"kith/journal"
)

func (sh *shelf) save(d journal.Draft) {
	sh.t.Helper()
	ok(sh.t, sh.SaveDraft(sh.t.Context(), d))
}

func TestDraftComesBackAsItWas(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	answers := map[string]journal.Value{"nul": journal.TextValue("a draft holds\x00anything"), "bytes": journal.TextValue("\xff\xfe\U0010FE41")}
	for _, a := range everyValue(journal.Community{ID: "c1", Name: "Go Meetup"}) {
		answers["look[c1]."+a.Key] = a.Value
	}
	in := journal.Draft{
		ID: journal.NewID(at(1, 1)), Activity: "gibbs-cycle", Title: "Gibbs \"cycle\"", Source: "schema = 1\r\n# é\n", Full: true,
		Place: "look[c1].works", Answers: answers, Started: at(1, 1), Updated: at(2, 2), Date: at(3, 3), Spent: 90 * time.Second,
		Tags: []string{"a", "b\xff"}, Sitting: 2, Reflection: "r1", Step: 4, Steps: 22,
	}
	sh.save(journal.Draft{ID: in.ID, Title: "as it was before", Updated: at(1, 1), Answers: map[string]journal.Value{"gone": journal.YesValue(true)}})
	sh.save(in)
	sh.reopen()
	out, err := sh.Draft(t.Context(), "")
	ok(t, err)
	if len(out.Answers) != len(in.Answers) {
		t.Errorf("%d answers, want %d", len(out.Answers), len(in.Answers))
	}
	for page, want := range in.Answers {
		if !out.Answers[page].Equal(want) {
			t.Errorf("%s: %#v, want %#v", page, out.Answers[page], want)
		}
	}
	sameTime(t, "started", out.Started, in.Started)
	sameTime(t, "updated", out.Updated, in.Updated)
	sameTime(t, "date", out.Date, in.Date)
	out.Answers, out.Started, out.Updated, out.Date = in.Answers, in.Started, in.Updated, in.Date
	if !reflect.DeepEqual(in, out) {
		t.Errorf("got  %#v\nwant %#v", out, in)
	}
}

func TestDrafts(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	_, err := sh.Draft(t.Context(), "")
	refused(t, err, journal.NotFound, "kith reflect")
	sh.save(journal.Draft{ID: "01kb0000aaaa", Title: "older", Updated: at(1, 1)})
	sh.save(journal.Draft{ID: "01kb0000bbbb", Title: "newest", Updated: at(3, 1)})
	sh.save(journal.Draft{ID: "01kb0000cccc", Title: "middle", Updated: at(2, 1).UTC()})
	sh.reopen()
	all, err := sh.Drafts(t.Context())
	ok(t, err)
	if len(all) != 3 || all[0].Title != "newest" || all[1].Title != "middle" || all[2].Title != "older" {
		t.Errorf("got %+v", all)
	}
	for ref, want := range map[string]string{"": "newest", "AAAA": "older", "0cccc": "middle", "01kb0000bbbb": "newest"} {
		d, err := sh.Draft(t.Context(), ref)
		ok(t, err)
		if d.Title != want {
			t.Errorf("%q is %s", ref, d.Title)
		}
	}
	_, err = sh.Draft(t.Context(), "01kb")
	refused(t, err, journal.Conflict, "several drafts", "newest")
	_, err = sh.Draft(t.Context(), "zzzz")
	refused(t, err, journal.NotFound, "kith draft list")
	_, err = sh.Draft(t.Context(), "a")
	refused(t, err, journal.Invalid, "too short")
}

// TestSaveDraftWhenTold to stop: ctrl-c is when a draft is saved.
// A draft whose body is damaged is named, and hides no other.
func TestADamagedDraftHidesNoOther(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.save(journal.Draft{ID: "01kb0000aaaa", Title: "sound", Updated: at(1, 1)})
	sh.save(journal.Draft{ID: "01kb0000bbbb", Title: "damaged", Updated: at(3, 1)})
	db, err := sql.Open("sqlite", sh.path)
	ok(t, err)
	_, err = db.Exec(`UPDATE draft SET body = '{"id": 7}' WHERE title = 'damaged'`)
	ok(t, errors.Join(err, db.Close()))
	all, err := sh.Drafts(t.Context())
	ok(t, err)
	if len(all) != 2 || !all[0].Damaged || all[0].ID != "01kb0000bbbb" || all[0].Title != "damaged" || !all[0].Updated.Equal(at(3, 1)) || all[1].Damaged || all[1].Title != "sound" {
		t.Errorf("got %+v", all)
	}
	ok(t, sh.DeleteDraft(t.Context(), "01kb0000bbbb", at(4, 1)))
	things, err := sh.Trash(t.Context())
	if err != nil || len(things) != 1 || things[0].Name != "damaged" || !things[0].At.Equal(at(4, 1)) {
		t.Errorf("in the trash: %+v, %v", things, err)
	}
}

func TestSaveDraftWhenToldToStop(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ok(t, sh.SaveDraft(ctx, journal.Draft{ID: "d1", Title: "kept"}))
	sh.reopen()
	if d, err := sh.Draft(t.Context(), ""); err != nil || d.Title != "kept" {
		t.Errorf("got %+v, %v", d, err)
	}
}

func TestSaveDraftRefuses(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	refused(t, sh.SaveDraft(t.Context(), journal.Draft{}), journal.Internal)
}

func TestDeleteDraft(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.save(journal.Draft{ID: "d1"})
	refused(t, sh.DeleteDraft(t.Context(), "d2", at(20, 9)), journal.NotFound, "d2")
	hold, err := sh.HoldDraft(t.Context(), "d1", "process 7")
	ok(t, err)
	refused(t, sh.DeleteDraft(t.Context(), "d1", at(20, 9)), journal.Locked, "process 7")
	ok(t, hold.Close())
	ok(t, sh.DeleteDraft(t.Context(), "d1", at(20, 9)))
	sh.reopen()
	if all, err := sh.Drafts(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("got %v, %v", all, err)
	}
	if locks, err := filepath.Glob(filepath.Join(sh.path+"-drafts", "*")); err != nil || len(locks) != 0 {
		t.Errorf("lock files are left: %v, %v", locks, err)
	}
}

// A draft in the trash is out of sight, and back as it was once it is restored.
func TestADraftInTheTrash(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	d := journal.Draft{ID: "d1xx", Title: "A look back", Updated: at(19, 9), Answers: map[string]journal.Value{"q": journal.TextValue("typed \xff")}}
	sh.save(d)
	choir := sh.addCommunity(journal.Community{Name: "Choir"})
	ok(t, sh.DeleteCommunity(t.Context(), choir.ID, at(19, 9)))
	ok(t, sh.DeleteDraft(t.Context(), "d1xx", at(20, 9)))
	refused(t, sh.DeleteDraft(t.Context(), "d1xx", at(20, 10)), journal.NotFound)
	_, err := sh.Draft(t.Context(), "d1xx")
	refused(t, err, journal.NotFound, "is in the trash", "kith trash restore")
	if all := sh.trash(); len(all) != 2 || all[0] != (journal.Trashed{Kind: journal.TrashedDraft, ID: "d1xx", Name: d.Title, At: all[0].At}) || !all[0].At.Equal(at(20, 9)) {
		t.Errorf("trash %+v", all)
	}
	_, err = sh.RestoreTrash(t.Context(), "look back")
	ok(t, err)
	back, err := sh.Draft(t.Context(), "d1xx")
	ok(t, err)
	if !reflect.DeepEqual(back.Answers, d.Answers) || !back.Updated.Equal(d.Updated) || !back.Trashed.IsZero() {
		t.Errorf("back is %+v", back)
	}
	ok(t, sh.DeleteDraft(t.Context(), "d1xx", at(21, 9)))
	ok(t, os.MkdirAll(sh.EditorDir("d1xx", "q"), 0o700))
	n, err := sh.EmptyTrash(t.Context())
	ok(t, err)
	sh.reopen()
	if left := sh.trash(); n != 2 || len(left) != 0 {
		t.Errorf("emptied %d, left %+v", n, left)
	}
	if left, err := filepath.Glob(filepath.Join(sh.path+"-drafts", "*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestHoldDraft(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.save(journal.Draft{ID: "d1"})
	sh.save(journal.Draft{ID: "d2"})
	first, err := sh.HoldDraft(t.Context(), "d1", "the first \x1b[2J")
	ok(t, err)
	second, err := sh.HoldDraft(t.Context(), "d2", "the second")
	ok(t, err)
	_, err = sh.HoldDraft(t.Context(), "d1", "the third")
	refused(t, err, journal.Locked, "the first <U+001B>[2J")
	other, err := openAt(t, sh.path)
	ok(t, err)
	_, err = other.HoldDraft(t.Context(), "d2", "the fourth")
	refused(t, err, journal.Locked, "the second")
	sh.save(journal.Draft{ID: "d1", Title: "saved while it is held"})
	ok(t, first.Close())
	again, err := other.HoldDraft(t.Context(), "d1", "the fifth")
	ok(t, err)
	_, err = sh.HoldDraft(t.Context(), "d1", "the sixth")
	refused(t, err, journal.Locked, "the fifth")
	ok(t, again.Close())
	ok(t, second.Close())
	if _, err := os.Stat(filepath.Join(sh.path+"-drafts", "d1.lock")); err != nil {
		t.Errorf("the lock of a draft that is there: %v", err)
	}
}

// TestHoldOfAFinishedDraft leaves nothing behind.
func TestHoldOfAFinishedDraft(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	hold, err := sh.HoldDraft(t.Context(), "d1", "me") // before it is first saved
	ok(t, err)
	sh.save(journal.Draft{ID: "d1"})
	sh.keep(journal.Outcome{Reflection: journal.Reflection{Title: "R"}, Draft: journal.Draft{ID: "d1"}})
	_, err = sh.HoldDraft(t.Context(), "d1", "another")
	refused(t, err, journal.Locked, "me")
	ok(t, hold.Close())
	if locks, err := filepath.Glob(filepath.Join(sh.path+"-drafts", "*")); err != nil || len(locks) != 0 {
		t.Errorf("lock files are left: %v, %v", locks, err)
	}
}

func TestHoldDraftStaysInItsFolder(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for _, id := range []journal.ID{"", "..", "../x", "a/b", `a\b`, "a\x00"} {
		_, err := sh.HoldDraft(t.Context(), id, "me")
		refused(t, err, journal.Invalid)
	}
}
