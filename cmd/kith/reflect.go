package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
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
		Long: `Run a guided activity, one question at a time. Without a name you choose from
what there is.

What you type is saved as you type it. Leave with esc or ctrl-c, or close the
terminal: kith resume goes on where you were.`,
		Example: `  kith reflect 5.3
  kith reflect your-communities --full
  kith reflect what-so-what --answers answers.toml`,
		Args:              takes(0, 1),
		ValidArgsFunction: a.activityNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				opts.activity = args[0]
			}
			return a.reflect(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.full, "full", false, "ask the steps marked full too")
	flags.StringVar(&opts.answers, "answers", "", "take the answers from a TOML `FILE`, or - for standard input")
	flags.StringArrayVar(&opts.communities, "community", nil, "fill the first step that picks communities with `NAME`")
	flags.StringArrayVar(&opts.tags, "tag", nil, "give the reflection a `TAG`")
	flags.StringVar(&opts.date, "date", "", "the `DATE` the reflection is to carry")
	a.completeFlag(cmd, "community", a.communityNames(-1))
	a.completeFlag(cmd, "tag", a.tagNames(-1))
	a.completeDates(cmd, "date")
	return cmd
}

func (a *app) reflect(ctx context.Context, opts reflectOptions) error {
	if opts.answers == "" {
		if err := a.canAsk(); err != nil {
			return err
		}
	}
	tags, err := journal.Tags(opts.tags)
	if err != nil {
		return err
	}
	activity, err := a.chosenActivity(ctx, opts.activity)
	if err != nil {
		return err
	}
	if most := activity.MostPicked(); len(opts.communities) > most {
		e := wrongUse(fmt.Sprintf("%s picks at most %s, and --community names %d", activity.Title, text.Count(most, "community"), len(opts.communities)),
			"name fewer: kith reflect "+activity.ID+" --community "+shellArgument(opts.communities[0]))
		if most == 0 {
			e = wrongUse(activity.Title+" picks no community, so --community has nothing to fill", "leave it out: kith reflect "+activity.ID)
		}
		return e
	}
	begin := prompts.Options{Full: opts.full, Tags: tags}
	if opts.date != "" {
		if begin.Date, err = a.onDate(opts.date); err != nil {
			return err
		}
	}
	var answers *prompts.Answers
	if opts.answers != "" {
		src, err := a.readFile(ctx, "the answers file", opts.answers)
		if err != nil {
			return err
		}
		name := opts.answers
		if name == "-" {
			name = "standard input"
		}
		// Of answers with mistakes Fill says more than reading them did.
		if answers, err = prompts.ReadAnswers(activity, name, src); answers == nil {
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
	for _, name := range opts.communities {
		c, err := st.FindCommunity(ctx, name)
		if err != nil {
			return err
		}
		begin.Communities = append(begin.Communities, c)
	}
	env, err := a.promptsEnv(ctx, st, activity)
	if err != nil {
		return err
	}
	s := prompts.New(activity, env, begin)
	if answers == nil {
		return a.sit(ctx, st, s.Draft().ID, func(*store.Hold) (*prompts.Session, error) { return s, nil })
	}
	if err := answers.Fill(ctx, s); err != nil {
		return err
	}
	return a.keep(ctx, st, s)
}

// chosenActivity is the one named or, on a terminal, the one picked.
func (a *app) chosenActivity(ctx context.Context, name string) (prompts.Activity, error) {
	lib, err := a.library()
	if err != nil {
		return prompts.Activity{}, err
	}
	if name == "" {
		if !a.console.InTTY() {
			return prompts.Activity{}, wrongUse("kith reflect needs the name of an activity", "see what there is: kith activity list")
		}
		if name, err = a.pickActivity(ctx, lib.Activities()); err != nil {
			return prompts.Activity{}, err
		}
	}
	return lib.Find(name)
}

// pickActivity asks for one of the activities, the ones done lately first, each
// with how long it takes and what it is for.
func (a *app) pickActivity(ctx context.Context, entries []prompts.Entry) (string, error) {
	lately, err := query(ctx, a, func(st *store.Store, ctx context.Context) ([]journal.Reflection, error) {
		return st.Reflections(ctx, journal.Filter{Limit: 50})
	})
	if err != nil {
		return "", err
	}
	ago := func(e prompts.Entry) int {
		i := slices.IndexFunc(lately, func(r journal.Reflection) bool { return r.Activity == e.ID })
		if i < 0 {
			return len(lately)
		}
		return i
	}
	slices.SortStableFunc(entries, func(e, f prompts.Entry) int { return cmp.Compare(ago(e), ago(f)) })
	return a.choose(ctx, "What would you like to reflect on?", each(entries, func(e prompts.Entry) journal.Option {
		facts := slices.Clone(e.Aliases)
		if e.Minutes > 0 {
			facts = append(facts, fmt.Sprintf("%d min", e.Minutes))
		}
		label := e.Title
		if len(facts) > 0 {
			label += " (" + strings.Join(facts, ", ") + ")"
		}
		about := e.About
		if about == "" { // the first sentence of its intro
			about, _, _ = strings.Cut(strings.TrimSpace(e.Intro)+" ", ". ")
		}
		if about != "" {
			label += ": " + strings.TrimRight(about, ". ")
		}
		return journal.Option{Value: e.ID, Label: text.Line(label)}
	}))
}

// offerDraft asks, where a draft of the activity is waiting, whether to go on
// with that; it gives the draft's id, or "" to begin anew.
func (a *app) offerDraft(ctx context.Context, activity prompts.Activity) (string, error) {
	if !a.console.InTTY() {
		return "", nil
	}
	drafts, err := query(ctx, a, a.drafts)
	if err != nil {
		return "", err
	}
	var options []journal.Option
	for _, d := range drafts {
		if d.Activity == activity.ID && d.Change == nil {
			options = append(options, journal.Option{Value: string(d.ID), Label: "Go on: " + a.draftLine(d)})
		}
	}
	if len(options) == 0 {
		return "", nil
	}
	const anew = "new"
	options = append(options, journal.Option{Value: anew, Label: "Begin a new one"})
	choice, err := a.choose(ctx, "You have begun this before.", options)
	if choice == anew {
		choice = ""
	}
	return choice, err
}

// onDate is the moment that --date names, which is not in the future. A day
// alone is that day at this time of the clock, so that what is written on one
// day stays in order.
func (a *app) onDate(typed string) (time.Time, error) {
	now := a.now()
	at, err := journal.ParseTime(typed, now)
	if err != nil {
		return at, err
	}
	if day, err := journal.ParseDate(typed, now); err == nil && len(day) == len("2026-11-23") {
		y, m, d := at.Date()
		at = time.Date(y, m, d, now.Hour(), now.Minute(), now.Second(), now.Nanosecond(), now.Location())
	}
	if at.After(now) {
		return at, journal.Errorf(journal.Invalid, "--date %q is in the future", typed).
			WithHint("what is kept is of today or before")
	}
	return journal.InMinutes(at), nil
}

// promptsEnv is what the session is told of the journal.
func (a *app) promptsEnv(ctx context.Context, st *store.Store, activity prompts.Activity) (prompts.Env, error) {
	env := prompts.Env{Now: a.now()}
	last, err := st.NewestReflection(ctx)
	if err != nil {
		return env, err
	}
	env.NewID = func() journal.ID { return journal.NewIDAfter(a.now(), last) }
	if env.Communities, err = allCommunities(ctx, st); err != nil {
		return env, err
	}
	if activity.Mentions(prompts.PlaceReading) || activity.Mentions(prompts.PlaceReadingToGrow) {
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
	if activity.Mentions(prompts.PlaceDueSuggestions) || activity.Asks(journal.OutcomesKind) {
		if env.Due, err = st.Suggestions(ctx, journal.SuggestionFilter{DueBy: env.Now, Limit: 30}); err != nil {
			return env, err
		}
	}
	if activity.Asks(journal.ReadKind) {
		env.Contribution = func(id journal.ID) (journal.Contribution, error) { return st.Contribution(ctx, string(id)) }
		env.Unread, err = st.Contributions(ctx, journal.ContributionFilter{Unread: true, Limit: 100})
	}
	return env, err
}
