package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

// jotters are processes that add notes until they are stopped, and what each was told is
// kept.
type jotters struct {
	mu   sync.Mutex
	kept []journal.ID
	stop func()
}

func startJotters(t *testing.T, path string, n int) *jotters {
	t.Helper()
	j := &jotters{}
	var wg sync.WaitGroup
	var kills []func()
	for range n {
		says, kill := begin(t, actor(t, "jot", path))
		kills = append(kills, kill)
		wg.Go(func() {
			for {
				line, more := says()
				id, isKept := strings.CutPrefix(line, "kept ")
				if !more {
					return
				}
				if !isKept {
					t.Errorf("a writer says %q", line)
					return
				}
				j.mu.Lock()
				j.kept = append(j.kept, journal.ID(id))
				j.mu.Unlock()
			}
		})
	}
	j.stop = func() {
		for _, kill := range kills {
			kill()
		}
		wg.Wait()
	}
	return j
}

// so far is what was kept until now, once there is more of it than before.
func (j *jotters) soFar(t *testing.T, more int) []journal.ID {
	t.Helper()
	before := -1
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		j.mu.Lock()
		all := slices.Clone(j.kept)
		j.mu.Unlock()
		if before < 0 {
			before = len(all)
		}
		if len(all) >= before+more {
			return all
		}
	}
	t.Fatal("nobody writes")
	return nil
}

// idsIn are those of the reflections in a file, which is a whole journal.
func idsIn(t *testing.T, path string) []journal.ID {
	t.Helper()
	found, err := store.Examine(t.Context(), path, time.Now())
	ok(t, err)
	if len(found) > 0 {
		t.Errorf("%s: %+v", path, found)
	}
	s, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	ok(t, err)
	defer s.Close()
	rs, err := s.Reflections(t.Context(), journal.Filter{})
	ok(t, err)
	var ids []journal.ID
	for _, r := range rs {
		ids = append(ids, r.ID)
	}
	return ids
}

// filesIn are the names in a folder.
func filesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	ok(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestBackupWhileOthersWrite: what was kept before a backup began is in it, whoever writes
// meanwhile, and it is whole.
func TestBackupWhileOthersWrite(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	j := startJotters(t, sh.path, 8)
	var copies []string
	var before [][]journal.ID
	for i := range 4 {
		before = append(before, j.soFar(t, 20))
		copies = append(copies, filepath.Join(t.TempDir(), "copy.db"))
		b, err := sh.Backup(t.Context(), copies[i])
		ok(t, err)
		if b.Reflections < len(before[i]) {
			t.Errorf("it counts %d, and %d were there", b.Reflections, len(before[i]))
		}
	}
	j.stop()
	for i, name := range copies {
		is := idsIn(t, name)
		for _, id := range before[i] {
			if !slices.Contains(is, id) {
				t.Errorf("backup %d lacks %s", i, id)
			}
		}
	}
}

// TestBackupIsPrivateAndBare: it is the person's alone whatever was there, one file, and
// without what was deleted for good.
func TestBackupIsPrivateAndBare(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	r := sh.addReflection(journal.Reflection{Title: "Forgettable", Answers: []journal.Answer{{Key: "a", Value: journal.TextValue("secret phrase")}}})
	ok(t, sh.DeleteReflections(t.Context(), []journal.ID{r.ID}, at(20, 9)))
	_, err := sh.EmptyTrash(t.Context())
	ok(t, err)
	dir := t.TempDir()
	name := filepath.Join(dir, "copy.db")
	ok(t, os.WriteFile(name, nil, 0o644))
	for range 2 { // the second replaces the first
		_, err := sh.Backup(t.Context(), name)
		ok(t, err)
		info, err := os.Stat(name)
		ok(t, err)
		if mode := info.Mode().Perm(); mode != 0o600 && runtime.GOOS != "windows" {
			t.Errorf("its mode is %v", mode)
		}
	}
	words, err := os.ReadFile(name)
	ok(t, err)
	if bytes.Contains(words, []byte("secret phrase")) {
		t.Error("what was deleted is in it")
	}
	if is, err := store.IsBackup(name); err != nil || !is {
		t.Errorf("it is not known again: %v", err)
	}
	if names := filesIn(t, dir); len(names) != 1 {
		t.Errorf("there is %q", names)
	}
	s, err := store.Open(t.Context(), name, store.Options{})
	ok(t, err)
	_, err = s.AddReflection(t.Context(), journal.Reflection{Title: "Used"})
	ok(t, err)
	ok(t, s.Close())
	if is, err := store.IsBackup(name); err != nil || is {
		t.Errorf("one that is used as a journal passes for a backup: %v", err)
	}
}

// TestBackupThatFailsLeavesNothing, and neither does it take what was there.
func TestBackupThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	dir := t.TempDir()
	name := filepath.Join(dir, "copy.db")
	_, err := sh.Backup(t.Context(), name)
	ok(t, err)
	was, err := os.ReadFile(name)
	ok(t, err)
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := sh.Backup(stopped, name); err == nil {
		t.Error("it does not stop when told")
	}
	_, err = sh.Backup(t.Context(), filepath.Join(dir, "nowhere", "copy.db"))
	refused(t, err, journal.NotFound, "no folder")
	is, err := os.ReadFile(name)
	ok(t, err)
	if names := filesIn(t, dir); len(names) != 1 || !bytes.Equal(is, was) {
		t.Errorf("there is %q", names)
	}
}

// TestCopiesClearLeftovers: what a kith that was killed a day ago left goes, and what one is
// writing stays.
func TestCopiesClearLeftovers(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	dir := t.TempDir()
	name := filepath.Join(dir, "copy.db")
	leave := func(dir string) {
		t.Helper()
		old := time.Now().Add(-25 * time.Hour)
		for _, file := range []string{".kith-a.tmp", ".kith-a.tmp-journal", ".kith-restore-1", ".kith-now.tmp"} {
			ok(t, os.WriteFile(filepath.Join(dir, file), nil, 0o600))
			if file != ".kith-now.tmp" {
				ok(t, os.Chtimes(filepath.Join(dir, file), old, old))
			}
		}
	}
	leave(dir)
	_, err := sh.Backup(t.Context(), name)
	ok(t, err)
	leave(filepath.Dir(sh.path))
	_, err = store.Restore(t.Context(), sh.path, name, at(23, 9))
	ok(t, err)
	for _, dir := range []string{dir, filepath.Dir(sh.path)} {
		left := slices.DeleteFunc(filesIn(t, dir), func(name string) bool { return !strings.HasPrefix(name, ".kith-") })
		if !slices.Equal(left, []string{".kith-now.tmp"}) {
			t.Errorf("%q is left in %s", left, dir)
		}
	}
}

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
	if got := idsIn(t, r.Kept); len(got) != 2 || r.Reflections != 1 {
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
// is kept byte for byte.
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
		if got := idsIn(t, sh.path); len(got) != 1 {
			t.Errorf("%s: %d reflections", name, len(got))
		}
		sh.open()
	}
}

// TestBackupNames: they sort as the moments do, and whatever else is in the folder is none.
func TestBackupNames(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	dir := t.TempDir()
	var made []string
	for _, when := range []time.Time{at(2, 9), at(2, 9), at(10, 9)} {
		name := store.BackupName(dir, sh.path, when)
		_, err := sh.Backup(t.Context(), name)
		ok(t, err)
		made = append(made, name)
	}
	for _, other := range []string{"kith-2026-11-01-090000.txt", "kith-2026-11-01.db", "mine.db", "kith-work-2026-11-01-090000.db"} {
		_, err := sh.Backup(t.Context(), filepath.Join(dir, other))
		ok(t, err)
	}
	ok(t, os.WriteFile(filepath.Join(dir, "kith-2026-11-01-090000.db"), []byte("not of kith's"), 0o600))
	ok(t, os.Mkdir(filepath.Join(dir, "kith-2026-11-01-100000.db"), 0o700))
	got, err := store.Backups(dir, sh.path)
	ok(t, err)
	if !slices.Equal(got, made) {
		t.Errorf("%q, want %q", got, made)
	}
	if work, err := store.Backups(dir, filepath.Join(dir, "work.db")); err != nil || len(work) != 1 {
		t.Errorf("%q, %v", work, err)
	}
}
