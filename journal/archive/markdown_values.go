package archive

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// item is a thing in a list, with what is said of it below.
type item struct {
	line  int
	name  string
	facts []itemFact
}

type itemFact struct {
	line int
	journal.Fact
}

// readItems reads a list as written writes one; from is the line of the body's
// first. What is no part of the list is a mistake.
func readItems(body []line, from int) (all []item, wrong Mistakes) {
	for i, l := range body {
		at, trimmed := from+i, strings.TrimSpace(l.text)
		words, isItem := cutItem(trimmed)
		if !isItem {
			words, isItem = strings.CutPrefix(trimmed, "-")
		}
		name, said, isFact := strings.Cut(words, ": ")
		nested := strings.HasPrefix(l.text, "  ") || strings.HasPrefix(l.text, "\t")
		switch words = strings.TrimSpace(words); {
		case trimmed == "" || isItem && words == "":
		case isItem && !nested:
			all = append(all, item{line: at, name: unplain(words)})
		case isItem && isFact && len(all) > 0:
			last := &all[len(all)-1]
			last.facts = append(last.facts, itemFact{at, journal.Fact{Name: strings.ToLower(strings.TrimSpace(name)), Words: unplain(strings.TrimSpace(said))}})
		case len(body) == 1 && !nested:
			all = append(all, item{line: at, name: unplain(trimmed)})
		default:
			wrong = append(wrong, Mistake{at, text.Line(trimmed), "is no item of a list", `begin it with "- "`})
		}
	}
	return all, wrong
}

// setCommunityFact says of a community what Facts gave, and reports whether an
// inventory knows such a fact.
func setCommunityFact(c *journal.Community, f journal.Fact) bool {
	switch f.Name {
	case "kinds":
		c.Kinds = commaList(f.Words)
	case "tags":
		c.Tags = commaList(f.Words)
	case "about":
		c.About = f.Words
	default:
		return false
	}
	return true
}

// setSuggestionFact is setCommunityFact for a suggestion. Its community is given by
// name, and its day as it reads.
func setSuggestionFact(sg *journal.Suggestion, f journal.Fact) bool {
	switch f.Name {
	case "from":
		sg.FromRole = f.Words
	case "community":
		sg.Community = &journal.CommunityRef{Name: f.Words}
	case "element":
		sg.Element = f.Words
	case "try by":
		sg.TryBy = journal.Date(f.Words)
		if d, err := journal.ParseDue(f.Words, time.Time{}); err == nil {
			sg.TryBy = d
		}
	default:
		return false
	}
	return true
}

// setOutcomeFact says of a suggestion what is written of one that was tried.
func setOutcomeFact(sg *journal.Suggestion, f journal.Fact) bool {
	yes, no := true, false
	switch {
	case f.Name == "note":
		sg.Note = f.Words
		return true
	case f.Name != "what came of it":
		return false
	}
	sg.State, sg.Helped = journal.SuggestionDone, nil
	switch f.Words {
	case "done":
	case "it helped":
		sg.Helped = &yes
	case "it did not help":
		sg.Helped = &no
	case "dropped":
		sg.State = journal.SuggestionDropped
	default:
		sg.State = journal.SuggestionOpen
		day, _ := strings.CutPrefix(f.Words, "not yet, by ")
		if d, err := journal.ParseDate(day, time.Time{}); err == nil {
			sg.TryBy = d
		}
	}
	return true
}

func commaList(s string) (all []string) {
	for _, word := range strings.Split(s, ",") {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}

// ratingIn is a rating as it is written, "4 of 5: well" or "4": else it is one
// without a number.
func ratingIn(words string) journal.Answer {
	a := journal.Answer{Kind: journal.Rating}
	number, label, labelled := strings.Cut(words, ":")
	number = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(number), "of 5"), "/5")
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || n < 1 || n > 5 {
		return a
	}
	a.Value = journal.NumberValue(float64(n))
	if labelled {
		a.Labels = []string{unplain(strings.TrimSpace(label))}
	}
	return a
}

// numberIn is a number as it is written, "1.5 hours": else it is one without a number.
func numberIn(words string) journal.Answer {
	a := journal.Answer{Kind: journal.Number}
	number, unit, _ := strings.Cut(strings.TrimSpace(words), " ")
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n != n || n > 1e300 || n < -1e300 {
		return a
	}
	a.Value = journal.NumberValue(n)
	if unit = strings.TrimSpace(unit); unit != "" {
		a.Labels = []string{unplain(unit)}
	}
	return a
}

// Known is what Onto may ask of the journal and of the activity.
type Known struct {
	Now time.Time
	// Community is the one that a name means.
	Community func(name string) (journal.CommunityRef, bool)
	// Options are what the step of an answer gives to choose from and, of a rating,
	// the words for "1" to "5"; none where that is not known.
	Options func(journal.Answer) []journal.Option
	// Check says whether the step of a changed answer takes it.
	Check func(journal.Answer) error
}

// read reads what stands below the prompt of an answer as a change of it. What it
// cannot be is a mistake.
func (k Known) read(was journal.Answer, s section) (journal.Answer, Mistakes) {
	a := was
	a.Private = s.private
	if sameLines(written(was), raw(s.body)) {
		return a, nil // also where it says more than Markdown does
	}
	words := strings.TrimSpace(raw(s.body))
	wrong := func(what, hint string) (journal.Answer, Mistakes) {
		line, _, _ := strings.Cut(words, "\n")
		at := s.from
		for at-s.from < len(s.body) && isBlank(s.body[at-s.from].text) {
			at++
		}
		return a, Mistakes{{at, text.Line(line), what, hint}}
	}
	a.Value, a.Labels = journal.Value{}, nil
	switch bare := strings.Trim(words, "*"); {
	case words == "":
		return a, nil
	case words == declinedMark || words == "-" || bare == "would rather not say" && was.Kind != journal.LongText:
		a.Value.Declined = true
		return a, nil
	case was.Kind == journal.Rating && (bare == "not sure" || bare == "?"):
		a.Value.NotSure = true
		return a, nil
	}
	var mistakes Mistakes
	switch was.Kind {
	case journal.ChooseOne, journal.ChooseMany:
		mistakes = k.readChoices(&a, was, s)
	case journal.CommunityOne, journal.Inventory:
		mistakes = k.readCommunities(&a, was, s)
	case journal.SuggestionsK:
		mistakes = k.readSuggestions(&a, was, s)
	case journal.OutcomesKind, journal.ReadKind:
		mistakes = readOfItsDay(&a, was, s)
	case journal.Rating, journal.Number, journal.YesNo, journal.DateKind:
		if what, hint := k.readLine(&a, was, words); what != "" {
			return wrong(what, hint)
		}
	default:
		said := textOf(s.body, strings.HasPrefix(written(was), ">"))
		if !strings.HasSuffix(was.Value.Text, "\n") {
			said = strings.TrimRight(said, "\n")
		}
		if !strings.HasPrefix(was.Value.Text, "\n") {
			said = strings.TrimLeft(said, "\n")
		}
		a.Value.Text = said
	}
	if mistakes == nil && k.Check != nil {
		if err := k.Check(a); err != nil {
			return wrong("cannot be taken", err.Error())
		}
	}
	return a, mistakes
}

// readLine reads an answer that stands in a line, and says what is wrong with one that
// it cannot be, and what to write.
func (k Known) readLine(a *journal.Answer, was journal.Answer, words string) (wrong, hint string) {
	switch was.Kind {
	case journal.Rating:
		typed := ratingIn(words)
		if typed.Value.Number == nil {
			return "is no rating", "write 1, 2, 3, 4 or 5, or *not sure*"
		}
		a.Value = typed.Value
		switch i := int(*typed.Value.Number); {
		case was.Value.Number != nil && *was.Value.Number == float64(i):
			a.Labels = was.Labels
		case len(k.options(was)) >= i:
			a.Labels = []string{k.options(was)[i-1].Label}
		case !slices.Equal(typed.Labels, was.Labels):
			a.Labels = typed.Labels
		}
	case journal.Number:
		typed := numberIn(words)
		if typed.Value.Number == nil {
			return "is no number", "write it in figures, such as 1.5"
		}
		a.Value, a.Labels = typed.Value, was.Labels
		if typed.Labels != nil && !slices.Equal(typed.Labels, was.Labels) {
			return "has another unit than it had", "write the number alone"
		}
	case journal.YesNo:
		yes := strings.EqualFold(words, "yes") || strings.EqualFold(words, "y")
		if !yes && !strings.EqualFold(words, "no") && !strings.EqualFold(words, "n") {
			return "is neither yes nor no", "write yes or no"
		}
		a.Value = journal.YesValue(yes)
	case journal.DateKind:
		d, err := journal.ParseDate(unplain(words), k.Now)
		if err != nil {
			return "is no date", "write it as 2026-11-23, 23 Nov 2026, 2026-11 or 2026"
		}
		a.Value.Text = string(d)
	}
	return "", ""
}

// sameLines compares what is written but for the white space at the ends of lines and
// of all, which editors take away.
func sameLines(a, b string) bool {
	if a == b {
		return true
	}
	trimmed := func(s string) []string {
		lines := strings.Split(strings.Trim(s, "\n"), "\n")
		for i, l := range lines {
			lines[i] = strings.TrimRight(l, " \t")
		}
		return lines
	}
	return slices.Equal(trimmed(a), trimmed(b))
}

func (k Known) options(a journal.Answer) (all []journal.Option) {
	if k.Options != nil {
		all = k.Options(a)
	}
	return all
}

func (k Known) readChoices(a *journal.Answer, was journal.Answer, s section) Mistakes {
	items, mistakes := readItems(s.body, s.from)
	options := k.options(was)
	if len(options) == 0 { // those that were chosen are known
		for i, value := range was.Value.Choices {
			o := journal.Option{Value: value, Label: value}
			if len(was.Labels) == len(was.Value.Choices) {
				o.Label = was.Labels[i]
			}
			options = append(options, o)
		}
	}
	var labels []string
	for _, o := range options {
		labels = append(labels, text.Line(o.Label))
	}
	for _, it := range items {
		i := slices.IndexFunc(options, func(o journal.Option) bool {
			return text.Fold(text.Line(o.Label)) == text.Fold(it.name) || o.Value == it.name
		})
		if i < 0 {
			mistakes = append(mistakes, Mistake{it.line, it.name, "is none of what there is to choose from", "choose from: " + strings.Join(labels, "; ")})
			continue
		}
		a.Value.Choices, a.Labels = append(a.Value.Choices, options[i].Value), append(a.Labels, options[i].Label)
	}
	if was.Kind == journal.ChooseOne && len(items) > 1 {
		mistakes = append(mistakes, Mistake{items[1].line, items[1].name, "is one too many", "one is chosen here"})
	}
	return mistakes
}

// community is the one that a name means: of those that the answer named already, or
// of the journal.
func (k Known) community(among []journal.CommunityRef, name string) (journal.CommunityRef, bool) {
	for _, ref := range among {
		if text.Fold(text.Line(ref.Name)) == text.Fold(name) {
			return ref, true
		}
	}
	if k.Community == nil {
		return journal.CommunityRef{}, false
	}
	return k.Community(name)
}

func noCommunity(line int, name string) Mistake {
	return Mistake{line, name, "is no community in the journal", "add it first: kith community add " + text.ShellWord(text.Line(name))}
}

func (k Known) readCommunities(a *journal.Answer, was journal.Answer, s section) Mistakes {
	items, mistakes := readItems(s.body, s.from)
	var refs []journal.CommunityRef
	for _, c := range was.Value.Communities {
		refs = append(refs, c.Ref())
	}
	for _, it := range items {
		ref, ok := k.community(refs, it.name)
		if !ok && was.Kind != journal.Inventory { // to which it is a new one
			mistakes = append(mistakes, noCommunity(it.line, it.name))
			continue
		}
		c := journal.Community{ID: ref.ID, Name: cmp.Or(ref.Name, it.name)}
		if i := slices.Index(refs, ref); i >= 0 {
			c = was.Value.Communities[i]
			if was.Kind == journal.Inventory {
				c.Kinds, c.About, c.Tags = nil, "", nil
			}
		}
		for _, f := range it.facts {
			if was.Kind != journal.Inventory || !setCommunityFact(&c, f.Fact) {
				mistakes = append(mistakes, Mistake{f.line, f.Name, "is nothing that is said of a community here", "it can be kinds, about or tags, below a community that was listed"})
			}
		}
		a.Value.Communities = append(a.Value.Communities, c)
	}
	return mistakes
}

func (k Known) readSuggestions(a *journal.Answer, was journal.Answer, s section) Mistakes {
	items, mistakes := readItems(s.body, s.from)
	before := was.Value.Suggestions
	for i, it := range items {
		sg := journal.Suggestion{}
		at := slices.IndexFunc(before, func(b journal.Suggestion) bool { return text.Line(b.Text) == it.name })
		if at < 0 && len(items) == len(before) {
			at = i
		}
		if at >= 0 { // what has come of it stays
			sg = before[at]
			sg.FromRole, sg.Community, sg.Element, sg.TryBy = "", nil, "", ""
		}
		if text.Line(sg.Text) != it.name {
			sg.Text = it.name
		}
		for _, f := range it.facts {
			switch {
			case !setSuggestionFact(&sg, f.Fact):
				mistakes = append(mistakes, Mistake{f.line, f.Name, "is nothing that is said of a suggestion", "it can be from, community, element or try by"})
			case f.Name == "community":
				var among []journal.CommunityRef
				if at >= 0 && before[at].Community != nil {
					among = append(among, *before[at].Community)
				}
				ref, ok := k.community(among, f.Words)
				if !ok {
					mistakes = append(mistakes, noCommunity(f.line, f.Words))
				}
				sg.Community = &ref
			case f.Name == "element" && !slices.Contains(journal.Elements(), f.Words):
				mistakes = append(mistakes, Mistake{f.line, f.Words, "is no element", "choose from: " + strings.Join(journal.Elements(), ", ")})
			case f.Name == "try by":
				d, err := journal.ParseDue(f.Words, k.Now)
				if err != nil {
					mistakes = append(mistakes, Mistake{f.line, f.Words, "is no date", "write it as 2026-12-01 or 2026-12"})
				}
				sg.TryBy = d
			}
		}
		a.Value.Suggestions = append(a.Value.Suggestions, sg)
	}
	return mistakes
}

// readOfItsDay reads what had become of suggestions, or which pages were read: one can
// be taken out, and the note on one changed, but that is all that can.
func readOfItsDay(a *journal.Answer, was journal.Answer, s section) Mistakes {
	items, mistakes := readItems(s.body, s.from)
	for _, it := range items {
		page := slices.IndexFunc(was.Value.Contributions, func(c journal.ContributionRef) bool { return text.Line(c.Title) == it.name })
		tried := slices.IndexFunc(was.Value.Suggestions, func(sg journal.Suggestion) bool { return text.Line(sg.Text) == it.name })
		switch {
		case page >= 0:
			a.Value.Contributions = append(a.Value.Contributions, was.Value.Contributions[page])
		case tried >= 0:
			sg := was.Value.Suggestions[tried]
			came := text.Line(sg.Came())
			sg.Note = ""
			for _, f := range it.facts {
				switch {
				case f.Name == "note":
					sg.Note = f.Words
				case f.Name != "what came of it" || f.Words != came:
					mistakes = append(mistakes, Mistake{f.line, f.Words, "is not what came of it, which was: " + came, "say it anew: kith suggestion done " + sg.ID.Short()})
				}
			}
			a.Value.Suggestions = append(a.Value.Suggestions, sg)
		default:
			mistakes = append(mistakes, Mistake{it.line, it.name, "was not there", "one can be taken out here, and none put in"})
		}
	}
	return mistakes
}
