//go:build !linux

package file

import "os"

func syncParts(dir *os.Root, parts []part) error { return syncEach(dir, parts) }
