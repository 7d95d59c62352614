package archive

import (
	"bytes"
	"context"
	"crypto/rand"
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
// A file belongs to a reflection when its front matter has that reflection's
// id. Any other file is never touched: one that is in the way is an error of
// kind Conflict. Nothing outside the folder is written, whatever symbolic links
// are in it.
//
// The result counts what was done, also where there is an error.
func WriteFolder(ctx context.Context, dir string, files iter.Seq2[File, error]) (Result, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Result{}, fault("make the folder", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Result{}, fault("open the folder", dir, err)
	}
	defer root.Close()
	f := folder{root: root, dir: dir, seed: maphash.MakeSeed(), temp: ".kith-" + strings.ToLower(rand.Text()) + ".tmp"}
	for file, err := range files {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = f.write(file)
		}
		if err != nil {
			return f.result, err
		}
	}
	return f.result, f.removeOld(ctx)
}

// folder is one being written. Of the files it keeps hashes alone: a journal
// of any size takes a few bytes for each.
type folder struct {
	root   *os.Root
	dir    string
	temp   string // the file being written
	seed   maphash.Seed
	ids    []uint64 // of the reflections written
	names  []uint64 // of their files
	result Result
}

func (f *folder) hash(s string) uint64 { return maphash.String(f.seed, s) }

func (f *folder) write(file File) error {
	if file.Name == "" || file.Name != filepath.Base(file.Name) || strings.ContainsAny(file.Name, `/\:`) || file.Name[0] == '.' {
		return journal.Errorf(journal.Internal, "%q is not a name for a file", file.Name)
	}
	same, err := f.compare(file)
	if err != nil {
		return err
	}
	f.ids, f.names = append(f.ids, f.hash(string(file.ID))), append(f.names, f.hash(file.Name))
	if same {
		f.result.Same++
		return nil
	}
	if err := f.replace(file); err != nil {
		// What is half written goes; should that fail too, the first error says more.
		_ = f.root.Remove(f.temp)
		return fault("write", filepath.Join(f.dir, file.Name), err)
	}
	f.result.Written++
	return nil
}

// compare reports whether the file is there already just as it is to be. Where
// another file has its name the error is a Conflict.
func (f *folder) compare(file File) (same bool, err error) {
	path := filepath.Join(f.dir, file.Name)
	info, err := f.root.Lstat(file.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fault("read", path, err)
	case !info.Mode().IsRegular():
		return false, inTheWay(path)
	}
	if info.Size() == int64(len(file.Text)) {
		text, err := f.root.ReadFile(file.Name)
		if err != nil {
			return false, fault("read", path, err)
		}
		if bytes.Equal(text, file.Text) {
			return true, nil
		}
	}
	id, err := f.idOf(file.Name)
	if err != nil {
		return false, fault("read", path, err)
	}
	if id != file.ID {
		return false, inTheWay(path)
	}
	return false, nil
}

func inTheWay(path string) error {
	return journal.Errorf(journal.Conflict, "%s is in the way: kith did not write it for this reflection", path).
		WithHint("move it somewhere else, or choose another folder with --out")
}

// replace writes the file beside its place and moves it there in one go.
func (f *folder) replace(file File) error {
	w, err := f.root.OpenFile(f.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = w.Write(file.Text)
	if err := errors.Join(err, w.Close()); err != nil {
		return err
	}
	return f.root.Rename(f.temp, file.Name)
}

// removeOld removes the files that the reflections written had under other
// names. It comes last, so that there is no moment without either.
func (f *folder) removeOld(ctx context.Context) error {
	slices.Sort(f.ids)
	slices.Sort(f.names)
	old, err := f.old(ctx)
	if err != nil {
		return err
	}
	for _, name := range old {
		if err := f.root.Remove(name); err != nil {
			return fault("remove", filepath.Join(f.dir, name), err)
		}
		f.result.Replaced++
	}
	return nil
}

func (f *folder) old(ctx context.Context) ([]string, error) {
	dir, err := f.root.Open(".")
	if err != nil {
		return nil, fault("read the folder", f.dir, err)
	}
	defer dir.Close()
	var old []string
	for {
		entries, err := dir.ReadDir(500)
		if errors.Is(err, io.EOF) {
			return old, nil
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return nil, fault("read the folder", f.dir, err)
		}
		for _, e := range entries {
			if e.Type().IsRegular() && f.isOld(e.Name()) {
				old = append(old, e.Name())
			}
		}
	}
}

// isOld reports a file of a reflection that has been written under another
// name. A file that cannot be read is nobody's.
func (f *folder) isOld(name string) bool {
	if !strings.HasSuffix(name, ".md") || contains(f.names, f.hash(name)) {
		return false
	}
	id, err := f.idOf(name)
	return err == nil && id != "" && isDated(name) && strings.HasSuffix(name, nameEnd(id)) && contains(f.ids, f.hash(string(id)))
}

// isDated reports a name that begins as kith's own do, so that somebody's copy
// under a name of theirs is left alone.
func isDated(name string) bool {
	if len(name) < len("2026-11-23-") {
		return false
	}
	_, err := time.Parse("2006-01-02-", name[:len("2006-01-02-")])
	return err == nil
}

func contains(sorted []uint64, n uint64) bool {
	_, found := slices.BinarySearch(sorted, n)
	return found
}
