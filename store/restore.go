package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kith/journal"
	"kith/journal/file"
	"kith/journal/text"
)

// Restored says what a restore did.
type Restored struct {
	Reflections int    // that are in the journal now
	Kept        string // where what was in it before is; "" where there was nothing
	Damaged     bool   // that, so that nothing can put it back
}

// Restore makes of the journal at path what a backup of it holds, and keeps what it
// replaces in a file beside it. The backup is checked first, and brought up to date when an
// earlier kith made it; that is done to a copy of it.
//
// The journal stays the file it is, and gets the pages of the other in one transaction:
// another kith that has it open goes on in the journal as it then is, and what it has
// written until then is in what is kept. After an error the journal is as it was.
func Restore(ctx context.Context, path, from string, at time.Time) (r Restored, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return r, explain(path, err)
	}
	defer func() {
		if err = explain(path, err); DiskFull(err) { // all that it writes is beside the journal
			err = &journal.Error{
				Kind: journal.Internal, Text: "the disk is full, so nothing was restored; what was in the journal is still there",
				Hint: fmt.Sprintf("make room on the disk that holds %s, then do this again", filepath.Dir(followed(path))), Err: err,
			}
		}
	}()
	if Owns(path, from) && !strings.Contains(filepath.Base(from), ".before-") {
		return r, journal.Errorf(journal.Conflict, "%s is the journal that is in use, or a part of it", from).
			WithHint("name a backup of it: kith restore FILE")
	}
	src, err := openCopy(ctx, from)
	if err != nil { // and no journal is begun
		return r, explainRestore(from, err)
	}
	defer src.db.Close() // it is only read
	name, err := place(path, Options{})
	if err != nil {
		return r, err
	}
	if err := clearLeftovers(filepath.Dir(name)); err != nil {
		return r, err
	}
	dir, err := os.MkdirTemp(filepath.Dir(name), restoreFolder)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	ready := filepath.Join(dir, "journal.db")
	if r.Reflections, err = makeReady(ctx, src, ready); err != nil {
		return r, explainRestore(from, err)
	}
	r.Kept, err = replace(ctx, path, name, ready, at)
	if r.Damaged = isDamage(err); r.Damaged {
		r.Kept, err = replaceDamaged(name, ready, at)
	} else if err == nil && r.Kept != "" { // some damage is in pages that nobody has looked at
		_, bad := checkCopy(ctx, r.Kept)
		r.Damaged = isDamage(bad)
	}
	return r, err
}

// restoreFolder is what the name begins with of the folder in which a backup is made
// ready, beside the journal.
const restoreFolder = ".kith-restore-"

// makeReady copies a backup to a new file, brings that up to date and checks it.
func makeReady(ctx context.Context, src *Store, to string) (reflections int, err error) {
	if err := src.copyInto(ctx, to); err != nil {
		return 0, err
	}
	s, err := Open(ctx, to, Options{})
	if err != nil {
		return 0, err
	}
	if err := s.Close(); err != nil {
		return 0, err
	}
	return checkCopy(ctx, to)
}

func explainRestore(from string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	e := &journal.Error{Kind: journal.KindOf(err), Text: fmt.Sprintf("the backup %s cannot be read", from), Hint: "name another backup; the journal was not touched", Err: err}
	var known *journal.Error
	var s *sqlite.Error
	switch {
	case errors.As(err, &s) && s.Code() == sqlite3.SQLITE_NOTADB:
		e.Text = from + " is not a backup of a kith journal"
	case errors.Is(err, fs.ErrNotExist):
		e.Kind, e.Text, e.Hint = journal.NotFound, "there is no file "+from, "name a backup: kith restore FILE"
	case isDamage(err):
		e.Text = fmt.Sprintf("the backup %s is damaged, so it is not restored", from)
	case errors.As(err, &known):
		e.Text, e.Hint = strings.Replace(known.Text, "the journal ", "the backup ", 1), known.Hint
	}
	return e
}

// replace gives the journal at name the pages of another file. It has the right to write
// before it keeps what is there, so that nothing is written in between.
func replace(ctx context.Context, path, name, with string, at time.Time) (kept string, err error) {
	s := &Store{path: path}
	settings := url.Values{"mode": {"rw"}, "_pragma": {"busy_timeout(10000)", "synchronous(FULL)", "temp_store(MEMORY)"}}
	if s.db, err = sql.Open("sqlite", fileURL(name, settings.Encode())); err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, s.db.Close()) }()
	latest, err := latestVersion(migrations)
	if err != nil {
		return "", err
	}
	if _, _, err := s.version(ctx, latest); err != nil {
		return "", err
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close() // it goes back to the pool
	// Only so may somebody read, as it is kept, what another is about to write.
	if _, err := conn.ExecContext(ctx, `PRAGMA journal_mode = WAL`); err != nil {
		return "", err
	}
	err = conn.Raw(func(driver any) error {
		b, err := driver.(interface {
			NewRestore(from string) (*sqlite.Backup, error)
		}).NewRestore(fileURL(with, "mode=ro"))
		if err != nil {
			return err
		}
		return errors.Join(func() error {
			if _, err := b.Step(0); err != nil { // no page yet, but the right to write
				return err
			}
			_, empty, err := s.version(ctx, latest)
			if err == nil && !empty {
				kept, err = s.keep(ctx, name, "restore", at)
			}
			if err == nil {
				_, err = b.Step(-1)
			}
			return err
		}(), b.Finish())
	})
	if err != nil && kept != "" {
		return "", errors.Join(err, os.Remove(kept))
	}
	return kept, err
}

// replaceDamaged puts a file in the place of a journal that cannot be opened, and so is
// written by no kith. It is kept byte for byte, with its log, before the other gets its name;
// so at every moment there is a journal. The log goes first: SQLite would take it for one of
// the new journal's.
func replaceDamaged(name, with string, at time.Time) (kept string, err error) {
	dir, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return "", err
	}
	defer dir.Close() // nothing is written through it
	copied := func(from string) func(*os.File) error {
		return func(f *os.File) error {
			in, err := os.Open(from)
			if err != nil {
				return err
			}
			defer in.Close() // it was only read
			_, err = io.Copy(f, in)
			return err
		}
	}
	was, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	logs := []string{"-wal", "-shm", "-journal"}
	move := func(from, to string) (err error) {
		for _, end := range logs {
			if moved := os.Rename(from+end, to+end); !errors.Is(moved, fs.ErrNotExist) {
				err = errors.Join(err, moved)
			}
		}
		return err
	}
	kept = nextName(name+".before-restore-", "", at)
	drop := func(why error) (string, error) {
		for _, end := range append(logs, "") {
			if err := os.Remove(kept + end); !errors.Is(err, fs.ErrNotExist) {
				why = errors.Join(why, err)
			}
		}
		return "", why
	}
	for _, end := range append(logs, "") { // so whoever finds it finds its log
		err := file.Create(dir, filepath.Base(kept)+end, copied(name+end))
		if err != nil && (end == "" || !errors.Is(err, fs.ErrNotExist)) {
			return drop(err)
		}
	}
	away := filepath.Join(filepath.Dir(with), "replaced")
	batch := file.Batch{Dir: dir, Before: func() error { return move(name, away) }}
	part, err := batch.Lay(filepath.Base(name), 0, copied(with))
	if err != nil {
		return drop(err)
	}
	if err := errors.Join(batch.Put(part), batch.Flush()); err != nil {
		if is, gone := os.Stat(name); gone != nil || !os.SameFile(was, is) { // it is done, and may not outlive a power cut
			return kept, err
		}
		return drop(errors.Join(err, move(away, name)))
	}
	return kept, nil
}

// UndoRestore puts back what the last restore replaced, and keeps what it replaces
// in turn: to undo it again is to redo it. A copy that goes by another name is the person's,
// and one that is damaged stays where it is. Where nothing is kept the error is of kind NotFound.
func UndoRestore(ctx context.Context, path string, at time.Time) (Restored, error) {
	kept, err := stampedNames(followed(path)+".before-restore-", "")
	if err != nil {
		return Restored{}, explain(path, err)
	}
	if len(kept) == 0 {
		return Restored{}, journal.Errorf(journal.NotFound, "nothing was restored, so nothing can be put back").
			WithHint("backups are restored with: kith restore FILE")
	}
	last := kept[len(kept)-1]
	r, err := Restore(ctx, path, last, at)
	switch {
	case err == nil:
		err = explain(path, os.Remove(last)) // it is the journal now
	case isDamage(err):
		err = &journal.Error{
			Kind: journal.KindOf(err), Text: "what was replaced last is damaged, so it is not put back", Err: err,
			Hint: fmt.Sprintf("it stays in %s; make a journal of what can be read of it: kith --journal %s doctor --rescue NEW", last, text.ShellWord(last)),
		}
	}
	return r, err
}
