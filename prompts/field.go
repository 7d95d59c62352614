package prompts

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Field is one thing that is asked of each community of an inventory, or of each
// suggestion. Both faces, the answers file and the sheet go by it, so that they
// cannot differ.
type Field[T any] struct {
	Name     string   // its key in a file
	Question string   // as it is asked
	Choices  []string // words to choose from, by number too; none where anything goes
	Many     bool     // any number of words
	Own      bool     // words other than the choices
	Picks    bool     // a community: one that there is, or a new one by its name

	// Words are what a thing says of it, none for nothing, and Put says them.
	Words func(T) []string
	Put   func(thing *T, words []string)

	date    bool   // the word is a date
	example string // as TOML
	each    string // what it says of each, within a sentence
}

// Entries is how the things of an inventory or of suggestions are gathered, one
// after another. The first field is what the thing is, and is always asked.
type Entries[T any] struct {
	Fields []Field[T]
	Of     func(journal.Value) []T
	Value  func([]T) journal.Value
	// Check says whether a thing can be kept, and gives it in its settled form.
	Check func(T, time.Time) (T, error)
	Line  func(T) string

	all []Field[T] // with those that the step does not ask for
}

// asked are those of all the fields that a step asks for.
func (e Entries[T]) asked(step Step) Entries[T] {
	e.all, e.Fields = e.Fields, nil
	for i, f := range e.all {
		if i == 0 || step.Allows(f.Name) {
			e.Fields = append(e.Fields, f)
		}
	}
	return e
}

// Named is a new thing that says nothing but what it is.
func (e Entries[T]) Named(name string) T {
	var thing T
	e.all[0].Put(&thing, []string{name})
	return thing
}

// Name is what a thing is, as it was typed.
func (e Entries[T]) Name(thing T) string { return e.all[0].Text(thing) }

// Blank reports a thing that says nothing at all.
func (e Entries[T]) Blank(thing T) bool {
	return !slices.ContainsFunc(e.all, func(f Field[T]) bool { return strings.TrimSpace(f.Text(thing)) != "" })
}

// Says reports a thing that says more than what it is.
func (e Entries[T]) Says(thing T) bool {
	return slices.ContainsFunc(e.Fields[1:], func(f Field[T]) bool { return strings.TrimSpace(f.Text(thing)) != "" })
}

// Text is what a thing says of the field, as it would be typed.
func (f Field[T]) Text(thing T) string { return strings.Join(f.Words(thing), ", ") }

// Read takes a field as it was typed. Nothing, and the sign for would rather not
// say, pass it over: there are no words then. Where there may be several they
// have commas between, or only spaces where each is a number or a word of the
// choices ("1 3"), or a tag with its own # ("#go #evening").
func (f Field[T]) Read(typed string) ([]string, error) {
	trimmed := strings.TrimSpace(typed)
	switch choice, ok := f.choice(trimmed); {
	case trimmed == "" || trimmed == declineSign:
		return nil, nil
	case ok:
		return []string{choice}, nil
	case f.Choices != nil && !f.Many:
		return nil, invalid("\u201c%s\u201d is not one of the numbers 1 to %d", text.Line(typed), len(f.Choices))
	case !f.Many:
		return []string{typed}, nil
	}
	var words []string
	for _, part := range strings.Split(typed, ",") {
		each := strings.Fields(part)
		if slices.ContainsFunc(each, func(w string) bool {
			_, ok := f.choice(w)
			return !ok && (f.Choices != nil || w[0] != '#')
		}) {
			each = []string{strings.Join(each, " ")}
		}
		for _, word := range each {
			if choice, ok := f.choice(word); ok {
				word = choice
			} else if f.Choices == nil {
				word = strings.TrimSpace(strings.TrimLeft(word, "#"))
			}
			if word != "" {
				words = text.Union(words, []string{word})
			}
		}
	}
	return words, nil
}

// choice is the choice of a number, or that word.
func (f Field[T]) choice(typed string) (string, bool) {
	if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(f.Choices) {
		return f.Choices[n-1], true
	}
	i := slices.IndexFunc(f.Choices, func(c string) bool { return text.Fold(c) == text.Fold(typed) })
	if i < 0 {
		return "", false
	}
	return f.Choices[i], true
}

// entriesKind is what inventories and suggestions have in common: things, which
// verb says how to gather.
func entriesKind[T any](all Entries[T], things, verb string) stepKind {
	return stepKind{
		keys: []string{"fields", "min_items", "max_items"},
		parse: func(p *parser, t table, s *Step) {
			p.counts(t, s)
			s.Fields = all.parseFields(t)
		},
		part: func(v journal.Value) journal.Value { return all.Value(all.Of(v)) },
		check: func(s Step, v journal.Value, now time.Time) (_ journal.Value, err error) {
			checked := slices.Clone(all.Of(v))
			for i := range checked {
				if checked[i], err = all.Check(checked[i], now); err != nil {
					return v, err
				}
			}
			return all.Value(checked), checkCount(s, len(checked), verb)
		},
		read: func(f *tomlFile, path string, s Step, v any) journal.Value {
			return all.asked(s).read(f, path, s, v)
		},
		write:   func(s Step, v journal.Value) string { return all.asked(s).write(v) },
		example: func(s Step) string { return all.asked(s).example() },
		wants: func(s Step) string {
			if len(s.Fields) < 2 {
				return things
			}
			return things + ": of each " + strings.ReplaceAll(text.List(s.Fields, "and"), "_", " ")
		},
		notes: func(s Step) []string { return []string{"Of each: " + text.List(s.Fields, "and") + "."} },
	}
}

// parseFields reads the fields that a step asks for: without any, all of them.
func (e Entries[T]) parseFields(t table) []string {
	var all []string
	for _, f := range e.Fields {
		all = append(all, f.Name)
	}
	if !t.has("fields") {
		return all
	}
	fields, misspelt := t.texts("fields"), false
	for i, field := range fields {
		if field != "" && !slices.Contains(all, field) {
			misspelt = misspelt || slices.Contains(text.Nearest(field, all), all[0])
			t.file.problem(indexPath(t.at("fields"), i), "%s is not a field of %s%s", shown(field), t.keys["kind"], orThese(field, all))
		}
	}
	switch {
	case len(fields) == 0:
		t.problem("fields", "fields is empty: they are %s", text.List(all, "and"))
	case !slices.Contains(fields, all[0]) && !misspelt:
		t.problem("fields", "fields must have %s among them", all[0])
	}
	return fields
}

// read reads the things of an answers file: a table each, or the first field of
// one as a text.
func (e Entries[T]) read(f *tomlFile, path string, step Step, v any) journal.Value {
	first := e.Fields[0].Name
	list, ok := asList(v)
	if !ok {
		f.problem(path, "this must be a list, as in [{ %s = \"...\" }], and is %s", first, typeOf(v))
		return journal.Value{}
	}
	var things []T
	for i, v := range list {
		t := table{file: f, path: indexPath(path, i)}
		switch v := v.(type) {
		case map[string]any:
			t.keys = v
		case string:
			t.keys = map[string]any{first: v}
		default:
			f.problem(t.path, "this must be a table, as in { %s = \"...\" }, and is %s", first, typeOf(v))
			continue
		}
		t.known(step.Fields...)
		text, isText := t.keys[first].(string)
		if empty := isText && strings.TrimSpace(text) == ""; empty || t.lacks(first) {
			f.problem(t.path, "%s is missing", first)
		}
		var thing T
		for _, field := range e.Fields {
			v, ok := t.keys[field.Name]
			word, isText := v.(string)
			var words []string
			switch {
			case !ok:
				continue
			case field.date:
				word = readDate(f, t.at(field.Name), v)
			case field.Many && !isText:
				words = t.texts(field.Name)
			case field.Many:
				word = t.text(field.Name)
			case !isText:
				t.problem(field.Name, "this must be text in quotes, and is %s", typeOf(v))
			}
			field.Put(&thing, append(words, wordOf(word)...))
		}
		things = append(things, thing)
	}
	return e.Value(things)
}

// write writes things for an answers file, each a table.
func (e Entries[T]) write(v journal.Value) string {
	var entries []string
	for _, thing := range e.Of(v) {
		var pairs []string
		for i, f := range e.Fields {
			words := f.Words(thing)
			switch {
			case len(words) == 0 && i == 0:
				pairs = append(pairs, f.Name+` = ""`)
			case len(words) == 0:
			case f.Many:
				pairs = append(pairs, f.Name+" = "+tomlList(words))
			case f.date:
				pairs = append(pairs, f.Name+" = "+tomlDate(words[0]))
			default:
				pairs = append(pairs, f.Name+" = "+tomlText(words[0]))
			}
		}
		entries = append(entries, "{ "+strings.Join(pairs, ", ")+" }")
	}
	if len(entries) == 0 {
		return "[]"
	}
	return "[\n  " + strings.Join(entries, ",\n  ") + ",\n]"
}

// example is one thing, for an answers file.
func (e Entries[T]) example() string {
	var pairs []string
	for _, f := range e.Fields {
		pairs = append(pairs, f.Name+" = "+f.example)
	}
	return "[{ " + strings.Join(pairs, ", ") + " }]"
}
