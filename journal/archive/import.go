package archive

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kith/journal"
	"kith/journal/text"
)

// Imported is one thing as it was read from a file: a reflection, a page of somebody
// else's, or why what stands there can be neither.
type Imported struct {
	Reflection   journal.Reflection
	Contribution *journal.Contribution // nil for a reflection
	Line         int                   // of the file, 0 for all of it
	Entry        int                   // its place among those of the file, from 1; 0 where they are not counted
	Odd          string                // in words; "" for one that was read
	// Passed says that it is no mistake that nothing was read: what stands there is
	// made anew from the rest of a journal.
	Passed bool
	// Undated says that it says no date, and got that of its file.
	Undated bool
	// Attachments counts what belongs to it and is no words, such as photos.
	Attachments int
	// Fields are those of its front matter that kith has no place for.
	Fields []string
}

// Importer reads a kind of file that reflections come in. Each has a function of its own,
// and Importers lists them.
type Importer struct {
	Name  string // as a person asks for it: "jrnl"
	About string
	// fits reports a file that is of the kind, by what it begins with.
	fits func(head []byte) bool
	// read gives what is in a file as it comes, until give has had enough.
	read func(in *bufio.Reader, o ImportOptions, give func(Imported) bool)
}

// ImportOptions are what a file does not say itself.
type ImportOptions struct {
	Name     string         // of the file
	Modified time.Time      // of one that says no date
	Zone     *time.Location // of dates without one
	// Activity is what an activity asks, nil for one that is not known; it may be nil.
	Activity func(id string) Asked
}

// Importers are all there are. Any file that is text is Markdown, so that comes last.
func Importers() []Importer {
	return []Importer{
		{"json", "kith's own JSON: reflections, or a whole journal", isReflections, readReflections},
		{"jrnl", "jrnl's JSON export, and its text files", isJrnl, readJrnl},
		{"dayone", "the Journal.json of a Day One export", isDayOne, readDayOne},
		{"markdown", "kith's own Markdown, and notes with or without front matter", func([]byte) bool { return true }, readNotes},
	}
}

// ImportHead is how much of a file is looked at to tell what it is, in bytes.
const ImportHead = 64 << 10

// maxEntry bounds one thing of a file that is read, in bytes: far over any reflection,
// well under what the memory minds.
const maxEntry = 32 << 20

// IsJournal reports a whole journal as JSON, which ReadJournal reads.
func IsJournal(head []byte) bool { return regexp.MustCompile(`^\s*\{\s*"kith"\s*:`).Match(head) }

// Import reads a file, in the format of that name or, for "", in the one that it is in.
// One thing at a time is in memory. What cannot be read is given as such, in its place,
// and the rest is read.
func Import(format string, file io.Reader, o ImportOptions) iter.Seq[Imported] {
	return func(yield func(Imported) bool) {
		in := bufio.NewReaderSize(file, ImportHead)
		head, err := in.Peek(ImportHead)
		refuse := func(why string) { yield(Imported{Odd: why}) }
		switch {
		case err != nil && err != io.EOF:
			refuse(text.Line(err.Error()))
			return
		case bytes.HasPrefix(head, []byte("PK\x03\x04")):
			refuse("it is a zip, and kith reads what is in it: unpack it first")
			return
		case len(bytes.TrimSpace(head)) == 0 && err == io.EOF:
			refuse("it has no words in it")
			return
		}
		if mark := []byte("\uFEFF"); bytes.HasPrefix(head, mark) {
			head = head[len(mark):]
			_, _ = in.Discard(len(mark)) // which are there
		}
		for _, i := range Importers() {
			if i.Name != format && (format != "" || !i.fits(head)) {
				continue
			}
			if why := noNote(o.Name, head); i.Name == "markdown" && why != "" {
				refuse(why)
				return
			}
			i.read(in, o, func(one Imported) bool { return yield(kept(one)) })
			return
		}
		refuse("it cannot be read as " + format)
	}
}

// What is wrong with more than one format.
const (
	notText     = "it is no text in UTF-8"
	withNUL     = "it holds a NUL character, which cannot be kept"
	strangeJSON = "it is JSON of a kind that kith does not know"
	tooLarge    = "it is larger than 32 MB, which is more than kith reads as one"
)

// noNote says why a file of that name, which begins so, is no note though it is text; ""
// for one that may be.
func noNote(name string, head []byte) string {
	what, kind := "", strings.ToLower(filepath.Ext(name))
	switch {
	case kind == ".json":
		return strangeJSON
	case kind == ".html", kind == ".htm", regexp.MustCompile(`(?i)^\s*<(!doctype\s+html|html)[\s>]`).Match(head):
		what = "HTML"
	case kind == ".csv", kind == ".tsv":
		what = "a table"
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		what = "RTF"
	default:
		return ""
	}
	return "it is " + what + ", which kith does not import: save it as Markdown or text first"
}

// isText reports text in UTF-8 without a NUL.
func isText(src string) bool { return utf8.ValidString(src) && !strings.ContainsRune(src, 0) }

// kept is what was read or, where no journal can keep it, why.
func kept(one Imported) Imported {
	r := one.Reflection
	odd := func(why string) Imported { return Imported{Line: one.Line, Entry: one.Entry, Odd: why} }
	for _, at := range []time.Time{r.Created, r.Updated} {
		if year := at.UTC().Year(); one.Odd == "" && !one.Passed && one.Contribution == nil && (year < 1 || year > 9999) {
			return odd("there is no day " + at.Format(time.DateOnly) + " in a journal")
		}
	}
	words := append([]string{r.Title, r.Activity}, r.Tags...)
	for _, c := range r.Communities {
		words = append(words, c.Name)
	}
	if slices.ContainsFunc(words, func(s string) bool { return strings.ContainsRune(s, 0) }) {
		return odd(withNUL)
	}
	return one
}

// part is a text that is one of several in a file.
type part struct {
	line     int // where it begins, from 1
	text     string
	tooLarge bool // and left out
}

// parts cuts a text where begins says that a line begins another part. It is given the
// line, and says how much of what is before that line belongs to neither. end ends lines.
func parts(in *bufio.Reader, end byte, begins func(line, before string) (is bool, drop int)) iter.Seq2[part, error] {
	return func(yield func(part, error) bool) {
		var b strings.Builder
		p, line, atStart, before := part{line: 1}, 0, true, ""
		take := func() part {
			if p.text = b.String(); p.tooLarge {
				p.text = ""
			}
			b = strings.Builder{}
			return p
		}
		for {
			slice, err := in.ReadSlice(end)
			some := string(slice) // reading on would change it
			if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
				yield(part{line: line}, err)
				return
			}
			if atStart && some != "" {
				line++
				if is, drop := begins(some, before); is && line > 1 {
					done := take()
					done.text = done.text[:max(0, len(done.text)-drop)]
					if !yield(done, nil) {
						return
					}
					p = part{line: line}
				}
			}
			if b.Len()+len(some) > maxEntry {
				p.tooLarge = true
				b.Reset()
			}
			if !p.tooLarge {
				b.WriteString(some)
			}
			if atStart = err == nil; atStart {
				before = some
			}
			if err == io.EOF {
				yield(take(), nil)
				return
			}
		}
	}
}

// foreign is somebody's entry as a quick note. What it is called stands in its text where
// there is nothing else in it.
func foreign(format string, line int, at time.Time, title, body string, tags []string) Imported {
	// The same entry is one in whichever of a program's formats it comes: none of them
	// keeps the seconds, or where the title ends, as the others do. The same words at
	// another time are another, whose id ends otherwise, too.
	minute := at.Truncate(time.Minute)
	id := journal.NewIDOf(minute, format+"\x00"+minute.UTC().Format(time.RFC3339)+"\x00"+strings.Join(strings.Fields(title+" "+body), " "))
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

// noDay says that there is no such day.
func noDay(said string) string {
	return fmt.Sprintf("there is no day %s", text.Cut(text.Line(said), 40))
}
