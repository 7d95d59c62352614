package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/store"
)

func newCommunityShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "show NAME",
		Short:             "Show a community: what it is, how kith reads it, what names it",
		Example:           `  kith community show "Go Meetup"`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.completeCommunities,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.communityShow(cmd.Context(), args[0]) },
	}
}

// portrait is everything about one community.
type portrait struct {
	seen
	reflections []journal.Reflection
	suggestions []journal.Suggestion
}

// portraitJSON is a community with what names it.
type portraitJSON struct {
	communityJSON
	Reflections []reflectionJSON `json:"reflections"`
	Suggestions []suggestionJSON `json:"suggestions"`
}

func (a *app) communityShow(ctx context.Context, name string) error {
	s, err := a.existing(ctx)
	if err != nil {
		return err
	}
	p, err := portray(ctx, s, name)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(portraitJSON{
			communityJSON: showCommunity(p.Community, p.latest, a.now()),
			Reflections:   each(p.reflections, listedReflection),
			Suggestions:   each(p.suggestions, showSuggestion),
		})
	}
	return a.page(ctx, a.drawPortrait(p))
}

func portray(ctx context.Context, s *store.Store, name string) (p portrait, err error) {
	if p.Community, err = s.FindCommunity(ctx, name); err != nil {
		return p, err
	}
	latest, err := s.Latest(ctx, []journal.ID{p.ID})
	if err != nil {
		return p, err
	}
	p.latest = latest[p.ID]
	if p.reflections, err = s.Reflections(ctx, journal.Filter{Community: p.ID, Limit: 10}); err != nil {
		return p, err
	}
	p.suggestions, err = s.Suggestions(ctx, journal.SuggestionFilter{Community: p.ID, State: journal.SuggestionAll, Limit: 10})
	return p, err
}

func (a *app) drawPortrait(p portrait) string {
	style, width := a.console.Style(), a.readingWidth()
	var b strings.Builder
	b.WriteString(style.Bold(journal.VisibleLine(p.Name)) + "\n")
	if p.About != "" {
		b.WriteString(console.Wrap(journal.Visible(p.About), width, 0) + "\n")
	}
	for _, f := range communityFacts(p.Community) {
		b.WriteString(style.Dim(journal.VisibleLine(f.name)) + "  " + journal.VisibleLine(f.value) + "\n")
	}
	section := func(title, text string) {
		if text != "" {
			fmt.Fprintf(&b, "\n%s\n%s\n", style.Heading(title), console.Wrap(text, width, 2))
		}
	}
	section("How kith reads it", journal.Visible(journal.Read(p.Community, p.latest, a.now()).Paragraph()))
	section("The three elements", a.drawElements(p.latest))
	section("What else was last said", a.drawMeasures(p.latest))
	section("Reflections", strings.Join(each(p.reflections, a.reflectionLine), "\n"))
	section("Suggestions", journal.Visible(strings.Join(each(p.suggestions, suggestionState), "\n")))
	return b.String()
}

type fact struct{ name, value string }

// communityFacts are the things said of a community that were said.
func communityFacts(c journal.Community) []fact {
	all := []fact{
		{"kinds  ", strings.Join(c.Kinds, ", ")}, {"where  ", c.Where}, {"rhythm ", c.Rhythm},
		{"started", c.Started.Words()}, {"alias  ", c.Alias}, {"tags   ", strings.Join(c.Tags, ", ")},
	}
	if !c.Archived.IsZero() {
		all = append(all, fact{"put away", c.Archived.Format("2 January 2006")})
	}
	var facts []fact
	for _, f := range all {
		if f.value != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

func suggestionState(sg journal.Suggestion) string {
	line := suggestionLine(sg)
	if sg.State != "" && sg.State != journal.SuggestionOpen {
		line += " [" + string(sg.State) + "]"
	}
	return line
}
