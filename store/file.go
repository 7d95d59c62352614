package store

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// place makes sure that there is a file at path, and gives the file that a
// link there leads to: SQLite puts its own files beside that one, and so do
// the locks, whatever name the journal was opened by.
//
// An existing file is only looked at by name. To open and close it here would
// drop the locks that SQLite holds on it elsewhere in this process.
func place(path string, opt Options) (string, error) {
	// SQLite takes a file of one byte for an empty one and would write over it.
	// No database that holds something is smaller than this.
	const smallest = 512
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return "", noFile(path, info)
	case err == nil && info.Size() > 0 && info.Size() < smallest, err == nil && info.Size() == 0 && !isOwn(info):
		return "", notAJournal(path)
	case err == nil && links(info) > 1:
		// SQLite names its log after the file: under two names there are two, and
		// what was written through one is lost to the other.
		return "", journal.Errorf(journal.Conflict, "the journal %s has a second name (a hard link), and would lose notes that way", path).
			WithHint("make it a file of its own: cp -p %[1]s %[2]s && mv %[2]s %[1]s", text.ShellWord(path), text.ShellWord(path+".own"))
	case err == nil:
		return filepath.EvalSymlinks(path)
	case !errors.Is(err, fs.ErrNotExist):
		return "", err
	}
	if target, err := os.Readlink(path); err == nil {
		return "", journal.Errorf(journal.NotFound, "the journal %s is a link to %s, which is not there", path, target).
			WithHint("bring back what it leads to, or remove the link to begin a new journal")
	}
	if opt.ReadOnly {
		return "", noJournal(path)
	}
	// The file is the person's alone, and so is any folder above it that is
	// missing. Folders that are there keep their permissions.
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist): // another process made it meanwhile
	case err != nil:
		return "", err
	default:
		if err := f.Close(); err != nil {
			return "", err
		}
	}
	return filepath.EvalSymlinks(path)
}

// noFile is the error of what is no file: a folder, a device, a pipe.
func noFile(path string, info fs.FileInfo) *journal.Error {
	if info.IsDir() {
		return journal.Errorf(journal.Internal, "%s is a folder, and a journal is a file", path).
			WithHint("name a file in it: --journal %s", text.ShellWord(filepath.Join(path, "journal.db")))
	}
	return journal.Errorf(journal.Internal, "%s is no file, and a journal is one", path).
		WithHint("name a file: --journal PATH")
}

// keepPrivate takes from others what they may do with the journal, as with a copy of one
// that was made without a thought of them, and with its folder where that is kith's own.
// It gives what a person should know of that; "" for nothing.
func (s *Store) keepPrivate(file string, ownFolder bool) (remark string) {
	if !isOwn(s.opened) {
		return fmt.Sprintf("The journal %s belongs to somebody else on this machine, who can read it.", s.path)
	}
	isLoose := func(info fs.FileInfo) bool { return info.Mode()&forOthers != 0 }
	mend := func(name string) (mended bool) {
		info, err := os.Stat(name)
		if err != nil || !isLoose(info) || !isOwn(info) || os.Chmod(name, info.Mode().Perm()&^forOthers) != nil {
			return false
		}
		info, err = os.Stat(name)
		return err == nil && !isLoose(info) // some file systems have no permissions
	}
	var mended []string
	for _, name := range []string{file, s.locks, filepath.Dir(file)} {
		if (ownFolder || name != filepath.Dir(file)) && mend(name) {
			mended = append(mended, name)
		}
	}
	for _, beside := range []string{"-wal", "-shm"} {
		mend(file + beside)
	}
	if len(mended) == 0 || s.opened.Size() == 0 {
		return ""
	}
	return fmt.Sprintf("Others on this machine could look into %s. Now only you can.", text.List(mended, "and"))
}

// Owns reports whether a file, or a folder it is in, belongs to the journal at path:
// the journal itself, a file that SQLite keeps beside it, the copy made before a
// migration, the folder of the drafts' locks. The file goes by any name, such as a
// symbolic or a hard link, and need not be there yet.
func Owns(path, name string) bool {
	path, name = resolved(path), resolved(name)
	dir, base := filepath.Split(path)
	own := func(name string) bool { // also on a file system that takes capitals for small letters
		rest, ok := strings.CutPrefix(strings.ToLower(name), strings.ToLower(base))
		return ok && (slices.Contains([]string{"", "-wal", "-shm", "-journal", "-drafts"}, rest) || strings.HasPrefix(rest, ".before-"))
	}
	var there []fs.FileInfo
	beside, _ := os.ReadDir(dir) // of a folder that cannot be read the names still tell
	for _, entry := range beside {
		if info, err := os.Stat(filepath.Join(dir, entry.Name())); err == nil && own(entry.Name()) {
			there = append(there, info)
		}
	}
	for {
		info, err := os.Stat(name)
		if err == nil && slices.ContainsFunc(there, func(own fs.FileInfo) bool { return os.SameFile(own, info) }) {
			return true
		}
		above := filepath.Dir(name)
		if above+string(filepath.Separator) == dir && own(filepath.Base(name)) {
			return true
		}
		if above == name {
			return false
		}
		name = above
	}
}

// resolved is a path without symbolic links, of which the last part need not be there.
func resolved(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if target, err := filepath.EvalSymlinks(abs); err == nil {
		return target
	}
	if target, err := os.Readlink(abs); err == nil { // to what is not there
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(abs), target)
		}
		abs = target
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		return filepath.Join(dir, filepath.Base(abs))
	}
	return abs
}

// fileURL is a path as a file URL (https://www.sqlite.org/uri.html), in which
// ?, # and % are nothing special and C:\kith is /C:/kith.
func fileURL(path, query string) string {
	if !strings.HasPrefix(path, "/") { // of Windows, as it was made absolute
		path = strings.ReplaceAll(path, `\`, "/")
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: query}).String()
}
