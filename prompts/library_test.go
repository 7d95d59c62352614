package prompts

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kith/journal"
)

// ownFolder is a folder with the files given, and the library with it.
func ownFolder(t *testing.T, files map[string]string) (string, *Library) {
	t.Helper()
	dir := t.TempDir()
	for name, src := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := OpenLibrary(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir, l
}

// ownFile is a sound activity of that id, with more lines at its top.
func ownFile(id, more string) string {
	return strings.Replace(strings.Replace(head, `"test"`, `"`+id+`"`, 1), "title", more+"title", 1) + soundStep
}

func TestFindActivity(t *testing.T) {
	t.Parallel()
	_, l := ownFolder(t, nil)
	for _, name := range []string{"your-communities", "5.3", "Your-Communities", " 5.3 "} {
		if a, err := l.Find(name); err != nil || a.ID != "your-communities" {
			t.Errorf("%q finds %s, %v", name, a.ID, err)
		}
	}
	_, err := l.Find("your-comunities")
	var e *journal.Error
	if !errors.As(err, &e) || e.Kind != journal.NotFound || e.Hint != "did you mean your-communities?" {
		t.Errorf("%v", err)
	}
	for _, name := range []string{"", "../library", "wobble", strings.Repeat("x", 100_000), "a/b", "\x1b"} {
		if _, err := l.Find(name); journal.KindOf(err) != journal.NotFound || len(err.Error()) > 200 || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%.20q: %v", name, err)
		}
	}
}

// Everybody finds a model by the name they know it by, and its stages in what it
// asks.
func TestAnActivityAnswersToTheNamePeopleKnow(t *testing.T) {
	t.Parallel()
	_, l := ownFolder(t, map[string]string{
		"elan.toml": strings.Replace(ownFile("elan", "aliases = [\"Élan\"]\n"), "A test", "Übung", 1),
	})
	for name, stages := range map[string]string{
		"gibbs":               "Description: Feelings: Evaluation: Analysis: Conclusion: Action plan:",
		"Kolb":                "Concrete experience: Reflective observation: Abstract conceptualisation: Active experimentation:",
		"ROLFE":               "What? So what? Now what?",
		"driscoll":            "What? So what? Now what?",
		"borton":              "What? So what? Now what?",
		"what":                "What? So what? Now what?",
		"brookfield":          "Students' eyes: Colleagues' perceptions: Personal experience: Theory:",
		"Brookfield's four l": "Students' eyes:",
		"schon":               "Knowing in action: Reflection in action: Reflection on action:",
		"Scho\u0308n":         "Reflection in action:",
		"bain":                "Reporting: Responding: Relating: Reasoning: Reconstructing:",
		"5rs":                 "Reporting:",
		"5.3":                 "Domain: Community: Practice:",
		"gosling":             "",
		"lave":                "",
		"week":                "",
		"reflection in":       "Reflection in action:",
		"élan":                "", "ELAN": "", "ubu": "", "el": "",
	} {
		a, err := l.Find(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for stage := range strings.FieldsFuncSeq(stages, func(r rune) bool { return r == ':' || r == '?' }) {
			if !strings.Contains(a.Source, "prompt = \""+strings.TrimSpace(stage)) {
				t.Errorf("%s finds %s, which does not ask for %s", name, a.ID, stage)
			}
		}
	}
	for name, want := range map[string]string{
		"g":    `"g" fits several activities: gibbs-cycle, grow-a-community and peer-observation`,
		"  In": `"  In" fits several activities: in-and-on-action and inclusion-check`,
	} {
		if _, err := l.Find(name); journal.KindOf(err) != journal.Conflict || err.Error() != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

func TestActivitiesAreListedByID(t *testing.T) {
	t.Parallel()
	_, l := ownFolder(t, map[string]string{"mine.toml": ownFile("mine", ""), "notes.txt": "x", "weekly.toml": ownFile("weekly-review", "")})
	var ids []string
	for _, e := range l.Activities() {
		ids = append(ids, e.ID)
		if own := e.ID == "mine" || e.ID == "weekly-review"; e.Own != own || (e.File != "") != own {
			t.Errorf("%s: own %v, file %q", e.ID, e.Own, e.File)
		}
	}
	if len(ids) != 18 || !slices.IsSorted(ids) || !slices.Contains(ids, "mine") {
		t.Errorf("%v", ids)
	}
	if a, err := l.Find("weekly-review"); err != nil || a.Title != "A test" {
		t.Errorf("the own file does not stand in for the built-in one: %s, %v", a.Title, err)
	}
	if l.Broken() != nil {
		t.Errorf("%v", l.Broken())
	}
}

func TestABrokenOwnFileStopsNothing(t *testing.T) {
	t.Parallel()
	dir, l := ownFolder(t, map[string]string{
		"a.toml":             "schema = 1\nid = \"weekly-review\"\n",
		"b.toml":             "not TOML",
		"mine.toml":          ownFile("mine", ""),
		"daily-glimpse.toml": "schema = ",
		"large.toml":         ownFile("large", "") + "# " + strings.Repeat("x", maxFile),
	})
	if err := os.Mkdir(filepath.Join(dir, "folder.toml"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "link.toml")); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, broken := range l.Broken() {
		names = append(names, filepath.Base(broken.Name))
	}
	if want := []string{"a.toml", "b.toml", "daily-glimpse.toml", "large.toml", "link.toml"}; !slices.Equal(names, want) {
		t.Errorf("broken are %v, want %v", names, want)
	}
	for _, name := range []string{"mine", "5.3", "gibbs-cycle"} {
		if _, err := l.Find(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"weekly-review", "b", "daily-glimpse", "link"} {
		_, err := l.Find(name)
		var file *FileError
		if !errors.As(err, &file) || journal.KindOf(err) != journal.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(l.Activities()) != 18 {
		t.Errorf("%d activities", len(l.Activities()))
	}
}

func TestTwoFilesOfOneName(t *testing.T) {
	t.Parallel()
	dir, l := ownFolder(t, map[string]string{
		"a.toml": ownFile("mine", "aliases = [\"m\"]\n"),
		"b.toml": ownFile("mine", ""),
		"c.toml": ownFile("other", "aliases = [\n\"o\",\n\"M\", \"5.3\", \"Schön\"]\n"),
		"d.toml": ownFile("your-communities", "aliases = [\"5.3\"]\n"),
	})
	a, d := filepath.Join(dir, "a.toml"), filepath.Join(dir, "d.toml")
	want := []string{
		filepath.Join(dir, "b.toml") + ":2: the id mine is taken by " + a,
		filepath.Join(dir, "c.toml") + ":5: the alias M is taken by " + a,
		filepath.Join(dir, "c.toml") + ":5: the alias Schön is taken by the built-in activity in-and-on-action",
		filepath.Join(dir, "c.toml") + ":5: the alias 5.3 is taken by the built-in activity your-communities",
	}
	var got []string
	for _, broken := range l.Broken() {
		got = append(got, strings.Split(broken.Error(), "\n")...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if found, err := l.Find("5.3"); err != nil || found.Title != "A test" {
		t.Errorf("5.3 is %s of %s, %v", found.Title, d, err)
	}
	if found, err := l.Find("mine"); err != nil || !strings.Contains(found.Source, "aliases") {
		t.Errorf("mine is not the first of the two: %v", err)
	}
}

func TestAFolderThatIsNotThere(t *testing.T) {
	t.Parallel()
	l, err := OpenLibrary(filepath.Join(t.TempDir(), "nothing"))
	if err != nil || len(l.Activities()) != 17 || l.Broken() != nil {
		t.Errorf("%d activities, %v, %v", len(l.Activities()), l.Broken(), err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err = OpenLibrary(file)
	if err != nil || len(l.Activities()) != 17 || len(l.Broken()) != 1 {
		t.Errorf("%d activities, %v, %v", len(l.Activities()), l.Broken(), err)
	}
}

func BenchmarkParseAll(b *testing.B) {
	for b.Loop() {
		readBuiltIn()
	}
}

func BenchmarkFindOne(b *testing.B) {
	for b.Loop() {
		l, err := OpenLibrary("")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := l.Find("your-communities"); err != nil {
			b.Fatal(err)
		}
	}
}

// What kith has words for, the activities ask for in the same words.
func TestMeasuresAreAskedForInTheirOwnWords(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{}
	var check func(id string, steps []Step)
	check = func(id string, steps []Step) {
		for _, s := range steps {
			check(id, s.Steps)
			m, known := journal.MeasureNamed(s.Record)
			if !known {
				continue
			}
			asked[m.Name] = true
			options := s.Options
			for i, anchor := range s.Anchors {
				options = append(options, journal.Option{Value: fmt.Sprint(i + 1), Label: anchor})
			}
			if !slices.Equal(options, m.Scale) {
				t.Errorf("%s asks for %s by %v, and its scale is %v", id, m.Name, options, m.Scale)
			}
		}
	}
	for _, e := range readBuiltIn() {
		check(e.ID, e.Steps)
	}
	for _, m := range journal.Measures() {
		if !asked[m.Name] && m.Name != journal.MeasureDormant {
			t.Errorf("nothing asks for %s", m.Name)
		}
	}
}
