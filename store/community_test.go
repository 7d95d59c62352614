package store_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"kith/journal"
)

func names(cs []journal.Community) (all []string) {
	for _, c := range cs {
		all = append(all, c.Name)
	}
	return all
}

func (sh *shelf) communities(f journal.CommunityFilter) []journal.Community {
	sh.t.Helper()
	cs, err := sh.Communities(sh.t.Context(), f)
	ok(sh.t, err)
	return cs
}

// change makes the community of c's id what c says.
func (sh *shelf) change(c journal.Community) error {
	_, err := sh.EditCommunity(sh.t.Context(), c.ID, func(known *journal.Community) error {
		*known = c
		return nil
	})
	return err
}

func TestCommunityComesBackAsItWas(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	in := journal.Community{
		ID: journal.NewID(at(1, 9)), Name: "  Café\u0301 \u202e des  Langues ", Alias: "CdL", Kinds: []string{"social", "Learning"},
		About: "Tuesday\r\ntalks\n", Where: "the back room", Rhythm: "weekly", Started: "2019-09",
		Tags: []string{"languages", "évening", "Bad \xff byte"}, Created: at(1, 9), Archived: at(20, 9),
	}
	sh.addCommunity(in)
	sh.reopen()
	out, err := sh.FindCommunity(t.Context(), "cdl")
	ok(t, err)
	sameTime(t, "created", out.Created, in.Created)
	sameTime(t, "archived", out.Archived, in.Archived)
	out.Created, out.Archived = in.Created, in.Archived
	if !reflect.DeepEqual(in, out) {
		t.Errorf("kept  %#v\nfound %#v", in, out)
	}
}

func TestAddCommunityFillsIn(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup", Tags: []string{"tech", "TECH", "go"}})
	if len(c.ID) != 26 || c.Created.IsZero() {
		t.Errorf("got %+v", c)
	}
	sh.reopen()
	if got := sh.communities(journal.CommunityFilter{}); len(got) != 1 || !slices.Equal(got[0].Tags, []string{"tech", "go"}) {
		t.Errorf("got %+v", got)
	}
}

func TestCommunityNamesAreUnique(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	meetup := sh.addCommunity(journal.Community{Name: "Café Go", Alias: "GM"})
	other := sh.addCommunity(journal.Community{Name: "Book club"})
	for _, twin := range []journal.Community{
		{Name: "CAFE\u0301  GO"}, {Name: "gm"}, {Name: "New", Alias: "café go"}, {Name: "New", Alias: " Gm "},
	} {
		_, err := sh.AddCommunity(t.Context(), twin)
		refused(t, err, journal.Conflict, "Café Go", meetup.ID.Short())
		twin.ID = other.ID
		refused(t, sh.change(twin), journal.Conflict, "Café Go")
	}
	meetup.Alias = "café go" // its own name is no clash
	ok(t, sh.change(meetup))
	for name, kind := range map[string]journal.ErrorKind{"": journal.Invalid, " ": journal.Invalid, "a\x00b": journal.Invalid, "a\x1b[2J": journal.Invalid} {
		_, err := sh.AddCommunity(t.Context(), journal.Community{Name: name})
		refused(t, err, kind)
	}
	_, err := sh.AddCommunity(t.Context(), journal.Community{Name: "A", Tags: []string{"  "}})
	refused(t, err, journal.Invalid, "at least one letter")
	if got := names(sh.communities(journal.CommunityFilter{})); !slices.Equal(got, []string{"Book club", "Café Go"}) {
		t.Errorf("something stayed of what was refused: %q", got)
	}
}

func TestCommunities(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.addCommunity(journal.Community{Name: "zebra watchers", Kinds: []string{"hobby"}, Tags: []string{"Outdoors", "animals"}})
	sh.addCommunity(journal.Community{Name: "Anglers", Kinds: []string{"hobby", "place"}, Tags: []string{"outdoors"}})
	sh.addCommunity(journal.Community{Name: "bakers", Kinds: []string{"work"}})
	sh.addCommunity(journal.Community{Name: "Choir", Tags: []string{"outdoors"}, Archived: at(1, 1)})
	for _, test := range []struct {
		f    journal.CommunityFilter
		want []string
	}{
		{journal.CommunityFilter{}, []string{"Anglers", "bakers", "zebra watchers"}},
		{journal.CommunityFilter{Limit: 2}, []string{"Anglers", "bakers"}},
		{journal.CommunityFilter{Archived: true}, []string{"Choir"}},
		{journal.CommunityFilter{Tags: []string{"OUTDOORS"}}, []string{"Anglers", "zebra watchers"}},
		{journal.CommunityFilter{Tags: []string{"outdoors", "Animals"}}, []string{"zebra watchers"}},
		{journal.CommunityFilter{Kind: "Hobby"}, []string{"Anglers", "zebra watchers"}},
		{journal.CommunityFilter{Kind: "hobby", Tags: []string{"animals"}}, []string{"zebra watchers"}},
		{journal.CommunityFilter{Kind: "nothing"}, nil},
		{journal.CommunityFilter{Archived: true, Tags: []string{"outdoors"}}, []string{"Choir"}},
	} {
		if got := names(sh.communities(test.f)); !slices.Equal(got, test.want) {
			t.Errorf("%+v: %q, want %q", test.f, got, test.want)
		}
	}
}

func TestUpdateCommunity(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup", Alias: "GM", Kinds: []string{"work"}, Tags: []string{"a", "b"}, Created: at(1, 1)})
	c.Name, c.Alias, c.About, c.Kinds, c.Tags, c.Archived = "Gophers", "", "Go", []string{"social"}, nil, at(3, 3)
	ok(t, sh.change(c))
	sh.reopen()
	got, err := sh.FindCommunity(t.Context(), "gophers")
	ok(t, err)
	sameTime(t, "created", got.Created, at(1, 1))
	sameTime(t, "archived", got.Archived, at(3, 3))
	if got.Alias != "" || got.About != "Go" || !slices.Equal(got.Kinds, []string{"social"}) || got.Tags != nil {
		t.Errorf("got %+v", got)
	}
	_, err = sh.FindCommunity(t.Context(), "Go Meetup")
	refused(t, err, journal.NotFound)
	refused(t, sh.change(journal.Community{ID: "nobody", Name: "N"}), journal.NotFound, "nobody")
}

func TestTagCommunity(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	c := sh.addCommunity(journal.Community{Name: "Go Meetup", Tags: []string{"tech"}})
	c, err := sh.TagCommunity(t.Context(), c.ID, []string{"Go", "TECH", "leeds"}, []string{"LEEDS"})
	ok(t, err)
	if !slices.Equal(c.Tags, []string{"tech", "Go"}) {
		t.Errorf("tags %q", c.Tags)
	}
	sh.reopen()
	if got := sh.communities(journal.CommunityFilter{})[0].Tags; !slices.Equal(got, c.Tags) {
		t.Errorf("kept %q", got)
	}
	_, err = sh.TagCommunity(t.Context(), "nobody", []string{"x"}, nil)
	refused(t, err, journal.NotFound)
}

func TestFindCommunity(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	_, err := sh.FindCommunity(t.Context(), "anything")
	refused(t, err, journal.NotFound, "kith community add")

	goMeetup := sh.addCommunity(journal.Community{ID: "01kb0000000000000000bk0001", Name: "Go Meetup", Alias: "gm"})
	sh.addCommunity(journal.Community{ID: "01kb00000000000000000abcd2", Name: "Go Meetup Leeds"})
	book := sh.addCommunity(journal.Community{ID: "01kb0000000000000000gm0003", Name: "Straße Book Club"})
	for text, want := range map[string]journal.ID{
		"go  meetup":    goMeetup.ID, // the whole name, though it is part of another
		"GM":            goMeetup.ID, // an alias
		"book":          book.ID,     // part of a name
		"STRASSE":       book.ID,     // folded
		"bk0001":        goMeetup.ID, // the end of an id
		"0BK0":          goMeetup.ID, // the middle of one
		string(book.ID): book.ID,
	} {
		got, err := sh.FindCommunity(t.Context(), text)
		ok(t, err)
		if got.ID != want {
			t.Errorf("%q found %s", text, got.Name)
		}
	}
	_, err = sh.FindCommunity(t.Context(), "meet")
	refused(t, err, journal.Conflict, "several", "Go Meetup, Go Meetup Leeds")
	_, err = sh.FindCommunity(t.Context(), "01kb")
	refused(t, err, journal.Conflict, "several")
	_, err = sh.FindCommunity(t.Context(), "strase book club")
	refused(t, err, journal.NotFound, "did you mean", "Straße Book Club")
	_, err = sh.FindCommunity(t.Context(), "quite another thing")
	refused(t, err, journal.NotFound, "kith community list")
	for _, text := range []string{"", " ", "%", "_", "'", "a\x00"} {
		_, err = sh.FindCommunity(t.Context(), text)
		refused(t, err, journal.NotFound)
	}
}

func TestFindCommunityNamesAFew(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for _, n := range strings.Fields("one two three four five six seven") {
		sh.addCommunity(journal.Community{Name: "Group " + n})
	}
	_, err := sh.FindCommunity(t.Context(), "group")
	refused(t, err, journal.Conflict, "Group five", "and others")
	if strings.Contains(err.Error(), "Group two") {
		t.Errorf("all of them in one sentence: %v", err)
	}
}

func TestTags(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.addCommunity(journal.Community{Name: "A", Tags: []string{"Go", "leeds"}})
	sh.addCommunity(journal.Community{Name: "B", Tags: []string{"GO"}})
	sh.addReflection(journal.Reflection{Tags: []string{"go", "week"}})
	got, err := sh.Tags(t.Context())
	ok(t, err)
	want := []journal.TagCount{{Tag: "go", Reflections: 1, Communities: 2}, {Tag: "leeds", Communities: 1}, {Tag: "week", Reflections: 1}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
