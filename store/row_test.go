package store

import (
	"reflect"
	"testing"
	"unicode/utf8"

	"kith/journal"
)

// FuzzEncode: whatever bytes a text is made of, it survives JSON, wherever it
// stands.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "plain", "é e\u0301 日本 👩‍👩‍👧", "\xff", "a\xc3", "\U0010FE41", "\U0010FEFF\xf4\x8f", "\ufffd", "\x00", `\u0000`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in := journal.Draft{
			Title: s, Tags: []string{"a", s},
			Answers: map[string]journal.Value{"a": {
				Choices: []string{s}, Communities: []journal.Community{{About: s, Started: journal.Date(s)}},
				Suggestions: []journal.Suggestion{{Text: s, Community: &journal.CommunityRef{Name: s}}},
			}},
		}
		text, err := encode(in)
		must(t, err)
		if !utf8.ValidString(text) {
			t.Errorf("%q is encoded as %q", s, text)
		}
		var out journal.Draft
		must(t, scanJSON{&out}.Scan(text))
		if !reflect.DeepEqual(in, out) {
			t.Errorf("%q came back as %+v", s, out)
		}
	})
}
