package archive

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"kith/journal"
)

func importOptions(name string) ImportOptions {
	return ImportOptions{Name: name, Modified: time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC), Zone: time.FixedZone("", 3600)}
}

// imported is all that is read of a file of that name.
func imported(format, src, name string) []Imported {
	return slices.Collect(Import(format, strings.NewReader(src), importOptions(name)))
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
		{"a.json", `{"entries":[{"creationDate":"when","text":"x"},7]}`, []string{"it has no date", "it is a number, which it should not be"}},
		{"a.json", `{"entries":[{"title":["x"],"date":"2024-02-29","time":"10:00"}]}`, []string{"its title is a list, which it should not be"}},
		{"a.json", `[{"id":"x","minutes":1.5}]`, []string{"its minutes is a number 1.5, which it should not be"}},
		{"a.json", `{"entries":[{"title":"T","body":"B","date":"2024-13-29","time":"10:00"}]}`, []string{"there is no day 2024-13-29 10:00"}},
		{"2026-10-02-day.md", "Words\n\nand more", []string{"2026-10-02T00:00:00+01:00 Words: Words\n\nand more"}},
		{"a.md", "---\ndate: 2026-10-02T08:00:00+02:00\ntitle: T\n---\n# H\n\nText", []string{"2026-10-02T08:00:00+02:00 T: # H\n\nText"}},
		{"a.md", "---\ndate: 2026-10-02\ntitle: T *x*\n---\n\n# T *x*\n\nText", []string{"2026-10-02T00:00:00+01:00 T *x*: Text"}},
		{"a.md", "---\ndate: 2026-10-02\ntitle: T\n---\n# T\n", []string{"2026-10-02T00:00:00+01:00 T: T"}},
		{"2026.10.02.md", "Words", []string{"2026-10-02T00:00:00+01:00 Words: Words"}},
		{"2026_10_02 day.md", "Words", []string{"2026-10-02T00:00:00+01:00 Words: Words"}},
		{"20261002.md", "Words", []string{"2026-10-02T00:00:00+01:00 Words: Words"}},
		{"20261302.md", "Words", []string{"2026-11-23T14:30:00Z Words: Words"}},
		{"a.md", "---\na: &a [*a]\nb: [*a,*a]\n---\nText", []string{"2026-11-23T14:30:00Z Text: Text"}},
		{"a.md", "---\nwords between rules\n---\nText", []string{"2026-11-23T14:30:00Z words between rules: ---\nwords between rules\n---\nText"}},
		{"a.md", strings.Repeat("long ", 20), []string{"2026-11-23T14:30:00Z " + strings.TrimSpace(strings.Repeat("long ", 12)) + "...: " + strings.TrimSpace(strings.Repeat("long ", 20))}},
		{"a.md", "---\ntitle: T\n---\na  \nb \\<i>", []string{"2026-11-23T14:30:00Z T: a  \nb \\<i>"}},
		{"a.txt", "[2026-11-20 14:30] A\nx\n[2026-11-21 14:30] B\ncaf\xe9\n[2026-11-22 14:30] C *\r\nx\r\ny", []string{"2026-11-20T14:30:00+01:00 A: x", "it is no text in UTF-8", "2026-11-22T14:30:00+01:00 C: x\ny"}},
		{"a.txt", "[2026-11-20 14:30] A\rx\r[2026-11-21] B\ry", []string{"2026-11-20T14:30:00+01:00 A: x", "2026-11-21T00:00:00+01:00 B: y"}},
		{"a.json", `{"title": "Alone", "body": "B", "date": "2020-06-28", "time": "18:22", "tags": [], "starred": false}`, []string{"2020-06-28T18:22:00+01:00 Alone: B"}},
		{"a.json", `{"entries":[{"title":7,"time":""},{"title":"T\u0000","time":"10:00"},{"title":"T","body":"\\u0000","date":"2024-02-29","time":"10:00"}`,
			[]string{"its title is a number, which it should not be", "it holds a NUL character, which cannot be kept", "2024-02-29T10:00:00+01:00 T: \\u0000", "the file cannot be read further: it ends in the middle"}},
		{"a.json", `{"metadata":{"version":"1.0"},"entries":[{"uuid":"A","creationDate":"2024-02-29T23:30:00Z","timeZone":"Europe/Berlin","text":"# T\n\n![](dayone-moment://2A) ![](dayone-moment:/audio/2B) ![](dayone-moment://2C)",` +
			`"photos":[{"identifier":"2A","md5":"0e","type":"jpeg"}],"audios":[{"identifier":"2B","md5":"0f"}]}]}`, []string{"2024-03-01T00:30:00+01:00 T: ![](photos/0e.jpeg) ![](audios/0f.m4a) ![](dayone-moment://2C)"}},
		{"a.json", `{"entries":[{"uuid":"A","creationDate":"0000-01-01T00:00:00+14:00","text":"x"}]}`, []string{"there is no day -0001-12-31 in a journal"}},
		{"a.md", "---\ndate: soon\n---\nText", []string{"there is no day soon"}},
	} {
		found := imported("", test.src, test.name)
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
		for i, again := range imported("", test.src, test.name) {
			if again.Reflection.ID != found[i].Reflection.ID {
				t.Errorf("%q is another one the second time", test.src)
			}
		}
	}
	for src, why := range map[string]string{"PK\x03\x04": "zip", "a\xffb": "UTF-8", "a\x00b": "UTF-8", " \n": "no words", `{"x":1}`: "JSON of a kind"} {
		if found := imported("", src, "a.md"); len(found) != 1 || !strings.Contains(found[0].Odd, why) {
			t.Errorf("%q: %+v", src, found)
		}
	}
}

// A note that says no date is the same one whenever its file was last touched. One that
// says a date keeps to the id that it always had, and the same words elsewhere are another.
func TestAnUndatedNoteIsOne(t *testing.T) {
	t.Parallel()
	of := func(name, src string, modified time.Time) Imported {
		o := importOptions(name)
		o.Modified = modified
		return slices.Collect(Import("", strings.NewReader(src), o))[0]
	}
	one, later := of("notes/a.md", "Words", noon), of("moved/a.md", "Words\n", noon.AddDate(1, 0, 0))
	if one.Reflection.ID != later.Reflection.ID || !one.Undated || !one.Reflection.Created.Equal(noon) || !later.Reflection.Created.Equal(noon.AddDate(1, 0, 0)) {
		t.Errorf("%+v, and touched %+v", one, later)
	}
	for _, other := range []Imported{of("b.md", "Words", noon), of("a.md", "Other words", noon), of("a.md", "---\ndate: 2026-10-02\n---\nWords", noon)} {
		if other.Reflection.ID == one.Reflection.ID {
			t.Errorf("%+v is %+v", other, one)
		}
	}
	for name, src := range map[string]string{"a.md": "---\ndate: 2026-10-02\n---\nWords", "2026-10-02.md": "Words"} {
		if dated := of(name, src, noon); dated.Undated || dated.Reflection.ID != "01m3wv4cc0cgbff6gkab0jp2aj" {
			t.Errorf("%+v", dated)
		}
	}
}

// What is no note, though it is text, does not become one.
func TestImportRefusesWhatIsNoNote(t *testing.T) {
	t.Parallel()
	for _, test := range [][3]string{
		{"a.md", "\n<!DOCTYPE html>\n<p>x", "it is HTML"}, {"a.txt", "<html lang=en>", "it is HTML"}, {"a.HTM", "<p>x", "it is HTML"},
		{"a.csv", "a,b\n1,2\n", "it is a table"}, {"a.txt", `{\rtf1 x}`, "it is RTF"}, {"a.md", "<html5> is a word", ""}, {"a", "a,b", ""}, {"a.md", "<b>x</b>", ""},
	} {
		for _, format := range []string{"", "markdown"} {
			found := imported(format, test[1], test[0])
			if len(found) != 1 || (found[0].Odd == "") != (test[2] == "") || !strings.HasPrefix(found[0].Odd, test[2]) {
				t.Errorf("%q: %+v", test, found)
			}
		}
	}
}

// What a journal of Day One has beside words is counted, since it stays behind.
func TestWhatStaysBehind(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]int{
		`"photos":[{"md5":"0e"},{"md5":"0f"}],"videos":[{"md5":"10"}]`:                 3,
		`"location":{"placeName":"A hall"},"weather":{"conditionsDescription":"Rain"}`: 2,
		`"location":null,"photos":[]`:                                                  0,
	} {
		found := imported("", `{"entries":[{"uuid":"A","creationDate":"2024-02-29T23:30:00Z","text":"T",`+src+`}]}`, "a.json")
		if len(found) != 1 || found[0].Odd != "" || found[0].Attachments != want {
			t.Errorf("%s: %+v", src, found)
		}
	}
}

// A note of another program says what kith says in its own front matter by the same
// names; what else it says is named.
func TestFieldsOfANote(t *testing.T) {
	t.Parallel()
	found := imported("", "---\ntitle: T\ndate: 2026-10-02\nupdated: 2026-10-03\nPrivate: true\nminutes: 20\ncommunities: [Choir, \"Go Meetup\"]\nmood: sunny\ntags: a\naliases: []\n---\nText", "a.md")
	at := time.Date(2026, 10, 2, 0, 0, 0, 0, time.FixedZone("", 3600))
	want := journal.Reflection{
		ID: found[0].Reflection.ID, Title: "T", Created: at, Updated: at.AddDate(0, 0, 1), Minutes: 20, Private: true, Tags: []string{"a"},
		Communities: []journal.CommunityRef{{Name: "Choir"}, {Name: "Go Meetup"}},
		Answers:     []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue("Text"), Private: true}},
	}
	if len(found) != 1 || !found[0].Reflection.Equal(want) || !slices.Equal(found[0].Fields, []string{"mood"}) {
		t.Errorf("%+v", found)
	}
	for said, want := range map[string]string{"private: yes": "private", "private: only mine": "private", "private: False": "", "private:": "", "minutes: many": "minutes", "communities: Choir, Band": "Choir Band"} {
		one := imported("", "---\ntitle: T\n"+said+"\n---\nText", "a.md")[0]
		got := one.Fields
		for _, c := range one.Reflection.Communities {
			got = append(got, c.Name)
		}
		if one.Reflection.Private {
			got = append(got, "private")
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q", said, got)
		}
	}
}

// A link of Obsidian's in front matter is the name that it is to, in quotes or without.
func TestLinksInFrontMatter(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		`communities: ["[[Go Meetup]]", "[[Choir|our choir]]", Band]`: "Go Meetup, Choir, Band", "communities: [[Go Meetup]]": "Go Meetup", "communities: [[Choir|our choir]]": "Choir",
		"communities: [[[Go Meetup]], [[Choir, the|x]], Band]": "Go Meetup, Choir, the, Band", "communities:\n  - \"[[Go Meetup]]\"\n  - [[Choir]]": "Go Meetup, Choir",
		`communities: "[[Go Meetup]]"`: "Go Meetup", `communities: "[[Go Meetup]], [[Choir|x]]"`: "Go Meetup, Choir", `communities: ["[[Groups/Choir|Choir]]"]`: "Choir",
		`communities: ["[[", "[[]]", "[x]"]`: "[[, [x]", "communities: [[": "", "communities: [[]]": "",
		`date: "[[2024-01-02]]"`: "2024-01-02", "date: [[2024-01-02]]": "2024-01-02", "date: [[2024-01-02|that day]]": "2024-01-02", `date: "[[soon]]"`: "there is no day [[soon]]",
		`tags: ["[[a]]", b]`: "#a #b",
	} {
		one := imported("", "---\ntitle: T\n"+said+"\n---\nText", "a.md")[0]
		var names []string
		for _, c := range one.Reflection.Communities {
			names = append(names, c.Name)
		}
		got := strings.Join(names, ", ") + one.Odd
		for _, tag := range one.Reflection.Tags {
			got = strings.TrimSpace(got + " #" + tag)
		}
		if strings.HasPrefix(said, "date") && one.Odd == "" {
			got += one.Reflection.Created.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", said, got, want)
		}
	}
}

// What has keys of its own is no community and no tag: it stays behind, and is named.
func TestObjectsInFrontMatterStayBehind(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		`{"title": "T", "communities": ["Choir", {"n": 1}], "tags": ["a", {"b": 2}]}`: "Choir #a; communities tags", `{"title": "T", "communities": {"a": "b"}, "tags": [["a"], "c"]}`: "#a #c; communities",
		"+++\ntags = ['a', {b = 2}]\ncommunities = {a = 'b'}\n+++": "#a; communities tags", "+++\ntags = 'a'\n[[communities]]\nname = 'Choir'\n+++": "#a; communities",
		"---\ncommunities: {a: b}\ntags: [a, {b: 2, c: [3]}, d]\n---": "#a #d; communities tags", "---\ncommunities:\n  a: b\n  c: [d]\ntags:\n  - a\n  - {b: 2}\n---": "#a; communities tags",
		"---\ncommunities: [Choir, {\"a\": 1,\"b\": 2}]\ntags: {\n  a: b\n}\n---": "Choir; communities tags", "---\ntags:\n  a:\n    - x\n  b: y\ncommunities: Choir\n---": "Choir; tags",
		"---\ncommunities: \"{a: b}\"\ntags: ['{b: 2}', {}]\n---": "{a: b} #{b: 2};", "---\nabout: |\n  Note: this\ncommunities: {Choir} and more\n---": "{Choir} and more; about",
	} {
		one := imported("", src+"\nText", "a.md")[0]
		got := ""
		for _, c := range one.Reflection.Communities {
			got += c.Name + " "
		}
		for _, tag := range one.Reflection.Tags {
			got += "#" + tag + " "
		}
		got = strings.TrimSpace(strings.TrimSpace(got)+"; "+strings.Join(one.Fields, " ")) + one.Odd
		if got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
}

// Hugo has what is not its own under params: private there is private, however deep, and
// nothing above it says otherwise.
func TestPrivateUnderParams(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"+++\ntitle = 'T'\n[params]\nprivate = true\n+++": "private", `{"title": "T", "params": {"private": true, "x": 1}}`: "private params", "+++\n[Params.kith]\nPrivate = 'mine'\n+++": "private Params",
		"---\nparams:\n  private: true\n---": "private", "---\nparams:\n    x: 1\n\n    # no\n    'Private': yes # mine\n---": "private params", "---\nparams: {x: [1, 2], private: true}\n---": "private params",
		"---\nparams: {\n  \"private\": true,\n}\n---": "private", "---\nparams:\n\tkith:\n\t\tprivate: true\ntitle: T\n---": "private params", "---\nprivate: false\nparams:\n  private: true\n---": "private",
		"---\nprivate: {a: b}\n---": "private private", "---\nprivate:\n  a: b\n---": "private private", "---\nprivate: false\nprivate: true\n---": "private", "---\nparams: [{private: true}]\n---": "private",
		"---\nparams:\n  private: false\n---": "", "+++\n[params]\nprivate = false\n+++": "", "---\nparams:\n  x: 1\n---": "params",
		"---\nparams:\n  minutes: 20\n  communities:\n    - Choir\n  title: Other\n---": "20 Choir params", "+++\n[params]\nminutes = 20\ncommunities = ['Choir']\n+++": "20 Choir",
	} {
		one := imported("", src+"\nText", "a.md")[0]
		var got []string
		if one.Reflection.Private && one.Reflection.Answers[0].Private {
			got = append(got, "private")
		}
		if one.Reflection.Minutes > 0 {
			got = append(got, fmt.Sprint(one.Reflection.Minutes))
		}
		for _, c := range one.Reflection.Communities {
			got = append(got, c.Name)
		}
		if got := strings.Join(append(got, one.Fields...), " ") + one.Odd; got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
}

// What Hugo writes above its pages beside YAML is front matter as that is.
func TestFrontMatterOfHugo(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 10, 2, 8, 0, 0, 0, time.FixedZone("", 3600))
	for _, src := range []string{
		"+++\ntitle = \"A: walk\"\ndate = 2026-10-02T08:00:00+01:00\ntags = [\"a\", \"b c\"]\nprivate = true\nminutes = 20\ndraft = false\n[params]\nx = 1\n+++\n\nText\n+++\n",
		"+++\r\n title = 'A: walk'\r\n date = 2026-10-02 08:00:00\r\ntags = ['a', 'b c']\r\nprivate = true\r\nminutes = 20\r\ndraft = true\r\nparams = {x = 1}\r\n+++\r\nText\r\n+++",
		`{"title": "A: walk", "date": "2026-10-02T08:00:00+01:00", "tags": ["a", "b c"],` + "\n" + `"private": true, "minutes": 20, "draft": null, "params": {"x": [1]}, "draft": true}` + "\n\nText\n+++\n",
	} {
		found := imported("", src, "a.md")
		if len(found) != 1 || found[0].Odd != "" {
			t.Errorf("%q: %+v", src, found)
			continue
		}
		want := journal.Reflection{
			ID: found[0].Reflection.ID, Title: "A: walk", Created: at, Updated: at, Minutes: 20, Private: true, Tags: []string{"a", "b c"},
			Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue("Text\n+++"), Private: true}},
		}
		if !found[0].Reflection.Equal(want) || !slices.Equal(found[0].Fields, []string{"draft", "params"}) {
			t.Errorf("%q: %+v", src, found)
		}
	}
	// What cannot be read is named with its line, and what is none is a text.
	for src, want := range map[string]string{
		"+++\ntitle = \"T\"\ndate = 2026-02-30\n+++\nText":   `3: its front matter cannot be read as TOML: invalid datetime: "2026-02-30"`,
		"+++\nprivate = true\nno sense\n+++\nText":           "3: its front matter cannot be read as TOML: expected '.' or '=', but got 's' instead",
		"+++\ndate = 'soon'\n+++\nText":                      "0: there is no day soon",
		"+++\n" + strings.Repeat("a.", 2000) + "a=1\n+++\nx": "1: its front matter cannot be read as TOML: it has more in it than kith reads",
		"{\"title\": \"T\", \"private\": yes}\nText":         "1: its front matter cannot be read as JSON: invalid character 'y' looking for beginning of value",
		"{\"title\": \"T\",\nText":                           "1: its front matter cannot be read as JSON: invalid character 'T' looking for beginning of object key string",
		"+++\nwords between rules\n+++\nText":                "", "+++\ntitle = 'no end'\nText": "", "{curly}\nText": "",
		"{\"status\": 500}\nText": "", "{\"title\": \"T\"} is what came back.": "", "{\"title\": \"" + strings.Repeat("x", maxFrontMatter) + "\"}\nText": "1: its front matter cannot be read as JSON: it ends in the middle",
	} {
		found := imported("", src, "a.md")
		if want != "" && fmt.Sprintf("%d: %s", found[0].Line, found[0].Odd) != want {
			t.Errorf("%.100q: %d: %q, want %q", src, found[0].Line, found[0].Odd, want)
		}
		if want == "" && (found[0].Odd != "" || found[0].Reflection.Answers[0].Value.Text != src) {
			t.Errorf("%.100q: %+v", src, found[0])
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
	found := imported("", b.String(), "a.json")
	if len(found) != 1 || found[0].Odd != "" || !found[0].Reflection.Equal(want) {
		t.Errorf("%+v\nof\n%s", found, b.String())
	}
	for _, cut := range []int{30, len(b.String()) / 2, len(b.String()) - 5} {
		found := imported("", b.String()[:cut], "a.json")
		if len(found) == 0 || found[len(found)-1].Odd == "" && cut < len(b.String())-5 {
			t.Errorf("cut at %d: %+v", cut, found)
		}
	}
}

// streamed is the Markdown of all reflections in one.
func streamed(t *testing.T, all []journal.Reflection) string {
	t.Helper()
	var b bytes.Buffer
	entries := func(yield func(Entry, error) bool) {
		for _, r := range all {
			if !yield(Whole(r), nil) {
				return
			}
		}
	}
	if err := Markdown().WriteStream(t.Context(), &b, Contents{Entries: entries}, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A stream of reflections comes back as each of them, whatever is in it: written again, it
// is the same.
func TestAStreamComesBack(t *testing.T) {
	t.Parallel()
	all := reflections()
	for i := range all {
		all[i].ID, all[i].Source = journal.NewID(noon.Add(time.Duration(i)*time.Second)), journal.Source{}
		if all[i].Created.IsZero() {
			all[i].Created = noon
		}
	}
	want := streamed(t, all)
	streamComesBack(t, want, all)
	// As an editor on Windows keeps it.
	windows := strings.ReplaceAll(streamed(t, []journal.Reflection{all[0], note("a\nb")}), "\n", "\r\n")
	if found := imported("", windows, "a.md"); len(found) != 2 || markdown(t, found[1].Reflection) != markdown(t, note("a\nb")) {
		t.Errorf("%+v", found)
	}
}

func streamComesBack(t *testing.T, want string, all []journal.Reflection) {
	t.Helper()
	found := imported("", want, "work.md")
	var again []journal.Reflection
	for _, one := range found {
		if one.Odd != "" {
			t.Fatalf("line %d: %s", one.Line, one.Odd)
		}
		again = append(again, one.Reflection)
	}
	if len(again) != len(all) {
		t.Fatalf("%d reflections became %d", len(all), len(again))
	}
	for i := range all {
		if again[i].ID != all[i].ID || markdown(t, again[i]) != markdown(t, all[i]) {
			t.Fatalf("%q became %q", markdown(t, all[i]), markdown(t, again[i]))
		}
	}
	if streamed(t, again) != want {
		t.Error("the stream is another one")
	}
}

func FuzzMarkdownStream(f *testing.F) {
	for _, text := range nasty() {
		f.Add(text, "Title", text)
	}
	f.Fuzz(func(t *testing.T, one, title, other string) {
		all := []journal.Reflection{note(one + "x"), note(other + "x"), answered(one, other), note("y")}
		for i := range all {
			all[i].ID, all[i].Title = journal.NewIDOf(noon, string(rune('a'+i))), title
		}
		if !utf8.ValidString(one+other+title) || strings.ContainsRune(one+other+title, 0) {
			return // no journal holds it
		}
		streamComesBack(t, streamed(t, all), all)
	})
}

// Somebody else's page that was exported comes back as it was.
func TestAnExportedContributionComesBack(t *testing.T) {
	t.Parallel()
	for _, text := range nasty() {
		contributionComesBack(t, text, text)
	}
	for _, src := range []string{
		"---\nid: \"01kavtj0c8q6x9w0m5n3r7t2yz\"\nadded: soon\n---\n\nWords", "---\nid: \"01kavtj0c8q6x9w0m5n3r7t2yz\"\nadded: 2026-11-20T10:00:00Z\n---\n\n# T\n",
		"---\nkith: page/1\nid: \"p-01kavtj0c8q6x9w0m5n3r7t2yz\"\n---\n\nWords",
	} {
		if found := imported("", src, "a.md"); len(found) != 1 || found[0].Odd == "" {
			t.Errorf("%q: %+v", src, found)
		}
	}
	evil := "---\nid: \"01kavtj0c8q6x9w0m5n3r7t2yz\"\ntitle: \"\\u001b[31mred\"\nadded: 2026-11-20T10:00:00Z\n---\n\n# T\n\nA <script>alert(1)</script> \x1b[31mword\n"
	found := imported("", evil, "a.md")
	if len(found) != 1 || found[0].Contribution == nil || strings.ContainsAny(found[0].Contribution.Text+found[0].Contribution.Title, "\x1b<") {
		t.Errorf("%+v", found)
	}
}

func contributionComesBack(t *testing.T, title, text string) {
	t.Helper()
	c, err := ReadContribution("pages/a.md", []byte("---\nkith: page/1\nid: p-1\ntitle: "+scalar(title)+"\nby: me\nwritten: 2026-11-20\n---\n"+text))
	if err != nil {
		return // it is none
	}
	c.ID, c.Added = "01kavtj0c8q6x9w0m5n3r7t2yz", noon
	want := string(ContributionFile(c).Text)
	found := imported("", want, "contributions/a.md")
	if len(found) != 1 || found[0].Contribution == nil {
		t.Fatalf("%q became %+v", want, found)
	}
	if got := string(ContributionFile(*found[0].Contribution).Text); got != want {
		t.Errorf("%q\nbecame\n%q", want, got)
	}
}

func FuzzContributionFile(f *testing.F) {
	for _, text := range nasty() {
		f.Add("Title", text)
	}
	f.Fuzz(func(t *testing.T, title, text string) { contributionComesBack(t, title, text) })
}

// fuzzImport: whatever a file holds is read or refused in words, in the same way however
// slowly it comes, and what is read can be kept.
func fuzzImport(f *testing.F, format string, seeds ...string) {
	for _, src := range seeds {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		found := imported(format, string(src), "x.md")
		slow := slices.Collect(Import(format, iotest.OneByteReader(bytes.NewReader(src)), importOptions("x.md")))
		if !reflect.DeepEqual(found, slow) {
			t.Errorf("%+v, and slowly %+v", found, slow)
		}
		for _, one := range found {
			r := one.Reflection
			switch {
			case one.Odd != "" || one.Passed:
			case one.Contribution != nil:
				r = journal.Reflection{ID: one.Contribution.ID, Created: one.Contribution.Added, Title: one.Contribution.Title + one.Contribution.Text}
				fallthrough
			default:
				own := isOwn(src)
				if !isID(string(r.ID)) || r.Created.IsZero() || !own && !utf8.ValidString(r.Title) || strings.ContainsRune(r.Title+strings.Join(r.Tags, ""), 0) {
					t.Errorf("%q became %+v", src, r)
				}
				for _, a := range r.Answers {
					if !own && !isText(a.Value.Text) {
						t.Errorf("%q became %q", src, a.Value.Text)
					}
				}
			}
		}
	})
}

func FuzzImportJrnl(f *testing.F) {
	fuzzImport(f, "jrnl", `{"tags":{"@a":1},"entries":[{"title":"T","body":"B","date":"2025-03-01","time":"09:15","tags":["@a"],"starred":true},{"title":7}]}`,
		`{"title":"T","body":"B","date":"2025-03-01","time":"09:15"}`, `{"entries":[{"title":"T\u0000"}`)
}

func FuzzImportJrnlText(f *testing.F) {
	fuzzImport(f, "jrnl", "[2026-11-20 14:30] T *\nx @a\n\n[2026-11-21 09:00 AM] U", "[2026-02-30] T\r\nx\r\n", "lost\n[2026-01-02] T\rx\n[x] y", "\n\n[2026-01-02 23:59:59]\n")
}

func FuzzImportDayOne(f *testing.F) {
	fuzzImport(f, "dayone", `{"metadata":{"version":"1.0"},"entries":[{"uuid":"A","creationDate":"2024-02-29T23:30:00Z","timeZone":"Europe\/Berlin","starred":true,"tags":["x"],`+
		`"text":"# T\n\na\\.b ![](dayone-moment:\/\/2A69)","photos":[{"identifier":"2A69","md5":"0e","type":"jpeg"}]},{"uuid":"B","creationDate":"when","text":"x"}]}`)
}

func FuzzImportJSON(f *testing.F) {
	var b bytes.Buffer
	if err := WriteJSON(&b, []ReflectionJSON{Reflection(sample()), Reflection(note("x"))}); err != nil {
		f.Fatal(err)
	}
	fuzzImport(f, "json", b.String(), "[]", `[{"id":"01kavtj0c8q6x9w0m5n3r7t2yz","created":"0000-01-01T00:00:00+14:00","answers":[{"kind":"number","value":"x"}]}]`)
}

func FuzzImportMarkdown(f *testing.F) {
	page := string(Markdown().File(sample()).Text)
	fuzzImport(f, "markdown", "---\ndate: 2026-01-02\ntags: [a, \"b c\"]\n---\n# T\n\nx", page, page+"\n"+page, "# T\n\nx", "---\na: &a [*a,*a]\n---\nx",
		"+++\ndate = 2026-01-02\ntags = ['a']\nprivate = true\n[x]\ny = {z = 07:32:00}\n+++\nx", "{\"title\": \"T\", \"date\": \"2026-01-02\", \"x\": [1, null]}\n\nx",
		string(ContributionFile(journal.Contribution{ID: "01kavtj0c8q6x9w0m5n3r7t2yz", Title: "T", Text: "x", Added: noon}).Text))
}
