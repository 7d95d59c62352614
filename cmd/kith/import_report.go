package main

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
)

// importedJSON says what an import did.
type importedJSON struct {
	Added         int          `json:"added"`
	There         int          `json:"there"`
	Odd           []oddJSON    `json:"odd"`
	Contributions int          `json:"contributions"` // that came in
	Trashed       int          `json:"trashed"`       // those of There that are in the trash
	Differ        []differJSON `json:"differ"`        // those of There that have other words
	Passed        int          `json:"passed"`        // files that are made anew from the rest
	Attachments   int          `json:"attachments"`   // what came without words, and stayed behind
	Fields        []fieldJSON  `json:"fields"`        // of front matter, which stayed behind
}

// fieldJSON is a field that kith has no place for, and how many files have it.
type fieldJSON struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

type oddJSON struct {
	File  string `json:"file"`
	Line  *int   `json:"line"`
	Text  string `json:"text"`
	Entry *int   `json:"entry"`
}

// differJSON is a thing that is in the journal with other words than in a file.
type differJSON struct {
	File string     `json:"file"`
	ID   journal.ID `json:"id"`
	// isPage says that it stands in Markdown, which kith edit takes.
	isPage bool
}

func (im *importing) odd(file string, one archive.Imported) {
	im.done.Odd = append(im.done.Odd, oddJSON{File: file, Line: archive.OrNull(one.Line), Text: one.Odd, Entry: archive.OrNull(one.Entry)})
}

// sayImported says what came in, and what could not be read: that is an error once the
// rest is kept.
func (a *app) sayImported(im *importing) error {
	done := im.done
	for name, count := range im.fields {
		done.Fields = append(done.Fields, fieldJSON{name, count})
	}
	slices.SortFunc(done.Fields, func(f, g fieldJSON) int { return cmp.Or(g.Count-f.Count, strings.Compare(f.Name, g.Name)) })
	switch {
	case a.json:
		if err := a.printJSON(done); err != nil {
			return err
		}
	default:
		if im.table != nil {
			if err := im.table.Flush(); err != nil {
				return err
			}
		}
		if err := a.say("%s", done.words(im.opts.dryRun, im.whole)); err != nil {
			return err
		}
	}
	if len(done.Odd) == 0 {
		return nil
	}
	e := journal.Errorf(journal.Invalid, "this could not be read:\n  %s", strings.Join(firstOf(done.Odd, func(o oddJSON) string {
		where := text.Line(o.File)
		if o.Line != nil {
			where += ":" + strconv.Itoa(*o.Line)
		}
		if o.Entry != nil {
			where += ": entry " + strconv.Itoa(*o.Entry)
		}
		return where + ": " + text.Line(o.Text)
	}), "\n  "))
	if done.Added+done.There+done.Contributions > 0 && !im.opts.dryRun {
		e.Hint = "the rest is in; the same again adds nothing twice"
	}
	return e
}

// words say what an import did.
func (done importedJSON) words(dryRun, whole bool) string {
	came := " came in"
	if dryRun {
		came = " would come in"
	}
	what := text.Count(done.Added, "reflection")
	if done.Contributions > 0 {
		what += " and " + text.Count(done.Contributions, "page") + " of other people's"
	}
	said := what + came
	if there := done.There - done.Trashed; there > 0 {
		said += "; " + strconv.Itoa(there) + " there already"
	}
	if done.Trashed > 0 {
		said += "; " + strconv.Itoa(done.Trashed) + " in the trash (kith trash list)"
	}
	if done.Passed > 0 {
		said += "; " + text.Count(done.Passed, "page") + " of communities passed over (kith export --format json --all takes those along)"
	}
	if said += "."; !dryRun && done.Added+done.Contributions > 0 {
		said += " See them: kith list."
		if whole {
			said = strings.TrimSuffix(said, ".")
		} else {
			said += " Take them back: kith import --undo"
		}
	}
	if done.Attachments > 0 {
		said += "\n" + text.Count(done.Attachments, "thing") + " beside words, such as a photo, a place or the weather, stayed behind: kith keeps words."
	}
	if len(done.Fields) > 0 {
		said += "\nFields that kith has no place for stayed behind: " + strings.Join(firstOf(done.Fields, func(f fieldJSON) string {
			return f.Name + " (" + strconv.Itoa(f.Count) + ")"
		}), ", ") + "."
	}
	if len(done.Differ) > 0 {
		said += "\nThe journal has these in other words, which stay:\n  " + strings.Join(firstOf(done.Differ, func(d differJSON) string {
			return d.ID.Short() + "  " + text.Line(d.File)
		}), "\n  ")
	}
	if slices.ContainsFunc(done.Differ, func(d differJSON) bool { return d.isPage }) {
		said += "\nTo take what a file of kith's says instead: kith edit ID --from FILE"
	}
	return said
}

// firstOf are the first of a list as show has them, and how many more there are.
func firstOf[T any](all []T, show func(T) string) []string {
	const most = 20
	lines := each(all[:min(most, len(all))], show)
	if more := len(all) - most; more > 0 {
		lines = append(lines, "and "+strconv.Itoa(more)+" more")
	}
	return lines
}

func (a *app) importUndo(ctx context.Context) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	done, err := s.Unimport(ctx, a.now())
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(unimportedJSON{done.Reflections, append([]journal.ID{}, done.Stay...), done.Contributions})
	}
	gone := text.Count(done.Reflections, "reflection")
	if done.Contributions > 0 {
		gone += " and " + text.Count(done.Contributions, "page") + " of other people's"
	}
	if len(done.Stay) == 0 {
		return a.say("%s put into the trash. Back again: the same import, or kith trash restore REF", gone)
	}
	return a.say("%s put into the trash. You have changed these since, and they stay: %s", gone, strings.Join(each(done.Stay, journal.ID.Short), ", "))
}

// unimportedJSON says what was taken back of an import.
type unimportedJSON struct {
	Trashed       int          `json:"trashed"`
	Stay          []journal.ID `json:"stay"`
	Contributions int          `json:"contributions"`
}
