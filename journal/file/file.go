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
	return write(dir, name, fill, dir.Rename, true)
}

// WriteUnsynced is Write for one of many files that can be written again: when it
// reaches the disk is left to the system.
func WriteUnsynced(dir *os.Root, name string, fill func(*os.File) error) error {
	return write(dir, name, fill, dir.Rename, false)
}

// Create is Write for a file that is not to be there yet: else the error is
// fs.ErrExist, and what is there is left alone.
func Create(dir *os.Root, name string, fill func(*os.File) error) error {
	if _, err := dir.Lstat(name); err == nil {
		return &fs.PathError{Op: "create", Path: filepath.Join(dir.Name(), name), Err: fs.ErrExist}
	}
	return write(dir, name, fill, func(from, to string) error {
		if err := dir.Link(from, to); err == nil {
			return dir.Remove(from)
		} else if errors.Is(err, fs.ErrExist) {
			return err
		}
		return dir.Rename(from, to) // a file system without links
	}, true)
}

// WriteText is Write of a text to a path, whose folder has to be there.
func WriteText(path, text string) error { return at(path, text, Write) }

// CreateText is Create of a text at a path. Folders that are missing are made,
// the person's alone.
func CreateText(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return at(path, text, Create)
}

func at(path, text string, write func(*os.Root, string, func(*os.File) error) error) error {
	dir, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close() // nothing is written through it
	return write(dir, filepath.Base(path), func(f *os.File) error {
		_, err := f.WriteString(text)
		return err
	})
}

func write(dir *os.Root, name string, fill func(*os.File) error, put func(from, to string) error, sync bool) (err error) {
	mode := fs.FileMode(0o600)
	if old, err := dir.Lstat(name); err == nil && old.Mode().IsRegular() {
		mode = old.Mode().Perm()
	}
	part := temporaryStart + strings.ToLower(rand.Text()) + temporaryEnd
	f, err := dir.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, dir.Remove(part))
		}
	}()
	err = fill(f)
	if err == nil && mode != 0o600 {
		err = f.Chmod(mode)
	}
	if err == nil && sync {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err := put(part, name); err != nil || !sync {
		return err
	}
	return syncFolder(dir)
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
