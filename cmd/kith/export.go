package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

type exportOptions struct {
	filterOptions
	format      string
	out         string
	all         bool
	communities bool
	wikilinks   bool
	apart       bool
	public      bool
	force       bool

	contributions bool
}

func newExport(a *app) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Take your journal with you: as Markdown, HTML, CSV or JSON",
		Long: `Take your journal with you: into a folder, one file for each reflection, or with a
name such as work.md into that one file. Done again, a folder gets only what has
changed, and kith never touches a file that is not its own, or that you have written
into since: it says which, and --force writes over those. Of one file it can tell that
in HTML alone, and writes over no other.

  markdown  pages to read, hand in or keep in a notebook such as Obsidian
  html      one page for any browser, to read or print, that needs nothing else
  csv       a table for a spreadsheet, a row for each answer. A cell that a
            spreadsheet would run (=, +, -, @ at its beginning) has ' before it.
  json      for programs; with --all the whole journal, drafts and trash and all,
            so that nothing is lost

With --communities your communities come too: a page for each and one with all of
them (markdown), their map, table and charts (html), a table of them and one of all
that was observed (csv).

An export is for you and is whole; private answers are marked. With --public they
are left out, and communities go by their aliases, or by "community A" and so on,
wherever any name they have or had stands; what else looks like a name, an address or
a number is listed on standard error. A page of what was made private or deleted
since goes from such a folder; from one of your own it does not, and is named. So is one
of another journal.`,
		Example: `  kith export --out reflections --communities
  kith export --format html --out journal.html --since 2026
  kith export --format csv --out tables --communities
  kith export --out portfolio --public --activity gibbs-cycle
  kith export --format json --all --out journal.json`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			with := ""
			cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
				if f.Changed && !slices.Contains([]string{"format", "out", "all", "force"}, f.Name) {
					with = "--" + f.Name
				}
			})
			if opts.all && with != "" {
				return wrongUse("--all is the whole journal, and goes without "+with, "type: kith export --format json --all --out journal.json")
			}
			return a.export(cmd.Context(), opts)
		},
	}
	names := formatNames()
	opts.bind(a, cmd, 0)
	flags := cmd.Flags()
	flags.StringVar(&opts.format, "format", names[0], "the `FORMAT` to write: "+text.List(names, "or"))
	flags.StringVar(&opts.out, "out", "", "the `FOLDER` or file to write, or - for standard output")
	flags.BoolVar(&opts.all, "all", false, "all there is in the journal (json)")
	flags.BoolVar(&opts.communities, "communities", false, "your communities too")
	flags.BoolVar(&opts.wikilinks, "wikilinks", false, "link pages as [[page]] (markdown)")
	flags.BoolVar(&opts.apart, "page-each", false, "printed, each reflection begins a page (html)")
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
	Removed       int      `json:"removed"`
	Gone          []string `json:"gone"`
}

// exportFileJSON says what an export into one file did.
type exportFileJSON struct {
	File    string `json:"file"`
	Written int    `json:"written"`
	LeftOut int    `json:"left_out"`
}

// exportPlan is an export that can be done: what goes where.
type exportPlan struct {
	exportOptions
	archive.Format
	oneFile bool // out is a file
	filter  journal.Filter
	// What the last pass over the reflections has counted. Those left out are private
	// as a whole.
	written, leftOut int
	found            []journal.Identifier // with public: what to look at, each once, on no line
}

func (a *app) export(ctx context.Context, opts exportOptions) error {
	// The heap stays small however much goes through it: most of the time would go
	// into collecting it.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	plan, err := a.planExport(ctx, opts)
	switch {
	case err != nil:
		return err
	case opts.all:
		return a.exportJournal(ctx, plan)
	}
	contents, progress, err := a.exportContents(ctx, plan)
	if err != nil {
		return err
	}
	defer progress.Done()
	if err := a.exportReflections(ctx, plan, contents, progress); err != nil {
		return err
	}
	progress.Done()
	return a.sayFound(plan.found)
}

// exportReflections writes them to where the plan says.
func (a *app) exportReflections(ctx context.Context, plan *exportPlan, contents archive.Contents, progress *console.Progress) error {
	if plan.out == "-" {
		var show func([]byte) []byte
		if a.console.OutTTY() {
			show = func(page []byte) []byte { return []byte(text.Visible(string(page))) }
		}
		return plan.WriteStream(ctx, a.console.Out, contents, show)
	}
	if plan.oneFile {
		return a.exportFile(plan, func(w io.Writer) error {
			defer progress.Done()
			return plan.WriteFile(ctx, w, contents)
		})
	}
	if err := a.notJournal(plan.out, "choose another folder: --out reflections"); err != nil {
		return err
	}
	standing, fallen, err := a.standing(ctx, plan.public)
	if err != nil {
		return err
	}
	how := archive.Folder{Public: plan.public, Force: plan.force, Standing: standing, Fallen: fallen}
	done, err := plan.WriteFolder(ctx, plan.out, how, contents)
	progress.Done()
	what := "reflection"
	if plan.communities || plan.format == "csv" {
		what = "file"
	}
	if err != nil && done.Written > 0 {
		return errors.Join(a.say("%s written to %s before that, each whole. The same again goes on from there.", text.Count(done.Written, what), plan.out), err)
	}
	if err != nil {
		return err
	}
	pages, left, err := a.exportContributions(ctx, plan)
	if err != nil {
		return err
	}
	done.Left = append(done.Left, left...)
	out := exportJSON{
		plan.out, done.Written, done.Same, done.Replaced, plan.leftOut, append([]string{}, done.Left...), pages,
		done.Removed, append([]string{}, done.Gone...),
	}
	if a.json {
		return a.printJSON(out)
	}
	return a.sayExported(out, what, plan.public)
}

// sayFound says what looks like a name, an address or a number in what goes to others,
// as kith share does, but of many of a kind the first alone.
func (a *app) sayFound(found []journal.Identifier) error {
	const most = 10
	var kinds []journal.IdentifierKind
	words := map[journal.IdentifierKind][]string{}
	for _, f := range found {
		if words[f.Kind] == nil {
			kinds = append(kinds, f.Kind)
		}
		words[f.Kind] = append(words[f.Kind], text.Line(f.Words))
	}
	if len(kinds) == 0 {
		return nil
	}
	return a.say("Look at this before others see it:\n  %s", strings.Join(each(kinds, func(kind journal.IdentifierKind) string {
		some := words[kind]
		if more := len(some) - most; more > 0 {
			some = append(some[:most], strconv.Itoa(more)+" more")
		}
		return strings.TrimSpace(whatIs(kind) + " " + text.List(some, "and"))
	}), "\n  "))
}

// planExport says whether what was asked for goes together, and where it goes.
func (a *app) planExport(ctx context.Context, opts exportOptions) (*exportPlan, error) {
	plan := &exportPlan{exportOptions: opts}
	at := slices.Index(formatNames(), opts.format)
	if at < 0 {
		return nil, wrongUse("kith cannot export "+opts.format, "choose from: "+strings.Join(formatNames(), ", "))
	}
	plan.Format = archive.Formats()[at]
	typed := "kith export --format " + opts.format
	info, err := os.Stat(opts.out)
	isFolder := err == nil && info.IsDir()
	plan.oneFile = strings.HasSuffix(strings.ToLower(opts.out), plan.Extension) && !isFolder
	switch {
	case opts.all && opts.format != "json":
		return nil, wrongUse("--all is JSON", "type: kith export --format json --all --out journal.json")
	case opts.out == "" && a.console.OutTTY():
		return nil, wrongUse("kith export needs to know where to write", "type: kith export --out FOLDER, or --out - for standard output")
	case opts.out == "":
		plan.out = "-"
	case opts.out != "-" && !plan.oneFile && (opts.all || plan.OneFile()):
		name := strings.TrimRight(opts.out, `/\`) + plan.Extension
		if isFolder {
			name = strings.TrimRight(opts.out, `/\`) + "/journal" + plan.Extension
		}
		return nil, wrongUse("this export is one file, whose name ends in "+plan.Extension, "type: "+typed+" --out "+shellArgument(name))
	}
	switch {
	case plan.out == "-" && a.json && opts.format != "json":
		return nil, wrongUse("--json does not go with "+opts.format+" on standard output", "type: kith export --out FOLDER --json")
	case opts.communities && opts.public:
		return nil, wrongUse("what kith keeps of communities is for you, and --public is for others", "leave out --communities or --public")
	case opts.communities && !plan.HasCommunities():
		return nil, wrongUse("--communities does not go with "+opts.format, "type: kith export --format json --all, for all there is")
	case opts.communities && !plan.OneFile() && (plan.oneFile || plan.out == "-"):
		return nil, wrongUse("--communities makes several files, and needs a folder for them", "type: "+typed+" --communities --out FOLDER")
	case opts.wikilinks && !opts.communities, opts.wikilinks && opts.format != "markdown":
		return nil, wrongUse("--wikilinks is for the pages of --communities", "type: kith export --communities --wikilinks --out FOLDER")
	}
	if err := plan.checkContributions(); err != nil {
		return nil, err
	}
	plan.filter, err = a.filter(ctx, opts.filterOptions)
	return plan, err
}

// exportContents is what goes out, and how far it has come.
func (a *app) exportContents(ctx context.Context, plan *exportPlan) (archive.Contents, *console.Progress, error) {
	c := archive.Contents{Now: a.now(), Apart: plan.apart, Links: archive.RelativeLinks}
	if plan.wikilinks {
		c.Links = archive.Wikilinks
	}
	var redactor *journal.Redactor
	if plan.public {
		names, err := query(ctx, a, (*store.Store).AllNames)
		if err != nil {
			return c, nil, err
		}
		redactor = journal.NewRedactor(names)
	}
	found, err := a.reflections(ctx, plan.filter, (*store.Store).EachReflection)
	if err != nil {
		return c, nil, err
	}
	passes := 1
	if plan.OneFile() {
		passes = 2 // its contents come first
	}
	progress, err := a.progress(ctx, func(s *store.Store, ctx context.Context) (int, error) {
		n, err := s.CountReflections(ctx, plan.filter)
		return n * passes, err
	})
	if err != nil {
		return c, nil, err
	}
	known, pass := map[journal.Identifier]bool{}, 0
	c.Entries = func(yield func(archive.Entry, error) bool) {
		plan.written, plan.leftOut = 0, 0
		pass++
		for r, err := range found {
			progress.Step()
			r.Source = a.source(r.Activity)
			entry := archive.Whole(r)
			if err == nil && plan.public {
				shared, some := r.Shared(redactor)
				if !some {
					plan.leftOut++
					continue
				}
				entry = archive.Public(shared)
				const most = 10_000 // more than anybody looks at, and little memory
				if pass == 1 && len(known) < most {
					for _, f := range redactor.Identifiers(string(archive.SharedPage{Shared: shared}.Markdown())) {
						if f.Line = 0; !known[f] {
							known[f] = true
							plan.found = append(plan.found, f)
						}
					}
				}
			}
			plan.written++
			if !yield(entry, err) {
				return
			}
		}
	}
	if plan.communities {
		c.Profiles, c.Observed, err = a.exportCommunities(ctx, plan)
	}
	return c, progress, err
}

// exportJournal writes all there is.
func (a *app) exportJournal(ctx context.Context, plan *exportPlan) error {
	records, err := query(ctx, a, func(s *store.Store, ctx context.Context) (iter.Seq2[journal.Record, error], error) {
		return s.EachRecord(ctx), nil
	})
	if err != nil {
		return err
	}
	progress, err := a.progress(ctx, (*store.Store).CountRecords)
	if err != nil {
		return err
	}
	defer progress.Done()
	counted := func(yield func(journal.Record, error) bool) {
		if records == nil { // there is no journal yet
			return
		}
		for r, err := range records {
			progress.Step()
			if r.Reflection != nil {
				plan.written++
			}
			if !yield(r, err) {
				return
			}
		}
	}
	if plan.out == "-" {
		return archive.WriteJournal(ctx, a.console.Out, counted)
	}
	return a.exportFile(plan, func(w io.Writer) error {
		defer progress.Done()
		return archive.WriteJournal(ctx, w, counted)
	})
}

// exportFile writes one file and says so. What is there already stays, unless it is a
// page just as kith wrote it or --force says otherwise: in the other formats nothing
// tells whether somebody wrote into it.
func (a *app) exportFile(plan *exportPlan, fill func(io.Writer) error) error {
	out := product{"export", "--out", "journal" + plan.Extension, func(io.ReadSeeker) (bool, error) { return plan.force, nil }, "", "--force"}
	if plan.OneFile() && !plan.force {
		out.isOwn, out.other = archive.IsOwnPage, ", and words of yours may be in there"
	}
	if err := a.fillProduct(out, plan.out, fill); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(exportFileJSON{plan.out, plan.written, plan.leftOut})
	}
	said := []string{text.Count(plan.written, "reflection") + " written to " + plan.out}
	if plan.leftOut > 0 {
		said = append(said, text.Count(plan.leftOut, "private reflection")+" left out")
	}
	return a.say("%s.", strings.Join(said, "; "))
}
