//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// hardNames are names that people have, and that are hard to keep in line, in
// their place and apart from what means something to a shell or to Markdown.
func hardNames() []string {
	return []string{
		"Société savante d'études médiévales", "Cafe\u0301 des Langues", "読書会", "كتاب المساء",
		"👩\u200d👩\u200d👧\u200d👦 Families", `The "quoted" ones`, "#golang", "R|S pipes", "*stars* and _more_", "null",
	}
}

// tenCommunities is the environment of somebody who belongs to them.
func tenCommunities(t *testing.T) []string {
	env := person(t, "NO_COLOR=1", "PAGER=cat")
	for i, name := range hardNames() {
		kith(t, env, "", "community", "add", name, "--kind", "professional", "--kind", "learning", "--tag", name, "--tag", "evenings")
		kith(t, env, "", "community", "observe", name, "--domain", string(rune('1'+i%5)), "--community", "4", "--practice", string(rune('5'-i%5)))
	}
	return env
}

func TestHardNamesStayInLine(t *testing.T) {
	t.Parallel()
	env := tenCommunities(t)
	for _, width := range []int{60, 80, 100} {
		out := strings.ReplaceAll(onTerminal(t, append(env, fmt.Sprintf("COLUMNS=%d", width)), "community", "list"), "\r\n", "\n")
		out, legend, explained := strings.Cut(out, map[bool]string{true: "\nd c p: ", false: "\ndomain, community and practice: "}[width < widthForElements])
		if !explained || !strings.Contains(legend, "not said") {
			t.Errorf("at %d the legend is %q", width, legend)
		}
		lines := strings.Split(out, "\n")
		starts := columnStarts(lines[0])
		if len(starts) < 5 {
			t.Fatalf("at %d the columns are %q", width, lines[0])
		}
		for _, line := range lines {
			if w := ansi.StringWidth(line); w > width {
				t.Errorf("at %d: %d cells: %s", width, w, line)
			}
			for _, at := range starts[1:] {
				if gap := ansi.Cut(line, at-2, at); strings.Trim(gap, " \u2068\u2069") != "" {
					t.Errorf("at %d: %q stands between the columns: %s", width, gap, line)
				}
			}
		}
		if plain := onTerminal(t, append(env, fmt.Sprintf("COLUMNS=%d", width)), "community", "list", "--plain"); strings.Contains(plain, "▂") ||
			width < widthForElements && !strings.Contains(plain, " 1 4 5 ") || width >= widthForElements && !strings.Contains(plain, "1       4          5  ") {
			t.Errorf("at %d what is read aloud is\n%s", width, plain)
		}
		if !strings.Contains(out, "looked at") || strings.Count(out, "today") != len(hardNames()) {
			t.Errorf("at %d not every community has its day:\n%s", width, out)
		}
	}
}

// What a list is read for is there whole, however wide the terminal.
func TestListsKeepTheirWords(t *testing.T) {
	t.Parallel()
	env := person(t, "NO_COLOR=1", "PAGER=cat")
	const (
		title = "Someone new asked the first question, and it was quiet"
		try   = "Take notes for the group and send them round the next morning, before anybody has forgotten it"
	)
	kith(t, env, "", "community", "add", "New Lecturers Programme, autumn cohort")
	kith(t, env, "", "note", title, "--tag", "first questions", "--tag", "teaching", "--community", "lecturers", "--date", "2026-11-20")
	kith(t, env, `what = "A"`+"\n"+`so_what = "B"`+"\n"+`now_what = "C"`+"\n"+`action = [{ text = "`+try+`", try_by = 2026-12-01 }]`,
		"reflect", "what-so-what", "--answers", "-")
	for _, width := range []int{40, 60, 80, 120} {
		for _, list := range []struct{ name, words string }{{"list", title + " 20 Nov 2026"}, {"suggestion list", try + " 1 Dec 2026"}} {
			out := onTerminal(t, append(env, fmt.Sprintf("COLUMNS=%d", width)), strings.Fields(list.name)...)
			for word := range strings.FieldsSeq(list.words) {
				if !strings.Contains(out, word) {
					t.Errorf("%s at %d has no %q:\n%s", list.name, width, word, out)
				}
			}
		}
	}
}

// columnStarts are the cells at which the headers begin.
func columnStarts(headers string) []int {
	var starts []int
	for i := range headers {
		if headers[i] != ' ' && (i == 0 || strings.HasSuffix(headers[:i], "  ")) {
			starts = append(starts, ansi.StringWidth(headers[:i]))
		}
	}
	return starts
}

func TestHardNamesComeBackAsTheyAre(t *testing.T) {
	t.Parallel()
	env := tenCommunities(t)
	dir := t.TempDir()
	for _, name := range hardNames() {
		var shown struct {
			Name string   `json:"name"`
			Tags []string `json:"tags"`
		}
		if err := json.Unmarshal([]byte(kith(t, env, "", "community", "show", name, "--json")), &shown); err != nil || shown.Name != name {
			t.Errorf("%q is shown as %q (%v)", name, shown.Name, err)
		}
		if got := kith(t, env, "", "community", "list", "--tag", name); !strings.HasPrefix(got, name+"\t") || strings.Count(got, "\n") != 1 {
			t.Errorf("with the tag %q there is %q", name, got)
		}
		kith(t, env, "", "note", "Something about "+name, "--community", name)
	}
	if got := kith(t, env, "", "community", "map"); strings.Count(got, "\n  ") != len(hardNames()) {
		t.Errorf("the map does not have them all:\n%s", got)
	}
	kith(t, env, "", "community", "map", "--svg", filepath.Join(dir, "map.svg"))
	kith(t, env, "", "export", "--out", filepath.Join(dir, "out"))
	files, err := filepath.Glob(filepath.Join(dir, "out", "*.md"))
	if err != nil || len(files) != len(hardNames()) {
		t.Fatalf("%d files (%v)", len(files), err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	for _, name := range hardNames() {
		if quoted := strings.ReplaceAll(name, `"`, `\"`); !strings.Contains(all.String(), quoted) && !strings.Contains(all.String(), name) {
			t.Errorf("the export does not have %q", name)
		}
	}
}
