package prompts

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"kith/journal"
	"kith/journal/file"
	"kith/journal/text"
)

//go:embed activities/*.toml starter.toml
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
}

// OpenLibrary is the library with the person's own folder, "" for none. A folder
// that is not there holds nothing; nothing in it stops the rest.
func OpenLibrary(dir string) (*Library, error) {
	l := &Library{built: sync.OnceValue(readBuiltIn)}
	l.own = sync.OnceValue(func() own { return l.readOwn(dir) })
	return l, nil
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

// BrokenFile is what is wrong with a file, nil where it is not one of Broken. It
// knows what the file alone does not show: names that another one has.
func (l *Library) BrokenFile(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return nil // it was never in the folder
	}
	for _, broken := range l.Broken() {
		if other, err := os.Stat(broken.Name); err == nil && os.SameFile(info, other) {
			return broken
		}
	}
	return nil
}

// Find finds an activity by its id or an alias or, where there is none, by what
// the id, an alias or the title of only one begins with; case and accents do not
// matter. What fits several is a conflict that names them. For a broken file of
// that id the error is its *FileError; for no activity it is of kind NotFound.
func (l *Library) Find(name string) (Activity, error) {
	id := text.Fold(name)
	mine := l.own()
	if i := slices.IndexFunc(mine.entries, func(e Entry) bool { return e.ID == id }); i >= 0 {
		return mine.entries[i].Activity, nil
	}
	if broken := mine.ids[id]; broken != nil {
		return Activity{}, broken
	}
	if a, ok := builtInByID(id); ok {
		return a, nil
	}
	typed := text.Unaccented(name)
	begins := func(n string) bool { return typed != "" && strings.HasPrefix(text.Unaccented(n), typed) }
	var fit []Activity
	var fitting, names []string
	for _, e := range l.Activities() {
		if e.AnswersTo(typed) {
			return e.Activity, nil
		}
		if begins(e.ID) || begins(e.Title) || slices.ContainsFunc(e.Aliases, begins) {
			fit, fitting = append(fit, e.Activity), append(fitting, e.ID)
		}
		names = append(append(names, e.Aliases...), e.ID)
	}
	switch {
	case len(fit) == 1:
		return fit[0], nil
	case len(fit) > 1:
		return Activity{}, journal.Errorf(journal.Conflict, "%q fits several activities: %s", text.Cut(name, 60), text.List(fitting, "and")).
			WithHint("type more of the name")
	}
	notThere := journal.Errorf(journal.NotFound, "there is no activity called %q", text.Cut(name, 60))
	if near := text.Nearest(name, names); len(near) > 0 {
		for i, word := range near {
			near[i] = text.ShellWord(word)
		}
		return Activity{}, notThere.WithHint("did you mean %s?", text.List(near, "or"))
	}
	return Activity{}, notThere.WithHint("see what there is: kith activity list")
}

// AnswersTo reports an id or an alias of the activity; the name is as
// text.Unaccented gives it.
func (a Activity) AnswersTo(name string) bool {
	return a.ID == name || slices.ContainsFunc(a.Aliases, func(alias string) bool { return text.Unaccented(alias) == name })
}

// builtInByID reads one built-in activity without the others: each file is
// called by its id.
func builtInByID(id string) (Activity, bool) {
	src, err := builtIn.ReadFile(path.Join("activities", id+".toml"))
	if err != nil {
		return Activity{}, false
	}
	a, err := Parse(id, src)
	if err != nil {
		panic(err) // it is inside the program, and a test has read it
	}
	return a, true
}

func readBuiltIn() []Entry {
	files, err := builtIn.ReadDir("activities")
	if err != nil {
		panic(err) // it is inside the program
	}
	var entries []Entry
	for _, f := range files {
		a, _ := builtInByID(strings.TrimSuffix(f.Name(), ".toml"))
		entries = append(entries, Entry{Activity: a})
	}
	return entries
}

// Starter is a file to begin an activity of one's own from: it runs as it is,
// shows most kinds of step, and says in comments what else there is.
func Starter(id string) string {
	starter, err := builtIn.ReadFile("starter.toml")
	if err != nil {
		panic(err) // it is inside the program
	}
	return strings.ReplaceAll(string(starter), "MY-ACTIVITY", id)
}

// maxOwn bounds how many files of the person's folder are read.
const maxOwn = 1000

// readOwn reads the person's folder. What is wrong with a file in it is kept,
// and stops nothing.
func (l *Library) readOwn(dir string) own {
	o := own{ids: map[string]*FileError{}}
	if dir == "" {
		return o
	}
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		o.broken = append(o.broken, unreadable(dir, "this folder cannot be read", err))
	}
	files = slices.DeleteFunc(files, func(f os.DirEntry) bool { return f.IsDir() || filepath.Ext(f.Name()) != ".toml" })
	for i, f := range files {
		if i == maxOwn {
			o.broken = append(o.broken, unreadable(dir, fmt.Sprintf("this folder holds more than %d activities", maxOwn), nil))
			break
		}
		name := filepath.Join(dir, f.Name())
		a, broken := l.readFile(name, o.entries)
		if broken == nil {
			o.entries = append(o.entries, Entry{Activity: a, Own: true, File: name})
			continue
		}
		o.broken = append(o.broken, broken)
		for _, id := range []string{strings.TrimSuffix(f.Name(), ".toml"), a.ID} {
			if id != "" && !slices.ContainsFunc(o.entries, func(e Entry) bool { return e.ID == id }) {
				o.ids[id] = broken
			}
		}
	}
	return o
}

func unreadable(name, what string, err error) *FileError {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	if err != nil {
		what += ": " + err.Error()
	}
	return &FileError{Name: name, Problems: []Problem{{Line: 1, Text: what}}}
}

// readFile reads one file of the person's folder, whose id and other names may
// not be those of one before it, nor its other names those of a built-in that it
// does not stand in for.
func (l *Library) readFile(name string, before []Entry) (Activity, *FileError) {
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is not a file")
	}
	var src []byte
	if err == nil {
		src, err = file.Read(name, nil, maxFile)
	}
	if err != nil {
		return Activity{}, unreadable(name, "this file cannot be read", err)
	}
	a, broken := parse(name, src, false)
	if broken != nil {
		return a, broken
	}
	others := before
	if len(a.Aliases) > 0 {
		others = slices.Concat(before, l.built())
	}
	index := scanLines(a.Source).lines
	var problems []Problem
	for _, e := range others {
		by := e.File
		if !e.Own {
			by = "the built-in activity " + e.ID
		}
		if e.Own && e.AnswersTo(a.ID) {
			problems = append(problems, Problem{Line: index.of("id"), Text: fmt.Sprintf("the id %s is taken by %s", shown(a.ID), by)})
		}
		for i, alias := range a.Aliases {
			if (e.Own || e.ID != a.ID) && e.AnswersTo(text.Unaccented(alias)) {
				problems = append(problems, Problem{Line: index.of(indexPath("aliases", i)), Text: fmt.Sprintf("the alias %s is taken by %s", shown(alias), by)})
			}
		}
	}
	if problems == nil {
		return a, nil
	}
	return a, fileError(name, problems)
}
