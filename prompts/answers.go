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
