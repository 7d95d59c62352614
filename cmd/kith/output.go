package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"kith/cmd/kith/internal/console"

	"kith/journal/archive"
	"kith/journal/text"
)

// say tells the person something, on standard error. What a journal holds may
// be in it: control characters are made visible.
func (a *app) say(format string, args ...any) error {
	text := text.Visible(fmt.Sprintf(format, args...))
	if a.console.ErrTTY() {
		text = console.Wrap(text, a.console.Width(), 0)
	}
	_, err := fmt.Fprintln(a.console.Err, text)
	return err
}

// print writes a line of data that is ready to be shown.
func (a *app) print(line string) error {
	_, err := fmt.Fprintln(a.console.Out, line)
	return err
}

// printJSON writes one thing, or one array of things, for other programs.
func (a *app) printJSON(v any) error { return archive.WriteJSON(a.console.Out, v) }

// when is a moment in a list: for eyes on a terminal, for programs in a pipe.
func (a *app) when(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case !a.console.OutTTY():
		return t.Format(time.RFC3339)
	}
	return friendly(t, a.now())
}

// friendly is a moment as a person would say it.
func friendly(t, now time.Time) string {
	day := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	switch days := int(day(now).Sub(day(t)).Hours() / 24); {
	case days == 0:
		return t.Format("today 15:04")
	case days == 1:
		return t.Format("yesterday 15:04")
	case days > 1 && days < 7:
		return t.Format("Monday 15:04")
	case t.Year() == now.Year():
		return t.Format("2 January")
	}
	return t.Format("2 January 2006")
}

// printText writes whole lines of data that are ready to be shown.
func (a *app) printText(text string) error {
	_, err := io.WriteString(a.console.Out, text)
	return err
}

// counted is a number with its noun: "1 mistake", "3 mistakes".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "ty"); ok {
		noun = stem + "tie" // communities, activities
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// listed joins words as a sentence does: "a, b and c".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// shellWord is a word as it may be typed after a command.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./~:@%+,=\\", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return `"` + strings.NewReplacer(`"`, `\"`, `$`, `\$`, "`", "\\`").Replace(s) + `"`
}

// each is a list with something made of each of its members; never nil.
func each[T, U any](list []T, of func(T) U) []U {
	out := make([]U, len(list))
	for i, v := range list {
		out[i] = of(v)
	}
	return out
}

// readingWidth is how wide prose is drawn: as the terminal, within reason. In a
// pipe no line is broken.
func (a *app) readingWidth() int {
	if !a.console.OutTTY() {
		return 0
	}
	return min(a.console.Width(), widest)
}

// widest is where lines of prose become hard to read.
const widest = 84

// page writes long text, through the pager on a terminal.
func (a *app) page(ctx context.Context, text string) error {
	return a.console.Page(ctx, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}
