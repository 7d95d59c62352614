package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// times are the columns that hold a moment.
var times = []string{"created", "updated", "archived", "ended", "at", "undone", "closed", "made", "added", "read", "joined", "changed", "sent", "until", "looked_at"}

// pouring is a table that is being rescued. A row that cannot be read is lost, and those
// behind it are not; of one that is not as rows are the words are kept as scraps.
type pouring struct {
	RescuedTable
	t            tx
	columns      []column
	stored       []column // in the order in which they stand on a page
	withoutRowid bool
	insert       string
	numbered     bool // the number of a row is inserted too: nothing else tells it from others
	there        int  // how many rows there were, or -1
	whole        bool // all of them were reached, as far as one can tell: none may be too few
	scraps       []string
}

// column is one of a table.
type column struct {
	name      string // quoted
	kind      string
	nullable  bool
	otherwise sql.NullString // what it is in a row that was written before there was the column
	key       int            // where it stands in the primary key, from 1
	parent    string         // whether what it names is there, "" where it names nothing
}

func newPouring(ctx context.Context, t tx, table string) (p *pouring, err error) {
	p = &pouring{RescuedTable: RescuedTable{Table: table}, t: t}
	p.columns, err = query(ctx, t, func(r row) (c column, err error) {
		err = r.Scan(&c.name, &c.kind, &c.nullable, &c.otherwise, &c.key, &c.parent)
		return c, err
	}, `
		SELECT '"' || c.name || '"', type, "notnull" = 0, dflt_value, pk,
			coalesce('EXISTS (SELECT 1 FROM ' || f."table" || ' p WHERE p."' || coalesce(f."to", 'id') || '" = ?)', '')
		FROM pragma_table_info(?1) c LEFT JOIN pragma_foreign_key_list(?1) f ON f."from" = c.name GROUP BY cid ORDER BY cid`, table)
	if err != nil {
		return nil, err
	}
	err = t.QueryRowContext(ctx, `SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?`, table).Scan(&p.withoutRowid)
	if err != nil {
		return nil, err
	}
	p.stored = p.columns
	if p.withoutRowid { // the key stands before the rest
		last := func(c column) int { return cmp.Or(c.key, len(p.columns)+1) }
		p.stored = slices.SortedStableFunc(slices.Values(p.columns), func(a, b column) int { return cmp.Compare(last(a), last(b)) })
	}
	names := p.names()
	if p.numbered = !slices.ContainsFunc(p.columns, func(c column) bool { return c.key > 0 }); p.numbered {
		names = slices.Insert(names, 0, "rowid")
	}
	p.insert = fmt.Sprintf(`INSERT OR IGNORE INTO %s (%s) VALUES (?%s)`, table, strings.Join(names, ", "), strings.Repeat(", ?", len(names)-1))
	return p, nil
}

func (p *pouring) names() (all []string) {
	for _, c := range p.columns {
		all = append(all, c.name)
	}
	return all
}

// fits reports whether values of some types can be a row of the table.
func (p *pouring) fits(types []uint64) bool {
	if len(types) == 0 || len(types) > len(p.stored) || p.withoutRowid && len(types) < len(p.stored) {
		return false
	}
	for i, c := range p.stored {
		switch {
		case i >= len(types):
			if !c.otherwise.Valid && !c.nullable {
				return false
			}
		case types[i] == 0:
			if !c.nullable {
				return false
			}
		case types[i] >= 13 && types[i]%2 == 1:
			if c.kind != "TEXT" {
				return false
			}
		default:
			if c.kind != "INTEGER" || types[i] == 7 || types[i] > 9 {
				return false
			}
		}
	}
	return true
}

// reached copies the rows that are reached from where the table begins.
func (p *pouring) reached(ctx context.Context, from *sql.DB) (err error) {
	list := strings.Join(p.names(), ", ")
	if p.withoutRowid {
		// From both ends, up to where it is damaged.
		var keys []string
		for _, c := range p.stored {
			if c.key > 0 {
				keys = append(keys, c.name)
			}
		}
		order := strings.Join(keys, ", ")
		_, p.whole, err = walk(ctx, from, fmt.Sprintf(`SELECT 0, %s FROM %s ORDER BY %s`, list, p.Table, order), p.keep)
		if err == nil && !p.whole {
			_, _, err = walk(ctx, from, fmt.Sprintf(`SELECT 0, %s FROM %s ORDER BY %s DESC`, list, p.Table, strings.Join(keys, " DESC, ")), p.keep)
		}
	} else {
		p.whole, err = pourByNumber(ctx, from, p.Table, list, p.keep)
	}
	if err != nil {
		return err
	}
	p.there = -1
	for _, count := range []string{`SELECT count(*) FROM ` + p.Table, `SELECT count(*) FROM ` + p.Table + ` NOT INDEXED`} {
		if err := from.QueryRowContext(ctx, count).Scan(&p.there); err == nil {
			break
		}
		p.there = -1
	}
	p.whole = p.whole && p.Came > 0 && p.Came >= p.there && p.there >= 0
	return ctx.Err()
}

// keep keeps a row, which begins with its number.
func (p *pouring) keep(ctx context.Context, cells []any) error {
	var words []string
	for i, cell := range cells[1:] {
		s, ok := cell.(string)
		if !ok {
			continue
		}
		words = append(words, s)
		if slices.Contains(times, strings.Trim(p.columns[i].name, `"`)) && (scanTime{new(time.Time)}).Scan(s) != nil {
			id, _ := cells[1].(string)
			cells[1+i] = stamp(journal.ID(id).Time())
		}
	}
	added, err := p.add(ctx, cells)
	if err == nil && !added && !p.withoutRowid {
		p.scraps = append(p.scraps, p.Table+":\n"+strings.Join(words, "\n"))
	}
	return err
}

// keepStray keeps a row that is none of another table if it is one of this, which it reports.
// One that is there stays as it is.
func (p *pouring) keepStray(ctx context.Context, cells []any) (is bool, err error) {
	if p.withoutRowid { // those of an index look the same
		for i, c := range p.columns {
			value, _ := cells[1+i].(string)
			if c.name == `"folded"` {
				if next, _ := cells[2+i].(string); value != text.Fold(next) {
					return false, nil
				}
			}
			if c.parent != "" {
				if err := p.t.QueryRowContext(ctx, `SELECT `+c.parent, value).Scan(&is); err != nil || !is {
					return false, err
				}
			}
		}
	}
	if p.whole {
		there, values := []string{}, []any{}
		for i, c := range p.columns {
			there, values = append(there, c.name+" IS ?"), append(values, cells[1+i])
		}
		err := p.t.QueryRowContext(ctx, fmt.Sprintf(`SELECT EXISTS (SELECT 1 FROM %s WHERE %s)`, p.Table, strings.Join(there, " AND ")), values...).Scan(&is)
		return is, err
	}
	_, err = p.add(ctx, cells)
	return true, err
}

func (p *pouring) add(ctx context.Context, cells []any) (added bool, err error) {
	if !p.numbered {
		cells = cells[1:]
	}
	result, err := p.t.ExecContext(ctx, p.insert, cells...)
	if DiskFull(err) {
		return false, err
	}
	if err != nil {
		return false, ctx.Err() // it is not as rows are
	}
	n, err := result.RowsAffected()
	p.Came += int(n)
	return n > 0, err
}

// pourByNumber reads a table in the order of its row numbers, and where that ends because
// of damage asks for one number after another until it goes on; whole is one that has none.
func pourByNumber(ctx context.Context, from *sql.DB, table, columns string, keep func(context.Context, []any) error) (whole bool, err error) {
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
	furthest := 10_000 // numbers to ask for in vain
	if highest < 0 {
		highest, furthest = math.MaxInt64, 1000
	}
	for last, vain := int64(0), 0; ; last++ {
		first := last == 0
		reached, ended, err := walk(ctx, from, fmt.Sprintf(`SELECT rowid, %s FROM %s WHERE rowid > ? ORDER BY rowid`, columns, table), keep, last)
		if err != nil || ended {
			return ended && first, err
		}
		if vain++; reached > last {
			last, vain = reached, 0
		}
		if last >= highest || vain > furthest {
			return false, nil
		}
	}
}

// walk reads rows, whose first column is their number, until they end or cannot be read
// any further: then whole is false. The error is not of reading.
func walk(ctx context.Context, from *sql.DB, query string, keep func(context.Context, []any) error, args ...any) (last int64, whole bool, err error) {
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
		for i, cell := range cells {
			if s, is := cell.(string); is {
				cells[i] = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
			}
		}
		if err := keep(ctx, cells); err != nil {
			return last, false, err
		}
	}
	return last, rows.Err() == nil, ctx.Err()
}
