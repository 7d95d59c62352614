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
		if seen[text.Fold(name)] {
			rounds.problem(name, "this community is there twice")
		}
		seen[text.Fold(name)] = true
		r.answers.rounds = append(r.answers.rounds, round{
			loop: loop.Key, community: name, path: one.path, given: r.steps(one, loop.Steps, loop.Key),
		})
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
