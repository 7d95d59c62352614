package main

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/chart"
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
	markdown bool
}

func newCommunityList(a *app) *cobra.Command {
	var opts communityListOptions
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List your communities and how kith reads each",
		Long: `List your communities and how kith reads each. On a terminal domain, community and
practice (d c p where there is little room) are blocks, the higher the more: ? is
not sure, and a dot that it was never said.`,
		Example: `  kith community list
  kith community list --kind professional --sort looked-at --limit 20
  kith community list --reading "community of practice" --json
  kith community list --markdown`,
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
	flags.BoolVar(&opts.markdown, "markdown", false, "as a table of Markdown")
	a.completeFlag(cmd, "tag", a.tagNames(-1))
	a.completeWords(cmd, "kind", journal.CommunityKinds()...)
	a.completeWords(cmd, "reading", journal.Readings()...)
	a.completeWords(cmd, "sort", communityOrders()...)
	return cmd
}

const sortByReading = "reading"

func communityOrders() []string {
	return []string{"name", journal.SortLookedAt, sortByReading, journal.SortStarted}
}

// observedCommunity is a community with what was last observed of it, and how that reads.
type observedCommunity struct {
	journal.Community
	latest  journal.Latest
	reading journal.Reading
}

func (a *app) communityList(ctx context.Context, opts communityListOptions) error {
	switch {
	case opts.markdown && a.json:
		return wrongUse("--json and --markdown are two ways to list them", "leave one of them out")
	case opts.reading != "" && !slices.Contains(journal.Readings(), text.Fold(opts.reading)):
		return wrongUse("--reading cannot be "+opts.reading, "choose from: "+strings.Join(journal.Readings(), ", "))
	case !slices.Contains(communityOrders(), opts.sort):
		return wrongUse("--sort cannot be "+opts.sort, "choose from: "+strings.Join(communityOrders(), ", "))
	}
	if err := checkLimit(opts.limit); err != nil {
		return err
	}
	if err := a.checkTags(ctx, opts.tags); err != nil {
		return err
	}
	found, err := query(ctx, a, func(s *store.Store, ctx context.Context) (iter.Seq2[observedCommunity, error], error) {
		return a.communities(ctx, s, opts)
	})
	if err != nil {
		return err
	}
	var shown listCount
	found = upTo(opts.limit, found, &shown)
	if a.json {
		return archive.WriteArray(a.console.Out, found, func(c observedCommunity) archive.CommunityJSON {
			return archive.Community(c.Community, c.latest, a.now())
		})
	}
	if opts.markdown {
		err = a.tableCommunities(found)
	} else {
		err = a.listCommunities(found)
	}
	if err != nil {
		return err
	}
	switch {
	case shown.more:
		return a.say("These are the first %d. Take --limit away for the others.", shown.n)
	case shown.n > 0 && a.console.OutTTY() && !opts.markdown:
		return a.say("%s", a.legend())
	case shown.n > 0:
		return nil
	case len(opts.tags) > 0 || opts.kind != "" || opts.reading != "":
		return a.say("No community fits. See them all: kith community list")
	case opts.archived:
		return a.say("No community is archived. See the others: kith community list")
	}
	return a.say(`There are no communities yet. Look at yours: kith reflect 5.3, or add one: kith community add "Go Meetup"`)
}

// communities are those that fit. The readings are worked out a few hundred at a time
// as they are asked for, so that a few cost what a few cost; only to be sorted by
// their readings they are read all at once.
func (a *app) communities(ctx context.Context, s *store.Store, opts communityListOptions) (iter.Seq2[observedCommunity, error], error) {
	f := journal.CommunityFilter{Tags: opts.tags, Kind: opts.kind, Archived: opts.archived}
	if opts.sort == journal.SortLookedAt || opts.sort == journal.SortStarted {
		f.Sort = opts.sort
	}
	if opts.limit > 0 && opts.reading == "" && opts.sort != sortByReading {
		f.Limit = opts.limit + 1 // one more tells whether there are more
	}
	listed, err := s.Communities(ctx, f)
	if err != nil {
		return nil, err
	}
	now := a.now()
	fitting := func(yield func(observedCommunity, error) bool) {
		for some := range slices.Chunk(listed, 200) {
			latest, err := s.Latest(ctx, each(some, func(c journal.Community) journal.ID { return c.ID }))
			if err != nil {
				yield(observedCommunity{}, err)
				return
			}
			for _, c := range some {
				one := observedCommunity{c, latest[c.ID], journal.Read(c, latest[c.ID], now)}
				if (opts.reading == "" || one.reading.Label == text.Fold(opts.reading)) && !yield(one, nil) {
					return
				}
			}
		}
	}
	if opts.sort != sortByReading {
		return fitting, nil
	}
	var sorted []observedCommunity
	for c, err := range fitting {
		if err != nil {
			return nil, err
		}
		sorted = append(sorted, c)
	}
	rank := func(c observedCommunity) int { return slices.Index(journal.Readings(), c.reading.Label) }
	slices.SortStableFunc(sorted, func(a, b observedCommunity) int { return cmp.Compare(rank(a), rank(b)) })
	return func(yield func(observedCommunity, error) bool) {
		for _, c := range sorted {
			if !yield(c, nil) {
				return
			}
		}
	}, nil
}

// tableCommunities prints them as a table of Markdown, which leads nowhere.
func (a *app) tableCommunities(found iter.Seq2[observedCommunity, error]) error {
	var all []archive.Profile
	for c, err := range found {
		if err != nil {
			return err
		}
		all = append(all, archive.Profile{Community: c.Community, Latest: c.latest, Reading: c.reading})
	}
	if len(all) == 0 {
		return nil
	}
	return a.printMarkdown([]byte(archive.CommunityTable(all, archive.NoLinks)))
}

// widthForElements is how wide a terminal has room for a column for each element.
const widthForElements = 100

// listCommunities draws the table, with the three elements in a column each: as
// numbers for programs, as blocks for eyes, or where those would be read aloud as
// numbers too. The narrower the terminal, the fewer columns there are, for one with
// nothing in it is left out: first the elements share one, then kinds and tags do,
// and then these go, and the date.
func (a *app) listCommunities(found iter.Seq2[observedCommunity, error]) error {
	eyes, width := a.console.OutTTY(), a.console.Width()
	shared, narrow, narrowest := eyes && width < widthForElements, a.narrow(), eyes && width < 56
	headers := []string{"name", "kinds", "domain", "community", "practice", "reading", "tags", "looked at"}
	if shared {
		headers[2] = unbroken("d c p")
	}
	if narrow {
		headers[1] = "kinds, #tags"
	}
	t := a.console.Table(headers...).Wrap()
	for c, err := range found {
		if err != nil {
			return errors.Join(t.Flush(), err)
		}
		elements := each(journal.Elements(), func(e string) string { return a.element(c.latest, e) })
		if shared {
			elements = []string{unbroken(strings.Join(elements, " ")), "", ""}
		}
		kinds, tags, lookedAt := strings.Join(c.Kinds, ", "), strings.Join(c.Tags, ", "), a.when(c.latest.At())
		if narrow {
			kinds, tags = strings.TrimSpace(strings.Join(append([]string{kinds}, c.Tags...), " #")), ""
		}
		if narrowest {
			kinds, lookedAt = "", ""
		}
		reading := c.reading.Label
		if a.console.OutTTY() {
			reading = c.reading.Title()
		}
		row := slices.Concat([]string{c.Name, kinds}, elements, []string{reading, tags, lookedAt})
		if err := t.Row(row...); err != nil {
			return err
		}
	}
	return t.Flush()
}

// legend says in one line what stands in the columns of the elements.
func (a *app) legend() string {
	said := "the higher the more, ? not sure, · not said"
	if a.console.IsPlain() {
		said = "from 1 to 5, ? not sure, - not said"
	}
	if a.console.Width() < widthForElements {
		return "d c p: domain, community, practice; " + said
	}
	return "domain, community and practice: " + said
}

// element is one of the three in a list: a number or for eyes a block, "?" for not
// sure. Where it was never said there is nothing for programs, a dot for eyes, and a
// dash to be read aloud: not known is never drawn as low.
func (a *app) element(latest journal.Latest, measure string) string {
	o, said := latest[measure]
	eyes, plain := a.console.OutTTY(), a.console.IsPlain()
	switch {
	case said && o.Value.Number == nil:
		return "?"
	case eyes && !plain && (!said || o.Rating() > 0):
		return chart.Bar(o.Rating())
	case said:
		return strconv.Itoa(int(*o.Value.Number))
	case eyes:
		return "-"
	}
	return ""
}
