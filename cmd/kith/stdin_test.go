//go:build unix

package main

import (
	"errors"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// One ctrl-c, or a polite request to end, is enough while kith reads from a pipe that
// is held open; of what had come by then nothing is kept.
func TestASignalEndsTheReadingOfAPipe(t *testing.T) {
	t.Parallel()
	for i, line := range []string{
		"note -", "edit last --from -", "reflect what-so-what --answers -", "activity check -", "contribution add -", "suggestion add -", "import -",
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			env := person(t)
			kith(t, env, "", "note", "The first")
			before := kith(t, env, "", "export", "--format", "json", "--all")
			cmd := exec.CommandContext(t.Context(), "kith", strings.Fields(line)...)
			var said strings.Builder
			cmd.Env, cmd.Stderr = env, &said
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			// More than a pipe holds: once it has all gone in, kith is reading.
			if _, err := in.Write([]byte(strings.Repeat("words ", 50_000))); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Process.Signal([]syscall.Signal{syscall.SIGINT, syscall.SIGTERM}[i%2]); err != nil {
				t.Fatal(err)
			}
			late := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
			defer late.Stop()
			var exit *exec.ExitError
			if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 130 {
				t.Errorf("%v, want exit code 130: %s", err, said.String())
			}
			if want := "Stopped before all was read, and nothing of it is kept.\n"; said.String() != want {
				t.Errorf("it says %q, want %q", said.String(), want)
			}
			if after := kith(t, env, "", "export", "--format", "json", "--all"); after != before {
				t.Errorf("kept all the same: %s", after)
			}
		})
	}
}
