package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"kith/journal"
	"kith/journal/file"
	"kith/journal/text"
	"kith/store"
)

// maxFile bounds what is read whole, in bytes: far over any activity, answers file
// or note, well under what the memory minds.
const maxFile = 32 << 20

// readFile reads a file whole, or standard input for "-". What says what the
// file is, as in "the answers file".
func (a *app) readFile(what, name string) ([]byte, error) {
	src, err := file.Read(name, a.console.In, maxFile)
	if name == "-" {
		name = "on standard input"
	}
	if errors.Is(err, file.ErrTooLarge) {
		return nil, journal.Errorf(journal.Invalid, "%s %s is larger than %d MB, which is more than kith reads", what, name, maxFile>>20)
	}
	if err != nil {
		return nil, fileError(what, name, err)
	}
	return src, nil
}

// fileError says which file could not be read or written, and why.
func fileError(what, name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return journal.Errorf(journal.NotFound, "%s %s is not there", what, name)
	}
	return &journal.Error{Kind: journal.Internal, Text: fmt.Sprintf("%s %s cannot be used: %v", what, name, reason(err)), Err: err}
}

// reason is what went wrong with a file, without its name.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// notJournal refuses to write where the journal in use is, or what belongs to it.
func (a *app) notJournal(name, hint string) error {
	path, err := a.journalPath()
	if err == nil && store.Owns(path, name) {
		err = journal.Errorf(journal.Conflict, "%s is part of your journal, and nothing is written over that", name).WithHint("%s", hint)
	}
	return err
}

// drawingJSON says where a drawing was written.
type drawingJSON struct {
	File string `json:"file"`
}

// writeDrawing writes an SVG into a file, or to standard output for "-". A file
// is whole or not touched, and one that holds anything but a drawing of kith's
// is not replaced without --yes.
func (a *app) writeDrawing(name, svg string) error {
	if name == "-" {
		return a.print(svg)
	}
	if err := a.notJournal(name, "choose another name: --svg communities.svg"); err != nil {
		return err
	}
	failed := func(err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return journal.Errorf(journal.NotFound, "there is no folder %s for the drawing", filepath.Dir(name)).
				WithHint("make it first: mkdir -p %s", text.ShellWord(filepath.Dir(name)))
		}
		return &journal.Error{
			Kind: journal.Internal, Text: fmt.Sprintf("the drawing %s cannot be written: %v", name, reason(err)), Err: err,
			Hint: "name another place, or - for standard output: --svg FILE",
		}
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // a symbolic link stays one
	}
	write := file.WriteText
	old, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return failed(err)
	case old.IsDir():
		return journal.Errorf(journal.Conflict, "%s is a folder, and a drawing is a file", name).
			WithHint("name a file in it: --svg %s", text.ShellWord(filepath.Join(name, "communities.svg")))
	case !old.Mode().IsRegular(): // such as /dev/stderr
		write = func(name, svg string) error { return os.WriteFile(name, []byte(svg), 0) }
	default:
		head, err := beginning(name)
		drawing := len(head) == 0 || bytes.HasPrefix(head, []byte("<svg ")) && bytes.Contains(head, []byte(`class="kith-chart"`))
		switch {
		case err != nil:
			return failed(err)
		case bytes.HasPrefix(head, []byte("SQLite format 3\x00")): // as another journal is
			return journal.Errorf(journal.Conflict, "%s is a database, such as a journal, and no drawing replaces that", name).
				WithHint("choose another name: --svg communities.svg")
		case !drawing && !a.yes:
			return journal.Errorf(journal.Conflict, "%s is there already, and is no drawing of kith's", name).
				WithHint("choose another name, or replace it with --yes")
		}
	}
	if err := write(name, svg); err != nil {
		return failed(err)
	}
	if a.json {
		return a.printJSON(drawingJSON{name})
	}
	return a.say("Drawn in %s. A browser opens it.", name)
}

// beginning is what a file begins with, as far as that tells what it is.
func beginning(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // it was only read
	return io.ReadAll(io.LimitReader(f, 300))
}
