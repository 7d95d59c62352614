package line

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// Nobody is taken to be thinking for longer than this over one line, or writing
// for longer than this in the editor: it is time spent that is counted.
const (
	longestThought = 5 * time.Minute
	longestEdit    = time.Hour
)

// terminalLine is the most that a Linux terminal hands on of one line, in bytes.
// What is pasted beyond that it drops without a word.
const terminalLine = 4096

// command is what was typed with a / before it, where an answer was asked.
type command struct {
	word string
	n    int // of go, read and remove
}

// Error is the command as it was typed.
func (c command) Error() string { return "/" + c.word }

// read takes a line that is an answer, or a command as an error. Help is given
// on the spot.
func (f *face) read() (string, error) {
	for {
		s, err := f.line()
		if err != nil {
			return "", err
		}
		if strings.HasPrefix(s, "//") {
			return s[1:], nil
		}
		c, is := parseCommand(s)
		switch {
		case !is:
			return s, nil
		case c.word == "help":
			f.help()
		case slices.Contains(f.commands(), c.word):
			return "", c
		default:
			f.say(fmt.Sprintf("There is no command %s here. /help shows those there are. For a text that begins with /, type // in its place.", text.Line(s)))
		}
	}
}

// commands are those that work on this page.
func (f *face) commands() []string {
	words := []string{"back", "quit", "help", "again"}
	if f.s.Activity().ID != "" { // a form of kith's own has no list of steps
		words = append(words, "steps", "go")
	}
	page := f.s.Page()
	switch kind := page.Step.Kind; {
	case kind == journal.Info || page.Details():
		return words
	case page.Known():
		return append(words, "clear")
	case kind == journal.LongText && f.Edit != nil:
		words = append(words, "edit")
	case kind == journal.Inventory || kind == journal.SuggestionsK:
		words = append(words, "remove")
	case kind == journal.ReadKind:
		words = append(words, "read")
	}
	return append(words, "clear")
}

// parseCommand reads "/back" and "/remove 2". A line such as "/usr/bin" or
// "/ or" is no command.
func parseCommand(typed string) (c command, is bool) {
	rest, slash := strings.CutPrefix(typed, "/")
	words := strings.Fields(strings.ToLower(rest))
	if !slash || len(words) == 0 || len(words) > 2 || strings.HasPrefix(rest, " ") || strings.Trim(words[0], "abcdefghijklmnopqrstuvwxyz") != "" {
		return command{}, false
	}
	c.word = words[0]
	if len(words) == 2 {
		n, err := strconv.Atoi(words[1])
		if err != nil {
			return command{}, false
		}
		c.n = n
	}
	return c, true
}

// line takes one line as it is, without its end. A last line without an end is
// a line. While it waits nothing else reads, so the editor has the terminal to
// itself.
func (f *face) line() (string, error) {
	f.put("> ")
	if f.broken != nil {
		return "", f.broken
	}
	if err := f.ctx.Err(); err != nil {
		return "", err
	}
	type result struct {
		line string
		err  error
	}
	got := make(chan result, 1)
	began := f.Now()
	go func() {
		var r result
		r.err = journal.Guarded(func() (err error) {
			r.line, err = f.in.ReadString('\n')
			return err
		})
		got <- r
	}()
	select {
	case r := <-got:
		f.spend(began, longestThought)
		if r.err != nil && r.line == "" {
			f.say("")
			return "", r.err
		}
		if len(r.line) == terminalLine {
			f.say("That line is as long as a terminal takes at once, and its end may be missing. /again shows what came; shorter lines and the editor have no such limit.")
		}
		return f.valid(strings.TrimSuffix(strings.TrimSuffix(r.line, "\n"), "\r")), nil
	case <-f.ctx.Done():
		f.say("")
		return "", f.ctx.Err()
	}
}

// spend counts the time since then, within reason: a clock may also be put back.
func (f *face) spend(since time.Time, most time.Duration) {
	f.s.Spend(min(max(f.Now().Sub(since), 0), most))
}

// valid is text that a journal can hold: bytes that are no UTF-8 are shown for
// what they are.
func (f *face) valid(typed string) string {
	if utf8.ValidString(typed) {
		return typed
	}
	f.say("Some of that was not text (UTF-8), and is kept as \uFFFD.")
	return strings.ToValidUTF8(typed, "\uFFFD")
}

// yes asks a question on the side. Just enter is the answer given as usual.
func (f *face) yes(question string, usual bool) (bool, error) {
	enter := "no"
	if usual {
		enter = "yes"
	}
	f.say(fmt.Sprintf("%s (y or n; enter is %s)", question, enter))
	for {
		typed, err := f.read()
		if err != nil {
			return false, err
		}
		if strings.TrimSpace(typed) == "" {
			return usual, nil
		}
		if v, err := readYesNo(prompts.Step{}, typed); err == nil {
			return *v.Yes, nil
		}
		f.say("Type y or n.")
	}
}

// obey carries out a command. Except for /quit the session's page, the same one
// or another, is asked after it.
func (f *face) obey(c command) error {
	f.whole = c.word == "again"
	switch c.word {
	case "quit":
		return fmt.Errorf("stopped at %s: %w", f.where(), prompts.ErrLeft)
	case "back":
		if !f.s.Back() {
			f.say("This is the first page.")
		}
		f.save()
	case "steps":
		f.steps()
	case "go":
		steps := f.s.Steps()
		if c.n < 1 || c.n > len(steps) {
			f.say(fmt.Sprintf("There is no step of that number. Type /go and a number from 1 to %d; /steps lists them.", len(steps)))
			return nil
		}
		f.s.Go(steps[c.n-1].Name)
		f.save()
	case "clear":
		f.set(journal.Value{})
	case "edit":
		began := f.Now()
		written, err := f.Edit(f.ctx, f.s.Answer().Text)
		f.spend(began, longestEdit)
		f.set(journal.TextValue(f.valid(written)))
		if err != nil {
			f.complain(err)
		}
	case "read":
		f.open(c.n)
	case "remove":
		v, i := f.s.Answer(), c.n-1
		switch {
		case i >= 0 && i < len(v.Communities):
			v.Communities = slices.Delete(slices.Clone(v.Communities), i, i+1)
		case i >= 0 && i < len(v.Suggestions):
			v.Suggestions = slices.Delete(slices.Clone(v.Suggestions), i, i+1)
		default:
			f.say("There is no entry of that number. Type /remove and a number from the list.")
			return nil
		}
		f.set(v)
	}
	return nil
}
