package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/prompts"
)

// The kinds of trouble that are the command's own, beside those of journal.
const (
	usage   journal.ErrorKind = "usage"   // wrong use of the command line
	stopped journal.ErrorKind = "stopped" // the person stopped it
)

// exitCodes is the one table from a kind of error to the exit code. No error
// knows its own number.
func exitCodes() map[journal.ErrorKind]int {
	return map[journal.ErrorKind]int{
		journal.Internal: 1,
		usage:            2,
		journal.Invalid:  3,
		journal.NotFound: 4,
		journal.Conflict: 5,
		journal.Locked:   6,
		stopped:          130,
	}
}

// wrongUse is an error in how the command was typed; hint is what to type.
func wrongUse(what, hint string) *journal.Error {
	return &journal.Error{Kind: usage, Text: what, Hint: hint}
}

// exit tells the person of an error, if there is one, and gives the exit code.
func (a *app) exit(err error) int {
	if err == nil {
		if len(a.notes) > 0 {
			_, _ = fmt.Fprintln(a.console.Err, strings.Join(a.notes, "\n")) // as say does
		}
		return 0
	}
	e := a.explain(err)
	if told := a.tell(e); told != nil {
		return exitCodes()[journal.Internal] // nothing is left to say it on
	}
	return exitCodes()[e.Kind]
}

// explain gives any error its kind, its sentence and its hint.
func (a *app) explain(err error) *journal.Error {
	var (
		own  *journal.Error
		term *console.Error
	)
	e := &journal.Error{Kind: journal.Internal, Text: err.Error(), Err: err}
	switch {
	case errors.Is(err, context.Canceled):
		return &journal.Error{Kind: stopped, Text: "stopped", Err: err}
	case errors.As(err, &own):
		e.Kind, e.Hint = own.Kind, own.Hint
	case errors.As(err, &term):
		e.Hint = term.Hint
	}
	switch {
	case errors.Is(err, console.ErrNoTerminal):
		e.Kind = usage
	case errors.Is(err, prompts.ErrLeft):
		e.Kind = stopped
	}
	return e
}

// tell prints an error on standard error: what is wrong, a line on what to do
// about it, and with --debug what it came from; with --json one object.
func (a *app) tell(e *journal.Error) error {
	if a.wantsJSON() {
		type body struct {
			Kind  string   `json:"kind"`
			Text  string   `json:"text"`
			Hint  *string  `json:"hint"`
			Cause string   `json:"cause,omitempty"`
			Notes []string `json:"notes,omitempty"`
		}
		b := body{Kind: string(e.Kind), Text: e.Text, Hint: archive.OrNull(e.Hint), Notes: a.notes}
		if a.debug {
			b.Cause = strings.Join(causes(e), "; ")
		}
		return archive.WriteJSON(a.console.Err, map[string]body{"error": b})
	}
	style, width := a.console.ErrStyle(), 0
	if a.console.ErrTTY() {
		width = a.console.Width()
	}
	const sign = "kith:"
	s := style.Alert(sign) + strings.TrimPrefix(text.Block(sign+" "+text.Visible(inLines(e)), width, ""), sign) + "\n"
	if e.Kind == stopped { // what the person wanted is nothing to raise an alarm about
		s = text.Block(text.Sentence(text.Visible(e.Text)), width, "") + "\n"
	}
	if e.Hint != "" {
		s += style.Dim(text.Block(text.Visible(e.Hint), width, "")) + "\n"
	}
	if a.debug {
		for _, cause := range causes(e) {
			s += "cause: " + text.Visible(cause) + "\n"
		}
	}
	_, err := io.WriteString(a.console.Err, s)
	return err
}

// inLines is the sentence of an error; of several mistakes each has a line of its own.
func inLines(err error) string {
	var mistakes archive.Mistakes
	if !errors.As(err, &mistakes) {
		return err.Error()
	}
	return strings.Replace(err.Error(), mistakes.Error(), strings.Join(mistakes.Lines(0), "\n"), 1)
}

// wantsJSON also holds where the flags could not be read to the end.
func (a *app) wantsJSON() bool {
	if a.json {
		return true
	}
	for _, arg := range a.sys.args {
		if arg == "--" {
			return false
		}
		if arg == "--json" {
			return true
		}
	}
	return false
}

// causes are the sentences below an error that add something to it, outermost
// first, and of errors that were joined one after another.
func causes(e *journal.Error) []string {
	var out []string
	var below func(err error, last string)
	below = func(err error, last string) {
		if err == nil {
			return
		}
		if said := err.Error(); said != last {
			out = append(out, fmt.Sprintf("%s (%T)", said, err))
			last = said
		}
		if joined, is := err.(interface{ Unwrap() []error }); is {
			for _, err := range joined.Unwrap() {
				below(err, last)
			}
			return
		}
		below(errors.Unwrap(err), last)
	}
	below(e.Err, e.Text)
	return out
}
