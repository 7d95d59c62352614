package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"kith/journal"
)

// FindingKind says what is the matter.
type FindingKind string

// What may be the matter with a journal.
const (
	Unusable   FindingKind = "unusable"    // it cannot be opened; Err says why
	Damage     FindingKind = "damage"      // what SQLite finds wrong with the file
	BrokenLog  FindingKind = "log"         // what was written last cannot all be read
	Misnamed   FindingKind = "version"     // its header says another version than its tables are of
	Dangling   FindingKind = "references"  // rows that name what is not there
	Unreadable FindingKind = "unreadable"  // things that are not as kith writes them
	OutOfStep  FindingKind = "search"      // how the search index differs from the journal
	Loose      FindingKind = "permissions" // files that others may read or write
	Foreign    FindingKind = "owner"       // files that belong to somebody else
	Older      FindingKind = "older"       // an earlier kith wrote it
	Network    FindingKind = "network"     // it is on a drive of another machine
	Synced     FindingKind = "synced"      // another program copies its folder to other machines
	Edited     FindingKind = "editor"      // texts that an editor left behind
	StaleDraft FindingKind = "drafts"      // drafts that were not gone on with for long
	StaleLock  FindingKind = "locks"       // locks of drafts that are no more
	Leftover   FindingKind = "leftovers"   // what a kith that was killed left behind
	OldCopy    FindingKind = "copies"      // what the journal was before it was changed as a whole, long ago
)

// Finding is something that is the matter with a journal.
type Finding struct {
	Kind  FindingKind
	Names []string // files, ids or lines of what was found, for people
	Err   error    // of what is Unusable
}

const (
	staleDraftAge = 30 * 24 * time.Hour
	oldCopyAge    = 30 * 24 * time.Hour
)

// Examine looks for what is the matter with a journal, changes nothing, and takes it as
// it is, however damaged. An error is one of looking; one that is not there is NotFound.
func Examine(ctx context.Context, path string, now time.Time) (found []Finding, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, explain(path, err)
	}
	name, err := place(path, Options{ReadOnly: true})
	if journal.KindOf(err) == journal.NotFound {
		return nil, err
	}
	if err != nil {
		return []Finding{{Kind: Unusable, Err: explain(path, err)}}, nil
	}
	add := func(kind FindingKind, names []string) {
		if last := len(found) - 1; last >= 0 && found[last].Kind == kind {
			found[last].Names = append(found[last].Names, names...)
		} else if len(names) > 0 {
			found = append(found, Finding{Kind: kind, Names: names})
		}
	}
	s, drafts := (*Store)(nil), map[journal.ID]bool{}
	behind, err := logDamage(ctx, name)
	if err == nil {
		s, err = look(ctx, path, false)
	}
	if behind != "" {
		add(BrokenLog, []string{behind})
	}
	if err == nil {
		err = errors.Join(s.examineRows(ctx, now, drafts, add), s.db.Close())
	}
	switch {
	case errors.Is(err, context.Canceled):
		return nil, err
	case isDamage(err):
		add(Damage, []string{err.Error()})
	case err != nil:
		found = append(found, Finding{Kind: Unusable, Err: explain(path, err)})
	default:
		edited, locks, err := examineDrafts(name+"-drafts", drafts)
		if err != nil {
			return nil, explain(path, err)
		}
		add(Edited, edited)
		add(StaleLock, locks)
	}
	loose, foreign, err := examineFiles(name)
	if err != nil {
		return nil, explain(path, err)
	}
	add(Loose, loose)
	add(Foreign, foreign)
	if drive := networkDrive(filepath.Dir(name)); drive != "" {
		add(Network, []string{drive})
	}
	if program, folder := syncedBy(filepath.Dir(name)); program != "" {
		add(Synced, []string{program, folder})
	}
	for _, dir := range []string{filepath.Dir(name), BackupFolder(name)} {
		left, err := leftovers(dir, now)
		if err != nil {
			return nil, explain(path, err)
		}
		add(Leftover, left)
	}
	copies, err := filepath.Glob(globWord(name) + ".before-*")
	if err != nil {
		return nil, explain(path, err)
	}
	for _, file := range copies {
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > oldCopyAge {
			add(OldCopy, []string{file})
		}
	}
	return found, nil
}

// examineRows looks at what is in the file, and notes the drafts there are.
func (s *Store) examineRows(ctx context.Context, now time.Time, drafts map[journal.ID]bool, add func(FindingKind, []string)) error {
	latest, err := latestVersion(migrations)
	if err != nil {
		return err
	}
	version, empty, err := s.version(ctx, latest)
	if err != nil || empty {
		return err
	}
	_, err = read(ctx, s, func(t tx) (_ struct{}, err error) {
		wrong, err := integrity(ctx, t)
		if err != nil {
			return struct{}{}, err
		}
		add(Damage, wrong)
		lost, err := lostReferences(ctx, t)
		if err != nil {
			return struct{}{}, err
		}
		add(Dangling, lost)
		tables, err := tablesIn(ctx, t)
		if err != nil {
			return struct{}{}, err
		}
		like, differ, err := versionLike(ctx, tables, version)
		if err != nil {
			return struct{}{}, err
		}
		if like != version && (differ == 0 || version >= firstVersion) {
			add(Misnamed, []string{fmt.Sprintf("version %d, and the tables are of version %d", version, like)})
			return struct{}{}, nil
		}
		if version < latest {
			add(Older, []string{fmt.Sprint(version)})
			return struct{}{}, nil
		}
		gaps, bad, err := searchGaps(ctx, t)
		if err != nil {
			return struct{}{}, err
		}
		for _, rest := range otherRecords() {
			err := rest.each(ctx, t, func(journal.Record) error { return ctx.Err() })
			if errors.Is(err, errUnreadable) {
				bad, err = append(bad, rest.name), nil
			}
			if err != nil {
				return struct{}{}, err
			}
		}
		all, err := query(ctx, t, scanNamedDraft, `SELECT `+draftColumns+` FROM draft`)
		if err != nil {
			return struct{}{}, err
		}
		var stale []string
		for _, d := range all {
			drafts[d.ID] = true
			switch {
			case d.Damaged:
				bad = append(bad, "draft "+string(d.ID))
			case d.Trashed.IsZero() && d.Finished == nil && now.Sub(d.Updated) > staleDraftAge:
				stale = append(stale, d.ID.Short()+" "+d.Title)
			}
		}
		add(OutOfStep, gaps)
		add(Unreadable, bad)
		add(StaleDraft, stale)
		return struct{}{}, nil
	})
	return err
}

// recordReader reads what EachRecord gives of one kind.
type recordReader struct {
	name string
	each func(context.Context, tx, func(journal.Record) error) error
}

// otherRecords are what is in no search, or holds more than is searched.
func otherRecords() []recordReader {
	return []recordReader{
		{"a community", eachCommunityRecord}, {"an observation", eachObservationRecord}, {"a suggestion", eachSuggestionRecord},
		{"a share", eachShareRecord}, {"a circle", eachCircleRecord}, {"something in the trash", eachTrashedRecord},
	}
}

// examineDrafts looks, in the folder of the drafts' locks, for texts that an editor left
// behind and for locks of drafts that are no more.
func examineDrafts(folder string, drafts map[journal.ID]bool) (edited, locks []string, err error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	for _, e := range entries {
		name := filepath.Join(folder, e.Name())
		id, isEditor := strings.CutSuffix(e.Name(), ".editor")
		switch {
		case isEditor && !isHeld(filepath.Join(folder, id+".lock")):
			files, err := filepath.Glob(filepath.Join(globWord(name), "*", "*kith-*"))
			if err != nil {
				return nil, nil, err
			}
			for _, file := range files {
				if drafts[journal.ID(id)] && !strings.HasPrefix(filepath.Base(file), "taken-") {
					file += " (kith resume " + journal.ID(id).Short() + ")"
				}
				edited = append(edited, file)
			}
		case strings.HasSuffix(e.Name(), ".lock") && !drafts[journal.ID(strings.TrimSuffix(e.Name(), ".lock"))] && !isHeld(name):
			locks = append(locks, name)
		}
	}
	return edited, locks, err
}

// isHeld reports a lock file that another kith has locked.
func isHeld(name string) bool {
	if _, err := os.Lstat(name); err != nil {
		return false
	}
	lock := flock.New(name, flock.SetFlag(os.O_RDWR)) // make none
	mine, err := lock.TryLock()
	return errors.Join(err, lock.Close()) == nil && !mine
}

// ownFiles are the journal and what kith keeps beside it, with their folders.
func ownFiles(name string) (all []string, err error) {
	for _, pattern := range []string{"", "-wal", "-shm", "-drafts", "-drafts/*", ".before-*"} {
		files, err := filepath.Glob(globWord(name) + filepath.FromSlash(pattern))
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	backups, err := Backups(BackupFolder(name), name)
	return append(all, backups...), err
}

// globWord is a path in a pattern of filepath.Glob in which nothing is special.
func globWord(path string) string {
	return regexp.MustCompile(`[*?\[]`).ReplaceAllString(path, `[$0]`)
}

// examineFiles gives, of the journal and what kith keeps beside it, what others than the
// person may read or write, and what is somebody else's. Of the folder it is in only that
// anybody may write there counts: it need not be kith's own.
func examineFiles(name string) (loose, foreign []string, err error) {
	files, err := ownFiles(name)
	if err != nil {
		return nil, nil, err
	}
	for _, file := range append(files, filepath.Dir(name)) {
		info, err := os.Lstat(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it was there a moment ago
		}
		if err != nil {
			return nil, nil, err
		}
		if info.Mode()&tooLoose(file, name) != 0 && info.Mode()&(fs.ModeSymlink|fs.ModeSticky) == 0 {
			loose = append(loose, file)
		}
		if file != filepath.Dir(name) && !isOwn(info) {
			foreign = append(foreign, file)
		}
	}
	return loose, foreign, nil
}

// tooLoose are the permissions that nobody else is to have at a file of the journal at name.
func tooLoose(file, name string) fs.FileMode {
	if file == filepath.Dir(name) {
		return forOthers & 0o002
	}
	return forOthers
}

// Mend mends what can be mended of what Examine finds: permissions, the search index,
// other indexes, leftovers and locks. Before the file is changed it is copied as it is;
// where that is kept is given, "" where it was not changed.
func Mend(ctx context.Context, path string, now time.Time) (kept string, err error) {
	found, err := Examine(ctx, path, now)
	if err != nil {
		return "", err
	}
	defer func() { err = explain(path, err) }()
	name, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	var index, all, broken bool
	for _, f := range found {
		switch f.Kind {
		case Loose:
			for _, file := range f.Names {
				info, err := os.Lstat(file)
				if err == nil {
					err = os.Chmod(file, info.Mode()&^tooLoose(file, name))
				}
				if err != nil && !errors.Is(err, fs.ErrNotExist) {
					return "", err
				}
			}
		case Leftover:
			for _, file := range f.Names {
				if err := os.RemoveAll(file); err != nil {
					return "", err
				}
			}
		case StaleLock:
			for _, file := range f.Names {
				if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return "", err
				}
			}
		case BrokenLog: // to write would drop the rest of it
			broken = true
		case OutOfStep:
			index = true
		case Damage:
			index, all = true, true
		}
	}
	if !index || broken {
		return "", nil
	}
	s, err := Open(ctx, path, Options{})
	if isDamage(err) { // it is more than an index, and is found again
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if kept, err = s.keep(ctx, name, "fix", now); err != nil {
		return "", err
	}
	err = s.update(ctx, func(t tx) error {
		if all {
			if _, err := t.exec(ctx, `REINDEX`); err != nil {
				return err
			}
		}
		return rebuildSearch(ctx, t)
	})
	if isDamage(err) { // as above
		err = nil
	}
	return kept, err
}

// rebuildSearch makes the search index anew, as it is made for a new journal.
func rebuildSearch(ctx context.Context, t tx) error {
	made, err := query(ctx, t, scanText, `SELECT sql FROM sqlite_schema WHERE name = 'search'`)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `DROP TABLE search; DELETE FROM search_document; DELETE FROM search_stale; `+strings.Join(made, ""))
	if err != nil {
		return err
	}
	for _, kind := range searchKinds() {
		if _, err := t.exec(ctx, `INSERT INTO search_stale SELECT '`+kind.name+`', id FROM `+kind.name); err != nil {
			return err
		}
	}
	return nil
}
