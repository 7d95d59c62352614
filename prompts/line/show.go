package line

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"kith/journal"
	"kith/prompts"
)

// mostLines bounds how much of a long answer is shown with its question; /again
// shows the whole.
const mostLines = 10

// say writes a paragraph, wrapped.
func (f *face) say(text string) {
	f.put(ansi.Wrap(journal.Visible(text), f.Width, "") + "\n")
}

// put writes text as it is. What goes wrong is met at the next read.
func (f *face) put(text string) {
	if _, err := io.WriteString(f.Out, text); err != nil && f.broken == nil {
		f.broken = fmt.Errorf("what kith says could not be written: %w", err)
	}
}

// show puts a page: where it stands, what it asks, what was said to it, and how
// to answer.
func (f *face) show(p prompts.Page) {
	f.say("")
	if where := f.where(p); where != "" {
		f.say(where)
	}
	f.say(p.Step.Prompt)
	if help := strings.TrimRight(p.Step.Help, "\n"); help != "" {
		f.say(help)
	}
	f.choices(p.Step)
	f.soFar(p.Step, f.s.Answer())
	f.say(f.how(p.Step))
	f.whole = false
}

// where is "4 of about 22", with the community of a loop.
func (f *face) where(p prompts.Page) string {
	var parts []string
	if place, about := f.s.Progress(); place > 0 {
		parts = append(parts, fmt.Sprintf("%d of about %d", place, about))
	}
	if p.Community != nil {
		parts = append(parts, journal.VisibleLine(p.Community.Name))
	}
	return strings.Join(parts, ", ")
}

// choices lists what can be chosen by its number.
func (f *face) choices(step prompts.Step) {
	switch step.Kind {
	case journal.ChooseOne, journal.ChooseMany:
		for i, o := range step.Options {
			f.say(fmt.Sprintf("%d. %s", i+1, o.Label))
		}
	case journal.Rating:
		for i, word := range step.Anchors {
			f.say(fmt.Sprintf("%d: %s", i+1, word))
		}
	case journal.CommunityOne:
		f.list(f.s.Communities())
	}
}

// list shows communities by number.
func (f *face) list(cs []journal.Community) {
	for i, c := range cs {
		if i == mostShown {
			f.say(fmt.Sprintf("And %d more, which can be typed by name.", len(cs)-i))
			return
		}
		f.say(fmt.Sprintf("%d. %s", i+1, journal.VisibleLine(c.Name)))
	}
}

// soFar shows the answer as it stands.
func (f *face) soFar(step prompts.Step, v journal.Value) {
	if v.Empty() {
		return
	}
	said := f.said(step, v)
	if len(said) == 1 && !strings.Contains(said[0], "\n") {
		f.say("Your answer so far: " + said[0])
		return
	}
	f.say("Your answer so far:")
	lines := strings.Split(ansi.Wrap(journal.Visible(strings.Join(said, "\n")), f.Width-2, ""), "\n")
	if step.Kind == journal.LongText && len(lines) > mostLines && !f.whole {
		f.say(fmt.Sprintf("(%d lines, of which these are the last; /again shows all)", len(lines)))
		lines = lines[len(lines)-mostLines:]
	}
	for _, line := range lines {
		f.put("  " + line + "\n")
	}
}

// said is an answer in words, a line for each entry of a list.
func (f *face) said(step prompts.Step, v journal.Value) []string {
	switch {
	case v.Declined:
		return []string{"would rather not say"}
	case v.NotSure:
		return []string{"not sure"}
	case v.Yes != nil && *v.Yes:
		return []string{"yes"}
	case v.Yes != nil:
		return []string{"no"}
	case v.Number != nil:
		return []string{number(step, *v.Number)}
	case v.Text != "":
		return []string{v.Text}
	}
	var out []string
	for _, c := range v.Choices {
		out = append(out, step.Label(c))
	}
	for i, c := range v.Communities {
		out = append(out, fmt.Sprintf("%d. %s", i+1, communityLine(c)))
	}
	for i, sg := range v.Suggestions {
		out = append(out, fmt.Sprintf("%d. %s", i+1, suggestionLine(sg)))
	}
	return out
}

func number(step prompts.Step, n float64) string {
	text := strconv.FormatFloat(n, 'f', -1, 64)
	switch {
	case step.Kind == journal.Rating && n >= 1 && int(n) <= len(step.Anchors):
		text += ", " + step.Anchors[int(n)-1]
	case step.Unit != "":
		text += " " + step.Unit
	}
	return text
}

func communityLine(c journal.Community) string {
	return entry(c.Name, strings.Join(c.Kinds, ", "), c.About, strings.Join(c.Tags, " "))
}

func suggestionLine(sg journal.Suggestion) string {
	var from, community, by string
	if sg.FromRole != "" {
		from = "from " + sg.FromRole
	}
	if sg.Community != nil {
		community = "for " + sg.Community.Name
	}
	if sg.TryBy != "" {
		by = "by " + string(sg.TryBy)
	}
	return entry(sg.Text, from, community, sg.Element, by)
}

// entry is a line of a list: what it is called, and what more is known.
func entry(name string, more ...string) string {
	line := journal.VisibleLine(name)
	sep := " (" // then ", "
	for _, m := range more {
		if m != "" {
			line += sep + journal.VisibleLine(m)
			sep = "; "
		}
	}
	if sep == "; " {
		line += ")"
	}
	return line
}

// how says in a line how to answer.
func (f *face) how(step prompts.Step) string {
	if step.Kind == journal.Info {
		return "Press enter to go on. /help shows what else can be typed."
	}
	text := f.howKind(step)
	v := f.s.Answer()
	switch {
	case !v.Empty() && step.Kind == journal.LongText:
		text += " It is added to what is there. Press enter to keep that as it is, /clear to begin again."
	case !v.Empty():
		text += " Press enter to keep your answer."
	case step.Required:
		text += " Type - if you would rather not say."
	default:
		text += " Press enter to skip it."
	}
	return text
}

func (f *face) howKind(step prompts.Step) string {
	switch step.Kind {
	case journal.ShortText:
		return "Type a line" + room(step) + "."
	case journal.LongText:
		text := "Type as many lines as you like" + room(step) + ", then one with only a full stop."
		if f.Edit != nil {
			text += " /edit opens your editor."
		}
		return text
	case journal.ChooseOne:
		return "Type a number."
	case journal.ChooseMany:
		return "Type numbers with spaces between" + count(step) + "."
	case journal.YesNo:
		return "Type y for yes or n for no."
	case journal.Rating:
		return "Type 1 to 5, or ? for not sure."
	case journal.Number:
		return "Type a number" + bounds(step) + "."
	case journal.DateKind:
		return "Type a date, such as 2026-11-23, 2026-11, 2026, yesterday or last monday."
	case journal.Inventory:
		return "Type a name; more is asked of each" + count(step) + ". /remove 2 takes the second one off."
	case journal.CommunityOne:
		if step.Multiple {
			return "Type numbers or names with commas between" + count(step) + ", or a new name."
		}
		return "Type a number or a name, or a new name."
	case journal.SuggestionsK:
		return "Type a suggestion; more is asked of each" + count(step) + ". /remove 2 takes the second one off."
	}
	return ""
}

func room(step prompts.Step) string {
	if step.MaxChars == 0 {
		return ""
	}
	return fmt.Sprintf(" of at most %d characters", step.MaxChars)
}

func count(step prompts.Step) string {
	switch least, most := step.MinItems, step.MaxItems; {
	case least > 0 && most > 0:
		return fmt.Sprintf(" (%d to %d)", least, most)
	case least > 0:
		return fmt.Sprintf(" (at least %d)", least)
	case most > 0:
		return fmt.Sprintf(" (at most %d)", most)
	}
	return ""
}

func bounds(step prompts.Step) string {
	text := ""
	if step.Unit != "" {
		text = " of " + step.Unit
	}
	switch {
	case step.Min != nil && step.Max != nil:
		text += fmt.Sprintf(", %v to %v", *step.Min, *step.Max)
	case step.Min != nil:
		text += fmt.Sprintf(", %v or more", *step.Min)
	case step.Max != nil:
		text += fmt.Sprintf(", %v or less", *step.Max)
	}
	return text
}

// help says what can be typed on this page.
func (f *face) help() {
	says := map[string]string{
		"back":   "goes to the page before",
		"quit":   "stops here; what you said is kept, and kith resume goes on from this page",
		"help":   "shows this",
		"again":  "shows the question again",
		"edit":   "opens your editor",
		"clear":  "takes your answer back",
		"remove": "and a number takes that entry off the list",
	}
	f.say(f.how(f.s.Page().Step))
	for _, word := range f.orders() {
		f.say(fmt.Sprintf("/%s %s.", word, says[word]))
	}
	f.say("To any question, - is \u201cwould rather not say\u201d. A text that begins with / is typed with // in its place.")
}
