package archive

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
)

// ParsedMarkdown is a Markdown file taken apart: its front matter, its title and what
// stands under each heading. Onto reads it as a change of the reflection that it was
// written from; Reflection reads it alone.
type ParsedMarkdown struct {
	Fields []Field // of the front matter, in order; none where there is none
	// Title is the heading that the file begins with, "" for none.
	Title     string
	titleLine int    // in the file
	whole     []line // below the front matter
	body      []line // of it, below the title
	first     int    // the line of the body's first, in the file
	above     []line // of the body, what stands over the first heading
	sections  []section
	below     int // the line of what stands under the source, 0 for nothing
}

// section is a heading below the title, with what stands under it.
type section struct {
	heading
	line    int // of the heading
	private bool
	body    []line
	from    int // the line of the body's first
}

// ReadMarkdown takes a Markdown file apart. It takes any: one without front matter
// has none, and one without headings is a text.
func ReadMarkdown(src string) ParsedMarkdown {
	src = strings.TrimPrefix(src, "\uFEFF")
	if first, _, _ := strings.Cut(src, "\n"); strings.HasSuffix(first, "\r") { // written so by an editor
		src = strings.ReplaceAll(src, "\r\n", "\n")
	}
	all := splitLines(src)
	var m ParsedMarkdown
	m.Fields, m.whole = readFrontMatter(all)
	m.first = len(all) - len(m.whole) + 1
	if n := len(m.whole); n > 1 && m.whole[n-1] == (line{}) && m.whole[n-2].end == "\r\n" {
		m.whole = slices.Clone(m.whole)
		m.whole[n-2].end = "\r" // only the line feed is the file's
	} else if n > 0 && m.whole[n-1] == (line{}) {
		m.whole = m.whole[:n-1]
	}
	m.body = m.whole
	at := slices.IndexFunc(m.whole, func(l line) bool { return !isBlank(l.text) })
	if at >= 0 {
		if level, text := headingOf(m.whole[at].text); level == 1 && text != "" {
			m.Title, m.titleLine = unplain(text), m.first+at
			m.body, m.first = m.whole[at+1:], m.first+at+1
		}
	}
	m.split()
	return m
}

// split finds the sections. A heading within a fence is none.
func (m *ParsedMarkdown) split() {
	fence, closed := "", false
	for i, l := range m.body {
		mark, _ := cutFence(l.text)
		switch {
		case fence != "":
			if run := strings.TrimRight(l.text, " \t"); len(run) >= len(fence) && strings.Trim(run, fence[:1]) == "" {
				fence = ""
			}
			continue
		case len(mark) >= 3:
			closed = slices.ContainsFunc(m.body[i+1:], func(l line) bool {
				run := strings.TrimRight(l.text, " \t")
				return len(run) >= len(mark) && strings.Trim(run, mark[:1]) == ""
			})
			if closed {
				fence = mark
			}
			continue
		}
		if level, text := headingOf(l.text); level > 0 && level <= 3 {
			m.end(i)
			m.sections = append(m.sections, section{heading: heading{level: level, text: text}, line: m.first + i, from: i + 1})
		}
	}
	m.end(len(m.body))
	if len(m.sections) == 0 {
		m.above = m.body
	}
}

// end ends the section before line i of the body, where there is one.
func (m *ParsedMarkdown) end(i int) {
	if len(m.sections) == 0 {
		m.above = m.body[:i]
		return
	}
	s := &m.sections[len(m.sections)-1]
	lines := m.body[s.from:i]
	if n := len(lines); n > 0 && i < len(m.body) && lines[n-1].text == "" {
		lines = lines[:n-1]
	}
	if n := slices.IndexFunc(lines, func(l line) bool { return l.text == sourceRule }); n >= 0 && i == len(m.body) {
		words := func(l line) bool { return !isBlank(l.text) }
		source := n + 1 + max(0, slices.IndexFunc(lines[n+1:], words))
		if source < len(lines) && strings.HasPrefix(lines[source].text, sourceMark) {
			if more := slices.IndexFunc(lines[source+1:], words); more >= 0 {
				m.below = m.first + s.from + source + 1 + more
			} else if lines = lines[:n]; n > 0 && lines[n-1].text == "" {
				lines = lines[:n-1]
			}
		}
	}
	drop := func() {
		if len(lines) > 0 && lines[0].text == "" {
			lines, s.from = lines[1:], s.from+1
		}
	}
	drop()
	if len(lines) > 0 && strings.TrimSpace(lines[0].text) == privateMark {
		s.private, lines, s.from = true, lines[1:], s.from+1
		drop()
	}
	s.body, s.from = lines, m.first+s.from
}

// headingOf is what a line is a heading of, and its level; 0 for none.
func headingOf(l string) (level int, text string) {
	rest := strings.TrimLeft(l, "#")
	level = len(l) - len(rest)
	if level == 0 || level > 6 || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return 0, ""
	}
	return level, strings.TrimSpace(rest)
}

// raw is a body as it stands in the file.
func raw(body []line) string {
	var b strings.Builder
	for i, l := range body {
		b.WriteString(l.text)
		if i+1 < len(body) {
			b.WriteString(l.end)
		}
	}
	return b.String()
}

// textOf is the text that was written as a body: with quoted, each line that has the
// margin of a quote has it taken away, else only where all of them do.
func textOf(body []line, quoted bool) string {
	if len(body) == 0 {
		return ""
	}
	lines, column := splitLines(raw(body)), 0
	isQuoted := func(l line) bool { return strings.HasPrefix(l.text, ">") }
	if quoted || !slices.ContainsFunc(lines, func(l line) bool { return !isQuoted(l) }) {
		column = len("> ")
		for i, l := range lines {
			if isQuoted(l) {
				lines[i].text = strings.TrimPrefix(l.text[1:], " ")
			}
		}
	}
	return restored(lines, column)
}

func (m ParsedMarkdown) field(key string) (Field, bool) { return fieldOf(m.Fields, key) }

// note is the text of a file that is a quick note; titled says whether the heading
// that it begins with is its title.
func (m ParsedMarkdown) note(titled bool) string {
	body := m.body
	if !titled {
		body = m.whole
	}
	if len(body) > 0 && body[0].text == "" {
		body = body[1:]
	}
	return restored(splitLines(raw(body)), 0)
}

// Reflection reads a file alone, without what it was written from. Written once
// more it is the same file. Lost is what Markdown does not say: the keys of steps and
// loops, the ids of communities and suggestions, and the kinds of most answers, which
// become texts, as they read. A file without an activity is a quick note. Of its
// front matter it takes what kith writes; the rest is in Fields. Where asked says what
// the steps of the activity are, only ids are lost; it may be nil.
func (m ParsedMarkdown) Reflection(asked Asked) journal.Reflection {
	text := func(key string) string {
		f, _ := m.field(key)
		return f.Text()
	}
	moment := func(key string) time.Time {
		t, _ := time.Parse(time.RFC3339, text(key)) // else there is none
		return t
	}
	number := func(key string) int {
		f, _ := m.field(key)
		return f.number()
	}
	r := journal.Reflection{
		ID: journal.ID(text("id")), Title: m.Title, Activity: text("activity"), Created: moment("created"), Updated: moment("updated"),
		Minutes: number("minutes"), Private: text("private") == "true",
	}
	title, titled := m.field("title")
	if titled {
		r.Title = title.Text()
	}
	if f, ok := m.field("tags"); ok {
		r.Tags = f.Values
	}
	if f, ok := m.field("communities"); ok {
		for _, name := range f.Values {
			r.Communities = append(r.Communities, journal.CommunityRef{Name: name})
		}
	}
	if r.Activity == "" {
		if words := m.note(!titled || plain(r.Title) == plain(m.Title)); words != "" {
			r.Answers = []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(words), Private: r.Private}}
		}
		return r
	}
	hours, _ := strconv.ParseFloat(text("hours"), 64) // else there are none
	words, event := number("words"), journal.Date(text("event"))
	if answers, ok := m.answers(r, asked); ok {
		if r.Answers = answers; r.Words() == words && r.Hours() == hours && r.Event() == event {
			return r
		}
	}
	r.Answers = m.guessed(r, words, hours, event)
	return r
}

// prompts are the sections that an answer stands in, each with the community of its round,
// if any.
func (m ParsedMarkdown) prompts() iter.Seq2[section, *journal.CommunityRef] {
	return func(yield func(section, *journal.CommunityRef) bool) {
		var loop *journal.CommunityRef
		for i, s := range m.sections {
			switch {
			case s.level < 3 && len(s.body) == 0 && !s.private && i+1 < len(m.sections) && m.sections[i+1].level == 3:
				loop = &journal.CommunityRef{Name: unplain(s.text)}
				continue
			case s.level < 3:
				loop = nil
			}
			if !yield(s, loop) {
				return
			}
		}
	}
}

// guessed are the answers of a file that is read alone. Where a text reads like
// another answer, such as "yes" or a list, how many words were counted tells which it
// was: the front matter says as much as before of what is read.
func (m ParsedMarkdown) guessed(r journal.Reflection, words int, hours float64, event journal.Date) (all []journal.Answer) {
	var texts []journal.Answer
	var either []int // which of them may be a text or something else
	var counts []int // of words in those
	for s, loop := range m.prompts() {
		text := journal.Answer{Kind: journal.LongText, Value: journal.TextValue(textOf(s.body, false))}
		a, more := text, journal.Reflection{Created: r.Created}
		for _, likely := range likely(s.body) {
			more.Answers = []journal.Answer{likely}
			if written(likely) == raw(s.body) && (more.Event() == "" || more.Event() == event) && (more.Hours() == 0 || hours > 0) {
				a = likely
				break
			}
		}
		for _, a := range []*journal.Answer{&a, &text} {
			a.Prompt, a.Community, a.Private = unplain(s.text), loop, s.private
		}
		switch count := (journal.Reflection{Answers: []journal.Answer{text}}).Words(); {
		case a.Kind == journal.LongText && !a.Value.Declined:
			words -= count
		case written(text) == raw(s.body):
			either, counts = append(either, len(all)), append(counts, count)
		}
		all, texts = append(all, a), append(texts, text)
	}
	isText := addUp(counts, words)
	if isText == nil { // some that read like texts were none, such as what was shown
		for i, a := range all {
			if a.Kind == journal.LongText && !a.Value.Declined {
				shown := a
				shown.Kind = journal.Info
				count := (journal.Reflection{Answers: []journal.Answer{a}}).Words()
				all[i], either, counts, words = shown, append(either, i), append(counts, count), words+count
			}
		}
		isText = addUp(counts, words)
	}
	for i, at := range either {
		if isText != nil && isText[i] || isText == nil && (all[at].Kind == journal.ChooseMany || all[at].Kind == journal.Info) {
			all[at] = texts[at]
		}
	}
	return all
}

// addUp picks some of the counts that make the sum together; nil where none do, or it
// would take long to find them.
func addUp(counts []int, sum int) []bool {
	const most = 1 << 22
	if sum < 0 || (sum+1)*(len(counts)+1) > most {
		return nil
	}
	can := make([][]bool, len(counts)+1) // whether those from i on can make a sum
	can[len(counts)] = make([]bool, sum+1)
	can[len(counts)][0] = true
	for i := len(counts) - 1; i >= 0; i-- {
		can[i] = slices.Clone(can[i+1])
		for n := counts[i]; n <= sum; n++ {
			can[i][n] = can[i][n] || can[i+1][n-counts[i]]
		}
	}
	if !can[0][sum] {
		return nil
	}
	picked := make([]bool, len(counts))
	for i, n := range counts {
		if picked[i] = !can[i+1][sum]; picked[i] {
			sum -= n
		}
	}
	return picked
}

// likely are the answers that a body may be, if they are written so, but for a text.
func likely(body []line) []journal.Answer {
	words := raw(body)
	if words == "" {
		return nil
	}
	all := []journal.Answer{
		{Kind: journal.LongText, Value: journal.Value{Declined: true}},
		{Kind: journal.Rating, Value: journal.Value{NotSure: true}},
		{Kind: journal.YesNo, Value: journal.YesValue(true)}, {Kind: journal.YesNo, Value: journal.YesValue(false)},
		ratingIn(words),
	}
	if d, err := journal.ParseDate(unplain(words), time.Time{}); err == nil {
		all = append(all, journal.Answer{Kind: journal.DateKind, Value: journal.TextValue(string(d))})
	}
	all = append(all, numberIn(words))

	var listed, inventory, suggested, tried journal.Answer
	listed.Kind, inventory.Kind, suggested.Kind, tried.Kind = journal.ChooseMany, journal.Inventory, journal.SuggestionsK, journal.OutcomesKind
	facts := false
	entries, _ := readItems(body, 0) // what is none is not written so
	for _, e := range entries {
		facts = facts || len(e.facts) > 0
		listed.Value.Choices = append(listed.Value.Choices, e.name)
		c := journal.Community{Name: e.name}
		sg, came := journal.Suggestion{Text: e.name}, journal.Suggestion{Text: e.name}
		for _, f := range e.facts {
			setCommunityFact(&c, f.Fact)
			setSuggestionFact(&sg, f.Fact)
			setOutcomeFact(&came, f.Fact)
		}
		inventory.Value.Communities = append(inventory.Value.Communities, c)
		suggested.Value.Suggestions = append(suggested.Value.Suggestions, sg)
		tried.Value.Suggestions = append(tried.Value.Suggestions, came)
	}
	listed.Labels = listed.Value.Choices
	if facts {
		return append(all, inventory, suggested, tried)
	}
	return append(all, listed)
}
