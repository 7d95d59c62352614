package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kith/cmd/kith/internal/console"
	"kith/cmd/kith/internal/guard"
)

// TestMain makes the test binary be kith itself when a script runs it, so that
// no script waits for a build.
func TestMain(m *testing.M) {
	testscript.Main(cleaned{m}, map[string]func(){"kith": kithForTests})
}

// cleaned are the tests without what the environment they are started in says of a
// terminal and of kith. What a test is about it says itself.
type cleaned struct{ *testing.M }

func (c cleaned) Run() int {
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		switch {
		case name == "KITH_LONG", name == "KITH_BENCH_SIZE": // how long the tests themselves may take
		case slices.Contains([]string{"COLUMNS", "LINES", "NO_COLOR", "ACCESSIBLE", "LANG", "TZ", "VISUAL", "EDITOR", "PAGER"}, name),
			strings.HasPrefix(name, "KITH_"), strings.HasPrefix(name, "LC_"), strings.HasPrefix(name, "GIT_"):
			if err := os.Unsetenv(name); err != nil {
				panic(err)
			}
		}
	}
	return c.M.Run()
}

// A day of a year in which the clock was half a minute aside is a moment that can be
// written down.
func TestADateCanBeWrittenDown(t *testing.T) {
	t.Parallel()
	a := &app{sys: system{now: func() time.Time { return time.Date(1970, 1, 2, 9, 30, 0, 0, time.FixedZone("LMT", -(44*60+30))) }}}
	at, err := a.onDate("1970-01-01 12:00")
	if err != nil || !at.Equal(time.Date(1970, 1, 1, 12, 44, 30, 0, time.UTC)) || at.Format(time.RFC3339) != "1970-01-01T12:00:30-00:44" {
		t.Errorf("%v, %v", at, err)
	}
}

// person is the environment of somebody with an empty home folder.
func person(t *testing.T, more ...string) []string {
	return append(append(os.Environ(), environment(t.TempDir())...), more...)
}

// kithForTests is main with a clock that stands still where KITH_TEST_NOW says:
// the one in the scripts. The kith that people run knows no such variable.
func kithForTests() {
	if err := guard.Restore(); err != nil {
		panic(err)
	}
	now := time.Now
	if text, ok := os.LookupEnv("KITH_TEST_NOW"); ok {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			fmt.Fprintln(os.Stderr, "KITH_TEST_NOW:", err)
			os.Exit(1)
		}
		now = func() time.Time { return at }
	}
	os.Exit(process(now))
}

// monday is when the scripts take place.
const monday = "2026-11-23T14:30:00+01:00"

func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, environment(e.WorkDir)...)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// environment is that of a person whose home folder is empty.
func environment(home string) []string {
	return []string{
		"KITH_TEST_NOW=" + monday, "HOME=" + home + "/home", "USERPROFILE=" + home + "/home",
		"XDG_DATA_HOME=" + home + "/data", "XDG_CONFIG_HOME=" + home + "/config",
		"TERM=xterm-256color", "KITH_JOURNAL=", "VISUAL=", "EDITOR=", "PAGER=", "NO_COLOR=", "ACCESSIBLE=",
	}
}

// exits runs a command that must end with a given exit code: exits 2 kith lst.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// What only reads opens the journal read-only, and what writes does not.
func TestReadingIsReadOnly(t *testing.T) {
	t.Parallel()
	env := map[string]string{}
	for _, pair := range environment(t.TempDir()) {
		key, value, _ := strings.Cut(pair, "=")
		env[key] = value
	}
	for _, line := range []string{
		"note first", "community add Choir", "community observe Choir --domain 4", "community tag Choir song", "tag last work",
	} {
		checkReadOnly(t, env, line, false)
	}
	for _, line := range []string{
		"", "list", "show", "history", "export --out -", "tag list", "suggestion list", "circle list", "circle status", "draft list", "trash list", "community list",
		"search Choir",
		"stats", "stats --measure domain",
		"community show Choir", "community map", "community history Choir", "backup", "__complete show ", "__complete community tag ",
	} {
		checkReadOnly(t, env, line, true)
	}
	checkReadOnly(t, env, "community history Choir --undo", false)
}

func checkReadOnly(t *testing.T, env map[string]string, line string, want bool) {
	t.Helper()
	lookup := func(key string) (string, bool) { value, ok := env[key]; return value, ok }
	var said strings.Builder
	a := &app{sys: system{env: lookup, now: time.Now}, console: &console.Console{
		In: strings.NewReader(""), Out: io.Discard, Err: &said, Env: lookup,
	}}
	root := newRoot(a)
	root.SetArgs(strings.Split(line, " "))
	if line == "" {
		root.SetArgs([]string{})
	}
	root.SetOut(io.Discard)
	root.SetErr(&said)
	if err := root.ExecuteContext(t.Context()); err != nil {
		t.Errorf("kith %s: %v", line, err)
	}
	if a.opened == nil {
		t.Fatalf("kith %s opened no journal: %s", line, &said)
	}
	if err := a.opened.Close(); err != nil {
		t.Error(err)
	}
	if a.readOnly != want {
		t.Errorf("kith %s: read-only is %v, want %v", line, a.readOnly, want)
	}
}
