package archive

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// JSON writes a reflection as Reflection has it: the object that the commands
// print with --json. A stream of several is an array with a line for each, which takes
// a third less time than to indent them.
func JSON() Format {
	return Format{
		Name: "json", Extension: ".json", in: jsonArray(),
		write: func(r journal.Reflection) []byte { return reflectionJSON(r, "  ") },
		line:  func(r journal.Reflection) []byte { return reflectionJSON(r, "") },
		id: func(file io.Reader) (journal.ID, error) {
			var written struct{ ID journal.ID }
			if err := json.NewDecoder(io.LimitReader(file, maxOwn)).Decode(&written); err != nil {
				return "", nil // it is nobody's
			}
			return written.ID, nil
		},
	}
}

func reflectionJSON(r journal.Reflection, indent string) []byte {
	// There is nothing in a reflection that JSON cannot say.
	written, _ := encode(Reflection(r), indent)
	return written
}

// maxOwn bounds how much of a strange file is read to find whose it is, in bytes.
const maxOwn = 32 << 20

func jsonArray() stream { return stream{"[\n  ", ",\n  ", "\n]\n", "[]\n", "\n  "} }

// WriteJSON writes one thing. Every character that acts on a terminal is spelled
// out, as \u009b: it means the same and does nothing.
func WriteJSON(w io.Writer, v any) error {
	written, err := encode(v, "  ")
	if err == nil {
		_, err = w.Write(written)
	}
	return err
}

func encode(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(v)
	return spelledOut(b.Bytes()), err
}

// spelledOut is JSON in which every character that acts on a terminal is spelled out.
func spelledOut(written []byte) []byte {
	s := string(written)
	if text.Visible(s) == s {
		return written
	}
	var b bytes.Buffer
	for _, r := range s { // what acts stands only within strings, where both forms mean the same
		if c := string(r); r > 0x7e && text.Visible(c) != c {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.Bytes()
}

// WriteArray writes an array of things as they come, each as show has it, so that
// memory does not grow with the journal. It looks as WriteJSON would write them.
func WriteArray[T, U any](w io.Writer, things iter.Seq2[T, error], show func(T) U) error {
	array := jsonArray()
	return array.write(w, func(yield func([]byte, error) bool) {
		for thing, err := range things {
			var b bytes.Buffer
			if err == nil {
				err = WriteJSON(&b, show(thing))
			}
			if !yield(array.part(b.Bytes()), err) {
				return
			}
		}
	})
}

// OrNull is nil for an empty text or a number that is not known: JSON has null
// for what is not there.
func OrNull[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

// List is a list as JSON has it, [] where there is nothing in it, with each member
// as show has it.
func List[T, U any](list []T, show func(T) U) []U {
	out := make([]U, len(list))
	for i, v := range list {
		out[i] = show(v)
	}
	return out
}

// OrEmpty is a list that JSON has as [] when there is nothing in it.
func OrEmpty[T any](list []T) []T { return List(list, func(v T) T { return v }) }

// Time is a moment with the offset it was written in, or nil where there is none.
func Time(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return OrNull(t.Format(time.RFC3339))
}
