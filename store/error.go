package store

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kith/journal"
	"kith/journal/text"
)

// explain turns what went wrong into a *journal.Error that says what it means
// for the person. Errors that say so already pass, and so does being told to
// stop. SQLite's errors are known by their code, never by their words.
func explain(path string, err error) error {
	var known *journal.Error
	if err == nil || errors.As(err, &known) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	folder := filepath.Dir(followed(path)) // which may be on another disk than a link to it
	e := journal.Errorf(journal.Internal, "the journal %s cannot be used", path)
	var s *sqlite.Error
	if errors.As(err, &s) && slices.Contains([]int{sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}, s.Code()&0xff) {
		err = errors.Join(err, unwritable(folder))
	}
	switch {
	case errors.Is(err, errUnreadable):
		e = damaged(path)
	case DiskFull(err):
		e = explainCode(path, sqlite3.SQLITE_FULL)
	case errors.Is(err, syscall.EROFS):
		e = journal.Errorf(journal.Internal, "the disk that holds the journal %s can only be read, so this was not kept", path).
			WithHint("copy the journal to a folder of your own, and name it with --journal")
	case errors.As(err, &s):
		e = explainCode(path, s.Code())
	case errors.Is(err, fs.ErrPermission):
		e = journal.Errorf(journal.Internal, "you have no permission to use the journal %s", path).
			WithHint("see who may read and write it: ls -la %s", text.ShellWord(folder))
	default:
		e.Hint = "--journal PATH names another place for it"
	}
	e.Err = err
	return e
}

// DiskFull reports that something was not kept because the disk is full, or as much of
// it as the person may fill.
func DiskFull(err error) bool {
	var s *sqlite.Error
	if errors.As(err, &s) && (s.Code()&0xff == sqlite3.SQLITE_FULL || s.Code() == sqlite3.SQLITE_IOERR_SHMSIZE) { // no room for the -shm file
		return true
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// unwritable is the error of a folder on a disk to which nothing more can be written, if it
// is one: it is full, or what the person may fill of it is, or it can only be read. SQLite
// often has the same code for that as for a disk that fails.
func unwritable(folder string) error {
	f, err := os.CreateTemp(folder, ".kith-*.tmp")
	if err == nil {
		_, err = f.Write(make([]byte, 1<<16))
		err = errors.Join(err, f.Sync(), f.Close(), os.Remove(f.Name()))
	}
	if DiskFull(err) || errors.Is(err, syscall.EROFS) {
		return err
	}
	return nil
}

func explainCode(path string, code int) *journal.Error {
	folder := filepath.Dir(followed(path))
	switch code {
	case sqlite3.SQLITE_READONLY_DIRECTORY: // even to read, files have to be made beside the journal
		return journal.Errorf(journal.Internal, "the journal %s cannot be used, because its folder cannot be written", path).
			WithHint("let yourself write it, chmod u+w %s, or copy the journal to a folder of your own and name it with --journal", text.ShellWord(folder))
	// The rules of the schema. Where a person can run into one, the methods find
	// out before and say more.
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return journal.Errorf(journal.NotFound, "this names a community or a reflection that is not in the journal")
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return journal.Errorf(journal.Conflict, "the journal has this already")
	}
	switch code & 0xff { // the rest of the code says which call it was
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		by := cmp.Or(text.Line(writer(resolved(path))), "another program")
		return journal.Errorf(journal.Locked, "%s is writing the journal %s, and was waited for in vain", by, path).
			WithHint("wait until it is done, then do this again")
	case sqlite3.SQLITE_FULL:
		return journal.Errorf(journal.Internal, "the disk is full, so this was not kept; what was in the journal is still there").
			WithHint("make room on the disk that holds %s, then do this again", folder)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return journal.Errorf(journal.Internal, "the journal %s cannot be written", path).
			WithHint("let yourself write it and its folder: chmod u+w %s %s*", text.ShellWord(folder), text.ShellWord(path))
	case sqlite3.SQLITE_CANTOPEN:
		return journal.Errorf(journal.Internal, "the journal %s cannot be opened", path).
			WithHint("see who may read and write it: ls -la %s", text.ShellWord(folder))
	case sqlite3.SQLITE_NOTADB:
		return notAJournal(path)
	case sqlite3.SQLITE_CORRUPT:
		return damaged(path)
	case sqlite3.SQLITE_IOERR:
		return journal.Errorf(journal.Internal, "the disk failed while the journal %s was in use", path).
			WithHint("see whether the disk is full or gone, then do this again")
	case sqlite3.SQLITE_CONSTRAINT:
		return journal.Errorf(journal.Invalid, "this cannot be kept in a journal as it is")
	}
	return journal.Errorf(journal.Internal, "the journal %s cannot be used", path).
		WithHint("do this again with --debug to see the cause")
}

func damaged(path string) *journal.Error {
	return journal.Errorf(journal.Internal, "the journal %s is damaged", path).
		WithHint("see what can be saved: kith doctor; or put your last backup in its place: kith restore FILE")
}

func notAJournal(path string) *journal.Error {
	return journal.Errorf(journal.Internal, "the file %s is not a kith journal, and was not touched", path).
		WithHint("name another file: --journal PATH; if it was one, save what can be read: kith doctor --rescue NEW; or move it away, and put a backup in its place: kith restore FILE")
}

func noJournal(path string) *journal.Error {
	return journal.Errorf(journal.NotFound, "there is no journal at %s", path).
		WithHint("kith reflect and kith note begin one")
}

// unfinished is a journal that was not closed, on a disk where it cannot be finished now.
func unfinished(path string, err error) *journal.Error {
	e := journal.Errorf(journal.Internal, "a part of the journal %s is still in %s, and to read that kith has to write there", path, filepath.Base(path)+"-wal").
		WithHint("copy both files to a folder of your own, and name the journal there with --journal")
	e.Err = err
	return e
}
