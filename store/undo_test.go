package store_test

import (
	"slices"
	"testing"
	"time"

	"kith/journal"
)

func (sh *shelf) undo(id journal.ID) []journal.Observation {
	sh.t.Helper()
	undone, err := sh.UndoObservations(sh.t.Context(), id, at(20, 9))
	ok(sh.t, err)
	sh.reopen()
	return undone
}

func measures(os []journal.Observation) (all []string) {
	for _, o := range os {
		all = append(all, o.Measure)
	}
	slices.Sort(all)
	return all
}

// TestUndoObservations takes back what was made in one go, then what came
// before it, until nothing is left.
func TestUndoObservations(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup", Created: at(1, 1)})
	other := sh.addCommunity(journal.Community{Name: "Other", Created: at(2, 1)})
	r := sh.addReflection(journal.Reflection{})
	made := 0
	inReflection := rated(c.ID, "domain", 5, at(5, 1))
	inReflection.Reflection = r.ID
	for _, inOneGo := range [][]journal.Observation{
		{rated(c.ID, "domain", 2, at(3, 1))},
		{rated(c.ID, "links", 4, at(5, 1))}, // of the same time as those that follow
		{rated(c.ID, "domain", 4, at(5, 1)), rated(c.ID, "practice", 3, at(5, 1)), inReflection, rated(other.ID, "domain", 1, at(6, 1))},
	} {
		for i := range inOneGo {
			made++
			inOneGo[i].ID = journal.NewID(at(1, 1).Add(time.Duration(made) * time.Second))
		}
		ok(t, sh.AddObservations(t.Context(), inOneGo))
	}

	undone := sh.undo(c.ID)
	if !slices.Equal(measures(undone), []string{"domain"}) || undone[0].Reflection != r.ID { // added last
		t.Errorf("took back %+v", undone)
	}
	sameTime(t, "undone", undone[0].Undone, at(20, 9))
	if undone = sh.undo(c.ID); !slices.Equal(measures(undone), []string{"domain", "practice"}) || undone[0].Reflection != "" {
		t.Errorf("took back %+v", undone)
	}
	if undone = sh.undo(c.ID); !slices.Equal(measures(undone), []string{"links"}) {
		t.Errorf("took back %+v", undone)
	}
	l, err := sh.Latest(t.Context(), nil)
	ok(t, err)
	if len(l[c.ID]) != 1 || *l[c.ID]["domain"].Value.Number != 2 || len(l[other.ID]) != 1 {
		t.Errorf("latest %+v", l)
	}
	if quiet, err := sh.Quiet(t.Context(), at(4, 1), 0); err != nil || !slices.Equal(names(quiet), []string{"Go Meetup"}) {
		t.Errorf("quiet %q, %v", names(quiet), err)
	}

	sh.undo(c.ID)
	_, err = sh.UndoObservations(t.Context(), c.ID, at(21, 9))
	refused(t, err, journal.NotFound, "nothing left to take back", "Go Meetup")
	if l, err = sh.Latest(t.Context(), []journal.ID{c.ID}); err != nil || len(l) != 0 {
		t.Errorf("latest %+v, %v", l, err)
	}
	all := sh.history(c.ID)
	if len(all) != 5 {
		t.Fatalf("history %+v", all)
	}
	for _, o := range all {
		sameTime(t, "undone", o.Undone, at(20, 9))
	}

	// What comes after counts again.
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{rated(c.ID, "domain", 3, at(2, 1))}))
	if l, err = sh.Latest(t.Context(), nil); err != nil || *l[c.ID]["domain"].Value.Number != 3 {
		t.Errorf("latest %+v, %v", l, err)
	}
	if o := sh.history(c.ID)[5]; !o.Undone.IsZero() {
		t.Errorf("it was taken back: %+v", o)
	}
}

func TestUndoObservationsOfThePerson(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	_, err := sh.UndoObservations(t.Context(), "", at(9, 9))
	refused(t, err, journal.NotFound, "of yourself")
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{rated("", "energy", 3, at(2, 1))}))
	if undone := sh.undo(""); len(undone) != 1 {
		t.Errorf("took back %+v", undone)
	}
	if l, err := sh.Latest(t.Context(), []journal.ID{""}); err != nil || len(l) != 0 {
		t.Errorf("latest %+v, %v", l, err)
	}
	_, err = sh.UndoObservations(t.Context(), "nobody", at(9, 9))
	refused(t, err, journal.NotFound, "nobody")
}

// TestObservedInOneGo: those without a time are taken back together.
func TestObservedInOneGo(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup"})
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{
		rated(c.ID, "domain", 2, time.Time{}), rated(c.ID, "practice", 2, time.Time{}),
	}))
	if undone := sh.undo(c.ID); len(undone) != 2 {
		t.Errorf("took back %+v", undone)
	}
}

// TestKeepLeavesUndoneWhatWasTakenBack between two sittings, unless the person
// says something else in the second.
func TestKeepLeavesUndoneWhatWasTakenBack(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one, two := twoNew()
	o := sitting(one, two)
	sh.keep(o)
	sh.undo(one.ID)
	sh.undo(two.ID)
	for i := range o.Observations {
		o.Observations[i].ID = journal.NewID(at(17, 9))
	}
	o.Observations[1].Value = journal.NumberValue(5)
	sh.keep(o)
	sh.reopen()
	l, err := sh.Latest(t.Context(), []journal.ID{one.ID, two.ID})
	ok(t, err)
	if len(l) != 1 || *l[two.ID]["works"].Value.Number != 5 {
		t.Errorf("latest %+v", l)
	}
}

func TestReopen(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	reopen := func(hour int) (journal.Reopened, error) {
		back, err := sh.Reopen(t.Context(), at(10, hour))
		sh.reopen()
		return back, err
	}
	_, err := reopen(9)
	refused(t, err, journal.NotFound, "kith draft list")

	one, two := twoNew()
	o := sitting(one, two)
	o.Waiting, o.Draft.Reflection = false, ""
	ok(t, sh.SaveDraft(t.Context(), o.Draft))
	sh.keep(o)
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{rated(two.ID, "domain", 4, at(10, 9))}))
	back, err := reopen(9)
	ok(t, err)
	if back.Draft.ID != o.Draft.ID || back.Draft.Finished != nil || len(back.Draft.Answers) != len(o.Draft.Answers) {
		t.Errorf("the draft is %+v", back.Draft)
	}
	if back.Suggestions != 1 || len(back.Communities) != 1 || back.Communities[0].ID != one.ID || len(back.Stay) != 1 || back.Stay[0].ID != two.ID {
		t.Errorf("taken back: %+v", back)
	}
	if _, err := sh.Reflection(t.Context(), "last"); journal.KindOf(err) != journal.NotFound {
		t.Errorf("the reflection is still there: %v", err)
	}
	if all := sh.observed(two.ID, "works"); len(all) != 0 {
		t.Errorf("what it observed is still there: %v", all)
	}
	_, err = reopen(9)
	refused(t, err, journal.NotFound, "kith draft list")

	sh.keep(o)
	if _, err := sh.Reflection(t.Context(), "last"); err != nil {
		t.Errorf("kept anew it is not there: %v", err)
	}
	if all := sh.observed(one.ID, "works"); !slices.Equal(all, []float64{4}) {
		t.Errorf("observed: %v", all)
	}
	_, err = reopen(10) // an hour later
	refused(t, err, journal.NotFound, "kith draft list")
}

// What an earlier sitting left stays, and the draft waits as it did.
func TestReopenALaterSitting(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	o := sitting(twoNew())
	sh.keep(o)
	o.Waiting = false
	sh.keep(o)
	back, err := sh.Reopen(t.Context(), at(10, 9))
	ok(t, err)
	sh.reopen()
	if !back.Draft.Waiting() || len(back.Communities)+len(back.Stay) != 0 {
		t.Errorf("taken back: %+v", back)
	}
	if _, err := sh.Reflection(t.Context(), "last"); err != nil {
		t.Error(err)
	}
}
