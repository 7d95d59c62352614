package prompts

import (
	"maps"
	"math"
	"slices"

	"kith/journal/text"
)

// table is one table of a file. Its methods take a key's value and report one
// of the wrong sort; a key that is not there gives the zero value.
type table struct {
	file *tomlFile
	path string
	keys map[string]any
}

func (t table) has(key string) bool {
	_, ok := t.keys[key]
	return ok
}

func (t table) at(key string) string { return joinPath(t.path, key) }

// known reports the keys that are not among those allowed, and gives the
// allowed ones that were most likely meant: those are not missing but misspelt.
func (t table) known(allowed []string) (meant map[string]bool) {
	meant = map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(t.keys)) {
		if slices.Contains(allowed, key) || t.file.full() {
			continue
		}
		absent := slices.DeleteFunc(slices.Clone(allowed), t.has)
		near := nearest(key, absent)
		if len(near) > 0 {
			meant[near[0]] = true
		} else {
			near = nearest(key, allowed)
		}
		t.problem(key, "%s is not a key that is known here%s", shown(key), didYouMean(near))
	}
	return meant
}

// text takes a text, trimmed.
func (t table) text(key string) string {
	v, ok := t.keys[key]
	if !ok {
		return ""
	}
	return t.file.asText(t.at(key), key, v)
}

// needed takes a text that must be there, unless it was merely misspelt.
func (t table) needed(key string, meant map[string]bool) string {
	text := t.text(key)
	switch {
	case !t.has(key) && !meant[key]:
		t.problem(key, "%s is missing", key)
	case isText(t.keys[key]) && text == "":
		t.problem(key, "%s is empty", key)
	}
	return text
}

// flag takes true or false, or what holds without it.
func (t table) flag(key string, without bool) bool {
	v, ok := t.keys[key]
	if !ok {
		return without
	}
	b, ok := v.(bool)
	if !ok {
		t.problem(key, "%s must be true or false, and is %s", key, sortOf(v))
	}
	return b
}

// count takes a whole number of at least 1; 0 when it is not there.
func (t table) count(key string) int {
	v, ok := t.keys[key]
	if !ok {
		return 0
	}
	n, ok := v.(int64)
	switch {
	case !ok:
		t.problem(key, "%s must be a whole number, and is %s", key, sortOf(v))
	case n < 1 || n > math.MaxInt32:
		t.problem(key, "%s must be 1 or more, and is %d", key, n)
		return 0
	}
	return int(n)
}

// number takes any number; nil when it is not there.
func (t table) number(key string) *float64 {
	v, ok := t.keys[key]
	if !ok {
		return nil
	}
	n, ok := asNumber(v)
	if !ok {
		t.problem(key, "%s must be a number, and is %s", key, sortOf(v))
		return nil
	}
	return &n
}

// maxList bounds a list of texts.
const maxList = 100

// texts takes a list of texts.
func (t table) texts(key string) []string {
	v, ok := t.keys[key]
	if !ok {
		return nil
	}
	list, ok := asList(v)
	if !ok {
		t.problem(key, `%s must be a list such as ["one", "two"], and is %s`, key, sortOf(v))
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
		case isText(v) && slices.ContainsFunc(texts, func(w string) bool { return text.Fold(w) == text.Fold(typed) }):
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
