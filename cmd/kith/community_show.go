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
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a community: what it is, how kith reads it, what names it",
		Example: `  kith community show "Go Meetup"
  kith community show "Go Meetup" --limit 50`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.communityNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.communityShow(cmd.Context(), args[0], limit)
		},
	}
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
			b.WriteString(style.Dim(fmt.Sprintf("%-8s", f.Name)) + "  " + text.Line(f.Words) + "\n")
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
	section("The three elements", chart.NewTimeline(d.Community, d.observed).Text(how))

	// How a person takes part is what the activity edge-to-centre asks.
	var taking, rest []string
	participation := []string{"level", "trajectory", "reason", "wish"}
	others := text.Without(slices.Sorted(maps.Keys(d.latest)), slices.Concat(journal.Elements(), participation))
	for _, measure := range slices.Concat(participation, others) {
		o, said := d.latest[measure]
		if !said {
			continue
		}
		// What goes on on another line does so under its own beginning.
		name := fmt.Sprintf("%-10s  ", text.Line(strings.ReplaceAll(measure, "_", " ")))
		words := text.Block(text.Line(fmt.Sprintf("%s (%s)", o.Words(), journal.DateOf(o.At).Words())), how.Width, strings.Repeat(" ", text.Width(name)))
		line := name + strings.TrimLeft(words, " ")
		if slices.Contains(participation, measure) {
			taking = append(taking, line)
		} else {
			rest = append(rest, line)
		}
	}
	section("How you take part", taking...)
	section("What else was last said", rest...)

	var written []string
	for _, r := range d.reflections {
		written = append(written, a.reflectionLine(r))
		if words := d.written(r); words != "" {
			written = append(written, "  "+words)
		}
	}
	if d.more {
		written = append(written, "There is more: kith list --all --community "+shellWord(text.Line(d.Name)))
	}
	section("What you wrote", written...)
	section("To try", each(d.suggestions, func(sg journal.Suggestion) string { return "- " + text.Visible(sg.Line()) })...)
	return b.String()
}

// written is the beginning of what a reflection says of the community, but for
// what is private: the screen may be seen by others. The title is left out where
// the text begins with it, as that of a note does.
func (d communityDetails) written(r journal.Reflection) string {
	const most = 160
	for _, an := range r.Answers {
		own := an.Community != nil && an.Community.ID == d.ID || an.Community == nil && len(r.Communities) == 1
		if !own || an.Private || r.Private || strings.TrimSpace(an.Value.Text) == "" || an.Kind == journal.DateKind {
			continue
		}
		words := text.Line(an.Value.Text)
		title, clipped := strings.CutSuffix(text.Line(r.Title), "...")
		if rest, begins := strings.CutPrefix(words, title); begins && clipped {
			words = "..." + rest
		} else if begins {
			words = strings.TrimSpace(rest)
		}
		return text.Cut(words, most)
	}
	return ""
}
