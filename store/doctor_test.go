package store

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// written is a journal with so many notes, and more in it, that is closed. Each note has a
// word of its own, word0 and on.
func written(t *testing.T, notes int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kith", "journal.db")
	writeInto(t, path, notes)
	return path
}

func writeInto(t *testing.T, path string, notes int) {
	t.Helper()
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	c, err := s.AddCommunity(t.Context(), journal.Community{Name: "Gardeners", Tags: []string{"soil"}, Kinds: []string{"hobby"}})
	must(t, err)
	at := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
	var all []journal.Reflection
	for i := range notes {
		made := at.Add(time.Duration(i) * time.Hour)
		all = append(all, journal.Reflection{
			ID: journal.NewID(made), Title: fmt.Sprint("Note ", i), Created: made, Tags: []string{"daily"}, Communities: []journal.CommunityRef{c.Ref()},
			Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(fmt.Sprintf("word%d %s", i, strings.Repeat("and so on ", 40)))}},
		})
	}
	_, err = s.Import(t.Context(), "i", all, nil)
	must(t, err)
	must(t, s.AddObservations(t.Context(), []journal.Observation{{Community: c.ID, Measure: "domain", Value: journal.NumberValue(4)}}))
	must(t, s.SaveDraft(t.Context(), journal.Draft{ID: journal.NewID(at), Title: "Begun", Answers: map[string]journal.Value{"a": journal.TextValue("half")}}))
	must(t, s.Close())
}

// spoil changes a journal as no kith does, without its rules.
func spoil(t *testing.T, path, query string) {
	t.Helper()
	s, err := look(t.Context(), path, false)
	must(t, err)
	s.db.SetMaxOpenConns(1)
	_, err = s.db.Exec(`PRAGMA query_only = 0; PRAGMA ignore_check_constraints = 1; PRAGMA writable_schema = 1; ` + query)
	must(t, err)
	must(t, s.db.Close())
}

func kinds(found []Finding) (all []FindingKind) {
	for _, f := range found {
		all = append(all, f.Kind)
	}
	return all
}

// TestExamine: each thing that may be the matter is found as what it is, and what Mend is
// said to mend it mends; nothing is found of a journal that is well.
func TestExamine(t *testing.T) {
	if testing.Short() {
		t.Skip("it costs minutes with the race detector, and nothing happens at once in it")
	}
	t.Parallel()
	now := time.Now()
	old := now.Add(-3 * 24 * time.Hour)
	leave := func(t *testing.T, path, name, words string) string {
		t.Helper()
		file := filepath.Join(filepath.Dir(path), name)
		must(t, os.MkdirAll(filepath.Dir(file), 0o700))
		must(t, os.WriteFile(file, []byte(words), 0o600))
		must(t, os.Chtimes(file, old, old))
		return file
	}
	sql := func(query string) func(*testing.T, string) {
		return func(t *testing.T, path string) { t.Helper(); spoil(t, path, query) }
	}
	for _, test := range []struct {
		name  string
		do    func(t *testing.T, path string)
		want  []FindingKind
		after []FindingKind // once it was mended
	}{
		{"well", func(*testing.T, string) {}, nil, nil},
		{"an index that lacks a row", sql(`DELETE FROM search_document WHERE rowid = (SELECT min(rowid) FROM search_document)`), []FindingKind{OutOfStep}, nil},
		{"an index of other words", sql(`UPDATE answer SET text = text || ' more'; DELETE FROM search_stale`), []FindingKind{OutOfStep}, nil},
		{"an index with too much", sql(`INSERT INTO search_document VALUES (5, 'reflection', 'nobody')`), []FindingKind{OutOfStep}, nil},
		{"what waits to be indexed", sql(`INSERT INTO search_stale VALUES ('reflection', 'nobody')`), []FindingKind{OutOfStep}, nil},
		{"a broken search index", sql(`UPDATE search_data SET block = zeroblob(200) WHERE id > 10`), []FindingKind{Damage}, nil},
		{"an index that is not sorted", sql(`UPDATE sqlite_schema SET sql = 'CREATE INDEX reflection_by_activity ON reflection (title, created, id)' WHERE name = 'reflection_by_activity'`), []FindingKind{Damage}, nil},
		{"an answer of nothing", sql(`PRAGMA foreign_keys = 0; DELETE FROM reflection WHERE id = (SELECT min(id) FROM reflection); DELETE FROM search_stale; DELETE FROM search_document WHERE id NOT IN (SELECT id FROM reflection) AND kind = 'reflection'`),
			[]FindingKind{Dangling}, []FindingKind{Dangling}},
		{"an answer that is none", sql(`UPDATE answer SET value = '[1]' WHERE rowid = 1; DELETE FROM search_stale`), []FindingKind{Unreadable}, []FindingKind{Unreadable}},
		{"a draft that is none", sql(`UPDATE draft SET body = '[1]'`), []FindingKind{Unreadable}, []FindingKind{Unreadable}},
		{"an old draft", sql(`UPDATE draft SET updated = '2020-01-01T00:00:00.000000000Z', body = json_set(body, '$.updated', '2020-01-01T00:00:00Z')`), []FindingKind{StaleDraft}, []FindingKind{StaleDraft}},
		{"a newer kith", sql(`PRAGMA user_version = 99`), []FindingKind{Unusable}, []FindingKind{Unusable}},
		{"another program's", sql(`PRAGMA application_id = 5`), []FindingKind{Unusable}, []FindingKind{Unusable}},
		{"a lock of nothing", func(t *testing.T, path string) { leave(t, path, "journal.db-drafts/gone.lock", "") }, []FindingKind{StaleLock}, nil},
		{"a text in an editor", func(t *testing.T, path string) {
			leave(t, path, "journal.db-drafts/gone.editor/note/kith-1/note.md", "words")
		}, []FindingKind{Edited}, []FindingKind{Edited}},
		{"leftovers", func(t *testing.T, path string) {
			leave(t, path, ".kith-abc.tmp", "")
			must(t, os.Chtimes(filepath.Dir(leave(t, path, ".kith-restore-1/journal.db", "")), old, old))
		}, []FindingKind{Leftover}, nil},
		{"old copies", func(t *testing.T, path string) {
			leave(t, path, "journal.db.before-restore-2026-11-23-090000", "") // three days old
			copied := leave(t, path, "journal.db.before-4", "")
			must(t, os.Chtimes(copied, old.Add(-oldCopyAge), old.Add(-oldCopyAge)))
		}, []FindingKind{OldCopy}, []FindingKind{OldCopy}},
		{"others may read", func(t *testing.T, path string) { must(t, os.Chmod(path, 0o644)) }, []FindingKind{Loose}, nil},
		{"anybody may write the folder", func(t *testing.T, path string) { must(t, os.Chmod(filepath.Dir(path), 0o777)) }, []FindingKind{Loose}, nil},
		{"a synced folder", func(t *testing.T, path string) { leave(t, path, ".stfolder", "") }, []FindingKind{Synced}, []FindingKind{Synced}},
		{"half of it", func(t *testing.T, path string) { must(t, os.Truncate(path, 200*1024)) }, []FindingKind{Damage}, []FindingKind{Damage}},
		{"no header", func(t *testing.T, path string) {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			must(t, err)
			_, err = f.Write(make([]byte, 100))
			must(t, err)
			must(t, f.Close())
		}, []FindingKind{Damage}, []FindingKind{Damage}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if runtime.GOOS == "windows" && slices.Contains(test.want, Loose) {
				t.Skip("a mode does not say who may read it")
			}
			path := written(t, 5)
			test.do(t, path)
			before, err := os.ReadFile(path)
			must(t, err)
			found, err := Examine(t.Context(), path, now)
			must(t, err)
			if got := kinds(found); !slices.Equal(got, test.want) {
				t.Errorf("found %+v, want %v", found, test.want)
			}
			if is, err := os.ReadFile(path); err != nil || string(is) != string(before) {
				t.Error("the journal was changed by looking at it", err)
			}
			kept, err := Mend(t.Context(), path, now)
			must(t, err)
			if found, err = Examine(t.Context(), path, now); err != nil || !slices.Equal(kinds(found), test.after) {
				t.Errorf("after it was mended %+v, want %v; %v", found, test.after, err)
			}
			changed := slices.Contains(test.want, OutOfStep) || slices.Contains(test.want, Damage) && test.after == nil
			if (kept != "") != changed {
				t.Errorf("it is kept in %q", kept)
			}
			if changed {
				findsEach(t, path, 5)
				if was, err := Examine(t.Context(), kept, now); err != nil || !slices.Equal(kinds(was), test.want) {
					t.Errorf("what is kept is not as it was: %+v, %v", was, err)
				}
			}
		})
	}
}

// findsEach looks for the word of every note.
func findsEach(t *testing.T, path string, notes int) {
	t.Helper()
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	for i := range notes {
		n := 0
		for _, err := range s.Search(t.Context(), journal.Search{Query: journal.ParseQuery(fmt.Sprint("word", i))}) {
			must(t, err)
			n++
		}
		if n != 1 {
			t.Errorf("word%d is found %d times", i, n)
		}
	}
}

// TestExamineAnEarlierJournal takes it as it is, and does not bring it up to date.
func TestExamineAnEarlierJournal(t *testing.T) {
	t.Parallel()
	path := version2(t)
	must(t, os.Chmod(path, 0o600))
	found, err := Examine(t.Context(), path, time.Now())
	must(t, err)
	if got := kinds(found); !slices.Equal(got, []FindingKind{Older}) {
		t.Errorf("found %+v", found)
	}
	if files, err := filepath.Glob(path + "*"); err != nil || len(files) != 1 {
		t.Errorf("there is %q, %v", files, err)
	}
	_, err = Examine(t.Context(), filepath.Join(t.TempDir(), "none.db"), time.Now())
	if journal.KindOf(err) != journal.NotFound {
		t.Errorf("of none: %v", err)
	}
}

// TestRestoreOfAnEarlierJournal: what an earlier kith made is brought up to date on its way,
// and stays as it is itself.
func TestRestoreOfAnEarlierJournal(t *testing.T) {
	t.Parallel()
	from, path := version2(t), written(t, 3)
	was, err := os.ReadFile(from)
	must(t, err)
	r, err := Restore(t.Context(), path, from, time.Now())
	must(t, err)
	if found, err := Examine(t.Context(), path, time.Now()); err != nil || slices.Contains(kinds(found), Older) || slices.Contains(kinds(found), OutOfStep) || r.Reflections == 0 {
		t.Errorf("%d reflections; found %+v, %v", r.Reflections, found, err)
	}
	if is, err := os.ReadFile(from); err != nil || string(is) != string(was) {
		t.Error("the backup was changed", err)
	}
}

// TestBackupOfADamagedJournal: a copy that is not whole gets no name, and none is left; and
// it is not restored.
func TestBackupOfADamagedJournal(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		`UPDATE sqlite_schema SET sql = 'CREATE INDEX reflection_by_activity ON reflection (title, created, id)' WHERE name = 'reflection_by_activity'`,
		`PRAGMA foreign_keys = 0; DELETE FROM reflection WHERE rowid = 2`,
	} {
		path := written(t, 5)
		spoil(t, path, query)
		s, err := Open(t.Context(), path, Options{})
		must(t, err)
		dir := t.TempDir()
		if _, err := s.Backup(t.Context(), filepath.Join(dir, "copy.db")); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("after %s: %v", query, err)
		}
		must(t, s.Close())
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("there is %v, %v", left, err)
		}
		other := filepath.Join(dir, "journal.db")
		if _, err := Restore(t.Context(), other, path, time.Now()); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("after %s it is restored: %v", query, err)
		}
	}
}

// TestSyncedBy knows the folders of the programs there are, and no others.
func TestSyncedBy(t *testing.T) {
	t.Parallel()
	home := string(filepath.Separator) + "home"
	for dir, want := range map[string]string{
		"Dropbox/kith": "Dropbox", "Dropbox (Work)": "Dropbox", "OneDrive - Contoso/a/b": "OneDrive", "Google Drive/x": "Google Drive",
		"Library/Mobile Documents/x": "iCloud", "Nextcloud": "Nextcloud", "Library/CloudStorage/x": "a program for files in a cloud",
		"dropboxes/x": "", "My OneDrive notes": "", ".local/share/kith": "",
	} {
		if program, _ := syncedBy(filepath.Join(home, filepath.FromSlash(dir))); program != want {
			t.Errorf("%s: %q, want %q", dir, program, want)
		}
	}
}
