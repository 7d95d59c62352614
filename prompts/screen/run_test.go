//go:build !windows

package screen

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"kith/journal"
	"kith/prompts"
)

// run is Run on a pipe in place of a terminal: what is written to it is typed.
type run struct {
	t       *testing.T
	keys    *os.File
	signals chan os.Signal
	ended   chan error
	cancel  context.CancelFunc

	mu    sync.Mutex
	saved journal.Draft
	saves chan struct{} // something was saved
}

func begin(t *testing.T, editor Editor) *run {
	t.Helper()
	in, keys, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r := &run{t: t, keys: keys, cancel: cancel, signals: make(chan os.Signal, 1), ended: make(chan error, 1), saves: make(chan struct{}, 100)}
	t.Cleanup(func() { cancel(); in.Close(); keys.Close(); out.Close() })
	s := prompts.New(one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"}), env(), prompts.Options{})
	go func() {
		r.ended <- Run(ctx, s, Options{In: in, Out: out, Now: time.Now, Signals: r.signals, Editor: editor, Save: r.save})
	}()
	r.write("\rwords\x1b[Z\r") // and back and forth, which is saved at once
	for r.draft().Answers["q"].Text != "words" {
		<-r.saves
	}
	return r
}

func (r *run) save(d journal.Draft) error {
	r.mu.Lock()
	r.saved = d
	r.mu.Unlock()
	select {
	case r.saves <- struct{}{}:
	default:
	}
	return nil
}

func (r *run) draft() journal.Draft {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.saved
}

func (r *run) write(text string) {
	r.t.Helper()
	if _, err := r.keys.WriteString(text); err != nil {
		r.t.Fatal(err)
	}
}

func (r *run) keeps(text string) error {
	r.t.Helper()
	err := <-r.ended
	if got := r.draft().Answers["q"].Text; got != text {
		r.t.Errorf("the draft has %q, want %q (and the end is %v)", got, text, err)
	}
	return err
}

func TestASignalLeavesWithEverythingKept(t *testing.T) {
	t.Parallel()
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			r := begin(t, nil)
			r.signals <- sig
			asLeft(t, r.keeps("words"))
		})
	}
}

func TestTheEndOfTheTerminalLeavesWithEverythingKept(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.keys.Close()
	asLeft(t, r.keeps("words"))
}

func TestACallOffLeavesWithEverythingKept(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.cancel()
	asLeft(t, r.keeps("words"))
}

func TestAPanicLosesNoWords(t *testing.T) {
	t.Parallel()
	r := begin(t, func(string) (*exec.Cmd, func(error) (string, error), error) { panic("made up") })
	r.write(" more\x05")
	if err := r.keeps("words more"); err == nil || errors.Is(err, prompts.ErrLeft) {
		t.Errorf("the end is %v, want a fault", err)
	}
}

func TestAnInterruptForTheEditorIsNotForKith(t *testing.T) {
	t.Parallel()
	opened, done := make(chan struct{}), make(chan struct{})
	r := begin(t, func(text string) (*exec.Cmd, func(error) (string, error), error) {
		return exec.Command("true"), func(err error) (string, error) {
			close(opened)
			<-done
			return text + " and some", err
		}, nil
	})
	r.write("\x05")
	<-opened
	r.signals <- os.Interrupt
	r.signals <- os.Interrupt // the first has been read once this one fits
	close(done)
	for r.draft().Answers["q"].Text != "words and some" {
		<-r.saves
	}
	r.write("\x1b")
	asLeft(t, r.keeps("words and some"))
}

func TestARunThatIsOverIsNotShown(t *testing.T) {
	t.Parallel()
	s := prompts.New(one(), env(), prompts.Options{})
	for range 2 { // the intro, and the end
		if err := s.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if err := Run(t.Context(), s, Options{}); err != nil {
		t.Error(err)
	}
}
