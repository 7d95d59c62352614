package main

import (
	"context"
	"errors"
	"fmt"
	"os"
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

// holding does something with a draft while no other kith can write it.
func (a *app) holding(ctx context.Context, st *store.Store, draft journal.ID, do func(*store.Hold) error) (err error) {
	hold, err := st.HoldDraft(context.WithoutCancel(ctx), draft, a.who())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hold.Close()) }()
	return do(hold)
}

// sit asks the person on the face that fits, saves the draft that is held as
// they type, and keeps what the sitting leaves.
func (a *app) sit(ctx context.Context, st *store.Store, s *prompts.Session, hold *store.Hold) error {
	saving := context.WithoutCancel(ctx) // ctrl-c ends the asking, never the saving
	var unsaved error
	save := func(d journal.Draft) error {
		d.Updated = a.now()
		unsaved = st.SaveDraft(saving, d)
		return unsaved
	}
	asked := a.ask(ctx, s, save)
	if asked == nil {
		if asked = a.keep(saving, st, s); asked != nil && unsaved == nil {
			return errors.Join(asked, a.say("What you typed is in the draft; when that is mended: kith resume %s", s.Draft().ID.Short()))
		}
	} else if errors.Is(asked, prompts.ErrLeft) && unsaved == nil {
		return errors.Join(hold.Close(), a.left(saving, st, s))
	}
	if asked != nil && unsaved != nil {
		return errors.Join(unsaved, a.rescue(s)) // why it left does not matter now
	}
	return asked
}

// ask runs the face that fits the terminal.
func (a *app) ask(ctx context.Context, s *prompts.Session, save func(journal.Draft) error) error {
	if err := a.canAsk(); err != nil {
		return err
	}
	editor := a.console.Editor("")
	if in, out, ok := a.fullScreen(); ok {
		// Its own, for as long as it draws: an interrupt that was meant for the
		// editor must not leave the ones after it to end kith at once.
		signals := make(chan os.Signal, 4)
		signal.Notify(signals, stopSignals()...)
		defer signal.Stop(signals)
		return screen.Run(context.WithoutCancel(ctx), s, screen.Options{
			In: in, Out: out, Save: save, Now: a.now, Editor: editor.Start,
			NoColor: !a.console.Colour(), Signals: signals,
		})
	}
	o := line.Options{In: a.console.In, Out: a.console.Err, Save: save, Now: a.now, Width: a.console.Width()}
	if a.console.InTTY() {
		o.Edit = editor.Edit
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

// fullScreen gives the two ends of the terminal for the full-screen face, if it
// can be used. It is drawn on standard error where standard output is data.
func (a *app) fullScreen() (in, out *os.File, ok bool) {
	if a.console.IsPlain() || !a.console.InTTY() {
		return nil, nil, false
	}
	in, _ = a.console.In.(*os.File)
	switch {
	case a.console.OutTTY() && !a.json:
		out, ok = a.console.Out.(*os.File)
	case a.console.ErrTTY():
		out, ok = a.console.Err.(*os.File)
	}
	return in, out, ok && in != nil
}

// keep puts what the sitting leaves into the journal and says so.
func (a *app) keep(ctx context.Context, st *store.Store, s *prompts.Session) error {
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
		b.WriteString(console.Wrap(s.Activity().Closing, a.console.Width(), 0) + "\n\n")
	}
	fmt.Fprintf(&b, "Kept as %s: %s, %s.\n", r.ID.Short(), r.Title, counted(len(r.Answers), "answer"))
	if o.Waiting {
		fmt.Fprintf(&b, "The next part waits for another day: kith resume\n")
	}
	fmt.Fprintf(&b, "Read it: kith show last. Take it with you: kith export --out FOLDER")
	return a.say("%s", b.String())
}

// left says where an unfinished run can be taken up again. Of one in which
// nothing was said, nothing is kept.
func (a *app) left(ctx context.Context, st *store.Store, s *prompts.Session) error {
	d := s.Draft()
	if len(d.Answers) == 0 {
		if err := st.DeleteDraft(ctx, d.ID); err != nil && journal.KindOf(err) != journal.NotFound {
			return err
		}
		return &journal.Error{Kind: stopped, Text: "you left before the first answer, so there is nothing to keep", Err: prompts.ErrLeft}
	}
	return &journal.Error{
		Kind: stopped, Err: prompts.ErrLeft,
		Text: fmt.Sprintf("you left %s at step %d of about %d; what you typed is kept", s.Activity().Title, d.Step, d.Steps),
		Hint: "go on with: kith resume " + d.ID.Short(),
	}
}

// rescue writes the answers where there is room, when the journal could not take
// them: a file in a temporary folder or at home, else the terminal.
func (a *app) rescue(s *prompts.Session) error {
	return a.rescueText("answers-*.toml", prompts.DraftAnswers(s.Activity(), s.Draft()),
		"kith reflect "+s.Activity().ID+" --answers ")
}

// rescueText keeps a text out of the journal, and says where and how to bring
// it back.
func (a *app) rescueText(pattern, s, command string) error {
	home, err := a.home()
	dirs := []string{os.TempDir(), home}
	if err != nil {
		dirs = dirs[:1]
	}
	for _, dir := range dirs {
		if name, err := writeTemp(dir, pattern, s); err == nil {
			return a.say("What you typed is in %s. When there is room again: %s%s", name, command, name)
		}
	}
	// Not through say, which would break its lines.
	_, err = fmt.Fprintf(a.console.Err, "This is what you typed. Copy it from here:\n\n%s\n", text.Visible(s))
	return err
}

// writeTemp writes a file that only the person can read, or none at all.
func writeTemp(dir, pattern, text string) (string, error) {
	f, err := os.CreateTemp(dir, "kith-"+pattern)
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// who is how another kith names this one, when it finds the draft held.
func (a *app) who() string {
	return fmt.Sprintf("process %d, since %s", os.Getpid(), a.now().Format("15:04"))
}

// choose asks one question with the faces that activities have. Its one step has
// no key, which tells them that it is kith's own.
func (a *app) choose(ctx context.Context, title string, options []journal.Option) (string, error) {
	s := prompts.New(prompts.Activity{Title: "kith", Steps: []prompts.Step{{
		Kind: journal.ChooseOne, Prompt: title, Sitting: 1, Options: options,
	}}}, prompts.Env{Now: a.now(), NewID: a.newID}, prompts.Options{})
	err := a.ask(ctx, s, func(journal.Draft) error { return nil })
	chosen := s.Draft().Answers[""].Choices
	if errors.Is(err, prompts.ErrLeft) || (err == nil && len(chosen) == 0) {
		return "", &journal.Error{Kind: stopped, Text: "nothing was chosen, so nothing is done", Err: err}
	}
	if err != nil {
		return "", err
	}
	return chosen[0], nil
}
