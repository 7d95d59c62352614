package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// long is whether the tests that cost minutes are asked for: KITH_LONG=1.
func long() bool { return os.Getenv("KITH_LONG") != "" }

// done runs kith to its end as one of many. Nobody is refused for being second, and
// nobody hears of SQLite.
func done(env []string, stdin string, args ...string) (string, error) {
	cmd := exec.Command("kith", args...)
	cmd.Env, cmd.Stdin = env, strings.NewReader(stdin)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err == nil && strings.Contains(strings.ToLower(said.String()+string(out)), "database is") {
		err = errors.New("it speaks of the database")
	}
	if err != nil {
		err = fmt.Errorf("kith %s: %w\n%s", strings.Join(args, " "), err, said.String())
	}
	return string(out), err
}

// titles counts the reflections of a journal by title.
func titles(t *testing.T, env []string) map[string]int {
	t.Helper()
	out, err := done(env, "", "list", "--all", "--json")
	var all []struct{ Title string }
	if err := errors.Join(err, json.Unmarshal([]byte(out), &all)); err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, r := range all {
		found[r.Title]++
	}
	return found
}

// whole has every one of a number of notes in the journal once.
func whole(t *testing.T, env []string, processes, notes int) {
	t.Helper()
	found := titles(t, env)
	for i := range processes {
		for j := range notes {
			if title := fmt.Sprintf("Note %d of %d", j, i); found[title] != 1 {
				t.Errorf("%q is there %d times", title, found[title])
			}
		}
	}
	if len(found) != processes*notes {
		t.Errorf("%d notes, want %d", len(found), processes*notes)
	}
}

// Sixteen at a time add notes to a journal, which the first of them makes: all are there.
func TestOfManyNotesAtOnceNoneIsLost(t *testing.T) {
	t.Parallel()
	const processes = 16
	notes := 5
	if long() {
		notes = 100
	}
	env := append(os.Environ(), environment(t.TempDir())...)
	var wg sync.WaitGroup
	for i := range processes {
		wg.Go(func() {
			for j := range notes {
				if _, err := done(env, "", "note", fmt.Sprintf("Note %d of %d", j, i), "--tag", fmt.Sprint("t", i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	whole(t, env, processes, notes)
}

// Sixteen run kith for the first time at the same moment.
func TestManyFirstRuns(t *testing.T) {
	t.Parallel()
	const processes = 16
	rounds := 1
	if long() {
		rounds = 20
	}
	for range rounds {
		env := append(os.Environ(), environment(t.TempDir())...)
		start := make(chan struct{})
		var wg sync.WaitGroup
		for i := range processes {
			wg.Go(func() {
				<-start
				if _, err := done(env, "", "note", fmt.Sprintf("Note 0 of %d", i)); err != nil {
					t.Error(err)
				}
			})
		}
		close(start)
		wg.Wait()
		whole(t, env, processes, 1)
	}
}

// One goes through an activity while others list, tag, merge, edit, export and share,
// and looks closely at a community that is meanwhile made a part of another.
func TestOthersGoOnWhileOneReflects(t *testing.T) {
	t.Parallel()
	rounds := 3
	if long() {
		rounds = 30
	}
	home := t.TempDir()
	env := append(os.Environ(), environment(home)...)
	must := func(out string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, name := range []string{"Choir", "Go Meetup", "Quiz Side"} {
		must(done(env, "", "community", "add", name))
	}
	must(done(env, "", "note", "The one that is tagged"))
	tagged := must(done(env, "", "list"))[:8]
	must(done(append(env, "KITH_TEST_NOW=2026-11-23T14:31:00+01:00"), "", "note", "The one that is changed"))
	edited := must(done(env, "", "list"))[:8]
	page := must(done(env, "", "show", edited, "--markdown"))

	one := exec.CommandContext(t.Context(), "kith", "reflect", "5.3", "--plain") // Choir still holds, and Allotment is new
	one.Env = append(env, "KITH_TEST_NOW=2026-11-23T15:30:00+01:00")             // so that it is the last
	in, err := one.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	asks, err := one.StderrPipe()
	if err := errors.Join(err, one.Start()); err != nil {
		t.Fatal(err)
	}
	others := []func(i int) (string, error){
		func(i int) (string, error) { return done(env, "", "note", fmt.Sprintf("Note %d of 0", i)) },
		func(int) (string, error) { return done(env, "", "list", "--json") },
		func(i int) (string, error) { return done(env, "", "tag", tagged, fmt.Sprint("tag", i)) },
		func(i int) (string, error) {
			return done(env, "", "community", "observe", "Choir", "--domain", fmt.Sprint(i%5+1))
		},
		func(i int) (string, error) {
			return done(env, "", "export", "--out", filepath.Join(home, "out"))
		},
		func(i int) (string, error) {
			return done(env, "", "share", edited, "--as", "Me", "--out", filepath.Join(home, fmt.Sprint("page", i, ".md")))
		},
		func(i int) (string, error) {
			name := fmt.Sprint("Side ", i)
			_, err := done(env, "", "community", "add", name)
			if err == nil {
				_, err = done(env, "", "community", "merge", name, "Quiz Side", "--yes")
			}
			return "", err
		},
	}
	var wg sync.WaitGroup
	for _, do := range others {
		wg.Go(func() {
			for i := range rounds {
				if _, err := do(i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i, lines := range []string{"\n\n1\nAllotment\n\n1\n\nBeans\n\n", "-\n-\n\n\nCompany, most of all.\n.\n", "\n\n\n"} {
		if i == 1 {
			for said := ""; !strings.Contains(strings.Join(strings.Fields(said), " "), "Which ones will you"); {
				some := make([]byte, 1000)
				n, err := asks.Read(some)
				if said += string(some[:n]); err != nil {
					t.Fatalf("%v\n%s", err, said)
				}
			}
			must(done(env, "", "community", "merge", "Choir", "Go Meetup", "--yes"))
			must(done(env, strings.ReplaceAll(page, "is changed", "was changed"), "edit", edited, "--from", "-"))
		}
		if i == 2 {
			wg.Wait() // it is open for as long as the others go on
		}
		if _, err := in.Write([]byte(lines)); err != nil {
			t.Fatal(err)
		}
	}
	closed := in.Close()
	said, err := io.ReadAll(asks)
	if err := errors.Join(closed, err, one.Wait()); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}

	found := titles(t, env)
	want := map[string]int{"The one that was changed": 1, "The one that is tagged": 1, "Your communities of practice": 1}
	for i := range rounds {
		want[fmt.Sprintf("Note %d of 0", i)] = 1
	}
	for title, n := range want {
		if found[title] != n {
			t.Errorf("%q is there %d times: %v", title, found[title], found)
		}
	}
	if len(found) != len(want) {
		t.Errorf("found %v", found)
	}
	shown := must(done(env, "", "show", "last", "--json"))
	for _, want := range []string{"Company, most of all.", "Choir", "Allotment"} {
		if !strings.Contains(shown, want) {
			t.Errorf("there is no %q in %s", want, shown)
		}
	}
	if both := must(done(env, "", "community", "show", "Choir")); !strings.Contains(both, "Go Meetup") || !strings.Contains(both, "Beans") {
		t.Errorf("what was said of the one that is a part of another now is not said of that: %s", both)
	}
	if tags := must(done(env, "", "show", tagged)); strings.Count(tags, "tag") < rounds {
		t.Errorf("tags are lost: %s", tags)
	}
	if shared := must(done(env, "", "share", "list")); strings.Count(shared, "\n") != rounds {
		t.Errorf("shared:\n%s", shared)
	}
	// The export that came last is made whole by one more, without a clash.
	must(done(env, "", "export", "--out", filepath.Join(home, "out")))
	if pages, err := filepath.Glob(filepath.Join(home, "out", "*.md")); err != nil || len(pages) != len(want) {
		t.Errorf("%d pages, %v", len(pages), err)
	}
}

// Past ten seconds kith says who it waited for. The store's own test of that does not
// take ten.
func TestWaitsTenSeconds(t *testing.T) {
	t.Parallel()
	if !long() {
		t.Skip("it takes ten seconds: KITH_LONG=1")
	}
	home := t.TempDir()
	env := append(append(os.Environ(), environment(home)...), "TMPDIR="+home)
	if _, err := done(env, "", "note", "first"); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(home, "data", "kith", "journal.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	writing, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_, err = done(env, "", "note", "second")
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 6 || time.Since(began) < 10*time.Second || !strings.Contains(err.Error(), "What you typed is in "+home) ||
		runtime.GOOS == "linux" && !strings.Contains(err.Error(), fmt.Sprintf("(process %d) is writing the journal", os.Getpid())) {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
	time.AfterFunc(time.Second, func() { _ = writing.Rollback() })
	if _, err := done(env, "", "note", "third"); err != nil {
		t.Error(err)
	}
}

// Backups that are made at the same moment into one folder, as on two machines, are as many.
func TestManyBackUpAtOnce(t *testing.T) {
	t.Parallel()
	const many = 4
	folder := t.TempDir()
	var wg sync.WaitGroup
	for range many {
		home := t.TempDir()
		if code, _, said := (inside{home: home}).run(t, "note", "tea"); code != 0 {
			t.Fatal(said)
		}
		cmd := exec.Command("kith", "backup", folder)
		cmd.Env = append(os.Environ(), environment(home)...) // in which it is always the same moment
		wg.Go(func() {
			if said, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, said)
			}
		})
	}
	wg.Wait()
	if made, err := os.ReadDir(folder); err != nil || len(made) != many {
		t.Errorf("there is %v, %v", made, err)
	}
}
