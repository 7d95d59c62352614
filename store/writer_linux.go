package store

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

// writer names the process that is writing a journal, as in "sqlite3 (process 4711)";
// "" for none. The kernel's list is read, because to look at a lock by opening the
// file and closing it would drop those that this process has on it (fcntl(2)).
func writer(file string) string {
	// Where SQLite locks (https://www.sqlite.org/walformat.html#wal_locks, and
	// PENDING_BYTE and RESERVED_BYTE in its os.h).
	bytes := map[string][2]uint64{file + "-shm": {120, 122}, file: {0x40000000, 0x40000001}}
	locks, _ := os.ReadFile("/proc/locks") // proc_locks(5)
	for name, at := range bytes {
		info, err := os.Stat(name)
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(locks)) {
			var number, kind, mode, access, place string
			var process int
			var from, to uint64
			_, err := fmt.Sscan(line, &number, &kind, &mode, &access, &process, &place, &from, &to) // "EOF" is no lock of SQLite's
			inode := fmt.Sprint(":", info.Sys().(*syscall.Stat_t).Ino)
			if err != nil || access != "WRITE" || !strings.HasSuffix(place, inode) || to < at[0] || from > at[1] {
				continue
			}
			command, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", process))
			if err != nil {
				return fmt.Sprint("process ", process)
			}
			return fmt.Sprintf("%s (process %d)", strings.TrimSpace(string(command)), process)
		}
	}
	return ""
}
