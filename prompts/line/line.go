// Package line asks an activity one line at a time, for screen readers, dumb
// terminals and pipes: plain text out, a line in, nothing ever redrawn.
//
// It refuses to know where the lines come from, where the draft is kept, and
// which signals there are: those are the caller's, as are the words an activity
// closes with, which come after the outcome has been kept. What may be answered
// is for the session to say.
package line

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// Options are what the face is given to work with. In and Out are needed.
type Options struct {
	In  io.Reader
	Out io.Writer
	// Save keeps the draft: after every line that changes it, and every page.
	Save func(journal.Draft) error
	// Now is the clock; nil is the system's.
	Now func() time.Time
	// Width is where text is wrapped, in cells; 0 is 80.
	Width int
	// Edit opens a text in the person's editor and gives the one to go on
	// with, also where there is an error; nil where there is no editor.
	Edit func(ctx context.Context, text string) (string, error)
	// EditorName is what it is called, as in "nano"; "" where that is not known.
	EditorName string
}

// Run asks from the session's page to the end of the sitting. It is nil once
// the session is paused or finished. Where the person left, the input ended or
// ctx did, the draft has been saved and the error is prompts.ErrLeft with the
// reason; a save that failed is part of it.
func Run(ctx context.Context, s *prompts.Session, o Options) error {
	f := &face{Options: o, ctx: ctx, s: s, in: bufio.NewReader(o.In), told: map[string]bool{}}
	if f.Now == nil {
		f.Now = time.Now
	}
	if f.Width <= 0 {
		f.Width = 80
	}
	f.save()
	for s.State() == prompts.Asking {
		f.show(s.Page())
		err := f.ask(s.Page().Step)
		var command command
		switch {
		case errors.As(err, &command):
			err = f.obey(command)
		case err == nil:
			if v := f.s.Answer(); v.Half != nil { // it was said that this leaves it out
				v.Half = nil
				f.set(v)
			}
			if wrong := s.Next(); wrong != nil {
				f.complain(wrong)
			} else {
				f.save()
			}
		}
		if err != nil {
			f.save()
			return errors.Join(f.reason(err), f.unsaved)
		}
	}
	return nil
}

// face is one run.
type face struct {
	Options
	ctx     context.Context // of the run, which is what a face is
	s       *prompts.Session
	in      *bufio.Reader
	whole   bool            // show a long answer in full, and how to answer
	shown   string          // the page that was shown last
	told    map[string]bool // how to answer, which is said in full once
	unsaved error           // why the last save failed
	broken  error           // why the last write failed
}

// set keeps what was said so far.
func (f *face) set(v journal.Value) {
	f.s.Set(v)
	f.save()
}

// save hands the draft on. Where that fails the person is told, once for each
// reason, and goes on: what they typed is still here.
func (f *face) save() {
	if f.Save == nil {
		return
	}
	d := f.s.Draft()
	d.Updated = f.Now()
	err := f.Save(d)
	switch {
	case err == nil && f.unsaved != nil:
		f.say("The draft is saved again.")
	case err != nil && (f.unsaved == nil || f.unsaved.Error() != err.Error()):
		f.say("The draft could not be saved just now; you can go on, and it is tried again.")
		f.complain(err)
	}
	f.unsaved = err
}

// reason says why the run ended before its end.
func (f *face) reason(err error) error {
	switch {
	case f.ctx.Err() != nil:
		return fmt.Errorf("stopped at %s: %w", f.where(), prompts.ErrLeft)
	case errors.Is(err, io.EOF):
		return fmt.Errorf("the input ended at %s: %w", f.where(), prompts.ErrLeft)
	case errors.Is(err, prompts.ErrLeft):
		return err
	}
	return fmt.Errorf("asking stopped at %s: %w", f.where(), err)
}

// where is the page one is at, as it is named in a sentence.
func (f *face) where() string { return quoted(text.Cut(f.s.Page().Step.Prompt, 60)) }

func quoted(s string) string { return "\u201c" + s + "\u201d" }
