//go:build unix

package main

import (
	"bytes"
	"cmp"
	"database/sql"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// deed is a command that writes, to be killed at any moment of it.
type deed struct {
	name   string
	args   []string // HOME stands for the home folder
	stdin  string
	old    bool       // on a journal of the second version, as the first release came upon it
	files  bool       // many: each of them is as before or as after
	within [][]string // what may be other than before while it is on the way
}

// deeds are those that write, in the journal that lived makes. A new command that writes
// belongs here.
func deeds() []deed {
	return []deed{
		{name: "note", args: []string{"note", "killed words", "--tag", "work", "--community", "Choir"}},
		{name: "note from a pipe", args: []string{"note", "-"}, stdin: strings.Repeat("It rained, and nobody came. ", 4000)},
		{name: "reflect", args: []string{"reflect", "5.3", "--answers", "HOME/answers.toml", "--tag", "walk"}, within: [][]string{{"draft"}}},
		{name: "resume", args: []string{"resume", "--plain"}, stdin: "Wet.\n.\nBoots.\n.\n\n\n\n", within: [][]string{{"draft"}}},
		{name: "edit", args: []string{"edit", "last", "--from", "HOME/changed.md"}},
		{name: "tag", args: []string{"tag", "last", "labour"}},
		{name: "tag rename", args: []string{"tag", "rename", "work", "labour"}},
		{name: "delete", args: []string{"delete", "last", "last~1", "--yes"}},
		{name: "trash restore", args: []string{"trash", "restore", "Gone"}},
		{name: "trash empty", args: []string{"trash", "empty", "--yes"}},
		{name: "import", args: []string{"import", "HOME/elsewhere", "--tag", "old"}},
		{name: "import undo", args: []string{"import", "--undo"}},
		{name: "export", args: []string{"export", "--out", "HOME/out"}, files: true},
		{name: "export again", args: []string{"export", "--out", "HOME/exported", "--communities"}, files: true},
		{name: "export html", args: []string{"export", "--format", "html", "--out", "HOME/journal.html"}},
		{name: "export all", args: []string{"export", "--format", "json", "--all", "--out", "HOME/journal.json"}},
		{name: "share", args: []string{"share", "last", "--as", "Me", "--out", "HOME/shared.md"}, within: [][]string{{"share"}}},
		{name: "contribution add", args: []string{"contribution", "add", "HOME/page.md"}},
		{name: "suggestion add", args: []string{"suggestion", "add", "Bring chairs", "--by", "2026-12-01"}},
		{name: "circle post", args: []string{"circle", "post", "last", "--yes"}, within: [][]string{ // it waits, and is then there
			{"circle_file", "share"}, {"/place/pages/2026-11-23-note-19-of-what-ID-pID.md", "circle_file", "share"},
		}},
		{name: "circle read", args: []string{"circle", "read"}, within: [][]string{ // what has come in is not looked for again
			{"contribution", "search_document"}, {"contribution", "reply", "search_document"},
		}},
		{name: "community add", args: []string{"community", "add", "Quiz Side", "--kind", "hobby"}},
		{name: "community edit", args: []string{"community", "edit", "Choir", "--name", "Chorus", "--about", "We sing"}},
		{name: "community observe", args: []string{"community", "observe", "Choir", "--domain", "4", "--practice", "3", "--note", "A concert"}},
		{name: "community merge", args: []string{"community", "merge", "Choir", "Go Meetup", "--yes"}},
		{name: "community unmerge", args: []string{"community", "unmerge", "Old band"}},
		{name: "community delete", args: []string{"community", "delete", "Choir", "--yes"}},
		{name: "backup", args: []string{"backup", "HOME/copy.db"}},
		{name: "restore", args: []string{"restore", "HOME/earlier.db", "--yes"}},
		{name: "config", args: []string{"config", "editor", "nano"}},
		{name: "migrate", args: []string{"tag", "list"}, old: true},
	}
}

// Whenever kith is killed, the journal and the files beside it are as before the command or
// as after it, as after it where it had said so, and the next kith works at once. It is
// killed two hundred times with KITH_LONG=1, and KITH_LONG times where that is more.
func TestKilledWhileWriting(t *testing.T) {
	t.Parallel()
	kills, seed := 31, uint64(time.Now().UnixNano())
	if n, err := strconv.Atoi(os.Getenv("KITH_LONG")); err == nil && n > 0 {
		kills = max(n, 200)
	}
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	lived, old := lived(t), livedBefore(t)
	all := deeds()
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for i, d := range all {
		times := kills / len(all)
		if i < kills%len(all) {
			times++
		}
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			if times == 0 {
				t.Skip("not this time")
			}
			from := lived
			if d.old {
				from = old
			}
			k := newKilling(t, d, from)
			for i := range times {
				k.kill(rand.New(rand.NewPCG(seed, uint64(i))))
			}
			t.Logf("%-18s %3d kills: %3d as before, %3d on the way, %3d done, of which %3d had been said", d.name, times, k.before, k.half, k.after, k.said)
		})
	}
}

// Whenever kith is killed while a backup takes the place of a damaged journal, there is a
// journal: the damaged one, byte for byte, or what was restored. The damaged one is kept, and
// to restore again goes as ever.
func TestKilledWhileReplacingADamagedJournal(t *testing.T) {
	t.Parallel()
	kills, seed := 8, uint64(time.Now().UnixNano())
	if n, err := strconv.Atoi(os.Getenv("KITH_LONG")); err == nil && n > 0 {
		kills = max(n, 100)
	}
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	from := t.TempDir()
	backup, path := filepath.Join(from, "copy.db"), filepath.Join("data", "kith", "journal.db")
	for _, args := range [][]string{{"note", "tea"}, {"backup", backup}, {"note", "song"}} {
		if code, _, said := (inside{home: from}).run(t, args...); code != 0 {
			t.Fatal(said)
		}
	}
	damaged, err := os.ReadFile(filepath.Join(from, path))
	if err != nil {
		t.Fatal(err)
	}
	copy(damaged, make([]byte, 16))
	if err := os.WriteFile(filepath.Join(from, path), damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	for range kills {
		home := t.TempDir()
		if err := os.CopyFS(home, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		in, path := inside{home: home}, filepath.Join(home, path)
		cmd := exec.Command("kith", "restore", backup, "--yes")
		cmd.Env = append(os.Environ(), environment(home)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var kept []string
		for deadline := time.Now().Add(10 * time.Second); len(kept) == 0 && time.Now().Before(deadline); {
			if kept, err = filepath.Glob(path + ".before-restore-*"); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Duration(random.Int64N(int64(2 * time.Millisecond))))
		_ = cmd.Process.Kill() // it may be over
		_ = cmd.Wait()
		if len(kept) != 1 {
			t.Fatalf("it keeps %q", kept)
		}
		is, err := os.ReadFile(path)
		was, lost := os.ReadFile(kept[0])
		if err := cmp.Or(err, lost); err != nil {
			t.Error(err)
		}
		if _, list, _ := in.run(t, "list"); !bytes.Equal(is, damaged) && !strings.Contains(list, "tea") || !bytes.Equal(was, damaged) {
			t.Error("it is neither as before nor as after")
		}
		if code, _, said := in.run(t, "restore", backup, "--yes"); code != 0 {
			t.Errorf("to restore again ends with %d: %s", code, said)
		}
		if _, list, said := in.run(t, "list"); !strings.Contains(list, "tea") || strings.Contains(list, "song") {
			t.Errorf("then there is %s%s", list, said)
		}
	}
}

// killing is a deed and how everything is before it and after it.
type killing struct {
	deed
	t                         *testing.T
	from                      string
	was, is                   map[string]string
	took                      time.Duration // about
	words                     string        // all it says
	before, half, after, said int
}

func newKilling(t *testing.T, d deed, from string) *killing {
	k := &killing{deed: d, t: t, from: from}
	k.was = found(t, k.home()) // nobody opens the journal that the others are copying
	home := k.home()
	cmd, said := k.command(home)
	began := time.Now()
	if err := cmd.Run(); err != nil {
		t.Errorf("%s: %v: %s", d.name, err, said)
	}
	k.took, k.words = time.Since(began), alike(said.String())
	if k.is = found(t, home); len(differences(k.was, k.is)) == 0 {
		t.Errorf("%s changes nothing", d.name)
	}
	return k
}

// home is a copy of the home folder, to do it in.
func (k *killing) home() string {
	home := k.t.TempDir()
	if err := os.CopyFS(home, os.DirFS(k.from)); err != nil {
		k.t.Error(err)
	}
	if !k.old { // the circle is at a folder of this home
		db, err := sql.Open("sqlite", filepath.Join(home, "data", "kith", "journal.db"))
		if err != nil {
			k.t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(`UPDATE circle SET place = ?`, filepath.Join(home, "place")); err != nil {
			k.t.Error(err)
		}
	}
	return home
}

func (k *killing) command(home string) (*exec.Cmd, *bytes.Buffer) {
	args := slices.Clone(k.args)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "HOME", home)
	}
	cmd := exec.Command("kith", args...)
	var said bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = home, append(os.Environ(), environment(home)...), strings.NewReader(k.stdin), &said, &said
	return cmd, &said
}

// kill does it once, and kills it: half of the time at any moment, half of the time just
// after it has opened the journal, which is when it writes.
func (k *killing) kill(random *rand.Rand) {
	home := k.home()
	wait := time.Duration(random.Int64N(int64(k.took) * 6 / 5))
	cmd, said := k.command(home)
	if err := cmd.Start(); err != nil {
		k.t.Error(err)
		return
	}
	if random.IntN(2) == 0 {
		for deadline := time.Now().Add(k.took); time.Now().Before(deadline); time.Sleep(200 * time.Microsecond) {
			if _, err := os.Stat(filepath.Join(home, "data", "kith", "journal.db-wal")); err == nil {
				break
			}
		}
		wait /= 4
	}
	time.Sleep(wait)
	_ = cmd.Process.Kill() // it may be over
	done := cmd.Wait() == nil
	acknowledged := done || alike(said.String()) == k.words

	in := inside{home: home}
	began := time.Now()
	if code, _, told := in.run(k.t, "list"); code != 0 {
		k.t.Errorf("%s: then kith list ends with %d: %s", k.name, code, told)
	}
	now := found(k.t, home)
	missing, undone := differences(now, k.is), differences(now, k.was)
	switch {
	case len(missing) == 0:
		k.took = k.took * 9 / 10 // a little sooner the next time
		k.after++
		if acknowledged {
			k.said++
		}
	case acknowledged:
		k.t.Errorf("%s: it was done, and is lost: %s", k.name, told(missing, now, k.is))
	case len(undone) == 0:
		k.took = k.took * 10 / 9
		k.before++
	case slices.ContainsFunc(k.within, func(names []string) bool { return slices.Equal(names, undone) }):
		k.half++
	case k.files && !slices.ContainsFunc(missing, func(name string) bool { return now[name] != k.was[name] }):
		k.half++
	default:
		k.t.Errorf("%s: it is neither as before nor as after:\n%s\n%s", k.name, told(undone, now, k.was), told(missing, now, k.is))
	}
	if code, _, told := in.run(k.t, "note", "afterwards"); code != 0 || time.Since(began) > 5*time.Second {
		k.t.Errorf("%s: then kith note ends with %d after %v: %s", k.name, code, time.Since(began), told)
	}
}

// temporary are the files that a killed kith may leave, none with a name that anybody asked
// for, and those that are no text.
var temporary = regexp.MustCompile(`^\.kith-.*\.tmp(-journal)?$|\.db\b|^locks?$|^\.kith-export$`)

// found is all that is in a home folder, by name: the tables of the journal and the files.
// What is made anew each time, such as an id, is the same in all.
func found(t *testing.T, home string) map[string]string {
	all := map[string]string{}
	path := filepath.Join(home, "data", "kith", "journal.db")
	before, err := filepath.Glob(path + ".before-[0-9]")
	copies, bad := filepath.Glob(filepath.Join(home, "*.db"))
	if err := cmp.Or(err, bad); err != nil {
		t.Error(err)
	}
	for _, file := range slices.Concat(before, copies, []string{path}) {
		db, err := sql.Open("sqlite", "file:"+file)
		if err != nil {
			t.Error(err)
			continue
		}
		tables(t, db, func(name, row string) {
			if file != path {
				name = filepath.Base(file) + " " + name
			}
			all[name] += row + "\n"
		})
		db.Close()
	}
	err = filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || temporary.MatchString(entry.Name()) {
			return err
		}
		content, err := os.ReadFile(path)
		all[alike(strings.TrimPrefix(path, home))] = alike(string(content))
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return all
}

// tables gives each row of each table, sorted, and sees that the journal is whole.
func tables(t *testing.T, db *sql.DB, row func(table, row string)) {
	lines := func(query string) (all []string) {
		rows, err := db.Query(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			return nil
		}
		defer rows.Close()
		names, err := rows.Columns()
		cells, at := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range cells {
			at[i] = &cells[i]
		}
		for err == nil && rows.Next() {
			if err = rows.Scan(at...); err == nil {
				all = append(all, alike(fmt.Sprint(cells)))
			}
		}
		if err := cmp.Or(err, rows.Err()); err != nil {
			t.Errorf("%s: %v", query, err)
		}
		slices.Sort(all)
		return all
	}
	for _, query := range []string{
		`SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'`, `SELECT * FROM pragma_foreign_key_check`,
	} {
		for _, wrong := range lines(query) {
			t.Errorf("%s: %s", query, wrong)
		}
	}
	// Not who has a draft open, and not the index as SQLite keeps it.
	rows, err := db.Query(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'hold'`)
	if err != nil {
		t.Error(err)
		return
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Error(err)
		}
		names = append(names, name)
	}
	rows.Close()
	for _, name := range names {
		columns := "*"
		if name == "search_document" {
			columns = "kind, id" // a row's number may be any
		}
		for _, line := range lines(`SELECT ` + columns + ` FROM ` + name) {
			row(name, line)
		}
	}
}

// ids are what is made anew each time, and the homes, which are folders of a test's own.
var ids = regexp.MustCompile(`\b[0-9a-f]{32}(?:[0-9a-f]{32})?\b|01[0-9a-z]{24}|\b[0-9a-z]{8}\b|/\S*/\d{3}\b`)

// alike is a text in which all ids and all homes are the same.
func alike(s string) string { return ids.ReplaceAllString(s, "ID") }

// differences are the names under which something else is found.
func differences(a, b map[string]string) (names []string) {
	for name := range a {
		if a[name] != b[name] {
			names = append(names, name)
		}
	}
	for name := range b {
		if _, is := a[name]; !is {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// told says of each name how the first line of its own that is found differs.
func told(names []string, is, want map[string]string) string {
	var b strings.Builder
	line := func(all, others string) string {
		for line := range strings.Lines(all) {
			if !strings.Contains(others, line) {
				return line
			}
		}
		return "nothing more"
	}
	for _, name := range names {
		fmt.Fprintf(&b, "%s: found %.200q, not %.200q\n", name, line(is[name], want[name]), line(want[name], is[name]))
	}
	return b.String()
}

// lived is the home of a person who has used most of kith.
func lived(t *testing.T) (home string) {
	t.Helper()
	home = t.TempDir()
	files := map[string]string{
		"answers.toml": walkAnswers, "page.md": "# A page\n\n" + strings.Repeat("Words. ", 500), "place/README.md": "Ours", "place/pages/theirs.md": "# Theirs\n\nA page.\n",
		"place/replies/theirs/one.md": "---\nkith: reply/1\nby: Somebody\n---\nA reply\n",
	}
	for i := range 20 {
		files[fmt.Sprintf("elsewhere/%d.md", i)] = fmt.Sprintf("---\ntitle: Elsewhere %d\ndate: 2020-01-%02d\n---\n\nWords\n", i, i%28+1)
	}
	put := func(name, words string) {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, words := range files {
		put(name, words)
	}
	do := func(args ...string) string {
		t.Helper()
		code, out, said := inside{home: home}.run(t, args...)
		if code != 0 {
			t.Fatalf("kith %q: %d, %s", args, code, said)
		}
		return out
	}
	at := func(name string) string { return filepath.Join(home, name) }
	put("first/one.md", "---\ntitle: First\ndate: 2019-01-01\n---\n\nWords\n")
	do("import", at("first"))
	for _, name := range []string{"Choir", "Go Meetup", "Old band", "Gone"} {
		do("community", "add", name)
		do("community", "observe", name, "--domain", "3", "--date", "2026-01-02")
	}
	do("community", "merge", "Old band", "Choir", "--yes")
	do("community", "delete", "Gone", "--yes")
	do("backup", at("earlier.db"))
	for i := range 20 {
		do("note", fmt.Sprintf("Note %d, of what happened", i), "--tag", "work", "--community", "Choir")
	}
	do("circle", "join", "Friends", at("place"), "--as", "Me")
	do("export", "--out", at("exported"))
	put("changed.md", strings.ReplaceAll(do("show", "last", "--markdown"), "happened", "changed"))
	if code, _, said := (inside{home: home, in: strings.NewReader("\nIt rained.\n.\n")}).run(t, "reflect", "what-so-what", "--plain"); code != 130 {
		t.Fatalf("a draft: %d, %s", code, said)
	}
	return home
}

// livedBefore is the home of somebody who comes from the second version.
func livedBefore(t *testing.T) (home string) {
	t.Helper()
	home = t.TempDir()
	folder := filepath.Join(home, "data", "kith")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join("..", "..", "store", "testdata", "journal_2.sql"))
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(folder, "journal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(string(script)); err != nil {
		t.Fatal(err)
	}
	return home
}
