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
	"time"

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
// is put right first. What a row names that is lost gets an empty one in its place, so that
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
	said, err := copyToRead(ctx, name, damaged)
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
	if tables, err = pour(ctx, damaged, fresh); err != nil {
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

// pour reads the tables of a damaged journal into one that is empty.
func pour(ctx context.Context, damaged, fresh string) (done []RescuedTable, err error) {
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
	tables, err := query(ctx, t, scanText, `
		SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	var scraps []string
	for _, table := range tables {
		if slices.Contains(derived, table) {
			continue
		}
		one, left, err := pourTable(ctx, from, t, table)
		if err != nil {
			return nil, err
		}
		done = append(done, one)
		scraps = append(scraps, left...)
	}
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

// times are the columns that hold a moment.
var times = []string{"created", "updated", "archived", "ended", "at", "undone", "closed", "made", "added", "read", "joined", "changed", "sent", "until", "looked_at"}

// pourTable copies the rows of a table. A row that cannot be read is lost, and those
// behind it are not; of one that is not as rows are the words are given as scraps.
func pourTable(ctx context.Context, from *sql.DB, t tx, table string) (done RescuedTable, scraps []string, err error) {
	done.Table = table
	columns, err := query(ctx, t, scanText, `SELECT '"' || name || '"' FROM pragma_table_info(?) ORDER BY cid`, table)
	if err != nil {
		return done, nil, err
	}
	keys, err := query(ctx, t, scanText, `SELECT '"' || name || '"' FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk`, table)
	if err != nil {
		return done, nil, err
	}
	var withoutRowid bool
	if err := t.QueryRowContext(ctx, `SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?`, table).Scan(&withoutRowid); err != nil {
		return done, nil, err
	}
	insert := fmt.Sprintf(`INSERT OR IGNORE INTO %s (%s) VALUES (?%s)`, table, strings.Join(columns, ", "), strings.Repeat(", ?", len(columns)-1))
	keep := func(cells []any) error {
		var words []string
		for i, cell := range cells {
			s, ok := cell.(string)
			if !ok {
				continue
			}
			s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
			words = append(words, s)
			if slices.Contains(times, strings.Trim(columns[i], `"`)) && (scanTime{new(time.Time)}).Scan(s) != nil {
				id, _ := cells[0].(string)
				cells[i] = stamp(journal.ID(id).Time())
				continue
			}
			cells[i] = s
		}
		n := int64(0)
		result, err := t.ExecContext(ctx, insert, cells...)
		if err == nil {
			n, err = result.RowsAffected()
		}
		done.Came += int(n)
		if n == 0 && !withoutRowid {
			scraps = append(scraps, table+":\n"+strings.Join(words, "\n"))
		}
		if DiskFull(err) {
			return err
		}
		if err != nil {
			return ctx.Err() // it is not as rows are
		}
		return nil
	}
	list := strings.Join(columns, ", ")
	if withoutRowid {
		// From both ends, up to where it is damaged.
		order := strings.Join(keys, ", ")
		_, whole, err := walk(ctx, from, fmt.Sprintf(`SELECT 0, %s FROM %s ORDER BY %s`, list, table, order), keep)
		if err == nil && !whole {
			_, _, err = walk(ctx, from, fmt.Sprintf(`SELECT 0, %s FROM %s ORDER BY %s DESC`, list, table, strings.Join(keys, " DESC, ")+" DESC"), keep)
		}
		if err != nil {
			return done, nil, err
		}
	} else if err := pourByNumber(ctx, from, table, list, keep); err != nil {
		return done, nil, err
	}
	there := -1
	for _, count := range []string{`SELECT count(*) FROM ` + table, `SELECT count(*) FROM ` + table + ` NOT INDEXED`} {
		if err := from.QueryRowContext(ctx, count).Scan(&there); err == nil {
			break
		}
		there = -1
	}
	done.Unknown = there < 0
	done.Lost = max(0, there-done.Came)
	return done, scraps, ctx.Err()
}

// pourByNumber reads a table in the order of its row numbers, and where that ends because
// of damage asks for one number after another until it goes on.
func pourByNumber(ctx context.Context, from *sql.DB, table, columns string, keep func([]any) error) error {
	highest := int64(-1)
	ask := []string{`SELECT max(rowid) FROM ` + table}
	if rows, err := from.QueryContext(ctx, `SELECT name FROM pragma_index_list(?) WHERE partial = 0`, table); err == nil {
		for rows.Next() {
			var index string
			if rows.Scan(&index) == nil {
				ask = append(ask, fmt.Sprintf(`SELECT max(rowid) FROM %s INDEXED BY "%s"`, table, index))
			}
		}
		rows.Close() // as many as there are
	}
	for _, question := range ask {
		var n sql.NullInt64
		if from.QueryRowContext(ctx, question).Scan(&n) == nil {
			highest = max(highest, n.Int64)
		}
	}
	const furthest = 1000 // numbers to ask for where the highest is not known
	for last := int64(0); ; last++ {
		reached, whole, err := walk(ctx, from, fmt.Sprintf(`SELECT rowid, %s FROM %s WHERE rowid > ? ORDER BY rowid`, columns, table), keep, last)
		if err != nil || whole {
			return err
		}
		last = max(last, reached)
		if highest < 0 {
			highest = last + furthest
		}
		if last >= highest {
			return nil
		}
	}
}

// walk reads rows, whose first column is their number, until they end or cannot be read
// any further: then whole is false. The error is not of reading.
func walk(ctx context.Context, from *sql.DB, query string, keep func([]any) error, args ...any) (last int64, whole bool, err error) {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return 0, false, ctx.Err()
	}
	defer rows.Close() // they were only read
	columns, err := rows.Columns()
	if err != nil {
		return 0, false, ctx.Err()
	}
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			continue
		}
		last, _ = cells[0].(int64)
		if err := keep(cells[1:]); err != nil {
			return last, false, err
		}
	}
	return last, rows.Err() == nil, ctx.Err()
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
