package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

// The tests here need several processes. The test binary runs itself: with
// KITH_STORE_ROLE set it plays a part on the journal at KITH_STORE_PATH, and
// says on its output what it has done.
func TestMain(m *testing.M) {
	role, playing := os.LookupEnv("KITH_STORE_ROLE")
	if !playing {
		os.Exit(m.Run())
	}
	if err := play(role, os.Getenv("KITH_STORE_PATH")); err != nil {
		fmt.Println("error:", err)
		var e *journal.Error
		if errors.As(err, &e) {
			fmt.Println("kind:", e.Kind, "cause:", e.Err)
		}
		os.Exit(1)
	}
}

func play(role, path string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{ReadOnly: role == "look"})
	if err != nil {
		return err
	}
	defer s.Close()
	switch role {
	case "write":
		return writeSome(ctx, s)
	case "type":
		return typeOn(ctx, s)
	case "hold":
		if _, err := s.HoldDraft(ctx, "d1", fmt.Sprint("process ", os.Getpid())); err != nil {
			return err
		}
		fmt.Println("held")
		_, err := io.Copy(io.Discard, os.Stdin) // until the end of the test, or of this
		return err
	case "read", "look":
		rs, err := s.Reflections(ctx, journal.Filter{})
		fmt.Println(len(rs), "reflections")
		return err
	case "tidy":
		return tidy(ctx, s, os.Getenv("KITH_STORE_WHO"))
	case "jot":
		return jot(ctx, s)
	case "sit": // in the middle of writing, for as long as it may
		db, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate")
		if err != nil {
			return err
		}
		defer db.Close()
		if _, err := db.BeginTx(ctx, nil); err != nil {
			return err
		}
		fmt.Println("writing")
		_, err = io.Copy(io.Discard, os.Stdin)
		return err
	case "note":
		_, err := s.AddReflection(ctx, journal.Reflection{Title: "A note"})
		return err
	}
	return fmt.Errorf("no role %q", role)
}

// jot adds notes for ever, with a breath between two, and says each time which one was
// kept. One that waited in vain, on a slow disk, is not.
func jot(ctx context.Context, s *store.Store) error {
	for ; ; time.Sleep(10 * time.Millisecond) { // SQLite's lock goes to whoever asks first, not to who waits longest
		r, err := s.AddReflection(ctx, journal.Reflection{Title: "A note", Tags: []string{"jotted"}})
		if journal.KindOf(err) == journal.Locked {
			continue
		}
		if err != nil {
			return err
		}
		fmt.Println("kept", r.ID)
	}
}

// rounds that writeSome goes.
const rounds = 2

// writeSome does a little of everything that writes.
func writeSome(ctx context.Context, s *store.Store) error {
	for i := range rounds {
		now := time.Now()
		c := journal.Community{ID: journal.NewID(now), Name: fmt.Sprint("Community ", i), Tags: []string{fmt.Sprint("t", os.Getpid())}}
		r := journal.Reflection{ID: journal.NewID(now), Title: "R", Communities: []journal.CommunityRef{c.Ref()}}
		_, err := s.Keep(ctx, journal.Outcome{
			Reflection: r, Communities: []journal.Community{c},
			Observations: []journal.Observation{{Community: c.ID, Measure: "works", Value: journal.NumberValue(3), Reflection: r.ID}},
		})
		if err != nil {
			return err
		}
		if _, err := s.AddReflection(ctx, journal.Reflection{Title: "N"}); err != nil {
			return err
		}
		if err := s.SaveDraft(ctx, journal.Draft{ID: journal.NewID(now)}); err != nil {
			return err
		}
	}
	return nil
}

// typeOn saves a draft for ever, and says each time that it was saved.
func typeOn(ctx context.Context, s *store.Store) error {
	text := strings.Repeat("word ", 200)
	for i := 1; ; i++ {
		d := journal.Draft{ID: "d1", Step: i, Answers: map[string]journal.Value{"a": journal.TextValue(text + strconv.Itoa(i))}}
		if err := s.SaveDraft(ctx, d); err != nil {
			return err
		}
		fmt.Println("saved", i)
	}
}

// actor is a process of this test that plays a role.
func actor(t *testing.T, role, path string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	ok(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "KITH_STORE_ROLE="+role, "KITH_STORE_PATH="+path)
	return cmd
}

// begin starts an actor and gives its output line by line. It is killed at the
// end of the test at the latest.
func begin(t *testing.T, cmd *exec.Cmd) (says func() (string, bool), kill func()) {
	t.Helper()
	_, err := cmd.StdinPipe()
	ok(t, err)
	out, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	kill = sync.OnceFunc(func() {
		ok(t, cmd.Process.Kill())
		if err := cmd.Wait(); err == nil {
			t.Error("it ended by itself")
		}
	})
	t.Cleanup(kill)
	lines := bufio.NewScanner(out)
	return func() (string, bool) { more := lines.Scan(); return lines.Text(), more }, kill
}

func TestManyWriteAtOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "kith", "journal.db") // made by whoever comes first
	const processes, routines = 4, 16
	var wg sync.WaitGroup
	for range processes {
		wg.Go(func() {
			if out, err := actor(t, "write", path).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	s, err := openAt(t, path)
	ok(t, err)
	for range routines {
		wg.Go(func() {
			if err := writeSome(t.Context(), s); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()

	const writers = processes + routines
	rs, err := s.Reflections(t.Context(), journal.Filter{})
	ok(t, err)
	ds, err := s.Drafts(t.Context())
	ok(t, err)
	if len(rs) != writers*rounds*2 || len(ds) != writers*rounds {
		t.Errorf("%d reflections and %d drafts, want %d and %d", len(rs), len(ds), writers*rounds*2, writers*rounds)
	}
	cs, err := s.Communities(t.Context(), journal.CommunityFilter{})
	ok(t, err)
	if len(cs) != rounds { // all named the same ones
		t.Fatalf("%d communities: %q", len(cs), names(cs))
	}
	for _, c := range cs {
		os, err := s.Observations(t.Context(), c.ID, 0)
		ok(t, err)
		if len(os) != writers || len(c.Tags) != processes+1 {
			t.Errorf("%s: %d observations, %d tags", c.Name, len(os), len(c.Tags))
		}
	}
}

// TestKilledWhileTyping: what kith said it saved is there after kill -9, and the
// journal is whole.
func TestKilledWhileTyping(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for round := range 5 {
		says, kill := begin(t, actor(t, "type", sh.path))
		last := 0
		for deadline := time.Now().Add(time.Duration(20+round*30) * time.Millisecond); last == 0 || time.Now().Before(deadline); {
			line, more := says()
			if !more {
				t.Fatal("the typist stopped")
			}
			_, err := fmt.Sscanf(line, "saved %d", &last)
			if err != nil {
				t.Fatalf("it says %q", line)
			}
		}
		kill()
		d, err := sh.Draft(t.Context(), "")
		ok(t, err)
		if d.Step < last || !strings.HasSuffix(d.Answers["a"].Text, strconv.Itoa(d.Step)) {
			t.Errorf("save %d was acknowledged, and %d is there", last, d.Step)
		}
		sh.reopen()
	}
}

func TestHoldAcrossProcesses(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.save(journal.Draft{ID: "d1"})
	cmd := actor(t, "hold", sh.path)
	says, kill := begin(t, cmd)
	if line, _ := says(); line != "held" {
		t.Fatalf("it says %q", line)
	}
	_, err := sh.HoldDraft(t.Context(), "d1", "me")
	refused(t, err, journal.Locked, fmt.Sprint("process ", cmd.Process.Pid))
	refused(t, sh.DeleteDraft(t.Context(), "d1", at(20, 9)), journal.Locked)
	out, err := actor(t, "hold", sh.path).CombinedOutput()
	if err == nil || !strings.Contains(string(out), fmt.Sprint("process ", cmd.Process.Pid)) {
		t.Errorf("a third one says %q, %v", out, err)
	}
	kill()
	hold, err := sh.HoldDraft(t.Context(), "d1", "me")
	ok(t, err) // at once
	ok(t, hold.Close())
}

// TestHoldIsTakenByOne: many reach for a draft that comes and goes, and never
// two have it.
func TestHoldIsTakenByOne(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	var wg sync.WaitGroup
	var having sync.Mutex
	for range 8 {
		wg.Go(func() {
			for range 25 {
				hold, err := sh.HoldDraft(t.Context(), "d1", "one of many")
				if journal.KindOf(err) == journal.Locked {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if !having.TryLock() {
					t.Error("two have it")
					return
				}
				time.Sleep(100 * time.Microsecond)
				having.Unlock()
				if err := hold.Close(); err != nil { // no draft: the file goes each time
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}
