package prompts

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"kith/journal"
	"kith/journal/text"
)

// The bounds of an activity file, and so of the work that one from a stranger can
// cause: far over what any has a use for. How deep it nests, and how long its lists
// are, is bounded for every TOML file (maxDepth, maxList); a loop stands in no other.
const (
	maxFile    = 1 << 20 // bytes
	maxSteps   = 500     // with those in loops
	maxPages   = 10_000  // of a run: what its loops come to with the communities picked
	maxOptions = 200
	maxWords   = 200 // characters of an id, a key, a tag and the like
)

const schema = 1

// Parse reads an activity. The error is a *FileError with every problem of the
// file; name is how it calls the file.
func Parse(name string, src []byte) (Activity, error) {
	a, err := parse(name, src, false)
	if err != nil {
		return Activity{}, err
	}
	return a, nil
}

// ParseDraft reads the copy of its activity that a draft keeps. What an earlier
// kith let pass in it is let pass, so that no draft is lost to a stricter one.
func ParseDraft(d journal.Draft) (Activity, error) {
	a, err := parse("the draft's copy of "+d.Activity, []byte(d.Source), true)
	if err != nil {
		return Activity{}, err
	}
	return a, nil
}

// parse is Parse that gives what could be read beside the error.
func parse(name string, src []byte, draft bool) (Activity, *FileError) {
	top, file := decode(src, maxFile)
	var a Activity
	if len(file.problems) == 0 {
		a = (&parser{tomlFile: file, draft: draft}).activity(top)
		a.Source = string(src)
	}
	if len(file.problems) == 0 {
		return a, nil
	}
	var once []Problem
	for _, problem := range file.problems {
		problem.Key = "" // the line says it
		if !slices.Contains(once, problem) {
			once = append(once, problem)
		}
	}
	return a, fileError(name, once)
}

// parser builds an activity from a file, and gathers the file's problems.
type parser struct {
	*tomlFile
	draft   bool   // see ParseDraft
	private bool   // the activity's, for steps that say nothing
	steps   int    // how many there have been
	lead    string // the key of the one that leads a shared page
}

func (p *parser) activity(t table) Activity {
	t.known(
		"schema", "id", "aliases", "title", "about", "minutes", "tags", "private", "intro", "closing", "source", "step",
	)
	switch v, ok := t.keys["schema"]; {
	case t.lacks("schema"):
		t.problem("schema", "schema is missing: it is schema = %d", schema)
	case ok && v != int64(schema):
		t.problem("schema", "schema is not one that this kith reads: it reads schema = %d", schema)
	}
	a := Activity{
		ID: t.needed("id"), Aliases: t.texts("aliases"), Title: t.needed("title"),
		About: t.text("about"), Minutes: t.count("minutes"), Tags: t.texts("tags"), Private: t.flag("private", false),
		Intro: t.text("intro"), Closing: t.text("closing"),
	}
	if t.lacks("source") {
		t.problem("source", "[source] is missing: it says in citation where the activity comes from")
	}
	if src, ok := t.table("source", `[source] with citation = "..."`); ok {
		src.known("citation", "url", "licence")
		a.Origin = journal.Source{Citation: src.needed("citation"), URL: src.text("url"), Licence: src.text("licence")}
	}
	p.word(t, "id", a.ID, idLetters)
	for i, alias := range a.Aliases {
		path := indexPath(t.at("aliases"), i)
		switch {
		case strings.ContainsAny(alias, " \t\n/"):
			p.problem(path, "the alias %s must be one word", shown(alias))
		case !typedAsItIs(alias) && !p.draft:
			p.problem(path, "the alias %s may hold only letters, digits, -, _ and . and begins with a letter or a digit", shown(alias))
		case text.Fold(alias) == text.Fold(a.ID) && alias != "":
			p.problem(path, "the alias %s is the id", shown(alias))
		case len(alias) > maxWords:
			p.problem(path, "this alias is too long")
		}
	}
	if len(a.About) > maxWords || strings.Contains(a.About, "\n") {
		t.problem("about", "about must be one line of at most %d characters", maxWords)
	}
	for i, tag := range a.Tags {
		if len(tag) > maxWords || strings.Contains(tag, "\n") {
			p.problem(indexPath(t.at("tags"), i), "this tag is too long")
		} else if kept, err := journal.Tags([]string{tag}); err == nil { // else it is empty, which has been said
			a.Tags[i] = kept[0]
		}
	}
	p.noPlaceholder(t, "title", "about", "intro", "closing")
	p.private = a.Private
	if t.lacks("step") {
		t.problem("step", "there is no [[step]]")
	}
	a.Steps = p.stepsOf(t)
	p.checkScopes(a.Steps)
	return a
}

// typedAsItIs reports a word that is the same word after a command in any shell.
func typedAsItIs(word string) bool {
	for i, r := range word {
		inside := i > 0 && (r == '-' || r == '_' || r == '.' || unicode.IsMark(r))
		if !inside && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

const (
	idLetters  = "abcdefghijklmnopqrstuvwxyz0123456789-"
	keyLetters = "abcdefghijklmnopqrstuvwxyz0123456789_"
)

// word checks that an id, a key or a measure is made of the letters allowed.
func (p *parser) word(t table, key, word, letters string) {
	switch {
	case p.wrong(t.at(key)):
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
	name := journal.Kind(t.text("kind"))
	if isText(t.keys["kind"]) && !slices.Contains(Kinds(), name) {
		or := didYouMean(name, Kinds())
		if or == "" {
			or = ": it is one of " + text.List(Kinds(), "or")
		}
		if !p.wrong(t.at("kind")) {
			t.problem("kind", "%s is not a kind of step%s", shown(string(name)), or)
		}
		name = ""
	}
	kind := kindOf(name)
	t = p.stepKeys(t, name, kind.allKeys())
	if t.lacks("kind") {
		t.problem("kind", "kind is missing: one of %s", text.List(Kinds(), "or"))
	}
	s := Step{
		Key: t.needed("key"), Kind: name, Prompt: t.needed("prompt"), Help: t.text("help"),
		Required: t.flag("required", false), Private: t.flag("private", p.private),
		Full: t.flag("full", false), Sitting: t.count("sitting"), Record: t.text("record"),
	}
	p.word(t, "key", s.Key, keyLetters)
	p.word(t, "record", s.Record, keyLetters)
	s.When = p.condition(t)
	if kind.parse != nil {
		kind.parse(p, t, &s)
	}
	return s
}

// stepKeys reports the keys that are unknown, and those of another kind, which
// the table that comes back is without.
func (p *parser) stepKeys(t table, kind journal.Kind, allowed []string) (mine table) {
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
		case kind == "":
			// whether it may have the key is not known
		case key == "step":
			t.problem(key, "only a per_community has steps of its own")
		case key == "private" && kind == journal.PerCommunity:
			t.problem(key, "private belongs on the steps of a per_community, which has no answer of its own")
		case kindOf(kind).aside && key == "private":
			t.problem(key, "%s is always private: it is in other people's words", kind)
		case kindOf(kind).aside && key == "required":
			t.problem(key, "nothing can need %s: it is not asked where there is nothing to ask about", kind)
		case key == "required" || key == "private":
			t.problem(key, "%s makes no sense on %s, which has no answer of its own", key, kind)
		case key == "record":
			t.problem(key, "record is for %s, not for %s", listed, kind)
		default:
			t.problem(key, "%s belongs to %s, not to %s", key, listed, kind)
		}
	}
	if kind == "" {
		for _, k := range kinds() {
			allowed = append(allowed, k.of().allKeys()...)
		}
	}
	mine.known(allowed...)
	return mine
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

func didYouMean[W, T ~string](word W, among []T) string {
	if near := text.Nearest(string(word), among); len(near) > 0 {
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
