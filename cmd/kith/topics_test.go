package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/console"
	"kith/docs"
	"kith/journal"
	"kith/journal/text"
)

// Every variable that the code asks for is in the help, so that the two cannot
// drift apart.
func TestTheEnvironmentTopicKnowsEveryVariable(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`"([A-Z][A-Z_]{3,})"`)
	for _, pattern := range []string{"*.go", "internal/console/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range name.FindAllStringSubmatch(string(src), -1) {
				if !strings.Contains(environmentTopic, found[1]) {
					t.Errorf("%s asks for %s, and kith help environment does not know it", file, found[1])
				}
			}
		}
	}
}

// What help points to is in the binary, and fits a terminal.
func TestThePagesOfHelpAreReadOnATerminal(t *testing.T) {
	t.Parallel()
	a := &app{console: &console.Console{}}
	for _, topic := range topics() {
		page := a.drawTopic(topic)
		for line := range strings.Lines(page) {
			code := strings.HasPrefix(line, "    ")
			if text.Width(strings.TrimRight(line, "\n")) > 80 && !code || strings.Contains(line, "|--") || strings.Contains(line, "](") || strings.HasPrefix(line, "#") {
				t.Errorf("kith help %s: %q", topic.name, line)
			}
			if strings.Contains(line, "docs/") {
				t.Errorf("kith help %s points to a file: %q", topic.name, line)
			}
		}
	}
	forEachCommand(newRoot(a), func(c *cobra.Command) {
		if strings.Contains(helpText(c), "docs/") {
			t.Errorf("the help of %s points to a file", c.CommandPath())
		}
	})
}

// A command is told what to do: "Run", and never "Runs", in its line of a list as
// in its own help.
func TestHelpTextsSpeakWithOneVoice(t *testing.T) {
	t.Parallel()
	forEachCommand(newRoot(&app{console: &console.Console{}}), func(c *cobra.Command) {
		short, _, _ := strings.Cut(c.Short, " ")
		long, _, _ := strings.Cut(c.Long, " ")
		if c.HasParent() && c.Long != "" && strings.TrimRight(long, ",.") != strings.TrimRight(short, ",.") {
			t.Errorf("%s: %q in a list and %q in its help", c.CommandPath(), short, long)
		}
		if !c.HasSubCommands() && (strings.HasSuffix(short, "s") || short == "The") {
			t.Errorf("%s: %q does not say what to do", c.CommandPath(), c.Short)
		}
	})
}

func TestTheWordsTopicKnowsEveryReading(t *testing.T) {
	t.Parallel()
	for _, reading := range journal.Readings() {
		if !strings.Contains(docs.Words, "\n| "+reading+" | ") {
			t.Errorf("kith help words does not know %s", reading)
		}
	}
}

func TestEveryKindOfErrorHasItsExitCode(t *testing.T) {
	t.Parallel()
	for kind, code := range map[journal.ErrorKind]int{
		journal.Internal: 1, usage: 2, journal.Invalid: 3, journal.NotFound: 4,
		journal.Conflict: 5, journal.Locked: 6, stopped: 130,
	} {
		if got := exitCodes()[kind]; got != code {
			t.Errorf("%s: exit code %d, want %d", kind, got, code)
		}
	}
}

func forEachCommand(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			forEachCommand(sub, do)
		}
	}
}
