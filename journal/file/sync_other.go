//go:build !linux

package file

import "os"

func syncParts(dir *os.Root, parts []Part) error { return syncEach(dir, parts) }
