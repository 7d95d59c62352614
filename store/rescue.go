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
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// RescuedTable says how many rows of a table came into the new journal, and how many of
// those that were there did not. What cannot be read at all cannot always be counted:
// then Unknown says that more may be lost.
type RescuedTable struct {
	Table   string
	Came    int
	Lost    int
	Unknown bool
}

// Rescue makes a new journal at to of what can be read of a damaged one, row by row, and
// touches nothing of that. It reads a copy of it, in whose header what every journal has
// is put right first. Where a way to the rows of a table is lost it looks for them on every
// page. What a row names that is lost gets an empty one in its place, so that
// no words are lost with it. A file at to is a Conflict.
func Rescue(ctx context.Context, path, to string) (tables []RescuedTable, err error) {
	defer func() { err = explain(path, err) }()
	if _, err := os.Lstat(to); err == nil {
		return nil, journal.Errorf(journal.Conflict, "%s is there already, and a rescued journal is a new file", to).
			WithHint("name another file: kith doctor --rescue NEW")
	}
	if to, err = filepath.Abs(to); err != nil {
		return nil, err
	}
	name, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noJournal(path)
	}
	if err != nil {
		return nil, err
	}
	folder := filepath.Dir(to)
	dir, err := os.MkdirTemp(folder, rescueFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, journal.Errorf(journal.NotFound, "there is no folder %s", folder).WithHint("make it first, or name another file")
	}
	if err == nil {
		tables, err = rescueIn(ctx, dir, path, name, to)
		var known *journal.Error
		if err != nil && ctx.Err() == nil && !errors.As(err, &known) {
			err = errors.Join(err, unwritable(dir))
		}
		err = errors.Join(err, os.RemoveAll(dir))
	}
	if DiskFull(err) {
		return nil, &journal.Error{
			Kind: journal.Internal, Text: fmt.Sprintf("the disk is full, so %s was not made; the damaged journal is as it was", to),
			Hint: "make room on the disk that holds " + folder + ", or name a file on another one", Err: err,
		}
	}
	return tables, err
}

// rescueIn does it in a folder of its own.
func rescueIn(ctx context.Context, dir, path, name, to string) (tables []RescuedTable, err error) {
	damaged, fresh := filepath.Join(dir, "damaged.db"), filepath.Join(dir, "fresh.db")
	said, free, err := copyToRead(ctx, name, damaged)
	if err != nil {
		return nil, err
	}
	from, err := openDamaged(ctx, damaged)
	if err != nil {
		return nil, err
	}
	there, _ := tablesIn(ctx, from) // as far as that can be read
	if err := from.Close(); err != nil {
		return nil, err
	}
	version, _, err := versionLike(ctx, there, said)
	if err != nil {
		return nil, err
	}
	if err := makeEmpty(ctx, fresh, version); err != nil {
		return nil, err
	}
	if err := mendSchema(ctx, damaged, fresh); err != nil {
		return nil, err
	}
	if tables, err = pour(ctx, damaged, fresh, free); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(tables, func(t RescuedTable) bool { return t.Came > 0 }) {
		return nil, journal.Errorf(journal.Internal, "nothing of the journal %s can be read", path).
			WithHint("put a backup in its place: kith restore FILE; and keep it, other programs may read more of it")
	}
	s, err := Open(ctx, fresh, Options{}) // which brings it up to date, and indexes it
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx) error { return nil })
	if err == nil {
		_, err = s.Backup(ctx, to)
	}
	return tables, errors.Join(err, s.Close())
}

// rescueFolder is what the name begins with of the folder in which that is done, beside
// the new journal.
const rescueFolder = ".kith-rescue-"

// makeEmpty makes an empty journal of a version.
func makeEmpty(ctx context.Context, name string, version int) error {
	older := upTo{migrations, version}
	s, err := open(ctx, name, Options{}, older)
	if err != nil {
		return err
	}
	return s.Close()
}

// upTo are the migrations up to a version.
type upTo struct {
	fs.FS
	version int
}

// Glob leaves out those of later versions.
func (u upTo) Glob(pattern string) ([]string, error) {
	found, err := fs.Glob(u.FS, pattern)
	return slices.DeleteFunc(found, func(script string) bool { return numberOf(script) > u.version }), err
}

// derived are the tables that follow from others.
var derived = []string{"search_document", "search_stale", "tag_count", "hold"}

// pour reads the tables of a damaged journal into one that is empty: what is reached from
// where each begins, and then, where that is not all of it, what stands on the other pages.
func pour(ctx context.Context, damaged, fresh string, free map[int]bool) (done []RescuedTable, err error) {
	from, err := openDamaged(ctx, damaged)
	if err != nil {
		return nil, err
	}
	defer from.Close() // it is a copy
	into, err := sql.Open("sqlite", fileURL(fresh, url.Values{"mode": {"rw"}, "_pragma": {"foreign_keys(0)", "temp_store(MEMORY)"}, "_txlock": {"immediate"}}.Encode()))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, into.Close()) }()
	began, err := into.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer began.Rollback() // after a commit this does nothing
	t := tx{began, map[string]*sql.Stmt{}}
	names, err := query(ctx, t, scanText, `
		SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY wr, name`)
	if err != nil {
		return nil, err
	}
	var tables []*pouring
	for _, name := range names {
		if slices.Contains(derived, name) {
			continue
		}
		p, err := newPouring(ctx, t, name)
		if err != nil {
			return nil, err
		}
		if err := p.reached(ctx, from); err != nil {
			return nil, err
		}
		tables = append(tables, p)
	}
	if slices.ContainsFunc(tables, func(p *pouring) bool { return !p.whole }) {
		if err := from.Close(); err != nil {
			return nil, err
		}
		pages, err := strayPages(ctx, damaged, free, tables)
		if err != nil {
			return nil, err
		}
		stray, err := openPages(ctx, damaged, pages)
		if err != nil {
			return nil, err
		}
		defer stray.Close() // it is a copy
		for _, page := range pages {
			if err := page.pour(ctx, stray); err != nil {
				return nil, err
			}
		}
	}
	var scraps []string
	for _, p := range tables {
		p.Unknown, p.Lost = p.there < 0, max(0, p.there-p.Came)
		if p.Table == "answer" {
			wordless, err := countWordless(ctx, t)
			if err != nil {
				return nil, err
			}
			p.Lost = max(p.Lost, wordless)
		}
		done = append(done, p.RescuedTable)
		scraps = append(scraps, p.scraps...)
	}
	slices.SortFunc(done, func(a, b RescuedTable) int { return strings.Compare(a.Table, b.Table) })
	if len(scraps) > 0 {
		_, err := addReflection(ctx, t, journal.Reflection{
			Title: "Rescued pieces", Private: true,
			Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Private: true, Value: journal.TextValue(strings.Join(scraps, "\n\n"))}},
		})
		if err != nil {
			return nil, err
		}
	}
	if err := putBack(ctx, t, done); err != nil {
		return nil, err
	}
	return done, began.Commit()
}

// countWordless counts the reflections in which words were counted, and that have no answer.
func countWordless(ctx context.Context, t tx) (n int, err error) {
	var counted bool
	err = t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pragma_table_info('reflection') WHERE name = 'words')`).Scan(&counted)
	if err == nil && counted {
		err = t.QueryRowContext(ctx, `SELECT count(*) FROM reflection r WHERE words > 0 AND NOT EXISTS (SELECT 1 FROM answer WHERE reflection = r.id)`).Scan(&n)
	}
	return n, err
}

// putBack puts something in the place of what rows name and was lost: an empty reflection,
// which is private, or a community without a name of its own. What names something else
// is told to name nothing or, where it cannot, is lost as well.
func putBack(ctx context.Context, t tx, done []RescuedTable) error {
	type reference struct{ table, column, parent, key string }
	references, err := query(ctx, t, func(r row) (f reference, err error) {
		err = r.Scan(&f.table, &f.column, &f.parent, &f.key)
		return f, err
	}, `
		SELECT l.name, f."from", f."table", coalesce(f."to", 'id') FROM pragma_table_list l, pragma_foreign_key_list(l.name) f
		WHERE l.schema = 'main' AND f."from" <> 'created' ORDER BY l.name, f.id`) // which goes with the reflection's id
	if err != nil {
		return err
	}
	nullable := func(f reference) (can bool, err error) {
		err = t.QueryRowContext(ctx, `SELECT "notnull" = 0 FROM pragma_table_info(?) WHERE name = ?`, f.table, f.column).Scan(&can)
		return can, err
	}
	lost := func(f reference) string {
		return fmt.Sprintf(`"%s" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s p WHERE p."%s" = %s."%s")`, f.column, f.parent, f.key, f.table, f.column)
	}
	for _, f := range references {
		can, err := nullable(f)
		if err != nil {
			return err
		}
		if f.parent != "community" && (f.parent != "reflection" || can) {
			continue
		}
		ids, err := query(ctx, t, scanText, fmt.Sprintf(`SELECT DISTINCT "%s" FROM %s WHERE %s`, f.column, f.table, lost(f)))
		if err != nil {
			return err
		}
		for _, id := range ids {
			at, name := stamp(journal.ID(id).Time()), "Rescued "+journal.ID(id).Short()
			if f.parent == "community" {
				_, err = t.exec(ctx, `INSERT OR IGNORE INTO community (id, name, name_folded, created, created_offset, root) VALUES (?1, ?2, ?3, ?4, 0, ?1)`,
					id, name, text.Fold(name), at)
			} else {
				_, err = t.exec(ctx, `INSERT OR IGNORE INTO reflection (id, title, activity, created, created_offset, updated, updated_offset, minutes, private)
					VALUES (?1, ?2, '', ?3, 0, ?3, 0, 0, 1)`, id, name, at)
			}
			if err != nil {
				return err
			}
		}
	}
	for _, table := range []string{"reflection_tag", "reflection_community"} {
		_, err := t.exec(ctx, `UPDATE OR IGNORE `+table+` SET created = r.created FROM reflection r WHERE r.id = reflection AND r.created <> `+table+`.created`)
		if err != nil {
			return err
		}
	}
	for _, f := range references {
		can, err := nullable(f)
		if err != nil {
			return err
		}
		change := `DELETE FROM ` + f.table
		if can {
			change = fmt.Sprintf(`UPDATE %s SET "%s" = NULL`, f.table, f.column)
		}
		n, err := t.exec(ctx, change+` WHERE `+lost(f))
		if err != nil {
			return err
		}
		for i := range done {
			if done[i].Table == f.table && !can {
				done[i].Came -= int(n)
				done[i].Lost += int(n)
			}
		}
	}
	return nil
}
