package store_test

import (
	"slices"
	"testing"
	"time"

	"kith/journal"
)

func rated(community journal.ID, measure string, n float64, when time.Time) journal.Observation {
	return journal.Observation{Community: community, Measure: measure, Value: journal.NumberValue(n), At: when}
}

func TestObservations(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup"})
	other := sh.addCommunity(journal.Community{Name: "Other"})
	note := journal.Observation{
		ID: journal.NewID(at(5, 1)), Community: c.ID, Measure: "own_label", Note: "on a\nwhim",
		Value: journal.Value{Text: " a crew \xff", Choices: []string{"x"}}, At: at(5, 1),
	}
	notSure := journal.Observation{Community: c.ID, Measure: "practice", Value: journal.Value{NotSure: true}, At: at(4, 1)}
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{
		rated(c.ID, "domain", 2, at(3, 1)), note, notSure, rated(c.ID, "domain", 4, at(6, 1)),
		rated("", "energy", 3, at(2, 1)), rated(other.ID, "domain", 1, at(9, 1)),
	}))
	sh.reopen()

	all, err := sh.Observations(t.Context(), c.ID, 0)
	ok(t, err)
	var order []string
	for _, o := range all {
		order = append(order, o.Measure)
	}
	if !slices.Equal(order, []string{"domain", "own_label", "practice", "domain"}) {
		t.Fatalf("order %q", order)
	}
	got := all[1]
	sameTime(t, "at", got.At, note.At)
	if got.ID != note.ID || got.Note != note.Note || !got.Value.Equal(note.Value) {
		t.Errorf("got %+v", got)
	}
	if !all[2].Value.Equal(notSure.Value) || all[2].ID == "" {
		t.Errorf("got %+v", all[2])
	}
	if some, err := sh.Observations(t.Context(), c.ID, 1); err != nil || len(some) != 1 || *some[0].Value.Number != 4 {
		t.Errorf("got %+v, %v", some, err)
	}
	if own, err := sh.Observations(t.Context(), "", 0); err != nil || len(own) != 1 || own[0].Measure != "energy" {
		t.Errorf("got %+v, %v", own, err)
	}
}

func TestAddObservationsAllOrNone(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	err := sh.AddObservations(t.Context(), []journal.Observation{rated("", "energy", 3, at(2, 1)), rated("nobody", "domain", 3, at(2, 1))})
	refused(t, err, journal.NotFound)
	err = sh.AddObservations(t.Context(), []journal.Observation{rated("", "energy", 3, at(2, 1)), {}})
	refused(t, err, journal.Invalid)
	err = sh.AddObservations(t.Context(), []journal.Observation{rated("", "energy", 3, at(2, 1)), {Measure: "m", Value: journal.ChoiceValue("a\x00")}})
	refused(t, err, journal.Invalid, "NUL")
	sh.reopen()
	if got, err := sh.Observations(t.Context(), "", 0); err != nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestLatest(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	a := sh.addCommunity(journal.Community{Name: "A"})
	b := sh.addCommunity(journal.Community{Name: "B"})
	none := sh.addCommunity(journal.Community{Name: "None"})
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{
		rated(a.ID, "domain", 5, at(9, 1)), rated(a.ID, "domain", 1, at(3, 1)), // the older one added later
		rated(a.ID, "practice", 2, at(1, 1)), rated(b.ID, "domain", 3, at(2, 1)), rated("", "energy", 4, at(2, 1)),
	}))
	// Of two for one moment, the one that was added later counts.
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{{ID: "01", Community: b.ID, Measure: "links", Value: journal.NumberValue(1), At: at(7, 1)}}))
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{{ID: "02", Community: b.ID, Measure: "links", Value: journal.NumberValue(2), At: at(7, 1)}}))
	sh.reopen()

	type seen map[journal.ID]map[string]float64
	look := func(ids []journal.ID) seen {
		latest, err := sh.Latest(t.Context(), ids)
		ok(t, err)
		out := seen{}
		for id, l := range latest {
			out[id] = map[string]float64{}
			for measure, o := range l {
				out[id][measure] = *o.Value.Number
				if o.Measure != measure || o.Community != id {
					t.Errorf("%s of %s is %+v", measure, id, o)
				}
			}
		}
		return out
	}
	same := func(got, want seen) {
		t.Helper()
		if len(got) != len(want) {
			t.Errorf("got %v, want %v", got, want)
		}
		for id, l := range want {
			for measure, n := range l {
				if got[id][measure] != n || len(got[id]) != len(l) {
					t.Errorf("got %v, want %v", got, want)
				}
			}
		}
	}
	same(look(nil), seen{a.ID: {"domain": 5, "practice": 2}, b.ID: {"domain": 3, "links": 2}})
	same(look([]journal.ID{a.ID, none.ID, "nobody", a.ID}), seen{a.ID: {"domain": 5, "practice": 2}})
	same(look([]journal.ID{"", b.ID}), seen{"": {"energy": 4}, b.ID: {"domain": 3, "links": 2}})
	same(look([]journal.ID{}), seen{})
}
