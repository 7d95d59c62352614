//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// reader is somebody with two pages to read and two suggestions that are due.
func reader(t *testing.T) []string {
	t.Helper()
	env, dir := person(t), t.TempDir()
	for name, words := range map[string]string{"choir.md": "# What the choir taught me\n\nWe **sing** first, and talk after.\n", "week.md": "# A week\n\nIt rained.\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kith(t, env, "", "contribution", "add", filepath.Join(dir, "week.md"))
	kith(t, append(env, "KITH_TEST_NOW=2026-11-23T14:31:00Z"), "", "contribution", "add", filepath.Join(dir, "choir.md"))
	kith(t, env, "", "suggestion", "add", "Open with a question", "--from", "a tutor", "--by", "3 days ago")
	kith(t, env, "", "suggestion", "add", "Bring tea", "--by", "yesterday")
	return env
}

// afterwards is what is left to do once the reader has been through.
func afterwards(t *testing.T, env []string) string {
	t.Helper()
	var out strings.Builder
	for _, line := range strings.Split(kith(t, env, "", "suggestion", "list", "--state", "all")+kith(t, env, "", "contribution", "list"), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) == 7 { // a suggestion
			cells = []string{cells[2], cells[5], cells[6]}
		} else if len(cells) == 6 {
			cells = []string{cells[2], cells[5]}
		}
		fmt.Fprintln(&out, strings.Join(cells, " "))
	}
	return out.String()
}

func TestTheThreeFacesTakeInOthers(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "answers.toml")
	answers := `tried = [
  { suggestion = "Open with a question", outcome = "helped", note = "They talked." },
  { suggestion = "Bring tea", outcome = "later", try_by = 2999-01-01 },
]
pages = ["What the choir taught me"]
borrow = ["Sing first"]
`
	if err := os.WriteFile(file, []byte(answers), 0o600); err != nil {
		t.Fatal(err)
	}
	fromFile := reader(t)
	kith(t, fromFile, "", "reflect", "reading-others", "--answers", file)
	want, left := lastReflection(t, fromFile), afterwards(t, fromFile)
	for _, fact := range []string{"done Open with a question", "2999-01-01 open Bring tea", "\nread What the choir taught me", "\nunread A week"} {
		if !strings.Contains(left, fact) {
			t.Errorf("%q is not so:\n%s", fact, left)
		}
	}

	byLine := reader(t)
	kith(t, byLine, "\n1\nThey talked.\nlater\n2999-01-01\n\n/read 1\n\n\n\n\nSing first\n\n\n\n\n\n\n\n", "reflect", "reading-others", "--plain")
	if got := lastReflection(t, byLine); !reflect.DeepEqual(got, want) {
		t.Errorf("line by line:\n%s\nwant:\n%s", indented(got), indented(want))
	}
	if got := afterwards(t, byLine); got != left {
		t.Errorf("line by line leaves\n%s\nwant\n%s", got, left)
	}

	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			onScreen := reader(t)
			s := sitDown(t, onScreen, size[0], size[1], "reflect", "reading-others")
			s.see("Other people's reflections")
			s.keys("enter")
			s.see("1 of 2: Open with a question", "did not help")
			s.keys("1", "enter")
			s.see("A note on it")
			s.keys("They talked.", "enter")
			s.see("2 of 2: Bring tea")
			s.keys("3", "enter")
			s.see("Try it by when?")
			s.keys("2999-01-01", "enter")
			s.see("A note on it")
			s.keys("enter")
			s.see("Which of these pages", "[ ] A week")
			s.keys("enter")
			s.see("We sing first")
			s.keys("esc")
			s.see("[x] What the choir taught me")
			s.keys("tab")
			s.see("recognise your own")
			s.keys("tab")
			s.see("quite differently")
			s.keys("tab")
			s.see("Which suggestions could")
			s.keys("Sing first", "ctrl+d")
			s.see("1 Sing first", "Another one")
			s.keys("enter")
			s.see("have to change")
			s.keys("enter")
			s.see("say back")
			s.keys("enter")
			s.see("Before you finish")
			s.keys("enter")
			s.see("Kept as")
			if code := s.leave(); code != 0 {
				t.Errorf("exit code %d\n%s", code, s.screen.String())
			}
			if got := lastReflection(t, onScreen); !reflect.DeepEqual(got, want) {
				t.Errorf("got:\n%s\nwant:\n%s", indented(got), indented(want))
			}
			if got := afterwards(t, onScreen); got != left {
				t.Errorf("it leaves\n%s\nwant\n%s", got, left)
			}
		})
	}
}
