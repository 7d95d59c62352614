package line

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// say writes a paragraph, wrapped.
func (f *face) say(s string) {
	f.put(wrap(text.Visible(s), f.Width) + "\n")
}

// put writes text as it is. What goes wrong is met at the next read.
func (f *face) put(text string) {
	if _, err := io.WriteString(f.Out, text); err != nil && f.broken == nil {
		f.broken = fmt.Errorf("what kith says could not be written: %w", err)
	}
}

// wrap breaks lines at spaces, and nowhere else: a date stays whole, and what
// is longer than a line the terminal breaks itself.
func wrap(text string, width int) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		used := 0
		for j, word := range strings.Split(line, " ") {
			w := ansi.StringWidth(word)
			switch {
			case j == 0:
			case w > 0 && used+1+w > width:
				b.WriteByte('\n')
				used = 0
			default:
				b.WriteByte(' ')
				used++
			}
			b.WriteString(word)
			used += w
		}
	}
	return b.String()
}

// show puts a page: where it stands, what it asks, what was said to it, and how
// to answer.
func (f *face) show(p prompts.Page) {
	f.say("")
	if where := f.where(p); where != "" {
		f.say(where)
	}
	f.say(p.Step.Prompt)
	if help := strings.TrimRight(p.Step.Help, "\n"); help != "" {
		f.say(help)
	}
	f.choices(p.Step)
	f.soFar(p.Step, f.s.Answer())
	f.say(f.how(p.Step))
	f.whole = false
}

// where is "4 of about 22", with the community of a loop.
func (f *face) where(p prompts.Page) string {
	var parts []string
	if place, about := f.s.Progress(); place > 0 {
		parts = append(parts, fmt.Sprintf("%d of about %d", place, about))
	}
	if p.Community != nil {
		parts = append(parts, text.Line(p.Community.Name))
	}
	return strings.Join(parts, ", ")
}

// choices lists what can be chosen by its number.
func (f *face) choices(step prompts.Step) {
	switch step.Kind {
	case journal.ChooseOne, journal.ChooseMany:
		for i, o := range step.Options {
			f.say(fmt.Sprintf("%d. %s", i+1, o.Label))
		}
	case journal.Rating:
		for i, word := range step.Anchors {
			f.say(fmt.Sprintf("%d: %s", i+1, word))
		}
	case journal.CommunityOne:
		f.list(f.s.Communities())
	}
}

// list shows communities by number.
func (f *face) list(cs []journal.Community) {
	for i, c := range cs {
		if i == mostShown {
			f.say(fmt.Sprintf("And %d more, which can be typed by name.", len(cs)-i))
			return
		}
		f.say(fmt.Sprintf("%d. %s", i+1, text.Line(c.Name)))
	}
}
