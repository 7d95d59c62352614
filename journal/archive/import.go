package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kith/journal"
	"kith/journal/text"
)

// Imported is a reflection as it was read from a file, or why what stands there cannot
// be one.
type Imported struct {
	Reflection journal.Reflection
	Line       int    // of the file, 0 for all of it
	Odd        string // in words; "" for one that was read
}

// Importer reads a kind of file that reflections come in. Each has a function of its own
// below, and Importers lists them.
type Importer struct {
	Name  string // as a person asks for it: "jrnl"
	About string
	// fits reports a file that is of the kind, by what it begins with.
	fits func(src []byte) bool
	read func(src []byte, o ImportOptions) []Imported
}

// ImportOptions are what a file does not say itself.
type ImportOptions struct {
	Name     string         // of the file
	Modified time.Time      // of one that says no date
	Zone     *time.Location // of dates without one
}

// Importers are all there are. Any file that is text is Markdown, so that comes last.
func Importers() []Importer {
	return []Importer{
		{"json", "kith's own JSON: reflections, or a whole journal", isReflections, readReflections},
		{"jrnl", "jrnl's JSON export, and its text files", isJrnl, readJrnl},
		{"dayone", "the Journal.json of a Day One export", isDayOne, readDayOne},
		{"markdown", "kith's own Markdown, and notes with or without front matter", func([]byte) bool { return true }, readNote},
	}
}

// IsJournal reports a whole journal as JSON, which ReadJournal reads.
func IsJournal(src []byte) bool { return regexp.MustCompile(`^\s*\{\s*"kith"\s*:`).Match(src) }

// Import reads a file, in the format of that name or, for "", in the one that it is in.
// What cannot be read at all is an error of kind Invalid.
func Import(format string, src []byte, o ImportOptions) ([]Imported, error) {
	refuse := func(why string) ([]Imported, error) {
		return nil, journal.Errorf(journal.Invalid, "it %s", why)
	}
	switch {
	case bytes.HasPrefix(src, []byte("PK\x03\x04")):
		return refuse("is a zip, and kith reads what is in it: unpack it first")
	case !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0:
		return refuse("is no text in UTF-8")
	case len(bytes.TrimSpace(src)) == 0:
		return refuse("has no words in it")
	}
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	for _, i := range Importers() {
		if i.Name != format && (format != "" || !i.fits(src)) {
			continue
		}
		isJSON := strings.EqualFold(filepath.Ext(o.Name), ".json")
		if i.Name == "markdown" && (isJSON || src[0] == '{' && json.Valid(src)) {
			return refuse("is JSON of a kind that kith does not know")
		}
		return i.read(src, o), nil
	}
	return refuse("cannot be read as " + format)
}

// jrnlEntry is one of jrnl's JSON export (https://jrnl.sh/en/stable/formats/).
type jrnlEntry struct {
	Title, Body, Date, Time string
	Tags                    []string
	Starred                 bool
}

// entriesIn reads the entries of an object. Where the file is damaged, those before that
// are there beside the error, and the line of it.
func entriesIn[T any](src []byte) (all []T, line int, err error) {
	dec := json.NewDecoder(bytes.NewReader(src))
	err = func() error {
		if _, err := dec.Token(); err != nil { // {
			return err
		}
		for dec.More() {
			key, err := dec.Token()
			if err != nil {
				return err
			}
			if key != "entries" {
				var passed json.RawMessage
				if err := dec.Decode(&passed); err != nil {
					return err
				}
				continue
			}
			if _, err := dec.Token(); err != nil { // [
				return err
			}
			for dec.More() {
				var one T
				if err := dec.Decode(&one); err != nil {
					return err
				}
				all = append(all, one)
			}
			if _, err := dec.Token(); err != nil { // ]
				return err
			}
		}
		return nil
	}()
	at := dec.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = syntax.Offset
	}
	if err == nil && len(all) == 0 {
		err = errors.New("there are no entries in it")
	}
	return all, 1 + bytes.Count(src[:min(int(at), len(src))], []byte("\n")), err
}

// jrnlHead begins an entry in jrnl's text files: [2026-11-23 14:30] Title.
func jrnlHead() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\[(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d(?::\d\d)?(?: [AP]M)?))?\] ?(.*)$`)
}

func isJrnl(src []byte) bool {
	if src[0] == '{' {
		return bytes.Contains(src, []byte(`"entries"`)) && regexp.MustCompile(`"time"\s*:`).Match(src) && !isDayOne(src)
	}
	return jrnlHead().Match(bytes.TrimSpace(src)[:min(len(bytes.TrimSpace(src)), 80)]) && bytes.HasPrefix(bytes.TrimSpace(src), []byte("["))
}

func readJrnl(src []byte, o ImportOptions) (all []Imported) {
	add := func(line int, date, clock, title, body string, tags []string, starred bool) {
		at, err := jrnlTime(date, clock, o.Zone)
		if err != nil {
			all = append(all, Imported{Line: line, Odd: fmt.Sprintf("there is no day %s %s", text.Line(date), text.Line(clock))})
			return
		}
		for i, tag := range tags {
			tags[i] = strings.TrimLeft(tag, "@#")
		}
		if starred {
			tags = append(tags, "starred")
		}
		all = append(all, foreign("jrnl", line, at, strings.TrimSpace(title), strings.TrimSpace(body), tags))
	}
	if src[0] == '{' {
		entries, line, err := entriesIn[jrnlEntry](src)
		for _, e := range entries {
			add(0, e.Date, e.Time, e.Title, e.Body, e.Tags, e.Starred)
		}
		return ended(all, line, err)
	}
	words := string(src)
	heads := jrnlHead().FindAllStringSubmatchIndex(words, -1)
	for i, at := range heads {
		end := len(words)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		part := func(n int) string {
			if at[2*n] < 0 {
				return ""
			}
			return words[at[2*n]:at[2*n+1]]
		}
		title, body := part(3), words[at[1]:end]
		star := strings.HasSuffix(strings.TrimSpace(title), "*")
		title = strings.TrimSuffix(strings.TrimSpace(title), "*")
		var tags []string
		for _, m := range regexp.MustCompile(`(?:^|\s)@([\pL\pN_-]+)`).FindAllStringSubmatch(title+"\n"+body, -1) {
			if !slices.Contains(tags, m[1]) {
				tags = append(tags, m[1])
			}
		}
		add(1+strings.Count(words[:at[0]], "\n"), part(1), part(2), title, body, tags, star)
	}
	return all
}

func jrnlTime(date, clock string, zone *time.Location) (at time.Time, err error) {
	for _, layout := range []string{"15:04", "15:04:05", "03:04 PM", "03:04:05 PM", ""} {
		if at, err = time.ParseInLocation(strings.TrimSpace("2006-01-02 "+layout), strings.TrimSpace(date+" "+clock), zone); err == nil {
			return at, nil
		}
	}
	return at, err
}

// dayOneEntry is one of the Journal.json of a Day One export
// (https://dayoneapp.com/guides/tips-and-tutorials/exporting-entries/).
type dayOneEntry struct {
	UUID, CreationDate, TimeZone, Text string
	Tags                               []string
	Starred                            bool
}

func isDayOne(src []byte) bool {
	return src[0] == '{' && bytes.Contains(src, []byte(`"entries"`)) && bytes.Contains(src, []byte(`"creationDate"`))
}

func readDayOne(src []byte, o ImportOptions) (all []Imported) {
	entries, line, err := entriesIn[dayOneEntry](src)
	for _, e := range entries {
		at, odd := time.Parse(time.RFC3339, e.CreationDate)
		if odd != nil {
			all = append(all, Imported{Odd: fmt.Sprintf("the entry %s has no date", text.Line(e.UUID))})
			continue
		}
		zone := o.Zone
		if named, err := time.LoadLocation(e.TimeZone); err == nil && e.TimeZone != "" { // else one's own is as good
			zone = named
		}
		words := regexp.MustCompile(`\\([-.!()#*_\[\]>+])`).ReplaceAllString(e.Text, "$1") // which it writes before signs
		title, body := "", words
		if first, rest, _ := strings.Cut(words, "\n"); strings.HasPrefix(first, "# ") {
			title, body = strings.TrimPrefix(first, "# "), rest
		}
		tags := e.Tags
		if e.Starred {
			tags = append(tags, "starred")
		}
		one := foreign("dayone", 0, at.In(zone), strings.TrimSpace(title), strings.TrimSpace(body), tags)
		if one.Odd == "" && e.UUID != "" {
			one.Reflection.ID = journal.NewIDOf(at, "dayone\x00"+e.UUID)
		}
		all = append(all, one)
	}
	return ended(all, line, err)
}

// ended adds why the rest of a file was not read.
func ended(all []Imported, line int, err error) []Imported {
	if err != nil {
		all = append(all, Imported{Line: line, Odd: "the file cannot be read further: " + err.Error()})
	}
	return all
}

// foreign is somebody's entry as a quick note. What it is called stands in its text where
// there is nothing else in it.
func foreign(format string, line int, at time.Time, title, body string, tags []string) Imported {
	// The same entry is one in whichever of a program's formats it comes: none of them
	// keeps the seconds, or where the title ends, as the others do.
	id := journal.NewIDOf(at.Truncate(time.Minute), format+"\x00"+strings.Join(strings.Fields(title+" "+body), " "))
	words := body
	if words == "" {
		words = title
	}
	if words == "" {
		return Imported{Line: line, Odd: "it has no words in it"}
	}
	if title == "" {
		title = journal.FirstWords(words)
	}
	kept, err := journal.Tags(slices.DeleteFunc(tags, func(t string) bool { return strings.TrimSpace(t) == "" }))
	if err != nil {
		return Imported{Line: line, Odd: err.Error()}
	}
	return Imported{Line: line, Reflection: journal.Reflection{
		ID: id, Title: text.Line(title), Created: at, Updated: at, Tags: kept,
		Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(words)}},
	}}
}

// readNote reads a page of kith's own as it was or, of any other program's, its text with
// the title, the date and the tags that its front matter or its name says.
func readNote(src []byte, o ImportOptions) []Imported {
	page := ReadMarkdown(string(src))
	r := page.Reflection()
	if own := regexp.MustCompile(`^[0-9a-z]{26}$`).MatchString(string(r.ID)); own && !r.Created.IsZero() {
		return []Imported{{Reflection: r}}
	}
	field := func(keys ...string) Field {
		for _, key := range keys {
			if f, ok := page.field(key); ok && len(f.Values) > 0 {
				return f
			}
		}
		return Field{}
	}
	at := time.Time{}
	said := field("created", "date", "written")
	name := strings.TrimSuffix(filepath.Base(o.Name), filepath.Ext(o.Name))
	if said.Text() != "" {
		if at = dateIn(said.Text(), o.Zone); at.IsZero() {
			return []Imported{{Line: said.Line, Odd: fmt.Sprintf("there is no day %s", text.Cut(said.Text(), 40))}}
		}
	}
	if day := regexp.MustCompile(`^\d{4}-?\d\d-?\d\d`).FindString(name); at.IsZero() && day != "" {
		at = dateIn(day, o.Zone)
	}
	if at.IsZero() {
		at = o.Modified
	}
	tags := field("tags", "tag", "keywords")
	words := tags.Values
	if !tags.List {
		words = strings.FieldsFunc(tags.Text(), func(r rune) bool { return r == ',' || r == ' ' })
	}
	for i, tag := range words {
		words[i] = strings.TrimLeft(tag, "#")
	}
	title := field("title").Text()
	body := raw(page.whole) // as it was typed: nobody else writes as kith does
	if title == "" && page.Title != "" {
		title, body = page.Title, raw(page.body)
	}
	one := foreign("markdown", 0, at, title, strings.TrimSpace(body), words)
	return []Imported{one}
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
