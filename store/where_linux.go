package store

import (
	"io"
	"os"
	"strconv"
	"strings"
)

// networkDrive is the kind of drive a folder is on when that is on another machine,
// else "".
func networkDrive(dir string) string {
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return "" // it cannot be told
	}
	defer f.Close() // it was only read
	mounts, err := io.ReadAll(f)
	if err != nil {
		return ""
	}
	return networkMount(string(mounts), dir)
}

// networkMount finds a folder among the mounts of proc_pid_mountinfo(5).
func networkMount(mounts, dir string) string {
	longest, network := 0, ""
	for _, line := range strings.Split(mounts, "\n") {
		before, after, ok := strings.Cut(line, " - ")
		fields, kinds := strings.Fields(before), strings.Fields(after)
		if !ok || len(fields) < 5 || len(kinds) == 0 {
			continue
		}
		point := fields[4]
		if plain, err := strconv.Unquote(`"` + strings.ReplaceAll(point, `"`, `\"`) + `"`); err == nil {
			point = plain // a space in it is written as \040
		}
		if point = strings.TrimSuffix(point, "/") + "/"; len(point) < longest || !strings.HasPrefix(dir+"/", point) {
			continue
		}
		longest, network = len(point), "" // a later one lies over an earlier one
		if isNetwork(kinds[0]) {
			network = kinds[0]
		}
	}
	return network
}
