package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"kith/journal"
)

// maxFile bounds a file that is read whole: far over any activity or answers
// file, well under what the memory minds.
const maxFile = 32 << 20

// readFile reads a file whole, or standard input for "-". What says what the
// file is, as in "the answers file".
func (a *app) readFile(what, name string) ([]byte, error) {
	in := a.console.In
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, fileError(what, name, err)
		}
		defer f.Close() // it was only read
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return nil, fileError(what, name, err)
	}
	if len(src) > maxFile {
		return nil, journal.Errorf(journal.Invalid, "%s %s is larger than %d MB, which is more than kith reads", what, name, maxFile>>20)
	}
	return src, nil
}

// fileError says which file could not be read or written, and why.
func fileError(what, name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return journal.Errorf(journal.NotFound, "%s %s is not there", what, name)
	}
	why := err
	var path *fs.PathError
	if errors.As(err, &path) {
		why = path.Err
	}
	return &journal.Error{Kind: journal.Internal, Text: fmt.Sprintf("%s %s cannot be used: %v", what, name, why), Err: err}
}

// writeNew writes a file that is not there yet, in a folder made where it is
// missing; only the person can read it.
func writeNew(what, name, text string) (err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fileError(what, name, err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return journal.Errorf(journal.Conflict, "%s %s is there already", what, name).
			WithHint("change that one, or choose another name")
	}
	if err != nil {
		return fileError(what, name, err)
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return fileError(what, name, err)
	}
	return nil
}
