package screen

import "strings"

// words is the text of a huh field. What a field shows is not what was kept:
// line ends become line feeds and tabs become spaces. So the text is given back
// byte for byte as it was until the person changes it.
//
// It is a huh.Accessor. The first Set comes before any key, from the form that
// is being drawn up, and tells what the field made of the text.
type words struct {
	kept  string // as it was
	shown string // what the field made of it
	held  string // what the field holds
	known bool   // shown is known
	put   func(string)
}

func newWords(text string, put func(string)) *words {
	return &words{kept: text, held: plain(text), put: put}
}

// Get is the text for the field to begin with.
func (w *words) Get() string { return plain(w.kept) }

// Set takes what the field holds.
func (w *words) Set(s string) {
	if !w.known {
		w.shown, w.known = s, true
	}
	w.held = s
	w.put(w.text())
}

func (w *words) changed() bool { return w.known && w.held != w.shown }

// text is what was kept, or what the person made of it.
func (w *words) text() string {
	if w.changed() {
		return w.held
	}
	return w.kept
}

// plain has line feeds for line ends: huh makes two lines of "\r\n".
func plain(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
