package console

import (
	"os/exec"
	"syscall"
)

// shell runs a command as the person wrote it in a variable, with its arguments
// and quotes, and a file's name after it where there is one. cmd takes its line
// as it stands and strips the outer quotes (cmd /?), so it is not escaped.
func shell(command, file string) *exec.Cmd {
	line := command
	if file != "" {
		line += ` "` + file + `"`
	}
	cmd := exec.Command("cmd")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd /s /c "` + line + `"`}
	return cmd
}
