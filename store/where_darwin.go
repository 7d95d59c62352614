package store

import (
	"strings"
	"syscall"
)

// networkDrive is the kind of drive a folder is on when that is on another machine,
// else "".
func networkDrive(dir string) string {
	var fs syscall.Statfs_t
	if syscall.Statfs(dir, &fs) != nil {
		return "" // it cannot be told
	}
	var kind strings.Builder
	for _, c := range fs.Fstypename {
		if c == 0 {
			break
		}
		kind.WriteByte(byte(c))
	}
	if !isNetwork(kind.String()) {
		return ""
	}
	return kind.String()
}
