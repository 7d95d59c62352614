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

// TestBackupNames: they sort as they were made, also when the clock goes back or shows the
// time of another place, and whatever else is in the folder is none.
func TestBackupNames(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	dir := t.TempDir()
	var made []string
	west := time.FixedZone("in the west", -8*60*60)
	for i, when := range []time.Time{at(2, 9), at(2, 9), at(10, 9), at(10, 9).Add(time.Hour).In(west), at(1, 9), at(10, 9), at(11, 9)} {
		name := store.BackupName(dir, sh.path, when)
		_, err := sh.Backup(t.Context(), name)
		ok(t, err)
		made = append(made, name)
		if i == 1 {
			ok(t, os.Remove(made[0])) // and its name is not given again
			made = made[1:]
		}
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

// TestIsOwnBackup: a backup is known by what was added to it last, an old note that came in
// today too, and whatever was written, edited or put into the trash since.
func TestIsOwnBackup(t *testing.T) {
	t.Parallel()
	sh, other := newShelf(t), newShelf(t)
	dir := t.TempDir()
	backUp := func(of *shelf, name string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		_, err := of.Backup(t.Context(), name)
		ok(t, err)
		return name
	}
	empty := backUp(sh, "empty.db")
	r := sh.addReflection(journal.Reflection{Title: "First"})
	begun := backUp(sh, "begun.db")
	_, err := store.Restore(t.Context(), other.path, begun, at(20, 9)) // the other begins as a copy
	ok(t, err)
	other.reopen()
	copied := backUp(other, "copied.db")
	_, err = other.AddReflection(t.Context(), journal.Reflection{ID: journal.NewID(at(1, 1).AddDate(-9, 0, 0)), Title: "Of long ago", Created: at(1, 1).AddDate(-9, 0, 0)})
	ok(t, err)
	others := backUp(other, "others.db")
	_, err = sh.AddCommunity(t.Context(), journal.Community{Name: "Choir"})
	ok(t, err)
	joined := backUp(sh, "joined.db")
	sh.addReflection(journal.Reflection{Title: "Second"})
	ok(t, sh.DeleteReflections(t.Context(), []journal.ID{r.ID}, at(21, 9)))
	spoilt := filepath.Join(dir, "spoilt.db")
	ok(t, os.WriteFile(spoilt, make([]byte, 5000), 0o600))
	for name, want := range map[string]bool{begun: true, copied: true, joined: true, backUp(sh, "now.db"): true, others: false, empty: false, spoilt: false} {
		if own, err := sh.IsOwnBackup(t.Context(), name); err != nil || own != want {
			t.Errorf("%s: %v, %v", filepath.Base(name), own, err)
		}
	}
	if own, err := other.IsOwnBackup(t.Context(), joined); err != nil || own {
		t.Errorf("what was added since it was copied is taken for its own: %v", err)
	}
}
