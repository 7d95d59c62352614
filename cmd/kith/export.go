package main

import (
	"context"
	"iter"
	"slices"
	"strconv"
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
	force  bool

	contributions bool
}

func newExport(a *app) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write your reflections out as Markdown or JSON",
		Long: `Write your reflections out as Markdown or JSON: into a folder, one file for each,
or as one stream. Done again, it writes only what has changed, and it never
touches a file that is not its own, or that you have written into since: it says
which, and --force writes over those.

An export is for you and is whole; private answers are marked. With --public they
are left out, and communities go by their aliases, or by "community A" and so on,
wherever any name they have or had stands.`,
		Example: `  kith export --out reflections
  kith export --out - --tag work --since 2026 > work.md
  kith export --out portfolio --public --activity gibbs-cycle
  kith export --format json > reflections.json`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.export(cmd.Context(), opts) },
	}
	names := formatNames()
	opts.bind(a, cmd, 0)
	flags := cmd.Flags()
	flags.StringVar(&opts.format, "format", names[0], "the `FORMAT` to write: "+text.List(names, "or"))
	flags.StringVar(&opts.out, "out", "", "the `FOLDER` to write into, or - for one stream")
	flags.BoolVar(&opts.public, "public", false, "leave out what is private")
	flags.BoolVar(&opts.force, "force", false, "write over exported files that were changed by hand, too")
	flags.BoolVar(&opts.contributions, "contributions", false, "other people's pages too, in a folder of their own")
	a.completeFlag(cmd, "format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func formatNames() []string {
	return each(archive.Formats(), func(f archive.Format) string { return f.Name })
}

// exportJSON says what an export into a folder did.
type exportJSON struct {
	Folder        string   `json:"folder"`
	Written       int      `json:"written"`
	Same          int      `json:"same"`
	Replaced      int      `json:"replaced"`
	LeftOut       int      `json:"left_out"`
	Left          []string `json:"left"`
	Contributions *int     `json:"contributions"`
}

func (a *app) export(ctx context.Context, opts exportOptions) error {
	at := slices.Index(formatNames(), opts.format)
	if at < 0 {
		return wrongUse("kith cannot export "+opts.format, "choose from: "+strings.Join(formatNames(), ", "))
	}
	format := archive.Formats()[at]
	if opts.out == "" {
		if a.console.OutTTY() {
			return wrongUse("kith export needs to know where to write", "type: kith export --out FOLDER, or --out - for one stream")
		}
		opts.out = "-"
	}
	if opts.out == "-" && a.json && format.Name != "json" {
		return wrongUse("--json does not go with "+format.Name+" on standard output", "type: kith export --out FOLDER --json")
	}
	if err := opts.checkContributions(); err != nil {
		return err
	}
	f, err := a.filter(ctx, opts.filterOptions)
	if err != nil {
		return err
	}
	var redactor *journal.Redactor
	if opts.public {
		names, err := query(ctx, a, (*store.Store).AllNames)
		if err != nil {
			return err
		}
		redactor = journal.NewRedactor(names)
	}
	found, err := a.reflections(ctx, f, (*store.Store).EachReflection)
	if err != nil {
		return err
	}
	leftOut := 0 // private as a whole, and so in no file
	var entries iter.Seq2[archive.Entry, error] = func(yield func(archive.Entry, error) bool) {
		for r, err := range found {
			r.Source = a.source(r.Activity)
			entry := archive.Whole(r)
			if err == nil && opts.public {
				shared, some := r.Shared(redactor)
				if !some {
					leftOut++
					continue
				}
				entry = archive.Public(shared)
			}
			if !yield(entry, err) {
				return
			}
		}
	}
	if opts.out == "-" {
		var show func([]byte) []byte
		if a.console.OutTTY() {
			show = func(page []byte) []byte { return []byte(text.Visible(string(page))) }
		}
		return format.WriteStream(ctx, a.console.Out, entries, show)
	}
	if err := a.notJournal(opts.out, "choose another folder: --out reflections"); err != nil {
		return err
	}
	done, err := format.WriteFolder(ctx, opts.out, archive.Folder{Public: opts.public, Force: opts.force}, entries, nil)
	if err != nil {
		return err
	}
	pages, left, err := a.exportContributions(ctx, opts)
	if err != nil {
		return err
	}
	done.Left = append(done.Left, left...)
	out := exportJSON{opts.out, done.Written, done.Same, done.Replaced, leftOut, append([]string{}, done.Left...), pages}
	if a.json {
		return a.printJSON(out)
	}
	return a.sayExported(out)
}

// sayExported says what an export into a folder did, and which files it left alone.
func (a *app) sayExported(done exportJSON) error {
	said := []string{text.Count(done.Written, "reflection") + " written to " + done.Folder}
	switch done.Same {
	case 0:
	case 1:
		said = append(said, "1 file left as it was")
	default:
		said = append(said, text.Count(done.Same, "file")+" left as they were")
	}
	if done.Replaced > 0 {
		said = append(said, text.Count(done.Replaced, "file")+" of an older name removed")
	}
	if done.LeftOut > 0 {
		said = append(said, text.Count(done.LeftOut, "private reflection")+" left out")
	}
	if done.Contributions != nil {
		said = append(said, text.Count(*done.Contributions, "page")+" of other people's in "+contributionsFolder)
	}
	if err := a.say("%s.", strings.Join(said, "; ")); err != nil || len(done.Left) == 0 {
		return err
	}
	const most = 10
	named := strings.Join(done.Left[:min(most, len(done.Left))], "\n  ")
	if more := len(done.Left) - most; more > 0 {
		named += "\n  and " + strconv.Itoa(more) + " more"
	}
	return a.say("Left alone, because words of yours may be in there:\n  %s\nThe same with --force writes over that.", named)
}
