package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kith/journal"
)

func TestArchiveCommunity(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c, r := sh.named()
	got, err := sh.ArchiveCommunity(t.Context(), c.ID, at(15, 1))
	ok(t, err)
	sameTime(t, "archived", got.Archived, at(15, 1))
	if got, err = sh.ArchiveCommunity(t.Context(), c.ID, at(16, 1)); err != nil || !got.Archived.Equal(at(15, 1)) {
		t.Errorf("archived again it is %+v, %v", got, err)
	}
	sh.reopen()
	if got.About != "Talks" || !slices.Equal(got.Tags, c.Tags) || got.Name != c.Name {
		t.Errorf("got %+v", got)
	}
	if cs := sh.communities(journal.CommunityFilter{}); len(cs) != 0 {
		t.Errorf("listed %q", names(cs))
	}
	if quiet, err := sh.Quiet(t.Context(), at(30, 1), 0); err != nil || len(quiet) != 0 {
		t.Errorf("quiet %q, %v", names(quiet), err)
	}
	if cs := sh.communities(journal.CommunityFilter{Archived: true}); len(cs) != 1 || !cs[0].Archived.Equal(at(15, 1)) {
		t.Errorf("archived %+v", cs)
	}
	// Everything is still there, and can still be asked for.
	if got := sh.find("meetup"); got.ID != c.ID || len(sh.history(c.ID)) != 2 {
		t.Errorf("found %+v", got)
	}
	if rs := sh.reflections(journal.Filter{Community: c.ID}); len(rs) != 1 || rs[0].ID != r.ID {
		t.Errorf("reflections %+v", rs)
	}
	if l, err := sh.Latest(t.Context(), nil); err != nil || len(l[c.ID]) != 2 {
		t.Errorf("latest %+v, %v", l, err)
	}

	for range 2 {
		got, err = sh.UnarchiveCommunity(t.Context(), c.ID)
		ok(t, err)
	}
	sh.reopen()
	if cs := sh.communities(journal.CommunityFilter{}); !got.Archived.IsZero() || len(cs) != 1 || !cs[0].Archived.IsZero() {
		t.Errorf("back are %+v", cs)
	}
	_, err = sh.ArchiveCommunity(t.Context(), "nobody", at(1, 1))
	refused(t, err, journal.NotFound, "nobody")
	_, err = sh.UnarchiveCommunity(t.Context(), "nobody")
	refused(t, err, journal.NotFound, "nobody")
}

func TestEditCommunity(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup", Tags: []string{"go"}, Created: at(1, 1)})
	sh.addCommunity(journal.Community{Name: "Choir"})
	_, err := sh.TagCommunity(t.Context(), c.ID, []string{"since"}, nil)
	ok(t, err)
	got, err := sh.EditCommunity(t.Context(), c.ID, func(c *journal.Community) error {
		c.Name, c.ID, c.Created = "Gophers", "other", time.Time{}
		return nil
	})
	ok(t, err)
	sh.reopen()
	for _, got := range []journal.Community{got, sh.find("gophers")} {
		if got.ID != c.ID || got.Name != "Gophers" || !got.Created.Equal(at(1, 1)) || !slices.Equal(got.Tags, []string{"go", "since"}) {
			t.Errorf("edited %+v", got)
		}
	}
	_, err = sh.EditCommunity(t.Context(), c.ID, func(c *journal.Community) error { c.Name = "choir"; return nil })
	refused(t, err, journal.Conflict, "Choir")
	errStay := errors.New("it stays as it is")
	_, err = sh.EditCommunity(t.Context(), c.ID, func(c *journal.Community) error { c.Name = "X"; return errStay })
	if !errors.Is(err, errStay) || sh.find("gophers").Name != "Gophers" {
		t.Errorf("it was edited after all: %v", err)
	}
	_, err = sh.EditCommunity(t.Context(), "nobody", func(*journal.Community) error { return nil })
	refused(t, err, journal.NotFound)
}

func TestCommunitiesInOtherOrders(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	add := func(name string, started journal.Date, archived bool, observed ...time.Time) journal.ID {
		c := journal.Community{Name: name, Started: started, Created: at(1, 1)}
		if archived {
			c.Archived = at(2, 2)
		}
		c = sh.addCommunity(c)
		for _, when := range observed {
			ok(t, sh.AddObservations(t.Context(), []journal.Observation{rated(c.ID, "domain", 3, when)}))
		}
		return c.ID
	}
	add("Anglers", "2019", false)
	add("bakers", "", false, at(9, 1), at(3, 1))
	choir := add("Choir", "2024-05-01", false, at(5, 1), at(12, 1))
	add("Dancers", "2024", false, at(7, 1))
	add("Elders", "2024-05", false)
	add("Former", "2025", true, at(13, 1))
	add("Gone", "2023", true)
	sh.reopen()
	check := func(f journal.CommunityFilter, want ...string) {
		t.Helper()
		if got := names(sh.communities(f)); !slices.Equal(got, want) {
			t.Errorf("%+v: %q, want %q", f, got, want)
		}
	}
	looked := journal.CommunityFilter{Sort: journal.SortLookedAt}
	check(looked, "Choir", "bakers", "Dancers", "Anglers", "Elders")
	check(journal.CommunityFilter{Sort: journal.SortLookedAt, Limit: 2}, "Choir", "bakers")
	check(journal.CommunityFilter{Sort: journal.SortLookedAt, Archived: true}, "Former", "Gone")
	check(journal.CommunityFilter{Sort: journal.SortStarted}, "Choir", "Elders", "Dancers", "Anglers", "bakers")
	check(journal.CommunityFilter{Sort: journal.SortStarted, Archived: true}, "Former", "Gone")
	check(journal.CommunityFilter{Limit: 3}, "Anglers", "bakers", "Choir")

	sh.undo(choir) // what was taken back was no look
	check(looked, "bakers", "Dancers", "Choir", "Anglers", "Elders")
	sh.undo(choir)
	check(looked, "bakers", "Dancers", "Anglers", "Choir", "Elders")
	sh.merge(sh.find("bakers").ID, choir)
	check(looked, "Choir", "Dancers", "Anglers", "Elders")

	_, err := sh.Communities(t.Context(), journal.CommunityFilter{Sort: "size"})
	refused(t, err, journal.Invalid, `"size"`, "looked-at")
}
