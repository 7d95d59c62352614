package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"kith/journal"
)

// latest is the version that the migrations lead to.
func latest(t *testing.T) int {
	t.Helper()
	scripts, err := fs.Glob(migrations, "migrations/*.sql")
	must(t, err)
	return numberOf(scripts[len(scripts)-1])
}

// later are the migrations with more of them to come.
func later(t *testing.T, scripts ...string) fstest.MapFS {
	t.Helper()
	names, err := fs.Glob(migrations, "migrations/*.sql")
	must(t, err)
	all := fstest.MapFS{}
	for _, name := range names {
		script, err := migrations.ReadFile(name)
		must(t, err)
		all[name] = &fstest.MapFile{Data: script}
	}
	for i, script := range scripts {
		before := latest(t) + i
		all[fmt.Sprintf("migrations/%04d_from_%04d.sql", before+1, before)] = &fstest.MapFile{Data: []byte(script)}
	}
	return all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func number(t *testing.T, s *Store, query string) (n int) {
	t.Helper()
	must(t, s.db.QueryRow(query).Scan(&n))
	return n
}

// oldJournal makes a journal of before later, with one note in it.
func oldJournal(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "journal.db")
	s, err := open(t.Context(), path, Options{}, later(t))
	must(t, err)
	_, err = s.AddReflection(t.Context(), journal.Reflection{Title: "Before"})
	must(t, err)
	must(t, s.Close())
	return path
}

// beforeNext is the copy that is made of a journal before what is to come.
func beforeNext(t *testing.T, path string) string {
	t.Helper()
	return fmt.Sprintf("%s.before-%d", path, latest(t)+1)
}

const addMood = `ALTER TABLE reflection ADD COLUMN mood TEXT NOT NULL DEFAULT 'even';`

func TestMigrateFromNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal.db")
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	if v := number(t, s, "PRAGMA user_version"); v != latest(t) {
		t.Errorf("version %d", v)
	}
	if id := number(t, s, "PRAGMA application_id"); id != applicationID {
		t.Errorf("application id %x", id)
	}
	var mode string
	must(t, s.db.QueryRow("PRAGMA journal_mode").Scan(&mode))
	if mode != "wal" {
		t.Errorf("journal mode %s", mode)
	}
	for pragma, want := range map[string]int{"foreign_keys": 1, "synchronous": 2, "busy_timeout": 10_000} {
		if got := number(t, s, "PRAGMA "+pragma); got != want {
			t.Errorf("%s is %d, want %d", pragma, got, want)
		}
	}
	if n := number(t, s, `SELECT count(*) FROM pragma_foreign_key_check`); n != 0 {
		t.Errorf("%d foreign keys lead nowhere", n)
	}
	if n := number(t, s, `SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'`); n != 0 {
		t.Errorf("%d tables are not strict", n)
	}
	if files, err := filepath.Glob(path + ".*"); err != nil || len(files) != 0 {
		t.Errorf("a new journal was copied: %q, %v", files, err)
	}
}

func TestMigrateAnOlderJournal(t *testing.T) {
	t.Parallel()
	path := oldJournal(t)
	s, err := open(t.Context(), path, Options{}, later(t, addMood, `CREATE TABLE third (x TEXT) STRICT;`))
	must(t, err)
	if v := number(t, s, "PRAGMA user_version"); v != latest(t)+2 {
		t.Errorf("version %d", v)
	}
	if n := number(t, s, "SELECT count(*) FROM reflection WHERE mood = 'even'"); n != 1 {
		t.Errorf("%d reflections came along", n)
	}
	must(t, s.Close())

	copies, err := filepath.Glob(path + ".*")
	if err != nil || len(copies) != 1 || copies[0] != beforeNext(t, path) {
		t.Fatalf("copies %q, %v", copies, err)
	}
	info, err := os.Stat(copies[0])
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has %v", info.Mode())
	}
	before, err := open(t.Context(), copies[0], Options{}, later(t))
	must(t, err)
	defer before.Close()
	r, err := before.Reflection(t.Context(), "last")
	if err != nil || r.Title != "Before" {
		t.Errorf("the copy holds %v, %v", r, err)
	}
}

func TestMigrationThatFails(t *testing.T) {
	t.Parallel()
	path := oldJournal(t)
	for range 2 { // the copy of the first attempt is in nobody's way
		_, err := open(t.Context(), path, Options{}, later(t, addMood+`INSERT INTO nowhere VALUES (1);`))
		var e *journal.Error
		if !errors.As(err, &e) || e.Kind != journal.Internal || !strings.Contains(e.Err.Error(), fmt.Sprint("migration ", latest(t)+1)) {
			t.Fatalf("got %v", err)
		}
	}
	s, err := open(t.Context(), path, Options{}, later(t))
	must(t, err)
	defer s.Close()
	if n := number(t, s, `SELECT count(*) FROM pragma_table_info('reflection') WHERE name = 'mood'`); n != 0 {
		t.Error("half a migration stayed")
	}
	if _, err := s.Reflection(t.Context(), "last"); err != nil {
		t.Error(err)
	}
}

func TestMigrateOnce(t *testing.T) {
	t.Parallel()
	path := oldJournal(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := open(t.Context(), path, Options{}, later(t, addMood))
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	copies, err := filepath.Glob(path + ".*")
	if err != nil || len(copies) != 1 {
		t.Errorf("copies %q, %v", copies, err)
	}
}

// TestMigrateToRead: what only reads brings a journal up to date as well.
func TestMigrateToRead(t *testing.T) {
	t.Parallel()
	path := oldJournal(t)
	s, err := open(t.Context(), path, Options{ReadOnly: true}, later(t, addMood))
	must(t, err)
	defer s.Close()
	if n := number(t, s, "SELECT count(*) FROM reflection WHERE mood = 'even'"); n != 1 {
		t.Errorf("%d reflections came along", n)
	}
	if _, err := os.Stat(beforeNext(t, path)); err != nil {
		t.Error("it was not copied:", err)
	}
	if _, err := s.AddReflection(t.Context(), journal.Reflection{Title: "Another"}); journal.KindOf(err) != journal.Internal {
		t.Errorf("it can be written: %v", err)
	}
}

// TestRefusesWhatNoKithWrote, and what none that was released did.
func TestRefusesWhatNoKithWrote(t *testing.T) {
	t.Parallel()
	for version, want := range map[int]string{-1: "damaged", -1 << 31: "damaged", 0: "damaged", 1 << 24: "damaged", 1: "before the first release", 9: "newer kith"} {
		for _, opt := range []Options{{}, {ReadOnly: true}} {
			path := oldJournal(t)
			db, err := sql.Open("sqlite", fileURL(path, ""))
			must(t, err)
			_, err = db.Exec(fmt.Sprint("PRAGMA user_version = ", version))
			must(t, err)
			must(t, db.Close())
			_, err = Open(t.Context(), path, opt)
			var e *journal.Error
			if !errors.As(err, &e) || !strings.Contains(e.Text, want) || e.Hint == "" {
				t.Errorf("version %d: %v", version, err)
			}
			if copies, err := filepath.Glob(path + ".*"); err != nil || len(copies) != 0 {
				t.Errorf("copies %q, %v", copies, err)
			}
		}
	}
}

func TestRefusesANewerJournal(t *testing.T) {
	t.Parallel()
	path := oldJournal(t)
	s, err := open(t.Context(), path, Options{}, later(t, addMood))
	must(t, err)
	must(t, s.Close())
	before, err := os.ReadFile(path)
	must(t, err)
	_, err = Open(t.Context(), path, Options{})
	var e *journal.Error
	if !errors.As(err, &e) || e.Kind != journal.Conflict || !strings.Contains(e.Text, "newer kith") || e.Hint == "" {
		t.Errorf("got %v", err)
	}
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("a newer journal was touched")
	}
}

// TestRefusesOtherDatabases: kith adds its tables to no database of another
// program.
func TestRefusesOtherDatabases(t *testing.T) {
	t.Parallel()
	for _, script := range []string{
		`CREATE TABLE bookmarks (url TEXT)`,
		`PRAGMA user_version = 1`,
		`PRAGMA application_id = 7; CREATE TABLE t (x)`,
		`PRAGMA user_version = 99; CREATE TABLE t (x)`,
	} {
		path := filepath.Join(t.TempDir(), "other.db")
		must(t, os.WriteFile(path, nil, 0o600))
		other, err := sql.Open("sqlite", fileURL(path, ""))
		must(t, err)
		_, err = other.Exec(script)
		must(t, err)
		must(t, other.Close())
		before, err := os.ReadFile(path)
		must(t, err)
		_, err = Open(t.Context(), path, Options{})
		if journal.KindOf(err) != journal.Internal || err == nil || !strings.Contains(err.Error(), "not a kith journal") {
			t.Errorf("%s: got %v", script, err)
		}
		after, err := os.ReadFile(path)
		must(t, err)
		if !bytes.Equal(before, after) {
			t.Errorf("%s: the file was touched", script)
		}
	}
}

func TestFileURL(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/home/ann/kith/journal.db":      "file:///home/ann/kith/journal.db?mode=rw",
		"/a b/wh?t/100%/c#/é":            "file:///a%20b/wh%3Ft/100%25/c%23/%C3%A9?mode=rw",
		`C:\Users\Ann Ä\kith\journal.db`: "file:///C:/Users/Ann%20%C3%84/kith/journal.db?mode=rw",
		`\\server\share\journal.db`:      "file:////server/share/journal.db?mode=rw",
		`/it\is`:                         "file:///it%5Cis?mode=rw",
	} {
		if got := fileURL(path, "mode=rw"); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}
