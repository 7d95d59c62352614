package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/prompts"
	"kith/store"
)

type observeOptions struct {
	ratings map[string]*string // by measure, which is the name of the flag
	set     []string
	note    string
	date    string
}

func newCommunityObserve(a *app) *cobra.Command {
	opts := observeOptions{ratings: map[string]*string{}}
	cmd := &cobra.Command{
		Use:   "observe NAME",
		Short: "Say how a community is doing: domain, community, practice, or anything else",
		Long: `Say how a community is doing. The three elements and its links are rated from 1 to
5, or ? for not sure; --set takes any other measure. What was said before stays in
its history. Without flags, on a terminal, kith asks.`,
		Example: `  kith community observe "Go Meetup" --domain 4 --community 3 --practice "?"
  kith community observe "Go Meetup" --links 2 --set energy=3 --note "Only the regulars came"
  kith community observe "Go Meetup" --practice 2 --date "3 weeks ago"`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.communityNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for measure := range opts.ratings {
				if !cmd.Flags().Changed(measure) {
					opts.ratings[measure] = nil
				}
			}
			return a.communityObserve(cmd.Context(), args[0], opts)
		},
	}
	flags := cmd.Flags()
	for _, rated := range []struct{ measure, about string }{
		{journal.MeasureDomain, "how far members share something to get better at; a `RATING` from 1 to 5, or ?"},
		{journal.MeasureCommunity, "how far they do things together and help each other; a `RATING` from 1 to 5, or ?"},
		{journal.MeasurePractice, "how far the group has built up its own know-how; a `RATING` from 1 to 5, or ?"},
		{journal.MeasureLinks, "how good it is for reaching people and information; a `RATING` from 1 to 5, or ?"},
	} {
		opts.ratings[rated.measure] = flags.String(rated.measure, "", rated.about)
		a.completeWords(cmd, rated.measure, "1", "2", "3", "4", "5", "?")
	}
	flags.StringArrayVar(&opts.set, "set", nil, "any other measure, as `NAME=VALUE`; can be given again")
	flags.StringVar(&opts.note, "note", "", "why you say so, as `TEXT`")
	flags.StringVar(&opts.date, "date", "", "the `DATE` of it, where it was not now")
	a.completeDates(cmd, "date")
	return cmd
}

func (a *app) communityObserve(ctx context.Context, name string, opts observeOptions) error {
	at := time.Time{} // when it is kept
	if opts.date != "" {
		var err error
		if at, err = a.onDate(opts.date); err != nil {
			return err
		}
	}
	observed, err := a.observed(opts, at)
	if err != nil {
		return err
	}
	if len(observed) == 0 {
		if opts.note != "" {
			return wrongUse("a note goes with what you observe, and nothing was observed",
				fmt.Sprintf("write about it: kith note %s --community %s", shellArgument(opts.note), shellArgument(name)))
		}
		if err := a.canFill("how it is doing", "say it with a flag: --domain, --community, --practice, --links or --set NAME=VALUE"); err != nil {
			return err
		}
	}
	s, c, err := a.findCommunity(ctx, name)
	if err != nil {
		return err
	}
	if len(observed) == 0 {
		return a.observeAsking(ctx, s, c, at)
	}
	return a.keepObserved(ctx, s, c, observed)
}

// observed reads the flags. What it gives has no community yet.
func (a *app) observed(opts observeOptions, at time.Time) (all []journal.Observation, err error) {
	if err := journal.CheckText("the note", opts.note); err != nil {
		return nil, err
	}
	add := func(measure, typed string) error {
		if slices.ContainsFunc(all, func(o journal.Observation) bool { return o.Measure == measure }) {
			return wrongUse(measure+" is said twice", "say it once, or one after the other in two commands")
		}
		v, err := parseMeasure(measure, typed)
		all = append(all, journal.Observation{Measure: measure, Value: v, At: at, Note: opts.note})
		return err
	}
	for _, measure := range append(journal.Elements(), journal.MeasureLinks) {
		if typed := opts.ratings[measure]; typed != nil {
			if err := add(measure, *typed); err != nil {
				return nil, err
			}
		}
	}
	const longest = 60 // in characters, of the name of a measure
	for _, pair := range opts.set {
		name, typed, found := strings.Cut(pair, "=")
		measure := text.Fold(name)
		switch {
		case !found || measure == "" || strings.TrimSpace(typed) == "":
			return nil, wrongUse(fmt.Sprintf("--set needs a measure and its value, and was given %q", text.Line(pair)),
				"type it as --set energy=3, or --set energy=? for not sure")
		case strings.ContainsFunc(measure, unicode.IsControl) || utf8.RuneCountInString(measure) > longest:
			return nil, journal.Errorf(journal.Invalid, "the name of the measure %q cannot be kept", text.Cut(name, longest)).
				WithHint("call it by a word or two, as in --set energy=3")
		}
		if err := add(measure, typed); err != nil {
			return nil, err
		}
		if _, own := journal.MeasureNamed(measure); !own {
			said := measure + " is a measure of your own: it is kept as you say it, and changes no reading."
			if all[len(all)-1].Value.Text != "" {
				said += " A number is easier to compare with what you say another time, as in --set " + text.ShellWord(measure) + "=3" + "."
			}
			if err := a.say("%s", said); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// parseMeasure reads the value of a measure as it was typed: "?" is not sure. One of
// kith's own takes the values of its kind, any other a number, yes or no, or text.
func parseMeasure(name, typed string) (v journal.Value, err error) {
	typed = strings.TrimSpace(typed)
	number, notNumber := strconv.ParseFloat(typed, 64)
	switch folded := text.Fold(typed); {
	case folded == "?":
		v.NotSure = true
	case folded == "yes" || folded == "true":
		v = journal.YesValue(true)
	case folded == "no" || folded == "false":
		v = journal.YesValue(false)
	case notNumber == nil && !math.IsNaN(number) && !math.IsInf(number, 0):
		v = journal.NumberValue(number)
	default:
		v = journal.TextValue(typed)
	}
	m, own := journal.MeasureNamed(name)
	if !own {
		return v, nil
	}
	inScale := slices.ContainsFunc(m.Scale, func(o journal.Option) bool { return o.Value == typed })
	switch {
	case m.Kind == journal.ChooseOne, m.Kind == journal.ShortText && inScale:
		v = journal.ChoiceValue(typed)
	case m.Kind == journal.ShortText:
		v = journal.TextValue(typed)
	}
	if why, hint := refusal(m, v); why != "" {
		return v, journal.Errorf(journal.Invalid, "%s cannot be %q: %s", name, text.Line(typed), why).WithHint("%s", hint)
	}
	return v, nil
}

// refusal says why a measure of kith's own does not take a value, and what to do about
// that; it is "" for one that it takes.
func refusal(m journal.Measure, v journal.Value) (why, hint string) {
	hint = `type "?", in quotes, if you are not sure`
	values := each(m.Scale, func(o journal.Option) string { return o.Value })
	others := text.Without(v.Choices, values)
	switch {
	case !v.Said() && !v.NotSure:
		return "nothing is said", hint
	case m.Kind == journal.Rating && !v.NotSure && journal.Observation{Value: v}.Rating() == 0:
		return "a rating is a whole number from 1 to 5, or ? for not sure", hint
	case m.Kind == journal.ChooseOne && len(others) > 0:
		return fmt.Sprintf("%q is not one of the choices", others[0]), "choose from: " + strings.Join(values, ", ")
	case m.Kind == journal.YesNo && v.Yes == nil:
		return "answer yes or no", hint
	}
	return "", ""
}

// keepObserved keeps what was observed and says how kith now reads the community.
func (a *app) keepObserved(ctx context.Context, s *store.Store, c journal.Community, observed []journal.Observation) error {
	if err := a.addObserved(ctx, s, c, observed); err != nil {
		return err
	}
	latest, err := s.Latest(ctx, []journal.ID{c.ID})
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.Community(c, latest[c.ID], a.now()))
	}
	return a.say("Kept of %s: %s. kith reads it as: %s. See why: kith community show %s",
		c.Name, summary(observed), journal.Read(c, latest[c.ID], a.now()).Label, shellArgument(c.Name))
}

func (a *app) addObserved(ctx context.Context, s *store.Store, c journal.Community, observed []journal.Observation) error {
	for i := range observed {
		observed[i].Community = c.ID
		if observed[i].At.IsZero() {
			observed[i].At = a.now()
		}
	}
	return s.AddObservations(ctx, observed)
}

// observeAsking asks how a community is doing, and keeps what is said: also
// where the person leaves half way, for it can be taken back.
func (a *app) observeAsking(ctx context.Context, s *store.Store, c journal.Community, at time.Time) error {
	latest, err := s.Latest(ctx, []journal.ID{c.ID})
	if err != nil {
		return err
	}
	steps, err := observeSteps(c, latest[c.ID])
	if err != nil {
		return err
	}
	answers, err := a.form(ctx, c.Name, steps, nil)
	left := errors.Is(err, prompts.ErrLeft)
	if err != nil && !left {
		return err
	}
	// A person may have left in the middle of an answer that nobody would take.
	note := answers["note"].Text
	var observed []journal.Observation
	for _, step := range steps {
		v := answers[step.Key]
		m, _ := journal.MeasureNamed(step.Record)
		if why, _ := refusal(m, v); step.Record != "" && why == "" && !v.Declined {
			observed = append(observed, journal.Observation{Measure: step.Record, Value: v, At: at, Note: note})
		}
	}
	saving := context.WithoutCancel(ctx)
	switch {
	case len(observed) > 0 && left:
		return errors.Join(a.addObserved(saving, s, c, observed), &journal.Error{
			Kind: stopped, Text: "you left before the end; kept of " + c.Name + ": " + summary(observed), Err: err,
			Hint: "take it back with: kith community history " + shellArgument(c.Name) + " --undo",
		})
	case len(observed) > 0:
		return a.keepObserved(saving, s, c, observed)
	case strings.TrimSpace(note) != "":
		return &journal.Error{
			Kind: stopped, Text: "nothing was observed that your note could go with, so nothing is kept", Err: err,
			Hint: fmt.Sprintf("keep it for itself: kith note %s --community %s", shellArgument(note), shellArgument(c.Name)),
		}
	}
	return &journal.Error{Kind: stopped, Text: "nothing was observed, so nothing is kept", Err: err}
}

// observeSteps are the questions of the form: those that your-communities asks for
// kith's own measures, with what was said the last time.
func observeSteps(c journal.Community, latest journal.Latest) ([]prompts.Step, error) {
	lib, err := prompts.OpenLibrary("") // not the person's own one of that name
	if err != nil {
		return nil, err
	}
	activity, err := lib.Find("your-communities")
	if err != nil {
		return nil, err
	}
	asked := map[string]prompts.Step{}
	for _, loop := range activity.Steps {
		for _, step := range loop.Steps {
			asked[step.Record] = step
		}
	}
	var steps []prompts.Step
	for _, measure := range append(journal.Elements(), journal.MeasureEvidence, journal.MeasureLinks, journal.MeasureHeldBy, journal.MeasureOwnLabel) {
		step := asked[measure]
		step.Key, step.When, step.Full = measure, nil, false
		if o, said := latest[measure]; said {
			step.Help += fmt.Sprintf("\nThe last time: %s (%s).", text.Line(o.Words()), journal.DateOf(o.At).Words())
		}
		steps = append(steps, step)
	}
	return append(steps, prompts.Step{
		Key: "note", Kind: journal.LongText, Prompt: "Why do you say so?",
		Help: "A few words that you will want to read when you look at " + text.Line(c.Name) + " again.",
	}), nil
}
