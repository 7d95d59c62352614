package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kith/journal"
	"kith/journal/file"
)

// The scripts that make a journal and bring it along. PRAGMA user_version says
// which version a journal is of:
//
//	0003_journal.sql    makes a new one, of version 3
//	0003_from_0002.sql  makes version 3 of version 2
//	0004_from_0003.sql  makes version 4 of version 3, of a new one too
//	0005_from_0004.sql  makes version 5 of version 4, in the same way; and so on
//
// In the second, the line ".read 0003_journal.sql" stands for the first, as it does
// to the sqlite3 program. A script that has been released is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

// applicationID is "kith" in the header of the file, and tells a journal from
// the databases of other programs.
const applicationID = 0x6b697468

// prepare sees to it that the file is a journal of this version. What is not a
// journal, and what is from a newer kith, it does not touch.
func (s *Store) prepare(ctx context.Context, name string, opt Options, migrations fs.FS) error {
	latest, err := latestVersion(migrations)
	if err != nil {
		return err
	}
	version, empty, err := s.version(ctx, latest)
	if err == nil && !empty {
		err = s.keepDamagedLog(ctx, name)
	}
	switch {
	case err != nil:
		return err
	case opt.ReadOnly && version == latest:
		return nil
	case opt.ReadOnly && empty:
		return noJournal(s.path)
	case opt.ReadOnly: // it is brought up to date by way of another connection
		writing, err := open(ctx, s.path, Options{}, migrations)
		if err == nil {
			return writing.Close()
		}
		var cause *journal.Error
		if errors.As(err, &cause) && cause.Kind == journal.Internal && !errors.Is(err, errUnreadable) {
			e := journal.Errorf(journal.Conflict, "the journal %s is from an earlier kith and has to be brought up to date before it is read", s.path)
			e.Hint, e.Err = cause.Hint, err
			return e
		}
		return err
	}

	// WAL keeps readers and the writer out of each other's way
	// (https://www.sqlite.org/wal.html), and the file remembers it. Where it
	// cannot be had, because the file may not be written or somebody is at it in
	// the old way, readers wait for the writer, and nothing else changes.
	_, err = s.db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
	var e *sqlite.Error
	if errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_READONLY || e.Code()&0xff == sqlite3.SQLITE_BUSY) {
		err = nil
	}
	if err != nil || version == latest {
		return err
	}
	return s.migrate(ctx, name, latest, migrations)
}

// latestVersion is the one that the scripts lead to.
func latestVersion(migrations fs.FS) (int, error) {
	scripts, err := fs.Glob(migrations, "migrations/*.sql") // in order of their names
	if err != nil {
		return 0, err
	}
	return numberOf(scripts[len(scripts)-1]), nil
}

// version is that of the journal's schema, of which latest is the one that this kith
// has. What is not a journal, or from a newer kith, is an error.
func (s *Store) version(ctx context.Context, latest int) (version int, empty bool, err error) {
	var application, tables int
	err = s.db.QueryRowContext(ctx, `
		SELECT user_version, application_id, EXISTS (SELECT 1 FROM sqlite_schema)
		FROM pragma_user_version, pragma_application_id`).Scan(&version, &application, &tables)
	empty = tables == 0 && version == 0 && application == 0
	switch {
	case err != nil:
		return version, empty, err
	case application != applicationID && !empty:
		return version, empty, notAJournal(s.path)
	case version < 0 || version == 0 && !empty || version > 9999: // as no script is numbered
		return version, empty, fmt.Errorf("%w: its version is %d", errUnreadable, version)
	case version > latest:
		return version, empty, journal.Errorf(journal.Conflict, "the journal %s was written by a newer kith, and this one cannot read it", s.path).
			WithHint("install the latest kith; the journal was not touched")
	}
	return version, empty, nil
}

// numberOf is the version that a script leads to.
func numberOf(script string) (n int) {
	if _, err := fmt.Sscanf(path.Base(script), "%04d_", &n); err != nil {
		panic("a migration without a number: " + script) // a slip in the code, and any test finds it
	}
	return n
}

// migrate brings the journal to a version, in one transaction, unless another
// process has meanwhile. One that holds something is copied first; the copy is
// made while this process alone may write, so it is the journal as it was.
func (s *Store) migrate(ctx context.Context, name string, latest int, migrations fs.FS) error {
	return s.updateTables(ctx, func(t tx) error {
		var version int
		if err := t.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
			return err
		}
		for began := version; version < latest; {
			script, next, err := scriptFrom(migrations, version)
			if err != nil {
				return err
			}
			if script == "" {
				return journal.Errorf(journal.Conflict, "the journal %s is from a kith before the first release, and this one cannot read it", s.path).
					WithHint("name another journal, or begin a new one: --journal PATH; this one was not touched")
			}
			if version == began && version > 0 {
				dir, err := os.OpenRoot(filepath.Dir(name))
				if err != nil {
					return err
				}
				defer dir.Close() // nothing is written through it
				// One that is there, from an attempt before, is replaced.
				err = file.Write(dir, fmt.Sprintf("%s.before-%d", filepath.Base(name), next), func(f *os.File) error {
					_, err := s.db.ExecContext(ctx, "VACUUM INTO ?", f.Name()) // an empty file is as good as none
					return err
				})
				if err != nil {
					return err
				}
			}
			if _, err := t.exec(ctx, script); err != nil {
				return fmt.Errorf("migration %d: %w", next, err)
			}
			version = next
		}
		if _, err := t.exec(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil || version < searched {
			return err
		}
		return indexStale(ctx, t)
	})
}

// scriptFrom is the script that makes of a version the next one, of 0 a new journal, and
// which one that is; "" where no script does.
func scriptFrom(migrations fs.FS, version int) (script string, next int, err error) {
	pattern := fmt.Sprintf("migrations/*_from_%04d.sql", version)
	if version == 0 {
		pattern = "migrations/*_journal.sql"
	}
	found, err := fs.Glob(migrations, pattern)
	if err != nil || len(found) == 0 {
		return "", 0, err
	}
	src, err := fs.ReadFile(migrations, found[0])
	if err != nil {
		return "", 0, err
	}
	before, after, whole := strings.Cut(string(src), ".read 0003_journal.sql\n")
	if whole {
		if src, err = fs.ReadFile(migrations, "migrations/0003_journal.sql"); err != nil {
			return "", 0, err
		}
		return before + string(src) + after, numberOf(found[0]), nil
	}
	return before, numberOf(found[0]), nil
}

// firstVersion is the first one whose tables are known: a new journal can be made of it.
const firstVersion = 3

// versionLike is the version whose tables differ least from those that there are of a
// journal, and how many do: that which its header says where no other is nearer.
func versionLike(ctx context.Context, is map[string]string, said int) (version, differ int, err error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return 0, 0, err
	}
	defer db.Close() // it was in memory
	db.SetMaxOpenConns(1)
	for at := 0; ; {
		script, next, err := scriptFrom(migrations, at)
		if err != nil || script == "" {
			return version, differ, err
		}
		if _, err := db.ExecContext(ctx, script); err != nil {
			return 0, 0, err
		}
		at = next
		of, err := tablesIn(ctx, db)
		if err != nil {
			return 0, 0, err
		}
		n := 0
		for table, columns := range is {
			if of[table] != columns {
				n++
			}
		}
		if version == 0 || n < differ || n == differ && version != said {
			version, differ = at, n
		}
	}
}

// tablesIn are the tables of a database, and of each the names of its columns.
func tablesIn(ctx context.Context, db interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, `
		SELECT l.name, group_concat(c.name) FROM pragma_table_list l, pragma_table_info(l.name) c
		WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite_%' GROUP BY l.name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close() // they were only read
	tables := map[string]string{}
	for rows.Next() {
		var name, columns string
		if err := rows.Scan(&name, &columns); err != nil {
			return nil, err
		}
		tables[name] = columns
	}
	return tables, rows.Err()
}

// searched is the version since which there is an index for search.
const searched = 5
