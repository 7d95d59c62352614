package guard_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/charmbracelet/bubbletea" // what is guarded against
	"github.com/creack/pty"

	"kith/cmd/kith/internal/guard"
)

const startOnly = "KITH_TEST_START_ONLY"

// TestMain is the whole of a program that links bubbletea and does nothing,
// where a test asks for one.
func TestMain(m *testing.M) {
	if os.Getenv(startOnly) == "" {
		os.Exit(m.Run())
	}
	if err := guard.Restore(); err != nil {
		panic(err)
	}
	_, had := os.LookupEnv("TERM")
	os.Stdout.WriteString("TERM=" + os.Getenv("TERM"))
	if !had {
		os.Stdout.WriteString("unset")
	}
	os.Exit(0)
}

// A terminal that answers nothing is not asked, and TERM is what it was.
func TestStartAsksTheTerminalNothing(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no pseudo-terminals here")
	}
	for _, term := range []string{"TERM=xterm-256color", "TERM=", "TERM=dumb", ""} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = []string{startOnly + "=1"}
		want := "TERM=unset"
		if term != "" {
			cmd.Env = append(cmd.Env, term)
			want = term
		}
		began := time.Now()
		tty, err := pty.Start(cmd)
		if err != nil {
			t.Fatal(err)
		}
		defer tty.Close()
		out, err := io.ReadAll(tty)
		if err != nil && !errors.Is(err, syscall.EIO) { // Linux says so at the end
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
		if string(out) != want {
			t.Errorf("with %q the terminal was sent %q, want %q", term, out, want)
		}
		if took := time.Since(began); took > 4*time.Second {
			t.Errorf("with %q the start took %v", term, took)
		}
	}
}

// What the package rests on: it is initialised before those that ask.
func TestIsInitialisedBeforeBubbletea(t *testing.T) {
	t.Parallel()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), startOnly+"=1", "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	var order []string
	for line := range strings.Lines(trace.String()) {
		if fields := strings.Fields(line); len(fields) > 1 {
			order = append(order, fields[1])
		}
	}
	at := func(name string) int {
		for i, pkg := range order {
			if pkg == name {
				return i
			}
		}
		t.Fatalf("%s is not initialised: %v", name, order)
		return -1
	}
	us := at("kith/cmd/kith/internal/guard")
	for _, asker := range []string{"termenv", "lipgloss", "bubbletea"} {
		for i, pkg := range order[:us] {
			if strings.HasSuffix(pkg, "/"+asker) {
				t.Errorf("%s is number %d, the guard %d", pkg, i, us)
			}
		}
	}
	at("github.com/charmbracelet/bubbletea")
}
