package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/prompts"
	"kith/store"
)

type editOptions struct {
	guided bool
	revert int
	from   string
}

func newEdit(a *app) *cobra.Command {
	var opts editOptions
	cmd := &cobra.Command{
		Use:   "edit [REF]",
		Short: "Change a reflection, the latest unless you name another",
		Long: `Change a reflection in your editor: its answers, what is private, its title, date,
tags and communities. The headings stay as they are: by them kith knows which
answer is which. Where something cannot be read the editor opens again, with the
text as you left it and the reason on top. A text left as it was changes nothing.

With --guided you change it step by step, as you wrote it. What it said before
stays in kith history, and --revert goes back to one of those texts; what it
suggested stays as it is by now. A text given with --from that was taken before the
reflection was last changed is refused.`,
		Example: `  kith edit
  kith edit last~1 --guided
  kith edit last --revert 1
  kith show last --markdown | sed s/Tuesday/Thursday/ | kith edit last --from -`,
		Args:              takes(0, 1),
		ValidArgsFunction: a.reflectionNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			one := 0
			for _, flag := range []string{"guided", "revert", "from"} {
				if cmd.Flags().Changed(flag) {
					one++
				}
			}
			if one > 1 {
				return wrongUse("--guided, --revert and --from each change a reflection in a way of their own", "give one of them")
			}
			return a.edit(cmd.Context(), append(args, "last")[0], opts, cmd.Flags().Changed("revert"))
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.guided, "guided", false, "step by step, without an editor")
	flags.IntVar(&opts.revert, "revert", 0, "go back to the earlier text of this `NUMBER`; see: kith history")
	flags.StringVar(&opts.from, "from", "", "take the changed text from a `FILE`, or - for standard input")
	return cmd
}

func (a *app) edit(ctx context.Context, ref string, opts editOptions, revert bool) error {
	switch {
	case opts.guided:
		if err := a.canAsk(); err != nil {
			return err
		}
	case !revert && opts.from == "":
		if err := a.canEdit(ref); err != nil {
			return err
		}
	}
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	r, err := s.Reflection(ctx, ref)
	if err != nil {
		return err
	}
	r.Source = a.source(r.Activity)
	switch {
	case revert:
		return a.revert(ctx, s, r, opts.revert)
	case opts.from != "":
		return a.editFrom(ctx, s, r, opts.from)
	case opts.guided:
		return a.editGuided(ctx, s, r)
	}
	draft := journal.Draft{
		ID: a.newID(), Title: r.Title, Change: &r, Started: a.now(), Updated: a.now(), Sitting: 1,
		Answers: map[string]journal.Value{journal.NoteKey: journal.TextValue(a.editable(r))},
	}
	if begun, err := a.begunChange(ctx, s, r.ID, func(d journal.Draft) bool { return d.Typed() }); err != nil {
		return err
	} else if begun.ID != "" {
		draft = begun
		if err := a.say("%s", a.goesOn(draft)); err != nil {
			return err
		}
	}
	return a.writeChange(ctx, s, draft)
}

// canEdit refuses to open an editor, or the screens, where nobody sits at them.
func (a *app) canEdit(ref string) error {
	if a.console.NoInput || !a.console.InTTY() {
		return wrongUse("there is no terminal to change a reflection on", "give the changed text from a file or a pipe: kith edit "+shellArgument(ref)+" --from -")
	}
	return nil
}

// editable is a reflection as it is edited: the text that export would write.
func (a *app) editable(r journal.Reflection) string {
	r.Source = a.source(r.Activity)
	return string(archive.Markdown().File(r).Text)
}

// begunChange is the draft of a change of a reflection that was left, zero for none.
// One that another kith has open is that kith's.
func (a *app) begunChange(ctx context.Context, s *store.Store, of journal.ID, fits func(journal.Draft) bool) (journal.Draft, error) {
	drafts, err := s.Drafts(ctx)
	if err != nil {
		return journal.Draft{}, err
	}
	for _, d := range drafts {
		if d.Change == nil || d.Change.ID != of || !fits(d) {
			continue
		}
		hold, err := s.HoldDraft(ctx, d.ID, a.who())
		if journal.KindOf(err) == journal.Locked {
			continue
		}
		if err == nil {
			err = hold.Close()
		}
		return d, err
	}
	return journal.Draft{}, nil
}

// goesOn says that a change is gone on with which was left, and how to begin another.
func (a *app) goesOn(d journal.Draft) string {
	return fmt.Sprintf("This goes on with the change that you left %s. To start afresh: kith draft delete %s", journal.Moment(d.Updated, a.now()), d.ID.Short())
}

// known is what reading a changed reflection may ask of the journal and the library.
func (a *app) known(ctx context.Context, s *store.Store, activity prompts.Activity) (archive.Known, error) {
	communities, err := allCommunities(ctx, s)
	now := a.now()
	return archive.Known{
		Now: now,
		Community: func(name string) (journal.CommunityRef, bool) {
			c, ok := prompts.CommunityNamed(communities, name)
			return c.Ref(), ok
		},
		Options: activity.Options,
		Check: func(answer journal.Answer) error {
			step, ok := activity.Asked(answer)
			if !ok || answer.Kind == journal.Info {
				return nil
			}
			return step.Takes(answer.Value, now)
		},
	}, err
}

// activityOf is the activity of a reflection as the library has it, and none where it
// has it no more.
func (a *app) activityOf(r journal.Reflection) (activity prompts.Activity, found bool) {
	if r.Activity == "" {
		return activity, false
	}
	lib, err := a.library()
	if err != nil {
		return activity, false
	}
	activity, err = lib.Find(r.Activity)
	if err != nil || activity.ID != r.Activity {
		return prompts.Activity{}, false
	}
	return activity, true
}

// readChange reads a text as a change of a reflection.
func (a *app) readChange(ctx context.Context, s *store.Store, was journal.Reflection, words string) (journal.Change, error) {
	activity, _ := a.activityOf(was)
	known, err := a.known(ctx, s, activity)
	if err != nil {
		return journal.Change{}, err
	}
	after, err := archive.ReadMarkdown(words).Onto(was, known)
	if err != nil {
		return journal.Change{}, err
	}
	after.Updated = a.now()
	return activity.Changed(was, after, a.newID), nil
}

// editFrom takes a changed reflection from a file or a pipe.
func (a *app) editFrom(ctx context.Context, s *store.Store, r journal.Reflection, name string) error {
	src, err := a.readFile(ctx, "the changed text", name)
	if err != nil {
		return err
	}
	if strings.TrimSpace(string(src)) == "" {
		return journal.Errorf(journal.Invalid, "the changed text is empty, so nothing is changed").
			WithHint("to be rid of a reflection: kith delete %s", r.ID.Short())
	}
	words, stale := string(src), archive.ReadMarkdown(string(src)).Stale(r)
	if stale {
		words = archive.Undated(words)
	}
	c, err := a.readChange(ctx, s, r, words)
	if stale && (err != nil || !c.After.Equal(c.Before)) {
		return journal.Errorf(journal.Conflict, "the reflection %s was changed since this text was taken from it, and the text would undo that", r.ID.Short()).
			WithHint("see what was changed: kith history %[1]s --diff\ntake the text anew: kith show %[1]s --markdown\nto have your text all the same, take its line \"updated:\" away", r.ID.Short())
	}
	if err != nil {
		return err
	}
	return a.keepChange(context.WithoutCancel(ctx), s, c)
}

// revert makes of a reflection what it was, which is a change like any other. But what it
// then suggested, and said of communities, is changed where those are by now.
func (a *app) revert(ctx context.Context, s *store.Store, r journal.Reflection, number int) error {
	before, err := a.revision(ctx, s, r, number)
	if err != nil {
		return err
	}
	after := before.Reflection
	after.Updated = a.now()
	activity, _ := a.activityOf(r)
	c := activity.Changed(r, after, a.newID)
	c.After, c.Communities, c.Suggestions = after, nil, nil
	return a.keepChange(context.WithoutCancel(ctx), s, c)
}

// keepChange keeps a change and says so. With it the draft is over that it was written in.
func (a *app) keepChange(ctx context.Context, s *store.Store, c journal.Change) error {
	kept, err := s.Change(ctx, c)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.Reflection(kept))
	case c.After.Equal(c.Before):
		return a.say("Nothing was changed.")
	}
	said := text.Sentence("changed: " + kept.Title)
	for _, one := range c.Communities {
		if !one.Created.IsZero() { // which may be a name that was mistyped
			said += " " + text.Sentence("new among your communities: "+one.Name)
		}
	}
	return a.say("%s What it said before: kith history %s --diff", said, kept.ID.Short())
}

// writeChange has a change written in the editor. Meanwhile it is a draft, so that when
// kith is gone before the editor is, kith resume goes on with it.
func (a *app) writeChange(ctx context.Context, s *store.Store, d journal.Draft) (err error) {
	if err := a.canEdit(d.Change.ID.Short()); err != nil {
		return err
	}
	saving := context.WithoutCancel(ctx) // ctrl-c is the editor's
	hold, err := s.HoldDraft(saving, d.ID, a.who())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hold.Close()) }()
	if d, err = a.takeEdited(saving, hold, d); err != nil {
		return err
	}
	if err := s.SaveDraft(saving, d); err != nil {
		return err
	}
	editor := a.console.Editor(s.EditorDir(d.ID, journal.NoteKey))
	if editor.Name() != "" {
		if err := a.say("%s opens. Save what you change there and close it, and it is kept.", editor.Name()); err != nil {
			return err
		}
	}
	goOn := func(why error) error { return a.goOn(why, d.ID) }
	var mistakes archive.Mistakes
	reason := error(nil) // why the editor opens again
	if left := d.Answers[journal.NoteKey].Text; left != a.editable(*d.Change) {
		reason = journal.Guarded(func() error { _, err := a.readChange(saving, s, *d.Change, left); return err })
		if !errors.As(reason, &mistakes) {
			reason = nil // it is seen when it is closed
		}
		editor.Above = above(mistakes, a.goesOn(d), "To be rid of it you can also empty the text and close it.", "")
	}
	for {
		before := d.Answers[journal.NoteKey].Text
		words, failed := editor.Edit(saving, before)
		if failed != nil && words == before {
			as, err := s.Draft(saving, string(d.ID))
			if err != nil || as.Edited || before != a.editable(*d.Change) {
				return errors.Join(err, goOn(failed))
			}
			return errors.Join(failed, hold.DropDraft(saving))
		}
		if failed != nil { // the text came all the same
			if err := a.say("%s", failed); err != nil {
				return err
			}
		}
		if strings.TrimSpace(words) == "" {
			return errors.Join(a.say("The text is empty, so nothing was changed. To be rid of a reflection: kith delete %s", d.Change.ID.Short()), hold.DropDraft(saving))
		}
		if reason != nil && words == before {
			return goOn(reason)
		}
		d.Answers, d.Updated = map[string]journal.Value{journal.NoteKey: journal.TextValue(words)}, a.now()
		if err := s.SaveDraft(saving, d); err != nil {
			return errors.Join(err, a.rescue(err, d))
		}
		reason = journal.Guarded(func() error {
			c, err := a.readChange(saving, s, *d.Change, words)
			if err != nil {
				return err
			}
			c.Draft = d.ID
			return a.keepChange(saving, s, c)
		})
		switch kind := journal.KindOf(reason); {
		case reason == nil:
			return nil
		case errors.As(reason, &mistakes):
			editor.Above = above(mistakes)
		case kind == journal.Conflict:
			if editor.Above, err = a.takeOver(saving, s, &d); err != nil {
				return err
			}
		case kind == journal.NotFound: // it was deleted meanwhile, or a backup was restored that does not have it
			return errors.Join(reason, a.say("What you typed is kept. To go on with it when the reflection is back, or to copy it from there: kith resume %[1]s. "+
				"Keep what you copied with kith note, and be rid of the rest: kith draft delete %[1]s", d.ID.Short()))
		default:
			return goOn(reason)
		}
		if ctx.Err() != nil { // somebody wants it to end
			return goOn(reason)
		}
		if err := a.say("%s The editor opens again, with the reason on top.", text.Sentence(inLines(reason))); err != nil {
			return err
		}
	}
}

// above is what stands above a text when it is opened again: what is to be said of it,
// and its mistakes, each with its line in the editor. Not every editor breaks a line.
func above(mistakes archive.Mistakes, said ...string) string {
	for more := 0; ; { // lines, with the first, the last and an empty one
		lines := text.Wrap(strings.Join(slices.Concat(said, mistakes.Lines(more)), "\n"), 78)
		if len(lines)+3 == more {
			return text.Reason(lines)
		}
		more = len(lines) + 3
	}
}

// goOn is why a draft is not finished, with how to go on with it.
func (a *app) goOn(why error, draft journal.ID) error {
	e := a.explain(why)
	kept := "what you typed is kept; go on with it: " + a.resuming(draft)
	if e.Hint != "" {
		kept = e.Hint + "\n" + kept
	}
	e.Hint = kept
	return e
}

// takeOver has a change go on from what another kith has made of the reflection
// meanwhile, and says what that was, as lines to stand above it.
func (a *app) takeOver(ctx context.Context, s *store.Store, d *journal.Draft) (above string, err error) {
	is, err := s.Reflection(ctx, string(d.Change.ID))
	if err != nil {
		return "", err
	}
	lines := append(text.Wrap("Another kith has changed this reflection while you wrote. This is what it changed. "+
		"Change your text below and save it, and it is kept over that, which stays in kith history; "+
		"closed as it is, it waits as a draft.\n", 78), changedLines(*d.Change, is)...)
	d.Change = &is
	d.Answers[journal.NoteKey] = journal.TextValue(archive.Undated(d.Answers[journal.NoteKey].Text)) // of neither, from now on
	return text.Reason(lines), s.SaveDraft(ctx, *d)
}
