//go:build !windows

package screen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"

	"kith/journal"
	"kith/prompts"
)

// The test program is also the program that is tested: with this variable set
// it runs an activity on its terminal and keeps the draft in the file named.
const draftFile = "SCREEN_TEST_DRAFT"

// panics has it panic where the editor is opened.
const panics = "SCREEN_TEST_PANICS"

func TestMain(m *testing.M) {
	if file := os.Getenv(draftFile); file != "" {
		os.Exit(onTerminal(file))
	}
	os.Exit(m.Run())
}

func onTerminal(file string) int {
	if err := os.WriteFile(file+".pid", []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
		panic(err)
	}
	a, _ := everyKind()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	s := prompts.New(a, env(journal.Community{ID: "c9", Name: "Parkrun"}), prompts.Options{})
	err := Run(context.Background(), s, Options{
		In: os.Stdin, Out: os.Stdout, Now: time.Now, Signals: signals,
		Save: func(d journal.Draft) error {
			b, err := json.Marshal(d)
			if err != nil {
				return err
			}
			return os.WriteFile(file, b, 0o600)
		},
		Editor: func(text string) (*exec.Cmd, func(error) (string, error), error) {
			if os.Getenv(panics) != "" {
				panic("made up")
			}
			edited := file + ".md"
			if err := os.WriteFile(edited, []byte(text), 0o600); err != nil {
				return nil, nil, err
			}
			return exec.Command("sh", "-c", `test -t 0 && test -t 1 && printf ' from the editor' >> "$1"`, "sh", edited), func(err error) (string, error) {
				if err != nil {
					return "", err
				}
				b, err := os.ReadFile(edited)
				return string(b), err
			}, nil
		},
	})
	switch {
	case err == nil:
		fmt.Println("the sitting is over")
	case errors.Is(err, prompts.ErrLeft):
		fmt.Println(err)
	default:
		fmt.Println("a fault:", err)
		return 1
	}
	return 0
}

// screen is a real program on a pretend terminal.
type screen struct {
	t     *testing.T
	tty   *os.File
	cmd   *exec.Cmd
	draft string

	mu    sync.Mutex
	term  vt10x.Terminal
	raw   strings.Builder
	drew  chan struct{} // something came from the program
	ended chan struct{}
}

func open(t *testing.T, width, height int) *screen {
	t.Helper()
	return openBy(t, exec.Command(os.Args[0]), width, height)
}

// openBy is open by a command that runs the program.
func openBy(t *testing.T, cmd *exec.Cmd, width, height int) *screen {
	t.Helper()
	s := &screen{t: t, draft: filepath.Join(t.TempDir(), "draft.json"), term: vt10x.New(vt10x.WithSize(width, height)),
		drew: make(chan struct{}, 1), ended: make(chan struct{})}
	s.cmd = cmd
	// bubbletea asks a screen-256color nothing as it starts; kith sees to the others.
	s.cmd.Env = append(os.Environ(), "TERM=screen-256color", draftFile+"="+s.draft)
	tty, err := pty.StartWithSize(s.cmd, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)})
	if err != nil {
		t.Skip("there is no pseudo-terminal here: ", err)
	}
	s.tty = tty
	t.Cleanup(func() { s.cmd.Process.Kill(); tty.Close(); <-s.ended })
	go s.read()
	return s
}

func (s *screen) read() {
	defer close(s.ended)
	buf := make([]byte, 4096)
	for {
		n, err := s.tty.Read(buf)
		s.mu.Lock()
		s.raw.Write(buf[:n])
		s.term.Write(buf[:n])
		s.mu.Unlock()
		select {
		case s.drew <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (s *screen) shows() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.term.String()
}

// waitFor waits until the text is on the screen.
func (s *screen) waitFor(text string) {
	s.t.Helper()
	limit := time.After(20 * time.Second)
	for !strings.Contains(s.shows(), text) {
		select {
		case <-s.drew:
		case <-s.ended:
			if !strings.Contains(s.shows(), text) {
				s.t.Fatalf("the program ended without %q:\n%s", text, s.shows())
			}
		case <-limit:
			s.t.Fatalf("%q does not come:\n%s", text, s.shows())
		}
	}
}

// types types, and waits for what should be seen of it.
func (s *screen) types(text, seen string) {
	s.t.Helper()
	if _, err := s.tty.WriteString(text); err != nil {
		s.t.Fatal(err)
	}
	s.waitFor(seen)
}

func (s *screen) size(width, height int) {
	s.t.Helper()
	s.mu.Lock()
	s.term.Resize(width, height)
	s.mu.Unlock()
	if err := pty.Setsize(s.tty, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *screen) kept() journal.Draft {
	s.t.Helper()
	b, err := os.ReadFile(s.draft)
	if err != nil {
		s.t.Fatal(err)
	}
	var d journal.Draft
	if err := json.Unmarshal(b, &d); err != nil {
		s.t.Fatal(err)
	}
	return d
}

func TestAWalkOnATerminal(t *testing.T) {
	t.Parallel()
	s := open(t, 80, 24)
	s.waitFor("You belong to more groups")
	s.types("\r", "Three things to look for")
	s.types("\r", "Which of these do you still belong to?")
	s.types("\x7f\r", "Which groups do you belong to?")
	s.types("Go Meetup", "> Go Meetup")
	s.types("\r", "1  Go Meetup")
	s.types("合唱団\r", "2  合唱団")
	s.types("\r", "say of each what kind it is")
	s.types("\r", "Which ones will you look at")
	s.types(" \r", "A closer look at Go Meetup")
	s.types("\r", "How well is Go Meetup working")
	s.types("4", "> (•) 4  well")
	s.types("\r", "What makes it work?")
	s.types("\x1b[200~pasted\rin two lines\x1b[201~", "┃ in two lines")
	s.types("\x05", "┃ in two lines from the editor")
	s.size(40, 12)
	s.waitFor("place it happens, how newcomer… (ctrl+g)")
	s.size(20, 5)
	s.waitFor("answers are safe")
	s.size(80, 24)
	s.waitFor("┃ in two lines from the editor")
	golden(t, "terminal-80x24.txt", bare(s.shows())+"\n")
	s.types("\x1b", "left before the end")
	<-s.ended
	if d := s.kept(); d.Answers[d.Place].Text != "pasted\nin two lines from the editor" {
		t.Errorf("the draft is at %s with %+v", d.Place, d.Answers)
	}
	if raw := s.raw.String(); strings.Contains(raw, "\x1b]11;?") || strings.Contains(raw, "\x1b[6n") {
		t.Error("the terminal was asked something")
	}
}

// A panic gives the terminal back, with the words kept and without a page of Go.
func TestAPanicOnATerminal(t *testing.T) {
	t.Parallel()
	s := openBy(t, exec.Command("env", panics+"=1", os.Args[0]), 80, 24)
	s.waitFor("You belong to more groups")
	s.types("\r\r\x7f\rHalf a na\r\r\r \r\r4\r", "What makes it work?")
	s.types("Someone asks.\x05", "a fault: this is a fault of kith's own: made up")
	<-s.ended
	if d := s.kept(); d.Answers[d.Place].Text != "Someone asks." {
		t.Errorf("the draft is at %s with %+v", d.Place, d.Answers)
	}
	if raw := s.raw.String(); strings.Contains(raw, "goroutine") || !strings.Contains(raw, "\x1b[?1049l") || !strings.HasSuffix(raw, "made up\r\n") {
		t.Errorf("the terminal was left as %q", raw)
	}
}

// Closed or killed at any moment, what was typed more than a second or two ago
// is in the draft; told to stop, everything is.
func TestAKilledTerminal(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			s := open(t, 80, 24)
			s.waitFor("You belong to more groups")
			s.types("\r\r\x7f\rHalf a na", "> Half a na")
			if err := s.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			s.waitFor("left before the end")
			<-s.ended
			if half := s.kept().Answers["communities"].Half; half == nil || half.Name() != "Half a na" {
				t.Errorf("the draft has %+v", half)
			}
		})
	}
}

// Stopped by ctrl+z or by a signal, it gives the terminal back as it was, and with
// fg the page is there again, with all that is typed meanwhile.
func TestItIsStoppedAndGoesOn(t *testing.T) {
	t.Parallel()
	s := openBy(t, exec.Command("sh", "-mc", `n=1; "$0"; while echo "the shell has it $n"; read line; do n=$((n+1)); fg; done`, os.Args[0]), 80, 24)
	s.waitFor("You belong to more groups")
	s.types("\x1a", "the shell has it 1")
	if strings.Contains(s.shows(), "You belong") {
		t.Errorf("the page is still there:\n%s", s.shows())
	}
	s.types("go on\r", "You belong to more groups")
	s.types("\r\r\x7f\rHalf a na", "> Half a na")
	s.types("\x1a", "> Half a   ") // an undo
	pid, err := os.ReadFile(s.draft + ".pid")
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(string(pid))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(n, syscall.SIGTSTP); err != nil {
		t.Fatal(err)
	}
	s.waitFor("the shell has it 2")
	if got := s.kept().Answers["communities"].Half; got == nil || got.Name() != "Half a " {
		t.Errorf("stopped, the draft has %+v", got)
	}
	s.types("go on\r name", "> Half a  name")
	s.types("\x1b", "left before the end")
	if got := s.kept().Answers["communities"].Half; got == nil || got.Name() != "Half a  name" {
		t.Errorf("the draft has %+v", got)
	}
}

// Where no shell could bring it back, it is not stopped.
func TestItIsNotStoppedForEver(t *testing.T) {
	t.Parallel()
	s := open(t, 80, 24)
	s.waitFor("You belong to more groups")
	s.types("\x1a", "no shell that could bring kith back")
	s.types("\r", "Three things to look for")
}
