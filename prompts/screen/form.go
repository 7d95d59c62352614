package screen

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
	fields []field
	at     int // the field that is shown

	width, height int // as they were told last
}

// field is a field of a form, and the text of it where it is one to type in.
type field struct {
	huh.Field
	typed *typing
}

// newInput is a line to type in; some texts complete what is typed.
func newInput(prompt string, t *typing, complete ...string) field {
	return field{huh.NewInput().Prompt(prompt + "> ").Suggestions(complete).Accessor(t), t}
}

func newForm(fields ...field) *form {
	groups := make([]*huh.Group, len(fields))
	for i, field := range fields {
		groups[i] = huh.NewGroup(field.Field)
	}
	// The keys that edit, without those that move.
	keys := &huh.KeyMap{Input: huh.InputKeyMap{AcceptSuggestion: key.NewBinding(key.WithKeys("right"))}}
	f := &form{fields: fields, huh: huh.NewForm(groups...).
		WithKeyMap(keys).WithTheme(huh.ThemeBase16()).WithShowHelp(false).WithShowErrors(false)}
	f.huh.Init()
	f.huh.Update(nil) // brings the pointers and the fields into line
	return f
}

// press gives a key to the field that is shown.
func (f *form) press(msg tea.KeyMsg) {
	key, typed := msg.String(), f.fields[f.at].typed
	switch {
	case typed == nil || key != "ctrl+z" && key != "ctrl+y":
		f.huh.Update(msg)
	case key == "ctrl+z" && typed.undo(), key == "ctrl+y" && typed.redo():
		f.fields[f.at].Field.(*huh.Input).Accessor(typed) // shows what it has now
		f.huh.Update(nil)
	}
}

// typing is the text that is being typed, nil where keys mean something else.
func (f *form) typing() *typing {
	switch l := f.list(); {
	case l != nil && l.adding != nil:
		return l.adding.typing()
	case l != nil && l.filter != nil:
		return l.filter.typing()
	}
	return f.fields[f.at].typed
}

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

// key is a key's name. A - passes over a list as it does over a text: it is enter,
// with nothing chosen.
func (f *form) key(msg tea.KeyMsg) string {
	list, k := f.list(), msg.String()
	if list == nil || k != "-" {
		return k
	}
	list.clear()
	list.at = -1
	return "enter"
}

// list is the field that is shown, where it is a list, else nil.
func (f *form) list() *list {
	l, _ := f.fields[f.at].Field.(*list)
	return l
}

// tall is how many lines the field that is shown takes at a width.
func (f *form) tall(width int) int {
	if list := f.list(); list != nil {
		return list.tall(width)
	}
	return 1
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
// size.
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
	return onScreen(f.huh.View())
}

// typing is the text of a field, and what it was before each change. What a
// field shows is not what was kept: line ends become line feeds, and some
// characters are dropped. So the text is given back byte for byte as it was until
// the person changes it.
//
// It is a huh.Accessor. The first Set comes before any key, from the form that
// is being drawn up, and tells what the field made of the text.
type typing struct {
	kept  string // as it was
	shown string // what the field made of it
	held  string // what the field holds
	known bool   // shown is known
	put   func(string)

	past, undone []string // what it held before, to go back to, and what was gone back from
	last         change
}

// change is what one key did to a text.
type change struct {
	added   rune // the character that came; 0 where it was not one
	removed bool // one went
	at, end int  // the bytes it begins at and ends before
}

func changeOf(from, to string) change {
	var c change
	for c.at < min(len(from), len(to)) && from[c.at] == to[c.at] {
		c.at++
	}
	for c.at > 0 && c.at < len(to) && !utf8.RuneStart(to[c.at]) {
		c.at--
	}
	c.end = c.at
	switch utf8.RuneCountInString(to) - utf8.RuneCountInString(from) {
	case 1:
		r, size := utf8.DecodeRuneInString(to[c.at:])
		c.added, c.end = r, c.at+size
	case -1:
		c.removed = true
	}
	return c
}

// goesOn reports a change that is taken back together with the one before it:
// a word with the space behind it, or all that was rubbed out in one go.
func (c change) goesOn(was change) bool {
	if c.removed {
		return was.removed && c.at <= was.at
	}
	return c.added != 0 && was.added != 0 && c.at == was.end &&
		(unicode.IsSpace(c.added) || !unicode.IsSpace(was.added))
}

func newTyping(text string, put func(string)) *typing {
	return &typing{kept: text, held: text, put: put}
}

// Get is the text for the field to show.
func (t *typing) Get() string { return inField(t.held) }

// Set takes what the field holds.
func (t *typing) Set(s string) {
	s = strings.ReplaceAll(s, tabInField, "\t")
	switch {
	case !t.known:
		t.shown, t.held, t.known = s, s, true
	case s != t.held:
		now := changeOf(t.held, s)
		if !now.goesOn(t.last) {
			t.past = append(t.past, t.held)
		}
		t.held, t.last, t.undone = s, now, nil
		t.put(t.text())
	}
}

// undo goes back to the text before the last change, and reports whether there
// was one; redo takes that back.
func (t *typing) undo() bool { return t.step(&t.past, &t.undone) }
func (t *typing) redo() bool { return t.step(&t.undone, &t.past) }

func (t *typing) step(from, to *[]string) bool {
	n := len(*from) - 1
	if n < 0 {
		return false
	}
	*to = append(*to, t.held)
	t.held, t.last = (*from)[n], change{}
	*from = (*from)[:n]
	t.put(t.text())
	return true
}

func (t *typing) changed() bool { return t.known && t.held != t.shown }

// text is what was kept, or what the person made of it.
func (t *typing) text() string {
	if t.changed() {
		return t.held
	}
	return t.kept
}

// hints are the keys that go back in what was typed.
func (t *typing) hints() []hint {
	var hints []hint
	if len(t.past) > 0 {
		hints = append(hints, hint{"ctrl+z", "undo"})
	}
	if len(t.undone) > 0 {
		hints = append(hints, hint{"ctrl+y", "redo"})
	}
	return hints
}

// plain has line feeds for line ends: a field makes two lines of "\r\n".
func plain(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// tabInField stands in a field for a tab, of which fields make spaces: Unicode
// has it for a program's own use, and it is in no text.
const tabInField = "\uFDD0"

// inField is text as a field can hold it.
func inField(s string) string { return strings.ReplaceAll(plain(s), "\t", tabInField) }

// onScreen is a field as it can be drawn. The direction overrides are taken out:
// they are kept in the answer, but have no width, so there is no room to spell
// them out between the cells of a field that is being typed in. A tab is one sign.
func onScreen(drawn string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case string(r) == tabInField:
			return '⇥'
		case r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' || r == '\u2028' || r == '\u2029':
			return -1
		}
		return r
	}, drawn)
}
