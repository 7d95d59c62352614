package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"kith/journal"
	"kith/journal/text"
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

// scanTime and scanOffset scan a time from its two columns, which come in this
// order.
type (
	scanTime   struct{ into *time.Time }
	scanOffset struct{ into *time.Time }
)

func (s scanTime) Scan(column any) (err error) {
	if text, ok := column.(string); ok { // else NULL
		*s.into, err = time.Parse(stampLayout, text)
	}
	return err
}

func (s scanOffset) Scan(column any) error {
	if minutes, _ := column.(int64); minutes != 0 && !s.into.IsZero() {
		*s.into = s.into.In(time.FixedZone("", int(minutes)*60))
	}
	return nil
}

// scanJSON scans what encode made; NULL leaves into as it is.
type scanJSON struct{ into any }

func (s scanJSON) Scan(column any) error {
	kept, ok := column.(string)
	if !ok {
		return nil
	}
	return text.UnmarshalJSON([]byte(kept), s.into)
}

// encode is JSON for a column.
func encode(v any) (string, error) {
	kept, err := text.MarshalJSON(v)
	if err != nil { // a number that is none, or a year after 9999
		return "", journal.Errorf(journal.Invalid, "this answer holds something that cannot be kept: %w", err)
	}
	return string(kept), nil
}

// encodeValue gives the two columns that what was said is kept in: the text as
// it was typed, and the rest as JSON, which is {} for nothing and kept as NULL:
//
//	text: Someone always asks the first question.   value: NULL
//	text:                                           value: {"number":4}
//
// To scan them, value comes before text.
func encodeValue(v journal.Value) (typed, rest string, err error) {
	typed, v.Text = v.Text, ""
	text.MapTexts(v, func(s string) string {
		if nul := journal.CheckText("this answer", s); nul != nil {
			err = nul
		}
		return s
	})
	if err == nil {
		rest, err = encode(v)
	}
	return typed, rest, err
}

// errUnreadable marks a row that holds something kith never wrote.
var errUnreadable = errors.New("a row cannot be read")

// row is one row of a result, or the only one.
type row interface{ Scan(into ...any) error }

// query runs a SELECT and scans every row of it.
func query[T any](ctx context.Context, t tx, scan func(row) (T, error), text string, args ...any) (all []T, err error) {
	st, err := t.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(ctx, args...)
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

// byOwner loads what hangs on several things at once, such as the tags of all
// the reflections on a page, by the id of each. The query takes the ids as one
// list, for json_each, and selects the owner's before what scan scans.
func byOwner[K comparable, T any](ctx context.Context, t tx, owners []K, scan func(row) (T, error), text string) (map[K][]T, error) {
	list, err := json.Marshal(owners)
	if err != nil {
		return nil, err
	}
	by := map[K][]T{}
	_, err = query(ctx, t, func(r row) (_ struct{}, err error) {
		var owner K
		one, err := scan(ownedRow{r, &owner})
		by[owner] = append(by[owner], one)
		return struct{}{}, err
	}, text, string(list))
	return by, err
}

// ownedRow is a row without its first column, which is scanned into owner.
type ownedRow struct {
	row
	owner any
}

func (r ownedRow) Scan(into ...any) error { return r.row.Scan(append([]any{r.owner}, into...)...) }

func scanText(r row) (s string, err error) {
	err = r.Scan(&s)
	return s, err
}

func scanRef(r row) (ref journal.CommunityRef, err error) {
	err = r.Scan(&ref.ID, &ref.Name)
	return ref, err
}
