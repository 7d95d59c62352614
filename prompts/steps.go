package prompts

import (
	"fmt"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Status is what has become of a step so far.
type Status string

// A step was answered, gone past without an answer, declined, or not asked yet;
// or it was left with an answer that cannot be taken. What is only read was, or
// was not.
const (
	StepAnswered Status = "answered"
	StepSkipped  Status = "skipped"
	StepDeclined Status = "declined"
	StepNotYet   Status = "not yet"
	StepUnfit    Status = "to mend"
	StepRead     Status = "read"
)

// Statuses are all of them, what is left to do last.
func Statuses() []Status {
	return []Status{StepRead, StepAnswered, StepDeclined, StepSkipped, StepUnfit, StepNotYet}
}

// ListedStep is a step in the list of them.
type ListedStep struct {
	Name   string // of its page, for Session.Go
	Number int    // as in "4 of about 22"
	Status Status
	Prompt string // with the community in front, where it does not name it
	Here   bool   // it is the one being asked
}

// Steps are those of this sitting that are asked as things stand, in order.
func (s *Session) Steps() []ListedStep {
	var list []ListedStep
	for i, p := range s.pages {
		if !p.shown() || !s.counts(p) {
			continue
		}
		prompt := text.Line(p.Step.Prompt)
		if p.Community != nil && !strings.Contains(prompt, text.Line(p.Community.Name)) {
			prompt = fmt.Sprintf("%s: %s", text.Line(p.Community.Name), prompt)
		}
		list = append(list, ListedStep{Name: p.Name, Number: len(list) + 1, Status: s.status(p), Prompt: prompt, Here: i == s.at})
	}
	return list
}

func (s *Session) status(p Page) Status {
	v := s.draft.Answers[p.Name]
	if p.of != "" {
		v = s.partOf(p, s.draft.Answers[p.of])
	}
	if p.Details() && !slices.ContainsFunc(v.Communities, inventoryOf(p.Step).Says) {
		v = journal.Value{}
	}
	_, err := check(p.Step, v, s.env.Now)
	switch {
	case p.Step.Kind == journal.Info && (s.passed(p.Name) || !v.Empty()):
		return StepRead
	case v.Empty() && s.passed(p.Name) && err == nil:
		return StepSkipped
	case v.Empty() && v.Half == nil:
		return StepNotYet
	case err != nil:
		return StepUnfit
	case v.Declined || strings.TrimSpace(v.Text) == declineSign:
		return StepDeclined
	}
	return StepAnswered
}
