package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
)

func newDelete(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "delete REF...",
		Short: "Put reflections into the trash",
		Long: `Put reflections into the trash, with their earlier texts and with the observations
and suggestions that came of them. kith trash restore brings them back as they were.`,
		Example: `  kith delete last~1 --yes`,
		Args:    takes(1, -1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			return a.reflectionNames()(cmd, nil, begun)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.delete(cmd.Context(), args) },
	}
}

func (a *app) delete(ctx context.Context, refs []string) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	var ids []journal.ID
	var gone []journal.Trashed
	now := a.now()
	for _, ref := range refs {
		r, err := s.Reflection(ctx, ref)
		if err != nil {
			return err
		}
		if !slices.Contains(ids, r.ID) {
			ids = append(ids, r.ID)
			gone = append(gone, journal.Trashed{Kind: journal.TrashedReflection, ID: r.ID, Name: r.Title, At: now})
		}
	}
	m, err := s.HangsOn(ctx, ids)
	if err != nil {
		return err
	}
	what := text.Line(gone[0].Name) + " (" + ids[0].Short() + ")"
	if len(gone) > 1 {
		what = text.Count(len(gone), "reflection")
	}
	with := ""
	if m.Observations+m.Suggestions > 0 {
		with = ", with what came of it: " + mentions(journal.Mentions{Observations: m.Observations, Suggestions: m.Suggestions})
	}
	sure, err := a.confirm(ctx, fmt.Sprintf("Put %s into the trash%s?", what, with))
	switch {
	case err != nil:
		return err
	case !sure:
		return a.say("Nothing was deleted.")
	}
	if err := s.DeleteReflections(ctx, ids, now); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(archive.List(gone, archive.Trashed))
	}
	back := strings.Join(each(ids, func(id journal.ID) string { return "kith trash restore " + id.Short() }), "; ")
	if len(ids) > 3 {
		back = "kith trash list shows them"
	}
	return a.say("In the trash: %s%s. Back as it was: %s", what, with, back)
}
