package prompts

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestLines(t *testing.T) {
	t.Parallel()
	src := `# a comment with [brackets] and "quotes
title = "x # [not] a header" # y
multi = """
[not.a.table]
key = 1 \""" ""quotes""
"""
literal = '''
it's = 'fine' '''''

after.the = "strings"          # dotted
"quoted.key" = 1
list = [
  # in between
  { value = "a]", label = '}' },
  { value = "b", inner = [ [1, 2],
    [3] ] },
]
[source]
citation = "c"
[[step]]
key = "a"
[[step.step]]
key = "a.a"
[[step.step]]

key = "a.b"
[step.step.when]
op = "eq"
[[step]]
key = "b"
[[step.step]]
when = { key = "k", op = "o" }
[look."Go \u0022Meetup"]
works = 4
[look.'Läufer']
works = 5
`
	scanned := scanLines(src)
	index := scanned.lines
	if scanned.tooDeep > 0 || scanned.endless > 0 {
		t.Fatalf("too deep on line %d, endless on %d", scanned.tooDeep, scanned.endless)
	}
	want := map[string]int{
		"title": 2, "multi": 3, "literal": 7, "after": 10, "after.the": 10, `"quoted.key"`: 11,
		"list": 12, "list[0]": 14, "list[0].label": 14, "list[1].value": 15, "list[1].inner[1]": 16,
		"list[1].inner[1][0]": 16, "source": 18, "source.citation": 19, "step": 20, "step[0]": 20,
		"step[0].key": 21, "step[0].step[0].key": 23, "step[0].step[1]": 24, "step[0].step[1].key": 26,
		"step[0].step[1].when": 27, "step[0].step[1].when.op": 28, "step[1]": 29, "step[1].key": 30,
		"step[1].step[0]": 31, "step[1].step[0].when.op": 32, `look."Go \"Meetup"`: 33,
		`look."Go \"Meetup".works`: 34, `look."Läufer".works`: 36,
	}
	for path, line := range want {
		if index[path] != line {
			t.Errorf("%s is on line %d, want %d", path, index[path], line)
		}
	}
	for path, line := range map[string]int{
		"": 1, "missing": 1, "source.licence": 18, "step[1].when.key": 29, "step[0].step[1].when.value": 27,
		`look."Go \"Meetup"."of [what].ever"`: 33,
	} {
		if got := index.of(path); got != line {
			t.Errorf("what is missing at %s would be on line %d, want %d", path, got, line)
		}
	}
}

func TestTooDeep(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"a = 1\nb = " + strings.Repeat("[", 1<<20),
		"a = 1\nb = " + strings.Repeat("{a=", 1<<18),
		"a = 1\n" + strings.Repeat("a.", 1<<19) + "a = 1",
		"a = 1\n[" + strings.Repeat("a.", 1<<19) + "a]",
	} {
		if line := scanLines(src).tooDeep; line != 2 {
			t.Errorf("%.20q...: too deep on line %d, want 2", src, line)
		}
		if _, err := Parse("deep", []byte(src)); err == nil {
			t.Errorf("%.20q... is taken", src)
		}
	}
}

// FuzzLines holds the scanner to the library: of a file that the library reads,
// it knows the line of every key, and the key is on that line.
func FuzzLines(f *testing.F) {
	f.Add("[[step]]\n[[step.step]]\nkey = 'a' # b\n[step.step.when]\n[look.\"Go \\\" Meetup\"]\nworks = 4\n")
	f.Add("a = \"\"\"\\\"\"\"\"\"\"\nb.c = '''''''\n[[x]]\ny = [{z = 1}, {\"\\u0041\" = 2}]\r\n")
	f.Add("a = [1, # ]\n 2]\n[a-b.'c d']\n\"\" = 1979-05-27 07:32:00\n")
	f.Add("[\"\\e\"]\n\"\\xe9\" = 1\n\"\\\\e\" = 2\n")
	f.Fuzz(func(t *testing.T, src string) {
		scanned := scanLines(src)
		keys := map[string]any{}
		if _, err := toml.Decode(src, &keys); err != nil || scanned.tooDeep > 0 {
			return
		}
		if scanned.endless > 0 {
			t.Fatalf("a text that begins on line %d is taken to have no end", scanned.endless)
		}
		text := strings.Split(src, "\n")
		eachPath("", keys, func(path, key string) {
			line, ok := scanned.lines[path]
			if !ok {
				t.Fatalf("no line for %s", path)
			}
			if isWord(key) && !strings.Contains(text[line-1], key) && !strings.Contains(text[line-1], `\`) {
				t.Fatalf("%s is said to be on line %d: %q", path, line, text[line-1])
			}
		})
	})
}

func isWord(key string) bool { return strings.Trim(key, keyLetters) == "" }

func eachPath(path string, v any, do func(path, key string)) {
	if list, ok := asList(v); ok {
		for i, v := range list[:min(len(list), maxIndexed)] {
			do(indexPath(path, i), "")
			eachPath(indexPath(path, i), v, do)
		}
	}
	if keys, ok := v.(map[string]any); ok {
		for key, v := range keys {
			do(joinPath(path, key), key)
			eachPath(joinPath(path, key), v, do)
		}
	}
}
