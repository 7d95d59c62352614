package prompts

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kith/journal"
)

// Answers are the answers of a TOML file, given all at once instead of being
// asked for one at a time:
//
//	focus = ["Go Meetup"]
//	difference = "In a network I look for who knows."
//
//	[look."Go Meetup"]          # a loop: its key, then the community
//	works = 4
//	practice = "?"              # not sure
//	domain = "-"                # would rather not say
type Answers struct {
	activity Activity
	name     string
	lines    lines
	given    map[string]given // by key
	rounds   []round
}

// given is one answer, and where in the file it stands.
type given struct {
	path  string
	step  Step
	value journal.Value
}

// round is what is said of one community in a loop.
type round struct {
	loop, community, path string
	given                 map[string]given
}

// AnswersError is all that is wrong with an answers file.
type AnswersError struct {
	Name     string
	Problems []AnswerProblem
}

// AnswerProblem is one thing that is wrong with an answers file: with which key
// ("" for the whole), on which line (0 where the key is not there), and what.
type AnswerProblem struct {
	Line int
	Key  string
	Text string
}

// Error prints each problem on a line of its own.
func (e *AnswersError) Error() string {
	out := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		out[i] = e.Name
		if p.Line > 0 {
			out[i] += fmt.Sprintf(":%d", p.Line)
		}
		if p.Key != "" {
			out[i] += ": " + p.Key
		}
		out[i] += ": " + p.Text
	}
	return strings.Join(out, "\n")
}

// Unwrap gives the error its kind: the content is invalid.
func (e *AnswersError) Unwrap() error { return journal.Errorf(journal.Invalid, "%s", e.Error()) }

// maxAnswers bounds an answers file, in bytes.
const maxAnswers = 16 << 20

// ReadAnswers reads an answers file for an activity. The error is an
// *AnswersError with every key that the activity does not have and every value
// that its step could not take; name is how it calls the file.
func ReadAnswers(a Activity, name string, src []byte) (*Answers, error) {
	top, file := decode(src, maxAnswers)
	f := &Answers{activity: a, name: name, lines: file.lines}
	if len(file.problems) == 0 {
		r := &answerReader{tomlFile: file, answers: f}
		f.given = r.steps(top, a.Steps, "")
		if len(file.problems) > 0 {
			r.missing(top)
		}
	}
	if len(file.problems) == 0 {
		return f, nil
	}
	err := &AnswersError{Name: name}
	for _, p := range file.sorted() {
		line := p.Line
		if _, there := file.lines[p.path]; !there && p.path != "" {
			line = 0
		}
		err.Problems = append(err.Problems, AnswerProblem{Line: line, Key: clipped(p.path, 120), Text: p.Text})
	}
	return nil, err
}

// Full reports that the file answers a step that is asked only with --full.
func (f *Answers) Full() bool {
	for _, g := range f.given {
		if g.step.Full {
			return true
		}
	}
	for _, r := range f.rounds {
		if loop, _ := f.activity.Step(r.loop); loop.Full && len(r.given) > 0 {
			return true
		}
		for _, g := range r.given {
			if g.step.Full {
				return true
			}
		}
	}
	return false
}

// answerReader turns the tables of a file into answers.
type answerReader struct {
	*tomlFile
	answers *Answers
}

// steps reads the answers to the steps of the activity or of a loop.
func (r *answerReader) steps(t table, steps []Step, loop string) map[string]given {
	out := map[string]given{}
	for _, key := range slices.Sorted(maps.Keys(t.keys)) {
		i := stepAt(steps, key)
		switch {
		case i < 0:
			t.problem(key, "%s", r.unknown(key, steps, loop))
		case steps[i].Kind == journal.Info:
			t.problem(key, "this is a text to read, and takes no answer")
		case steps[i].Kind == journal.PerCommunity:
			r.loop(t, steps[i])
		default:
			v, ok := r.value(t.at(key), steps[i], t.keys[key])
			if ok && !v.Empty() {
				out[key] = given{t.at(key), steps[i], v}
			}
		}
	}
	return out
}

// unknown says what is wrong with a key that no step here has.
func (r *answerReader) unknown(key string, steps []Step, loop string) string {
	if _, atTop := r.answers.activity.Step(key); loop != "" && atTop {
		return "this is asked outside " + shown(loop) + ": put it above the first [table] of the file"
	}
	for _, s := range r.answers.activity.Steps {
		if loop == "" && stepAt(s.Steps, key) >= 0 {
			return fmt.Sprintf("this is asked for each community: put it under [%s.\"NAME\"]", s.Key)
		}
	}
	return "no step has this key" + didYouMean(nearest(key, keysOf(steps)))
}

// loop reads the tables of a loop, one for each community.
func (r *answerReader) loop(t table, loop Step) {
	rounds, ok := t.table(loop.Key, fmt.Sprintf("[%s.\"NAME\"]", loop.Key))
	if !ok {
		return
	}
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(rounds.keys)) {
		one, ok := rounds.table(name, fmt.Sprintf("[%s.\"NAME\"]", loop.Key))
		if !ok {
			continue
		}
		if seen[journal.Fold(name)] {
			rounds.problem(name, "this community is there twice")
		}
		seen[journal.Fold(name)] = true
		r.answers.rounds = append(r.answers.rounds, round{
			loop: loop.Key, community: name, path: one.path, given: r.steps(one, loop.Steps, loop.Key),
		})
	}
}

// missing adds, to the problems there are, the answers that are needed whatever
// else is said; what else is missing can be told only by walking through.
func (r *answerReader) missing(top table) {
	for _, s := range r.answers.activity.Steps {
		picks := s.Kind == journal.CommunityOne // which may be filled already
		if s.Required && !picks && s.When == nil && !s.Full && s.Sitting == 1 && !top.has(s.Key) {
			r.add(1, s.Key, "this one needs an answer")
		}
	}
}

// anyDay stands for today where it is only asked whether a text is a date.
func anyDay() time.Time { return time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC) }

// value reads one answer; ok is false when a problem was reported.
func (r *answerReader) value(path string, step Step, v any) (journal.Value, bool) {
	if text, ok := v.(string); ok {
		switch strings.TrimSpace(text) {
		case "":
			return journal.Value{}, true
		case declineSign:
			return journal.Value{Declined: true}, true
		}
	}
	before := len(r.problems)
	value := r.ofKind(path, step, v)
	if len(r.problems) > before || value.Empty() {
		return value, len(r.problems) == before
	}
	if _, err := check(step, value, anyDay()); err != nil {
		r.problem(path, "%s", err.Error())
		return value, false
	}
	return value, true
}

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

// entries reads the tables of an inventory or of suggestions; a text alone
// stands for the first field.
func (r *answerReader) entries(path string, step Step, v any) []table {
	list, ok := asList(v)
	if !ok {
		r.problem(path, "this must be a list, as in [{ %s = \"...\" }], and is %s", step.Fields[0], sortOf(v))
		return nil
	}
	var out []table
	for i, v := range list {
		t := table{file: r.tomlFile, path: indexPath(path, i)}
		switch v := v.(type) {
		case map[string]any:
			t.keys = v
		case string:
			t.keys = map[string]any{step.Fields[0]: v}
		default:
			r.problem(t.path, "this must be a table, as in { %s = \"...\" }, and is %s", step.Fields[0], sortOf(v))
			continue
		}
		meant := t.known(step.Fields)
		if text, isText := t.keys[step.Fields[0]].(string); !meant[step.Fields[0]] && (!t.has(step.Fields[0]) || isText && strings.TrimSpace(text) == "") {
			r.problem(t.path, "%s is missing", step.Fields[0])
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
