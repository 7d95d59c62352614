package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
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
		ValidArgsFunction: a.completeCommunities,
		RunE: func(cmd *cobra.Command, args []string) error {
			if opts.undo {
				return a.communityUndo(cmd.Context(), args[0], opts)
			}
			return a.communityHistory(cmd.Context(), args[0], opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.measure, "measure", "", "only what was said of one `MEASURE`")
	flags.IntVar(&opts.limit, "limit", 0, "at most so many; 0 is all")
	flags.BoolVar(&opts.undo, "undo", false, "take back what was said last, all that was said with it")
	a.completeFlag(cmd, "measure", cobra.FixedCompletions(append(elements(), journal.MeasureLinks), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) communityHistory(ctx context.Context, name string, opts historyOptions) error {
	if opts.limit < 0 {
		return wrongUse(fmt.Sprintf("--limit cannot be %d", opts.limit), "give a number, or 0 for all")
	}
	c, err := a.community(ctx, name)
	if err != nil {
		return err
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	found, err := history(ctx, s, c, opts)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(each(found, archive.Observation))
	case len(found) == 0 && opts.measure != "":
		return a.say("Nothing was said of %s of %s. See the rest: kith community history %s", opts.measure, c.Name, shellWord(c.Name))
	case len(found) == 0:
		return a.say("Nothing was observed of %s yet. Say how it is doing: kith community observe %s", c.Name, shellWord(c.Name))
	}
	return a.listObservations(found)
}

func history(ctx context.Context, s *store.Store, c journal.Community, opts historyOptions) ([]journal.Observation, error) {
	if opts.measure == "" {
		found, err := s.Observations(ctx, c.ID, opts.limit)
		return inOrder(found), err
	}
	all, err := s.Observations(ctx, c.ID, 0)
	measure := text.Fold(opts.measure)
	all = slices.DeleteFunc(all, func(o journal.Observation) bool { return text.Fold(o.Measure) != measure })
	if opts.limit > 0 {
		all = all[:min(opts.limit, len(all))]
	}
	return all, err
}

// inOrder puts what was said at one time in one order: the three elements, then
// the rest by name.
func inOrder(observed []journal.Observation) []journal.Observation {
	rank := func(o journal.Observation) int {
		if i := slices.Index(elements(), o.Measure); i >= 0 {
			return i
		}
		return len(elements())
	}
	slices.SortStableFunc(observed, func(a, b journal.Observation) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Measure, b.Measure))
	})
	return observed
}

// listObservations lists them in the words that were shown, or for programs in
// the values that are kept.
func (a *app) listObservations(list []journal.Observation) error {
	words := func(o journal.Observation) string { return observedWords(o.Value) }
	when := a.when
	if a.console.OutTTY() {
		known, err := measuresOf()
		if err != nil {
			return err
		}
		words = known.words
		when = func(t time.Time) string {
			if t.IsZero() {
				return ""
			}
			return unbroken(journal.DateOf(t).Words())
		}
	}
	headers := []string{"when", "measure", "value", "taken back", "said of", "note"}
	rows := each(list, func(o journal.Observation) []string {
		return []string{when(o.At), text.Line(o.Measure), text.Line(words(o)),
			when(o.Undone), text.Line(o.From.Name), text.Line(o.Note)}
	})
	if a.console.OutTTY() {
		headers, rows = withoutEmpty(headers, rows)
	}
	t := a.console.Table(headers...).Wrap()
	for _, row := range rows {
		if err := t.Row(row...); err != nil {
			return err
		}
	}
	return t.Flush()
}

// withoutEmpty leaves out the columns in which no row has anything.
func withoutEmpty(headers []string, rows [][]string) ([]string, [][]string) {
	var used []int
	for i := range headers {
		if slices.ContainsFunc(rows, func(row []string) bool { return row[i] != "" }) {
			used = append(used, i)
		}
	}
	pick := func(row []string) []string { return each(used, func(i int) string { return row[i] }) }
	return pick(headers), each(rows, pick)
}

func (a *app) communityUndo(ctx context.Context, name string, opts historyOptions) error {
	if opts.measure != "" || opts.limit != 0 {
		return wrongUse("--undo takes back all that was said last, and goes with no other flag", "type: kith community history "+shellWord(name)+" --undo")
	}
	c, err := a.community(ctx, name)
	if err != nil {
		return err
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	undone, err := s.UndoObservations(ctx, c.ID, a.now())
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(each(inOrder(undone), archive.Observation))
	}
	undone = inOrder(undone)
	return a.say("Taken back of %s, said on %s: %s. It stays in: kith community history %s",
		c.Name, undone[0].At.Format("2 January 2006"), observation{values: undone}.words(), shellWord(c.Name))
}
