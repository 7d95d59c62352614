package archive

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Mistake is something in a file that cannot be read as a change of a reflection:
// what it is, in its words, what is wrong with it, and what to do.
type Mistake struct {
	Line  int
	What  string
	Wrong string
	Hint  string
}

// Mistakes are all of a file, in the order of its lines.
type Mistakes []Mistake

// Error says all of them in one sentence.
func (m Mistakes) Error() string { return strings.Join(m.Lines(0), "; ") }

// Lines say a mistake each; more is how many lines are put above the file.
func (m Mistakes) Lines(more int) []string {
	var lines []string
	for _, x := range m {
		said := x.Wrong
		if x.What != "" {
			said = fmt.Sprintf("%q %s", text.Cut(x.What, 300), x.Wrong)
		}
		if x.Hint != "" {
			said += ": " + x.Hint
		}
		lines = append(lines, fmt.Sprintf("line %d: %s", x.Line+more, said))
	}
	return lines
}

// Onto reads the file as a change of the reflection that it was written from: its
// title, date, tags, communities and minutes, whether it is private, and of each
// answer what was said and whether that is private. What was not changed is exactly
// as it was, also where Markdown does not say all of it. The headings are those of the
// prompts and stay: by them and their order kith knows which answer is which. What kith
// counts and dates itself stays too. Mistakes are an error of kind Invalid with all of them (Mistakes).
func (m ParsedMarkdown) Onto(was journal.Reflection, known Known) (journal.Reflection, error) {
	r, mistakes := m.ontoFields(was, known)
	if len(m.Fields) == 0 { // whatever else is wrong follows from that
		return was, &journal.Error{Kind: journal.Invalid, Text: mistakes.Error(), Err: mistakes}
	}
	if note, isNote := was.Note(); isNote {
		titled := plain(was.Title) != ""
		r.Answers = []journal.Answer{note}
		words := m.note(titled)
		if !sameLines(note.Value.Text, words) {
			if !strings.HasSuffix(note.Value.Text, "\n") {
				words = strings.TrimRight(words, "\n")
			}
			r.Answers[0].Value = journal.TextValue(words)
			if strings.TrimSpace(words) == "" {
				mistakes = append(mistakes, Mistake{m.first, "", "there are no words left in the note", "to be rid of it: kith delete " + was.ID.Short()})
			}
		}
		if r.Private == (was.Private || note.Private) {
			r.Private = was.Private
		} else {
			r.Answers[0].Private = r.Private
		}
	} else {
		answers, more := m.ontoAnswers(was, known)
		mistakes = append(mistakes, more...)
		r.Answers = answers
		r.Communities = journal.Repicked(r.Communities, was.Answers, answers)
	}
	mistakes = append(mistakes, m.counted(was, r)...)
	if len(mistakes) > 0 {
		slices.SortStableFunc(mistakes, func(a, b Mistake) int { return a.Line - b.Line })
		return was, &journal.Error{Kind: journal.Invalid, Text: mistakes.Error(), Err: mistakes}
	}
	return r, nil
}

// ontoFields reads the front matter and the title.
func (m ParsedMarkdown) ontoFields(was journal.Reflection, known Known) (r journal.Reflection, mistakes Mistakes) {
	r = was
	if len(m.Fields) == 0 {
		return r, Mistakes{m.noFields(was)}
	}
	r.Minutes, r.Private, r.Tags, r.Communities = 0, false, nil, nil
	titleLine := 0
	seen := map[string]bool{}
	for _, f := range m.Fields {
		wrong := func(format string, args ...any) {
			mistakes = append(mistakes, Mistake{f.Line, f.Text(), fmt.Sprintf(format, args...), ""})
		}
		key := strings.ToLower(f.Key)
		if seen[key] {
			mistakes = append(mistakes, Mistake{f.Line, f.Key, "is there twice", "leave one of them"})
			continue
		}
		seen[key] = true
		if len(f.Fields) > 0 {
			mistakes = append(mistakes, Mistake{f.Line, f.Key, "has keys of its own in it", "write a text in quotes, or a list of those"})
			continue
		}
		switch key {
		case "id":
			if f.Text() != string(was.ID) {
				wrong("is not the id of this reflection, which is %s and stays", was.ID)
			}
		case "activity":
			if f.Text() != was.Activity {
				wrong("is not the activity of this reflection, which is %s and stays", was.Activity)
			}
		case "title":
			r.Title, titleLine = f.Text(), f.Line
			if scalar(was.Title) == scalar(r.Title) {
				r.Title = was.Title
			} else if strings.TrimSpace(r.Title) == "" {
				mistakes = append(mistakes, noTitle(f.Line, was))
			}
		case "created":
			r.Created = known.moved(was.Created, f, &mistakes)
		case "minutes":
			n, err := strconv.Atoi(f.Text())
			if len(f.Values) > 0 && (err != nil || n < 0) {
				wrong("is no number of minutes")
			}
			r.Minutes = n
		case "private":
			switch strings.ToLower(f.Text()) {
			case "true", "yes":
				r.Private = true
			case "false", "no", "":
			default:
				wrong("is neither true nor false")
			}
		case "tags":
			typed := slices.Clone(f.listed())
			for i, tag := range typed {
				typed[i] = strings.TrimLeft(tag, "#")
			}
			tags, err := journal.Tags(typed)
			if scalars(f.Values) == scalars(was.Tags) {
				tags, err = was.Tags, nil
			}
			if err != nil {
				wrong("cannot be tags: %s", err)
			}
			r.Tags = tags
		case "communities":
			r.Communities = known.renamed(was.Communities, f, &mistakes)
		case "updated", "event", "hours", "words": // counted looks at these
		default:
			hint := "this can stand here: title, created, minutes, private, tags, communities"
			if near := text.Nearest(key, []string{"title", "created", "minutes", "private", "tags", "communities"}); len(near) > 0 {
				hint = "did you mean " + near[0] + "?"
			}
			mistakes = append(mistakes, Mistake{f.Line, f.Key, "is nothing that kith keeps of a reflection", hint})
		}
	}
	if at := m.emptyTitle(was); at > 0 {
		mistakes = append(mistakes, noTitle(at, was))
	}
	shown := unplain(plain(was.Title))
	if shown != "" && m.Title != shown && m.Title != "" { // the heading was changed
		if r.Title != was.Title && unplain(plain(r.Title)) != m.Title {
			mistakes = append(mistakes, Mistake{m.titleLine, m.Title, "is not the title in line " + strconv.Itoa(titleLine), "change one of the two, or both alike"})
		}
		r.Title = m.Title
	}
	return r, mistakes
}

// noFields says of a file without front matter what has become of it.
func (m ParsedMarkdown) noFields(was journal.Reflection) Mistake {
	at := max(0, slices.IndexFunc(m.whole, func(l line) bool { return l.text == "---" }))
	if fields, _ := readFrontMatter(m.whole[at:]); len(fields) > 0 {
		top := slices.IndexFunc(m.whole, func(l line) bool { return !isBlank(l.text) })
		return Mistake{top + 1, text.Line(m.whole[top].text), "stands above the line --- that the file began with", "take it away, or move it below a heading"}
	}
	return Mistake{1, "", "the lines between --- and --- that the file began with are not there as they were", "put them back; they are in: kith show " + was.ID.Short() + " --markdown"}
}

func noTitle(line int, was journal.Reflection) Mistake {
	return Mistake{line, "", "there is no title left", "write one; it was " + text.Cut(was.Title, 300)}
}

// emptyTitle is the line of the heading that the file begins with where nothing is left
// of it but its mark, 0 elsewhere.
func (m ParsedMarkdown) emptyTitle(was journal.Reflection) int {
	at := slices.IndexFunc(m.whole, func(l line) bool { return !isBlank(l.text) })
	if at < 0 || plain(was.Title) == "" {
		return 0
	}
	if level, title := headingOf(m.whole[at].text); level != 1 || title != "" {
		return 0
	}
	return m.first + at
}

// moved is when a reflection was written, as a changed line says: a day alone keeps
// the time of the day.
func (k Known) moved(was time.Time, f Field, mistakes *Mistakes) time.Time {
	if f.Text() == was.Format(time.RFC3339) {
		return was
	}
	now := k.Now.In(was.Location())
	at, err := journal.ParseTime(f.Text(), now)
	if day, notDay := journal.ParseDate(f.Text(), now); notDay == nil && len(day) == len("2026-11-23") {
		y, m, d := at.Date()
		at = time.Date(y, m, d, was.Hour(), was.Minute(), was.Second(), was.Nanosecond(), was.Location())
	}
	switch {
	case err != nil:
		*mistakes = append(*mistakes, Mistake{f.Line, f.Text(), "is no date", "write it as 2026-11-23 or 2026-11-23 14:30"})
	case at.After(k.Now):
		*mistakes = append(*mistakes, Mistake{f.Line, f.Text(), "is in the future", "what is kept is of today or before"})
	}
	return at
}

// renamed are the communities that a line names.
func (k Known) renamed(was []journal.CommunityRef, f Field, mistakes *Mistakes) (all []journal.CommunityRef) {
	names := f.Values
	if _, ok := k.community(was, f.Text()); !ok {
		names = f.listed()
	}
	for _, name := range names {
		ref, ok := k.community(was, name)
		if !ok {
			*mistakes = append(*mistakes, noCommunity(f.Line, name))
		}
		all = append(all, ref)
	}
	return all
}

// counted refuses what was written into the lines that kith fills in: they say what they
// said before the change, or will say after it. A file without the time at which its
// reflection was changed last may be of any version of it, and say what it said there.
func (m ParsedMarkdown) counted(was, r journal.Reflection) (mistakes Mistakes) {
	if _, dated := m.field("updated"); !dated {
		return nil
	}
	before, after := ReadMarkdown(string(writeMarkdown(was))), ReadMarkdown(string(writeMarkdown(r)))
	for _, f := range m.Fields {
		said, _ := before.field(f.Key)
		says, _ := after.field(f.Key)
		hint := "kith counts it; it was " + said.Text()
		switch key := strings.ToLower(f.Key); {
		case len(f.Values) == 0 || f.Text() == said.Text() || f.Text() == says.Text():
			continue
		case key == "event":
			hint = whoseEvent(was)
		case key == "updated":
			hint = "kith says here when it was changed, which was " + said.Text()
		case key != "hours" && key != "words":
			continue
		case len(said.Values) == 0:
			hint = "kith counts it; take the line away"
		}
		mistakes = append(mistakes, Mistake{f.Line, f.Key + ": " + f.Text(), "cannot be set here", hint})
	}
	return mistakes
}

// whoseEvent says which answer tells when what a reflection is about happened.
func whoseEvent(r journal.Reflection) string {
	isDate := func(a journal.Answer) bool { return a.Kind == journal.DateKind }
	at := slices.IndexFunc(r.Answers, func(a journal.Answer) bool { return isDate(a) && a.Value.Text == string(r.Event()) })
	if at < 0 {
		at = slices.IndexFunc(r.Answers, isDate) // which may say it
	}
	if at < 0 {
		return "it comes from an answer that is a date, and there is none here; take the line away"
	}
	return fmt.Sprintf("it comes from the answer to %q; change it there", text.Cut(r.Answers[at].Prompt, 200))
}

// Stale reports a file that was written from the reflection as it was at another time
// than it was last changed. One that says no such time, or is of another, is not.
func (m ParsedMarkdown) Stale(is journal.Reflection) bool {
	id, _ := m.field("id")
	updated, _ := m.field("updated")
	at, err := time.Parse(time.RFC3339, updated.Text())
	return err == nil && id.Text() == string(is.ID) && !at.Equal(is.Updated.Truncate(time.Second))
}

// Undated is a text of a reflection without the line that says when that was changed, as
// one is that nobody knows of to which version it belongs.
func Undated(page string) string {
	f, dated := ReadMarkdown(page).field("updated")
	if !dated {
		return page
	}
	return raw(slices.Delete(splitLines(page), f.Line-1, f.Line))
}

// ontoAnswers reads the sections, each by its heading.
func (m ParsedMarkdown) ontoAnswers(was journal.Reflection, known Known) (answers []journal.Answer, mistakes Mistakes) {
	answers = slices.Clone(was.Answers)
	if m.below > 0 {
		return answers, Mistakes{{m.below, m.body[m.below-m.first].text, "stands below the source, and belongs to no answer", "move it below a heading"}}
	}
	wanted := headings(was)
	missing := func(line int, hs []heading) {
		for _, h := range hs {
			mistakes = append(mistakes, Mistake{line, h.line(), "is missing above this line",
				"put the heading back; to take an answer out, empty what is below its heading"})
		}
	}
	stray := func(from int, body []line) {
		for i, l := range body {
			if !isBlank(l.text) {
				mistakes = append(mistakes, Mistake{from + i, l.text, "stands above the first prompt, and belongs to no answer", "move it below a heading"})
				return
			}
		}
	}
	stray(m.first, m.above)
	next := 0
	for _, s := range m.sections {
		if s.line == m.emptyTitle(was) {
			continue
		}
		at := slices.IndexFunc(wanted[next:], func(h heading) bool { return h.level == s.level && h.text == s.text })
		if at < 0 {
			mistakes = append(mistakes, Mistake{s.line, s.heading.line(), "is no heading of this reflection",
				`the headings stay as they are; to have one in an answer, begin each line of that answer with "> "`})
			continue
		}
		missing(s.line, wanted[next:next+at])
		h := wanted[next+at]
		next += at + 1
		if h.answer < 0 {
			stray(s.from, s.body)
			continue
		}
		a, more := known.read(was.Answers[h.answer], s)
		answers[h.answer] = a
		mistakes = append(mistakes, more...)
	}
	missing(m.first+len(m.body), wanted[next:])
	return answers, mistakes
}
