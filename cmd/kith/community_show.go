package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/chart"
	"kith/journal/text"
)

func newCommunityShow(a *app) *cobra.Command {
	var limit int
	var markdown bool
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a community: what it is, how kith reads it, what names it",
		Example: `  kith community show "Go Meetup"
  kith community show "Go Meetup" --limit 50
  kith community show "Go Meetup" --markdown`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.communityNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if markdown {
				return a.communityMarkdown(cmd.Context(), args[0])
			}
			return a.communityShow(cmd.Context(), args[0], limit)
		},
	}
	cmd.Flags().BoolVar(&markdown, "markdown", false, "all about it as a page of Markdown, as kith export --communities has it")
	cmd.Flags().IntVar(&limit, "limit", 10, "at most so many reflections and suggestions; 0 is all")
	return cmd
}

// communityDetails is everything about one community.
type communityDetails struct {
	observedCommunity
	observed    []journal.Observation // and not taken back, the newest first
	reflections []journal.Reflection  // with answers
	more        bool                  // there are more reflections
	suggestions []journal.Suggestion  // the open ones; for programs all
}

// detailsJSON is a community with what names it.
type detailsJSON struct {
	archive.CommunityJSON
	Merged      []archive.RefJSON        `json:"merged"`
	Reflections []archive.ReflectionJSON `json:"reflections"`
	Suggestions []archive.SuggestionJSON `json:"suggestions"`
}

func (a *app) communityShow(ctx context.Context, name string, limit int) error {
	if err := checkLimit(limit); err != nil {
		return err
	}
	d, err := a.communityDetails(ctx, name, limit)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(detailsJSON{
			CommunityJSON: archive.Community(d.Community, d.latest, a.now()),
			Merged:        archive.List(d.Merged, archive.Ref),
			Reflections:   archive.List(d.reflections, archive.ListedReflection),
			Suggestions:   archive.List(d.suggestions, archive.Suggestion),
		})
	}
	return a.page(ctx, a.drawCommunity(d))
}

func (a *app) communityDetails(ctx context.Context, name string, limit int) (d communityDetails, err error) {
	s, c, err := a.findCommunity(ctx, name)
	if err != nil {
		return d, err
	}
	latest, err := s.Latest(ctx, []journal.ID{c.ID})
	if err != nil {
		return d, err
	}
	d.observedCommunity = observedCommunity{c, latest[c.ID], journal.Read(c, latest[c.ID], a.now())}
	if d.observed, err = notUndone(ctx, s, c); err != nil {
		return d, err
	}
	f := journal.Filter{Community: c.ID}
	if limit > 0 {
		f.Limit = limit + 1
	}
	for r, err := range s.EachReflection(ctx, f) {
		if err != nil {
			return d, err
		}
		d.reflections = append(d.reflections, r)
	}
	if d.more = limit > 0 && len(d.reflections) > limit; d.more {
		d.reflections = d.reflections[:limit]
	}
	suggested := journal.SuggestionFilter{Community: c.ID, Limit: limit}
	if a.json {
		suggested.State = journal.SuggestionAll
	}
	d.suggestions, err = s.Suggestions(ctx, suggested)
	return d, err
}

// communityMarkdown prints all about a community as a page, which names reflections
// and leads to none.
func (a *app) communityMarkdown(ctx context.Context, name string) error {
	s, c, err := a.findCommunity(ctx, name)
	if err != nil {
		return err
	}
	if a.json {
		return wrongUse("--json and --markdown are two ways to show it", "leave one of them out")
	}
	p, err := a.profile(ctx, s, c, journal.Filter{Community: c.ID})
	if err != nil {
		return err
	}
	return a.printMarkdown(archive.CommunityPage(p, archive.NoLinks))
}

// drawCommunity draws all about a community, a part for each thing one may want
// to know; a part with nothing in it is left out.
func (a *app) drawCommunity(d communityDetails) string {
	style, width := a.console.Style(), a.readingWidth()
	var b strings.Builder
	b.WriteString(style.Bold(text.Line(d.Name)) + "\n")
	if d.About != "" {
		b.WriteString(text.Block(text.Visible(d.About), width, "") + "\n")
	}
	for _, f := range d.Facts() {
		if f.Name != "about" {
			name, words := fact(f.Name, f.Words, 8, width)
			b.WriteString(style.Dim(name) + words + "\n")
		}
	}
	section := func(title string, lines ...string) {
		if said := strings.Join(lines, "\n"); said != "" {
			fmt.Fprintf(&b, "\n%s\n%s\n", style.Heading(title), text.Block(said, width, "  "))
		}
	}
	section("How kith reads it", text.Visible(d.reading.Paragraph()))
	how := a.chartText()
	how.Width = max(how.Width-len("  "), 0)
	elements := []string{chart.NewTimeline(d.Community, d.observed).Text(how)}
	if notes := d.notes(); len(notes) > 0 {
		elements = append(append(elements, ""), notes...)
	}
	section("The three elements", elements...)

	// How a person takes part is what the activity edge-to-centre asks.
	var taking, rest []string
	column := 10
	for measure := range d.latest {
		if !slices.Contains(journal.Elements(), measure) {
			column = max(column, min(text.Width(text.Line(measure)), 16))
		}
	}
	participation := []string{"level", "trajectory", "reason", "wish"}
	others := text.Without(slices.Sorted(maps.Keys(d.latest)), slices.Concat(journal.Elements(), participation))
	for _, measure := range slices.Concat(participation, others) {
		o, known := d.latest[measure]
		if !known {
			continue
		}
		said := fmt.Sprintf("%s (%s)", o.Words(), journal.DateOf(o.At).Words())
		if o.Note != "" {
			said += ": " + o.Note
		}
		name, words := fact(strings.ReplaceAll(measure, "_", " "), said, column, how.Width)
		if slices.Contains(participation, measure) {
			taking = append(taking, name+words)
		} else {
			rest = append(rest, name+words)
		}
	}
	section("How you take part", taking...)
	section("What else was last said", rest...)

	var written []string
	for _, r := range d.reflections {
		written = append(written, a.reflectionLine(r))
		for _, words := range d.written(r) {
			written = append(written, "  "+words)
		}
	}
	if d.more {
		written = append(written, "There is more: kith list --all --community "+text.ShellWord(text.Line(d.Name)))
	}
	section("What you wrote", written...)
	section("To try", each(d.suggestions, func(sg journal.Suggestion) string { return "- " + text.Visible(sg.Line()) })...)
	return b.String()
}

// notes are the latest three notes on the elements, each with what it was said of.
func (d communityDetails) notes() []string {
	const most = 3
	var notes []string
	for i := 0; i < len(d.observed) && len(notes) < most; {
		at, note := d.observed[i].At, d.observed[i].Note
		var of []string
		for ; i < len(d.observed) && d.observed[i].At.Equal(at) && d.observed[i].Note == note; i++ {
			of = append(of, d.observed[i].Measure)
		}
		of = slices.DeleteFunc(journal.Elements(), func(e string) bool { return !slices.Contains(of, e) })
		if note != "" && len(of) > 0 {
			notes = append(notes, fmt.Sprintf("%s (%s): %s", text.List(of, "and"), journal.DateOf(at).Words(), text.Line(note)))
		}
	}
	return notes
}

// written is what a reflection says of the community: the beginnings of its first
// few texts, each with its prompt. The title is left out where the text begins with
// it, as that of a note does.
func (d communityDetails) written(r journal.Reflection) []string {
	const most, longest = 3, 160
	var lines []string
	for _, an := range r.Answers {
		own := an.Community != nil && an.Community.ID == d.ID || an.Community == nil && len(r.Communities) == 1
		_, observed := d.latest[an.Key] // which stands above
		if !own || observed || strings.TrimSpace(an.Value.Text) == "" || an.Kind == journal.DateKind {
			continue
		}
		words := text.Line(an.Value.Text)
		title, clipped := strings.CutSuffix(text.Line(r.Title), "...")
		if rest, begins := strings.CutPrefix(words, title); begins && clipped {
			words = "..." + rest
		} else if begins {
			words = strings.TrimSpace(rest)
		}
		if words == "" {
			continue
		}
		asked := text.Line(an.Prompt)
		if an.Private {
			asked = strings.TrimSpace(asked + " (private)")
		}
		lines = append(lines, strings.TrimSpace(asked+" "+text.Cut(words, longest)))
		if len(lines) == most {
			break
		}
	}
	return lines
}
