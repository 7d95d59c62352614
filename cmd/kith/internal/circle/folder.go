package circle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/file"
)

// folder is a place that is a plain folder, by its path. Its mark is a sign of
// each file, sixteen figures made of its path, size and time.
type folder struct{ where string }

// open goes into the folder. Nothing outside of it can be reached through it.
func (f folder) open() (*os.Root, error) {
	dir, err := os.OpenRoot(f.where)
	if err != nil {
		return nil, unreachable(f.where, err)
	}
	return dir, nil
}

func (f folder) Look(ctx context.Context, since string) (News, error) {
	dir, err := f.open()
	if err != nil {
		return News{}, err
	}
	defer dir.Close() // it was only read
	seen := map[string]bool{}
	for len(since) >= 16 {
		seen[since[:16]], since = true, since[16:]
	}
	var news News
	var signs []string
	take := func(path string, d fs.DirEntry) error {
		info, err := d.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // it has just gone
		case err != nil:
			return unreachable(f.where, err)
		}
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%d", path, info.Size(), info.ModTime().UnixNano()))
		sign := hex.EncodeToString(sum[:8])
		signs = append(signs, sign)
		if len(signs) > maxFiles {
			return tooMany(f.where)
		}
		why := checkPath(path)
		if !info.Mode().IsRegular() {
			why = "it is no file"
		}
		switch {
		case seen[sign]:
		case why != "":
			news.Skipped = append(news.Skipped, path+": "+why)
		default:
			news.Files = append(news.Files, Entry{Path: path})
		}
		return nil
	}
	for d, err := range f.list(ctx, dir, "pages") {
		if err == nil {
			err = take("pages/"+d.Name(), d)
		}
		if err != nil {
			return News{}, err
		}
	}
	for page, err := range f.list(ctx, dir, "replies") {
		if err == nil && !page.IsDir() {
			err = take("replies/"+page.Name(), page)
		}
		if err != nil {
			return News{}, err
		}
		if !page.IsDir() {
			continue
		}
		for d, err := range f.list(ctx, dir, "replies/"+page.Name()) {
			if err == nil {
				err = take("replies/"+page.Name()+"/"+d.Name(), d)
			}
			if err != nil {
				return News{}, err
			}
		}
	}
	slices.Sort(signs)
	news.Mark = strings.Join(signs, "")
	return news, nil
}

// list gives what is in a folder below the place, but for hidden files: those that are
// being written, and those that systems leave. One that is not there is empty, and
// one that is a link is not gone into.
func (f folder) list(ctx context.Context, dir *os.Root, name string) iter.Seq2[fs.DirEntry, error] {
	return func(yield func(fs.DirEntry, error) bool) {
		info, err := dir.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			if _, gone := os.Stat(f.where); gone != nil { // the whole place is
				yield(nil, unreachable(f.where, gone))
			}
			return
		}
		if err == nil && !info.IsDir() {
			err = journal.Errorf(journal.Invalid, "%s is no folder", filepath.Join(f.where, name))
		}
		if err != nil {
			yield(nil, unreachable(f.where, err))
			return
		}
		opened, err := dir.Open(name)
		if err != nil {
			yield(nil, unreachable(f.where, err))
			return
		}
		defer opened.Close() // it was only read
		for {
			some, err := opened.ReadDir(500)
			if err == io.EOF {
				return
			}
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(nil, unreachable(f.where, err))
				return
			}
			for _, d := range some {
				if !strings.HasPrefix(d.Name(), ".") && !yield(d, nil) {
					return
				}
			}
		}
	}
}

func (f folder) Read(ctx context.Context, found []Entry) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		dir, err := f.open()
		if err != nil {
			yield(File{}, err)
			return
		}
		defer dir.Close() // it was only read
		for _, e := range found {
			got := File{Entry: e}
			got.Content, err = readRegular(dir, e.Path)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				got.Skipped, err = "it is no longer there", nil
			case errors.Is(err, file.ErrTooLarge):
				got.Skipped, err = tooLong, nil
			case errors.Is(err, errNoFile):
				got.Skipped, err = "it is no file", nil
			case errors.Is(err, fs.ErrPermission):
				got.Skipped, err = "it may not be read", nil
			case err != nil:
				err = unreachable(f.where, err)
			default:
				err = ctx.Err()
			}
			if !yield(got, err) || err != nil {
				return
			}
		}
	}
}

var errNoFile = errors.New("it is no file")

// readRegular reads a file whole. No link is followed, also none that was put in its
// place meanwhile.
func readRegular(dir *os.Root, name string) ([]byte, error) {
	before, err := dir.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() {
		return nil, errNoFile
	}
	opened, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer opened.Close() // it was only read
	after, err := opened.Stat()
	if err == nil && !os.SameFile(before, after) {
		err = errNoFile
	}
	if err != nil {
		return nil, err
	}
	return file.Read("-", opened, MaxFile)
}

func (f folder) Send(ctx context.Context, changes []Change) error {
	if err := checkChanges(changes); err != nil {
		return err
	}
	dir, err := f.open()
	if err != nil {
		return err
	}
	defer dir.Close() // each file is synced
	if _, ok := readmeIn(func(name string) bool { _, err := dir.Lstat(name); return err == nil }); !ok {
		changes = append([]Change{{Path: "README.md", Content: []byte(Readme)}}, changes...)
	}
	for _, c := range changes {
		if err := ctx.Err(); err != nil {
			return err
		}
		if c.Remove {
			err = dir.Remove(c.Path) // a link goes, not what it leads to
			if errors.Is(err, fs.ErrNotExist) {
				err = nil
			}
		} else {
			err = create(dir, c)
		}
		if err == nil {
			continue
		}
		if _, gone := os.Stat(f.where); gone != nil {
			err = gone
		}
		return unreachable(f.where, err)
	}
	return nil
}

// create writes a file whole or not at all, for those who may use the folder it is in.
func create(dir *os.Root, c Change) error {
	parent, name := path.Split(c.Path)
	if parent != "" {
		if err := dir.MkdirAll(strings.TrimSuffix(parent, "/"), 0o777); err != nil {
			return err
		}
	}
	within, err := dir.OpenRoot(path.Clean(parent))
	if err != nil {
		return err
	}
	defer within.Close() // the file is synced
	info, err := within.Stat(".")
	if err != nil {
		return err
	}
	write := file.Create
	if c.Replace {
		write = file.Write
	}
	err = write(within, name, func(f *os.File) error {
		// A drive that knows no modes shows the file to all who may use it.
		err := f.Chmod(info.Mode().Perm() & 0o666)
		if err == nil || errors.Is(err, fs.ErrPermission) || errors.Is(err, errors.ErrUnsupported) {
			_, err = f.Write(c.Content)
		}
		return err
	})
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	return err
}

// Discard leaves the folder alone: it is not ours.
func (f folder) Discard() error { return nil }
