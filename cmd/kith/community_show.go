package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newCommunityShow(a *app) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a community: what it is, how kith reads it, what names it",
		Example: `  kith community show "Go Meetup"
  kith community show "Go Meetup" --limit 50`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.completeCommunities,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.communityShow(cmd.Context(), args[0], limit)
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 10, "at most so many reflections and suggestions; 0 is all")
	return cmd
}

// portrait is everything about one community.
type portrait struct {
	seen
	observed    []journal.Observation // that stand, the newest first
	reflections []journal.Reflection  // with answers
	more        bool                  // there are more reflections
	suggestions []journal.Suggestion  // the open ones; for programs all
}

// portraitJSON is a community with what names it.
type portraitJSON struct {
	archive.CommunityJSON
	Merged      []archive.RefJSON        `json:"merged"`
	Reflections []archive.ReflectionJSON `json:"reflections"`
	Suggestions []archive.SuggestionJSON `json:"suggestions"`
}

func (a *app) communityShow(ctx context.Context, name string, limit int) error {
	if limit < 0 {
		return wrongUse(fmt.Sprintf("--limit cannot be %d", limit), "give a number, or 0 for all")
	}
	s, err := a.existing(ctx)
	if err != nil {
		return err
	}
	p, err := a.portray(ctx, s, name, limit)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(portraitJSON{
			CommunityJSON: archive.Community(p.Community, p.latest, a.now()),
			Merged:        each(p.Merged, archive.Ref),
			Reflections:   each(p.reflections, archive.ListedReflection),
			Suggestions:   each(p.suggestions, archive.Suggestion),
		})
	}
	text, err := a.drawPortrait(p)
	if err != nil {
		return err
	}
	return a.page(ctx, text)
}

func (a *app) portray(ctx context.Context, s *store.Store, name string, limit int) (p portrait, err error) {
	if p.Community, err = s.FindCommunity(ctx, name); err != nil {
		return p, err
	}
	latest, err := s.Latest(ctx, []journal.ID{p.ID})
	if err != nil {
		return p, err
	}
	p.latest = latest[p.ID]
	p.reading = journal.Read(p.Community, p.latest, a.now())
	if p.observed, err = standing(ctx, s, p.Community); err != nil {
		return p, err
	}
	f := journal.Filter{Community: p.ID}
	if limit > 0 {
		f.Limit = limit + 1
	}
	for r, err := range s.EachReflection(ctx, f) {
		if err != nil {
			return p, err
		}
		p.reflections = append(p.reflections, r)
	}
	if p.more = limit > 0 && len(p.reflections) > limit; p.more {
		p.reflections = p.reflections[:limit]
	}
	suggested := journal.SuggestionFilter{Community: p.ID, Limit: limit}
	if a.json {
		suggested.State = journal.SuggestionAll
	}
	p.suggestions, err = s.Suggestions(ctx, suggested)
	return p, err
}

// written is the beginning of what a reflection says of the community, but for
// what is private: the screen may be seen by others.
func (p portrait) written(r journal.Reflection) string {
	for _, an := range r.Answers {
		own := an.Community != nil && an.Community.ID == p.ID || an.Community == nil && len(r.Communities) == 1
		if own && !an.Private && !r.Private && strings.TrimSpace(an.Value.Text) != "" && an.Kind != journal.DateKind {
			return cut(afterTitle(text.Line(an.Value.Text), r.Title), mostWritten)
		}
	}
	return ""
}

// afterTitle is a text without the title, where it begins with that: so does a
// note.
func afterTitle(s, title string) string {
	title, cut := strings.CutSuffix(text.Line(title), "...")
	rest, begins := strings.CutPrefix(s, title)
	switch {
	case !begins:
		return s
	case cut:
		return "..." + rest
	}
	return strings.TrimSpace(rest)
}

// mostWritten is how much is shown of what a reflection says.
const mostWritten = 160
