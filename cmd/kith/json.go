package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"kith/journal/text"
)

// printJSON writes one thing, or one array of things, for other programs.
func (a *app) printJSON(v any) error { return writeJSON(a.console.Out, v) }

// printArray writes an array of things as they come, in the form of writeJSON, so
// that memory does not grow with the journal.
func printArray[T, U any](w io.Writer, things iter.Seq2[T, error], show func(T) U) error {
	out := bufio.NewWriter(w)
	sign := "["
	for thing, err := range things {
		if err != nil {
			return errors.Join(out.Flush(), err)
		}
		text, err := toJSON(show(thing), "  ")
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s\n  %s", sign, text); err != nil {
			return err
		}
		sign = ","
	}
	end := "\n]\n"
	if sign == "[" {
		end = "[]\n"
	}
	if _, err := out.WriteString(end); err != nil {
		return err
	}
	return out.Flush()
}

// writeJSON writes one thing.
func writeJSON(w io.Writer, v any) error {
	text, err := toJSON(v, "")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// toJSON is a thing as JSON, in which every character that acts on a terminal
// is spelled out, as \u009b, so that it means the same and does nothing.
func toJSON(v any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	err := enc.Encode(v)
	return harmless(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), err
}

// harmless spells out the characters that Visible would show as "<U+009B>".
// In JSON they stand only within strings, where the two forms mean the same.
func harmless(s []byte) []byte {
	if text.Visible(string(s)) == string(s) {
		return s
	}
	var b bytes.Buffer
	for _, r := range string(s) {
		if c := string(r); r > 0x7e && text.Visible(c) != c {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.Bytes()
}

// orNull is nil for an empty text: JSON has null for what is not there.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// orEmpty is a list that JSON prints as [] when there is nothing in it.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// timeOrNull is a moment as JSON has it: with the offset it was written in, or
// null where there is none.
func timeOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return orNull(t.Format(time.RFC3339))
}

// numberOrNull is nil for 0, where that says that a number is not known.
func numberOrNull(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}
