package store

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"kith/journal"
)

// A week begins on Monday where it was written, also long ago.
func TestStats(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	choir, err := s.AddCommunity(t.Context(), journal.Community{Name: "Choir", Created: monday})
	must(t, err)
	part, err := s.AddCommunity(t.Context(), journal.Community{Name: "Altos", Created: monday})
	must(t, err)
	about := func(refs ...journal.CommunityRef) func(*journal.Reflection) {
		return func(r *journal.Reflection) { r.Communities, r.Tags = refs, []string{"Song"} }
	}
	at := func(text string) func(*journal.Reflection) {
		return func(r *journal.Reflection) {
			var err error
			r.Created, err = time.Parse(time.RFC3339, text)
			must(t, err)
		}
	}
	note(t, s, "late on Sunday there", "one two", at("2026-11-22T23:30:00-05:00"), about(choir.Ref(), part.Ref()))
	note(t, s, "early on Monday there", "one", at("2026-11-23T00:30:00+12:00"), about(part.Ref()))
	note(t, s, "before 1970", "one two three", at("1969-12-29T00:00:00Z"))
	note(t, s, "a day before that", "one", at("1969-12-28T23:59:59Z"))
	_, err = s.MergeCommunities(t.Context(), part.ID, choir.ID, monday)
	must(t, err)
	st, err := s.Stats(t.Context(), journal.Filter{})
	must(t, err)
	want := journal.Stats{
		Weeks:       []journal.Week{{Monday: "1969-12-22", Reflections: 1, Words: 1}, {Monday: "1969-12-29", Reflections: 1, Words: 3}, {Monday: "2026-11-16", Reflections: 1, Words: 2}, {Monday: "2026-11-23", Reflections: 1, Words: 1}},
		Activities:  []journal.Tally{{Reflections: 4}},
		Communities: []journal.Tally{{ID: choir.ID, Name: "Choir", Reflections: 2}},
		Tags:        []journal.Tally{{Name: "Song", Reflections: 2}},
	}
	if !reflect.DeepEqual(st, want) {
		t.Errorf("got  %+v\nwant %+v", st, want)
	}
	if st, err = s.Stats(t.Context(), journal.Filter{Community: choir.ID, Since: monday.AddDate(-1, 0, 0), Tags: []string{"song"}, Words: 2}); err != nil || len(st.Weeks) != 1 || st.Weeks[0].Words != 2 {
		t.Errorf("of a filter: %+v, %v", st, err)
	}
	if st, err = s.Stats(t.Context(), journal.Filter{Community: "nobody"}); err != nil || len(st.Weeks) != 0 {
		t.Errorf("of nobody: %+v, %v", st, err)
	}
}

func TestCourse(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	c, err := s.AddCommunity(t.Context(), journal.Community{Name: "Choir", Created: monday})
	must(t, err)
	observe := func(of journal.ID, measure string, v journal.Value, days int, labels ...string) {
		t.Helper()
		must(t, s.AddObservations(t.Context(), []journal.Observation{{Community: of, Measure: measure, Value: v, At: monday.AddDate(0, 0, days), Labels: labels}}))
	}
	observe("", "hours", journal.NumberValue(2), 0, "hours")
	observe(c.ID, "hours", journal.NumberValue(3.5), 0, "hours")
	observe(c.ID, "hours", journal.NumberValue(1), 1, "hours")
	observe(c.ID, "hours", journal.Value{NotSure: true}, 1)
	observe("", "energy", journal.NumberValue(4), 0, "good")
	observe("", "energy", journal.NumberValue(2), 1, "low")
	observe(c.ID, "hours", journal.NumberValue(100), 2, "hours")
	_, err = s.UndoObservations(t.Context(), c.ID, monday)
	must(t, err)
	got, err := s.Course(t.Context(), "hours", journal.Filter{})
	must(t, err)
	want := journal.Course{
		Measure: "hours", Unit: "hours", Times: 4, From: "2026-11-23",
		Days:  []journal.Period{{From: "2026-11-23", Times: 2, Sum: 5.5, Least: 2, Most: 3.5}, {From: "2026-11-24", Times: 1, Sum: 1, Least: 1, Most: 1}},
		Other: []journal.Other{{Value: "not sure", Words: "not sure", Times: 1}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got, err = s.Course(t.Context(), "hours", journal.Filter{Community: c.ID, Since: monday.AddDate(0, 0, 1)}); err != nil || got.Whole().Sum != 1 {
		t.Errorf("of a community: %+v, %v", got, err)
	}
	if got, err = s.Course(t.Context(), "energy", journal.Filter{}); err != nil || !got.Rating || got.Unit != "" {
		t.Errorf("a rating: %+v, %v", got, err)
	}
	// Each of several things that were chosen counts, in the words that were last shown.
	observe(c.ID, "held_by", journal.ChoiceValue("time", "language"), 0, "our time", "our language")
	observe("", "held_by", journal.ChoiceValue("time"), 1, "the time we have")
	observe("", "held_by", journal.TextValue("tea"), 2)
	got, err = s.Course(t.Context(), "held_by", journal.Filter{})
	must(t, err)
	said := []journal.Other{{Value: "time", Words: "the time we have", Times: 2}, {Value: "language", Words: "our language", Times: 1}, {Value: "tea", Words: "tea", Times: 1}}
	if got.Times != 3 || got.From != "2026-11-23" || !reflect.DeepEqual(got.Other, said) {
		t.Errorf("what was chosen: %+v", got)
	}
	if got, err = s.Course(t.Context(), "nothing", journal.Filter{}); err != nil || got.Times != 0 || got.From != "" {
		t.Errorf("of nothing: %+v, %v", got, err)
	}
	if all, err := s.Measures(t.Context()); err != nil || fmt.Sprint(all) != "[energy held_by hours]" {
		t.Errorf("measured are %v, %v", all, err)
	}
}

// What was observed in a reflection picks it, whether that was seldom or often.
func TestListByWhatWasObserved(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	c, err := s.AddCommunity(t.Context(), journal.Community{Name: "Choir", Created: monday})
	must(t, err)
	keep := func(title string, day int, of journal.ID, measure string, v journal.Value) {
		r := journal.Reflection{ID: journal.NewID(monday), Title: title, Created: monday.AddDate(0, 0, day), Updated: monday}
		_, err := s.Keep(t.Context(), journal.Outcome{Reflection: r, Observations: []journal.Observation{{Measure: measure, Community: of, Value: v, Reflection: r.ID}}})
		must(t, err)
	}
	keep("low", 0, "", "energy", journal.NumberValue(2))
	keep("high", 1, "", "energy", journal.NumberValue(5))
	keep("yes", 2, c.ID, "dormant", journal.YesValue(true))
	keep("held", 3, c.ID, "held_by", journal.ChoiceValue("learning"))
	keep("said", 4, c.ID, "mood", journal.TextValue("Merry"))
	check := func() {
		t.Helper()
		for typed, want := range map[string]string{
			"energy>=2": "high low", "energy > 2": "high", "energy<5": "low", "energy=5": "high", "energy<=1": "", "energy": "high low",
			"dormant=yes": "yes", "dormant=no": "", "held_by=Learning": "held", "mood=merry": "said", "mood=sad": "",
		} {
			o, err := journal.ParseObserved(typed)
			must(t, err)
			all, err := s.Reflections(t.Context(), journal.Filter{Observed: []journal.ObservedFilter{o}})
			must(t, err)
			got := ""
			for _, r := range all {
				got += " " + r.Title
			}
			if got != " "+want && got != want {
				t.Errorf("%s picks%s, want %s", typed, got, want)
			}
		}
	}
	check()
	// With so many that one reflection after another is looked at.
	must(t, s.update(t.Context(), func(x tx) error {
		_, err := x.exec(t.Context(), `
			WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
			INSERT INTO observation SELECT id || i, community, measure, text, value, labels, at, at_offset, reflection, note, batch, undone, undone_offset
			FROM observation, n`)
		return err
	}))
	check()
	all, err := s.Reflections(t.Context(), journal.Filter{Observed: []journal.ObservedFilter{{Measure: "energy"}}, Tags: []string{"none"}})
	if err != nil || len(all) != 0 {
		t.Errorf("with a tag that nothing has: %v, %v", all, err)
	}
}
