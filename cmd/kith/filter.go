package main

import (
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

// filterOptions pick reflections, as list, search, browse, stats and export do.
type filterOptions struct {
	tags      []string
	activity  string
	community string
	since     string
	until     string
	words     int
	private   bool
	measures  []string
	limit     int
	reverse   bool
}

// bind adds the flags; limit is how many reflections are picked where the
// person does not say.
func (o *filterOptions) bind(a *app, cmd *cobra.Command, limit int) {
	o.bindFilters(a, cmd)
	o.bindMeasures(a, cmd)
	flags := cmd.Flags()
	flags.IntVar(&o.limit, "limit", limit, "at most so many; 0 is all")
	flags.BoolVar(&o.reverse, "reverse", false, "the oldest first")
}

// bindMeasures adds the flag to pick by what was observed.
func (o *filterOptions) bindMeasures(a *app, cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&o.measures, "measure", nil, "those in which a `MEASURE` was observed, as in 'energy>=4'")
	a.completeFlag(cmd, "measure", a.measureNames())
}

// bindFilters adds the flags that every command has which picks reflections.
func (o *filterOptions) bindFilters(a *app, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&o.tags, "tag", nil, "those with the `TAG`; given twice, with both")
	flags.StringVar(&o.activity, "activity", "", "those of an `ACTIVITY`")
	flags.StringVar(&o.community, "community", "", "those about a community, by `NAME`")
	flags.StringVar(&o.since, "since", "", "those of this `DATE` or later")
	flags.StringVar(&o.until, "until", "", "those of this `DATE` or earlier")
	flags.IntVar(&o.words, "words", 0, "those of `N` words or more")
	flags.BoolVar(&o.private, "private", false, "those that are private, or hold a private answer")
	a.completeFlag(cmd, "tag", a.tagNames(-1))
	a.completeFlag(cmd, "activity", a.activityNames())
	a.completeFlag(cmd, "community", a.communityNames(-1))
	a.completeDates(cmd, "since")
	a.completeDates(cmd, "until")
}

// narrows reports that something is left out.
func (o *filterOptions) narrows() bool {
	return len(o.tags)+len(o.measures)+o.words > 0 || o.private || o.activity != "" || o.community != "" || o.since != "" || o.until != ""
}

// said is what narrows them down, in a few words, but for the community.
func (o *filterOptions) said() string {
	var said []string
	add := func(name string, typed ...string) {
		for _, t := range typed {
			if t != "" {
				said = append(said, name+text.Line(t))
			}
		}
	}
	add("#", o.tags...)
	add("", o.measures...)
	add("of ", o.activity)
	add("since ", o.since)
	add("until ", o.until)
	if o.words > 0 {
		add("of ", text.Count(o.words, "word")+" or more")
	}
	if o.private {
		said = append(said, "private")
	}
	return strings.Join(said, ", ")
}

// filter turns what was typed into what the journal understands.
func (a *app) filter(ctx context.Context, o filterOptions) (journal.Filter, error) {
	f := journal.Filter{Tags: o.tags, Words: o.words, Private: o.private, Limit: o.limit, Reverse: o.reverse}
	err := checkLimit(o.limit)
	if err != nil {
		return f, err
	}
	if o.words < 0 {
		return f, wrongUse(fmt.Sprintf("--words cannot be %d", o.words), "give how many words there are to be, at least")
	}
	for _, typed := range o.measures {
		observed, err := journal.ParseObserved(typed)
		if err == nil {
			err = a.checkMeasure(ctx, observed.Measure)
		}
		if err != nil {
			return f, err
		}
		f.Observed = append(f.Observed, observed)
	}
	if o.since != "" {
		if f.Since, err = journal.ParseTime(o.since, a.now()); err != nil {
			return f, err
		}
	}
	if o.until != "" {
		if f.Until, err = journal.ParseUntil(o.until, a.now()); err != nil {
			return f, err
		}
	}
	if o.since != "" && o.until != "" && !f.Since.Before(f.Until) {
		return f, wrongUse(fmt.Sprintf("--since %s is after --until %s", text.Line(o.since), text.Line(o.until)), "put the earlier one after --since")
	}
	if o.activity != "" {
		if f.Activity, err = a.activityID(ctx, o.activity); err != nil {
			return f, err
		}
	}
	if err := a.checkTags(ctx, o.tags); err != nil || o.community == "" {
		return f, err
	}
	c, err := a.community(ctx, o.community)
	f.Community = c.ID
	return f, err
}

// activityID is the id of the activity that was named. One that the library no
// longer has, or whose file is broken, may still have left reflections: what the
// journal knows by exactly that id is meant first.
func (a *app) activityID(ctx context.Context, name string) (string, error) {
	id := text.Fold(name)
	left, err := query(ctx, a, func(s *store.Store, ctx context.Context) ([]journal.Reflection, error) {
		return s.Reflections(ctx, journal.Filter{Activity: id, Limit: 1})
	})
	if err != nil || id != "" && len(left) > 0 {
		return id, err
	}
	lib, err := a.library()
	if err != nil {
		return "", err
	}
	activity, err := lib.Find(name)
	return activity.ID, err
}

// checkTags refuses tags to pick by that nothing has: they were mistyped.
func (a *app) checkTags(ctx context.Context, tags []string) error {
	if len(tags) == 0 {
		return nil
	}
	_, err := query(ctx, a, func(s *store.Store, ctx context.Context) (bool, error) { return true, s.CheckTags(ctx, tags) })
	return err
}

// checkMeasure refuses a measure that was never observed: it was mistyped.
func (a *app) checkMeasure(ctx context.Context, name string) error {
	known, err := query(ctx, a, (*store.Store).Measures)
	if err != nil || slices.Contains(known, name) {
		return err
	}
	e := journal.Errorf(journal.NotFound, "nothing was ever observed as %q", text.Line(name))
	switch near := text.Nearest(name, known); {
	case len(known) == 0:
		return e.WithHint("kith reflect and kith community observe observe something")
	case len(near) > 0:
		return e.WithHint("did you mean %s?", text.List(each(near, shellArgument), "or"))
	}
	return e.WithHint("there are: %s", text.List(each(known, text.Line), "and"))
}

// pass is a way to go over the reflections in a journal.
type pass = func(*store.Store, context.Context, journal.Filter) iter.Seq2[journal.Reflection, error]

// reflections gives those that fit, one after another, as through does; none where
// there is no journal yet.
func (a *app) reflections(ctx context.Context, f journal.Filter, through pass) (iter.Seq2[journal.Reflection, error], error) {
	found, err := query(ctx, a, func(s *store.Store, ctx context.Context) (iter.Seq2[journal.Reflection, error], error) {
		return through(s, ctx, f), nil
	})
	return upTo(0, found, &listCount{}), err
}
