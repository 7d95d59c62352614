//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/console"
)

// TestExamplesRun types every example of every help text, one after another, in
// one home folder with a little in it.
func TestExamplesRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	env := append(os.Environ(), environment(dir)...)
	layOut(t, dir, env)
	forEachCommand(newRoot(&app{console: &console.Console{}}), func(c *cobra.Command) {
		if c.Example == "" && !c.HasSubCommands() {
			t.Errorf("the help of %s has no example", c.CommandPath())
		}
		for _, line := range strings.Split(c.Example, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				typeExample(t, dir, env, line)
			}
		}
	})
}

// layOut makes what the examples speak of.
func layOut(t *testing.T, dir string, env []string) {
	t.Helper()
	for _, line := range []string{
		`kith note "Before"`, `kith note "Between"`, `kith note "After"`,
		`printf '%s\n' 'what = "A"' 'so_what = "B"' 'now_what = "C"' > answers.toml`,
		`for ref in last last~1 last~2; do kith show $ref --markdown | sed 's/^tags: .*/tags: [later]/' | kith edit $ref --from -; done`,
		`kith community add "Go study group"`, `kith community add Choir`, `kith community add "Old list"`,
		`kith community observe Choir --domain 4`,
		`mkdir pages && echo 'What I found' | tee page.md > pages/one.md`,
		`kith suggestion add One`, `kith suggestion add Two`, `kith suggestion add Three`,
		`mkdir tutors-shared team-shared`, `kith circle join team team-shared`,
		`kith activity new weekly && cp config/kith/activities/weekly.toml weekly.toml`,
	} {
		if code, said := typed(t, dir, env, line); code != 0 {
			t.Fatalf("%s: exit code %d\n%s", line, code, said)
		}
	}
}

func typeExample(t *testing.T, dir string, env []string, line string) {
	t.Helper()
	code, said := typed(t, dir, env, line)
	if code != 0 && code != without(line) {
		t.Errorf("%s: exit code %d\n%s", line, code, said)
	}
}

// without is the exit code of an example that needs what a test does not have:
// somebody to answer, a draft of that name, something in the trash.
func without(line string) int {
	switch {
	case line == "kith resume --undo", strings.HasSuffix(line, "--guided"), strings.HasPrefix(line, "kith reflect") && !strings.Contains(line, "--answers"):
		return exitCodes()[stopped]
	case line == "kith edit", strings.HasPrefix(line, "kith browse"):
		return exitCodes()[usage]
	case strings.HasPrefix(line, "kith resume"), strings.HasPrefix(line, "kith draft delete"), strings.Contains(line, "4f9k2m7q"),
		strings.Contains(line, "6r3t8w1z"),                                 // no page has that id
		line == "kith history last 1", line == "kith edit last --revert 1", // of several at one moment the last may be one that was never changed
		strings.HasPrefix(line, "kith trash restore"): // the example before it has emptied the trash
		return 4
	}
	return 0
}

func typed(t *testing.T, dir string, env []string, line string) (code int, said string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", line)
	cmd.Dir, cmd.Env = dir, append(env, "HOME="+filepath.Join(dir, "home"))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return exit.ExitCode(), string(out)
	case err != nil:
		t.Fatal(err)
	}
	return 0, string(out)
}
