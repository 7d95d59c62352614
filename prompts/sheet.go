package prompts

import (
	"fmt"
	"strings"

	"kith/journal/text"
)

// Sheet is the whole of an activity to read or, as Markdown, to print and fill
// in on paper: every step with its help, its choices and when it is asked.
func Sheet(a Activity, markdown bool) string {
	s := &sheet{activity: a, markdown: markdown}
	s.heading(1, a.Title)
	s.paragraph("", text.Sentence(a.About))
	var opening []string
	if a.Minutes > 0 {
		opening = append(opening, fmt.Sprintf("About %d minutes.", a.Minutes))
	}
	if !markdown {
		names := []string{a.ID}
		for _, alias := range a.Aliases {
			names = append(names, text.ShellWord(alias))
		}
		opening = append(opening, "To begin: kith reflect "+text.List(names, "or"))
	}
	s.paragraph("", strings.Join(opening, " "))
	s.paragraph("", a.Intro)
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
		s.paragraph("", a.Closing)
	}
	s.heading(2, "Source")
	s.paragraph("", a.Origin.Citation)
	if url := a.Origin.URL; markdown && strings.HasPrefix(url, "http") && !strings.ContainsAny(url, " <>\n") {
		s.line("<%s>\n", url)
	} else if markdown {
		s.paragraph("", url)
	} else {
		s.line("%s\n", url) // whole, to be copied
	}
	s.paragraph("", a.Origin.Licence)
	whole := s.String()
	for strings.Contains(whole, "\n\n\n") {
		whole = strings.ReplaceAll(whole, "\n\n\n", "\n\n")
	}
	return strings.TrimRight(whole, "\n") + "\n"
}

// sheet is a sheet that is being written.
type sheet struct {
	activity Activity
	markdown bool
	strings.Builder
}

func (s *sheet) line(format string, args ...any) { fmt.Fprintf(s, format+"\n", args...) }

// heading stands over what follows it.
func (s *sheet) heading(level int, title string) {
	if s.markdown {
		s.line("%s %s\n", strings.Repeat("#", level), markdownText(text.Line(title)))
		return
	}
	underline := map[int]string{1: "=", 2: "-"}[level]
	s.line("%s\n%s\n", text.Block(title, formWidth, ""), strings.Repeat(underline, min(text.Width(title), formWidth)))
}

// paragraph is one paragraph or several.
func (s *sheet) paragraph(indent, words string) {
	if words != "" {
		s.aside(indent, words)
		s.line("")
	}
}

// aside is a paragraph that the next line follows at once, but in Markdown.
func (s *sheet) aside(indent, words string) {
	if s.markdown {
		s.line("%s\n", markdownText(words))
		return
	}
	s.line("%s", strings.TrimRight(text.Block(words, formWidth, indent), "\n"))
}

// step writes one step, and those inside it; loop is the one it stands in.
func (s *sheet) step(number, indent string, step Step, loop *Step) {
	title := number + ". " + unfilled(step.Prompt)
	if s.markdown {
		s.heading(3+strings.Count(number, "."), title)
	} else {
		s.aside(indent, title)
	}
	indent += "    "
	scope := s.activity.Steps
	if loop != nil {
		scope = append(loop.Steps[:len(loop.Steps):len(loop.Steps)], scope...)
	}
	notes := whenAsked(step, scope, s.called, true)
	if over, ok := s.activity.Step(step.Over); ok {
		notes = append(notes, "Once for each community in "+s.called(over)+".")
	}
	if step.Required {
		notes = append(notes, "Needed.")
	}
	if step.Private && kindOf(step.Kind).answered() {
		notes = append(notes, "Private.")
	}
	if notes != nil {
		s.aside(indent, "("+strings.Join(notes, " ")+")")
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
	kind := kindOf(step.Kind)
	switch {
	case step.Over != "" && s.markdown:
		s.ruled("Its name", 1)
		return
	case !kind.answered():
		return
	case kind.tick != nil && s.markdown:
		for _, label := range kind.tick(step) {
			s.line("- [ ] %s", markdownText(label))
		}
	case kind.tick != nil:
		for _, label := range kind.tick(step) {
			s.line("%s[ ] %s", indent, strings.TrimLeft(text.Block(label, formWidth, indent+"    "), " "))
		}
	case !s.markdown:
		s.line("%s[%s]", indent, kind.wants(step))
	case len(step.Fields) > 1:
		s.line("| %s |", strings.ReplaceAll(strings.Join(step.Fields, " | "), "_", " "))
		s.line("|%s", strings.Repeat("---|", len(step.Fields)))
		for range 6 {
			s.line("|%s", strings.Repeat(" &nbsp; |", len(step.Fields)))
		}
	default:
		s.ruled(strings.ToUpper(kind.wants(step)[:1])+kind.wants(step)[1:], max(1, kind.lines))
	}
	s.line("")
	if bounds := step.Bounds(); bounds != "" {
		s.paragraph(indent, text.Sentence(bounds))
	}
}

// ruled leaves lines to write on, which Markdown draws across the page.
func (s *sheet) ruled(what string, lines int) {
	s.line("*%s*\n", markdownText(what))
	for range lines {
		s.line("________________________________________\n")
	}
}

// markdownText is text that says in Markdown what it says without.
func markdownText(text string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "]", `\]`, "#", `\#`, "~", `\~`, "|", `\|`, "&", `\&`,
	).Replace(text)
}
