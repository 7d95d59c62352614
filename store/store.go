// Package store keeps a journal on disk: one SQLite file, and beside it a
// folder of locks for the drafts that are being written.
//
// It gives back what it was given, byte for byte, and either keeps all of a
// thing or none of it. It refuses to know what an activity is, what an answer
// means and who is asking: it sees reflections, communities, observations,
// suggestions and drafts, and finds them again. Whatever goes wrong comes out
// as a *journal.Error that a person can act on.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kith/journal"
)

// Options say how a journal is opened. The zero Options open it for writing
// and make it when it is not there.
type Options struct {
	// ReadOnly is for what only reads. A journal that is not there is NotFound,
	// and none is made. One from an earlier kith is first brought up to date.
	ReadOnly bool
	// OwnFolder says that the folder is kith's own, and is to be the person's alone
	// like the journal. Other folders keep their permissions.
	OwnFolder bool
}

// Store is an open journal. It may be used by several goroutines, and the same
// journal by several processes: writers wait for each other, and nobody else
// waits.
type Store struct {
	db     *sql.DB
	path   string      // as a person would write it, made absolute
	opened fs.FileInfo // the file that was there when it was opened
	locks  string      // the folder of lock files
	remark string
}

// Open opens the journal at path, making it and its folder when they are not
// there and bringing it up to date when an earlier kith made it.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	return open(ctx, path, opt, migrations)
}

func open(ctx context.Context, path string, opt Options, migrations fs.FS) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, explain(path, err)
	}
	file, err := place(path, opt)
	if err != nil {
		return nil, explain(path, err)
	}
	s := &Store{path: path, locks: file + "-drafts"}
	if s.opened, err = os.Stat(file); err != nil {
		return nil, explain(path, err)
	}
	err = s.connect(ctx, file, opt, migrations, url.Values{"mode": {"rw"}})
	if opt.ReadOnly && needsFolder(err) {
		// Even to read, SQLite makes files beside the journal. Where it cannot, on
		// a full disk or one that is read-only, nobody else writes either.
		alone := url.Values{"mode": {"ro"}, "immutable": {"1"}}
		if walHolds(file) { // it is read as well, with its index in memory
			alone = url.Values{"mode": {"rw"}, "_pragma": {"locking_mode(EXCLUSIVE)"}}
		}
		err = s.connect(ctx, file, opt, migrations, alone)
		if walHolds(file) && needsFolder(err) {
			return nil, unfinished(path, err)
		}
	}
	if e := new(sqlite.Error); errors.As(err, &e) && e.Code() == sqlite3.SQLITE_ERROR && !errors.Is(err, errUnreadable) {
		if known := new(journal.Error); errors.As(err, &known) {
			err = known.Err
		}
		not := damaged(path) // it is not what its header says it is
		not.Err = fmt.Errorf("%w: %w", errUnreadable, err)
		return nil, not
	}
	if err != nil {
		return nil, explain(path, err)
	}
	s.remark = strings.TrimSpace(s.remark + "\n" + s.keepPrivate(file, opt.OwnFolder))
	if !opt.ReadOnly {
		s.sweep(ctx)
	}
	return s, nil
}

// connect opens the file with some settings and sees to it that it is a journal of
// this version. Every connection of the pool gets the settings. The journal mode is
// not among them: it is kept in the file, so setting it would change a file before
// it is known to be a journal. One that only reads is open for writing all the
// same, or SQLite would leave its own files behind.
//
// What SQLite sets aside while it works stays in memory: no word is in a folder for
// temporary files, none of which need be writable.
func (s *Store) connect(ctx context.Context, file string, opt Options, migrations fs.FS, settings url.Values) (err error) {
	settings["_pragma"] = append(settings["_pragma"], "busy_timeout(10000)", "foreign_keys(1)", "synchronous(FULL)", "temp_store(MEMORY)")
	settings["_txlock"] = []string{"immediate"}
	if opt.ReadOnly {
		settings.Add("_pragma", "query_only(1)")
	}
	if s.db, err = sql.Open("sqlite", fileURL(file, settings.Encode())); err != nil {
		return err
	}
	if err := s.prepare(ctx, file, opt, migrations); err != nil {
		return errors.Join(err, s.db.Close())
	}
	return nil
}

// needsFolder reports that SQLite could not make its files beside the journal.
func needsFolder(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL:
		return true
	}
	switch e.Code() {
	case sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_LOCK:
		return true
	}
	return false
}

// walHolds reports what was written to the journal and is not in its file yet.
func walHolds(file string) bool {
	info, err := os.Stat(file + "-wal")
	return err == nil && info.Size() > 0
}

// Close ends the use of the journal.
func (s *Store) Close() error { return explain(s.path, s.db.Close()) }

// Remark is what a person should know of the journal as it was found, such as that
// others could read it; "" for nothing.
func (s *Store) Remark() string { return s.remark }

// Path is where the journal is.
func (s *Store) Path() string { return s.path }

// tx is a transaction. Everything is written through its exec.
type tx struct {
	*sql.Tx
	prepared map[string]*sql.Stmt // by their text
}

// statement is a text as SQLite has made it ready, which half the time of many short
// ones goes into: for one that is run again and again, once in a transaction.
func (t tx) statement(ctx context.Context, query string) (st *sql.Stmt, err error) {
	st, ready := t.prepared[query]
	if !ready {
		if st, err = t.PrepareContext(ctx, query); err == nil {
			t.prepared[query] = st // and closed with the transaction
		}
	}
	return st, err
}

// exec runs statements that change something, with the same arguments, and says
// how many rows the last one changed. It is the one gate that all text passes on
// its way in, so this is where a NUL is stopped.
func (t tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	for _, arg := range args {
		if text := reflect.ValueOf(arg); text.Kind() == reflect.String {
			if err := journal.CheckText("this text", text.String()); err != nil {
				return 0, err
			}
		}
	}
	st, err := t.statement(ctx, query)
	if err != nil {
		return 0, err
	}
	result, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// update runs fn in a transaction that is kept whole when fn returns nil and
// undone when it does not. Nothing else begins a transaction that writes. It
// asks for the right to write at once, waiting for whoever has it, because a
// transaction that first reads and then finds it may not write has to fail.
//
// Before it is kept, what was written is indexed for search.
func (s *Store) update(ctx context.Context, fn func(tx) error) error {
	return s.updateTables(ctx, func(t tx) error {
		if err := fn(t); err != nil {
			return err
		}
		return indexStale(ctx, t)
	})
}

// updateTables is update for tables that need not have an index for search yet.
// What was written to a file that no longer has the journal's name is not kept.
func (s *Store) updateTables(ctx context.Context, fn func(tx) error) error {
	err := s.transact(ctx, &sql.TxOptions{}, fn)
	if there, gone := os.Stat(s.path); gone != nil || !os.SameFile(s.opened, there) {
		return &journal.Error{
			Kind: journal.Internal, Err: errors.Join(err, gone),
			Text: fmt.Sprintf("the journal %s was moved or removed while kith had it open, so this is not kept", s.path),
			Hint: "bring it back to its place; without it, kith begins a new one there",
		}
	}
	return err
}

// read is what fn reads of the journal as it is at one moment, whatever is
// written meanwhile.
func read[T any](ctx context.Context, s *Store, fn func(tx) (T, error)) (got T, err error) {
	err = s.transact(ctx, &sql.TxOptions{ReadOnly: true}, func(t tx) (err error) {
		got, err = fn(t)
		return err
	})
	return got, err
}

// patience is for how long one moment of the journal is read. As long as it is, the
// log that SQLite writes cannot be begun anew, and grows with all that is written.
const patience = 5 * time.Second

// readOn reads page after page of the journal as it is at one moment. Each page is
// given on by what next gives for it, which reports whether there are more; nil ends
// it. Where that takes so long that patience is out, as in a pipe that nobody reads,
// it lets go of the moment, and the next page is of a later one.
func (s *Store) readOn(ctx context.Context, next func(tx) (give func() bool, err error)) (err error) {
	more := true
	for outOfPatience := errors.New("out of patience"); more && err == nil; {
		err = s.transact(ctx, &sql.TxOptions{ReadOnly: true}, func(t tx) error {
			for end := time.Now().Add(patience); more; {
				give, err := next(t)
				if more = err == nil && give != nil; !more {
					return err
				}
				letGo := time.AfterFunc(time.Until(end), func() { _ = t.Rollback() })
				more = give()
				if !letGo.Stop() {
					return outOfPatience
				}
			}
			return nil
		})
		if errors.Is(err, outOfPatience) {
			err = nil
		}
	}
	return err
}

func (s *Store) transact(ctx context.Context, opt *sql.TxOptions, fn func(tx) error) (err error) {
	defer func() { err = explain(s.path, err) }()
	t, err := s.db.BeginTx(ctx, opt)
	if err != nil {
		return err
	}
	// After a commit this does nothing. After a failure SQLite has often
	// undone the transaction by itself, and the failure says more than the
	// complaint that there is nothing left to undo.
	defer func() {
		if undone := t.Rollback(); err == nil && !errors.Is(undone, sql.ErrTxDone) {
			err = undone
		}
	}()
	if err := fn(tx{t, map[string]*sql.Stmt{}}); err != nil {
		return err
	}
	return t.Commit()
}
