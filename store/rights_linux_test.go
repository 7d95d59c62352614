package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"kith/journal"
	"kith/store"
)

// nobody is an actor without the rights of root, to whom no file is read-only.
func nobody(t *testing.T, role, path string) *exec.Cmd {
	t.Helper()
	cmd := actor(t, role, path)
	if os.Getuid() != 0 {
		return cmd
	}
	// The test binary is in a folder of root's. Its second name is not.
	stage, err := os.MkdirTemp("", "kith-stage-")
	ok(t, err)
	t.Cleanup(func() { ok(t, os.RemoveAll(stage)) })
	ok(t, os.Chmod(stage, 0o755))
	self := filepath.Join(stage, "kith.test")
	if err := os.Link(cmd.Path, self); err != nil {
		t.Skip(err)
	}
	cmd.Path, cmd.Dir = self, "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	return cmd
}

// loan is a journal with one note in a folder of nobody's.
func loan(t *testing.T) (path string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "kith-rights-")
	ok(t, err)
	path = filepath.Join(dir, "journal.db")
	t.Cleanup(func() {
		ok(t, os.Chmod(dir, 0o700))
		ok(t, os.RemoveAll(dir))
	})
	s, err := store.Open(t.Context(), path, store.Options{})
	ok(t, err)
	_, err = s.AddReflection(t.Context(), journal.Reflection{Title: "A note"})
	ok(t, err)
	ok(t, s.Close())
	if os.Getuid() == 0 {
		ok(t, os.Chown(dir, 65534, 65534))
		ok(t, os.Chown(path, 65534, 65534))
	}
	return path
}

func TestWithoutTheRights(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		file, folder os.FileMode
		role         string
		says         string
	}{
		"reading a read-only file":      {0o400, 0o700, "read", "1 reflections"},
		"writing a read-only file":      {0o400, 0o700, "note", "cannot be written"},
		"reading in a read-only folder": {0o600, 0o500, "read", "its folder cannot be written"},
		"writing in a read-only folder": {0o600, 0o500, "note", "its folder cannot be written"},
		"only reading a read-only file": {0o400, 0o700, "look", "1 reflections"},
		"only reading in such a folder": {0o600, 0o500, "look", "1 reflections"},
		"a file of somebody else":       {0o000, 0o700, "read", "cannot be opened"},
		"a folder of somebody else":     {0o600, 0o000, "read", "no permission"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := loan(t)
			before, err := os.ReadFile(path)
			ok(t, err)
			ok(t, os.Chmod(path, test.file))
			ok(t, os.Chmod(filepath.Dir(path), test.folder))
			out, err := nobody(t, test.role, path).CombinedOutput()
			if errors.Is(err, fs.ErrPermission) {
				t.Skip("nobody can reach the folder for temporary files:", err)
			}
			if !strings.Contains(string(out), test.says) {
				t.Errorf("it says %q, %v; want %q", out, err, test.says)
			}
			if err != nil && !strings.Contains(string(out), "kind: internal") {
				t.Errorf("it says %q", out)
			}
			ok(t, os.Chmod(filepath.Dir(path), 0o700))
			ok(t, os.Chmod(path, 0o600))
			after, err := os.ReadFile(path)
			ok(t, err)
			if string(before) != string(after) {
				t.Error("the journal was changed")
			}
		})
	}
}

// TestReadOnlyOfAnEarlierJournal that cannot be brought up to date.
func TestReadOnlyOfAnEarlierJournal(t *testing.T) {
	t.Parallel()
	path := loan(t)
	db, err := sql.Open("sqlite", path)
	ok(t, err)
	_, err = db.Exec("PRAGMA user_version = 2")
	ok(t, err)
	ok(t, db.Close())
	ok(t, os.Chmod(path, 0o400))
	out, err := nobody(t, "look", path).CombinedOutput()
	if errors.Is(err, fs.ErrPermission) {
		t.Skip("nobody can reach the folder for temporary files:", err)
	}
	if !strings.Contains(string(out), "from an earlier kith and has to be brought up to date") || !strings.Contains(string(out), "kind: conflict") {
		t.Errorf("it says %q, %v", out, err)
	}
}

// smallDisk is a disk of a megabyte.
func smallDisk(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", dir).Run(); err != nil {
		t.Skip("only root can make a small disk:", err)
	}
	t.Cleanup(func() { ok(t, exec.Command("umount", dir).Run()) })
	return dir
}

// fill leaves no room on a disk but what the file takes that it gives.
func fill(t *testing.T, dir string) (ballast string) {
	t.Helper()
	ballast = filepath.Join(dir, "ballast")
	f, err := os.Create(ballast)
	ok(t, err)
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	ok(t, f.Close())
	return ballast
}

// TestNoRoomForARescue: it is said of which disk that is, and nothing is left there.
func TestNoRoomForARescue(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.addReflection(journal.Reflection{Answers: []journal.Answer{{Key: "note", Value: journal.TextValue(strings.Repeat("a page of it ", 20_000))}}})
	ok(t, sh.Close())
	for _, room := range []int64{0, 500, 900} { // for nothing, for a copy, and for one with half of the new one
		dir := smallDisk(t)
		ballast := fill(t, dir)
		info, err := os.Stat(ballast)
		ok(t, err)
		ok(t, os.Truncate(ballast, info.Size()-room*1024))
		_, err = store.Rescue(t.Context(), sh.path, filepath.Join(dir, "new.db"))
		refused(t, err, journal.Internal, "disk is full", filepath.Join(dir, "new.db"), "room on the disk that holds "+dir)
		if strings.Contains(fmt.Sprint(err), filepath.Dir(sh.path)) {
			t.Errorf("with room for %d KB it says %v", room, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("there is %v, %v", left, err)
		}
	}
}

// TestNoRoomForAJournalThatWasNotClosed: what a kith that was killed had kept is still in
// a file beside the journal, and is read from there all the same; where even root cannot
// write, it is said what to do.
func TestNoRoomForAJournalThatWasNotClosed(t *testing.T) {
	t.Parallel()
	dir := smallDisk(t)
	path := filepath.Join(dir, "journal.db")
	says, kill := begin(t, actor(t, "type", path))
	if line, _ := says(); line != "saved 1" {
		t.Fatalf("it says %q", line)
	}
	kill()
	ok(t, os.Remove(path+"-shm")) // which no copy has
	fill(t, dir)
	s, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	ok(t, err)
	if d, err := s.Draft(t.Context(), ""); err != nil || d.Step < 1 {
		t.Errorf("%+v, %v", d, err)
	}
	ok(t, s.Close())
	_, err = store.Open(t.Context(), path, store.Options{})
	refused(t, err, journal.Internal, "disk is full", dir)

	ok(t, os.RemoveAll(path+"-shm"))
	ok(t, exec.Command("mount", "-o", "remount,ro", dir).Run())
	_, err = store.Open(t.Context(), path, store.Options{ReadOnly: true})
	refused(t, err, journal.Internal, "is still in journal.db-wal", "copy both files")
	_, err = store.Open(t.Context(), path, store.Options{})
	refused(t, err, journal.Internal, "can only be read", "copy the journal")
}

// TestNoRoomAtAll is about a disk without a byte left, not only a journal that
// cannot grow: not even the files beside it can be made.
func TestNoRoomAtAll(t *testing.T) {
	t.Parallel()
	dir := smallDisk(t)
	path := filepath.Join(dir, "journal.db")
	s, err := store.Open(t.Context(), path, store.Options{})
	ok(t, err)
	_, err = s.AddReflection(t.Context(), journal.Reflection{Title: "A note"})
	ok(t, err)
	for err == nil {
		err = s.SaveDraft(t.Context(), journal.Draft{ID: journal.NewID(at(1, 1)), Source: strings.Repeat("x", 20_000)})
	}
	refused(t, err, journal.Internal, "disk is full", dir)
	if _, err := s.Reflection(t.Context(), "last"); err != nil {
		t.Error(err)
	}
	ok(t, s.Close())

	ballast := fill(t, dir)
	s, err = store.Open(t.Context(), path, store.Options{})
	if err == nil {
		_, err = s.AddReflection(t.Context(), journal.Reflection{Title: strings.Repeat("x", 20_000)})
		ok(t, s.Close())
	}
	refused(t, err, journal.Internal, "disk is full", dir)
	reading, err := store.Open(t.Context(), path, store.Options{ReadOnly: true}) // to carry something out
	ok(t, err)
	if r, err := reading.Reflection(t.Context(), "last"); err != nil || r.Title != "A note" {
		t.Errorf("got %+v, %v", r, err)
	}
	ok(t, reading.Close())
	ok(t, os.Remove(ballast))
	s, err = store.Open(t.Context(), path, store.Options{})
	ok(t, err)
	if r, err := s.Reflection(t.Context(), "last"); err != nil || r.Title != "A note" {
		t.Errorf("got %+v, %v", r, err)
	}
	ok(t, s.Close())
}
