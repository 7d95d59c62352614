//go:build unix

package main

import (
	"bufio"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The lines of the README that begin with "$ " are typed, and what kith answers
// on a terminal of 80 columns is what stands below them, but for the ids.
func TestTheReadmeIsTrue(t *testing.T) {
	t.Parallel()
	env := append(person(t), "NO_COLOR=1")
	dir := t.TempDir()
	examples := readmeExamples(t)
	if len(examples) < 5 {
		t.Fatalf("the README has %d examples", len(examples))
	}
	for _, e := range examples {
		cmd := exec.CommandContext(t.Context(), "sh", "-c", e.line)
		cmd.Dir, cmd.Env = dir, env
		if got := anyID(written(t, cmd)); got != anyID(e.answer) {
			t.Errorf("$ %s\ngives\n%s\nand the README says\n%s", e.line, got, e.answer)
		}
	}
}

// Every test that docs/trust.md names is there.
func TestWhatIsTrustedIsTested(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/trust.md")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	err = filepath.WalkDir("../..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, name := range regexp.MustCompile(`(?m)^func (Test\w+)`).FindAllSubmatch(source, -1) {
			there[string(name[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`Test[A-Z]\w+`).FindAllString(string(page), -1)
	for _, name := range named {
		if !there[name] {
			t.Errorf("there is no %s", name)
		}
	}
	if len(named) < 30 {
		t.Errorf("it names %d tests", len(named))
	}
}

// example is a line that is typed and what it answers.
type example struct{ line, answer string }

// readmeExamples are those of the README's console blocks.
func readmeExamples(t *testing.T) []example {
	t.Helper()
	file, err := os.Open("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []example
	within := false
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		command, typed := strings.CutPrefix(line, "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			within = line == "```console"
		case within && typed:
			all = append(all, example{line: command})
		case within:
			all[len(all)-1].answer += line + "\n"
		}
	}
	return all
}

// anyID makes every word of eight letters and digits the same.
func anyID(text string) string {
	return regexp.MustCompile(`\b[0-9a-z]{8}\b`).ReplaceAllString(strings.ReplaceAll(text, "\r\n", "\n"), "xxxxxxxx")
}
