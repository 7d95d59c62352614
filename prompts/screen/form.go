package screen

import (
	"strings"

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

func newForm(fields ...huh.Field) *form {
	groups := make([]*huh.Group, len(fields))
	for i, field := range fields {
		groups[i] = huh.NewGroup(field)
	}
	// The keys that edit, without those that move.
	keys := &huh.KeyMap{
		Input: huh.InputKeyMap{AcceptSuggestion: key.NewBinding(key.WithKeys("right"))},
		Text:  huh.TextKeyMap{NewLine: key.NewBinding(key.WithKeys("enter", "ctrl+j", "alt+enter"))},
	}
	f := &form{fields: fields, huh: huh.NewForm(groups...).
		WithKeyMap(keys).WithTheme(huh.ThemeBase16()).WithShowHelp(false).WithShowErrors(false)}
	f.huh.Init()
	f.huh.Update(nil) // brings the pointers and the fields into line
	return f
}

func (f *form) press(msg tea.KeyMsg) { f.huh.Update(msg) }

// pressAdding gives a key to the line of a list in which another row is typed,
// and reports whether it was for it.
func (f *form) pressAdding(msg tea.KeyMsg) bool {
	l := f.list()
	if l == nil || !l.pressAdding(msg) {
		return false
	}
	f.huh.Update(nil) // huh draws only then
	return true
}

// list is the field that is shown, where it is a list, else nil.
func (f *form) list() *list {
	l, _ := f.fields[f.at].(*list)
	return l
}

// move shows the field after this one, or before it, and reports whether there
// is one.
func (f *form) move(by int) bool {
	at := f.at + by
	if at < 0 || at >= len(f.fields) {
		return false
	}
	f.at = at
	if by > 0 {
		f.huh.NextGroup()
	} else {
		f.huh.PrevGroup()
	}
	f.huh.Update(nil)
	return true
}

// view draws the form. huh only ever shrinks its fields, so each is told its
// size. The direction overrides are taken out: they are kept in the answer, but
// have no width, so there is no room to spell them out between the cells of a
// field that is being typed in.
func (f *form) view(width, height int) string {
	if f.width != width || f.height != height {
		f.width, f.height = width, height
		for _, field := range f.fields {
			field.WithWidth(width)
			field.WithHeight(height)
		}
		f.huh.WithWidth(width).WithHeight(height)
		f.huh.Update(nil)
	}
	return strings.Map(func(r rune) rune {
		if r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, f.huh.View())
}

// typing is the text of a huh field. What a field shows is not what was kept:
// line ends become line feeds and tabs become spaces. So the text is given back
// byte for byte as it was until the person changes it.
//
// It is a huh.Accessor. The first Set comes before any key, from the form that
// is being drawn up, and tells what the field made of the text.
type typing struct {
	kept  string // as it was
	shown string // what the field made of it
	held  string // what the field holds
	known bool   // shown is known
	put   func(string)
}

func newTyping(text string, put func(string)) *typing {
	return &typing{kept: text, held: plain(text), put: put}
}

// Get is the text for the field to begin with.
func (t *typing) Get() string { return plain(t.kept) }

// Set takes what the field holds.
func (t *typing) Set(s string) {
	switch {
	case !t.known:
		t.shown, t.held, t.known = s, s, true
	case s != t.held:
		t.held = s
		t.put(t.text())
	}
}

func (t *typing) changed() bool { return t.known && t.held != t.shown }

// text is what was kept, or what the person made of it.
func (t *typing) text() string {
	if t.changed() {
		return t.held
	}
	return t.kept
}

// plain has line feeds for line ends: huh makes two lines of "\r\n".
func plain(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
