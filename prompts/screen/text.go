package screen

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
	"kith/prompts/screen/program"
)

// textPage is a page answered in words: short_text, long_text, number and date.
type textPage struct {
	step  prompts.Step
	kept  journal.Value // the answer as it was when the page was opened
	typed *typing
	form  *form // one line
	area  *area // several
	long  *pane // in place of the area, for a text too long for it
}

// fieldLines is how long a text can be in a field of the screen, which draws the
// whole of it at each key and cuts what is loaded at 10,000. Before that the text
// is only shown and the editor takes over.
const fieldLines = 95

func tooLong(s string) bool { return strings.Count(plain(s), "\n") >= fieldLines }

func newText(step prompts.Step, said journal.Value) *textPage {
	t := &textPage{step: step, kept: said, typed: newTyping(asTyped(said), func(string) {})}
	unit := ""
	if step.Unit != "" {
		unit = text.Line(step.Unit) + " "
	}
	switch {
	case step.Kind != journal.LongText:
		t.form = newForm(newInput(unit, t.typed))
	case tooLong(t.typed.held):
		t.long = newPane(t.typed.held)
	default:
		t.area = newArea(t.typed)
	}
	return t
}

// asTyped is an answer in the form in which it would be typed.
func asTyped(v journal.Value) string {
	if v.Declined {
		return "-"
	}
	return v.Words()
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
	if t.form != nil {
		t.form.press(msg)
		return stay, nil
	}
	if msg.Paste && tooLong(t.typed.held+string(msg.Runes)) {
		// The field would cut it short, so it goes to the end of the text.
		t.typed.Set(strings.TrimPrefix(t.typed.held+"\n"+string(msg.Runes), "\n"))
		return again, nil
	}
	t.area.press(msg)
	if tooLong(t.typed.held) {
		return again, nil
	}
	return stay, nil
}

func (t *textPage) typing() bool { return t.long == nil }

func (t *textPage) value() journal.Value {
	if t.typed.changed() {
		return journal.TextValue(t.typed.text())
	}
	return t.kept
}

// textLines is how many lines a long text has before the help under the question
// gives way to it, and also where there are fewer in it.
const textLines = 12

func (t *textPage) size(width int) (least, most int) {
	switch {
	case t.long != nil:
		return 4, len(wrapped(t.long.text, width)) + 2
	case t.step.Kind == journal.LongText:
		return 3, textLines
	}
	return 1, 1
}

func (t *textPage) view(width, height int) string {
	switch {
	case t.form != nil:
		return t.form.view(width, 1)
	case t.area != nil:
		return t.area.view(width, textLines, height)
	}
	notice := text.Cut("A long text: ctrl+e opens it in your editor.", width)
	return program.Accent().Render(notice) + "\n" + t.long.view(width, height-1)
}

func (t *textPage) hints() []hint {
	v := t.value()
	if t.long != nil {
		return []hint{{"enter", "next"}, {"ctrl+e", "editor"}, {"↑/↓", "scroll"}, {"shift+tab", "back"}}
	}
	next, newLine := hint{"enter", onward(t.step, v)}, hint{}
	if t.area != nil {
		next.key, newLine = "tab", hint{"enter", "new line"}
	}
	if t.step.Required && v.Empty() {
		next = hint{"-", "rather not say"} // nothing else goes on
	}
	hints := []hint{next, newLine, {"shift+tab", "back"}}
	if t.step.MaxChars > 0 {
		hints = append(hints, hint{fmt.Sprintf("%d of %d", utf8.RuneCountInString(v.Text), t.step.MaxChars), "characters"})
	}
	return append(append(hints, hint{"ctrl+e", "editor"}), t.typed.hints()...)
}
