package store

import "testing"

// TestNetworkMount: the mount that a folder is on says what kind of drive it is.
func TestNetworkMount(t *testing.T) {
	t.Parallel()
	const mounts = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /mnt/team rw - nfs4 host:/x rw
41 22 0:41 / /mnt/team/local rw master:2 shared:3 - ext4 /dev/sdb1 rw
42 22 0:42 / /home/me/my\040drive rw - fuse.sshfs me@host: rw
43 22 0:43 / /home/me/plain rw - fuse.ntfs /dev/sdc1 rw
44 22 0:44 / /mnt/over rw - ext4 /dev/sdd1 rw
45 44 0:45 / /mnt/over rw - cifs //host/x rw
not a line of it
`
	for dir, want := range map[string]string{
		"/home/me": "", "/mnt/team": "nfs4", "/mnt/team/kith": "nfs4", "/mnt/team2": "", "/mnt/team/local/kith": "",
		"/home/me/my drive/kith": "fuse.sshfs", "/home/me/plain": "", "/mnt/over": "cifs",
	} {
		if got := networkMount(mounts, dir); got != want {
			t.Errorf("%s: %q, want %q", dir, got, want)
		}
	}
}
