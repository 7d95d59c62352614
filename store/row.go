package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

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
	text, ok := column.(string)
	if !ok {
		return nil
	}
	err := json.Unmarshal([]byte(text), s.into)
	if err == nil && strings.ContainsFunc(text, isEscape) {
		into := reflect.ValueOf(s.into).Elem()
		into.Set(mapTexts(into, unescape))
	}
	return err
}

// encode is JSON for a column.
func encode(v any) (string, error) {
	text, err := json.Marshal(mapTexts(reflect.ValueOf(v), escape).Interface())
	if err != nil { // a number that is none, or a year after 9999
		return "", journal.Errorf(journal.Invalid, "this answer holds something that cannot be kept: %w", err)
	}
	return string(text), nil
}

// encodeValue gives the two columns that what was said is kept in: the text as
// it was typed, and the rest as JSON, which is {} for nothing and kept as NULL:
//
//	text: Someone always asks the first question.   value: NULL
//	text:                                           value: {"number":4}
//
// To scan them, value comes before text.
func encodeValue(v journal.Value) (text, rest string, err error) {
	text, v.Text = v.Text, ""
	mapTexts(reflect.ValueOf(v), func(s string) string {
		if nul := journal.CheckText("this answer", s); nul != nil {
			err = nul
		}
		return s
	})
	if err == nil {
		rest, err = encode(v)
	}
	return text, rest, err
}

// JSON holds Unicode alone, and what comes from a file or a terminal need not
// be. escape replaces each byte that is not part of a character by a character
// of its own from the last private plane, so that unescape can give the text
// back byte for byte. Those characters themselves, which nobody uses, are
// treated as bytes as well.
func escape(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, isEscape) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && n == 1) || isEscape(r) {
			for _, c := range []byte(s[i : i+n]) {
				b.WriteRune(escapeStart + rune(c))
			}
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

func unescape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if isEscape(r) {
			b.WriteByte(byte(r - escapeStart))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

const escapeStart = 0x10FE00

func isEscape(r rune) bool { return r >= escapeStart && r <= escapeStart+0xff }

// mapTexts is a copy of v with f applied to every text in it, wherever that is;
// the keys of maps stay.
func mapTexts(v reflect.Value, f func(string) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(f(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(mapTexts(v.Elem(), f))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			out.Index(i).Set(mapTexts(v.Index(i), f))
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		}
		for key, value := range v.Seq2() {
			out.SetMapIndex(key, mapTexts(value, f))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() { // all but those of a time
				out.Field(i).Set(mapTexts(v.Field(i), f))
			}
		}
	}
	return out
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
