package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/file"
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
		Use:   "import FILE|FOLDER...",
		Short: "Bring in what you wrote elsewhere, or exported",
		Long: `Bring in what you wrote elsewhere, or exported: files, or all that a folder holds.
What a file is in is seen from it; --format says it.

` + strings.Join(about, "\n") + `

A whole journal (kith export --format json --all) goes into one that is empty.
What is in the journal already is passed over, so the same twice adds nothing twice.
What cannot be read is named with its file and line, and the rest comes in. --undo
puts what came last into the trash.`,
		Example: `  kith import page.md --dry-run
  kith import reflections --tag old
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
				return wrongUse("kith import needs FILE|FOLDER...", seeUsage(cmd))
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

// importedJSON says what an import did.
type importedJSON struct {
	Added int       `json:"added"`
	There int       `json:"there"`
	Odd   []oddJSON `json:"odd"`
}

type oddJSON struct {
	File string `json:"file"`
	Line *int   `json:"line"`
	Text string `json:"text"`
}

// importing is an import on its way: what was read and is not in the journal yet, and
// what has become of the rest.
type importing struct {
	name     journal.ID
	opts     importOptions
	tags     []string
	waiting  []journal.Reflection
	whole    bool // a whole journal came, which is not taken back
	done     importedJSON
	table    *console.Table // of what would come in, with --dry-run
	progress *console.Progress
}

func (a *app) importFiles(ctx context.Context, names []string, opts importOptions) error {
	tags, err := journal.Tags(opts.tags)
	if err != nil {
		return err
	}
	im := &importing{name: a.newID(), opts: opts, tags: tags, progress: a.console.Progress("Reading", 0, a.now)}
	im.done.Odd = []oddJSON{}
	if opts.dryRun && !a.json {
		im.table = a.console.Table("written", "what", "file", "title").Words("title")
	}
	defer im.progress.Done()
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case err != nil:
			return fileError("the file", name, err)
		case info.IsDir():
			err = a.importFolder(ctx, im, name)
		default:
			err = a.importFile(ctx, im, name, info)
		}
		if err != nil {
			return err
		}
	}
	if err := a.importWaiting(ctx, im); err != nil {
		return err
	}
	im.progress.Done()
	return a.sayImported(im)
}

// importFolder reads what a folder holds, in the order of the names. Hidden files and
// other people's pages are passed over.
func (a *app) importFolder(ctx context.Context, im *importing, dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(d.Name(), ".") && name != dir
		switch {
		case err != nil:
			im.odd(name, 0, reason(err).Error())
			return nil
		case d.IsDir() && (hidden || d.Name() == "contributions" || d.Name() == "communities"):
			return filepath.SkipDir
		case hidden || d.IsDir() || !slices.Contains([]string{".md", ".markdown", ".txt", ".json"}, strings.ToLower(filepath.Ext(name))):
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			im.odd(name, 0, "it is a link, and none is followed out of a folder")
			return nil
		}
		info, err := d.Info()
		if err != nil {
			im.odd(name, 0, reason(err).Error())
			return nil
		}
		if err := a.importFile(ctx, im, name, info); err != nil {
			return err
		}
		return ctx.Err()
	})
}

// importFile reads one file. What cannot be read is noted, and goes no further; an error
// is of the journal.
func (a *app) importFile(ctx context.Context, im *importing, name string, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		im.odd(name, 0, "it is no file")
		return nil
	}
	head, err := beginning(name)
	if err == nil && archive.IsJournal(head) && (im.opts.format == "" || im.opts.format == "json") {
		return a.importJournal(ctx, im, name)
	}
	src, err := file.Read(name, nil, maxFile)
	switch {
	case errors.Is(err, file.ErrTooLarge):
		im.odd(name, 0, fmt.Sprintf("it is larger than %d MB, which is more than kith reads", maxFile>>20))
		return nil
	case err != nil:
		im.odd(name, 0, reason(err).Error())
		return nil
	}
	found, err := archive.Import(im.opts.format, src, archive.ImportOptions{Name: name, Modified: info.ModTime(), Zone: a.now().Location()})
	if err != nil {
		im.odd(name, 0, err.Error())
		return nil
	}
	for _, one := range found {
		im.progress.Step()
		if one.Odd != "" {
			im.odd(name, one.Line, one.Odd)
			continue
		}
		r := one.Reflection
		r.Tags = text.Union(r.Tags, im.tags)
		im.waiting = append(im.waiting, r)
		if im.table != nil {
			if err := a.importRow(ctx, im, name, r); err != nil {
				return err
			}
		}
		const many = 1000 // in one transaction
		if len(im.waiting) >= many {
			if err := a.importWaiting(ctx, im); err != nil {
				return err
			}
		}
	}
	return nil
}

// importRow says what would become of a reflection.
func (a *app) importRow(ctx context.Context, im *importing, name string, r journal.Reflection) error {
	known, err := query(ctx, a, func(s *store.Store, ctx context.Context) (map[journal.ID]bool, error) {
		return s.Known(ctx, []journal.ID{r.ID})
	})
	if err != nil {
		return err
	}
	what := "new"
	if known[r.ID] {
		what = "there already"
	}
	return im.table.Row(a.when(r.Created), what, filepath.Base(name), r.Title)
}

// importWaiting brings what was read into the journal, in one go.
func (a *app) importWaiting(ctx context.Context, im *importing) error {
	all := im.waiting
	im.waiting = nil
	if len(all) == 0 {
		return nil
	}
	ids := each(all, func(r journal.Reflection) journal.ID { return r.ID })
	if im.opts.dryRun {
		known, err := query(ctx, a, func(s *store.Store, ctx context.Context) (map[journal.ID]bool, error) { return s.Known(ctx, ids) })
		im.done.There += len(known)
		im.done.Added += len(all) - len(known)
		return err
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	added, err := s.Import(ctx, im.name, all)
	im.done.Added += added
	im.done.There += len(all) - added
	return err
}

// importJournal fills an empty journal with a whole one.
func (a *app) importJournal(ctx context.Context, im *importing, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return fileError("the journal", name, err)
	}
	defer f.Close() // it is only read
	n := 0
	records := func(yield func(journal.Record, error) bool) {
		for r, err := range archive.ReadJournal(f) {
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
	}
	if im.opts.dryRun {
		for _, err := range records {
			if err != nil {
				return err
			}
		}
	} else {
		s, err := a.store(ctx)
		if err != nil {
			return err
		}
		if err := s.Fill(ctx, records); err != nil {
			return err
		}
	}
	im.done.Added += n
	im.whole = true
	return nil
}

func (im *importing) odd(file string, line int, why string) {
	im.done.Odd = append(im.done.Odd, oddJSON{File: file, Line: archive.OrNull(line), Text: why})
}

// sayImported says what came in, and what could not be read: that is an error once the
// rest is kept.
func (a *app) sayImported(im *importing) error {
	done := im.done
	if a.json {
		if err := a.printJSON(done); err != nil {
			return err
		}
	} else {
		if im.table != nil {
			if err := im.table.Flush(); err != nil {
				return err
			}
		}
		said := text.Count(done.Added, "reflection") + " came in"
		if im.opts.dryRun {
			said = text.Count(done.Added, "reflection") + " would come in"
		}
		if done.There > 0 {
			said += "; " + strconv.Itoa(done.There) + " there already"
		}
		said += "."
		switch {
		case im.opts.dryRun || done.Added == 0:
		case im.whole:
			said += " See them: kith list"
		default:
			said += " See them: kith list. Take them back: kith import --undo"
		}
		if err := a.say("%s", said); err != nil {
			return err
		}
	}
	if len(done.Odd) == 0 {
		return nil
	}
	var lines []string
	const most = 20
	for _, o := range done.Odd[:min(most, len(done.Odd))] {
		where := text.Line(o.File)
		if o.Line != nil {
			where += ":" + strconv.Itoa(*o.Line)
		}
		lines = append(lines, where+": "+text.Line(o.Text))
	}
	if more := len(done.Odd) - most; more > 0 {
		lines = append(lines, "and "+strconv.Itoa(more)+" more")
	}
	e := journal.Errorf(journal.Invalid, "this could not be read:\n  %s", strings.Join(lines, "\n  "))
	if done.Added+done.There > 0 && !im.opts.dryRun {
		e.Hint = "the rest is in; the same again adds nothing twice"
	}
	return e
}

func (a *app) importUndo(ctx context.Context) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	gone, stay, err := s.Unimport(ctx, a.now())
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(unimportedJSON{gone, append([]journal.ID{}, stay...)})
	case len(stay) == 0:
		return a.say("%s put into the trash. Back again: kith trash restore REF", text.Count(gone, "reflection"))
	}
	return a.say("%s put into the trash. You have changed these since, and they stay: %s", text.Count(gone, "reflection"),
		strings.Join(each(stay, journal.ID.Short), ", "))
}

// unimportedJSON says what was taken back of an import.
type unimportedJSON struct {
	Trashed int          `json:"trashed"`
	Stay    []journal.ID `json:"stay"`
}
