package line

import (
	"fmt"
	"strconv"
	"strings"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// mostLines bounds how much of a long answer is shown with its question; /again
// shows the whole.
const mostLines = 10

// soFar shows the answer as it stands.
func (f *face) soFar(step prompts.Step, v journal.Value) {
	if v.Empty() {
		return
	}
	said := f.said(step, v)
	if len(said) == 1 && !strings.Contains(said[0], "\n") {
		f.say("Your answer so far: " + said[0])
		return
	}
	f.say("Your answer so far:")
	lines := strings.Split(wrap(text.Visible(strings.Join(said, "\n")), f.Width-2), "\n")
	if step.Kind == journal.LongText && len(lines) > mostLines && !f.whole {
		f.say(fmt.Sprintf("(%d lines, of which these are the last; /again shows all)", len(lines)))
		lines = lines[len(lines)-mostLines:]
	}
	for _, line := range lines {
		f.put("  " + line + "\n")
	}
}

// said is an answer in words, a line for each entry of a list.
func (f *face) said(step prompts.Step, v journal.Value) []string {
	switch {
	case v.Declined:
		return []string{"would rather not say"}
	case v.NotSure:
		return []string{"not sure"}
	case v.Yes != nil && *v.Yes:
		return []string{"yes"}
	case v.Yes != nil:
		return []string{"no"}
	case v.Number != nil:
		return []string{number(step, *v.Number)}
	case v.Text != "":
		return []string{v.Text}
	}
	var out []string
	for _, c := range v.Choices {
		out = append(out, step.Label(c))
	}
	for i, c := range v.Communities {
		out = append(out, fmt.Sprintf("%d. %s", i+1, communityLine(c)))
	}
	for i, sg := range v.Suggestions {
		out = append(out, fmt.Sprintf("%d. %s", i+1, suggestionLine(sg)))
	}
	return out
}

func number(step prompts.Step, n float64) string {
	text := strconv.FormatFloat(n, 'f', -1, 64)
	switch {
	case step.Kind == journal.Rating && n >= 1 && int(n) <= len(step.Anchors):
		text += ", " + step.Anchors[int(n)-1]
	case step.Unit != "":
		text += " " + step.Unit
	}
	return text
}

func communityLine(c journal.Community) string {
	return entry(c.Name, strings.Join(c.Kinds, ", "), c.About, strings.Join(c.Tags, " "))
}

func suggestionLine(sg journal.Suggestion) string {
	var from, community, by string
	if sg.FromRole != "" {
		from = "from " + sg.FromRole
	}
	if sg.Community != nil {
		community = "for " + sg.Community.Name
	}
	if sg.TryBy != "" {
		by = "by " + string(sg.TryBy)
	}
	return entry(sg.Text, from, community, sg.Element, by)
}

// entry is a line of a list: what it is called, and what more is known.
func entry(name string, more ...string) string {
	line := text.Line(name)
	sep := " (" // then ", "
	for _, m := range more {
		if m != "" {
			line += sep + text.Line(m)
			sep = "; "
		}
	}
	if sep == "; " {
		line += ")"
	}
	return line
}
