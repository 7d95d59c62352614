package archive

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/file"
)

// Result counts the files of an export.
type Result struct {
	Written  int // new or changed
	Same     int // as they were, and left alone
	Replaced int // old files removed, their reflections having a new title or date
}

// WriteFolder writes files into a folder, which it makes where there is none.
// Each file is whole or not there, and one that has not changed is left alone.
// Where a reflection goes by a new name, its old file is removed.
//
// A file belongs to a reflection when the reflection's id is in it, in the place
// where the format has it. Any other file is never touched: one that is in the
// way is an error of kind Conflict. Nothing outside the folder is written,
// whatever symbolic links are in it.
//
// The result counts what was done, also where there is an error.
func (f Format) WriteFolder(ctx context.Context, dir string, files iter.Seq2[File, error]) (Result, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Result{}, fault("make the folder", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Result{}, fault("open the folder", dir, err)
	}
	defer root.Close()
	to := folder{root: root, batch: file.Batch{Dir: root}, dir: dir, format: f, seed: maphash.MakeSeed()}
	for one, err := range files {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = to.write(one)
		}
		if err != nil {
			return to.result, errors.Join(err, to.batch.Flush()) // what is whole stays
		}
	}
	if err := to.batch.Flush(); err != nil {
		return to.result, fault("write into", dir, err)
	}
	return to.result, to.removeOld(ctx)
}

// folder is one being written. Of the files it keeps hashes alone: a journal
// of any size takes a few bytes for each.
type folder struct {
	root   *os.Root
	batch  file.Batch
	dir    string
	format Format
	seed   maphash.Seed
	ids    []uint64 // of the reflections written
	names  []uint64 // of their files
	result Result
}

// write writes a file, unless it is there already just as it is to be.
func (f *folder) write(one File) error {
	path := filepath.Join(f.dir, one.Name)
	if one.Name == "" || one.Name != filepath.Base(one.Name) || strings.ContainsAny(one.Name, `/\:`) || one.Name[0] == '.' {
		return journal.Errorf(journal.Internal, "%q is not a name for a file", one.Name)
	}
	inTheWay := func() error {
		return journal.Errorf(journal.Conflict, "%s is in the way: kith did not write it for this reflection", path).
			WithHint("move it somewhere else, or choose another folder with --out")
	}
	same := false
	info, err := f.root.Lstat(one.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fault("read", path, err)
	case !info.Mode().IsRegular():
		return inTheWay()
	default:
		if info.Size() == int64(len(one.Text)) {
			text, err := f.root.ReadFile(one.Name)
			if err != nil {
				return fault("read", path, err)
			}
			same = bytes.Equal(text, one.Text)
		}
		if same {
			break
		}
		if id, err := f.owner(one.Name); err != nil {
			return fault("read", path, err)
		} else if id != one.ID {
			return inTheWay()
		}
	}
	f.ids = append(f.ids, maphash.String(f.seed, string(one.ID)))
	f.names = append(f.names, maphash.String(f.seed, one.Name))
	if same {
		f.result.Same++
		return nil
	}
	err = f.batch.Write(one.Name, func(w *os.File) error {
		_, err := w.Write(one.Text)
		return err
	})
	if err != nil {
		return fault("write", path, err)
	}
	f.result.Written++
	return nil
}

// owner is the reflection that a file in the folder was written for, "" for none.
func (f *folder) owner(name string) (journal.ID, error) {
	written, err := f.root.Open(name)
	if err != nil {
		return "", err
	}
	defer written.Close() // it was only read
	return f.format.id(written)
}

// removeOld removes the files that the reflections written had under other
// names. It comes last, so that there is no moment without either.
func (f *folder) removeOld(ctx context.Context) error {
	slices.Sort(f.ids)
	slices.Sort(f.names)
	dir, err := f.root.Open(".")
	if err != nil {
		return fault("read the folder", f.dir, err)
	}
	defer dir.Close()
	var old []string
	for {
		entries, err := dir.ReadDir(500)
		if errors.Is(err, io.EOF) {
			break
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return fault("read the folder", f.dir, err)
		}
		for _, e := range entries {
			if e.Type().IsRegular() && f.isOld(e.Name()) {
				old = append(old, e.Name())
			}
		}
	}
	for _, name := range old {
		if err := f.root.Remove(name); err != nil {
			return fault("remove", filepath.Join(f.dir, name), err)
		}
		f.result.Replaced++
	}
	return nil
}

// isOld reports a file of a reflection that has been written under another name.
// Its name has to begin and end as kith's own do, so that somebody's copy under
// a name of theirs is left alone. A file that cannot be read is nobody's.
func (f *folder) isOld(name string) bool {
	const day = "2006-01-02-"
	if !strings.HasSuffix(name, f.format.Extension) || len(name) < len(day) {
		return false
	}
	if _, err := time.Parse(day, name[:len(day)]); err != nil {
		return false
	}
	written := func(hashes []uint64, s string) bool {
		_, found := slices.BinarySearch(hashes, maphash.String(f.seed, s))
		return found
	}
	if written(f.names, name) {
		return false
	}
	id, err := f.owner(name)
	return err == nil && id != "" && strings.HasSuffix(name, nameEnd(id)+f.format.Extension) && written(f.ids, string(id))
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
