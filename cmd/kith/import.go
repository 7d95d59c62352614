package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

type importOptions struct {
	format string
	tags   []string
	dryRun bool
	undo   bool
}

func newImport(a *app) *cobra.Command {
	var opts importOptions
	names := each(archive.Importers(), func(i archive.Importer) string { return i.Name })
	about := each(archive.Importers(), func(i archive.Importer) string { return fmt.Sprintf("  %-9s %s", i.Name, i.About) })
	cmd := &cobra.Command{
		Use:   "import FILE|FOLDER|-...",
		Short: "Bring in what you wrote elsewhere, or exported",
		Long: `Bring in what you wrote elsewhere, or exported: files, all that a folder holds, or with
- what comes on standard input. What a file is in is seen from it; --format says it.

` + strings.Join(about, "\n") + `

A whole journal (kith export --format json --all) goes into an empty one, and stays.
What is in the journal already is passed over, so the same twice adds nothing twice,
and what stands there with other words stays and is named. (jrnl and plain notes say
nothing of which entry is which: one that was changed since comes in as another.) What
cannot be read is named with its file and line, and the rest comes in. Other people's
pages that kith exported come back as those. Markdown has what you wrote, and not what
was observed and suggested with it: the JSON of a whole journal has all. --undo puts
what came last into the trash; the same import brings it back.`,
		Example: `  kith import reflections --dry-run
  kith import page.md --tag old
  kith --journal copy import journal.json
  kith import --undo`,
		Args: takes(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case opts.undo && len(args) > 0:
				return wrongUse("--undo takes back what came last, and takes no file", "type: kith import --undo")
			case opts.undo:
				return a.importUndo(cmd.Context())
			case len(args) == 0:
				return wrongUse("kith import needs FILE|FOLDER|-...", seeUsage(cmd))
			case opts.format != "" && !slices.Contains(names, opts.format):
				return wrongUse("kith cannot import "+opts.format, "choose from: "+strings.Join(names, ", "))
			}
			return a.importFiles(cmd.Context(), args, opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.format, "format", "", "the `FORMAT` it is in: "+text.List(names, "or"))
	flags.StringArrayVar(&opts.tags, "tag", nil, "give all that comes in a `TAG`")
	flags.BoolVar(&opts.dryRun, "dry-run", false, "show what would come in, and bring in nothing")
	flags.BoolVar(&opts.undo, "undo", false, "put what the last import brought into the trash")
	a.completeWords(cmd, "format", names...)
	a.completeFlag(cmd, "tag", a.tagNames(-1))
	return cmd
}

// importing is an import on its way: what was read and is not in the journal yet, and
// what has become of the rest.
type importing struct {
	name     journal.ID
	opts     importOptions
	tags     []string
	in       *bufio.Reader
	waiting  []incoming
	size     int                 // of what waits, in bytes
	seen     map[journal.ID]bool // with --dry-run, which keeps nothing
	fields   map[string]int      // that stay behind, and how many notes have each
	whole    bool                // a whole journal came, which is not taken back
	done     importedJSON
	table    *console.Table // of what would come in, with --dry-run
	progress *console.Progress
}

// incoming is what was read, and from which file.
type incoming struct {
	file string
	archive.Imported
}

func (a *app) importFiles(ctx context.Context, names []string, opts importOptions) error {
	tags, err := journal.Tags(opts.tags)
	if err != nil {
		return err
	}
	im := &importing{
		name: a.newID(), opts: opts, tags: tags, in: bufio.NewReaderSize(nil, archive.ImportHead), seen: map[journal.ID]bool{}, fields: map[string]int{},
		done: importedJSON{Odd: []oddJSON{}, Differ: []differJSON{}, Fields: []fieldJSON{}}, progress: a.console.Progress("Reading", 0, a.now),
	}
	if opts.dryRun && !a.json {
		im.table = a.console.Table("written", "what", "file", "title").Words("title")
	}
	defer im.progress.Done()
	err = func() error {
		for i, name := range names {
			if name == "-" && slices.Contains(names[:i], name) {
				continue // all that came was read
			}
			info, err := os.Stat(name)
			switch {
			case name == "-":
				err = a.importInput(ctx, im)
			case err != nil:
				err = fileError("the file", name, err)
			case info.IsDir():
				err = a.importFolder(ctx, im, name)
			default:
				err = a.importFile(ctx, im, name, info, func() (*os.File, error) { return os.Open(name) })
			}
			if err != nil {
				return err
			}
		}
		return a.importWaiting(ctx, im)
	}()
	im.progress.Done()
	if came := im.done.Added + im.done.Contributions; err != nil && came > 0 && !opts.dryRun {
		return errors.Join(a.say("%s came in before that. The same again goes on from there; kith import --undo takes them back.", text.Count(came, "reflection")), err)
	}
	if err != nil {
		return err
	}
	return a.sayImported(im)
}

// importFolder reads what a folder holds, in the order of the names. Hidden files are
// passed over, and no link is followed.
func (a *app) importFolder(ctx context.Context, im *importing, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fileError("the folder", dir, err)
	}
	defer root.Close() // it was only read
	return fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		name, kind := filepath.Join(dir, filepath.FromSlash(path)), strings.ToLower(filepath.Ext(path))
		hidden, isText := strings.HasPrefix(filepath.Base(path), ".") && path != ".", slices.Contains([]string{".md", ".markdown", ".txt", ".json"}, kind)
		isLink := err == nil && d.Type()&fs.ModeSymlink != 0
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			im.odd(name, archive.Imported{Odd: reason(err).Error()})
			return nil
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir() || !isText && !(isLink && kind == ""):
			return nil
		case isLink:
			im.odd(name, archive.Imported{Odd: "it is a link, and none is followed out of a folder"})
			return nil
		}
		info, err := d.Info()
		if err != nil {
			im.odd(name, archive.Imported{Odd: reason(err).Error()})
			return nil
		}
		return a.importFile(ctx, im, name, info, func() (*os.File, error) { return root.Open(path) })
	})
}

// importInput reads standard input as one file.
func (a *app) importInput(ctx context.Context, im *importing) error {
	src, err := a.readFile(ctx, "what comes", "-")
	if large := new(journal.Error); errors.As(err, &large) && large.Kind == journal.Invalid {
		return large.WithHint("a file may be larger: kith import FILE")
	}
	if err != nil {
		return err
	}
	return a.importFrom(ctx, im, "standard input", a.now(), bytes.NewReader(src))
}

// importFile reads one file. What cannot be read is noted, and goes no further; an error
// is of the journal.
func (a *app) importFile(ctx context.Context, im *importing, name string, info fs.FileInfo, open func() (*os.File, error)) error {
	if !info.Mode().IsRegular() {
		im.odd(name, archive.Imported{Odd: "it is no file"})
		return nil
	}
	f, err := open()
	if err != nil {
		im.odd(name, archive.Imported{Odd: reason(err).Error()})
		return nil
	}
	defer f.Close() // it was only read
	return a.importFrom(ctx, im, name, info.ModTime(), f)
}

// importFrom reads what is in a file.
func (a *app) importFrom(ctx context.Context, im *importing, name string, modified time.Time, file io.Reader) error {
	im.in.Reset(file)
	head, _ := im.in.Peek(100) // what is wrong with it is met again
	if archive.IsJournal(head) && (im.opts.format == "" || im.opts.format == "json") {
		return a.importJournal(ctx, im, im.in)
	}
	theirs := filepath.Base(filepath.Dir(name)) == contributionsFolder
	for one := range archive.Import(im.opts.format, im.in, archive.ImportOptions{Name: name, Modified: modified, Zone: a.now().Location(), Activity: a.asked}) {
		im.progress.Step()
		im.done.Attachments += one.Attachments
		for _, name := range one.Fields {
			im.fields[name]++
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case one.Passed:
			im.done.Passed++
			continue
		case one.Odd == "" && theirs && one.Contribution == nil && im.opts.format == "":
			one.Odd = "it lies among other people's pages, and kith did not export it: kith contribution add FILE keeps it as one of those"
		}
		if one.Odd != "" {
			im.odd(name, one)
			continue
		}
		one.Reflection.Tags = text.Union(one.Reflection.Tags, im.tags)
		for _, answer := range one.Reflection.Answers {
			im.size += len(answer.Value.Text)
		}
		if one.Contribution != nil {
			im.size += len(one.Contribution.Text)
		}
		im.waiting = append(im.waiting, incoming{name, one})
		const many, much = 1000, 8 << 20 // in one transaction, and in memory
		if len(im.waiting) >= many || im.size > much {
			if err := a.importWaiting(ctx, im); err != nil {
				return err
			}
		}
	}
	return nil
}

// asked is what an activity of the library asks, nil for one that is not there.
func (a *app) asked(id string) archive.Asked {
	if activity, found := a.activityOf(journal.Reflection{Activity: id}); found {
		return activity
	}
	return nil
}

// importWaiting brings what was read into the journal, in one go, and says of each what
// has become of it.
func (a *app) importWaiting(ctx context.Context, im *importing) error {
	all := im.waiting
	im.waiting, im.size = nil, 0
	if len(all) == 0 {
		return nil
	}
	var ids []journal.ID
	var pages []journal.Contribution
	for _, one := range all {
		if one.Contribution != nil {
			pages = append(pages, *one.Contribution)
		} else {
			ids = append(ids, one.Reflection.ID)
		}
	}
	there, theirs := map[journal.ID]journal.Reflection{}, map[journal.ID]journal.Contribution{}
	_, err := query(ctx, a, func(s *store.Store, ctx context.Context) (none struct{}, err error) {
		there, theirs, err = s.There(ctx, ids, pages)
		return none, err
	})
	if err != nil {
		return err
	}
	var reflections []journal.Reflection
	pages = nil
	for _, one := range all {
		what, r := "", one.Reflection
		if c := one.Contribution; c != nil {
			was, isThere := theirs[c.ID]
			what = im.state(one, c.ID, isThere || im.seen[c.ID], isThere && was.Text == "", was.Text != c.Text || was.Title != c.Title)
			if what == stateNew {
				pages, theirs[c.ID] = append(pages, *c), *c
				what = "new, somebody else's"
			}
			r = journal.Reflection{ID: c.ID, Title: c.Title, Created: c.Added}
		} else {
			was, isThere := there[r.ID]
			if one.Undated { // it was read at another time, and that is no word of it
				was.Created = r.Created
			}
			what = im.state(one, r.ID, isThere || im.seen[r.ID], isThere && was.ID == "", isThere && !sameWords(was, r))
			if what == stateNew {
				reflections, there[r.ID] = append(reflections, r), r
			}
		}
		if im.opts.dryRun {
			im.seen[r.ID] = true
		}
		if im.table != nil {
			if err := im.table.Row(a.when(r.Created), what, filepath.Base(one.file), r.Title); err != nil {
				return err
			}
		}
	}
	if im.opts.dryRun {
		im.done.Added += len(reflections)
		im.done.Contributions += len(pages)
		return nil
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	done, err := s.Import(ctx, im.name, reflections, pages)
	if err != nil {
		return err
	}
	im.done.Added += done.Reflections
	im.done.Contributions += done.Contributions
	im.done.There += len(reflections) + len(pages) - done.Reflections - done.Contributions - len(done.Refused) // another kith was first
	for _, one := range all {
		if refused := done.Refused[one.Reflection.ID]; refused != nil {
			one.Odd = "it cannot be kept: " + refused.Error()
			im.odd(one.file, one.Imported)
		}
	}
	return nil
}

const stateNew = "new"

// state says what becomes of a thing, and counts one that is there.
func (im *importing) state(one incoming, id journal.ID, isThere, trashed, differs bool) string {
	if !isThere {
		return stateNew
	}
	im.done.There++
	switch {
	case trashed:
		im.done.Trashed++
		return "in the trash"
	case differs:
		im.done.Differ = append(im.done.Differ, differJSON{one.file, id, one.Entry == 0 && one.Contribution == nil})
		return "there with other words"
	}
	return "there already"
}

// sameWords reports two that say the same, whatever their tags and their communities are
// by now.
func sameWords(one, other journal.Reflection) bool {
	said := func(r journal.Reflection) string {
		r.Tags, r.Communities, r.Updated, r.Source = nil, nil, r.Created, journal.Source{}
		return string(archive.Markdown().File(r).Text)
	}
	return said(one) == said(other)
}

// importJournal fills an empty journal with a whole one.
func (a *app) importJournal(ctx context.Context, im *importing, file io.Reader) error {
	n := 0
	records := func(yield func(journal.Record, error) bool) {
		for r, err := range archive.ReadJournal(file) {
			if err == nil {
				err = ctx.Err()
			}
			if r.Reflection != nil {
				n++
			}
			im.progress.Step()
			if !yield(r, err) {
				return
			}
		}
		if im.opts.dryRun {
			yield(journal.Record{}, errDryRun)
		}
	}
	fill := func(s *store.Store, ctx context.Context) (struct{}, error) { return struct{}{}, s.Fill(ctx, records) }
	var err error
	if im.opts.dryRun {
		if _, err = query(ctx, a, fill); err == nil { // there is no journal
			for _, err = range records {
				if err != nil {
					break
				}
			}
		}
		if errors.Is(err, errDryRun) { // to the end, and none of it was kept
			err = nil
		}
	} else {
		s, opened := a.store(ctx)
		if err = opened; err == nil {
			_, err = fill(s, ctx)
		}
	}
	if err != nil {
		return err
	}
	im.done.Added += n
	im.whole = true
	return nil
}

// errDryRun has nothing kept.
var errDryRun = errors.New("nothing was to be kept")
