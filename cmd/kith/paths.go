package main

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// defaultJournal is the name of the journal where the person names none.
const defaultJournal = "journal"

// journalPath is the file of the journal in use: what --journal says, else
// KITH_JOURNAL. A bare name is a file in kith's own data folder.
func (a *app) journalPath() (string, error) {
	name, _, err := a.journalName()
	if err != nil {
		return "", err
	}
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		home, err := a.home()
		return filepath.Join(home, rest), err
	}
	if isJournalPath(name) {
		return name, nil
	}
	dir, err := a.dataDir()
	return filepath.Join(dir, name+".db"), err
}

// dataDir is the folder of the journals.
func (a *app) dataDir() (string, error) {
	return a.ownDir("XDG_DATA_HOME", "LOCALAPPDATA", ".local/share")
}

// isJournalPath reports a journal that is named by its path.
func isJournalPath(name string) bool {
	return strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".db")
}

// journalName is the journal as it was named, and where: from is "" where nobody
// named one.
func (a *app) journalName() (name, from string, err error) {
	if a.journal != "" {
		return a.journal, "--journal", nil
	}
	name, from, err = a.setting(settingJournal)
	return cmp.Or(name, defaultJournal), from, err
}

// noJournal says that the journal in use has not been begun. One that was named was
// perhaps mistyped.
func (a *app) noJournal() error {
	name, from, err := a.journalName()
	switch {
	case err != nil:
		return err
	case from == "":
		return journal.Errorf(journal.NotFound, "there is no journal yet").WithHint(`begin one with: kith note "What happened today"`)
	}
	said := "there is no journal " + name
	if from != "--journal" {
		said += ", which " + from + " names"
	}
	e := journal.Errorf(journal.NotFound, "%s", said)
	if dir, err := a.dataDir(); err == nil {
		files, _ := filepath.Glob(filepath.Join(dir, "*.db")) // where there is none, none is near
		names := each(files, func(path string) string { return strings.TrimSuffix(filepath.Base(path), ".db") })
		if near := text.Nearest(name, names); len(near) > 0 {
			return e.WithHint("did you mean: --journal %s", strings.Join(each(near, text.ShellWord), ", or: --journal "))
		}
	}
	return e.WithHint(`begin one there with: kith --journal %s note "What happened today"`, text.ShellWord(name))
}

// hasJournal reports whether the journal in use has been begun. An empty file is none yet
// (SQLite begins the file before its log): what reads leaves it as it is, and only what
// writes begins a journal in it.
func (a *app) hasJournal() (bool, error) {
	if a.opened != nil {
		return true, nil
	}
	path, err := a.journalPath()
	if err != nil {
		return false, err
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		return false, nil
	}
	if err != nil {
		return false, &journal.Error{
			Kind: journal.Internal, Text: "the journal " + path + " cannot be looked at",
			Hint: "check who may read that folder", Err: err,
		}
	}
	return true, nil
}

// activityDir is the folder of the person's own activities.
func (a *app) activityDir() (string, error) {
	dir, err := a.configDir()
	return filepath.Join(dir, "activities"), err
}

// configDir is the folder of what a person sets and writes for kith.
func (a *app) configDir() (string, error) { return a.ownDir("XDG_CONFIG_HOME", "APPDATA", ".config") }

// ownDir is kith's folder below the one that xdg names or, where that is not
// set, below the one usual on the system: what the variable named by windows
// says there, the folder named by unix in the home folder elsewhere, and on
// macOS Library/Application Support. As the XDG specification has it, a path
// that is not absolute counts as not set.
func (a *app) ownDir(xdg, windows, unix string) (string, error) {
	for _, key := range []string{xdg, windows} {
		if key == windows && runtime.GOOS != "windows" {
			continue
		}
		if dir, _ := a.sys.env(key); filepath.IsAbs(dir) {
			return filepath.Join(dir, "kith"), nil
		}
	}
	home, err := a.home()
	if err != nil {
		return "", err
	}
	if runtime.GOOS == "darwin" {
		unix = "Library/Application Support"
	}
	return filepath.Join(home, filepath.FromSlash(unix), "kith"), nil
}

func (a *app) home() (string, error) {
	key := "HOME"
	if runtime.GOOS == "windows" {
		key = "USERPROFILE"
	}
	if dir, _ := a.sys.env(key); dir != "" {
		return dir, nil
	}
	return "", journal.Errorf(journal.Internal, "it is not known where your files are: %s is not set", key).
		WithHint("set %s, or name the file with --journal", key)
}
