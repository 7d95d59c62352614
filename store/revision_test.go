package store_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"kith/journal"
)

func (sh *shelf) reflection(id journal.ID) journal.Reflection {
	sh.t.Helper()
	r, err := sh.Reflection(sh.t.Context(), string(id))
	ok(sh.t, err)
	return r
}

func (sh *shelf) revisions(id journal.ID) []journal.Revision {
	sh.t.Helper()
	all, err := sh.Revisions(sh.t.Context(), id)
	ok(sh.t, err)
	return all
}

// changed is a reflection with another text, an hour later.
func changed(r journal.Reflection, words string) journal.Reflection {
	r.Answers = slices.Clone(r.Answers)
	r.Answers[0].Value = journal.TextValue(words)
	r.Updated = r.Updated.Add(time.Hour)
	return r
}

func (sh *shelf) write(before, after journal.Reflection) journal.Reflection {
	sh.t.Helper()
	kept, err := sh.Change(sh.t.Context(), journal.Change{Before: before, After: after})
	ok(sh.t, err)
	sh.reopen()
	return kept
}

func TestChange(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Choir"})
	ref := c.Ref()
	first := sh.addReflection(journal.Reflection{
		Title: "T", Created: at(1, 1), Updated: at(1, 2), Minutes: 3, Tags: []string{"b", "a"}, Communities: []journal.CommunityRef{ref},
		Answers: []journal.Answer{
			{Key: "what", Prompt: "What?", Kind: journal.LongText, Value: journal.TextValue("one\xff \U0010FE41")},
			{Key: "works", Loop: "look", Prompt: "Works?", Kind: journal.Rating, Community: &ref, Value: journal.NumberValue(4), Labels: []string{"well"}},
		},
	})
	first = sh.reflection(first.ID)
	ok(t, sh.SaveDraft(t.Context(), journal.Draft{ID: "d"}))

	after := changed(first, "two")
	after.Title, after.Created, after.Minutes, after.Private, after.Tags = "U", at(3, 4), 5, true, []string{"c"}
	kept, err := sh.Change(t.Context(), journal.Change{
		Before: first, After: after, Draft: "d",
		Observations: []journal.Observation{{Community: c.ID, Measure: "works", Value: journal.NumberValue(5), Reflection: first.ID, At: at(3, 4)}},
		Suggestions:  []journal.Suggestion{{ID: "s", Text: "Sing", Reflection: first.ID}},
	})
	ok(t, err)
	sh.reopen()
	second := sh.reflection(first.ID)
	if !reflect.DeepEqual(kept, second) || !reflect.DeepEqual(second.Answers, after.Answers) || second.Title != "U" || !second.Private || !slices.Equal(second.Tags, after.Tags) {
		t.Errorf("it was kept as %+v, want %+v", second, after)
	}
	sameTime(t, "created", second.Created, at(3, 4))
	if all := sh.revisions(first.ID); len(all) != 1 || all[0].Number != 1 || !reflect.DeepEqual(all[0].Reflection.Answers, first.Answers) || all[0].Reflection.Title != "T" {
		t.Errorf("before, it was %+v", all)
	}
	if drafts, err := sh.Drafts(t.Context()); err != nil || len(drafts) > 0 {
		t.Errorf("%v, %v", drafts, err)
	}
	if all, err := sh.Observations(t.Context(), c.ID, 0); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	if all, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{}); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	byTag, err := sh.Reflections(t.Context(), journal.Filter{Tags: []string{"c"}, Since: at(3, 0)})
	if err != nil || len(byTag) != 1 {
		t.Errorf("%v, %v", byTag, err)
	}

	// What changes nothing leaves no trace; what goes back is a change like any other.
	nothing := second
	nothing.Updated = at(9, 9)
	if sh.write(second, nothing); len(sh.revisions(first.ID)) != 1 || !sh.reflection(first.ID).Updated.Equal(second.Updated) {
		t.Error("nothing was changed, and it is told of")
	}
	sh.write(second, sh.revisions(first.ID)[0].Reflection)
	if all := sh.revisions(first.ID); len(all) != 2 || all[0].Number != 2 || all[0].Reflection.Title != "U" {
		t.Errorf("%+v", all)
	}
	if r := sh.reflection(first.ID); !reflect.DeepEqual(r, first) {
		t.Errorf("back, it is %+v, and was %+v", r, first)
	}
}

// Of two who change it at once the second is refused, whatever the first has changed.
func TestTheSecondChangeIsRefused(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	r := sh.addReflection(journal.Reflection{Title: "T", Answers: []journal.Answer{{Key: "a", Value: journal.TextValue("one")}}})
	r = sh.reflection(r.ID)
	_, err := sh.TagReflection(t.Context(), string(r.ID), []string{"late"}, nil)
	ok(t, err)
	_, err = sh.Change(t.Context(), journal.Change{Before: r, After: changed(r, "two")})
	refused(t, err, journal.Conflict, "changed by another kith meanwhile")
	if is := sh.reflection(r.ID); is.Answers[0].Value.Text != "one" || len(sh.revisions(r.ID)) > 0 {
		t.Errorf("%+v", is)
	}
	ok(t, sh.DeleteReflections(t.Context(), []journal.ID{r.ID}, at(9, 9)))
	_, err = sh.Change(t.Context(), journal.Change{Before: r, After: changed(r, "two")})
	refused(t, err, journal.NotFound, "is in the trash")
}

// A change leaves a merge as it is, so that it can still be undone.
func TestAMergeIsUndoneAfterAChange(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := sh.addCommunity(journal.Community{Name: "From"}), sh.addCommunity(journal.Community{Name: "Into"})
	ref := from.Ref()
	r := sh.addReflection(journal.Reflection{Title: "T", Communities: []journal.CommunityRef{ref}, Answers: []journal.Answer{
		{Key: "a", Loop: "l", Kind: journal.LongText, Community: &ref, Value: journal.TextValue("one")},
	}})
	_, err := sh.MergeCommunities(t.Context(), from.ID, into.ID, at(2, 2))
	ok(t, err)
	was := sh.reflection(r.ID)
	if was.Communities[0].Name != "Into" {
		t.Fatal(was.Communities)
	}
	sh.write(was, changed(was, "two"))
	_, _, err = sh.UnmergeCommunity(t.Context(), string(from.ID))
	ok(t, err)
	if is := sh.reflection(r.ID); is.Communities[0].Name != "From" || is.Answers[0].Community.Name != "From" {
		t.Errorf("%+v", is)
	}
}

// An earlier text may name a community that is gone: its name is known for as long as
// the text is there, and taking it up again puts the bare name back.
func TestAnEarlierTextNamesWhatIsGone(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Choir"})
	ref := c.Ref()
	r := sh.addReflection(journal.Reflection{Title: "T", Communities: []journal.CommunityRef{ref}, Answers: []journal.Answer{
		{Key: "a", Loop: "l", Kind: journal.LongText, Community: &ref, Value: journal.TextValue("one")},
	}})
	was := sh.reflection(r.ID)
	after := changed(was, "The Choir sang")
	after.Communities, after.Answers[0].Community = nil, nil
	is := sh.write(was, after)
	sh.deleteCommunity(c.ID)
	_, err := sh.EmptyTrash(t.Context())
	ok(t, err)
	names, err := sh.AllNames(t.Context())
	if err != nil || len(names) != 1 || names[0].Name != "Choir" {
		t.Errorf("%+v, %v", names, err)
	}
	sh.write(is, was)
	if back := sh.reflection(r.ID); !reflect.DeepEqual(back.Communities, was.Communities) || back.Answers[0].Community.Name != "Choir" {
		t.Errorf("%+v", back)
	}
}

// What was written over the first sitting of an activity is not lost in the second, nor
// when the last is taken up again.
func TestAChangeOutlivesTheNextSitting(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	r := journal.Reflection{ID: "r0001", Title: "T", Created: at(1, 1), Updated: at(1, 1), Answers: []journal.Answer{{Key: "a", Value: journal.TextValue("one")}}}
	sh.keep(journal.Outcome{Reflection: r, Draft: journal.Draft{ID: "d1", Reflection: "r0001", Sitting: 2}, Waiting: true})
	was := sh.reflection("r0001")
	after := changed(was, "by hand")
	after.Answers[0].Private, after.Private = true, true
	sh.write(was, after)
	r.Answers, r.Updated = append(r.Answers, journal.Answer{Key: "b", Value: journal.TextValue("more")}), at(3, 3)
	sh.keep(journal.Outcome{Reflection: r, Draft: journal.Draft{ID: "d1", Reflection: "r0001", Sitting: 2}})
	all := sh.revisions("r0001")
	is := sh.reflection("r0001")
	if len(all) != 2 || all[0].Reflection.Answers[0].Value.Text != "by hand" || len(is.Answers) != 2 {
		t.Errorf("%+v", all)
	}
	if !is.Private || !is.Answers[0].Private || is.Answers[1].Private {
		t.Errorf("what was made private is not: %+v", is)
	}
}

func TestWhatWasChangedIsNotTakenUpAgain(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	r := journal.Reflection{ID: "r0001", Title: "T", Created: at(1, 1), Updated: at(1, 1), Answers: []journal.Answer{{Key: "a", Value: journal.TextValue("one")}}}
	sh.keep(journal.Outcome{Reflection: r, Draft: journal.Draft{ID: "d1", Sitting: 1}})
	was := sh.reflection("r0001")
	sh.write(was, changed(was, "by hand"))
	_, err := sh.Reopen(t.Context(), at(1, 1).Add(time.Minute))
	refused(t, err, journal.Conflict, "changed since", "kith edit")
	if is := sh.reflection("r0001"); is.Answers[0].Value.Text != "by hand" {
		t.Error(is)
	}
}
