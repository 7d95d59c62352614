package prompts

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"kith/journal"
	"kith/journal/text"
)

// Problem is one mistake in a file: on which line, and what would be right, as
// one lower-case sentence.
type Problem struct {
	Line int
	Text string
}

// maxProblems bounds what is said about one file.
const maxProblems = 100

// tomlFile is a TOML file being checked: it gathers the problems, each with the
// line it stands on.
type tomlFile struct {
	lines    lines
	problems []located
}

type located struct {
	Problem
	path string
}

// decode reads the syntax of a file. A mistake in it is the one problem there
// is; the rest cannot be known before it is put right.
func decode(src []byte, limit int) (table, *tomlFile) {
	f := &tomlFile{}
	if len(src) > limit {
		f.add(1, "", "this file is larger than %d KiB, which is the most that is read", limit>>10)
		return table{}, f
	}
	text := strings.ReplaceAll(string(src), "\r\n", "\n") // as Windows ends its lines
	scanned := scanLines(text)
	f.lines = scanned.lines
	if scanned.tooDeep > 0 {
		f.add(scanned.tooDeep, "", "this is nested deeper than %d levels", maxDepth)
		return table{}, f
	}
	keys := map[string]any{}
	if _, err := toml.Decode(text, &keys); err != nil {
		f.syntax(err, scanned.endless)
	}
	return table{file: f, keys: keys}, f
}

// syntax reports what the library cannot read. Of a text without an end it
// knows where the file ends; where the text begins is of more use.
func (f *tomlFile) syntax(err error, endless int) {
	line, text := 1, err.Error()
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		line, text = max(syntax.Position.Line, 1), syntax.Message
	}
	name, isTwice := strings.CutSuffix(text, "' has already been defined.")
	switch {
	case endless > 0 && endless <= line:
		f.add(endless, "", "the text that begins here has no end")
	case isTwice:
		f.add(line, "", "%s is there twice", clipped(strings.TrimPrefix(name, "Key '"), 60))
	default:
		f.add(line, "", "this is not TOML: %s", clipped(strings.TrimSuffix(text, "."), 200))
	}
}

// full reports that there is nothing to gain from looking on.
func (f *tomlFile) full() bool { return len(f.problems) >= maxProblems }

func (f *tomlFile) add(line int, path, format string, args ...any) {
	if !f.full() {
		f.problems = append(f.problems, located{Problem{Line: line, Text: fmt.Sprintf(format, args...)}, path})
	}
}

func (f *tomlFile) problem(path, format string, args ...any) {
	f.add(f.lines.of(path), path, format, args...)
}

func (t table) problem(key, format string, args ...any) {
	t.file.problem(t.at(key), format, args...)
}

// sorted are the problems by line.
func (f *tomlFile) sorted() []located {
	slices.SortStableFunc(f.problems, func(a, b located) int { return a.Line - b.Line })
	return f.problems
}

func (f *tomlFile) asText(path, what string, v any) string {
	s, ok := v.(string)
	if !ok {
		f.problem(path, "%s must be text in quotes, and is %s", what, sortOf(v))
		return ""
	}
	s = strings.TrimSpace(s)
	if text.Visible(s) != s {
		f.problem(path, "%s holds characters that act on a terminal: %s", what, shown(s))
	}
	return s
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
	return journal.Date(t.Format("2006-01-02")), true
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

// sortOf says what sort of value it is.
func sortOf(v any) string {
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

func isText(v any) bool {
	_, ok := v.(string)
	return ok
}
