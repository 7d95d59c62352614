package main

import (
	"context"
	"fmt"
	"iter"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/store"
)

// filterOptions pick reflections, as list and export do.
type filterOptions struct {
	tags      []string
	activity  string
	community string
	since     string
	until     string
	limit     int
	reverse   bool
}

// bind adds the flags; limit is how many reflections are picked where the
// person does not say.
func (o *filterOptions) bind(a *app, cmd *cobra.Command, limit int) {
	flags := cmd.Flags()
	flags.StringArrayVar(&o.tags, "tag", nil, "those with the `TAG`; given twice, with both")
	flags.StringVar(&o.activity, "activity", "", "those of an `ACTIVITY`")
	flags.StringVar(&o.community, "community", "", "those about a community, by `NAME`")
	flags.StringVar(&o.since, "since", "", "those of this `DATE` or later")
	flags.StringVar(&o.until, "until", "", "those of this `DATE` or earlier")
	flags.IntVar(&o.limit, "limit", limit, "at most so many; 0 is all")
	flags.BoolVar(&o.reverse, "reverse", false, "the oldest first")
	a.completeFlag(cmd, "tag", a.tagNames())
	a.completeFlag(cmd, "activity", a.completeActivities)
	a.completeFlag(cmd, "community", a.communityNames(-1))
}

// narrow reports that something was asked for in particular.
func (o filterOptions) narrow() bool {
	return len(o.tags) > 0 || o.activity != "" || o.community != "" || o.since != "" || o.until != ""
}

// filter turns what was typed into what the journal understands.
func (a *app) filter(ctx context.Context, o filterOptions) (journal.Filter, error) {
	f := journal.Filter{Tags: o.tags, Limit: o.limit, Reverse: o.reverse}
	if o.limit < 0 {
		return f, wrongUse(fmt.Sprintf("--limit cannot be %d", o.limit), "give a number, or 0 for all")
	}
	var err error
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
	if o.activity != "" {
		if f.Activity, err = a.activityID(o.activity); err != nil {
			return f, err
		}
	}
	if o.community == "" {
		return f, nil
	}
	c, err := a.community(ctx, o.community)
	f.Community = c.ID
	return f, err
}

// activityID is the id of an activity named on the command line. One that the
// library no longer has may still have left reflections, so its name is taken
// as it is.
func (a *app) activityID(name string) (string, error) {
	lib, err := a.library()
	if err != nil {
		return "", err
	}
	activity, err := lib.Find(name)
	if err != nil {
		return text.Fold(name), nil
	}
	return activity.ID, nil
}

// community finds one in a journal that is there.
func (a *app) community(ctx context.Context, name string) (journal.Community, error) {
	s, err := a.existing(ctx)
	if err != nil {
		return journal.Community{}, err
	}
	return s.FindCommunity(ctx, name)
}

// pass is a way to go over the reflections in a journal.
type pass = func(*store.Store, context.Context, journal.Filter) iter.Seq2[journal.Reflection, error]

// reflections gives those that fit, one after another, as pass does; none where
// there is no journal yet.
func (a *app) reflections(ctx context.Context, f journal.Filter, through pass) (iter.Seq2[journal.Reflection, error], error) {
	found, err := a.hasJournal()
	if err != nil || !found {
		return func(func(journal.Reflection, error) bool) {}, err
	}
	s, err := a.store(ctx)
	if err != nil {
		return nil, err
	}
	return through(s, ctx, f), nil
}
