package archive

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"

	"kith/journal"
)

// answer writes one answer under its prompt.
func answer(b *bytes.Buffer, a journal.Answer) {
	level := 2
	if a.Community != nil {
		level = 3
	}
	heading(b, level, cmp.Or(plain(a.Prompt), plain(a.Key), "answer"))
	if a.Private {
		b.WriteString("\n*private*\n")
	}
	v := a.Value
	switch {
	case v.Declined:
		b.WriteString("\n*would rather not say*\n")
	case v.NotSure:
		b.WriteString("\n*not sure*\n")
	case v.Number != nil:
		b.WriteString("\n" + number(a) + "\n")
	case v.Yes != nil:
		b.WriteString("\n" + yesNo(*v.Yes) + "\n")
	case len(v.Choices) > 0:
		choices(b, a)
	case len(v.Communities) > 0:
		communities(b, v.Communities)
	case len(v.Suggestions) > 0:
		suggestions(b, v.Suggestions)
	case a.Kind == journal.DateKind:
		b.WriteString("\n" + plain(journal.Date(v.Text).Words()) + "\n")
	case v.Text != "":
		b.WriteByte('\n')
		quote(b, v.Text)
	}
}

// number is "4 of 5: well" for a rating, "1.5 hours" for a number.
func number(a journal.Answer) string {
	n := strconv.FormatFloat(*a.Value.Number, 'f', -1, 64)
	label := plain(strings.Join(a.Labels, " "))
	if a.Kind != journal.Rating {
		return strings.TrimSpace(n + " " + label)
	}
	if label == "" {
		return n + " of 5"
	}
	return n + " of 5: " + label
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func choices(b *bytes.Buffer, a journal.Answer) {
	b.WriteByte('\n')
	for i, choice := range a.Value.Choices {
		if i < len(a.Labels) {
			choice = a.Labels[i]
		}
		item(b, choice)
	}
}

func communities(b *bytes.Buffer, cs []journal.Community) {
	b.WriteByte('\n')
	for _, c := range cs {
		item(b, c.Name)
		detail(b, "alias", c.Alias)
		detail(b, "kinds", strings.Join(c.Kinds, ", "))
		detail(b, "about", c.About)
		detail(b, "where", c.Where)
		detail(b, "rhythm", c.Rhythm)
		detail(b, "started", c.Started.Words())
		detail(b, "tags", strings.Join(c.Tags, ", "))
	}
}

func suggestions(b *bytes.Buffer, ss []journal.Suggestion) {
	b.WriteByte('\n')
	for _, s := range ss {
		item(b, s.Text)
		detail(b, "from", s.FromRole)
		if s.Community != nil {
			detail(b, "community", s.Community.Name)
		}
		detail(b, "element", s.Element)
		detail(b, "try by", s.TryBy.Words())
	}
}

func item(b *bytes.Buffer, text string) {
	b.WriteString("- " + cmp.Or(plain(text), "...") + "\n")
}

func detail(b *bytes.Buffer, what, text string) {
	if text := plain(text); text != "" {
		b.WriteString("  - " + what + ": " + text + "\n")
	}
}
