package prompts

import (
	"slices"

	"kith/journal"
)

// Kinds are the kinds of step, in the order in which they are explained.
func Kinds() []journal.Kind {
	return []journal.Kind{
		journal.Info, journal.ShortText, journal.LongText, journal.ChooseOne, journal.ChooseMany,
		journal.YesNo, journal.Rating, journal.Number, journal.DateKind, journal.Inventory,
		journal.CommunityOne, journal.PerCommunity, journal.SuggestionsK,
	}
}

func stepKeys() []string { return []string{"key", "kind", "prompt", "help", "full", "sitting", "when"} }

// ownKeys are the keys that a kind has beside stepKeys.
func ownKeys(kind journal.Kind) []string {
	own := []string{"required", "private"}
	switch kind {
	case journal.ShortText:
		return append(own, "record", "max_chars")
	case journal.LongText:
		return append(own, "max_chars")
	case journal.ChooseOne:
		return append(own, "record", "options")
	case journal.ChooseMany:
		return append(own, "record", "options", "min_items", "max_items")
	case journal.YesNo, journal.DateKind:
		return append(own, "record")
	case journal.Rating:
		return append(own, "record", "anchors")
	case journal.Number:
		return append(own, "record", "min", "max", "unit")
	case journal.Inventory, journal.SuggestionsK:
		return append(own, "fields", "min_items", "max_items")
	case journal.CommunityOne:
		return append(own, "multiple", "min_items", "max_items")
	case journal.PerCommunity:
		return []string{"over", "step"}
	}
	return nil
}

// kindsWith are the kinds that have a key of their own.
func kindsWith(key string) []string {
	var out []string
	for _, kind := range Kinds() {
		if slices.Contains(ownKeys(kind), key) {
			out = append(out, string(kind))
		}
	}
	return out
}

// InventoryFields are what an inventory may ask about a community.
func InventoryFields() []string { return []string{"name", "kind", "about", "tags"} }

// SuggestionFields are what may be asked about a suggestion.
func SuggestionFields() []string {
	return []string{"text", "from_role", "community", "element", "try_by"}
}

// stepsOf reads the steps of the activity or of a loop.
func (p *parser) stepsOf(t table) []Step {
	var steps []Step
	tables := t.tables("step", "[[step]]")
	for _, st := range tables {
		if p.steps++; p.steps > maxSteps {
			p.problem(st.path, "there are more than %d steps", maxSteps)
			break
		}
		if st.keys != nil {
			steps = append(steps, p.step(st))
		}
	}
	if tables != nil && len(tables) == 0 {
		t.problem("step", "there is no [[step]]")
	}
	return steps
}

func (p *parser) step(t table) Step {
	kind := p.kind(t)
	t, meant := p.stepKeys(t, kind)
	if !t.has("kind") && !meant["kind"] {
		t.problem("kind", "kind is missing: one of %s", listed(Kinds(), "or"))
	}
	s := Step{
		Key: t.needed("key", meant), Kind: kind, Prompt: t.needed("prompt", meant), Help: t.text("help"),
		Required: t.flag("required", false), Private: t.flag("private", p.private),
		Full: t.flag("full", false), Sitting: t.count("sitting"), Record: t.text("record"),
		MaxChars: t.count("max_chars"), MinItems: t.count("min_items"), MaxItems: t.count("max_items"),
		Anchors: t.texts("anchors"), Min: t.number("min"), Max: t.number("max"), Unit: t.text("unit"),
		Fields: t.texts("fields"), Multiple: t.flag("multiple", false), Over: t.text("over"),
	}
	p.word(t, "key", s.Key, keyLetters)
	p.word(t, "record", s.Record, keyLetters)
	s.Options = p.options(t)
	s.When = p.when(t)
	s.Steps = p.stepsOf(t)
	p.ownRules(t, &s, meant)
	return s
}

// kind is the step's kind, "" when it has none that is known.
func (p *parser) kind(t table) journal.Kind {
	kind := journal.Kind(t.text("kind"))
	if !isText(t.keys["kind"]) || slices.Contains(Kinds(), kind) {
		return kind
	}
	near := nearest(string(kind), strs(Kinds()))
	if len(near) > 0 {
		t.problem("kind", "%s is not a kind of step%s", shown(string(kind)), didYouMean(near))
	} else {
		t.problem("kind", "%s is not a kind of step: it is one of %s", shown(string(kind)), listed(Kinds(), "or"))
	}
	return ""
}

// stepKeys reports the keys that are unknown, and those of another kind, which
// the table that comes back is without.
func (p *parser) stepKeys(t table, kind journal.Kind) (mine table, meant map[string]bool) {
	allowed := append(stepKeys(), ownKeys(kind)...)
	mine = table{file: t.file, path: t.path, keys: map[string]any{}}
	for key, v := range t.keys {
		if slices.Contains(allowed, key) {
			mine.keys[key] = v
			continue
		}
		switch kinds := kindsWith(key); {
		case len(kinds) == 0:
			mine.keys[key] = v
		case kind != "":
			t.problem(key, "%s", otherKind(key, kind, kinds))
		}
	}
	if kind == "" {
		allowed = append(allowed, allOwnKeys()...)
	}
	return mine, mine.known(allowed)
}

func otherKind(key string, kind journal.Kind, kinds []string) string {
	switch {
	case key == "step":
		return "only a per_community has steps of its own"
	case key == "private" && kind == journal.PerCommunity:
		return "private belongs on the steps of a per_community, which has no answer of its own"
	case key == "required" || key == "private":
		return key + " makes no sense on " + string(kind) + ", which has no answer of its own"
	case key == "record":
		return "record is for " + listed(kinds, "and") + ", not for " + string(kind)
	}
	return key + " belongs to " + listed(kinds, "and") + ", not to " + string(kind)
}

func allOwnKeys() []string {
	var out []string
	for _, kind := range Kinds() {
		for _, key := range ownKeys(kind) {
			if !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
	}
	return out
}

// ownRules checks what each kind asks of its own keys.
func (p *parser) ownRules(t table, s *Step, meant map[string]bool) {
	switch s.Kind {
	case journal.ChooseOne, journal.ChooseMany:
		if !t.has("options") && !meant["options"] {
			t.problem("options", `options is missing: a list of { value = "...", label = "..." }`)
		}
	case journal.Rating:
		if t.has("anchors") && len(s.Anchors) != 5 {
			t.problem("anchors", "anchors are five, one for each of 1 to 5, and here are %d", len(s.Anchors))
		}
	case journal.Number:
		if s.Min != nil && s.Max != nil && *s.Min > *s.Max {
			t.problem("max", "max is %v, which is less than min, %v", *s.Max, *s.Min)
		}
	case journal.CommunityOne:
		if !s.Multiple && (s.MinItems > 1 || s.MaxItems > 1) && !meant["multiple"] {
			t.problem("max_items", "to pick more than one, say multiple = true")
		}
	case journal.Inventory:
		s.Fields = p.fields(t, s.Fields, InventoryFields())
	case journal.SuggestionsK:
		s.Fields = p.fields(t, s.Fields, SuggestionFields())
	case journal.PerCommunity:
		if s.Over == "" && !meant["over"] && (!t.has("over") || isText(t.keys["over"])) {
			t.problem("over", "over is missing: the key of the step that names the communities")
		}
		if !t.has("step") && !meant["step"] {
			t.problem("step", "there is no [[step.step]]: nothing would be asked")
		}
	}
	if s.MaxItems > 0 && s.MinItems > s.MaxItems {
		t.problem("min_items", "min_items is %d, which is more than max_items, %d", s.MinItems, s.MaxItems)
	}
	if n := len(s.Options); n > 0 && max(s.MinItems, s.MaxItems) > n {
		t.problem("max_items", "there %s", only(n, "option"))
	}
	p.noPlaceholder(t, "unit")
}

// fields checks the fields of an inventory or a suggestions step. Without any
// all of them are asked; the first is what the thing is, and always asked.
func (p *parser) fields(t table, fields, allowed []string) []string {
	if !t.has("fields") {
		return allowed
	}
	for i, field := range fields {
		if field != "" && !slices.Contains(allowed, field) {
			near := didYouMean(nearest(field, allowed))
			if near == "" {
				near = ": they are " + listed(allowed, "and")
			}
			p.problem(indexPath(t.at("fields"), i), "%s is not a field of %s%s", shown(field), t.keys["kind"], near)
		}
	}
	if len(fields) > 0 && !slices.Contains(fields, allowed[0]) {
		t.problem("fields", "fields must have %s among them", allowed[0])
	}
	if len(fields) == 0 {
		t.problem("fields", "fields is empty: they are %s", listed(allowed, "and"))
	}
	return fields
}

func (p *parser) options(t table) []journal.Option {
	if !t.has("options") {
		return nil
	}
	tables := t.tables("options", `options = [{ value = "yes", label = "Yes" }]`)
	if list, ok := asList(t.keys["options"]); ok && len(list) == 0 {
		t.problem("options", "options is empty")
	}
	if len(tables) > maxOptions {
		t.problem("options", "there are more than %d options", maxOptions)
		tables = tables[:maxOptions]
	}
	var out []journal.Option
	for _, o := range tables {
		if o.keys == nil {
			continue
		}
		meant := o.known([]string{"value", "label"})
		option := journal.Option{Value: o.needed("value", meant), Label: o.needed("label", meant)}
		for _, before := range out {
			if before.Value == option.Value && option.Value != "" {
				o.problem("value", "the value %s is there twice", shown(option.Value))
			}
		}
		if option.Value == declineSign {
			o.problem("value", "the value - stands for would rather not say")
		}
		p.noPlaceholder(o, "label")
		out = append(out, option)
	}
	return out
}
