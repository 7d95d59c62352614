package prompts

import (
	"fmt"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Fill walks a session to its end with the answers of the file: to Paused where
// nothing of a later sitting is answered, else to Finished. The error is an
// *AnswersError with every answer that is missing, cannot be taken, or is to
// something that is not asked, and all that ReadAnswers found; the session is
// then of no use. Nothing is kept.
func (f *Answers) Fill(s *Session) error {
	w := &walk{Answers: f, session: s, met: map[string]bool{}, refused: map[string]bool{}}
	w.problems = slices.Clone(f.problems)
	for s.Back() {
		// from the beginning
	}
	for s.State() == Asking {
		w.page()
	}
	w.left()
	if len(w.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(w.problems, func(a, b AnswerProblem) int {
		if (a.Line == 0) != (b.Line == 0) {
			return b.Line - a.Line // what is not in the file comes last
		}
		return a.Line - b.Line
	})
	return &AnswersError{Name: f.name, Problems: w.problems}
}

// walk is one way through a session.
type walk struct {
	*Answers
	session  *Session
	met      map[string]bool // answers that were asked for, by path
	refused  map[string]bool // pages whose answer is missing or was not taken, by name
	problems []AnswerProblem
}

func (w *walk) problem(path, format string, args ...any) {
	if len(w.problems) < maxProblems {
		w.problems = append(w.problems, AnswerProblem{w.lines[path], clipped(path, maxPath), fmt.Sprintf(format, args...)})
	}
}

// page answers the page the session is at, and moves on.
func (w *walk) page() {
	p := w.session.Page()
	if p.pause > 0 {
		w.session.Set(w.atPause(p.pause))
	} else if g, ok := w.answerTo(p); ok {
		w.met[g.path] = true
		w.session.Set(w.withKnownNames(p, g))
	}
	if w.unreadable(w.pathOf(p)) {
		w.refused[p.Name] = true
		w.session.Set(journal.Value{Declined: true})
	}
	if err := w.session.Next(); err != nil {
		w.refuse(p, err)
	}
}

// unreadable reports an answer in which reading the file found a mistake.
func (w *walk) unreadable(path string) bool {
	path = clipped(path, maxPath)
	return slices.ContainsFunc(w.Answers.problems, func(p AnswerProblem) bool {
		rest, within := strings.CutPrefix(p.Key, path)
		return within && path != "" && (rest == "" || rest[0] == '.' || rest[0] == '[')
	})
}

// refuse reports an answer that cannot be taken, and goes past it as though it
// had been declined, to find what else is wrong.
func (w *walk) refuse(p Page, err error) {
	if !w.refused[p.Name] {
		w.problem(w.pathOf(p), "%s", err.Error())
	}
	w.refused[p.Name] = true
	w.session.Set(journal.Value{Declined: true})
	if err := w.session.Next(); err != nil {
		panic(fmt.Sprintf("prompts: a declined answer was refused: %v", err))
	}
}

// atPause goes on when a later sitting is answered.
func (w *walk) atPause(sitting int) journal.Value {
	for _, g := range w.given {
		if g.step.Sitting >= sitting {
			return journal.ChoiceValue(goOn)
		}
	}
	for _, r := range w.rounds {
		if loop, _ := w.activity.Step(r.loop); loop.Sitting >= sitting && len(r.given) > 0 {
			return journal.ChoiceValue(goOn)
		}
	}
	return journal.ChoiceValue(stopHere)
}

// answerTo is what the file says to a page.
func (w *walk) answerTo(p Page) (given, bool) {
	if p.Loop == "" {
		g, ok := w.given[p.Step.Key]
		return g, ok
	}
	r, ok := w.roundOf(p)
	g, has := r.given[p.Step.Key]
	return g, ok && has
}

// roundOf is the table of a page's community, named by any of its names.
func (w *walk) roundOf(p Page) (round, bool) {
	i := slices.IndexFunc(w.rounds, func(r round) bool {
		return r.loop == p.Loop && w.isCommunity(r.community, *p.Community)
	})
	if i < 0 {
		return round{}, false
	}
	return w.rounds[i], true
}

func (w *walk) isCommunity(name string, ref journal.CommunityRef) bool {
	if text.Fold(name) == text.Fold(ref.Name) {
		return true
	}
	c, ok := w.session.lookUp(name)
	return ok && c.ID == ref.ID
}

// pathOf is where in the file the answer to a page stands, or would.
func (w *walk) pathOf(p Page) string {
	if p.Loop == "" {
		return p.Step.Key
	}
	path := joinPath(p.Loop, p.Community.Name)
	if r, ok := w.roundOf(p); ok {
		path = r.path
	}
	return path + "." + p.Step.Key
}

// withKnownNames leaves out, and reports, communities that nobody has heard of,
// where the activity has an inventory to list them in: a slip of the finger is
// not to make a community.
func (w *walk) withKnownNames(p Page, g given) journal.Value {
	v := g.value
	if p.Step.Kind == journal.Inventory || !w.hasInventory() {
		return v
	}
	v.Communities = slices.DeleteFunc(slices.Clone(v.Communities), func(c journal.Community) bool {
		return !w.isKnown(p, g.path, c.Name)
	})
	for i, sg := range v.Suggestions {
		if sg.Community != nil {
			w.isKnown(p, indexPath(g.path, i)+".community", sg.Community.Name)
		}
	}
	return v
}

// hasInventory reports an inventory that was filled in as it should be.
func (w *walk) hasInventory() bool {
	has := false
	for _, p := range w.session.pages {
		if p.shown() && p.Step.Kind == journal.Inventory {
			if w.refused[p.Name] {
				return false
			}
			has = true
		}
	}
	return has
}

func (w *walk) isKnown(p Page, path, name string) bool {
	if _, ok := w.session.lookUp(name); ok {
		return true
	}
	w.refused[p.Name] = true
	var names []string
	for _, c := range slices.Concat(w.session.named(), w.session.env.Communities) {
		names = append(names, c.Name)
	}
	near := nearest(name, names)
	if len(near) == 0 {
		w.problem(path, "there is no community called %q: list it first", clipped(name, 60))
	} else {
		w.problem(path, "there is no community called %q, did you mean %q?", clipped(name, 60), near[0])
	}
	return false
}
