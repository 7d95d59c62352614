package console

import "strings"

// Style makes text stand out with the sixteen colours that every terminal lets
// its owner choose. It goes on after wrapping. The zero Style leaves text as it is.
type Style struct{ on bool }

// Draws reports whether there is any difference to be seen.
func (s Style) Draws() bool { return s.on }

// Bold is for names within a line.
func (s Style) Bold(text string) string { return s.set("1", "22", text) }

// Dim is for what may be passed over: ids, dates, hints.
func (s Style) Dim(text string) string { return s.set("2", "22", text) }

// Heading is for the line over a part.
func (s Style) Heading(text string) string { return s.set("1;4", "22;24", text) }

// Italic is for what is stressed within a text.
func (s Style) Italic(text string) string { return s.set("3", "23", text) }

// Code is for what is typed into a machine.
func (s Style) Code(text string) string { return s.set("36", "39", text) }

// Link is for what leads elsewhere.
func (s Style) Link(text string) string { return s.set("4", "24", text) }

// Alert is for what went wrong.
func (s Style) Alert(text string) string { return s.set("31", "39", text) }

// set ends each line's style on that line, as pagers need it, and switches off
// only what it switched on, so that styles nest.
func (s Style) set(on, off, text string) string {
	if !s.on || text == "" {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "\x1b[" + on + "m" + line + "\x1b[" + off + "m"
		}
	}
	return strings.Join(lines, "\n")
}
