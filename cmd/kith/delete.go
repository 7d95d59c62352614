package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
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
	d, err := a.deletion(ctx, s, refs)
	if err != nil {
		return err
	}
	sure, err := a.confirm(ctx, d.question())
	switch {
	case err != nil:
		return err
	case !sure:
		return a.say("Nothing was deleted.")
	}
	if err := s.DeleteReflections(ctx, d.ids, d.at); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(archive.List(d.gone, archive.Trashed))
	}
	return a.say("%s", d.done())
}

// deletion is what is to go into the trash.
type deletion struct {
	ids        []journal.ID
	gone       []journal.Trashed
	at         time.Time
	what, with string // in words
}

func (a *app) deletion(ctx context.Context, s *store.Store, refs []string) (deletion, error) {
	d := deletion{at: a.now()}
	for _, ref := range refs {
		r, err := s.Reflection(ctx, ref)
		if err != nil {
			return d, err
		}
		if !slices.Contains(d.ids, r.ID) {
			d.ids = append(d.ids, r.ID)
			d.gone = append(d.gone, journal.Trashed{Kind: journal.TrashedReflection, ID: r.ID, Name: r.Title, At: d.at})
		}
	}
	m, err := s.HangsOn(ctx, d.ids)
	if err != nil {
		return d, err
	}
	d.what = text.Line(d.gone[0].Name) + " (" + d.ids[0].Short() + ")"
	if len(d.gone) > 1 {
		d.what = text.Count(len(d.gone), "reflection")
	}
	if m.Observations+m.Suggestions > 0 {
		d.with = ", with what came of it: " + mentions(journal.Mentions{Observations: m.Observations, Suggestions: m.Suggestions})
	}
	return d, nil
}

func (d deletion) question() string { return fmt.Sprintf("Put %s into the trash%s?", d.what, d.with) }

func (d deletion) done() string {
	back := strings.Join(each(d.ids, func(id journal.ID) string { return "kith trash restore " + id.Short() }), "; ")
	if len(d.ids) > 3 {
		back = "kith trash list shows them"
	}
	return fmt.Sprintf("In the trash: %s%s. Back as it was: %s", d.what, d.with, back)
}
