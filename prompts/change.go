package prompts

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Asked is the step that an answer was given to, where the activity still asks for such
// an answer.
func (a Activity) Asked(answer journal.Answer) (Step, bool) {
	steps := a.Steps
	if answer.Loop != "" {
		loop, ok := a.Step(answer.Loop)
		if !ok {
			return Step{}, false
		}
		steps = loop.Steps
	}
	i := stepAt(steps, answer.Key)
	if i < 0 || steps[i].Kind != answer.Kind {
		return Step{}, false
	}
	return steps[i], true
}

// Asking are the answers that a prompt, as it was shown, may have had: each with its key,
// its loop and its kind, and without what was said. community is that of the round it was
// shown in, "" for none.
func (a Activity) Asking(prompt, community string) (all []journal.Answer) {
	for _, step := range a.Steps {
		within, loop := []Step{step}, ""
		if step.Kind == journal.PerCommunity {
			within, loop = step.Steps, step.Key
		}
		if (loop == "") != (community == "") {
			continue
		}
		for _, s := range within {
			if (s.Kind == journal.Info || kindOf(s.Kind).answered()) && shownAs(s.Prompt, community, prompt) {
				all = append(all, journal.Answer{Key: s.Key, Loop: loop, Kind: s.Kind})
			}
		}
	}
	return all
}

// shownAs reports a prompt as it was shown, with something in the place of its
// placeholders.
func shownAs(prompt, community, shown string) bool {
	prompt = strings.TrimSpace(text.Line(prompt))
	if community != "" {
		prompt = strings.ReplaceAll(prompt, PlaceCommunity, community)
	}
	if prompt == shown || !strings.Contains(prompt, "{") {
		return prompt == shown
	}
	pattern := regexp.QuoteMeta(prompt)
	for _, place := range braced(prompt) {
		pattern = strings.ReplaceAll(pattern, regexp.QuoteMeta(place), ".*")
	}
	return regexp.MustCompile("^" + pattern + "$").MatchString(shown)
}

// Options are what the step of an answer gives to choose from and, of a rating, the words
// for "1" to "5"; none where it is no longer asked.
func (a Activity) Options(answer journal.Answer) []journal.Option {
	step, _ := a.Asked(answer)
	return step.Scale()
}

// Scale are the options that a step gives or, of a rating, the words for 1 to 5.
func (s Step) Scale() []journal.Option {
	if len(s.Anchors) == 0 {
		return s.Options
	}
	var all []journal.Option
	for i, words := range s.Anchors {
		all = append(all, journal.Option{Value: string(rune('1' + i)), Label: words})
	}
	return all
}

// Takes says whether the step takes an answer; what it cannot take is a *journal.Error
// of kind Invalid. An answer that was taken away it lets go.
func (s Step) Takes(v journal.Value, now time.Time) error {
	if v.Empty() {
		s.Required = false
	}
	_, err := check(s, v, now)
	return err
}

// Changed is a change of a reflection with what comes of it: what was said anew of
// communities, what was observed, and suggested, and the dates to come back on. New
// suggestions and communities get their ids. What was not changed leaves nothing more.
func (a Activity) Changed(before, after journal.Reflection, newID func() journal.ID) journal.Change {
	c := journal.Change{Before: before, After: after}
	c.After.Answers = slices.Clone(after.Answers)
	var subject *journal.CommunityRef
	for i, answer := range after.Answers {
		step, asked := a.Asked(answer)
		if asked && answer.Loop == "" && step.picksOne() {
			subject = nil
			if picks := answer.Value.Communities; len(picks) > 0 {
				ref := picks[0].Ref()
				subject = &ref
			}
		}
		was := earlier(before, answer)
		if was.Equal(answer.Value) {
			continue
		}
		about := subject
		if answer.Community != nil {
			about = answer.Community
		}
		if asked && step.Record != "" && !answer.Value.Empty() && !answer.Value.Declined {
			o := journal.Observation{
				ID: newID(), Measure: step.Record, Value: answer.Value, Labels: answer.Labels, At: after.Created, Reflection: after.ID,
			}
			if about != nil {
				o.Community = about.ID
			}
			c.Observations = append(c.Observations, o)
		}
		answer.Value.Communities = slices.Clone(answer.Value.Communities)
		for j, said := range answer.Value.Communities {
			if said.ID == "" {
				said.ID = newID()
				answer.Value.Communities[j] = said
				said.Created = after.Updated
			}
			one := journal.Value{Communities: []journal.Community{said}}
			if !slices.ContainsFunc(was.Communities, func(k journal.Community) bool {
				return one.Equal(journal.Value{Communities: []journal.Community{k}})
			}) {
				c.Communities = append(c.Communities, said)
			}
		}
		if step.Remind {
			c.Reminders = append(c.Reminders, a.moved(was, answer.Value, about, after, newID))
		}
		c.After.Answers[i] = answer
		if answer.Kind != journal.SuggestionsK {
			continue
		}
		answer.Value.Suggestions = slices.Clone(answer.Value.Suggestions)
		for j := range answer.Value.Suggestions {
			sg := &answer.Value.Suggestions[j]
			if sg.ID == "" {
				sg.ID = newID()
			}
			one := journal.Value{Suggestions: []journal.Suggestion{*sg}}
			if slices.ContainsFunc(was.Suggestions, func(k journal.Suggestion) bool {
				return one.Equal(journal.Value{Suggestions: []journal.Suggestion{k}})
			}) {
				continue
			}
			kept := *sg
			if kept.Community == nil && asked && !slices.Contains(step.Fields, "community") {
				kept.Community = about // whom it is about, where that was not asked
			}
			kept.Created, kept.Reflection, kept.State = after.Updated, after.ID, journal.SuggestionOpen
			c.Suggestions = append(c.Suggestions, kept)
		}
		c.After.Answers[i] = answer
	}
	for _, answer := range before.Answers {
		gone := !slices.ContainsFunc(after.Answers, func(b journal.Answer) bool { return sameStep(answer, b) })
		if step, _ := a.Asked(answer); gone && step.Remind && answer.Value.Said() {
			c.Reminders = append(c.Reminders, a.moved(answer.Value, journal.Value{}, answer.Community, after, newID))
		}
	}
	return c
}

// moved is the reminder of a date that was one and is another, or none.
func (a Activity) moved(was, is journal.Value, about *journal.CommunityRef, in journal.Reflection, newID func() journal.ID) journal.Reminder {
	r := journal.Reminder{Suggestion: a.reminder(is.Text), Was: journal.Date(was.Text)}
	r.ID, r.Community, r.Created, r.Reflection, r.State = newID(), about, in.Updated, in.ID, journal.SuggestionOpen
	return r
}

// earlier is what a reflection says to the step that an answer was given to.
func earlier(r journal.Reflection, answer journal.Answer) journal.Value {
	for _, a := range r.Answers {
		if sameStep(a, answer) {
			return a.Value
		}
	}
	return journal.Value{}
}

func sameStep(a, b journal.Answer) bool {
	if (a.Community == nil) != (b.Community == nil) || a.Community != nil && a.Community.ID != b.Community.ID {
		return false
	}
	return a.Key == b.Key && a.Loop == b.Loop
}

// ofItsDay are the kinds whose answers stay as they were when a reflection is filled in
// again: a reading as it was shown then, the pages that were read, and what had become
// of suggestions, which were others by now.
func ofItsDay(kind journal.Kind) bool {
	return kind == journal.Info || kind == journal.ReadKind || kind == journal.OutcomesKind
}

// Refill is a draft in which the answers of a reflection are filled in, to be changed
// and finished anew: it begins at the list of its steps. It is false where some of what
// was said has no place in the activity as it is now.
func Refill(a Activity, env Env, r journal.Reflection) (journal.Draft, bool) {
	d := journal.Draft{
		ID: env.NewID(), Activity: a.ID, Title: r.Title, Source: a.Source, Answers: map[string]journal.Value{},
		Started: env.Now, Updated: env.Now, Date: r.Created, Change: &r, Sitting: 1, Place: endName,
	}
	for _, answer := range r.Answers {
		if answer.Kind == journal.Info {
			continue
		}
		step, asked := a.Asked(answer)
		if !asked {
			return d, false
		}
		name := pageOf(answer)
		if _, twice := d.Answers[name]; twice {
			return d, false
		}
		d.Answers[name] = answer.Value
		d.Full = d.Full || step.Full
		if loop, inLoop := a.Step(answer.Loop); inLoop {
			d.Full, step.Sitting = d.Full || loop.Full, loop.Sitting
		}
		d.Sitting = max(d.Sitting, step.Sitting)
	}
	// That all was asked may show in nothing but in what else is shown.
	for _, d.Full = range []bool{d.Full, true} {
		s, shown := Resume(a, env, d), []string{}
		for _, p := range s.pages {
			if p.shown() {
				shown = append(shown, p.Name)
			}
		}
		fits := true
		for _, p := range s.pages {
			if ofItsDay(p.Step.Kind) {
				shown = append(shown, p.Name)
			}
		}
		for name, v := range d.Answers {
			fits = fits && (v.Empty() || slices.Contains(shown, name))
		}
		if fits {
			d.Passed = shown
			return Resume(a, env, d).Draft(), true
		}
	}
	return d, false
}

// pageOf is the name of the page that an answer was given on.
func pageOf(answer journal.Answer) string {
	return pageName(answer.Key, answer.Loop, answer.Community)
}

// Refresh is a draft whose earlier sittings left a reflection, or which changes one, with
// what that says by now where somebody has changed it since. What was typed in the draft
// meanwhile, and stands in none of the reflection's texts before, stays.
func Refresh(d journal.Draft, r journal.Reflection, before []journal.Revision) journal.Draft {
	d.Answers = maps.Clone(d.Answers)
	for _, answer := range r.Answers {
		name := pageOf(answer)
		was, said := d.Answers[name]
		if !said && d.Change == nil || ofItsDay(answer.Kind) {
			continue
		}
		reminder := was.Suggestions
		if answer.Kind == journal.DateKind {
			was.Suggestions = nil
		}
		if slices.ContainsFunc(before, func(v journal.Revision) bool { return earlier(v.Reflection, answer).Equal(was) }) {
			d.Answers[name] = answer.Value
			if answer.Kind == journal.DateKind {
				kept := answer.Value
				kept.Suggestions = reminder
				d.Answers[name] = kept
			}
		}
	}
	return d
}

// Change is what a run that began with Refill leaves: the reflection with what was
// changed in it. What was not is as it was, the words it was asked in are, whether it
// is private, and what is of its day.
func (s *Session) Change(now time.Time) journal.Change {
	before := *s.draft.Change
	after := before
	after.Updated, after.Answers = now, nil
	for _, answer := range s.Outcome(now).Reflection.Answers {
		if ofItsDay(answer.Kind) {
			continue
		}
		for _, was := range before.Answers {
			switch {
			case !sameStep(was, answer):
			case renamed(was.Value, s.env.Communities).Equal(answer.Value):
				answer = was
			default:
				answer.Prompt, answer.Private = was.Prompt, was.Private
			}
		}
		after.Answers = append(after.Answers, answer)
	}
	for i, was := range before.Answers {
		if !ofItsDay(was.Kind) {
			continue
		}
		at := 0 // behind what stood before it
		if i > 0 {
			at = 1 + slices.IndexFunc(after.Answers, func(a journal.Answer) bool { return sameStep(a, before.Answers[i-1]) })
		}
		after.Answers = slices.Insert(after.Answers, at, was)
	}
	after.Communities = journal.Repicked(before.Communities, before.Answers, after.Answers)
	return s.activity.Changed(before, after, s.env.NewID)
}

// Unchanged reports a run that began with Refill, and in which nothing is other than it
// was, nor half typed.
func (s *Session) Unchanged(now time.Time) bool {
	for _, v := range s.draft.Answers {
		if v.Half != nil {
			return false
		}
	}
	return s.draft.Change != nil && s.Change(now).After.Equal(*s.draft.Change)
}

// NoteActivity is a quick note as an activity of one step, by which it can be changed
// where there is no editor.
func NoteActivity(title string) Activity {
	src := "schema = 1\nid = \"" + journal.NoteKey + "\"\ntitle = " + tomlText(cmp.Or(text.Cut(title, 60), "A note")) + `

[source]
citation = "A note of your own."

[[step]]
key = "` + journal.NoteKey + `"
kind = "long_text"
prompt = "What would you like to say?"
`
	a, err := Parse(journal.NoteKey, []byte(src))
	if err != nil {
		panic(err) // nothing in it is the person's but the title, which is quoted
	}
	return a
}
