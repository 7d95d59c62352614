package line

import (
	"strings"

	"kith/journal"
)

// declined is "would rather not say", as it is typed.
const declined = "-"

// A text that has grown this long is no longer saved at every line of a paste,
// only once the paste has been taken in.
const longText = 64 << 10

// askLine takes one line as it was typed. Whether it is a number or a date the
// session says.
func (f *face) askLine() error {
	text, err := f.read()
	if err == nil && strings.TrimSpace(text) != "" {
		f.set(textOr(text))
	}
	return err
}

// textOr is a text, or "would rather not say".
func textOr(text string) journal.Value {
	if strings.TrimSpace(text) == declined {
		return journal.Value{Declined: true}
	}
	return journal.TextValue(text)
}

// askText takes lines until one with a single full stop, and adds them to what
// is there. Each is saved as it comes.
func (f *face) askText() error {
	text := []byte(f.s.Answer().Text)
	for first := true; ; first = false {
		line, err := f.read()
		switch {
		case err != nil:
			f.keepText(text)
			return err
		case first && strings.TrimSpace(line) == "":
			return nil
		case first && strings.TrimSpace(line) == declined:
			f.set(journal.Value{Declined: true})
			return nil
		case line == ".":
			f.keepText(text)
			return nil
		case line == "..":
			line = "."
		}
		if len(text) > 0 || !first {
			text = append(text, '\n')
		}
		text = append(text, line...)
		if len(text) < longText || f.in.Buffered() == 0 {
			f.keepText(text)
		}
	}
}

// keepText sets a text where it says something new.
func (f *face) keepText(text []byte) {
	if string(text) != f.s.Answer().Text {
		f.set(journal.TextValue(string(text)))
	}
}
