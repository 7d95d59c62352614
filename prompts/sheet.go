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
	if a.Minutes > 0 {
		s.text("", fmt.Sprintf("About %d minutes.", a.Minutes))
	}
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
	for _, text := range []string{a.Origin.Citation, a.Origin.URL, a.Origin.Licence} {
		s.text("", text)
	}
	return strings.TrimRight(s.out.String(), "\n") + "\n"
}

type sheet struct {
	activity Activity
	markdown bool
	out      strings.Builder
}

func (s *sheet) line(format string, args ...any) { fmt.Fprintf(&s.out, format+"\n", args...) }

// heading stands over what follows it.
func (s *sheet) heading(level int, text string) {
	if s.markdown {
		s.line("%s %s\n", strings.Repeat("#", level), markdownText(text))
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
		s.line("%s %s\n", strings.Repeat("#", 3+strings.Count(number, ".")), markdownText(title))
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
	case journal.Info, journal.PerCommunity:
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
	if limits != "" {
		s.aside(indent, limits)
	}
	s.line("")
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
	if !s.markdown {
		s.line("%s[%s]", indent, what)
		return
	}
	s.line("*%s*\n", markdownText(strings.ToUpper(what[:1])+what[1:]))
	for range map[journal.Kind]int{journal.LongText: 6, journal.Inventory: 6, journal.SuggestionsK: 4}[step.Kind] {
		s.line("%s\n", paperLine)
	}
	s.line("%s\n", paperLine)
}

const paperLine = `\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_`

// markdownText is text that says in Markdown what it says without.
func markdownText(text string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "]", `\]`, "#", `\#`, "~", `\~`, "|", `\|`,
	).Replace(text)
}
