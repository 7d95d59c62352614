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
)

// drawingJSON says where a drawing was written.
type drawingJSON struct {
	File string `json:"file"`
}

// writeDrawing writes an SVG into a file, or to standard output for "-". A file
// is whole or not touched, and one that holds anything but a drawing of kith's
// is not replaced without --yes.
func (a *app) writeDrawing(name, svg string) error {
	if name == "-" {
		return a.printText(svg)
	}
	name, old, err := a.mayReplace(name)
	if err != nil {
		return err
	}
	if old != nil && !old.Mode().IsRegular() { // such as /dev/stderr
		if err := os.WriteFile(name, []byte(svg), 0); err != nil {
			return drawingError(name, err)
		}
	} else if err := replaceFile(name, svg, old); err != nil {
		return drawingError(name, err)
	}
	if a.json {
		return a.printJSON(drawingJSON{name})
	}
	return a.say("Drawn in %s. A browser opens it.", name)
}

// mayReplace says whether a file may be written, and gives what is there, and
// the place it is really at: a symbolic link stays one.
func (a *app) mayReplace(name string) (string, fs.FileInfo, error) {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	old, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return name, nil, nil
	case err != nil:
		return name, nil, drawingError(name, err)
	case old.IsDir():
		return name, nil, journal.Errorf(journal.Conflict, "%s is a folder, and a drawing is a file", name).
			WithHint("name a file in it: --svg %s", shellWord(filepath.Join(name, "communities.svg")))
	case !old.Mode().IsRegular() || a.yes:
		return name, old, nil
	}
	own, err := isDrawing(name)
	if err != nil {
		return name, nil, drawingError(name, err)
	}
	if !own {
		return name, nil, journal.Errorf(journal.Conflict, "%s is there already, and is no drawing of kith's", name).
			WithHint("choose another name, or replace it with --yes")
	}
	return name, old, nil
}

// isDrawing reports a file that begins as kith's drawings do, or that is empty.
func isDrawing(name string) (bool, error) {
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close() // it was only read
	head, err := io.ReadAll(io.LimitReader(f, 300))
	return len(head) == 0 || bytes.HasPrefix(head, []byte("<svg ")) && bytes.Contains(head, []byte(`class="kith-chart"`)), err
}

// replaceFile writes a file beside the one there is, and puts it in its place
// once it is whole and on the disk.
func replaceFile(name, text string, old fs.FileInfo) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".kith-*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if old != nil {
		err = f.Chmod(old.Mode().Perm())
	}
	if err == nil {
		_, err = f.WriteString(text)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// drawingError is why a drawing could not be written.
func drawingError(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return journal.Errorf(journal.NotFound, "there is no folder %s for the drawing", filepath.Dir(name)).
			WithHint("make it first: mkdir -p %s", shellWord(filepath.Dir(name)))
	}
	why := err
	var path *fs.PathError
	if errors.As(err, &path) {
		why = path.Err
	}
	return &journal.Error{
		Kind: journal.Internal, Text: fmt.Sprintf("the drawing %s cannot be written: %v", name, why), Err: err,
		Hint: "name another place, or - for standard output: --svg FILE",
	}
}
