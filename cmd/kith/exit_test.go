package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kith/cmd/kith/internal/console"
	"kith/journal"
)

// With --debug what stands behind an error is said, also where several were joined.
func TestCausesBehindJoinedErrors(t *testing.T) {
	t.Parallel()
	inner := fmt.Errorf("the page: %w", fs.ErrPermission)
	e := &journal.Error{Text: "that did not work", Err: fmt.Errorf("while keeping: %w", errors.Join(inner, errors.New("the disk")))}
	got := causes(e)
	for _, want := range []string{
		"the page: permission denied (*fmt.wrapError)", "permission denied (*errors.errorString)", "the disk (*errors.errorString)",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
}

// What was done is done, also where nobody can be told of it.
func TestThatNobodyCanBeToldIsNoFault(t *testing.T) {
	t.Parallel()
	closed, err := os.Create(filepath.Join(t.TempDir(), "closed"))
	if err != nil || closed.Close() != nil {
		t.Fatal(err)
	}
	a := &app{json: true, console: &console.Console{Err: closed}}
	if err := a.say("Kept."); err != nil || a.exit(nil) != 0 {
		t.Errorf("it is a fault: %v", err)
	}
}

// With --json what is said beside an error stands in its object.
func TestWithJSONAnErrorIsOneObject(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "data", "kith", "journal.db"), 0o700); err != nil { // a folder where the journal is to be
		t.Fatal(err)
	}
	code, _, said := inside{home: home}.run(t, "note", "Nobody may lose this", "--json")
	var got struct {
		Error struct {
			Kind, Text string
			Notes      []string
		}
	}
	if err := json.Unmarshal([]byte(said), &got); err != nil || code != 1 {
		t.Fatalf("%d, %v: %s", code, err, said)
	}
	if len(got.Error.Notes) != 1 || !strings.Contains(got.Error.Notes[0], "kith resume --from ") {
		t.Errorf("%+v", got)
	}
	if code, _, said := (inside{home: t.TempDir()}).run(t, "note", "One", "--json"); code != 0 || strings.Contains(said, "notes") {
		t.Errorf("%d: %s", code, said)
	}
}
