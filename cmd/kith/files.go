package main

import (
	"bytes"
	"context"
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
func (a *app) readFile(ctx context.Context, what, name string) ([]byte, error) {
	src, err := a.read(ctx, name, maxFile)
	if journal.KindOf(err) == stopped {
		return nil, err
	}
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

// read is file.Read that ends with the context too: nothing else ends the reading of
// a pipe that is held open. Of what had come by then nothing is used.
func (a *app) read(ctx context.Context, name string, limit int) ([]byte, error) {
	type outcome struct {
		src []byte
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		o.err = journal.Guarded(func() (err error) {
			o.src, err = file.Read(name, a.console.In, limit)
			return err
		})
		done <- o
	}()
	select {
	case o := <-done:
		return o.src, o.err
	case <-ctx.Done():
		return nil, &journal.Error{Kind: stopped, Text: "stopped before all was read, and nothing of it is kept"}
	}
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

// product is a kind of file that kith writes whole where a person says: what it is
// called, the flag that names it with an example, and how one is known again that may
// be written over. Other says of a file that it is none; over is the flag that writes
// over that too.
type product struct {
	noun, flag, example string
	isOwn               func(old io.ReadSeeker) (bool, error)
	other, over         string
}

// begins has a file be known by what it begins with.
func begins(isOwn func(head []byte) bool) func(io.ReadSeeker) (bool, error) {
	return func(old io.ReadSeeker) (bool, error) {
		head, err := beginning(old)
		return isOwn(head), err
	}
}

// drawingJSON says where a drawing was written.
type drawingJSON struct {
	File string `json:"file"`
}

// writeDrawing writes an SVG into a file, or to standard output for "-".
func (a *app) writeDrawing(name, svg string) error {
	if name == "-" {
		return a.print(svg)
	}
	drawing := product{"drawing", "--svg", "communities.svg", begins(func(head []byte) bool {
		return bytes.HasPrefix(head, []byte("<svg ")) && bytes.Contains(head, []byte(`class="kith-chart"`))
	}), ", and is no drawing of kith's", "--yes"}
	if err := a.writeProduct(drawing, name, svg); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(drawingJSON{name})
	}
	return a.say("Drawn in %s. A browser opens it.", name)
}

// writeProduct writes a file whole or not at all. One that is not known for kith's own
// is not replaced, unless a flag says so.
func (a *app) writeProduct(p product, name, content string) error {
	return a.fillProduct(p, name, func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	})
}

// fillProduct is writeProduct of what is too long to be held. An error of fill's own
// comes back as it is.
func (a *app) fillProduct(p product, name string, fill func(io.Writer) error) error {
	if err := a.notJournal(name, fmt.Sprintf("choose another name: %s %s", p.flag, p.example)); err != nil {
		return err
	}
	failed := func(err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return journal.Errorf(journal.NotFound, "there is no folder %s for the %s", filepath.Dir(name), p.noun).
				WithHint("make it first: mkdir -p %s", text.ShellWord(filepath.Dir(name)))
		}
		return &journal.Error{
			Kind: journal.Internal, Text: fmt.Sprintf("the %s %s cannot be written: %v", p.noun, name, reason(err)), Err: err,
			Hint: fmt.Sprintf("name another place: %s FILE", p.flag),
		}
	}
	var broken error
	filled := func(w io.Writer) error {
		broken = fill(w)
		return broken
	}
	write := func(name string) error { return file.FillFile(name, filled) }
	old, err := os.Stat(name)
	target, notLink := os.Readlink(name)
	switch {
	case notLink == nil && (errors.Is(err, fs.ErrNotExist) || err == nil && old.Mode().IsRegular()):
		return journal.Errorf(journal.Conflict, "%s is a link to %s, and nothing is written through a link", name, target).
			WithHint("name the file itself with %s", p.flag)
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return failed(err)
	case old.IsDir():
		return journal.Errorf(journal.Conflict, "%s is a folder, and a %s is a file", name, p.noun).
			WithHint("name a file in it: %s %s", p.flag, text.ShellWord(filepath.Join(name, p.example)))
	case !old.Mode().IsRegular(): // such as /dev/stderr
		write = func(name string) error {
			f, err := os.OpenFile(name, os.O_WRONLY, 0)
			if err == nil {
				err = errors.Join(filled(f), f.Close())
			}
			return err
		}
	default:
		head, isOwn, err := p.known(name)
		switch {
		case err != nil:
			return failed(err)
		case bytes.HasPrefix(head, []byte("SQLite format 3\x00")): // as another journal is
			return journal.Errorf(journal.Conflict, "%s is a database, such as a journal, and no %s replaces that", name, p.noun).
				WithHint("choose another name: %s %s", p.flag, p.example)
		case len(head) > 0 && !isOwn && !a.yes:
			return journal.Errorf(journal.Conflict, "%s is there already%s", name, p.other).
				WithHint("choose another name, or replace it with %s", p.over)
		}
	}
	if err := write(name); err != nil {
		var disk *fs.PathError
		if broken != nil && !errors.As(broken, &disk) {
			return broken
		}
		return failed(err)
	}
	return nil
}

// known is what a file begins with, and whether it is known for kith's own.
func (p product) known(name string) (head []byte, isOwn bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, false, err
	}
	defer f.Close() // it was only read
	if head, err = beginning(f); err != nil {
		return nil, false, err
	}
	if _, err = f.Seek(0, io.SeekStart); err != nil {
		return nil, false, err
	}
	isOwn, err = p.isOwn(f)
	return head, isOwn, err
}

// beginning is what a file begins with, as far as that tells what it is.
func beginning(file io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(file, 300)) }
