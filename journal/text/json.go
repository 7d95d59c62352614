package text

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"unicode/utf8"
)

// JSON holds Unicode alone, and what comes from a file or a terminal need not be. So
// each byte that is not part of a character is written as a character of its own from
// the last private plane, U+10FE00 and the byte, and is that byte again when it is
// read. Those characters themselves, which nobody uses, are treated as bytes as well.

// MarshalJSON is json.Marshal from which UnmarshalJSON gives every text in v back
// byte for byte. Nothing is escaped for HTML.
func MarshalJSON(v any) ([]byte, error) {
	written, err := marshal(v)
	if err == nil && (bytes.Contains(written, []byte(`\ufffd`)) || holdsEscapes(written)) {
		written, err = marshal(mapTexts(reflect.ValueOf(v), escapeBytes).Interface())
	}
	return written, err
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// UnmarshalJSON is json.Unmarshal of what MarshalJSON wrote.
func UnmarshalJSON(written []byte, into any) error {
	err := json.Unmarshal(written, into)
	if err == nil && holdsEscapes(written) {
		v := reflect.ValueOf(into).Elem()
		v.Set(mapTexts(v, UnescapeBytes))
	}
	return err
}

const escapeStart = 0x10FE00

func isEscape(r rune) bool { return r >= escapeStart && r <= escapeStart+0xff }

// holdsEscapes reports a character that stands for a byte, as itself or in figures.
func holdsEscapes(written []byte) bool {
	return bytes.Contains(written, []byte("\xf4\x8f")) && bytes.ContainsFunc(written, isEscape) ||
		bytes.Contains(written, []byte(`\udbff`))
}

func escapeBytes(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, isEscape) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && n == 1) || isEscape(r) {
			for _, c := range []byte(s[i : i+n]) {
				b.WriteRune(escapeStart + rune(c))
			}
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// UnescapeBytes has the bytes in a text that characters stand for in JSON.
func UnescapeBytes(s string) string {
	if !strings.ContainsFunc(s, isEscape) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isEscape(r) {
			b.WriteByte(byte(r - escapeStart))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// MapTexts is a copy of v with f applied to every text in it, wherever that is; the
// keys of maps stay.
func MapTexts[T any](v T, f func(string) string) T {
	return mapTexts(reflect.ValueOf(v), f).Interface().(T)
}

func mapTexts(v reflect.Value, f func(string) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(f(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(mapTexts(v.Elem(), f))
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 { // bytes, such as JSON, are no text
			return out
		}
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			out.Index(i).Set(mapTexts(v.Index(i), f))
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		}
		for key, value := range v.Seq2() {
			out.SetMapIndex(key, mapTexts(value, f))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() { // all but those of a time
				out.Field(i).Set(mapTexts(v.Field(i), f))
			}
		}
	}
	return out
}
