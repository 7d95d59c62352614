package prompts

import (
	"slices"
	"strings"

	"kith/journal"
)

// ofKind reads an answer as the step's kind has it.
func (r *answerReader) ofKind(path string, step Step, v any) journal.Value {
	text, isText := v.(string)
	switch step.Kind {
	case journal.ShortText, journal.LongText:
		if !isText {
			r.problem(path, "this must be text in quotes, and is %s", sortOf(v))
		}
		return journal.TextValue(text)
	case journal.ChooseOne:
		if !isText {
			r.problem(path, "this must be one of its options in quotes, and is %s", sortOf(v))
			return journal.Value{}
		}
		r.option(path, step, text)
		return journal.ChoiceValue(text)
	case journal.ChooseMany:
		return r.choices(path, step, v)
	case journal.YesNo:
		yes, ok := v.(bool)
		if !ok {
			r.problem(path, "this must be true or false, and is %s", sortOf(v))
		}
		return journal.YesValue(yes)
	case journal.Rating:
		if isText && strings.TrimSpace(text) == "?" {
			return journal.Value{NotSure: true}
		}
		return r.number(path, v, `a rating is a whole number from 1 to 5, or "?" for not sure`)
	case journal.Number:
		return r.number(path, v, "this must be a number, and is "+sortOf(v))
	case journal.DateKind:
		return journal.TextValue(r.date(path, v))
	case journal.Inventory:
		return r.inventory(path, step, v)
	case journal.CommunityOne:
		return r.picks(path, step, v)
	}
	return r.suggestions(path, step, v)
}

func (r *answerReader) number(path string, v any, otherwise string) journal.Value {
	n, ok := asNumber(v)
	if !ok {
		r.problem(path, "%s", otherwise)
	}
	return journal.NumberValue(n)
}

func (r *answerReader) date(path string, v any) string {
	if d, ok := asDate(v); ok {
		return string(d)
	}
	text, ok := v.(string)
	if !ok {
		r.problem(path, `this must be a date, such as 2026-11-23 or "2026-11", and is %s`, sortOf(v))
	}
	return text
}

func (r *answerReader) option(path string, step Step, text string) {
	values := optionValues(step)
	if slices.Contains(values, text) {
		return
	}
	near := didYouMean(nearest(text, values))
	if near == "" {
		near = ": they are " + clipped(listed(values, "and"), 200)
	}
	r.problem(path, "%s is not one of the options%s", shown(text), near)
}

func (r *answerReader) choices(path string, step Step, v any) journal.Value {
	list, ok := asList(v)
	if !ok {
		r.problem(path, `this must be a list of its options, as in ["%s"], and is %s`, step.Options[0].Value, sortOf(v))
		return journal.Value{}
	}
	var value journal.Value
	for i, v := range list {
		text, ok := v.(string)
		if !ok {
			r.problem(indexPath(path, i), "each option must be in quotes, and this is %s", sortOf(v))
			continue
		}
		r.option(indexPath(path, i), step, text)
		value.Choices = append(value.Choices, text)
	}
	return value
}

// picks reads the names of communities: a list or, of one, a text.
func (r *answerReader) picks(path string, step Step, v any) journal.Value {
	list, ok := asList(v)
	if !ok {
		list = []any{v}
	}
	var value journal.Value
	for i, v := range list {
		name, isText := v.(string)
		if !isText {
			r.problem(path, `this must be the name of a community in quotes, and is %s`, sortOf(v))
			break
		}
		if ok && strings.TrimSpace(name) == "" {
			r.problem(indexPath(path, i), "this name is empty")
			continue
		}
		value.Communities = append(value.Communities, journal.Community{Name: strings.TrimSpace(name)})
	}
	return value
}

// firstField is the field that is what the thing is.
func firstField(kind journal.Kind) string {
	if kind == journal.Inventory {
		return InventoryFields()[0]
	}
	return SuggestionFields()[0]
}

// entries reads the tables of an inventory or of suggestions; a text alone
// stands for the first field.
func (r *answerReader) entries(path string, step Step, v any) []table {
	first := firstField(step.Kind)
	list, ok := asList(v)
	if !ok {
		r.problem(path, "this must be a list, as in [{ %s = \"...\" }], and is %s", first, sortOf(v))
		return nil
	}
	var out []table
	for i, v := range list {
		t := table{file: r.tomlFile, path: indexPath(path, i)}
		switch v := v.(type) {
		case map[string]any:
			t.keys = v
		case string:
			t.keys = map[string]any{first: v}
		default:
			r.problem(t.path, "this must be a table, as in { %s = \"...\" }, and is %s", first, sortOf(v))
			continue
		}
		meant := t.known(step.Fields)
		text, isText := t.keys[first].(string)
		if empty := isText && strings.TrimSpace(text) == ""; empty || !t.has(first) && !meant[first] {
			r.problem(t.path, "%s is missing", first)
		}
		out = append(out, t)
	}
	return out
}

// raw takes a text as it was typed.
func (t table) raw(key string) string {
	v, ok := t.keys[key]
	if !ok {
		return ""
	}
	text, ok := v.(string)
	if !ok {
		t.problem(key, "this must be text in quotes, and is %s", sortOf(v))
	}
	return text
}

// words takes one text or a list of them.
func (t table) words(key string) []string {
	if !isText(t.keys[key]) {
		return t.texts(key)
	}
	if word := t.text(key); word != "" {
		return []string{word}
	}
	return nil
}

func (r *answerReader) inventory(path string, step Step, v any) journal.Value {
	var value journal.Value
	for _, t := range r.entries(path, step, v) {
		value.Communities = append(value.Communities, journal.Community{
			Name: strings.TrimSpace(t.raw("name")), Kinds: t.words("kind"), About: t.raw("about"), Tags: t.words("tags"),
		})
	}
	return value
}

func (r *answerReader) suggestions(path string, step Step, v any) journal.Value {
	var value journal.Value
	for _, t := range r.entries(path, step, v) {
		sg := journal.Suggestion{Text: t.raw("text"), FromRole: t.raw("from_role"), Element: t.raw("element")}
		if name := strings.TrimSpace(t.raw("community")); name != "" {
			sg.Community = &journal.CommunityRef{Name: name}
		}
		if v, ok := t.keys["try_by"]; ok {
			sg.TryBy = journal.Date(r.date(t.at("try_by"), v))
		}
		value.Suggestions = append(value.Suggestions, sg)
	}
	return value
}
