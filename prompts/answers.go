package prompts

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
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
	given    []given
	rounds   []round
	problems []AnswerProblem // found while reading
}

// given is one answer, and where in the file it stands.
type given struct {
	path  string
	step  Step
	value journal.Value
}

// round is what is said of one community in a loop.
type round struct {
	loop      Step
	community string
	path      string
	given     []given
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

// maxAnswers bounds an answers file, in bytes; maxPath the key of a problem in it.
const (
	maxAnswers = 16 << 20
	maxPath    = 120
)

// ReadAnswers reads an answers file for an activity. The error is an
// *AnswersError with every key that the activity does not have and every value
// that its step could not take; name is how it calls the file. Where the file is
// TOML at all, the answers come with the error: Fill then tells these problems
// together with those that only a walk through the activity can find.
func ReadAnswers(a Activity, name string, src []byte) (*Answers, error) {
	top, file := decode(src, maxAnswers)
	answers := &Answers{activity: a, name: name, lines: file.lines}
	sound := len(file.problems) == 0
	if sound {
		answers.given = answers.read(top, a.Steps, nil)
	}
	for _, p := range file.sorted() {
		line := p.Line
		if _, there := file.lines[p.path]; !there && p.path != "" {
			line = 0
		}
		answers.problems = append(answers.problems, AnswerProblem{Line: line, Key: text.Cut(p.path, maxPath), Text: p.Text})
	}
	if len(answers.problems) == 0 {
		return answers, nil
	}
	err := &AnswersError{Name: name, Problems: answers.problems}
	if !sound {
		return nil, err
	}
	return answers, err
}

// read reads the answers to the steps of the activity or of a loop.
func (a *Answers) read(t table, steps []Step, loop *Step) []given {
	var out []given
	for _, key := range slices.Sorted(maps.Keys(t.keys)) {
		i := stepAt(steps, key)
		switch {
		case i < 0:
			t.problem(key, "%s", a.unknown(key, steps, loop))
		case steps[i].Kind == journal.PerCommunity:
			a.readLoop(t, steps[i])
		case !kindOf(steps[i].Kind).answered():
			t.problem(key, "this is a text to read, and takes no answer")
		default:
			if v, ok := readAnswer(t.file, t.at(key), steps[i], t.keys[key]); ok && !v.Empty() {
				out = append(out, given{t.at(key), steps[i], v})
			}
		}
	}
	return out
}

// unknown says what is wrong with a key that no step here has.
func (a *Answers) unknown(key string, steps []Step, loop *Step) string {
	if loop != nil && stepAt(a.activity.Steps, key) >= 0 {
		return "this is asked outside " + shown(loop.Key) + ": put it above the first [table] of the file"
	}
	for _, s := range a.activity.Steps {
		if loop == nil && stepAt(s.Steps, key) >= 0 {
			return fmt.Sprintf("this is asked for each community: put it under [%s.\"NAME\"]", s.Key)
		}
	}
	return "no step has this key" + didYouMean(key, keysOf(steps))
}

// readLoop reads the tables of a loop, one for each community.
func (a *Answers) readLoop(t table, loop Step) {
	example := fmt.Sprintf("[%s.\"NAME\"]", loop.Key)
	rounds, ok := t.table(loop.Key, example)
	if !ok {
		return
	}
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(rounds.keys)) {
		one, ok := rounds.table(name, example)
		if !ok {
			continue
		}
		if seen[text.Fold(name)] {
			rounds.problem(name, "this community is there twice")
		}
		seen[text.Fold(name)] = true
		a.rounds = append(a.rounds, round{loop, name, one.path, a.read(one, loop.Steps, &loop)})
	}
}

// anyDay stands for today where it is only asked whether a text is a date.
func anyDay() time.Time { return time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC) }

// readAnswer reads one answer; ok is false when a problem was reported.
func readAnswer(f *tomlFile, path string, step Step, v any) (said journal.Value, ok bool) {
	if typed, ok := v.(string); ok {
		switch strings.TrimSpace(typed) {
		case "":
			return journal.Value{}, true
		case declineSign:
			return journal.Value{Declined: true}, true
		}
	}
	before := len(f.problems)
	said = kindOf(step.Kind).read(f, path, step, v)
	if len(f.problems) > before || said.Empty() {
		return said, len(f.problems) == before
	}
	if _, err := check(step, said, anyDay()); err != nil {
		f.problem(path, "%s", err.Error())
		return said, false
	}
	return said, true
}

// has reports an answer, or a loop with answers, whose step is such.
func (a *Answers) has(such func(Step) bool) bool {
	among := func(all []given) bool {
		return slices.ContainsFunc(all, func(g given) bool { return such(g.step) })
	}
	return among(a.given) || slices.ContainsFunc(a.rounds, func(r round) bool {
		return len(r.given) > 0 && such(r.loop) || among(r.given)
	})
}

// Full reports that the file answers a step that is asked only with --full.
func (a *Answers) Full() bool { return a.has(func(s Step) bool { return s.Full }) }
