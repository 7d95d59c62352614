//go:build !windows

package console

import "os/exec"

// shell runs a command as the person wrote it in a variable, with its arguments
// and quotes, and a file's name after it where there is one.
func shell(command, file string) *exec.Cmd {
	if file == "" {
		return exec.Command("sh", "-c", command)
	}
	return exec.Command("sh", "-c", command+` "$1"`, "sh", file)
}
