package archive

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"

	"kith/journal"
)

// File is a reflection as it is to be written into a folder.
type File struct {
	ID   journal.ID
	Name string // a name alone, no path
	Text []byte
}

// MarkdownFile is a reflection whole.
func MarkdownFile(r journal.Reflection) File { return whole(r).file() }

// PublicFile is a reflection as other people may see it.
func PublicFile(s journal.SharedReflection) File { return public(s).file() }

func (p page) file() File { return File{ID: p.id, Name: p.fileName(), Text: p.bytes()} }

// WriteStream writes files one after another, an empty line between them.
func WriteStream(ctx context.Context, w io.Writer, files iter.Seq2[File, error]) error {
	first := true
	for file, err := range files {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil && !first {
			_, err = w.Write([]byte("\n"))
		}
		if err == nil {
			_, err = w.Write(file.Text)
		}
		if err != nil {
			return err
		}
		first = false
	}
	return nil
}

// fault is an error of the disk as a person is told of it.
func fault(doing, path string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	why := err
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		why = pe.Err
	case errors.As(err, &le):
		why = le.Err
	}
	e := journal.Errorf(journal.Internal, "cannot %s %s: %v", doing, path, why)
	e.Err = err
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrExist) {
		e.Hint = "choose another folder with --out"
	}
	return e
}
