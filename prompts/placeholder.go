package prompts

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// The placeholders a prompt or a help text may hold.
const (
	PlaceCommunity      = "{community}"
	PlaceReading        = "{reading}"
	PlaceReadingToGrow  = "{reading_to_grow}" // with what is left to grow, whatever the person calls it
	PlaceRecentEntries  = "{recent_entries}"
	PlaceDueSuggestions = "{due_suggestions}"
)

// placeAnswer begins the placeholder for what was answered to an earlier step, as
// in {answer:value_overall}.
const placeAnswer = "{answer:"

func placeholders() []string {
	return []string{PlaceCommunity, PlaceReading, PlaceReadingToGrow, PlaceRecentEntries, PlaceDueSuggestions}
}

// answerOf is the key of the step whose answer a placeholder stands for, or "".
func answerOf(placeholder string) string {
	key, is := strings.CutPrefix(placeholder, placeAnswer)
	if !is {
		return ""
	}
	return strings.TrimSuffix(key, "}")
}

// Mentions reports whether any prompt or help text holds the placeholder, so
// that what it needs is looked up only then.
func (a Activity) Mentions(placeholder string) bool {
	mentions := func(s Step) bool { return strings.Contains(s.Prompt+s.Help, placeholder) }
	return slices.ContainsFunc(a.Steps, func(s Step) bool { return mentions(s) || slices.ContainsFunc(s.Steps, mentions) })
}

// maxBraced bounds how many placeholders of one text are looked at.
const maxBraced = 20

// braced finds what looks like a placeholder: words in braces.
func braced(text string) []string {
	var out []string
	for len(out) < maxBraced {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		text = text[open+1:]
		end := strings.IndexFunc(text, func(r rune) bool {
			isLetter := r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
			return !isLetter && r != ' ' && r != '-' && r != ':'
		})
		if end <= 0 || text[end] != '}' {
			continue
		}
		word, found := strings.TrimLeft(text[:end], " "), "{"+text[:end]+"}"
		if word != "" && (word[0] < '0' || word[0] > '9') && !slices.Contains(out, found) {
			out = append(out, found)
		}
	}
	return out
}

const filledOnly = "%s is filled in only in the prompt and the help of a step"

// ownWords reports a placeholder that stands for words of the person's own. The
// prompt of a step that is answered is kept with the answer, and may leave with
// it: these belong into what is only shown.
func ownWords(placeholder string) bool { return placeholder != PlaceCommunity }

// noPlaceholder reports placeholders in texts where they are not filled in.
func (p *parser) noPlaceholder(t table, keys ...string) {
	for _, key := range keys {
		text, _ := t.keys[key].(string)
		for _, b := range braced(text) {
			if slices.Contains(placeholders(), b) || answerOf(b) != "" {
				t.problem(key, filledOnly, b)
			}
		}
	}
}

// checkPlaceholders checks that the placeholders of a step are known, and mean
// something where it stands.
func (p *parser) checkPlaceholders(at place, s Step) {
	asked := at.before // what {answer:KEY} may stand for
	if at.loop {
		asked = at.outer
	}
	hasCommunity := at.loop || at.single || s.Kind == journal.PerCommunity || s.Kind == ""
	for _, said := range [][2]string{{"prompt", s.Prompt}, {"help", s.Help}} {
		path := at.path + "." + said[0]
		for _, b := range braced(said[1]) {
			key := answerOf(b)
			if key == "" && !slices.Contains(placeholders(), b) {
				p.problem(path, "%s is not a placeholder%s", b, orThese("{"+strings.ToLower(strings.Trim(b, "{} "))+"}", placeholders()))
			} else if said[0] == "prompt" && ownWords(b) && s.Kind != journal.Info && s.Kind != "" && !p.draft {
				p.problem(path, "%s holds words of your own, and a prompt is kept with its answer: put it into the help, or into an info step", b)
			} else if (b == PlaceCommunity || b == PlaceReading || b == PlaceReadingToGrow) && !hasCommunity {
				p.problem(path, "%s has nothing to stand for here: it needs a per_community, or a community step before it that allows one choice", b)
			} else if key != "" && !slices.ContainsFunc(asked, func(s Step) bool { return s.Key == key && kindOf(s.Kind).answered() }) {
				p.problem(path, "%s has nothing to stand for here: no step before this one is answered and has that key%s", b, didYouMean(key, keysOf(asked)))
			}
		}
	}
	for i, anchor := range s.Anchors {
		for _, b := range braced(anchor) {
			if slices.Contains(placeholders(), b) || answerOf(b) != "" {
				p.problem(fmt.Sprintf("%s.anchors[%d]", at.path, i), filledOnly, b)
			}
		}
	}
}

// unfilled puts words in the place of placeholders, where there is no run to
// fill them.
func unfilled(text string) string {
	words := []string{
		PlaceCommunity, "the community", PlaceReading, "(here kith says how it reads the community)",
		PlaceReadingToGrow, "(here kith says how it reads the community, and what is left to grow)",
		PlaceRecentEntries, "(here stand your latest reflections)", PlaceDueSuggestions, "(here stand the suggestions that are due)",
	}
	for _, b := range braced(text) {
		if key := answerOf(b); key != "" {
			words = append(words, b, "(here stands your answer to "+key+")")
		}
	}
	return strings.NewReplacer(words...).Replace(text)
}

// filled is the step with its placeholders replaced. says is false where one of
// them, other than the community, has nothing to stand for.
func (p *planner) filled(step Step, subject *journal.CommunityRef) (filled Step, says bool) {
	says = true
	if p.activity.ID == "" || !strings.Contains(step.Prompt+step.Help, "{") { // what a form of kith's own shows stands as it is
		return step, says
	}
	var shown, kept []string
	for _, place := range braced(step.Prompt + step.Help) {
		if !slices.Contains(placeholders(), place) && answerOf(place) == "" {
			continue
		}
		words := p.placeholder(place, subject)
		says = says && words != ""
		shown = append(shown, place, words)
		if step.Kind != journal.Info && ownWords(place) { // of a draft begun when a prompt could hold it
			words = unfilled(place)
		}
		kept = append(kept, place, words)
	}
	put := func(into string, pairs []string) string {
		if len(pairs) == 2 { // as most often: a replacer takes its time to build
			return strings.ReplaceAll(into, pairs[0], pairs[1])
		}
		return strings.NewReplacer(pairs...).Replace(into)
	}
	step.Prompt, step.Help = put(step.Prompt, kept), put(step.Help, shown)
	return step, says
}

// placeholder is what one stands for: a line for each thing, "" for nothing.
func (p *planner) placeholder(place string, subject *journal.CommunityRef) string {
	var lines []string
	switch {
	case place == PlaceCommunity && subject == nil:
		return "the community"
	case place == PlaceCommunity:
		return subject.Name
	case place == PlaceReading && subject != nil:
		return p.reading(*subject).Paragraph()
	case place == PlaceReadingToGrow && subject != nil:
		return p.reading(*subject).ParagraphToGrow()
	case place == PlaceRecentEntries:
		for _, r := range p.env.Recent {
			lines = append(lines, fmt.Sprintf("- %s: %s", journal.DateOf(r.Created).Words(), text.Line(r.Title)))
		}
	case place == PlaceDueSuggestions:
		for _, sg := range p.env.Due {
			lines = append(lines, "- "+text.Line(sg.Line()))
		}
	}
	if at, is := p.place[answerOf(place)]; is {
		if v := p.draft.Answers[answerOf(place)]; p.pages[at].shown() && v.Said() {
			lines = p.pages[at].Step.Lines(v)
		}
	}
	return strings.Join(lines, "\n")
}

// reading is how kith reads a community, with what was said in this run so far
// on top of what the journal has.
func (p *planner) reading(subject journal.CommunityRef) journal.Reading {
	latest := maps.Clone(p.env.Latest[subject.ID])
	if latest == nil {
		latest = journal.Latest{}
	}
	for _, at := range p.recorded[subject.ID] {
		if at >= len(p.pages) {
			break // it comes after
		}
		page := p.pages[at]
		v := p.draft.Answers[page.Name]
		if !page.shown() || v.Empty() || v.Declined {
			continue
		}
		latest[page.Step.Record] = journal.Observation{
			Community: subject.ID, Measure: page.Step.Record, Value: v, At: p.env.Now,
		}
	}
	return journal.Read(p.community(subject), latest, p.env.Now)
}
