package archive

import (
	"bytes"
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kith/journal"
)

// each gives the members of a list one after another.
func each[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range list {
			if !yield(v, nil) {
				return
			}
		}
	}
}

func TestJSONGolden(t *testing.T) {
	t.Parallel()
	golden(t, "reflection.json", string(JSON().File(sample()).Text))
	shared, ok := sample().Shared(journal.NewRedactor(nil))
	if !ok {
		t.Fatal("nothing to share")
	}
	public := string(JSON().PublicFile(shared).Text)
	for _, private := range []string{"Go Meetup", "Quilters", "Someone always", `"private": true`, `"declined": true`, "01kavtj0c8q6x9w0m5n3r7t2y1"} {
		if strings.Contains(public, private) {
			t.Errorf("what is for others holds %q:\n%s", private, public)
		}
	}
}

// An array printed as it comes reads as one printed whole.
func TestArraysHaveOneForm(t *testing.T) {
	t.Parallel()
	for _, list := range [][]RefJSON{{}, {{Name: "a"}}, {{Name: "<b>"}, {Name: "c\u009b"}, {Name: "d"}}} {
		var whole, streamed strings.Builder
		if err := WriteJSON(&whole, list); err != nil {
			t.Fatal(err)
		}
		if err := WriteArray(&streamed, each(list), func(r RefJSON) RefJSON { return r }); err != nil {
			t.Fatal(err)
		}
		if whole.String() != streamed.String() {
			t.Errorf("whole:\n%s\nas it comes:\n%s", whole.String(), streamed.String())
		}
		if strings.ContainsAny(streamed.String(), "\u009b\x1b") {
			t.Errorf("what acts on a terminal is printed: %q", streamed.String())
		}
	}
}

// A stream of reflections is one array of what a file of each holds, with a line for each.
func TestAStreamOfJSONIsOneArray(t *testing.T) {
	t.Parallel()
	for _, list := range [][]journal.Reflection{nil, {sample()}, {note("x\ny"), sample()}} {
		var streamed, whole bytes.Buffer
		if err := JSON().WriteStream(t.Context(), &streamed, contents(list...), nil); err != nil {
			t.Fatal(err)
		}
		if err := WriteJSON(&whole, List(list, Reflection)); err != nil {
			t.Fatal(err)
		}
		var same bytes.Buffer
		if err := json.Indent(&same, streamed.Bytes(), "", "  "); err != nil || same.String() != whole.String() {
			t.Errorf("%v: streamed:\n%s\nwhole:\n%s", err, streamed.String(), whole.String())
		}
		if lines := strings.Count(streamed.String(), "\n  {"); lines != len(list) || strings.Count(streamed.String(), "\n") != len(list)+min(1, len(list))+1 {
			t.Errorf("not a line for each:\n%s", streamed.String())
		}
		var back []ReflectionJSON
		if err := json.Unmarshal(streamed.Bytes(), &back); err != nil || len(back) != len(list) {
			t.Errorf("%d came back, %v", len(back), err)
		}
	}
}

// A folder keeps to the files of one format, and knows its own among them.
func TestAFolderOfJSON(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	export(t, dir, retitled("01kavtj0c8q6x9w0m5n3r7t2ya", "Old"))
	write := func(rs ...journal.Reflection) (Result, error) {
		return JSON().WriteFolder(t.Context(), dir, Folder{}, contents(rs...))
	}
	r := retitled("01kavtj0c8q6x9w0m5n3r7t2ya", "Old")
	for _, want := range []Result{{Written: 1}, {Same: 1}} {
		if got, err := write(r); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("result %+v, %v, want %+v", got, err, want)
		}
	}
	foreign := filepath.Join(dir, "2026-11-23-mine-n3r7t2ya.json")
	if err := os.WriteFile(foreign, []byte(`["not kith's"]`), 0o600); err != nil {
		t.Fatal(err)
	}
	r.Title = "New"
	if got, err := write(r); err != nil || !reflect.DeepEqual(got, Result{Written: 1, Replaced: 1}) {
		t.Errorf("result %+v, %v", got, err)
	}
	want := []string{"2026-11-23-mine-n3r7t2ya.json", "2026-11-23-new-n3r7t2ya.json", "2026-11-23-old-n3r7t2ya.md"}
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	r.Title = "Mine"
	if _, err := write(r); journal.KindOf(err) != journal.Conflict {
		t.Errorf("a file that is not its own: %v", err)
	}
}
