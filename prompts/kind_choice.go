package prompts

import (
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// chooseOneKind is one of the options that a step gives.
func chooseOneKind() stepKind {
	k := chooseManyKind()
	k.keys, k.parse = []string{"record", "options"}, parseOptions
	k.read = func(f *tomlFile, path string, s Step, v any) journal.Value {
		value, ok := v.(string)
		if !ok {
			f.problem(path, "this must be one of its options in quotes, and is %s", typeOf(v))
			return journal.Value{}
		}
		readOption(f, path, s, value)
		return journal.ChoiceValue(value)
	}
	k.write = func(_ Step, v journal.Value) string { return tomlText(strings.Join(v.Choices, ", ")) }
	k.example = func(s Step) string { return tomlText(s.Options[0].Value) }
	k.typed = func(Step) string { return "a number" }
	return k
}

// chooseManyKind is any number of the options that a step gives.
func chooseManyKind() stepKind {
	return stepKind{
		keys: []string{"record", "options", "min_items", "max_items"},
		parse: func(p *parser, t table, s *Step) {
			parseOptions(p, t, s)
			p.counts(t, s)
			if n := len(s.Options); n > 0 && max(s.MinItems, s.MaxItems) > n {
				are := map[bool]string{true: "is", false: "are"}[n == 1]
				t.problem("max_items", "there %s only %s", are, text.Count(n, "option"))
			}
		},
		part: func(v journal.Value) journal.Value { return journal.Value{Choices: v.Choices} },
		check: func(s Step, v journal.Value, _ time.Time) (journal.Value, error) {
			for i, c := range v.Choices {
				if !slices.Contains(optionValues(s), c) {
					return v, invalid("%q is not one of the choices", c).WithHint("choose from: %s", strings.Join(optionValues(s), ", "))
				}
				if slices.Contains(v.Choices[:i], c) {
					return v, invalid("%q is chosen twice", c)
				}
			}
			if s.Kind == journal.ChooseOne && len(v.Choices) > 1 {
				return v, invalid("choose one")
			}
			return v, checkCount(s, len(v.Choices), "choose")
		},
		unfit: func(s Step, v any) string {
			value, ok := v.(string)
			switch {
			case !ok:
				return "the value must be one of " + shown(s.Key) + "'s options, in quotes"
			case len(s.Options) > 0 && !slices.Contains(optionValues(s), value):
				return shown(value) + " is not one of " + shown(s.Key) + "'s options" + orThese(value, optionValues(s))
			}
			return ""
		},
		read: func(f *tomlFile, path string, s Step, v any) journal.Value {
			list, ok := asList(v)
			if !ok {
				f.problem(path, `this must be a list of its options, as in ["%s"], and is %s`, s.Options[0].Value, typeOf(v))
				return journal.Value{}
			}
			var said journal.Value
			for i, v := range list {
				value, ok := v.(string)
				if !ok {
					f.problem(indexPath(path, i), "each option must be in quotes, and this is %s", typeOf(v))
					continue
				}
				readOption(f, indexPath(path, i), s, value)
				said.Choices = append(said.Choices, value)
			}
			return said
		},
		write: func(_ Step, v journal.Value) string { return tomlList(v.Choices) },
		example: func(s Step) string {
			n := min(len(s.Options), max(2, s.MinItems))
			if s.MaxItems > 0 {
				n = min(n, s.MaxItems)
			}
			return tomlList(optionValues(s)[:n])
		},
		tick: func(s Step) []string {
			var labels []string
			for _, o := range s.Options {
				labels = append(labels, o.Label)
			}
			return labels
		},
		typed: func(s Step) string { return "numbers with spaces between" + s.within(" (%s)") },
	}
}

// yesNoKind is yes or no.
func yesNoKind() stepKind {
	return stepKind{
		keys: []string{"record"},
		part: func(v journal.Value) journal.Value { return journal.Value{Text: v.Text, Yes: v.Yes} },
		check: func(_ Step, v journal.Value, _ time.Time) (journal.Value, error) {
			if v.Yes == nil {
				return v, invalid("answer yes or no")
			}
			return journal.Value{Yes: v.Yes}, nil
		},
		unfit: func(s Step, v any) string {
			if _, ok := v.(bool); !ok {
				return shown(s.Key) + " is yes or no: the value must be true or false"
			}
			return ""
		},
		read: func(f *tomlFile, path string, _ Step, v any) journal.Value {
			yes, ok := v.(bool)
			if !ok {
				f.problem(path, "this must be true or false, and is %s", typeOf(v))
			}
			return journal.YesValue(yes)
		},
		write: func(_ Step, v journal.Value) string {
			if v.Yes != nil && *v.Yes {
				return "true"
			}
			return "false"
		},
		example: func(Step) string { return "true" },
		tick:    func(Step) []string { return []string{"Yes", "No"} },
		typed:   func(Step) string { return "y for yes or n for no" },
	}
}

// parseOptions reads options = [{ value = "...", label = "..." }].
func parseOptions(p *parser, t table, s *Step) {
	if t.lacks("options") {
		t.problem("options", `options is missing: a list of { value = "...", label = "..." }`)
	}
	tables := t.tables("options", `options = [{ value = "yes", label = "Yes" }]`)
	if list, ok := asList(t.keys["options"]); ok && len(list) == 0 {
		t.problem("options", "options is empty")
	}
	if len(tables) > maxOptions {
		t.problem("options", "there are more than %d options", maxOptions)
		tables = tables[:maxOptions]
	}
	for _, o := range tables {
		if o.keys == nil {
			continue
		}
		o.known("value", "label")
		option := journal.Option{Value: o.needed("value"), Label: o.needed("label")}
		if option.Value != "" && slices.Contains(optionValues(*s), option.Value) {
			o.problem("value", "the value %s is there twice", shown(option.Value))
		}
		if option.Value == declineSign {
			o.problem("value", "the value - stands for would rather not say")
		}
		p.noPlaceholder(o, "label")
		s.Options = append(s.Options, option)
	}
}

// readOption reports a value in an answers file that is no option of the step.
func readOption(f *tomlFile, path string, s Step, value string) {
	if !slices.Contains(optionValues(s), value) {
		f.problem(path, "%s is not one of the options%s", shown(value), orThese(value, optionValues(s)))
	}
}

func optionValues(s Step) []string {
	values := make([]string, len(s.Options))
	for i, o := range s.Options {
		values[i] = o.Value
	}
	return values
}
