//go:build !unix

package store

import "io/fs"

// forOthers is nothing where a mode does not say who may read a file.
const forOthers fs.FileMode = 0

// links is how many names a file has; here that is not known without opening it.
func links(fs.FileInfo) uint64 { return 1 }

// isOwn reports whether a file belongs to the person at this kith; here its folder's
// permissions see to that.
func isOwn(fs.FileInfo) bool { return true }
