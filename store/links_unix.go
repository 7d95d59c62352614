//go:build unix

package store

import (
	"io/fs"
	"syscall"
)

// links is how many names a file has.
func links(info fs.FileInfo) uint64 {
	if own, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(own.Nlink)
	}
	return 1
}
