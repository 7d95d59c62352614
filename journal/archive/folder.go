package archive

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash/maphash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/text/unicode/norm"

	"kith/journal"
	"kith/journal/file"
)

// Result counts the files of an export.
type Result struct {
	Written  int      // new or changed
	Same     int      // as they were, and left alone
	Replaced int      // old files removed, their reflections having a new title or date
	Removed  int      // files removed of what no longer stands in such a folder
	Left     []string // names of those that may hold somebody's words, and were left alone
	Gone     []string // names of those that are there though what they are of no longer stands
}

// Folder says how an export goes into a folder.
type Folder struct {
	Public bool // it is for other people
	Force  bool // write over files that somebody has changed, too
	// Standing are the ids of all that may have a file there, be it written this time or
	// not, and Fallen those of what may not: it was made private since it was exported, or
	// deleted. Both are nil where that is not known. Of anything else another journal may
	// have written the file.
	Standing, Fallen iter.Seq2[journal.ID, error]
}

// WriteFolder writes entries into a folder, which it makes where there is none, and
// the communities beside them.
// Each file is whole or not there, and one that has not changed is left alone.
// Where something goes by a new name, its old file is removed. So is, from what is for
// others, the file of what was made private or deleted; from a folder of one's own it is
// not, as it may be all that is left.
//
// A file belongs to a reflection when the reflection's id is in it, in the place
// where the format has it. Any other file is never touched: one that is in the
// way is an error of kind Conflict. One that is not as kith wrote it, going by the
// folder's manifest, is left as it is, and so is one of an earlier kith, which wrote
// no manifest. Nothing outside the folder is written, whatever symbolic links
// are in it, and one that is such a link itself is refused. What is for others and what
// is whole do not go into one folder.
//
// Files are read, made and laid down on several cores at once, and put in their
// places in order. The result counts what was done, also where there is an error.
func (f Format) WriteFolder(ctx context.Context, dir string, how Folder, c Contents) (Result, error) {
	return f.writeFolder(ctx, dir, how, func(yield func(func() File, error) bool) {
		one := func(file File, err error) bool { return yield(func() File { return file }, err) }
		if f.table != "" {
			if !one(tableFile(f.table, func(w io.Writer) error { return f.WriteFile(ctx, w, c) }), nil) {
				return
			}
		} else {
			for e, err := range c.Entries {
				if !yield(func() File { return f.file(e) }, err) {
					return
				}
			}
		}
		if f.beside == nil || c.Profiles == nil {
			return
		}
		for file, err := range f.beside(c) {
			if !one(file, err) {
				return
			}
		}
	})
}

// WriteFiles is WriteFolder of files that are made already, each with an id of its own.
func (f Format) WriteFiles(ctx context.Context, dir string, how Folder, files iter.Seq2[File, error]) (Result, error) {
	return f.writeFolder(ctx, dir, how, func(yield func(func() File, error) bool) {
		for file, err := range files {
			if !yield(func() File { return file }, err) {
				return
			}
		}
	})
}

func (f Format) writeFolder(ctx context.Context, dir string, how Folder, files iter.Seq2[func() File, error]) (result Result, err error) {
	if target, err := os.Readlink(filepath.Clean(dir)); err == nil {
		return Result{}, journal.Errorf(journal.Conflict, "%s is a link to %s, and nothing is written through a link", dir, target).
			WithHint("name the folder itself with --out")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Result{}, fault("make the folder", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Result{}, fault("open the folder", dir, err)
	}
	defer root.Close()
	// One at a time, or one would take the other's half-written files for what was
	// left behind. Where a folder cannot be locked, there is no waiting.
	lock := flock.New(dir, flock.SetFlag(os.O_RDONLY))
	if _, err := lock.TryLockContext(ctx, 50*time.Millisecond); ctx.Err() != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	manifest, err := readManifest(root)
	if errors.Is(err, fs.ErrExist) {
		return Result{}, journal.Errorf(journal.Conflict, "%s is in the way: kith keeps a file of that name there", filepath.Join(dir, manifestName)).
			WithHint("move it somewhere else, or choose another folder with --out")
	} else if err != nil {
		return Result{}, fault("read", filepath.Join(dir, manifestName), err)
	}
	to := folder{root: root, batch: file.Batch{Dir: root, Before: manifest.flush}, dir: dir, how: how, format: f, manifest: manifest, seed: maphash.MakeSeed()}
	if err := to.checkPurpose(ctx); err != nil {
		return Result{}, err
	}
	if err := file.RemoveTemporary(root); err != nil {
		return Result{}, fault("write into", dir, err)
	}
	for one, broken := range ahead(ctx, files, func(make func() File) (laid, error) { return to.lay(make()) }) {
		if err = broken; err == nil {
			err = to.put(one)
		}
		if err != nil {
			break
		}
	}
	if flushed := to.batch.Flush(); flushed != nil { // what is whole stays
		err = errors.Join(err, fault("write into", dir, flushed))
	}
	if closed := manifest.close(); closed != nil {
		err = errors.Join(err, fault("write", filepath.Join(dir, manifestName), closed))
	}
	if err != nil { // what was laid and not put goes
		return to.result, errors.Join(err, file.RemoveTemporary(root))
	}
	return to.result, to.removeOld(ctx)
}

// folder is one being written. Of the files it keeps hashes alone: a journal
// of any size takes a few bytes for each.
type folder struct {
	root     *os.Root
	batch    file.Batch
	dir      string
	how      Folder
	format   Format
	manifest *manifest
	seed     maphash.Seed
	ids      []uint64 // of the reflections written
	names    []uint64 // of their files, in NFC: some file systems list them decomposed
	result   Result
}

func (h Folder) purpose() string {
	if h.Public {
		return "public"
	}
	return "whole"
}

// checkPurpose refuses to put what is for others beside what is for the person.
func (f *folder) checkPurpose(ctx context.Context) error {
	e := journal.Errorf(journal.Conflict, "%s holds an export that is for you and whole, private answers too", f.dir)
	switch {
	case f.manifest.purpose == f.how.purpose():
		return nil
	case f.manifest.purpose == "" && !f.how.Public:
		return nil
	case f.manifest.purpose == "":
		found := false
		err := f.each(ctx, func(name string) {
			for _, format := range Formats() {
				_, isOne := f.reflection(format, name)
				found = found || isOne
			}
		})
		if err != nil || !found {
			return err
		}
		e = journal.Errorf(journal.Conflict, "%s holds an export of an earlier kith, which may have private answers in it", f.dir)
	case !f.how.Public:
		e = journal.Errorf(journal.Conflict, "%s holds an export for other people, and this one has private answers in it", f.dir)
	}
	return e.WithHint("choose another folder with --out: one for yourself, one for others")
}

// laid is what was found to do about a file.
type laid struct {
	id        journal.ID
	name, sum string
	state     laidState
	part      file.Part // of one that is new
}

type laidState int

const (
	laidNew   laidState = iota // it is written, beside its place
	laidSame                   // it is there just as it is to be
	laidTheir                  // it may hold somebody's words
)

// lay finds out about a file, and writes one that is to be written beside its
// place. Several are laid at once.
func (f *folder) lay(one File) (laid, error) {
	path := filepath.Join(f.dir, one.Name)
	if one.Name == "" || one.Name != filepath.Base(one.Name) || strings.ContainsAny(one.Name, `/\:`) || one.Name[0] == '.' {
		return laid{}, journal.Errorf(journal.Internal, "%q is not a name for a file", one.Name)
	}
	l := laid{id: one.ID, name: one.Name}
	inTheWay := func() error {
		return journal.Errorf(journal.Conflict, "%s is in the way: kith did not write it for this reflection", path).
			WithHint("move it somewhere else, or choose another folder with --out")
	}
	mode := fs.FileMode(0) // of a file that is there
	info, err := f.root.Lstat(one.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return l, fault("read", path, err)
	case !info.Mode().IsRegular():
		return l, inTheWay()
	default:
		mode = info.Mode().Perm()
	}
	sum := sha256.New()
	if one.Fill == nil {
		sum.Write(one.Text)
	} else if err := f.write(&l, mode, func(w io.Writer) error { return one.Fill(io.MultiWriter(w, sum)) }); err != nil {
		return l, err
	}
	l.sum = hex.EncodeToString(sum.Sum(nil))
	if mode != 0 {
		id, there, err := f.look(one)
		switch {
		case err != nil:
			return l, fault("read", path, err)
		case there == l.sum || there == "":
			l.state = laidSame
		case f.manifest.wrote(one.Name, there):
		case id != one.ID:
			err = inTheWay()
		case !f.how.Force:
			l.state = laidTheir
		}
		if one.Fill != nil && (err != nil || l.state != laidNew) {
			err = errors.Join(err, f.batch.Drop(l.part))
		}
		if err != nil {
			return l, err
		}
	}
	if one.Fill == nil && l.state == laidNew {
		return l, f.write(&l, mode, func(w io.Writer) error {
			_, err := w.Write(one.Text)
			return err
		})
	}
	return l, nil
}

// write writes a file beside its place.
func (f *folder) write(l *laid, mode fs.FileMode, fill func(io.Writer) error) (err error) {
	l.part, err = f.batch.Lay(l.name, mode, func(w *os.File) error { return fill(w) })
	if err != nil {
		return fault("write", filepath.Join(f.dir, l.name), err)
	}
	return nil
}

// put has what was laid take its place, and remembers it.
func (f *folder) put(l laid) error {
	if l.state == laidTheir {
		f.result.Left = append(f.result.Left, l.name)
		return nil
	}
	f.ids = append(f.ids, maphash.String(f.seed, string(l.id)))
	f.names = append(f.names, maphash.String(f.seed, norm.NFC.String(l.name)))
	if err := f.manifest.add(l.name, l.sum, f.how.purpose()); err != nil {
		return fault("write", filepath.Join(f.dir, manifestName), err)
	}
	if l.state == laidSame {
		f.result.Same++
		return nil
	}
	f.result.Written++
	if err := f.batch.Put(l.part); err != nil {
		return fault("write", filepath.Join(f.dir, l.name), err)
	}
	return nil
}

// look gives what the file of that name was written for, "" for nothing, and its
// checksum: "" where it is the same text.
func (f *folder) look(one File) (id journal.ID, sum string, err error) {
	there, err := f.root.Open(one.Name)
	if err != nil {
		return "", "", err
	}
	defer there.Close() // it was only read
	if one.Fill == nil && one.Text != nil {
		// One byte more would tell of a longer file.
		text := make([]byte, len(one.Text)+1)
		n, err := io.ReadFull(there, text)
		if err == io.ErrUnexpectedEOF && bytes.Equal(text[:n], one.Text) {
			return one.ID, "", nil
		}
		if _, err := there.Seek(0, io.SeekStart); err != nil {
			return "", "", err
		}
	}
	if id, err = f.format.id(there); err != nil {
		return "", "", err
	}
	if _, err := there.Seek(0, io.SeekStart); err != nil {
		return "", "", err
	}
	sum, err = checksum(there)
	return id, sum, err
}

// reflection is the one that a file is of, going by its name and by what is in it.
// The name has to begin and end as kith's own do, so that somebody's copy under a
// name of theirs is nobody's. So is one that cannot be read.
func (f *folder) reflection(format Format, name string) (journal.ID, bool) {
	const day = "2006-01-02-"
	if format.id == nil || !strings.HasSuffix(name, format.Extension) || len(name) < len(day) {
		return "", false
	}
	if _, err := time.Parse(day, name[:len(day)]); err != nil && !strings.HasPrefix(name, communityStart) {
		return "", false
	}
	there, err := f.root.Open(name)
	if err != nil {
		return "", false
	}
	defer there.Close() // it was only read
	id, err := format.id(there)
	return id, err == nil && id != "" && strings.HasSuffix(name, nameEnd(id)+format.Extension)
}

// each gives the names of the files in the folder, a few hundred at a time.
func (f *folder) each(ctx context.Context, do func(name string)) error {
	dir, err := f.root.Open(".")
	if err != nil {
		return fault("read the folder", f.dir, err)
	}
	defer dir.Close() // it was only read
	for {
		entries, err := dir.ReadDir(500)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return fault("read the folder", f.dir, err)
		}
		for _, e := range entries {
			if e.Type().IsRegular() {
				do(e.Name())
			}
		}
	}
}

// removeOld removes the files that the reflections written had under other names, and
// those of what no longer stands. It comes last, so that there is no moment without
// either.
func (f *folder) removeOld(ctx context.Context) error {
	slices.Sort(f.ids)
	slices.Sort(f.names)
	among := func(hashes []uint64, s string) bool {
		_, found := slices.BinarySearch(hashes, maphash.String(f.seed, s))
		return found
	}
	// Which most often nothing asks for.
	standing := sync.OnceValues(func() ([]uint64, error) { return f.hashes(f.how.Standing) })
	fallen := sync.OnceValues(func() ([]uint64, error) { return f.hashes(f.how.Fallen) })
	type oldFile struct {
		name   string
		gone   journal.ID // what it is of, where that does not stand
		fallen bool
	}
	var old []oldFile
	var broken error
	err := f.each(ctx, func(name string) {
		if among(f.names, norm.NFC.String(name)) {
			return
		}
		for _, format := range Formats() {
			id, ok := f.reflection(format, name)
			switch {
			case !ok:
			case format.Name == f.format.Name && among(f.ids, string(id)):
				old = append(old, oldFile{name: name})
			case f.how.Standing != nil && broken == nil:
				stands, err := standing()
				falls, more := fallen()
				if broken = cmp.Or(err, more); broken == nil && !among(stands, string(id)) {
					old = append(old, oldFile{name, id, among(falls, string(id))})
				}
			}
		}
	})
	if err := cmp.Or(err, broken); err != nil {
		return err
	}
	var removed []string // ends of the names of what no longer stands
	for _, one := range old {
		if one.gone != "" && !(f.how.Public && one.fallen) {
			f.result.Gone = append(f.result.Gone, one.name)
			continue
		}
		_, sum, err := f.look(File{Name: one.name})
		if err != nil {
			return fault("read", filepath.Join(f.dir, one.name), err)
		}
		isOwn := f.how.Force || f.manifest.wrote(one.name, sum)
		if isOwn {
			if err := f.root.Remove(one.name); err != nil {
				return fault("remove", filepath.Join(f.dir, one.name), err)
			}
		}
		switch {
		case isOwn && one.gone != "":
			f.result.Removed++
			removed = append(removed, nameEnd(one.gone))
		case isOwn:
			f.result.Replaced++
		case one.gone != "":
			f.result.Gone = append(f.result.Gone, one.name)
		default:
			f.result.Left = append(f.result.Left, one.name)
		}
	}
	if len(removed) == 0 {
		return nil
	}
	if err := f.manifest.forget(removed); err != nil {
		return fault("write", filepath.Join(f.dir, manifestName), err)
	}
	return nil
}

// hashes are those of ids, in their order.
func (f *folder) hashes(ids iter.Seq2[journal.ID, error]) (hashes []uint64, err error) {
	if ids == nil {
		return nil, nil
	}
	for id, err := range ids {
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, maphash.String(f.seed, string(id)))
	}
	slices.Sort(hashes)
	return hashes, nil
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
