package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
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
		ValidArgsFunction: a.completeCommunities,
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
		a.completeFlag(cmd, rated.measure, cobra.FixedCompletions([]string{"1", "2", "3", "4", "5", "?"}, cobra.ShellCompDirectiveNoFileComp))
	}
	flags.StringArrayVar(&opts.set, "set", nil, "any other measure, as `NAME=VALUE`; can be given again")
	flags.StringVar(&opts.note, "note", "", "why you say so, as `TEXT`")
	flags.StringVar(&opts.date, "date", "", "the `DATE` of it, where it was not now")
	return cmd
}

// observation is what was observed of one community in one go.
type observation struct {
	values []journal.Observation // without community, id and time
	note   string
	at     time.Time // zero for when it is kept
}

func (a *app) communityObserve(ctx context.Context, name string, opts observeOptions) error {
	said, err := a.observed(opts)
	if err != nil {
		return err
	}
	if len(said.values) > 0 {
		c, err := a.community(ctx, name)
		if err != nil {
			return err
		}
		return a.keepObserved(ctx, c, said)
	}
	if opts.note != "" {
		return wrongUse("a note goes with what you observe, and nothing was observed",
			fmt.Sprintf("write about it: kith note %s --community %s", shellWord(opts.note), shellWord(name)))
	}
	if err := a.canFill("how it is doing", "say it with a flag: --domain, --community, --practice, --links or --set NAME=VALUE"); err != nil {
		return err
	}
	c, err := a.community(ctx, name)
	if err != nil {
		return err
	}
	return a.observeAsking(ctx, c, said.at)
}

// observed reads the flags.
func (a *app) observed(opts observeOptions) (said observation, err error) {
	if opts.date != "" {
		if said.at, err = a.onDate(opts.date); err != nil {
			return said, err
		}
	}
	said.note = opts.note
	if err := journal.CheckText("the note", opts.note); err != nil {
		return said, err
	}
	typed, err := opts.typed()
	if err != nil || len(typed) == 0 {
		return said, err
	}
	known, err := measuresOf()
	if err != nil {
		return said, err
	}
	for _, t := range typed {
		v, err := known.read(a, t.measure, t.value)
		if err != nil {
			return said, err
		}
		said.values = append(said.values, journal.Observation{Measure: t.measure, Value: v})
		if _, ok := known[t.measure]; !ok {
			err := a.say("kith does not know the measure %s. It is kept as you say it, and changes no reading.", t.measure)
			if err != nil {
				return said, err
			}
		}
	}
	return said, nil
}

// typedMeasure is a measure and its value as they were typed.
type typedMeasure struct{ measure, value string }

func (o observeOptions) typed() (all []typedMeasure, err error) {
	for _, measure := range append(elements(), journal.MeasureLinks) {
		if value := o.ratings[measure]; value != nil {
			all = append(all, typedMeasure{measure, *value})
		}
	}
	for _, pair := range o.set {
		name, value, found := strings.Cut(pair, "=")
		t := typedMeasure{text.Fold(name), value}
		switch {
		case !found || t.measure == "" || strings.TrimSpace(value) == "":
			return nil, wrongUse(fmt.Sprintf("--set needs a measure and its value, and was given %q", text.Line(pair)),
				"type it as --set energy=3, or --set energy=? for not sure")
		case strings.ContainsFunc(t.measure, unicode.IsControl) || utf8.RuneCountInString(t.measure) > longestMeasure:
			return nil, journal.Errorf(journal.Invalid, "the name of the measure %q cannot be kept", cut(text.Line(name), longestMeasure)).
				WithHint("call it by a word or two, as in --set energy=3")
		case slices.ContainsFunc(all, func(b typedMeasure) bool { return b.measure == t.measure }):
			return nil, wrongUse(t.measure+" is said twice", "say it once, or one after the other in two commands")
		}
		all = append(all, t)
	}
	return all, nil
}

// longestMeasure bounds the name of a measure, in characters.
const longestMeasure = 60

// cut is the beginning of a text that may be long.
func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// keepObserved keeps what was observed and says how kith now reads the community.
func (a *app) keepObserved(ctx context.Context, c journal.Community, said observation) error {
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	if err := a.addObserved(ctx, s, c, said); err != nil {
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
		c.Name, said.words(), journal.Read(c, latest[c.ID], a.now()).Label, shellWord(c.Name))
}

func (a *app) addObserved(ctx context.Context, s *store.Store, c journal.Community, said observation) error {
	if said.at.IsZero() {
		said.at = a.now()
	}
	for i := range said.values {
		o := &said.values[i]
		o.Community, o.At, o.Note = c.ID, said.at, said.note
	}
	return s.AddObservations(ctx, said.values)
}

// words say what was observed: "domain 4, practice not sure".
func (o observation) words() string {
	return strings.Join(each(o.values, func(o journal.Observation) string {
		return strings.ReplaceAll(o.Measure, "_", " ") + " " + observedWords(o.Value)
	}), ", ")
}
