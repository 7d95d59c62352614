package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
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
	drafts      []journal.Draft
	due         []journal.Suggestion
	quiet       []quietCommunity
	reflections []journal.Reflection
	earlier     []journal.Reflection // of this day in earlier years
	circles     []journal.CircleNews
	communities bool // there are some, looked at lately or not
}

// quietCommunity is one that was not looked at for a while.
type quietCommunity struct {
	journal.Community
	lookedAt time.Time // zero for never
}

// todayJSON is today's page as docs/json.md has it.
type todayJSON struct {
	Drafts       []archive.DraftJSON      `json:"drafts"`
	Suggestions  []archive.SuggestionJSON `json:"suggestions"`
	Quiet        []quietJSON              `json:"quiet"`
	Reflections  []archive.ReflectionJSON `json:"reflections"`
	EarlierYears []archive.ReflectionJSON `json:"earlier_years"`
	Circles      []circleTodayJSON        `json:"circles"`
}

type circleTodayJSON struct {
	Name    string `json:"name"`
	Unread  int    `json:"unread"`
	Waiting int    `json:"waiting"`
}

type quietJSON struct {
	ID       journal.ID `json:"id"`
	Name     string     `json:"name"`
	LookedAt *string    `json:"looked_at"`
}

const welcome = `Welcome to kith, a journal for the communities you belong to.
It is empty so far, and everything stays on this machine.

  kith reflect 5.3     look at your communities, in 20 minutes
  kith note "..."      keep a thought
  kith activity list   see the other guided activities
  kith help start      read how to begin`

func (a *app) today(ctx context.Context) error {
	page, err := query(ctx, a, func(s *store.Store, ctx context.Context) (today, error) { return a.readToday(ctx, s) })
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(todayJSON{
			Drafts:      archive.List(page.drafts, archive.Draft),
			Suggestions: archive.List(page.due, archive.Suggestion),
			Quiet: archive.List(page.quiet, func(c quietCommunity) quietJSON {
				return quietJSON{ID: c.ID, Name: c.Name, LookedAt: archive.Time(c.lookedAt)}
			}),
			Reflections:  archive.List(page.reflections, archive.ListedReflection),
			EarlierYears: archive.List(page.earlier, archive.ListedReflection),
			Circles:      archive.List(page.circles, func(n journal.CircleNews) circleTodayJSON { return circleTodayJSON(n) }),
		})
	}
	if !page.communities && len(page.drafts)+len(page.due)+len(page.reflections)+len(page.circles) == 0 {
		return a.say("%s", welcome)
	}
	return a.print(a.drawToday(page) + "\n")
}

func (a *app) readToday(ctx context.Context, s *store.Store) (page today, err error) {
	now := a.now()
	if page.drafts, err = a.drafts(s, ctx); err != nil {
		return page, err
	}
	if page.due, err = s.Suggestions(ctx, journal.SuggestionFilter{DueBy: now, Limit: 5}); err != nil {
		return page, err
	}
	if page.reflections, err = s.Reflections(ctx, journal.Filter{Limit: 5}); err != nil {
		return page, err
	}
	if page.circles, err = s.CircleNews(ctx); err != nil {
		return page, err
	}
	some, err := s.Communities(ctx, journal.CommunityFilter{Limit: 1})
	if err != nil {
		return page, err
	}
	page.communities = len(some) > 0
	const aWhile = 90 * 24 * time.Hour
	quiet, err := s.Quiet(ctx, now.Add(-aWhile), 5)
	if err != nil {
		return page, err
	}
	latest, err := s.Latest(ctx, each(quiet, func(c journal.Community) journal.ID { return c.ID }))
	if err != nil {
		return page, err
	}
	for _, c := range quiet {
		page.quiet = append(page.quiet, quietCommunity{Community: c, lookedAt: latest[c.ID].At()})
	}
	for years := 1; years <= 10; years++ {
		y, m, d := now.Date()
		day := time.Date(y-years, m, d, 0, 0, 0, 0, now.Location())
		if day.Day() != d {
			continue // 29 February
		}
		found, err := s.Reflections(ctx, journal.Filter{Since: day, Until: day.AddDate(0, 0, 1), Limit: 3})
		if err != nil {
			return page, err
		}
		page.earlier = append(page.earlier, found...)
	}
	return page, nil
}

// drawToday ends with the one line on what to do next.
func (a *app) drawToday(page today) string {
	var b strings.Builder
	style, width := a.reading()
	section := func(title string, lines []string) {
		if len(lines) > 0 {
			b.WriteString(style.Bold(title) + "\n")
			for _, line := range lines { // what goes on on another stands further in
				b.WriteString("  " + strings.Join(text.Wrap(line, width-len("    ")), "\n    ") + "\n")
			}
			b.WriteString("\n")
		}
	}
	section("To go on with", each(page.drafts, a.draftLine))
	section("To try", each(page.due, func(sg journal.Suggestion) string {
		return fmt.Sprintf("%s (by %s)", text.Line(sg.Text), sg.TryBy.Words())
	}))
	section("With others", each(page.circles, func(n journal.CircleNews) string {
		var news []string
		if n.Unread > 0 {
			news = append(news, text.Count(n.Unread, "new page")+" in "+text.Line(n.Name))
		}
		if n.Waiting > 0 {
			news = append(news, text.Count(n.Waiting, "file")+" of yours not sent to "+text.Line(n.Name)+" yet")
		}
		return strings.Join(news, "; ")
	}))
	section("Not looked at for a while", each(page.quiet, func(c quietCommunity) string {
		if c.lookedAt.IsZero() {
			return text.Line(c.Name)
		}
		return fmt.Sprintf("%s, last on %s", text.Line(c.Name), journal.DateOf(c.lookedAt).Words())
	}))
	section("Lately", each(page.reflections, a.reflectionLine))
	section("This day in earlier years", each(page.earlier, a.reflectionLine))
	next := "kith reflect, to choose an activity"
	switch {
	case len(page.drafts) > 0:
		next = "kith resume"
	case len(page.due) > 0:
		next = "kith suggestion list"
	case len(page.circles) > 0 && page.circles[0].Unread > 0:
		next = "kith contribution list --unread"
	case len(page.quiet) > 0:
		next = "kith community show " + shellArgument(text.Line(page.quiet[0].Name))
	}
	return b.String() + "Next: " + next
}

// reflectionLine is a reflection in a line: what it is called, and when it was.
func (a *app) reflectionLine(r journal.Reflection) string {
	at := "(" + journal.Moment(r.Created, a.now()) + ")"
	if a.console.OutTTY() {
		at = unbroken(at)
	}
	return fmt.Sprintf("%s  %s %s", text.Line(r.Title), r.ID.Short(), at)
}
