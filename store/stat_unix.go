//go:build unix

package store

import (
	"io/fs"
	"os"
	"syscall"
)

// forOthers are the permissions by which others than the person get at a file.
const forOthers fs.FileMode = 0o077

// links is how many names a file has.
func links(info fs.FileInfo) uint64 {
	if own, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(own.Nlink)
	}
	return 1
}

// isOwn reports whether a file belongs to the person at this kith.
func isOwn(info fs.FileInfo) bool {
	own, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(own.Uid) == os.Geteuid()
}
