package prompts

import (
	"fmt"
	"math"
	"strings"
	"time"

	"kith/journal"
)

const ratingRule = "a rating is a whole number from 1 to 5, or "

// ratingKind is 1 to 5, or not sure.
func ratingKind() stepKind {
	isRating := func(n float64) bool { return n >= 1 && n <= 5 && n == math.Trunc(n) }
	return stepKind{
		keys: []string{"record", "anchors"},
		parse: func(_ *parser, t table, s *Step) {
			s.Anchors = t.texts("anchors")
			if t.has("anchors") && len(s.Anchors) != 5 {
				t.problem("anchors", "anchors are five, one for each of 1 to 5, and here are %d", len(s.Anchors))
			}
		},
		part: func(v journal.Value) journal.Value {
			return journal.Value{Text: v.Text, Number: v.Number, NotSure: v.NotSure && v.Number == nil}
		},
		check: func(_ Step, v journal.Value, _ time.Time) (journal.Value, error) {
			if v.Number == nil || !isRating(*v.Number) {
				return v, invalid(ratingRule + "? for not sure")
			}
			return journal.Value{Number: v.Number}, nil
		},
		unfit: func(s Step, v any) string {
			if n, ok := v.(float64); !ok || !isRating(n) {
				return shown(s.Key) + " is a rating: the value must be a whole number from 1 to 5"
			}
			return ""
		},
		ordered: true,
		read: func(f *tomlFile, path string, _ Step, v any) journal.Value {
			if text, ok := v.(string); ok && strings.TrimSpace(text) == "?" {
				return journal.Value{NotSure: true}
			}
			n, ok := asNumber(v)
			if !ok {
				f.problem(path, "%s", ratingRule+`"?" for not sure`)
			}
			return journal.NumberValue(n)
		},
		write:   writeNumber,
		example: func(Step) string { return "4" },
		tick: func(s Step) []string {
			var boxes []string
			for i := range 5 {
				boxes = append(boxes, fmt.Sprint(i+1))
				if len(s.Anchors) > i {
					boxes[i] += ", " + s.Anchors[i]
				}
			}
			return append(boxes, "Not sure")
		},
		notes: func(s Step) []string {
			scale := "1 to 5,"
			if len(s.Anchors) == 5 {
				scale = ""
				for i, anchor := range s.Anchors {
					scale += fmt.Sprintf("%d %s, ", i+1, anchor)
				}
				scale = strings.TrimSuffix(scale, ", ") + ";"
			}
			return []string{scale + ` or "?" for not sure.`}
		},
		typed: func(Step) string { return "1 to 5, or ? for not sure" },
	}
}
