package prompts

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kith/journal/text"
)

// own is what the person's folder holds.
type own struct {
	entries []Entry
	broken  []*FileError
	ids     map[string]*FileError // of broken files, by the id they were to have
	built   func() []Entry
}

// maxOwn bounds how many files of the person's folder are read.
const maxOwn = 1000

func readOwn(dir string, built func() []Entry) own {
	o := own{ids: map[string]*FileError{}, built: built}
	if dir == "" {
		return o
	}
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		o.fail(dir, "", "this folder cannot be read: %v", cause(err))
	}
	read := 0
	for _, f := range files {
		if f.IsDir() || filepath.Ext(f.Name()) != ".toml" {
			continue
		}
		if read++; read > maxOwn {
			o.fail(dir, "", "this folder holds more than %d activities", maxOwn)
			break
		}
		o.add(filepath.Join(dir, f.Name()))
	}
	return o
}

// add reads one file; what is wrong with it is kept, and stops nothing.
func (o *own) add(file string) {
	stem := strings.TrimSuffix(filepath.Base(file), ".toml")
	src, err := readBounded(file)
	if err != nil {
		o.fail(file, stem, "this file cannot be read: %v", cause(err))
		return
	}
	a, broken := parse(file, src)
	if broken == nil {
		broken = o.clash(file, a)
	}
	if broken == nil {
		o.entries = append(o.entries, Entry{Activity: a, Own: true, File: file})
		return
	}
	o.broken = append(o.broken, broken)
	for _, id := range []string{stem, a.ID} {
		if id != "" && !slices.ContainsFunc(o.entries, func(e Entry) bool { return e.ID == id }) {
			o.ids[id] = broken
		}
	}
}

func (o *own) fail(file, id, format string, args ...any) {
	broken := &FileError{Name: file, Problems: []Problem{{Line: 1, Text: fmt.Sprintf(format, args...)}}}
	o.broken = append(o.broken, broken)
	if id != "" {
		o.ids[id] = broken
	}
}

func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// clash says that a file's id or one of its other names is taken: by a file
// before it or, for its other names, by a built-in it does not stand in for.
func (o *own) clash(file string, a Activity) *FileError {
	index := scanLines(a.Source).lines
	var problems []Problem
	taken := func(at, what, name, by string) {
		problems = append(problems, Problem{index.of(at), fmt.Sprintf("the %s %s is taken by %s", what, shown(name), by)})
	}
	for _, e := range o.entries {
		if e.answersTo(a.ID) {
			taken("id", "id", a.ID, e.File)
		}
		for i, alias := range a.Aliases {
			if e.answersTo(text.Fold(alias)) {
				taken(indexPath("aliases", i), "alias", alias, e.File)
			}
		}
	}
	if len(a.Aliases) > 0 {
		for _, e := range o.built() {
			for i, alias := range a.Aliases {
				if e.ID != a.ID && e.answersTo(text.Fold(alias)) {
					taken(indexPath("aliases", i), "alias", alias, "the built-in activity "+e.ID)
				}
			}
		}
	}
	if problems == nil {
		return nil
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return a.Line - b.Line })
	return &FileError{Name: file, Problems: problems}
}

// readBounded reads a regular file, and no more of it than one byte over what
// is allowed, which decode then reports.
func readBounded(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a file")
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}
