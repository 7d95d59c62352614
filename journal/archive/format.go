// Package archive is a journal outside the database: reflections as Markdown
// files that open well anywhere, and as JSON for other programs; and the shapes of
// JSON that all there is in a journal has, which are those of --json too.
//
// It refuses to know where reflections come from, and touches no file but
// those in the one folder it is given, of which it changes only its own.
//
// # A format
//
// A Format has a file of its own (markdown.go, json.go, csv.go, html.go) and its place in Formats.
// What is made for other people is made of a SharedReflection, whatever the
// format.
package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kith/journal"
)

// Format is a way to write reflections down. Each has a file of its own, and
// Formats lists them: a command and a folder know no more of one than this.
type Format struct {
	Name      string // as a person asks for it: "markdown"
	Extension string // of its files: ".md"

	// write is one reflection as bytes that end with a line feed. What is made
	// for other people has only what a SharedReflection gave.
	write func(journal.Reflection) []byte
	// line is one among others in a stream, where that is not as write has it.
	line func(journal.Reflection) []byte
	// id is that of the reflection which a file was written for, "" for a file
	// that this format did not write.
	id func(io.Reader) (journal.ID, error)
	in stream
	// table is the name, without extension, of the one file of a folder that all
	// reflections go into; "" where each has a file of its own.
	table string
	// mark is what a file of many begins with, and a stream does not.
	mark string
	// document writes all there is as one page; nil where each reflection is written
	// by itself.
	document func(context.Context, io.Writer, Contents) error
	// beside are the files of the communities, which stand in a folder beside those of
	// the reflections; nil where there are none.
	beside func(Contents) iter.Seq2[File, error]
}

// Contents are what an export has in it. Each may be gone over more than once.
type Contents struct {
	Entries iter.Seq2[Entry, error]
	// Profiles are the communities to write out too, and Observed what was observed of
	// them and of the person; nil for none.
	Profiles iter.Seq2[Profile, error]
	Observed iter.Seq2[journal.Observation, error]
	Now      time.Time // when the communities are read
	Links    Links     // how pages of Markdown name each other
	// Apart has each part of a page begin a page of its own when it is printed.
	Apart bool
}

// OneFile reports a format that has no files for a folder: all it writes is one.
func (f Format) OneFile() bool { return f.document != nil }

// HasCommunities reports a format that can write communities out too: in a folder,
// or in its one file.
func (f Format) HasCommunities() bool { return f.document != nil || f.beside != nil }

// Formats are all there are, the usual one first.
func Formats() []Format { return []Format{Markdown(), JSON(), CSV(), HTML()} }

// Entry is a reflection as it leaves the journal: whole, or as other people may
// see it.
type Entry struct{ reflection journal.Reflection }

// Whole is a reflection with its private answers too: it is for the person.
func Whole(r journal.Reflection) Entry { return Entry{r} }

// Public is a reflection as other people may see it.
func Public(s journal.SharedReflection) Entry {
	r := journal.Reflection{
		ID: s.ID(), Title: s.Title(), Activity: s.Activity(), Created: s.Created(), Updated: s.Updated(),
		Tags: s.Tags(), Answers: s.Answers(), Source: s.Source(),
	}
	for _, name := range s.Communities() {
		r.Communities = append(r.Communities, journal.CommunityRef{Name: name})
	}
	return Entry{r}
}

// File is something as it is to be written into a folder.
type File struct {
	ID   journal.ID // of what is in it
	Name string     // a name alone, no path
	Text []byte
	// Fill writes what is too long for Text.
	Fill func(io.Writer) error
}

// File is a reflection whole, private answers too, as a file of its own.
func (f Format) File(r journal.Reflection) File { return f.file(Whole(r)) }

// PublicFile is a reflection as other people may see it, as a file of its own.
func (f Format) PublicFile(s journal.SharedReflection) File { return f.file(Public(s)) }

func (f Format) file(e Entry) File {
	return File{ID: e.reflection.ID, Name: fileName(e.reflection) + f.Extension, Text: f.write(e.reflection)}
}

// WriteStream writes entries as one stream, as they come; the communities too, where
// the format has one file for all. Show, if any, is what is done to the bytes of each.
func (f Format) WriteStream(ctx context.Context, w io.Writer, c Contents, show func([]byte) []byte) error {
	if f.document != nil {
		return f.document(ctx, w, c)
	}
	write := f.write
	if f.line != nil {
		write = f.line
	}
	return f.in.write(w, ahead(ctx, c.Entries, func(e Entry) ([]byte, error) {
		text := write(e.reflection)
		if show != nil {
			text = show(text)
		}
		return f.in.part(text), nil
	}))
}

// WriteFile is WriteStream into a file.
func (f Format) WriteFile(ctx context.Context, w io.Writer, c Contents) error {
	if _, err := io.WriteString(w, f.mark); err != nil {
		return err
	}
	return f.WriteStream(ctx, w, c, nil)
}

// stream says how several texts become one: what it begins with, what stands
// between two of them in place of the line feed that each ends with, what it ends
// with, and all of it where there are none. newline is what a line feed within a
// text is written as.
type stream struct{ begin, between, end, none, newline string }

// part is a text as it stands among others.
func (s stream) part(text []byte) []byte {
	text = bytes.TrimSuffix(text, []byte("\n"))
	if s.newline != "\n" {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte(s.newline))
	}
	return text
}

// write puts parts together. It writes what came before an error too.
func (s stream) write(w io.Writer, parts iter.Seq2[[]byte, error]) error {
	out := bufio.NewWriterSize(w, 64<<10) // which gives the first error it met to all that comes after
	sign, end := s.begin, s.none
	for part, err := range parts {
		if err != nil {
			return errors.Join(out.Flush(), err)
		}
		out.WriteString(sign)
		if _, err := out.Write(part); err != nil {
			return err
		}
		sign, end = s.between, s.end
	}
	out.WriteString(end)
	return out.Flush()
}

// fileName is what the file of a reflection is called, but for its extension:
// 2026-11-23-your-communities-of-practice-n3r7t2yz. The title gives its letters
// and figures, of any script; the last eight characters of the id keep the names
// apart. It is a good name on every system.
func fileName(r journal.Reflection) string {
	return r.Created.Format("2006-01-02") + "-" + cmp.Or(slug(r.Title), "note") + nameEnd(r.ID)
}

// nameEnd is what the names of all files of one reflection end with.
func nameEnd(id journal.ID) string { return "-" + slug(id.Short()) }

// maxSlug bounds the title in a name, in bytes: the shortest limit in use is
// about 140 for a whole name.
const maxSlug = 80

// slug is the letters, marks and figures of s in lower case, with one hyphen
// for whatever is between them. It is cut where it is too long: at a hyphen where
// one is near, and never between a letter and its marks.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(s)) {
		if r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	s = b.String()
	if len(s) <= maxSlug {
		return s
	}
	at := maxSlug
	for at > 0 && !(utf8.RuneStart(s[at]) && norm.NFC.PropertiesString(s[at:]).BoundaryBefore()) {
		at--
	}
	if hyphen := strings.LastIndexByte(s[:at], '-'); hyphen > maxSlug/2 {
		at = hyphen
	}
	return strings.TrimRight(s[:at], "-")
}
