package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/chart"
	"kith/journal/text"
	"kith/store"
)

type statsOptions struct {
	filterOptions
	measure string
	svg     string
	most    int
}

func newStats(a *app) *cobra.Command {
	var opts statsOptions
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Show what you wrote when, and about what",
		Long: `Show what you wrote when, and about what: a calendar of the last year by week, and
how many reflections there are of each activity, community and tag. Nothing is
scored, and no days in a row are counted.

With --measure it shows how something that you observe went, such as your energy or
the hours you gave: of your own, or of a community with --community. Of the
other flags --since, --until, --limit and --svg go with it.`,
		Example: `  kith stats
  kith stats --since 2020 --community Choir
  kith stats --measure domain --since 2024
  kith stats --svg year.svg`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.stats(cmd.Context(), opts) },
	}
	opts.bindFilters(a, cmd)
	flags := cmd.Flags()
	flags.StringVar(&opts.measure, "measure", "", "a `NAME` that something was observed under, over time")
	flags.StringVar(&opts.svg, "svg", "", "draw it into a `FILE`; - is standard output")
	flags.IntVar(&opts.most, "limit", 10, "of each list at most so many; 0 is all")
	a.completeFlag(cmd, "measure", a.measureNames())
	return cmd
}

// statsJSON is what was written, counted.
type statsJSON struct {
	Since       *string     `json:"since"`
	Until       *string     `json:"until"`
	Reflections int         `json:"reflections"`
	Words       int         `json:"words"`
	Weeks       []weekJSON  `json:"weeks"`
	Activities  []tallyJSON `json:"activities"`
	Communities []tallyJSON `json:"communities"`
	Tags        []tallyJSON `json:"tags"`
}

type weekJSON struct {
	Monday      journal.Date `json:"monday"`
	Reflections int          `json:"reflections"`
	Words       int          `json:"words"`
}

type tallyJSON struct {
	ID          *journal.ID `json:"id"`
	Name        *string     `json:"name"`
	Reflections int         `json:"reflections"`
}

func (a *app) stats(ctx context.Context, opts statsOptions) error {
	if opts.svg == "-" && a.json {
		return wrongUse("--json does not go with a drawing on standard output", "type: kith stats --svg FILE --json")
	}
	if err := checkLimit(opts.most); err != nil {
		return err
	}
	f, err := a.filter(ctx, opts.filterOptions)
	if err != nil {
		return err
	}
	if opts.measure != "" {
		return a.course(ctx, opts, f)
	}
	now := a.now()
	if f.Since.IsZero() { // the week that it is, and 52 before it
		end := now
		if !f.Until.IsZero() {
			end = f.Until.Add(-time.Nanosecond)
		}
		monday := end.AddDate(0, 0, -(int(end.Weekday())+6)%7-52*7)
		f.Since = journal.DateOf(monday).Start(now.Location())
	}
	st, err := query(ctx, a, func(s *store.Store, ctx context.Context) (journal.Stats, error) { return s.Stats(ctx, f) })
	if err != nil {
		return err
	}
	n, words := st.Sum()
	if a.json && opts.svg == "" {
		tally := func(t journal.Tally) tallyJSON {
			return tallyJSON{archive.OrNull(t.ID), archive.OrNull(t.Name), t.Reflections}
		}
		return a.printJSON(statsJSON{
			Since: archive.Time(f.Since), Until: archive.Time(f.Until), Reflections: n, Words: words,
			Weeks:      archive.List(st.Weeks, func(w journal.Week) weekJSON { return weekJSON{w.Monday, w.Reflections, w.Words} }),
			Activities: archive.List(st.Activities, tally), Communities: archive.List(st.Communities, tally), Tags: archive.List(st.Tags, tally),
		})
	}
	since := journal.DateOf(f.Since).Words()
	if n == 0 && opts.svg == "" {
		what := "Nothing"
		if opts.narrows() {
			what = "Nothing that fits"
		}
		return a.say("%s was written since %s. Look further back: kith stats --since 2000", what, since)
	}
	var weeks []journal.Week
	if n > 0 { // from the first in which something was written to this one
		first, last := st.Weeks[0].Monday.Start(time.UTC), st.Weeks[len(st.Weeks)-1].Monday.Start(time.UTC)
		if end := now; f.Until.IsZero() && end.After(last) {
			last = end
		}
		weeks = journal.Mondays(st.Weeks, first, last)
	}
	until := ""
	if opts.until != "" {
		until = " until " + journal.DateOf(f.Until.Add(-time.Nanosecond)).Words()
	}
	summary := fmt.Sprintf("%s and %s since %s%s", text.Count(n, "reflection"), text.Count(words, "word"), since, until)
	calendar := chart.NewCalendar(weeks)
	lists := []chart.Rows{
		tallies("By activity", st.Activities, opts.most), tallies("By community", st.Communities, opts.most), tallies("By tag", st.Tags, opts.most),
	}
	if opts.svg != "" {
		return a.writeDrawing(opts.svg, calendar.SVG("What was written", summary+".", lists...))
	}
	style, x := a.console.Style(), a.chartText()
	page := style.Bold(text.Block(summary, x.Width, "")) + "\n\n" + calendar.Text(x) + "\n" + style.Dim(text.Block(chart.CalendarLegend, x.Width, "")) + "\n"
	for _, list := range lists {
		if len(list.Rows) > 0 {
			page += "\n" + style.Bold(list.Title) + "\n" + list.Text(x) + "\n"
		}
	}
	return a.page(ctx, page)
}

// tallies are counts as rows, so many of them at most.
func tallies(title string, all []journal.Tally, most int) chart.Rows {
	rows := chart.Rows{Title: title}
	if most > 0 && len(all) > most {
		rows.Title = fmt.Sprintf("%s, the first %d of %d", title, most, len(all))
		all = all[:most]
	}
	for _, t := range all {
		name := t.Name
		if name == "" {
			name = "(quick notes)"
		}
		rows.Rows = append(rows.Rows, chart.Row{Name: name, Value: float64(t.Reflections), Said: fmt.Sprint(t.Reflections)})
	}
	return rows
}

// courseJSON is how something that is observed went.
type courseJSON struct {
	Measure string       `json:"measure"`
	Unit    *string      `json:"unit"`
	Rating  bool         `json:"rating"`
	Span    journal.Span `json:"span"`
	periodJSON
	Periods []periodJSON `json:"periods"`
	Other   []otherJSON  `json:"other"`

	Observed int `json:"observed"`
}

type periodJSON struct {
	From  *journal.Date `json:"from"`
	Times int           `json:"times"`
	Sum   *float64      `json:"sum"`
	Mean  *float64      `json:"mean"`
	Least *float64      `json:"least"`
	Most  *float64      `json:"most"`
}

type otherJSON struct {
	Value string `json:"value"`
	Times int    `json:"times"`
	Words string `json:"words"`
}

// showCourse is a course as JSON has it.
func showCourse(c journal.Course) courseJSON {
	period := func(p journal.Period) periodJSON {
		out := periodJSON{From: archive.OrNull(p.From), Times: p.Times}
		if p.Times > 0 {
			mean := p.Mean()
			out.Mean, out.Least, out.Most = &mean, &p.Least, &p.Most
			if !c.Rating {
				out.Sum = &p.Sum
			}
		}
		return out
	}
	periods, span := c.Periods()
	return courseJSON{
		Measure: c.Measure, Unit: archive.OrNull(c.Unit), Rating: c.Rating, Span: span, periodJSON: period(c.Whole()),
		Periods: archive.List(periods, period),
		Other:   archive.List(c.Other, func(o journal.Other) otherJSON { return otherJSON{o.Value, o.Times, o.Words} }), Observed: c.Times,
	}
}

// course shows what was observed as a measure in the course of time.
func (a *app) course(ctx context.Context, opts statsOptions, f journal.Filter) error {
	if len(opts.tags) > 0 || opts.activity != "" || opts.words > 0 || opts.private {
		return wrongUse("--measure goes with --community, --since, --until, --limit and --svg alone", "take the others away")
	}
	if err := a.checkMeasure(ctx, opts.measure); err != nil {
		return err
	}
	c, err := query(ctx, a, func(s *store.Store, ctx context.Context) (journal.Course, error) {
		return s.Course(ctx, opts.measure, f)
	})
	if err != nil {
		return err
	}
	periods, span := c.Periods()
	whole := c.Whole()
	if a.json && opts.svg == "" {
		return a.printJSON(showCourse(c))
	}
	if c.Times == 0 && opts.svg == "" {
		return a.say("Nothing was observed as %s in that time.", text.Line(c.Measure))
	}

	amount := func(p journal.Period) (value float64, said string) { // with its unit
		switch {
		case p.Times == 0:
			return 0, "-"
		case c.Rating:
			return p.Mean(), journal.Decimal(p.Mean())
		}
		return p.Sum, strings.TrimSpace(journal.Decimal(p.Sum) + " " + c.Unit)
	}
	summary := fmt.Sprintf("observed %s", text.Count(c.Times, "time"))
	if c.Times > 0 {
		summary += " since " + c.From.Words()
	}
	rows := chart.Rows{Title: "The sum of each " + string(span)}
	if c.Rating {
		rows = chart.Rows{Title: "The mean of each " + string(span), Most: 5}
	}
	if whole.Times > 0 {
		_, said := amount(whole)
		if c.Rating {
			said = "the mean " + said + " of 5"
		} else {
			said += " in all, the mean " + journal.Decimal(whole.Mean())
		}
		summary += fmt.Sprintf(": %s, the least %s, the most %s", said, journal.Decimal(whole.Least), journal.Decimal(whole.Most))
	}
	for _, p := range periods {
		value, said := amount(p)
		name := p.From.Words()
		if span == journal.SpanWeek {
			name = "week of " + name
		}
		if p.Times > 1 {
			said += fmt.Sprintf(" (%d times)", p.Times)
		}
		rows.Rows = append(rows.Rows, chart.Row{Name: name, Value: value, Said: said})
	}
	other := chart.Rows{Title: "In words"}
	if whole.Times > 0 {
		other.Title = "Without a number"
	}
	for i, o := range c.Other {
		if opts.most > 0 && i == opts.most {
			other.Title += fmt.Sprintf(", the first %d of %d", opts.most, len(c.Other))
			break
		}
		other.Rows = append(other.Rows, chart.Row{Name: o.Words, Value: float64(o.Times), Said: text.Count(o.Times, "time")})
	}
	title := text.Line(c.Measure)
	if f.Community != "" {
		title += ", " + text.Line(opts.community)
	}
	if opts.svg != "" {
		return a.writeDrawing(opts.svg, chart.RowsSVG("kith-measure", title, text.Sentence(summary), rows, other))
	}
	style, x := a.console.Style(), a.chartText()
	page := text.Block(style.Bold(title)+": "+summary, x.Width, "") + "\n"
	for _, r := range []chart.Rows{rows, other} {
		if len(r.Rows) > 0 {
			page += "\n" + style.Bold(r.Title) + "\n" + r.Text(x) + "\n"
		}
	}
	return a.page(ctx, page)
}
