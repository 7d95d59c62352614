package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/prompts"
	"kith/prompts/line"
	"kith/prompts/screen"
	"kith/store"
)

// ask runs a session on the face that fits the terminal, until it is at its end or
// the person leaves (prompts.ErrLeft).
func (a *app) ask(ctx context.Context, s *prompts.Session, save func(journal.Draft) error) error {
	if err := a.canAsk(); err != nil {
		return err
	}
	// Drafts have a place of their own for what is in the editor.
	editor := func() console.Editor {
		if s.Activity().ID == "" {
			return a.console.Editor("")
		}
		d, step := s.Draft(), s.Page().Step
		e := a.console.Editor(a.opened.EditorDir(d.ID, d.Place))
		e.Above = text.Above(step.Prompt + "\n\n" + step.Help)
		return e
	}
	if in, out := a.fullScreen(); in != nil && out != nil {
		// Its own, for as long as it draws: an interrupt that was meant for the
		// editor must not leave the ones after it to end kith at once.
		signals := make(chan os.Signal, 4)
		signal.Notify(signals, stopSignals()...)
		defer signal.Stop(signals)
		return screen.Run(context.WithoutCancel(ctx), s, screen.Options{
			In: in, Out: out, Save: save, Now: a.now,
			Editor:     func(text string) (*exec.Cmd, func(error) (string, error), error) { return editor().Start(text) },
			EditorName: editor().Name(), NoColor: !a.console.Colour(), Signals: signals,
			Draw: func(words string, cells int) string { return text.Drawn(prose(words, a.console.Style(), cells, "")) },
		})
	}
	o := line.Options{In: a.console.In, Out: a.console.Err, Save: save, Now: a.now, Width: a.console.Width()}
	if a.console.InTTY() {
		o.EditorName = editor().Name()
		o.Edit = func(ctx context.Context, text string) (string, error) { return editor().Edit(ctx, text) }
	}
	return line.Run(ctx, s, o)
}

// canAsk refuses where nobody may be asked.
func (a *app) canAsk() error {
	if !a.console.NoInput {
		return nil
	}
	return wrongUse("this asks questions, and --no-input says not to", "give the answers with --answers FILE; kith activity answers ACTIVITY prints one to fill in")
}

// fullScreen gives the two ends of the terminal for the full-screen face; one of
// them is nil where it cannot be used. It is drawn on standard error where standard
// output is data.
func (a *app) fullScreen() (in, out *os.File) {
	if a.console.IsPlain() || !a.console.InTTY() {
		return nil, nil
	}
	in, _ = a.console.In.(*os.File)
	switch {
	case a.console.OutTTY() && !a.json:
		out, _ = a.console.Out.(*os.File)
	case a.console.ErrTTY():
		out, _ = a.console.Err.(*os.File)
	}
	return in, out
}

// form asks the steps of a small activity made in code, with what there is already
// filled in. It gives what was said, by key, also where the person left half way
// (prompts.ErrLeft): nothing of it is kept, so the command says what becomes of it.
func (a *app) form(ctx context.Context, title string, steps []prompts.Step, filled map[string]journal.Value) (map[string]journal.Value, error) {
	for i := range steps {
		steps[i].Sitting = 1
	}
	s := prompts.Resume(prompts.Activity{Title: title, Steps: steps},
		prompts.Env{Now: a.now(), NewID: a.newID},
		journal.Draft{ID: a.newID(), Title: title, Started: a.now(), Place: steps[0].Key, Answers: filled})
	err := a.ask(ctx, s, func(journal.Draft) error { return nil })
	return s.Draft().Answers, err
}

// canFill refuses a form where nobody is there to fill it in; hint is what to
// type in its place.
func (a *app) canFill(what, hint string) error {
	if a.console.NoInput || !a.console.InTTY() {
		return wrongUse("there is no terminal to ask "+what+" on", hint)
	}
	return nil
}

// choose asks for one of some options. Its one step has no key, which tells the
// faces that it is kith's own.
func (a *app) choose(ctx context.Context, title string, options []journal.Option) (string, error) {
	said, err := a.form(ctx, "kith", []prompts.Step{{Kind: journal.ChooseOne, Prompt: title, Options: options}}, nil)
	chosen := said[""].Choices
	if errors.Is(err, prompts.ErrLeft) || (err == nil && len(chosen) == 0) {
		return "", &journal.Error{Kind: stopped, Text: "nothing was chosen, so nothing is done", Err: err}
	}
	if err != nil {
		return "", err
	}
	return chosen[0], nil
}

// confirm asks whether to go on with what is not easily undone; --yes answers it.
func (a *app) confirm(ctx context.Context, question string) (bool, error) {
	if a.yes {
		return true, nil
	}
	return a.console.Confirm(ctx, text.Line(question), "--yes")
}

// sit asks the person for one sitting of an activity, while no other kith can write
// its draft: it saves that as they type, and keeps what the sitting leaves. begin
// makes the session once the draft is held.
func (a *app) sit(ctx context.Context, st *store.Store, draft journal.ID, begin func(*store.Hold) (*prompts.Session, error)) (err error) {
	saving := context.WithoutCancel(ctx) // ctrl-c ends the asking, never the saving
	hold, err := st.HoldDraft(saving, draft, a.who())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hold.Close()) }()
	s, err := begin(hold)
	if err != nil {
		return err
	}
	var unsaved error
	save := func(d journal.Draft) error {
		unsaved = journal.Guarded(func() error {
			d.Updated = a.now()
			return st.SaveDraft(saving, d)
		})
		return unsaved
	}
	asked := journal.Guarded(func() error { return a.ask(ctx, s, save) })
	if asked == nil {
		asked = journal.Guarded(func() error { return a.keep(saving, st, s) })
	}
	if asked != nil && journal.KindOf(asked) != usage {
		_ = save(s.Draft()) // the journal may be gone since the last time; unsaved says so
	}
	if asked != nil && unsaved == nil && !errors.Is(asked, prompts.ErrLeft) && journal.KindOf(asked) != usage {
		return a.goOn(asked, s.Draft().ID)
	}
	d := s.Draft()
	switch {
	case asked != nil && unsaved != nil: // why it was left does not matter now
		return errors.Join(unsaved, a.rescue(unsaved, d))
	case !errors.Is(asked, prompts.ErrLeft):
		return asked
	case len(d.Answers) == 0:
		if err := hold.DropDraft(saving); err != nil {
			return err
		}
		return &journal.Error{Kind: stopped, Text: "you left before the first answer, so there is nothing to keep", Err: prompts.ErrLeft}
	case s.Unchanged(a.now()):
		if err := hold.DropDraft(saving); err != nil {
			return err
		}
		return &journal.Error{Kind: stopped, Text: "you left without a change, so nothing was changed", Err: prompts.ErrLeft}
	}
	return &journal.Error{
		Kind: stopped, Err: prompts.ErrLeft,
		Text: fmt.Sprintf("you left %s at step %d of about %d; what you typed is kept", s.Activity().Title, d.Step, d.Steps),
		Hint: "go on with: " + a.resuming(d.ID),
	}
}

// who is this kith, for another one that finds a draft held.
func (a *app) who() string {
	return fmt.Sprintf("process %d, since %s", os.Getpid(), a.now().Format("15:04"))
}

// resuming is what to type to go on with a draft, on the face that is in use.
func (a *app) resuming(draft journal.ID) string {
	if a.console.Plain {
		return "kith resume --plain " + draft.Short()
	}
	return "kith resume " + draft.Short()
}

// keep puts what a sitting leaves into the journal and says so.
func (a *app) keep(ctx context.Context, st *store.Store, s *prompts.Session) error {
	if s.Draft().Change != nil {
		c := s.Change(a.now())
		c.Draft = s.Draft().ID
		return a.keepChange(ctx, st, c)
	}
	o := s.Outcome(a.now())
	r, err := st.Keep(ctx, o)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(archive.Reflection(r))
	}
	var b strings.Builder
	if !o.Waiting && s.Activity().Closing != "" {
		b.WriteString(s.Activity().Closing + "\n\n")
	}
	said := 0
	for _, answer := range r.Answers {
		if answer.Kind != journal.Info { // a reading that was shown
			said++
		}
	}
	fmt.Fprintf(&b, "Kept as %s: %s, %s.\n", r.ID.Short(), r.Title, text.Count(said, "answer"))
	if o.Waiting {
		fmt.Fprintf(&b, "The next part waits for another day: %s\n", a.resuming(o.Draft.ID))
	}
	if s.Activity().Lead() != "" {
		fmt.Fprintf(&b, "Make a page of it for other people, which you see first: kith share %s\n", r.ID.Short())
	}
	fmt.Fprintf(&b, "Read it: kith show %s. Take it with you: kith export --out FOLDER", r.ID.Short())
	if !o.Waiting {
		b.WriteString("\nNot done after all? For ten minutes: kith resume --undo")
	}
	return a.say("%s", b.String())
}
