package screen

import (
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textarea"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
)

// area is a long text that is being typed.
//
// It is the textarea inside huh's Text without that: huh hides the cursor's
// place, and a textarea that scrolls keeps its place when it grows. So this one
// never scrolls. It is told to be as tall as its text, and the part around the
// cursor is cut out of it here.
type area struct {
	input  textarea.Model
	typed  *typing
	top    int // the first line shown
	height int // how many were shown last
}

func newArea(t *typing) *area {
	input := textarea.New()
	input.ShowLineNumbers, input.MaxHeight = false, 0
	input.KeyMap.InsertNewline.SetKeys("enter", "ctrl+j", "alt+enter")
	input.FocusedStyle = textarea.Style{Prompt: lipgloss.NewStyle().Foreground(lipgloss.Color("8"))}
	input.Cursor.SetMode(cursor.CursorStatic)
	input.Focus()
	input.SetValue(t.Get())
	t.Set(input.Value())
	return &area{input: input, typed: t}
}

// press takes a key or a paste.
func (a *area) press(msg tea.KeyMsg) {
	switch key := msg.String(); {
	case key == "pgup":
		for range max(1, a.height-2) {
			a.input.CursorUp()
		}
	case key == "pgdown":
		for range max(1, a.height-2) {
			a.input.CursorDown()
		}
	case key == "ctrl+z" && a.typed.undo(), key == "ctrl+y" && a.typed.redo():
		before, now := []rune(a.input.Value()), []rune(a.typed.Get())
		end := 0 // that is as it was
		for end < min(len(before), len(now)) && before[len(before)-1-end] == now[len(now)-1-end] {
			end++
		}
		a.input.SetValue(string(now))
		a.goTo(string(now[:len(now)-end]))
	case key == "ctrl+z", key == "ctrl+y":
	default:
		a.input.SetHeight(1 << 20) // it scrolls only where it must
		a.input, _ = a.input.Update(msg)
		a.typed.Set(a.input.Value())
	}
}

// goTo puts the cursor behind the text that is to stand before it. It comes from
// below.
func (a *area) goTo(before string) {
	for row := strings.Count(before, "\n"); a.input.Line() > row; {
		a.input.CursorStart()
		a.input.CursorUp()
	}
	a.input.SetCursor(len([]rune(before[strings.LastIndexByte(before, '\n')+1:])))
}

// lines is how many the text takes, and the one with the cursor.
func (a *area) lines() (all, at int) {
	up, down := a.input, a.input // copies, whose cursors may go anywhere
	at = a.input.LineInfo().RowOffset
	for up.Line() > 0 {
		up.CursorStart()
		up.CursorUp()
		at += up.LineInfo().Height
	}
	all = at - a.input.LineInfo().RowOffset + a.input.LineInfo().Height
	for down.Line() < down.LineCount()-1 {
		down.CursorEnd()
		down.CursorDown()
		all += down.LineInfo().Height
	}
	return all, at
}

// view is the text from where the cursor is, as much as fits, in at least as
// many lines as least.
func (a *area) view(width, least, height int) string {
	a.input.SetWidth(width)
	all, at := a.lines()
	a.input.SetHeight(all)
	a.height = min(height, max(all+1, least)) // a line to go on in
	rows := strings.Split(a.input.View(), "\n")
	for len(rows) < a.height {
		rows = append(rows, a.input.FocusedStyle.Prompt.Render(strings.TrimSpace(a.input.Prompt)))
	}
	var shown []string
	shown, a.top = window(rows[:max(all, a.height)], at, at+1, a.top, a.height)
	return onScreen(strings.Join(shown, "\n"))
}
