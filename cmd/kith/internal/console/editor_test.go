package console

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// script is the command that runs a few lines of shell. A shell reads them, so
// that no other test can find the file still open for writing.
func script(t *testing.T, name, lines string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the editor is a shell script")
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(lines+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return "sh '" + file + "'"
}

// editor is one that runs the command, with its own folder for texts.
func editor(t *testing.T, command string) Editor {
	t.Helper()
	c, _, _ := at(false, "", "VISUAL=", "EDITOR="+command)
	return c.Editor(filepath.Join(t.TempDir(), "state", "kith"))
}

func left(t *testing.T, e Editor) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(e.Dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestEditorTakesArgumentsAndQuotes(t *testing.T) {
	t.Parallel()
	command := script(t, "my editor", `printf '%s' "$1" >> "$2"`)
	e := editor(t, command+` "two  words"`)
	got, err := e.Edit(t.Context(), "before ")
	if err != nil || got != "before two  words" {
		t.Errorf("%q, %v", got, err)
	}
	if files := left(t, e); len(files) > 0 {
		t.Errorf("left behind: %v", files)
	}
}

func TestVisualComesBeforeEditor(t *testing.T) {
	t.Parallel()
	for env, want := range map[string]string{"VISUAL=a -b": "a -b", "VISUAL= ": "c"} {
		c, _, _ := at(false, "", env, "EDITOR=c")
		if e := c.Editor(""); e.Command != want {
			t.Errorf("%s: %q", env, e.Command)
		}
	}
}

func TestEditorsTextIsPrivate(t *testing.T) {
	t.Parallel()
	e := editor(t, script(t, "look", `ls -ld "$(dirname "$1")" "$1" | cut -c1-10 > "$1".look; cat "$1".look > "$1"; rm "$1".look`))
	got, err := e.Edit(t.Context(), "secret")
	if err != nil || got != "drwx------\n-rw-------" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestOnlyTheAddedLineFeedGoes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ before, saves, want string }{
		{"", `x\n`, "x"},
		{"", `x\n\n`, "x\n"},
		{"", `\n x \n\ty\n`, "\n x \n\ty"},
		{"", "x", "x"},
		{"x\n", `x\n`, "x\n"},
		{"x\n", `x\n\n`, "x\n\n"},
		{"", `x\r\n`, "x\r"},
		{"x", "", ""},
	} {
		e := editor(t, script(t, "ed", `printf '`+test.saves+`' > "$1"`))
		if got, err := e.Edit(t.Context(), test.before); err != nil || got != test.want {
			t.Errorf("%+v: %q, %v", test, got, err)
		}
	}
}

func TestEditorThatFails(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		lines string
		keeps bool
	}{
		"at once":           {"exit 3", false},
		"having saved":      {`echo better > "$1"; exit 3`, true},
		"having saved none": {`: > "$1"; exit 3`, false},
		"killed":            {`echo better > "$1"; kill -9 $$`, true},
		"text gone":         {`rm "$1"`, false},
	} {
		e := editor(t, script(t, "ed", test.lines))
		got, err := e.Edit(t.Context(), "before")
		if err == nil || got != "before" {
			t.Errorf("%s: %q, %v", name, got, err)
			continue
		}
		files := left(t, e)
		if kept := len(files) == 1; kept != test.keeps {
			t.Errorf("%s: left %v", name, files)
		}
		if test.keeps {
			saved, _ := os.ReadFile(files[0])
			if !strings.Contains(err.Error(), "what it had saved is in "+files[0]) || string(saved) != "better\n" {
				t.Errorf("%s: %v: %q", name, err, saved)
			}
		}
	}
}

// Hung up, nano leaves its text in text.md.save and vim in a swap file.
func TestEditorThatIsHungUp(t *testing.T) {
	t.Parallel()
	e := editor(t, script(t, "ed", `echo better > "$1".save; exit 1`))
	got, err := e.Edit(t.Context(), "before")
	files := left(t, e)
	if got != "before" || err == nil || len(files) != 2 || !strings.Contains(err.Error(), "what it had not saved is in "+filepath.Dir(files[0])) {
		t.Errorf("%q, %v, left %v", got, err, files)
	}
}

func TestNoEditor(t *testing.T) {
	t.Parallel()
	e := editor(t, filepath.Join(t.TempDir(), "missing"))
	if got, err := e.Edit(t.Context(), "before"); err == nil || got != "before" || len(left(t, e)) > 0 {
		t.Errorf("%q, %v", got, err)
	}
	got, err := Editor{}.Edit(t.Context(), "before")
	var told *Error
	if !errors.As(err, &told) || !strings.Contains(told.Hint, "EDITOR") || got != "before" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestEditorInTwoParts(t *testing.T) {
	t.Parallel()
	e := editor(t, script(t, "ed", `echo after > "$1"`))
	cmd, finish, err := e.Start("before")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := finish(cmd.Run()); err != nil || got != "after" {
		t.Errorf("%q, %v", got, err)
	}
	_, finish, err = e.Start("before")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := finish(exec.ErrNotFound); !errors.Is(err, exec.ErrNotFound) || got != "before" || len(left(t, e)) > 0 {
		t.Errorf("%q, %v, left %v", got, err, left(t, e))
	}
}

func TestEditorIsNotStartedTooLate(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	e := editor(t, script(t, "ed", `echo after > "$1"`))
	if got, err := e.Edit(ctx, "before"); !errors.Is(err, context.Canceled) || got != "before" {
		t.Errorf("%q, %v", got, err)
	}
}
