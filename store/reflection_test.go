package store_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

func titles(rs []journal.Reflection) (all []string) {
	for _, r := range rs {
		all = append(all, r.Title)
	}
	return all
}

func (sh *shelf) reflections(f journal.Filter) []journal.Reflection {
	sh.t.Helper()
	rs, err := sh.Reflections(sh.t.Context(), f)
	ok(sh.t, err)
	return rs
}

// everyValue is an answer of each kind, with text of all sorts.
func everyValue(c journal.Community) []journal.Answer {
	ref := c.Ref()
	yes, helped := true, false
	return []journal.Answer{
		{Key: "long", Kind: journal.LongText, Prompt: "What\nhappened?", Value: journal.TextValue("  a\r\nb\tc\n\n---\n# d\n\x1b[2J \u202e é e\u0301 日本 👩‍👩‍👧 \xff\xfe '; DROP TABLE answer; --  ")},
		{Key: "short", Kind: journal.ShortText, Value: journal.TextValue("-")},
		{Key: "one", Kind: journal.ChooseOne, Value: journal.ChoiceValue("a"), Labels: []string{"The \"first\"\xff"}},
		{Key: "many", Kind: journal.ChooseMany, Value: journal.ChoiceValue("a", "b"), Labels: []string{"A", "B"}},
		{Key: "yes", Kind: journal.YesNo, Value: journal.YesValue(false)},
		{Key: "works", Loop: "look", Community: &ref, Kind: journal.Rating, Value: journal.NumberValue(4), Labels: []string{"Going well"}, Private: true},
		{Key: "not_sure", Kind: journal.Rating, Value: journal.Value{NotSure: true}},
		{Key: "no", Kind: journal.LongText, Value: journal.Value{Declined: true}},
		{Key: "hours", Kind: journal.Number, Value: journal.NumberValue(0.1), Labels: []string{"hours"}},
		{Key: "day", Kind: journal.DateKind, Value: journal.TextValue("2026-11")},
		{Key: "list", Kind: journal.Inventory, Value: journal.Value{Communities: []journal.Community{
			{ID: c.ID, Name: "As typed \xf0\x9f", Kinds: []string{"k\xff"}, Tags: []string{"\U0010FEFF"}, About: "<&>\u2028", Started: "2020", Created: at(1, 1)},
		}}},
		{Key: "pick", Kind: journal.CommunityOne, Value: journal.Value{Communities: []journal.Community{{ID: c.ID, Name: c.Name}}}},
		{Key: "try", Kind: journal.SuggestionsK, Value: journal.Value{Text: "both \xff", Suggestions: []journal.Suggestion{
			{ID: "s1", Text: "Open \xff with a question", FromRole: "a tutor", Community: &ref, TryBy: "2026-12-01", Helped: &helped, Created: at(2, 2)},
		}}},
		{Key: "both", Value: journal.Value{Yes: &yes, Choices: []string{""}}},
	}
}

func TestReflectionComesBackAsItWas(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup"})
	in := journal.Reflection{
		ID: journal.NewID(at(1, 1)), Title: "What?  So \xff what\n", Activity: "what-so-what", Created: at(1, 1), Updated: at(2, 2),
		Minutes: 7, Private: true, Tags: []string{"Zulu", "alpha \xff", "e\u0301"},
		Communities: []journal.CommunityRef{c.Ref()}, Answers: everyValue(c),
	}
	sh.addReflection(in)
	sh.reopen()
	out, err := sh.Reflection(t.Context(), string(in.ID))
	ok(t, err)
	same := func(out journal.Reflection, answers []journal.Answer) {
		t.Helper()
		sameTime(t, "created", out.Created, in.Created)
		sameTime(t, "updated", out.Updated, in.Updated)
		if len(out.Answers) != len(answers) {
			t.Fatalf("%d answers, want %d", len(out.Answers), len(answers))
		}
		for i, want := range answers {
			got := out.Answers[i]
			if !got.Value.Equal(want.Value) {
				t.Errorf("%s: %#v, want %#v", want.Key, got.Value, want.Value)
			}
			got.Value, want.Value = journal.Value{}, journal.Value{}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%#v, want %#v", got, want)
			}
		}
		out.Created, out.Updated, out.Answers = in.Created, in.Updated, in.Answers
		if !reflect.DeepEqual(out, in) {
			t.Errorf("got  %#v\nwant %#v", out, in)
		}
	}
	same(out, in.Answers)
	same(sh.reflections(journal.Filter{})[0], nil)
	for r, err := range sh.EachReflection(t.Context(), journal.Filter{}) {
		ok(t, err)
		same(r, in.Answers)
	}
}

func TestAddReflectionFillsIn(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	r := sh.addReflection(journal.Reflection{Title: "A note", Created: at(3, 3)})
	if len(r.ID) != 26 || !r.Updated.Equal(at(3, 3)) {
		t.Errorf("got %+v", r)
	}
	old := sh.addReflection(journal.Reflection{Title: "Long ago", Created: time.Date(1912, 6, 23, 0, 0, 0, 0, time.UTC)})
	sh.reopen()
	got, err := sh.Reflection(t.Context(), string(old.ID))
	ok(t, err)
	sameTime(t, "created", got.Created, old.Created)
}

func TestAddReflectionRefuses(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	kept := sh.addReflection(journal.Reflection{Title: "A note", Tags: []string{"x"}})
	for _, test := range []struct {
		kind journal.ErrorKind
		r    journal.Reflection
	}{
		{journal.Conflict, journal.Reflection{ID: kept.ID, Title: "twice"}},
		{journal.Invalid, journal.Reflection{Title: "a\x00b"}},
		{journal.Invalid, journal.Reflection{Tags: []string{"a\x00b"}}},
		{journal.Invalid, journal.Reflection{Tags: []string{""}}},
		{journal.Invalid, journal.Reflection{Answers: []journal.Answer{{Key: "note", Value: journal.TextValue("a\x00b")}}}},
		{journal.Invalid, journal.Reflection{Answers: []journal.Answer{{Key: "note", Value: journal.ChoiceValue("a\x00b")}}}},
		{journal.Invalid, journal.Reflection{Created: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)}},
		{journal.NotFound, journal.Reflection{Communities: []journal.CommunityRef{{ID: "nobody", Name: "N"}}}},
	} {
		test.r.Tags = append(test.r.Tags, "left-behind")
		_, err := sh.AddReflection(t.Context(), test.r)
		refused(t, err, test.kind)
	}
	sh.reopen()
	if got := sh.reflections(journal.Filter{}); len(got) != 1 || got[0].Title != "A note" {
		t.Errorf("got %+v", got)
	}
	if tags, err := sh.Tags(t.Context()); err != nil || len(tags) != 1 {
		t.Errorf("something stayed of what was refused: %v, %v", tags, err)
	}
}

func TestReflections(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup"})
	d := sh.addCommunity(journal.Community{Name: "Other"})
	add := func(title, activity string, when time.Time, tags []string, cs ...journal.Community) {
		r := journal.Reflection{Title: title, Activity: activity, Created: when, Tags: tags}
		for _, c := range cs {
			r.Communities = append(r.Communities, c.Ref(), c.Ref())
		}
		sh.addReflection(r)
	}
	add("third", "gibbs-cycle", at(3, 1), []string{"Work", "b"}, c)
	add("first", "", at(1, 1), []string{"work"})
	add("fourth", "gibbs-cycle", at(4, 1), nil, d, c)
	add("second", "kolb-cycle", at(2, 1), []string{"work", "b", "c"}, d)
	sh.reopen()
	for _, test := range []struct {
		f    journal.Filter
		want string
	}{
		{journal.Filter{}, "fourth third second first"},
		{journal.Filter{Reverse: true}, "first second third fourth"},
		{journal.Filter{Limit: 3}, "fourth third second"},
		{journal.Filter{Limit: 1, Reverse: true}, "first"},
		{journal.Filter{Tags: []string{"WORK"}}, "third second first"},
		{journal.Filter{Tags: []string{"b", "work"}, Reverse: true}, "second third"},
		{journal.Filter{Tags: []string{"work", "b", "c"}}, "second"},
		{journal.Filter{Tags: []string{"none"}}, ""},
		{journal.Filter{Tags: []string{""}}, ""},
		{journal.Filter{Activity: "gibbs-cycle"}, "fourth third"},
		{journal.Filter{Activity: "gibbs-cycle", Reverse: true, Limit: 1}, "third"},
		{journal.Filter{Community: c.ID}, "fourth third"},
		{journal.Filter{Community: c.ID, Tags: []string{"work"}}, "third"},
		{journal.Filter{Community: d.ID, Activity: "kolb-cycle"}, "second"},
		{journal.Filter{Community: "nobody"}, ""},
		{journal.Filter{Since: at(2, 1)}, "fourth third second"},
		{journal.Filter{Until: at(2, 1)}, "first"},
		{journal.Filter{Since: at(2, 1).UTC(), Until: at(4, 1).In(time.FixedZone("", 3600))}, "third second"},
		{journal.Filter{Tags: []string{"work"}, Since: at(2, 1), Until: at(3, 1)}, "second"},
		{journal.Filter{Community: c.ID, Until: at(4, 1), Limit: 5}, "third"},
		{journal.Filter{Activity: "gibbs-cycle", Since: at(4, 0)}, "fourth"},
	} {
		if got := strings.Join(titles(sh.reflections(test.f)), " "); got != test.want {
			t.Errorf("%+v: %q, want %q", test.f, got, test.want)
		}
		var each []string
		for r, err := range sh.EachReflection(t.Context(), test.f) {
			ok(t, err)
			each = append(each, r.Title)
		}
		if got := strings.Join(each, " "); got != test.want {
			t.Errorf("each of %+v: %q, want %q", test.f, got, test.want)
		}
	}
}

func TestEachReflectionCanStop(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for i := range 3 {
		sh.addReflection(journal.Reflection{Title: fmt.Sprint(i)})
	}
	for _, err := range sh.EachReflection(t.Context(), journal.Filter{}) {
		ok(t, err)
		break
	}
	sh.addReflection(journal.Reflection{Title: "after"}) // nothing was left open

	failed := false
	ok(t, sh.Close())
	for _, err := range sh.EachReflection(t.Context(), journal.Filter{}) {
		refused(t, err, journal.Internal)
		failed = true
	}
	if !failed {
		t.Error("a closed journal looked empty")
	}
	sh.open()
}

// TestEachReflectionSeesOneMoment: what is written during a pass over the
// journal is not in it.
func TestEachReflectionSeesOneMoment(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for range 3 {
		sh.addReflection(journal.Reflection{Title: "before", Created: at(2, 2)})
	}
	other, err := openAt(t, sh.path)
	ok(t, err)
	n := 0
	for r, err := range sh.EachReflection(t.Context(), journal.Filter{Reverse: true}) {
		ok(t, err)
		if r.Title != "before" {
			t.Errorf("got %+v", r)
		}
		if _, err := other.AddReflection(t.Context(), journal.Reflection{Title: "during"}); err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 3 {
		t.Errorf("%d reflections", n)
	}
}

// After the clock was set back the last is still what was written last, and what is
// dated earlier stands in the list on its day.
func TestTheLastIsWhatWasWrittenLast(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for i, r := range []journal.Reflection{
		{Created: at(5, 1)}, {Created: at(3, 1)}, {Created: at(4, 1)}, {Created: at(1, 1), Updated: at(4, 2)},
	} {
		r.Title = fmt.Sprint("number ", i)
		kept, err := sh.AddReflection(t.Context(), r)
		if i%2 == 1 {
			kept, err = sh.Keep(t.Context(), journal.Outcome{Reflection: journal.Reflection{Title: r.Title, Created: r.Created, Updated: r.Updated}})
		}
		ok(t, err)
		last, err := sh.Reflection(t.Context(), "last")
		ok(t, err)
		if last.ID != kept.ID || last.Title != r.Title {
			t.Errorf("%q was written last, and the last is %q", r.Title, last.Title)
		}
	}
	listed, err := sh.Reflections(t.Context(), journal.Filter{})
	ok(t, err)
	for i := range listed[1:] {
		if listed[i].Created.Before(listed[i+1].Created) {
			t.Errorf("%v stands before %v", listed[i].Created, listed[i+1].Created)
		}
	}
}

// Until 1972 Liberia was 44 and a half minutes behind UTC. No moment changes for that,
// whether in the journal or in what is written of it.
func TestAnOffsetWithSecondsKeepsTheMoment(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	moment := time.Date(1970, 1, 1, 12, 0, 0, 0, time.FixedZone("LMT", -(44*60+30)))
	added, err := sh.AddReflection(t.Context(), journal.Reflection{Title: "Before 1972", Created: moment})
	ok(t, err)
	kept, err := sh.Reflection(t.Context(), "last")
	ok(t, err)
	for _, r := range []journal.Reflection{added, kept} {
		written, err := time.Parse(time.RFC3339, r.Created.Format(time.RFC3339))
		ok(t, err)
		if !r.Created.Equal(moment) || !written.Equal(moment) || r.Created.Format(time.RFC3339) != "1970-01-01T12:00:30-00:44" {
			t.Errorf("%v has become %v, written as %v", moment.UTC(), r.Created.UTC(), r.Created.Format(time.RFC3339))
		}
	}
}

func TestFindReflection(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	_, err := sh.Reflection(t.Context(), "last")
	refused(t, err, journal.NotFound, "kith note")
	ids := []journal.ID{"01kb00aaaaaaaaaaaa00000001", "01kb00bbbbbbbbbbbb00000002", "01kc00cccccccccccc00000003"}
	for i, id := range ids {
		sh.addReflection(journal.Reflection{ID: id, Title: fmt.Sprint("number ", i), Created: at(10-i, 1)})
	}
	for ref, want := range map[string]journal.ID{
		"last": ids[2], "LAST~1": ids[1], " last~2 ": ids[0], "": ids[2], "last~0": ids[2],
		"00000002": ids[1], "aaaa": ids[0], "01KC": ids[2], string(ids[1]): ids[1], "cccc00000003": ids[2], "01kb00bbb": ids[1], "b0000": ids[1],
	} {
		got, err := sh.Reflection(t.Context(), ref)
		ok(t, err)
		if got.ID != want {
			t.Errorf("%q is %s, want %s", ref, got.ID, want)
		}
	}
	for ref, kind := range map[string]journal.ErrorKind{
		"01kb": journal.Conflict, "0000000": journal.Conflict, "aaaaaaaab": journal.NotFound, "zzzz": journal.NotFound,
		"last~3": journal.NotFound, "last~99999999999999999999": journal.NotFound, "last~x": journal.NotFound, "last~-1": journal.NotFound,
		"001": journal.Invalid, "%%%%": journal.NotFound, "________": journal.NotFound, "a\x00aaaaaaa": journal.NotFound,
	} {
		_, err := sh.Reflection(t.Context(), ref)
		refused(t, err, kind)
	}
	_, err = sh.Reflection(t.Context(), "01kb")
	refused(t, err, journal.Conflict, "00000001 (number 0)", "00000002 (number 1)")
}

func TestRenamedCommunityIsNamedAnew(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup"})
	ref := c.Ref()
	sh.addReflection(journal.Reflection{Communities: []journal.CommunityRef{ref}, Answers: []journal.Answer{{Key: "k", Community: &ref}}})
	c.Name = "Gophers"
	ok(t, sh.change(c))
	got, err := sh.Reflection(t.Context(), "last")
	ok(t, err)
	if got.Communities[0] != c.Ref() || *got.Answers[0].Community != c.Ref() {
		t.Errorf("got %+v", got)
	}
}

func TestClosedJournal(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	ok(t, sh.Close())
	_, err := sh.Reflections(t.Context(), journal.Filter{})
	refused(t, err, journal.Internal)
	if errors.Unwrap(err) == nil {
		t.Error("the cause is lost")
	}
	sh.open()
}
