package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/store"
)

type communityListOptions struct {
	tags     []string
	kind     string
	reading  string
	archived bool
}

func newCommunityList(a *app) *cobra.Command {
	var opts communityListOptions
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List your communities and how kith reads each",
		Example: `  kith community list
  kith community list --kind professional
  kith community list --reading "community of practice" --json`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.communityList(cmd.Context(), opts) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&opts.tags, "tag", nil, "those with the `TAG`; given twice, with both")
	flags.StringVar(&opts.kind, "kind", "", "those of a `KIND`")
	flags.StringVar(&opts.reading, "reading", "", "those that kith reads as a `READING`")
	flags.BoolVar(&opts.archived, "archived", false, "the ones put away instead")
	a.completeFlag(cmd, "tag", a.tagNames())
	a.completeFlag(cmd, "kind", cobra.FixedCompletions(journal.CommunityKinds(), cobra.ShellCompDirectiveNoFileComp))
	a.completeFlag(cmd, "reading", cobra.FixedCompletions(journal.Readings(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// seen is a community with what was last observed of it.
type seen struct {
	journal.Community
	latest journal.Latest
}

func (a *app) communityList(ctx context.Context, opts communityListOptions) error {
	if opts.reading != "" && !slices.Contains(journal.Readings(), journal.Fold(opts.reading)) {
		return wrongUse("--reading cannot be "+opts.reading, "it is one of: "+strings.Join(journal.Readings(), ", "))
	}
	found, err := gather(ctx, a, func(s *store.Store) ([]seen, error) { return a.communities(ctx, s, opts) })
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(each(found, func(c seen) communityJSON { return showCommunity(c.Community, c.latest, a.now()) }))
	case len(found) == 0 && opts.archived:
		return a.say("No community is put away. See the others: kith community list")
	case len(found) == 0 && (len(opts.tags) > 0 || opts.kind != "" || opts.reading != ""):
		return a.say("No community fits. See them all: kith community list")
	case len(found) == 0:
		return a.say(`There are no communities yet. Look at yours: kith reflect 5.3, or add one: kith community add "Go Meetup"`)
	}
	return a.listCommunities(found)
}

// communities are those that fit, with what was last observed of each.
func (a *app) communities(ctx context.Context, s *store.Store, opts communityListOptions) ([]seen, error) {
	all, err := s.Communities(ctx, journal.CommunityFilter{Tags: opts.tags, Kind: opts.kind, Archived: opts.archived})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	latest, err := s.Latest(ctx, each(all, func(c journal.Community) journal.ID { return c.ID }))
	var found []seen
	for _, c := range all {
		label := journal.Read(c, latest[c.ID], a.now()).Label
		if opts.reading == "" || label == journal.Fold(opts.reading) {
			found = append(found, seen{c, latest[c.ID]})
		}
	}
	return found, err
}

func (a *app) listCommunities(list []seen) error {
	t := a.console.Table("name", "kinds", "domain", "community", "practice", "reading", "tags", "last looked at")
	for _, c := range list {
		r := journal.Read(c.Community, c.latest, a.now())
		err := t.Row(journal.VisibleLine(c.Name), journal.VisibleLine(strings.Join(c.Kinds, ", ")),
			c.element(journal.MeasureDomain), c.element(journal.MeasureCommunity), c.element(journal.MeasurePractice), r.Label,
			journal.VisibleLine(strings.Join(c.Tags, ", ")), a.when(lastLook(c.latest)))
		if err != nil {
			return err
		}
	}
	return t.Flush()
}

// element is one of the three for a list: a number, "?" for not sure, nothing
// where it was never said. Not known is never drawn as low.
func (c seen) element(measure string) string {
	if _, said := c.latest[measure]; !said {
		return ""
	}
	if n := c.latest[measure].Value.Number; n != nil {
		return strconv.Itoa(int(*n))
	}
	return "?"
}
