package prompts

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"kith/journal"
	"kith/journal/text"
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
	folded := text.Fold(name)
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
	notThere := journal.Errorf(journal.NotFound, "there is no activity called %q", text.Cut(name, 60))
	if near = text.Nearest(name, near); len(near) > 0 {
		return Activity{}, notThere.WithHint("did you mean %s?", text.List(near, "or"))
	}
	return Activity{}, notThere.WithHint("kith activity list")
}

// answersTo reports an id or an alias of the activity; the name is folded.
func (a Activity) answersTo(folded string) bool {
	return a.ID == folded || slices.ContainsFunc(a.Aliases, func(alias string) bool {
		return text.Fold(alias) == folded
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
