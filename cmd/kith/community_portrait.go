package main

import (
	"fmt"
	"strings"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/journal/chart"
	"kith/journal/text"
)

// drawPortrait draws all about a community, a part for each thing one may want
// to know; a part with nothing in it is left out.
func (a *app) drawPortrait(p portrait) (string, error) {
	taking, rest, err := a.drawMeasures(p.latest)
	if err != nil {
		return "", err
	}
	style, width := a.console.Style(), a.readingWidth()
	var b strings.Builder
	b.WriteString(style.Bold(text.Line(p.Name)) + "\n")
	if p.About != "" {
		b.WriteString(console.Wrap(text.Visible(p.About), width, 0) + "\n")
	}
	for _, f := range communityFacts(p.Community) {
		b.WriteString(style.Dim(f.name) + "  " + text.Line(f.value) + "\n")
	}
	section := func(title, text string) {
		if text != "" {
			fmt.Fprintf(&b, "\n%s\n%s\n", style.Heading(title), console.Wrap(text, width, 2))
		}
	}
	section("How kith reads it", text.Visible(p.reading.Paragraph()))
	section("The three elements", a.drawElements(p))
	section("How you take part", taking)
	section("What else was last said", rest)
	section("What you wrote", a.drawWritten(p))
	section("To try", text.Visible(strings.Join(each(p.suggestions, suggestionLine), "\n")))
	return b.String(), nil
}

type fact struct{ name, value string }

// communityFacts are the things said of a community that were said.
func communityFacts(c journal.Community) []fact {
	all := []fact{
		{"kinds", strings.Join(c.Kinds, ", ")}, {"where", c.Where}, {"rhythm", c.Rhythm},
		{"started", c.Started.Words()}, {"alias", c.Alias}, {"tags", strings.Join(c.Tags, ", ")},
		{"merged", strings.Join(each(c.Merged, func(m journal.CommunityRef) string { return m.Name }), ", ")},
	}
	if !c.Archived.IsZero() {
		all = append(all, fact{"archived", c.Archived.Format("2 January 2006")})
	}
	var facts []fact
	for _, f := range all {
		if f.value != "" {
			facts = append(facts, fact{fmt.Sprintf("%-8s", f.name), f.value})
		}
	}
	return facts
}

// drawElements draws the three elements over time, a row for each.
func (a *app) drawElements(p portrait) string {
	how := a.chartText()
	if how.Width > 0 {
		how.Width -= 2 // the indent
	}
	return chart.NewTimeline(p.Community, p.observed).Text(how)
}

// drawWritten lists the reflections, each with the beginning of what it says.
func (a *app) drawWritten(p portrait) string {
	var lines []string
	for _, r := range p.reflections {
		lines = append(lines, a.reflectionLine(r))
		if text := p.written(r); text != "" {
			lines = append(lines, "  "+text)
		}
	}
	if p.more {
		lines = append(lines, "There is more: kith list --all --community "+shellWord(text.Line(p.Name)))
	}
	return strings.Join(lines, "\n")
}
