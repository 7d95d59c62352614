package prompts

import (
	"context"
	"fmt"
	"slices"

	"kith/journal"
	"kith/journal/text"
)

// Fill walks a session to its end with the answers of the file: to Paused where
// nothing of a later sitting is answered, else to Finished. The error is an
// *FileError with every answer that is missing, cannot be taken, or is to
// something that is not asked, and all that ReadAnswers found; the session is
// then of no use, and so it is when the context ends before the walk. Nothing is
// kept.
func (a *Answers) Fill(ctx context.Context, s *Session) error {
	w := &walk{Answers: a, session: s, met: map[string]bool{}, refused: map[string]bool{}, roundOf: map[string]*round{}}
	w.problems = slices.Clone(a.problems)
	for s.Back() {
		// from the beginning
	}
	for s.State() == Asking {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.page(s.Page())
	}
	w.left()
	if len(w.problems) == 0 {
		return nil
	}
	return fileError(a.name, w.problems)
}

// walk is one way through a session.
type walk struct {
	*Answers
	session  *Session
	met      map[string]bool   // answers that were asked for, by path
	refused  map[string]bool   // pages whose answer is missing or was not taken, by name
	roundOf  map[string]*round // what the file says in a round of a loop, by the round's name
	problems []Problem
}

func (w *walk) problem(path, format string, args ...any) {
	if len(w.problems) < maxProblems {
		w.problems = append(w.problems, Problem{w.lines[path], text.Cut(path, maxPath), fmt.Sprintf(format, args...)})
	}
}

// page answers the page the session is at, and moves on. An answer that cannot
// be taken is reported, and then gone past as though it had been declined, to
// find what else is wrong.
func (w *walk) page(p Page) {
	g, path := w.answerTo(p)
	if p.Known() {
		w.session.Set(journal.Value{}) // the file says who is listed
	}
	if p.ends {
		later := p.pause > 0 && w.has(func(s Step) bool { return s.Sitting >= p.pause })
		w.session.Set(journal.ChoiceValue(map[bool]string{true: GoOn, false: StopHere}[later]))
	} else if g != nil {
		w.met[g.path] = true
		w.session.Set(w.withKnownNames(p, *g))
	}
	if g == nil || !g.wrong {
		err := w.session.Next()
		if err == nil {
			return
		}
		because := g == nil && w.refused[p.hangsOn] // it is asked only because that was refused
		if !w.refused[p.Name] && !because {
			w.problem(path, "%s", err.Error())
		}
	}
	w.refused[p.Name] = true
	w.session.Set(journal.Value{Declined: true})
	if err := w.session.Next(); err != nil {
		panic(fmt.Sprintf("prompts: a declined answer was refused: %v", err))
	}
}

// answerTo is what the file says to a page, nil for nothing, and where in the
// file that stands or would.
func (w *walk) answerTo(p Page) (g *given, path string) {
	all, path := w.given, p.Step.Key
	if p.Loop != "" {
		r, met := w.roundOf[p.round]
		if !met {
			r = w.roundAbout(p.Loop, *p.Community)
			w.roundOf[p.round] = r
		}
		all, path = r.given, r.path+"."+p.Step.Key
	}
	if i := slices.IndexFunc(all, func(g given) bool { return g.step.Key == p.Step.Key }); i >= 0 {
		return &all[i], path
	}
	return nil, path
}

// roundAbout is what the file says of a community in a loop, by whichever of its names;
// where it says nothing, a round without answers.
func (w *walk) roundAbout(loop string, community journal.CommunityRef) *round {
	named := func(is func(name string) bool) int {
		return slices.IndexFunc(w.rounds, func(r round) bool { return r.loop.Key == loop && is(r.community) })
	}
	folded := text.Fold(community.Name)
	i := named(func(name string) bool { return text.Fold(name) == folded })
	if i < 0 {
		known := w.session.known()
		i = named(func(name string) bool {
			c, ok := CommunityNamed(known, name)
			return ok && c.ID == community.ID
		})
	}
	if i < 0 {
		return &round{path: joinPath(loop, community.Name)}
	}
	return &w.rounds[i]
}

// withKnownNames leaves out, and reports, communities that nobody has heard of,
// where the activity has an inventory to list them in: a slip of the finger is
// not to make a community.
func (w *walk) withKnownNames(p Page, g given) journal.Value {
	v := g.value
	if p.Step.Kind == journal.Inventory || len(mentioned(v)) == 0 {
		return v
	}
	inventory := false // one that was filled in as it should be
	for _, other := range w.session.pages {
		if other.shown() && other.Step.Kind == journal.Inventory {
			if inventory = !w.refused[other.Name]; !inventory {
				break
			}
		}
	}
	if !inventory {
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

func (w *walk) isKnown(p Page, path, name string) bool {
	known := w.session.known()
	if _, ok := CommunityNamed(known, name); ok {
		return true
	}
	w.refused[p.Name] = true
	if near := text.Nearest(name, namesOf(known)); len(near) > 0 {
		w.problem(path, "there is no community called %q, did you mean %q?", text.Cut(name, 60), near[0])
	} else {
		w.problem(path, "there is no community called %q: list it first", text.Cut(name, 60))
	}
	return false
}

func namesOf(cs []journal.Community) []string {
	var names []string
	for _, c := range cs {
		names = append(names, c.Name)
	}
	return names
}

// left reports the answers that nothing asked for.
func (w *walk) left() {
	for _, g := range w.given {
		if p, ok := w.pageAt(g.step.Key, "", nil); ok {
			w.notAsked(g, p)
		}
	}
	known := w.session.known()
	for _, r := range w.rounds {
		picks := w.session.draft.Answers[r.loop.Over].Communities
		picked, isPicked := CommunityNamed(picks, r.community)
		if c, ok := CommunityNamed(known, r.community); ok && !isPicked {
			picked, isPicked = byID(picks, c.ID)
		}
		over, ok := w.pageAt(r.loop.Over, "", nil)
		switch {
		case len(r.given) == 0, !isPicked && w.refused[r.loop.Over]:
			continue // a table left as the form has it, or who is in there is what is wrong
		case !isPicked && ok && !over.shown():
			w.notAsked(given{path: r.path}, over)
			continue
		case !isPicked:
			w.problem(r.path, "%q is not among the communities of %s%s", text.Cut(r.community, 60), shown(r.loop.Over), didYouMean(r.community, namesOf(picks)))
			continue
		}
		ref := picked.Ref()
		for _, g := range r.given {
			p, ok := w.pageAt(g.step.Key, r.loop.Key, &ref)
			if ok && p.shown() && !w.met[g.path] {
				w.problem(r.path, "%q is there twice, by another of its names", text.Cut(ref.Name, 60))
				break
			}
			if ok {
				w.notAsked(g, p)
			}
		}
	}
}

// pageAt finds a page of the plan, whether it is shown or not.
func (w *walk) pageAt(key, loop string, community *journal.CommunityRef) (Page, bool) {
	if at, ok := w.session.place[pageName(key, loop, community)]; ok {
		return w.session.pages[at], true
	}
	return Page{}, false
}

// notAsked says why an answer was not asked for, unless it is only because of an
// answer that was refused before it.
func (w *walk) notAsked(g given, p Page) {
	switch why, ok := w.why(p); {
	case p.shown() || g.wrong || w.met[g.path]:
	case p.hidden == notFull:
		w.problem(g.path, "is asked only with --full")
	case ok:
		w.problem(g.path, "is not asked, because %s", why)
	}
}

// why is the reason a page is hidden; ok is false when it hangs on an answer
// that was refused.
func (w *walk) why(p Page) (reason string, ok bool) {
	switch p.hidden {
	case notFull:
		return "it is asked only with --full", true
	case notNow:
		return w.whyNotNow(p.Step, p)
	case notLooped:
		loop, _ := w.activity.Step(p.Loop)
		over, _ := w.pageAt(loop.Over, "", nil)
		switch {
		case loop.Full && !w.session.draft.Full:
			return loop.Key + " is asked only with --full", true
		case !over.shown():
			_, ok := w.why(over)
			return loop.Over + " is not asked", ok
		}
		return w.whyNotNow(loop, Page{})
	}
	switch p.Step.Kind {
	case journal.ReadKind:
		return "there is no page that you have not read", true
	case journal.OutcomesKind:
		return "no suggestion is due", true
	}
	return "it has nothing to show", true
}

// whyNotNow is why the condition of a step does not hold.
func (w *walk) whyNotNow(step Step, p Page) (reason string, ok bool) {
	c := *step.When
	asked, found := w.pageAt(c.Key, p.Loop, p.Community)
	if !found {
		asked, _ = w.pageAt(c.Key, "", nil)
	}
	v := w.session.draft.Answers[asked.Name]
	said := text.Cut(v.Words(), 100)
	switch {
	case c.Op == Shown:
		said = "not shown"
	case !asked.shown():
		said = "not asked"
	case v.Empty():
		said = "not answered"
	case v.Declined || v.Text != "":
		said = fmt.Sprintf("%q", text.Cut(v.Words(), 60))
	case len(v.Choices) > 0:
		said = text.Cut(text.List(v.Choices, "and"), 100)
	case said == "":
		said = "answered"
	}
	if _, ok := w.why(asked); !asked.shown() && !ok {
		return "", false
	}
	reason = fmt.Sprintf("%s is %s (asked when %s)", c.Key, said, c.words(c.Key, asked.Step, false))
	return reason, !w.refused[asked.Name]
}
