package store_test

import (
	"slices"
	"testing"
	"time"

	"kith/journal"
)

// named makes a community that all sorts of things name.
func (sh *shelf) named() (c journal.Community, r journal.Reflection) {
	sh.t.Helper()
	c = sh.addCommunity(journal.Community{Name: "Go Meetup", Alias: "gm", Kinds: []string{"work"}, Tags: []string{"go"}, About: "Talks", Created: at(1, 1)})
	ref := c.Ref()
	id := journal.NewID(at(2, 1))
	r = sh.keep(journal.Outcome{
		Reflection: journal.Reflection{
			ID: id, Title: "R", Created: at(2, 1), Communities: []journal.CommunityRef{ref},
			Answers: []journal.Answer{
				{Key: "communities", Kind: journal.Inventory, Value: journal.Value{Communities: []journal.Community{{ID: c.ID, Name: c.Name}}}},
				{Key: "works", Loop: "look", Kind: journal.Rating, Community: &ref, Value: journal.NumberValue(4)},
			},
		},
		Observations: []journal.Observation{rated(c.ID, "domain", 4, at(2, 1)), rated(c.ID, "practice", 3, at(2, 1))},
		Suggestions:  []journal.Suggestion{{ID: "s1", Text: "Ask", Community: &ref, Created: at(2, 1)}},
	})
	ok(sh.t, sh.SaveDraft(sh.t.Context(), journal.Draft{ID: "d1", Answers: map[string]journal.Value{"look[" + string(c.ID) + "].works": journal.NumberValue(2)}}))
	return c, r
}

func (sh *shelf) deleteCommunity(id journal.ID) {
	sh.t.Helper()
	ok(sh.t, sh.DeleteCommunity(sh.t.Context(), id, at(20, 9)))
	sh.reopen()
}

func (sh *shelf) trash() []journal.Trashed {
	sh.t.Helper()
	all, err := sh.Trash(sh.t.Context())
	ok(sh.t, err)
	return all
}

func TestNames(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c, _ := sh.named()
	other := sh.addCommunity(journal.Community{Name: "Other"})
	// One names it in an answer only.
	sh.addReflection(journal.Reflection{Answers: []journal.Answer{{Key: "c", Kind: journal.Inventory,
		Value: journal.Value{Communities: []journal.Community{{ID: c.ID, Name: c.Name}, {ID: other.ID, Name: other.Name}}}}}})
	for id, want := range map[journal.ID]journal.Mentions{
		c.ID:     {Reflections: 2, Observations: 2, Suggestions: 1, Drafts: 1},
		other.ID: {Reflections: 1},
	} {
		if got, err := sh.Names(t.Context(), id); err != nil || got != want {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	sh.merge(c.ID, other.ID)
	for _, id := range []journal.ID{c.ID, other.ID} {
		if got, err := sh.Names(t.Context(), id); err != nil || got != (journal.Mentions{Reflections: 2, Observations: 2, Suggestions: 1, Drafts: 1}) {
			t.Errorf("merged: %+v, %v", got, err)
		}
	}
	_, err := sh.Names(t.Context(), "nobody")
	refused(t, err, journal.NotFound, "nobody")
}

func TestDeleteCommunityHidesIt(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c, r := sh.named()
	sh.deleteCommunity(c.ID)

	if cs := sh.communities(journal.CommunityFilter{}); len(cs) != 0 {
		t.Errorf("listed %q", names(cs))
	}
	if quiet, err := sh.Quiet(t.Context(), at(30, 1), 0); err != nil || len(quiet) != 0 {
		t.Errorf("quiet %q, %v", names(quiet), err)
	}
	if l, err := sh.Latest(t.Context(), nil); err != nil || len(l) != 0 {
		t.Errorf("latest %v, %v", l, err)
	}
	if tags, err := sh.Tags(t.Context()); err != nil || len(tags) != 0 {
		t.Errorf("tags %v, %v", tags, err)
	}
	for _, text := range []string{"Go Meetup", "GM"} {
		_, err := sh.FindCommunity(t.Context(), text)
		refused(t, err, journal.NotFound, "Go Meetup", "in the trash", "kith trash restore "+c.ID.Short())
	}
	for _, text := range []string{"meetup", c.ID.Short(), string(c.ID)} {
		_, err := sh.FindCommunity(t.Context(), text)
		refused(t, err, journal.NotFound)
	}
	for _, use := range []func() error{
		func() error { return sh.DeleteCommunity(t.Context(), c.ID, at(21, 1)) },
		func() error { return sh.change(c) },
		func() error { _, err := sh.TagCommunity(t.Context(), c.ID, []string{"x"}, nil); return err },
		func() error { _, err := sh.ArchiveCommunity(t.Context(), c.ID, at(21, 1)); return err },
	} {
		refused(t, use(), journal.NotFound, "in the trash")
	}
	for _, twin := range []journal.Community{{Name: "go meetup"}, {Name: "New", Alias: "GM"}} {
		_, err := sh.AddCommunity(t.Context(), twin)
		refused(t, err, journal.Conflict, "in the trash", "kith trash restore "+c.ID.Short())
	}

	// What names it still does.
	r, err := sh.Reflection(t.Context(), string(r.ID))
	ok(t, err)
	if !slices.Equal(r.Communities, []journal.CommunityRef{c.Ref()}) || *r.Answers[1].Community != c.Ref() {
		t.Errorf("the reflection is of %v", r.Communities)
	}
	if rs := sh.reflections(journal.Filter{Community: c.ID}); len(rs) != 1 {
		t.Errorf("%d reflections", len(rs))
	}
	if sg, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{}); err != nil || sg[0].Community.Name != "Go Meetup" {
		t.Errorf("suggestions %+v, %v", sg, err)
	}
}

func TestRestoreTrash(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c, _ := sh.named()
	c, err := sh.ArchiveCommunity(t.Context(), c.ID, at(15, 1))
	ok(t, err)
	choir := sh.addCommunity(journal.Community{Name: "Choir"})
	ok(t, sh.DeleteCommunity(t.Context(), choir.ID, at(19, 9)))
	sh.deleteCommunity(c.ID)

	all := sh.trash()
	if len(all) != 2 || all[0].ID != c.ID || all[0].Name != "Go Meetup" || all[0].Kind != journal.TrashedCommunity || all[1].ID != choir.ID {
		t.Fatalf("trash %+v", all)
	}
	sameTime(t, "put there", all[0].At, at(20, 9))
	for _, ref := range []string{"", "nothing", "o m x"} {
		_, err := sh.RestoreTrash(t.Context(), ref)
		refused(t, err, journal.NotFound, "kith trash list")
	}
	_, err = sh.RestoreTrash(t.Context(), "o")
	refused(t, err, journal.Conflict, "several", "Choir", "Go Meetup")
	got, err := sh.RestoreTrash(t.Context(), "go meet")
	ok(t, err)
	if got.ID != c.ID || got.Name != c.Name || got.Kind != journal.TrashedCommunity || !got.At.Equal(at(20, 9)) {
		t.Errorf("restored %+v", got)
	}
	_, err = sh.RestoreTrash(t.Context(), choir.ID.Short())
	ok(t, err)
	sh.reopen()
	if left := sh.trash(); len(left) != 0 {
		t.Errorf("trash %+v", left)
	}
	back := sh.find("gm")
	if back.About != "Talks" || !slices.Equal(back.Kinds, c.Kinds) || !slices.Equal(back.Tags, c.Tags) || len(sh.history(c.ID)) != 2 {
		t.Errorf("back is %+v", back)
	}
	sameTime(t, "archived", back.Archived, at(15, 1))
}

func TestEmptyTrash(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c, r := sh.named()
	unnamed := sh.addCommunity(journal.Community{Name: "Choir"})
	old := sh.addCommunity(journal.Community{Name: "Gophers"})
	sh.merge(old.ID, c.ID)
	if n, err := sh.EmptyTrash(t.Context()); n != 0 || err != nil {
		t.Errorf("emptied of %d, %v", n, err)
	}
	ok(t, sh.DeleteCommunity(t.Context(), unnamed.ID, at(19, 9)))
	sh.deleteCommunity(c.ID)
	if n, err := sh.EmptyTrash(t.Context()); n != 2 || err != nil {
		t.Errorf("emptied of %d, %v", n, err)
	}
	sh.reopen()

	if all := sh.trash(); len(all) != 0 {
		t.Errorf("trash %+v", all)
	}
	_, err := sh.RestoreTrash(t.Context(), "Go Meetup")
	refused(t, err, journal.NotFound)
	if os := sh.history(c.ID); len(os) != 0 {
		t.Errorf("observations %+v", os)
	}
	refused(t, sh.AddObservations(t.Context(), []journal.Observation{rated(c.ID, "domain", 1, at(1, 1))}), journal.NotFound)
	if sg, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{}); err != nil || len(sg) != 1 || sg[0].Community != nil || sg[0].Text != "Ask" {
		t.Errorf("suggestions %+v, %v", sg, err)
	}
	r, err = sh.Reflection(t.Context(), string(r.ID))
	ok(t, err)
	if !slices.Equal(r.Communities, []journal.CommunityRef{c.Ref()}) || *r.Answers[1].Community != c.Ref() {
		t.Errorf("the reflection is of %v", r.Communities)
	}
	for _, text := range []string{"Go Meetup", "gm", "Gophers", "meetup", string(c.ID), c.ID.Short()} {
		_, err := sh.FindCommunity(t.Context(), text)
		refused(t, err, journal.NotFound, "there is no community", "kith community add")
	}
	for _, archived := range []bool{false, true} {
		if cs := sh.communities(journal.CommunityFilter{Archived: archived}); len(cs) != 0 {
			t.Errorf("listed %q", names(cs))
		}
	}

	// The names are free, and who takes one is somebody else.
	again := sh.addCommunity(journal.Community{Name: "Go Meetup", Alias: "Gophers"})
	if rs := sh.reflections(journal.Filter{Community: again.ID}); len(rs) != 0 {
		t.Errorf("reflections %+v", rs)
	}
	if got := sh.find("gophers"); got.ID != again.ID {
		t.Errorf("found %+v", got)
	}
}

// TestKeepBringsBackFromTheTrash what a draft that was open all the while names.
func TestKeepBringsBackFromTheTrash(t *testing.T) {
	t.Parallel()
	for name, empty := range map[string]bool{"in the trash": false, "gone": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sh := newShelf(t)
			one, two := twoNew()
			o := sitting(one, two)
			sh.keep(o) // so that a reflection names them
			ok(t, sh.DeleteCommunity(t.Context(), two.ID, at(19, 9)))
			sh.deleteCommunity(one.ID)
			if empty {
				_, err := sh.EmptyTrash(t.Context())
				ok(t, err)
			}
			o.Reflection.ID, o.Draft.ID = journal.NewID(at(21, 1)), journal.NewID(at(21, 1))
			for i := range o.Observations {
				o.Observations[i].ID, o.Observations[i].Reflection = journal.NewID(at(21, 1)), o.Reflection.ID
			}
			kept := sh.keep(o)
			sh.reopen()
			if got := names(sh.communities(journal.CommunityFilter{})); !slices.Equal(got, []string{"Book club", "Go Meetup"}) {
				t.Errorf("communities %q", got)
			}
			if got := sh.find("go meetup"); got.ID != one.ID || got.About != "Talks" || !slices.Equal(got.Tags, one.Tags) {
				t.Errorf("back is %+v", got)
			}
			if !slices.Equal(kept.Communities, []journal.CommunityRef{one.Ref(), two.Ref()}) || len(sh.observed(one.ID, "works")) == 0 {
				t.Errorf("kept %+v", kept)
			}
			if rs := sh.reflections(journal.Filter{Community: one.ID}); len(rs) != 2 {
				t.Errorf("%d reflections", len(rs))
			}
		})
	}
}

// TestKeepBringsBackByName: a new community of a draft goes by the name of one
// that is in the trash, or that another has taken since the first was gone.
func TestKeepBringsBackByName(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c, _ := sh.named()
	sh.deleteCommunity(c.ID)
	one, two := twoNew() // one is called Go Meetup
	o := sitting(one, two)
	kept := sh.keep(o)
	if kept.Communities[0] != c.Ref() || len(sh.trash()) != 0 {
		t.Errorf("kept %+v, trash %+v", kept.Communities, sh.trash())
	}

	sh.deleteCommunity(c.ID)
	_, err := sh.EmptyTrash(t.Context())
	ok(t, err)
	again := sh.addCommunity(journal.Community{Name: "Go Meetup"})
	kept = sh.keep(journal.Outcome{Reflection: journal.Reflection{Communities: []journal.CommunityRef{c.Ref()}}})
	sh.reopen()
	if !slices.Equal(kept.Communities, []journal.CommunityRef{again.Ref()}) {
		t.Errorf("kept %+v", kept)
	}
}

func TestMergedIntoTheTrash(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	sh.merge(from.ID, into.ID)
	sh.deleteCommunity(into.ID)
	_, err := sh.FindCommunity(t.Context(), "gophers")
	refused(t, err, journal.NotFound, `"Gophers" was merged into "Go Meetup", which is in the trash`, "kith trash restore "+into.ID.Short())
	_, err = sh.AddCommunity(t.Context(), journal.Community{Name: "gophers"})
	refused(t, err, journal.Conflict, "which is in the trash")
	kept := sh.keep(journal.Outcome{Reflection: journal.Reflection{Communities: []journal.CommunityRef{from.Ref()}, Created: time.Now()}})
	if !slices.Equal(kept.Communities, []journal.CommunityRef{into.Ref()}) || len(sh.trash()) != 0 {
		t.Errorf("kept %+v", kept)
	}
}
