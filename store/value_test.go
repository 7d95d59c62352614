package store

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// FuzzArmour: whatever bytes a text is made of, it survives JSON.
func FuzzArmour(f *testing.F) {
	for _, s := range []string{"", "plain", "é e\u0301 日本 👩‍👩‍👧", "\xff", "a\xc3", "\U0010FE41", "\U0010FEFF\xf4\x8f", "\ufffd", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		armoured := armour(s)
		if !utf8.ValidString(armoured) {
			t.Errorf("%q is armoured as %q", s, armoured)
		}
		text, err := json.Marshal(armoured)
		must(t, err)
		var back string
		must(t, json.Unmarshal(text, &back))
		if got := disarm(back); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	})
}
