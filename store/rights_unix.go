//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// examineFiles gives, of the journal and what kith keeps beside it, what others than the
// person may read or write, and what is somebody else's. Of the folder it is in only that
// anybody may write there counts: it need not be kith's own.
func examineFiles(name string) (loose, foreign []string, err error) {
	files, err := ownFiles(name)
	if err != nil {
		return nil, nil, err
	}
	for _, file := range append(files, filepath.Dir(name)) {
		info, err := os.Lstat(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it was there a moment ago
		}
		if err != nil {
			return nil, nil, err
		}
		if info.Mode()&others(file, name) != 0 && info.Mode()&(fs.ModeSymlink|fs.ModeSticky) == 0 {
			loose = append(loose, file)
		}
		if own, ok := info.Sys().(*syscall.Stat_t); ok && file != filepath.Dir(name) && int(own.Uid) != os.Getuid() {
			foreign = append(foreign, file)
		}
	}
	return loose, foreign, nil
}

// others are the permissions that nobody else is to have at a file of the journal at name.
func others(file, name string) fs.FileMode {
	if file == filepath.Dir(name) {
		return 0o002
	}
	return 0o077
}

// tighten takes those away.
func tighten(file, name string) error {
	info, err := os.Lstat(file)
	if err != nil {
		return err
	}
	return os.Chmod(file, info.Mode()&^others(file, name))
}
