package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
	"kith/store"
)

func newResume(a *app) *cobra.Command {
	var undo bool
	var from string
	cmd := &cobra.Command{
		Use:   "resume [DRAFT]",
		Short: "Go on with an activity you have begun",
		Long: `Go on with a draft, at the step where you left it. With several drafts and no
name you choose one.

For ten minutes after you have finished, --undo opens it again as it was. What it
wrote into the journal comes out again until you finish anew.

What the journal could not take, as on a full disk, kith writes to a file. --from
makes it a draft again, and removes the file.`,
		Example: `  kith resume
  kith resume --undo
  kith resume --from /tmp/kith-answers-4kx0v2ab.toml`,
		Args:              takes(0, 1),
		ValidArgsFunction: a.draftNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case undo && len(args) > 0:
				return wrongUse("--undo opens what was finished last, and takes no draft", "type: kith resume --undo")
			case from != "" && (undo || len(args) > 0):
				return wrongUse("--from goes on with what is in a file, and takes no draft and no --undo", "type: kith resume --from "+text.ShellWord(from))
			case from != "":
				return a.resumeFrom(cmd.Context(), from)
			case undo:
				return a.resumeUndone(cmd.Context())
			case len(args) == 1:
				return a.resume(cmd.Context(), args[0])
			}
			return a.resumeOne(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&undo, "undo", false, "open again what was finished in the last ten minutes")
	cmd.Flags().StringVar(&from, "from", "", "go on with what kith rescued into a `FILE`")
	return cmd
}

// resumeUndone opens again what was finished last, and says what that took out of
// the journal and what it did not.
func (a *app) resumeUndone(ctx context.Context) error {
	if err := a.canAsk(); err != nil {
		return err
	}
	st, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	back, err := st.Reopen(ctx, a.now())
	if err != nil {
		return err
	}
	nameOf := func(c journal.Community) string { return text.Line(c.Name) }
	words := []string{"What you finished last is open again."}
	taken := []string{"its reflection"}
	if back.Draft.Waiting() {
		words = append(words, "Its reflection was begun in an earlier part, and stays in your journal as it is until you finish anew.")
		taken = nil
	}
	if back.Suggestions > 0 {
		taken = append(taken, text.Count(back.Suggestions, "suggestion"))
	}
	if back.Due > 0 {
		taken = append(taken, "what came of "+text.Count(back.Due, "suggestion"))
	}
	if len(back.Communities) > 0 {
		taken = append(taken, text.List(each(back.Communities, nameOf), "and"))
	}
	if len(taken) > 0 {
		words = append(words, "Until you finish anew, this is out of your journal: "+text.List(taken, "and")+".")
	}
	if len(back.Stay) > 0 {
		words = append(words, "These are named elsewhere or were changed since, and stay: "+text.List(each(back.Stay, nameOf), "and")+".")
	}
	for _, v := range back.Draft.Answers {
		if slices.ContainsFunc(v.Communities, func(c journal.Community) bool {
			isNew := func(n journal.Community) bool { return n.ID == c.ID }
			return len(c.Kinds)+len(c.Tags)+len(c.About) > 0 && !slices.ContainsFunc(slices.Concat(back.Communities, back.Stay), isNew)
		}) {
			words = append(words, "What it added to communities that you had before stays with them.")
			break
		}
	}
	if err := a.say("%s", strings.Join(words, " ")); err != nil {
		return err
	}
	return a.resume(ctx, string(back.Draft.ID))
}

// resumeOne goes on with the only draft, or the one picked; where nobody can
// pick, with the latest.
func (a *app) resumeOne(ctx context.Context) error {
	drafts, err := query(ctx, a, a.drafts)
	switch {
	case err != nil:
		return err
	case len(drafts) == 0:
		return journal.Errorf(journal.NotFound, "there is no draft to go on with").WithHint("begin an activity: kith reflect 5.3")
	case len(drafts) == 1 || !a.console.InTTY():
		return a.resume(ctx, string(drafts[0].ID))
	}
	id, err := a.choose(ctx, "Which one will you go on with?", each(drafts, func(d journal.Draft) journal.Option {
		return journal.Option{Value: string(d.ID), Label: a.draftLine(d)}
	}))
	if err != nil {
		return err
	}
	return a.resume(ctx, id)
}

// resume goes on with the draft that a part of its id names.
func (a *app) resume(ctx context.Context, ref string) error {
	st, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	d, err := st.Draft(ctx, ref)
	if err != nil {
		return err
	}
	switch {
	case d.Damaged:
		return journal.Errorf(journal.Internal, "the draft %s is damaged, and cannot be read", d.ID.Short()).
			WithHint("it stays as it is, or goes into the trash with: kith draft delete %s", d.ID.Short())
	case d.Note != nil:
		return a.writeNote(ctx, st, d)
	case d.Typed():
		return a.writeChange(ctx, st, d)
	}
	if in, _ := a.fullScreen(); in == nil {
		if d, err = a.counted(ctx, st, d); err != nil {
			return err
		}
		if err := a.say("%s, %s.", text.Line(d.Title), progress(d)); err != nil {
			return err
		}
	}
	return a.sit(ctx, st, d.ID, func(hold *store.Hold) (*prompts.Session, error) {
		// Until it was held another kith may have been writing it.
		d, err := st.Draft(ctx, string(d.ID))
		if err != nil {
			return nil, err
		}
		if d, err = a.takeEdited(ctx, hold, d); err != nil {
			return nil, err
		}
		if d.Change != nil {
			if d, err = a.changedSince(ctx, st, d); err != nil {
				return nil, err
			}
		}
		if d.Waiting() {
			if d, err = refreshed(ctx, st, d); err != nil {
				return nil, err
			}
		}
		activity, err := prompts.ParseDraft(d)
		if err != nil {
			return nil, err
		}
		env, err := a.promptsEnv(ctx, st, activity)
		return prompts.Resume(activity, env, d), err
	})
}

// refreshed is a draft that waits, with what was changed since of what its earlier
// sittings left; as it is where that is in the trash.
func refreshed(ctx context.Context, st *store.Store, d journal.Draft) (journal.Draft, error) {
	r, err := st.Reflection(ctx, string(d.Reflection))
	if journal.KindOf(err) == journal.NotFound {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	before, err := st.Revisions(ctx, r.ID)
	return prompts.Refresh(d, r, before), err
}

// changedSince is a change of a reflection, with what another kith has changed of that
// since it was begun, and says so: what both have changed is as it is in the draft.
func (a *app) changedSince(ctx context.Context, st *store.Store, d journal.Draft) (journal.Draft, error) {
	is, err := st.Reflection(ctx, string(d.Change.ID))
	if err != nil || is.Equal(*d.Change) {
		return d, err
	}
	d = prompts.Refresh(d, is, []journal.Revision{{Reflection: *d.Change}})
	d.Change = &is
	return d, a.say("The reflection was changed since you began. What you had not changed is taken over; see it: kith history %s --diff", is.ID.Short())
}

// takeEdited takes back what an editor left that was not waited for, and says so.
func (a *app) takeEdited(ctx context.Context, hold *store.Hold, d journal.Draft) (journal.Draft, error) {
	d, more, err := hold.TakeEdited(ctx, d)
	for _, file := range more {
		err = errors.Join(err, a.say("Your editor may have more of what you typed than it had saved: vim -r %s", file))
	}
	return d, err
}

// drafts are all of them, the latest first, with their steps counted as things stand.
func (a *app) drafts(st *store.Store, ctx context.Context) ([]journal.Draft, error) {
	all, err := st.Drafts(ctx)
	for i, d := range all {
		if all[i], err = a.counted(ctx, st, d); err != nil {
			return nil, err
		}
	}
	return all, err
}

// counted is a draft with its steps counted as its session counts them. Of one that
// waits for another day that is not what it was: pages to read have come since, and
// suggestions are due.
func (a *app) counted(ctx context.Context, st *store.Store, d journal.Draft) (journal.Draft, error) {
	if !d.Waiting() || d.Damaged {
		return d, nil
	}
	activity, err := prompts.ParseDraft(d)
	if err != nil {
		return d, nil // to be said when it is gone on with
	}
	env, err := a.promptsEnv(ctx, st, activity)
	if err != nil {
		return d, err
	}
	now := prompts.Resume(activity, env, d).Draft()
	d.Step, d.Steps = now.Step, now.Steps
	return d, nil
}

// draftLine says in one line what a draft is and how far it has got.
func (a *app) draftLine(d journal.Draft) string {
	return fmt.Sprintf("%s, %s, %s", text.Line(d.Title), progress(d), journal.Moment(d.Updated, a.now()))
}

// progress is how far a draft has got, in words.
func progress(d journal.Draft) string {
	switch {
	case d.Damaged:
		return "damaged, and cannot be read"
	case d.Note != nil:
		return "in your editor"
	case d.Typed():
		return "a change of it, in your editor"
	}
	said := fmt.Sprintf("step %d of about %d", d.Step, d.Steps)
	if d.Waiting() {
		said = fmt.Sprintf("part %d, %s", d.Sitting, said)
	}
	if d.Edited {
		said += ", with words in your editor"
	}
	return said
}
