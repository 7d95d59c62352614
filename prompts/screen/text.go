package screen

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// textPage is a page answered in words: short_text, long_text, number and date.
type textPage struct {
	step  prompts.Step
	kept  journal.Value // the answer as it was when the page was opened
	words *words
	form  *form
	long  *pane // in place of the form, for a text too long for it
}

// fieldLines is how long a text can be in a field of the screen. huh's refuses
// a new line after 99 and cuts what is loaded at 10,000 (huh#501), in silence
// both; before either, the text is only shown and the editor takes over.
const fieldLines = 95

func tooLong(text string) bool { return strings.Count(text, "\n") >= fieldLines }

func newText(step prompts.Step, said journal.Value, look look) *textPage {
	t := &textPage{step: step, kept: said, words: newWords(asTyped(said), func(string) {})}
	switch {
	case step.Kind != journal.LongText:
		t.form = newForm(look.theme, huh.NewInput().Prompt(unit(step)).Accessor(t.words))
	case tooLong(t.words.held):
		t.long = newPane(t.words.held)
	default:
		t.form = newForm(look.theme, huh.NewText().ExternalEditor(false).Accessor(t.words))
	}
	return t
}

// asTyped is an answer in the form in which it would be typed.
func asTyped(v journal.Value) string {
	switch {
	case v.Declined:
		return "-"
	case v.Number != nil:
		return strconv.FormatFloat(*v.Number, 'f', -1, 64)
	}
	return v.Text
}

// unit is what stands before a line that is typed.
func unit(step prompts.Step) string {
	if step.Unit != "" {
		return text.Line(step.Unit) + " > "
	}
	return "> "
}

func (t *textPage) press(msg tea.KeyMsg) (move, error) {
	switch msg.String() {
	case "tab", "ctrl+d":
		return forward, nil
	case "shift+tab":
		return back, nil
	case "ctrl+e":
		return edit, nil
	case "enter":
		if t.step.Kind != journal.LongText || t.long != nil {
			return forward, nil
		}
	}
	if t.long != nil {
		t.long.scroll(msg)
		return stay, nil
	}
	if msg.Paste && t.step.Kind == journal.LongText && tooLong(t.words.held+string(msg.Runes)) {
		// The field would cut it short, so it goes to the end of the text.
		t.words.Set(strings.TrimPrefix(t.words.held+"\n"+string(msg.Runes), "\n"))
		return again, nil
	}
	t.form.press(msg)
	if tooLong(t.words.held) {
		return again, nil
	}
	return stay, nil
}

func (t *textPage) value() journal.Value {
	if t.words.changed() {
		return journal.TextValue(t.words.text())
	}
	return t.kept
}

// room: a long text likes as much as it can get of a page of paper.
func (t *textPage) room(width int) (least, most int) {
	switch {
	case t.long != nil:
		return 4, t.long.tall(width) + 2
	case t.step.Kind == journal.LongText:
		return 3, 12
	}
	return 1, 1
}

func (t *textPage) view(width, height int) string {
	if t.long == nil {
		return t.form.view(width, height)
	}
	notice := fit("A long text: ctrl+e opens it in your editor.", width)
	return newLook().accent.Render(notice) + "\n" + t.long.view(width, height-1)
}

func (t *textPage) hints() []hint {
	v := t.value()
	if t.long != nil {
		return []hint{{"enter", "next"}, {"ctrl+e", "editor"}, {"↑/↓", "scroll"}, {"shift+tab", "back"}}
	}
	next := hint{"enter", onward(t.step, v)}
	if t.step.Kind == journal.LongText {
		next.key = "tab"
	}
	hints := []hint{next, {"shift+tab", "back"}}
	if t.step.MaxChars > 0 {
		hints = append(hints, hint{fmt.Sprintf("%d of %d", utf8.RuneCountInString(v.Text), t.step.MaxChars), "characters"})
	}
	if t.step.Required {
		hints = append(hints, hint{"-", "rather not say"})
	}
	return append(hints, hint{"ctrl+e", "editor"})
}
