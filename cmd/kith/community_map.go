package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/chart"
	"kith/journal/text"
	"kith/store"
)

type mapOptions struct {
	tags     []string
	kind     string
	svg      string
	overTime string
}

func newCommunityMap(a *app) *cobra.Command {
	var opts mapOptions
	cmd := &cobra.Command{
		Use:   "map",
		Short: "Show where your communities sit among domain, community and practice",
		Long: `Show where your communities sit among the three elements: domain, community and
practice. With --over-time, how these moved in one community. With --svg either is
drawn into a file.`,
		Example: `  kith community map
  kith community map --svg communities.svg
  kith community map --over-time "Go Meetup" --svg meetup.svg`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.communityMap(cmd.Context(), opts) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&opts.tags, "tag", nil, "those with the `TAG`; given twice, with both")
	flags.StringVar(&opts.kind, "kind", "", "those of a `KIND`")
	flags.StringVar(&opts.svg, "svg", "", "draw it into a `FILE`, or - for standard output")
	flags.StringVar(&opts.overTime, "over-time", "", "how the three elements of one community moved, by `NAME`")
	a.completeFlag(cmd, "tag", a.tagNames(-1))
	a.completeWords(cmd, "kind", journal.CommunityKinds()...)
	a.completeFlag(cmd, "over-time", a.communityNames(-1))
	a.completeFlag(cmd, "svg", cobra.FixedCompletions([]string{"svg"}, cobra.ShellCompDirectiveFilterFileExt))
	return cmd
}

// mapJSON is the map as docs/json.md has it.
type mapJSON struct {
	Regions  []regionJSON `json:"regions"`
	Unplaced []memberJSON `json:"unplaced"`
}

type regionJSON struct {
	Domain      bool         `json:"domain"`
	Community   bool         `json:"community"`
	Practice    bool         `json:"practice"`
	Meaning     string       `json:"meaning"`
	Communities []memberJSON `json:"communities"`
}

type memberJSON struct {
	ID      journal.ID          `json:"id"`
	Name    string              `json:"name"`
	Number  *int                `json:"number"`
	Reading archive.ReadingJSON `json:"reading"`
}

// timelineJSON is how the three elements of a community moved, the oldest first.
type timelineJSON struct {
	ID       journal.ID    `json:"id"`
	Name     string        `json:"name"`
	Elements []elementJSON `json:"elements"`
}

type elementJSON struct {
	Measure string     `json:"measure"`
	Looks   []lookJSON `json:"looks"`
}

type lookJSON struct {
	At      *string `json:"at"`
	Value   any     `json:"value"`
	NotSure bool    `json:"not_sure"`
}

func (a *app) communityMap(ctx context.Context, opts mapOptions) error {
	switch {
	case opts.svg == "-" && a.json:
		return wrongUse("--json does not go with a drawing on standard output", "type: kith community map --svg FILE --json")
	case opts.overTime != "" && (len(opts.tags) > 0 || opts.kind != ""):
		return wrongUse("--over-time is of one community, and goes without --tag and --kind", "type: kith community map --over-time "+shellArgument(opts.overTime))
	case opts.overTime != "":
		return a.communityOverTime(ctx, opts)
	}
	if err := a.checkTags(ctx, opts.tags); err != nil {
		return err
	}
	entries, err := query(ctx, a, func(s *store.Store, ctx context.Context) ([]chart.Entry, error) {
		all, err := s.Communities(ctx, journal.CommunityFilter{Tags: opts.tags, Kind: opts.kind})
		if err != nil || len(all) == 0 {
			return nil, err
		}
		latest, err := s.Latest(ctx, each(all, func(c journal.Community) journal.ID { return c.ID }))
		return each(all, func(c journal.Community) chart.Entry { return chart.Entry{Community: c, Latest: latest[c.ID]} }), err
	})
	if err != nil {
		return err
	}
	m := chart.NewMap(entries, a.now())
	switch {
	case opts.svg != "":
		return a.writeDrawing(opts.svg, m.SVG())
	case a.json:
		member := func(m chart.Member) memberJSON {
			return memberJSON{m.ID, m.Name, archive.OrNull(m.Number), archive.Reading(m.Reading)}
		}
		return a.printJSON(mapJSON{
			Regions: archive.List(m.Regions, func(r chart.Region) regionJSON {
				return regionJSON{r.Domain, r.Community, r.Practice, r.Meaning(), archive.List(r.Members, member)}
			}),
			Unplaced: archive.List(m.Unplaced, member),
		})
	}
	return a.page(ctx, m.Text(a.chartText())+"\n")
}

func (a *app) communityOverTime(ctx context.Context, opts mapOptions) error {
	s, c, err := a.findCommunity(ctx, opts.overTime)
	if err != nil {
		return err
	}
	observed, err := notUndone(ctx, s, c)
	if err != nil {
		return err
	}
	line := chart.NewTimeline(c, observed)
	switch {
	case opts.svg != "":
		return a.writeDrawing(opts.svg, line.SVG())
	case a.json:
		return a.printJSON(timelineJSON{c.ID, c.Name, archive.List(journal.Elements(), func(measure string) elementJSON {
			e := elementJSON{Measure: measure, Looks: []lookJSON{}}
			for _, o := range slices.Backward(observed) { // they come newest first
				if o.Measure == measure {
					shown := archive.Observation(o)
					e.Looks = append(e.Looks, lookJSON{shown.At, shown.Value, shown.NotSure})
				}
			}
			return e
		})})
	}
	return a.page(ctx, a.console.Style().Bold(text.Line(c.Name))+"\n"+line.Text(a.chartText())+"\n")
}

// chartText is how pictures are drawn where standard output goes.
func (a *app) chartText() chart.Text {
	return chart.Text{Width: a.readingWidth(), Plain: a.console.IsPlain()}
}

// notUndone is what was observed of a community and not taken back.
func notUndone(ctx context.Context, s *store.Store, c journal.Community) ([]journal.Observation, error) {
	all, err := s.Observations(ctx, c.ID, 0)
	return slices.DeleteFunc(all, func(o journal.Observation) bool { return !o.Undone.IsZero() }), err
}
