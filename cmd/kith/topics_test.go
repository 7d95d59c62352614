package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kith/journal"
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
