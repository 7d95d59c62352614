package archive

import (
	"bufio"
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// readNotes reads a file of Markdown: one note or, of kith's own, each reflection of a
// stream of them.
func readNotes(in *bufio.Reader, o ImportOptions, give func(Imported) bool) {
	head, _ := in.Peek(ImportHead) // whatever is there
	own := isOwn(head)
	begins := func(line, before string) (bool, int) {
		if !own || strings.TrimRight(line, "\r\n") != "---" || strings.TrimRight(before, "\r\n") != "" {
			return false, 0
		}
		next, _ := in.Peek(len(`id: ""`) + idLength) // short where the file ends
		return isOwnID(string(next)), len(before)
	}
	for p, err := range parts(in, '\n', begins) {
		one := Imported{}
		if own {
			one.Line = p.line
		}
		switch {
		case err != nil:
			one.Odd = err.Error()
		case p.tooLarge:
			one.Odd = tooLarge
		case !own && !isText(p.text), strings.ContainsRune(p.text, 0): // bytes that are no characters are kept as typed
			one.Odd = notText
		case strings.HasPrefix(strings.TrimSpace(p.text), "{") && json.Valid([]byte(p.text)):
			one = Imported{Odd: strangeJSON}
		default:
			one = readNote(p.text, o)
			if one.Line > 0 || p.line > 1 {
				one.Line = p.line + max(0, one.Line-1)
			}
		}
		if !give(one) {
			return
		}
	}
}

// isOwn reports a file that kith began.
func isOwn(head []byte) bool {
	first, rest, _ := strings.Cut(string(head[:min(len(head), 100)]), "\n")
	return strings.TrimRight(first, "\r") == "---" && isOwnID(rest)
}

// isOwnID reports a text that begins with the id of something of kith's, as the line
// under the --- of its front matter does.
func isOwnID(s string) bool {
	id, ok := strings.CutPrefix(s, `id: "`)
	return ok && len(id) > idLength && id[idLength] == '"' && isID(id[:idLength])
}

const idLength = len("01kavtj0c8q6x9w0m5n3r7t2yz")

// isID reports an id as kith makes them.
func isID(s string) bool {
	return len(s) == idLength && strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyz") == ""
}

// readNote reads a file of kith's own as it was or, of any other program's, its text with
// the title, the date, the tags and the like that its front matter or its name says.
func readNote(src string, o ImportOptions) Imported {
	fields, rest, wrong := hugoFrontMatter(src)
	if wrong.Odd != "" {
		return wrong
	}
	m := ReadMarkdown(rest)
	if fields != nil {
		m.Fields = fields
	}
	field := func(key string) string {
		f, _ := m.field(key)
		return f.Text()
	}
	var asked Asked
	if id := field("activity"); id != "" && o.Activity != nil {
		asked = o.Activity(id)
	}
	r := m.Reflection(asked)
	own := isID(string(r.ID))
	_, ofCommunity := m.field("kinds")
	switch {
	case own && field("added") != "":
		c, err := contributionOf(m)
		if err != nil {
			return Imported{Odd: err.Error()}
		}
		return Imported{Contribution: &c}
	case own && ofCommunity, r.ID == indexName && m.Title == "Communities":
		return Imported{Passed: true}
	case own && !r.Created.IsZero():
		return Imported{Reflection: r}
	case strings.HasPrefix(field("kith"), "page/"), strings.HasPrefix(field("kith"), "reply/"):
		return Imported{Odd: "it is a page for other people, and no reflection; to keep somebody else's: kith contribution add FILE"}
	}
	return foreignNote(m, o)
}

// foreignNote is a note as another program has it, with what is said of it in its front
// matter or its name.
func foreignNote(m ParsedMarkdown, o ImportOptions) Imported {
	params, _ := m.field("params") // where Hugo has what is not its own
	for _, f := range params.Fields {
		if slices.Contains([]string{"private", "communities", "minutes"}, strings.ToLower(f.Key)) {
			m.Fields = append(m.Fields, f)
		}
	}
	taken := map[string]bool{} // the fields that were
	field := func(keys ...string) Field {
		for _, key := range keys {
			if f, ok := m.field(key); ok && len(f.Values) > 0 {
				taken[key] = true
				return f
			}
		}
		return Field{}
	}
	at := time.Time{}
	said := field("created", "date", "written")
	name := strings.TrimSuffix(filepath.Base(o.Name), filepath.Ext(o.Name))
	if said.Text() != "" {
		if at = dateIn(linkedName(said.Text()), o.Zone); at.IsZero() {
			return Imported{Line: said.Line, Odd: noDay(said.Text())}
		}
	}
	if day := regexp.MustCompile(`^(\d{4})[-._]?(\d\d)[-._]?(\d\d)`).FindStringSubmatch(name); at.IsZero() && day != nil {
		at = dateIn(strings.Join(day[1:], ""), o.Zone)
	}
	undated := at.IsZero()
	if undated {
		at = o.Modified
	}
	tags := field("tags", "tag", "keywords")
	words := tags.Values
	if !tags.List {
		words = strings.FieldsFunc(tags.Text(), func(r rune) bool { return r == ',' || r == ' ' })
	}
	for i, tag := range words {
		words[i] = strings.TrimLeft(linkedName(tag), "#")
	}
	title := field("title").Text()
	body := raw(m.whole) // as it was typed: nobody else writes as kith does
	if m.Title != "" && (title == "" || plain(title) == plain(m.Title)) {
		title, body = m.Title, raw(m.body)
	}
	one := foreign("markdown", 0, at, title, strings.TrimSpace(body), words)
	if one.Odd != "" {
		return one
	}
	note := &one.Reflection
	if one.Undated = undated; undated { // when it was read, or copied, makes it no other note
		note.ID = journal.NewIDOf(time.Time{}, "markdown\x00"+filepath.Base(o.Name)+"\x00"+strings.Join(strings.Fields(title+" "+body), " "))
	}
	if is, _ := m.field("updated"); !dateIn(is.Text(), o.Zone).IsZero() {
		note.Updated = dateIn(field("updated").Text(), o.Zone)
	}
	if minutes, _ := m.field("minutes"); minutes.number() > 0 {
		note.Minutes = field("minutes").number()
	}
	if field("private"); isPrivate(m.Fields) {
		note.Private, note.Answers[0].Private = true, true
	}
	for _, name := range field("communities").listed() {
		if name = text.Line(strings.TrimSpace(linkedName(name))); name != "" {
			note.Communities = append(note.Communities, journal.CommunityRef{Name: name})
		}
	}
	for _, f := range m.Fields {
		stays := len(f.Values) > 0 && !taken[strings.ToLower(f.Key)] || slices.ContainsFunc(f.Fields, func(in Field) bool {
			return !strings.EqualFold(f.Key, "params") || !taken[strings.ToLower(in.Key)] || len(in.Fields) > 0
		})
		if name := text.Cut(f.Key, 40); stays && !slices.Contains(one.Fields, name) {
			one.Fields = append(one.Fields, name)
		}
	}
	return one
}

// isPrivate reports front matter that says so, however deep. What is not said clearly is
// for nobody else.
func isPrivate(fields []Field) bool {
	return slices.ContainsFunc(fields, func(f Field) bool {
		if isPrivate(f.Fields) {
			return true
		}
		no := slices.Contains([]string{"", "false", "no", "off"}, strings.ToLower(f.Text()))
		return strings.EqualFold(f.Key, "private") && (!no || len(f.Fields) > 0)
	})
}

// dateIn is the moment that front matter or a name says, zero for none.
func dateIn(said string, zone *time.Location) time.Time {
	said = strings.TrimSpace(said)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02", "20060102"} {
		if at, err := time.ParseInLocation(layout, said, zone); err == nil {
			return at
		}
	}
	return time.Time{}
}

// contributionOf is the page of somebody else's that ContributionFile wrote. It is cleaned
// once more: anybody may have been at the file.
func contributionOf(m ParsedMarkdown) (journal.Contribution, error) {
	field := func(key string) string {
		f, _ := m.field(key)
		return text.Cut(text.Inert(f.Text()), maxTitle)
	}
	added, err := time.Parse(time.RFC3339, field("added"))
	words := strings.Trim(withoutHTML(text.Inert(m.note(true))), "\n")
	if err != nil || strings.TrimSpace(words) == "" || len(words) > MaxContribution {
		return journal.Contribution{}, journal.Errorf(journal.Invalid, "this is no page that kith exported: it has no date, or no words, or too many")
	}
	c := journal.Contribution{
		ID: journal.ID(field("id")), Page: field("page"), Title: field("title"), Activity: field("activity"), By: field("by"), Text: words,
		Source: field("source"), Circle: field("circle"), Added: added,
	}
	if day := journal.Date(field("written")); !day.Start(time.UTC).IsZero() {
		c.Written = day
	}
	return c, nil
}
