package prompts

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"kith/journal"
	"kith/journal/text"
)

// FileError is all that is wrong with a file.
type FileError struct {
	Name     string
	Problems []Problem // by line
}

// Problem is one mistake in a file: on which line, 0 for what is not there; with
// which key of an answers file; and what would be right, as one lower-case
// sentence.
type Problem struct {
	Line int
	Key  string
	Text string
}

// fileError sorts problems by their lines, and those that have none after them.
func fileError(name string, problems []Problem) *FileError {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		if (a.Line == 0) != (b.Line == 0) {
			return b.Line - a.Line
		}
		return a.Line - b.Line
	})
	return &FileError{Name: name, Problems: problems}
}

// Error prints each problem on a line of its own, "weekly.toml:12: ...".
func (e *FileError) Error() string {
	var out []string
	for _, p := range e.Problems {
		line := e.Name
		if p.Line > 0 {
			line += fmt.Sprintf(":%d", p.Line)
		}
		if p.Key != "" {
			line += ": " + p.Key
		}
		out = append(out, line+": "+p.Text)
	}
	return strings.Join(out, "\n")
}

// Unwrap gives the error its kind, the content is invalid, and its hint.
func (e *FileError) Unwrap() error {
	return journal.Errorf(journal.Invalid, "%s", e.Error()).WithHint("see how such a file is written: kith help activities")
}

// The bounds of what is said about one file, and of a list of texts in it.
const (
	maxProblems = 100
	maxList     = 100
)

// tomlFile is a TOML file being checked: it gathers the problems, each with the
// line it stands on.
type tomlFile struct {
	lines    lines
	problems []Problem
}

// decode reads the syntax of a file. A mistake in it is the one problem there
// is; the rest cannot be known before it is put right.
func decode(src []byte, limit int) (table, *tomlFile) {
	f := &tomlFile{}
	if len(src) > limit {
		f.add(1, "", "this file is larger than %d KiB, which is the most that is read", limit>>10)
		return table{}, f
	}
	whole := strings.ReplaceAll(string(src), "\r\n", "\n") // as Windows ends its lines
	scanned := scanLines(whole)
	f.lines = scanned.lines
	if scanned.tooDeep > 0 {
		f.add(scanned.tooDeep, "", "this is nested deeper than %d levels", maxDepth)
		return table{}, f
	}
	keys := map[string]any{}
	_, err := toml.Decode(whole, &keys)
	if err == nil {
		return table{file: f, keys: keys}, f
	}
	line, wrong := 1, err.Error()
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		line, wrong = max(syntax.Position.Line, 1), syntax.Message
	}
	name, isTwice := strings.CutSuffix(wrong, "' has already been defined.")
	switch endless := scanned.endless; {
	case endless > 0 && endless <= line:
		// The library knows where the file ends; where the text begins is of more use.
		f.add(endless, "", "the text that begins here has no end")
	case isTwice:
		f.add(line, "", "%s is there twice", text.Cut(strings.TrimPrefix(name, "Key '"), 60))
	default:
		f.add(line, "", "this is not TOML: %s", text.Cut(strings.TrimSuffix(wrong, "."), 200))
	}
	return table{}, f
}

func (f *tomlFile) add(line int, path, format string, args ...any) {
	if len(f.problems) < maxProblems {
		f.problems = append(f.problems, Problem{line, path, fmt.Sprintf(format, args...)})
	}
}

// wrong reports that there is a problem with what stands at path already: what
// follows from that is no mistake of its own.
func (f *tomlFile) wrong(path string) bool {
	return slices.ContainsFunc(f.problems, func(p Problem) bool { return p.Key == path })
}

func (f *tomlFile) problem(path, format string, args ...any) {
	f.add(f.lines.of(path), path, format, args...)
}

// table is one table of a file. Its methods take a key's value and report one
// of the wrong type; a key that is not there gives the zero value.
type table struct {
	file *tomlFile
	path string
	keys map[string]any
	// meant are the keys that were most likely meant by those that are not known:
	// they are not missing but misspelt.
	meant map[string]bool
}

func (t table) has(key string) bool {
	_, ok := t.keys[key]
	return ok
}

func (t table) lacks(key string) bool { return !t.has(key) && !t.meant[key] }

func (t table) at(key string) string { return joinPath(t.path, key) }

func (t table) problem(key, format string, args ...any) {
	t.file.problem(t.at(key), format, args...)
}

// known reports the keys that are not among those allowed.
func (t *table) known(allowed ...string) {
	t.meant = map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(t.keys)) {
		if slices.Contains(allowed, key) || len(t.file.problems) >= maxProblems {
			continue // or there is nothing to gain from looking on
		}
		absent := slices.DeleteFunc(slices.Clone(allowed), t.has)
		if near := text.Nearest(key, absent); len(near) > 0 {
			t.meant[near[0]] = true
			t.problem(key, "%s is not a key that is known here, did you mean %s?", shown(key), near[0])
			continue
		}
		t.problem(key, "%s is not a key that is known here%s", shown(key), didYouMean(key, allowed))
	}
}

// take is a key's value as as gives it, or reports that it must be something
// else; ok is false then, and where the key is not there.
func take[T any](t table, key, must string, as func(any) (T, bool)) (v T, ok bool) {
	raw, ok := t.keys[key]
	if !ok {
		return v, false
	}
	if v, ok = as(raw); !ok {
		t.problem(key, "%s must be %s, and is %s", key, must, typeOf(raw))
	}
	return v, ok
}

// is gives a value of that type.
func is[T any](v any) (T, bool) {
	typed, ok := v.(T)
	return typed, ok
}

// text takes a text, trimmed.
func (t table) text(key string) string {
	if v, ok := t.keys[key]; ok {
		return t.file.asText(t.at(key), key, v)
	}
	return ""
}

func (f *tomlFile) asText(path, what string, v any) string {
	s, ok := v.(string)
	if !ok {
		f.problem(path, "%s must be text in quotes, and is %s", what, typeOf(v))
		return ""
	}
	s = strings.TrimSpace(s)
	if text.Visible(s) != s {
		f.problem(path, "%s holds characters that act on a terminal: %s", what, shown(s))
	}
	return s
}

// needed takes a text that must be there, unless it was merely misspelt.
func (t table) needed(key string) string {
	said := t.text(key)
	switch {
	case t.lacks(key):
		t.problem(key, "%s is missing", key)
	case isText(t.keys[key]) && said == "":
		t.problem(key, "%s is empty", key)
	}
	return said
}

// flag takes true or false, or what holds without it.
func (t table) flag(key string, without bool) bool {
	if !t.has(key) {
		return without
	}
	yes, _ := take(t, key, "true or false", is[bool])
	return yes
}

// count takes a whole number of at least 1; 0 when it is not there.
func (t table) count(key string) int {
	n, ok := take(t, key, "a whole number", is[int64])
	if ok && (n < 1 || n > math.MaxInt32) {
		t.problem(key, "%s must be 1 or more, and is %d", key, n)
		return 0
	}
	return int(n)
}

// number takes any number; nil when it is not there.
func (t table) number(key string) *float64 {
	if n, ok := take(t, key, "a number", asNumber); ok {
		return &n
	}
	return nil
}

// texts takes a list of texts.
func (t table) texts(key string) []string {
	list, ok := take(t, key, `a list such as ["one", "two"]`, asList)
	if !ok {
		return nil
	}
	if len(list) > maxList {
		t.problem(key, "%s holds more than %d", key, maxList)
		list = list[:maxList]
	}
	texts := make([]string, 0, len(list))
	for i, v := range list {
		path := indexPath(t.at(key), i)
		typed := t.file.asText(path, "each of "+key, v)
		switch {
		case isText(v) && typed == "":
			t.file.problem(path, "one of %s is empty", key)
		case isText(v) && text.Has(texts, typed):
			t.file.problem(path, "%s is in %s twice", shown(typed), key)
		}
		texts = append(texts, typed)
	}
	return texts
}

// tables takes a list of tables.
func (t table) tables(key, example string) []table {
	v, ok := t.keys[key]
	if !ok {
		return nil
	}
	list, ok := asList(v)
	if !ok {
		t.problem(key, "%s must be a list of tables, as in %s", key, example)
		return nil
	}
	out := make([]table, 0, len(list))
	for i, v := range list {
		path := indexPath(t.at(key), i)
		keys, ok := v.(map[string]any)
		if !ok {
			t.file.problem(path, "each of %s must be a table, as in %s", key, example)
		}
		out = append(out, table{file: t.file, path: path, keys: keys})
	}
	return out
}

// table takes a table.
func (t table) table(key, example string) (table, bool) {
	v, ok := t.keys[key]
	if !ok {
		return table{}, false
	}
	keys, ok := v.(map[string]any)
	if !ok {
		t.problem(key, "%s must be a table, as in %s", key, example)
	}
	return table{file: t.file, path: t.at(key), keys: keys}, ok
}

// asList gives either form in which the library decodes a list.
func asList(v any) ([]any, bool) {
	switch list := v.(type) {
	case []any:
		return list, true
	case []map[string]any:
		out := make([]any, len(list))
		for i, m := range list {
			out[i] = m
		}
		return out, true
	}
	return nil, false
}

// asDate gives a TOML date, or the day of a TOML date and time.
func asDate(v any) (journal.Date, bool) {
	t, ok := v.(time.Time)
	if !ok || t.Location().String() == "time-local" {
		return "", false
	}
	return journal.DateOf(t), true
}

func asNumber(v any) (float64, bool) {
	switch n := v.(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	return 0, false
}

func isText(v any) bool {
	_, ok := v.(string)
	return ok
}

// typeOf says what type of value it is.
func typeOf(v any) string {
	switch v.(type) {
	case string:
		return "text"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case time.Time:
		return "a date or a time"
	case map[string]any:
		return "a table"
	}
	return "a list"
}
