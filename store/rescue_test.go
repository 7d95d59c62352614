package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// wordsIn counts the notes in a journal that have the word they were given.
func wordsIn(t *testing.T, path string) (n int) {
	t.Helper()
	s, err := Open(t.Context(), path, Options{ReadOnly: true})
	must(t, err)
	defer s.Close()
	return number(t, s, `SELECT count(DISTINCT substr(text, 1, instr(text, ' '))) FROM answer WHERE text LIKE 'word%'`)
}

// TestRescueOfFlippedBytes: whichever bytes of a journal are wrong, nearly all that was
// written comes into a new one, which is whole, and the damaged one is not touched.
func TestRescueOfFlippedBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("it costs minutes with the race detector, and nothing happens at once in it")
	}
	t.Parallel()
	const notes, flips = 150, 20
	whole, err := os.ReadFile(written(t, notes))
	must(t, err)
	dir, came, of := t.TempDir(), 0, 0
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(seed, 1))
		spoilt := bytes.Clone(whole)
		for range flips {
			spoilt[random.IntN(len(spoilt))] ^= byte(1 + random.IntN(255))
		}
		copy(spoilt, bytes.Repeat([]byte{byte(seed)}, int(seed)))                            // some of the header too
		if at := bytes.Index(spoilt, []byte("CREATE TABLE answer")); seed%2 == 1 && at > 0 { // and of the schema
			spoilt[at+3] = '?'
		}
		bad, to := filepath.Join(dir, fmt.Sprint("bad", seed)), filepath.Join(dir, fmt.Sprint("new", seed))
		must(t, os.WriteFile(bad, spoilt, 0o600))
		_, err := Rescue(t.Context(), bad, to)
		must(t, err)
		n := wordsIn(t, to)
		came, of = came+n, of+notes
		if n < notes*9/10 {
			t.Errorf("of damage %d only %d notes came", seed, n)
		}
		if found, err := Examine(t.Context(), to, time.Now()); err != nil || len(found) > 0 {
			t.Errorf("of damage %d the new one is not well: %+v, %v", seed, found, err)
		}
		if is, err := os.ReadFile(bad); err != nil || !bytes.Equal(is, spoilt) {
			t.Error("the damaged one was changed", err)
		}
	}
	if came < of*99/100 {
		t.Errorf("%d of %d notes came", came, of)
	}
}

// TestRescueWithoutTheFirstPage: without the page that says where all others begin, and
// what they are, all comes all the same; also of a journal that an earlier kith began.
func TestRescueWithoutTheFirstPage(t *testing.T) {
	if testing.Short() {
		t.Skip("it costs minutes with the race detector, and nothing happens at once in it")
	}
	t.Parallel()
	const notes = 30
	for _, began := range []int{3, 4, 5, 6} {
		path := filepath.Join(t.TempDir(), "journal.db")
		must(t, makeEmpty(t.Context(), path, began))
		writeInto(t, path, notes)
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		must(t, err)
		_, err = f.WriteAt(bytes.Repeat([]byte{0xff * byte(began%2)}, 4096), 0)
		must(t, errors.Join(err, f.Close()))
		to := filepath.Join(t.TempDir(), "new.db")
		tables, err := Rescue(t.Context(), path, to)
		must(t, err)
		if n := wordsIn(t, to); n != notes {
			t.Errorf("of a journal that began as version %d %d of %d notes came: %+v", began, n, notes, tables)
		}
		if found, err := Examine(t.Context(), to, time.Now()); err != nil || len(found) > 0 {
			t.Errorf("the new one is not well: %+v, %v", found, err)
		}
	}
}

// pagesOf are the pages of a journal on which a table begins, by its name, and those on which
// stands how tables are made.
func pagesOf(t *testing.T, path string, tables ...string) (all []int) {
	t.Helper()
	s, err := look(t.Context(), path, true)
	must(t, err)
	defer s.db.Close()
	for _, table := range tables {
		all = append(all, number(t, s, `SELECT rootpage FROM sqlite_schema WHERE name = '`+table+`'`))
	}
	file, err := os.ReadFile(path)
	must(t, err)
	for n := 2; n <= len(file)/filePage; n++ {
		if _, _, is := schemaRows(file[(n-1)*filePage : n*filePage]); is {
			all = append(all, n)
		}
	}
	return all
}

// losePage writes zeros over a page.
func losePage(t *testing.T, path string, page int) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	_, err = f.WriteAt(make([]byte, filePage), int64(page-1)*filePage)
	must(t, errors.Join(err, f.Close()))
}

// TestRescueWithoutAPageThatHoldsNoWords: where a page is gone that only says where others
// are, all that was written comes, with its title, its tags and its communities.
func TestRescueWithoutAPageThatHoldsNoWords(t *testing.T) {
	if testing.Short() {
		t.Skip("it costs minutes with the race detector, and nothing happens at once in it")
	}
	t.Parallel()
	const notes = 150
	whole := written(t, notes)
	pages := pagesOf(t, whole, "answer", "reflection")
	if len(pages) < 5 {
		t.Fatalf("there are only %v", pages)
	}
	for _, page := range pages {
		path := filepath.Join(t.TempDir(), "journal.db")
		must(t, copyFile(t.Context(), whole, path))
		losePage(t, path, page)
		to := filepath.Join(t.TempDir(), "new.db")
		tables, err := Rescue(t.Context(), path, to)
		must(t, err)
		if n := wordsIn(t, to); n != notes {
			t.Errorf("without page %d %d of %d notes came: %+v", page, n, notes, tables)
		}
		s, err := Open(t.Context(), to, Options{ReadOnly: true})
		must(t, err)
		for query, want := range map[string]int{
			`SELECT count(*) FROM reflection WHERE title LIKE 'Note %'`: notes, `SELECT count(*) FROM reflection`: notes, `SELECT count(*) FROM answer`: notes,
			`SELECT count(*) FROM reflection_tag WHERE tag = 'daily'`: notes, `SELECT count(*) FROM reflection_community JOIN community c ON c.id = community WHERE name = 'Gardeners'`: notes,
			`SELECT count(*) FROM draft`: 1, `SELECT count(*) FROM observation`: 1, `SELECT count(*) FROM tag_count`: 1,
		} {
			if n := number(t, s, query); n != want {
				t.Errorf("without page %d %s gives %d, want %d", page, query, n, want)
			}
		}
		must(t, s.Close())
		if found, err := Examine(t.Context(), to, time.Now()); err != nil || len(found) > 0 {
			t.Errorf("the new one is not well: %+v, %v", found, err)
		}
	}
}

// TestRescueOfShuffledPages: where each page but the first is in the place of another, so
// that nothing is where it is said to be, all words come, and soon.
func TestRescueOfShuffledPages(t *testing.T) {
	t.Parallel()
	const notes = 60
	whole, err := os.ReadFile(written(t, notes))
	must(t, err)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	for seed := range uint64(3) {
		shuffled := bytes.Clone(whole)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(whole)/filePage-1, func(i, j int) {
			i, j = i+1, j+1
			one, other := shuffled[i*filePage:(i+1)*filePage], shuffled[j*filePage:(j+1)*filePage]
			was := bytes.Clone(one)
			copy(one, other)
			copy(other, was)
		})
		path, to := filepath.Join(t.TempDir(), "bad.db"), filepath.Join(t.TempDir(), "new.db")
		must(t, os.WriteFile(path, shuffled, 0o600))
		tables, err := Rescue(ctx, path, to)
		must(t, err)
		if n := wordsIn(t, to); n != notes {
			t.Errorf("%d of %d notes came: %+v", n, notes, tables)
		}
	}
}

// TestRescueDoesNotBringBack what was deleted, nor what something was before it was changed,
// though the pages with that may still be there.
func TestRescueDoesNotBringBack(t *testing.T) {
	t.Parallel()
	const notes = 60
	path := written(t, notes)
	spoil(t, path, `PRAGMA foreign_keys = 1; PRAGMA secure_delete = 0; UPDATE answer SET text = text || ' ' || hex(randomblob(900)); DELETE FROM reflection WHERE rowid <= 30; DELETE FROM search_stale`)
	losePage(t, path, pagesOf(t, path, "answer")[0])
	to := filepath.Join(t.TempDir(), "new.db")
	tables, err := Rescue(t.Context(), path, to)
	must(t, err)
	s, err := Open(t.Context(), to, Options{ReadOnly: true})
	must(t, err)
	defer s.Close()
	if all, changed := number(t, s, `SELECT count(*) FROM answer`), number(t, s, `SELECT count(*) FROM answer WHERE length(text) > 1800`); all != notes-30 || changed != all {
		t.Errorf("%d answers came, %d of them as they were in the end, want %d: %+v", all, changed, notes-30, tables)
	}
}

// TestRescueSaysWhatWordsAreLost, also where nothing tells any more how many there were.
func TestRescueSaysWhatWordsAreLost(t *testing.T) {
	t.Parallel()
	const notes = 5
	path := written(t, notes)
	for _, page := range pagesOf(t, path, "answer", "sqlite_autoindex_answer_1")[:2] {
		losePage(t, path, page)
	}
	tables, err := Rescue(t.Context(), path, filepath.Join(t.TempDir(), "new.db"))
	must(t, err)
	for _, table := range tables {
		if table.Table == "answer" && (table.Came != 0 || table.Lost != notes || !table.Unknown) {
			t.Errorf("of %d answers it says %+v", notes, table)
		}
	}
}

// FuzzRowsOn: whatever stands on a page, what is read of it is on it.
func FuzzRowsOn(f *testing.F) {
	f.Add([]byte{leafTable, 0, 0, 0, 2, 0, 0, 0, 0, 20, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 5, 1, 3, 13, 0xff}, uint16(0))
	f.Add([]byte{leafIndex, 0, 0, 0xff, 0xff}, uint16(0))
	f.Add([]byte{interiorIndex, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0x0f, 0xfe}, uint16(0xffff))
	f.Fuzz(func(t *testing.T, begin []byte, end uint16) {
		page := make([]byte, filePage)
		copy(page, begin)
		page[filePage-2], page[filePage-1] = byte(end>>8), byte(end)
		for _, r := range rowsOn(page) {
			if len(r.types) > 200 || len(r.values) > filePage {
				t.Errorf("%d types, %d bytes", len(r.types), len(r.values))
			}
		}
		schemaRows(page)
	})
}

// TestAWrongVersion: a header that says another version than the journal is of is found
// as damage, and all is rescued all the same.
func TestAWrongVersion(t *testing.T) {
	t.Parallel()
	const notes = 5
	path := written(t, notes)
	for _, says := range []int{0, 1, 2, 3, 4, 99} {
		spoil(t, path, fmt.Sprint(`PRAGMA user_version = `, says))
		found, err := Examine(t.Context(), path, time.Now())
		must(t, err)
		if want := []FindingKind{Misnamed}; says > 0 && says < 99 && !slices.Equal(kinds(found), want) {
			t.Errorf("of a header that says %d it finds %+v", says, found)
		}
		if _, err := Mend(t.Context(), path, time.Now()); err != nil {
			t.Error(err)
		}
		_, err = Open(t.Context(), path, Options{ReadOnly: true})
		if says != 1 && says < 99 && (err == nil || !strings.HasSuffix(err.Error(), "journal.db is damaged")) {
			t.Errorf("of a header that says %d opening it says %v", says, err)
		}
		to := filepath.Join(t.TempDir(), "new.db")
		tables, err := Rescue(t.Context(), path, to)
		must(t, err)
		if n := wordsIn(t, to); n != notes {
			t.Errorf("of a header that says %d %d of %d notes came: %+v", says, n, notes, tables)
		}
		if found, err := Examine(t.Context(), to, time.Now()); err != nil || len(found) > 0 {
			t.Errorf("the new one is not well: %+v, %v", found, err)
		}
	}
}

// TestRescueOfLostPages: the pages before and behind those that are gone come, and it is
// said how many rows do not.
func TestRescueOfLostPages(t *testing.T) {
	if testing.Short() {
		t.Skip("it costs minutes with the race detector, and nothing happens at once in it")
	}
	t.Parallel()
	const notes, pageSize = 400, 4096
	path := written(t, notes)
	spoilt, err := os.ReadFile(path)
	must(t, err)
	for _, word := range []string{"word100 ", "word103 ", "word200 ", "word300 "} {
		at := bytes.Index(spoilt, []byte(word))
		if at < 0 { // it goes over the end of a page
			continue
		}
		page := at / pageSize * pageSize
		copy(spoilt[page:page+pageSize], bytes.Repeat([]byte{0xff}, pageSize))
	}
	must(t, os.WriteFile(path, spoilt, 0o600))
	to := filepath.Join(t.TempDir(), "new.db")
	tables, err := Rescue(t.Context(), path, to)
	must(t, err)
	for _, table := range tables {
		if table.Table == "answer" && (table.Came+table.Lost != notes || table.Unknown || table.Lost == 0) {
			t.Errorf("of %d answers it says %+v", notes, table)
		}
	}
	if n := wordsIn(t, to); n < notes-60 || n >= notes {
		t.Errorf("%d of %d notes came", n, notes)
	}
}

// TestRescueKeepsWordsWhoseOwnerIsLost: an answer without its reflection gets one, which
// is private, and what a row is no longer good for stays as words.
func TestRescueKeepsWordsWhoseOwnerIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("it costs minutes with the race detector, and nothing happens at once in it")
	}
	t.Parallel()
	path := written(t, 5)
	spoil(t, path, `PRAGMA foreign_keys = 0; DELETE FROM reflection WHERE rowid = 2; DELETE FROM community; UPDATE draft SET body = 'half of {'; UPDATE answer SET value = 'no JSON' WHERE rowid = 4`)
	to := filepath.Join(t.TempDir(), "new.db")
	tables, err := Rescue(t.Context(), path, to)
	must(t, err)
	s, err := Open(t.Context(), to, Options{})
	must(t, err)
	defer s.Close()
	said, private := "", map[string]bool{}
	for r, err := range s.EachReflection(t.Context(), journal.Filter{}) {
		must(t, err)
		for _, a := range r.Answers {
			said += a.Value.Text + "\n"
			private[strings.Fields(a.Value.Text)[0]] = r.Private
		}
	}
	for _, words := range []string{"word0 ", "word1 ", "word2 ", "word3 ", "word4 ", "half of {", "no JSON"} {
		if !strings.Contains(said, words) {
			t.Errorf("%q is lost; %+v", words, tables)
		}
	}
	if !private["word1"] || private["word0"] {
		t.Errorf("private are %v", private)
	}
	if found, err := Examine(t.Context(), to, time.Now()); err != nil || len(found) > 0 {
		t.Errorf("the new one is not well: %+v, %v", found, err)
	}
}

// TestRescueRefuses what would write over something, and what is not there.
func TestRescueRefuses(t *testing.T) {
	t.Parallel()
	path := written(t, 1)
	if _, err := Rescue(t.Context(), path, path); journal.KindOf(err) != journal.Conflict {
		t.Error(err)
	}
	must(t, os.WriteFile(path, bytes.Repeat([]byte{0xff}, 9*4096), 0o600))
	if _, err := Rescue(t.Context(), path, path+".new"); err == nil || !strings.Contains(err.Error(), "nothing") {
		t.Errorf("of nothing: %v", err)
	}
	if files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || len(files) != 1 {
		t.Errorf("there is %q, %v", files, err)
	}
	must(t, os.WriteFile(path, bytes.Repeat([]byte("a file "), 100), 0o600))
	if _, err := Rescue(t.Context(), path, path+".new"); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("of less than a page: %v", err)
	}
	if _, err := Rescue(t.Context(), path+".none", path+".new"); journal.KindOf(err) != journal.NotFound {
		t.Error(err)
	}
	if _, err := Rescue(t.Context(), path, filepath.Join(path+".none", "new")); journal.KindOf(err) != journal.NotFound {
		t.Error(err)
	}
}
