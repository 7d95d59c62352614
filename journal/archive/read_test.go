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
	Minutes     int      `yaml:"minutes"`
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

// readQuotes are the texts of the block quotes, as they were before they were
// written.
func readQuotes(body string) []string {
	var texts []string
	var quote []line
	flush := func() {
		if len(quote) > 0 {
			quote[len(quote)-1].end = ""
			texts = append(texts, restored(quote, len("> ")))
		}
		quote = nil
	}
	for _, l := range splitLines(body) {
		if inner, ok := strings.CutPrefix(l.text, ">"); ok {
			quote = append(quote, line{strings.TrimPrefix(inner, " "), l.end})
			continue
		}
		flush()
	}
	flush()
	return texts
}

// restored takes back what keeps a text in its place.
func restored(lines []line, column int) string {
	var b strings.Builder
	g := newEscaper(lines, column)
	for i, n := range g.kinds {
		text := lines[i].text
		if n != code {
			table, dashes := g.rules(i)
			if dashes > 0 {
				text = text[:dashes-1] + text[dashes:]
			}
			text = unescaped(text, table)
		}
		b.WriteString(text + lines[i].end)
	}
	return b.String()
}

// unescaped takes back the backslashes before what is risky: of 2n+1 there
// were n.
func unescaped(text string, table int) string {
	var b strings.Builder
	slashes := 0
	for i := range len(text) {
		if text[i] == '\\' {
			slashes++
			continue
		}
		if (i == table || beginsMarkup(text[i:])) && slashes%2 == 1 {
			slashes /= 2
		}
		b.WriteString(strings.Repeat(`\`, slashes))
		b.WriteByte(text[i])
		slashes = 0
	}
	return b.String() + strings.Repeat(`\`, slashes)
}
