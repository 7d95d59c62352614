package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

// essay is a journal of a community, and n reflections of about 900 characters.
func essay(n int) iter.Seq2[journal.Record, error] {
	words := strings.Fields("the group asked who was new today and nobody knew. so we talked about tea, tools and what we do on Tuesdays when it rains.")
	return func(yield func(journal.Record, error) bool) {
		choir := &journal.CommunityRecord{Community: journal.Community{ID: "01choir", Name: "Choir", Created: time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)}, State: journal.CommunityKept}
		if !yield(journal.Record{Community: choir}, nil) {
			return
		}
		at := time.Date(2001, 1, 1, 8, 0, 0, 0, time.UTC)
		for i := range n {
			at = at.Add(2 * time.Hour)
			var b strings.Builder
			for j := 0; b.Len() < 900; j++ {
				b.WriteString(words[(i*7+j*j)%len(words)] + map[bool]string{true: "\n\n", false: " "}[j%60 == 59])
			}
			r := &journal.ReflectionRecord{
				ID: journal.NewID(at), Title: fmt.Sprint("Weekly review ", i), Created: at, Updated: at, Tags: []string{"work", fmt.Sprint("tag", i%50)},
				Answers: []journal.AnswerRecord{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(b.String())}},
			}
			if !yield(journal.Record{Reflection: r}, nil) {
				return
			}
		}
	}
}

// hello is a program to be as quick as.
const hello = "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"

// wholeCommands are what BenchmarkCommands runs, and as near as SQL comes to what each
// asks of the journal, for the sqlite3 program.
func wholeCommands() [][2]string {
	const listed = "SELECT id, title, activity, created, updated, minutes, private FROM reflection "
	return [][2]string{
		{"--version", "SELECT 1"},
		{"list", listed + "ORDER BY created DESC, id DESC LIMIT 20"},
		{"list --tag work", listed + "WHERE id IN (SELECT reflection FROM reflection_tag WHERE folded = 'work' ORDER BY created DESC LIMIT 20)"},
		{"list --words 100", listed + "INDEXED BY reflection_by_words WHERE words >= 100 ORDER BY created DESC, id DESC LIMIT 20"},
		{"show", "SELECT * FROM answer WHERE reflection = (SELECT id FROM reflection ORDER BY created DESC, id DESC LIMIT 1)"},
		{"", ""},
		{"tag list", "SELECT folded, tag, reflections FROM tag_count ORDER BY folded"},
		{"community list", "SELECT * FROM community WHERE state = 'kept' ORDER BY name_folded"},
		{"search tea", `SELECT d.id, body FROM search CROSS JOIN search_document d ON d.number = search.rowid WHERE search MATCH '"tea"' ORDER BY search.rowid DESC LIMIT 20`},
		{"search reviewx", `SELECT d.id, body FROM search CROSS JOIN search_document d ON d.number = search.rowid WHERE search MATCH '"reviewx"' LIMIT 20`},
		{"search tea --best", `SELECT d.id, body FROM search CROSS JOIN search_document d ON d.number = search.rowid WHERE search MATCH '"tea"' ORDER BY rank LIMIT 20`},
		{"stats --until 2001-01-08", ""},
		{"note hello", ""},
		{"community observe choir --domain 4", ""},
		{"export --limit 20 --out -", ""},
	}
}

// BenchmarkCommands is each command as a whole process in a large journal: of 10,000
// reflections, or as many as KITH_BENCH_SIZE says. It is run in turn with the same in a
// journal of 100, a program that prints one line and, where there is a query for it, the
// sqlite3 program on the same file. The figures are of the CPU, which other work on the
// machine changes least: cpu-ms is the command's own, and the others are how many
// times that is of each, pair by pair; all are medians.
func BenchmarkCommands(b *testing.B) {
	large := 10_000
	if size, err := strconv.Atoi(os.Getenv("KITH_BENCH_SIZE")); err == nil {
		large = size
	}
	bin := b.TempDir()
	kith, other := filepath.Join(bin, "kith.exe"), filepath.Join(bin, "hello.exe")
	source := filepath.Join(bin, "hello.go")
	if err := os.WriteFile(source, []byte(hello), 0o600); err != nil {
		b.Fatal(err)
	}
	for target, from := range map[string]string{kith: ".", other: source} {
		build := exec.CommandContext(b.Context(), "go", "build", "-o", target, from)
		build.Env = append(os.Environ(), "CGO_ENABLED=0") // as it is handed out
		if out, err := build.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
	sqlite3, none := exec.LookPath("sqlite3")
	if none != nil {
		b.Log("there is no sqlite3 program to compare with")
	}
	journals := map[int]string{}
	for _, n := range []int{100, large} {
		journals[n] = filepath.Join(b.TempDir(), "journal.db")
		st, err := store.Open(b.Context(), journals[n], store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(st.Fill(b.Context(), essay(n)), st.Close()); err != nil {
			b.Fatal(err)
		}
	}
	home := b.TempDir()
	cpu := func(size int, name string, args ...string) (float64, error) {
		cmd := exec.CommandContext(b.Context(), name, args...)
		cmd.Env = append(os.Environ(), append(environment(home), "KITH_JOURNAL="+journals[size])...)
		if out, err := cmd.CombinedOutput(); err != nil {
			return 0, fmt.Errorf("%s %q: %w\n%s", name, args, err, out)
		}
		return float64(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()) / float64(time.Millisecond), nil
	}
	for _, command := range wholeCommands() {
		args, query := strings.Fields(command[0]), command[1]
		compare := none == nil && query != ""
		b.Run(cmp.Or(strings.ReplaceAll(command[0], " ", "_"), "today"), func(b *testing.B) {
			if compare {
				if _, err := cpu(large, sqlite3, journals[large], query); err != nil {
					compare = false // before 3.43 it cannot read the search index
					b.Log(err)
				}
			}
			figures := map[string][]float64{}
			for b.Loop() {
				own, err := cpu(large, kith, args...)
				figures["cpu-ms"] = append(figures["cpu-ms"], own)
				beside := func(unit string, size int, name string, args ...string) {
					other, failed := cpu(size, name, args...)
					figures[unit] = append(figures[unit], own/other)
					err = errors.Join(err, failed)
				}
				beside("of-100", 100, kith, args...)
				beside("of-hello", large, other)
				if compare {
					beside("of-sqlite3", large, sqlite3, journals[large], query)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
			for unit, all := range figures {
				slices.Sort(all)
				b.ReportMetric(all[len(all)/2], unit)
			}
			b.ReportMetric(0, "ns/op") // of all of them
		})
	}
}

// BenchmarkExport is the whole command, beside what it can at best be as fast as:
// reading the same rows (rows), and writing the same bytes to the same files (plain).
// There are 2,000 reflections, or as many as KITH_BENCH_SIZE says.
func BenchmarkExport(b *testing.B) {
	n := 2000
	if size, err := strconv.Atoi(os.Getenv("KITH_BENCH_SIZE")); err == nil {
		n = size
	}
	dir := b.TempDir()
	path := filepath.Join(dir, "journal.db")
	st, err := store.Open(b.Context(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	if err := st.Fill(b.Context(), essay(n)); err != nil {
		b.Fatal(err)
	}
	export := func(b *testing.B, args ...string) {
		sys := system{args: append([]string{"export", "--journal", path}, args...), env: func(string) (string, bool) { return "", false },
			stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: time.Now}
		if code := run(b.Context(), sys); code != 0 {
			b.Fatalf("exit code %d", code)
		}
	}
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			for _, err := range st.EachReflection(b.Context(), journal.Filter{}) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	for _, format := range []string{"markdown", "json", "csv", "html"} {
		b.Run("stream/"+format, func(b *testing.B) {
			for b.Loop() {
				export(b, "--format", format, "--out", "-")
			}
		})
	}
	b.Run("stream/all", func(b *testing.B) {
		for b.Loop() {
			export(b, "--format", "json", "--all", "--out", "-")
		}
	})
	same := filepath.Join(dir, "same")
	export(b, "--out", same)
	b.Run("folder/plain", func(b *testing.B) {
		files, err := os.ReadDir(same)
		if err != nil {
			b.Fatal(err)
		}
		texts := make([][]byte, len(files))
		for i, f := range files {
			if texts[i], err = os.ReadFile(filepath.Join(same, f.Name())); err != nil {
				b.Fatal(err)
			}
		}
		for b.Loop() {
			to, err := os.MkdirTemp(dir, "")
			if err != nil {
				b.Fatal(err)
			}
			for i, f := range files {
				if err := os.WriteFile(filepath.Join(to, f.Name()), texts[i], 0o600); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("folder/new", func(b *testing.B) {
		for b.Loop() {
			to, err := os.MkdirTemp(dir, "")
			if err != nil {
				b.Fatal(err)
			}
			export(b, "--out", to)
		}
	})
	b.Run("folder/same", func(b *testing.B) {
		for b.Loop() {
			export(b, "--out", same)
		}
	})
}
