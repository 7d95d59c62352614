package store

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// syncedBy gives the program that copies a folder to other machines, and which of the
// folders above it is copied: "" for none that is known.
func syncedBy(dir string) (program, folder string) {
	names := []struct {
		program string
		folder  *regexp.Regexp // what its folder is called
		marker  string         // what lies in it
	}{
		{"Dropbox", regexp.MustCompile(`^Dropbox( \(.+\))?$`), ".dropbox"},
		{"OneDrive", regexp.MustCompile(`^OneDrive( ?- ?.+)?$`), ""},
		{"Google Drive", regexp.MustCompile(`^(Google ?Drive|GoogleDrive-.+)$`), ""},
		{"iCloud", regexp.MustCompile(`^(Mobile Documents|iCloud ?Drive)$`), ""},
		{"Nextcloud", regexp.MustCompile(`^Nextcloud\d*$`), ".nextcloudsync.log"},
		{"ownCloud", regexp.MustCompile(`^ownCloud\d*$`), ".owncloudsync.log"},
		{"Syncthing", nil, ".stfolder"},
		{"a program for files in a cloud", regexp.MustCompile(`^CloudStorage$`), ""}, // of macOS
	}
	for {
		for _, n := range names {
			if n.folder != nil && n.folder.MatchString(filepath.Base(dir)) {
				return n.program, dir
			}
			if n.marker != "" {
				if _, err := os.Lstat(filepath.Join(dir, n.marker)); err == nil {
					return n.program, dir
				}
			}
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", ""
		}
		dir = above
	}
}

// isNetwork reports a kind of file system that is on another machine, by the name the
// system has for it.
func isNetwork(kind string) bool {
	switch strings.TrimPrefix(kind, "fuse.") {
	case "nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "davfs2", "sshfs", "rclone", "afs", "ceph", "glusterfs", "s3fs", "gvfsd-fuse", "macfuse", "osxfuse":
		return true
	}
	return false
}
