package screen

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// form is a huh form steered from outside, a group to each field.
//
// huh's own moving about refuses to go back from a field it thinks invalid, or
// leaves it dead (huh#191, #540), so its keys for that are unbound and the form
// is moved here. Its commands are dropped: besides moving they blink the cursor
// and ask the terminal for its size, and a steady cursor is easier on the eyes.
type form struct {
	huh    *huh.Form
	fields []huh.Field
	at     int // the field that is shown

	width, height int // as they were told last
}

func newForm(theme *huh.Theme, fields ...huh.Field) *form {
	groups := make([]*huh.Group, len(fields))
	for i, field := range fields {
		groups[i] = huh.NewGroup(field)
	}
	f := &form{fields: fields, huh: huh.NewForm(groups...).
		WithKeyMap(fieldKeys()).WithTheme(theme).WithShowHelp(false).WithShowErrors(false)}
	f.huh.Init()
	f.huh.Update(nil) // brings the pointers and the fields into line
	return f
}

// fieldKeys leaves huh the keys that edit and takes away those that move.
func fieldKeys() *huh.KeyMap {
	return &huh.KeyMap{
		Input: huh.InputKeyMap{AcceptSuggestion: key.NewBinding(key.WithKeys("right"))},
		Text:  huh.TextKeyMap{NewLine: key.NewBinding(key.WithKeys("enter", "ctrl+j", "alt+enter"))},
	}
}

func (f *form) press(msg tea.KeyMsg) { f.huh.Update(msg) }

// next shows the field after this one and reports whether there is one.
func (f *form) next() bool {
	if f.at == len(f.fields)-1 {
		return false
	}
	f.at++
	f.huh.NextGroup()
	f.huh.Update(nil)
	return true
}

// back shows the field before this one and reports whether there is one.
func (f *form) back() bool {
	if f.at == 0 {
		return false
	}
	f.at--
	f.huh.PrevGroup()
	f.huh.Update(nil)
	return true
}

// view draws the form. huh only ever shrinks its fields, so each is told its
// size.
func (f *form) view(width, height int) string {
	if f.width != width || f.height != height {
		f.resize(width, height)
	}
	return calm(f.huh.View())
}

func (f *form) resize(width, height int) {
	f.width, f.height = width, height
	for _, field := range f.fields {
		field.WithWidth(width)
		field.WithHeight(height)
	}
	f.huh.WithWidth(width).WithHeight(height)
	f.huh.Update(nil)
}
