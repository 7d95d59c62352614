//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

// oddTexts are texts that try to lose something on the way out and in again.
func oddTexts() []string {
	return []string{
		"plain", "no final line feed", "one\n", "\n\nblank lines\n\n\n", "  spaces  \n\ttabs\t", "---", "---\ntitle: evil\n---", "\n---\nid: \"01kavtj0c8q6x9w0m5n3r7t2yz\"\n---\n\n# T\n",
		"```\n\n---\nid: \"01kavtj0c8q6x9w0m5n3r7t2yz\"\n---\n```", "# heading\n\n## another", "text\n===\n", "> quote\n>> deeper", "```\nopen", "~~~\n<b>\n~~~", "<script>alert(1)</script>", "<!-- ",
		"*private*", "*not sure*", "*would rather not say*", "***\n\nSource: none", "=1+1", "+1", "-1\n- item", "@SUM(A1)", "a,b;\"c\"", "a\r\nb\r\n", "a\rb\r", "\u00e9 e\u0301", "\x1b[31mred\x1b[0m",
		"\u202eoverride\u202c", "\u2028\u2029\ufeff", "\ufffd \U0010FE41", "\xff no character", "yes", "4 of 5: well", "- one\n- two", "2026-11-20", "null", "\\n \\u0000 \\", strings.Repeat("long ", 4000),
	}
}

// TestComesBack: what is exported, imported into an empty journal and exported again is the
// same bytes, in every form that keeps all of it, whatever was typed.
func TestComesBack(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	do := func(args ...string) string {
		t.Helper()
		code, out, said := inside{home: home}.run(t, args...)
		if code != 0 {
			t.Fatalf("kith %q: %d, %s", args, code, said)
		}
		return out
	}
	path := func(name string) string { return filepath.Join(home, name) }
	s, err := store.Open(t.Context(), path("all.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 20, 8, 0, 0, 0, time.FixedZone("", 3600))
	err = s.Fill(t.Context(), func(yield func(journal.Record, error) bool) {
		for i, text := range oddTexts() {
			at = at.Add(time.Hour)
			title := strings.ToValidUTF8(text, "\ufffd") // in Markdown, bytes that are none stay in texts alone
			tag := fmt.Sprint(i, " ", title)
			for j, answers := range [][]journal.AnswerRecord{
				{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(text), Private: i%2 == 0}},
				{{Key: "a", Prompt: title, Kind: journal.LongText, Value: journal.TextValue(text)}, {Key: "b", Prompt: "B", Kind: journal.ShortText, Value: journal.TextValue(text), Private: true}},
			} {
				r := &journal.ReflectionRecord{
					ID: journal.NewID(at.Add(time.Duration(j) * time.Minute)), Title: title, Created: at.Add(time.Duration(j) * time.Minute), Updated: at.Add(2 * time.Hour),
					Activity: []string{"", "my-own"}[j], Minutes: i, Private: i%3 == 0, Tags: []string{tag}, Answers: answers,
				}
				if !yield(journal.Record{Reflection: r}, nil) {
					return
				}
			}
		}
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	for name, export := range map[string][]string{
		"folder": {"export", "--out"}, "stream.md": {"export", "--out"}, "some.json": {"export", "--format", "json", "--out"}, "all.json": {"export", "--format", "json", "--all", "--out"},
	} {
		first, second, other := path(name), path("again-"+name), path("from-"+name+".db")
		do(append(export, first, "--journal", path("all.db"))...)
		do("import", first, "--journal", other)
		do(append(export, second, "--journal", other)...)
		compareTrees(t, first, second)
		if name != "all.json" {
			code, _, said := inside{home: home}.run(t, "import", first, "--journal", other)
			if want := fmt.Sprintf("0 reflections came in; %d there already.", 2*len(oddTexts())); code != 0 || strings.TrimSpace(said) != want {
				t.Errorf("%s a second time: %d, %s", name, code, said)
			}
		}
	}
}

// compareTrees finds two files, or two folders of files, the same.
func compareTrees(t *testing.T, one, other string) {
	t.Helper()
	err := filepath.WalkDir(one, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ".kith-export" {
			return err
		}
		want, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		want = bytes.ReplaceAll(want, []byte(`\ufffd`), []byte("\ufffd")) // a byte that is no character, which plain JSON has no other word for
		got, err := os.ReadFile(other + strings.TrimPrefix(name, one))
		if err == nil && !bytes.Equal(got, want) {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}
			t.Errorf("%s is another from byte %d on: %.200q, and was %.200q", filepath.Base(name), at, got[max(0, at-50):], want[max(0, at-50):])
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestImportKeepsToTheFolder: nothing in a folder has kith hang, go round or get out of it.
func TestImportKeepsToTheFolder(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	dir := filepath.Join(home, "notes")
	put := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	put("a.md", "A word, and [[../../secret]] ![[C:\\secret]] [x](../secret.md)")
	put("sub/b.md", "---\ntitle: \"../../b\"\n---\nAnother")
	put(".kith-export", "# kith export, whole\n0000  ../secret.md\n0000  /etc/passwd\n0000  NUL\n")
	put("CON.md", "A device on Windows")
	put("../secret.md", "secret")
	err := errors.Join(os.Symlink("..", filepath.Join(dir, "up")), os.Symlink("../secret.md", filepath.Join(dir, "linked.md")), os.Symlink(".", filepath.Join(dir, "sub", "loop")),
		syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	code, _, said := inside{home: home}.run(t, "import", dir)
	for _, want := range []string{"3 reflections came in", "linked.md: it is a link", "loop: it is a link", "pipe.md: it is no file", "up: it is a link"} {
		if code != 3 || !strings.Contains(said, want) {
			t.Errorf("%d, and no %q in %s", code, want, said)
		}
	}
	if code, out, _ := (inside{home: home}).run(t, "search", "secret", "--json"); code != 0 || strings.Contains(out, `"secret"`) {
		t.Errorf("%d: %s", code, out)
	}
	// A folder that is named by a link is the one it points to.
	link := filepath.Join(home, "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	if _, _, said := (inside{home: home}).run(t, "import", link); !strings.Contains(said, "3 there already") {
		t.Error(said)
	}
}
