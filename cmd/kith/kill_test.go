//go:build unix

package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kith/store"
)

// Whenever kith is killed, kith resume is at the same step, with all that was on
// the pages before and of the field what is in the draft, which is saved a second
// after a key.
func TestKilledAtAnyMomentAnotherKithGoesOnThere(t *testing.T) {
	t.Parallel()
	for moment := range 6 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			env := append(os.Environ(), environment(home)...)
			s := sitDown(t, env, 80, 24, "reflect", "what-so-what")
			s.see("Three questions, short enough")
			s.keys("enter")
			s.see("What? Tell the story")
			step := "1 of 4"
			if moment%2 == 1 {
				s.keys("It rained all day.", "tab")
				s.see("So what?")
				step = "2 of 4"
			}
			s.keys("The first words")
			inDraft(t, home, "The first words")
			s.keys(" and the last")
			time.Sleep(rand.N(200 * time.Millisecond))
			s.kill()

			again := sitDown(t, env, 80, 24, "resume")
			again.see(step, "The first words")
			if moment%2 == 1 {
				again.keys("shift+tab")
				again.see("1 of 4", "It rained all day.")
			}
		})
	}
}

// inDraft waits until the only draft holds some words.
func inDraft(t *testing.T, home, words string) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(home, "data", "kith", "journal.db"), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		drafts, err := s.Drafts(t.Context())
		if err != nil || len(drafts) != 1 {
			t.Fatal(drafts, err)
		}
		for _, said := range drafts[0].Answers {
			if said.Text == words {
				return
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("%q is not in the draft: %+v", words, drafts[0].Answers)
		}
	}
}

// A closed terminal hangs kith up; nothing at all may be missing then.
func TestAHangUpLosesNothing(t *testing.T) {
	t.Parallel()
	env := person(t)
	s := sitDown(t, env, 80, 24, "reflect", "what-so-what")
	s.see("Three questions, short enough")
	s.keys("enter")
	s.see("What? Tell the story")
	s.keys("Typed a moment before the window closed")
	s.see("before the window closed")
	s.hangUp()
	s.leave()

	again := sitDown(t, env, 80, 24, "resume")
	again.see("1 of 4", "Typed a moment before the window closed")
}

func TestASecondKithIsToldWhoHasTheDraft(t *testing.T) {
	t.Parallel()
	env := person(t)
	s := sitDown(t, env, 80, 24, "reflect", "what-so-what")
	s.see("Three questions, short enough")
	s.keys("enter")
	s.see("What? Tell the story")
	s.keys("mine", "tab")
	s.see("So what?")

	second := sitDown(t, env, 80, 24, "resume")
	second.see("kith (process")
	if code := second.leave(); code != 6 {
		t.Errorf("exit code %d, want 6", code)
	}
	s.keys("esc")
	s.see("kith resume")
	if code := s.leave(); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	if drafts := kith(t, env, "", "draft", "list"); strings.Count(drafts, "\n") != 1 {
		t.Errorf("drafts:\n%s", drafts)
	}
}

// However a sitting ends, on the screen or line by line, kith resume has what was typed:
// all of it where kith could still do something, and to a second before it where not.
func TestASittingEndsWithoutALoss(t *testing.T) {
	t.Parallel()
	signal := func(signals ...syscall.Signal) func(*seat) {
		return func(s *seat) {
			for _, sig := range signals {
				if err := s.cmd.Process.Signal(sig); err != nil {
					s.t.Error(err)
				}
			}
		}
	}
	second := func(end func(*seat)) func(*seat) {
		return func(s *seat) { time.Sleep(1200 * time.Millisecond); end(s) }
	}
	for name, end := range map[string]func(*seat){
		"killed": second(signal(syscall.SIGKILL)), "suspended and killed": second(signal(syscall.SIGTSTP, syscall.SIGKILL)),
		"terminated": signal(syscall.SIGTERM), "hung up": signal(syscall.SIGHUP), "ctrl-c": func(s *seat) { s.keys("ctrl+c") },
	} {
		for _, face := range []string{"", "--plain"} {
			t.Run(strings.TrimSpace(name+" "+face), func(t *testing.T) {
				t.Parallel()
				env, args := person(t), strings.Fields("reflect what-so-what "+face)
				s := sitDown(t, env, 80, 24, args...)
				s.see("Three questions, short enough")
				s.keys("enter")
				s.see("What? Tell the story")
				s.keys("It rained all day.", "enter")
				if face != "" { // a line is typed once it is entered
					s.see("all day. >")
					s.keys("Nobody came.", "enter")
					s.see("came. >")
				}
				s.keys("Nobody came.")
				s.see("Nobody came.")
				end(s)
				s.leave()
				again := sitDown(t, env, 80, 24, strings.Fields("resume "+face)...)
				again.see("It rained all day.", "Nobody came.")
			})
		}
	}
}
