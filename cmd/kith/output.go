package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/markup"
	"kith/journal/text"
	"kith/store"
)

// say tells the person something, on standard error. What a journal holds may
// be in it: control characters are made visible. With --json it waits for the end:
// beside an error it stands in its object. That nobody can be told is no error: what
// was kept is kept, and to call that a failure would have it kept twice.
func (a *app) say(format string, args ...any) error {
	said := text.Visible(fmt.Sprintf(format, args...))
	a.said = said
	if a.json {
		a.notes = append(a.notes, said)
		return nil
	}
	if a.console.ErrTTY() {
		said = text.Block(said, a.console.Width(), "")
	}
	_, _ = fmt.Fprintln(a.console.Err, said)
	return nil
}

// progress begins to tell how far an export or the like has come. What there is to do
// is counted only where somebody looks.
func (a *app) progress(ctx context.Context, count func(*store.Store, context.Context) (int, error)) (*console.Progress, error) {
	total := 0
	if a.console.ErrTTY() {
		var err error
		if total, err = query(ctx, a, count); err != nil {
			return nil, err
		}
	}
	return a.console.Progress("Writing", total, a.now), nil
}

// print writes whole lines of data that are ready to be shown.
func (a *app) print(lines string) error {
	_, err := io.WriteString(a.console.Out, a.drawn(lines))
	return err
}

// printMarkdown prints a page as it would be written into a file. On a terminal, where
// alone control characters would act, they are made visible.
func (a *app) printMarkdown(page []byte) error {
	if a.console.OutTTY() {
		page = []byte(text.Visible(string(page)))
	}
	return a.print(string(page))
}

// drawn is the gate of the terminal: whatever was kept, only kith's own colours act
// on it. What goes into a pipe is data, and stays as it is.
func (a *app) drawn(lines string) string {
	if !a.console.OutTTY() {
		return lines
	}
	return text.Drawn(lines)
}

// page is print for long text: through the pager on a terminal.
func (a *app) page(ctx context.Context, lines string) error {
	return a.console.Page(ctx, func(w io.Writer) error {
		_, err := io.WriteString(w, a.drawn(lines))
		return err
	})
}

// printJSON writes one thing, or one array of things, for other programs.
func (a *app) printJSON(v any) error { return archive.WriteJSON(a.console.Out, v) }

// printRows writes a table of things, a row for each.
func printRows[T any](t *console.Table, things []T, row func(T) []string) error {
	for _, thing := range things {
		if err := t.Row(row(thing)...); err != nil {
			return err
		}
	}
	return t.Flush()
}

// listCount is how many things a list has shown, and whether there are more.
type listCount struct {
	n    int
	more bool
}

// upTo passes on at most so many things, all for 0, and counts them. No things at
// all (nil) are none.
func upTo[T any](limit int, things iter.Seq2[T, error], count *listCount) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if things == nil {
			return
		}
		for thing, err := range things {
			if count.more = err == nil && limit > 0 && count.n == limit; count.more {
				return
			}
			if count.n++; !yield(thing, err) {
				return
			}
		}
	}
}

// checkLimit refuses a --limit below 0.
func checkLimit(limit int) error {
	if limit < 0 {
		return wrongUse(fmt.Sprintf("--limit cannot be %d", limit), "give a number, or 0 for all")
	}
	return nil
}

// when is a moment in a table: for people on a terminal, where it stays on one
// line, for programs in a pipe.
func (a *app) when(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case !a.console.OutTTY():
		return t.Format(time.RFC3339)
	}
	return unbroken(journal.Moment(t, a.now()))
}

// unbroken keeps a cell on one line.
func unbroken(cell string) string { return strings.ReplaceAll(cell, " ", "\u00a0") }

// narrow reports a terminal on which a table has room for little beside its words.
func (a *app) narrow() bool { return a.console.OutTTY() && a.console.Width() < 76 }

// shellArgument is a text as it may be typed after a command. One that begins with
// a dash would be a flag: it has a space before it, which kith passes over in a name.
func shellArgument(s string) string {
	if strings.HasPrefix(s, "-") {
		s = " " + s
	}
	return text.ShellWord(s)
}

// each is a list with something made of each of its members.
func each[T, U any](list []T, of func(T) U) []U {
	out := make([]U, len(list))
	for i, v := range list {
		out[i] = of(v)
	}
	return out
}

// fact is the name of something that is known, in a column so wide, and the words for
// it: what goes on on another line does so under its own beginning.
func fact(name, words string, column, width int) (string, string) {
	name = fmt.Sprintf("%-*s  ", column, text.Line(name))
	return name, strings.TrimLeft(text.Block(text.Line(words), width, strings.Repeat(" ", text.Width(name))), " ")
}

// reading is how a page is drawn that people read from its beginning to its end: with
// which style, and how wide. With --plain no line is broken either, for what reads
// aloud reads line by line.
func (a *app) reading() (style console.Style, width int) {
	if a.console.IsPlain() {
		return console.Style{}, 0
	}
	return a.console.Style(), a.readingWidth()
}

// prose is what somebody typed as Markdown, drawn as what it means. Where there is
// nothing to draw with, it stays as it was typed.
func prose(words string, style console.Style, width int, margin string) string {
	if !style.Draws() || width <= 0 {
		return text.Block(text.Visible(words), width, margin)
	}
	pen := markup.Pen{Heading: style.Heading, Bold: style.Bold, Italic: style.Italic, Code: style.Code, Link: style.Link, Dim: style.Dim}
	lines := strings.Split(markup.Terminal(words, width-text.Width(margin), pen), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(margin+line, " ")
	}
	return strings.Join(lines, "\n")
}

// readingWidth is how wide prose is drawn: as the terminal, up to where lines
// become hard to read. In a pipe no line is broken.
func (a *app) readingWidth() int {
	if !a.console.OutTTY() {
		return 0
	}
	return min(a.console.Width(), 84)
}
