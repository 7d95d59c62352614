package prompts

import (
	"fmt"
	"slices"
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
		a = (&parser{tomlFile: file}).activity(top)
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
	switch v, ok := t.keys["schema"]; {
	case !ok && !meant["schema"]:
		t.problem("schema", "schema is missing: it is schema = %d", schema)
	case ok && v != int64(schema):
		t.problem("schema", "schema is not one that this kith reads: it reads schema = %d", schema)
	}
	a := Activity{
		ID: t.needed("id", meant), Aliases: t.texts("aliases"), Title: t.needed("title", meant),
		Minutes: t.count("minutes"), Tags: t.texts("tags"), Private: t.flag("private", false),
		Intro: t.text("intro"), Closing: t.text("closing"), Origin: p.origin(t, meant),
	}
	p.word(t, "id", a.ID, idLetters)
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
	p.noPlaceholder(t, "title", "intro", "closing")
	p.private = a.Private
	if !t.has("step") && !meant["step"] {
		t.problem("step", "there is no [[step]]")
	}
	a.Steps = p.stepsOf(t)
	p.checkScopes(a.Steps)
	return a
}

func (p *parser) origin(t table, meant map[string]bool) Origin {
	src, ok := t.table("source", `[source] with citation = "..."`)
	if !ok {
		if !t.has("source") && !meant["source"] {
			t.problem("source", "[source] is missing: it says in citation where the activity comes from")
		}
		return Origin{}
	}
	meant = src.known([]string{"citation", "url", "licence"})
	return Origin{Citation: src.needed("citation", meant), URL: src.text("url"), Licence: src.text("licence")}
}

const (
	idLetters  = "abcdefghijklmnopqrstuvwxyz0123456789-"
	keyLetters = "abcdefghijklmnopqrstuvwxyz0123456789_"
)

// word checks that an id, a key or a measure is made of the letters allowed.
func (p *parser) word(t table, key, word, letters string) {
	switch {
	case strings.ContainsFunc(word, func(r rune) bool { return !strings.ContainsRune(letters, r) }):
		t.problem(key, "%s may hold only a-z, 0-9 and %s, and is %q", key, letters[len(letters)-1:], text.Cut(word, 60))
	case len(word) > maxWords:
		t.problem(key, "%s is longer than %d characters", key, maxWords)
	}
}

// stepsOf reads the steps of the activity or of a loop.
func (p *parser) stepsOf(t table) []Step {
	var steps []Step
	tables := t.tables("step", "[[step]]")
	for _, st := range tables {
		if p.steps++; p.steps > maxSteps {
			p.problem(st.path, "there are more than %d steps", maxSteps)
			break
		}
		if st.keys != nil {
			steps = append(steps, p.step(st))
		}
	}
	if tables != nil && len(tables) == 0 {
		t.problem("step", "there is no [[step]]")
	}
	return steps
}

func (p *parser) step(t table) Step {
	kind := p.kind(t)
	t, meant := p.stepKeys(t, kind)
	if !t.has("kind") && !meant["kind"] {
		t.problem("kind", "kind is missing: one of %s", text.List(Kinds(), "or"))
	}
	s := Step{
		Key: t.needed("key", meant), Kind: kind.name, Prompt: t.needed("prompt", meant), Help: t.text("help"),
		Required: t.flag("required", false), Private: t.flag("private", p.private),
		Full: t.flag("full", false), Sitting: t.count("sitting"), Record: t.text("record"),
	}
	p.word(t, "key", s.Key, keyLetters)
	p.word(t, "record", s.Record, keyLetters)
	s.When = p.condition(t)
	if kind.parse != nil {
		kind.parse(p, t, &s, meant)
	}
	return s
}

// kind is the step's kind; of one that is not known the name is empty.
func (p *parser) kind(t table) stepKind {
	kind := kindOf(journal.Kind(t.text("kind")))
	if isText(t.keys["kind"]) && !slices.Contains(Kinds(), kind.name) {
		or := didYouMean(string(kind.name), Kinds())
		if or == "" {
			or = ": it is one of " + text.List(Kinds(), "or")
		}
		t.problem("kind", "%s is not a kind of step%s", shown(string(kind.name)), or)
		kind.name = ""
	}
	return kind
}

// stepKeys reports the keys that are unknown, and those of another kind, which
// the table that comes back is without.
func (p *parser) stepKeys(t table, kind stepKind) (mine table, meant map[string]bool) {
	allowed := kind.allKeys()
	mine = table{file: t.file, path: t.path, keys: map[string]any{}}
	for key, v := range t.keys {
		if slices.Contains(allowed, key) {
			mine.keys[key] = v
			continue
		}
		others := kindsWith(key)
		switch listed := text.List(others, "and"); {
		case len(others) == 0:
			mine.keys[key] = v
		case kind.name == "":
			// whether it may have the key is not known
		case key == "step":
			t.problem(key, "only a per_community has steps of its own")
		case key == "private" && kind.name == journal.PerCommunity:
			t.problem(key, "private belongs on the steps of a per_community, which has no answer of its own")
		case key == "required" || key == "private":
			t.problem(key, "%s makes no sense on %s, which has no answer of its own", key, kind.name)
		case key == "record":
			t.problem(key, "record is for %s, not for %s", listed, kind.name)
		default:
			t.problem(key, "%s belongs to %s, not to %s", key, listed, kind.name)
		}
	}
	if kind.name == "" {
		for _, k := range kinds() {
			allowed = append(allowed, k.allKeys()...)
		}
	}
	return mine, mine.known(allowed)
}

// counts reads how many things an answer may hold.
func (p *parser) counts(t table, s *Step) {
	s.MinItems, s.MaxItems = t.count("min_items"), t.count("max_items")
	if s.MaxItems > 0 && s.MinItems > s.MaxItems {
		t.problem("min_items", "min_items is %d, which is more than max_items, %d", s.MinItems, s.MaxItems)
	}
}

// orThese ends a complaint about a word with the one that was most likely meant
// or, where none is near, with those there are.
func orThese[T ~string](word string, among []T) string {
	if near := didYouMean(word, among); near != "" {
		return near
	}
	return ": they are " + text.Cut(text.List(among, "and"), 200)
}

func didYouMean[T ~string](word string, among []T) string {
	if near := text.Nearest(word, among); len(near) > 0 {
		return fmt.Sprintf(", did you mean %s?", near[0])
	}
	return ""
}

// shown is a word of the file as it may be printed: on one line and short, in
// quotes where it would not be seen as one word without.
func shown(s string) string {
	s = text.Cut(s, 60)
	if s == "" || strings.ContainsAny(s, " \"'") {
		return fmt.Sprintf("%q", s)
	}
	return s
}
