package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

// shelf is a journal in a folder of its own, as a test uses it.
type shelf struct {
	*store.Store
	t    *testing.T
	path string
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	sh := &shelf{t: t, path: filepath.Join(t.TempDir(), "kith", "journal.db")}
	sh.open()
	t.Cleanup(func() { ok(t, sh.Close()) })
	return sh
}

func (sh *shelf) open() {
	sh.t.Helper()
	s, err := store.Open(sh.t.Context(), sh.path, store.Options{})
	ok(sh.t, err)
	sh.Store = s
}

// reopen makes sure that what a test looks at next came from the disk.
func (sh *shelf) reopen() {
	sh.t.Helper()
	ok(sh.t, sh.Close())
	sh.open()
}

func (sh *shelf) addCommunity(c journal.Community) journal.Community {
	sh.t.Helper()
	c, err := sh.AddCommunity(sh.t.Context(), c)
	ok(sh.t, err)
	return c
}

func (sh *shelf) addReflection(r journal.Reflection) journal.Reflection {
	sh.t.Helper()
	r, err := sh.AddReflection(sh.t.Context(), r)
	ok(sh.t, err)
	return r
}

func (sh *shelf) keep(o journal.Outcome) journal.Reflection {
	sh.t.Helper()
	r, err := sh.Keep(sh.t.Context(), o)
	ok(sh.t, err)
	return r
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		var e *journal.Error
		if errors.As(err, &e) && e.Err != nil {
			t.Fatalf("%v (%v)", err, e.Err)
		}
		t.Fatal(err)
	}
}

// refused checks that something was refused, for a reason of a kind, in a
// sentence with the given words and with a line on what to do.
func refused(t *testing.T, err error, kind journal.ErrorKind, words ...string) {
	t.Helper()
	var e *journal.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an error of kind %q", err, kind)
	}
	if e.Kind != kind {
		t.Errorf("kind %q (%v), want %q", e.Kind, err, kind)
	}
	for _, w := range words {
		if !strings.Contains(e.Text+"\n"+e.Hint, w) {
			t.Errorf("%q with the hint %q, want %q in it", e.Text, e.Hint, w)
		}
	}
	if strings.HasSuffix(e.Text, ".") || strings.Contains(e.Text, "SQLITE") {
		t.Errorf("%q is not a sentence for a person", e.Text)
	}
}

// at is a time on a day in November, in a zone that is not UTC, to the
// nanosecond.
func at(day, hour int) time.Time {
	return time.Date(2026, 11, day, hour, 30, 15, 123456789, time.FixedZone("", -(3*60+30)*60))
}

func sameTime(t *testing.T, what string, got, want time.Time) {
	t.Helper()
	_, gotZone := got.Zone()
	_, wantZone := want.Zone()
	if !got.Equal(want) || gotZone != wantZone {
		t.Errorf("%s %v, want %v", what, got, want)
	}
}

func TestOpenMakesAPrivateJournal(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.addReflection(journal.Reflection{Title: "A note"})
	hold, err := sh.HoldDraft(t.Context(), "d1", "")
	ok(t, err)
	defer hold.Close()
	if runtime.GOOS == "windows" {
		t.Skip("permissions are another thing there")
	}
	for path, want := range map[string]os.FileMode{
		filepath.Dir(sh.path): 0o700 | os.ModeDir,
		sh.path:               0o600,
		sh.path + "-wal":      0o600,
		sh.path + "-shm":      0o600,
		sh.path + "-drafts":   0o700 | os.ModeDir,
		filepath.Join(sh.path+"-drafts", "d1.lock"): 0o600,
	} {
		info, err := os.Stat(path)
		ok(t, err)
		if info.Mode() != want {
			t.Errorf("%s has %v, want %v", filepath.Base(path), info.Mode(), want)
		}
	}
}

func TestOpenLeavesAFolderAsItIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ok(t, os.Chmod(dir, 0o755))
	s, err := store.Open(t.Context(), filepath.Join(dir, "journal.db"), store.Options{})
	ok(t, err)
	ok(t, s.Close())
	info, err := os.Stat(dir)
	ok(t, err)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o755 {
		t.Errorf("the folder has %v now", info.Mode())
	}
}

func TestOpenTakesAnyPath(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"a b", "wh?t", "100%", "%3f", "c#", "é", "e\u0301", "日記", "file:x", "a&b=c;d+e", "-wal", "it's", `q"q`, "?mode=memory",
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, name, name)
		s, err := store.Open(t.Context(), path, store.Options{})
		if runtime.GOOS == "windows" && err != nil {
			continue // not a name there
		}
		ok(t, err)
		r, err := s.AddReflection(t.Context(), journal.Reflection{Title: name})
		ok(t, err)
		hold, err := s.HoldDraft(t.Context(), "d1", "")
		ok(t, err)
		ok(t, hold.Close())
		if s.Path() != path {
			t.Errorf("the journal says it is at %s, want %s", s.Path(), path)
		}
		ok(t, s.Close())

		s, err = store.Open(t.Context(), path, store.Options{ReadOnly: true})
		ok(t, err)
		got, err := s.Reflection(t.Context(), string(r.ID))
		ok(t, err)
		if got.Title != name {
			t.Errorf("%q came back from %s", got.Title, path)
		}
		ok(t, s.Close())
		if found, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(found) != 1 {
			t.Errorf("%q in the folder, %v", found, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

func TestOpenFollowsALink(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(sh.path, link); err != nil {
		t.Skip(err)
	}
	s, err := store.Open(t.Context(), link, store.Options{})
	ok(t, err)
	defer s.Close()
	hold, err := sh.HoldDraft(t.Context(), "d1", "the first")
	ok(t, err)
	defer hold.Close()
	_, err = s.HoldDraft(t.Context(), "d1", "the second")
	refused(t, err, journal.Locked, "the first") // whatever name the journal was opened by

	gone := filepath.Join(t.TempDir(), "gone.db")
	ok(t, os.Symlink(filepath.Join(t.TempDir(), "unplugged", "journal.db"), gone))
	_, err = store.Open(t.Context(), gone, store.Options{})
	refused(t, err, journal.NotFound, "link to", "unplugged")
}

func TestOpenReadOnly(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "none", "journal.db")
	_, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	refused(t, err, journal.NotFound, path)
	if _, err := os.Stat(filepath.Dir(path)); !os.IsNotExist(err) {
		t.Error("looking for a journal made a folder")
	}

	sh := newShelf(t)
	kept := sh.addReflection(journal.Reflection{Title: "A note"})
	s, err := store.Open(t.Context(), sh.path, store.Options{ReadOnly: true})
	ok(t, err)
	defer s.Close()
	got, err := s.Reflection(t.Context(), "last")
	ok(t, err)
	if got.ID != kept.ID {
		t.Errorf("got %v", got)
	}
	_, err = s.AddReflection(t.Context(), journal.Reflection{Title: "Another"})
	refused(t, err, journal.Internal, "cannot be written")
}

// TestReadOnlyBesideAWriter: it sees what another writes, as soon as that is
// there, hinders nobody, and leaves nothing lying about.
func TestReadOnlyBesideAWriter(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.addReflection(journal.Reflection{Title: "A note"})
	ok(t, sh.Close()) // the last one to close takes the files beside it along
	beside := func() []string {
		files, err := filepath.Glob(sh.path + "*")
		ok(t, err)
		return files
	}
	if files := beside(); len(files) != 1 {
		t.Fatalf("files %q", files)
	}
	s, err := store.Open(t.Context(), sh.path, store.Options{ReadOnly: true})
	ok(t, err)
	for n := 1; n <= 3; n++ {
		rs, err := s.Reflections(t.Context(), journal.Filter{})
		ok(t, err)
		if len(rs) != n {
			t.Errorf("%d reflections, want %d", len(rs), n)
		}
		for range s.EachListed(t.Context(), journal.Filter{}) { // while it reads
			if out, err := actor(t, "note", sh.path).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			break
		}
	}
	ok(t, s.Close())
	if files := beside(); len(files) != 1 {
		t.Errorf("files %q", files)
	}
	sh.open() // for the cleanup
}

func TestReadOnlyOfAnEmptyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal.db")
	ok(t, os.WriteFile(path, nil, 0o600))
	_, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	refused(t, err, journal.NotFound, "no journal", path)
	untouched(t, path, nil)
}

func TestOpenStopsWhenTold(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := store.Open(ctx, filepath.Join(t.TempDir(), "journal.db"), store.Options{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestRefusesOtherFiles holds kith to leaving alone what is not its own.
func TestRefusesOtherFiles(t *testing.T) {
	t.Parallel()
	for name, content := range map[string][]byte{
		"one byte": {'x'}, "a few": []byte("TODO\n"), "half a page": bytes.Repeat([]byte("words "), 85),
		"text": bytes.Repeat([]byte("# Notes\n\n"), 2000), "zeros": make([]byte, 8192),
		"nearly": append([]byte("SQLite format 3\x00"), bytes.Repeat([]byte{7}, 9000)...),
	} {
		path := filepath.Join(t.TempDir(), "file")
		ok(t, os.WriteFile(path, content, 0o644))
		for _, opt := range []store.Options{{}, {ReadOnly: true}} {
			_, err := store.Open(t.Context(), path, opt)
			if err == nil {
				t.Fatalf("%s was taken for a journal", name)
			}
			refused(t, err, journal.Internal, "journal", path)
		}
		untouched(t, path, content)
	}
	_, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	refused(t, err, journal.Internal, "is a folder", "journal.db")
}

// untouched checks that a file is as it was, and alone in its folder.
func untouched(t *testing.T, path string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(path)
	ok(t, err)
	if !bytes.Equal(got, want) {
		t.Errorf("%s was changed", path)
	}
	if files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || len(files) != 1 {
		t.Errorf("%q beside it, %v", files, err)
	}
}

func TestDamagedJournal(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for range 300 {
		sh.addReflection(journal.Reflection{Title: strings.Repeat("words ", 50), Tags: []string{"tag"}})
	}
	ok(t, sh.Close())
	defer sh.open() // for the cleanup
	whole, err := os.ReadFile(sh.path)
	ok(t, err)
	spoilt := bytes.Clone(whole)
	for i := 4096; i < len(spoilt); i++ {
		spoilt[i] ^= 0x5a
	}
	ok(t, os.WriteFile(sh.path, spoilt, 0o600))
	s, err := store.Open(t.Context(), sh.path, store.Options{})
	if err == nil {
		_, err = s.Reflections(t.Context(), journal.Filter{})
		ok(t, s.Close())
	}
	refused(t, err, journal.Internal, "damaged", "kith doctor", "last backup")
	after, err := os.ReadFile(sh.path)
	ok(t, err)
	if !bytes.Equal(after, spoilt) {
		t.Error("a damaged journal was changed by reading it")
	}
	ok(t, os.WriteFile(sh.path, whole, 0o600))
}

// TestReadsWhatItNeverWrote: a row that another hand spoilt is an error that
// says so, not an empty answer.
func TestReadsWhatItNeverWrote(t *testing.T) {
	t.Parallel()
	sqlite, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip(err)
	}
	sh := newShelf(t)
	sh.addReflection(journal.Reflection{Title: "A note", Answers: []journal.Answer{{Key: "a", Value: journal.NumberValue(1)}}})
	if out, err := exec.Command(sqlite, sh.path, `UPDATE answer SET value = '[]'`).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	_, err = sh.Reflection(t.Context(), "last")
	refused(t, err, journal.Internal, "damaged")
}

func openAt(t *testing.T, path string) (*store.Store, error) {
	s, err := store.Open(t.Context(), path, store.Options{})
	if err == nil {
		t.Cleanup(func() { ok(t, s.Close()) })
	}
	return s, err
}
