package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/store"
)

// newToday is kith typed alone: the root of all the commands.
func newToday(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "kith",
		Short: "A reflective journal for the communities you belong to",
		Long: `kith asks good questions about the communities you belong to, one at a time,
keeps the answers in one file on your own machine, and hands them back as
Markdown. Typed alone it shows today's page.`,
		Example: `  kith reflect 5.3
  kith note "Someone new asked the first question today."
  kith list`,
		Version: version(),
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return a.today(cmd.Context())
		},
	}
}

// today is what today's page shows.
type today struct {
	Drafts      []journal.Draft
	Due         []journal.Suggestion
	Quiet       []quietCommunity
	Reflections []journal.Reflection
	EarlierDays []journal.Reflection // this day in earlier years

	communities bool // there are some, looked at lately or not
}

// empty reports a journal with nothing in it yet.
func (t today) empty() bool {
	return !t.communities && len(t.Drafts)+len(t.Due)+len(t.Reflections) == 0
}

// quietCommunity is one that was not looked at for a while.
type quietCommunity struct {
	journal.Community
	Seen time.Time // zero for never
}

// aWhile is how long a community may go without a look.
const aWhile = 90 * 24 * time.Hour

func (a *app) today(ctx context.Context) error {
	page, err := gather(ctx, a, func(s *store.Store) (today, error) { return a.gatherToday(ctx, s) })
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(showToday(page))
	}
	if page.empty() {
		return a.say("%s", strings.TrimSpace(welcome))
	}
	return a.print(a.drawToday(page))
}

const welcome = `
Welcome to kith, a journal for the communities you belong to.
It is empty so far, and everything stays on this machine.

  kith reflect 5.3     look at your communities, in 20 minutes
  kith note "..."      keep a thought
  kith activity list   see the other guided activities
`

func (a *app) gatherToday(ctx context.Context, s *store.Store) (page today, err error) {
	now := a.now()
	if page.Drafts, err = s.Drafts(ctx); err != nil {
		return page, err
	}
	if page.Due, err = s.Suggestions(ctx, journal.SuggestionFilter{DueBy: now, Limit: 5}); err != nil {
		return page, err
	}
	if page.Reflections, err = s.Reflections(ctx, journal.Filter{Limit: 5}); err != nil {
		return page, err
	}
	some, err := s.Communities(ctx, journal.CommunityFilter{Limit: 1})
	if err != nil {
		return page, err
	}
	page.communities = len(some) > 0
	if page.Quiet, err = quietCommunities(ctx, s, now); err != nil {
		return page, err
	}
	page.EarlierDays, err = earlierDays(ctx, s, now)
	return page, err
}

// quietCommunities are the current ones whose latest observation is long ago,
// the longest first; at most five.
func quietCommunities(ctx context.Context, s *store.Store, now time.Time) ([]quietCommunity, error) {
	cs, err := s.Quiet(ctx, now.Add(-aWhile), 5)
	if err != nil {
		return nil, err
	}
	var out []quietCommunity
	for _, c := range cs {
		seen := quietCommunity{Community: c}
		last, err := s.Observations(ctx, c.ID, 1)
		if err != nil {
			return nil, err
		}
		if len(last) > 0 {
			seen.Seen = last[0].At
		}
		out = append(out, seen)
	}
	return out, nil
}

// earlierDays are the reflections of this day in the ten years before.
func earlierDays(ctx context.Context, s *store.Store, now time.Time) ([]journal.Reflection, error) {
	var out []journal.Reflection
	for years := 1; years <= 10; years++ {
		y, m, d := now.Date()
		day := time.Date(y-years, m, d, 0, 0, 0, 0, now.Location())
		if day.Day() != d {
			continue // 29 February
		}
		rs, err := s.Reflections(ctx, journal.Filter{Since: day, Until: day.AddDate(0, 0, 1), Limit: 3})
		if err != nil {
			return nil, err
		}
		out = append(out, rs...)
	}
	return out, nil
}

func (a *app) drawToday(page today) string {
	var b strings.Builder
	section := func(title string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(&b, "%s\n  %s\n\n", a.console.Style().Bold(title), strings.Join(lines, "\n  "))
		}
	}
	section("To go on with", each(page.Drafts, a.draftLine))
	section("To try", each(page.Due, func(sg journal.Suggestion) string {
		return fmt.Sprintf("%s (by %s)", text.Line(sg.Text), sg.TryBy.Words())
	}))
	section("Not looked at for a while", each(page.Quiet, func(c quietCommunity) string {
		if c.Seen.IsZero() {
			return text.Line(c.Name)
		}
		return fmt.Sprintf("%s, last on %s", text.Line(c.Name), c.Seen.Format("2 January 2006"))
	}))
	section("Lately", each(page.Reflections, a.reflectionLine))
	section("This day in earlier years", each(page.EarlierDays, a.reflectionLine))
	return b.String() + next(page)
}

func (a *app) reflectionLine(r journal.Reflection) string {
	return fmt.Sprintf("%s  %s (%s)", text.Line(r.Title), r.ID.Short(), friendly(r.Created, a.now()))
}

// next is the one line on what to do next.
func next(page today) string {
	switch {
	case len(page.Drafts) > 0:
		return "Next: kith resume"
	case len(page.Due) > 0:
		return "Next: kith suggestion list"
	case len(page.Quiet) > 0:
		return fmt.Sprintf("Next: kith community show %q", text.Line(page.Quiet[0].Name))
	}
	return "Next: kith reflect, to choose an activity"
}
