package prompts

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"kith/journal"
)

//go:embed activities/*.toml
var builtIn embed.FS

// Library is the activities there are: the ones inside the program and those of
// the person's own folder, where one with the id of a built-in stands in for
// it. Nothing is read before it is asked for.
type Library struct {
	own   func() own
	built func() []Entry
}

// Entry is an activity and where it was found.
type Entry struct {
	Activity
	Own  bool   // from the person's own folder
	File string // of an own one
}

// own is what the person's folder holds.
type own struct {
	entries []Entry
	broken  []*FileError
	ids     map[string]*FileError // of broken files, by the id they were to have
	built   func() []Entry
}

// OpenLibrary is the library with the person's own folder, "" for none. A folder
// that is not there holds nothing; nothing in it stops the rest.
func OpenLibrary(dir string) (*Library, error) {
	built := sync.OnceValue(readBuiltIn)
	return &Library{
		own:   sync.OnceValue(func() own { return readOwn(dir, built) }),
		built: built,
	}, nil
}

// Activities are all that can be run, by id.
func (l *Library) Activities() []Entry {
	mine := l.own().entries
	all := slices.Clone(mine)
	for _, e := range l.built() {
		if !slices.ContainsFunc(mine, func(o Entry) bool { return o.ID == e.ID }) {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// Broken are the files of the person's folder that cannot be used, by name.
func (l *Library) Broken() []*FileError { return l.own().broken }

// Find finds an activity by id or alias, in any case. For a broken file of that
// id the error is its *FileError; for no activity it is of kind NotFound.
func (l *Library) Find(name string) (Activity, error) {
	folded := journal.Fold(name)
	mine := l.own()
	if i := slices.IndexFunc(mine.entries, func(e Entry) bool { return e.ID == folded }); i >= 0 {
		return mine.entries[i].Activity, nil
	}
	if broken := mine.ids[folded]; broken != nil {
		return Activity{}, broken
	}
	if a, ok := builtInByID(folded); ok {
		return a, nil
	}
	var near []string
	for _, e := range l.Activities() {
		if e.answersTo(folded) {
			return e.Activity, nil
		}
		near = append(near, append(slices.Clone(e.Aliases), e.ID)...)
	}
	return Activity{}, notThere(name, nearest(name, near))
}

func notThere(name string, near []string) error {
	err := journal.Errorf(journal.NotFound, "there is no activity called %q", clipped(name, 60))
	if len(near) > 0 {
		return err.WithHint("did you mean %s?", listed(near, "or"))
	}
	return err.WithHint("kith activity list")
}

// answersTo reports an id or an alias of the activity; the name is folded.
func (a Activity) answersTo(folded string) bool {
	return a.ID == folded || slices.ContainsFunc(a.Aliases, func(alias string) bool {
		return journal.Fold(alias) == folded
	})
}

// builtInByID reads one built-in activity without the others: each file is
// called by its id.
func builtInByID(id string) (Activity, bool) {
	src, err := builtIn.ReadFile(path.Join("activities", id+".toml"))
	if err != nil {
		return Activity{}, false
	}
	return mustParse(id, src), true
}

func readBuiltIn() []Entry {
	names, err := fs.Glob(builtIn, "activities/*.toml")
	if err != nil {
		panic(err) // the pattern is sound
	}
	var entries []Entry
	for _, name := range names {
		src, err := builtIn.ReadFile(name)
		if err != nil {
			panic(err) // it is inside the program
		}
		entries = append(entries, Entry{Activity: mustParse(name, src)})
	}
	return entries
}

// mustParse reads what is inside the program, which a test has read before.
func mustParse(name string, src []byte) Activity {
	a, err := Parse(name, src)
	if err != nil {
		panic(err)
	}
	return a
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
	index, _ := scanLines(a.Source)
	var problems []Problem
	taken := func(at, what, name, by string) {
		problems = append(problems, Problem{index.of(at), fmt.Sprintf("the %s %s is taken by %s", what, shown(name), by)})
	}
	for _, e := range o.entries {
		if e.answersTo(a.ID) {
			taken("id", "id", a.ID, e.File)
		}
		for i, alias := range a.Aliases {
			if e.answersTo(journal.Fold(alias)) {
				taken(indexPath("aliases", i), "alias", alias, e.File)
			}
		}
	}
	if len(a.Aliases) > 0 {
		for _, e := range o.built() {
			for i, alias := range a.Aliases {
				if e.ID != a.ID && e.answersTo(journal.Fold(alias)) {
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
