package line

import (
	"strconv"
	"strings"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// askParsed takes a line that is read by parse, and asks again for one that
// cannot be.
func (f *face) askParsed(step prompts.Step, parse func(prompts.Step, string) (journal.Value, error)) error {
	for {
		text, err := f.read()
		if err != nil || strings.TrimSpace(text) == "" {
			return err
		}
		v := journal.Value{Declined: true}
		if strings.TrimSpace(text) != declined {
			v, err = parse(step, text)
		}
		if err == nil {
			f.set(v)
			return nil
		}
		f.complain(err)
	}
}

func invalid(format string, args ...any) error {
	return journal.Errorf(journal.Invalid, format, args...)
}

func yesNo(_ prompts.Step, s string) (journal.Value, error) {
	switch text.Fold(s) {
	case "y", "yes":
		return journal.YesValue(true), nil
	case "n", "no":
		return journal.YesValue(false), nil
	}
	return journal.Value{}, invalid("type y for yes or n for no")
}

func rating(_ prompts.Step, text string) (journal.Value, error) {
	text = strings.TrimSpace(text)
	if text == "?" {
		return journal.Value{NotSure: true}, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 5 {
		return journal.Value{}, invalid("type a whole number from 1 to 5, or ? for not sure")
	}
	return journal.NumberValue(float64(n)), nil
}

func oneChoice(step prompts.Step, text string) (journal.Value, error) {
	value, err := choice(step.Options, text)
	return journal.ChoiceValue(value), err
}

// choices reads numbers or values with spaces or commas between. A label may
// stand alone.
func choices(step prompts.Step, text string) (journal.Value, error) {
	if value, err := choice(step.Options, text); err == nil {
		return journal.ChoiceValue(value), nil
	}
	var v journal.Value
	for _, word := range words(text) {
		value, err := choice(step.Options, word)
		if err != nil {
			return journal.Value{}, err
		}
		v.Choices = append(v.Choices, value)
	}
	return v, nil
}

// choice is the option of the number shown beside it, or of that value or label.
func choice(options []journal.Option, s string) (string, error) {
	folded := text.Fold(s)
	if n, err := strconv.Atoi(folded); err == nil && n >= 1 && n <= len(options) {
		return options[n-1].Value, nil
	}
	for _, o := range options {
		if text.Fold(o.Value) == folded || text.Fold(o.Label) == folded {
			return o.Value, nil
		}
	}
	return "", invalid("\u201c%s\u201d is not one of the numbers 1 to %d", text.Line(s), len(options))
}

// words splits at spaces and commas.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}
