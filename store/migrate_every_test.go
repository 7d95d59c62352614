package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"kith/journal"
)

// versionOf is a journal as the last kith of a version made it, with what a script puts
// into it.
func versionOf(t *testing.T, version int, script string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "journal.db")
	db, err := sql.Open("sqlite", fileURL(path, "mode=rwc"))
	must(t, err)
	for v := 3; v <= version; v++ {
		name := "migrations/0003_journal.sql"
		if v > 3 {
			name = fmt.Sprintf("migrations/%04d_from_%04d.sql", v, v-1)
		}
		made, err := migrations.ReadFile(name)
		must(t, err)
		_, err = db.Exec(string(made))
		must(t, err)
	}
	_, err = db.Exec(fmt.Sprintf("PRAGMA user_version = %d;", version) + script)
	must(t, err)
	must(t, db.Close())
	return path
}

// TestEveryVersionComesAlongOrStays: whatever released kith made it, a journal is copied
// and then brought up to date; and where that fails, at its first step or at its last, it
// is as it was, the copy is there, and the next try is as good as the first.
func TestEveryVersionComesAlongOrStays(t *testing.T) {
	if testing.Short() {
		t.Skip("it costs minutes with the race detector, and nothing happens at once in it")
	}
	t.Parallel()
	for version := 2; version < latest(t); version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			t.Parallel()
			path := version2(t)
			if version > 2 {
				path = versionOf(t, version, `
					INSERT INTO reflection (id, title, activity, created, created_offset, updated, updated_offset, minutes, private)
					VALUES ('01old', 'Old', '', '2026-11-20T10:00:00.000000000Z', 60, '2026-11-20T10:00:00.000000000Z', 60, 0, 0)`)
			}
			dump := func(path string) (all []byte) {
				t.Helper()
				db, err := sql.Open("sqlite", fileURL(path, "mode=ro"))
				must(t, err)
				defer db.Close()
				var version, sound int
				must(t, db.QueryRow(`SELECT (SELECT user_version FROM pragma_user_version), (SELECT integrity_check = 'ok' FROM pragma_integrity_check)`).Scan(&version, &sound))
				rows, err := db.Query(`SELECT coalesce(sql, '') FROM sqlite_schema UNION ALL SELECT id || title || created FROM reflection ORDER BY 1`)
				must(t, err)
				defer rows.Close()
				all = fmt.Appendln(all, version, sound)
				for rows.Next() {
					var row string
					must(t, rows.Scan(&row))
					all = fmt.Appendln(all, row)
				}
				must(t, rows.Err())
				return all
			}
			before := dump(path)
			broken := func(name string) fstest.MapFS {
				all := later(t)
				all[name] = &fstest.MapFile{Data: append(bytes.Clone(all[name].Data), "INSERT INTO nowhere VALUES (1);"...)}
				return all
			}
			scripts, err := fs.Glob(migrations, fmt.Sprintf("migrations/*_from_%04d.sql", version))
			must(t, err)
			for _, name := range []string{scripts[0], fmt.Sprintf("migrations/%04d_from_%04d.sql", latest(t), latest(t)-1)} {
				for _, opt := range []Options{{}, {ReadOnly: true}} {
					if _, err := open(t.Context(), path, opt, broken(name)); err == nil || !errors.As(err, new(*journal.Error)) {
						t.Fatalf("with a broken %s: %v", name, err)
					}
					if !bytes.Equal(dump(path), before) {
						t.Fatalf("with a broken %s it is not as it was", name)
					}
				}
			}
			s, err := Open(t.Context(), path, Options{})
			must(t, err)
			defer s.Close()
			if got := number(t, s, "PRAGMA user_version"); got != latest(t) {
				t.Errorf("version %d", got)
			}
			if n := number(t, s, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"); n != 0 {
				t.Error("it is damaged")
			}
			if rs, err := s.Reflections(t.Context(), journal.Filter{}); err != nil || len(rs) == 0 {
				t.Errorf("%d reflections, %v", len(rs), err)
			}
			copied := fmt.Sprintf("%s.before-%d", path, numberOf(scripts[0]))
			if !bytes.Equal(dump(copied), before) {
				t.Error("the copy is not as it was")
			}
			if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 4 { // with -wal and -shm
				t.Errorf("there is %v, %v", left, err)
			}
		})
	}
}
