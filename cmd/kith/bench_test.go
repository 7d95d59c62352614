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
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

// essay is a journal of n reflections of about 900 characters.
func essay(n int) iter.Seq2[journal.Record, error] {
	words := strings.Fields("the group asked who was new today and nobody knew. so we talked about tea, tools and what we do on Tuesdays when it rains.")
	return func(yield func(journal.Record, error) bool) {
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

// BenchmarkCommands is each command as a whole process, in a journal of 100 reflections
// and in a large one: 10,000, or as many as KITH_BENCH_SIZE says. A command should cost the
// same in both.
func BenchmarkCommands(b *testing.B) {
	large := 10_000
	if size, err := strconv.Atoi(os.Getenv("KITH_BENCH_SIZE")); err == nil {
		large = size
	}
	lines := []string{
		"--version", "list", "show", "", "tag list", "community list", "search tea", "search reviewx", "search tea --best", "list --words 100",
		"list --tag work", "stats --since 2026", "note hello",
	}
	for _, n := range []int{100, large} {
		dir := b.TempDir()
		path := filepath.Join(dir, "journal.db")
		st, err := store.Open(b.Context(), path, store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(st.Fill(b.Context(), essay(n)), st.Close()); err != nil {
			b.Fatal(err)
		}
		for _, line := range lines {
			b.Run(fmt.Sprintf("%s/%d", cmp.Or(strings.ReplaceAll(line, " ", "_"), "today"), n), func(b *testing.B) {
				for b.Loop() {
					cmd := exec.CommandContext(b.Context(), "kith", strings.Fields(line)...)
					cmd.Env = append(os.Environ(), append(environment(dir), "KITH_JOURNAL="+path)...)
					if out, err := cmd.CombinedOutput(); err != nil {
						b.Fatalf("kith %s: %v\n%s", line, err, out)
					}
				}
			})
		}
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
