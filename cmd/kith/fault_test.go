package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// inside is a kith in this process, for what cannot be brought about from outside.
type inside struct {
	home   string
	in     io.Reader
	broken string // a variable of the environment that panics when it is looked up
}

func (i inside) run(t *testing.T, args ...string) (code int, out, said string) {
	t.Helper()
	env := map[string]string{}
	for _, pair := range environment(i.home) {
		key, value, _ := strings.Cut(pair, "=")
		env[key] = value
	}
	if i.in == nil {
		i.in = strings.NewReader("")
	}
	var stdout, stderr bytes.Buffer
	code = run(t.Context(), system{
		args: args, stdin: i.in, stdout: &stdout, stderr: &stderr, now: time.Now,
		env: func(key string) (string, bool) {
			if key == i.broken {
				panic("made up")
			}
			value, ok := env[key]
			return value, ok
		},
	})
	return code, stdout.String(), stderr.String()
}

type panicking struct{}

func (panicking) Read([]byte) (int, error) { panic("made up") }

// A panic anywhere, also in a goroutine, is said as a fault of kith's own, and
// what was typed is somewhere.
func TestAPanicIsSaidAndLosesNothing(t *testing.T) {
	temporary, home := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	isFault := func(code int, said string) {
		t.Helper()
		if code != 1 || !strings.Contains(said, "a fault of kith's own: made up") || strings.Contains(said, "goroutine ") {
			t.Errorf("exit code %d, and it says\n%s", code, said)
		}
	}
	code, _, said := inside{home: home, in: panicking{}}.run(t, "note", "-")
	isFault(code, said)

	// Where the journal is opened, with the note in hand.
	code, _, said = inside{home: home, broken: "XDG_DATA_HOME"}.run(t, "note", "Nobody may lose this")
	isFault(code, said)
	if !strings.Contains(said, "What you typed is in "+temporary) {
		t.Errorf("it does not say where the note is:\n%s", said)
	}

	// In the goroutine that reads what is typed, after the first answer.
	in := io.MultiReader(strings.NewReader("\nIt rained.\n.\n"), panicking{})
	code, _, said = inside{home: home, in: in}.run(t, "reflect", "what-so-what", "--plain")
	isFault(code, said)
	if !strings.Contains(said, "kith resume ") {
		t.Errorf("it does not say where the words are:\n%s", said)
	}
	code, out, said := inside{home: home}.run(t, "draft", "list", "--json")
	if code != 0 || !strings.Contains(out, "what-so-what") {
		t.Errorf("exit code %d, drafts\n%s%s", code, out, said)
	}
	if code, _, said = (inside{home: home, in: panicking{}}).run(t, "note", "-", "--debug"); code != 1 || !strings.Contains(said, "goroutine ") {
		t.Errorf("with --debug it says\n%s", said)
	}
}

// Whatever byte of the header of a journal is wrong, kith says so, and a note that
// is not in the journal then is in a file.
func TestNoByteOfTheHeaderIsAFault(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	whole := filepath.Join(t.TempDir(), "whole.db")
	if code, _, said := (inside{home: t.TempDir()}).run(t, "note", "first", "--journal", whole); code != 0 {
		t.Fatal(said)
	}
	header, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "flipped.db")
	for at := range 100 {
		for _, bit := range []byte{1, 128} {
			for _, args := range [][]string{{"list"}, {"note", "Nobody may lose this"}} {
				for _, beside := range []string{"-wal", "-shm"} {
					if err := os.Remove(path + beside); err != nil && !errors.Is(err, os.ErrNotExist) {
						t.Fatal(err)
					}
				}
				flipped := bytes.Clone(header)
				flipped[at] ^= bit
				if err := os.WriteFile(path, flipped, 0o600); err != nil {
					t.Fatal(err)
				}
				code, _, said := inside{home: t.TempDir()}.run(t, append(args, "--journal", path)...)
				newer := code == 5 && strings.Contains(said, "newer kith") && at >= 60 && at < 64
				if code != 0 && code != 1 && !newer || strings.Contains(said, "goroutine ") || strings.Contains(said, "fault of kith") {
					t.Errorf("byte %d, bit %d, kith %s: exit code %d\n%s", at, bit, args[0], code, said)
				}
				if args[0] == "note" && code != 0 && !strings.Contains(said, "What you typed is in "+temporary) {
					t.Errorf("byte %d, bit %d: the note is gone\n%s", at, bit, said)
				}
			}
		}
	}
}
