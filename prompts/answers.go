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
	problems []Problem // found while reading
}

// given is one answer, and where in the file it stands.
type given struct {
	path  string
	step  Step
	value journal.Value
	wrong bool // it could not be read, and that has been said
}

// round is what is said of one community in a loop.
type round struct {
	loop      Step
	community string
	path      string
	given     []given
}

// maxAnswers bounds an answers file, in bytes; maxPath the key of a problem in it.
const (
	maxAnswers = 16 << 20
	maxPath    = 120
)

// ReadAnswers reads an answers file for an activity. The error is an
// *FileError with every key that the activity does not have and every value
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
	if len(file.problems) == 0 {
		return answers, nil
	}
	for i, p := range file.problems {
		if _, there := file.lines[p.Key]; !there && p.Key != "" {
			file.problems[i].Line = 0
		}
		file.problems[i].Key = text.Cut(p.Key, maxPath)
	}
	answers.problems = file.problems
	if !sound {
		answers = nil
	}
	return answers, fileError(name, file.problems)
}

// read reads the answers to the steps of the activity or of a loop.
func (a *Answers) read(t table, steps []Step, loop *Step) []given {
	var out []given
	for _, key := range slices.Sorted(maps.Keys(t.keys)) {
		i := stepAt(steps, key)
		if i < 0 {
			t.problem(key, "%s", a.unknown(key, steps, loop))
			continue
		}
		step, typed := steps[i], ""
		if isText(t.keys[key]) {
			typed = strings.TrimSpace(t.keys[key].(string))
		}
		answer := given{path: t.at(key), step: step}
		switch kind := kindOf(step.Kind); {
		case step.Kind == journal.PerCommunity:
			a.readLoop(t, step)
			continue
		case !kind.answered():
			t.problem(key, "this is a text to read, and takes no answer")
			continue
		case typed == declineSign:
			answer.value.Declined = true
		case typed != "" || !isText(t.keys[key]):
			before := len(t.file.problems)
			answer.value = kind.read(t.file, answer.path, step, t.keys[key])
			if len(t.file.problems) == before && !answer.value.Empty() {
				anyDay := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC) // it is only asked whether a text is a date
				if _, err := check(step, answer.value, anyDay); err != nil {
					t.file.problem(answer.path, "%s", err.Error())
				}
			}
			answer.wrong = len(t.file.problems) > before
		}
		if answer.wrong || !answer.value.Empty() {
			out = append(out, answer)
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
