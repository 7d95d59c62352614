package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kith/journal"
)

// A migration brings a journal from one version to the next. Its number is its
// place in the list; PRAGMA user_version holds that of the last one applied.
// A migration that has been released is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

// applicationID is "kith" in the header of the file, and tells a journal from
// the databases of other programs.
const applicationID = 0x6b697468

// prepare sees to it that the file is a journal of this version.
func (s *Store) prepare(ctx context.Context, file string, opt Options, migrations fs.FS) error {
	steps, err := fs.ReadDir(migrations, "migrations")
	if err != nil {
		return err
	}
	version, err := s.version(ctx)
	if err != nil {
		return err
	}
	switch {
	case version > len(steps):
		return journal.Errorf(journal.Conflict, "the journal %s was written by a newer kith, and this one cannot read it", s.path).
			WithHint("install the latest kith; the journal was not touched")
	case opt.ReadOnly && version < len(steps):
		return journal.Errorf(journal.Conflict, "the journal %s is from an earlier kith and has to be brought up to date before it is read", s.path).
			WithHint("kith list, where the journal may be written, brings it up to date")
	case opt.ReadOnly:
		return nil
	}
	if err := s.useWAL(ctx); err != nil {
		return err
	}
	for n := version + 1; n <= len(steps); n++ {
		script, err := fs.ReadFile(migrations, "migrations/"+steps[n-1].Name())
		if err != nil {
			return err
		}
		if err := s.migrate(ctx, file, n, string(script), n == version+1); err != nil {
			return err
		}
	}
	return nil
}

// version is the number of the last migration applied, 0 for an empty file.
// It writes nothing, and refuses what is not a journal.
func (s *Store) version(ctx context.Context) (version int, err error) {
	var application, tables int
	err = s.db.QueryRowContext(ctx, `
		SELECT user_version, application_id, EXISTS (SELECT 1 FROM sqlite_schema)
		FROM pragma_user_version, pragma_application_id`).Scan(&version, &application, &tables)
	if err != nil {
		return 0, err
	}
	empty := tables == 0 && version == 0 && application == 0
	if application != applicationID && !empty {
		return 0, notAJournal(s.path)
	}
	return version, nil
}

// useWAL makes readers and the writer stay out of each other's way
// (https://www.sqlite.org/wal.html). The file remembers it. Where it cannot be
// had, because the file may not be written or somebody is at it in the old way,
// kith works without: readers wait for the writer, and nothing else changes.
func (s *Store) useWAL(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY:
			return nil
		}
	}
	return err
}

// migrate applies migration n, unless another process has meanwhile. A journal
// that holds something is copied first; the copy is made while this process
// alone may write, so it is the journal as it was before.
func (s *Store) migrate(ctx context.Context, file string, n int, script string, first bool) error {
	return s.update(ctx, func(t tx) error {
		var version int
		if err := t.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
			return err
		}
		if version >= n {
			return nil
		}
		if first && version > 0 {
			if err := s.copyTo(ctx, fmt.Sprintf("%s.before-%d", file, n)); err != nil {
				return err
			}
		}
		if _, err := t.exec(ctx, script); err != nil {
			return fmt.Errorf("migration %d: %w", n, err)
		}
		_, err := t.exec(ctx, fmt.Sprintf("PRAGMA user_version = %d", n))
		return err
	})
}

// copyTo writes a copy of the journal that is whole or not there. One that is
// there already, from an attempt before, is replaced.
func (s *Store) copyTo(ctx context.Context, path string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if _, err := s.db.ExecContext(ctx, "VACUUM INTO ?", f.Name()); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
