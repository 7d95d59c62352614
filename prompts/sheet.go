package prompts

import (
	"fmt"
	"strings"

	"kith/journal"
)

// Sheet is the whole of an activity to read or, as Markdown, to print and fill
// in on paper: every step with its help, its choices and when it is asked.
func Sheet(a Activity, markdown bool) string {
	s := &sheet{activity: a, markdown: markdown}
	s.heading(1, a.Title)
	s.text("", s.opening())
	s.text("", a.Intro)
	sitting := 1
	for i, step := range a.Steps {
		if step.Sitting > sitting {
			sitting = step.Sitting
			s.heading(2, fmt.Sprintf("Sitting %d, for another day", sitting))
		}
		s.step(fmt.Sprint(i+1), "", step, nil)
	}
	if a.Closing != "" {
		s.heading(2, "To close")
		s.text("", a.Closing)
	}
	s.heading(2, "Source")
	s.text("", a.Origin.Citation)
	s.link(a.Origin.URL)
	s.text("", a.Origin.Licence)
	return strings.TrimRight(oneBlank(s.out.String()), "\n") + "\n"
}

// oneBlank leaves one empty line where there are several.
func oneBlank(text string) string {
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n")
	}
	return text
}

type sheet struct {
	activity Activity
	markdown bool
	out      strings.Builder
}

func (s *sheet) line(format string, args ...any) { fmt.Fprintf(&s.out, format+"\n", args...) }

// opening says how long it takes and, to those at a terminal, how to run it.
func (s *sheet) opening() string {
	var parts []string
	if s.activity.Minutes > 0 {
		parts = append(parts, fmt.Sprintf("About %d minutes.", s.activity.Minutes))
	}
	if !s.markdown {
		names := append([]string{s.activity.ID}, s.activity.Aliases...)
		parts = append(parts, "To begin: kith reflect "+listed(names, "or"))
	}
	return strings.Join(parts, " ")
}

// link is an address, which Markdown makes a link of where it is one.
func (s *sheet) link(url string) {
	if s.markdown && strings.HasPrefix(url, "http") && !strings.ContainsAny(url, " <>\n") {
		s.line("<%s>\n", url)
		return
	}
	s.text("", url)
}

// heading stands over what follows it.
func (s *sheet) heading(level int, text string) {
	if s.markdown {
		s.line("%s %s\n", strings.Repeat("#", level), markdownText(strings.ReplaceAll(text, "\n", " ")))
		return
	}
	s.out.WriteString(wrapped(text, "", formWidth))
	s.line("%s\n", strings.Repeat(map[int]string{1: "=", 2: "-"}[level], min(len([]rune(text)), formWidth)))
}

// text is a paragraph or several.
func (s *sheet) text(indent, text string) {
	switch {
	case text == "":
	case s.markdown:
		s.line("%s\n", markdownText(text))
	default:
		s.line("%s", strings.TrimRight(wrapped(text, indent, formWidth), "\n")+"\n")
	}
}

// step writes one step, and those inside it; loop is the one it stands in.
func (s *sheet) step(number, indent string, step Step, loop *Step) {
	title := number + ". " + unfilled(step.Prompt)
	if s.markdown {
		s.line("%s %s\n", strings.Repeat("#", 3+strings.Count(number, ".")), markdownText(strings.ReplaceAll(title, "\n", " ")))
	} else {
		s.out.WriteString(wrapped(title, indent, formWidth))
	}
	indent += strings.Repeat(" ", 4)
	for _, note := range s.notes(step, loop) {
		s.aside(indent, note)
	}
	if step.Help != "" {
		s.aside(indent, unfilled(step.Help))
	}
	if !s.markdown {
		s.line("")
	}
	s.answer(indent, step)
	for i, inner := range step.Steps {
		s.step(fmt.Sprintf("%s.%d", number, i+1), indent, inner, &step)
	}
}

func (s *sheet) aside(indent, text string) {
	if s.markdown {
		s.line("%s\n", markdownText(text))
		return
	}
	s.out.WriteString(wrapped(text, indent, formWidth))
}

// notes says what is particular about a step.
func (s *sheet) notes(step Step, loop *Step) []string {
	scope := s.activity.Steps
	if loop != nil {
		scope = append(loop.Steps[:len(loop.Steps):len(loop.Steps)], scope...)
	}
	notes := conditionNotes(step, scope, s.called, labelledValue)
	if step.Kind == journal.PerCommunity {
		over, _ := s.activity.Step(step.Over)
		notes = append(notes, "Once for each community in "+s.called(over)+".")
	}
	if step.Required {
		notes = append(notes, "Needed.")
	}
	if step.Private && step.Kind != journal.Info && step.Kind != journal.PerCommunity {
		notes = append(notes, "Private.")
	}
	if len(notes) == 0 {
		return nil
	}
	return []string{"(" + strings.Join(notes, " ") + ")"}
}

// called is a step by its number.
func (s *sheet) called(step Step) string {
	for i, top := range s.activity.Steps {
		if top.Key == step.Key && top.Prompt == step.Prompt {
			return fmt.Sprintf("question %d", i+1)
		}
		for j, inner := range top.Steps {
			if inner.Key == step.Key && inner.Prompt == step.Prompt {
				return fmt.Sprintf("question %d.%d", i+1, j+1)
			}
		}
	}
	return step.Key
}

// answer writes what can be answered, with room for it on paper.
func (s *sheet) answer(indent string, step Step) {
	limits := strings.Join(limits(step), " ")
	switch step.Kind {
	case journal.Info:
		return
	case journal.PerCommunity:
		if s.markdown {
			s.line("*Its name*\n")
			s.ruled(1)
		}
		return
	case journal.ChooseOne, journal.ChooseMany:
		for _, o := range step.Options {
			s.choice(indent, o.Label)
		}
	case journal.YesNo:
		s.choice(indent, "Yes")
		s.choice(indent, "No")
	case journal.Rating:
		for i := range 5 {
			label := fmt.Sprint(i + 1)
			if len(step.Anchors) > i {
				label += ", " + step.Anchors[i]
			}
			s.choice(indent, label)
		}
		s.choice(indent, "Not sure")
	default:
		s.room(indent, step)
	}
	s.line("")
	if limits != "" {
		s.text(indent, limits)
	}
}

func (s *sheet) choice(indent, label string) {
	if s.markdown {
		s.line("- [ ] %s", markdownText(label))
		return
	}
	s.out.WriteString(indent + "[ ] " + strings.TrimLeft(wrapped(label, indent+"    ", formWidth), " "))
}

// room says what goes in and, on paper, leaves lines for it.
func (s *sheet) room(indent string, step Step) {
	what := map[journal.Kind]string{
		journal.ShortText: "a line", journal.LongText: "as much as you like", journal.Number: "a number",
		journal.DateKind: "a date", journal.CommunityOne: "one community", journal.Inventory: "communities",
		journal.SuggestionsK: "suggestions",
	}[step.Kind]
	if step.Multiple {
		what = "communities"
	}
	if step.Unit != "" {
		what += " of " + step.Unit
	}
	if len(step.Fields) > 1 {
		what += ": of each " + strings.ReplaceAll(listed(step.Fields, "and"), "_", " ")
	}
	switch {
	case !s.markdown:
		s.line("%s[%s]", indent, what)
	case len(step.Fields) > 1:
		s.grid(step.Fields, 6)
	default:
		s.line("*%s*\n", markdownText(strings.ToUpper(what[:1])+what[1:]))
		s.ruled(map[journal.Kind]int{journal.LongText: 6}[step.Kind] + 1)
	}
}

// ruled leaves lines to write on.
func (s *sheet) ruled(lines int) {
	for range lines {
		s.line("%s\n", paperLine)
	}
}

// grid leaves a table to fill in.
func (s *sheet) grid(fields []string, rows int) {
	s.line("| %s |", strings.ReplaceAll(strings.Join(fields, " | "), "_", " "))
	s.line("|%s", strings.Repeat("---|", len(fields)))
	for range rows {
		s.line("|%s", strings.Repeat(" &nbsp; |", len(fields)))
	}
}

// paperLine is drawn by Markdown as a line across the page.
const paperLine = "________________________________________"

// markdownText is text that says in Markdown what it says without.
func markdownText(text string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "]", `\]`, "#", `\#`, "~", `\~`, "|", `\|`, "&", `\&`,
	).Replace(text)
}
