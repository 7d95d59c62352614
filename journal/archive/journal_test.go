package archive

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/journal/text"
)

func recordsOf(all ...journal.Record) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// odd is a text that JSON cannot hold as it is, and that would act on a terminal.
const odd = "\xff no character, \U0010FE41 from the last plane, \ufffd, \\ufffd, \\udbff, \x1b[31m \u009b \u202e\r\n<b>&\u2028"

func wholeJournal() []journal.Record {
	at := time.Date(2026, 11, 23, 14, 30, 0, 123456789, time.FixedZone("", 3600))
	four, yes := 4.0, true
	return []journal.Record{
		{Community: &journal.CommunityRecord{
			Community: journal.Community{ID: "c1", Name: odd, Kinds: []string{odd}, Created: at}, State: journal.CommunityKept, Former: []string{odd, "Gophers"},
		}},
		{Community: &journal.CommunityRecord{
			Community: journal.Community{ID: "c2", Name: "Go study group", Created: at}, State: journal.CommunityMerged, NameFree: true, AliasFree: true,
			MergedInto: "c1", Taken: &journal.Community{About: odd}, Ended: at,
		}},
		{Reflection: &journal.ReflectionRecord{
			ID: "r1", Title: odd, Activity: "your-communities", Created: at, Updated: at, Minutes: 9, Private: true, Tags: []string{odd}, Communities: []journal.ID{"c2"},
			Answers: []journal.AnswerRecord{
				{Key: "k", Loop: "look", Prompt: odd, Kind: journal.Rating, Value: journal.NumberValue(four), Labels: []string{odd}, Community: "c2", Private: true},
				{Key: "t", Kind: journal.LongText, Value: journal.TextValue(odd)},
				{Key: "n", Kind: journal.Rating, Value: journal.Value{NotSure: true}},
			},
		}},
		{Observation: &journal.ObservationRecord{ID: "o1", Community: "c2", Measure: "domain", Value: journal.NumberValue(4), At: at, Note: odd, Batch: "o1", Undone: at}},
		{Observation: &journal.ObservationRecord{ID: "o2", Measure: "energy", At: at}},
		{Suggestion: &journal.SuggestionRecord{Suggestion: journal.Suggestion{ID: "s1", Text: odd, TryBy: "2026-12", Created: at, State: journal.SuggestionDone, Helped: &yes}, Community: "c2"}},
		{Draft: &journal.DraftRecord{ID: "d1", Title: odd, Updated: at, Body: json.RawMessage("{\"id\":\"d1\",\"title\":\"\U0010FEFF\"}")}},
	}
}

// TestWholeJournalComesBack: what is read is what was written, and written again it
// is the same bytes, none of which act on a terminal.
func TestWholeJournalComesBack(t *testing.T) {
	t.Parallel()
	all := wholeJournal()
	for _, some := range [][]journal.Record{all, nil, all[:1], all[2:4], all[6:]} {
		var written bytes.Buffer
		if err := WriteJournal(t.Context(), &written, recordsOf(some...)); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(written.Bytes()) || strings.ContainsAny(written.String(), "\x1b\u009b\u202e\r") {
			t.Errorf("this is written:\n%s", written.String())
		}
		var back []journal.Record
		for r, err := range ReadJournal(bytes.NewReader(written.Bytes())) {
			if err != nil {
				t.Fatal(err)
			}
			back = append(back, r)
		}
		var again bytes.Buffer
		if err := WriteJournal(t.Context(), &again, recordsOf(back...)); err != nil || again.String() != written.String() {
			t.Errorf("%v: written again it is\n%s\nand was\n%s", err, again.String(), written.String())
		}
		for i := range back { // times come back in a zone of another name
			if got, want := reflect.TypeOf(back[i]), reflect.TypeOf(some[i]); got != want {
				t.Errorf("%v came back as %v", want, got)
			}
		}
		if len(some) == len(all) && (back[0].Community.Name != odd || back[2].Reflection.Answers[1].Value.Text != odd || !back[4].Observation.At.Equal(all[4].Observation.At)) {
			t.Errorf("came back: %q", back[0].Community.Name)
		}
	}
}

func TestReadJournalSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"":           "line 1: it ends in the middle",
		"# A page":   "line 1:",
		"[]":         "line 1: { is missing",
		"{}":         `line 1: it does not begin with {"kith": 1`,
		`{"a": 1}`:   `line 1: it does not begin with {"kith": 1`,
		`{"kith":2}`: "newer kith",
		"{\"kith\":1,\n\"reflections\":[\n{\"id\":\"r1\"},\n{\"id\":7}]}": "line 4:",
		"{\"kith\":1,\n\"reflections\":[\n{\"id\":\"r1\"},\n":             "line 3: it ends in the middle",
		"{\"kith\":1,\n\"reflections\":[{\"created\":\"yesterday\"}]}":    "line 2:",
		"{\"kith\":1,\n\"reflections\":{}}":                               "line 2: [ is missing",
		"{\"kith\":1}\n{}":                                                "line 2: something stands behind its end",
	} {
		var err error
		for _, broken := range ReadJournal(strings.NewReader(src)) {
			err = broken
		}
		if journal.KindOf(err) != journal.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", src, err, want)
		}
	}
	// What a later kith adds is passed over.
	n := 0
	for r, err := range ReadJournal(strings.NewReader(`{"kith":1,"rings":[{"a":[1]}],"drafts":[{"id":"d1","colour":"red","body":{}}]}`)) {
		if n++; err != nil || r.Draft == nil || r.Draft.ID != "d1" {
			t.Errorf("%+v, %v", r, err)
		}
	}
	if n != 1 {
		t.Errorf("%d records", n)
	}
}

// endless is a journal whose first title never ends.
type endless struct{ begun bool }

func (e *endless) Read(p []byte) (int, error) {
	if !e.begun {
		e.begun = true
		return copy(p, `{"kith":1,"reflections":[{"title":"`), nil
	}
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestReadJournalBoundsOneThing(t *testing.T) {
	t.Parallel()
	for _, err := range readJournal(&endless{}, 1<<20) {
		if journal.KindOf(err) != journal.Invalid || !strings.Contains(err.Error(), "too large") {
			t.Errorf("%v", err)
		}
	}
}

// FuzzReadJournal: whatever a file holds, it is read or refused in a sentence; and
// what is read is written and read as the same.
func FuzzReadJournal(f *testing.F) {
	var written bytes.Buffer
	if err := WriteJournal(f.Context(), &written, recordsOf(wholeJournal()...)); err != nil {
		f.Fatal(err)
	}
	f.Add(written.Bytes())
	f.Add([]byte(`{"kith":1,"x":[[[[]]]],"observations":[{"value":{"number":1e400}}]}`))
	f.Add([]byte("{\"kith\":1,\"drafts\":[{\"body\":\"\xff\",\"updated\":\"9999-12-31T23:59:59Z\"}]}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		read := func(file io.Reader) (all []journal.Record, err error) {
			for r, broken := range ReadJournal(file) {
				if err = broken; err != nil {
					return nil, err
				}
				all = append(all, r)
			}
			return all, nil
		}
		all, err := read(bytes.NewReader(src))
		if err != nil {
			if journal.KindOf(err) != journal.Invalid {
				t.Errorf("%v", err)
			}
			return
		}
		for _, r := range all { // without WriteJournal, whose goroutines keep the fuzzer from telling what is new
			list := recordLists()[slices.IndexFunc(recordLists(), func(s recordList) bool { return s.of(r) != nil })]
			written, err := text.MarshalJSON(list.of(r))
			if err != nil {
				continue // it holds a year that JSON has no words for
			}
			again, err := read(strings.NewReader(`{"kith":1,"` + list.name + `":[` + string(spelledOut(written)) + `]}`))
			if err != nil || len(again) != 1 {
				t.Fatalf("%v: %s", err, written)
			}
			if twice, err := text.MarshalJSON(list.of(again[0])); err != nil || !bytes.Equal(twice, written) {
				t.Errorf("%v: %s became %s", err, written, twice)
			}
		}
	})
}
