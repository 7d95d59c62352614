package prompts

import (
	"fmt"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// FileError is all that is wrong with one activity file.
type FileError struct {
	Name     string
	Problems []Problem // by line
}

// Error prints each problem on a line of its own, "weekly.toml:12: ...".
func (e *FileError) Error() string {
	out := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		out[i] = fmt.Sprintf("%s:%d: %s", e.Name, p.Line, p.Text)
	}
	return strings.Join(out, "\n")
}

// Unwrap gives the error its kind: the content is invalid.
func (e *FileError) Unwrap() error { return journal.Errorf(journal.Invalid, "%s", e.Error()) }

// The bounds of an activity file: far over what any has a use for.
const (
	maxFile    = 1 << 20 // bytes
	maxSteps   = 500     // with those in loops
	maxOptions = 200
	maxWords   = 200 // characters of an id, a key, a tag and the like
)

const schema = 1

// Parse reads an activity. The error is a *FileError with every problem of the
// file; name is how it calls the file.
func Parse(name string, src []byte) (Activity, error) {
	a, err := parse(name, src)
	if err != nil {
		return Activity{}, err
	}
	return a, nil
}

// parse is Parse that gives what could be read beside the error.
func parse(name string, src []byte) (Activity, *FileError) {
	top, file := decode(src, maxFile)
	var a Activity
	if len(file.problems) == 0 {
		p := &parser{tomlFile: file}
		a = p.activity(top)
		a.Source = string(src)
	}
	if len(file.problems) == 0 {
		return a, nil
	}
	err := &FileError{Name: name}
	for _, problem := range file.sorted() {
		err.Problems = append(err.Problems, problem.Problem)
	}
	return a, err
}

// parser builds an activity from a file, and gathers the file's problems.
type parser struct {
	*tomlFile
	private bool // the activity's, for steps that say nothing
	steps   int  // how many there have been
}

func (p *parser) activity(t table) Activity {
	meant := t.known([]string{
		"schema", "id", "aliases", "title", "minutes", "tags", "private", "intro", "closing", "source", "step",
	})
	p.schema(t, meant)
	a := Activity{
		ID: t.needed("id", meant), Aliases: t.texts("aliases"), Title: t.needed("title", meant),
		Minutes: t.count("minutes"), Tags: t.texts("tags"), Private: t.flag("private", false),
		Intro: t.text("intro"), Closing: t.text("closing"), Origin: p.origin(t, meant),
	}
	p.word(t, "id", a.ID, idLetters)
	p.names(t, a)
	p.noPlaceholder(t, "title", "intro", "closing")
	p.private = a.Private
	if !t.has("step") && !meant["step"] {
		t.problem("step", "there is no [[step]]")
	}
	a.Steps = p.stepsOf(t)
	p.checkScopes(a.Steps)
	return a
}

func (p *parser) schema(t table, meant map[string]bool) {
	v, ok := t.keys["schema"]
	switch {
	case !ok && !meant["schema"]:
		t.problem("schema", "schema is missing: it is schema = %d", schema)
	case ok && v != int64(schema):
		t.problem("schema", "schema is not one that this kith reads: it reads schema = %d", schema)
	}
}

func (p *parser) origin(t table, meant map[string]bool) Origin {
	if !t.has("source") {
		if !meant["source"] {
			t.problem("source", "[source] is missing: it says in citation where the activity comes from")
		}
		return Origin{}
	}
	src, ok := t.table("source", `[source] with citation = "..."`)
	if !ok {
		return Origin{}
	}
	meant = src.known([]string{"citation", "url", "licence"})
	return Origin{Citation: src.needed("citation", meant), URL: src.text("url"), Licence: src.text("licence")}
}

// names checks the other names of an activity.
func (p *parser) names(t table, a Activity) {
	for i, alias := range a.Aliases {
		path := indexPath(t.at("aliases"), i)
		switch {
		case strings.ContainsAny(alias, " \t\n/"):
			p.problem(path, "the alias %s must be one word", shown(alias))
		case text.Fold(alias) == text.Fold(a.ID) && alias != "":
			p.problem(path, "the alias %s is the id", shown(alias))
		case len(alias) > maxWords:
			p.problem(path, "this alias is too long")
		}
	}
	for i, tag := range a.Tags {
		if len(tag) > maxWords || strings.Contains(tag, "\n") {
			p.problem(indexPath(t.at("tags"), i), "this tag is too long")
		}
	}
}

const (
	idLetters  = "abcdefghijklmnopqrstuvwxyz0123456789-"
	keyLetters = "abcdefghijklmnopqrstuvwxyz0123456789_"
)

// word checks that an id, a key or a measure is made of the letters allowed.
func (p *parser) word(t table, key, word, letters string) {
	switch {
	case strings.ContainsFunc(word, func(r rune) bool { return !strings.ContainsRune(letters, r) }):
		t.problem(key, "%s may hold only a-z, 0-9 and %s, and is %q", key, letters[len(letters)-1:], clipped(word, 60))
	case len(word) > maxWords:
		t.problem(key, "%s is longer than %d characters", key, maxWords)
	}
}
