package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kith/journal"
	"kith/journal/file"
)

// Backup is a copy of a journal that was written and found to be whole.
type Backup struct {
	Path        string
	Bytes       int64
	Reflections int
}

// Backup copies the journal, as it is at one moment, to a file that is the person's
// alone, whatever is written meanwhile. The copy is checked before it gets its name; a
// file of that name is replaced, but where one was made meanwhile the error is
// fs.ErrExist. After an error nothing is left of it.
func (s *Store) Backup(ctx context.Context, to string) (b Backup, err error) {
	defer func() { err = s.explainBackup(to, err) }()
	dir, err := os.OpenRoot(filepath.Dir(to))
	if err != nil {
		return b, err
	}
	defer dir.Close() // nothing is written through it
	if err := clearLeftovers(filepath.Dir(to)); err != nil {
		return b, err
	}
	fill := func(f *os.File) error {
		if err := s.copyInto(ctx, f.Name()); err != nil { // an empty file is as good as none
			return err
		}
		b.Reflections, err = checkCopy(ctx, f.Name())
		return err
	}
	if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
		if err := file.Create(dir, filepath.Base(to), fill); err != nil {
			return b, err
		}
	} else {
		batch := file.Batch{Dir: dir}
		part, err := batch.Lay(filepath.Base(to), 0, fill)
		if err != nil {
			return b, err
		}
		if err := errors.Join(batch.Put(part), batch.Flush()); err != nil {
			return b, err
		}
	}
	info, err := os.Stat(to)
	if err != nil {
		return b, err
	}
	b.Path, b.Bytes = to, info.Size()
	return b, nil
}

// copyInto copies the journal as it is at one moment into a new file, without what was
// deleted from it (https://www.sqlite.org/lang_vacuum.html#vacuuminto).
func (s *Store) copyInto(ctx context.Context, name string) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() // it goes back to the pool
	var readOnly bool
	if err := conn.QueryRowContext(ctx, `PRAGMA query_only`).Scan(&readOnly); err != nil {
		return err
	}
	if readOnly { // which holds for every file that the connection writes
		if _, err := conn.ExecContext(ctx, `PRAGMA query_only = 0`); err != nil {
			return err
		}
		defer func() { _, _ = conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA query_only = 1`) }() // it did so once
	}
	_, err = conn.ExecContext(ctx, `VACUUM INTO ?`, name)
	return err
}

// checkCopy sees whether a copy that nobody writes is a whole journal, and counts what
// is in it.
func checkCopy(ctx context.Context, name string) (reflections int, err error) {
	s, err := openCopy(ctx, name)
	if err != nil {
		return 0, err
	}
	defer s.db.Close() // it was only read
	return read(ctx, s, func(t tx) (n int, err error) {
		wrong, err := integrity(ctx, t)
		if err == nil && len(wrong) == 0 {
			wrong, err = lostReferences(ctx, t)
		}
		if err == nil && len(wrong) > 0 {
			err = fmt.Errorf("%w: %s", errUnreadable, strings.Join(wrong, "; "))
		}
		if err != nil {
			return 0, err
		}
		return n, t.QueryRowContext(ctx, `SELECT count(*) FROM reflection`).Scan(&n)
	})
}

func (s *Store) explainBackup(to string, err error) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case DiskFull(err):
		return &journal.Error{
			Kind: journal.Internal, Text: fmt.Sprintf("the disk is full, so the backup %s was not made; the journal is as it was", to),
			Hint: "make room on the disk that holds " + filepath.Dir(to) + ", or name a file on another one", Err: err,
		}
	case isDamage(err):
		return &journal.Error{
			Kind: journal.Internal, Text: fmt.Sprintf("the journal %s is damaged, so no backup was made of it", s.path),
			Hint: "see what is wrong, and what can be saved: kith doctor", Err: err,
		}
	case errors.Is(err, fs.ErrNotExist):
		return &journal.Error{Kind: journal.NotFound, Text: "there is no folder " + filepath.Dir(to) + " for the backup", Hint: "make it first, or name another file", Err: err}
	}
	var s3 *sqlite.Error
	if errors.As(err, &s3) && s3.Code()&0xff == sqlite3.SQLITE_BUSY {
		return explain(s.path, err)
	}
	return &journal.Error{
		Kind: journal.Internal, Text: fmt.Sprintf("the backup %s cannot be written", to),
		Hint: "see who may write in that folder, or name another file", Err: err,
	}
}

// isDamage reports that a journal cannot be read as what it is.
func isDamage(err error) bool {
	var s *sqlite.Error
	return errors.Is(err, errUnreadable) || errors.As(err, &s) &&
		slices.Contains([]int{sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}, s.Code()&0xff)
}

// IsBackup reports a file that kith made as a copy of a journal. One that was used as a
// journal since is none: there SQLite's header says so (https://www.sqlite.org/fileformat.html).
func IsBackup(name string) (bool, error) {
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close() // it was only read
	head := make([]byte, 100)
	n, err := io.ReadFull(f, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return n == len(head) && bytes.HasPrefix(head, []byte("SQLite format 3\x00")) && head[18] == 1 && string(head[68:72]) == "kith", err
}

// stamped is how a file is named after a moment, as the clock on the wall shows it.
const stamped = "2006-01-02-150405"

// BackupFolder is where a journal's backups go unless the person says otherwise.
func BackupFolder(path string) string { return filepath.Join(filepath.Dir(followed(path)), "backups") }

// followed is the file that a journal is, whatever link it goes by.
func followed(path string) string {
	if file, err := filepath.EvalSymlinks(path); err == nil {
		path = file
	}
	return resolved(path)
}

// BackupName is the name, in a folder, of a backup made at a moment: kith-2026-11-26-143000.db
// of the journal called journal.db, kith-work-2026-11-26-143000.db of work.db.
func BackupName(dir, path string, at time.Time) string {
	return nextName(filepath.Join(dir, backupStart(path)), ".db", at)
}

func backupStart(path string) string {
	name := strings.TrimSuffix(filepath.Base(followed(path)), ".db")
	if name == "journal" {
		return "kith-"
	}
	return "kith-" + name + "-"
}

// nextName is the name of a file that is made at a moment, between a start and an end. It
// comes behind all that are there: where the clock went back since, as it does in autumn and
// on the way west, it is the last one's with a number.
func nextName(start, end string, at time.Time) string {
	stamp, number := at.Format(stamped), 1
	taken, _ := stampedNames(start, end) // in a folder that cannot be read it is a free name at least
	if len(taken) > 0 {
		last, n, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(taken[len(taken)-1], start), end), "_")
		if stamp <= last {
			stamp, number = last, 2
			if n, err := strconv.Atoi(n); err == nil {
				number = n + 1
			}
		}
	}
	for {
		name := start + stamp + end
		if number > 1 {
			name = fmt.Sprintf("%s%s_%02d%s", start, stamp, number, end)
		}
		if _, err := os.Lstat(name); err != nil {
			return name
		}
		number++
	}
}

// stampedNames are the names that nextName gave and that are there, in the order in which it
// gave them.
func stampedNames(start, end string) (names []string, err error) {
	dir, base := filepath.Split(start)
	entries, err := os.ReadDir(cmp.Or(dir, "."))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	named := regexp.MustCompile(`^` + regexp.QuoteMeta(base) + `\d{4}-\d{2}-\d{2}-\d{6}(_\d{2,9})?` + regexp.QuoteMeta(end) + `$`)
	for _, e := range entries {
		if named.MatchString(e.Name()) {
			names = append(names, dir+e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		moment := len(start) + len(stamped)
		return cmp.Or(cmp.Compare(a[:moment], b[:moment]), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	return names, err
}

// Backups are the backups of a journal in a folder that go by the names kith gives them,
// the oldest first. Whatever else is there is none.
func Backups(dir, path string) ([]string, error) {
	names, err := stampedNames(filepath.Join(dir, backupStart(path)), ".db")
	return slices.DeleteFunc(names, func(name string) bool {
		if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() {
			return true
		}
		is, err := IsBackup(name)
		return err != nil || !is
	}), err
}

// IsOwnBackup reports whether a backup is of this journal and of no other that has its
// backups in the same folder, be it one that began as a copy of this: whether the reflection
// and the community that were added to it last are in this journal, perhaps in its trash. Of
// a backup in which nothing is, or that cannot be read, nobody can tell.
func (s *Store) IsOwnBackup(ctx context.Context, name string) (bool, error) {
	b, err := openCopy(ctx, name)
	if err != nil {
		return false, ctx.Err()
	}
	defer b.db.Close() // it was only read
	last, err := read(ctx, b, func(t tx) ([]string, error) {
		return query(ctx, t, scanText, `
			SELECT id FROM (SELECT id FROM reflection ORDER BY rowid DESC LIMIT 1)
			UNION ALL SELECT id FROM (SELECT id FROM community ORDER BY rowid DESC LIMIT 1)`)
	})
	if err != nil || len(last) == 0 {
		return false, ctx.Err()
	}
	return read(ctx, s, func(t tx) (own bool, err error) {
		for _, id := range last {
			err := t.QueryRowContext(ctx, `
				SELECT EXISTS (SELECT 1 FROM reflection WHERE id = ?1) OR EXISTS (SELECT 1 FROM community WHERE id = ?1)
					OR EXISTS (SELECT 1 FROM trashed WHERE id = ?1)`, id).Scan(&own)
			if err != nil || !own {
				return false, err
			}
		}
		return true, nil
	})
}

// keep copies a journal as it is, page by page and so however damaged it is, to a file
// beside it that is named after what is to be done to it.
func (s *Store) keep(ctx context.Context, name, before string, at time.Time) (kept string, err error) {
	dir, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return "", err
	}
	defer dir.Close() // nothing is written through it
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close() // it goes back to the pool
	kept = nextName(name+".before-"+before+"-", "", at)
	err = file.Create(dir, filepath.Base(kept), func(f *os.File) error {
		err := conn.Raw(func(driver any) error {
			b, err := driver.(interface {
				NewBackup(to string) (*sqlite.Backup, error)
			}).NewBackup(fileURL(f.Name(), ""))
			if err != nil {
				return err
			}
			_, err = b.Step(-1)
			return errors.Join(err, b.Finish())
		})
		if err == nil { // no log belongs to it: it is a backup
			_, err = f.WriteAt([]byte{1, 1}, 18)
		}
		return err
	})
	return kept, err
}
