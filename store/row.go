package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"kith/journal"
)

// stampLayout is RFC 3339 in UTC with nine decimals: such times sort as text.
const stampLayout = "2006-01-02T15:04:05.000000000Z"

// stamp is a time as it is kept; nil, which is NULL, for the zero time.
func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(stampLayout)
}

// offset is how many minutes the clock it was read from was ahead of UTC.
func offset(t time.Time) int {
	_, seconds := t.Zone()
	return seconds / 60
}

// clock scans a time from its two columns.
type clock struct {
	at     sql.NullString
	offset int
}

func (c clock) time() (time.Time, error) {
	if !c.at.Valid {
		return time.Time{}, nil
	}
	t, err := time.Parse(stampLayout, c.at.String)
	if err != nil || c.offset == 0 {
		return t, err
	}
	return t.In(time.FixedZone("", c.offset*60)), nil
}

// orNull is NULL for an id that is not there.
func orNull(id journal.ID) any {
	if id == "" {
		return nil
	}
	return string(id)
}

// errUnreadable marks a row that holds something kith never wrote.
var errUnreadable = errors.New("a row cannot be read")

// row is one row of a result, or the only one.
type row interface{ Scan(into ...any) error }

// query runs a SELECT and scans every row of it.
func query[T any](ctx context.Context, t tx, scan func(row) (T, error), text string, args ...any) (all []T, err error) {
	rows, err := t.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer func() {
		if closed := rows.Close(); err == nil {
			err = closed
		}
	}()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUnreadable, err)
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// idList is a list of ids for json_each, which takes any number of them in one
// argument.
func idList(ids []journal.ID) (string, error) {
	text, err := json.Marshal(ids)
	return string(text), err
}

// owned is a word with the id of what it belongs to.
type owned struct {
	by   journal.ID
	word string
}

func scanOwned(r row) (o owned, err error) { return o, r.Scan(&o.by, &o.word) }

// words loads the tags or kinds of all the things with these ids at once. The
// query selects an owner and a word, and takes the list of ids.
func words(ctx context.Context, t tx, ids []journal.ID, text string) (map[journal.ID][]string, error) {
	list, err := idList(ids)
	if err != nil {
		return nil, err
	}
	all, err := query(ctx, t, scanOwned, text, list)
	if err != nil {
		return nil, err
	}
	by := map[journal.ID][]string{}
	for _, o := range all {
		by[o.by] = append(by[o.by], o.word)
	}
	return by, nil
}
