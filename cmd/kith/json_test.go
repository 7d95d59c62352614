package main

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"kith/journal/archive"
)

func TestFriendly(t *testing.T) {
	t.Parallel()
	at := func(text string) time.Time {
		when, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	now := at(monday)
	for text, want := range map[string]string{
		"2026-11-23T09:05:00+01:00": "today 09:05",
		"2026-11-22T23:59:00+01:00": "yesterday 23:59",
		"2026-11-20T10:00:00+01:00": "Friday 10:00",
		"2026-11-16T10:00:00+01:00": "16 November",
		"2025-12-31T10:00:00+01:00": "31 December 2025",
		"2026-11-30T10:00:00+01:00": "30 November",
	} {
		if got := friendly(at(text), now); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// What is printed and not documented would be changed one day without a thought
// for the scripts that rely on it.
func TestEveryNameIsDocumented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.FieldsFunc(string(text), func(r rune) bool { return r != '_' && !unicode.IsLetter(r) })
	for _, shape := range []any{
		detailsJSON{}, todayJSON{}, sheetJSON{}, checked{}, archive.TagJSON{}, exportJSON{}, archive.InventoryJSON{},
		archive.ObservationJSON{}, deletedJSON{}, emptiedJSON{}, mapJSON{}, timelineJSON{}, drawingJSON{},
	} {
		for _, name := range namesIn(reflect.TypeOf(shape)) {
			if !slices.Contains(words, name) {
				t.Errorf("docs/json.md does not know %s of %T", name, shape)
			}
		}
	}
}

// namesIn are the JSON names of a type and of all that is in it.
func namesIn(typ reflect.Type) []string {
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice:
		return namesIn(typ.Elem())
	case reflect.Struct:
		var names []string
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name != "" {
				names = append(names, name)
			}
			if f.Type != reflect.SliceOf(typ) { // the steps of a step
				names = append(names, namesIn(f.Type)...)
			}
		}
		return names
	}
	return nil
}
