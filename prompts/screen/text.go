package screen

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"kith/journal"
	"kith/prompts"
)

// text is a page answered in words: short_text, long_text, number and date.
type text struct {
	step prompts.Step
	// kept is the answer as it was, given back byte for byte until the person
	// changes it: a field shows line ends and tabs its own way.
	kept  journal.Value
	shown string // what the field made of it
	typed string // what the field holds
	form  *form
	long  *pane // in place of the form, for a text too long for it
}

// fieldLines is how long a text can be in a field of the screen. huh's refuses
// a new line after 99 and cuts what is loaded at 10,000 (huh#501), in silence
// both; well before the first, the text is only shown and the editor takes over.
const fieldLines = 95

func newText(step prompts.Step, said journal.Value, look look) *text {
	t := &text{step: step, kept: said, typed: plain(asTyped(said))}
	if step.Kind == journal.LongText && strings.Count(t.typed, "\n") >= fieldLines {
		t.long, t.shown = newPane(t.typed), t.typed
		return t
	}
	if step.Kind == journal.LongText {
		t.form = newForm(look.theme, huh.NewText().ExternalEditor(false).Value(&t.typed))
	} else {
		t.form = newForm(look.theme, huh.NewInput().Prompt(prompt(step)).Value(&t.typed))
	}
	t.shown = t.typed
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

// plain has line feeds for line ends: huh makes two lines of "\r\n".
func plain(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func prompt(step prompts.Step) string {
	if step.Unit != "" {
		return journal.VisibleLine(step.Unit) + " > "
	}
	return "> "
}

func (t *text) press(msg tea.KeyMsg) (move, error) {
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
	t.form.press(msg)
	if t.step.Kind == journal.LongText && strings.Count(t.typed, "\n") >= fieldLines {
		return again, nil
	}
	return stay, nil
}

func (t *text) value() journal.Value {
	if t.typed == t.shown {
		return t.kept
	}
	return journal.TextValue(t.typed)
}

// room: a long text likes a quarter of a page of paper.
func (t *text) room(width int) (least, most int) {
	switch {
	case t.long != nil:
		return 4, t.long.tall(width) + 2
	case t.step.Kind == journal.LongText:
		return 3, 12
	}
	return 1, 1
}

func (t *text) view(width, height int) string {
	if t.long == nil {
		return t.form.view(width, height)
	}
	notice := fit("this is a long text: ctrl+e opens it in your editor", width)
	return newLook().strong.Render(notice) + "\n" + t.long.view(width, height-1)
}

func (t *text) hints() []hint {
	v := t.value()
	next := hint{"enter", onward(t.step, v)}
	if t.step.Kind == journal.LongText && t.long == nil {
		next = hint{"tab", onward(t.step, v)}
	}
	hints := []hint{next, {"shift+tab", "back"}}
	if t.step.MaxChars > 0 {
		hints = append(hints, hint{fmt.Sprintf("%d of %d", utf8.RuneCountInString(v.Text), t.step.MaxChars), "characters"})
	}
	if t.step.Required {
		hints = append(hints, hint{"-", "rather not say"})
	}
	if t.step.Kind == journal.ShortText || t.step.Kind == journal.LongText {
		hints = append(hints, hint{"ctrl+e", "editor"})
	}
	return hints
}
