//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const askReading = `schema = 1
id = "how-it-reads"
title = "How it reads"

[source]
citation = "made for this test"

[[step]]
key = "which"
kind = "community"
prompt = "Which?"

[[step]]
key = "reads"
kind = "info"
prompt = "Reading"
help = "{reading}"

[[step]]
key = "after"
kind = "short_text"
prompt = "And then?"
`

// Activities and kith community show read a community in the same words.
func TestOneReadingEverywhere(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	env := append(os.Environ(), environment(home)...)
	dir := filepath.Join(home, "config", "kith", "activities")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "how-it-reads.toml"), []byte(askReading), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, observed := range map[string][]string{
		"Go Meetup": {"--domain", "4", "--community", "4", "--practice", "4", "--note", "the handbook"},
		"Choir":     {"--domain", "2", "--community", "5", "--practice", "1", "--set", "own_label=friends"},
		"Quilters":  {"--domain", "4", "--community", "3", "--practice", "?", "--date", "2024-05-01"},
		"New":       {"--domain", "5", "--community", "5", "--practice", "3"},
	} {
		kith(t, env, "", "community", "add", name, "--rhythm", "monthly", "--started", "2026-09")
		kith(t, env, "", append([]string{"community", "observe", name}, observed...)...)
		paragraph := readingShown(t, kith(t, env, "", "community", "show", name))
		cmd := exec.CommandContext(t.Context(), "kith", "reflect", "how-it-reads", "--plain")
		cmd.Env, cmd.Stdin = env, strings.NewReader(name+"\n\nx\n\n")
		asked, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, asked)
		}
		if words := strings.Join(strings.Fields(string(asked)), " "); !strings.Contains(words, paragraph) {
			t.Errorf("kith community show reads %s as\n%s\nand the activity says\n%s", name, paragraph, words)
		}
	}
}

// readingShown is the paragraph under its heading.
func readingShown(t *testing.T, shown string) string {
	t.Helper()
	_, after, found := strings.Cut(shown, "How kith reads it\n")
	paragraph, _, more := strings.Cut(after, "\n\n")
	if !found || !more {
		t.Fatalf("there is no reading in\n%s", shown)
	}
	return strings.TrimSpace(paragraph)
}
