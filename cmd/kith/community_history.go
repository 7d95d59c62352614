package main

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
)

type historyOptions struct {
	measure string
	limit   int
	undo    bool
}

func newCommunityHistory(a *app) *cobra.Command {
	var opts historyOptions
	cmd := &cobra.Command{
		Use:   "history NAME",
		Short: "List what was observed of a community, the newest first",
		Long: `List what was observed of a community, the newest first. With --undo what was said
last is taken back: it stays in the history, marked, and counts no more. Done
again, that goes further back.`,
		Example: `  kith community history "Go Meetup"
  kith community history "Go Meetup" --measure practice --limit 5
  kith community history Choir --undo`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.communityNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if opts.undo {
				return a.communityUndo(cmd.Context(), args[0], opts)
			}
			a.readOnly = true
			return a.communityHistory(cmd.Context(), args[0], opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.measure, "measure", "", "only what was said of one `MEASURE`")
	flags.IntVar(&opts.limit, "limit", 0, "at most so many; 0 is all")
	flags.BoolVar(&opts.undo, "undo", false, "take back what was said last, all that was said with it")
	a.completeWords(cmd, "measure", append(journal.Elements(), journal.MeasureLinks)...)
	return cmd
}

func (a *app) communityHistory(ctx context.Context, name string, opts historyOptions) error {
	if err := checkLimit(opts.limit); err != nil {
		return err
	}
	s, c, err := a.findCommunity(ctx, name)
	if err != nil {
		return err
	}
	limit := opts.limit
	if opts.measure != "" {
		limit = 0
	}
	found, err := s.Observations(ctx, c.ID, limit)
	if err != nil {
		return err
	}
	if opts.measure != "" {
		found = slices.DeleteFunc(found, func(o journal.Observation) bool { return text.Fold(o.Measure) != text.Fold(opts.measure) })
		if opts.limit > 0 {
			found = found[:min(opts.limit, len(found))]
		}
	}
	sortObservations(found)
	switch {
	case a.json:
		return a.printJSON(archive.List(found, archive.Observation))
	case len(found) == 0 && opts.measure != "":
		return a.say("Nothing was said of %s of %s. See the rest: kith community history %s", opts.measure, c.Name, shellArgument(c.Name))
	case len(found) == 0:
		return a.say("Nothing was observed of %s yet. Say how it is doing: kith community observe %s", c.Name, shellArgument(c.Name))
	}
	return a.listObservations(found)
}

// sortObservations puts what was said at one time in one order: the three elements,
// then the rest by name.
func sortObservations(observed []journal.Observation) {
	rank := func(o journal.Observation) int {
		if i := slices.Index(journal.Elements(), o.Measure); i >= 0 {
			return i
		}
		return len(journal.Elements())
	}
	slices.SortStableFunc(observed, func(a, b journal.Observation) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Measure, b.Measure))
	})
}

// listObservations lists them in the words that were shown, or for programs in the
// values that are kept. On a narrow terminal the note goes on after the value.
func (a *app) listObservations(list []journal.Observation) error {
	t := a.console.Table("when", "measure", "value", "taken back", "said of", "note").Wrap()
	return printRows(t, list, func(o journal.Observation) []string {
		measure, words, note := o.Measure, o.Value.Words(), o.Note
		if a.console.OutTTY() {
			measure, words = strings.ReplaceAll(measure, "_", " "), o.Words()
		}
		if a.narrow() && note != "" {
			words, note = words+". "+note, ""
		}
		return []string{a.when(o.At), measure, words, a.when(o.Undone), o.From.Name, note}
	})
}

func (a *app) communityUndo(ctx context.Context, name string, opts historyOptions) error {
	if opts.measure != "" || opts.limit != 0 {
		return wrongUse("--undo takes back all that was said last, and goes with no other flag", "type: kith community history "+shellArgument(name)+" --undo")
	}
	s, c, err := a.findCommunity(ctx, name)
	if err != nil {
		return err
	}
	undone, err := s.UndoObservations(ctx, c.ID, a.now())
	if err != nil {
		return err
	}
	sortObservations(undone)
	if a.json {
		return a.printJSON(archive.List(undone, archive.Observation))
	}
	return a.say("Taken back of %s, said on %s: %s. It stays in: kith community history %s",
		c.Name, journal.DateOf(undone[0].At).Words(), summary(undone), shellArgument(c.Name))
}

// summary says what was observed in short: "domain 4, practice not sure".
func summary(observed []journal.Observation) string {
	return strings.Join(each(observed, func(o journal.Observation) string {
		return strings.ReplaceAll(o.Measure, "_", " ") + " " + text.Line(o.Value.Words())
	}), ", ")
}
