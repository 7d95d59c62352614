// Package file reads and writes whole files: the one way in which kith does
// either, be it an export, a drawing, a copy of the journal or an activity.
//
// It is a leaf: it imports nothing of kith, refuses to know what is in a file,
// and gives the errors of the system as they are.
package file

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// temporary is what the name of a file begins and ends with while it is written.
const (
	temporaryStart = ".kith-"
	temporaryEnd   = ".tmp"
)

// Write makes the named file in a folder what fill writes: whole and on the
// disk, or not at all. It is written beside its place and moved there, and the
// folder is synced. A file that is replaced keeps its mode; a new one is the
// person's alone. A symbolic link of that name is replaced, never followed.
func Write(dir *os.Root, name string, fill func(*os.File) error) error {
	RemoveForgotten(dir)
	b := Batch{Dir: dir}
	return errors.Join(b.Write(name, fill), b.Flush())
}

// Batch writes many files into one folder, each as Write does, and waits for the
// disk once for many of them, while the next are written. What was written is
// in its place once Flush has returned.
type Batch struct {
	Dir *os.Root
	// Before, if any, is done before files are moved to their places.
	Before func() error

	put    []Part
	moving chan error // the outcome of those that are being moved; nil for none
}

// Part is a file that has been written beside its place.
type Part struct{ temporary, name string }

// batchSize is how many files are waited for at once.
const batchSize = 2000

// Write is Write, but for the waiting.
func (b *Batch) Write(name string, fill func(*os.File) error) error {
	part, err := b.Lay(name, modeOf(b.Dir, name), fill)
	if err != nil {
		return err
	}
	return b.Put(part)
}

// Lay writes a file beside its place, and leaves nothing after an error. The mode is
// that of the file it is to replace, 0 for none. Several may be laid at once.
func (b *Batch) Lay(name string, mode fs.FileMode, fill func(*os.File) error) (Part, error) {
	temporary, err := lay(b.Dir, mode, fill)
	return Part{temporary, name}, err
}

// Put has a Flush, or one of the next Puts, move what was laid to its place.
func (b *Batch) Put(p Part) error {
	if b.put = append(b.put, p); len(b.put) < batchSize {
		return nil
	}
	return b.move()
}

// Drop removes what was laid and is not to be put.
func (b *Batch) Drop(p Part) error { return b.Dir.Remove(p.temporary) }

// Flush has all that was put on the disk and in its place. After an error nothing
// of a file that is not in its place is left.
func (b *Batch) Flush() error { return errors.Join(b.move(), b.wait()) }

// move begins to move what was put, once what was put before is in its place.
func (b *Batch) move() (err error) {
	parts := b.put
	b.put = nil
	if err = b.wait(); err == nil && b.Before != nil {
		err = b.Before()
	}
	if err != nil || len(parts) == 0 {
		return errors.Join(err, removeParts(b.Dir, parts))
	}
	b.moving = make(chan error, 1)
	go func(moved chan<- error) { moved <- moveParts(b.Dir, parts) }(b.moving)
	return nil
}

func (b *Batch) wait() error {
	if b.moving == nil {
		return nil
	}
	err := <-b.moving
	b.moving = nil
	return err
}

func moveParts(dir *os.Root, parts []Part) (err error) {
	defer func() { err = errors.Join(err, removeParts(dir, parts)) }()
	if err := syncParts(dir, parts); err != nil {
		return err
	}
	for len(parts) > 0 {
		if err := dir.Rename(parts[0].temporary, parts[0].name); err != nil {
			return err
		}
		parts = parts[1:]
	}
	return syncFolder(dir)
}

func removeParts(dir *os.Root, parts []Part) (err error) {
	for _, p := range parts {
		err = errors.Join(err, dir.Remove(p.temporary))
	}
	return err
}

// syncEach waits for the disk at one file after another.
func syncEach(dir *os.Root, parts []Part) error {
	for _, p := range parts {
		f, err := dir.OpenFile(p.temporary, os.O_RDWR, 0)
		if err == nil {
			err = errors.Join(f.Sync(), f.Close())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Create is Write for a file that is not to be there yet: else the error is
// fs.ErrExist, and what is there is left alone.
func Create(dir *os.Root, name string, fill func(*os.File) error) error {
	if _, err := dir.Lstat(name); err == nil {
		return &fs.PathError{Op: "create", Path: filepath.Join(dir.Name(), name), Err: fs.ErrExist}
	}
	RemoveForgotten(dir)
	temporary, err := lay(dir, 0, fill)
	if err != nil {
		return err
	}
	if err = syncEach(dir, []Part{{temporary, name}}); err == nil {
		if err = dir.Link(temporary, name); err != nil && !errors.Is(err, fs.ErrExist) {
			// A file system without links.
			if err := dir.Rename(temporary, name); err == nil {
				return syncFolder(dir)
			}
		}
	}
	if err = errors.Join(err, dir.Remove(temporary)); err != nil {
		return err
	}
	return syncFolder(dir)
}

// WriteText is Write of a text to a path, whose folder has to be there.
func WriteText(path, text string) error { return at(path, texted(text), Write) }

// FillFile is Write to a path, whose folder has to be there.
func FillFile(path string, fill func(io.Writer) error) error { return at(path, fill, Write) }

// CreateText is Create of a text at a path. Folders that are missing are made,
// the person's alone.
func CreateText(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return at(path, texted(text), Create)
}

func texted(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func at(path string, fill func(io.Writer) error, write func(*os.Root, string, func(*os.File) error) error) error {
	dir, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close() // nothing is written through it
	return write(dir, filepath.Base(path), func(f *os.File) error { return fill(f) })
}

// newMode is that of a file which replaces none.
const newMode fs.FileMode = 0o600

// modeOf is the mode of a file that is to be replaced, 0 for none.
func modeOf(dir *os.Root, name string) fs.FileMode {
	if old, err := dir.Lstat(name); err == nil && old.Mode().IsRegular() {
		return old.Mode().Perm()
	}
	return 0
}

// lay writes a file beside the place it is to have, and gives its name there.
func lay(dir *os.Root, mode fs.FileMode, fill func(*os.File) error) (temporary string, err error) {
	temporary = temporaryStart + strings.ToLower(rand.Text()) + temporaryEnd
	f, err := dir.OpenFile(temporary, os.O_RDWR|os.O_CREATE|os.O_EXCL, newMode)
	if err != nil {
		return "", err
	}
	err = fill(f)
	if err == nil && mode != 0 && mode != newMode {
		err = f.Chmod(mode)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, dir.Remove(temporary))
	}
	return temporary, nil
}

// forgotten is how old a half-written file is that nobody is writing any more.
const forgotten = 24 * time.Hour

// RemoveForgotten removes from a folder what was half written when a run was killed, a
// day ago or more. What cannot be removed, being somebody else's, stays.
func RemoveForgotten(dir *os.Root) { _ = removeTemporary(dir, time.Now().Add(-forgotten)) }

// RemoveTemporary removes from a folder all that is half written. Nothing else may be
// writing there.
func RemoveTemporary(dir *os.Root) error { return removeTemporary(dir, time.Time{}) }

// removeTemporary removes what was written last before a time, the zero time for any.
func removeTemporary(dir *os.Root, before time.Time) error {
	f, err := dir.Open(".")
	if err != nil {
		return err
	}
	defer f.Close() // it was only read
	var left []string
	for {
		entries, err := f.ReadDir(500)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		for _, e := range entries {
			if !e.Type().IsRegular() || !strings.HasPrefix(e.Name(), temporaryStart) || !strings.HasSuffix(e.Name(), temporaryEnd) {
				continue
			}
			if info, err := e.Info(); before.IsZero() || err == nil && info.ModTime().Before(before) {
				left = append(left, e.Name())
			}
		}
	}
	for _, name := range left {
		err = errors.Join(err, dir.Remove(name))
	}
	return err
}

// syncFolder has the names in a folder survive a power cut, where the system
// knows how.
func syncFolder(dir *os.Root) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := dir.Open(".")
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil // a file system that has no such thing
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// ErrTooLarge is a file that holds more than is read of one.
var ErrTooLarge = errors.New("it is too large")

// Read reads a file whole, or standard input for "-". Of more than limit bytes
// the error is ErrTooLarge.
func Read(name string, stdin io.Reader, limit int) ([]byte, error) {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close() // it was only read
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, int64(limit)+1))
	if err == nil && len(src) > limit {
		return nil, fmt.Errorf("%w: more than %d MB", ErrTooLarge, limit>>20)
	}
	return src, err
}
