package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
)

func newDraft(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "draft",
		Short: "Activities you have begun and not finished",
	}, reads(a, newDraftList(a)), newDraftDelete(a))
}

func newDraftList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the drafts, the latest first",
		Example: `  kith draft list`,
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.draftList(cmd.Context()) },
	}
}

func (a *app) draftList(ctx context.Context) error {
	drafts, err := query(ctx, a, a.drafts)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.List(drafts, archive.Draft))
	case len(drafts) == 0:
		return a.say("There are no drafts. Begin an activity: kith reflect 5.3")
	}
	return printRows(a.console.Table("id", "activity", "where", "last typed").Words("activity"), drafts, func(d journal.Draft) []string {
		return []string{d.ID.Short(), d.Title, progress(d), a.when(d.Updated)}
	})
}

func newDraftDelete(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "delete DRAFT",
		Short:             "Put a draft into the trash",
		Long:              "Put a draft into the trash, with what was typed in it. A draft of a later part leaves\nthe reflection of the earlier ones in the journal.",
		Example:           `  kith draft delete 4f9k2m7q --yes`,
		Args:              takes(1, 1),
		ValidArgsFunction: a.draftNames(),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.draftDelete(cmd.Context(), args[0]) },
	}
}

func (a *app) draftDelete(ctx context.Context, ref string) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	d, err := s.Draft(ctx, ref)
	if err != nil {
		return err
	}
	sure, err := a.confirm(ctx, fmt.Sprintf("Put the draft of %s (%s) into the trash?", text.Line(d.Title), progress(d)))
	if err != nil {
		return err
	}
	if !sure {
		return a.say("The draft stays. Go on with: kith resume %s", d.ID.Short())
	}
	now := a.now()
	if err := s.DeleteDraft(ctx, d.ID, now); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(archive.Trashed(journal.Trashed{Kind: journal.TrashedDraft, ID: d.ID, Name: d.Title, At: now}))
	}
	return a.say("The draft of %s is in the trash. Back as it was: kith trash restore %s", text.Line(d.Title), d.ID.Short())
}
