package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// doing is a person who does something else before they type on.
type doing func()

func (do doing) Read([]byte) (int, error) {
	do()
	return 0, io.EOF
}

// command is what a rescue says to type, and the file it names.
var command = regexp.MustCompile(`: kith (resume --from (\S+))\n`)

// rescued is the command in what kith said.
func rescued(t *testing.T, said string) (args []string, file string) {
	t.Helper()
	found := command.FindStringSubmatch(said)
	if found == nil {
		t.Fatalf("it does not say how to bring it back:\n%s", said)
	}
	return strings.Fields(found[1]), found[2]
}

// A journal that is removed while somebody writes: nothing is said to be kept, and
// what was typed comes back as it was, where it was left, also when the activity
// is no longer there.
func TestWhatIsRescuedComesBack(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there an open file stays where it is")
	}
	temporary, home := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	kith := func(in io.Reader, args ...string) (int, string, string) {
		t.Helper()
		return inside{home: home, in: in}.run(t, args...)
	}
	mine := filepath.Join(home, "config", "kith", "activities", "mine.toml")
	if err := os.MkdirAll(filepath.Dir(mine), 0o700); err != nil {
		t.Fatal(err)
	}
	const source = "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\n[source]\ncitation = \"Me\"\nurl = \"\"\nlicence = \"\"\n" +
		"[[step]]\nkey = \"what\"\nkind = \"long_text\"\nprompt = \"What?\"\nrequired = true\n" +
		"[[step]]\nkey = \"so\"\nkind = \"long_text\"\nprompt = \"So?\"\nrequired = true\n" +
		"[[step]]\nkey = \"now\"\nkind = \"short_text\"\nprompt = \"Now?\"\nrequired = true\n"
	if err := os.WriteFile(mine, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	journal := filepath.Join(home, "data", "kith", "journal.db")
	leave := doing(func() {
		for _, path := range []string{journal, mine} {
			if err := os.Remove(path); err != nil {
				t.Error(err)
			}
		}
	})
	code, _, said := kith(io.MultiReader(strings.NewReader("It rained\x7f.\n.\n-\n"), leave), "reflect", "mine", "--plain", "--tag", "wet")
	if code != 1 || strings.Contains(said, "is kept") || strings.Contains(said, "room again") || !strings.Contains(said, "was moved or removed") {
		t.Fatalf("exit code %d\n%s", code, said)
	}
	again, file := rescued(t, said)
	if src, err := os.ReadFile(file); err != nil || !bytes.Contains(src, []byte(`what = "It rained\u007F."`)) {
		t.Errorf("%v, and it holds\n%s", err, src)
	}
	code, out, said := kith(strings.NewReader("Boots\n\n"), append(again, "--plain", "--json")...)
	if code != 0 || !strings.Contains(out, `It rained\u007f.`) && !strings.Contains(out, "It rained\x7f.") ||
		!strings.Contains(out, "Boots") || !strings.Contains(out, `"wet"`) || !strings.Contains(out, `"declined": true`) {
		t.Errorf("exit code %d\n%s%s", code, out, said)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// Where the journal goes at the very end, the last enter does not say that the
// words are in the draft.
func TestNothingIsInTheDraftOfAJournalThatIsGone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there an open file stays where it is")
	}
	t.Setenv("TMPDIR", t.TempDir())
	home := t.TempDir()
	journal := filepath.Join(home, "data", "kith", "journal.db")
	remove := doing(func() {
		if err := os.Remove(journal); err != nil {
			t.Error(err)
		}
	})
	in := io.MultiReader(strings.NewReader("\nIt rained.\n.\nWet.\n.\nBoots.\n.\n"), remove, strings.NewReader("\n\n"))
	code, _, said := inside{home: home, in: in}.run(t, "reflect", "what-so-what", "--plain")
	if code != 1 || strings.Contains(said, "Kept as") || strings.Contains(said, "in the draft") {
		t.Errorf("exit code %d\n%s", code, said)
	}
	again, _ := rescued(t, said)
	code, out, said := inside{home: home, in: strings.NewReader("\n\n\n")}.run(t, append(again, "--plain", "--json")...)
	if code != 0 || !strings.Contains(out, "Boots.") {
		t.Errorf("exit code %d\n%s%s", code, out, said)
	}
}

// A note comes back with its title, tags and date.
func TestARescuedNoteComesBack(t *testing.T) {
	temporary, home := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	folder := filepath.Join(home, "data", "kith")
	if err := os.MkdirAll(filepath.Join(folder, "journal.db"), 0o700); err != nil { // no journal can be there
		t.Fatal(err)
	}
	words := "# Not a draft\n\n# kith draft: {}\n\nNobody may lose this"
	in := inside{home: home, in: strings.NewReader(words)}
	code, _, said := in.run(t, "note", "-", "--title", "Mine", "--tag", "wet", "--private")
	if code != 1 || !strings.Contains(said, "When that is mended") {
		t.Fatalf("exit code %d\n%s", code, said)
	}
	again, file := rescued(t, said)
	if code, _, said = in.run(t, again...); code != 1 { // it is not mended
		t.Errorf("exit code %d\n%s", code, said)
	}
	if err := os.Remove(filepath.Join(folder, "journal.db")); err != nil {
		t.Fatal(err)
	}
	if code, _, said = in.run(t, again...); code != 0 || !strings.Contains(said, file+" is removed") {
		t.Errorf("exit code %d\n%s", code, said)
	}
	_, out, _ := in.run(t, "show", "last", "--json")
	for _, want := range []string{`"Mine"`, `"wet"`, `"private": true`, `# Not a draft\n\n# kith draft: {}\n\nNobody may lose this`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if code, _, said = in.run(t, again...); code != 4 {
		t.Errorf("exit code %d\n%s", code, said)
	}
}

// A slip of the person's own leaves nothing of what they wrote in a file.
func TestAMistakeRescuesNothing(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	in := inside{home: t.TempDir(), in: strings.NewReader("a secret\x00")}
	for _, args := range [][]string{
		{"note", "-"}, {"note", "a secret", "--tag", " "}, {"note", "a secret", "--date", "someday"}, {"note", "a secret", "--title", "\x00"},
		{"resume", "--from", "nosuch.toml"}, {"resume", "--from", "nosuch.toml", "--undo"}, {"resume", "--from", "-"},
	} {
		if code, _, said := in.run(t, args...); code < 2 || strings.Contains(said, "What you typed is in") {
			t.Errorf("%q: exit code %d\n%s", args, code, said)
		}
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
