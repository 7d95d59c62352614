package prompts

import (
	"fmt"
	"strings"

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
	if len(file.problems) > 0 {
		return nil, &AnswersError{Name: name, Problems: answersProblems(file)}
	}
	f := &Answers{activity: a, name: name, lines: file.lines}
	f.given = (&answerReader{tomlFile: file, answers: f}).steps(top, a.Steps, "")
	if f.problems = answersProblems(file); len(f.problems) > 0 {
		return f, &AnswersError{Name: name, Problems: f.problems}
	}
	return f, nil
}

func answersProblems(file *tomlFile) []AnswerProblem {
	var out []AnswerProblem
	for _, p := range file.sorted() {
		line := p.Line
		if _, there := file.lines[p.path]; !there && p.path != "" {
			line = 0
		}
		out = append(out, AnswerProblem{Line: line, Key: clipped(p.path, maxPath), Text: p.Text})
	}
	return out
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
