package store_test

import (
	"reflect"
	"slices"
	"testing"

	"kith/journal"
)

func (sh *shelf) unmerge(name string) (journal.Community, journal.CommunityRef) {
	sh.t.Helper()
	c, from, err := sh.UnmergeCommunity(sh.t.Context(), name)
	ok(sh.t, err)
	sh.reopen()
	return c, from
}

// same checks that two communities are the same in all that is said of them.
func same(t *testing.T, got, want journal.Community) {
	t.Helper()
	got.Created, got.Archived, got.Merged = want.Created, want.Archived, want.Merged
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestUnmerge: after it, everything is as it was before the merge.
func TestUnmerge(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	fromRef, intoRef := from.Ref(), into.Ref()
	of := func(r journal.Reflection, refs ...journal.CommunityRef) journal.Reflection {
		r.Communities = refs
		for _, ref := range refs {
			r.Answers = append(r.Answers, journal.Answer{Key: "works", Loop: "look", Kind: journal.Rating, Community: &ref, Value: journal.NumberValue(4)})
		}
		return sh.addReflection(r)
	}
	old := of(journal.Reflection{Title: "old", Created: at(2, 1)}, fromRef)
	both := of(journal.Reflection{Title: "both", Created: at(3, 1)}, intoRef, fromRef)
	sh.keep(journal.Outcome{Reflection: journal.Reflection{Title: "s", Created: at(1, 1)}, Suggestions: []journal.Suggestion{{ID: "s1", Text: "Ask", Community: &fromRef}}})
	history := [][]journal.Observation{sh.history(from.ID), sh.history(into.ID)}
	tags, err := sh.Tags(t.Context())
	ok(t, err)

	sh.merge(from.ID, into.ID)
	if got := titles(sh.reflections(journal.Filter{Community: into.ID})); !slices.Equal(got, []string{"both", "old"}) { // each once
		t.Errorf("reflections %q", got)
	}
	if all, err := sh.Merged(t.Context()); err != nil || !slices.Equal(names(all), []string{"Gophers"}) {
		t.Errorf("merged %q, %v", names(all), err)
	}
	if now, err := sh.Tags(t.Context()); err != nil || len(now) != len(tags) || now[0].Communities != 1 {
		t.Errorf("tags %+v, %v", now, err)
	}

	c, was := sh.unmerge("GOPHERS")
	if was != intoRef {
		t.Errorf("it was a part of %v", was)
	}
	same(t, c, from)
	same(t, sh.find("the g"), from)
	same(t, sh.find("go meetup"), into)
	if all := sh.find("go meetup").Merged; len(all) != 0 {
		t.Errorf("merged %v", all)
	}
	if got := names(sh.communities(journal.CommunityFilter{Sort: journal.SortLookedAt})); !slices.Equal(got, []string{"Gophers", "Go Meetup"}) {
		t.Errorf("communities %q", got)
	}
	for i, id := range []journal.ID{from.ID, into.ID} {
		if got := sh.history(id); !reflect.DeepEqual(got, history[i]) {
			t.Errorf("history %+v, want %+v", got, history[i])
		}
	}
	if now, err := sh.Tags(t.Context()); err != nil || !slices.Equal(now, tags) {
		t.Errorf("tags %+v, %v, want %+v", now, err, tags)
	}
	for id, want := range map[journal.ID][]string{from.ID: {"both", "old"}, into.ID: {"both"}} {
		if got := titles(sh.reflections(journal.Filter{Community: id})); !slices.Equal(got, want) {
			t.Errorf("reflections %q, want %q", got, want)
		}
	}
	for _, want := range []journal.Reflection{old, both} {
		got, err := sh.Reflection(t.Context(), string(want.ID))
		ok(t, err)
		if !slices.Equal(got.Communities, want.Communities) || *got.Answers[0].Community != want.Communities[0] {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	sg, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{Community: from.ID})
	if err != nil || len(sg) != 1 || *sg[0].Community != fromRef {
		t.Errorf("suggestions %+v, %v", sg, err)
	}

	_, _, err = sh.UnmergeCommunity(t.Context(), "Gophers")
	refused(t, err, journal.Conflict, `"Gophers" is not merged`)
	_, _, err = sh.UnmergeCommunity(t.Context(), "Nobody")
	refused(t, err, journal.NotFound, `no community "Nobody"`)
}

// TestUnmergeKeepsWhatCameSince: what was said of either while they were one, and
// what the person changed of what was taken over.
func TestUnmergeKeepsWhatCameSince(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	sh.merge(from.ID, into.ID)
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{rated(from.ID, "links", 5, at(25, 1)), rated(into.ID, "links", 2, at(26, 1))}))
	_, err := sh.EditCommunity(t.Context(), into.ID, func(c *journal.Community) error {
		c.Where, c.About, c.Tags = "The library", "All of it", append(c.Tags, "new")
		return nil
	})
	ok(t, err)
	_, err = sh.TagCommunity(t.Context(), into.ID, nil, []string{"leeds"})
	ok(t, err)
	fromRef := from.Ref()
	sh.keep(journal.Outcome{ // a draft that was begun about Gophers
		Reflection:  journal.Reflection{Created: at(24, 1), Communities: []journal.CommunityRef{fromRef}},
		Communities: []journal.Community{{ID: from.ID, Name: "Gophers", Kinds: []string{"learning"}, About: "Learning Go"}},
	})
	if c := sh.find("gophers"); c.ID != into.ID || !slices.Contains(c.Kinds, "learning") || c.About != "All of it" {
		t.Errorf("together they are %+v", c)
	}

	c, _ := sh.unmerge(from.ID.Short())
	from.Kinds, from.About = []string{"Hobby", "work", "learning"}, "Learning Go"
	same(t, c, from)
	into.Where, into.About, into.Tags = "The library", "All of it", []string{"GO", "tech", "new"}
	same(t, sh.find("go meetup"), into)
	if got := sh.observed(from.ID, "links"); !slices.Equal(got, []float64{5, 1}) {
		t.Errorf("observed %v", got)
	}
	if got := sh.observed(into.ID, "links"); !slices.Equal(got, []float64{2}) {
		t.Errorf("observed %v", got)
	}
	l, err := sh.Latest(t.Context(), nil)
	if err != nil || *l[from.ID]["links"].Value.Number != 5 || *l[into.ID]["links"].Value.Number != 2 {
		t.Errorf("latest %+v, %v", l, err)
	}
}

// TestUnmergeOfAChain: whatever is taken out of a chain of two first, each comes
// out with what was merged into it, and in the end all are as they were.
func TestUnmergeOfAChain(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]string{"the first first": {"Gophers", "Go Meetup"}, "the second first": {"Go Meetup", "Gophers"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sh := newShelf(t)
			from, into := twins(sh)
			last := sh.addCommunity(journal.Community{Name: "Tech Leeds", Tags: []string{"tech"}})
			r := sh.addReflection(journal.Reflection{Communities: []journal.CommunityRef{from.Ref(), into.Ref(), last.Ref()}})
			sh.merge(from.ID, into.ID)
			if c := sh.merge(into.ID, last.ID); c.About != "Tuesday talks" || c.Where != "online" || !slices.Equal(c.Tags, []string{"tech", "GO", "leeds"}) {
				t.Errorf("together they are %+v", c)
			}
			sh.unmerge(order[0])
			about := map[string][]string{"Gophers": {"Go Meetup", "Tech Leeds"}, "Go Meetup": {"Tech Leeds"}}[order[0]]
			for _, root := range append(about, order[0]) {
				if c := sh.find(root); len(sh.reflections(journal.Filter{Community: c.ID})) != 1 {
					t.Errorf("%s has no reflection", root)
				}
			}
			if got := sh.find("gophers"); order[0] == "Go Meetup" && (got.Name != "Go Meetup" || len(sh.history(into.ID)) != 4) {
				t.Errorf("Gophers is in %+v", got)
			}
			if got := sh.find("tech leeds"); order[0] == "Gophers" && (got.Where != "" || slices.Contains(got.Tags, "leeds") || got.About != "Tuesday talks") {
				t.Errorf("what is left is %+v", got)
			}
			sh.unmerge(order[1])
			for _, c := range []journal.Community{from, into, last} {
				same(t, sh.find(c.Name), c)
			}
			got, err := sh.Reflection(t.Context(), string(r.ID))
			ok(t, err)
			if !slices.Equal(got.Communities, r.Communities) {
				t.Errorf("it is of %v", got.Communities)
			}
		})
	}
}

// TestUnmergeOneOfTwo leaves what the other one has as well, until that comes out
// too.
func TestUnmergeOneOfTwo(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one := sh.addCommunity(journal.Community{Name: "One", Tags: []string{"go", "a"}})
	two := sh.addCommunity(journal.Community{Name: "Two", Tags: []string{"go", "b"}})
	into := sh.addCommunity(journal.Community{Name: "Into"})
	sh.merge(one.ID, into.ID)
	sh.merge(two.ID, into.ID)
	sh.unmerge("One")
	if got := sh.find("into").Tags; !slices.Equal(got, []string{"go", "b"}) {
		t.Errorf("tags %q", got)
	}
	sh.unmerge("Two")
	for _, c := range []journal.Community{one, two, into} {
		same(t, sh.find(c.Name), c)
	}
}

// TestUnmergeAgain: the same two can become one, and two, any number of times.
func TestUnmergeAgain(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	for range 2 {
		sh.merge(from.ID, into.ID)
		sh.unmerge("gophers")
		sh.merge(into.ID, from.ID)
		sh.unmerge("go meetup")
	}
	same(t, sh.find("gophers"), from)
	same(t, sh.find("go meetup"), into)
}

// TestUnmergeNeedsItsName: somebody else may go by it by now.
func TestUnmergeNeedsItsName(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	sh.merge(from.ID, into.ID)
	into.Name = "Gophers"
	ok(t, sh.change(into))
	_, _, err := sh.UnmergeCommunity(t.Context(), "gophers")
	refused(t, err, journal.Conflict, `"Gophers" cannot be taken out of "Gophers"`, "goes by its name", "kith community edit "+into.ID.Short()+" --name")
	sh.reopen()
	if c := sh.find("gophers"); c.ID != into.ID || !slices.Equal(c.Tags, into.Tags) || len(sh.history(into.ID)) != 4 {
		t.Errorf("something changed: %+v", c)
	}
	into.Name = "Go Meetup"
	ok(t, sh.change(into))
	other := sh.addCommunity(journal.Community{Name: "Gophers"})
	ok(t, sh.DeleteCommunity(t.Context(), other.ID, at(21, 1)))
	_, _, err = sh.UnmergeCommunity(t.Context(), "gophers")
	refused(t, err, journal.Conflict, "kith trash restore "+other.ID.Short())
	_, err = sh.EmptyTrash(t.Context())
	ok(t, err)
	sh.unmerge("gophers")
}

// TestUnmergeOutOfTheTrash: what was merged into something that was thrown away.
func TestUnmergeOutOfTheTrash(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	sh.merge(from.ID, into.ID)
	sh.deleteCommunity(into.ID)
	c, _ := sh.unmerge("gophers")
	same(t, c, from)
	if n, err := sh.EmptyTrash(t.Context()); err != nil || n != 1 || len(sh.history(from.ID)) != 3 {
		t.Errorf("emptied of %d, %v", n, err)
	}
	sh.merge(sh.addCommunity(journal.Community{Name: "Old"}).ID, from.ID)
	sh.deleteCommunity(from.ID)
	_, err := sh.EmptyTrash(t.Context())
	ok(t, err)
	_, _, err = sh.UnmergeCommunity(t.Context(), "Old")
	refused(t, err, journal.NotFound, "no community")
}

// TestUnmergeAmongSeveral of one name, which were added at a time.
func TestUnmergeAmongSeveral(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	into := sh.addCommunity(journal.Community{Name: "Go Meetup"})
	var ids []journal.ID
	for range 2 {
		one, _ := twoNew()
		ids = append(ids, one.ID)
		sh.keep(journal.Outcome{Reflection: journal.Reflection{Communities: []journal.CommunityRef{one.Ref()}}, Communities: []journal.Community{one}})
	}
	if got := sh.find("go meetup"); got.ID != into.ID || len(got.Merged) != 0 || got.About != "Talks" {
		t.Errorf("together they are %+v", got)
	}
	_, _, err := sh.UnmergeCommunity(t.Context(), "Go Meetup")
	refused(t, err, journal.Conflict, "several merged communities", ids[0].Short(), ids[1].Short(), "id of one")
	_, _, err = sh.UnmergeCommunity(t.Context(), string(ids[1]))
	refused(t, err, journal.Conflict, "goes by its name")
	into.Name, into.About, into.Kinds, into.Tags = "Old", "Talks", []string{"professional"}, []string{"go"}
	ok(t, sh.change(into))
	c, _ := sh.unmerge(string(ids[1]))
	if c.ID != ids[1] || c.About != "Talks" || len(sh.reflections(journal.Filter{Community: c.ID})) != 1 || len(sh.reflections(journal.Filter{Community: into.ID})) != 1 {
		t.Errorf("got %+v", c)
	}
}

// TestTheLaterOfAMeasureWins, whichever of the two it was said of.
func TestTheLaterOfAMeasureWins(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	from, into := twins(sh)
	ok(t, sh.AddObservations(t.Context(), []journal.Observation{rated(into.ID, "practice", 1, at(2, 1)), rated(from.ID, "domain", 2, at(9, 1))}))
	sh.merge(from.ID, into.ID)
	for _, ids := range [][]journal.ID{nil, {into.ID}} {
		l, err := sh.Latest(t.Context(), ids)
		ok(t, err)
		got := l[into.ID]
		if len(l) != 1 || len(got) != 3 || *got["domain"].Value.Number != 2 || *got["practice"].Value.Number != 2 || got["domain"].From != from.Ref() {
			t.Errorf("latest %+v", l)
		}
	}
	if l, err := sh.Latest(t.Context(), []journal.ID{from.ID}); err != nil || len(l) != 0 {
		t.Errorf("latest %+v, %v", l, err)
	}
	quiet, err := sh.Quiet(t.Context(), at(10, 1), 0)
	if err != nil || !slices.Equal(names(quiet), []string{"Go Meetup"}) {
		t.Errorf("quiet %q, %v", names(quiet), err)
	}
	if undone := sh.undo(into.ID); len(undone) != 1 || undone[0].From != from.Ref() {
		t.Errorf("took back %+v", undone)
	}
	if quiet, err = sh.Quiet(t.Context(), at(9, 0), 0); err != nil || len(quiet) != 1 { // last looked at on the eighth
		t.Errorf("quiet %q, %v", names(quiet), err)
	}
}

func TestKeepCommunities(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	known := sh.addCommunity(journal.Community{Name: "Go Meetup", Kinds: []string{"work"}, About: "Talks", Rhythm: "weekly"})
	choir := sh.addCommunity(journal.Community{Name: "Choir"})
	form := []journal.Community{
		{ID: known.ID, Name: "Go Meetup", Kinds: []string{"WORK", "social"}, About: "Tuesday talks"},
		{ID: journal.NewID(at(1, 1)), Name: "Book club", Kinds: []string{"learning"}, Created: at(1, 1)},
		{ID: journal.NewID(at(1, 1)), Name: "CHOIR", Tags: []string{"music"}, About: "We sing"},
	}
	// While the form was open, another kith was at it.
	_, err := sh.EditCommunity(t.Context(), known.ID, func(c *journal.Community) error {
		c.Name, c.Rhythm, c.Tags = "Gophers", "daily", []string{"go"}
		return nil
	})
	ok(t, err)
	added, before, err := sh.KeepCommunities(t.Context(), form)
	ok(t, err)
	sh.reopen()
	if !slices.Equal(names(added), []string{"Book club"}) || !slices.Equal(names(before), []string{"Gophers", "Choir"}) {
		t.Errorf("added %q, and said more of %q", names(added), names(before))
	}
	sameTime(t, "created", added[0].Created, at(1, 1))
	for _, want := range []journal.Community{
		{ID: known.ID, Name: "Gophers", Kinds: []string{"work", "social"}, About: "Tuesday talks", Rhythm: "daily", Tags: []string{"go"}},
		{ID: choir.ID, Name: "Choir", About: "We sing", Tags: []string{"music"}},
	} {
		same(t, sh.find(want.Name), want)
	}
	if got := names(sh.communities(journal.CommunityFilter{})); !slices.Equal(got, []string{"Book club", "Choir", "Gophers"}) {
		t.Errorf("communities %q", got)
	}

	_, _, err = sh.KeepCommunities(t.Context(), []journal.Community{{ID: "c1", Name: "New"}, {ID: "c2", Name: "a\x1bb"}})
	refused(t, err, journal.Invalid)
	if n := len(sh.communities(journal.CommunityFilter{})); n != 3 {
		t.Errorf("%d communities", n)
	}
	// An alias that another has by now is not taken from it.
	sh.addCommunity(journal.Community{Name: "Other", Alias: "gm"})
	_, before, err = sh.KeepCommunities(t.Context(), []journal.Community{{ID: known.ID, Alias: "GM", Where: "the pub"}})
	if err != nil || before[0].Alias != "" || before[0].Where != "the pub" {
		t.Errorf("kept %+v, %v", before, err)
	}
}
