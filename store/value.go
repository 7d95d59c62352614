package store

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"kith/journal"
)

// What was said is kept in two columns: the text as it was typed, and the rest,
// where there is any, as JSON:
//
//	text: Someone always asks the first question.   value: NULL
//	text:                                           value: {"number":4}

// encodeValue gives the two columns of a value.
func encodeValue(v journal.Value) (text string, rest any, err error) {
	text, v.Text = v.Text, ""
	if v.Equal(journal.Value{}) {
		return text, nil, nil
	}
	var nul error
	v = mapTexts(v, func(s string) string {
		if err := journal.CheckText("this answer", s); err != nil {
			nul = err
		}
		return armour(s)
	})
	if nul != nil {
		return "", nil, nul
	}
	encoded, err := encode(v)
	return text, encoded, err
}

func decodeValue(text string, rest *string) (v journal.Value, err error) {
	if rest != nil {
		if err := json.Unmarshal([]byte(*rest), &v); err != nil {
			return v, err
		}
		v = mapTexts(v, disarm)
	}
	v.Text = text
	return v, nil
}

// encode is JSON for a column.
func encode(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil { // a number that is none, or a year after 9999
		return "", journal.Errorf(journal.Invalid, "this answer holds something that cannot be kept: %w", err)
	}
	return string(text), nil
}

// JSON holds Unicode alone, and what comes from a file or a terminal need not
// be. armour replaces each byte that is not part of a character by a character
// of its own from the last private plane, so that disarm can give the text back
// byte for byte. Those characters themselves, which nobody uses, are treated as
// bytes as well.
func armour(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, isArmour) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && n == 1) || isArmour(r) {
			for _, c := range []byte(s[i : i+n]) {
				b.WriteRune(armourStart + rune(c))
			}
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

func disarm(s string) string {
	if strings.IndexFunc(s, isArmour) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isArmour(r) {
			b.WriteByte(byte(r - armourStart))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

const armourStart = 0x10FE00

func isArmour(r rune) bool { return r >= armourStart && r <= armourStart+0xff }

// mapTexts is v with f applied to every text a person may have typed.
func mapTexts(v journal.Value, f func(string) string) journal.Value {
	v.Text = f(v.Text)
	v.Choices = mapWords(v.Choices, f)
	v.Communities = slices.Clone(v.Communities)
	for i, c := range v.Communities {
		c.Name, c.Alias, c.About = f(c.Name), f(c.Alias), f(c.About)
		c.Where, c.Rhythm, c.Started = f(c.Where), f(c.Rhythm), journal.Date(f(string(c.Started)))
		c.Kinds, c.Tags = mapWords(c.Kinds, f), mapWords(c.Tags, f)
		v.Communities[i] = c
	}
	v.Suggestions = slices.Clone(v.Suggestions)
	for i, sg := range v.Suggestions {
		sg.Text, sg.FromRole, sg.Note = f(sg.Text), f(sg.FromRole), f(sg.Note)
		sg.Element, sg.TryBy = f(sg.Element), journal.Date(f(string(sg.TryBy)))
		if sg.Community != nil {
			sg.Community = &journal.CommunityRef{ID: sg.Community.ID, Name: f(sg.Community.Name)}
		}
		v.Suggestions[i] = sg
	}
	return v
}

func mapWords(words []string, f func(string) string) []string {
	words = slices.Clone(words)
	for i, w := range words {
		words[i] = f(w)
	}
	return words
}
