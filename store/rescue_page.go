package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// The kinds of pages that a table is kept on (https://www.sqlite.org/fileformat.html#b_tree_pages).
const (
	interiorTable = 0x05
	leafTable     = 0x0d
	interiorIndex = 0x02 // of an index, and of a table without row numbers
	leafIndex     = 0x0a
)

// record is how a row begins: its number, where it has one, what kind of value each column
// has, and of the values those that are on the page.
type record struct {
	number uint64
	types  []uint64
	values []byte
}

// rowsOn are the rows on a page, whatever stands there: one that cannot be is without
// types. Of a page that has none it gives none.
func rowsOn(page []byte) []record {
	head, child := 8, 0
	switch page[0] {
	case leafTable, leafIndex:
	case interiorIndex:
		head, child = 12, 4
	default:
		return nil
	}
	rows := int(binary.BigEndian.Uint16(page[3:]))
	if head+2*rows > len(page) {
		return nil
	}
	all := make([]record, rows)
	for i := range all {
		at := min(int(binary.BigEndian.Uint16(page[head+2*i:]))+child, len(page))
		next := func() (n uint64) { // a number of SQLite's
			for more := 0; at < len(page) && more < 9; more++ {
				b := page[at]
				at++
				if more == 8 {
					return n<<8 | uint64(b)
				}
				if n = n<<7 | uint64(b&0x7f); b < 0x80 {
					break
				}
			}
			return n
		}
		next() // how long it is
		if page[0] == leafTable {
			all[i].number = next()
		}
		const most = 200 // that a header takes, of any table of ours
		begin := at
		length := next()
		if length > most || begin+int(length) > len(page) {
			continue
		}
		end := begin + int(length)
		for at < end {
			all[i].types = append(all[i].types, next())
		}
		all[i].values = page[end:]
	}
	return all
}

// schemaRows are the numbers of the first and the last row of a page on which stands how
// tables are made; it is false for any other page.
func schemaRows(page []byte) (first, last uint64, is bool) {
	if page[0] != leafTable {
		return 0, 0, false
	}
	for i, r := range rowsOn(page) {
		if len(r.types) == 0 || r.types[0] < 13 || r.number <= last {
			return 0, 0, false
		}
		length := (r.types[0] - 13) / 2
		if length > uint64(len(r.values)) || !slices.Contains([]string{"table", "index", "trigger", "view"}, string(r.values[:length])) {
			return 0, 0, false
		}
		if i == 0 {
			first = r.number
		}
		last = r.number
	}
	return first, last, last > 0
}

// freePages are the pages that nothing is kept on, where old rows may stand still; none
// where their list is damaged.
func freePages(f *os.File, head []byte, pages int) (map[int]bool, error) {
	free, page := map[int]bool{}, make([]byte, filePage)
	count := int(binary.BigEndian.Uint32(head[36:]))
	for next := int(binary.BigEndian.Uint32(head[32:])); next > 0; {
		if next > pages || free[next] {
			return nil, nil
		}
		if _, err := f.ReadAt(page, int64(next-1)*filePage); err != nil {
			return nil, err
		}
		free[next] = true
		next = int(binary.BigEndian.Uint32(page))
		listed := int(binary.BigEndian.Uint32(page[4:]))
		if listed > filePage/4-2 {
			return nil, nil
		}
		for i := range listed {
			free[int(binary.BigEndian.Uint32(page[8+4*i:]))] = true
		}
	}
	if len(free) != count {
		return nil, nil
	}
	return free, nil
}

// strayPage is a page with rows of a table, or of one of several that look alike.
type strayPage struct {
	number int
	of     []*pouring
}

// strayPages are the pages of a file on which at least half of the rows are as those of a
// table that is not whole: first of those tables whose rows others name.
func strayPages(ctx context.Context, name string, free map[int]bool, tables []*pouring) (found []strayPage, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	page := make([]byte, filePage)
	for n := 2; n <= int(info.Size()/filePage); n++ {
		if _, err := f.ReadAt(page, int64(n-1)*filePage); err != nil || ctx.Err() != nil {
			return nil, errors.Join(err, ctx.Err())
		}
		rows := rowsOn(page)
		if len(rows) == 0 || free[n] {
			continue
		}
		one := strayPage{number: n}
		for _, p := range tables {
			fit := 0
			for _, r := range rows {
				if p.withoutRowid == (page[0] != leafTable) && p.fits(r.types) {
					fit++
				}
			}
			if 2*fit >= len(rows) && (len(one.of) == 0 || len(p.columns) == len(one.of[0].columns)) {
				one.of = append(one.of, p)
			}
		}
		if slices.ContainsFunc(one.of, func(p *pouring) bool { return !p.whole }) {
			late := map[bool]int{false: 1} // a row that one has is none of another
			slices.SortStableFunc(one.of, func(a, b *pouring) int { return late[a.whole] - late[b.whole] })
			found = append(found, one)
		}
	}
	slices.SortStableFunc(found, func(a, b strayPage) int {
		return cmp.Compare(slices.Index(tables, a.of[0]), slices.Index(tables, b.of[0]))
	})
	return found, nil
}

// pour keeps the rows of a page, each in the first of the tables that it can be of.
func (page strayPage) pour(ctx context.Context, from *sql.DB) error {
	var list []string
	for i := range page.of[0].stored {
		list = append(list, fmt.Sprint("c", i))
	}
	keep := func(ctx context.Context, cells []any) error {
		for _, p := range page.of {
			row := []any{cells[0]}
			for _, c := range p.columns {
				row = append(row, cells[1+slices.Index(p.stored, c)])
			}
			if is, err := p.keepStray(ctx, row); err != nil || is {
				return err
			}
		}
		return nil
	}
	table, columns := fmt.Sprint("page_", page.number), strings.Join(list, ", ")
	var err error
	if page.of[0].withoutRowid {
		_, _, err = walk(ctx, from, fmt.Sprintf(`SELECT 0, %s FROM %s`, columns, table), keep)
	} else {
		_, err = pourByNumber(ctx, from, table, columns, keep)
	}
	return err
}

// openPages opens a copy of a damaged journal with each of the pages as a table of its own,
// page_2 and on, whose columns are c0 and on, in place of the tables that were there.
func openPages(ctx context.Context, name string, pages []strayPage) (*sql.DB, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	none := make([]byte, filePage-100) // the first page says that there is no table
	none[0] = leafTable
	binary.BigEndian.PutUint16(none[5:], filePage)
	_, err = f.WriteAt(none, 100)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	db, err := openDamaged(ctx, name)
	if err != nil {
		return nil, err
	}
	err = func() error {
		t, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer t.Rollback() // after a commit this does nothing
		for _, page := range pages {
			p := page.of[0]
			var columns []string
			for i, c := range p.stored {
				column := fmt.Sprint("c", i)
				if c.otherwise.Valid {
					column += " DEFAULT " + c.otherwise.String
				}
				columns = append(columns, column)
			}
			made := fmt.Sprintf(`CREATE TABLE page_%d (%s)`, page.number, strings.Join(columns, ", "))
			if p.withoutRowid {
				made = strings.TrimSuffix(made, ")") + `, PRIMARY KEY (c0)) WITHOUT ROWID`
			}
			_, err := t.ExecContext(ctx, `INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', ?1, ?1, ?2, ?3)`,
				fmt.Sprint("page_", page.number), page.number, made)
			if err != nil {
				return err
			}
		}
		return t.Commit()
	}()
	if err := errors.Join(err, db.Close()); err != nil {
		return nil, err
	}
	return openDamaged(ctx, name)
}
