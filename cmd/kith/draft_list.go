package main

import (
	"context"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/store"
)

func newDraftList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "The drafts, the latest first",
		Example: `  kith draft list`,
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.draftList(cmd.Context()) },
	}
}

func (a *app) draftList(ctx context.Context) error {
	drafts, err := gather(ctx, a, func(s *store.Store) ([]journal.Draft, error) { return s.Drafts(ctx) })
	if err != nil {
		return err
	}
	if a.json {
		out := []draftJSON{}
		for _, d := range drafts {
			out = append(out, showDraft(d))
		}
		return a.printJSON(out)
	}
	if len(drafts) == 0 {
		return a.say("There are no drafts. Begin an activity: kith reflect 5.3")
	}
	t := a.console.Table("id", "activity", "where", "last typed")
	for _, d := range drafts {
		if err := t.Row(d.ID.Short(), d.Title, progress(d), a.when(d.Updated)); err != nil {
			return err
		}
	}
	return t.Flush()
}

// draftJSON is a draft as docs/json.md has it. The answers are not in it: they
// may be half typed.
type draftJSON struct {
	ID         journal.ID `json:"id"`
	Activity   string     `json:"activity"`
	Title      string     `json:"title"`
	Started    *string    `json:"started"`
	Updated    *string    `json:"updated"`
	Minutes    int        `json:"minutes"`
	Step       int        `json:"step"`
	Steps      int        `json:"steps"`
	Sitting    int        `json:"sitting"`
	Reflection *string    `json:"reflection"`
	Tags       []string   `json:"tags"`
}

func showDraft(d journal.Draft) draftJSON {
	return draftJSON{
		ID: d.ID, Activity: d.Activity, Title: d.Title,
		Started: timeOrNull(d.Started), Updated: timeOrNull(d.Updated),
		Minutes: int(d.Spent.Minutes()), Step: d.Step, Steps: d.Steps, Sitting: d.Sitting,
		Reflection: orNull(string(d.Reflection)), Tags: orEmpty(d.Tags),
	}
}
