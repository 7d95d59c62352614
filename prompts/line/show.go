package line

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// say writes a paragraph, wrapped.
func (f *face) say(s string) { f.put(text.Block(text.Visible(s), f.Width, "") + "\n") }

// put writes text as it is. What goes wrong is met at the next read.
func (f *face) put(text string) {
	if _, err := io.WriteString(f.Out, text); err != nil && f.broken == nil {
		f.broken = fmt.Errorf("what kith says could not be written: %w", err)
	}
}

// complain shows what is wrong and what to do about it.
func (f *face) complain(err error) {
	f.say(text.Sentence(err.Error()))
	var e *journal.Error
	if errors.As(err, &e) && e.Hint != "" {
		f.say(text.Sentence(e.Hint))
	}
}

// show puts a page: where it stands, as in "4 of about 22, Go Meetup", what it
// asks, what was said to it, and how to answer.
func (f *face) show(p prompts.Page) {
	var where []string
	if at := f.s.Progress(); at.Place > 0 {
		where = append(where, at.String())
	}
	if p.Community != nil {
		where = append(where, text.Line(p.Community.Name))
	}
	f.say("")
	if where != nil {
		f.say(strings.Join(where, ", "))
	}
	f.say(p.Step.Prompt)
	if help := strings.TrimRight(p.Step.Help, "\n"); help != "" {
		f.say(help)
	}
	if p.Ends() {
		f.summary()
	}
	if note := p.Step.PrivateNote(); note != "" {
		if f.told[note] {
			note = "private"
		}
		f.say("(" + note + ")")
		f.told[p.Step.PrivateNote()] = true
	}
	for i, o := range p.Step.Options {
		f.say(fmt.Sprintf("%d. %s", i+1, o.Label))
	}
	for i, word := range p.Step.Anchors {
		f.say(fmt.Sprintf("%d: %s", i+1, word))
	}
	switch {
	case p.Step.Kind == journal.CommunityOne:
		f.list(f.s.Communities())
	case p.Step.Kind == journal.ReadKind && f.shown == p.Name && !f.whole:
		f.say("The list is as before; /again says it.")
	case p.Step.Kind == journal.ReadKind:
		f.listUnread()
	case p.Known():
		f.list(f.s.Offered())
		f.ticked()
	case p.Details():
		for i, c := range f.s.Answer().Communities {
			f.say(fmt.Sprintf("%d. %s", i+1, text.Line(c.Line())))
		}
	}
	// Of what came of suggestions each is said with its question.
	if !p.Ends() && !p.Known() && !p.Details() && p.Step.Kind != journal.OutcomesKind {
		f.soFar(p.Step, f.s.Answer())
	}
	if half := f.s.Answer().Half; half != nil {
		f.say(fmt.Sprintf("You had begun to type %s. Type it in full, or it is left out.", quoted(text.Line(half.Name()))))
	}
	typed := p.Step.Typed()
	f.say(f.how(p.Step, f.whole || f.shown == p.Name || !f.told[typed]))
	f.whole, f.shown, f.told[typed] = false, p.Name, true
}

// ticked says which of the communities offered still hold: by number, or by name
// where the number is not shown.
func (f *face) ticked() {
	offered, picks := f.s.Offered(), f.s.Answer().Communities
	var ticked []string
	for i, c := range offered {
		if !slices.ContainsFunc(picks, func(p journal.Community) bool { return p.ID == c.ID }) {
			continue
		}
		if i < mostShown {
			ticked = append(ticked, fmt.Sprint(i+1))
		} else {
			ticked = append(ticked, text.Line(c.Name))
		}
	}
	switch n := len(ticked); {
	case n == 0:
		f.say("None of them is ticked.")
	case n == len(offered):
		f.say("All of them are ticked.")
	case n > mostShown:
		f.say(fmt.Sprintf("%d of them are ticked.", n))
	default:
		f.say("Ticked: " + text.List(ticked, "and") + ".")
	}
}

// summary says by number what has become of the steps of the sitting.
func (f *face) summary() {
	steps := f.s.Steps()
	var said []string
	for _, status := range prompts.Statuses() {
		var numbers []string
		for i := 0; i < len(steps); i++ {
			if steps[i].Status != status {
				continue
			}
			first := steps[i].Number
			for i+1 < len(steps) && steps[i+1].Status == status {
				i++
			}
			switch last := steps[i].Number; {
			case last == first:
				numbers = append(numbers, fmt.Sprint(first))
			default:
				numbers = append(numbers, fmt.Sprintf("%d to %d", first, last))
			}
		}
		if len(numbers) > 0 {
			said = append(said, string(status)+" "+text.List(numbers, "and"))
		}
	}
	f.say(text.Sentence("of " + text.Count(len(steps), "step") + ": " + strings.Join(said, "; ")))
	f.say("/steps lists them in words, and /go 3 opens the third.")
}

// steps lists the steps of the sitting, with what has become of each.
func (f *face) steps() {
	for _, step := range f.s.Steps() {
		here := ""
		if step.Here {
			here = " (you are here)"
		}
		f.say(fmt.Sprintf("Step %d, %s: %s%s", step.Number, step.Status, step.Prompt, here))
	}
	f.say("/go and a number opens one of them, as in /go 3.")
}

// mostShown bounds a list that is read aloud. The rest is found by name.
const mostShown = 40

// list shows communities by number.
func (f *face) list(cs []journal.Community) {
	for i, c := range cs {
		if i == mostShown {
			f.say(fmt.Sprintf("And %d more, which can be typed by name.", len(cs)-i))
			return
		}
		f.say(fmt.Sprintf("%d. %s", i+1, text.Line(c.Name)))
	}
}

// mostLines bounds how much of a long answer is shown with its question; /again
// shows the whole.
const mostLines = 10

// soFar shows the answer as it stands, a line for each thing that was listed.
func (f *face) soFar(step prompts.Step, v journal.Value) {
	lines := step.Lines(v)
	for i := range lines {
		if len(v.Communities)+len(v.Suggestions) > 0 {
			lines[i] = fmt.Sprintf("%d. %s", i+1, text.Line(lines[i]))
		}
	}
	switch {
	case lines == nil:
		return
	case len(lines) == 1 && !strings.Contains(lines[0], "\n"):
		f.say("Your answer so far: " + lines[0])
		return
	}
	f.say("Your answer so far:")
	lines = strings.Split(text.Block(text.Visible(strings.Join(lines, "\n")), f.Width, "  "), "\n")
	if step.Kind == journal.LongText && len(lines) > mostLines && !f.whole {
		f.say(fmt.Sprintf("(%d lines, of which these are the last; /again shows all)", len(lines)))
		lines = lines[len(lines)-mostLines:]
	}
	f.put(strings.Join(lines, "\n") + "\n")
}

// how says in a line how to answer; in full, or what somebody needs who was told.
func (f *face) how(step prompts.Step, full bool) string {
	switch typed := step.Typed(); {
	case typed == "" && full:
		return "Press enter to go on. /help shows what else can be typed."
	case typed == "":
		return "Enter goes on."
	}
	switch page := f.s.Page(); {
	case page.Ends():
		return "Type a number, or press enter for 1."
	case page.Known():
		return "Type the numbers of those that still hold, with commas between, or all, or none. Press enter to leave it so."
	case page.Details():
		return "Type a number to say more of that one, or press enter to go on."
	}
	how := ""
	switch {
	case full:
		how = "Type " + step.Typed() + ". "
	case step.Kind == journal.LongText:
		how = "A full stop alone ends it. "
	}
	for _, word := range f.commands() {
		switch {
		case word == "edit" && full:
			how += "/edit opens " + cmp.Or(f.EditorName, "your editor") + ". "
		case word == "remove" && full:
			how += "/remove 2 takes the second one off. "
		}
	}
	switch said := !f.s.Answer().Empty(); {
	case said && step.Kind == journal.LongText:
		return how + "It is added to what is there. Press enter to keep that as it is, /clear to begin again."
	case said:
		return how + "Press enter to keep your answer."
	case step.Required && full:
		return how + "Type - if you would rather not say."
	case step.Required:
		return how + "Type - to decline."
	case full:
		return how + "Press enter to skip it."
	}
	return how + "Enter skips it."
}

// help says what can be typed on this page.
func (f *face) help() {
	does := map[string]string{
		"back":   "goes to the page before",
		"quit":   "stops here; what you said is kept, and kith resume --plain goes on from this page",
		"help":   "shows this",
		"again":  "shows the question again",
		"steps":  "lists the steps, and what has become of each",
		"go":     "and a number opens that step",
		"edit":   "opens " + cmp.Or(f.EditorName, "your editor"),
		"clear":  "takes your answer back",
		"remove": "and a number takes that entry off the list",
		"read":   "and a number shows that page, which then counts as read",
	}
	if f.s.Activity().ID == "" { // a form of kith's own, which has no draft
		does["quit"] = "stops here"
	}
	f.say(f.how(f.s.Page().Step, true))
	for _, word := range f.commands() {
		f.say(fmt.Sprintf("/%s %s.", word, does[word]))
	}
	if page := f.s.Page().Step; f.s.Activity().ID != "" {
		for _, term := range prompts.TermsIn(page.Prompt + " " + page.Help) {
			f.say("Explained: kith explain " + term)
		}
	}
	f.say("To any question, - is \u201cwould rather not say\u201d. A text that begins with / is typed with // in its place.")
}
