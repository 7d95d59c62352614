package prompts

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kith/journal"
)

// DraftAnswers writes the answers of a draft as an answers file, so that they
// can be taken to another run of the activity. What is not asked as things
// stand is there as comments.
func DraftAnswers(a Activity, d journal.Draft) string {
	w := &answersWriter{session: Resume(a, rescueEnv(), d), written: map[string]bool{}}
	w.comment(fmt.Sprintf("The answers of a draft of %s.\nTo take them over: kith reflect %s --answers FILE", a.Title, a.ID))
	for _, p := range w.session.pages {
		if p.Loop == "" && p.pause == 0 {
			w.page(p)
		}
	}
	table := ""
	for _, p := range w.session.pages {
		if p.Loop == "" || p.phantom {
			continue
		}
		if header := fmt.Sprintf("[%s]", joinPath(p.Loop, p.Community.Name)); header != table {
			table = header
			w.line("\n%s", header)
		}
		w.page(p)
	}
	w.rest(d)
	return w.out.String()
}

// rescueEnv is a world in which every info step has something to say, so that
// answers which hang on one are not taken for idle.
func rescueEnv() Env {
	return Env{
		NewID:  func() journal.ID { return "" },
		Recent: []journal.Reflection{{}},
		Due:    []journal.Suggestion{{}},
	}
}

type answersWriter struct {
	session *Session
	written map[string]bool // pages, by name
	out     strings.Builder
}

func (w *answersWriter) line(format string, args ...any) { fmt.Fprintf(&w.out, format+"\n", args...) }

func (w *answersWriter) comment(text string) {
	w.out.WriteString("# " + strings.ReplaceAll(text, "\n", "\n# ") + "\n")
}

// page writes what was said on a page, as a comment where it is not shown.
func (w *answersWriter) page(p Page) {
	v, ok := w.session.draft.Answers[p.Name]
	if !ok || v.Empty() || p.Step.Kind == journal.Info {
		return
	}
	w.written[p.Name] = true
	pair := fmt.Sprintf("%s = %s", p.Step.Key, tomlAnswer(p.Step, v))
	if p.shown() {
		w.line("%s", pair)
		return
	}
	w.comment("not asked as things stand:\n" + pair)
}

// rest writes, as comments, answers that no page holds any longer: of a
// community that was taken out of a loop.
func (w *answersWriter) rest(d journal.Draft) {
	for _, name := range slices.Sorted(maps.Keys(d.Answers)) {
		loop, rest, isRound := strings.Cut(name, "[")
		id, key, _ := strings.Cut(rest, "].")
		step, ok := w.session.activity.Step(loop)
		i := stepAt(step.Steps, key)
		if w.written[name] || !isRound || !ok || i < 0 || d.Answers[name].Empty() {
			continue
		}
		w.comment(fmt.Sprintf("of a community that is no longer in %s:\n[%s]\n%s = %s", step.Over,
			joinPath(loop, w.nameOf(journal.ID(id))), key, tomlAnswer(step.Steps[i], d.Answers[name])))
	}
}

func (w *answersWriter) nameOf(id journal.ID) string {
	for _, c := range w.session.named() {
		if c.ID == id {
			return c.Name
		}
	}
	return string(id)
}
