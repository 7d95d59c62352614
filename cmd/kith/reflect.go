package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
	"kith/store"
)

type reflectOptions struct {
	activity    string
	full        bool
	answers     string
	communities []string
	tags        []string
	date        string
}

func newReflect(a *app) *cobra.Command {
	var opts reflectOptions
	cmd := &cobra.Command{
		Use:   "reflect [ACTIVITY]",
		Short: "Run a guided activity",
		Long: `Runs a guided activity, one question at a time. Without a name you choose from
what there is.

What you type is saved as you type it. Leave with esc or ctrl-c, or close the
terminal: kith resume goes on where you were.`,
		Example: `  kith reflect 5.3
  kith reflect your-communities --full
  kith reflect what-so-what --answers answers.toml`,
		Args:              takes(0, 1),
		ValidArgsFunction: a.completeActivities,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				opts.activity = args[0]
			}
			return a.reflect(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.full, "full", false, "ask the steps marked full too")
	flags.StringVar(&opts.answers, "answers", "", "take the answers from a TOML `file`, or - for standard input")
	flags.StringArrayVar(&opts.communities, "community", nil, "fill the first step that picks communities with `NAME`")
	flags.StringArrayVar(&opts.tags, "tag", nil, "give the reflection a `tag`")
	flags.StringVar(&opts.date, "date", "", "the `date` the reflection is to carry")
	a.completeFlag(cmd, "community", a.communityNames(-1))
	a.completeFlag(cmd, "tag", a.tagNames())
	return cmd
}

func (a *app) reflect(ctx context.Context, opts reflectOptions) error {
	if opts.answers == "" {
		if err := a.canAsk(); err != nil {
			return err
		}
	}
	activity, err := a.chosenActivity(ctx, opts)
	if err != nil {
		return err
	}
	begin, err := a.beginning(opts)
	if err != nil {
		return err
	}
	var answers *prompts.Answers
	if opts.answers != "" {
		// Of answers with mistakes Fill says more than reading them did.
		if answers, err = a.readAnswers(activity, opts.answers); answers == nil {
			return err
		}
		begin.Full = begin.Full || answers.Full()
	} else if draft, err := a.offerDraft(ctx, activity); err != nil || draft != "" {
		if err != nil {
			return err
		}
		return a.resume(ctx, draft)
	}
	st, err := a.store(ctx)
	if err != nil {
		return err
	}
	if begin.Communities, err = namedCommunities(ctx, st, opts.communities); err != nil {
		return err
	}
	env, err := a.promptsEnv(ctx, st, activity)
	if err != nil {
		return err
	}
	s := prompts.New(activity, env, begin)
	if answers == nil {
		return a.holding(ctx, st, s.Draft().ID, func(hold *store.Hold) error { return a.sit(ctx, st, s, hold) })
	}
	if err := answers.Fill(s); err != nil {
		return err
	}
	return a.keep(ctx, st, s)
}

// chosenActivity is the one named or, on a terminal, the one picked.
func (a *app) chosenActivity(ctx context.Context, opts reflectOptions) (prompts.Activity, error) {
	lib, err := a.library()
	if err != nil {
		return prompts.Activity{}, err
	}
	name := opts.activity
	if name == "" {
		if !a.console.InTTY() {
			return prompts.Activity{}, wrongUse("kith reflect needs the name of an activity", "see what there is: kith activity list")
		}
		if name, err = a.pickActivity(ctx, lib); err != nil {
			return prompts.Activity{}, err
		}
	}
	return lib.Find(name)
}

func (a *app) pickActivity(ctx context.Context, lib *prompts.Library) (string, error) {
	var options []journal.Option
	for _, e := range lib.Activities() {
		label := fmt.Sprintf("%s (%d min)", text.Line(e.Title), e.Minutes)
		options = append(options, journal.Option{Value: e.ID, Label: label})
	}
	return a.choose(ctx, "What would you like to reflect on?", options)
}

// offerDraft asks, where a draft of the activity is waiting, whether to go on
// with that; it gives the draft's id, or "" to begin anew.
func (a *app) offerDraft(ctx context.Context, activity prompts.Activity) (string, error) {
	if !a.console.InTTY() {
		return "", nil
	}
	drafts, err := gather(ctx, a, func(s *store.Store) ([]journal.Draft, error) { return s.Drafts(ctx) })
	if err != nil {
		return "", err
	}
	options := []journal.Option{}
	for _, d := range drafts {
		if d.Activity == activity.ID {
			options = append(options, journal.Option{Value: string(d.ID), Label: "Go on: " + a.draftLine(d)})
		}
	}
	if len(options) == 0 {
		return "", nil
	}
	options = append(options, journal.Option{Value: beginAnew, Label: "Begin a new one"})
	choice, err := a.choose(ctx, "You have begun this before.", options)
	if choice == beginAnew {
		return "", err
	}
	return choice, err
}

const beginAnew = "new"

// beginning are the options of a new run, but for its communities.
func (a *app) beginning(opts reflectOptions) (prompts.Options, error) {
	begin := prompts.Options{Full: opts.full, Tags: opts.tags}
	if opts.date == "" {
		return begin, nil
	}
	date, err := a.onDate(opts.date)
	begin.Date = date
	return begin, err
}

// onDate is the moment that --date names, which is not in the future. A day
// alone is that day at this time of the clock, so that what is written on one
// day stays in order.
func (a *app) onDate(text string) (time.Time, error) {
	now := a.now()
	at, err := journal.ParseTime(text, now)
	if err != nil {
		return at, err
	}
	if day, err := journal.ParseDate(text, now); err == nil && len(day) == len("2026-11-23") {
		y, m, d := at.Date()
		at = time.Date(y, m, d, now.Hour(), now.Minute(), now.Second(), now.Nanosecond(), now.Location())
	}
	if at.After(now) {
		return at, journal.Errorf(journal.Invalid, "--date %q is in the future", text).
			WithHint("what is kept is of today or before")
	}
	return at, nil
}

func (a *app) readAnswers(activity prompts.Activity, name string) (*prompts.Answers, error) {
	if name == "-" {
		src, err := io.ReadAll(io.LimitReader(a.console.In, maxAnswersFile+1))
		if err != nil {
			return nil, err
		}
		return prompts.ReadAnswers(activity, "standard input", src)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fileError("the answers file", name, err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxAnswersFile+1))
	if err != nil {
		return nil, fileError("the answers file", name, err)
	}
	return prompts.ReadAnswers(activity, name, src)
}

// maxAnswersFile bounds what is read of an answers file, in bytes; ReadAnswers
// refuses what is longer than its own, lower bound.
const maxAnswersFile = 64 << 20

// namedCommunities looks the communities of --community up; a name that is not
// known is that of a new one, unless it fits several.
func namedCommunities(ctx context.Context, st *store.Store, names []string) ([]journal.Community, error) {
	var out []journal.Community
	for _, name := range names {
		c, err := st.FindCommunity(ctx, name)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// promptsEnv is what the session is told of the journal.
func (a *app) promptsEnv(ctx context.Context, st *store.Store, activity prompts.Activity) (prompts.Env, error) {
	env := prompts.Env{Now: a.now(), NewID: a.newID}
	current, err := st.Communities(ctx, journal.CommunityFilter{})
	if err != nil {
		return env, err
	}
	archived, err := st.Communities(ctx, journal.CommunityFilter{Archived: true})
	if err != nil {
		return env, err
	}
	env.Communities = append(current, archived...)
	if activity.Mentions(prompts.PlaceReading) {
		if env.Latest, err = st.Latest(ctx, nil); err != nil {
			return env, err
		}
	}
	if activity.Mentions(prompts.PlaceRecentEntries) {
		week := journal.Filter{Since: env.Now.Add(-7 * 24 * time.Hour), Limit: 30}
		if env.Recent, err = st.Reflections(ctx, week); err != nil {
			return env, err
		}
	}
	if activity.Mentions(prompts.PlaceDueSuggestions) {
		env.Due, err = st.Suggestions(ctx, journal.SuggestionFilter{DueBy: env.Now, Limit: 30})
	}
	return env, err
}
