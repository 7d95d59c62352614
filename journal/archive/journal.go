package archive

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"kith/journal"
	"kith/journal/text"
)

// A whole journal is one object of JSON, from which the same journal can be made
// again (docs/json.md). Each thing in it has a line of its own:
//
//	{
//	  "kith": 1,
//	  "communities": [
//	    {"id":"01m83zt0nsy5mdqpjbqyjzedbq","name":"Go Meetup","created":"2026-11-23T14:30:00+01:00","state":"kept"}
//	  ],
//	  "reflections": [],
//	  "contributions": [],
//	  "observations": [],
//	  "suggestions": [],
//	  "shares": [],
//	  "circles": [],
//	  "drafts": [],
//	  "trash": []
//	}
//
// The number counts up when an older kith would lose something by reading it. What a
// reader does not know it passes over.

// journalVersion is the one written, and the highest that is read.
const journalVersion = 1

// recordList is a list of a whole journal: what is in it of a record, if anything, and
// how a record of it is read.
type recordList struct {
	name string
	of   func(journal.Record) any
	read func(decode func(any) error) (journal.Record, error)
}

// sections are the lists of a whole journal, in the order they stand in.
func recordLists() []recordList {
	return []recordList{
		recordListOf("communities", func(r *journal.Record) **journal.CommunityRecord { return &r.Community }),
		recordListOf("reflections", func(r *journal.Record) **journal.ReflectionRecord { return &r.Reflection }),
		recordListOf("contributions", func(r *journal.Record) **journal.ContributionRecord { return &r.Contribution }),
		recordListOf("observations", func(r *journal.Record) **journal.ObservationRecord { return &r.Observation }),
		recordListOf("suggestions", func(r *journal.Record) **journal.SuggestionRecord { return &r.Suggestion }),
		recordListOf("shares", func(r *journal.Record) **journal.ShareRecord { return &r.Share }),
		recordListOf("circles", func(r *journal.Record) **journal.CircleRecord { return &r.Circle }),
		recordListOf("drafts", func(r *journal.Record) **journal.DraftRecord { return &r.Draft }),
		recordListOf("trash", func(r *journal.Record) **journal.TrashedRecord { return &r.Trashed }),
	}
}

func recordListOf[T any](name string, field func(*journal.Record) **T) recordList {
	return recordList{
		name: name,
		of: func(r journal.Record) any {
			if v := *field(&r); v != nil {
				return v
			}
			return nil
		},
		read: func(decode func(any) error) (r journal.Record, err error) {
			v := new(T)
			*field(&r) = v
			return r, decode(v)
		},
	}
}

// WriteJournal writes a whole journal, whose records come in the order of its lists.
func WriteJournal(ctx context.Context, w io.Writer, records iter.Seq2[journal.Record, error]) error {
	type line struct {
		list int
		text []byte
	}
	lists := recordLists()
	out := bufio.NewWriterSize(w, 64<<10) // which gives the first error it met to all that comes after
	fmt.Fprintf(out, "{\n  \"kith\": %d", journalVersion)
	at, empty := -1, true
	next := func() {
		if at >= 0 && !empty {
			out.WriteString("\n  ")
		}
		if at >= 0 {
			out.WriteByte(']')
		}
		if at++; at < len(lists) {
			out.WriteString(",\n  \"" + lists[at].name + "\": [")
		}
		empty = true
	}
	next()
	for l, err := range ahead(ctx, records, func(r journal.Record) (l line, err error) {
		for i, s := range lists {
			if v := s.of(r); v != nil {
				l.list = i
				l.text, err = text.MarshalJSON(v)
				l.text = spelledOut(l.text)
			}
		}
		return l, err
	}) {
		if err != nil {
			return errors.Join(out.Flush(), err)
		}
		if l.list < at {
			return journal.Errorf(journal.Internal, "a journal cannot be written out of order")
		}
		for at < l.list {
			next()
		}
		if !empty {
			out.WriteByte(',')
		}
		empty = false
		out.WriteString("\n    ")
		if _, err := out.Write(l.text); err != nil {
			return err
		}
	}
	for at < len(lists) {
		next()
	}
	out.WriteString("\n}\n")
	return out.Flush()
}

// maxRecord bounds one thing of a journal that is read, in bytes.
const maxRecord = 256 << 20

// ReadJournal gives the records of a whole journal as they are read, so that memory
// does not grow with it. What is wrong with the file is an error of kind Invalid that
// names the line, and ends it.
func ReadJournal(file io.Reader) iter.Seq2[journal.Record, error] {
	return readJournal(file, maxRecord)
}

func readJournal(file io.Reader, most int) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		r := newJSONReader(file, most)
		stopped := false
		err := r.readRecords(func(record journal.Record) bool {
			stopped = !yield(record, nil)
			return !stopped
		})
		if err != nil && !stopped {
			yield(journal.Record{}, r.notAJournal(err))
		}
	}
}

// readRecords gives the records of a whole journal, one after another.
func (r *jsonReader) readRecords(give func(journal.Record) bool) error {
	if err := r.delim('{'); err != nil {
		return err
	}
	known := false
	for r.dec.More() {
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		if !known {
			version := 0
			if name == "kith" {
				err = r.decode(&version)
			}
			switch {
			case err != nil:
				return err
			case version == 0:
				return errors.New(`it does not begin with {"kith": 1`)
			case version > journalVersion:
				return journal.Errorf(journal.Invalid, "this journal was written by a newer kith").WithHint("install that one")
			}
			known = true
			continue
		}
		i := slices.IndexFunc(recordLists(), func(s recordList) bool { return s.name == name })
		if i < 0 {
			var passedOver json.RawMessage
			if err := r.decode(&passedOver); err != nil {
				return err
			}
			continue
		}
		if err := r.delim('['); err != nil {
			return err
		}
		for r.dec.More() {
			record, err := recordLists()[i].read(r.decode)
			if err != nil {
				return err
			}
			if !give(record) {
				return nil
			}
		}
		if err := r.delim(']'); err != nil {
			return err
		}
	}
	if err := r.delim('}'); err != nil {
		return err
	}
	if !known {
		return errors.New(`it does not begin with {"kith": 1`)
	}
	if _, err := r.dec.Token(); err != io.EOF {
		return errors.New("something stands behind its end")
	}
	return nil
}

// decode reads the next value of a journal, as WriteJournal wrote it.
func (r *jsonReader) decode(into any) error {
	raw, err := r.next()
	if err != nil {
		return err
	}
	return text.UnmarshalJSON(bytes.ToValidUTF8(raw, []byte("\uFFFD")), into) // JSON is UTF-8
}

// notAJournal says what is wrong with the file, and in which line.
func (r *jsonReader) notAJournal(err error) error {
	var known *journal.Error
	if errors.As(err, &known) {
		return err
	}
	return &journal.Error{
		Kind: journal.Invalid, Text: fmt.Sprintf("this is not a whole journal of kith's, line %d: %s", r.line(), why(err)), Err: err,
		Hint: "a journal comes in whole or not at all, so nothing of it was kept",
	}
}
