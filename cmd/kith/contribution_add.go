package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/file"
	"kith/journal/text"
)

func newContributionAdd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "add FILE|DIR|-",
		Short: "Keep a page of somebody else's; - reads it from standard input",
		Long: `Keep a page of somebody else's: one that kith share made, any Markdown, or text. Of a
folder every .md, .markdown and .txt below it is taken; links are not followed. What
comes in is cleaned of all that is not words, and is never part of your own export.
The same page twice is one, and a newer version keeps the earlier one.`,
		Example: `  kith contribution add page.md
  kith contribution add pages
  echo "What I found in my first week" | kith contribution add -`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.contributionAdd(cmd.Context(), args[0]) },
	}
}

// addedJSON is what has become of a page that was to be added. Of one that was
// refused, Reason says why, and there is no contribution.
type addedJSON struct {
	Source       string                    `json:"source"`
	State        string                    `json:"state"`
	Reason       *string                   `json:"reason"`
	Claims       *journal.ID               `json:"claims"`
	Contribution *archive.ContributionJSON `json:"contribution"`
}

const stateRefused = "refused"

func (a *app) contributionAdd(ctx context.Context, name string) error {
	info, err := os.Stat(name)
	if name != "-" && err != nil {
		return fileError("the page", name, err)
	}
	if name != "-" && info.IsDir() {
		return a.contributionAddFolder(ctx, name)
	}
	source := "standard input"
	if name != "-" {
		source = filepath.Base(name)
	}
	c, err := readContribution(source, func() ([]byte, error) { return a.read(ctx, name, archive.MaxContribution) })
	if err != nil {
		return err
	}
	added, err := a.keepContributions(ctx, c)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(each(added, addedPage))
	}
	return a.say("%s", saidOf(added[0]))
}

// readContribution reads one page and cleans it.
func readContribution(source string, open func() ([]byte, error)) (journal.Contribution, error) {
	src, err := open()
	switch {
	case errors.Is(err, file.ErrTooLarge):
		src, err = make([]byte, archive.MaxContribution+1), nil // which is what ReadContribution refuses
	case journal.KindOf(err) == stopped:
		return journal.Contribution{}, err
	case err != nil:
		return journal.Contribution{}, fileError("the page", source, err)
	}
	return archive.ReadContribution(source, src)
}

// keepContributions adds pages to the journal, which is made where there is none.
func (a *app) keepContributions(ctx context.Context, pages ...journal.Contribution) ([]journal.AddedContribution, error) {
	s, err := a.store(ctx)
	if err != nil {
		return nil, err
	}
	for i := range pages {
		pages[i].Added = a.now()
	}
	return s.AddContributions(ctx, pages...)
}

// saidOf says what has become of a page that was added.
func saidOf(one journal.AddedContribution) string {
	c := one.Contribution
	id, title := c.ID.Short(), text.Line(c.Line())
	said := ""
	switch one.State {
	case journal.ContributionSame:
		return "It is there already, as " + id + ": " + title
	case journal.ContributionNewer:
		said = "A newer version of " + id + ": " + title + "\nThe earlier one is kept with it."
	default:
		said = "Kept as " + id + ": " + title
	}
	if one.Claims != "" {
		said += "\nIt goes by the id of " + one.Claims.Short() + ", which came from elsewhere. Both are kept."
	}
	return said + "\nRead it: kith contribution show " + id
}

func addedPage(one journal.AddedContribution) addedJSON {
	c := archive.ListedContribution(one.Contribution)
	return addedJSON{Source: c.Source, State: string(one.State), Claims: archive.OrNull(one.Claims), Contribution: &c}
}

// contributionAddFolder adds every page below a folder. What cannot be taken is
// named, and the rest is added.
func (a *app) contributionAddFolder(ctx context.Context, dir string) error {
	done, notes, counts := []addedJSON{}, []string{}, map[string]int{}
	var pages []journal.Contribution
	size := 0
	flush := func() error {
		if len(pages) == 0 {
			return nil
		}
		added, err := a.keepContributions(ctx, pages...)
		for _, one := range added {
			counts[string(one.State)]++
			done = append(done, addedPage(one))
			if one.Claims != "" {
				notes = append(notes, fmt.Sprintf("%s, %s, goes by the id of %s, which came from elsewhere. Both are kept.",
					one.Contribution.ID.Short(), text.Line(one.Contribution.Title), one.Claims.Short()))
			}
		}
		pages, size = nil, 0
		return err
	}
	err := eachPage(ctx, dir, func(name string, c journal.Contribution, refused error) error {
		if refused != nil {
			why := refused.Error()
			counts[stateRefused]++
			done = append(done, addedJSON{Source: text.Line(name), State: stateRefused, Reason: &why})
			notes = append(notes, "Not taken: "+why+".")
			return nil
		}
		pages, size = append(pages, c), size+len(c.Text)
		if len(pages) == 200 || size > 8<<20 { // what is in memory at once
			return flush()
		}
		return nil
	})
	if err = errors.Join(err, flush()); err != nil {
		return err
	}
	said := []string{text.Count(counts[string(journal.ContributionAdded)], "page") + " added"}
	for _, more := range []struct{ state, one, what string }{
		{string(journal.ContributionNewer), "newer version", ""}, {string(journal.ContributionSame), "page", " there already"}, {stateRefused, "file", " not taken"},
	} {
		if n := counts[more.state]; n > 0 {
			said = append(said, text.Count(n, more.one)+more.what)
		}
	}
	switch {
	case len(done) == 0:
		return journal.Errorf(journal.NotFound, "there is no page below %s: no .md, .markdown or .txt", text.Line(dir))
	case a.json:
		err = a.printJSON(done)
	default:
		err = a.say("%s", strings.Join(append([]string{strings.Join(said, "; ") + "."}, notes...), "\n"))
	}
	if err == nil && counts[stateRefused] == len(done) {
		return journal.Errorf(journal.Invalid, "nothing below %s could be taken", text.Line(dir))
	}
	if err != nil || a.json {
		return err
	}
	return a.say("Read them: kith contribution list --unread")
}

// eachPage reads the pages below a folder one after another: what ends in .md,
// .markdown or .txt, in no folder whose name begins with a dot, such as .git. Links
// are not followed. refused says why one cannot be taken.
func eachPage(ctx context.Context, dir string, do func(name string, c journal.Contribution, refused error) error) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fileError("the folder", dir, err)
	}
	defer root.Close() // it was only read
	return fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		hidden := name != "." && strings.HasPrefix(path.Base(name), ".")
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && name == ".":
			return fileError("the folder", dir, err)
		case err != nil:
			return do(name, journal.Contribution{}, fileError("the folder", name, err))
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden || entry.IsDir() || !slices.Contains([]string{".md", ".markdown", ".txt"}, strings.ToLower(path.Ext(name))):
			return nil
		case !entry.Type().IsRegular():
			return do(name, journal.Contribution{}, journal.Errorf(journal.Invalid, "%s is a link or no file, and is not followed", text.Line(name)))
		}
		c, err := readContribution(name, func() ([]byte, error) {
			f, err := root.Open(filepath.FromSlash(name))
			if err != nil {
				return nil, err
			}
			defer f.Close() // it was only read
			return file.Read("-", f, archive.MaxContribution)
		})
		return do(name, c, err)
	})
}
