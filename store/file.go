package store

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"kith/journal"
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
	case err == nil && info.IsDir():
		return "", journal.Errorf(journal.Internal, "%s is a folder, and a journal is a file", path).
			WithHint("name a file in it: --journal %s", filepath.Join(path, "journal.db"))
	case err == nil && info.Size() > 0 && info.Size() < smallest:
		return "", notAJournal(path)
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
