//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"kith/journal/text"
)

// onTerminal runs kith on a terminal of 80 by 24 that never answers anything,
// and gives what it wrote.
func onTerminal(t *testing.T, env []string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "kith", args...)
	cmd.Env = env
	return written(t, cmd)
}

// written runs a command on such a terminal.
func written(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	screen, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	defer screen.Close()
	written, err := io.ReadAll(screen)
	if err != nil && !errors.Is(err, syscall.EIO) { // how Linux says that the other end is closed
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, written)
	}
	return string(written)
}

// someJournal is the environment of a person who has written something.
func someJournal(t *testing.T, more ...string) []string {
	t.Helper()
	env := append(os.Environ(), environment(t.TempDir())...)
	env = append(append(env, "PAGER=cat"), more...)
	for _, args := range [][]string{{"community", "add", "Go Meetup"}, {"note", "A first word", "--tag", "work"}} {
		cmd := exec.CommandContext(t.Context(), "kith", args...)
		cmd.Env = env
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("kith %v: %v\n%s", args, err, out)
		}
	}
	return env
}

func readingCommands() [][]string {
	return [][]string{
		{"--version"}, {"--help"}, {"list"}, {"show"}, {"activity", "list"}, {"activity", "show", "5.3"},
		{"community", "list"}, {"community", "show", "go"},
		{"community", "map"}, {"community", "history", "go"}, {"trash", "list"}, {"tag", "list"}, {"completion", "bash"},
	}
}

// A terminal that is asked for its colours or for the cursor, and does not
// answer, would hold up every command for seconds and leave codes behind.
func TestNothingIsAskedOfTheTerminal(t *testing.T) {
	t.Parallel()
	env := someJournal(t)
	style := regexp.MustCompile(`\x1b\[[0-9;]*m`)
	for _, args := range readingCommands() {
		start := time.Now()
		written := onTerminal(t, env, args...)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("kith %v took %v on a terminal that does not answer", args, took)
		}
		if rest := style.ReplaceAllString(written, ""); strings.Contains(rest, "\x1b") {
			t.Errorf("kith %v wrote more than colours to the terminal: %q", args, rest)
		}
	}
}

func TestColourIsForTerminalsThatWantIt(t *testing.T) {
	t.Parallel()
	env := someJournal(t)
	if written := onTerminal(t, env, "list"); !strings.Contains(written, "\x1b[") {
		t.Errorf("kith list on a terminal has no style: %q", written)
	}
	for _, plain := range []string{"NO_COLOR=1", "TERM=dumb"} {
		if written := onTerminal(t, append(env, plain), "list"); strings.Contains(written, "\x1b") {
			t.Errorf("with %s kith list has style: %q", plain, written)
		}
	}
	if written := onTerminal(t, env, "list", "--no-color"); strings.Contains(written, "\x1b") {
		t.Errorf("kith list --no-color has style: %q", written)
	}
}

func TestPipesGetNoCodes(t *testing.T) {
	t.Parallel()
	env := someJournal(t)
	for _, args := range readingCommands() {
		cmd := exec.CommandContext(t.Context(), "kith", args...)
		cmd.Env = env
		out, err := cmd.CombinedOutput()
		if err != nil || bytes.ContainsRune(out, '\x1b') {
			t.Errorf("kith %v in a pipe: %v, %q", args, err, out)
		}
	}
}

// What was typed as Markdown is drawn where there is something to draw with, and
// stays as it was typed elsewhere.
func TestMarkdownIsDrawnOnATerminal(t *testing.T) {
	t.Parallel()
	env := someJournal(t)
	const typed = "It was **good**:\n- they *asked*\n\n" + "and it went on for rather longer than a line of a terminal has room for, as these things do."
	for _, args := range [][]string{{"note", typed, "--title", "A page"}, {"contribution", "add", "-"}} {
		cmd := exec.CommandContext(t.Context(), "kith", args...)
		cmd.Env, cmd.Stdin = append(env, "KITH_TEST_NOW=2026-11-23T15:00:00+01:00"), strings.NewReader("# A page\n\n"+typed)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("kith %v: %v\n%s", args, err, out)
		}
	}
	page := regexp.MustCompile("[0-9a-z]{8}").FindString(onTerminal(t, env, "contribution", "list"))
	for _, args := range [][]string{{"show"}, {"contribution", "show", page}} {
		if drawn := onTerminal(t, env, args...); !strings.Contains(drawn, "It was \x1b[1mgood\x1b[22m:\r\n") || !strings.Contains(drawn, "- they \x1b[3masked\x1b[23m\r\n") {
			t.Errorf("kith %v on a terminal: %q", args, drawn)
		}
		if plain := onTerminal(t, env, append(args, "--plain")...); strings.Contains(plain, "\x1b") || !strings.Contains(plain, "It was **good**:") || !strings.Contains(plain, "as these things do.") {
			t.Errorf("kith %v --plain: %q", args, plain)
		}
		cmd := exec.CommandContext(t.Context(), "kith", args...)
		cmd.Env = env
		if out, err := cmd.Output(); err != nil || !strings.Contains(string(out), "It was **good**:\n") || !strings.Contains(string(out), typed[strings.LastIndex(typed, "\n")+1:]) {
			t.Errorf("kith %v in a pipe: %v, %q", args, err, out)
		}
	}
}

func TestTablesAreForEyesOnATerminal(t *testing.T) {
	t.Parallel()
	env := someJournal(t, "NO_COLOR=1")
	written := onTerminal(t, env, "list")
	if !strings.Contains(written, "today 14:30") || strings.Contains(written, "\t") {
		t.Errorf("kith list on a terminal: %q", written)
	}
}

// A line that is too long for the terminal goes on below, and no word of it is parted.
func TestTodayBreaksNoWord(t *testing.T) {
	t.Parallel()
	env := someJournal(t, "NO_COLOR=1")
	kith(t, env, "", "note", "x", "--title", "The long evening on which all of us at last asked one question")
	written := onTerminal(t, env)
	if !strings.Contains(written, "\r\n  The long evening") || !strings.Contains(written, "\r\n    (today\u00a014:30)\r\n") {
		t.Errorf("today's page: %q", written)
	}
	for line := range strings.Lines(written) {
		if text.Width(strings.TrimSpace(line)) > 80 {
			t.Errorf("it is too long: %q", line)
		}
	}
	if plain := onTerminal(t, env, "--plain"); !strings.Contains(plain, "one question  ") {
		t.Errorf("--plain breaks it: %q", plain)
	}
}

// What is set for good holds on a terminal: the editor where the environment names
// none, and no full screen, which also has lists read aloud.
func TestSettingsHoldOnATerminal(t *testing.T) {
	t.Parallel()
	env := someJournal(t, "NO_COLOR=1")
	editor := filepath.Join(t.TempDir(), "editor")
	if err := os.WriteFile(editor, []byte("#!/bin/sh\necho From the editor > \"$1\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	kith(t, env, "", "config", "editor", editor)
	if said := onTerminal(t, env, "note"); !strings.Contains(said, "From the editor") {
		t.Errorf("kith note with an editor that is set: %q", said)
	}
	kith(t, env, "", "community", "observe", "go", "--domain", "4")
	for set, want := range map[string]string{"true": "4 - -", "false": "▆ · ·"} {
		kith(t, env, "", "config", "plain", set)
		if said := onTerminal(t, env, "community", "list"); !strings.Contains(said, want) {
			t.Errorf("with plain = %s there is no %q: %q", set, want, said)
		}
	}
	kith(t, env, "", "config", "plain", "true")
	if said := onTerminal(t, append(env, "ACCESSIBLE=0"), "community", "list"); !strings.Contains(said, "▆ · ·") {
		t.Errorf("ACCESSIBLE=0 does not go before the setting: %q", said)
	}
	if said := onTerminal(t, env, "community", "list", "--plain=false"); !strings.Contains(said, "▆ · ·") {
		t.Errorf("--plain=false does not go before the setting: %q", said)
	}
}
