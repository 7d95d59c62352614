package archive

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kith/journal"
)

func importOptions(name string) ImportOptions {
	return ImportOptions{Name: name, Modified: time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC), Zone: time.FixedZone("", 3600)}
}

func TestImport(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, src string
		want      []string // when, title and text of each, or what is odd
	}{
		{"a.txt", "[2026-11-20 02:30 PM] One *\nText\n[2026-11-21 09:00:05] Two", []string{"2026-11-20T14:30:00+01:00 One: Text", "2026-11-21T09:00:05+01:00 Two: Two"}},
		{"a.txt", "[note] is no entry of jrnl", []string{"2026-11-23T14:30:00Z [note] is no entry of jrnl: [note] is no entry of jrnl"}},
		{"a.json", `{"entries":[{"uuid":"A","creationDate":"2024-02-29T23:30:00Z","text":"a\\.b"},{"uuid":"B","creationDate":"when","text":"x"}]}`,
			[]string{"2024-03-01T00:30:00+01:00 a.b: a.b", "the entry B has no date"}},
		{"a.json", `{"entries":[{"title":"T","body":"B","date":"2024-13-29","time":"10:00"}]}`, []string{"there is no day 2024-13-29 10:00"}},
		{"2026-10-02-day.md", "Words\n\nand more", []string{"2026-10-02T00:00:00+01:00 Words: Words\n\nand more"}},
		{"a.md", "---\ndate: 2026-10-02T08:00:00+02:00\ntitle: T\n---\n# H\n\nText", []string{"2026-10-02T08:00:00+02:00 T: # H\n\nText"}},
		{"a.md", "---\na: &a [*a]\nb: [*a,*a]\n---\nText", []string{"2026-11-23T14:30:00Z Text: Text"}},
		{"a.md", "---\nwords between rules\n---\nText", []string{"2026-11-23T14:30:00Z words between rules: ---\nwords between rules\n---\nText"}},
		{"a.md", strings.Repeat("long ", 20), []string{"2026-11-23T14:30:00Z " + strings.TrimSpace(strings.Repeat("long ", 12)) + "...: " + strings.TrimSpace(strings.Repeat("long ", 20))}},
		{"a.md", "---\ntitle: T\n---\na  \nb \\<i>", []string{"2026-11-23T14:30:00Z T: a  \nb \\<i>"}},
		{"a.md", "---\ndate: soon\n---\nText", []string{"there is no day soon"}},
	} {
		found, err := Import("", []byte(test.src), importOptions(test.name))
		if err != nil {
			t.Errorf("%q: %v", test.src, err)
			continue
		}
		var got []string
		for _, f := range found {
			if f.Odd != "" {
				got = append(got, f.Odd)
				continue
			}
			r := f.Reflection
			got = append(got, r.Created.Format(time.RFC3339)+" "+r.Title+": "+r.Answers[0].Value.Text)
		}
		if strings.Join(got, "\n--\n") != strings.Join(test.want, "\n--\n") {
			t.Errorf("%q became\n%q, not\n%q", test.src, got, test.want)
		}
		again, err := Import("", []byte(test.src), importOptions(test.name))
		for i := range again {
			if err != nil || again[i].Reflection.ID != found[i].Reflection.ID {
				t.Errorf("%q is another one the second time", test.src)
			}
		}
	}
	for src, why := range map[string]string{"PK\x03\x04": "zip", "a\xffb": "UTF-8", "a\x00b": "UTF-8", " \n": "no words", `{"x":1}`: "JSON of a kind"} {
		if _, err := Import("", []byte(src), importOptions("a.md")); journal.KindOf(err) != journal.Invalid || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: %v", src, err)
		}
	}
}

// What Reflection shows of every kind of answer is read again, but for the ids of another
// journal.
func TestReflectionsOfJSON(t *testing.T) {
	t.Parallel()
	yes, four := true, 4.0
	ref := journal.CommunityRef{Name: "Choir"}
	at := time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)
	want := journal.Reflection{ID: journal.NewID(at), Title: "T", Activity: "a", Created: at, Updated: at, Minutes: 3, Tags: []string{"t"}, Communities: []journal.CommunityRef{ref}}
	for kind, v := range map[journal.Kind]journal.Value{
		journal.LongText: {Text: "text\n"}, journal.ShortText: {Text: "line"}, journal.DateKind: {Text: "2026-11"}, journal.ChooseOne: {Choices: []string{"a"}},
		journal.ChooseMany: {Choices: []string{"a", "b"}}, journal.Rating: {Number: &four}, journal.Number: {Number: &four}, journal.YesNo: {Yes: &yes},
		journal.Inventory: {Communities: []journal.Community{{Name: "Choir", Kinds: []string{"k"}, About: "x", Tags: []string{"t"}}}}, journal.CommunityOne: {Communities: []journal.Community{{Name: "Choir"}}},
		journal.SuggestionsK: {Suggestions: []journal.Suggestion{{Text: "Try", FromRole: "r", Community: &ref, Element: "practice", TryBy: "2026-12", State: "open"}}},
		journal.OutcomesKind: {Suggestions: []journal.Suggestion{{Text: "Try", State: "done", Helped: &yes, Note: "n"}}}, journal.ReadKind: {Contributions: []journal.ContributionRef{{Title: "P"}}},
	} {
		want.Answers = append(want.Answers, journal.Answer{Key: string(kind), Loop: "l", Prompt: "P?", Kind: kind, Value: v, Labels: []string{"w"}, Community: &ref, Private: true})
	}
	want.Answers = append(want.Answers, journal.Answer{Key: "d", Kind: journal.Rating, Value: journal.Value{Declined: true}}, journal.Answer{Key: "n", Kind: journal.Rating, Value: journal.Value{NotSure: true}})
	var b strings.Builder
	if err := WriteJSON(&b, []ReflectionJSON{Reflection(want)}); err != nil {
		t.Fatal(err)
	}
	found, err := Import("", []byte(b.String()), importOptions("a.json"))
	if err != nil || len(found) != 1 || found[0].Odd != "" || !found[0].Reflection.Equal(want) {
		t.Errorf("%+v, %v\nof\n%s", found, err, b.String())
	}
	for _, cut := range []int{30, len(b.String()) / 2, len(b.String()) - 5} {
		found, err := Import("", []byte(b.String()[:cut]), importOptions("a.json"))
		if err != nil || len(found) == 0 || found[len(found)-1].Odd == "" && cut < len(b.String())-5 {
			t.Errorf("cut at %d: %+v, %v", cut, found, err)
		}
	}
}

func FuzzImport(f *testing.F) {
	for _, src := range []string{
		"[2026-11-20 14:30] T\nx @a", `{"entries":[{"title":"T","body":"B","date":"2025-03-01","time":"09:15","tags":["@a"]}]}`,
		`{"entries":[{"uuid":"A","creationDate":"2024-02-29T23:30:00Z","timeZone":"Europe/Berlin","text":"x"}]}`, "---\ndate: 2026-01-02\ntags: [a, \"b c\"]\n---\n# T\n\nx",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		found, err := Import("", src, importOptions("x.md"))
		if err != nil && journal.KindOf(err) != journal.Invalid {
			t.Fatal(err)
		}
		for _, one := range found {
			if r := one.Reflection; one.Odd == "" && (r.ID == "" || r.Created.IsZero() || !utf8.ValidString(r.Title)) {
				t.Errorf("%q became %+v", src, r)
			}
		}
	})
}
