package prompts

import (
	"time"

	"kith/journal"
)

// dateKind is a day, a month or a year.
func dateKind() stepKind {
	return stepKind{
		keys:  []string{"record", "remind"},
		parse: func(_ *parser, t table, s *Step) { s.Remind = t.flag("remind", false) },
		part:  textPart,
		check: func(s Step, v journal.Value, now time.Time) (journal.Value, error) {
			parse := journal.ParseDate
			if s.Remind {
				parse = journal.ParseDue
			}
			d, err := parse(v.Text, now)
			if err != nil {
				return v, err
			}
			return journal.TextValue(string(d)), nil
		},
		unfit: func(s Step, v any) string {
			if d, ok := v.(string); !ok || journal.Date(d).Start(time.UTC).IsZero() {
				return shown(s.Key) + " is a date: the value must be one, such as 2026-11-23"
			}
			return ""
		},
		ordered: true,
		read: func(f *tomlFile, path string, _ Step, v any) journal.Value {
			return journal.TextValue(readDate(f, path, v))
		},
		write:   func(_ Step, v journal.Value) string { return tomlDate(v.Text) },
		example: func(Step) string { return "2026-11-23" },
		wants:   func(Step) string { return "a date" },
		typed: func(s Step) string {
			if s.Remind {
				return "a date to come, such as 2026-12-01, 2026-12, friday or in 2 weeks"
			}
			return "a date, such as 2026-11-23, 2026-11, 2026, yesterday or last monday"
		},
		hint: "A day, a month or a year, such as 2026-11-23, Nov 2026, 2026, yesterday, last monday, 3 weeks ago.",
	}
}

// remindHint is the hint of a date to come back on.
const remindHint = "A day or a month, such as 2026-12-01, Dec 2026, friday, in 2 weeks."

// reminder is what a date to come back on leaves among the suggestions, so that it
// comes up on its day.
func (a Activity) reminder(date string) journal.Suggestion {
	return journal.Suggestion{Text: "Look again at " + a.Title, TryBy: journal.Date(date)}
}

// reminder is that of a date that is answered. Answered anew, it is the one that was.
func (s *Session) reminder(date string, was []journal.Suggestion) []journal.Suggestion {
	one := s.activity.reminder(date)
	if len(was) > 0 {
		one.ID = was[0].ID
	} else {
		one.ID = s.env.NewID()
	}
	return []journal.Suggestion{one}
}

// readDate reads a date of an answers file: as TOML has it, or in words.
func readDate(f *tomlFile, path string, v any) string {
	if d, ok := asDate(v); ok {
		return string(d)
	}
	typed, ok := v.(string)
	if !ok {
		f.problem(path, `this must be a date, such as 2026-11-23 or "2026-11", and is %s`, typeOf(v))
	}
	return typed
}

// tomlDate writes a whole date as TOML knows it, and any other as text.
func tomlDate(date string) string {
	if _, err := time.Parse("2006-01-02", date); err == nil {
		return date
	}
	return tomlText(date)
}
