package prompts

import (
	"math"
	"strconv"
	"strings"
	"time"

	"kith/journal"
)

// numberKind is any number.
func numberKind() stepKind {
	wants := func(s Step) string {
		if s.Unit != "" {
			return "a number of " + s.Unit
		}
		return "a number"
	}
	return stepKind{
		keys: []string{"record", "min", "max", "unit"},
		parse: func(p *parser, t table, s *Step) {
			s.Min, s.Max, s.Unit = t.number("min"), t.number("max"), t.text("unit")
			if s.Min != nil && s.Max != nil && *s.Min > *s.Max {
				t.problem("max", "max is %v, which is less than min, %v", *s.Max, *s.Min)
			}
			p.noPlaceholder(t, "unit")
		},
		part:  func(v journal.Value) journal.Value { return journal.Value{Text: v.Text, Number: v.Number} },
		check: checkNumber,
		unfit: func(s Step, v any) string {
			if _, ok := v.(float64); !ok {
				return shown(s.Key) + " is a number, and the value is not"
			}
			return ""
		},
		ordered: true,
		read: func(f *tomlFile, path string, _ Step, v any) journal.Value {
			n, ok := asNumber(v)
			if !ok {
				f.problem(path, "this must be a number, and is %s", typeOf(v))
			}
			return journal.NumberValue(n)
		},
		write:   writeNumber,
		example: func(s Step) string { return plainNumber(exampleNumber(s)) },
		wants:   wants,
		notes: func(s Step) []string {
			if s.Unit == "" {
				return nil
			}
			return []string{"In " + s.Unit + "."}
		},
		typed: func(s Step) string { return wants(s) + s.within(", %s") },
	}
}

// checkNumber reads a number that was typed; a comma may stand for the point.
func checkNumber(s Step, v journal.Value, _ time.Time) (journal.Value, error) {
	if v.Number == nil {
		typed := strings.TrimSpace(v.Text)
		n, err := strconv.ParseFloat(strings.Replace(typed, ",", ".", 1), 64)
		if err != nil {
			return v, invalid("%q is not a number", typed).WithHint("type it in digits, as in 1.5")
		}
		if _, after, found := strings.Cut(typed, ","); found && len(after) == 3 {
			return v, invalid("%q could be a thousand times as much or as little", typed).WithHint("type it without a comma, as in 1000 or 1.5")
		}
		v = journal.NumberValue(n)
	}
	n := *v.Number
	switch {
	case math.IsNaN(n) || math.IsInf(n, 0):
		return v, invalid("that is not a number that can be kept")
	case s.Min != nil && n < *s.Min:
		return v, invalid("the least that makes sense here is %v", *s.Min)
	case s.Max != nil && n > *s.Max:
		return v, invalid("the most that makes sense here is %v", *s.Max)
	}
	return v, nil
}

// writeNumber writes a number or, where a draft holds none yet, what was typed.
func writeNumber(_ Step, v journal.Value) string {
	if checked, err := checkNumber(Step{}, v, time.Time{}); err == nil {
		return plainNumber(*checked.Number)
	}
	return tomlText(v.Text)
}

func plainNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func exampleNumber(s Step) float64 {
	switch {
	case s.Min != nil:
		return *s.Min
	case s.Max != nil:
		return min(1, *s.Max)
	}
	return 1
}
