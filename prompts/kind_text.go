package prompts

import (
	"strings"
	"time"
	"unicode/utf8"

	"kith/journal"
)

// maxText bounds one answer, in bytes: far over what anybody types, well under
// what a disk minds.
const maxText = 4 << 20

// shortTextKind is a line of text.
func shortTextKind() stepKind {
	k := longTextKind()
	k.keys, k.lines = []string{"record", "max_chars", "lead"}, 0
	k.wants = func(Step) string { return "a line" }
	k.typed = func(s Step) string { return "a line" + s.within(" of %s") }
	return k
}

// longTextKind is as much text as one likes.
func longTextKind() stepKind {
	return stepKind{
		keys: []string{"max_chars", "lead"},
		parse: func(p *parser, t table, s *Step) {
			s.MaxChars, s.Lead = t.count("max_chars"), t.flag("lead", false)
			switch {
			case !s.Lead:
			case strings.Count(t.path, "step") > 1:
				t.problem("lead", "a step of a loop cannot lead a page: it is asked several times")
			case s.Private:
				t.problem("lead", "a private step cannot lead a page for other people")
			case p.lead != "":
				t.problem("lead", "%s leads the page already, and only one can", p.lead)
			default:
				p.lead = s.Key
			}
		},
		part: textPart,
		check: func(s Step, v journal.Value, _ time.Time) (journal.Value, error) {
			if err := journal.CheckText("this answer", v.Text); err != nil {
				return v, err
			}
			if len(v.Text) > maxText {
				return v, invalid("this answer is longer than %d million characters", maxText>>20)
			}
			if n := utf8.RuneCountInString(v.Text); s.MaxChars > 0 && n > s.MaxChars {
				return v, invalid("this answer has %d characters, and there is room for %d", n, s.MaxChars)
			}
			return v, nil
		},
		unfit: func(s Step, v any) string {
			if !isText(v) {
				return shown(s.Key) + " is text: the value must be text in quotes"
			}
			return ""
		},
		read: func(f *tomlFile, path string, _ Step, v any) journal.Value {
			text, ok := v.(string)
			if !ok {
				f.problem(path, "this must be text in quotes, and is %s", typeOf(v))
			}
			return journal.TextValue(strings.TrimSuffix(text, "\n")) // before the closing """ of several lines
		},
		write: func(_ Step, v journal.Value) string {
			if strings.HasSuffix(v.Text, "\n") {
				return tomlText(v.Text + "\n") // or reading takes it for that one
			}
			return tomlText(v.Text)
		},
		example: func(Step) string { return `"..."` },
		wants:   func(Step) string { return "as much as you like" }, lines: 7,
		typed: func(s Step) string {
			return "text" + s.within(" of %s") + ", then a line with only a full stop"
		},
	}
}

// textPart is the part of an answer that is typed in words.
func textPart(v journal.Value) journal.Value { return journal.Value{Text: v.Text} }
