//go:build unix

package main

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// seat is a person at a real terminal: what they type goes to kith, and what
// kith draws can be read off the screen.
type seat struct {
	t      *testing.T
	cmd    *exec.Cmd
	master *os.File
	screen vt10x.Terminal
	done   chan struct{} // kith has closed its end
	over   sync.Once
}

// sitDown starts kith on a terminal of the given size.
func sitDown(t *testing.T, env []string, cols, rows int, args ...string) *seat {
	t.Helper()
	return sitDownIn(t, "", env, cols, rows, args...)
}

// sitDownIn is sitDown in a folder.
func sitDownIn(t *testing.T, folder string, env []string, cols, rows int, args ...string) *seat {
	t.Helper()
	s := &seat{t: t, screen: vt10x.New(vt10x.WithSize(cols, rows)), done: make(chan struct{})}
	s.cmd = exec.Command("kith", args...)
	s.cmd.Env, s.cmd.Dir = env, folder
	var err error
	s.master, err = pty.StartWithSize(s.cmd, &pty.Winsize{Rows: uint16(rows), Cols: uint16(cols)})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(s.done)
		for in := bufio.NewReader(s.master); ; {
			if s.screen.Parse(in) != nil {
				return
			}
		}
	}()
	t.Cleanup(func() { s.kill() })
	return s
}

// see waits until all the texts are on the screen, wherever its lines break.
func (s *seat) see(texts ...string) {
	s.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		shown, missing := s.screen.String(), ""
		words := strings.Join(strings.Fields(shown), " ")
		for _, text := range texts {
			if !strings.Contains(words, strings.Join(strings.Fields(text), " ")) {
				missing = text
			}
		}
		if missing == "" {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("%q does not come up; the screen is\n%s", missing, shown)
		}
	}
}

// keys are what a terminal sends for those that have a name.
func (s *seat) keys(keys ...string) {
	s.t.Helper()
	named := map[string]string{
		"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "down": "\x1b[B", "up": "\x1b[A", "space": " ",
		"ctrl+c": "\x03", "ctrl+d": "\x04", "ctrl+e": "\x05", "ctrl+u": "\x15", "esc": "\x1b",
	}
	for _, key := range keys {
		if code, ok := named[key]; ok {
			key = code
		}
		if _, err := s.master.WriteString(key); err != nil {
			s.t.Fatal(err)
		}
	}
}

// kill ends kith as kill -9 does.
func (s *seat) kill() {
	s.over.Do(func() {
		if err := s.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			s.t.Error(err)
		}
		_ = s.cmd.Wait() // it was killed, and says so
		<-s.done
		s.master.Close()
	})
}

// hangUp tells kith that the terminal has gone, as closing its window does.
func (s *seat) hangUp() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		s.t.Fatal(err)
	}
}

// leave waits for kith to end by itself, and gives the exit code.
func (s *seat) leave() (code int) {
	s.t.Helper()
	select {
	case <-s.done:
	case <-time.After(20 * time.Second):
		s.t.Fatalf("kith does not end; the screen is\n%s", s.screen.String())
	}
	s.over.Do(func() {
		err := s.cmd.Wait()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			s.t.Error(err)
		}
		code = s.cmd.ProcessState.ExitCode()
		s.master.Close()
	})
	return code
}

// kith runs kith to its end and gives what it wrote on standard output.
func kith(t *testing.T, env []string, stdin string, args ...string) string {
	t.Helper()
	cmd := exec.Command("kith", args...)
	cmd.Env, cmd.Stdin = env, strings.NewReader(stdin)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("kith %s: %v\n%s", strings.Join(args, " "), err, said.String())
	}
	return string(out)
}
