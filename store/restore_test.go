package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"kith/journal"
	"kith/store"
)

// TestRestoreAndUndo: a restore keeps what it replaces, and its undoing is one.
func TestRestoreAndUndo(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	name := filepath.Join(t.TempDir(), "copy.db")
	sh.addReflection(journal.Reflection{Title: "First"})
	_, err := sh.Backup(t.Context(), name)
	ok(t, err)
	sh.addReflection(journal.Reflection{Title: "Second"})
	backup, err := os.ReadFile(name)
	ok(t, err)

	has := func(want ...string) { // as the one sees it that had it open all the time
		t.Helper()
		if got := titles(sh.reflections(journal.Filter{})); !slices.Equal(got, want) {
			t.Errorf("in the journal is %q, want %q", got, want)
		}
	}
	_, err = store.UndoRestore(t.Context(), sh.path, at(23, 9))
	refused(t, err, journal.NotFound, "nothing was restored")
	r, err := store.Restore(t.Context(), sh.path, name, at(23, 9))
	ok(t, err)
	has("First")
	if got := idsIn(t, r.Kept); len(got) != 2 || r.Reflections != 1 || r.Damaged {
		t.Errorf("%d are kept, %d restored", len(got), r.Reflections)
	}
	sh.addReflection(journal.Reflection{Title: "Third"}) // by a kith that has it open
	for range 2 {
		r, err = store.UndoRestore(t.Context(), sh.path, at(23, 9))
		ok(t, err)
		has("Second", "First")
		if got := idsIn(t, r.Kept); len(got) != 2 {
			t.Errorf("%d are kept", len(got))
		}
		_, err = store.UndoRestore(t.Context(), sh.path, at(23, 10))
		ok(t, err)
		has("Third", "First")
	}
	if is, err := os.ReadFile(name); err != nil || !bytes.Equal(is, backup) {
		t.Error("the backup was changed", err)
	}
	sh.reopen()
	has("Third", "First")
	for _, left := range filesIn(t, filepath.Dir(sh.path)) {
		if strings.HasPrefix(left, ".kith-") {
			t.Errorf("%s is left", left)
		}
	}
}

// TestUndoTakesTheLast: that is what was replaced last, whatever the clock said then, and no
// copy that somebody else made.
func TestUndoTakesTheLast(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	backup := filepath.Join(t.TempDir(), "copy.db")
	_, err := sh.Backup(t.Context(), backup)
	ok(t, err)
	var mine []string
	for _, end := range []string{"my-own-copy", "2026-11-23-090000-mine", "2027"} {
		mine = append(mine, sh.path+".before-restore-"+end)
		_, err := sh.Backup(t.Context(), mine[len(mine)-1])
		ok(t, err)
	}
	_, err = store.UndoRestore(t.Context(), sh.path, at(24, 9))
	refused(t, err, journal.NotFound, "nothing was restored")
	for i, title := range []string{"In the east", "In the west", "In the past"} {
		sh.addReflection(journal.Reflection{Title: title})
		_, err := store.Restore(t.Context(), sh.path, backup, at(23-i, 9))
		ok(t, err)
	}
	_, err = store.UndoRestore(t.Context(), sh.path, at(20, 9))
	ok(t, err)
	if got := titles(sh.reflections(journal.Filter{})); !slices.Equal(got, []string{"In the past"}) {
		t.Errorf("it put back %q", got)
	}
	for _, name := range mine {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
}

// TestRestoreThroughALink: what is replaced is kept beside the file that the link leads to,
// and found again there.
func TestRestoreThroughALink(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	name, link := filepath.Join(t.TempDir(), "copy.db"), filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(sh.path, link); err != nil {
		t.Skip(err)
	}
	_, err := sh.Backup(t.Context(), name)
	ok(t, err)
	sh.addReflection(journal.Reflection{Title: "First"})
	_, err = store.Restore(t.Context(), link, name, at(23, 9))
	ok(t, err)
	r, err := store.UndoRestore(t.Context(), link, at(23, 9))
	ok(t, err)
	if r.Reflections != 1 || filepath.Base(store.BackupName("", link, at(1, 1))) != filepath.Base(store.BackupName("", sh.path, at(1, 1))) {
		t.Errorf("%+v", r)
	}
}

// TestRestoreBegins: where there is no journal the backup becomes one, and nothing is kept.
func TestRestoreBegins(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.addReflection(journal.Reflection{Title: "First"})
	name := filepath.Join(t.TempDir(), "copy.db")
	_, err := sh.Backup(t.Context(), name)
	ok(t, err)
	path := filepath.Join(t.TempDir(), "new", "journal.db")
	r, err := store.Restore(t.Context(), path, name, at(23, 9))
	ok(t, err)
	if names := filesIn(t, filepath.Dir(path)); r.Kept != "" || len(names) != 1 || len(idsIn(t, path)) != 1 {
		t.Errorf("kept in %q; there is %q", r.Kept, names)
	}
}

// TestRestoreWhileOthersWrite: every note that somebody was told is kept is in the journal
// or in what was kept of it.
func TestRestoreWhileOthersWrite(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.addReflection(journal.Reflection{Title: "First"})
	name := filepath.Join(t.TempDir(), "copy.db")
	_, err := sh.Backup(t.Context(), name)
	ok(t, err)
	j := startJotters(t, sh.path, 6)
	files := []string{sh.path}
	for range 4 {
		j.soFar(t, 20)
		r, err := store.Restore(t.Context(), sh.path, name, at(23, 9))
		ok(t, err)
		files = append(files, r.Kept)
	}
	all := j.soFar(t, 20)
	j.stop()
	found := map[journal.ID]bool{}
	for _, file := range files {
		for _, id := range idsIn(t, file) {
			found[id] = true
		}
	}
	for _, id := range all {
		if !found[id] {
			t.Errorf("%s was kept, and is nowhere", id)
		}
	}
}

// TestRestoreRefuses what is no whole backup, and leaves the journal as it is.
func TestRestoreRefuses(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for range 50 {
		sh.addReflection(journal.Reflection{Title: strings.Repeat("words ", 50)})
	}
	dir := t.TempDir()
	good := filepath.Join(dir, "good.db")
	_, err := sh.Backup(t.Context(), good)
	ok(t, err)
	ok(t, sh.Close())
	defer sh.open() // for the cleanup
	whole, err := os.ReadFile(good)
	ok(t, err)
	was, err := os.ReadFile(sh.path)
	ok(t, err)
	changed := func(name string, change func([]byte) []byte) string {
		path := filepath.Join(dir, name)
		ok(t, os.WriteFile(path, change(bytes.Clone(whole)), 0o600))
		return path
	}
	for path, want := range map[string]struct {
		kind journal.ErrorKind
		word string
	}{
		changed("text", func([]byte) []byte { return []byte("words\n") }):                                        {journal.Internal, "not a"},
		changed("empty", func([]byte) []byte { return nil }):                                                     {journal.Internal, "not a kith journal"},
		changed("other.db", func(b []byte) []byte { b[68] = 'x'; return b }):                                     {journal.Internal, "not a kith journal"},
		changed("newer.db", func(b []byte) []byte { b[63] = 99; return b }):                                      {journal.Conflict, "newer kith"},
		changed("cut.db", func(b []byte) []byte { return b[:len(b)/2] }):                                         {journal.Internal, "damaged"},
		changed("flipped.db", func(b []byte) []byte { copy(b[len(b)-9*4096:], make([]byte, 8*4096)); return b }): {journal.Internal, "damaged"},
		filepath.Join(dir, "nowhere.db"):                                                                         {journal.NotFound, "no file"},
		sh.path:                                                                                                  {journal.Conflict, "in use"},
	} {
		_, err := store.Restore(t.Context(), sh.path, path, at(23, 9))
		refused(t, err, want.kind, want.word)
	}
	is, err := os.ReadFile(sh.path)
	ok(t, err)
	if names := filesIn(t, filepath.Dir(sh.path)); !bytes.Equal(is, was) || len(names) != 1 {
		t.Errorf("the journal was changed; there is %q", names)
	}
}

// TestRestoreOverADamagedJournal: a backup takes the place of what cannot be opened, which
// is kept byte for byte, and said to be damaged; to undo that is refused, and changes nothing.
func TestRestoreOverADamagedJournal(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func([]byte) []byte{
		"no header":    func(b []byte) []byte { return append(make([]byte, 16), b[16:]...) },
		"a cut":        func(b []byte) []byte { return b[:len(b)/2] },
		"bad pages":    func(b []byte) []byte { copy(b[3*4096:], make([]byte, 20*4096)); return b },
		"bad schema":   func(b []byte) []byte { copy(b[100:], bytes.Repeat([]byte{0x5a}, 3000)); return b },
		"no version":   func(b []byte) []byte { copy(b[60:], make([]byte, 4)); return b },
		"a wild count": func(b []byte) []byte { b[28] = 0x7f; return b },
	} {
		sh := newShelf(t)
		sh.addReflection(journal.Reflection{Title: "First"})
		backup := filepath.Join(t.TempDir(), "copy.db")
		_, err := sh.Backup(t.Context(), backup)
		ok(t, err)
		ok(t, sh.Close())
		whole, err := os.ReadFile(sh.path)
		ok(t, err)
		spoilt := spoil(bytes.Clone(whole))
		ok(t, os.WriteFile(sh.path, spoilt, 0o600))
		r, err := store.Restore(t.Context(), sh.path, backup, at(23, 9))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			ok(t, os.WriteFile(sh.path, whole, 0o600))
		} else if kept, err := os.ReadFile(r.Kept); err != nil || !bytes.Equal(kept[100:], spoilt[100:]) {
			t.Errorf("%s: it is not kept as it was: %v", name, err)
		}
		_, err = store.UndoRestore(t.Context(), sh.path, at(23, 10))
		refused(t, err, journal.Internal, "damaged", r.Kept, "doctor --rescue")
		if kept, bad := os.ReadFile(r.Kept); !r.Damaged || bad != nil || !bytes.Equal(kept[100:], spoilt[100:]) {
			t.Errorf("%s: it does not stay as it was: %v", name, bad)
		}
		if got := idsIn(t, sh.path); len(got) != 1 {
			t.Errorf("%s: %d reflections", name, len(got))
		}
		sh.open()
	}
}

// TestRestoreOverADamagedJournalInUse: what another kith has written to the log is kept with
// it, and is none of the new journal's.
func TestRestoreOverADamagedJournalInUse(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there a file that somebody has open stays where it is")
	}
	sh := newShelf(t)
	sh.addReflection(journal.Reflection{Title: "First"})
	backup := filepath.Join(t.TempDir(), "copy.db")
	_, err := sh.Backup(t.Context(), backup)
	ok(t, err)
	ok(t, sh.Close())
	says, _ := begin(t, actor(t, "hold", sh.path))
	if line, _ := says(); line != "held" {
		t.Fatalf("it says %q", line)
	}
	f, err := os.OpenFile(sh.path, os.O_WRONLY, 0)
	ok(t, err)
	_, err = f.WriteAt(make([]byte, 16), 0)
	ok(t, err)
	ok(t, f.Close())
	var was [2][]byte
	for i, end := range []string{"", "-wal"} {
		was[i], err = os.ReadFile(sh.path + end)
		ok(t, err)
	}
	r, err := store.Restore(t.Context(), sh.path, backup, at(23, 9))
	ok(t, err)
	for i, end := range []string{"", "-wal"} {
		if kept, err := os.ReadFile(r.Kept + end); err != nil || !bytes.Equal(kept, was[i]) {
			t.Errorf("%q is not kept as it was: %v", end, err)
		}
	}
	if got := idsIn(t, sh.path); len(got) != 1 {
		t.Errorf("%d reflections", len(got))
	}
	sh.open()
}
