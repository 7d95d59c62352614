package main

import (
	"context"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

type exportOptions struct {
	filterOptions
	format string
	out    string
	public bool
}

func newExport(a *app) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write your reflections out as Markdown",
		Long: `Write your reflections out as Markdown: into a folder, one file for each, or as
one stream. Done again, it writes only what has changed, and it never touches a
file that is not its own.

An export is for you and is whole; private answers are marked. With --public they
are left out, and communities go by their aliases.`,
		Example: `  kith export --out reflections
  kith export --out - --tag work --since 2026 > work.md
  kith export --out portfolio --public --activity gibbs-cycle`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.export(cmd.Context(), opts) },
	}
	opts.bind(a, cmd, 0)
	flags := cmd.Flags()
	flags.StringVar(&opts.format, "format", "markdown", "the `FORMAT` to write: markdown")
	flags.StringVar(&opts.out, "out", "", "the `FOLDER` to write into, or - for one stream")
	flags.BoolVar(&opts.public, "public", false, "leave out what is private")
	a.completeFlag(cmd, "format", cobra.FixedCompletions([]string{"markdown"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// exportJSON says what an export into a folder did.
type exportJSON struct {
	Folder   string `json:"folder"`
	Written  int    `json:"written"`
	Same     int    `json:"same"`
	Replaced int    `json:"replaced"`
	LeftOut  int    `json:"left_out"`
}

func (a *app) export(ctx context.Context, opts exportOptions) error {
	if err := a.checkExport(&opts); err != nil {
		return err
	}
	f, err := a.filter(ctx, opts.filterOptions)
	if err != nil {
		return err
	}
	e := exporting{public: opts.public}
	e.aliases, err = gather(ctx, a, func(s *store.Store) (map[journal.ID]string, error) { return aliases(ctx, s) })
	if err != nil {
		return err
	}
	found, err := a.reflections(ctx, f, (*store.Store).EachReflection)
	if err != nil {
		return err
	}
	files := e.files(found)
	if opts.out == "-" {
		return archive.WriteStream(ctx, a.console.Out, a.seen(files))
	}
	done, err := archive.WriteFolder(ctx, opts.out, files)
	if err != nil {
		return err
	}
	return a.sayExported(exportJSON{opts.out, done.Written, done.Same, done.Replaced, e.leftOut})
}

// checkExport says what cannot be done before anything is; without --out a pipe
// gets one stream.
func (a *app) checkExport(opts *exportOptions) error {
	switch {
	case opts.format != "markdown":
		return wrongUse("kith cannot export "+opts.format, "it has: markdown")
	case opts.out == "" && a.console.OutTTY():
		return wrongUse("kith export needs to know where to write", "type: kith export --out FOLDER, or --out - for one stream")
	case opts.out == "":
		opts.out = "-"
	}
	if opts.out == "-" && a.json {
		return wrongUse("--json does not go with Markdown on standard output", "type: kith export --out FOLDER --json")
	}
	return nil
}

// exporting turns reflections into files.
type exporting struct {
	public  bool
	aliases map[journal.ID]string
	leftOut int // private as a whole, and so in no file
}

func (e *exporting) files(reflections iter.Seq2[journal.Reflection, error]) iter.Seq2[archive.File, error] {
	return func(yield func(archive.File, error) bool) {
		for r, err := range reflections {
			file, out := archive.File{}, true
			if err == nil {
				file, out = e.file(r)
			}
			if !out {
				e.leftOut++
				continue
			}
			if !yield(file, err) {
				return
			}
		}
	}
}

// file is a reflection's file, or false for one that other people do not get.
func (e *exporting) file(r journal.Reflection) (archive.File, bool) {
	if !e.public {
		return archive.MarkdownFile(r), true
	}
	shared, ok := r.Shared(e.aliases)
	if !ok {
		return archive.File{}, false
	}
	return archive.PublicFile(shared), true
}

// aliases are what communities are called in anything made for other people.
func aliases(ctx context.Context, s *store.Store) (map[journal.ID]string, error) {
	all := map[journal.ID]string{}
	for _, archived := range []bool{false, true} {
		found, err := s.Communities(ctx, journal.CommunityFilter{Archived: archived})
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			all[c.ID] = c.Alias
		}
	}
	return all, nil
}

func (a *app) sayExported(e exportJSON) error {
	if a.json {
		return a.printJSON(e)
	}
	said := []string{counted(e.Written, "reflection") + " written to " + e.Folder}
	if e.Same > 0 {
		said = append(said, counted(e.Same, "file")+" left as they were")
	}
	if e.Replaced > 0 {
		said = append(said, counted(e.Replaced, "file")+" of an older name removed")
	}
	if e.LeftOut > 0 {
		said = append(said, counted(e.LeftOut, "private reflection")+" left out")
	}
	return a.say("%s.", strings.Join(said, "; "))
}

// seen are the files as they may be shown: on a terminal, control characters
// are made visible.
func (a *app) seen(files iter.Seq2[archive.File, error]) iter.Seq2[archive.File, error] {
	if !a.console.OutTTY() {
		return files
	}
	return func(yield func(archive.File, error) bool) {
		for file, err := range files {
			file.Text = []byte(text.Visible(string(file.Text)))
			if !yield(file, err) {
				return
			}
		}
	}
}
