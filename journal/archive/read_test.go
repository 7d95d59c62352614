package archive

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// front is the front matter as any YAML reader sees it.
type front struct {
	ID          string   `yaml:"id"`
	Title       string   `yaml:"title"`
	Activity    string   `yaml:"activity"`
	Created     string   `yaml:"created"`
	Updated     string   `yaml:"updated"`
	Event       string   `yaml:"event"`
	Minutes     int      `yaml:"minutes"`
	Hours       float64  `yaml:"hours"`
	Words       int      `yaml:"words"`
	Private     bool     `yaml:"private"`
	Tags        []string `yaml:"tags"`
	Communities []string `yaml:"communities"`
}

// readFront splits a file into its front matter and the rest.
func readFront(t testing.TB, file string) (front, string) {
	t.Helper()
	matter, rest, found := strings.Cut(strings.TrimPrefix(file, "---\n"), "\n---\n")
	if !found || !strings.HasPrefix(file, "---\n") {
		t.Fatalf("no front matter in %q", file)
	}
	var f front
	decoder := yaml.NewDecoder(strings.NewReader(matter))
	decoder.KnownFields(true)
	if err := decoder.Decode(&f); err != nil {
		t.Fatalf("front matter: %v in\n%s", err, matter)
	}
	return f, rest
}
