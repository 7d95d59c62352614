package prompts

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// AnswersForm is an answers file to fill in: each prompt a comment over its
// key, what is optional commented out with an example, what is needed left
// empty.
func AnswersForm(a Activity) string {
	f := &answersForm{}
	f.comment(a.Title)
	if a.Intro != "" {
		f.comment("\n" + a.Intro)
	}
	f.comment("\n" + `Fill in what has no # before it. To answer one of the others, take its # away. "-" for any answer means that you would rather not say. Longer text goes between """ and """.` + "\n\n" + "When it is filled in: kith reflect " + a.ID + " --answers FILE\nHow answers are written: kith help activities")
	sitting := 1
	for i, s := range a.Steps {
		if s.Sitting > sitting {
			sitting = s.Sitting
			f.line("")
			f.comment(fmt.Sprintf("Sitting %d, for another day. With nothing answered from here on, kith keeps your place.", sitting))
		}
		if s.Kind == journal.PerCommunity {
			// What follows a table's header belongs to the table.
			f.line("")
			f.comment(fmt.Sprintf("%d. %s: at the end of this file", i+1, unfilled(s.Prompt)))
			continue
		}
		f.step(fmt.Sprint(i+1), s, a.Steps)
	}
	for i, s := range a.Steps {
		if s.Kind != journal.PerCommunity {
			continue
		}
		f.line("")
		f.comment(fmt.Sprintf("%d. %s", i+1, unfilled(s.Prompt)))
		f.about(s, a.Steps)
		f.comment(fmt.Sprintf("One part like this for each community in %s: put its name in the place of NAME.", s.Over))
		f.line("[%s.\"NAME\"]", s.Key)
		for j, inner := range s.Steps {
			f.step(fmt.Sprintf("%d.%d", i+1, j+1), inner, append(s.Steps[:j:j], a.Steps...))
		}
	}
	return f.String()
}

// formWidth is that of the comments, and of a sheet.
const formWidth = 78

// answersForm is an answers file that is being written.
type answersForm struct{ strings.Builder }

func (f *answersForm) line(format string, args ...any) { fmt.Fprintf(f, format+"\n", args...) }

func (f *answersForm) comment(said string) { f.line("%s", text.Block(said, formWidth, "# ")) }

// step writes one step; scope are the steps its condition may name.
func (f *answersForm) step(number string, s Step, scope []Step) {
	f.line("")
	f.comment(number + ". " + unfilled(s.Prompt))
	f.about(s, scope)
	kind := kindOf(s.Kind)
	switch {
	case !kind.answered():
	case !s.Required:
		f.line("# %s = %s", s.Key, kind.example(s))
	default:
		empty := `""`
		if strings.HasPrefix(kind.example(s), "[") {
			empty = "[]"
		}
		f.comment("Needed. For example:")
		f.line("#   %s = %s", s.Key, kind.example(s))
		f.line("%s = %s", s.Key, empty)
	}
}

// about writes a step's help, what it takes and when it is asked.
func (f *answersForm) about(s Step, scope []Step) {
	if s.Help != "" {
		f.comment(unfilled(s.Help))
	}
	for _, o := range s.Options {
		f.comment(fmt.Sprintf("%q: %s", o.Value, o.Label))
	}
	var notes []string
	if kind := kindOf(s.Kind); kind.notes != nil {
		notes = kind.notes(s)
	}
	if bounds := s.Bounds(); bounds != "" {
		notes = append(notes, text.Sentence(bounds))
	}
	key := func(asked Step) string { return asked.Key }
	for _, note := range append(notes, whenAsked(s, scope, key, false)...) {
		f.comment(note)
	}
}

// whenAsked says in words when a step is asked.
func whenAsked(s Step, scope []Step, called func(Step) string, labelled bool) []string {
	var notes []string
	if s.Full {
		notes = append(notes, "Asked only with --full.")
	}
	if s.When == nil {
		return notes
	}
	if i := stepAt(scope, s.When.Key); i >= 0 {
		notes = append(notes, "Only when "+s.When.words(called(scope[i]), scope[i], labelled)+".")
	}
	return notes
}

// DraftAnswers writes the answers of a draft as an answers file, so that they
// can be taken to another run of the activity. What is not asked as things
// stand is there as comments.
func DraftAnswers(a Activity, d journal.Draft) string {
	// A world in which every info step has something to say, so that answers
	// which hang on one are not taken for idle.
	s := Resume(a, Env{
		NewID: func() journal.ID { return "" }, Recent: []journal.Reflection{{}}, Due: []journal.Suggestion{{}}, Unread: []journal.Contribution{{}},
	}, d)
	var out strings.Builder
	comment := func(text string) {
		out.WriteString("# " + strings.ReplaceAll(text, "\n", "\n# ") + "\n")
	}
	comment(fmt.Sprintf("The answers of a draft of %s.\nTo go on with it: kith resume --from FILE", a.Title))
	written := map[string]bool{} // pages, by name
	page := func(p Page) {
		v := whole(s.draft.Answers[p.Name])
		if v.Empty() || !kindOf(p.Step.Kind).answered() {
			return
		}
		written[p.Name] = true
		pair := p.Step.Key + " = " + tomlAnswer(p.Step, v)
		if !p.shown() {
			comment("not asked as things stand:\n" + pair)
			return
		}
		out.WriteString(pair + "\n")
	}
	for _, p := range s.pages {
		if p.Loop == "" && !p.ends {
			page(p)
		}
	}
	table := ""
	for _, p := range s.pages {
		if p.Loop == "" || p.phantom {
			continue
		}
		if header := fmt.Sprintf("\n[%s]\n", joinPath(p.Loop, p.Community.Name)); header != table {
			table = header
			out.WriteString(header)
		}
		page(p)
	}
	// And what no page holds any longer: of a community taken out of a loop.
	for _, name := range slices.Sorted(maps.Keys(d.Answers)) {
		loop, rest, isRound := strings.Cut(name, "[")
		id, key, _ := strings.Cut(rest, "].")
		step, ok := a.Step(loop)
		i := stepAt(step.Steps, key)
		if written[name] || !isRound || !ok || i < 0 || d.Answers[name].Empty() || !kindOf(step.Steps[i].Kind).answered() {
			continue
		}
		community := id
		if c, ok := byID(s.known(), journal.ID(id)); ok {
			community = c.Name
		}
		comment(fmt.Sprintf("of a community that is no longer in %s:\n[%s]\n%s = %s",
			step.Over, joinPath(loop, community), key, tomlAnswer(step.Steps[i], d.Answers[name])))
	}
	return out.String()
}

// whole is an answer with what was half typed of it among the rest.
func whole(v journal.Value) journal.Value {
	if v.Half == nil {
		return v
	}
	at := min(v.Half.At, len(v.Communities)+len(v.Suggestions))
	put := v.Half.Thing
	v.Communities = slices.Replace(slices.Clone(v.Communities), min(at, len(v.Communities)), min(at+1, len(v.Communities)), put.Communities...)
	v.Suggestions = slices.Replace(slices.Clone(v.Suggestions), min(at, len(v.Suggestions)), min(at+1, len(v.Suggestions)), put.Suggestions...)
	v.Half = nil
	return v
}

// tomlAnswer writes an answer as an answers file has it.
func tomlAnswer(step Step, v journal.Value) string {
	switch {
	case v.Declined:
		return `"-"`
	case v.NotSure:
		return `"?"`
	}
	return kindOf(step.Kind).write(step, v)
}

// tomlText writes text as TOML, over several lines where it has them.
func tomlText(text string) string {
	var b strings.Builder
	quote, begin := `"`, ""
	if strings.Contains(text, "\n") {
		quote, begin = `"""`, "\n"
	}
	b.WriteString(quote + begin)
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r != '\n' && r != '\t' && (r < ' ' || r == 0x7f):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteString(quote)
	return b.String()
}

func tomlList(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = tomlText(t)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
