package main

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/store"
)

type communityListOptions struct {
	tags     []string
	kind     string
	reading  string
	archived bool
	sort     string
	limit    int
}

func newCommunityList(a *app) *cobra.Command {
	var opts communityListOptions
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List your communities and how kith reads each",
		Long: `List your communities and how kith reads each. On a terminal d, c and p are domain,
community and practice, the higher the block the more of it: ? is not sure, and a
dot that it was never said.`,
		Example: `  kith community list
  kith community list --kind professional --sort looked-at --limit 20
  kith community list --reading "community of practice" --json`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.communityList(cmd.Context(), opts) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&opts.tags, "tag", nil, "those with the `TAG`; given twice, with both")
	flags.StringVar(&opts.kind, "kind", "", "those of a `KIND`")
	flags.StringVar(&opts.reading, "reading", "", "those that kith reads as a `READING`")
	flags.BoolVar(&opts.archived, "archived", false, "the archived ones instead")
	flags.StringVar(&opts.sort, "sort", "name", "by name, looked-at, reading or started")
	flags.IntVar(&opts.limit, "limit", 0, "at most so many; 0 is all")
	a.completeFlag(cmd, "tag", a.tagNames())
	a.completeFlag(cmd, "kind", cobra.FixedCompletions(journal.CommunityKinds(), cobra.ShellCompDirectiveNoFileComp))
	a.completeFlag(cmd, "reading", cobra.FixedCompletions(journal.Readings(), cobra.ShellCompDirectiveNoFileComp))
	a.completeFlag(cmd, "sort", cobra.FixedCompletions(communityOrders(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

const (
	sortByName    = "name"
	sortByReading = "reading"
)

func communityOrders() []string {
	return []string{sortByName, journal.SortLookedAt, sortByReading, journal.SortStarted}
}

func (o communityListOptions) check() error {
	switch {
	case o.reading != "" && !slices.Contains(journal.Readings(), text.Fold(o.reading)):
		return wrongUse("--reading cannot be "+o.reading, "it is one of: "+strings.Join(journal.Readings(), ", "))
	case !slices.Contains(communityOrders(), o.sort):
		return wrongUse("--sort cannot be "+o.sort, "it is one of: "+strings.Join(communityOrders(), ", "))
	case o.limit < 0:
		return wrongUse(fmt.Sprintf("--limit cannot be %d", o.limit), "give a number, or 0 for all")
	}
	return nil
}

// filter is what the journal picks by itself: all but the reading, which is
// worked out, and the limit where that has to come after it.
func (o communityListOptions) filter() journal.CommunityFilter {
	f := journal.CommunityFilter{Tags: o.tags, Kind: o.kind, Archived: o.archived}
	if o.sort == journal.SortLookedAt || o.sort == journal.SortStarted {
		f.Sort = o.sort
	}
	if o.limit > 0 && o.reading == "" && o.sort != sortByReading {
		f.Limit = o.limit + 1 // one more tells whether there are more
	}
	return f
}

// seen is a community with what was last observed of it.
type seen struct {
	journal.Community
	latest  journal.Latest
	reading journal.Reading
}

func (a *app) communityList(ctx context.Context, opts communityListOptions) error {
	if err := opts.check(); err != nil {
		return err
	}
	all, err := gather(ctx, a, func(s *store.Store) (iter.Seq2[seen, error], error) { return a.communities(ctx, s, opts) })
	if err != nil {
		return err
	}
	n, more := 0, false
	err = a.printCommunities(func(yield func(seen, error) bool) {
		if all == nil {
			return // there is no journal yet
		}
		for c, err := range all {
			if more = err == nil && opts.limit > 0 && n == opts.limit; more {
				return
			}
			if n++; !yield(c, err) {
				return
			}
		}
	})
	if err != nil || a.json {
		return err
	}
	return a.sayListedCommunities(n, more, opts)
}

// sayListedCommunities says what the list does not: that there is more, or
// nothing.
func (a *app) sayListedCommunities(n int, more bool, opts communityListOptions) error {
	switch {
	case more:
		return a.say("These are the first %d. Take --limit away for the others.", n)
	case n > 0:
		return nil
	case len(opts.tags) > 0 || opts.kind != "" || opts.reading != "":
		return a.say("No community fits. See them all: kith community list")
	case opts.archived:
		return a.say("No community is archived. See the others: kith community list")
	}
	return a.say(`There are no communities yet. Look at yours: kith reflect 5.3, or add one: kith community add "Go Meetup"`)
}

// communities are those that fit, with what was last observed of each. They are
// read as they are asked for, so that a few cost what a few cost.
func (a *app) communities(ctx context.Context, s *store.Store, opts communityListOptions) (iter.Seq2[seen, error], error) {
	listed, err := s.Communities(ctx, opts.filter())
	if err != nil {
		return nil, err
	}
	all := a.fitting(ctx, s, listed, opts)
	if opts.sort == sortByReading {
		return byReading(all)
	}
	return all, nil
}

// atOnce is how many communities are looked at in one go.
const atOnce = 200

func (a *app) fitting(ctx context.Context, s *store.Store, listed []journal.Community, opts communityListOptions) iter.Seq2[seen, error] {
	now := a.now()
	return func(yield func(seen, error) bool) {
		for some := range slices.Chunk(listed, atOnce) {
			latest, err := s.Latest(ctx, each(some, func(c journal.Community) journal.ID { return c.ID }))
			if err != nil {
				yield(seen{}, err)
				return
			}
			for _, c := range some {
				one := seen{c, latest[c.ID], journal.Read(c, latest[c.ID], now)}
				if (opts.reading == "" || one.reading.Label == text.Fold(opts.reading)) && !yield(one, nil) {
					return
				}
			}
		}
	}
}

// byReading puts them in the order of journal.Readings.
func byReading(all iter.Seq2[seen, error]) (iter.Seq2[seen, error], error) {
	var sorted []seen
	for c, err := range all {
		if err != nil {
			return nil, err
		}
		sorted = append(sorted, c)
	}
	rank := func(c seen) int { return slices.Index(journal.Readings(), c.reading.Label) }
	slices.SortStableFunc(sorted, func(a, b seen) int { return cmp.Compare(rank(a), rank(b)) })
	return func(yield func(seen, error) bool) {
		for _, c := range sorted {
			if !yield(c, nil) {
				return
			}
		}
	}, nil
}
