package line

import (
	"errors"
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

// order is a command that was typed where an answer was asked.
type order struct {
	word string
	n    int // of remove
}

// Error is the command as it was typed.
func (o order) Error() string { return "/" + o.word }

// read takes a line that is an answer, or an order as an error. Help is given
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
		o, is := parseOrder(s)
		switch {
		case !is:
			return s, nil
		case o.word == "help":
			f.help()
		case slices.Contains(f.orders(), o.word):
			return "", o
		default:
			f.say(fmt.Sprintf("There is no command %s here. /help shows those there are. For a text that begins with /, type // in its place.", text.Line(s)))
		}
	}
}

// orders are the commands that work on this page.
func (f *face) orders() []string {
	words := []string{"back", "quit", "help", "again"}
	switch kind := f.s.Page().Step.Kind; {
	case kind == journal.Info:
		return words
	case kind == journal.LongText && f.Edit != nil:
		words = append(words, "edit")
	case kind == journal.Inventory || kind == journal.SuggestionsK:
		words = append(words, "remove")
	}
	return append(words, "clear")
}

// parseOrder reads "/back" and "/remove 2". A line such as "/usr/bin" or
// "/ or" is no order.
func parseOrder(text string) (o order, is bool) {
	rest, slash := strings.CutPrefix(text, "/")
	words := strings.Fields(strings.ToLower(rest))
	if !slash || len(words) == 0 || len(words) > 2 || strings.HasPrefix(rest, " ") {
		return order{}, false
	}
	o.word = words[0]
	if strings.Trim(o.word, "abcdefghijklmnopqrstuvwxyz") != "" {
		return order{}, false
	}
	if len(words) == 2 {
		n, err := strconv.Atoi(words[1])
		if err != nil {
			return order{}, false
		}
		o.n = n
	}
	return o, true
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
		text string
		err  error
	}
	got := make(chan result, 1)
	began := f.Now()
	go func() {
		text, err := f.in.ReadString('\n')
		got <- result{text, err}
	}()
	select {
	case r := <-got:
		f.spend(began, longestThought)
		if r.err != nil && r.text == "" {
			f.say("")
			return "", r.err
		}
		if len(r.text) == terminalLine {
			f.say("That line is as long as a terminal takes at once, and its end may be missing. /again shows what came; shorter lines and the editor have no such limit.")
		}
		return f.valid(strings.TrimSuffix(strings.TrimSuffix(r.text, "\n"), "\r")), nil
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
func (f *face) valid(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	f.say("Some of that was not text (UTF-8), and is kept as \uFFFD.")
	return strings.ToValidUTF8(text, "\uFFFD")
}

// yes asks a question on the side. Just enter is the answer given as usual.
func (f *face) yes(question string, usual bool) (bool, error) {
	enter := "no"
	if usual {
		enter = "yes"
	}
	f.say(fmt.Sprintf("%s (y or n; enter is %s)", question, enter))
	for {
		text, err := f.read()
		if err != nil {
			return false, err
		}
		if strings.TrimSpace(text) == "" {
			return usual, nil
		}
		if v, err := yesNo(prompts.Step{}, text); err == nil {
			return *v.Yes, nil
		}
		f.say("Type y or n.")
	}
}

// obey carries out an order. Except for /quit the session's page, the same one
// or the one before, is asked after it.
func (f *face) obey(o order) error {
	f.whole = o.word == "again"
	switch o.word {
	case "quit":
		return fmt.Errorf("stopped at %s: %w", quoted(f.s.Page().Step.Prompt), prompts.ErrLeft)
	case "back":
		if !f.s.Back() {
			f.say("This is the first page.")
		}
		f.save()
	case "clear":
		f.set(journal.Value{})
	case "edit":
		f.edit()
	case "remove":
		f.remove(o.n)
	}
	return nil
}

// edit has a long text written in the editor.
func (f *face) edit() {
	began := f.Now()
	text, err := f.Edit(f.ctx, f.s.Answer().Text)
	f.spend(began, longestEdit)
	f.set(journal.TextValue(f.valid(text)))
	if err != nil {
		f.complain(err)
	}
}

// remove strikes an entry off a list.
func (f *face) remove(n int) {
	v := f.s.Answer()
	switch {
	case n >= 1 && n <= len(v.Communities):
		v.Communities = slices.Delete(slices.Clone(v.Communities), n-1, n)
	case n >= 1 && n <= len(v.Suggestions):
		v.Suggestions = slices.Delete(slices.Clone(v.Suggestions), n-1, n)
	default:
		f.say("There is no entry of that number. Type /remove and a number from the list.")
		return
	}
	f.set(v)
}

// complain shows what is wrong and what to do about it.
func (f *face) complain(err error) {
	f.say(sentence(err.Error()))
	var e *journal.Error
	if errors.As(err, &e) && e.Hint != "" {
		f.say(sentence(e.Hint))
	}
}

// sentence begins with a capital and ends with a full stop, as text that is
// read aloud should.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	text = strings.ToUpper(string(first)) + text[size:]
	if strings.ContainsRune(".!?", rune(text[len(text)-1])) {
		return text
	}
	return text + "."
}
