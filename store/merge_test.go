package store_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// twins are two communities with all that can name one: Gophers was made by
// mistake beside Go Meetup.
func twins(sh *shelf) (from, into journal.Community) {
	sh.t.Helper()
	from = sh.addCommunity(journal.Community{
		Name: "Gophers", Alias: "the g", Kinds: []string{"Hobby", "work"}, Tags: []string{"go", "leeds"},
		About: "Go people", Where: "online", Started: "2019", Created: at(1, 1),
	})
	into = sh.addCommunity(journal.Community{
		Name: "Go Meetup", Kinds: []string{"work"}, Tags: []string{"GO", "tech"}, About: "Tuesday talks", Created: at(1, 2),
	})
	ok(sh.t, sh.AddObservations(sh.t.Context(), []journal.Observation{
		rated(from.ID, "domain", 5, at(3, 1)), rated(from.ID, "practice", 2, at(4, 1)), rated(from.ID, "links", 1, at(8, 1)),
		rated(into.ID, "domain", 4, at(5, 1)),
	}))
	return from, into
}

func (sh *shelf) merge(from, into journal.ID) journal.Community {
	sh.t.Helper()
	c, err := sh.MergeCommunities(sh.t.Context(), from, into, at(20, 9))
	ok(sh.t, err)
	return c
}

func (sh *shelf) find(text string) journal.Community {
	sh.t.Helper()
	c, err := sh.FindCommunity(sh.t.Context(), text)
	ok(sh.t, err)
	return c
}

func (sh *shelf) history(id journal.ID) []journal.Observation {
	sh.t.Helper()
	all, err := sh.Observations(sh.t.Context(), id, 0)
	ok(sh.t, err)
	return all
}

func TestMergeMovesEverything(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	fromRef, intoRef := from.Ref(), into.Ref()
	pick := journal.Value{Communities: []journal.Community{{ID: from.ID, Name: from.Name}}}
	only := sh.keep(journal.Outcome{
		Reflection: journal.Reflection{
			Created: at(3, 1), Communities: []journal.CommunityRef{fromRef},
			Answers: []journal.Answer{
				{Key: "focus", Kind: journal.CommunityOne, Value: pick},
				{Key: "works", Loop: "look", Prompt: "How well is Gophers working?", Kind: journal.Rating, Community: &fromRef, Value: journal.NumberValue(4)},
			},
		},
		Suggestions: []journal.Suggestion{{ID: "s1", Text: "Ask", Community: &fromRef}},
	})
	both := sh.addReflection(journal.Reflection{Created: at(4, 1), Communities: []journal.CommunityRef{fromRef, intoRef}})

	c := sh.merge(from.ID, into.ID)
	sh.reopen()
	found := sh.find("Go Meetup")
	for _, got := range []journal.Community{c, found} {
		if got.ID != into.ID || got.Alias != "the g" || got.About != "Tuesday talks" || got.Where != "online" || got.Started != "2019" ||
			!slices.Equal(got.Kinds, []string{"work", "Hobby"}) || !slices.Equal(got.Tags, []string{"GO", "tech", "leeds"}) ||
			!slices.Equal(got.Merged, []journal.CommunityRef{fromRef}) {
			t.Errorf("merged %+v", got)
		}
	}
	if got := names(sh.communities(journal.CommunityFilter{})); !slices.Equal(got, []string{"Go Meetup"}) {
		t.Errorf("communities %q", got)
	}
	for _, id := range []journal.ID{into.ID, from.ID} { // who asks with the old id finds the same
		rs, err := sh.Reflections(t.Context(), journal.Filter{Community: id})
		ok(t, err)
		if len(rs) != 2 || rs[0].ID != both.ID || rs[1].ID != only.ID {
			t.Errorf("reflections %+v", rs)
		}
		sg, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{Community: id})
		ok(t, err)
		if len(sg) != 1 || *sg[0].Community != intoRef {
			t.Errorf("suggestions %+v", sg)
		}
	}
	r, err := sh.Reflection(t.Context(), string(only.ID))
	ok(t, err)
	if !slices.Equal(r.Communities, []journal.CommunityRef{intoRef}) || *r.Answers[1].Community != intoRef {
		t.Errorf("the reflection is of %v, its answer of %v", r.Communities, r.Answers[1].Community)
	}
	if !r.Answers[0].Value.Equal(pick) {
		t.Errorf("what was said became %+v", r.Answers[0].Value)
	}
	if both, err = sh.Reflection(t.Context(), string(both.ID)); err != nil || !slices.Equal(both.Communities, []journal.CommunityRef{intoRef}) {
		t.Errorf("it names %v, %v", both.Communities, err)
	}
}

func TestMergedHistory(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	sh.merge(from.ID, into.ID)
	sh.reopen()
	measures := func(os []journal.Observation) (all []string) {
		for _, o := range os {
			if o.Community != into.ID {
				t.Errorf("it is of %s", o.Community)
			}
			all = append(all, o.Measure+" "+o.From.Name)
		}
		return all
	}
	all := sh.history(into.ID)
	if got := measures(all); !slices.Equal(got, []string{"links Gophers", "domain ", "practice Gophers", "domain Gophers"}) {
		t.Errorf("history %q", got)
	}
	if all[0].From != from.Ref() {
		t.Errorf("it is from %+v", all[0].From)
	}
	if got := measures(sh.history(sh.find("gophers").Merged[0].ID)); !slices.Equal(got, []string{"links Gophers", "practice Gophers", "domain Gophers"}) {
		t.Errorf("the old one's history %q", got)
	}
	l, err := sh.Latest(t.Context(), nil)
	ok(t, err)
	if len(l) != 1 || *l[into.ID]["domain"].Value.Number != 4 || *l[into.ID]["links"].Value.Number != 1 {
		t.Errorf("latest %+v", l)
	}
}

func TestMergedIsFoundByItsOldName(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	into.Alias = "gm" // so that the other alias stays where it was
	ok(t, sh.change(into))
	other := sh.addCommunity(journal.Community{Name: "Gopher care"})
	sh.merge(from.ID, into.ID)
	sh.reopen()
	for text, want := range map[string]journal.ID{
		"GOPHERS": into.ID, "The G": into.ID, "gm": into.ID, string(from.ID): into.ID, from.ID.Short(): into.ID,
		"ophers": into.ID,  // a part of the old name
		"gopher": other.ID, // a part of a name comes before that
	} {
		if got := sh.find(text); got.ID != want {
			t.Errorf("%q found %s", text, got.Name)
		}
	}
	for _, twin := range []journal.Community{{Name: "gophers"}, {Name: "New", Alias: "GOPHERS"}, {Name: "the g"}} {
		_, err := sh.AddCommunity(t.Context(), twin)
		refused(t, err, journal.Conflict, `"Gophers" was merged into "Go Meetup"`, into.ID.Short())
	}

	// The old name can become the name of what is left, and is free afterwards.
	into = sh.find("gm")
	into.Name = "Gophers"
	ok(t, sh.change(into))
	if got := sh.find("gophers"); got.ID != into.ID || got.Name != "Gophers" {
		t.Errorf("found %+v", got)
	}
	into.Name = "Go people"
	ok(t, sh.change(into))
	sh.addCommunity(journal.Community{Name: "Gophers"})
	sh.reopen()
	if got := sh.history(into.ID); len(got) != 4 || got[0].From.Name != "Gophers" {
		t.Errorf("history %+v", got)
	}
}

func TestMergeOnceMore(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	last := sh.addCommunity(journal.Community{Name: "Tech Leeds"})
	sh.merge(from.ID, into.ID)
	c := sh.merge(into.ID, last.ID)
	sh.reopen()
	if !slices.Equal(c.Merged, []journal.CommunityRef{into.Ref(), from.Ref()}) {
		t.Errorf("merged %+v", c.Merged)
	}
	for _, name := range []string{"Gophers", "Go Meetup", "the g"} {
		if got := sh.find(name); got.ID != last.ID {
			t.Errorf("%q found %s", name, got.Name)
		}
	}
	var origins []string
	for _, o := range sh.history(last.ID) {
		origins = append(origins, o.From.Name)
	}
	if !slices.Equal(origins, []string{"Gophers", "Go Meetup", "Gophers", "Gophers"}) {
		t.Errorf("from %q", origins)
	}
	if n := len(sh.history(from.ID)); n != 3 {
		t.Errorf("%d of the first", n)
	}
}

func TestMergeThatCannotBe(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	_, err := sh.MergeCommunities(t.Context(), into.ID, into.ID, at(9, 9))
	refused(t, err, journal.Invalid, `"Go Meetup" cannot be merged into itself`)
	_, err = sh.MergeCommunities(t.Context(), "nobody", into.ID, at(9, 9))
	refused(t, err, journal.NotFound, "nobody")
	_, err = sh.MergeCommunities(t.Context(), from.ID, "nobody", at(9, 9))
	refused(t, err, journal.NotFound, "nobody")
	sh.reopen()
	if got := names(sh.communities(journal.CommunityFilter{})); !slices.Equal(got, []string{"Go Meetup", "Gophers"}) || len(sh.history(from.ID)) != 3 {
		t.Errorf("something changed: %q", got)
	}
	sh.merge(from.ID, into.ID)
	for _, twice := range []func() error{
		func() error { _, err := sh.MergeCommunities(t.Context(), from.ID, into.ID, at(9, 9)); return err },
		func() error { _, err := sh.MergeCommunities(t.Context(), into.ID, from.ID, at(9, 9)); return err },
		func() error { _, err := sh.ArchiveCommunity(t.Context(), from.ID, at(9, 9)); return err },
		func() error { return sh.DeleteCommunity(t.Context(), from.ID, at(9, 9)) },
		func() error { from.Name = "Other"; return sh.change(from) },
	} {
		refused(t, twice(), journal.Conflict, `"Gophers" was merged into "Go Meetup"`)
	}
}

// TestWrittenBeforeTheMerge: what somebody began to write about a community that
// another kith then merged is kept, of what it was merged into.
func TestWrittenBeforeTheMerge(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	fromRef, intoRef := from.Ref(), into.Ref()
	sh.merge(from.ID, into.ID)

	ok(t, sh.AddObservations(t.Context(), []journal.Observation{rated(from.ID, "links", 5, at(25, 1))}))
	r := sh.addReflection(journal.Reflection{
		Communities: []journal.CommunityRef{fromRef, intoRef},
		Answers:     []journal.Answer{{Key: "note", Kind: journal.LongText, Value: journal.TextValue("x"), Community: &fromRef}},
	})
	c, err := sh.TagCommunity(t.Context(), from.ID, []string{"late"}, nil)
	ok(t, err)
	sh.reopen()
	if got := sh.history(into.ID)[0]; got.From != fromRef || *got.Value.Number != 5 {
		t.Errorf("observed %+v", got)
	}
	r, err = sh.Reflection(t.Context(), string(r.ID))
	ok(t, err)
	if !slices.Equal(r.Communities, []journal.CommunityRef{intoRef}) || *r.Answers[0].Community != intoRef {
		t.Errorf("it names %+v, %+v", r.Communities, r.Answers)
	}
	if c.ID != into.ID || !slices.Contains(sh.find("go meetup").Tags, "late") {
		t.Errorf("tagged %+v", c)
	}
	if undone, err := sh.UndoObservations(t.Context(), from.ID, at(26, 1)); err != nil || len(undone) != 1 || undone[0].Measure != "links" {
		t.Errorf("took back %+v, %v", undone, err)
	}
}

// TestMergeWhileADraftIsOpen: a draft that was begun about one of them stays as
// it was typed, and what it leaves is read as of what that was merged into.
func TestMergeWhileADraftIsOpen(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one, two := twoNew()
	o := sitting(one, two)
	o.Waiting, o.Draft.Reflection = false, ""
	sh.addCommunity(one)
	sh.addCommunity(two)
	into := sh.addCommunity(journal.Community{Name: "Go Meetup Leeds"})
	ok(t, sh.SaveDraft(t.Context(), o.Draft))
	sh.merge(one.ID, into.ID)
	sh.reopen()
	d, err := sh.Draft(t.Context(), "")
	ok(t, err)
	if d.Place != o.Draft.Place || d.Answers["focus"].Communities[0].Name != "Go Meetup" || len(d.Answers) != 6 {
		t.Errorf("the draft is at %s, with %v", d.Place, d.Answers)
	}
	for page, want := range o.Draft.Answers {
		if !d.Answers[page].Equal(want) {
			t.Errorf("%s is %+v", page, d.Answers[page])
		}
	}

	o.Draft = d
	kept := sh.keep(o)
	sh.reopen()
	ref := into.Ref()
	if !slices.Equal(kept.Communities, []journal.CommunityRef{ref, two.Ref()}) || *kept.Answers[2].Community != ref {
		t.Errorf("kept %+v", kept)
	}
	if cs := sh.communities(journal.CommunityFilter{}); len(cs) != 2 {
		t.Errorf("communities %q", names(cs))
	}
	if got := sh.observed(into.ID, "works"); !slices.Equal(got, []float64{4}) {
		t.Errorf("observed %v", got)
	}
	if from := sh.history(into.ID)[0].From; from != one.Ref() {
		t.Errorf("it was made of %+v", from)
	}
	sg, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{Community: into.ID})
	if err != nil || len(sg) != 1 || *sg[0].Community != ref {
		t.Errorf("suggestions %+v, %v", sg, err)
	}
}

// TestMergeOfTwoInADraft: nothing that was typed about either of them is lost.
func TestMergeOfTwoInADraft(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one, two := twoNew()
	o := sitting(one, two)
	o.Waiting = false
	sh.addCommunity(one)
	sh.addCommunity(two)
	ok(t, sh.SaveDraft(t.Context(), o.Draft))
	sh.merge(one.ID, two.ID)
	sh.reopen()
	d, err := sh.Draft(t.Context(), "")
	ok(t, err)
	if len(d.Answers) != 6 || *d.Answers["look["+string(one.ID)+"].works"].Number != 4 || *d.Answers["look["+string(two.ID)+"].works"].Number != 2 {
		t.Errorf("the draft holds %+v", d.Answers)
	}
	kept := sh.keep(o)
	ref := two.Ref()
	if !slices.Equal(kept.Communities, []journal.CommunityRef{ref}) || *kept.Answers[2].Community != ref || *kept.Answers[3].Community != ref ||
		*kept.Answers[2].Value.Number != 4 || *kept.Answers[3].Value.Number != 2 {
		t.Errorf("kept %+v", kept)
	}
	if got := sh.observed(two.ID, "works"); !slices.Equal(slices.Sorted(slices.Values(got)), []float64{2, 4}) {
		t.Errorf("observed %v", got)
	}
}

// A sitting that ends after two of its communities were merged leaves a draft
// that still holds what was written about each.
func TestMergeOfTwoInADraftThatWaits(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one, two := twoNew()
	o := sitting(one, two)
	o.Waiting = true
	sh.addCommunity(one)
	sh.addCommunity(two)
	ok(t, sh.SaveDraft(t.Context(), o.Draft))
	sh.merge(one.ID, two.ID)
	sh.keep(o)
	sh.reopen()
	d, err := sh.Draft(t.Context(), "")
	ok(t, err)
	for id, want := range map[journal.ID]float64{one.ID: 4, two.ID: 2} {
		if v := d.Answers["look["+string(id)+"].works"]; v.Number == nil || *v.Number != want {
			t.Errorf("of %s the waiting draft holds %+v, want %v", id, v, want)
		}
	}
}

// TestMergeBetweenSittings: the second sitting does not observe anew what the
// first did, of either.
func TestMergeBetweenSittings(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one, two := twoNew()
	o := sitting(one, two)
	sh.keep(o)
	sh.merge(one.ID, two.ID)
	o.Waiting = false
	later := at(17, 9)
	o.Reflection.Updated = later
	for i := range o.Observations {
		o.Observations[i].ID, o.Observations[i].At = journal.NewID(later), later
	}
	sh.keep(o)
	sh.reopen()
	if got := sh.history(two.ID); len(got) != 2 {
		t.Errorf("observed %+v", got)
	}
}

// TestShareAfterAMerge: what is shared gives away neither name.
func TestShareAfterAMerge(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	r := sh.addReflection(journal.Reflection{
		Title: "With the Gophers", Communities: []journal.CommunityRef{from.Ref()}, Created: time.Now(),
		Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue("Gophers, that is the Go Meetup")}},
	})
	sh.merge(from.ID, into.ID)
	r, err := sh.Reflection(t.Context(), string(r.ID))
	ok(t, err)
	_, err = sh.EditCommunity(t.Context(), into.ID, func(c *journal.Community) error {
		c.Alias = "the meetup"
		return nil
	})
	ok(t, err)
	names, err := sh.AllNames(t.Context())
	ok(t, err)
	page, _ := r.Shared(journal.NewRedactor(names))
	if got := page.Title() + "; " + page.Answers()[0].Value.Text; got != "With the meetup; the meetup, that is the meetup" {
		t.Errorf("shared %q", got)
	}
}

// TestAllNames: what a community was called is known for as long as it is there,
// however it came by its name.
func TestAllNames(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	rename := func(id journal.ID, name, alias string) {
		t.Helper()
		_, err := sh.EditCommunity(t.Context(), id, func(c *journal.Community) error {
			c.Name, c.Alias = name, alias
			return nil
		})
		ok(t, err)
	}
	rename(from.ID, "Gopher crowd", "gc")
	rename(from.ID, "Gopher people", "gp")
	sh.merge(from.ID, into.ID)
	rename(into.ID, "Evening of Go", "eg")
	gone := sh.addCommunity(journal.Community{Name: "Choir"})
	rename(gone.ID, "Singers", "")
	ok(t, sh.DeleteCommunity(t.Context(), gone.ID, time.Now()))
	said := journal.Community{ID: journal.NewID(time.Now().Add(time.Hour)), Name: "Only said\xff"}
	sh.addReflection(journal.Reflection{Title: "R", Answers: []journal.Answer{
		{Key: "a", Kind: journal.Inventory, Value: journal.Value{Communities: []journal.Community{said, {ID: gone.ID, Name: "The choristers"}}}},
		{Key: "b", Kind: journal.SuggestionsK, Value: journal.Value{Suggestions: []journal.Suggestion{{Text: "x", Community: &journal.CommunityRef{ID: gone.ID, Name: "Choir of old"}}}}},
	}})
	sh.reopen()
	names, err := sh.AllNames(t.Context())
	ok(t, err)
	got := map[string]string{}
	for _, n := range names {
		slices.Sort(n.Former)
		got[n.Name+" "+n.Alias] = strings.Join(slices.Compact(n.Former), ", ")
	}
	want := map[string]string{
		"Evening of Go eg": "Evening of Go, Go Meetup, Gopher crowd, Gopher people, Gophers, gc, gp, the g",
		"Singers ":         "Choir, Choir of old, Singers, The choristers",
		"Only said\xff ":   "Only said\xff",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
