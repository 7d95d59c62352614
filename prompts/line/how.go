package line

import (
	"fmt"

	"kith/journal"
	"kith/prompts"
)

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
	if f.s.Activity().ID == "" { // a form of kith's own, which has no draft
		says["quit"] = "stops here"
	}
	f.say(f.how(f.s.Page().Step))
	for _, word := range f.orders() {
		f.say(fmt.Sprintf("/%s %s.", word, says[word]))
	}
	f.say("To any question, - is \u201cwould rather not say\u201d. A text that begins with / is typed with // in its place.")
}
