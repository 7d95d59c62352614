package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"kith/journal"
	"kith/journal/text"
)

// isReflections reports reflections as Reflection writes them: a list, or one alone.
func isReflections(head []byte) bool {
	return regexp.MustCompile(`^\s*(\[\s*(\]\s*$|\{\s*"id")|\{\s*"id"\s*:)`).Match(head)
}

// readReflections reads reflections as Reflection writes them. The ids of communities,
// suggestions and pages are those of another journal and are left out: communities are
// found by their names.
func readReflections(in *bufio.Reader, _ ImportOptions, give func(Imported) bool) {
	readJSON(in, "", give, func(raw json.RawMessage) Imported {
		return entryOf(raw, func(j ReflectionJSON) Imported {
			r, err := reflectionOf(j)
			if err != nil {
				return Imported{Odd: err.Error()}
			}
			return Imported{Reflection: r}
		})
	})
}

// jsonReader reads a file of JSON a thing at a time, so that memory does not grow with it.
// It counts the lines of what the decoder reads, and bounds how much that is of one thing.
type jsonReader struct {
	file       io.Reader
	dec        *json.Decoder
	most, left int // of one thing, in bytes
	lines      int
}

func newJSONReader(file io.Reader, most int) *jsonReader {
	r := &jsonReader{file: file, most: most, left: most}
	r.dec = json.NewDecoder(r)
	return r
}

var errRecordTooLarge = errors.New("a thing in it is too large")

// Read reads for the decoder, little at a time: what it has not used yet is gone through
// for lines.
func (r *jsonReader) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, errRecordTooLarge
	}
	n, err := r.file.Read(p[:min(len(p), r.left, 4<<10)])
	r.left -= n
	r.lines += bytes.Count(p[:n], []byte("\n"))
	return n, err
}

// line is where the decoder is.
func (r *jsonReader) line() int {
	ahead, _ := io.ReadAll(r.dec.Buffered()) // which is in memory
	return 1 + r.lines - bytes.Count(ahead, []byte("\n"))
}

// next is the next value as it stands.
func (r *jsonReader) next() (raw json.RawMessage, err error) {
	err = r.dec.Decode(&raw)
	r.left = r.most
	return raw, err
}

func (r *jsonReader) delim(want rune) error {
	token, err := r.dec.Token()
	if err == nil && token != json.Delim(want) {
		err = fmt.Errorf("%c is missing", want)
	}
	return err
}

// why says what is wrong with a file that cannot be read further.
func why(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends in the middle"
	}
	return text.Line(err.Error())
}

// readJSON gives what of makes of each member of a list: of the one that is the whole file
// or, with a key, of the one that an object has under that key. Without a key a file may
// also be such a thing alone. Where the file is damaged, that comes last.
func readJSON(in *bufio.Reader, key string, give func(Imported) bool, of func(json.RawMessage) Imported) {
	r, n := newJSONReader(in, maxEntry), 0
	one := func() (more bool, err error) {
		raw, err := r.next()
		if err != nil {
			return false, err
		}
		n++
		made := of(raw)
		made.Entry, made.Line = n, r.line()-bytes.Count(raw, []byte("\n"))
		return give(made), nil
	}
	list := func() (more bool, err error) {
		if err := r.delim('['); err != nil {
			return false, err
		}
		for r.dec.More() {
			if more, err := one(); !more || err != nil {
				return false, err
			}
		}
		return true, r.delim(']')
	}
	more, err := func() (more bool, err error) {
		head, _ := in.Peek(ImportHead) // whatever is there
		isList := bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("["))
		switch {
		case key == "" && isList:
			return list()
		case key == "":
			return one()
		}
		if err := r.delim('{'); err != nil {
			return false, err
		}
		for r.dec.More() {
			token, err := r.dec.Token()
			if err != nil {
				return false, err
			}
			if token == key {
				more, err = list()
			} else {
				_, err = r.next()
				more = true
			}
			if !more || err != nil {
				return more, err
			}
		}
		if n == 0 {
			return true, fmt.Errorf("there are no %s in it", key)
		}
		return true, r.delim('}')
	}()
	if err == nil && more {
		if _, err = r.dec.Token(); err == io.EOF {
			return
		}
		err = cmp.Or(err, errors.New("something stands behind its end"))
	}
	if err != nil {
		ahead, _ := io.ReadAll(r.dec.Buffered()) // which begins behind the last thing that was read
		damaged := bytes.TrimLeft(ahead, ", \t\r\n")
		give(Imported{Line: 1 + r.lines - bytes.Count(damaged, []byte("\n")), Odd: "the file cannot be read further: " + why(err)})
	}
}

// entryOf is an entry as of reads it, or what is wrong with it.
func entryOf[T any](raw json.RawMessage, of func(T) Imported) Imported {
	var entry T
	switch {
	case !utf8.Valid(raw):
		return Imported{Odd: notText}
	case holdsNUL(raw):
		return Imported{Odd: withNUL}
	}
	err := json.Unmarshal(raw, &entry)
	if wrong := new(json.UnmarshalTypeError); errors.As(err, &wrong) {
		its := "it"
		if wrong.Field != "" {
			its = "its " + text.Line(strings.ToLower(wrong.Field))
		}
		kind := map[string]string{"array": "a list", "object": "an object", "bool": "true or false"}[wrong.Value]
		return Imported{Odd: its + " is " + cmp.Or(kind, "a "+wrong.Value) + ", which it should not be"}
	}
	if err != nil {
		return Imported{Odd: "it is not what it should be: " + text.Line(err.Error())}
	}
	return of(entry)
}

// holdsNUL reports a NUL in a text of JSON, where it is spelled out.
func holdsNUL(raw []byte) bool {
	const nul = `\u0000`
	for i := max(0, bytes.IndexByte(raw, '\\')); i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		if bytes.HasPrefix(raw[i:], []byte(nul)) {
			return true
		}
		i++ // what is behind a backslash is spelled out, too
	}
	return false
}

// or is what a pointer of JSON points to, or nothing.
func or[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// reflectionOf is the reflection that Reflection has shown so.
func reflectionOf(j ReflectionJSON) (journal.Reflection, error) {
	created, err := time.Parse(time.RFC3339, or(j.Created))
	if err != nil || !isID(string(j.ID)) {
		return journal.Reflection{}, fmt.Errorf("this is no reflection of kith's: it has no id or no date")
	}
	updated, err := time.Parse(time.RFC3339, or(j.Updated))
	if err != nil {
		updated = created
	}
	r := journal.Reflection{
		ID: j.ID, Title: j.Title, Activity: or(j.Activity), Created: created, Updated: updated, Minutes: max(0, or(j.Minutes)), Private: j.Private, Tags: j.Tags,
	}
	named := func(ref *RefJSON) *journal.CommunityRef {
		if ref == nil {
			return nil
		}
		return &journal.CommunityRef{Name: ref.Name}
	}
	for _, c := range j.Communities {
		r.Communities = append(r.Communities, *named(&c))
	}
	for _, a := range j.Answers {
		v, err := valueOf(a.Kind, a.Value, named)
		if err != nil {
			return r, fmt.Errorf("the answer to %s is not of its kind, %s", a.Key, a.Kind)
		}
		v.Declined, v.NotSure = a.Declined, a.NotSure
		r.Answers = append(r.Answers, journal.Answer{
			Key: a.Key, Loop: or(a.Loop), Prompt: or(a.Prompt), Kind: a.Kind, Value: v, Labels: a.Labels, Community: named(a.Community), Private: a.Private,
		})
	}
	return r, nil
}

// valueOf is the value that value has shown so.
func valueOf(kind journal.Kind, said any, named func(*RefJSON) *journal.CommunityRef) (v journal.Value, err error) {
	src, err := json.Marshal(said)
	if err != nil || said == nil {
		return v, err
	}
	read := func(into any) { err = json.Unmarshal(src, into) }
	switch kind {
	case journal.ChooseMany:
		read(&v.Choices)
	case journal.ChooseOne:
		v.Choices = make([]string, 1)
		read(&v.Choices[0])
	case journal.Rating, journal.Number:
		read(&v.Number)
	case journal.YesNo:
		read(&v.Yes)
	case journal.Inventory:
		var all []InventoryJSON
		read(&all)
		for _, c := range all {
			v.Communities = append(v.Communities, journal.Community{Name: c.Name, Kinds: c.Kinds, About: or(c.About), Tags: c.Tags})
		}
	case journal.CommunityOne:
		var all []RefJSON
		read(&all)
		for _, c := range all {
			v.Communities = append(v.Communities, journal.Community{Name: c.Name})
		}
	case journal.SuggestionsK, journal.OutcomesKind:
		var all []SuggestionJSON
		read(&all)
		for _, sg := range all {
			v.Suggestions = append(v.Suggestions, journal.Suggestion{
				Text: sg.Text, FromRole: or(sg.From), Community: named(sg.Community), Element: or(sg.Element), TryBy: or(sg.TryBy),
				State: sg.State, Helped: sg.Helped, Note: or(sg.Note),
			})
		}
	case journal.ReadKind:
		var all []PageRefJSON
		read(&all)
		for _, c := range all {
			v.Contributions = append(v.Contributions, journal.ContributionRef{Title: c.Title})
		}
	default:
		read(&v.Text)
	}
	return v, err
}
