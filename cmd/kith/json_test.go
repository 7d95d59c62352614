package main

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"kith/journal/archive"
)

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
		archive.ObservationJSON{}, deletedJSON{}, emptiedJSON{}, mapJSON{}, timelineJSON{}, drawingJSON{}, settingsJSON{}, archive.ShareJSON{}, importedJSON{}, unimportedJSON{}, archive.ContributionJSON{}, addedJSON{},
		archive.CircleJSON{}, circleStatusJSON{}, circleNewsJSON{}, shareJSON{},
		archive.HitJSON{},
		statsJSON{}, courseJSON{},
		backupJSON{}, restoredJSON{}, doctorJSON{}, rescuedJSON{},
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
